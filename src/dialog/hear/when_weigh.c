/*
 * What the cues of an utterance do to its facts, one small pass each: bounds,
 * then what is no wish, then refusals, then corrections. Each pass reads the
 * tokens from left to right once and looks only at neighbours, so the whole
 * is linear.
 */
#include "dialog/hear/when_token.h"

#define NOT_REACH 3 /* words between "pas" and what it refuses */
#define CORRECT_REACH 2
#define NOON (12 * 60)

static bool
is_fact_at(const struct when_token *t, size_t n, size_t i)
{
	return i < n && when_is_fact(&t[i]);
}

static bool
is_end(const struct when_token *t)
{
	return t->kind == WHEN_STOP || t->kind == WHEN_BUT;
}

/* Leave out what became WHEN_NOTHING. */
static size_t
compact(struct when_token *t, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (t[i].kind != WHEN_NOTHING)
			t[kept++] = t[i];
	return kept;
}

/* "après 17h", "avant l'après-midi" */
static void
bound_time(struct when_token *t, enum when_kind bound)
{
	bool later = bound == WHEN_AFTER || bound == WHEN_FROM;
	int16_t edge = t->around;

	if (t->kind == WHEN_HOUR && t->after != WHEN_ANY_TIME &&
	    t->before != WHEN_ANY_TIME)
		return; /* "à partir de 14h jusqu'à 17h" */
	if (edge == WHEN_ANY_TIME)
		edge = bound == WHEN_AFTER || bound == WHEN_UNTIL ?
		    t->before : t->after;
	if (t->open & WHEN_OPEN_AROUND)
		t->open = later ? WHEN_OPEN_AFTER : WHEN_OPEN_BEFORE;
	if (t->either & WHEN_OPEN_AROUND)
		t->either = t->open;
	t->kind = WHEN_HOUR;
	t->around = WHEN_ANY_TIME;
	t->after = later ? edge : WHEN_ANY_TIME;
	t->before = later ? WHEN_ANY_TIME : edge;
	t->parts = 0;
}

/* "avant vendredi", "à partir du 3 mars" */
static void
bound_day(struct when_token *t, enum when_kind bound,
    const struct when_now *now)
{
	static const struct when_date open = { 0 };
	int weekday = 0;

	if (t->kind == WHEN_DAYS) {
		while ((t->days & (1 << weekday)) == 0)
			weekday++;
		t->from = t->to = when_coming(now->date, weekday);
		t->kind = WHEN_DATES;
		if (t->days == WHEN_WEEKEND)
			t->to = when_add_days(t->to, 1);
		else
			t->doubt |= t->days != 1 << weekday;
	}
	t->days = 0;
	switch (bound) {
	case WHEN_BEFORE:
		t->to = when_add_days(t->from, -1);
		t->from = open;
		break;
	case WHEN_AFTER:
		t->from = when_add_days(t->to, 1);
		t->to = open;
		break;
	case WHEN_FROM:
		t->to = open;
		break;
	default:
		t->from = bound == WHEN_BY ? now->date : open;
		break;
	}
}

/* Apply a bound to one fact. False: it is of no use to this one. */
static bool
bound_apply(struct when_token *t, enum when_kind bound,
    const struct when_now *now)
{
	if (bound == WHEN_ABOUT && t->kind != WHEN_HOUR)
		return false;
	if (bound == WHEN_ABOUT)
		t->about = true;
	else if (when_is_time(t))
		bound_time(t, bound);
	else if (when_is_day(t))
		bound_day(t, bound, now);
	return when_is_time(t) || when_is_day(t) || t->kind == WHEN_VAGUE;
}

/* "le 15 ou après": behind its fact, a bound takes it in. */
static enum when_kind
bound_behind(enum when_kind bound)
{
	if (bound == WHEN_BEFORE)
		return WHEN_UNTIL;
	return bound == WHEN_AFTER ? WHEN_FROM : bound;
}

/*
 * A bound stands before its fact, or right after it ("17h maximum"). With
 * both a day and an hour in reach ("avant mardi 14h") we cannot hold it.
 */
