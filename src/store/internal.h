/* What the files of store/ share, and nobody else may see. */
#ifndef ACCUEIL_STORE_INTERNAL_H
#define ACCUEIL_STORE_INTERNAL_H

#include <lmdb.h>
#include <pthread.h>

#include "store/store.h"

struct store {
	struct store_options options; /* never changes; path is our own copy */
	/*
	 * Held for reading by every transaction, for writing by whoever
	 * resizes or reopens the environment: LMDB forbids both while a
	 * transaction of this process is alive. Guards env and dbi.
	 */
	pthread_rwlock_t lock;
	MDB_env *env;
	MDB_dbi dbi[STORE__TABLES];
	bool has[STORE__TABLES]; /* false: read-only and not created yet */
};

struct store_txn {
	struct store *store;
	MDB_txn *mdb;
	bool map_full; /* a write found no room in the map: grow, run again */
};

/*
 * env_open(store, err), env_close(store): the environment and its tables.
 * Called with the lock held for writing, or before anyone else has the store.
 */
enum store_rc env_open(struct store *store, struct err *err);
void env_close(struct store *store);

/* env_grow(store, seen, err): enlarge the map, unless someone else did since
 * it was ${seen} bytes. Takes the lock. STORE_FULL at the limit. */
enum store_rc env_grow(struct store *store, size_t seen, struct err *err);

/* env_adopt(store, err): take over a size that another process has set. */
enum store_rc env_adopt(struct store *store, struct err *err);

/* env_reopen(store, err): after MDB_PANIC, which only this cures. */
enum store_rc env_reopen(struct store *store, struct err *err);

/* env_size(store): the map's size now. */
size_t env_size(struct store *store);

/* store_fail(rc, what, err): LMDB's code to ours, the cause into *err. */
enum store_rc store_fail(int rc, const char *what, struct err *err);

#endif
