/*
 * The search. Position by position over the words, each reading so far is
 * carried on by everything that may begin there: a filler, a group of digits,
 * any of the cardinals numbers_all() gives, a correction. Nothing decides
 * early that « soixante dix-huit » is 78 or 60 18: both live on, and phone.c
 * keeps those that end as a telephone number. Rules that decide on the spot
 * were tried on paper and contradict each other by the third example.
 *
 * Strain counts where a reading leaves the usual: cutting words that French
 * joins ("soixante" | "dix-huit") or joining what was written as separate
 * digits ("40 3"); a comma makes the cut free and the join strained. A hyphen
 * is never cut.
 */
#include <stdio.h>
#include <string.h>

#include "dialog/hear/numbers.h"
#include "dialog/hear/phone_search.h"

/*
 * Readings wait at the word where they go on, never this far ahead: the
 * longest step is a phrase of 5 words and a cardinal of 9.
 */
#define AHEAD 16

#define DIGITS_BYTES 12 /* of one cardinal, however wide an int is */

struct search {
	const struct folded *f;
	const struct phone_lexed *lex;
	size_t from, to;
	bool joined[FOLD_WORDS + 1]; /* a cardinal in words spans the boundary
	                                before this word */
	struct phone_readings ahead[AHEAD]; /* by word index modulo AHEAD */
};

static int
reading_cost(const struct phone_reading *r)
{
	return r->misheard * 256 + r->strain;
}

static bool
same_digits(const struct phone_reading *a, const struct phone_reading *b)
{
	return a->fix == b->fix && strcmp(a->digits, b->digits) == 0;
}

static struct phone_reading *
readings_same(struct phone_readings *all, const struct phone_reading *r)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (same_digits(&all->at[i], r))
			return &all->at[i];
	return NULL;
}

static struct phone_reading *
readings_dearest(struct phone_readings *all)
{
	struct phone_reading *dearest = &all->at[0];
	size_t i;

	for (i = 1; i < all->count; i++)
		if (reading_cost(&all->at[i]) > reading_cost(dearest))
			dearest = &all->at[i];
	return dearest;
}

/* Keep ${r}: once for the same digits; when there is no room, the cheapest. */
static void
readings_add(struct phone_readings *all, const struct phone_reading *r)
{
	struct phone_reading *instead = readings_same(all, r);

	if (instead == NULL && all->count < PHONE_READINGS) {
		all->at[all->count++] = *r;
		return;
	}
	if (instead == NULL)
		instead = readings_dearest(all);
	if (reading_cost(r) < reading_cost(instead))
		*instead = *r;
}

static struct phone_readings *
readings_at(struct search *s, size_t i)
{
	return &s->ahead[i % AHEAD];
}

/*
 * Append digits. "0" and the digit after it are one group, "06"; digits that
 * a recogniser wrote as one word are groups of two, counted from the end.
 */
static bool
reading_append(struct phone_reading *r, const char *digits)
{
	size_t len = strlen(digits), left = len, group;
	bool pair = len == 1 && r->groups > 0 && r->group[r->groups - 1] == 1 &&
	    r->digits[r->len - 1] == '0' &&
	    !(r->fix && r->fixing == r->groups);

	if (r->len + len > HEAR_PHONE_DIGITS)
		return false;
	memcpy(r->digits + r->len, digits, len + 1);
	r->len = (uint8_t)(r->len + len);
	if (pair) {
		r->group[r->groups - 1]++;
		return true;
	}
	for (; left > 0; left -= group) {
		group = left <= 3 ? left : 2 - left % 2;
		r->group[r->groups++] = (uint8_t)group;
	}
	return true;
}

/* Take out the groups [first, last). */
static void
reading_cut(struct phone_reading *r, size_t first, size_t last)
{
	size_t at = 0, len = 0, i;

	for (i = 0; i < first; i++)
		at += r->group[i];
	for (; i < last; i++)
		len += r->group[i];
	memmove(r->digits + at, r->digits + at + len, r->len - at - len + 1);
	memmove(r->group + first, r->group + last, r->groups - last);
	r->len = (uint8_t)(r->len - len);
	r->groups = (uint8_t)(r->groups - (last - first));
}

/*
 * Close an open correction, in each way it can be meant: the first group said
 * after it replaces the last group before; or as many single digits as it
 * has; or the caller began the whole number again.
 */
