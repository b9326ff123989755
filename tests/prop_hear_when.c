/*
 * Random wishes said in random legal ways are heard exactly as meant.
 *
 *   prop_hear_when [seed [runs]]
 *
 * A wish is a day, a time of day, or both. Each is said by one of its forms,
 * in figures or in words, among politeness and hesitations, with or without
 * accents, hyphens, capitals and a full stop. What is meant is worked out by
 * the C library's calendar, not by ours.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dialog/hear/when.h"
#include "hear_when_text.h"

#define RUNS 100000
#define SAID_BYTES 512
#define DAY_S 86400
#define SHOWN_MAX 20 /* failures printed */

struct meaning {
	struct when_now now;
	struct when want;
	char said[SAID_BYTES];
};

static const char *const weekdays[] = { "lundi", "mardi", "mercredi", "jeudi",
	"vendredi", "samedi", "dimanche" };
static const char *const months[] = { "janvier", "février", "mars", "avril",
	"mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
	"décembre" };
static const char *const numbers[] = { "zéro", "un", "deux", "trois",
	"quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
	"douze", "treize", "quatorze", "quinze", "seize", "dix-sept",
	"dix-huit", "dix-neuf", "vingt", "vingt et un", "vingt-deux",
	"vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six",
	"vingt-sept", "vingt-huit", "vingt-neuf", "trente", "trente et un" };

static const char *const openings[] = { "", "", "", "euh ", "bonjour ",
	"alors ", "ben ", "oui ", "je voudrais ", "j'aimerais ",
	"je voudrais un rendez-vous ", "si possible ", "bonjour madame ",
	"ce serait pour ", "est-ce que vous avez de la place ",
	"c'est pour un rendez-vous " };
static const char *const closings[] = { "", "", "", " merci",
	" s'il vous plaît", " si possible", " si c'est possible", " voilà",
	" ça me va", " de préférence" };
static const char *const joins[] = { " ", " ", " ", ", ", " euh ",
	" plutôt " };

static unsigned long state;

/* A number of [0, n): a linear congruential generator, the same anywhere. */
static int
roll(int n)
{
	state = (state * 6364136223846793005UL + 1442695040888963407UL) &
	    0xffffffffffffffffUL;
	return (int)((state >> 33) % (unsigned long)n);
}

#define PICK(list) list[roll((int)(sizeof(list) / sizeof(list[0])))]

static void __attribute__((format(printf, 2, 3)))
say(struct meaning *m, const char *fmt, ...)
{
	size_t len = strlen(m->said);
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(m->said + len, SAID_BYTES - len, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= SAID_BYTES - len)
		abort(); /* a form longer than we allow for */
}

static void
say_number(struct meaning *m, int n)
{
	if (n < 32 && roll(2))
		say(m, "%s", numbers[n]);
	else
		say(m, "%d", n);
}

/* The date ${days} after d, by the C library. */
static struct when_date
days_after(struct when_date d, int days)
{
	struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1,
		.tm_mday = d.day, .tm_hour = 12 };
	time_t t = timegm(&tm) + (time_t)days * DAY_S;

	gmtime_r(&t, &tm);
	return (struct when_date){ (int16_t)(tm.tm_year + 1900),
		(int8_t)(tm.tm_mon + 1), (int8_t)tm.tm_mday };
}

static int
weekday_of(struct when_date d)
{
	struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1,
		.tm_mday = d.day, .tm_hour = 12 };

	timegm(&tm);
	return (tm.tm_wday + 6) % WHEN_WEEK;
}

static void
want_day(struct meaning *m, int days)
{
	m->want.from = m->want.to = days_after(m->now.date, days);
}

static void
say_weekday(struct meaning *m)
{
	int weekday = roll(WHEN_WEEK);

	say(m, "%s%s", roll(2) ? "le " : "", weekdays[weekday]);
	m->want.days = (uint8_t)(1 << weekday);
}

static void
say_two_weekdays(struct meaning *m)
{
	static const char *const ors[] = { " ou ", " et ", " ou le ",
		" ou bien " };
	int first = roll(WHEN_WEEK), second = roll(WHEN_WEEK);

	say(m, "%s%s%s%s", roll(2) ? "le " : "", weekdays[first], PICK(ors),
	    weekdays[second]);
	m->want.days = (uint8_t)(1 << first | 1 << second);
}

/* From two days on: tomorrow's weekday with "prochain" is doubtful. */
static void
say_coming_weekday(struct meaning *m)
{
	int days = 2 + roll(6);
	const char *name;

	want_day(m, days);
	name = weekdays[weekday_of(m->want.from)];
	m->want.days = (uint8_t)(1 << weekday_of(m->want.from));
	if (roll(4) == 0) {
		say(m, "%s en huit", name);
		want_day(m, days + WHEN_WEEK);
	} else if (roll(3) == 0) {
		say(m, "le %s qui vient", name);
	} else {
		say(m, "%s prochain", name);
	}
}

