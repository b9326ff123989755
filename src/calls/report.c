/* See report.h. */
#include <stdio.h>
#include <string.h>

#include "agenda/agenda.h"
#include "calls/journal.h"
#include "calls/report.h"
#include "calls/requests.h"
#include "calls/work.h"

static const struct {
	const char *word;
	enum call_status status;
} statuses[] = {
	{ "scheduled", CALL_SCHEDULED },
	{ "queued", CALL_QUEUED },
	{ "ringing", CALL_RINGING },
	{ "in-progress", CALL_IN_PROGRESS },
	{ "forwarding", CALL_FORWARDING },
	{ "ended", CALL_ENDED },
};

enum call_status
call_status_parse(const char *word)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		if (strcmp(statuses[i].word, word) == 0)
			return statuses[i].status;
	}
	return CALL_UNKNOWN;
}

const char *
call_status_name(enum call_status status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		if (statuses[i].status == status)
			return statuses[i].word;
	}
	return "";
}

struct telling { /* one report under way */
	struct work w;
	const struct call_news *news;
	struct journal_entry entry;
	bool known; /* the journal has this entry already */
};

static bool
compare(const struct journal_entry *entry, void *ctx)
{
	struct telling *t = ctx;

	t->known = entry->sent_ms == t->entry.sent_ms &&
	    strcmp(entry->event, t->entry.event) == 0 &&
	    strcmp(entry->detail, t->entry.detail) == 0;
	return !t->known;
}

static enum store_rc
look_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct telling *t = ctx;
	enum store_rc rc = work_load(txn, &t->w, err);

	t->known = t->w.s.erased;
	if (rc != STORE_OK || t->known)
		return rc;
	return journal_each(txn, t->w.s.call_id, compare, t, err);
}

/* Forward only: a ringing that comes after the end is no news. */
static void
advance(struct course *course, const struct call_news *news)
{
	if (news->status > course->status)
		course->status = news->status;
	if (course->ended_reason[0] == '\0')
		snprintf(course->ended_reason, sizeof(course->ended_reason),
		    "%s", news->ended_reason);
	if (news->cost_micro_usd > course->cost_micro_usd)
		course->cost_micro_usd = news->cost_micro_usd;
	if (course->started_ms == 0)
		course->started_ms = news->started_ms;
	if (course->ended_ms == 0)
		course->ended_ms = news->ended_ms;
}

static enum store_rc
keep_transcript(struct store_txn *txn, struct telling *t, struct err *err)
{
	const struct session *s = &t->w.s;
	const struct tenant *tenant;

	if (t->news->transcript[0] == '\0')
		return STORE_OK;
	tenant = work_tenant(&t->w);
	if (tenant == NULL || tenant->keep_transcripts == NO)
		return STORE_OK;
	return store_put(txn, STORE_TRANSCRIPTS, s->call_id,
	    strlen(s->call_id), t->news->transcript,
	    strlen(t->news->transcript), err);
}

/* The slots that a call was offered are everybody's again when it ends. */
static enum store_rc
free_held(struct store_txn *txn, const struct telling *t, struct err *err)
{
	const struct session *s = &t->w.s;
	const struct agenda a = { .txn = txn,
		.tenant = config_tenant(t->w.calls->config, s->tenant),
		.call_id = s->call_id,
		.now_ms = t->w.now_ms };

	if (t->news->status != CALL_ENDED || a.tenant == NULL ||
	    a.tenant->agenda == NO)
		return STORE_OK;
	return agenda_release(&a, err);
}

/* What the journal does not have yet. */
static enum store_rc
keep_news(struct store_txn *txn, struct telling *t, struct err *err)
{
	enum store_rc rc;

	advance(&t->w.s.course, t->news);
	if ((rc = journal_add(txn, &t->w.s, &t->entry, err)) != STORE_OK ||
	    (rc = free_held(txn, t, err)) != STORE_OK)
		return rc;
	return keep_transcript(txn, t, err);
}

static enum store_rc
report_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct telling *t = ctx;
	enum store_rc rc;

	if ((rc = look_fn(txn, t, err)) != STORE_OK ||
	    (rc = work_learn(txn, &t->w, err)) != STORE_OK)
		return rc;
	if (!t->known && (rc = keep_news(txn, t, err)) != STORE_OK)
		return rc;
	return t->w.s.erased ? STORE_OK : work_save(txn, &t->w, err);
}

enum store_rc
call_report(const struct calls *calls, const struct call_facts *facts,
    const struct call_news *news, int64_t now_ms, struct err *err)
{
	struct telling t = { .news = news };
	enum store_rc rc;

	if (facts->call_id[0] == '\0')
		return STORE_OK;
	t.w = (struct work){ .calls = calls, .facts = facts,
		.now_ms = now_ms };
	t.entry = (struct journal_entry){ .at_ms = now_ms,
		.sent_ms = news->sent_ms };
	snprintf(t.entry.event, sizeof(t.entry.event), "%s", news->event);
	snprintf(t.entry.detail, sizeof(t.entry.detail), "%s", news->detail);
	rc = store_view(calls->store, look_fn, &t, err);
	if (rc != STORE_OK || (t.known && !work_teaches(&t.w)))
		return rc;
	rc = store_update(calls->store, report_fn, &t, err);
	if (rc == STORE_OK)
		work_log_learnt(&t.w);
	return rc;
}

struct erasing {
	const char *call_id;
	int64_t now_ms;
	bool erased; /* already */
};

/* Everything but the session, which is keyed by the call id alone. */
static enum store_rc
erase_around(struct store_txn *txn, const struct session *s, struct err *err)
{
	static const enum store_table by_call[] = { STORE_JOURNAL,
		STORE_ANSWERS };
	enum store_rc rc = STORE_OK;

	for (size_t i = 0; i < 2 && rc == STORE_OK; i++)
		rc = store_del_prefix(txn, by_call[i], s->call_id,
		    strlen(s->call_id) + 1, err);
	if (rc == STORE_OK)
		rc = request_del(txn, s->tenant, s->call_id, err);
	if (rc == STORE_OK)
		rc = store_del(txn, STORE_TRANSCRIPTS, s->call_id,
		    strlen(s->call_id), err);
	return rc == STORE_ABSENT ? STORE_OK : rc;
}

static enum store_rc
erased_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct erasing *e = ctx;
	const struct call_facts facts = { .call_id = e->call_id };
	struct work w = { .facts = &facts };
	enum store_rc rc = work_load(txn, &w, err);

	e->erased = w.s.erased;
	return rc;
}

static enum store_rc
erase_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	const struct erasing *e = ctx;
	const struct call_facts facts = { .call_id = e->call_id };
	struct work w = { .facts = &facts, .now_ms = e->now_ms };
	enum store_rc rc;

	if ((rc = work_load(txn, &w, err)) != STORE_OK ||
	    (rc = erase_around(txn, &w.s, err)) != STORE_OK)
		return rc;
	session_init(&w.s, e->call_id, e->now_ms);
	w.s.erased = true;
	return work_save(txn, &w, err);
}

enum store_rc
call_erase(const struct calls *calls, const char *call_id, int64_t now_ms,
    struct err *err)
{
	struct erasing e = { .call_id = call_id, .now_ms = now_ms };
	enum store_rc rc;

	if (call_id[0] == '\0')
		return STORE_OK;
	rc = store_view(calls->store, erased_fn, &e, err);
	if (rc != STORE_OK || e.erased)
		return rc;
	return store_update(calls->store, erase_fn, &e, err);
}