static size_t
weigh_bounds(struct when_token *t, size_t n, const struct when_now *now)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (t[i].kind < WHEN_BEFORE || t[i].kind > WHEN_ABOUT)
			continue;
		if (is_fact_at(t, n, i + 1) &&
		    bound_apply(&t[i + 1], t[i].kind, now)) {
			if (t[i].kind != WHEN_ABOUT &&
			    when_is_day(&t[i + 1]) && i + 2 < n &&
			    when_is_time(&t[i + 2]))
				t[i + 1].doubt = true;
			t[i].kind = WHEN_NOTHING;
		} else if (i > 0 && is_fact_at(t, n, i - 1) &&
		    bound_apply(&t[i - 1], bound_behind(t[i].kind), now)) {
			t[i].kind = WHEN_NOTHING;
		} else {
			t[i].kind = WHEN_OTHER;
		}
	}
	return compact(t, n);
}

/* Drop the facts from ${i} on, up to another day: "mardi à 14h [à jeudi]". */
static void
drop_after(struct when_token *t, size_t n, size_t i)
{
	size_t first = i;

	for (; is_fact_at(t, n, i); i++) {
		if (i > first && when_is_day(&t[i]))
			return;
		t[i].kind = WHEN_NOTHING;
	}
}

/* "mardi dernier", "17 heures passées", "passé 17 heures" */
static void
drop_last(struct when_token *t, size_t n, size_t i,
    const struct when_now *now)
{
	if (i > 0 && when_is_day(&t[i - 1])) {
		t[i - 1].kind = WHEN_NOTHING;
		if (is_fact_at(t, n, i + 1) && when_is_time(&t[i + 1]))
			t[i + 1].kind = WHEN_NOTHING;
	} else if (i > 0 && t[i - 1].kind == WHEN_HOUR) {
		bound_apply(&t[i - 1], WHEN_FROM, now);
	} else if (is_fact_at(t, n, i + 1) && t[i + 1].kind == WHEN_HOUR) {
		bound_apply(&t[i + 1], WHEN_FROM, now);
	}
	t[i].kind = WHEN_OTHER;
}

/* "Êtes-vous ouverts le samedi ?": no fact of this sentence is a wish. */
static void
drop_sentence(struct when_token *t, size_t n, size_t i)
{
	size_t at = i;

	while (at > 0 && t[at - 1].kind != WHEN_STOP)
		at--;
	for (; at < n && t[at].kind != WHEN_STOP; at++)
		if (when_is_fact(&t[at]))
			t[at].kind = WHEN_NOTHING;
}

/* "plutôt le matin que l'après-midi", "je préfère le matin au soir" */
static bool
is_than(const struct when_token *t, size_t n, size_t i)
{
	if (i == 0 || !is_fact_at(t, n, i + 1) ||
	    t[i - 1].kind != t[i + 1].kind)
		return false;
	while (i > 0 && !is_end(&t[i]) && t[i].kind != WHEN_RATHER)
		i--;
	return t[i].kind == WHEN_RATHER;
}

/* "ce matin", said in the afternoon */
static bool
is_over(const struct when_token *t, size_t n, size_t i,
    const struct when_now *now)
{
	return t[i].kind == WHEN_DATES && when_date_known(t[i].to) &&
	    when_days_between(now->date, t[i].to) == 0 && i + 1 < n &&
	    t[i + 1].kind == WHEN_PART && t[i + 1].parts == WHEN_MORNING &&
	    now->minute >= NOON;
}

