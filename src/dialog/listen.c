/*
 * One function a kind of listening; the table at the end joins them. What
 * every state hears (an emergency, a wish for a person, "repeat", a goodbye)
 * comes first, but that a message may speak of persons, and that a caller who
 * confirms may say goodbye in the same breath.
 */
#include <string.h>

#include "dialog/hear/intent.h"
#include "dialog/hear/manner.h"
#include "dialog/hear/this_number.h"
#include "dialog/hear/yesno.h"
#include "dialog/listen.h"

struct ear { /* what the listening functions share */
	const struct dialog *d;
	const struct dialog_in *in;
	const struct folded *words;
	enum intent intent;
	struct listened *out;
};

typedef enum event listener(const struct ear *ear);

static enum event
wants_person(const struct ear *ear)
{
	return ear->in->office->person ? EV_PERSON : EV_NO_PERSON;
}

/* "Que quelqu'un me rappelle" is the message. */
static bool
takes_message(const struct dialog *d)
{
	return d->goal == GOAL_MESSAGE &&
	    state_listens(d->state) == LISTENS_WORDS;
}

/* Intents that mean the same in every state. */
static enum event
everywhere(const struct ear *ear)
{
	switch (ear->intent) {
	case INTENT_EMERGENCY:
		return EV_EMERGENCY;
	case INTENT_TRANSFER:
		return takes_message(ear->d) ? EV_NOTHING : wants_person(ear);
	case INTENT_REPEAT:
		return EV_REPEAT;
	case INTENT_ABANDON:
		return EV_GOODBYE;
	default:
		return EV_NOTHING;
	}
}

static enum event
listen_wish(const struct ear *ear)
{
	static const enum event wishes[INTENT__COUNT] = {
		[INTENT_BOOKING] = EV_BOOK,
		[INTENT_CANCEL] = EV_CANCEL,
		[INTENT_MODIFY] = EV_MODIFY,
		[INTENT_PRESCRIPTION] = EV_PRESCRIPTION,
		[INTENT_FAQ] = EV_QUESTION,
	};

	if (hear_name(ear->words, false, ear->out->name) != HEARD_EXACT)
		ear->out->name[0] = '\0';
	return wishes[ear->intent];
}

/* A doubtful name is asked again once, then taken: the office will ring back
 * and can ask; a caller held at his own name hangs up. */
static enum event
listen_name(const struct ear *ear)
{
	enum heard heard = hear_name(ear->words, true, ear->out->name);

	if (heard == HEARD_EXACT ||
	    (heard == HEARD_UNSURE && ear->d->misheard > 0 &&
	        ear->out->name[0] != '\0'))
		return EV_NAME;
	return EV_NOTHING;
}

/* Nothing but a yes, a no, a number or politeness: no open question is
 * answered by that. */
static bool
says_nothing(const struct folded *words)
{
	static const char bare[] = "oui|ouais|si|non|ok|d|accord|voila|merci|"
				   "bien|sur|madame|monsieur|s|il|vous|plait";

	for (size_t i = 0; i < words->count; i++) {
		if (words->word[i].is_number == 0 &&
		    fold_phrase(words, i, bare) == 0)
			return false;
	}
	return true;
}

static enum event
listen_words(const struct ear *ear)
{
	switch (hear_manner(ear->words)) {
	case MANNER_SPEECH:
	case MANNER_PARTIAL:
	case MANNER_OVERLAP:
		break;
	default:
		return EV_NOTHING;
	}
	return says_nothing(ear->words) ? EV_NOTHING : EV_WORDS;
}

static void
keep_phone(struct contact *contact, const struct phone *phone)
{
	*contact = (struct contact){ .kind = CONTACT_PHONE };
	memcpy(contact->value, phone->e164, sizeof(phone->e164));
}

static bool
dictated_email(const struct ear *ear)
{
	struct contact *contact = &ear->out->contact;
	char address[HEAR_EMAIL_BYTES];

	if (hear_email(ear->words, address) != HEARD_EXACT)
		return false;
	*contact = (struct contact){ .kind = CONTACT_EMAIL };
	memcpy(contact->value, address, sizeof(address));
	return true;
}

