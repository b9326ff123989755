/*
 * Yes and no, as callers say them, by what was asked.
 *
 * Negation beats affirmation ("oui mais en fait non", "oui, je ne pourrai pas
 * venir" answers no to "viendrez-vous"), except in set phrases ("pas de
 * problème", "pourquoi pas", "je ne dis pas non" are yes). A "oui" before an
 * open question means nothing.
 */
#ifndef ACCUEIL_HEAR_YESNO_H
#define ACCUEIL_HEAR_YESNO_H

#include "dialog/hear/fold.h"

enum yesno {
	YESNO_NOTHING, /* says neither */
	YESNO_UNSURE,  /* "peut-être", "oui non", "je crois" */
	YESNO_YES,
	YESNO_NO
};

enum asked {
	ASKED_OPEN,        /* no yes-or-no question was asked */
	ASKED_CONFIRM,     /* "c'est bien ça ?": of something we said */
	ASKED_MINE,        /* "c'est bien le vôtre ?": of a number shown */
	ASKED_WISH         /* "voulez-vous que ... ?", "ça vous va ?" */
};

enum yesno hear_yesno(const struct folded *f, enum asked asked);

#endif
