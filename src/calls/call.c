/*
 * The verbs that learn and look. Each runs one function inside the store's
 * transaction: it loads the session, decides, saves, journals. What is logged
 * is logged after the commit, once, by the verb; a function that is run again
 * leaves no trace. (The verbs that talk are in converse.c.)
 */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "calls/call.h"
#include "calls/journal.h"
#include "calls/work.h"

enum store_rc
calls_open(const struct config *config, bool read_only, struct store **store,
    struct err *err)
{
	const struct store_options options = {
		.path = config->store_path,
		.durability = config->durability == DURABILITY_FULL
		    ? STORE_SYNCED
		    : STORE_RELAXED,
		.max_bytes = (size_t)config->store_max_bytes,
		.readers = (unsigned)config->store_readers,
		.read_only = read_only,
	};

	return store_open(&options, store, err);
}

/* --- the session in the store ------------------------------------------- */

static enum store_rc
load(struct store_txn *txn, const char *call_id, struct session *s,
    struct err *err)
{
	struct store_view view;
	enum store_rc rc;

	rc = store_get(txn, STORE_SESSIONS, call_id, strlen(call_id), &view,
	    err);
	if (rc == STORE_OK && !session_decode(view.data, view.len, s, err))
		rc = STORE_FAILED;
	return rc;
}

enum store_rc
work_load(struct store_txn *txn, struct work *w, struct err *err)
{
	enum store_rc rc = load(txn, w->facts->call_id, &w->s, err);

	if (rc != STORE_ABSENT)
		return rc;
	session_init(&w->s, w->facts->call_id, w->now_ms);
	return STORE_OK;
}

enum store_rc
work_save(struct store_txn *txn, struct work *w, struct err *err)
{
	struct session *s = &w->s;
	struct strbuf json;
	enum store_rc rc = STORE_FAILED;

	strbuf_init(&json);
	s->updated_at = w->now_ms;
	if (!session_encode(s, &json))
		err_write(err, "session: out of memory");
	else
		rc = store_put(txn, STORE_SESSIONS, s->call_id,
		    strlen(s->call_id), strbuf_get(&json), json.len, err);
	strbuf_clear(&json);
	return rc;
}

enum store_rc
work_note(struct store_txn *txn, struct work *w, const char *event,
    const char *detail, const char *path, struct err *err)
{
	struct journal_entry entry = { .at_ms = w->now_ms };

	snprintf(entry.event, sizeof(entry.event), "%s", event);
	snprintf(entry.detail, sizeof(entry.detail), "%s", detail);
	snprintf(entry.path, sizeof(entry.path), "%s", path);
	return journal_add(txn, &w->s, &entry, err);
}

/* --- learning ----------------------------------------------------------- */

/* The office whose number the message says was dialled, or NULL. */
const struct tenant *
work_dialled_tenant(const struct work *w)
{
	if (!phone_known(&w->facts->dialled))
		return NULL;
	return config_tenant_dialled(w->calls->config, &w->facts->dialled);
}

/* A tenant is kept once got; one that nobody dialled, until the first turn. */
static const struct tenant *
tenant_to_learn(const struct work *w, const struct session *s)
{
	bool open = !s->erased && (s->tenant[0] == '\0' ||
	    (s->tenant_by_default && s->turns == 0));

	return open ? work_dialled_tenant(w) : NULL;
}

static bool
number_to_learn(const struct work *w, const struct session *s)
{
	return !s->erased && w->facts->caller == CALLER_OK &&
	    !phone_known(&s->customer_phone);
}

bool
work_teaches(const struct work *w)
{
	return number_to_learn(w, &w->s) || tenant_to_learn(w, &w->s) != NULL;
}

void
work_set_tenant(struct work *w, const struct tenant *tenant, bool by_default)
{
	snprintf(w->s.tenant, sizeof(w->s.tenant), "%s", tenant->id);
	w->s.tenant_by_default = by_default;
}

/* The office that speaks: the session's, else the default one. */
const struct tenant *
work_tenant(struct work *w)
{
	const struct config *config = w->calls->config;

	if (w->s.tenant[0] == '\0' && config->default_tenant != NULL)
		work_set_tenant(w, config->default_tenant, true);
	return w->s.tenant[0] != '\0' ? config_tenant(config, w->s.tenant)
	                              : NULL;
}

/* Put into the session what the message teaches, and journal it. */
enum store_rc
work_learn(struct store_txn *txn, struct work *w, struct err *err)
{
	const struct call_facts *facts = w->facts;
	const struct tenant *tenant = tenant_to_learn(w, &w->s);
	enum store_rc rc = STORE_OK;

	w->learnt = (struct call_learnt){ 0 };
	if (tenant != NULL) {
		work_set_tenant(w, tenant, false);
		w->learnt.tenant = true;
		rc = work_note(txn, w, "tenant", tenant->id, "", err);
	}
	if (rc == STORE_OK && number_to_learn(w, &w->s)) {
		w->s.customer_phone = facts->number;
		snprintf(w->s.caller_id_source,
		    sizeof(w->s.caller_id_source), "%s", facts->source);
		w->learnt.number = true;
		rc = work_note(txn, w, "number", facts->msg_type,
		    facts->number_path, err);
	}
	w->changed |= w->learnt.number || w->learnt.tenant;
	return rc;
}

