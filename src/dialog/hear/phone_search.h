/*
 * Every way to read a stretch of an utterance as dictated digits, the most
 * natural first in cost. Used by phone.c only.
 */
#ifndef ACCUEIL_HEAR_PHONE_SEARCH_H
#define ACCUEIL_HEAR_PHONE_SEARCH_H

#include "dialog/hear/phone.h"
#include "dialog/hear/phone_lex.h"

#define PHONE_READINGS 32

struct phone_reading {
	char digits[HEAR_PHONE_DIGITS + 1]; /* "0639980114", "+336..." */
	uint8_t len;
	uint8_t group[HEAR_PHONE_DIGITS];   /* length of each group */
	uint8_t groups;
	uint8_t fixing;  /* groups said before a correction still open */
	bool fix;        /* a correction is open */
	uint8_t misheard;/* digits taken from a recogniser's mistake */
	uint8_t strain;  /* steps away from how French speech usually joins
	                    its numbers; 0 = the natural reading */
};

struct phone_readings {
	struct phone_reading at[PHONE_READINGS];
	size_t count; /* 0: nothing of it fits HEAR_PHONE_DIGITS */
};

/*
 * phone_search(f, lex, from, to, before, out):
 * Read the words [from, to). ${before} (NULL: nothing) holds the groups of
 * earlier turns. Linear in the words: at each, at most PHONE_READINGS
 * readings are kept, the least strained.
 */
void phone_search(const struct folded *f, const struct phone_lexed *lex,
    size_t from, size_t to, const struct hear_phone_partial *before,
    struct phone_readings *out);

#endif
