/*
 * Each way of pointing gives a set of offers; where two ways were used
 * ("le premier, lundi à 9 heures") the choice is what both allow. One offer
 * left is a choice, several are a question, and words that fit no offer are
 * not about them.
 */
#include "dialog/hear/choice.h"
#include "dialog/hear/numbers.h"
#include "dialog/hear/yesno.h"

#define ABOUT_MINUTES 30 /* "vers 14h" takes an offer this near */
#define FAR_DAYS 13      /* a weekday offered is no farther than this */
#define NUMBER_MAX 6     /* "le 4" of three is a slip, "le 12" a date */

enum choice_point {
	POINT_NOTHING, /* these words are of something else: step over */
	POINT_ASIDE,   /* the sentence is of something else: no choice */
	POINT_NONE,
	POINT_ANOTHER, /* none of them, unless a noun follows */
	POINT_SEVERAL,
	POINT_ANY,
	POINT_THIS,
	POINT_OTHER,
	POINT_NEXT,
	POINT_LAST,
	POINT_MIDDLE,
	POINT_EARLIEST,
	POINT_LATEST
};

static const struct {
	const char *phrase;
	enum choice_point point;
} points[] = {
#define POINT(phrase, what) { phrase, POINT_##what },
#include "dialog/hear/choice_words.def"
#undef POINT
};

/*
 * A number is a choice by what stands beside it. A noun that is in none of
 * these lists gives it another meaning: "le premier étage", "la première
 * fois", "deux enfants".
 */
/* clang-format off */
static const char marks[] = /* before it: "le 2", "option 2" */
    "le|la|numero|n|no|option|choix|creneau|proposition|possibilite|horaire"
    "|solution|reponse|celui|rdv";

static const char afters[] = /* after it: "le 2 s'il vous plaît" */
    "s|svp|stp|merci|c|est|ce|ca|cela|me|m|va|alors|oui|ouais|plutot|si|je|j|a"
    "|de|du|des|d|qui|que|et|ou|mais|pour|convient|parfait|bien|en|vous|avec"
    "|creneau|horaire|choix|proposition|option|date|rendez|rdv|solution"
    "|possibilite|heure|bon|ok|sera|serait|euh|donc|lundi|mardi|mercredi"
    "|jeudi|vendredi|samedi|dimanche|le|la|demain|non|pas|ira|on|arrange"
    "|propose|proposee|voila|parce|car";

static const char lights[] = /* around a lone one: "oui 2, merci" */
    "oui|ouais|ok|okay|d|accord|alors|euh|heu|hum|bon|bien|ben|bah|donc|eh|ah"
    "|parfait|tres|va|pour|s|il|vous|te|plait|svp|merci|bonjour|plutot|ce|c"
    "|sera|serait|est|disons|le|la|numero|voila|super|beaucoup|et|a|madame"
    "|monsieur|non|finalement|en|fait|ca|me|convient|nickel";

static const char corrections[] = "non|pardon|plutot|finalement";

static const char verbs[] = /* the same, but not with "un": "je prends un" */
    "je|j|prends|prend|prendrai|prendrais|choisis|choisi|voudrais|veux"
    "|prefere|preferais|prefererais|aimerais|vais|prendre|dirais|opte|garde"
    "|valide|confirme|reserve|reservez|mettez|moi|mets|note|notez";
/* clang-format on */

struct choosing {
	const struct folded *f;
	const struct choice_offer *offers;
	size_t count;
	const struct when_now *now;
	unsigned all;     /* a bit for each offer */
	unsigned pointed; /* offers pointed at */
	unsigned refused; /* "pas le premier" */
	bool none;        /* "aucun" */
	bool aside;       /* "c'était quoi, le deuxième ?" */
	bool corrected;   /* "non", "pardon": the next replaces */
	bool vague;       /* speaks of them, singles none out */
	bool beyond;      /* "le quatrième", of three */
	int day;          /* "le 3": perhaps a date; 0 = not said */
};

static unsigned
bit(size_t number)
{
	return 1U << (number - 1);
}

