/*
 * Civil dates in the office's time zone: proleptic Gregorian, no clock, no
 * time zone arithmetic. Weekday 0 is Monday, as in ISO 8601.
 */
#ifndef ACCUEIL_HEAR_WHEN_DATE_H
#define ACCUEIL_HEAR_WHEN_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define WHEN_WEEK 7
#define WHEN_SATURDAY 5

struct when_date { /* a civil date in the office's time zone */
	int16_t year;
	int8_t month; /* 1..12; 0 = no date */
	int8_t day;   /* 1..31 */
};

struct when_now { /* now, already in the office's time zone: pure */
	struct when_date date;
	int16_t minute; /* of the day, 0..1439 */
};

static inline bool
when_date_known(struct when_date d)
{
	return d.month != 0;
}

int when_weekday(struct when_date d);

struct when_date when_add_days(struct when_date d, int days);

/* when_add_months(d, n): the same day n months on, or that month's last. */
struct when_date when_add_months(struct when_date d, int months);

/* when_days_between(a, b): days from a to b; negative when b is earlier. */
int when_days_between(struct when_date a, struct when_date b);

int when_month_days(int year, int month);

/* when_monday(d): the Monday of the week that holds d. */
struct when_date when_monday(struct when_date d);

/* when_coming(d, weekday): the first such weekday after d, never d itself. */
struct when_date when_coming(struct when_date d, int weekday);

/* when_next_day(d, day): the first date from d on whose day is 1..31. */
struct when_date when_next_day(struct when_date d, int day);

/*
 * when_next_date(d, month, day): the first such date from d on; month 0 when
 * no year has it.
 */
struct when_date when_next_date(struct when_date d, int month, int day);

#endif
