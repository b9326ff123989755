/*
 * Hours: "14h30", "quatorze heures trente", "8 heures moins le quart", "midi
 * et demi", "entre 14 et 16 heures". An hour of a twelve-hour clock ("deux
 * heures") is left open here: the words around it may say which half of the
 * day, so hear/when settles it.
 *
 * Source: for the spoken forms, Le Bon Usage (heures et fractions d'heure).
 */
#include <string.h>

#include "dialog/hear/numbers.h"
#include "dialog/hear/when_token.h"

#define NOON (12 * 60)
#define MINUTES_DAY (24 * 60)
#define OFFICE_FIRST 7 /* a bare "après 17" is an hour of these */
#define OFFICE_LAST 20
#define SPREAD_MAX 120 /* "14h ou 15h" is one wish; "9h ou 17h" is two */

struct hour {
	int16_t minute; /* of the day */
	bool open;      /* of a twelve-hour clock */
	bool either;    /* and as likely early as late */
	bool bare;      /* a number alone: "entre 14 [et 16 heures]" */
	uint8_t parts;  /* "du matin" */
};

/* Minutes said after the hour; "moins" counts down. */
static const struct {
	const char *phrase;
	int16_t minutes;
} fractions[] = {
	{ "et demie|demi|demis", 30 },
	{ "et? quart", 15 },
	{ "et un quart", 15 },
	{ "et? trois quarts", 45 },
	{ "moins le? un? quart", -15 },
	{ "pile|tapante|precise|precises", 0 },
};

static const struct {
	const char *phrase;
	uint8_t parts;
} halves[] = {
	{ "du|le matin|mat", WHEN_MORNING },
	{ "de l apres midi", WHEN_AFTERNOON },
	{ "de l aprem|apresmidi", WHEN_AFTERNOON },
	{ "du|le soir", WHEN_EVENING },
};

static const struct {
	const char *phrase;
	bool close; /* of two near hours either will do: "14h ou 15h" */
} joints[] = {
	{ "a", false },
	{ "jusqu a", false },
	{ "-", false },
	{ "et|ou", true },
	{ "ou a|vers", true },
	{ "et a|vers", true },
};

/* Words after which a number without its noun is complete. */
static bool
number_ends(const struct folded *f, size_t i)
{
	return i >= f->count || f->word[i].gap >= FOLD_COMMA ||
	    fold_phrase(f, i, "ou|et|si|ce|ca|s|environ|maximum|merci|svp|le"
	    "|plutot|mais|c") > 0;
}

static size_t
number_at(const struct folded *f, size_t i, int *value)
{
	if (i < f->count && f->word[i].is_number && f->word[i].len > 2)
		return 0;
	return numbers_any(f, i, value);
}

static size_t
unit_at(const struct folded *f, size_t i)
{
	if (fold_is(f, i, ":") && i + 1 < f->count && f->word[i + 1].is_number)
		return 1;
	return fold_phrase(f, i, "h|heure|heures|hr|hrs|heur|heurs|eure|eures");
}

/* Is the number at ${i} of something else: "le 3 mars", "30 15", "15 h"? */
static bool
number_is_of_other(const struct folded *f, size_t i, size_t words)
{
	size_t next = i + words, more;
	int value;

	if (next >= f->count || f->word[next].gap >= FOLD_COMMA ||
	    f->word[i].gap == FOLD_GLUED)
		return false;
	more = number_at(f, next, &value);
	if (more > 0)
		more += fold_phrase(f, next + more, "er");
	return unit_at(f, next) > 0 || when_month_at(f, next) > 0 ||
	    (more > 0 && unit_at(f, next + more) == 0 &&
	    when_month_at(f, next + more) == 0) ||
	    fold_phrase(f, next, "jours|jour|semaines|personnes|ans|enfants")
	    > 0;
}

/* Minutes from word ${i} on, into *hour. Returns how many words. */
static size_t
minutes_at(const struct folded *f, size_t i, struct hour *hour)
{
	size_t k, words, minus = 0;
	int value;

	if (i >= f->count || f->word[i].gap >= FOLD_COMMA)
		return 0;
	for (k = 0; k < sizeof(fractions) / sizeof(fractions[0]); k++)
		if ((words = fold_phrase(f, i, fractions[k].phrase)) > 0) {
			hour->minute = (int16_t)(hour->minute +
			    fractions[k].minutes);
			return words;
		}
	if (fold_is(f, i, "moins"))
		minus = 1;
	else if (fold_is(f, i, "et"))
		return 0;
	words = number_at(f, i + minus, &value);
	if (words == 0 || value < 1 || value > 59 ||
	    number_is_of_other(f, i + minus, words) ||
	    (f->word[i].is_number && f->word[i].len < 2 && minus == 0))
		return fold_phrase(f, i, "00|zero");
	hour->minute = (int16_t)(hour->minute + (minus > 0 ? -value : value));
	words += fold_phrase(f, i + minus + words, "minutes|minute|mn|min");
	return words + minus;
}

static size_t
half_at(const struct folded *f, size_t i, struct hour *hour)
{
	size_t k, words;

	for (k = 0; k < sizeof(halves) / sizeof(halves[0]); k++)
		if ((words = fold_phrase(f, i, halves[k].phrase)) > 0) {
			hour->parts = halves[k].parts;
			if (hour->open && hour->minute < NOON &&
			    hour->parts != WHEN_MORNING)
				hour->minute = (int16_t)(hour->minute + NOON);
			hour->open = hour->either = false;
			return words;
		}
	return 0;
}

