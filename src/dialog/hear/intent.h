/*
 * What the caller wants, at the start and in any state. Priority where
 * several are said: EMERGENCY, TRANSFER (a person), then the rest by the
 * table. Keyword traps ("je rappelle pour prendre rendez-vous", "changer mon
 * pansement", "conditions d'annulation", "accident le mois dernier", "j'ai 2
 * questions") are rows of the table with the cases that prove them.
 */
#ifndef ACCUEIL_HEAR_INTENT_H
#define ACCUEIL_HEAR_INTENT_H

#include "dialog/hear/fold.h"
#include "dialog/hear/heard.h"

enum intent { /* names as `accueilctl hear` prints them */
	INTENT_UNCLEAR,
	INTENT_BOOKING,
	INTENT_CANCEL,
	INTENT_MODIFY,
	INTENT_FAQ,
	INTENT_PRESCRIPTION,
	INTENT_TRANSFER,
	INTENT_EMERGENCY,
	INTENT_REPEAT,
	INTENT_ABANDON, /* stop, goodbye */
	INTENT_YES,
	INTENT_NO,
	INTENT__COUNT
};

enum intent hear_intent(const struct folded *f);

/* intent_name(i): "BOOKING"; for the log and accueilctl. */
const char *intent_name(enum intent i);

#endif
