/*
 * The LMDB environment: opening it, letting its map grow, curing it.
 *
 * The map begins small and doubles when full: a map of the largest size from
 * the start would do for LMDB, but not under `ulimit -v`, valgrind or the
 * sanitizers. Another process may have grown the file since: LMDB says
 * MDB_MAP_RESIZED, and we adopt its size.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

#define FIRST_BYTES ((size_t)64 << 20)
#define MAX_BYTES ((size_t)64 << 30)
#define READERS 1024u
#define READER_BYTES 64u  /* at least what LMDB's lock file takes for each, */
#define LOCK_BYTES 4096u  /* and for what precedes them */
#define SCHEMA "1" /* of the tables; a session has a version of its own */

static const char *const table_names[STORE__TABLES] = {
	[STORE_META] = "meta",
	[STORE_SESSIONS] = "sessions",
	[STORE_JOURNAL] = "journal",
	[STORE_REQUESTS] = "requests",
	[STORE_ANSWERS] = "answers",
	[STORE_TRANSCRIPTS] = "transcripts",
	[STORE_REPLAYS] = "replays",
	[STORE_SLOTS] = "slots",
	[STORE_HOLDS] = "holds",
	[STORE_BOOKINGS] = "bookings",
	[STORE_BOOKING_INDEX] = "booking_index",
};

enum store_rc
store_fail(int rc, const char *what, struct err *err)
{
	bool full = rc == MDB_MAP_FULL || rc == ENOSPC || rc == EDQUOT;

	return err_set(err, full ? STORE_FULL : STORE_FAILED, "store: %s: %s",
	    what, mdb_strerror(rc));
}

static enum store_rc
open_tables(struct store *store, MDB_txn *txn, struct err *err)
{
	unsigned flags = store->options.read_only ? 0 : MDB_CREATE;
	int rc;

	for (int i = 0; i < STORE__TABLES; i++) {
		rc = mdb_dbi_open(txn, table_names[i], flags, &store->dbi[i]);
		store->has[i] = rc == 0;
		if (rc == MDB_NOTFOUND && store->options.read_only)
			continue;
		if (rc != 0)
			return store_fail(rc, table_names[i], err);
	}
	return STORE_OK;
}

/* A store written by a newer accueil is refused; an empty one is marked. */
static enum store_rc
check_schema(struct store *store, MDB_txn *txn, struct err *err)
{
	MDB_val key = { .mv_data = "schema", .mv_size = 6 };
	MDB_val value = { .mv_data = SCHEMA, .mv_size = sizeof(SCHEMA) - 1 };
	int rc;

	if (!store->has[STORE_META])
		return STORE_OK;
	rc = mdb_get(txn, store->dbi[STORE_META], &key, &value);
	if (rc == MDB_NOTFOUND && store->options.read_only)
		return STORE_OK;
	if (rc == MDB_NOTFOUND)
		rc = mdb_put(txn, store->dbi[STORE_META], &key, &value, 0);
	if (rc != 0)
		return store_fail(rc, "schema", err);
	if (value.mv_size != sizeof(SCHEMA) - 1 ||
	    memcmp(value.mv_data, SCHEMA, value.mv_size) != 0)
		return err_set(err, STORE_FAILED,
		    "store: schema %.*s is not ours (" SCHEMA
		    "): written by another version of accueil",
		    (int)value.mv_size, (const char *)value.mv_data);
	return STORE_OK;
}

static enum store_rc
prepare_tables(struct store *store, struct err *err)
{
	unsigned flags = store->options.read_only ? MDB_RDONLY : 0;
	enum store_rc rc;
	MDB_txn *txn;
	int mdb_rc;

	if ((mdb_rc = mdb_txn_begin(store->env, NULL, flags, &txn)) != 0)
		return store_fail(mdb_rc, "first transaction", err);
	if ((rc = open_tables(store, txn, err)) != STORE_OK ||
	    (rc = check_schema(store, txn, err)) != STORE_OK) {
		mdb_txn_abort(txn);
		return rc;
	}
	if ((mdb_rc = mdb_txn_commit(txn)) != 0)
		return store_fail(mdb_rc, "first commit", err);
	return STORE_OK;
}

static enum store_rc
set_limits(struct store *store, struct err *err)
{
	const struct store_options *o = &store->options;
	int rc;

	if ((rc = mdb_env_set_mapsize(store->env, o->first_bytes)) != 0)
		return store_fail(rc, "map size", err);
	if ((rc = mdb_env_set_maxdbs(store->env, STORE__TABLES)) != 0)
		return store_fail(rc, "tables", err);
	if ((rc = mdb_env_set_maxreaders(store->env, o->readers)) != 0)
		return store_fail(rc, "readers", err);
	return STORE_OK;
}

/*
 * LMDB maps its lock file, and fills the holes as readers come: on a full disk
 * that would be a SIGBUS. The blocks are reserved beforehand; LMDB says how
 * long the file is. While an environment is open nobody may do this: closing
 * the file drops the process's locks on it.
 */
static enum store_rc
reserve_lock_file(const struct store_options *o, struct err *err)
{
	char path[PATH_MAX];
	int fd, rc;

	if (snprintf(path, sizeof(path), "%s/lock.mdb", o->path) >=
	    (int)sizeof(path))
		return store_fail(ENAMETOOLONG, o->path, err);
	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640)) < 0)
		return store_fail(errno, path, err);
	rc = fallocate(fd, FALLOC_FL_KEEP_SIZE, 0,
	    (off_t)o->readers * READER_BYTES + LOCK_BYTES) == 0 ? 0 : errno;
	close(fd);
	if (rc == 0 || rc == EOPNOTSUPP) /* not every file system can */
		return STORE_OK;
	return store_fail(rc, path, err);
}

