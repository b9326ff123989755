/*
 * Which of the slots we offered: by ordinal or number, with or without a
 * marker, by the day and/or the hour when that singles one out, "le dernier",
 * "aucun", "plutôt le suivant". A lone "oui" before several is unsure.
 * Digits inside another meaning are not a choice.
 */
#ifndef ACCUEIL_HEAR_CHOICE_H
#define ACCUEIL_HEAR_CHOICE_H

#include "dialog/hear/fold.h"
#include "dialog/hear/heard.h"
#include "dialog/hear/when.h"

#define CHOICE_MAX 4
#define CHOICE_NONE_OF_THEM 0

struct choice_offer {
	struct when_date date; /* month 0: weekday only */
	int8_t weekday;        /* 0 = Monday */
	int16_t minute;        /* of the day */
};

/*
 * hear_choice(f, offers, count, now, picked):
 * ${count} is 1..CHOICE_MAX offers, in the order they were spoken.
 * HEARD_EXACT with *picked 1..count, or CHOICE_NONE_OF_THEM for "aucun",
 * "non", "vous avez autre chose ?"; HEARD_UNSURE when it speaks of them
 * without singling one out; HEARD_NOTHING when it speaks of anything else,
 * another day or hour among it: that is a new wish, for hear_when().
 */
enum heard hear_choice(const struct folded *f,
    const struct choice_offer *offers, size_t count,
    const struct when_now *now, int *picked);

#endif
