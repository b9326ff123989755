/* What the two tests of src/store share: a store in a directory, and work. */
#ifndef ACCUEIL_TESTS_STORE_WORK_H
#define ACCUEIL_TESTS_STORE_WORK_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define KB ((size_t)1024)
#define TINY (64 * KB) /* a map that holds little more than the tables */

static char dir[64];
static struct err err;

static inline void
setup(void)
{
	strcpy(dir, "/tmp/accueil-store-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static inline void
teardown(void)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/data.mdb", dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/lock.mdb", dir);
	unlink(path);
	rmdir(dir);
}

static inline struct store *
open_with(struct store_options options)
{
	struct store *store;

	options.path = dir;
	options.durability = STORE_RELAXED;
	ck_assert_msg(store_open(&options, &store, &err) == STORE_OK, "%s",
	    err.text);
	return store;
}

static inline struct store *
open_plain(void)
{
	return open_with((struct store_options){ 0 });
}

/* --- Pieces of work -------------------------------------------------------- */

struct entry {
	const char *key;
	size_t len;           /* of a value: so many 'x' */
	enum store_rc answer; /* what the function then returns */
	int runs;             /* how often it was run */
};

static inline enum store_rc
put_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct entry *entry = ctx;
	char *value = malloc(entry->len + 1);
	enum store_rc rc;

	entry->runs++;
	memset(value, 'x', entry->len);
	rc = store_put(txn, STORE_SESSIONS, entry->key, strlen(entry->key),
	    value, entry->len, e);
	free(value);
	return rc == STORE_OK ? entry->answer : rc;
}

static inline enum store_rc
put(struct store *store, const char *key, size_t len)
{
	return store_update(store, put_fn,
	    &(struct entry){ .key = key, .len = len }, &err);
}

static inline enum store_rc
get_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct entry *entry = ctx;
	struct store_view view;
	enum store_rc rc = store_get(txn, STORE_SESSIONS, entry->key,
	    strlen(entry->key), &view, e);

	if (rc == STORE_OK)
		entry->len = view.len;
	return rc;
}

static inline enum store_rc
get(struct store *store, const char *key, size_t *len)
{
	struct entry entry = { .key = key };
	enum store_rc rc = store_view(store, get_fn, &entry, &err);

	if (len != NULL)
		*len = entry.len;
	return rc;
}

static inline enum store_rc
count_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	return store_count(txn, STORE_SESSIONS, ctx, e);
}

static inline int
entries(struct store *store)
{
	uint64_t count = 0;

	ck_assert_int_eq(store_view(store, count_fn, &count, &err), STORE_OK);
	return (int)count;
}

#endif