static bool
is_single(unsigned set)
{
	return set != 0 && (set & (set - 1)) == 0;
}

/* Days from now to the offer; of a weekday, to the coming one. */
static int
offer_day(const struct choosing *c, const struct choice_offer *o)
{
	struct when_date d = o->date;

	if (!when_date_known(d))
		d = when_coming(c->now->date, o->weekday);
	return when_days_between(c->now->date, d);
}

static int
offer_weekday(const struct choice_offer *o)
{
	return when_date_known(o->date) ? when_weekday(o->date) : o->weekday;
}

/*
 * The first or the last of the offers in time; 0 when offers without a date
 * were not spoken in the order that now gives them.
 */
static unsigned
extreme(const struct choosing *c, bool last)
{
	size_t i, best = 0;
	int days, minutes;

	for (i = 1; i < c->count; i++) {
		days = offer_day(c, &c->offers[i]) -
		    offer_day(c, &c->offers[best]);
		minutes = c->offers[i].minute - c->offers[best].minute;
		if ((days != 0 ? days > 0 : minutes > 0) == last)
			best = i;
	}
	if (!when_date_known(c->offers[best].date) &&
	    best != (last ? c->count - 1 : 0))
		return 0;
	return bit(best + 1);
}

static void
point_at(struct choosing *c, enum choice_point point)
{
	switch (point) {
	case POINT_NONE:
	case POINT_ANOTHER:
		c->none = true;
		break;
	case POINT_LAST:
		c->pointed |= bit(c->count);
		break;
	case POINT_MIDDLE:
		if (c->count == 3)
			c->pointed |= bit(2);
		else
			c->vague = true;
		break;
	case POINT_EARLIEST:
	case POINT_LATEST:
		c->pointed |= extreme(c, point == POINT_LATEST);
		c->vague |= c->pointed == 0;
		break;
	case POINT_THIS:
	case POINT_ANY:
		if (c->count == 1)
			c->pointed |= bit(1);
		else
			c->vague = true;
		break;
	case POINT_NEXT:
	case POINT_OTHER:
		if (c->count == 1)
			c->none = true;
		else
			c->vague = true;
		break;
	case POINT_SEVERAL:
		c->vague = true;
		break;
	case POINT_ASIDE:
		c->aside = true;
		break;
	default:
		break;
	}
}

/* The longest row at word ${i}. */
static size_t
point_here(const struct folded *f, size_t i, enum choice_point *point)
{
	size_t k, words, best = 0;

	for (k = 0; k < sizeof(points) / sizeof(points[0]); k++)
		if ((words = fold_phrase(f, i, points[k].phrase)) > best) {
			best = words;
			*point = points[k].point;
		}
	return best;
}

/* May a number end before word ${i}, or does a noun follow it? */
static bool
number_ends(const struct folded *f, size_t i)
{
	return i >= f->count || f->word[i].gap >= FOLD_COMMA ||
	    fold_phrase(f, i, afters) > 0;
}

/*
 * "le dernier", "un autre", "aucun"; not "le dernier étage", "un autre
 * problème", "aucun problème"
 */
static bool
point_stands(const struct folded *f, size_t end, size_t words,
    enum choice_point point)
{
	return (words > 1 && point != POINT_LAST && point != POINT_ANOTHER) ||
	    number_ends(f, end);
}

static bool
is_refused(const struct folded *f, size_t i)
{
	return i > 0 && (fold_phrase(f, i - 1, "pas|sauf|ni") > 0 ||
	    (i > 1 && fold_phrase(f, i - 2, "pas|sauf|ni|que le|la") > 0));
}

static void
choose_number(struct choosing *c, size_t i, int number)
{
	if (number < 1 || (size_t)number > c->count)
		c->beyond |= number <= NUMBER_MAX;
	else if (is_refused(c->f, i))
		c->refused |= bit((size_t)number);
	else
		c->pointed = bit((size_t)number) |
		    (c->corrected ? 0 : c->pointed);
}

