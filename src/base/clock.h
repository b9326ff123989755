/*
 * Time. Instants are int64_t milliseconds since 1970 UTC (`now_ms`). Only the
 * edges (gateway, accueilctl, log) ask for the present; everything else takes
 * it as an argument.
 */
#ifndef ACCUEIL_BASE_CLOCK_H
#define ACCUEIL_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_ISO_BYTES 32

int64_t clock_now_ms(void);       /* the wall clock */
int64_t clock_monotonic_us(void); /* for durations */

/* clock_iso(ms, out): "2026-11-23T09:30:00.123Z" (RFC 3339, UTC). */
void clock_iso(int64_t ms, char out[CLOCK_ISO_BYTES]);

/*
 * clock_parse_iso(in, out_ms): RFC 3339, with "Z" or an offset, fraction
 * optional; without either, UTC. Returns false on anything else.
 */
bool clock_parse_iso(const char *in, int64_t *out_ms);

#endif
