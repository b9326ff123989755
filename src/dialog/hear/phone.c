/*
 * From an utterance to a telephone number: cut it into runs of words that may
 * be dictation, have phone_search read each run in every way, keep the
 * readings that are a number somewhere, and say which one, or why none.
 *
 * Speakers of French dictate by pairs. Among several whole readings the one
 * that falls in pairs with the least strain is meant; two equals are
 * ambiguous, and a reading no more strained that is merely short is never
 * stretched into a whole one: « 06 12 34 soixante-dix-huit » waits for its end
 * rather than become 06 12 34 60 18.
 */
#include <string.h>

#include "dialog/hear/phone_search.h"

#define NATIONAL_DIGITS 10
#define DIGITS_ENOUGH 8 /* to be a telephone number's, even without its 0 */

/* A reading's rank is its strain, unless it does worse than be strained. */
#define UNPAIRED_RANK 256
#define MISHEARD_RANK 1024

/*
 * How long numbers are abroad: digits after ${prefix}, the longest that fits;
 * ${trunk}: its people write a 0 that is not dialled from abroad. Source: the
 * national numbering plans deposited with ITU-T (E.129), for our neighbours,
 * overseas and the countries French offices are most often called from.
 */
static const struct plan {
	const char *prefix;
	uint8_t min, max;
	bool trunk;
} plans[] = {
	{ "33", 9, 9, true },
	{ "262", 9, 9, true },  { "590", 9, 9, true },
	{ "594", 9, 9, true },  { "596", 9, 9, true },
	{ "508", 6, 6, true },  { "687", 6, 6, false },
	{ "689", 8, 8, false }, { "681", 6, 6, false },
	{ "32", 8, 8, true },    { "3245", 7, 7, false }, /* mobiles */
	{ "3246", 7, 7, false }, { "3247", 7, 7, false },
	{ "3248", 7, 7, false }, { "3249", 7, 7, false },
	{ "352", 6, 8, false },
	{ "3526", 8, 8, false }, /* mobiles */
	{ "41", 9, 9, true },   { "377", 8, 8, false },
	{ "3776", 8, 8, false }, { "376", 6, 6, false },
	{ "34", 9, 9, false },  { "351", 9, 9, false },
	{ "390", 8, 10, false }, { "393", 8, 9, false },
	{ "49", 10, 11, true }, { "31", 9, 9, true },
	{ "44", 10, 10, true }, { "353", 9, 9, true },
	{ "40", 9, 9, true },   { "48", 9, 9, false },
	{ "1", 10, 10, false }, { "212", 9, 9, true },
	{ "213", 8, 8, true },  { "2135", 8, 8, false },
	{ "2136", 8, 8, false }, { "2137", 8, 8, false },
	{ "216", 8, 8, false }, { "221", 9, 9, false },
	{ "223", 8, 8, false }, { "225", 10, 10, false },
	{ "237", 9, 9, false }, { "261", 9, 9, true },
};

#define UNKNOWN_PLAN_MIN 8 /* fewer digits are surely not all of them */

struct run {
	size_t from, to; /* words, to the last that is a number's */
	bool any;        /* holds a number at all */
	bool labelled;   /* the number is of something else, as was said */
	size_t digits;   /* how many the likeliest reading has, by itself */
	char first;      /* the first of them, or '+' */
};

static const struct plan *
plan_of(const char *digits)
{
	const struct plan *found = NULL;
	size_t i, n, best = 0;

	for (i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		n = strlen(plans[i].prefix);
		if (n > best && strncmp(digits, plans[i].prefix, n) == 0) {
			best = n;
			found = &plans[i];
		}
	}
	return found;
}

