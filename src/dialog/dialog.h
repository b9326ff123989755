/*
 * What the conversation knows, between two turns. Plain data: copied whole to
 * remember the state before a turn, put back whole to undo it.
 */
#ifndef ACCUEIL_DIALOG_DIALOG_H
#define ACCUEIL_DIALOG_DIALOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/phone.h"
#include "dialog/hear/email.h"
#include "dialog/hear/name.h"
#include "dialog/hear/phone.h"

/* Names as the log and the store spell them: never rename. */
#define DIALOG_STATES(X)   \
	X(START)           \
	X(CLARIFY)         \
	X(QUALIF_NAME)     \
	X(QUALIF_MOTIF)    \
	X(QUALIF_PREF)     \
	X(QUALIF_CONTACT)  \
	X(CONTACT_CONFIRM) \
	X(WAIT_CONFIRM)    \
	X(CANCEL_NAME)     \
	X(CANCEL_CONFIRM)  \
	X(MODIFY_NAME)     \
	X(MODIFY_CONFIRM)  \
	X(POST_FAQ)        \
	X(INTENT_ROUTER)   \
	X(PRESCRIPTION)    \
	X(CONFIRMED)       \
	X(TRANSFERRED)     \
	X(EMERGENCY)

enum dialog_state {
#define X(name) STATE_##name,
	DIALOG_STATES(X)
#undef X
	STATE__COUNT
};

/* What the call is for; each has its own steps (states.c). */
#define DIALOG_GOALS(X)               \
	X(NONE, "none")               \
	X(BOOKING, "booking")         \
	X(CANCEL, "cancel")           \
	X(MODIFY, "modify")           \
	X(PRESCRIPTION, "prescription") \
	X(MESSAGE, "message")

enum dialog_goal {
#define X(name, word) GOAL_##name,
	DIALOG_GOALS(X)
#undef X
	GOAL__COUNT
};

enum contact_kind { CONTACT_NONE, CONTACT_PHONE, CONTACT_EMAIL };

struct contact {
	enum contact_kind kind;
	bool shown;     /* it is the caller ID, not what the caller dictated */
	bool confirmed; /* the caller said that it is right */
	char value[HEAR_EMAIL_BYTES]; /* E.164, or an address; "" = none */
};

#define DIALOG_TEXT_BYTES 400 /* a reason, a preference: the caller's words */

struct dialog {
	enum dialog_state state;
	enum dialog_goal goal;
	char name[HEAR_NAME_BYTES];         /* "" = not said yet */
	char reason[DIALOG_TEXT_BYTES];     /* "" = not said yet */
	char preference[DIALOG_TEXT_BYTES]; /* "" = not said yet */
	struct contact contact;
	struct hear_phone_partial dictated; /* digits so far, this number */
	bool shown_refused;   /* the caller said the shown number is not his */
	bool person_offered;  /* our last question was "a person?" */
	uint8_t misheard;     /* questions failed in a row */
};

/* dialog_init(d): a conversation that has not begun. */
void dialog_init(struct dialog *d);

/* dialog_ended(d): CONFIRMED, TRANSFERRED or EMERGENCY. */
bool dialog_ended(const struct dialog *d);

const char *dialog_state_name(enum dialog_state state);
bool dialog_state_parse(const char *name, enum dialog_state *out);
const char *dialog_goal_name(enum dialog_goal goal);
bool dialog_goal_parse(const char *name, enum dialog_goal *out);

#endif
