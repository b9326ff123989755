/* See hours.h. */
#include <stdio.h>
#include <string.h>

#include "tenants/hours.h"

#define DAY_MINUTES (24 * 60)

static const char *const days[7] = { "mon", "tue", "wed", "thu", "fri", "sat",
	"sun" };

int
hours_day(const char *name)
{
	int day;

	for (day = 0; day < 7; day++) {
		if (strcmp(name, days[day]) == 0)
			return day;
	}
	return -1;
}

static bool
take_digit(const char **in, int *value)
{
	if (**in < '0' || **in > '9')
		return false;
	*value = *value * 10 + (*(*in)++ - '0');
	return true;
}

static bool
take_char(const char **in, char c)
{
	if (**in != c)
		return false;
	(*in)++;
	return true;
}

/* "9:00", "09:00", up to "24:00". */
static bool
take_minute(const char **in, int16_t *minute)
{
	int hour = 0, min = 0;

	if (!take_digit(in, &hour))
		return false;
	take_digit(in, &hour);
	if (!take_char(in, ':') || !take_digit(in, &min) ||
	    !take_digit(in, &min))
		return false;
	*minute = (int16_t)(hour * 60 + min);
	return min < 60 && *minute <= DAY_MINUTES;
}

static bool
take_span(const char **in, struct hours_span *span)
{
	return take_minute(in, &span->from) && take_char(in, '-') &&
	    take_minute(in, &span->to) && (**in == ' ' || **in == '\0');
}

bool
hours_parse(const char *text, int day, struct hours *out, struct err *err)
{
	struct hours_span span[HOURS_SPANS], one;
	uint8_t count = 0;

	if (strcmp(text, "closed") == 0)
		text = "";
	for (text += strspn(text, " "); *text != '\0';
	     text += strspn(text, " ")) {
		if (!take_span(&text, &one))
			return err_set(err, false, "write opening hours as "
			    "\"09:00-12:30 14:00-18:00\", or \"closed\"");
		if (one.from >= one.to)
			return err_set(err, false,
			    "an opening ends before it begins");
		if (count > 0 && one.from <= span[count - 1].to)
			return err_set(err, false,
			    "openings overlap, touch or are out of order");
		if (count == HOURS_SPANS)
			return err_set(err, false,
			    "more than %d openings in a day", HOURS_SPANS);
		span[count++] = one;
	}
	memcpy(out->span[day], span, count * sizeof(span[0]));
	out->count[day] = count;
	return true;
}

bool
hours_open(const struct hours *h, int day, int minute)
{
	int i;

	for (i = 0; i < h->count[day]; i++) {
		if (minute >= h->span[day][i].from &&
		    minute < h->span[day][i].to)
			return true;
	}
	return false;
}

bool
hours_any(const struct hours *h)
{
	int day;

	for (day = 0; day < 7; day++) {
		if (h->count[day] > 0)
			return true;
	}
	return false;
}

void
hours_print(const struct hours *h, int day, char out[HOURS_PRINT_BYTES])
{
	const struct hours_span *span;
	size_t len = 0;
	int i;

	out[0] = '\0';
	for (i = 0; i < h->count[day]; i++) {
		span = &h->span[day][i];
		len += (size_t)snprintf(out + len, HOURS_PRINT_BYTES - len,
		    "%s%02d:%02d-%02d:%02d", i > 0 ? " " : "",
		    span->from / 60, span->from % 60, span->to / 60,
		    span->to % 60);
	}
}
