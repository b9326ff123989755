/*
 * Days: weekdays and their lists, dates, weeks of a date. A date without its
 * year or month is the next one from today on; a weekday with a date must
 * agree with it.
 */
#include <string.h>

#include "dialog/hear/numbers.h"
#include "dialog/hear/when_token.h"

#define DAY_BIT(weekday) ((uint8_t)(1 << (weekday)))
#define YEAR_FIRST 1900
#define YEAR_LAST 2100
#define MONTHS 12

static const struct {
	const char *word;
	int weekday;
} weekdays[] = {
	{ "lundi|lundis", 0 },
	{ "mardi|mardis", 1 },
	{ "mercredi|mercredis|mecredi|mercedi", 2 },
	{ "jeudi|jeudis", 3 },
	{ "vendredi|vendredis", 4 },
	{ "samedi|samedis", 5 },
	{ "dimanche|dimanches", 6 },
};

static const char *const months[] = {
	"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet",
	"aout", "septembre", "octobre", "novembre", "decembre",
};

static int
weekday_at(const struct folded *f, size_t i)
{
	size_t k;

	for (k = 0; k < sizeof(weekdays) / sizeof(weekdays[0]); k++)
		if (fold_phrase(f, i, weekdays[k].word) > 0)
			return weekdays[k].weekday;
	return -1;
}

int
when_month_at(const struct folded *f, size_t i)
{
	size_t k;

	for (k = 0; k < sizeof(months) / sizeof(months[0]); k++)
		if (fold_is(f, i, months[k]))
			return (int)k + 1;
	return 0;
}

static void
token_day(struct when_token *t, struct when_date d)
{
	t->kind = WHEN_DATES;
	t->from = t->to = d;
}

/* Word ${i} holds a number of exactly ${len} digits. */
static bool
digits_at(const struct folded *f, size_t i, size_t len)
{
	return i < f->count && f->word[i].is_number && f->word[i].len == len;
}

size_t
when_year_at(const struct folded *f, size_t i, int *year)
{
	int value;
	size_t words = numbers_any(f, i, &value);

	if (words == 0 || value < YEAR_FIRST || value > YEAR_LAST)
		return 0;
	*year = value;
	return words;
}

static size_t
day_number_at(const struct folded *f, size_t i, int *day)
{
	size_t words = fold_phrase(f, i, "premier|1er");

	*day = 1;
	if (words > 0)
		return words;
	if (fold_is(f, i, "1") && fold_is(f, i + 1, "er"))
		return 2;
	if (i < f->count && f->word[i].is_number && f->word[i].len > 2)
		return 0;
	words = numbers_any(f, i, day);
	return words > 0 && *day >= 1 && *day <= 31 ? words : 0;
}

/* The next ${day} ${month}, or that of ${year} when it is not 0. */
static void
token_date(struct when_token *t, const struct when_now *now, int year,
    int month, int day)
{
	struct when_date d = { (int16_t)year, (int8_t)month, (int8_t)day };

	if (month < 1 || month > MONTHS) {
		t->kind = WHEN_VAGUE;
		return;
	}
	if (year == 0)
		d = when_next_date(now->date, month, day);
	else if (day > when_month_days(year, month))
		d.month = 0;
	token_day(t, d);
	if (!when_date_known(d))
		t->kind = WHEN_VAGUE;
	else if (when_days_between(now->date, d) < 0)
		t->kind = WHEN_OTHER; /* a birth, a past visit */
}

/* "3/03", "03/03/2026", "2026-03-03". */
static size_t
digital_date_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	int year = 0, month, day;
	size_t words = 3;

	if (digits_at(f, i, 4) && digits_at(f, i + 1, 2) &&
	    digits_at(f, i + 2, 2) && f->word[i + 1].gap == FOLD_HYPHEN) {
		numbers_any(f, i, &year);
		numbers_any(f, i + 1, &month);
		numbers_any(f, i + 2, &day);
		token_date(t, now, year, month, day);
		return words;
	}
	if (day_number_at(f, i, &day) != 1 || !fold_is(f, i + 1, "/") ||
	    numbers_any(f, i + 2, &month) == 0 || month > MONTHS)
		return 0;
	if (fold_is(f, i + 3, "/") && numbers_any(f, i + 4, &year) > 0) {
		words = 5;
		year += year < 100 ? 2000 : 0;
	}
	if (fold_is(f, i + words, "/")) /* a telephone number */
		return 0;
	token_date(t, now, year, month, day);
	return words;
}