/* "midi", "14 h", "quatorze heures": the hour alone. */
static size_t
hour_base(const struct folded *f, size_t i, struct hour *hour)
{
	size_t words, unit;
	int value;

	*hour = (struct hour){ 0 };
	if (fold_is(f, i, "midi") || fold_is(f, i, "minuit")) {
		hour->minute = fold_is(f, i, "midi") ? NOON : 0;
		return 1;
	}
	words = number_at(f, i, &value);
	if (words == 0 || value > 24)
		return 0;
	unit = unit_at(f, i + words);
	hour->bare = unit == 0;
	hour->minute = (int16_t)(value % 24 * 60);
	hour->open = value > 0 && value < 12 && f->word[i].text[0] != '0';
	hour->either = hour->open && value == OFFICE_FIRST;
	return words + unit;
}

static size_t
hour_at(const struct folded *f, size_t i, struct hour *hour)
{
	size_t words = hour_base(f, i, hour);

	if (words == 0 || hour->bare)
		return words;
	words += minutes_at(f, i + words, hour);
	hour->minute = (int16_t)((hour->minute + MINUTES_DAY) % MINUTES_DAY);
	return words + half_at(f, i + words, hour);
}

/* "14 [30]", "17" without "heures", but after "à", "vers", "après". */
static size_t
bare_at(const struct folded *f, size_t i, struct hour *hour)
{
	size_t words, more;
	int value;

	if (i == 0 || (words = hour_base(f, i, hour)) == 0 || !hour->bare ||
	    hour->minute < OFFICE_FIRST * 60 || hour->minute > OFFICE_LAST * 60)
		return 0;
	if (fold_phrase(f, i - 1, "a|vers|apres|avant|des|lundi|mardi|mercredi"
	    "|jeudi|vendredi|samedi|demain") == 0 &&
	    (i < 2 || fold_phrase(f, i - 2, "partir de") == 0))
		return 0;
	more = number_at(f, i + words, &value);
	if (more > 0 && value > 0 && value % 15 == 0 && value < 60 &&
	    number_ends(f, i + words + more)) {
		hour->minute = (int16_t)(hour->minute + value);
		return words + more;
	}
	return number_ends(f, i + words) ? words : 0;
}

static size_t
joint_at(const struct folded *f, size_t i, bool *close)
{
	size_t k, words;

	for (k = 0; k < sizeof(joints) / sizeof(joints[0]); k++)
		if ((words = fold_phrase(f, i, joints[k].phrase)) > 0) {
			*close = joints[k].close;
			return words;
		}
	return 0;
}

static void
range_token(const struct hour *a, const struct hour *b, struct when_token *t)
{
	t->around = WHEN_ANY_TIME;
	t->after = a->minute;
	t->before = b->minute;
	t->open = (uint8_t)((a->open ? WHEN_OPEN_AFTER : 0) |
	    (b->open ? WHEN_OPEN_BEFORE : 0));
	t->either = (uint8_t)((a->either ? WHEN_OPEN_AFTER : 0) |
	    (b->either ? WHEN_OPEN_BEFORE : 0));
	t->parts = a->parts | b->parts;
}

/*
 * "entre 14 et 16 heures", "de 8h à midi", "9h-12h", "14h ou 15h", "14h 15h":
 * the second hour has its unit, or stands at the end after "entre".
 */
static size_t
range_at(const struct folded *f, size_t i, struct when_token *t)
{
	struct hour a, b;
	bool close = false;
	size_t between = fold_phrase(f, i, "entre");
	size_t at = i + fold_phrase(f, i, "entre|de"), words, joint;

	if ((words = hour_at(f, at, &a)) == 0 ||
	    (a.bare && at > 0 && fold_is(f, at - 1, "le")))
		return 0;
	at += words;
	joint = joint_at(f, at, &close);
	if (joint == 0 && (a.bare || at >= f->count ||
	    f->word[at].gap > FOLD_HYPHEN))
		return 0;
	at += joint;
	if ((words = hour_at(f, at, &b)) == 0 || (b.bare &&
	    (between == 0 || !number_ends(f, at + words))))
		return 0;
	range_token(&a, &b, t);
	if (between > 0)
		close = false;
	else if (joint == 0)
		close = f->word[at].gap != FOLD_HYPHEN;
	t->doubt = close && b.minute - a.minute > SPREAD_MAX;
	return at + words - i;
}

/* "une heure" is a length of time unless something places it. */
static bool
hour_is_placed(const struct folded *f, size_t i, const struct hour *hour)
{
	if (fold_phrase(f, i, "une|un|1") == 0 || hour->parts != 0)
		return true;
	return i > 0 &&
	    fold_phrase(f, i - 1, "a|vers|apres|avant|des|midi") > 0;
}

size_t
when_hour_read(const struct folded *f, size_t i, struct when_token *t)
{
	struct hour hour;
	size_t words;

	*t = when_blank;
	t->kind = WHEN_HOUR;
	if ((words = range_at(f, i, t)) > 0)
		goto out;
	words = hour_at(f, i, &hour);
	if (words > 0 && hour.bare)
		words = bare_at(f, i, &hour);
	if (words == 0 || !hour_is_placed(f, i, &hour))
		return 0;
	t->around = hour.minute;
	t->open = hour.open ? WHEN_OPEN_AROUND : 0;
	t->either = hour.either ? WHEN_OPEN_AROUND : 0;
	t->parts = hour.parts;
out:
	t->count = (uint16_t)words;
	return words;
}
