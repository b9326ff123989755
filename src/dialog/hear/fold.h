/*
 * Folded text: what a caller said, as a recogniser wrote it, made easy to
 * compare. Every module of hear/ reads this and nothing else.
 *
 * Folding (Unicode by utf8proc): compatibility decomposition, lower case,
 * accents removed, ligatures opened (œ -> oe, æ -> ae); apostrophes end a word
 * ("d'accord" -> "d" "accord", "aujourd'hui" -> "aujourd" "hui"); a hyphen
 * touching a letter or a digit separates two words ("rendez-vous",
 * "06-39-98"). A word is a run of letters or a run of digits; "14h30" is "14"
 * "h" "30". Symbols that mean something are words of their own: + @ _ / & % €
 * everywhere, '.' touching the word after it ("gmail.com"), ':' between
 * digits ("14:30"), '-' between spaces ("jean - dupont"). Brackets, quotes
 * and all else are spaces.
 */
#ifndef ACCUEIL_HEAR_FOLD_H
#define ACCUEIL_HEAR_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FOLD_WORDS 512  /* words kept of one utterance */
#define FOLD_BYTES 6144 /* bytes of folded text kept */

enum fold_gap { /* what stood before a word, strongest last */
	FOLD_GLUED,   /* nothing: "14|h|30" */
	FOLD_SPACE,
	FOLD_APOSTROPHE,
	FOLD_HYPHEN,
	FOLD_COMMA,   /* , ; : between words */
	FOLD_STOP     /* . ? ! ... at the end of a sentence, a line break */
};

struct fold_word {
	const char *text;   /* NUL-terminated, inside struct folded */
	uint16_t len;       /* bytes of text */
	uint8_t is_number;  /* only digits 0-9 */
	uint8_t gap;        /* enum fold_gap: what stood before this word;
	                       FOLD_STOP before the first */
	uint32_t from, to;  /* byte span in the raw text, [from, to) */
};

struct folded {
	const char *raw;    /* the text given, borrowed for as long as *f */
	size_t raw_len;     /* bytes of it */
	size_t count;       /* words in word[] */
	bool cut;           /* longer than we keep: the rest was not read */
	struct fold_word word[FOLD_WORDS];
	char bytes[FOLD_BYTES];
};

/*
 * fold(f, text, len):
 * Fold ${len} bytes of ${text}. Invalid UTF-8 counts as a space. Linear in
 * ${len}, bounded by what is kept; allocates nothing. *f is not copyable:
 * its words point into it.
 */
void fold(struct folded *f, const char *text, size_t len);

/* fold_is(f, i, "word"): is word i (i may be past the end: false) this one? */
bool fold_is(const struct folded *f, size_t i, const char *word);

/*
 * fold_phrase(f, i, "je voudrais"): do the words from i on read like this
 * (folded words separated by one space)? Returns how many words it took, or
 * 0. In the phrase, "a|b" is either word, and "?" after a word makes it
 * optional: "c|s est (pas|plus)" is not supported; "est pas|plus" is.
 */
size_t fold_phrase(const struct folded *f, size_t i, const char *phrase);

/* fold_find(f, from, phrase): first i >= from where it reads so; else count. */
size_t fold_find(const struct folded *f, size_t from, const char *phrase);

#endif
