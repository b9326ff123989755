/* See clock.h. The proleptic Gregorian calendar, in UTC, years 0 to 9999. */
#include <stdio.h>
#include <time.h>

#include "base/clock.h"

#define YEAR_0_MS    (-62167219200000LL) /* 0000-01-01T00:00:00.000Z */
#define YEAR_9999_MS 253402300799999LL   /* 9999-12-31T23:59:59.999Z */

int64_t
clock_now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
clock_monotonic_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

void
clock_iso(int64_t ms, char out[CLOCK_ISO_BYTES])
{
	struct tm tm;
	time_t second;
	int part;
	size_t n;

	if (ms < YEAR_0_MS)
		ms = YEAR_0_MS;
	if (ms > YEAR_9999_MS)
		ms = YEAR_9999_MS;
	part = (int)(ms % 1000);
	if (part < 0)
		part += 1000; /* before 1970: the second that holds it */
	second = (time_t)((ms - part) / 1000);
	gmtime_r(&second, &tm);
	/* not strftime's %Y: it does not pad the years before 1000 */
	n = (size_t)snprintf(out, CLOCK_ISO_BYTES, "%04hu",
	    (unsigned short)(tm.tm_year + 1900));
	n += strftime(out + n, CLOCK_ISO_BYTES - n, "-%m-%dT%H:%M:%S", &tm);
	snprintf(out + n, CLOCK_ISO_BYTES - n, ".%03dZ", part);
}

/* Exactly ${digits} digits at *in, within [min, max]; moves *in past them. */
static bool
take(const char **in, int digits, int min, int max, int *out)
{
	int value = 0;

	for (; digits > 0; digits--, (*in)++) {
		if (**in < '0' || **in > '9')
			return false;
		value = value * 10 + (**in - '0');
	}
	*out = value;
	return value >= min && value <= max;
}

static bool
take_char(const char **in, char c)
{
	if (**in != c)
		return false;
	(*in)++;
	return true;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool
take_date(const char **in, struct tm *tm)
{
	int year, month;

	if (!take(in, 4, 0, 9999, &year) || !take_char(in, '-') ||
	    !take(in, 2, 1, 12, &month) || !take_char(in, '-') ||
	    !take(in, 2, 1, days_in_month(year, month), &tm->tm_mday))
		return false;
	tm->tm_year = year - 1900;
	tm->tm_mon = month - 1;
	return true;
}

/* 60 is a leap second: RFC 3339 allows it, the next minute begins there. */
static bool
take_time(const char **in, struct tm *tm)
{
	return take(in, 2, 0, 23, &tm->tm_hour) && take_char(in, ':') &&
	    take(in, 2, 0, 59, &tm->tm_min) && take_char(in, ':') &&
	    take(in, 2, 0, 60, &tm->tm_sec);
}

/* ".5" is 500 ms; what is finer than a millisecond is dropped. */
static bool
take_fraction(const char **in, int *ms)
{
	int unit = 100;

	*ms = 0;
	if (!take_char(in, '.'))
		return true;
	if (**in < '0' || **in > '9')
		return false;
	for (; **in >= '0' && **in <= '9'; (*in)++, unit /= 10)
		*ms += unit * (**in - '0');
	return true;
}

/* "Z", "+02:00", "-05:30", or nothing: UTC. */
static bool
take_offset(const char **in, int *minutes)
{
	int sign, hour, minute;

	*minutes = 0;
	if (**in == '\0' || take_char(in, 'Z') || take_char(in, 'z'))
		return true;
	sign = **in == '-' ? -1 : 1;
	if (!take_char(in, '+') && !take_char(in, '-'))
		return false;
	if (!take(in, 2, 0, 23, &hour) || !take_char(in, ':') ||
	    !take(in, 2, 0, 59, &minute))
		return false;
	*minutes = sign * (hour * 60 + minute);
	return true;
}

bool
clock_parse_iso(const char *in, int64_t *out_ms)
{
	struct tm tm = { 0 };
	int ms, offset;

	if (!take_date(&in, &tm))
		return false;
	if (!take_char(&in, 'T') && !take_char(&in, 't') &&
	    !take_char(&in, ' '))
		return false;
	if (!take_time(&in, &tm) || !take_fraction(&in, &ms) ||
	    !take_offset(&in, &offset) || *in != '\0')
		return false;
	*out_ms = ((int64_t)timegm(&tm) - offset * 60) * 1000 + ms;
	return true;
}
