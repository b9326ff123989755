/*
 * The verbs: what a message may do to a call. Each is one transaction of the
 * store: load or create the session, decide, save, journal.
 */
#ifndef ACCUEIL_CALLS_CALL_H
#define ACCUEIL_CALLS_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/phone.h"
#include "calls/caller_id.h"
#include "calls/session.h"
#include "calls/turn.h"
#include "dialog/engine.h"
#include "store/store.h"
#include "tenants/config.h"

/* What every verb needs of the world. Borrowed; good for one request. */
struct calls {
	struct store *store;
	const struct config *config;
};

/*
 * calls_open(config, read_only, store, err): the store that the configuration
 * names, opened as it says. Owned by the caller: store_close().
 */
enum store_rc calls_open(const struct config *config, bool read_only,
    struct store **store, struct err *err);

/* What a message says of its call. Strings borrowed. */
struct call_facts {
	const char *call_id;     /* "" when it names none */
	enum caller_rc caller;
	struct phone number;     /* when caller is CALLER_OK */
	const char *number_path; /* where it stood, of the path table; or "" */
	bool dialled_given;      /* some dialled number was there */
	struct phone dialled;    /* unknown when absent or malformed */
	const char *source;      /* "webhook", "tool", "chat", ... : ours */
	const char *msg_type;    /* Vapi's word for the message; foreign */
};

struct call_learnt {
	bool number; /* the caller's number was stored by this message */
	bool tenant; /* the tenant was */
};

/*
 * call_learn(calls, facts, now_ms, learnt, err):
 * Remember what the message teaches: the caller's number if none is stored,
 * the tenant if none is. Takes no write transaction when it teaches nothing.
 * Logs CALLER_ID_PERSISTED_FROM_WEBHOOK (or _FROM_TOOL, _FROM_CHAT ...) once.
 * Returns STORE_OK, STORE_FULL or STORE_FAILED.
 */
enum store_rc call_learn(const struct calls *calls,
    const struct call_facts *facts, int64_t now_ms,
    struct call_learnt *learnt, struct err *err);

struct call_answer {
	char say[DIALOG_SAY_BYTES];
	enum dialog_act act;
	bool has_number;            /* the caller's number is known */
	enum dialog_state before, after;
	bool took_turn;             /* a turn was taken, answered again or
	                               redone: before and after mean something */
	uint32_t turns;             /* turns that stand */
	struct phone transfer;      /* where to, when act is TRANSFER */
	char tenant[TENANT_ID_BYTES]; /* "" when unknown */
};

/*
 * call_turn(calls, facts, history, now_ms, answer, err):
 * One chat request: learn what it carries, find which turn it asks for, take
 * it, answer it again, or undo it and take it anew; save; journal.
 * Without a call id the conversation is rebuilt from the history alone.
 * Returns STORE_OK with *answer filled, or STORE_FULL / STORE_FAILED and
 * nothing changed.
 */
enum store_rc call_turn(const struct calls *calls,
    const struct call_facts *facts, const struct turn_history *history,
    int64_t now_ms, struct call_answer *answer, struct err *err);

/*
 * call_say(calls, call_id, text, now_ms, answer, err): one more turn of a
 * call, as accueilctl say: the turn after the last. STORE_ABSENT when there
 * is no such call.
 */
enum store_rc call_say(const struct calls *calls, const char *call_id,
    const char *text, int64_t now_ms, struct call_answer *answer,
    struct err *err);

/* call_get(calls, call_id, s, err): a session as it is stored, or ABSENT. */
enum store_rc call_get(const struct calls *calls, const char *call_id,
    struct session *s, struct err *err);

/* A look at a call before answering for it; nothing is learnt. */
struct call_glance {
	const struct tenant *tenant; /* whose call it is; NULL: not known.
	                                Borrowed from the configuration */
	enum dialog_state state;     /* START when there is no session */
};

/*
 * call_glance(calls, facts, out, err): the session's office, else the one
 * dialled, else the default one. Takes no write transaction.
 */
enum store_rc call_glance(const struct calls *calls,
    const struct call_facts *facts, struct call_glance *out,
    struct err *err);

/*
 * call_each(calls, each, ctx, err): every session, by call id, until each()
 * returns false. The session is borrowed for the call.
 */
typedef bool call_each_fn(const struct session *s, void *ctx);
enum store_rc call_each(const struct calls *calls, call_each_fn *each,
    void *ctx, struct err *err);

#endif
