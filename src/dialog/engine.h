/*
 * The conversation engine: one turn is a function of the conversation so far,
 * what was said, and the desk. No I/O, no clock, no JSON, no allocation.
 */
#ifndef ACCUEIL_DIALOG_ENGINE_H
#define ACCUEIL_DIALOG_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include "dialog/desk.h"
#include "dialog/dialog.h"

#define DIALOG_SAY_BYTES 1024

/* The office on whose behalf we speak. Strings borrowed. */
struct dialog_office {
	const char *name;     /* "Cabinet Dupont" */
	const char *greeting; /* its own first sentence, or NULL */
	bool person;          /* somebody can be put through */
};

struct dialog_in {
	const char *said; /* UTF-8 as the recogniser wrote it; "" = silence */
	size_t said_len;  /* bytes */
	const struct phone *caller_id; /* unknown when not shown */
	const struct dialog_office *office;
	const struct desk *desk;
	const char *last_said; /* our last sentence, to repeat; "" = none */
};

enum dialog_act { DIALOG_GO_ON, DIALOG_HANG_UP, DIALOG_TRANSFER };

enum dialog_note { /* what the log should know of the contact step */
	DIALOG_NOTE_NONE,
	DIALOG_NOTE_USING_CALLER_ID,
	DIALOG_NOTE_NO_CALLER_ID
};

struct dialog_out {
	bool failed; /* the desk failed: say nothing, keep nothing */
	char say[DIALOG_SAY_BYTES];
	enum dialog_act act;
	enum dialog_note note;
};

/* dialog_turn(d, in, out): the caller said something; *d moves. */
void dialog_turn(struct dialog *d, const struct dialog_in *in,
    struct dialog_out *out);

/* dialog_greet(office, out): the first sentence. */
void dialog_greet(const struct dialog_office *office,
    char out[DIALOG_SAY_BYTES]);

#endif