static size_t
weigh_drops(struct when_token *t, size_t n, const struct when_now *now)
{
	size_t i;

	for (i = 0; i < n; i++)
		switch (t[i].kind) {
		case WHEN_PAST:
			drop_after(t, n, i + 1);
			break;
		case WHEN_THAN:
			if (is_than(t, n, i))
				drop_after(t, n, i + 1);
			t[i].kind = WHEN_NOTHING;
			break;
		case WHEN_LAST:
			drop_last(t, n, i, now);
			break;
		case WHEN_LENGTH:
			if (i + 1 < n && t[i + 1].kind == WHEN_HOUR)
				t[i + 1].kind = WHEN_NOTHING;
			break;
		case WHEN_OPENING:
			drop_sentence(t, n, i);
			break;
		default:
			if (is_over(t, n, i, now))
				t[i].kind = t[i + 1].kind = WHEN_NOTHING;
			break;
		}
	return compact(t, n);
}

/* Where a refusal stands while we read on. */
struct refusing {
	bool on;      /* what follows is refused */
	bool used;    /* something was */
	bool unable;  /* by "je ne peux pas" */
	size_t reach; /* words since it began */
	size_t since; /* first token that may still be refused backwards */
	size_t chunk; /* first token since the last comma */
};

/* Refuse the facts of [from, i). Returns how many. */
static size_t
refuse_before(struct when_token *t, size_t from, size_t i)
{
	size_t count = 0, days = 0, k;

	for (k = from; k < i; k++)
		if (when_is_fact(&t[k])) {
			t[k].refused = t[k].unable = true;
			days += when_is_day(&t[k]) ? 1 : 0;
			t[k].doubt |= days > 1;
			count++;
		}
	return count;
}

static bool
fact_follows(const struct when_token *t, size_t n, size_t i)
{
	for (; i < n && !is_end(&t[i]) && t[i].kind != WHEN_COMMA &&
	    t[i].kind != WHEN_ACCEPT && t[i].kind != WHEN_REFUSE; i++)
		if (when_is_fact(&t[i]))
			return true;
	return false;
}

/* "avant 17h", "à partir de mardi": refused, it is the opposite bound. */
static bool
is_bound(const struct when_token *t)
{
	if (when_is_day(t))
		return t->kind == WHEN_DATES &&
		    when_date_known(t->from) != when_date_known(t->to);
	return t->kind == WHEN_HOUR && t->around == WHEN_ANY_TIME &&
	    (t->after == WHEN_ANY_TIME || t->before == WHEN_ANY_TIME);
}

/*
 * "le mercredi je ne peux pas", "je ne peux pas le mercredi", but "mercredi,
 * je ne peux pas avant 17h".
 */
static void
refuse(struct when_token *t, size_t n, size_t i, struct refusing *r)
{
	size_t from = r->since > r->chunk ? r->since : r->chunk;

	if (is_fact_at(t, n, i + 1) && is_bound(&t[i + 1])) {
		r->on = true;
	} else if (refuse_before(t, from, i) > 0) {
		if (i + 1 < n && when_is_time(&t[i + 1]))
			r->on = true;
	} else if (fact_follows(t, n, i + 1)) {
		r->on = true;
	} else {
		refuse_before(t, r->since, i);
	}
	r->used = false;
	r->unable = true;
	r->reach = 0;
	r->since = i + 1;
}

/* The fact that a correction at ${i} brings; n: none. */
static size_t
corrected_by(const struct when_token *t, size_t n, size_t i)
{
	size_t words = 0, k;

	for (k = i + 1; k < n; k++) {
		if (when_is_fact(&t[k]))
			return k;
		if (t[k].kind == WHEN_COMMA && t[i].kind == WHEN_RATHER)
			return n;
		if (t[k].kind == WHEN_OTHER)
			words += t[k].count;
		else if (t[k].kind != WHEN_COMMA && t[k].kind != WHEN_NO &&
		    t[k].kind != WHEN_CORRECT && t[k].kind != WHEN_RATHER)
			return n;
		if (words > CORRECT_REACH)
			return n;
	}
	return n;
}

/* A day replaces a day, not the week around it; nor an hour its half-day. */
static bool
is_like(const struct when_token *a, const struct when_token *b, bool same_kind)
{
	bool a_day = a->kind == WHEN_DAYS || when_is_one_day(a);
	bool b_day = b->kind == WHEN_DAYS || when_is_one_day(b);

	if (when_is_time(a))
		return same_kind ? a->kind == b->kind : when_is_time(b);
	return when_is_day(a) && when_is_day(b) && a_day == b_day;
}

