/*
 * See tool.h. One row a tool; each runs inside the transaction that keeps its
 * answer, on the session as it then is.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "calls/faq.h"
#include "calls/journal.h"
#include "calls/tool_work.h"
#include "dialog/hear/email.h"
#include "dialog/prompts.h"

#define KEY_BYTES STORE_KEY_BYTES

/* --- saying ------------------------------------------------------------- */

void
tool_say(struct doing *d, enum prompt prompt,
    const struct prompt_blanks *blanks)
{
	d->answer->text[0] = '\0';
	(void)prompt_say(prompt, blanks, d->answer->text,
	    sizeof(d->answer->text));
}

/* ${last2} and ${domain} are those of the contact that the prompt is of. */
static void
answer_with(struct doing *d, enum prompt prompt, const char *last2,
    const char *domain)
{
	const struct prompt_blanks blanks = {
		.office = d->tenant != NULL ? d->tenant->name : "",
		.last2 = last2,
		.domain = domain,
	};

	tool_say(d, prompt, &blanks);
}

static void
answer(struct doing *d, enum prompt prompt)
{
	answer_with(d, prompt, "", "");
}

static void
answer_shown(struct doing *d)
{
	answer_with(d, PROMPT_TOOL_NUMBER_SHOWN,
	    phone_last2(&d->w.s.customer_phone), "");
}

static void
answer_dictated(struct doing *d)
{
	const char *value = d->w.s.dialog.contact.value;
	char domain[PROMPT_DOMAIN_BYTES];
	struct phone number = { "" };

	if (d->w.s.dialog.contact.kind == CONTACT_EMAIL) {
		prompt_domain(value, domain);
		answer_with(d, PROMPT_TOOL_CONTACT_EMAIL, "", domain);
		return;
	}
	memcpy(number.e164, value, sizeof(number.e164) - 1);
	answer_with(d, PROMPT_TOOL_CONTACT_DICTATED, phone_last2(&number),
	    "");
}

enum store_rc
tool_fail(struct doing *d, enum prompt prompt)
{
	answer(d, prompt);
	d->answer->error = true;
	return STORE_OK;
}

/* A text of ours, cut between two characters if it is too long. */
static void
answer_text(struct doing *d, const char *text)
{
	size_t len = strlen(text);

	if (len >= sizeof(d->answer->text))
		len = utf8_cut(text, sizeof(d->answer->text) - 1);
	memcpy(d->answer->text, text, len);
	d->answer->text[len] = '\0';
}

/* --- the tools ---------------------------------------------------------- */

static enum store_rc
run_caller_id(struct store_txn *txn, struct doing *d, struct err *err)
{
	(void)txn;
	(void)err;
	if (!phone_known(&d->w.s.customer_phone))
		answer(d, PROMPT_TOOL_NUMBER_UNKNOWN);
	else if (d->w.s.dialog.shown_refused)
		answer(d, PROMPT_TOOL_CONTACT_REFUSED);
	else
		answer_shown(d);
	return STORE_OK;
}

/* What the caller dictated becomes the contact, to be confirmed. */
static bool
keep_dictated(struct doing *d)
{
	struct contact *contact = &d->w.s.dialog.contact;
	const char *text = d->call->args.contact;
	struct hear_phone number;
	struct folded words;
	char address[HEAR_EMAIL_BYTES];

	fold(&words, text, strlen(text));
	hear_phone(&words, NULL, &number);
	if (number.heard == HEARD_EXACT) {
		*contact = (struct contact){ .kind = CONTACT_PHONE };
		memcpy(contact->value, number.phone.e164, PHONE_BYTES);
		return true;
	}
	if (hear_email(&words, address) != HEARD_EXACT)
		return false;
	*contact = (struct contact){ .kind = CONTACT_EMAIL };
	memcpy(contact->value, address, sizeof(address));
	return true;
}

/* Which contact is meant: what was dictated, else the one noted before, else
 * the number that shows, unless the caller said that it is not his. */
static bool
find_contact(struct doing *d)
{
	struct contact *contact = &d->w.s.dialog.contact;
	const struct phone *shown = &d->w.s.customer_phone;

	if (d->call->args.contact[0] != '\0')
		return keep_dictated(d);
	if (contact->kind != CONTACT_NONE)
		return true;
	if (!phone_known(shown) || d->w.s.dialog.shown_refused)
		return false;
	*contact = (struct contact){ .kind = CONTACT_PHONE, .shown = true };
	memcpy(contact->value, shown->e164, PHONE_BYTES);
	return true;
}

