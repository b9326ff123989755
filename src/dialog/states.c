/*
 * The tables of the conversation. To change what the assistant does, change a
 * row here and the scripts of tests/conv/; the engine stays.
 */
#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "dialog/states.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))

#define ASK true   /* then ask the question of the state gone to */
#define HUSH false /* what was said is enough */

/* clang-format off */

/*
 * Rules. A state's own row comes before the row for any state; a state that
 * has neither takes its EV_NOTHING row.
 */
static const struct rule rules[] = {
	/* in                 heard            do                    say                         go to                  then */
	{ ANY_STATE,            EV_EMERGENCY,    DO_NOTHING,           PROMPT_EMERGENCY,           STATE_EMERGENCY,       HUSH },
	{ ANY_STATE,            EV_PERSON,       DO_TRANSFER,          PROMPT_TRANSFERRING,        STATE_TRANSFERRED,     HUSH },
	{ ANY_STATE,            EV_NO_PERSON,    DO_GOAL_MESSAGE,      PROMPT_TAKE_CALLBACK,       NEXT_STEP,             ASK },
	{ ANY_STATE,            EV_REPEAT,       DO_REPEAT,            PROMPT_NONE,                SAME_STATE,            HUSH },
	{ ANY_STATE,            EV_GOODBYE,      DO_HANG_UP,           PROMPT_GOODBYE,             SAME_STATE,            HUSH },
	{ ANY_STATE,            EV_DECLINED,     DO_NOTHING,           PROMPT_AS_YOU_WISH,         SAME_STATE,            ASK },
	{ ANY_STATE,            EV_NOTHING,      DO_ASK_AGAIN,         PROMPT_NONE,                SAME_STATE,            HUSH },

	{ STATE_START,          EV_BOOK,         DO_GOAL_BOOKING,      PROMPT_NONE,                NEXT_STEP,             ASK },
	{ STATE_START,          EV_CANCEL,       DO_GOAL_CANCEL,       PROMPT_TAKE_CANCEL,         NEXT_STEP,             ASK },
	{ STATE_START,          EV_MODIFY,       DO_GOAL_MODIFY,       PROMPT_TAKE_MODIFY,         NEXT_STEP,             ASK },
	{ STATE_START,          EV_PRESCRIPTION, DO_GOAL_PRESCRIPTION, PROMPT_TAKE_PRESCRIPTION,   NEXT_STEP,             ASK },
	{ STATE_START,          EV_QUESTION,     DO_GOAL_MESSAGE,      PROMPT_TAKE_QUESTION,       NEXT_STEP,             ASK },
	{ STATE_START,          EV_NOTHING,      DO_NOTHING,           PROMPT_NONE,                STATE_CLARIFY,         ASK },

	{ STATE_CLARIFY,        EV_BOOK,         DO_GOAL_BOOKING,      PROMPT_NONE,                NEXT_STEP,             ASK },
	{ STATE_CLARIFY,        EV_CANCEL,       DO_GOAL_CANCEL,       PROMPT_TAKE_CANCEL,         NEXT_STEP,             ASK },
	{ STATE_CLARIFY,        EV_MODIFY,       DO_GOAL_MODIFY,       PROMPT_TAKE_MODIFY,         NEXT_STEP,             ASK },
	{ STATE_CLARIFY,        EV_PRESCRIPTION, DO_GOAL_PRESCRIPTION, PROMPT_TAKE_PRESCRIPTION,   NEXT_STEP,             ASK },
	{ STATE_CLARIFY,        EV_QUESTION,     DO_GOAL_MESSAGE,      PROMPT_TAKE_QUESTION,       NEXT_STEP,             ASK },

	{ STATE_QUALIF_NAME,    EV_NAME,         DO_KEEP_NAME,         PROMPT_NONE,                NEXT_STEP,             ASK },
	{ STATE_CANCEL_NAME,    EV_NAME,         DO_KEEP_NAME,         PROMPT_NONE,                NEXT_STEP,             ASK },
	{ STATE_MODIFY_NAME,    EV_NAME,         DO_KEEP_NAME,         PROMPT_NONE,                NEXT_STEP,             ASK },

	{ STATE_QUALIF_MOTIF,   EV_WORDS,        DO_KEEP_REASON,       PROMPT_NONE,                NEXT_STEP,             ASK },
	{ STATE_PRESCRIPTION,   EV_WORDS,        DO_KEEP_REASON,       PROMPT_NONE,                NEXT_STEP,             ASK },
	{ STATE_QUALIF_PREF,    EV_WORDS,        DO_KEEP_PREFERENCE,   PROMPT_NONE,                NEXT_STEP,             ASK },

	{ STATE_QUALIF_CONTACT, EV_NUMBER,       DO_KEEP_CONTACT,      PROMPT_NONE,                STATE_CONTACT_CONFIRM, ASK },
	{ STATE_QUALIF_CONTACT, EV_THIS_NUMBER,  DO_KEEP_SHOWN,        PROMPT_NONE,                STATE_CONTACT_CONFIRM, ASK },
	{ STATE_QUALIF_CONTACT, EV_NOT_SHOWN,    DO_ASK_AGAIN,         PROMPT_NOT_SHOWN,           SAME_STATE,            HUSH },
	{ STATE_QUALIF_CONTACT, EV_NUMBER_SHORT, DO_KEEP_DIGITS,       PROMPT_GO_ON_DICTATING,     SAME_STATE,            HUSH },
	{ STATE_QUALIF_CONTACT, EV_NUMBER_LONG,  DO_ASK_AGAIN,         PROMPT_NUMBER_TOO_LONG,     SAME_STATE,            HUSH },
	{ STATE_QUALIF_CONTACT, EV_NUMBER_WRONG, DO_ASK_AGAIN,         PROMPT_NUMBER_NOT_VALID,    SAME_STATE,            HUSH },

	{ STATE_CONTACT_CONFIRM, EV_YES,          DO_RECORD,            PROMPT_NONE,                STATE_CONFIRMED,       HUSH },
	{ STATE_CONTACT_CONFIRM, EV_NO,           DO_REFUSE_CONTACT,    PROMPT_ASK_OTHER_NUMBER,    STATE_QUALIF_CONTACT,  HUSH },
	{ STATE_CONTACT_CONFIRM, EV_NUMBER,       DO_KEEP_CONTACT,      PROMPT_NONE,                STATE_CONTACT_CONFIRM, ASK },
	{ STATE_CONTACT_CONFIRM, EV_NO_PERSON,    DO_NOTHING,           PROMPT_TAKE_CALLBACK,       SAME_STATE,            ASK },

	{ STATE_CONFIRMED,      EV_NOTHING,      DO_HANG_UP,           PROMPT_CONFIRMED_ALREADY,   SAME_STATE,            HUSH },
	{ STATE_TRANSFERRED,    EV_NOTHING,      DO_TRANSFER,          PROMPT_TRANSFERRED_ALREADY, SAME_STATE,            HUSH },
	{ STATE_EMERGENCY,      EV_NOTHING,      DO_NOTHING,           PROMPT_EMERGENCY,           SAME_STATE,            HUSH },
};