/* Does the fact at ${k} replace one before ${i}? */
static bool
replaces(const struct when_token *t, size_t i, size_t k)
{
	size_t at;

	for (at = 0; at < i; at++)
		if (when_is_fact(&t[at]) && !t[at].refused &&
		    is_like(&t[at], &t[k], t[i].kind == WHEN_RATHER))
			return true;
	return false;
}

/* "non": a correction when a like fact follows, else "mercredi non". */
static void
refuse_no(struct when_token *t, size_t n, size_t i, struct refusing *r)
{
	size_t k = corrected_by(t, n, i);

	if (k < n && replaces(t, i, k))
		return;
	if (i > 0 && when_is_fact(&t[i - 1]))
		refuse(t, i, i, r);
	t[i].kind = WHEN_OTHER;
}

static void
refuse_fact(struct when_token *t, struct refusing *r)
{
	if (!r->on)
		return;
	t->refused = true;
	t->unable = r->unable;
	t->doubt |= t->listed || /* "pas lundi mardi" */
	    (r->used && when_is_day(t) && when_is_day(t - 1));
	r->used = true;
	r->on = !is_bound(t);
}

static void
weigh_refusals(struct when_token *t, size_t n)
{
	struct refusing r = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		switch (t[i].kind) {
		case WHEN_STOP:
		case WHEN_BUT:
		case WHEN_ACCEPT:
			r.since = i + 1;
			r.on = false;
			break;
		case WHEN_COMMA:
			r.chunk = i + 1;
			r.on = false;
			break;
		case WHEN_RATHER:
		case WHEN_CORRECT:
			r.on = false;
			break;
		case WHEN_NOT:
			r.on = true;
			r.used = r.unable = false;
			r.reach = 0;
			break;
		case WHEN_REFUSE:
			refuse(t, n, i, &r);
			break;
		case WHEN_NO:
			refuse_no(t, n, i, &r);
			break;
		case WHEN_OTHER:
			r.reach += t[i].count;
			if (r.used || r.reach > NOT_REACH)
				r.on = false;
			break;
		default:
			refuse_fact(&t[i], &r);
			break;
		}
}

/* "mardi matin, non, jeudi": what follows replaces its like. */
static void
correct(struct when_token *t, size_t n, size_t i)
{
	bool same_kind = t[i].kind == WHEN_RATHER;
	size_t k = corrected_by(t, n, i), at;

	for (; is_fact_at(t, n, k) && !t[k].refused; k++)
		for (at = 0; at < i; at++)
			if (when_is_fact(&t[at]) && !t[at].refused &&
			    is_like(&t[at], &t[k], same_kind))
				t[at].kind = WHEN_NOTHING;
}

/*
 * "je ne peux pas venir demain" is no wish for the days after: most who say
 * so are cancelling. "Pas demain" is the answer to our question, and a bound.
 */
static void
drop_unable(struct when_token *t, size_t n)
{
	size_t i = 0;

	while (i < n) {
		if (!t[i].unable || !when_is_one_day(&t[i])) {
			i++;
			continue;
		}
		t[i++].kind = WHEN_NOTHING;
		for (; i < n && t[i].unable && when_is_time(&t[i]); i++)
			t[i].kind = WHEN_NOTHING;
	}
}

size_t
when_weigh(struct when_token *t, size_t n, const struct when_now *now)
{
	size_t i;

	n = weigh_bounds(t, n, now);
	n = weigh_drops(t, n, now);
	weigh_refusals(t, n);
	for (i = 0; i < n; i++)
		if (t[i].kind == WHEN_NO || t[i].kind == WHEN_CORRECT ||
		    t[i].kind == WHEN_RATHER)
			correct(t, n, i);
	drop_unable(t, n);
	for (i = 0; i < n; i++)
		if (!when_is_fact(&t[i]))
			t[i].kind = WHEN_NOTHING;
	return compact(t, n);
}
