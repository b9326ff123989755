/*
 * What the tests of src/agenda share: an office as a configuration says it, a
 * store, and the agenda's verbs, each in a transaction of its own.
 */
#ifndef ACCUEIL_TESTS_AGENDA_WORK_H
#define ACCUEIL_TESTS_AGENDA_WORK_H

#include "agenda/agenda.h"
#include "base/clock.h"
#include "store_work.h"

#define WEEKDAYS                                                        \
	"hours { mon = '09:00-12:00' tue = '09:00-12:00' "              \
	"wed = '09:00-12:00' thu = '09:00-12:00' fri = '09:00-12:00' }"

#define ANY_TIME \
	.after = AGENDA_ANY_TIME, .before = AGENDA_ANY_TIME, \
	.around = AGENDA_ANY_TIME

static struct config *config;
static const struct tenant *office;
static struct store *agenda_store;

/* An office with ${settings}; hours are among them. */
static inline void
open_office(const char *settings)
{
	char path[96];
	FILE *out;

	snprintf(path, sizeof(path), "%s/accueil.conf", dir);
	out = fopen(path, "w");
	ck_assert_ptr_nonnull(out);
	fprintf(out, "auth = none tenant \"a\" { name = A agenda = yes %s }",
	    settings);
	fclose(out);
	config_unref(config);
	config = config_load(path, &err);
	unlink(path);
	ck_assert_msg(config != NULL, "%s", err.text);
	office = &config->tenants[0];
	if (agenda_store == NULL)
		agenda_store = open_plain();
}

static inline void
close_office(void)
{
	store_close(agenda_store);
	agenda_store = NULL;
	config_unref(config);
	config = NULL;
	teardown();
}

/* "2026-03-02T08:00:00Z" */
static inline int64_t
at(const char *iso)
{
	int64_t ms;

	ck_assert_msg(clock_parse_iso(iso, &ms), "%s", iso);
	return ms;
}

/* One verb: what it is given, and its answers. */
struct act {
	struct agenda a;
	const char *id;
	struct agenda_slot slots[AGENDA_MOST];
	size_t count;
	struct agenda_who who;
	enum agenda_outcome outcome;
	struct booking booking;
	enum store_rc (*run)(struct act *act, struct err *e);
};

static inline enum store_rc
act_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct act *act = ctx;

	act->a.txn = txn;
	return act->run(act, e);
}

static inline enum agenda_outcome
perform(struct act *act, enum store_rc (*run)(struct act *, struct err *),
    const char *call_id, int64_t now_ms)
{
	act->a.tenant = office;
	act->a.call_id = call_id;
	act->a.now_ms = now_ms;
	act->run = run;
	ck_assert_msg(store_update(agenda_store, act_fn, act, &err) == STORE_OK,
	    "%s", err.text);
	return act->outcome;
}

static inline struct agenda_slot
slot_at(const char *resource, const char *iso)
{
	struct agenda_slot slot = { .start_ms = at(iso) };

	strcpy(slot.resource, resource);
	return slot;
}

static inline enum store_rc
run_book(struct act *act, struct err *e)
{
	return agenda_book(&act->a, &act->slots[0], &act->who, &act->outcome,
	    &act->booking, e);
}

static inline enum agenda_outcome
book(struct act *act, const char *call_id, int64_t now_ms,
    struct agenda_slot slot)
{
	act->slots[0] = slot;
	act->who = (struct agenda_who){ .name = "Jean Dupont",
		.name_key = "jean dupont", .contact = "+33639980114",
		.reason = "un vaccin" };
	return perform(act, run_book, call_id, now_ms);
}

static inline enum store_rc
run_hold(struct act *act, struct err *e)
{
	return agenda_hold(&act->a, act->slots, act->count, &act->outcome, e);
}

static inline enum agenda_outcome
hold(const char *call_id, int64_t now_ms, struct agenda_slot slot)
{
	struct act act = { .slots = { slot }, .count = 1 };

	return perform(&act, run_hold, call_id, now_ms);
}

#endif
