/* What the files of the verbs share: one verb under way. */
#ifndef ACCUEIL_CALLS_WORK_H
#define ACCUEIL_CALLS_WORK_H

#include "calls/call.h"

struct work { /* one verb under way; what a transaction's function sees */
	const struct calls *calls;
	const struct call_facts *facts;
	const struct turn_history *history; /* NULL but for a turn */
	int64_t now_ms;
	/* made afresh each time the function is run */
	struct session s;
	bool changed;
	struct call_learnt learnt;
	enum dialog_note note;
	struct call_answer *answer;
	/* the transaction, for the desk */
	struct store_txn *txn;
	struct err *err;
	enum store_rc desk_rc;
};

/* work_load(): w->s from the store, or a new one. */
enum store_rc work_load(struct store_txn *txn, struct work *w,
    struct err *err);

/* work_save(): w->s into the store. */
enum store_rc work_save(struct store_txn *txn, struct work *w,
    struct err *err);

/* work_note(): one entry of the journal. */
enum store_rc work_note(struct store_txn *txn, struct work *w,
    const char *event, const char *detail, const char *path,
    struct err *err);

/* work_teaches(): is there anything in the message to learn? */
bool work_teaches(const struct work *w);

/* work_learn(): put into w->s what the message teaches, and journal it. */
enum store_rc work_learn(struct store_txn *txn, struct work *w,
    struct err *err);

/* work_log_learnt(): once, after the commit. */
void work_log_learnt(const struct work *w);

/* work_dialled_tenant(): the office whose number was dialled, or NULL. */
const struct tenant *work_dialled_tenant(const struct work *w);

/* work_set_tenant(): from now on the session is that office's. */
void work_set_tenant(struct work *w, const struct tenant *tenant,
    bool by_default);

/* work_tenant(): the office that speaks: the session's, else the default one,
 * which the session then keeps; or NULL. */
const struct tenant *work_tenant(struct work *w);

/* work_converse(): the turn that w->history asks for, into *w->answer. */
enum store_rc work_converse(struct store_txn *txn, struct work *w,
    struct err *err);

/* work_log_turn(): what the log should know of it, after the commit. */
void work_log_turn(const struct work *w);

#endif
