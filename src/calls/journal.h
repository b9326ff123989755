/*
 * What happened to a call, event by event: what `accueilctl call show` and
 * the diagnosis read. Numbers, names and words are not in it.
 */
#ifndef ACCUEIL_CALLS_JOURNAL_H
#define ACCUEIL_CALLS_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "calls/session.h"
#include "store/store.h"

#define JOURNAL_WORD_BYTES 64

struct journal_entry {
	int64_t at_ms;   /* when we heard of it */
	int64_t sent_ms; /* Vapi's own timestamp; 0 = none */
	char event[JOURNAL_WORD_BYTES];  /* "number", "tenant", "turn", ... */
	char detail[JOURNAL_WORD_BYTES]; /* message type, or "BEFORE>AFTER" */
	char path[JOURNAL_WORD_BYTES];   /* where a number stood; "error" of a
	                                    tool that failed; or "" */
};

/* journal_add(txn, s, entry, err): append; counts in s->events. */
enum store_rc journal_add(struct store_txn *txn, struct session *s,
    const struct journal_entry *entry, struct err *err);

/* journal_each(txn, call_id, each, ctx, err): oldest first, until false. */
typedef bool journal_each_fn(const struct journal_entry *entry, void *ctx);
enum store_rc journal_each(struct store_txn *txn, const char *call_id,
    journal_each_fn *each, void *ctx, struct err *err);

#endif