/* A number with its country code first: is it whole? */
static enum hear_phone_why
judge_abroad(const char *digits, struct phone *phone)
{
	const struct plan *plan = plan_of(digits);
	char whole[HEAR_PHONE_DIGITS + 2] = "+";
	size_t code, len;

	if (plan == NULL)
		return strlen(digits) < UNKNOWN_PLAN_MIN ?
		    HEAR_PHONE_SHORT : HEAR_PHONE_INVALID;
	code = strlen(plan->prefix);
	strncat(whole, digits, code);
	strcat(whole, digits + code +
	    (plan->trunk && digits[code] == '0' ? 1 : 0));
	plan = plan_of(whole + 1);
	len = strlen(whole + 1) - strlen(plan->prefix);
	if (len != 0 && len < plan->min)
		return HEAR_PHONE_SHORT;
	if (len > plan->max)
		return HEAR_PHONE_LONG;
	if (len == 0 || !phone_parse(whole, strlen(whole), phone))
		return len == 0 ? HEAR_PHONE_SHORT : HEAR_PHONE_INVALID;
	return HEAR_PHONE_FINE;
}

static enum hear_phone_why
judge_national(const char *digits, struct phone *phone)
{
	size_t len = strlen(digits);

	if (len != NATIONAL_DIGITS)
		return len < NATIONAL_DIGITS ?
		    HEAR_PHONE_SHORT : HEAR_PHONE_LONG;
	return phone_parse(digits, len, phone) ?
	    HEAR_PHONE_FINE : HEAR_PHONE_INVALID;
}