static enum store_rc
run_confirm_contact(struct store_txn *txn, struct doing *d, struct err *err)
{
	struct dialog *dialog = &d->w.s.dialog;
	bool dictated = d->call->args.contact[0] != '\0';

	(void)txn;
	(void)err;
	if (d->call->args.confirmed == TOOL_REFUSED) {
		/* caller_id reads the number out and notes none. */
		dialog->shown_refused |= dialog->contact.shown ||
		    dialog->contact.kind == CONTACT_NONE;
		dialog->contact = (struct contact){ .kind = CONTACT_NONE };
	}
	if (d->call->args.confirmed == TOOL_REFUSED && !dictated) {
		answer(d, PROMPT_TOOL_CONTACT_REFUSED);
		return STORE_OK;
	}
	if (!find_contact(d))
		return tool_fail(d, dictated ? PROMPT_TOOL_CONTACT_UNCLEAR
		                        : PROMPT_TOOL_NUMBER_UNKNOWN);
	if (d->call->args.confirmed == TOOL_CONFIRMED) {
		dialog->contact.confirmed = true;
		answer(d, PROMPT_TOOL_CONTACT_KEPT);
	} else if (dialog->contact.shown) {
		answer_shown(d);
	} else {
		answer_dictated(d);
	}
	return STORE_OK;
}

static enum store_rc
run_faq(struct store_txn *txn, struct doing *d, struct err *err)
{
	const char *question = d->call->args.text;
	struct faq_hit best;

	(void)txn;
	(void)err;
	if (question[0] == '\0')
		return tool_fail(d, PROMPT_TOOL_NOTHING_SAID);
	if (d->tenant == NULL ||
	    faq_find(d->tenant, question, strlen(question), &best, 1) == 0) {
		answer(d, PROMPT_TOOL_NO_ANSWER);
		return STORE_OK;
	}
	answer_text(d, best.faq->answer);
	return STORE_OK;
}

static enum store_rc
run_transfer(struct store_txn *txn, struct doing *d, struct err *err)
{
	(void)txn;
	(void)err;
	answer(d, d->tenant != NULL && phone_known(&d->tenant->transfer)
	              ? PROMPT_TOOL_TRANSFER
	              : PROMPT_TOOL_NO_PERSON);
	return STORE_OK;
}

/* One turn of the engine: the turn after the last. */
static enum store_rc
run_say(struct store_txn *txn, struct doing *d, struct err *err)
{
	const char *text = d->call->args.text;
	const struct turn_message said = { text, strlen(text) };
	const struct turn_history history = { .user = &said,
		.user_count = 1,
		.earlier = session_last_place(&d->w.s),
		.answered = true };
	enum store_rc rc;

	if (text[0] == '\0')
		return tool_fail(d, PROMPT_TOOL_NOTHING_SAID);
	d->w.history = &history;
	d->w.answer = &d->turn;
	if ((rc = work_converse(txn, &d->w, err)) != STORE_OK)
		return rc;
	/* The model makes the transfer: it must hear that it is to. */
	if (d->turn.act == DIALOG_TRANSFER)
		answer(d, PROMPT_TOOL_TRANSFER);
	else
		answer_text(d, d->turn.say);
	return STORE_OK;
}

static const struct {
	const char *name; /* in the journal */
	tool_run *run;
} tools[TOOL__COUNT] = {
	[TOOL_CALLER_ID] = { "caller_id", run_caller_id },
	[TOOL_CONFIRM_CONTACT] = { "confirm_contact", run_confirm_contact },
	[TOOL_GET_SLOTS] = { "get_slots", tool_get_slots },
	[TOOL_BOOK] = { "book", tool_book },
	[TOOL_CANCEL] = { "cancel", tool_cancel },
	[TOOL_MODIFY] = { "modify", tool_modify },
	[TOOL_FAQ] = { "faq", run_faq },
	[TOOL_TRANSFER] = { "transfer", run_transfer },
	[TOOL_SAY] = { "say", run_say },
};

const char *
tool_name(enum tool tool)
{
	return tools[tool].name;
}

/* --- one answer an id --------------------------------------------------- */