static void
say_near_day(struct meaning *m)
{
	static const struct {
		const char *name;
		int days;
	} near[] = { { "aujourd'hui", 0 }, { "demain", 1 },
		{ "après-demain", 2 }, { "demain", 1 } };
	int i = roll(4);

	say(m, "%s", near[i].name);
	want_day(m, near[i].days);
}

static void
say_next_week(struct meaning *m)
{
	int monday = WHEN_WEEK - weekday_of(m->now.date);
	int weekday = roll(WHEN_WEEK);

	if (roll(2)) {
		say(m, "%s de la semaine prochaine", weekdays[weekday]);
		want_day(m, monday + weekday);
		m->want.days = (uint8_t)(1 << weekday);
		return;
	}
	say(m, "la semaine prochaine");
	m->want.from = days_after(m->now.date, monday);
	m->want.to = days_after(m->want.from, 6);
}

/* Not of 8 or 15 days, which count both ends. */
static void
say_distance(struct meaning *m)
{
	int count = 2 + roll(6);

	say(m, "dans ");
	say_number(m, count);
	if (roll(2)) {
		say(m, " jours");
		want_day(m, count);
	} else {
		say(m, " semaines");
		want_day(m, count * WHEN_WEEK);
	}
}

static void
say_date(struct meaning *m)
{
	struct when_date d;
	int days = roll(360), weekday;

	want_day(m, days);
	d = m->want.from;
	weekday = weekday_of(d);
	if (roll(2)) {
		say(m, "%s%s ", roll(2) ? "le " : "", weekdays[weekday]);
		m->want.days = (uint8_t)(1 << weekday);
	} else {
		say(m, "le ");
	}
	if (d.day == 1)
		say(m, "%s", roll(2) ? "1er" : "premier");
	else
		say_number(m, d.day);
	say(m, " %s", months[d.month - 1]);
	if (roll(4) == 0)
		say(m, " %d", d.year);
}

static void
say_slashed_date(struct meaning *m)
{
	want_day(m, roll(360));
	say(m, "le %02d/%02d", m->want.from.day, m->want.from.month);
	if (roll(2))
		say(m, "/%d", m->want.from.year);
}

/* Minutes after the hour, in a way that goes with figures or with words. */
static void
say_clock(struct meaning *m, int minute)
{
	static const char *const quarters[] = { "", " et quart", " et demie",
		" trois quarts" };
	static const char *const words[] = { "", " quinze", " trente",
		" quarante-cinq" };
	int hour = minute / 60, quarter = minute % 60 / 15;

	switch (roll(5)) {
	case 0:
		say(m, "%dh%s", hour, quarter == 0 ? "" :
		    quarter == 1 ? "15" : quarter == 2 ? "30" : "45");
		break;
	case 1:
		say(m, "%d heures%s", hour, words[quarter]);
		break;
	case 2:
		say(m, "%s heures%s", numbers[hour], words[quarter]);
		break;
	case 3:
		say(m, "%s heures%s", numbers[hour],
		    hour <= 12 ? quarters[quarter] : words[quarter]);
		break;
	default:
		say(m, "%02d:%02d", hour, minute % 60);
		break;
	}
}

/* A quarter of an hour between 8:00 and 19:45. */
static int
office_minute(void)
{
	return (8 + roll(12)) * 60 + roll(4) * 15;
}

static void
say_around(struct meaning *m)
{
	static const char *const about[] = { "vers ", "autour de ",
		"aux alentours de ", "à peu près " };
	int minute = office_minute();

	m->want.around = (int16_t)minute;
	m->want.around_exact = roll(2) == 0;
	say(m, "%s", m->want.around_exact ? (roll(3) ? "à " : "") :
	    PICK(about));
	say_clock(m, minute);
}

static void
say_bound(struct meaning *m)
{
	static const char *const afters[] = { "après ", "à partir de ",
		"pas avant ", "je finis à ", "je ne peux pas avant " };
	static const char *const befores[] = { "avant ", "pas après ",
		"jusqu'à ", "au plus tard à " };
	int minute = office_minute();

	if (roll(2)) {
		say(m, "%s", PICK(afters));
		m->want.after = (int16_t)minute;
	} else {
		say(m, "%s", PICK(befores));
		m->want.before = (int16_t)minute;
	}
	say_clock(m, minute);
}

static void
say_between(struct meaning *m)
{
	int from = 8 + roll(9), to = from + 1 + roll(3);
	bool entre = roll(2) == 0;

	m->want.after = (int16_t)(from * 60);
	m->want.before = (int16_t)(to * 60);
	say(m, "%s", entre ? "entre " : "de ");
	say_clock(m, from * 60);
	say(m, "%s", entre ? " et " : " à ");
	say_clock(m, to * 60);
}

