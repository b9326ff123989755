/*
 * Reading folded words through said.def, and matching patterns over them.
 * Regular expressions over the raw text were the other way: each pattern then
 * carries every hesitation, stutter and spelling, and none can be read.
 *
 * Matching tries an optional word or a gap both ways, shortest first; a
 * pattern holds two gaps at most, so the work at one place is bounded and the
 * whole is linear in the words, themselves at most FOLD_WORDS.
 */
#include <string.h>

#include "dialog/hear/said.h"

#define GAP_SHORT 2 /* words that ".." may skip */
#define GAP_LONG 5  /* words that "..." may skip */

static const struct same {
	const char *heard;
	const char *meant;
} sames[] = {
#define SAME(heard, meant) { heard, meant },
#define LIGHT(word)
#include "dialog/hear/said.def"
#undef SAME
#undef LIGHT
};

static const char *const lights[] = {
#define SAME(heard, meant)
#define LIGHT(word) word,
#include "dialog/hear/said.def"
#undef SAME
#undef LIGHT
};

static bool
word_is(const struct said_word *w, const char *text, size_t len)
{
	return w->len == len && memcmp(w->text, text, len) == 0;
}

bool
said_is(const struct said *s, size_t i, const char *word)
{
	return i < s->count && word_is(&s->word[i], word, strlen(word));
}

/* Add one word; a word said twice in a row ("je je voudrais") counts once. */
static void
said_add(struct said *s, const char *text, size_t len, bool sentence)
{
	struct said_word *w = &s->word[s->count];

	if (s->count == FOLD_WORDS || len > UINT8_MAX)
		return;
	if (s->count > 0 && word_is(w - 1, text, len))
		return;
	*w = (struct said_word){ text, (uint8_t)len, sentence };
	s->count++;
}

/* Add every word of "a b c". */
static void
said_add_all(struct said *s, const char *words, bool sentence)
{
	size_t len;

	for (; *words != '\0'; words += len + (words[len] == ' ')) {
		len = strcspn(words, " ");
		said_add(s, words, len, sentence);
		sentence = false;
	}
}

/* The row of said.def that reads at word i, and how many words it takes. */
static const struct same *
same_at(const struct folded *f, size_t i, size_t *taken)
{
	size_t row;

	for (row = 0; row < sizeof(sames) / sizeof(sames[0]); row++)
		if ((*taken = fold_phrase(f, i, sames[row].heard)) > 0)
			return &sames[row];
	return NULL;
}

static bool
is_light(const struct said_word *w)
{
	size_t i;

	for (i = 0; i < sizeof(lights) / sizeof(lights[0]); i++)
		if (word_is(w, lights[i], strlen(lights[i])))
			return true;
	return false;
}

void
said_read(struct said *s, const struct folded *f)
{
	const struct same *same;
	bool sentence = false;
	size_t i, taken;

	s->count = 0;
	for (i = 0; i < f->count; i += taken) {
		size_t before = s->count;

		sentence |= f->word[i].gap == FOLD_STOP;
		if ((same = same_at(f, i, &taken)) != NULL)
			said_add_all(s, same->meant, sentence);
		else {
			taken = 1;
			said_add(s, f->word[i].text, f->word[i].len, sentence);
		}
		if (s->count > before)
			sentence = false;
	}
	for (s->first = 0; s->first < s->count; s->first++)
		if (!is_light(&s->word[s->first]))
			break;
	for (s->end = s->count; s->end > 0; s->end--)
		if (!is_light(&s->word[s->end - 1]))
			break;
}

/* Is word i one of "a|b*|c", ${len} bytes at ${any}? */
static bool
word_is_any(const struct said *s, size_t i, const char *any, size_t len)
{
	const char *end = any + len;
	size_t n;

	if (i >= s->count)
		return false;
	for (; any < end; any += n + 1) {
		for (n = 0; any + n < end && any[n] != '|'; n++)
			;
		if (n > 0 && any[n - 1] == '*') {
			if (s->word[i].len >= n - 1 &&
			    memcmp(s->word[i].text, any, n - 1) == 0)
				return true;
		} else if (word_is(&s->word[i], any, n))
			return true;
	}
	return false;
}

static bool match_rest(const struct said *, size_t, const char *, size_t *);

/* Skip up to ${most} words, never past the end of a sentence. */
static bool
match_gap(const struct said *s, size_t i, size_t most, const char *rest,
    size_t *end)
{
	size_t n;

	for (n = 0; n <= most && i + n < s->count; n++) {
		if (s->word[i + n].sentence)
			return false;
		if (match_rest(s, i + n, rest, end))
			return true;
	}
	return false;
}

static bool
match_rest(const struct said *s, size_t i, const char *pattern, size_t *end)
{
	size_t len = strcspn(pattern, " ?");
	bool optional = pattern[len] == '?';
	const char *rest = pattern + len + (optional ? 1 : 0);

	rest += *rest == ' ' ? 1 : 0;
	if (*pattern == '\0') {
		*end = i;
		return true;
	}
	if (strcmp(pattern, "$") == 0) {
		*end = i;
		return i >= s->end;
	}
	if (*pattern == '.')
		return match_gap(s, i, len == 2 ? GAP_SHORT : GAP_LONG, rest,
		    end);
	if (word_is_any(s, i, pattern, len) &&
	    match_rest(s, i + 1, rest, end))
		return true;
	return optional && match_rest(s, i, rest, end);
}

size_t
said_match(const struct said *s, size_t i, const char *pattern)
{
	size_t end;

	if (strncmp(pattern, "^ ", 2) == 0) {
		if (i > s->first)
			return 0;
		pattern += 2;
	}
	return match_rest(s, i, pattern, &end) && end > i ? end : 0;
}

bool
said_has(const struct said *s, const char *pattern)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (said_match(s, i, pattern) > 0)
			return true;
	return false;
}

void
said_use_up(struct said *s, size_t from, size_t to)
{
	for (; from < to && from < s->count; from++)
		s->word[from].len = 0;
}
