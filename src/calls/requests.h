/*
 * What a caller asked of the office, kept for it: one request a call, keyed by
 * tenant and call, so that undoing the turn that took it removes it.
 */
#ifndef ACCUEIL_CALLS_REQUESTS_H
#define ACCUEIL_CALLS_REQUESTS_H

#include <stdint.h>

#include "base/err.h"
#include "dialog/dialog.h"
#include "store/store.h"

/* request_put(): keep what ${d} asks. Replaces the same call's request. */
enum store_rc request_put(struct store_txn *txn, const char *tenant,
    const char *call_id, const struct dialog *d, int64_t now_ms,
    struct err *err);

/* request_del(): undo it. STORE_OK too when there is none. */
enum store_rc request_del(struct store_txn *txn, const char *tenant,
    const char *call_id, struct err *err);

#endif
