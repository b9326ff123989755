/*
 * The verbs that talk: a turn taken, answered again, or undone and taken anew,
 * in one transaction with all that it does.
 */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "calls/journal.h"
#include "calls/requests.h"
#include "calls/work.h"
#include "dialog/prompts.h"

static bool
desk_take_request(void *world, const struct dialog *d)
{
	struct work *w = world;

	if (w->txn == NULL) /* no call id: the history alone; see rebuild() */
		return true;
	w->desk_rc = request_put(w->txn, w->s.tenant, w->s.call_id, d,
	    w->now_ms, w->err);
	return w->desk_rc == STORE_OK;
}

static struct dialog_office
office_of(const struct tenant *tenant)
{
	return (struct dialog_office){ .name = tenant->name,
		.greeting = tenant->greeting,
		.person = phone_known(&tenant->transfer) };
}

static void
answer_text(struct call_answer *answer, const char *text,
    enum dialog_act act)
{
	snprintf(answer->say, sizeof(answer->say), "%s", text);
	answer->act = act;
}

/* Fill in what every answer says of the session as it now is. */
static void
complete(struct work *w, const struct tenant *tenant)
{
	struct call_answer *a = w->answer;

	a->has_number = phone_known(&w->s.customer_phone);
	a->after = w->s.dialog.state;
	a->turns = w->s.turns;
	snprintf(a->tenant, sizeof(a->tenant), "%s", w->s.tenant);
	if (tenant != NULL)
		a->transfer = tenant->transfer;
}

/* Take the turn: the engine decides, the session remembers how to undo it. */
static bool
take_turn(struct work *w, const struct dialog_office *office,
    const struct turn_message *message, const struct turn_words *words)
{
	const struct desk desk = { .world = w,
		.take_request = desk_take_request };
	const struct dialog_in in = { .said = message->text,
		.said_len = message->len,
		.caller_id = &w->s.customer_phone,
		.office = office,
		.desk = &desk,
		.last_said = session_last_said(&w->s) };
	struct dialog before = w->s.dialog;
	struct session_turn *turn;
	struct dialog_out out;

	dialog_turn(&w->s.dialog, &in, &out);
	if (out.failed)
		return false;
	turn = session_push_turn(&w->s);
	*turn = (struct session_turn){ .words = *words, .before = before,
		.act = out.act };
	snprintf(turn->said, sizeof(turn->said), "%s", out.say);
	w->s.turns++;
	w->note = out.note;
	w->changed = true;
	answer_text(w->answer, out.say, out.act);
	return true;
}

/* Put the conversation back to before ${which}, with whatever it did since. */
static enum store_rc
undo_from(struct store_txn *txn, struct work *w, size_t which,
    struct err *err)
{
	struct session *s = &w->s;
	/* Not the state: an emergency may have come after CONFIRMED. */
	bool recorded = s->dialog.contact.confirmed;

	s->dialog = s->turn[which].before;
	s->turns -= s->turn_count - (uint32_t)which;
	s->turn_count = (uint32_t)which;
	if (!recorded || s->dialog.contact.confirmed)
		return STORE_OK;
	return request_del(txn, s->tenant, s->call_id, err);
}

static enum store_rc
journal_turn(struct store_txn *txn, struct work *w, enum turn_kind kind,
    struct err *err)
{
	char detail[JOURNAL_WORD_BYTES];

	snprintf(detail, sizeof(detail), "%s>%s",
	    dialog_state_name(w->answer->before),
	    dialog_state_name(w->s.dialog.state));
	return work_note(txn, w,
	    kind == TURN_CHANGED ? "turn-changed" : "turn", detail, "", err);
}

static enum turn_kind
find_turn(const struct work *w, struct turn_words *last, size_t *which)
{
	const struct turn_words *past[SESSION_TURNS];

	for (uint32_t i = 0; i < w->s.turn_count; i++)
		past[i] = &w->s.turn[i].words;
	return turn_which(w->history, past, w->s.turn_count, last, which);
}

