/*
 * The conversation as tables: what each goal asks, what each state says, and
 * where each thing heard leads. The engine walks them; it knows no state by
 * name but the contact step's.
 */
#ifndef ACCUEIL_DIALOG_STATES_H
#define ACCUEIL_DIALOG_STATES_H

#include <stdbool.h>
#include <stddef.h>

#include "dialog/dialog.h"
#include "dialog/prompts.h"

/* What was heard, as the rules see it. */
enum event {
	EV_NOTHING,      /* not understood, or nothing that answers */
	EV_EMERGENCY,
	EV_PERSON,       /* wants a person, and there is one */
	EV_NO_PERSON,    /* wants a person, and there is none */
	EV_DECLINED,     /* does not want the person we offered */
	EV_REPEAT,
	EV_GOODBYE,
	EV_BOOK,
	EV_CANCEL,
	EV_MODIFY,
	EV_PRESCRIPTION,
	EV_QUESTION,
	EV_NAME,
	EV_WORDS,        /* free words, where free words answer */
	EV_YES,
	EV_NO,
	EV_NUMBER,       /* a whole number or address, dictated */
	EV_NUMBER_SHORT, /* its beginning: the rest may follow */
	EV_NUMBER_LONG,
	EV_NUMBER_WRONG,
	EV_THIS_NUMBER,  /* "the one I call from", and it shows */
	EV_NOT_SHOWN,    /* the same, and it does not */
	EV__COUNT
};

/* What a state listens for, beyond what every state does. */
enum listens {
	LISTENS_WISH,    /* what the call is for */
	LISTENS_NAME,
	LISTENS_WORDS,   /* a reason, a message, a preference */
	LISTENS_CONTACT, /* a number or an address */
	LISTENS_CONFIRM, /* yes or no, or another number */
	LISTENS_END      /* nothing: the conversation is over */
};

/* What a rule does to the conversation, besides moving it. */
enum doing {
	DO_NOTHING,
	DO_GOAL_BOOKING,
	DO_GOAL_CANCEL,
	DO_GOAL_MODIFY,
	DO_GOAL_PRESCRIPTION,
	DO_GOAL_MESSAGE,
	DO_KEEP_NAME,
	DO_KEEP_REASON,
	DO_KEEP_PREFERENCE,
	DO_KEEP_DIGITS,    /* of a number dictated in several turns */
	DO_KEEP_CONTACT,   /* what was dictated, to be confirmed */
	DO_KEEP_SHOWN,     /* the caller ID, to be confirmed */
	DO_REFUSE_CONTACT, /* not this one */
	DO_RECORD,         /* confirmed: the desk takes the request */
	DO_REPEAT,         /* our last sentence again */
	DO_ASK_AGAIN,      /* count the failure and ask otherwise */
	DO_HANG_UP,
	DO_TRANSFER
};

#define ANY_STATE STATE__COUNT
/* Pseudo-states to go to. */
#define SAME_STATE (STATE__COUNT + 1)
#define NEXT_STEP (STATE__COUNT + 2) /* the goal's first unanswered step */

struct rule {
	int in; /* enum dialog_state or ANY_STATE */
	enum event heard;
	enum doing doing;
	enum prompt say; /* first */
	int go;          /* enum dialog_state, SAME_STATE or NEXT_STEP */
	bool ask;        /* then the question of the state gone to */
};

/* state_rule(state, heard): its own row, else the one for any state. */
const struct rule *state_rule(enum dialog_state state, enum event heard);

/* Every row, for the tests and the manual. */
const struct rule *state_rules(size_t *count);

struct question { /* how a state asks: first, then after each failure */
	enum prompt first, again, otherwise;
};

enum listens state_listens(enum dialog_state state);

/* state_question(d): what d's state asks, given what is known. */
const struct question *state_question(const struct dialog *d);

/* goal_next_step(d): the first step of d's goal that has no answer yet;
 * QUALIF_CONTACT stands for the contact step. */
enum dialog_state goal_next_step(const struct dialog *d);

/* goal_confirmed(goal): what is said once its request is recorded. */
enum prompt goal_confirmed(enum dialog_goal goal);

#endif
