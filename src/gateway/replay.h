/*
 * Messages that came before: what makes a signed message good once. Kept in
 * the store until the message would be too old anyway, so that every thread
 * and process knows.
 */
#ifndef ACCUEIL_GATEWAY_REPLAY_H
#define ACCUEIL_GATEWAY_REPLAY_H

#include <stdint.h>

#include "base/err.h"
#include "gateway/auth_hmac.h"
#include "store/store.h"

/*
 * replay_note(store, signature, now_ms, err):
 * Note that this signature was seen; forget a few of those that expired.
 *
 * Returns  STORE_OK the first time, for one caller only, whoever else asks at
 *          the same instant; STORE_EXISTS ever after, until it has expired;
 *          STORE_FULL or STORE_FAILED: not noted.
 */
enum store_rc replay_note(struct store *store,
    const struct signature *signature, int64_t now_ms, struct err *err);

#endif