/* 0 when there is no id to keep the answer under, or too long a one. */
static size_t
make_key(const struct doing *d, char key[KEY_BYTES])
{
	int n;

	if (d->call->id[0] == '\0')
		return 0;
	n = snprintf(key, KEY_BYTES, "%s%c%s", d->w.s.call_id, '\0',
	    d->call->id);
	return n > 0 && n < KEY_BYTES ? (size_t)n : 0;
}

/* Stored as one byte, 'e' or 'r', then the text. */
static void
recall(struct doing *d, const struct store_view *view)
{
	const char *bytes = view->data;

	if (view->len == 0 || view->len > sizeof(d->answer->text))
		return;
	d->answer->error = bytes[0] == 'e';
	memcpy(d->answer->text, bytes + 1, view->len - 1);
	d->answer->text[view->len - 1] = '\0';
}

static enum store_rc
keep(struct store_txn *txn, const struct doing *d, const char *key,
    size_t key_len, struct err *err)
{
	char bytes[1 + TOOL_TEXT_BYTES];

	snprintf(bytes, sizeof(bytes), "%c%s", d->answer->error ? 'e' : 'r',
	    d->answer->text);
	return store_put(txn, STORE_ANSWERS, key, key_len, bytes,
	    strlen(bytes), err);
}

static enum store_rc
run_tool(struct store_txn *txn, struct doing *d, struct err *err)
{
	d->tenant = work_tenant(&d->w);
	if (d->tenant == NULL && d->call->tool != TOOL_CALLER_ID)
		return tool_fail(d, PROMPT_TOOL_NO_TENANT);
	return tools[d->call->tool].run(txn, d, err);
}

static enum store_rc
tool_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct doing *d = ctx;
	struct store_view view;
	char key[KEY_BYTES];
	enum store_rc rc;
	size_t key_len;

	d->w.changed = false;
	memset(d->answer, 0, sizeof(*d->answer));
	if ((rc = work_load(txn, &d->w, err)) != STORE_OK)
		return rc;
	if (d->w.s.erased)
		return STORE_REFUSED;
	if ((key_len = make_key(d, key)) > 0) {
		rc = store_get(txn, STORE_ANSWERS, key, key_len, &view, err);
		if (rc == STORE_OK)
			recall(d, &view);
		if (rc != STORE_ABSENT)
			return rc == STORE_OK ? STORE_REFUSED : rc;
	}
	if ((rc = work_learn(txn, &d->w, err)) != STORE_OK ||
	    (rc = run_tool(txn, d, err)) != STORE_OK)
		return rc;
	rc = work_note(txn, &d->w, "tool", tools[d->call->tool].name,
	    d->answer->error ? "error" : "", err);
	if (rc == STORE_OK && key_len > 0)
		rc = keep(txn, d, key, key_len, err);
	return rc == STORE_OK ? work_save(txn, &d->w, err) : rc;
}

/* Without a call id, or once the call is erased, there is no session: the tool
 * sees an empty one, and nothing that it does is kept. */
static enum store_rc
run_detached(struct doing *d, struct err *err)
{
	const struct tenant *tenant = work_dialled_tenant(&d->w);

	session_init(&d->w.s, "detached", d->w.now_ms);
	if (d->w.facts->caller == CALLER_OK)
		d->w.s.customer_phone = d->w.facts->number;
	if (tenant != NULL)
		work_set_tenant(&d->w, tenant, false);
	if (d->call->tool == TOOL_SAY || d->call->tool == TOOL_CONFIRM_CONTACT)
		return tool_fail(d, PROMPT_TOOL_NO_CALL);
	return run_tool(NULL, d, err);
}

enum store_rc
call_tool(const struct calls *calls, const struct call_facts *facts,
    const struct tool_call *call, int64_t now_ms, struct tool_answer *out,
    struct err *err)
{
	struct doing d = { .call = call, .answer = out };
	enum store_rc rc;

	memset(out, 0, sizeof(*out));
	d.w = (struct work){ .calls = calls, .facts = facts,
		.now_ms = now_ms };
	if (facts->call_id[0] == '\0')
		return run_detached(&d, err);
	rc = store_update(calls->store, tool_fn, &d, err);
	if (rc == STORE_REFUSED && d.w.s.erased)
		return run_detached(&d, err);
	if (rc == STORE_REFUSED)
		return STORE_OK; /* answered again */
	if (rc != STORE_OK)
		return rc;
	if (call->tool == TOOL_SAY && d.turn.took_turn)
		work_log_turn(&d.w);
	else
		work_log_learnt(&d.w);
	return STORE_OK;
}
