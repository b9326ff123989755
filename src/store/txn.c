/*
 * Transactions: a function is run inside one, again when the map had to grow.
 *
 * Group commit will live in store_update(): its callers give a function and
 * get their own answer, and cannot tell how many shared the commit.
 */
#include <errno.h>
#include <string.h>

#include "store/internal.h"

/* Growths, adoptions and reopenings that one piece of work may wait for. */
#define TRIES 16

/*
 * What to do after LMDB refused to begin or to commit: cure it and say that
 * the work may be run again, or give the answer.
 */
static bool
cure(struct store *store, int mdb_rc, size_t seen, enum store_rc *answer,
    struct err *err)
{
	int dead = 0;

	switch (mdb_rc) {
	case MDB_MAP_FULL:
		*answer = env_grow(store, seen, err);
		return *answer == STORE_OK;
	case MDB_MAP_RESIZED:
		*answer = env_adopt(store, err);
		return *answer == STORE_OK;
	case MDB_PANIC:
		*answer = env_reopen(store, err);
		return *answer == STORE_OK;
	case MDB_READERS_FULL:
		*answer = store_fail(mdb_rc, "begin", err);
		pthread_rwlock_rdlock(&store->lock);
		if (store->env != NULL)
			mdb_reader_check(store->env, &dead);
		pthread_rwlock_unlock(&store->lock);
		return dead > 0;
	default:
		*answer = store_fail(mdb_rc, "transaction", err);
		return false;
	}
}

/*
 * One attempt, under the lock. Returns LMDB's own code where it is LMDB that
 * refused, else 0 with the function's answer.
 */
static int
attempt(struct store *store, unsigned flags, store_fn *fn, void *ctx,
    enum store_rc *answer, struct err *err)
{
	struct store_txn txn = { .store = store };
	int rc;

	if (store->env == NULL)
		return MDB_PANIC; /* a reopening failed: try it again */
	if ((rc = mdb_txn_begin(store->env, NULL, flags, &txn.mdb)) != 0)
		return rc;
	*answer = fn(&txn, ctx, err);
	if (txn.map_full) {
		mdb_txn_abort(txn.mdb);
		return MDB_MAP_FULL;
	}
	if (*answer != STORE_OK || (flags & MDB_RDONLY) != 0) {
		mdb_txn_abort(txn.mdb);
		return 0;
	}
	return mdb_txn_commit(txn.mdb);
}

static enum store_rc
run(struct store *store, unsigned flags, store_fn *fn, void *ctx,
    struct err *err)
{
	enum store_rc answer = STORE_FAILED;
	size_t seen;
	int rc;

	for (int i = 0; i < TRIES; i++) {
		pthread_rwlock_rdlock(&store->lock);
		seen = store->env != NULL ? env_size(store) : 0;
		rc = attempt(store, flags, fn, ctx, &answer, err);
		pthread_rwlock_unlock(&store->lock);
		if (rc == 0)
			return answer;
		if (!cure(store, rc, seen, &answer, err))
			return answer;
	}
	return err_set(err, STORE_FAILED, "store: no end of retries");
}

enum store_rc
store_update(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	return run(store, 0, fn, ctx, err);
}

enum store_rc
store_view(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	return run(store, MDB_RDONLY, fn, ctx, err);
}

static enum store_rc
failed(struct store_txn *txn, int rc, const char *what, struct err *err)
{
	if (rc == MDB_MAP_FULL)
		txn->map_full = true;
	return store_fail(rc, what, err);
}

enum store_rc
store_get(struct store_txn *txn, enum store_table table, const void *key,
    size_t key_len, struct store_view *out, struct err *err)
{
	MDB_val k = { .mv_size = key_len, .mv_data = (void *)(uintptr_t)key };
	MDB_val v;
	int rc;

	if (!txn->store->has[table])
		return STORE_ABSENT;
	rc = mdb_get(txn->mdb, txn->store->dbi[table], &k, &v);
	if (rc == MDB_NOTFOUND)
		return STORE_ABSENT;
	if (rc != 0)
		return failed(txn, rc, "get", err);
	*out = (struct store_view){ .data = v.mv_data, .len = v.mv_size };
	return STORE_OK;
}

static enum store_rc
put(struct store_txn *txn, enum store_table table, const void *key,
    size_t key_len, const void *data, size_t len, unsigned flags,
    struct err *err)
{
	MDB_val k = { .mv_size = key_len, .mv_data = (void *)(uintptr_t)key };
	MDB_val v = { .mv_size = len, .mv_data = (void *)(uintptr_t)data };
	int rc;