/* Words after which "le 3" is a day, not "le 3 rue des Lilas". */
static bool
day_ends(const struct folded *f, size_t i)
{
	int hour;
	size_t words = numbers_any(f, i, &hour);

	if (words > 0) /* "le 3 [14 heures]" */
		return fold_phrase(f, i + words, "h|heure|heures|:") > 0;
	return i >= f->count || f->word[i].gap >= FOLD_COMMA ||
	    weekday_at(f, i) >= 0 ||
	    fold_phrase(f, i, "a|au|vers|apres|avant|matin|dans|en|et|ou|si"
	    "|ca|c|est|je|j|on|plutot|mais|me|m|pour|entre|s|svp|merci|oui"
	    "|prochain|vous|de|midi|soir|des|serait|euh|du") > 0;
}


/* "3 mars [2027]", "3 du mois [prochain]". */
static size_t
full_date_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	int day, month, year = 0;
	size_t words = day_number_at(f, i, &day), more;
	struct when_date first = { now->date.year, now->date.month, 1 };

	if (words == 0)
		return 0;
	if ((month = when_month_at(f, i + words)) > 0) {
		words += 1 + fold_phrase(f, i + words + 1, "prochain");
		words += when_year_at(f, i + words, &year);
		token_date(t, now, year, month, day);
		return words;
	}
	if ((more = fold_phrase(f, i + words, "du mois prochain")) > 0)
		first = when_add_months(first, 1);
	else if ((more = fold_phrase(f, i + words, "de|du ce? mois ci?")) > 0)
		first = now->date;
	if (more > 0)
		token_day(t, when_next_day(first, day));
	return more > 0 ? words + more : 0;
}

/* "le 3": no month, but an article or a weekday before it. */
static size_t
short_date_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	int day;
	size_t words = day_number_at(f, i, &day);

	if (words == 0 || fold_phrase(f, i, "premier|1er|1|01") > 0 ||
	    !day_ends(f, i + words))
		return 0;
	token_day(t, when_next_day(now->date, day));
	return words;
}

static size_t
date_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	size_t words = digital_date_at(f, i, now, t);

	if (words == 0)
		words = full_date_at(f, i, now, t);
	if (words > 0 || i == 0 || (i > 1 && fold_is(f, i - 2, "fois")))
		return words; /* "deux fois le 14" is dictated */
	if (fold_is(f, i - 1, "le") || (i > 1 &&
	    fold_phrase(f, i - 2, "partir|compter|jusqu|jusque du|au") > 0))
		return short_date_at(f, i, now, t);
	return 0;
}

/* "du 3 au 7 mars", "entre le 3 mars et le 7 mars", "semaine du 12". */
static size_t
date_range_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	struct when_token last = when_blank;
	size_t lead = fold_phrase(f, i, "entre le"), at, words, more;
	int day;

	lead = lead > 0 ? lead : fold_phrase(f, i, "du");
	at = i + lead;
	if (lead == 0 || (words = day_number_at(f, at, &day)) == 0)
		return 0;
	more = full_date_at(f, at, now, t);
	at += more > 0 ? more : words;
	if ((words = fold_phrase(f, at, "au|et|a le?")) == 0)
		return 0;
	at += words;
	if ((words = full_date_at(f, at, now, &last)) == 0) {
		if (more > 0 || (words = day_number_at(f, at, &day)) == 0 ||
		    !day_ends(f, at + words))
			return 0;
		token_day(&last, when_next_day(now->date, day));
	}
	if (more == 0) {
		day_number_at(f, i + lead, &day);
		token_day(t, last.to);
		if (day > t->from.day) /* "du 28 au 3" */
			t->from = when_add_months((struct when_date){
			    t->from.year, t->from.month, 1 }, -1);
		t->from.day = (int8_t)day;
	}
	t->to = last.to;
	t->doubt = when_days_between(t->from, t->to) < 0;
	return at + words - i;
}

static size_t
week_of_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	size_t at = i + fold_phrase(f, i, "dans? la? semaine du|de");
	size_t end = i + fold_phrase(f, i, "week|weekend end? du");
	size_t words;

	if (at == i && end == i)
		return 0;
	if (at == i)
		at = end;
	at += fold_is(f, at, "lundi") ? 1 : 0;
	if ((words = full_date_at(f, at, now, t)) == 0 &&
	    (words = short_date_at(f, at, now, t)) == 0)
		return 0;
	t->from = when_monday(t->from);
	t->to = when_add_days(t->from, WHEN_WEEK - 1);
	if (end > i)
		t->from = when_add_days(t->from, WHEN_SATURDAY);
	return at + words - i;
}

/*
 * "le week-end prochain": on a Monday it is this one, on a Saturday the next;
 * on a Thursday or a Friday, who knows.
 */
static size_t
next_weekend_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	size_t words = fold_phrase(f, i, "week|weekend end? prochain");
	int today = when_weekday(now->date);

	t->kind = WHEN_DATES;
	t->from = when_coming(now->date, WHEN_SATURDAY);
	t->to = when_add_days(t->from, 1);
	t->doubt = today == 3 || today == 4;
	return words;
}

