/*
 * From facts to one wish: dates are joined (when_join), parts of the day and
 * hours meet, refusals become the opposite bound where they have one. What a
 * struct when cannot hold is said to be unsure, never rounded: "mardi matin ou
 * jeudi soir" is asked again.
 */
#include "dialog/hear/when_join.h"
#include "dialog/hear/when_token.h"

#define HALF_DAY (12 * 60)
#define OFFICE_FIRST (7 * 60) /* "deux heures" is 14:00 */
#define LATE_LAST (10 * 60)   /* "le soir à neuf heures" is 21:00 */
#define SPREAD_MAX 120 /* "14h ou 15h" is one wish; "9h ou 17h" is two */
#define SLACK 60       /* "en fin d'après-midi, vers 18h30" is no conflict */

/* What is gathered from the facts before it is one wish. */
struct wish {
	struct when *out;
	struct when_join dates;
	uint8_t parts;
	bool windowed;                  /* part_* are set */
	int16_t part_after, part_before; /* union of the parts' windows */
	int16_t first, last;            /* of the hours said; -1: none */
	bool about;
	bool doubt;
};

static const struct {
	uint8_t part;
	int16_t after, before;
} windows[] = {
	{ WHEN_MORNING, 0, 12 * 60 },
	{ WHEN_AFTERNOON, 12 * 60, 18 * 60 },
	{ WHEN_EVENING, 17 * 60, WHEN_ANY_TIME },
};

static int16_t
tighter(int16_t a, int16_t b, bool later)
{
	if (a == WHEN_ANY_TIME)
		return b;
	if (b == WHEN_ANY_TIME)
		return a;
	return (a > b) == later ? a : b;
}

/* The union of windows: as wide as the widest. */
static void
wish_window(struct wish *w, int16_t after, int16_t before)
{
	if (!w->windowed) {
		w->part_after = after;
		w->part_before = before;
		w->windowed = true;
		return;
	}
	if (after < w->part_after)
		w->part_after = after;
	if (before == WHEN_ANY_TIME || w->part_before == WHEN_ANY_TIME)
		w->part_before = WHEN_ANY_TIME;
	else if (before > w->part_before)
		w->part_before = before;
}

/* The other half of the day, where what was said leaves it open. */
static int16_t
settle(struct wish *w, int16_t minute, bool open, bool either)
{
	bool late = (w->parts & (WHEN_AFTERNOON | WHEN_EVENING)) != 0;
	bool early = (w->parts & WHEN_MORNING) != 0;

	if (!open || minute == WHEN_ANY_TIME)
		return minute;
	if (early && !late)
		return minute;
	if (late && !early)
		return (int16_t)(minute < LATE_LAST ? minute + HALF_DAY :
		    minute);
	w->doubt |= either;
	return (int16_t)(minute < OFFICE_FIRST ? minute + HALF_DAY : minute);
}

/* In a range, one end settles the other: "de 7 à 9", "de 5 à 7". */
static void
settle_token(struct wish *w, struct when_token *t, bool range)
{
	bool to_noon = range && t->before > t->after && t->before <= HALF_DAY &&
	    t->before > OFFICE_FIRST + SLACK - 1;

	t->around = settle(w, t->around, t->open & WHEN_OPEN_AROUND,
	    t->either & WHEN_OPEN_AROUND);
	if (!to_noon)
		t->after = settle(w, t->after, t->open & WHEN_OPEN_AFTER,
		    t->either & WHEN_OPEN_AFTER);
	if (range && (t->open & WHEN_OPEN_BEFORE) && t->before <= t->after)
		t->before = (int16_t)(t->before + HALF_DAY);
	else
		t->before = settle(w, t->before, t->open & WHEN_OPEN_BEFORE,
		    t->either & WHEN_OPEN_BEFORE);
}

static void
wish_hour(struct wish *w, struct when_token *t)
{
	struct when *out = w->out;
	bool range = t->after != WHEN_ANY_TIME && t->before != WHEN_ANY_TIME;

	settle_token(w, t, range);
	if (t->refused && (range || t->around != WHEN_ANY_TIME)) {
		w->doubt = true;
		return;
	}
	out->after = tighter(out->after, t->refused ? t->before : t->after,
	    true);
	out->before = tighter(out->before, t->refused ? t->after : t->before,
	    false);
	w->first = tighter(w->first, t->around, false);
	w->last = tighter(w->last, t->around, true);
	w->about |= t->about;
	w->doubt |= range && t->after >= t->before;
}

/* "pas le matin": the rest of the day. */
static void
wish_not_part(struct wish *w, const struct when_token *t)
{
	struct when *out = w->out;

	if (w->windowed)
		return; /* "plutôt l'après-midi, pas le matin" */
	if (t->parts == WHEN_MORNING && t->after == 0) {
		out->after = tighter(out->after, t->before, true);
		out->afternoon = t->before == HALF_DAY;
	} else if (t->before == WHEN_ANY_TIME) {
		out->before = tighter(out->before, t->after, false);
	} else if (t->parts == WHEN_AFTERNOON) {
		out->before = tighter(out->before, t->after, false);
		out->morning = true;
	} else {
		w->doubt = true;
	}
}

