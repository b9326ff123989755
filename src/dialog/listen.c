/*
 * One function a kind of listening; the table at the end joins them. What
 * every state hears (an emergency, a wish for a person, "repeat") comes first,
 * unless the state is answered by free words that may hold anything.
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

/* Intents that mean the same in every state. */
static enum event
everywhere(const struct ear *ear)
{
	switch (ear->intent) {
	case INTENT_EMERGENCY:
		return EV_EMERGENCY;
	case INTENT_TRANSFER:
		return wants_person(ear);
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

static enum event
listen_words(const struct ear *ear)
{
	bool digits_only = true;

	switch (hear_manner(ear->words)) {
	case MANNER_SPEECH:
	case MANNER_PARTIAL:
	case MANNER_OVERLAP:
		break;
	default:
		return EV_NOTHING;
	}
	/* A bare yes or no answers no open question. */
	if (ear->intent == INTENT_YES || ear->intent == INTENT_NO)
		return EV_NOTHING;
	for (size_t i = 0; i < ear->words->count; i++)
		digits_only &= ear->words->word[i].is_number != 0;
	return digits_only ? EV_NOTHING : EV_WORDS;
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

void
dialog_listen(const struct dialog *d, const struct dialog_in *in,
    struct listened *out)
{
	struct folded words;
	struct ear ear = { .d = d, .in = in, .words = &words, .out = out };

	memset(out, 0, sizeof(*out));
	fold(&words, in->said, in->said_len);
	ear.intent = hear_intent(&words);
	if (d->person_offered && (out->event = listen_offer(&ear)) != EV_NOTHING)
		return;
	if ((out->event = everywhere(&ear)) != EV_NOTHING)
		return;
	out->event = listeners[state_listens(d->state)](&ear);
}
