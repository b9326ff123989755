/*
 * Cutting an utterance into tokens of time. At each word every reader and
 * every row of when_words.def is tried, and the longest wins: so rows need no
 * order, and "après-midi" never competes with "après". A grammar was the
 * other way; callers do not keep to one.
 */
#include "dialog/hear/when_token.h"

#define NONE WHEN_ANY_TIME
#define TODAY 0 /* for the first day of a month's span */
#define H(hours) ((hours) * 60)
#define DAY(weekday) (1 << (weekday))
#define WORKDAYS WHEN_WORKDAYS
#define WEEKEND WHEN_WEEKEND

static const struct when_row {
	const char *phrase;
	enum when_kind kind;
	enum {
		ROW_PLAIN,
		ROW_END, /* the utterance, or its clause, ends after it */
		ROW_DATE,
		ROW_WEEK,
		ROW_WITHIN,
		ROW_MONTH
	} made;
	uint8_t days, parts;
	int16_t a, b, c; /* by made: minutes, days, a week, a month's days */
} rows[] = {
#define PART(phrase, parts, after, before)                                    \
	{ phrase, WHEN_PART, ROW_PLAIN, 0, parts, after, before, 0 },
#define DAYS(phrase, days) { phrase, WHEN_DAYS, ROW_PLAIN, days, 0, 0, 0, 0 },
#define DATE(phrase, first, last, parts)                                      \
	{ phrase, WHEN_DATES, ROW_DATE, 0, parts, first, last, 0 },
#define WEEK(phrase, n, days)                                                 \
	{ phrase, WHEN_DATES, ROW_WEEK, days, 0, n, 0, 0 },
#define WITHIN(phrase, n) { phrase, WHEN_DATES, ROW_WITHIN, 0, 0, n, 0, 0 },
#define MONTH(phrase, n, first, last)                                         \
	{ phrase, WHEN_DATES, ROW_MONTH, 0, 0, n, first, last },
#define CUE(phrase, kind) { phrase, kind, ROW_PLAIN, 0, 0, 0, 0, 0 },
#define END(phrase, kind) { phrase, kind, ROW_END, 0, 0, 0, 0, 0 },
#include "dialog/hear/when_words.def"
#undef PART
#undef DAYS
#undef DATE
#undef WEEK
#undef WITHIN
#undef MONTH
#undef CUE
#undef END
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* The tokens being written. */
struct when_cut {
	struct when_token *out;
	size_t count;
};

static void
row_dates(const struct when_row *row, const struct when_now *now,
    struct when_token *t)
{
	struct when_date first, today = now->date;

	switch (row->made) {
	case ROW_DATE:
		t->from = when_add_days(today, row->a);
		t->to = when_add_days(today, row->b);
		break;
	case ROW_WEEK:
	case ROW_WITHIN:
		t->from = when_add_days(when_monday(today), WHEN_WEEK * row->a);
		t->to = when_add_days(t->from, WHEN_WEEK - 1);
		if (row->made == ROW_WITHIN)
			t->from = today;
		break;
	case ROW_MONTH:
		first = (struct when_date){ today.year, today.month, 1 };
		t->from = when_add_months(first, row->a);
		t->to = when_add_months(
		    (struct when_date){ today.year, today.month, 31 }, row->a);
		if (row->c < t->to.day)
			t->to.day = (int8_t)row->c;
		t->from.day = (int8_t)row->b;
		if (when_days_between(t->to, today) > 0) {
			t->from = when_add_months(t->from, 1);
			t->to = when_add_months(t->to, 1);
		}
		if (row->b == TODAY)
			t->from = today;
		break;
	default:
		break;
	}
}

static struct when_token
row_token(const struct when_row *row, size_t words, const struct when_now *now)
{
	struct when_token t = when_blank;

	t.kind = row->kind;
	t.count = (uint16_t)words;
	t.days = row->days;
	if (row->kind == WHEN_PART) {
		t.parts = row->parts;
		t.after = row->a;
		t.before = row->b;
	}
	row_dates(row, now, &t);
	return t;
}

static void
cut_add(struct when_cut *cut, const struct when_token *t)
{
	struct when_token *last = cut->out + cut->count - 1;

	if (t->kind == WHEN_NOTHING)
		return;
	if (t->kind == WHEN_OTHER && cut->count > 0 &&
	    last->kind == WHEN_OTHER)
		last->count = (uint16_t)(last->count + t->count);
	else if (cut->count < WHEN_TOKENS)
		cut->out[cut->count++] = *t;
}

static void
cut_gap(struct when_cut *cut, const struct folded *f, size_t i)
{
	struct when_token t = when_blank;

	if (i == 0 || f->word[i].gap < FOLD_COMMA)
		return;
	t.kind = f->word[i].gap == FOLD_STOP ? WHEN_STOP : WHEN_COMMA;
	cut_add(cut, &t);
}

/* "ce soir" is two facts: today, and the evening. */
static void
cut_part(struct when_cut *cut, uint8_t parts, const struct when_now *now)
{
	struct when_token t;
	size_t r;

	for (r = 0; r < ROWS; r++)
		if (rows[r].kind == WHEN_PART && rows[r].parts == parts)
			break;
	t = row_token(&rows[r], 0, now);
	cut_add(cut, &t);
}

static bool
ends_at(const struct folded *f, size_t i)
{
	return i >= f->count || f->word[i].gap >= FOLD_COMMA;
}

static size_t
longest_row(const struct folded *f, size_t i, const struct when_row **row)
{
	size_t r, words, best = 0;

	for (r = 0; r < ROWS; r++)
		if ((words = fold_phrase(f, i, rows[r].phrase)) > best &&
		    (rows[r].made != ROW_END || ends_at(f, i + words))) {
			best = words;
			*row = &rows[r];
		}
	return best;
}

/* The longest that a reader finds at word ${i}. */
static size_t
longest_read(const struct folded *f, size_t i, const struct when_now *now,
    struct when_token *t)
{
	struct when_token day, span;
	size_t words = when_hour_read(f, i, t);
	size_t by_day = when_day_read(f, i, now, &day);
	size_t by_span = when_span_read(f, i, now, &span);

	if (by_day >= words && by_day > 0) {
		words = by_day;
		*t = day;
	}
	if (by_span >= words && by_span > 0) {
		words = by_span;
		*t = span;
	}
	return words;
}

/* Add what is at word ${i}; returns how many words that was, at least 1. */
static size_t
cut_at(struct when_cut *cut, const struct folded *f, size_t i,
    const struct when_now *now)
{
	const struct when_row *row = NULL;
	struct when_token t;
	size_t by_row = longest_row(f, i, &row);
	size_t read = longest_read(f, i, now, &t);

	if (read > by_row) {
		cut_add(cut, &t);
		return read;
	}
	if (by_row > 0) {
		t = row_token(row, by_row, now);
		cut_add(cut, &t);
		if (row->made == ROW_DATE && row->parts != 0)
			cut_part(cut, row->parts, now);
		return by_row;
	}
	t = when_blank;
	t.kind = WHEN_OTHER;
	t.count = 1;
	cut_add(cut, &t);
	return 1;
}

size_t
when_tokens(const struct folded *f, const struct when_now *now,
    struct when_token out[WHEN_TOKENS])
{
	struct when_cut cut = { .out = out };
	size_t i;

	for (i = 0; i < f->count && cut.count < WHEN_TOKENS;
	    i += cut_at(&cut, f, i, now))
		cut_gap(&cut, f, i);
	return cut.count;
}