static void
wish_fact(struct wish *w, struct when_token *t)
{
	struct when *out = w->out;

	w->doubt |= t->doubt;
	switch (t->kind) {
	case WHEN_DAYS:
		if (t->refused)
			out->not_days |= t->days;
		else
			out->days |= t->days;
		break;
	case WHEN_DATES:
		when_join_add(&w->dates, t);
		if (t->around != WHEN_ANY_TIME)
			wish_hour(w, t); /* "dans deux heures" */
		break;
	case WHEN_HOUR:
		wish_hour(w, t);
		break;
	case WHEN_PART:
		if (t->refused)
			wish_not_part(w, t);
		break;
	case WHEN_ANY:
		out->any |= !t->refused;
		break;
	case WHEN_SOONEST:
		out->soonest |= !t->refused;
		break;
	default:
		w->doubt = true;
		break;
	}
}

/* Parts first: they settle which half of the day an hour is of. */
static void
wish_parts(struct wish *w, const struct when_token *t, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (t[i].refused)
			continue;
		w->parts |= t[i].parts;
		if (t[i].kind == WHEN_PART)
			wish_window(w, t[i].after, t[i].before);
		for (k = 0; t[i].kind == WHEN_HOUR &&
		    k < sizeof(windows) / sizeof(windows[0]); k++)
			if (t[i].parts & windows[k].part)
				wish_window(w, windows[k].after,
				    windows[k].before);
	}
	w->out->morning = (w->parts & WHEN_MORNING) != 0;
	w->out->afternoon = (w->parts & WHEN_AFTERNOON) != 0;
	w->out->evening = (w->parts & WHEN_EVENING) != 0;
}

/* A number that tells one time of day from another. */
static long
time_mark(const struct when_token *t)
{
	return t->after + 1 + 2000L * (t->before + 1) +
	    4000000L * (t->around + 1);
}

/*
 * "mardi matin ou jeudi soir": each day has its time, and one set of days and
 * one set of times cannot say so.
 */
static bool
days_have_own_times(const struct when_token *t, size_t n)
{
	long first = -1, mark = 0; /* of the first days, of the latest */
	bool days = false, timed = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (t[i].refused)
			continue;
		if (when_is_time(&t[i]) && days) {
			mark += time_mark(&t[i]);
			timed = true;
		}
		if (t[i].kind != WHEN_DAYS && !when_is_one_day(&t[i]))
			continue;
		if (timed && first >= 0 && mark != first)
			return true;
		if (timed) {
			first = mark;
			mark = 0;
		}
		days = true;
		timed = false;
	}
	return first >= 0 && mark != first;
}

/* "pas le mercredi matin" is neither the day nor the morning. */
static void
doubt_refused_pairs(struct when_token *t, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (t[i - 1].refused && t[i].refused &&
		    when_is_day(&t[i - 1]) && when_is_time(&t[i]))
			t[i].kind = WHEN_VAGUE;
}

/* What was said in figures wins over what a part of the day usually is. */
static void
finish_window(struct wish *w)
{
	struct when *out = w->out;
	int16_t last = w->part_before;

	if (!w->windowed)
		return;
	if (last == WHEN_ANY_TIME)
		last = 2 * HALF_DAY;
	w->doubt |= out->after != WHEN_ANY_TIME &&
	    (out->after < w->part_after - SLACK || out->after > last + SLACK);
	w->doubt |= out->before != WHEN_ANY_TIME &&
	    (out->before < w->part_after || out->before > last + SLACK);
	w->doubt |= out->around != WHEN_ANY_TIME &&
	    (out->around < w->part_after - SLACK ||
	    out->around > last + SLACK);
	if (out->before == WHEN_ANY_TIME && out->after < last &&
	    out->around <= last)
		out->before = w->part_before;
	if (out->after == WHEN_ANY_TIME)
		out->after = out->around != WHEN_ANY_TIME &&
		    out->around < w->part_after ? out->around : w->part_after;
}

static void
finish_hours(struct wish *w)
{
	struct when *out = w->out;

	if (w->first != WHEN_ANY_TIME && w->last - w->first > SPREAD_MAX)
		w->doubt = true;
	if (w->first == w->last) {
		out->around = w->first;
		out->around_exact = w->first != WHEN_ANY_TIME && !w->about;
	} else {
		out->after = tighter(out->after, w->first, true);
		out->before = tighter(out->before, w->last, false);
	}
	finish_window(w);
	w->doubt |= out->after != WHEN_ANY_TIME &&
	    out->before != WHEN_ANY_TIME && out->after >= out->before;
}

static bool
says_something(const struct when *w)
{
	return when_date_known(w->from) || when_date_known(w->to) ||
	    w->after != WHEN_ANY_TIME || w->before != WHEN_ANY_TIME ||
	    w->around != WHEN_ANY_TIME || w->days != 0 || w->not_days != 0 ||
	    w->soonest || w->any;
}

void
hear_when(const struct folded *f, const struct when_now *now,
    struct when *out)
{
	struct when_token t[WHEN_TOKENS];
	struct wish w = { .out = out, .dates = { .today = now->date },
		.first = WHEN_ANY_TIME, .last = WHEN_ANY_TIME };
	size_t n = when_weigh(t, when_tokens(f, now, t), now);
	size_t i;

	*out = (struct when){ .after = WHEN_ANY_TIME,
		.before = WHEN_ANY_TIME, .around = WHEN_ANY_TIME };
	wish_parts(&w, t, n);
	w.doubt = days_have_own_times(t, n);
	doubt_refused_pairs(t, n);
	for (i = 0; i < n; i++)
		wish_fact(&w, &t[i]);
	w.doubt |= when_join_finish(&w.dates, out);
	finish_hours(&w);
	if (w.doubt)
		out->heard = HEARD_UNSURE;
	else
		out->heard = says_something(out) ? HEARD_EXACT : HEARD_NOTHING;
}
