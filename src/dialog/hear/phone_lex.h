/*
 * What each word of an utterance may be in a dictated telephone number:
 * a number, a filler, a correction, a thing counted ... phone_words.def holds
 * the words. Used by phone.c and phone_search.c only.
 */
#ifndef ACCUEIL_HEAR_PHONE_LEX_H
#define ACCUEIL_HEAR_PHONE_LEX_H

#include "dialog/hear/fold.h"

enum phone_token_kind {
	PHONE_OTHER,  /* no part of a number: ends a run of groups */
	PHONE_NUMBER, /* digits, or a cardinal begins here */
	PHONE_PLUS,
	PHONE_FILL,   /* from here on, see phone_words.def */
	PHONE_FIX,
	PHONE_PARDON,
	PHONE_NOT,
	PHONE_AGAIN,
	PHONE_OR,
	PHONE_TIMES,
	PHONE_HEARD,
	PHONE_LINE,
	PHONE_LABEL,
	PHONE_COUNT,
	PHONE_CLOCK,
	PHONE_MONTH
};

struct phone_token {
	uint8_t kind;  /* enum phone_token_kind */
	uint8_t words; /* how many words it takes, at least 1; of a number,
	                  those of the longest cardinal */
	uint8_t value; /* TIMES, HEARD: the number; LABEL: 1 when it stands
	                  only right before one */
};

struct phone_lexed {
	struct phone_token at[FOLD_WORDS]; /* one for each word, as if a
	                                      token began there */
};

void phone_lex(const struct folded *f, struct phone_lexed *lex);

#endif
