/*
 * One turn: listen, find the rule, do what it says, move, speak. All that is
 * particular to a state is in states.c; here only the contact step is known
 * by name, because the caller ID decides it.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "dialog/engine.h"
#include "dialog/listen.h"
#include "dialog/prompts.h"
#include "dialog/states.h"

#define MISHEARD_OFFERS_PERSON 3 /* the failed question that ends the asking */

struct turn { /* one turn under way */
	struct dialog *d;
	const struct dialog_in *in;
	const struct listened *heard;
	struct dialog_out *out;
};

static void
say(const struct turn *t, enum prompt prompt)
{
	const struct contact *contact = &t->d->contact;
	char domain[PROMPT_DOMAIN_BYTES] = "";
	struct phone phone = { "" };
	struct prompt_blanks blanks = { .office = t->in->office->name };

	if (contact->kind == CONTACT_PHONE)
		memcpy(phone.e164, contact->value, sizeof(phone.e164) - 1);
	if (contact->kind == CONTACT_EMAIL)
		prompt_domain(contact->value, domain);
	blanks.last2 = phone_last2(&phone);
	blanks.domain = domain;
	/* A tenant's name is bounded by its setting: what we say fits. */
	(void)prompt_say(prompt, &blanks, t->out->say, sizeof(t->out->say));
}

/* The question of the state we are in, by how often it has failed. */
static void
ask(const struct turn *t)
{
	const struct question *q = state_question(t->d);

	switch (t->d->misheard) {
	case 0:
		say(t, q->first);
		break;
	case 1:
		say(t, q->again);
		break;
	default:
		say(t, q->otherwise);
	}
}

/* Copy what the caller said, trimmed, cut between two characters. */
static void
keep_words(const struct turn *t, char out[DIALOG_TEXT_BYTES])
{
	const char *from = t->in->said;
	size_t len = t->in->said_len;

	while (len > 0 && isspace((unsigned char)*from)) {
		from++;
		len--;
	}
	if (len >= DIALOG_TEXT_BYTES)
		len = utf8_cut(from, DIALOG_TEXT_BYTES - 1);
	while (len > 0 && isspace((unsigned char)from[len - 1]))
		len--;
	memcpy(out, from, len);
	out[len] = '\0';
}

static bool
shown_may_serve(const struct turn *t)
{
	return phone_known(t->in->caller_id) && !t->d->shown_refused;
}

static void
keep_shown(const struct turn *t)
{
	struct contact *contact = &t->d->contact;

	*contact = (struct contact){ .kind = CONTACT_PHONE, .shown = true };
	memcpy(contact->value, t->in->caller_id->e164, PHONE_BYTES);
	t->out->note = DIALOG_NOTE_USING_CALLER_ID;
}

/* The contact step: the number that shows is confirmed, not asked. */
static enum dialog_state
contact_step(const struct turn *t)
{
	if (shown_may_serve(t)) {
		keep_shown(t);
		return STATE_CONTACT_CONFIRM;
	}
	if (!phone_known(t->in->caller_id))
		t->out->note = DIALOG_NOTE_NO_CALLER_ID;
	return STATE_QUALIF_CONTACT;
}

static enum dialog_state
next_step(const struct turn *t)
{
	enum dialog_state step = goal_next_step(t->d);

	return step == STATE_QUALIF_CONTACT ? contact_step(t) : step;
}

/* The third failure offers a person where there is one. */
static void
ask_again(const struct turn *t, enum prompt why)
{
	struct dialog *d = t->d;

	memset(&d->dictated, 0, sizeof(d->dictated));
	/* The caller cannot or will not dictate, and a number has come to
	 * show since we asked: use it. */
	if (d->state == STATE_QUALIF_CONTACT && shown_may_serve(t)) {
		d->state = contact_step(t);
		d->misheard = 0;
		d->person_offered = false;
		ask(t);
		return;
	}
	d->misheard++;
	if (d->misheard == 1 && why != PROMPT_NONE) {
		say(t, why);
		return;
	}
	if (d->misheard < MISHEARD_OFFERS_PERSON || d->person_offered) {
		ask(t);
		return;
	}
	d->misheard = 0;
	if (t->in->office->person)
		d->person_offered = true;
	else
		say(t, PROMPT_NO_PERSON);
	ask(t);
}

