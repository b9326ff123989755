/*
 * Several dates of one wish, as one span and the weekdays of it: "le 3 ou le
 * 5 mars" is the 3rd to the 5th, a Tuesday or a Thursday. A week around a day
 * only frames it, neighbours join, and what no span can say is doubtful.
 */
#include "dialog/hear/when_join.h"

/* A refused date holds only as a bound: "pas avant mardi", "pas demain". */
static void
add_refused(struct when_join *j, const struct when_token *t)
{
	if (!when_date_known(t->to))
		j->not_after = when_add_days(t->from, -1);
	else if (!when_date_known(t->from) ||
	    when_days_between(j->today, t->from) <= 1)
		j->not_before = when_add_days(t->to, 1);
	else
		j->doubt = true;
	j->doubt |= t->days != 0;
}

static bool
holds(const struct when_token *a, const struct when_token *b)
{
	return when_days_between(a->from, b->from) >= 0 &&
	    when_days_between(b->to, a->to) >= 0;
}

/* "la semaine prochaine, le 10": the week only frames the day. */
static void
drop_frames(struct when_join *j)
{
	size_t i, k, kept = 0;
	bool frame;

	for (i = 0; i < j->count; i++) {
		frame = false;
		for (k = 0; k < j->count; k++)
			frame |= k != i && holds(&j->spans[i], &j->spans[k]) &&
			    (!holds(&j->spans[k], &j->spans[i]) || k > i);
		if (!frame)
			j->spans[kept++] = j->spans[i];
	}
	j->count = kept;
}

/* "demain ou jeudi": among near dates, a weekday is the coming one. */
static void
date_weekdays(struct when_join *j, struct when *out)
{
	struct when_token t = when_blank;
	const struct when_token *d;
	int weekday;

	for (d = j->spans; d < j->spans + j->count; d++)
		if (!when_is_one_day(d) || d->days != 0 ||
		    when_days_between(j->today, d->to) >= WHEN_WEEK)
			return;
	if (j->count == 0)
		return;
	t.kind = WHEN_DATES;
	for (weekday = 0; weekday < WHEN_WEEK; weekday++)
		if (out->days & (1 << weekday) && j->count < WHEN_SPANS) {
			t.from = t.to = when_coming(j->today, weekday);
			j->spans[j->count++] = t;
			out->days &= (uint8_t)~(1 << weekday);
		}
}

static uint8_t
days_of(const struct when_token *t)
{
	if (t->days != 0)
		return t->days;
	return (uint8_t)(when_is_one_day(t) ? 1 << when_weekday(t->from) : 0);
}

/*
 * Several dates become the span that holds them, and the weekdays of it that
 * were said; exact only while each weekday occurs once in the span.
 */
static void
unite(struct when_join *j, struct when *out)
{
	uint8_t days = 0;
	bool each_named = true, one = j->count == 1;
	const struct when_token *t;

	for (t = j->spans; t < j->spans + j->count; t++) {
		if (!when_date_known(out->from) ||
		    when_days_between(t->from, out->from) > 0)
			out->from = t->from;
		if (!when_date_known(out->to) ||
		    when_days_between(out->to, t->to) > 0)
			out->to = t->to;
		days |= one ? t->days : days_of(t);
		each_named &= days_of(t) != 0;
	}
	if (j->count == 0)
		return;
	if (!one && each_named)
		j->doubt |= when_days_between(out->from, out->to) >= WHEN_WEEK;
	else if (!one)
		j->doubt = true;
	if (days != 0 && out->days != 0 && (out->days | days) != days)
		j->doubt = true;
	out->days |= days;
}

/* Fin mars, début avril: neighbours are one span. */
static void
join_neighbours(struct when_join *j)
{
	size_t i, kept = 1;
	struct when_token *last;

	for (i = 1; i < j->count; i++) {
		last = &j->spans[kept - 1];
		if (j->spans[i].days == 0 && last->days == 0 &&
		    when_days_between(last->to, j->spans[i].from) == 1)
			last->to = j->spans[i].to;
		else
			j->spans[kept++] = j->spans[i];
	}
	if (j->count > 0)
		j->count = kept;
}

/* Of a week or less, keep from the first to the last weekday said. */
static void
narrow(struct when_join *j, struct when *out)
{
	struct when_date d, first = { 0 }, last = { 0 };
	int i, span;

	if (!when_date_known(out->from) || !when_date_known(out->to))
		return;
	if (when_days_between(out->from, j->today) > 0)
		out->from = j->today;
	span = when_days_between(out->from, out->to);
	if (span < 0) {
		j->doubt = true;
		return;
	}
	if (out->days == 0 || span >= WHEN_WEEK)
		return;
	for (i = 0; i <= span; i++) {
		d = when_add_days(out->from, i);
		if ((out->days & (1 << when_weekday(d))) == 0)
			continue;
		first = when_date_known(first) ? first : d;
		last = d;
	}
	if (when_date_known(first)) {
		out->from = first;
		out->to = last;
	}
	j->doubt |= !when_date_known(first);
}

void
when_join_add(struct when_join *j, const struct when_token *t)
{
	if (t->refused)
		add_refused(j, t);
	else if (!when_date_known(t->from))
		j->not_after = t->to;
	else if (!when_date_known(t->to))
		j->not_before = t->from;
	else if (j->count < WHEN_SPANS)
		j->spans[j->count++] = *t;
	else
		j->doubt = true;
}

bool
when_join_finish(struct when_join *j, struct when *out)
{
	date_weekdays(j, out);
	drop_frames(j);
	join_neighbours(j);
	unite(j, out);
	if (when_date_known(j->not_before) && (!when_date_known(out->from) ||
	    when_days_between(out->from, j->not_before) > 0))
		out->from = j->not_before;
	if (when_date_known(j->not_after) && (!when_date_known(out->to) ||
	    when_days_between(j->not_after, out->to) > 0))
		out->to = j->not_after;
	narrow(j, out);
	out->days &= (uint8_t)~out->not_days;
	return j->doubt;
}