static void
reading_fix(struct phone_readings *all, const struct phone_reading *r)
{
	struct phone_reading fixed = *r;
	size_t k = r->fixing;
	int len;

	fixed.fix = false;
	if (!r->fix || r->fixing == 0 || r->fixing == r->groups) {
		readings_add(all, &fixed);
		return;
	}
	reading_cut(&fixed, k - 1, k);
	readings_add(all, &fixed);
	for (len = r->group[k]; len > 0 && k > 0; k--)
		len -= r->group[k - 1];
	if (len == 0 && k + 1 < r->fixing) {
		fixed = *r;
		fixed.fix = false;
		reading_cut(&fixed, k, r->fixing);
		readings_add(all, &fixed);
	}
	if (r->fixing > 1) {
		fixed = *r;
		fixed.fix = false;
		fixed.strain++;
		reading_cut(&fixed, 0, r->fixing);
		readings_add(all, &fixed);
	}
}

/* A correction opens: what is said next replaces what was said last. */
static void
step_fix(struct search *s, size_t i, size_t next)
{
	const struct phone_readings *now = readings_at(s, i);
	struct phone_readings closed;
	struct phone_reading r;
	size_t k, n;

	for (k = 0; k < now->count; k++) {
		closed.count = 0;
		reading_fix(&closed, &now->at[k]);
		for (n = 0; n < closed.count; n++) {
			r = closed.at[n];
			r.fix = r.groups > 0;
			r.fixing = r.groups;
			readings_add(readings_at(s, next), &r);
		}
	}
}

static void
step_skip(struct search *s, size_t i, size_t next, uint8_t strain)
{
	const struct phone_readings *now = readings_at(s, i);
	struct phone_reading r;
	size_t k;

	for (k = 0; k < now->count; k++) {
		r = now->at[k];
		r.strain = (uint8_t)(r.strain + strain);
		readings_add(readings_at(s, next), &r);
	}
}

/* One group of digits, ${times} times over. */
static void
step_group(struct search *s, size_t i, size_t next, const char *digits,
    size_t times, struct phone_reading cost)
{
	const struct phone_readings *now = readings_at(s, i);
	struct phone_reading r;
	size_t k, n;

	for (k = 0; k < now->count; k++) {
		r = now->at[k];
		r.misheard = (uint8_t)(r.misheard + cost.misheard);
		r.strain = (uint8_t)(r.strain + cost.strain);
		for (n = 0; n < times && reading_append(&r, digits); n++)
			;
		if (n == times)
			readings_add(readings_at(s, next), &r);
	}
}

static int
longest_value(const struct search *s, size_t i)
{
	struct numbers_reading all[NUMBERS_MAX];
	size_t n = numbers_all(s->f, i, all);
	size_t k, words = 0;
	int value = -1;

	for (k = 0; k < n; k++)
		if (all[k].words > words) {
			words = all[k].words;
			value = all[k].value;
		}
	return value;
}

/* Strain of reading the words [i, to) as one cardinal; -1: never. */
static int
cardinal_strain(const struct search *s, size_t i, size_t to)
{
	int strain = 0;
	bool digits = false;
	size_t k;

	for (k = i; k < to; k++) {
		digits = digits || s->f->word[k].is_number;
		if (k > i && s->f->word[k].gap >= FOLD_COMMA)
			strain++;
	}
	if (digits && to - i > 1)
		strain++;
	if (to >= s->to || !s->joined[to] || s->f->word[to].gap >= FOLD_COMMA)
		return strain;
	if (s->f->word[to].gap == FOLD_HYPHEN || longest_value(s, to) < 10)
		return -1;
	return strain + 1;
}

/* Every number that begins at word ${at}; the readings wait at ${i}. */
static void
step_numbers(struct search *s, size_t i, size_t at, size_t times)
{
	const struct fold_word *w = &s->f->word[at];
	struct numbers_reading all[NUMBERS_MAX];
	size_t n = numbers_all(s->f, at, all);
	struct phone_reading cost = { .len = 0 };
	char digits[DIGITS_BYTES];
	size_t k, to;
	int strain;

	if (w->is_number && w->len <= HEAR_PHONE_DIGITS)
		step_group(s, i, at + 1, w->text, times, cost);
	for (k = 0; k < n; k++) {
		to = at + all[k].words;
		if (to > s->to || (w->is_number && all[k].words == 1) ||
		    (strain = cardinal_strain(s, at, to)) < 0)
			continue;
		cost.strain = (uint8_t)strain;
		snprintf(digits, sizeof(digits), "%d", all[k].value);
		step_group(s, i, to, digits, times, cost);
	}
}

static bool
number_at(const struct search *s, size_t i)
{
	return i < s->to && s->lex->at[i].kind == PHONE_NUMBER;
}