/* "le premier", "la deuxième option", "2ème"; not "une seconde". */
static size_t
ordinal_here(struct choosing *c, size_t i)
{
	const struct folded *f = c->f;
	int number;
	size_t words = numbers_ordinal(f, i, &number);

	if (words == 0 || !number_ends(f, i + words))
		return 0;
	if (i > 0 && fold_phrase(f, i - 1, "mon|ma|un|une|au|son|sa|notre") > 0)
		return words;
	choose_number(c, i, number);
	return words;
}

/* "le 2", "numéro trois", "option 1" */
static size_t
marked_here(struct choosing *c, size_t i)
{
	const struct folded *f = c->f;
	int number;
	size_t words;

	if (i == 0 || fold_phrase(f, i - 1, marks) == 0)
		return 0;
	words = numbers_any(f, i, &number);
	if (words == 0 || f->word[i].text[0] == '0' ||
	    !number_ends(f, i + words))
		return 0;
	if (fold_is(f, i - 1, "le"))
		c->day = number;
	choose_number(c, i, number);
	return words;
}

static void
scan(struct choosing *c)
{
	enum choice_point point = POINT_NOTHING;
	size_t i, words;

	for (i = 0; i < c->f->count; i += words > 0 ? words : 1) {
		words = point_here(c->f, i, &point);
		if (words > 0 && point_stands(c->f, i + words, words, point))
			point_at(c, point);
		else if (words == 0 && (words = ordinal_here(c, i)) == 0)
			words = marked_here(c, i);
		c->corrected |= fold_phrase(c->f, i, corrections) > 0;
	}
}

/*
 * "deux", "oui 1", "je prends la trois": a number, and beside it only words
 * that mean nothing else; not "je prends un", "j'en voudrais deux". A number
 * beyond the offers may be the hour or the day of one.
 */
static void
scan_lone_number(struct choosing *c)
{
	const struct folded *f = c->f;
	bool verb = false, article = false;
	int number = 0, other;
	size_t i, k, words;

	for (i = 0; i < f->count; i += words) {
		words = 1;
		if (fold_phrase(f, i, lights) > 0)
			continue;
		if (fold_phrase(f, i, verbs) > 0) {
			verb = true;
			continue;
		}
		words = numbers_any(f, i, &other);
		if (words == 0 || number != 0 || other == 0)
			return;
		number = other;
		article = fold_phrase(f, i, "un|une") > 0;
	}
	if (number == 0 || (article && verb) ||
	    fold_find(f, 0, "j en") < f->count)
		return;
	if ((size_t)number <= c->count)
		c->pointed |= bit((size_t)number);
	else
		for (k = 0; k < c->count; k++)
			if (c->offers[k].minute / 60 == number ||
			    c->offers[k].date.day == number)
				c->pointed |= bit(k + 1);
}

static bool
day_fits(const struct choosing *c, const struct choice_offer *o,
    const struct when *w)
{
	int weekday = offer_weekday(o), i;
	struct when_date d;

	if (w->not_days & (1 << weekday))
		return false;
	if (w->days != 0 && (w->days & (1 << weekday)) == 0)
		return false;
	if (when_date_known(o->date))
		return (!when_date_known(w->from) ||
		    when_days_between(w->from, o->date) >= 0) &&
		    (!when_date_known(w->to) ||
		    when_days_between(o->date, w->to) >= 0);
	if (!when_date_known(w->from) || !when_date_known(w->to))
		return true;
	if (when_days_between(c->now->date, w->from) > FAR_DAYS)
		return false;
	for (i = 0; i < WHEN_WEEK; i++) {
		d = when_add_days(w->from, i);
		if (when_days_between(d, w->to) >= 0 &&
		    when_weekday(d) == weekday)
			return true;
	}
	return false;
}

static bool
time_fits(const struct choice_offer *o, const struct when *w)
{
	int apart = o->minute - w->around;

	if (w->around != WHEN_ANY_TIME)
		return w->around_exact ? apart == 0 :
		    apart >= -ABOUT_MINUTES && apart <= ABOUT_MINUTES;
	return (w->after == WHEN_ANY_TIME || o->minute >= w->after) &&
	    (w->before == WHEN_ANY_TIME || o->minute < w->before);
}

