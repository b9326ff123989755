/*
 * See replay.h. A key is when it expires, then the digest of the signature:
 * the oldest come first, and whoever adds one takes a few of them away.
 */
#include <openssl/sha.h>
#include <string.h>

#include "gateway/replay.h"

#define EXPIRY_BYTES 8
#define KEY_BYTES (EXPIRY_BYTES + SHA256_DIGEST_LENGTH)
#define SWEPT 16 /* at most so many for one that is added */

/* A request waits for the store's writer with the time that it began with:
 * what expired meanwhile must still be there for it. */
#define GRACE_MS INT64_C(60000)

struct sweep {
	unsigned char before[EXPIRY_BYTES]; /* expired: what sorts before */
	unsigned char keys[SWEPT][KEY_BYTES];
	size_t count;
};

struct note {
	unsigned char key[KEY_BYTES];
	struct sweep sweep;
};

static void
put_instant(int64_t ms, unsigned char out[EXPIRY_BYTES])
{
	for (int i = EXPIRY_BYTES - 1; i >= 0; i--, ms >>= 8)
		out[i] = (unsigned char)(ms & 0xff);
}

/* STORE_REFUSED ends the walk. */
static enum store_rc
collect(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *err)
{
	struct sweep *s = ctx;

	(void)value;
	(void)err;
	if (s->count == SWEPT || key->len != KEY_BYTES ||
	    memcmp(key->data, s->before, EXPIRY_BYTES) >= 0)
		return STORE_REFUSED;
	memcpy(s->keys[s->count++], key->data, KEY_BYTES);
	return STORE_OK;
}

static enum store_rc
forget_expired(struct store_txn *txn, struct sweep *s, struct err *err)
{
	enum store_rc rc;

	s->count = 0;
	rc = store_scan(txn, STORE_REPLAYS, "", 0, collect, s, err);
	if (rc == STORE_REFUSED)
		rc = STORE_OK;
	for (size_t i = 0; i < s->count && rc == STORE_OK; i++)
		rc = store_del(txn, STORE_REPLAYS, s->keys[i], KEY_BYTES, err);
	return rc;
}

static enum store_rc
note_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	struct note *note = ctx;
	enum store_rc rc;

	rc = store_put_new(txn, STORE_REPLAYS, note->key, KEY_BYTES, "", 0,
	    err);
	return rc == STORE_OK ? forget_expired(txn, &note->sweep, err) : rc;
}

enum store_rc
replay_note(struct store *store, const struct signature *signature,
    int64_t now_ms, struct err *err)
{
	struct note note;

	put_instant(signature->expires_ms, note.key);
	SHA256(signature->mac, signature->len, note.key + EXPIRY_BYTES);
	put_instant(now_ms - GRACE_MS, note.sweep.before);
	return store_update(store, note_fn, &note, err);
}