/* The group at word *at, as its digits: "35", "06", "zéro six". */
static void
group_at(const struct search *s, size_t *at, char digits[DIGITS_BYTES])
{
	const struct fold_word *w = &s->f->word[*at];
	int value = longest_value(s, *at);

	snprintf(digits, DIGITS_BYTES, "%.*s", DIGITS_BYTES - 1, w->text);
	if (!w->is_number || s->lex->at[*at].words > 1)
		snprintf(digits, DIGITS_BYTES, "%d", value);
	*at += s->lex->at[*at].words;
	if (value != 0 || !number_at(s, *at))
		return;
	value = longest_value(s, *at);
	if (value < 0 || value > 9)
		return;
	snprintf(digits, DIGITS_BYTES, "0%d", value);
	++*at;
}

/* "pas 35": drop the number; if it was the last group, the next replaces it. */
static void
step_not(struct search *s, size_t i, size_t at)
{
	const struct phone_readings *now = readings_at(s, i);
	const char *last;
	struct phone_reading r;
	char digits[DIGITS_BYTES];
	size_t k;

	group_at(s, &at, digits);
	for (k = 0; k < now->count; k++) {
		r = now->at[k];
		last = r.digits + r.len -
		    (r.groups > 0 ? r.group[r.groups - 1] : 0);
		if (!r.fix && r.groups > 0 && strcmp(last, digits) == 0) {
			r.fix = true;
			r.fixing = r.groups;
		}
		readings_add(readings_at(s, at), &r);
	}
}

static void
step(struct search *s, size_t i)
{
	const struct phone_token *t = &s->lex->at[i];
	struct phone_reading misheard = { .misheard = 1 };
	size_t next = i + t->words;
	char digits[DIGITS_BYTES];

	if (t->kind == PHONE_NUMBER) {
		step_numbers(s, i, i, 1);
		if (i == s->from && fold_is(s->f, i, "un"))
			step_skip(s, i, i + 1, 0); /* « c'est un 06 ... » */
		return;
	}
	if (t->kind == PHONE_TIMES && number_at(s, next)) {
		step_numbers(s, i, next, t->value);
		return;
	}
	if (t->kind == PHONE_NOT && number_at(s, next)) {
		step_not(s, i, next);
		return;
	}
	if (t->kind == PHONE_FIX || t->kind == PHONE_PARDON)
		step_fix(s, i, next);
	if (t->kind == PHONE_PLUS)
		step_group(s, i, next, "+", 1, (struct phone_reading){ 0 });
	if (t->kind != PHONE_FIX)
		step_skip(s, i, next, t->kind == PHONE_PLUS ? 1 : 0);
	snprintf(digits, sizeof(digits), "%u", t->value);
	if (t->kind == PHONE_HEARD)
		step_group(s, i, next, digits, 1, misheard);
}

/* Where cardinals written in words run across the boundary of two words. */
static void
mark_joined(struct search *s)
{
	struct numbers_reading all[NUMBERS_MAX];
	size_t i, k, n, b;

	memset(s->joined, 0, sizeof(s->joined));
	for (i = s->from; i < s->to; i++)
		for (k = 0, n = numbers_all(s->f, i, all); k < n; k++)
			for (b = i + 1; b < i + all[k].words; b++)
				if (!s->f->word[b - 1].is_number &&
				    !s->f->word[b].is_number)
					s->joined[b] = true;
}

static struct phone_reading
reading_before(const struct hear_phone_partial *before)
{
	struct phone_reading r = { .len = 0 };

	if (before == NULL)
		return r;
	r.len = (uint8_t)strlen(before->digits);
	memcpy(r.digits, before->digits, r.len);
	for (; before->groups[r.groups] != '\0'; r.groups++)
		r.group[r.groups] = (uint8_t)(before->groups[r.groups] - '0');
	return r;
}

void
phone_search(const struct folded *f, const struct phone_lexed *lex,
    size_t from, size_t to, const struct hear_phone_partial *before,
    struct phone_readings *out)
{
	struct search s = { .f = f, .lex = lex, .from = from, .to = to };
	struct phone_reading first = reading_before(before);
	size_t i;

	mark_joined(&s);
	readings_add(readings_at(&s, from), &first);
	for (i = from; i < to; i++) {
		step(&s, i);
		readings_at(&s, i)->count = 0;
	}
	out->count = 0;
	for (i = 0; i < readings_at(&s, to)->count; i++)
		reading_fix(out, &readings_at(&s, to)->at[i]);
}
