/*
 * From what was said to what the rules see: one utterance becomes one event,
 * by what the state listens for, with the facts it carries.
 */
#ifndef ACCUEIL_DIALOG_LISTEN_H
#define ACCUEIL_DIALOG_LISTEN_H

#include "dialog/engine.h"
#include "dialog/states.h"

struct listened {
	enum event event;
	char name[HEAR_NAME_BYTES];    /* a name said, wherever it was; or "" */
	struct contact contact;        /* EV_NUMBER: what was dictated */
	struct hear_phone_partial partial; /* EV_NUMBER_SHORT: digits so far */
};

void dialog_listen(const struct dialog *d, const struct dialog_in *in,
    struct listened *out);

#endif
