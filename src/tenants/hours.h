/*
 * Opening hours as an office writes them: "09:00-12:30 14:00-18:00" a day.
 */
#ifndef ACCUEIL_TENANTS_HOURS_H
#define ACCUEIL_TENANTS_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define HOURS_SPANS 6 /* openings a day */

struct hours_span {
	int16_t from; /* minute of the day, 0..1439 */
	int16_t to;   /* after from, up to 1440 */
};

struct hours {
	struct hours_span span[7][HOURS_SPANS]; /* Monday first; in order */
	uint8_t count[7];
};

/* hours_day(name): "mon" is 0 ... "sun" is 6; -1 for anything else. */
int hours_day(const char *name);

/*
 * hours_parse(text, day, out, err): one day's spans into out->span[day].
 * "" or "closed" means closed; an opening may end at 24:00. Returns false,
 * *out untouched and the cause in *err, when malformed, out of order,
 * overlapping, touching or too many.
 */
bool hours_parse(const char *text, int day, struct hours *out,
    struct err *err);

/* hours_open(h, day, minute): is the office open then? The minute that an
 * opening ends at is outside it. */
bool hours_open(const struct hours *h, int day, int minute);

/* hours_any(h): is it ever open (that is: are hours given at all)? */
bool hours_any(const struct hours *h);

/* hours_print(h, day, out): back to "09:00-12:30 14:00-18:00", "" when
 * closed. */
#define HOURS_PRINT_BYTES (HOURS_SPANS * 12 + 1)
void hours_print(const struct hours *h, int day, char out[HOURS_PRINT_BYTES]);

#endif