/* How many digits of the two are the same from the start? */
static size_t
common_start(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

/* Digits as dictated, "+" and all: are they a number, and which? */
static enum hear_phone_why
judge(const char *digits, struct phone *phone)
{
	size_t len = strlen(digits);

	if (len == 2 * NATIONAL_DIGITS &&
	    common_start(digits, digits + NATIONAL_DIGITS) == NATIONAL_DIGITS)
		return judge_national(digits + NATIONAL_DIGITS, phone);
	if (len > 1 && strchr(digits + 1, '+') != NULL)
		return HEAR_PHONE_INVALID;
	if (digits[0] == '+')
		return judge_abroad(digits + 1, phone);
	if (strncmp(digits, "00", 2) == 0)
		return judge_abroad(digits + 2, phone);
	if (strncmp(digits, "33", 2) == 0)
		return judge_abroad(digits, phone);
	return judge_national(digits, phone);
}

static bool
abroad(const char *digits)
{
	return digits[0] == '+' || strncmp(digits, "00", 2) == 0;
}

/*
 * Does a national number fall in pairs, or in digits one by one? Abroad, each
 * country has its own way.
 */
static bool
reading_paired(const struct phone_reading *r)
{
	size_t i, at = 0;

	if (abroad(r->digits))
		return true;
	for (i = 0; i < r->groups; at += r->group[i++])
		if (r->group[i] > 1 && (at % 2 != 0 || r->group[i] % 2 != 0))
			return false;
	return r->digits[0] == '0';
}

/*
 * Order of preference among readings that may still go on, lower first.
 * Strained unpaired readings are equals.
 */
static int
part_rank(const struct phone_reading *r)
{
	int rank = r->strain;

	if (!reading_paired(r))
		rank = r->strain == 0 ? UNPAIRED_RANK : UNPAIRED_RANK + 1;
	return r->misheard * MISHEARD_RANK + rank;
}

/*
 * The same among whole numbers: unstrained, a reading needs no pairs; strained
 * in pairs, one is as good as another; and nothing speaks for the rest.
 */
static int
whole_rank(const struct phone_reading *r)
{
	int rank = 0;

	if (r->strain > 0)
		rank = reading_paired(r) && !abroad(r->digits) ? 1 :
		    UNPAIRED_RANK + 1;
	return r->misheard * MISHEARD_RANK + rank;
}

static void
partial_of(const struct phone_reading *r, struct hear_phone_partial *out)
{
	size_t i;

	memset(out, 0, sizeof(*out));
	memcpy(out->digits, r->digits, r->len);
	for (i = 0; i < r->groups; i++)
		out->groups[i] = (char)('0' + r->group[i]);
}

static struct hear_phone
unsure(enum hear_phone_why why)
{
	return (struct hear_phone){ .heard = HEARD_UNSURE, .why = why };
}

/* The whole number among the readings; NOTHING when none of them is one. */
static struct hear_phone
pick_whole(const struct phone_readings *all, int *rank)
{
	struct hear_phone best = { .heard = HEARD_NOTHING };
	struct phone phone;
	size_t i;
	int r;

	*rank = 0;
	for (i = 0; i < all->count; i++) {
		r = whole_rank(&all->at[i]);
		if (judge(all->at[i].digits, &phone) != HEAR_PHONE_FINE ||
		    (best.heard != HEARD_NOTHING && r > *rank))
			continue;
		if (best.heard != HEARD_NOTHING && r == *rank) {
			if (strcmp(best.phone.e164, phone.e164) != 0)
				best.why = HEAR_PHONE_AMBIGUOUS;
			continue;
		}
		best = (struct hear_phone){ .heard = HEARD_EXACT,
			.phone = phone };
		*rank = r;
	}
	return best.why == HEAR_PHONE_AMBIGUOUS ?
	    unsure(HEAR_PHONE_AMBIGUOUS) : best;
}

/* What is made of the readings of one run, and the digits of the likeliest. */
static struct hear_phone
pick(const struct phone_readings *all, const struct phone_reading **likeliest)
{
	struct hear_phone whole, part;
	struct phone phone;
	const struct phone_reading *best = NULL;
	size_t i;
	int rank;

	for (i = 0; i < all->count; i++)
		if (best == NULL ||
		    part_rank(&all->at[i]) < part_rank(best))
			best = &all->at[i];
	*likeliest = best;
	if (best == NULL)
		return unsure(HEAR_PHONE_LONG);
	whole = pick_whole(all, &rank);
	part = unsure(judge(best->digits, &phone));
	if (part.why == HEAR_PHONE_SHORT)
		partial_of(best, &part.partial);
	if (whole.heard == HEARD_NOTHING)
		return part;
	if (part.why == HEAR_PHONE_SHORT && part_rank(best) <= rank &&
	    rank > 0 && rank < MISHEARD_RANK)
		return part;
	return whole;
}

/* One run, alone or after what earlier turns gave. */
static struct hear_phone
hear_run(const struct folded *f, const struct phone_lexed *lex,
    struct run *run, const struct hear_phone_partial *before)
{
	struct phone_readings all;
	const struct phone_reading *likeliest;
	struct hear_phone alone;
	size_t same;
	bool correction = lex->at[run->from].kind == PHONE_FIX;

	phone_search(f, lex, run->from, run->to, NULL, &all);
	alone = pick(&all, &likeliest);
	run->digits = HEAR_PHONE_DIGITS;
	if (likeliest == NULL)
		return alone;
	run->digits = likeliest->len;
	run->first = likeliest->digits[0];
	if (before == NULL || alone.heard == HEARD_EXACT)
		return alone;
	same = common_start(likeliest->digits, before->digits);
	if (!correction && (same >= 4 || (before->digits[same] == '\0' &&
	    run->digits > same)))
		return alone; /* the caller began again */
	if (!correction && same >= 2 && run->digits >= 4)
		return unsure(HEAR_PHONE_AMBIGUOUS);
	phone_search(f, lex, run->from, run->to, before, &all);
	return pick(&all, &likeliest);
}

/* Does a number end before this token, and may another begin after it? */
static bool
parts_runs(const struct phone_token *t)
{
	return t->kind == PHONE_OTHER || t->kind == PHONE_AGAIN ||
	    t->kind == PHONE_OR || t->kind == PHONE_LINE ||
	    t->kind == PHONE_LABEL;
}

/* Next run of dictation at or after word *at; false when there is none. */
static bool
next_run(const struct folded *f, const struct phone_lexed *lex, size_t at,
    struct run *run)
{
	const struct phone_token *t;

	*run = (struct run){ .from = at, .to = at };
	for (; at < f->count; at += t->words) {
		t = &lex->at[at];
		if (parts_runs(t)) {
			if (run->any)
				return true;
			run->from = at + t->words;
			run->labelled = t->kind == PHONE_LABEL;
		} else if (t->kind == PHONE_FILL && run->from == at) {
			run->from = at + t->words;
		} else if (t->kind == PHONE_NUMBER) {
			run->to = at + t->words;
			run->any = true;
		} else if (t->kind == PHONE_HEARD && run->any) {
			run->to = at + t->words;
		}
	}
	return run->any;
}

static bool
token_between(const struct folded *f, const struct phone_lexed *lex,
    size_t from, size_t to, enum phone_token_kind kind)
{
	for (; from < to && from < f->count; from += lex->at[from].words)
		if (lex->at[from].kind == kind)
			return true;
	return false;
}

/*
 * Are these digits a telephone number's? Not « numéro de dossier 12345 », « le
 * 15 », « j'habite au 14 »: many, or begun as a number begins, or going on
 * with one.
 */
static bool
is_dictation(const struct folded *f, const struct phone_lexed *lex,
    const struct run *run, bool going_on)
{
	if (run->labelled)
		return false;
	if (run->digits >= DIGITS_ENOUGH)
		return true;
	return (going_on || run->first == '0' || run->first == '+') &&
	    (run->digits >= 2 ||
		!token_between(f, lex, 0, f->count, PHONE_OTHER));
}

/* Of two runs: a whole number over a part, the corrected, the longer. */
static struct hear_phone
better(const struct hear_phone *old, const struct hear_phone *new,
    bool longer, bool corrected)
{
	if (old->heard != HEARD_EXACT)
		return new->heard == HEARD_EXACT || longer ? *new : *old;
	if (new->heard != HEARD_EXACT)
		return *old;
	if (!corrected && strcmp(old->phone.e164, new->phone.e164) != 0)
		return unsure(HEAR_PHONE_AMBIGUOUS);
	return *new;
}

void
hear_phone(const struct folded *f, const struct hear_phone_partial *before,
    struct hear_phone *out)
{
	struct phone_lexed lex;
	struct hear_phone heard;
	struct run run = { .to = 0 };
	size_t last = 0, longest = 0;

	*out = (struct hear_phone){ .heard = HEARD_NOTHING };
	if (before != NULL && before->digits[0] == '\0')
		before = NULL;
	phone_lex(f, &lex);
	for (; next_run(f, &lex, last, &run); last = run.to) {
		if (token_between(f, &lex, last, run.from, PHONE_AGAIN)) {
			*out = (struct hear_phone){ .heard = HEARD_NOTHING };
			before = NULL;
			longest = 0;
		}
		heard = hear_run(f, &lex, &run, before);
		if (out->heard == HEARD_EXACT && run.digits < NATIONAL_DIGITS &&
		    token_between(f, &lex, last, run.to, PHONE_OR))
			*out = unsure(HEAR_PHONE_AMBIGUOUS);
		if (!is_dictation(f, &lex, &run, before != NULL))
			continue;
		*out = better(out, &heard, run.digits >= longest,
		    token_between(f, &lex, last, run.to, PHONE_FIX));
		longest = run.digits > longest ? run.digits : longest;
	}
	if (token_between(f, &lex, last, f->count, PHONE_AGAIN))
		*out = unsure(HEAR_PHONE_SHORT);
	else if (out->heard == HEARD_EXACT &&
	    token_between(f, &lex, last, f->count, PHONE_FIX))
		*out = unsure(HEAR_PHONE_AMBIGUOUS); /* and then, « non » */
}