/* The directory, where it may be made, and the lock file's room. */
static enum store_rc
prepare_files(const struct store_options *o, struct err *err)
{
	if (o->read_only)
		return STORE_OK;
	if (mkdir(o->path, 0750) != 0 && errno != EEXIST)
		return store_fail(errno, o->path, err);
	return reserve_lock_file(o, err);
}

enum store_rc
env_open(struct store *store, struct err *err)
{
	/* No reader slot is tied to a thread: a pool may have many. */
	unsigned flags = MDB_NOTLS;
	enum store_rc result;
	int rc, dead;

	if ((result = prepare_files(&store->options, err)) != STORE_OK)
		return result;
	if (store->options.read_only)
		flags |= MDB_RDONLY;
	if (store->options.durability == STORE_RELAXED)
		flags |= MDB_NOMETASYNC;
	if ((rc = mdb_env_create(&store->env)) != 0)
		return store_fail(rc, "environment", err);
	if ((result = set_limits(store, err)) != STORE_OK)
		goto fail;
	rc = mdb_env_open(store->env, store->options.path, flags, 0640);
	if (rc != 0) {
		result = store_fail(rc, store->options.path, err);
		goto fail;
	}
	mdb_reader_check(store->env, &dead);
	if ((result = prepare_tables(store, err)) != STORE_OK)
		goto fail;
	return STORE_OK;
fail:
	env_close(store);
	return result;
}

void
env_close(struct store *store)
{
	if (store->env != NULL)
		mdb_env_close(store->env);
	store->env = NULL;
}

size_t
env_size(struct store *store)
{
	MDB_envinfo info;

	return mdb_env_info(store->env, &info) == 0 ? info.me_mapsize : 0;
}

enum store_rc
env_grow(struct store *store, size_t seen, struct err *err)
{
	enum store_rc result = STORE_OK;
	size_t now, next;
	int rc;

	pthread_rwlock_wrlock(&store->lock);
	now = env_size(store);
	next = now * 2 < store->options.max_bytes ? now * 2
	                                          : store->options.max_bytes;
	if (now > seen)
		goto out; /* another thread was quicker */
	if (next <= now) {
		result = store_fail(MDB_MAP_FULL, "largest size reached", err);
		goto out;
	}
	if ((rc = mdb_env_set_mapsize(store->env, next)) != 0)
		result = store_fail(rc, "growing the map", err);
out:
	pthread_rwlock_unlock(&store->lock);
	return result;
}

enum store_rc
env_adopt(struct store *store, struct err *err)
{
	int rc;

	pthread_rwlock_wrlock(&store->lock);
	rc = mdb_env_set_mapsize(store->env, 0);
	pthread_rwlock_unlock(&store->lock);
	return rc == 0 ? STORE_OK : store_fail(rc, "adopting the map", err);
}

enum store_rc
env_reopen(struct store *store, struct err *err)
{
	enum store_rc rc;

	pthread_rwlock_wrlock(&store->lock);
	env_close(store);
	rc = env_open(store, err);
	pthread_rwlock_unlock(&store->lock);
	return rc;
}

static void
fill_options(struct store_options *o)
{
	if (o->first_bytes == 0)
		o->first_bytes = FIRST_BYTES;
	if (o->max_bytes == 0)
		o->max_bytes = MAX_BYTES;
	if (o->first_bytes > o->max_bytes)
		o->first_bytes = o->max_bytes;
	if (o->readers == 0)
		o->readers = READERS;
}

/* glibc's readers overtake a waiting writer unless told otherwise, and the
 * map would never grow under load. */
static int
lock_init(pthread_rwlock_t *lock)
{
	pthread_rwlockattr_t attr;
	int rc;

	if ((rc = pthread_rwlockattr_init(&attr)) != 0)
		return rc;
	pthread_rwlockattr_setkind_np(&attr,
	    PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	rc = pthread_rwlock_init(lock, &attr);
	pthread_rwlockattr_destroy(&attr);
	return rc;
}

enum store_rc
store_open(const struct store_options *options, struct store **out,
    struct err *err)
{
	struct store *store;
	enum store_rc rc;
	int lock_rc;

	*out = NULL;
	if ((store = calloc(1, sizeof(*store))) == NULL)
		return err_set(err, STORE_FAILED, "store: out of memory");
	store->options = *options;
	fill_options(&store->options);
	if ((store->options.path = strdup(options->path)) == NULL) {
		free(store);
		return err_set(err, STORE_FAILED, "store: out of memory");
	}
	if ((lock_rc = lock_init(&store->lock)) != 0) {
		rc = store_fail(lock_rc, "lock", err);
		goto fail;
	}
	if ((rc = env_open(store, err)) != STORE_OK) {
		pthread_rwlock_destroy(&store->lock);
		goto fail;
	}
	*out = store;
	return STORE_OK;
fail:
	free((char *)(uintptr_t)store->options.path);
	free(store);
	return rc;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	env_close(store);
	pthread_rwlock_destroy(&store->lock);
	free((char *)(uintptr_t)store->options.path);
	free(store);
}

void
store_tend(struct store *store)
{
	int dead = 0;

	pthread_rwlock_rdlock(&store->lock);
	if (store->env != NULL)
		mdb_reader_check(store->env, &dead);
	pthread_rwlock_unlock(&store->lock);
}
