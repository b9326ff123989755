/*
 * See quanta.h. The value of a key in STORE_SLOTS begins with one letter:
 *
 *   B id               booked
 *   H until call       held until then (u64 ms, big-endian) for a call
 *   X                  busy, as an imported calendar says
 *
 * STORE_HOLDS says the same from the call's side: its id, NUL, the key of the
 * first five minutes -> their count (u32, big-endian).
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "agenda/quanta.h"

#define ID_BYTES     65  /* of a tenant or a resource, with its NUL */
#define CALL_BYTES   201 /* of a call, with its NUL */
#define NUMBER_BYTES 4   /* of the five minutes, at the end of a key */
#define UNTIL_BYTES  8
#define VALUE_BYTES  (1 + UNTIL_BYTES + CALL_BYTES)

enum { BOOKED = 'B', HELD = 'H', BUSY = 'X' };

struct bytes {
	unsigned char data[VALUE_BYTES];
	size_t len;
};

static void
put_number(unsigned char *out, size_t bytes, uint64_t n)
{
	while (bytes-- > 0) {
		out[bytes] = (unsigned char)n;
		n >>= 8;
	}
}

static uint64_t
get_number(const unsigned char *in, size_t bytes)
{
	uint64_t n = 0;

	for (; bytes > 0; bytes--)
		n = n << 8 | *in++;
	return n;
}

static size_t
put_id(unsigned char *key, const char *id)
{
	size_t len = strlen(id) + 1;

	assert(len <= ID_BYTES);
	memcpy(key, id, len);
	return len;
}

struct quanta
quanta_of(const char *tenant, const char *resource, int64_t start_ms,
    int64_t length_ms)
{
	int64_t first = start_ms / QUANTUM_MS;
	int64_t end = (start_ms + length_ms + QUANTUM_MS - 1) / QUANTUM_MS;
	struct quanta q = { .count = (uint32_t)(end - first) };

	assert(start_ms >= 0 && end <= UINT32_MAX);
	q.key_len = put_id(q.key, tenant);
	q.key_len += put_id(q.key + q.key_len, resource);
	put_number(q.key + q.key_len, NUMBER_BYTES, (uint64_t)first);
	q.key_len += NUMBER_BYTES;
	return q;
}

/* To the key of the five minutes that follow. */
static void
next(struct quanta *q)
{
	unsigned char *number = q->key + q->key_len - NUMBER_BYTES;

	put_number(number, NUMBER_BYTES, get_number(number, NUMBER_BYTES) + 1);
	q->count--;
}

/* The value that the claim puts. */
static struct bytes
value_of(const struct quanta_claim *claim)
{
	bool booked = claim->booking_id[0] != '\0';
	const char *id = booked ? claim->booking_id : claim->call_id;
	size_t len = strlen(id);
	struct bytes v = { .data = { booked ? BOOKED : HELD }, .len = 1 };

	if (!booked) {
		put_number(v.data + v.len, UNTIL_BYTES,
		    (uint64_t)claim->until_ms);
		v.len += UNTIL_BYTES;
	}
	assert(v.len + len <= sizeof(v.data));
	memcpy(v.data + v.len, id, len);
	v.len += len;
	return v;
}

static bool
names(const unsigned char *at, const unsigned char *end, const char *id)
{
	size_t len = (size_t)(end - at);

	return len > 0 && len == strlen(id) && memcmp(at, id, len) == 0;
}

static bool
is_hold(const struct store_view *view)
{
	const unsigned char *v = view->data;

	return view->len > 1 + UNTIL_BYTES && v[0] == HELD;
}

/* Is the value in ${view} one of the claim's? */
static bool
is_own(const struct store_view *view, const struct quanta_claim *claim)
{
	const unsigned char *v = view->data, *end = v + view->len;

	if (view->len > 1 && v[0] == BOOKED)
		return names(v + 1, end, claim->booking_id);
	if (is_hold(view))
		return names(v + 1 + UNTIL_BYTES, end, claim->call_id);
	return false;
}

static bool
is_over(const struct store_view *view, int64_t now_ms)
{
	const unsigned char *v = view->data;

	return is_hold(view) &&
	    get_number(v + 1, UNTIL_BYTES) <= (uint64_t)now_ms;
}

enum store_rc
quanta_free(struct store_txn *txn, const struct quanta *q,
    const struct quanta_claim *claim, bool *all_free, struct err *err)
{
	struct quanta at = *q;
	struct store_view view;
	enum store_rc rc;

	*all_free = true;
	for (; at.count > 0 && *all_free; next(&at)) {
		rc = store_get(txn, STORE_SLOTS, at.key, at.key_len, &view,
		    err);
		if (rc != STORE_OK && rc != STORE_ABSENT)
			return rc;
		*all_free = rc == STORE_ABSENT || is_own(&view, claim) ||
		    is_over(&view, claim->now_ms);
	}
	return STORE_OK;
}

/* What the call holds, so that quanta_release() finds it. */
static enum store_rc
note_hold(struct store_txn *txn, const struct quanta *q, const char *call_id,
    struct err *err)
{
	unsigned char key[CALL_BYTES + QUANTA_KEY_BYTES], count[NUMBER_BYTES];
	size_t len = strlen(call_id) + 1;

	assert(len <= CALL_BYTES);
	memcpy(key, call_id, len);
	memcpy(key + len, q->key, q->key_len);
	put_number(count, sizeof(count), q->count);
	return store_put(txn, STORE_HOLDS, key, len + q->key_len, count,
	    sizeof(count), err);
}

