/*
 * A telephone number that a caller dictates.
 *
 * Digits in any grouping, words, both mixed; "double six", "triple zéro";
 * split compounds ("40 3", "60 18", "4 20 12"); "plus trente-trois", "0033",
 * "+33 (0)"; hesitations between groups; a correction ("non, pardon, 34")
 * replaces the last group only; misheard zeros ("ses héros", "véro") only
 * where nothing else fits. Too few or too many digits are unsure, never
 * completed.
 *
 * Sources: ITU-T E.164; ARCEP decision 2018-0881; Académie française and
 * Swiss/Belgian usage for septante, huitante, octante, nonante.
 */
#ifndef ACCUEIL_HEAR_PHONE_H
#define ACCUEIL_HEAR_PHONE_H

#include "base/phone.h"
#include "dialog/hear/fold.h"
#include "dialog/hear/heard.h"

#define HEAR_PHONE_DIGITS 24

enum hear_phone_why { /* why HEARD_UNSURE: the question to ask follows */
	HEAR_PHONE_FINE,
	HEAR_PHONE_SHORT,     /* some digits, not enough: "la suite ?" */
	HEAR_PHONE_LONG,      /* too many */
	HEAR_PHONE_AMBIGUOUS, /* two readings */
	HEAR_PHONE_INVALID    /* the right count, not a number that exists */
};

/* Digits dictated so far, over several turns. Plain data; all zero = none. */
struct hear_phone_partial {
	char digits[HEAR_PHONE_DIGITS + 1]; /* "0612", or "+3361"; "" = none */
	char groups[HEAR_PHONE_DIGITS + 1]; /* length of each group as '1'..'9'
	                                       characters: what a correction
	                                       replaces */
};

struct hear_phone {
	enum heard heard;
	enum hear_phone_why why;
	struct phone phone;                /* set when HEARD_EXACT */
	struct hear_phone_partial partial; /* what to keep for the next turn:
	                                      set when why is SHORT */
};

/*
 * hear_phone(f, before, out):
 * Hear a number in ${f}. ${before}, when not NULL and not empty, holds the
 * groups dictated in earlier turns: new digits are added to them, unless the
 * utterance holds a whole number by itself, or starts again ("je recommence").
 * A correction with ${before} replaces its last group.
 * Not a number, HEARD_NOTHING: digits that count or date ("2 questions", "à 14
 * heures", "le 3 mars"); those said to be of something else ("numéro de dossier
 * 123456789", "née le 12 05 1985"); fewer than eight that neither begin as a
 * number does nor go on with one ("le 15", "75002").
 */
void hear_phone(const struct folded *f,
    const struct hear_phone_partial *before, struct hear_phone *out);

#endif
