/* Which turn a history asks for: see turn.h for the rules and why. */
#include <string.h>

#include "calls/turn.h"
#include "dialog/hear/fold.h"

#define FNV_BASIS 14695981039346656037u /* FNV-1a, 64 bits */
#define FNV_PRIME 1099511628211u

static uint64_t
fnv(uint64_t hash, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * FNV_PRIME;
	return hash;
}

void
turn_hash(struct turn_words *words, uint32_t place, const char *text,
    size_t len)
{
	struct folded f;
	uint64_t one;

	*words = (struct turn_words){ .place = place };
	fold(&f, text, len);
	if (f.count == 0)
		return;
	words->whole = FNV_BASIS;
	for (size_t i = 0; i < f.count; i++) {
		words->whole = fnv(words->whole, f.word[i].text,
		    f.word[i].len);
		words->whole = fnv(words->whole, " ", 1);
		if (words->count == TURN_WORDS)
			continue;
		one = fnv(FNV_BASIS, f.word[i].text, f.word[i].len);
		words->word[words->count++] = (uint32_t)(one ^ one >> 32);
	}
}

/* Silence shares with everything: what grows out of it is the same turn. */
static bool
share_a_word(const struct turn_words *a, const struct turn_words *b)
{
	if (a->count == 0 || b->count == 0)
		return true;
	for (uint32_t i = 0; i < a->count; i++) {
		for (uint32_t j = 0; j < b->count; j++) {
			if (a->word[i] == b->word[j])
				return true;
		}
	}
	return false;
}

/* A client without memory, saying something more. */
static bool
alone_and_new(const struct turn_history *history,
    const struct turn_words *last, const struct turn_words *newest,
    size_t count)
{
	if (last->place != 1 || history->answered || newest->place != 1)
		return false;
	if (last->whole == newest->whole)
		return false;
	return count > 1 || !share_a_word(last, newest);
}

/* The newest turn's message now stands before the last one. */
static bool
newest_is_behind(const struct turn_history *history,
    const struct turn_words *const *past, size_t count)
{
	const struct turn_message *m;
	struct turn_words previous;

	if (history->user_count < 2)
		return false;
	m = &history->user[history->user_count - 2];
	turn_hash(&previous, 0, m->text, m->len);
	return previous.whole != 0 &&
	    previous.whole == past[count - 1]->whole &&
	    (count < 2 || previous.whole != past[count - 2]->whole);
}

enum turn_kind
turn_which(const struct turn_history *history,
    const struct turn_words *const *past, size_t count,
    struct turn_words *last, size_t *which)
{
	const struct turn_message *m;

	*last = (struct turn_words){ 0 };
	if (history->user_count == 0)
		return TURN_GREETING;
	m = &history->user[history->user_count - 1];
	turn_hash(last, (uint32_t)(history->earlier + history->user_count),
	    m->text, m->len);
	if (count == 0)
		return TURN_NEW;
	if (alone_and_new(history, last, past[count - 1], count) ||
	    newest_is_behind(history, past, count))
		return TURN_NEW;
	for (size_t i = count; i-- > 0;) {
		if (past[i]->place != last->place)
			continue;
		*which = i;
		return past[i]->whole == last->whole ? TURN_AGAIN
		                                     : TURN_CHANGED;
	}
	return TURN_NEW;
}