	rc = mdb_put(txn->mdb, txn->store->dbi[table], &k, &v, flags);
	if (rc == MDB_KEYEXIST)
		return STORE_EXISTS;
	return rc == 0 ? STORE_OK : failed(txn, rc, "put", err);
}

enum store_rc
store_put(struct store_txn *txn, enum store_table table, const void *key,
    size_t key_len, const void *data, size_t len, struct err *err)
{
	return put(txn, table, key, key_len, data, len, 0, err);
}

enum store_rc
store_put_new(struct store_txn *txn, enum store_table table, const void *key,
    size_t key_len, const void *data, size_t len, struct err *err)
{
	return put(txn, table, key, key_len, data, len, MDB_NOOVERWRITE, err);
}

enum store_rc
store_del(struct store_txn *txn, enum store_table table, const void *key,
    size_t key_len, struct err *err)
{
	MDB_val k = { .mv_size = key_len, .mv_data = (void *)(uintptr_t)key };
	int rc;

	rc = mdb_del(txn->mdb, txn->store->dbi[table], &k, NULL);
	if (rc == MDB_NOTFOUND)
		return STORE_ABSENT;
	return rc == 0 ? STORE_OK : failed(txn, rc, "delete", err);
}

static bool
begins_with(const MDB_val *key, const void *prefix, size_t len)
{
	return len == 0 || (key->mv_size >= len &&
	    memcmp(key->mv_data, prefix, len) == 0);
}

static enum store_rc
walk(MDB_cursor *cursor, const void *prefix, size_t prefix_len,
    store_each *each, void *ctx, int *mdb_rc, struct err *err)
{
	MDB_val key = { .mv_size = prefix_len,
		.mv_data = (void *)(uintptr_t)prefix };
	MDB_val value;
	MDB_cursor_op op = prefix_len > 0 ? MDB_SET_RANGE : MDB_FIRST;
	enum store_rc rc = STORE_OK;

	while (rc == STORE_OK) {
		*mdb_rc = mdb_cursor_get(cursor, &key, &value, op);
		if (*mdb_rc != 0 || !begins_with(&key, prefix, prefix_len))
			break;
		op = MDB_NEXT;
		rc = each(&(struct store_view){ key.mv_data, key.mv_size },
		    &(struct store_view){ value.mv_data, value.mv_size }, ctx,
		    err);
	}
	return rc;
}

enum store_rc
store_scan(struct store_txn *txn, enum store_table table, const void *prefix,
    size_t prefix_len, store_each *each, void *ctx, struct err *err)
{
	MDB_cursor *cursor;
	enum store_rc rc;
	int mdb_rc;

	if (!txn->store->has[table])
		return STORE_OK;
	mdb_rc = mdb_cursor_open(txn->mdb, txn->store->dbi[table], &cursor);
	if (mdb_rc != 0)
		return failed(txn, mdb_rc, "scan", err);
	rc = walk(cursor, prefix, prefix_len, each, ctx, &mdb_rc, err);
	mdb_cursor_close(cursor);
	if (mdb_rc != 0 && mdb_rc != MDB_NOTFOUND)
		return failed(txn, mdb_rc, "scan", err);
	return rc;
}

enum store_rc
store_del_prefix(struct store_txn *txn, enum store_table table,
    const void *prefix, size_t prefix_len, struct err *err)
{
	MDB_cursor *cursor;
	MDB_val key, value;
	int rc;

	rc = mdb_cursor_open(txn->mdb, txn->store->dbi[table], &cursor);
	if (rc != 0)
		return failed(txn, rc, "delete", err);
	do {
		key = (MDB_val){ prefix_len, (void *)(uintptr_t)prefix };
		rc = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
		if (rc != 0 || !begins_with(&key, prefix, prefix_len))
			break;
		rc = mdb_cursor_del(cursor, 0);
	} while (rc == 0);
	mdb_cursor_close(cursor);
	if (rc != 0 && rc != MDB_NOTFOUND)
		return failed(txn, rc, "delete", err);
	return STORE_OK;
}

enum store_rc
store_count(struct store_txn *txn, enum store_table table, uint64_t *out,
    struct err *err)
{
	MDB_stat stat;
	int rc;

	*out = 0;
	if (!txn->store->has[table])
		return STORE_OK;
	rc = mdb_stat(txn->mdb, txn->store->dbi[table], &stat);
	if (rc != 0)
		return failed(txn, rc, "count", err);
	*out = stat.ms_entries;
	return STORE_OK;
}