static enum event
dictated_number(const struct ear *ear)
{
	static const enum event why[] = {
		[HEAR_PHONE_FINE] = EV_NUMBER_WRONG,
		[HEAR_PHONE_SHORT] = EV_NUMBER_SHORT,
		[HEAR_PHONE_LONG] = EV_NUMBER_LONG,
		[HEAR_PHONE_AMBIGUOUS] = EV_NUMBER_WRONG,
		[HEAR_PHONE_INVALID] = EV_NUMBER_WRONG,
	};
	struct hear_phone number;

	hear_phone(ear->words, &ear->d->dictated, &number);
	if (number.heard == HEARD_NOTHING)
		return EV_NOTHING;
	if (number.heard == HEARD_EXACT) {
		keep_phone(&ear->out->contact, &number.phone);
		return EV_NUMBER;
	}
	ear->out->partial = number.partial;
	return why[number.why];
}

static enum event
listen_contact(const struct ear *ear)
{
	enum event number;

	if (dictated_email(ear))
		return EV_NUMBER;
	if ((number = dictated_number(ear)) != EV_NOTHING)
		return number;
	if (hear_this_number(ear->words))
		return phone_known(ear->in->caller_id) ? EV_THIS_NUMBER
		                                       : EV_NOT_SHOWN;
	return EV_NOTHING;
}

/* "Non, c'est le 06 ..." is the other number already; digits alone that are
 * no whole number ("oui, 14") leave the yes or the no to speak. */
static enum event
listen_confirm(const struct ear *ear)
{
	enum asked asked = ear->d->contact.shown ? ASKED_MINE : ASKED_CONFIRM;

	if (dictated_email(ear) || dictated_number(ear) == EV_NUMBER)
		return EV_NUMBER;
	switch (hear_yesno(ear->words, asked)) {
	case YESNO_YES:
		return EV_YES;
	case YESNO_NO:
		return EV_NO;
	default:
		return EV_NOTHING;
	}
}

/* "Voulez-vous que je vous passe quelqu'un ?" What is neither a yes nor a no
 * is left to the state. */
static enum event
listen_offer(const struct ear *ear)
{
	switch (hear_yesno(ear->words, ASKED_WISH)) {
	case YESNO_YES:
		return wants_person(ear); /* a reload may have taken it away */
	case YESNO_NO:
		return EV_DECLINED;
	default:
		return EV_NOTHING;
	}
}

static enum event
listen_end(const struct ear *ear)
{
	(void)ear;
	return EV_NOTHING;
}

static listener *const listeners[] = {
	[LISTENS_WISH] = listen_wish,
	[LISTENS_NAME] = listen_name,
	[LISTENS_WORDS] = listen_words,
	[LISTENS_CONTACT] = listen_contact,
	[LISTENS_CONFIRM] = listen_confirm,
	[LISTENS_END] = listen_end,
};

/* "Oui, c'est ça, au revoir" is a yes; "non merci, au revoir" a goodbye. */
static bool
beats_goodbye(enum event heard)
{
	return heard == EV_YES || heard == EV_NUMBER ||
	    heard == EV_THIS_NUMBER;
}

void
dialog_listen(const struct dialog *d, const struct dialog_in *in,
    struct listened *out)
{
	struct folded words;
	struct ear ear = { .d = d, .in = in, .words = &words, .out = out };
	enum event own;

	memset(out, 0, sizeof(*out));
	fold(&words, in->said, in->said_len);
	ear.intent = hear_intent(&words);
	if (d->person_offered && (out->event = listen_offer(&ear)) != EV_NOTHING)
		return;
	out->event = everywhere(&ear);
	if (out->event != EV_NOTHING && out->event != EV_GOODBYE)
		return;
	own = listeners[state_listens(d->state)](&ear);
	if (out->event == EV_NOTHING || beats_goodbye(own))
		out->event = own;
}