/* The same turn with the same words: the same answer, nothing done. */
static void
answer_again(struct work *w, size_t which)
{
	const struct session_turn *turn = &w->s.turn[which];

	w->answer->took_turn = true;
	answer_text(w->answer, turn->said, turn->act);
}

static enum store_rc
converse(struct store_txn *txn, struct work *w, const struct tenant *tenant,
    struct err *err)
{
	const struct dialog_office office = office_of(tenant);
	const struct turn_history *h = w->history;
	struct turn_words last;
	enum turn_kind kind;
	enum store_rc rc;
	size_t which = 0;

	w->answer->before = w->s.dialog.state;
	switch ((kind = find_turn(w, &last, &which))) {
	case TURN_GREETING:
		if (w->s.turn_count > 0)
			answer_text(w->answer, session_last_said(&w->s),
			    DIALOG_GO_ON);
		else
			dialog_greet(&office, w->answer->say);
		return STORE_OK;
	case TURN_AGAIN:
		answer_again(w, which);
		return STORE_OK;
	case TURN_CHANGED:
		if ((rc = undo_from(txn, w, which, err)) != STORE_OK)
			return rc;
		w->answer->before = w->s.dialog.state;
		break;
	case TURN_NEW:
		break;
	}
	w->answer->took_turn = true;
	if (!take_turn(w, &office, &h->user[h->user_count - 1], &last))
		return w->desk_rc;
	return journal_turn(txn, w, kind, err);
}

enum store_rc
work_converse(struct store_txn *txn, struct work *w, struct err *err)
{
	const struct tenant *tenant = work_tenant(w);
	enum store_rc rc;

	w->txn = txn;
	w->err = err;
	w->note = DIALOG_NOTE_NONE;
	memset(w->answer, 0, sizeof(*w->answer));
	if (tenant == NULL)
		answer_text(w->answer, prompt_text(PROMPT_NO_OFFICE),
		    DIALOG_HANG_UP);
	else if ((rc = converse(txn, w, tenant, err)) != STORE_OK)
		return rc;
	complete(w, tenant);
	return STORE_OK;
}

static enum store_rc
turn_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum store_rc rc;

	w->changed = false;
	if ((rc = work_load(txn, w, err)) != STORE_OK)
		return rc;
	if (w->s.erased) /* answered, but not brought back: see call_turn() */
		return STORE_REFUSED;
	if ((rc = work_learn(txn, w, err)) != STORE_OK ||
	    (rc = work_converse(txn, w, err)) != STORE_OK)
		return rc;
	/* STORE_REFUSED: nothing to commit, and so nothing to sync. */
	return w->changed ? work_save(txn, w, err) : STORE_REFUSED;
}

void
work_log_turn(const struct work *w)
{
	static const char *const notes[] = {
		[DIALOG_NOTE_USING_CALLER_ID] =
		    "[QUALIF] using_caller_id contact_confirm_short",
		[DIALOG_NOTE_NO_CALLER_ID] =
		    "[QUALIF] no_caller_id → QUALIF_CONTACT",
	};

	work_log_learnt(w);
	if (w->facts->dialled_given && w->s.turns <= 1 &&
	    work_dialled_tenant(w) == NULL)
		log_event(LOG_WARNING, "TENANT_UNKNOWN",
		    LOG_WORD("call_id", w->facts->call_id),
		    LOG_PHONE("dialled", &w->facts->dialled));
	if (w->answer->tenant[0] == '\0')
		log_event(LOG_WARNING, "TENANT_MISSING",
		    LOG_WORD("call_id", w->facts->call_id));
	if (w->note != DIALOG_NOTE_NONE)
		log_event(LOG_INFO, notes[w->note],
		    LOG_WORD("call_id", w->facts->call_id));
}

static enum store_rc
turn_in_store(struct work *w, struct err *err)
{
	enum store_rc rc = store_update(w->calls->store, turn_fn, w, err);

	if (rc == STORE_REFUSED && !w->changed)
		rc = STORE_OK;
	if (rc == STORE_OK && !w->s.erased)
		work_log_turn(w);
	return rc;
}

/* --- with nothing stored ------------------------------------------------ */

