/*
 * French numbers in folded words, from 0 to 99 (and digits as written):
 * "quatre vingt dix sept", "septante et un", "06", "40 3" (a recogniser's
 * split of 43). The phone, when and choice modules all count with this.
 */
#ifndef ACCUEIL_HEAR_NUMBERS_H
#define ACCUEIL_HEAR_NUMBERS_H

#include "dialog/hear/fold.h"

#define NUMBERS_MAX 24 /* cardinals that can begin at one word */

struct numbers_reading { /* one cardinal that begins at a given word */
	uint8_t words;  /* how many it takes */
	int16_t value;  /* 0..9999 */
};

/*
 * numbers_all(f, i, out):
 * Every cardinal that begins at word ${i}, in words or as digits of at most
 * two, mixed as recognisers mix them: at "quatre vingt dix huit", 4, 80, 90
 * and 98; at "40 3", 40 and 43. Returns how many; 0 when there is none.
 */
size_t numbers_all(const struct folded *f, size_t i,
    struct numbers_reading out[NUMBERS_MAX]);

/*
 * numbers_words(f, i, value):
 * Read the longest cardinal written in words that begins at word ${i}:
 * 0 to 99 in metropolitan, Belgian and Swiss French, and "cent", "mille" up
 * to 9999 for years and the like.
 * Returns how many words it took and sets *value; 0 when there is none.
 */
size_t numbers_words(const struct folded *f, size_t i, int *value);

/* numbers_any(): the same, or one word of at most four digits. */
size_t numbers_any(const struct folded *f, size_t i, int *value);

/* numbers_ordinal(): premier/premiere/1er, deuxieme, second ... up to 31. */
size_t numbers_ordinal(const struct folded *f, size_t i, int *value);

#endif
