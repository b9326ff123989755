/* See phone_lex.h. */
#include <string.h>

#include "dialog/hear/numbers.h"
#include "dialog/hear/phone_lex.h"

/* A longer word of digits is telephone's, whatever noun comes after it. */
#define COUNTED_DIGITS_MAX 4

struct phrase {
	enum phone_token_kind kind;
	uint8_t value;
	const char *text;
};

static const struct phrase phrases[] = {
#define PHRASE(k, v, t) { PHONE_##k, v, t },
#include "dialog/hear/phone_words.def"
#undef PHRASE
};

static const struct phone_token other = { PHONE_OTHER, 1, 0 };

static bool
is_noun(enum phone_token_kind kind)
{
	return kind >= PHONE_COUNT;
}

/* The longest phrase at word i: of nouns, or of all the rest. */
static struct phone_token
longest_phrase(const struct folded *f, size_t i, bool nouns)
{
	struct phone_token found = other;
	size_t k, n, best = 0;

	for (k = 0; k < sizeof(phrases) / sizeof(phrases[0]); k++) {
		if (is_noun(phrases[k].kind) != nouns ||
		    (n = fold_phrase(f, i, phrases[k].text)) <= best)
			continue;
		best = n;
		found = (struct phone_token){
			.kind = (uint8_t)phrases[k].kind,
			.words = (uint8_t)n,
			.value = phrases[k].value,
		};
	}
	return found;
}

/* Words of the longest number at i; 0 when there is none. */
static size_t
number_words(const struct folded *f, size_t i)
{
	struct numbers_reading all[NUMBERS_MAX];
	size_t n = numbers_all(f, i, all);
	size_t longest = 0;

	if (fold_is(f, i, "une"))
		return 0; /* « une minute »; "vingt et une" begins earlier */
	if (n == 0)
		return i < f->count && f->word[i].is_number ? 1 : 0;
	while (n-- > 0)
		if (all[n].words > longest)
			longest = all[n].words;
	return longest;
}

/* Does a number begin at word i, with no pause before it? */
static bool
number_follows(const struct folded *f, size_t i)
{
	return number_words(f, i) > 0 && f->word[i].gap < FOLD_COMMA;
}

static struct phone_token
token_at(const struct folded *f, size_t i)
{
	struct phone_token t = longest_phrase(f, i, false);
	size_t n = number_words(f, i);

	if ((t.kind == PHONE_TIMES && number_words(f, i + t.words) == 0) ||
	    (t.kind == PHONE_LABEL && t.value == 1 &&
		!number_follows(f, i + t.words)))
		t = other;
	if (n > 0 && t.words < 2)
		return (struct phone_token){ PHONE_NUMBER, (uint8_t)n, 0 };
	if (fold_phrase(f, i, "+|plus") > 0 && number_words(f, i + 1) > 0)
		return (struct phone_token){ PHONE_PLUS, 1, 0 };
	return t;
}

static bool
number_at(const struct folded *f, const struct phone_lexed *lex, size_t i)
{
	return i < f->count && lex->at[i].kind == PHONE_NUMBER;
}

/*
 * Does a joint of dates stand at word i? Then *next is the number after it.
 * A telephone number may be written with the same joints, and more of them.
 */
static bool
joint_at(const struct folded *f, size_t i, size_t *next)
{
	*next = i + (fold_phrase(f, i, "/|.") > 0 ? 1 : 0);
	return *next < f->count && f->word[*next].is_number &&
	    (*next > i || f->word[i].gap == FOLD_HYPHEN);
}

/*
 * Words of a date in digits, "06/03", "06/03/2026", "06-03-1985"; 0 when it
 * is none.
 */
static size_t
written_date(const struct folded *f, size_t i)
{
	size_t last = i, next, numbers = 1;

	if (i > 0 && (f->word[i].gap == FOLD_HYPHEN ||
	    fold_phrase(f, i - 1, "/|.") > 0))
		return 0;
	for (; joint_at(f, last + 1, &next); last = next)
		numbers++;
	if (fold_is(f, i + 1, "/") && f->word[last].len <= COUNTED_DIGITS_MAX)
		return numbers == 2 || numbers == 3 ? last + 1 - i : 0;
	return numbers == 3 && f->word[last].len == 4 &&
	    strchr("12", f->word[last].text[0]) != NULL ? last + 1 - i : 0;
}

/* Words from i on of a number that counts, dates or tells the hour. */
static size_t
other_meaning(const struct folded *f, const struct phone_lexed *lex, size_t i)
{
	size_t words = written_date(f, i);
	struct phone_token noun;

	if (words > 0)
		return words;
	if (f->word[i].is_number && f->word[i].len > COUNTED_DIGITS_MAX)
		return 0;
	words = lex->at[i].words;
	noun = longest_phrase(f, i + words, true);
	if (noun.kind == PHONE_OTHER)
		return 0;
	words += noun.words;
	if (noun.kind != PHONE_COUNT && number_at(f, lex, i + words))
		words += lex->at[i + words].words;
	return words;
}

void
phone_lex(const struct folded *f, struct phone_lexed *lex)
{
	size_t i, n, to;

	for (i = 0; i < f->count; i++)
		lex->at[i] = token_at(f, i);
	for (i = 0; i < f->count; i += lex->at[i].words) {
		if (lex->at[i].kind != PHONE_NUMBER)
			continue;
		n = other_meaning(f, lex, i);
		for (to = i + n; i < to; i++)
			lex->at[i] = other;
		if (i == f->count)
			break;
	}
}
