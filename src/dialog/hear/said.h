/*
 * What was said, reduced to the words that count, and patterns over it.
 * fold.h gives every word; yesno, intent and manner ask "does it say this?",
 * whatever hesitations, stutters and spellings stand in between. So the words
 * are read once through the table said.def: fillers dropped, "rendez-vous",
 * "rdv" and "randez vous" one word, "jai" two.
 *
 * A pattern is words separated by one space, read from left to right:
 *
 *   a|b     either word          stem*   a word that begins with stem
 *   a|b?    the same, or nothing
 *   ..      up to two words      ...     up to five (never past a full stop)
 *   ^       only politeness stands before (first in the pattern)
 *   $       only politeness stands after (last in the pattern)
 */
#ifndef ACCUEIL_HEAR_SAID_H
#define ACCUEIL_HEAR_SAID_H

#include "dialog/hear/fold.h"

struct said_word {
	const char *text; /* not NUL-terminated; in *f or in the table */
	uint8_t len;      /* bytes of it that are compared */
	bool sentence;    /* a full stop stood before */
};

struct said {
	size_t count;
	size_t first; /* the first word that is not politeness; else count */
	size_t end;   /* after the last such word; 0 when there is none */
	struct said_word word[FOLD_WORDS];
};

/* said_read(s, f): *s borrows from *f. Linear, bounded by FOLD_WORDS. */
void said_read(struct said *s, const struct folded *f);

/*
 * said_match(s, i, pattern): do the words from i on read so? Returns the
 * index after the last word taken (more than i), or 0.
 */
size_t said_match(const struct said *s, size_t i, const char *pattern);

/* said_has(s, pattern): do they anywhere? */
bool said_has(const struct said *s, const char *pattern);

/* said_use_up(s, from, to): words that no later pattern may read. */
void said_use_up(struct said *s, size_t from, size_t to);

/* said_is(s, i, "word"): is it, i in range or not? */
bool said_is(const struct said *s, size_t i, const char *word);

#endif