/* "lundi", "lundi, mardi ou jeudi", "du lundi au vendredi". */
static size_t
weekday_list_at(const struct folded *f, size_t i, struct when_token *t)
{
	size_t at = i + fold_phrase(f, i, "du|de|entre le?"), joint;
	int first = weekday_at(f, at), last;

	if (first < 0)
		return 0;
	t->kind = WHEN_DAYS;
	if (at > i) {
		joint = fold_phrase(f, at + 1, "au|a|et le?");
		last = weekday_at(f, at + 1 + joint);
		if (joint == 0 || last < first)
			return 0;
		t->days = (uint8_t)((2 << last) - (1 << first));
		return at + 1 + joint + 1 - i;
	}
	t->days = DAY_BIT(first);
	for (at++;; at += joint + 1) {
		joint = fold_phrase(f, at, "et|ou bien|alors|meme? le|du?");
		if (joint == 0 && at < f->count &&
		    f->word[at].gap == FOLD_COMMA) {
			joint = fold_phrase(f, at, "le");
			t->listed = weekday_at(f, at + joint) >= 0;
		} else if (joint == 0) {
			break;
		} else if (weekday_at(f, at + joint) >= 0) {
			t->listed = false;
		}
		if ((last = weekday_at(f, at + joint)) < 0)
			break;
		t->days |= DAY_BIT(last);
	}
	return at - i;
}

/*
 * Make dates of weekdays: the coming ones, ${weeks} weeks on. Nobody calls
 * tomorrow "mardi prochain", nor two days of two weeks "lundi ou mardi
 * prochain": those are doubtful.
 */
static void
weekdays_coming(struct when_token *t, const struct when_now *now, int weeks,
    bool today)
{
	struct when_date d;
	int weekday;

	t->kind = WHEN_DATES;
	for (weekday = 0; weekday < WHEN_WEEK; weekday++) {
		if ((t->days & DAY_BIT(weekday)) == 0)
			continue;
		d = when_coming(now->date, weekday);
		if (today && weekday == when_weekday(now->date))
			d = now->date;
		d = when_add_days(d, WHEN_WEEK * weeks);
		if (!when_date_known(t->from) ||
		    when_days_between(d, t->from) > 0)
			t->from = d;
		if (!when_date_known(t->to) || when_days_between(t->to, d) > 0)
			t->to = d;
	}
	t->doubt = when_days_between(when_monday(t->from), t->to) >= WHEN_WEEK;
	if (!today && weeks == 0)
		t->doubt |= when_days_between(now->date, t->from) == 1;
}

/* What follows a weekday: a date that must agree, "prochain", "en huit". */
static size_t
weekday_tail(const struct folded *f, size_t i, size_t words,
    const struct when_now *now, struct when_token *t)
{
	struct when_token date = when_blank;
	uint8_t days = t->days;
	size_t at = i + words, more, article = fold_phrase(f, at, "le");

	if (at < f->count && f->word[at].gap < FOLD_STOP &&
	    ((more = full_date_at(f, at + article, now, &date)) > 0 ||
	    (more = short_date_at(f, at + article, now, &date)) > 0)) {
		date.days = days;
		date.doubt = date.kind == WHEN_DATES &&
		    days != DAY_BIT(when_weekday(date.from));
		*t = date;
		return more + article;
	}
	if ((more = fold_phrase(f, at, "en huit|8")) > 0)
		weekdays_coming(t, now, 1, false);
	else if ((more = fold_phrase(f, at, "en quinze|15")) > 0)
		weekdays_coming(t, now, 2, false);
	else if ((more = fold_phrase(f, at,
	    "prochain|prochains|prochaine")) > 0 ||
	    (more = fold_phrase(f, at, "qui vient|arrive")) > 0)
		weekdays_coming(t, now, 0, false);
	else if ((more = fold_phrase(f, at, "suivant|d apres?")) > 0 ||
	    (more = fold_phrase(f, at, "de la semaine d apres")) > 0)
		t->doubt = true;
	else if (i > 0 && fold_phrase(f, i - 1, "ce|prochain") > 0)
		weekdays_coming(t, now, 0, fold_is(f, i - 1, "ce"));
	return more;
}

static size_t
weekdays_at(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	size_t words = weekday_list_at(f, i, t);

	return words > 0 ? words + weekday_tail(f, i, words, now, t) : 0;
}

size_t
when_day_read(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	static size_t (*const readers[])(const struct folded *, size_t,
	    const struct when_now *, struct when_token *) = {
		weekdays_at, date_at, date_range_at, week_of_at,
		next_weekend_at,
	};
	struct when_token one;
	size_t k, words, best = 0;

	for (k = 0; k < sizeof(readers) / sizeof(readers[0]); k++) {
		one = when_blank;
		if ((words = readers[k](f, i, now, &one)) > best) {
			best = words;
			*t = one;
		}
	}
	t->count = (uint16_t)best;
	return best;
}