static void
set_goal(const struct turn *t, enum dialog_goal goal)
{
	if (t->d->goal == GOAL_NONE)
		t->d->goal = goal;
	if (t->d->name[0] == '\0')
		memcpy(t->d->name, t->heard->name, sizeof(t->d->name));
}

/* Another contact, or none, instead of the one we asked about: if that was
 * the number that shows, it is refused. */
static void
replace_contact(struct dialog *d, const struct contact *other)
{
	d->shown_refused |= d->contact.shown;
	d->contact = *other;
	memset(&d->dictated, 0, sizeof(d->dictated));
}

/* The request is recorded before it is said to be. */
static void
record(const struct turn *t)
{
	const struct desk *desk = t->in->desk;

	t->d->contact.confirmed = true;
	if (!desk->take_request(desk->world, t->d)) {
		t->out->failed = true;
		return;
	}
	say(t, goal_confirmed(t->d->goal));
	t->out->act = DIALOG_HANG_UP;
}

static void
repeat(const struct turn *t)
{
	if (t->in->last_said[0] == '\0') {
		ask(t);
		return;
	}
	snprintf(t->out->say, sizeof(t->out->say), "%s", t->in->last_said);
}

static void
perform(const struct turn *t, const struct rule *rule)
{
	struct dialog *d = t->d;

	switch (rule->doing) {
	case DO_NOTHING:
		break;
	case DO_GOAL_BOOKING:
		set_goal(t, GOAL_BOOKING);
		break;
	case DO_GOAL_CANCEL:
		set_goal(t, GOAL_CANCEL);
		break;
	case DO_GOAL_MODIFY:
		set_goal(t, GOAL_MODIFY);
		break;
	case DO_GOAL_PRESCRIPTION:
		set_goal(t, GOAL_PRESCRIPTION);
		break;
	case DO_GOAL_MESSAGE:
		set_goal(t, GOAL_MESSAGE);
		break;
	case DO_KEEP_NAME:
		memcpy(d->name, t->heard->name, sizeof(d->name));
		break;
	case DO_KEEP_REASON:
		keep_words(t, d->reason);
		break;
	case DO_KEEP_PREFERENCE:
		keep_words(t, d->preference);
		break;
	case DO_KEEP_DIGITS:
		d->dictated = t->heard->partial;
		break;
	case DO_KEEP_CONTACT:
		replace_contact(d, &t->heard->contact);
		break;
	case DO_KEEP_SHOWN:
		d->shown_refused = false;
		keep_shown(t);
		break;
	case DO_REFUSE_CONTACT:
		replace_contact(d, &(struct contact){ .kind = CONTACT_NONE });
		break;
	case DO_RECORD:
		record(t);
		break;
	case DO_REPEAT:
		repeat(t);
		break;
	case DO_ASK_AGAIN:
		ask_again(t, rule->say);
		break;
	case DO_HANG_UP:
		t->out->act = DIALOG_HANG_UP;
		break;
	case DO_TRANSFER:
		t->out->act = DIALOG_TRANSFER;
		break;
	}
}

static void
move(const struct turn *t, const struct rule *rule)
{
	if (rule->go == NEXT_STEP)
		t->d->state = next_step(t);
	else if (rule->go != SAME_STATE)
		t->d->state = (enum dialog_state)rule->go;
}

void
dialog_turn(struct dialog *d, const struct dialog_in *in,
    struct dialog_out *out)
{
	struct listened heard;
	struct turn t = { .d = d, .in = in, .heard = &heard, .out = out };
	const struct rule *rule;

	memset(out, 0, sizeof(*out));
	dialog_listen(d, in, &heard);
	rule = state_rule(d->state, heard.event);
	if (rule->doing != DO_ASK_AGAIN && rule->doing != DO_REPEAT) {
		d->misheard = 0;
		d->person_offered = false;
	}
	perform(&t, rule);
	if (out->failed)
		return;
	move(&t, rule);
	if (rule->doing != DO_ASK_AGAIN)
		say(&t, rule->say);
	if (rule->ask)
		ask(&t);
}

void
dialog_greet(const struct dialog_office *office, char out[DIALOG_SAY_BYTES])
{
	struct prompt_blanks blanks = { .office = office->name, .last2 = "",
		.domain = "" };

	out[0] = '\0';
	if (office->greeting != NULL)
		snprintf(out, DIALOG_SAY_BYTES, "%s", office->greeting);
	else
		(void)prompt_say(PROMPT_GREETING, &blanks, out,
		    DIALOG_SAY_BYTES);
}