/* What each state listens for and asks. WAIT_CONFIRM, CANCEL_CONFIRM,
 * MODIFY_CONFIRM, POST_FAQ and INTENT_ROUTER are the agenda's and the
 * questions': nothing leads there yet. */
static const struct {
	enum listens listens;
	struct question asks;
} states[STATE__COUNT] = {
	[STATE_START]           = { LISTENS_WISH,    { PROMPT_GREETING, PROMPT_CLARIFY, PROMPT_CLARIFY_OTHER } },
	[STATE_CLARIFY]         = { LISTENS_WISH,    { PROMPT_CLARIFY, PROMPT_CLARIFY_AGAIN, PROMPT_CLARIFY_OTHER } },
	[STATE_QUALIF_NAME]     = { LISTENS_NAME,    { PROMPT_ASK_NAME, PROMPT_ASK_NAME_AGAIN, PROMPT_ASK_NAME_OTHER } },
	[STATE_CANCEL_NAME]     = { LISTENS_NAME,    { PROMPT_ASK_NAME, PROMPT_ASK_NAME_AGAIN, PROMPT_ASK_NAME_OTHER } },
	[STATE_MODIFY_NAME]     = { LISTENS_NAME,    { PROMPT_ASK_NAME, PROMPT_ASK_NAME_AGAIN, PROMPT_ASK_NAME_OTHER } },
	[STATE_QUALIF_MOTIF]    = { LISTENS_WORDS,   { PROMPT_ASK_REASON, PROMPT_ASK_REASON_AGAIN, PROMPT_ASK_REASON_OTHER } },
	[STATE_PRESCRIPTION]    = { LISTENS_WORDS,   { PROMPT_ASK_MEDICINE, PROMPT_ASK_MEDICINE_AGAIN, PROMPT_ASK_MEDICINE_OTHER } },
	[STATE_QUALIF_PREF]     = { LISTENS_WORDS,   { PROMPT_ASK_PREFERENCE, PROMPT_ASK_PREFERENCE_AGAIN, PROMPT_ASK_PREFERENCE_OTHER } },
	[STATE_QUALIF_CONTACT]  = { LISTENS_CONTACT, { PROMPT_ASK_CONTACT, PROMPT_ASK_CONTACT_AGAIN, PROMPT_ASK_CONTACT_OTHER } },
	[STATE_CONTACT_CONFIRM] = { LISTENS_CONFIRM, { PROMPT_CONFIRM_SHOWN, PROMPT_CONFIRM_SHOWN_AGAIN, PROMPT_CONFIRM_SHOWN_OTHER } },
	[STATE_WAIT_CONFIRM]    = { LISTENS_WISH,    { PROMPT_CLARIFY, PROMPT_CLARIFY_AGAIN, PROMPT_CLARIFY_OTHER } },
	[STATE_CANCEL_CONFIRM]  = { LISTENS_WISH,    { PROMPT_CLARIFY, PROMPT_CLARIFY_AGAIN, PROMPT_CLARIFY_OTHER } },
	[STATE_MODIFY_CONFIRM]  = { LISTENS_WISH,    { PROMPT_CLARIFY, PROMPT_CLARIFY_AGAIN, PROMPT_CLARIFY_OTHER } },
	[STATE_POST_FAQ]        = { LISTENS_WISH,    { PROMPT_CLARIFY, PROMPT_CLARIFY_AGAIN, PROMPT_CLARIFY_OTHER } },
	[STATE_INTENT_ROUTER]   = { LISTENS_WISH,    { PROMPT_CLARIFY, PROMPT_CLARIFY_AGAIN, PROMPT_CLARIFY_OTHER } },
	[STATE_CONFIRMED]       = { LISTENS_END,     { PROMPT_NONE, PROMPT_NONE, PROMPT_NONE } },
	[STATE_TRANSFERRED]     = { LISTENS_END,     { PROMPT_NONE, PROMPT_NONE, PROMPT_NONE } },
	[STATE_EMERGENCY]       = { LISTENS_END,     { PROMPT_NONE, PROMPT_NONE, PROMPT_NONE } },
};