static void
say_part(struct meaning *m)
{
	static const struct {
		const char *name;
		bool morning, afternoon, evening;
		int after, before;
	} parts[] = {
		{ "le matin", true, false, false, 0, 720 },
		{ "en matinée", true, false, false, 0, 720 },
		{ "dans la matinée", true, false, false, 0, 720 },
		{ "en fin de matinée", true, false, false, 630, 720 },
		{ "l'après-midi", false, true, false, 720, 1080 },
		{ "dans l'après-midi", false, true, false, 720, 1080 },
		{ "en début d'après-midi", false, true, false, 720, 900 },
		{ "en fin d'après-midi", false, true, false, 960, 1080 },
		{ "le soir", false, false, true, 1020, -1 },
		{ "en soirée", false, false, true, 1020, -1 },
		{ "en fin de journée", false, true, true, 990, -1 },
		{ "entre midi et deux", false, false, false, 720, 840 },
	};
	int i = roll((int)(sizeof(parts) / sizeof(parts[0])));

	say(m, "%s", parts[i].name);
	m->want.morning = parts[i].morning;
	m->want.afternoon = parts[i].afternoon;
	m->want.evening = parts[i].evening;
	m->want.after = (int16_t)parts[i].after;
	m->want.before = (int16_t)parts[i].before;
}

static void (*const say_days[])(struct meaning *m) = {
	say_weekday, say_two_weekdays, say_coming_weekday, say_near_day,
	say_next_week, say_distance, say_date, say_date, say_slashed_date,
};

static void (*const say_times[])(struct meaning *m) = {
	say_around, say_around, say_bound, say_between, say_part,
};

/* What a recogniser, or a hurried hand, leaves out. */
static void
wear(char *said)
{
	static const struct {
		const char *accented;
		char plain;
	} accents[] = { { "é", 'e' }, { "è", 'e' }, { "ê", 'e' },
		{ "à", 'a' }, { "ç", 'c' }, { "û", 'u' }, { "î", 'i' } };
	bool no_accents = roll(4) == 0, no_hyphens = roll(2) == 0;
	char *at;
	size_t i;

	for (i = 0; no_accents && i < sizeof(accents) / sizeof(accents[0]);
	    i++)
		while ((at = strstr(said, accents[i].accented)) != NULL) {
			*at = accents[i].plain;
			memmove(at + 1, at + 2, strlen(at + 2) + 1);
		}
	for (at = said; no_hyphens && (at = strchr(at, '-')) != NULL;)
		*at = ' ';
	said[0] = (char)(roll(2) ? toupper((unsigned char)said[0]) : said[0]);
	if (roll(2))
		strcat(said, ".");
}

static void
invent(struct meaning *m)
{
	static const struct when_date start = { 2024, 1, 1 };
	bool day = roll(4) != 0, hour = !day || roll(2) == 0;
	bool hour_first = day && hour && roll(4) == 0;

	*m = (struct meaning){ .want = { .heard = HEARD_EXACT, .after = -1,
		.before = -1, .around = -1 } };
	m->now.date = days_after(start, roll(3000));
	m->now.minute = (int16_t)(roll(12) * 60);
	say(m, "%s", PICK(openings));
	if (hour_first) {
		PICK(say_times)(m);
		say(m, " ");
	}
	if (day)
		PICK(say_days)(m);
	if (day && hour && !hour_first)
		say(m, "%s", PICK(joins));
	if (hour && !hour_first)
		PICK(say_times)(m);
	say(m, "%s", PICK(closings));
	wear(m->said);
}

int
main(int argc, char **argv)
{
	unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	long runs = argc > 2 ? atol(argv[2]) : RUNS, i, wrong = 0;
	char want[WHEN_TEXT_BYTES], got[WHEN_TEXT_BYTES];
	static struct meaning m;
	static struct folded f;
	struct when heard;

	state = seed;
	for (i = 0; i < runs; i++) {
		invent(&m);
		fold(&f, m.said, strlen(m.said));
		hear_when(&f, &m.now, &heard);
		when_text(&m.want, want);
		when_text(&heard, got);
		if (strcmp(want, got) != 0 && ++wrong <= SHOWN_MAX)
			fprintf(stderr, "%d-%02d-%02d \"%s\": heard \"%s\", "
			    "not \"%s\"\n", m.now.date.year,
			    m.now.date.month, m.now.date.day, m.said, got,
			    want);
	}
	printf("prop_hear_when: seed %lu, %ld sentences, %ld wrong\n", seed,
	    runs, wrong);
	return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
