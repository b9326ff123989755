/*
 * Days as an office writes them: "2026-12-25", "2026-12-24..2027-01-02", and
 * a day with hours of its own, "2026-12-05 09:00-12:00". A day is a number:
 * of days since 1970-01-01, in the office's own calendar, so that what comes
 * before, after or between is arithmetic.
 */
#ifndef ACCUEIL_TENANTS_DATES_H
#define ACCUEIL_TENANTS_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "tenants/hours.h"

struct dates_span {
	int32_t from, to; /* both included; the same for a single day */
};

/* A day whose hours are not those of its weekday. */
struct dates_exception {
	int32_t day;
	uint8_t count; /* of span[]; 0 = closed */
	struct hours_span span[HOURS_SPANS]; /* in order */
};

/* dates_day(year, month, mday): the number of a date of the calendar. */
int32_t dates_day(int year, int month, int mday);

/* dates_civil(day, year, month, mday): and back. */
void dates_civil(int32_t day, int *year, int *month, int *mday);

int dates_weekday(int32_t day); /* 0 is Monday */

/*
 * dates_parse_span(text, out, err), dates_parse_exception(text, out, err):
 * as above; an exception may be "closed". False with the cause, *out
 * untouched, when malformed, not in the calendar or the wrong way round.
 */
bool dates_parse_span(const char *text, struct dates_span *out,
    struct err *err);
bool dates_parse_exception(const char *text, struct dates_exception *out,
    struct err *err);

/* And back to text. */
#define DATES_PRINT_BYTES (HOURS_PRINT_BYTES + 32)
void dates_print_span(const struct dates_span *span,
    char out[DATES_PRINT_BYTES]);
void dates_print_exception(const struct dates_exception *exception,
    char out[DATES_PRINT_BYTES]);

#endif