/* The same question of another thing. */
static const struct question ask_message =
	{ PROMPT_ASK_MESSAGE, PROMPT_ASK_MESSAGE_AGAIN, PROMPT_ASK_MESSAGE_OTHER };
static const struct question confirm_dictated =
	{ PROMPT_CONFIRM_DICTATED, PROMPT_CONFIRM_DICTATED_AGAIN, PROMPT_CONFIRM_DICTATED_OTHER };
static const struct question confirm_email =
	{ PROMPT_CONFIRM_EMAIL, PROMPT_CONFIRM_EMAIL_AGAIN, PROMPT_CONFIRM_EMAIL_OTHER };
static const struct question offer_person =
	{ PROMPT_OFFER_PERSON, PROMPT_OFFER_PERSON_AGAIN, PROMPT_OFFER_PERSON_AGAIN };

/* What each goal needs to know, in the order it is asked; the contact last. */
#define STEPS 4
static const struct {
	enum dialog_state step[STEPS]; /* unused ones are STATE_START */
	enum prompt confirmed;
} goals[GOAL__COUNT] = {
	[GOAL_NONE]         = { { STATE_CLARIFY }, PROMPT_CONFIRMED_MESSAGE },
	[GOAL_BOOKING]      = { { STATE_QUALIF_NAME, STATE_QUALIF_MOTIF, STATE_QUALIF_PREF, STATE_QUALIF_CONTACT }, PROMPT_CONFIRMED_BOOKING },
	[GOAL_CANCEL]       = { { STATE_CANCEL_NAME, STATE_QUALIF_CONTACT }, PROMPT_CONFIRMED_CANCEL },
	[GOAL_MODIFY]       = { { STATE_MODIFY_NAME, STATE_QUALIF_PREF, STATE_QUALIF_CONTACT }, PROMPT_CONFIRMED_MODIFY },
	[GOAL_PRESCRIPTION] = { { STATE_PRESCRIPTION, STATE_QUALIF_NAME, STATE_QUALIF_CONTACT }, PROMPT_CONFIRMED_PRESCRIPTION },
	[GOAL_MESSAGE]      = { { STATE_QUALIF_MOTIF, STATE_QUALIF_NAME, STATE_QUALIF_CONTACT }, PROMPT_CONFIRMED_MESSAGE },
};

