/* See dates.h. clock.c knows the calendar. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "tenants/dates.h"

#define DATE_LEN 10 /* "2026-12-25" */
#define WEEK     7
#define THURSDAY 3 /* 1970-01-01 */
#define DAY_S    (24 * 60 * 60)
#define DAY_MS   ((int64_t)DAY_S * 1000)

int32_t
dates_day(int year, int month, int mday)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1,
		.tm_mday = mday };

	return (int32_t)(timegm(&tm) / DAY_S);
}

void
dates_civil(int32_t day, int *year, int *month, int *mday)
{
	time_t second = (time_t)day * DAY_S;
	struct tm tm;

	gmtime_r(&second, &tm);
	*year = tm.tm_year + 1900;
	*month = tm.tm_mon + 1;
	*mday = tm.tm_mday;
}

int
dates_weekday(int32_t day)
{
	return ((day + THURSDAY) % WEEK + WEEK) % WEEK;
}

/* The date that ${*text} begins with; moves it past the date. */
static bool
take_day(const char **text, int32_t *day)
{
	char instant[CLOCK_ISO_BYTES];
	int64_t ms;

	if (strnlen(*text, DATE_LEN) < DATE_LEN)
		return false;
	snprintf(instant, sizeof(instant), "%.*sT00:00:00Z", DATE_LEN, *text);
	if (!clock_parse_iso(instant, &ms))
		return false;
	*day = (int32_t)(ms / DAY_MS);
	*text += DATE_LEN;
	return true;
}

bool
dates_parse_span(const char *text, struct dates_span *out, struct err *err)
{
	struct dates_span span = { 0 };
	bool ok = take_day(&text, &span.from);

	span.to = span.from;
	if (ok && strncmp(text, "..", 2) == 0) {
		text += 2;
		ok = take_day(&text, &span.to);
	}
	if (!ok || *text != '\0')
		return err_set(err, false, "write days as \"2026-12-25\" or "
		    "\"2026-12-24..2027-01-02\"");
	if (span.to < span.from)
		return err_set(err, false, "ends before it begins");
	*out = span;
	return true;
}

bool
dates_parse_exception(const char *text, struct dates_exception *out,
    struct err *err)
{
	struct hours hours;
	int32_t day;

	if (!take_day(&text, &day) || *text != ' ' ||
	    text[strspn(text, " ")] == '\0')
		return err_set(err, false, "write a day and its hours as "
		    "\"2026-12-05 09:00-12:00\", or \"2026-12-05 closed\"");
	if (!hours_parse(text + strspn(text, " "), 0, &hours, err))
		return false;
	out->day = day;
	out->count = hours.count[0];
	memcpy(out->span, hours.span[0], sizeof(out->span));
	return true;
}

static void
print_day(int32_t day, char out[CLOCK_ISO_BYTES])
{
	clock_iso(day * DAY_MS, out);
	out[DATE_LEN] = '\0';
}

void
dates_print_span(const struct dates_span *span, char out[DATES_PRINT_BYTES])
{
	char from[CLOCK_ISO_BYTES], to[CLOCK_ISO_BYTES];

	print_day(span->from, from);
	print_day(span->to, to);
	snprintf(out, DATES_PRINT_BYTES, "%.*s%s%.*s", DATE_LEN, from,
	    span->from != span->to ? ".." : "",
	    span->from != span->to ? DATE_LEN : 0, to);
}

void
dates_print_exception(const struct dates_exception *exception,
    char out[DATES_PRINT_BYTES])
{
	char day[CLOCK_ISO_BYTES], text[HOURS_PRINT_BYTES];
	struct hours hours;

	memcpy(hours.span[0], exception->span, sizeof(hours.span[0]));
	hours.count[0] = exception->count;
	hours_print(&hours, 0, text);
	print_day(exception->day, day);
	snprintf(out, DATES_PRINT_BYTES, "%.*s %s", DATE_LEN, day,
	    exception->count > 0 ? text : "closed");
}
