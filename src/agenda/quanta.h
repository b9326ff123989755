/*
 * Who has which five minutes of whom: one key of the store for each, put if
 * absent, so that no two appointments can overlap, whoever writes them. All is
 * done in the caller's transaction. Private to this room.
 */
#ifndef ACCUEIL_AGENDA_QUANTA_H
#define ACCUEIL_AGENDA_QUANTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

#define QUANTUM_MS ((int64_t)5 * 60 * 1000)

#define QUANTA_KEY_BYTES (65 + 65 + 4) /* tenant, resource, five minutes */

/* Some that follow each other, of one resource. */
struct quanta {
	unsigned char key[QUANTA_KEY_BYTES]; /* of the first */
	size_t key_len;
	uint32_t count;
};

/* Who asks, and what for: for a booking, or to hold them during a call. */
struct quanta_claim {
	const char *call_id;    /* what it holds is its own; "" for no call */
	const char *booking_id; /* so is what this booking has; "" to hold */
	int64_t now_ms;
	int64_t until_ms;       /* of a hold */
};

/*
 * quanta_of(tenant, resource, start_ms, length_ms): those that this time
 * touches, which is not before 1970. Ids are of 64 characters at most.
 */
struct quanta quanta_of(const char *tenant, const char *resource,
    int64_t start_ms, int64_t length_ms);

/* quanta_free(): may the claim have them all? A hold that is over is none. */
enum store_rc quanta_free(struct store_txn *txn, const struct quanta *q,
    const struct quanta_claim *claim, bool *all_free, struct err *err);

/* quanta_take(): take them all, or, with *taken false, none. */
enum store_rc quanta_take(struct store_txn *txn, const struct quanta *q,
    const struct quanta_claim *claim, bool *taken, struct err *err);

/* quanta_leave(): free those among them that are the claim's. */
enum store_rc quanta_leave(struct store_txn *txn, const struct quanta *q,
    const struct quanta_claim *claim, struct err *err);

/* quanta_release(): free all that the call holds, and what it booked not. */
enum store_rc quanta_release(struct store_txn *txn, const char *call_id,
    struct err *err);

/*
 * quanta_mark_busy(): of these, take those that are not booked, from calls
 * that hold them too. quanta_clear_busy(): free all that are so of a resource.
 */
enum store_rc quanta_mark_busy(struct store_txn *txn, const struct quanta *q,
    struct err *err);
enum store_rc quanta_clear_busy(struct store_txn *txn, const char *tenant,
    const char *resource, struct err *err);

#endif
