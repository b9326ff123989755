/*
 * The calendar of when and choice. Dates are counted as days from 1 March of
 * year 0, so that a leap day ends its year: no table of cumulated days, no
 * time_t, no TZ.
 *
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", for
 * the day count and its inverse.
 */
#include "dialog/hear/when_date.h"

#define YEAR_DAYS 365
#define CENTURIES_DAYS 146097 /* days in 400 years */
#define LEAP_SEARCH 8         /* 29 February comes back within 8 years */
#define MONTHS 12

/* Days since 1 March of year 0, which was a Wednesday. */
static int
day_number(struct when_date d)
{
	int year = d.month > 2 ? d.year : d.year - 1;
	int month = d.month > 2 ? d.month - 3 : d.month + 9;

	return YEAR_DAYS * year + year / 4 - year / 100 + year / 400 +
	    (153 * month + 2) / 5 + d.day - 1;
}

static struct when_date
day_date(int number)
{
	int era = number / CENTURIES_DAYS;
	int of_era = number % CENTURIES_DAYS;
	int year = (of_era - of_era / 1460 + of_era / 36524 -
	    of_era / 146096) / YEAR_DAYS;
	int of_year = of_era - (YEAR_DAYS * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;

	return (struct when_date){
		.year = (int16_t)(year + era * 400 + (month > 9)),
		.month = (int8_t)(month > 9 ? month - 9 : month + 3),
		.day = (int8_t)(of_year - (153 * month + 2) / 5 + 1),
	};
}

int
when_weekday(struct when_date d)
{
	return (day_number(d) + 2) % WHEN_WEEK;
}

struct when_date
when_add_days(struct when_date d, int days)
{
	return day_date(day_number(d) + days);
}

int
when_days_between(struct when_date a, struct when_date b)
{
	return day_number(b) - day_number(a);
}

int
when_month_days(int year, int month)
{
	struct when_date first = { (int16_t)year, (int8_t)month, 1 };
	struct when_date next = { (int16_t)year, (int8_t)(month + 1), 1 };

	if (month == MONTHS)
		next = (struct when_date){ (int16_t)(year + 1), 1, 1 };
	return when_days_between(first, next);
}

struct when_date
when_add_months(struct when_date d, int months)
{
	int count = d.year * MONTHS + d.month - 1 + months;
	struct when_date to = { .year = (int16_t)(count / MONTHS),
		.month = (int8_t)(count % MONTHS + 1), .day = d.day };
	int days = when_month_days(to.year, to.month);

	if (to.day > days)
		to.day = (int8_t)days;
	return to;
}

struct when_date
when_monday(struct when_date d)
{
	return when_add_days(d, -when_weekday(d));
}

struct when_date
when_coming(struct when_date d, int weekday)
{
	int days = (weekday - when_weekday(d) + WHEN_WEEK) % WHEN_WEEK;

	return when_add_days(d, days == 0 ? WHEN_WEEK : days);
}

struct when_date
when_next_day(struct when_date d, int day)
{
	struct when_date at = d;

	if (day < d.day)
		at = when_add_months((struct when_date){ d.year, d.month, 1 },
		    1);
	while (when_month_days(at.year, at.month) < day)
		at = when_add_months((struct when_date){ at.year, at.month, 1 },
		    1);
	at.day = (int8_t)day;
	return at;
}

struct when_date
when_next_date(struct when_date d, int month, int day)
{
	struct when_date at = { d.year, (int8_t)month, (int8_t)day };
	int i;

	for (i = 0; i <= LEAP_SEARCH; i++, at.year++)
		if (day <= when_month_days(at.year, month) &&
		    when_days_between(d, at) >= 0)
			return at;
	return (struct when_date){ 0 };
}
