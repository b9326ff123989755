/*
 * Months, and distances from today: "début mars", "dans quinze jours", "d'ici
 * deux ou trois semaines", "dans une heure".
 */
#include "dialog/hear/numbers.h"
#include "dialog/hear/when_token.h"

#define HOURS_DAY 24
#define MINUTES_DAY (HOURS_DAY * 60)
#define FAR_MAX 1000 /* "dans N jours" beyond this is no appointment */

/* What part of a month. */
static const struct {
	const char *phrase;
	int first, last;
} thirds[] = {
	{ "debut de|du? mois? de|d?", 1, 10 },
	{ "mi|milieu de|du? mois? de|d?", 11, 20 },
	{ "fin de|du? mois? de|d?", 21, 31 },
	{ "courant de|du? mois? de|d?", 1, 31 },
	{ "en|au|pour|vers|plutot|avant|apres|de|d|des mois? de|d?", 1, 31 },
	{ "mois de|d", 1, 31 },
	{ "premiere semaine de|d", 1, 7 },
	{ "deuxieme|seconde semaine de|d", 8, 14 },
	{ "troisieme semaine de|d", 15, 21 },
	{ "quatrieme semaine de|d", 22, 28 },
	{ "derniere semaine de|d", 25, 31 },
};

static const struct length {
	const char *unit;
	int days, months, hours; /* of one; hours only in whole days */
} lengths[] = {
	{ "jours|jour", 1, 0, 0 },
	{ "semaines|semaine", WHEN_WEEK, 0, 0 },
	{ "mois", 0, 1, 0 },
	{ "ans|an|annees|annee", 0, 12, 0 },
	{ "heures|h", 0, 0, 1 },
};

static const struct {
	const char *phrase;
	int days;
} round_numbers[] = {
	{ "une petite? huitaine de? jours?", 8 },
	{ "une petite? dizaine de? jours?", 10 },
	{ "une petite? quinzaine de? jours?", 15 },
	{ "une petite? vingtaine de? jours?", 20 },
	{ "une petite? trentaine de? jours?", 30 },
};

static const struct {
	const char *phrase;
	int minutes;
} short_units[] = {
	{ "demi heure", 30 }, /* "une demi-heure": one of them */
	{ "heure|heures|h", 60 },
	{ "minute|minutes|mn|min", 1 },
};

/* "début mars", "en avril", "mars" alone. */
static size_t
month_range_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	int first = 1, last = 31, month, year = 0, days;
	size_t k, words = 0;

	for (k = 0; k < sizeof(thirds) / sizeof(thirds[0]); k++) {
		words = fold_phrase(f, i, thirds[k].phrase);
		if (words > 0 && when_month_at(f, i + words) > 0) {
			first = thirds[k].first;
			last = thirds[k].last;
			break;
		}
		words = 0;
	}
	if ((month = when_month_at(f, i + words)) == 0 ||
	    (words == 0 && f->count > 1 &&
	    (i == 0 || fold_phrase(f, i - 1, "d|de|en|fin") == 0)))
		return 0;
	words += 1 + fold_phrase(f, i + words + 1, "prochain");
	words += when_year_at(f, i + words, &year);
	if (year == 0)
		year = now->date.year;
	days = when_month_days(year, month);
	t->kind = WHEN_DATES;
	t->to = (struct when_date){ (int16_t)year, (int8_t)month,
		(int8_t)(last < days ? last : days) };
	if (when_days_between(t->to, now->date) > 0)
		t->to = when_add_months(t->to, 12);
	t->from = t->to;
	t->from.day = (int8_t)first;
	return words;
}

/* "deux", "deux ou trois", "une petite" */
static size_t
count_at(const struct folded *f, size_t i, int *low, int *high)
{
	size_t words = numbers_any(f, i, low), joint, more;

	if (words == 0)
		return 0;
	joint = fold_phrase(f, i + words, "ou|a");
	more = numbers_any(f, i + words + joint, high);
	if (more > 0 && *high > *low)
		words += joint + more;
	else
		*high = *low;
	return words + fold_phrase(f, i + words, "petite|petites|bonne|bonnes"
	    "|prochains|prochaines");
}