/* One event a source: a constant, as log_event wants. */
static const struct {
	const char *source, *event;
} learnt_events[] = {
	{ "webhook", "CALLER_ID_PERSISTED_FROM_WEBHOOK" },
	{ "assistant-request", "CALLER_ID_PERSISTED_FROM_ASSISTANT_REQUEST" },
	{ "tool", "CALLER_ID_PERSISTED_FROM_TOOL" },
	{ "chat", "CALLER_ID_PERSISTED_FROM_CHAT" },
};

void
work_log_learnt(const struct work *w)
{
	const struct call_facts *facts = w->facts;
	const char *event = "CALLER_ID_PERSISTED";

	if (!w->learnt.number)
		return;
	for (size_t i = 0; i < sizeof(learnt_events) / sizeof(*learnt_events);
	     i++) {
		if (strcmp(learnt_events[i].source, facts->source) == 0)
			event = learnt_events[i].event;
	}
	log_event(LOG_INFO, event, LOG_WORD("call_id", facts->call_id),
	    LOG_WORD("msg_type", facts->msg_type),
	    LOG_PHONE("caller", &w->s.customer_phone));
}

static enum store_rc
teaches_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum store_rc rc = work_load(txn, w, err);

	w->changed = work_teaches(w);
	return rc;
}

static enum store_rc
learn_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum store_rc rc;

	w->changed = false;
	if ((rc = work_load(txn, w, err)) != STORE_OK ||
	    (rc = work_learn(txn, w, err)) != STORE_OK)
		return rc;
	/* Somebody else taught it meanwhile: nothing to save. */
	return w->changed ? work_save(txn, w, err) : STORE_OK;
}

enum store_rc
call_learn(const struct calls *calls, const struct call_facts *facts,
    int64_t now_ms, struct call_learnt *learnt, struct err *err)
{
	struct work w = { .calls = calls, .facts = facts, .now_ms = now_ms };
	enum store_rc rc = STORE_OK;

	*learnt = (struct call_learnt){ 0 };
	if (facts->call_id[0] == '\0')
		return STORE_OK;
	if ((rc = store_view(calls->store, teaches_fn, &w, err)) != STORE_OK)
		return rc;
	if (w.changed)
		rc = store_update(calls->store, learn_fn, &w, err);
	if (rc != STORE_OK)
		return rc;
	work_log_learnt(&w);
	*learnt = w.learnt;
	return STORE_OK;
}

/* --- looking ------------------------------------------------------------ */

struct lookup {
	const char *call_id;
	struct session *s;
};

static enum store_rc
get_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	const struct lookup *l = ctx;
	enum store_rc rc = load(txn, l->call_id, l->s, err);

	return rc == STORE_OK && l->s->erased ? STORE_ABSENT : rc;
}

enum store_rc
call_get(const struct calls *calls, const char *call_id, struct session *s,
    struct err *err)
{
	struct lookup l = { .call_id = call_id, .s = s };

	return store_view(calls->store, get_fn, &l, err);
}

static enum store_rc
glance_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	return work_load(txn, ctx, err);
}

enum store_rc
call_glance(const struct calls *calls, const struct call_facts *facts,
    struct call_glance *out, struct err *err)
{
	struct work w = { .calls = calls, .facts = facts };
	const struct tenant *dialled = work_dialled_tenant(&w);
	enum store_rc rc = STORE_OK;

	if (facts->call_id[0] != '\0')
		rc = store_view(calls->store, glance_fn, &w, err);
	if (rc != STORE_OK)
		return rc;
	if (w.s.tenant[0] == '\0' && dialled != NULL)
		work_set_tenant(&w, dialled, false);
	*out = (struct call_glance){ .tenant = work_tenant(&w),
		.state = w.s.dialog.state };
	return STORE_OK;
}

struct walk {
	call_each_fn *each;
	void *ctx;
};

static enum store_rc
walk_one(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *err)
{
	const struct walk *w = ctx;
	struct session s;

	(void)key;
	if (!session_decode(value->data, value->len, &s, err))
		return STORE_FAILED;
	if (s.erased)
		return STORE_OK;
	return w->each(&s, w->ctx) ? STORE_OK : STORE_REFUSED;
}

static enum store_rc
walk_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	return store_scan(txn, STORE_SESSIONS, "", 0, walk_one, ctx, err);
}

enum store_rc
call_each(const struct calls *calls, call_each_fn *each, void *ctx,
    struct err *err)
{
	struct walk w = { .each = each, .ctx = ctx };
	enum store_rc rc = store_view(calls->store, walk_fn, &w, err);

	return rc == STORE_REFUSED ? STORE_OK : rc;
}