enum store_rc
quanta_take(struct store_txn *txn, const struct quanta *q,
    const struct quanta_claim *claim, bool *taken, struct err *err)
{
	struct bytes value = value_of(claim);
	enum store_rc rc = quanta_free(txn, q, claim, taken, err);
	struct quanta at = *q;

	for (; rc == STORE_OK && *taken && at.count > 0; next(&at)) {
		rc = store_put_new(txn, STORE_SLOTS, at.key, at.key_len,
		    value.data, value.len, err);
		if (rc == STORE_EXISTS) /* our own, or a hold that is over */
			rc = store_put(txn, STORE_SLOTS, at.key, at.key_len,
			    value.data, value.len, err);
	}
	if (rc == STORE_OK && *taken && claim->booking_id[0] == '\0')
		rc = note_hold(txn, q, claim->call_id, err);
	return rc;
}

enum store_rc
quanta_leave(struct store_txn *txn, const struct quanta *q,
    const struct quanta_claim *claim, struct err *err)
{
	struct quanta at = *q;
	struct store_view view;
	enum store_rc rc;

	for (; at.count > 0; next(&at)) {
		rc = store_get(txn, STORE_SLOTS, at.key, at.key_len, &view,
		    err);
		if (rc == STORE_OK && is_own(&view, claim))
			rc = store_del(txn, STORE_SLOTS, at.key, at.key_len,
			    err);
		if (rc != STORE_OK && rc != STORE_ABSENT)
			return rc;
	}
	return STORE_OK;
}

/* The first hold of a call: its key, and what it holds. */
struct hold {
	unsigned char key[CALL_BYTES + QUANTA_KEY_BYTES];
	size_t key_len;
	struct quanta quanta;
};

static enum store_rc
read_hold(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *err)
{
	struct hold *h = ctx;
	size_t skip = strnlen(key->data, key->len) + 1;

	if (key->len > sizeof(h->key) || key->len <= skip ||
	    key->len - skip > sizeof(h->quanta.key) ||
	    value->len != NUMBER_BYTES)
		return err_set(err, STORE_FAILED, "agenda: a broken hold");
	memcpy(h->key, key->data, key->len);
	h->key_len = key->len;
	h->quanta.key_len = key->len - skip;
	memcpy(h->quanta.key, h->key + skip, h->quanta.key_len);
	h->quanta.count = (uint32_t)get_number(value->data, NUMBER_BYTES);
	return STORE_REFUSED; /* one is enough */
}

enum store_rc
quanta_release(struct store_txn *txn, const char *call_id, struct err *err)
{
	struct quanta_claim claim = { .call_id = call_id, .booking_id = "" };
	struct hold hold;
	enum store_rc rc;

	do {
		rc = store_scan(txn, STORE_HOLDS, call_id,
		    strlen(call_id) + 1, read_hold, &hold, err);
		if (rc != STORE_REFUSED)
			return rc;
		rc = quanta_leave(txn, &hold.quanta, &claim, err);
		if (rc == STORE_OK)
			rc = store_del(txn, STORE_HOLDS, hold.key,
			    hold.key_len, err);
	} while (rc == STORE_OK);
	return rc;
}

enum store_rc
quanta_mark_busy(struct store_txn *txn, const struct quanta *q,
    struct err *err)
{
	static const char busy = BUSY;
	struct quanta at = *q;
	struct store_view view;
	enum store_rc rc;

	for (; at.count > 0; next(&at)) {
		rc = store_get(txn, STORE_SLOTS, at.key, at.key_len, &view,
		    err);
		if (rc == STORE_ABSENT || (rc == STORE_OK && is_hold(&view)))
			rc = store_put(txn, STORE_SLOTS, at.key, at.key_len,
			    &busy, sizeof(busy), err);
		if (rc != STORE_OK)
			return rc;
	}
	return STORE_OK;
}

/* The numbers of five minutes to free: a scan may not write. */
struct busy {
	unsigned char (*number)[NUMBER_BYTES];
	size_t count, room;
};

static enum store_rc
collect_busy(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *err)
{
	const unsigned char *end = (const unsigned char *)key->data + key->len;
	struct busy *b = ctx;
	void *more;

	if (value->len != 1 || *(const char *)value->data != BUSY)
		return STORE_OK;
	if (b->count == b->room) {
		b->room = b->room > 0 ? b->room * 2 : 1024;
		more = reallocarray(b->number, b->room, sizeof(*b->number));
		if (more == NULL)
			return err_set(err, STORE_FAILED,
			    "agenda: out of memory");
		b->number = more;
	}
	memcpy(b->number[b->count++], end - NUMBER_BYTES, NUMBER_BYTES);
	return STORE_OK;
}

enum store_rc
quanta_clear_busy(struct store_txn *txn, const char *tenant,
    const char *resource, struct err *err)
{
	struct quanta q = quanta_of(tenant, resource, 0, 0);
	size_t prefix_len = q.key_len - NUMBER_BYTES;
	struct busy busy = { .count = 0 };
	enum store_rc rc;
	size_t i;

	rc = store_scan(txn, STORE_SLOTS, q.key, prefix_len, collect_busy,
	    &busy, err);
	for (i = 0; rc == STORE_OK && i < busy.count; i++) {
		memcpy(q.key + prefix_len, busy.number[i], NUMBER_BYTES);
		rc = store_del(txn, STORE_SLOTS, q.key, q.key_len, err);
	}
	free(busy.number);
	return rc;
}