/* clang-format on */

static const struct rule *
find_rule(int in, enum event heard)
{
	for (size_t i = 0; i < LENGTH(rules); i++) {
		if (rules[i].in == in && rules[i].heard == heard)
			return &rules[i];
	}
	return NULL;
}

const struct rule *
state_rule(enum dialog_state state, enum event heard)
{
	const struct rule *rule;

	if ((rule = find_rule((int)state, heard)) != NULL)
		return rule;
	/* Over is over: nothing but an emergency moves an ended call. */
	if (states[state].listens == LISTENS_END && heard != EV_EMERGENCY)
		return find_rule((int)state, EV_NOTHING);
	if ((rule = find_rule(ANY_STATE, heard)) != NULL)
		return rule;
	if ((rule = find_rule((int)state, EV_NOTHING)) != NULL)
		return rule;
	rule = find_rule(ANY_STATE, EV_NOTHING);
	assert(rule != NULL);
	return rule;
}

const struct rule *
state_rules(size_t *count)
{
	*count = LENGTH(rules);
	return rules;
}

enum listens
state_listens(enum dialog_state state)
{
	return states[state].listens;
}

const struct question *
state_question(const struct dialog *d)
{
	if (d->person_offered)
		return &offer_person;
	if (d->state == STATE_QUALIF_MOTIF && d->goal == GOAL_MESSAGE)
		return &ask_message;
	if (d->state == STATE_CONTACT_CONFIRM && !d->contact.shown)
		return d->contact.kind == CONTACT_EMAIL ? &confirm_email
		                                        : &confirm_dictated;
	return &states[d->state].asks;
}

static bool
step_answered(const struct dialog *d, enum dialog_state step)
{
	switch (step) {
	case STATE_QUALIF_NAME:
	case STATE_CANCEL_NAME:
	case STATE_MODIFY_NAME:
		return d->name[0] != '\0';
	case STATE_QUALIF_MOTIF:
	case STATE_PRESCRIPTION:
		return d->reason[0] != '\0';
	case STATE_QUALIF_PREF:
		return d->preference[0] != '\0';
	default:
		return false;
	}
}

enum dialog_state
goal_next_step(const struct dialog *d)
{
	for (size_t i = 0; i < STEPS; i++) {
		enum dialog_state step = goals[d->goal].step[i];

		if (step != STATE_START && !step_answered(d, step))
			return step;
	}
	return STATE_CLARIFY;
}

enum prompt
goal_confirmed(enum dialog_goal goal)
{
	return goals[goal].confirmed;
}

static const char *const state_names[STATE__COUNT] = {
#define X(name) [STATE_##name] = #name,
	DIALOG_STATES(X)
#undef X
};

static const char *const goal_names[GOAL__COUNT] = {
#define X(name, word) [GOAL_##name] = word,
	DIALOG_GOALS(X)
#undef X
};

const char *
dialog_state_name(enum dialog_state state)
{
	return state_names[state];
}

const char *
dialog_goal_name(enum dialog_goal goal)
{
	return goal_names[goal];
}

/* The index of ${word} in ${table}, or ${count}. */
static size_t
find_word(const char *const *table, size_t count, const char *word)
{
	size_t i = 0;

	while (i < count && strcmp(table[i], word) != 0)
		i++;
	return i;
}

bool
dialog_state_parse(const char *name, enum dialog_state *out)
{
	size_t i = find_word(state_names, STATE__COUNT, name);

	if (i < STATE__COUNT)
		*out = (enum dialog_state)i;
	return i < STATE__COUNT;
}

bool
dialog_goal_parse(const char *name, enum dialog_goal *out)
{
	size_t i = find_word(goal_names, GOAL__COUNT, name);

	if (i < GOAL__COUNT)
		*out = (enum dialog_goal)i;
	return i < GOAL__COUNT;
}

void
dialog_init(struct dialog *d)
{
	memset(d, 0, sizeof(*d)); /* STATE_START, GOAL_NONE: both 0 */
}

bool
dialog_ended(const struct dialog *d)
{
	return states[d->state].listens == LISTENS_END;
}
