/* What the tests of src/calls share: callers, and what a call left behind. */
#ifndef ACCUEIL_TESTS_CALLING_H
#define ACCUEIL_TESTS_CALLING_H

#include <check.h>

#include "office.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define LINES 16

#define DUPONT "+33199000001"
#define MARTIN "+33199000002"
#define NOBODY "+33199000077" /* dialled, and no tenant's */
#define CALLER "+33639980114"
#define OTHER "+33639980242"

static struct office office;
static struct err err;

/* ${caller} and ${dialled} are E.164, or NULL. */
static inline struct call_facts
facts_of(const char *call_id, const char *caller, const char *dialled)
{
	struct call_facts f = { .call_id = call_id,
		.caller = caller != NULL ? CALLER_OK : CALLER_ABSENT,
		.number_path = caller != NULL ? "customer.number" : "",
		.dialled_given = dialled != NULL,
		.source = "webhook",
		.msg_type = "status-update" };

	if (caller != NULL)
		strcpy(f.number.e164, caller);
	if (dialled != NULL)
		strcpy(f.dialled.e164, dialled);
	return f;
}

static inline struct call_learnt
learn(const struct call_facts *f)
{
	struct call_learnt learnt;

	ck_assert_msg(call_learn(&office.calls, f, OFFICE_NOW_MS, &learnt,
	        &err) == STORE_OK, "%s", err.text);
	return learnt;
}

static inline enum store_rc
try_talk(const struct call_facts *f, const char *const *line, int lines,
    struct call_answer *answer)
{
	struct turn_message user[LINES];

	ck_assert_int_le(lines, LINES);
	for (int i = 0; i < lines; i++)
		user[i] = (struct turn_message){ line[i], strlen(line[i]) };
	return call_turn(&office.calls, f,
	    &(struct turn_history){ .user = user,
	        .user_count = (size_t)lines, .answered = true },
	    OFFICE_NOW_MS + 1000, answer, &err);
}

/* One chat request whose history holds the first ${lines} of ${line}. */
static inline struct call_answer
talk(const struct call_facts *f, const char *const *line, int lines)
{
	struct call_answer answer;

	ck_assert_msg(try_talk(f, line, lines, &answer) == STORE_OK, "%s",
	    err.text);
	return answer;
}

static inline struct session
session_of(const char *call_id)
{
	struct session s;

	ck_assert_int_eq(call_get(&office.calls, call_id, &s, &err),
	    STORE_OK);
	return s;
}

static inline bool
has_session(const char *call_id)
{
	struct session s;

	return call_get(&office.calls, call_id, &s, &err) == STORE_OK;
}

static inline enum store_rc
requests_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	return store_count(txn, STORE_REQUESTS, ctx, e);
}

/* Requests kept for all the offices. */
static inline int
requests(void)
{
	uint64_t count = 0;

	ck_assert_int_eq(store_view(office.store, requests_fn, &count, &err),
	    STORE_OK);
	return (int)count;
}

static inline struct journal_text
journal_of(const char *call_id)
{
	return office_journal(&office, call_id);
}

/* A booking, from the first word to the last. */
static const char *const booking[] = {
	"Bonjour, je voudrais prendre rendez-vous.",
	"Claire Lefèvre",
	"C'est pour une consultation de suivi.",
	"Plutôt jeudi matin.",
	"Oui.",
};

#endif