/*
 * An id for the caller and all that he said before the last message: the same
 * however often, and in whatever words, that message is sent again.
 */
static void
id_of_history(const struct work *w, char *out, size_t size)
{
	const struct turn_history *h = w->history;
	const char *number = w->s.customer_phone.e164;
	struct turn_words words;
	uint64_t sum;

	turn_hash(&words, 0, number, strlen(number));
	sum = words.whole;
	for (size_t i = 0; i + 1 < h->user_count; i++) {
		turn_hash(&words, 0, h->user[i].text, h->user[i].len);
		sum = sum * 31 + words.whole;
	}
	snprintf(out, size, "history-%016llx", (unsigned long long)sum);
}

/* What the last message confirms is kept; else what it confirmed in other
 * words, if it did, is undone. */
static enum store_rc
settle_request_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct work *w = ctx;
	const struct session *s = &w->s;

	if (!s->dialog.contact.confirmed)
		return request_del(txn, s->tenant, s->call_id, err);
	return request_put(txn, s->tenant, s->call_id, &s->dialog, w->now_ms,
	    err);
}

/* A conversation of its own: every user message, from the first. Nothing is
 * stored but the request, when the last message answers the question that
 * takes it. */
static enum store_rc
rebuild(struct work *w, struct err *err)
{
	const struct turn_history *h = w->history;
	const struct tenant *tenant;
	struct dialog_office office;
	struct turn_words words;

	session_init(&w->s, "history", w->now_ms);
	if (w->facts->caller == CALLER_OK)
		w->s.customer_phone = w->facts->number;
	if ((tenant = work_dialled_tenant(w)) != NULL)
		work_set_tenant(w, tenant, false);
	if ((tenant = work_tenant(w)) == NULL) {
		answer_text(w->answer, prompt_text(PROMPT_NO_OFFICE),
		    DIALOG_HANG_UP);
		complete(w, NULL);
		return STORE_OK;
	}
	office = office_of(tenant);
	dialog_greet(&office, w->answer->say);
	for (size_t i = 0; i < h->user_count; i++) {
		w->answer->before = w->s.dialog.state;
		w->answer->took_turn = true;
		turn_hash(&words, (uint32_t)i + 1, h->user[i].text,
		    h->user[i].len);
		(void)take_turn(w, &office, &h->user[i], &words);
	}
	complete(w, tenant);
	/* With a call id it is an erased call's: nothing comes back. */
	if (w->answer->before != STATE_CONTACT_CONFIRM ||
	    w->facts->call_id[0] != '\0')
		return STORE_OK;
	id_of_history(w, w->s.call_id, sizeof(w->s.call_id));
	return store_update(w->calls->store, settle_request_fn, w, err);
}

/* --- the verbs ---------------------------------------------------------- */

enum store_rc
call_turn(const struct calls *calls, const struct call_facts *facts,
    const struct turn_history *history, int64_t now_ms,
    struct call_answer *answer, struct err *err)
{
	struct work w = { .calls = calls, .facts = facts, .history = history,
		.now_ms = now_ms, .answer = answer };
	enum store_rc rc;

	memset(answer, 0, sizeof(*answer));
	if (facts->call_id[0] != '\0') {
		rc = turn_in_store(&w, err);
		if (rc != STORE_OK || !w.s.erased)
			return rc;
	}
	if ((rc = rebuild(&w, err)) == STORE_OK)
		work_log_turn(&w);
	return rc;
}

enum store_rc
call_say(const struct calls *calls, const char *call_id, const char *text,
    int64_t now_ms, struct call_answer *answer, struct err *err)
{
	const struct call_facts facts = { .call_id = call_id,
		.number_path = "", .source = "say", .msg_type = "say" };
	const struct turn_message said = { text, strlen(text) };
	struct session s;
	enum store_rc rc;

	if ((rc = call_get(calls, call_id, &s, err)) != STORE_OK)
		return rc;
	return call_turn(calls, &facts,
	    &(struct turn_history){ .user = &said, .user_count = 1,
	        .earlier = session_last_place(&s), .answered = true },
	    now_ms, answer, err);
}
