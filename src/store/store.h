/*
 * The store: one LMDB environment, shared by every thread of every worker and
 * by accueilctl. Only this room knows LMDB.
 *
 * Work is given as functions: store_update(fn) runs fn inside one write
 * transaction, store_view(fn) inside one read transaction. fn is run again
 * from the start when the map had to grow: it must build its results afresh
 * each time, and have no effect but through the transaction and its own ctx.
 * Many updates may share one commit; callers cannot tell.
 */
#ifndef ACCUEIL_STORE_STORE_H
#define ACCUEIL_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;     /* opaque */
struct store_txn; /* opaque; lives as long as the function it is given to */

enum store_rc {
	STORE_OK = 0,
	STORE_ABSENT,  /* no such key: an answer, not an error */
	STORE_EXISTS,  /* put_new: the key is taken: an answer too */
	STORE_REFUSED, /* fn's own: undo everything, on purpose */
	STORE_FULL,    /* the disk or the largest map allowed is full */
	STORE_FAILED   /* everything else; the cause is in struct err */
};

/* The tables. Names are on disk: never renumber, add at the end. */
enum store_table {
	STORE_META,     /* "schema" -> version */
	STORE_SESSIONS, /* call id -> session */
	STORE_JOURNAL,  /* call id NUL seq (u32, big-endian) -> event */
	STORE_REQUESTS, /* tenant NUL call id -> a request taken for the office */
	STORE_ANSWERS,  /* call id NUL tool call id -> the answer it got */
	STORE_TRANSCRIPTS, /* call id -> the words of a call, where kept */
	STORE_REPLAYS,  /* expiry (u64 ms, big-endian) SHA-256 of a signature */
	STORE_SLOTS,    /* tenant NUL resource NUL five minutes (u32, big-endian,
	                   since 1970 UTC) -> who has them */
	STORE_HOLDS,    /* call id NUL key in STORE_SLOTS -> how many of them */
	STORE_BOOKINGS, /* tenant NUL booking id -> booking */
	STORE_BOOKING_INDEX, /* tenant NUL what it is found by, booking id */
	STORE__TABLES
};

#define STORE_KEY_BYTES 511 /* the longest key (LMDB's own limit) */

enum store_durability {
	STORE_SYNCED, /* commit returns when it is on disk */
	STORE_RELAXED /* MDB_NOMETASYNC: a power cut may lose the last commits,
	                 never consistency */
};

struct store_options {
	const char *path;   /* a directory; created 0750 when absent */
	enum store_durability durability;
	size_t first_bytes; /* the map at first; 0 = 64 MiB */
	size_t max_bytes;   /* the map grows up to this; 0 = 64 GiB */
	unsigned readers;   /* reader slots; 0 = 1024 */
	bool read_only;     /* accueilctl's looking verbs; the store must exist */
};

/* Bytes borrowed from the store: good until fn returns or writes. */
struct store_view {
	const void *data;
	size_t len;
};

enum store_rc store_open(const struct store_options *options,
    struct store **store, struct err *err);
void store_close(struct store *store); /* NULL does nothing */

typedef enum store_rc store_fn(struct store_txn *txn, void *ctx,
    struct err *err);

/*
 * store_update(store, fn, ctx, err): run fn and commit.
 * Returns STORE_OK when fn returned STORE_OK and its effects are on disk (as
 * durability promises); else nothing at all was changed and the answer is
 * fn's own, or the commit's STORE_FULL or STORE_FAILED.
 */
enum store_rc store_update(struct store *store, store_fn *fn, void *ctx,
    struct err *err);

/* store_view(store, fn, ctx, err): run fn on a snapshot. Never blocks. */
enum store_rc store_view(struct store *store, store_fn *fn, void *ctx,
    struct err *err);

enum store_rc store_get(struct store_txn *txn, enum store_table table,
    const void *key, size_t key_len, struct store_view *out,
    struct err *err);
enum store_rc store_put(struct store_txn *txn, enum store_table table,
    const void *key, size_t key_len, const void *data, size_t len,
    struct err *err);
enum store_rc store_put_new(struct store_txn *txn, enum store_table table,
    const void *key, size_t key_len, const void *data, size_t len,
    struct err *err); /* STORE_EXISTS when the key is there */
enum store_rc store_del(struct store_txn *txn, enum store_table table,
    const void *key, size_t key_len, struct err *err);

/* store_del_prefix(): every key that begins with prefix; it may be none. */
enum store_rc store_del_prefix(struct store_txn *txn, enum store_table table,
    const void *prefix, size_t prefix_len, struct err *err);

/*
 * store_scan(txn, table, prefix, prefix_len, each, ctx, err):
 * Call each() for every key that begins with prefix, in key order, until it
 * returns other than STORE_OK, which is then the answer. each() may not write.
 */
typedef enum store_rc store_each(const struct store_view *key,
    const struct store_view *value, void *ctx, struct err *err);
enum store_rc store_scan(struct store_txn *txn, enum store_table table,
    const void *prefix, size_t prefix_len, store_each *each, void *ctx,
    struct err *err);

/* store_count(txn, table, out): entries in a table. */
enum store_rc store_count(struct store_txn *txn, enum store_table table,
    uint64_t *out, struct err *err);

/* store_tend(store): clear readers that died. Cheap; now and then. */
void store_tend(struct store *store);

#endif
