/*
 * Numbers with their unit, "30s" or "8MB", as settings are written. Private to
 * this room.
 */
#ifndef ACCUEIL_TENANTS_UNITS_H
#define ACCUEIL_TENANTS_UNITS_H

#include <stdbool.h>
#include <stdint.h>

/* What a number may be followed by; the largest last, a NULL name after it. */
struct unit {
	const char *name;
	int64_t factor;
};

extern const struct unit units_none[]; /* a bare number */
extern const struct unit units_time[]; /* to milliseconds */
extern const struct unit units_size[]; /* to bytes, by 1024 */

#define UNITS_BYTES 32

/* units_parse(text, unit, out): digits and a unit, nothing else; false also
 * when it overflows. */
bool units_parse(const char *text, const struct unit *unit, int64_t *out);

/* units_format(n, unit, out): in the largest unit that loses nothing. */
void units_format(int64_t n, const struct unit *unit, char out[UNITS_BYTES]);

#endif