static unsigned
fitting(const struct choosing *c, const struct when *w)
{
	unsigned set = 0;
	size_t i;

	for (i = 0; i < c->count; i++)
		if (day_fits(c, &c->offers[i], w) &&
		    time_fits(&c->offers[i], w))
			set |= bit(i + 1);
	return set;
}

/* Does it name a day or an hour that is wanted, not only one refused? */
static bool
wants(const struct when *w)
{
	return when_date_known(w->from) || when_date_known(w->to) ||
	    w->days != 0 || w->after != WHEN_ANY_TIME ||
	    w->before != WHEN_ANY_TIME || w->around != WHEN_ANY_TIME;
}

/* "le 2": the second, unless an offer is on the 2nd. */
static void
forget_day(const struct choosing *c, struct when *w)
{
	size_t i;

	if (c->day == 0 || w->from.day != c->day)
		return;
	for (i = 0; i < c->count; i++)
		if (c->offers[i].date.day == c->day)
			return;
	w->from = w->to = (struct when_date){ 0 };
}

static enum heard
pick(unsigned set, int *picked)
{
	if (!is_single(set))
		return HEARD_UNSURE;
	for (*picked = 1; set > 1; set >>= 1)
		++*picked;
	return HEARD_EXACT;
}

static enum heard
pick_none(int *picked)
{
	*picked = CHOICE_NONE_OF_THEM;
	return HEARD_EXACT;
}

/* Nothing points at an offer: "oui", "non", "pas mardi", "peu importe". */
static enum heard
choose_by_answer(const struct choosing *c, const struct when *w, int *picked)
{
	enum yesno said = hear_yesno(c->f, ASKED_WISH);
	unsigned left = fitting(c, w) & ~c->refused;

	if (w->soonest)
		return pick(extreme(c, false), picked);
	if (w->not_days != 0 || c->refused != 0)
		return left == 0 ? pick_none(picked) : HEARD_UNSURE;
	if (c->vague || c->beyond || w->heard == HEARD_UNSURE)
		return HEARD_UNSURE;
	if (said == YESNO_NO)
		return pick_none(picked);
	if (said == YESNO_YES || w->any)
		return pick(c->all, picked);
	return said == YESNO_UNSURE ? HEARD_UNSURE : HEARD_NOTHING;
}

/* A day or an hour was named, and perhaps a number too. */
static enum heard
choose_by_time(const struct choosing *c, const struct when *w, int *picked)
{
	unsigned set = fitting(c, w);

	if (w->heard == HEARD_UNSURE && c->pointed == 0)
		return HEARD_UNSURE;
	if (c->pointed != 0)
		return pick(set & c->pointed & ~c->refused, picked);
	if (set != 0)
		return pick(set & ~c->refused, picked);
	if (c->beyond)
		return HEARD_UNSURE;
	if (hear_yesno(c->f, ASKED_WISH) == YESNO_NO)
		return pick_none(picked);
	return HEARD_NOTHING;
}

enum heard
hear_choice(const struct folded *f, const struct choice_offer *offers,
    size_t count, const struct when_now *now, int *picked)
{
	struct choosing c = { .f = f, .offers = offers, .count = count,
		.now = now, .all = (1U << count) - 1 };
	struct when w;

	scan(&c);
	if (c.pointed == 0)
		scan_lone_number(&c);
	if (c.aside)
		return HEARD_NOTHING;
	if (c.none)
		return c.pointed == 0 ? pick_none(picked) : HEARD_UNSURE;
	hear_when(f, now, &w);
	forget_day(&c, &w);
	if (wants(&w) && !c.vague)
		return choose_by_time(&c, &w, picked);
	if (c.pointed != 0)
		return pick(c.pointed & ~c.refused, picked);
	return choose_by_answer(&c, &w, picked);
}