static const struct length *
length_at(const struct folded *f, size_t i)
{
	size_t k;

	for (k = 0; k < sizeof(lengths) / sizeof(lengths[0]); k++)
		if (fold_phrase(f, i, lengths[k].unit) > 0)
			return &lengths[k];
	return NULL;
}

static struct when_date
length_from(struct when_date d, const struct length *length, int count)
{
	d = when_add_months(d, count * length->months);
	return when_add_days(d, count * length->days +
	    count * length->hours / HOURS_DAY);
}

/*
 * "huit jours", "quinze jours": a week, a fortnight, both ends counted; taken
 * to the letter by as many callers.
 */
static void
count_both_ends(struct when_token *t, int days)
{
	if (days == 8 || days == 15)
		t->from = when_add_days(t->to, -1);
}

/* A length from today on, into t->from..t->to: its least and its most. */
static size_t
distance_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	int low, high;
	size_t k, words, more;
	const struct length *length;

	for (k = 0; k < sizeof(round_numbers) / sizeof(round_numbers[0]); k++)
		if ((words = fold_phrase(f, i, round_numbers[k].phrase)) > 0) {
			t->from = t->to = when_add_days(now->date,
			    round_numbers[k].days);
			count_both_ends(t, round_numbers[k].days);
			return words;
		}
	words = count_at(f, i, &low, &high);
	if (words == 0 || (length = length_at(f, i + words)) == NULL)
		return 0;
	words++;
	more = fold_phrase(f, i + words, "ou");
	if (more > 0 && (more = numbers_any(f, i + words + 1, &high)) > 0)
		words += 1 + more; /* "une semaine ou deux" */
	if (high < low || high > FAR_MAX || low * length->hours % HOURS_DAY)
		return 0;
	t->from = length_from(now->date, length, low);
	t->to = length_from(now->date, length, high);
	if (low == high)
		count_both_ends(t, low * length->days);
	return words;
}

/* "dans une semaine": then; "d'ici", "sous", "dans les": from now to then. */
static size_t
relative_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	size_t within = fold_phrase(f, i, "d ici a?"), lead, words;

	if (within == 0)
		within = fold_phrase(f, i, "sous");
	if (within == 0)
		within = fold_phrase(f, i, "dans|sous les");
	lead = within > 0 ? within :
	    fold_phrase(f, i, "dans environ|a? peu? pres?");
	if (lead == 0 || (words = distance_at(f, i + lead, now, t)) == 0)
		return 0;
	t->kind = WHEN_DATES;
	if (within > 0)
		t->from = now->date;
	return lead + words;
}

/* "dans une heure", "dans vingt minutes": that time, of today. */
static size_t
soon_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	int count, minute;
	size_t k, words, more, at = i + fold_phrase(f, i, "dans environ?");

	if (at == i || (words = numbers_any(f, at, &count)) == 0 ||
	    count > MINUTES_DAY)
		return 0;
	at += words;
	for (k = 0; k < sizeof(short_units) / sizeof(short_units[0]); k++) {
		minute = now->minute + count * short_units[k].minutes;
		more = fold_phrase(f, at, short_units[k].phrase);
		if (more == 0 || minute >= MINUTES_DAY)
			continue;
		t->kind = WHEN_DATES;
		t->from = t->to = now->date;
		t->around = (int16_t)minute;
		t->about = true;
		return at + more - i;
	}
	return 0;
}

size_t
when_span_read(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	size_t words;

	*t = when_blank;
	words = month_range_at(f, i, now, t);
	if (words == 0)
		words = relative_at(f, i, now, t);
	if (words == 0)
		words = soon_at(f, i, now, t);
	t->count = (uint16_t)words;
	return words;
}
