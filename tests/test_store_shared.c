/*
 * src/store shared: by threads, by processes that grow it, hold it or die in
 * it, and by a disk that is full. Each process opens the store for itself:
 * LMDB may be open once only in each, and not across fork().
 */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "store/internal.h" /* dead readers are counted below the interface */
#include "store_work.h"

/* --- Processes ------------------------------------------------------------- */

/* Tokens between a parent and its child: one byte each way. */
struct pair {
	int to_child[2], to_parent[2];
};

static void
pair_init(struct pair *p)
{
	ck_assert_int_eq(pipe(p->to_child), 0);
	ck_assert_int_eq(pipe(p->to_parent), 0);
}

static void
tell(const int ends[2])
{
	ck_assert_int_eq(write(ends[1], "", 1), 1);
}

static void
hear(const int ends[2])
{
	char c;

	ck_assert_int_eq(read(ends[0], &c, 1), 1);
}

static int
status_of(pid_t child)
{
	int status = -1;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return status;
}

/* --- A counter, read and written in one transaction ------------------------ */

static enum store_rc
count_up_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct store_view view;
	uint64_t n = 0;
	enum store_rc rc = store_get(txn, STORE_SESSIONS, "n", 1, &view, e);

	(void)ctx;
	if (rc == STORE_OK)
		memcpy(&n, view.data, sizeof(n));
	n++;
	return store_put(txn, STORE_SESSIONS, "n", 1, &n, sizeof(n), e);
}

#define TURNS 50
#define THREADS 4

static void *
count_up(void *store)
{
	struct err e;

	for (int i = 0; i < TURNS; i++) {
		if (store_update(store, count_up_fn, NULL, &e) != STORE_OK)
			abort();
	}
	return NULL;
}

static void
count_in_threads(void)
{
	struct store *store = open_plain();
	pthread_t thread[THREADS];

	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(
		    pthread_create(&thread[i], NULL, count_up, store), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	store_close(store);
}

static enum store_rc
read_count_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct store_view view;
	enum store_rc rc = store_get(txn, STORE_SESSIONS, "n", 1, &view, e);

	if (rc == STORE_OK)
		memcpy(ctx, view.data, sizeof(uint64_t));
	return rc;
}

START_TEST(test_two_processes_of_four_threads_lose_no_increment)
{
	struct store *store;
	uint64_t n = 0;
	pid_t child;

	if ((child = fork()) == 0) {
		count_in_threads();
		_exit(0);
	}
	count_in_threads();
	ck_assert_int_eq(status_of(child), 0);
	store = open_plain();
	ck_assert_int_eq(store_view(store, read_count_fn, &n, &err), STORE_OK);
	ck_assert_uint_eq(n, 2 * THREADS * TURNS);
	store_close(store);
}
END_TEST

/* --- Growth under way ------------------------------------------------------ */

#define PIECES 40

static void *
grow(void *store)
{
	char key[32];
	struct err e;

	for (int i = 0; i < PIECES; i++) {
		struct entry entry = { .key = key, .len = 8 * KB };

		snprintf(key, sizeof(key), "%lx-%d", (long)pthread_self(), i);
		if (store_update(store, put_fn, &entry, &e) != STORE_OK ||
		    store_view(store, get_fn, &entry, &e) != STORE_OK)
			abort();
	}
	return NULL;
}

START_TEST(test_the_map_grows_under_threads_that_read_and_write)
{
	struct store *store = open_with(
	    (struct store_options){ .first_bytes = TINY });
	pthread_t thread[THREADS];

	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(
		    pthread_create(&thread[i], NULL, grow, store), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	ck_assert_int_eq(entries(store), THREADS * PIECES);
	store_close(store);
}
END_TEST

START_TEST(test_the_growth_of_another_process_is_noticed)
{
	struct store_options tiny = { .first_bytes = TINY,
		.read_only = _i == 1 };
	struct store *store;
	struct pair p;
	pid_t child;

	store_close(open_with((struct store_options){ .first_bytes = TINY }));
	pair_init(&p);
	if ((child = fork()) == 0) {
		hear(p.to_child);
		store = open_with(
		    (struct store_options){ .first_bytes = TINY });
		_exit(put(store, "big", 2000 * KB) != STORE_OK);
	}
	store = open_with(tiny);
	ck_assert_int_eq(entries(store), 0);
	tell(p.to_child);
	ck_assert_int_eq(status_of(child), 0);
	ck_assert_int_eq(entries(store), 1);
	ck_assert_int_eq(get(store, "big", NULL), STORE_OK);
	if (!tiny.read_only)
		ck_assert_int_eq(put(store, "ours", 100 * KB), STORE_OK);
	store_close(store);
}
END_TEST

/* --- Deaths ---------------------------------------------------------------- */

/* Say that the transaction is open, then stay in it until killed. */
static enum store_rc
die_in_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	const struct pair *p = ctx;

	/* In a view this writes nothing: it need not. */
	(void)store_put(txn, STORE_SESSIONS, "theirs", 6, "x", 1, e);
	tell(p->to_parent);
	pause();
	return STORE_OK;
}

/* A store, and a child in the middle of a transaction on it. The store is
 * opened first: that takes a write transaction. */
static struct store *
open_with_child_inside(bool writes, unsigned readers, pid_t *child)
{
	struct store_options options = { .readers = readers };
	struct store *store;
	struct pair p;

	pair_init(&p);
	if ((*child = fork()) == 0) {
		hear(p.to_child);
		store = open_with(options);
		if (writes)
			store_update(store, die_in_fn, &p, &err);
		else
			store_view(store, die_in_fn, &p, &err);
		_exit(1);
	}
	store = open_with(options);
	tell(p.to_child);
	hear(p.to_parent);
	return store;
}

static void
kill_child(pid_t child)
{
	ck_assert_int_eq(kill(child, SIGKILL), 0);
	ck_assert_int_eq(WTERMSIG(status_of(child)), SIGKILL);
}

START_TEST(test_a_killed_reader_gives_its_slot_back)
{
	struct store *store;
	pid_t child;

	store = open_with_child_inside(false, 1, &child);
	ck_assert_int_eq(get(store, "call", NULL), STORE_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, "MDB_READERS_FULL"));
	ck_assert_int_eq(put(store, "call", 1), STORE_OK); /* needs no slot */
	kill_child(child);
	ck_assert_int_eq(get(store, "call", NULL), STORE_OK);
	store_close(store);
}
END_TEST

START_TEST(test_tending_clears_readers_that_died)
{
	struct store *store;
	pid_t child;
	int dead = -1;

	store = open_with_child_inside(false, 0, &child);
	kill_child(child);
	store_tend(store);
	ck_assert_int_eq(mdb_reader_check(store->env, &dead), 0);
	ck_assert_int_eq(dead, 0);
	store_close(store);
}
END_TEST

START_TEST(test_a_writer_killed_in_the_middle_leaves_nothing_and_no_lock)
{
	struct store *store;
	pid_t child;

	store = open_with_child_inside(true, 0, &child);
	ck_assert_int_eq(entries(store), 0);
	kill_child(child);
	ck_assert_int_eq(put(store, "ours", 1), STORE_OK);
	ck_assert_int_eq(get(store, "theirs", NULL), STORE_ABSENT);
	store_close(store);
}
END_TEST

/* --- A disk that is full --------------------------------------------------- */

#define DISK "size=400k,mode=700"

/* A small file system over the test's directory, seen by this process alone
 * and gone with it: root only. */
static bool
mount_small_disk(void)
{
	if (unshare(CLONE_NEWNS) == 0 &&
	    mount("none", "/", "none", MS_REC | MS_PRIVATE, "") == 0 &&
	    mount("none", dir, "tmpfs", 0, DISK) == 0)
		return true;
	fprintf(stderr, "skipped: no tmpfs can be mounted here\n");
	return false;
}

static void
fill_disk(void)
{
	char path[96], page[4096] = "";
	FILE *out;

	snprintf(path, sizeof(path), "%s/filler", dir);
	out = fopen(path, "w");
	ck_assert_ptr_nonnull(out);
	setvbuf(out, NULL, _IONBF, 0);
	while (fwrite(page, sizeof(page), 1, out) == 1)
		;
	fclose(out);
}

static void
free_disk(void)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/filler", dir);
	ck_assert_int_eq(unlink(path), 0);
}

START_TEST(test_a_full_disk_refuses_writes_and_serves_reads)
{
	struct store *store;

	if (!mount_small_disk())
		return;
	store = open_plain();
	ck_assert_int_eq(put(store, "before", 100), STORE_OK);
	fill_disk();
	ck_assert_int_eq(put(store, "big", 100 * KB), STORE_FULL);
	ck_assert_ptr_nonnull(strstr(err.text, "No space left"));
	ck_assert_int_eq(get(store, "big", NULL), STORE_ABSENT);
	ck_assert_int_eq(get(store, "before", NULL), STORE_OK);
	free_disk();
	ck_assert_int_eq(put(store, "big", 100 * KB), STORE_OK);
	ck_assert_int_eq(entries(store), 2);
	store_close(store);
	umount(dir);
}
END_TEST

/* The lock file is a mapping: a hole in it, on a full disk, is a SIGBUS. */
START_TEST(test_opening_on_a_full_disk_is_an_error_and_not_a_signal)
{
	struct store_options options = { .path = dir };
	struct store *store;

	if (!mount_small_disk())
		return;
	fill_disk();
	ck_assert_int_eq(store_open(&options, &store, &err), STORE_FULL);
	free_disk();
	store = open_plain();
	ck_assert_int_eq(put(store, "call", 1), STORE_OK);
	store_close(store);
	umount(dir);
}
END_TEST

#ifdef __SANITIZE_THREAD__
#define CROWD 40  /* its deadlock detector follows 64 holders of a lock */
#else
#define CROWD 100 /* more slots than one page of the lock file holds */
#endif

static pthread_barrier_t all_inside;

static enum store_rc
meet_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	(void)txn;
	(void)ctx;
	(void)e;
	pthread_barrier_wait(&all_inside);
	return STORE_OK;
}

static void *
meet(void *store)
{
	if (store_view(store, meet_fn, NULL, NULL) != STORE_OK)
		abort();
	return NULL;
}

START_TEST(test_a_crowd_of_readers_on_a_full_disk_is_served)
{
	pthread_t thread[CROWD];
	struct store *store;

	if (!mount_small_disk())
		return;
	ck_assert_int_eq(pthread_barrier_init(&all_inside, NULL, CROWD), 0);
	store = open_plain();
	fill_disk();
	for (int i = 0; i < CROWD; i++)
		ck_assert_int_eq(
		    pthread_create(&thread[i], NULL, meet, store), 0);
	for (int i = 0; i < CROWD; i++)
		pthread_join(thread[i], NULL);
	store_close(store);
	umount(dir);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("store, shared");
	TCase *tc = tcase_create("shared");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
	    test_two_processes_of_four_threads_lose_no_increment);
	tcase_add_test(tc,
	    test_the_map_grows_under_threads_that_read_and_write);
	tcase_add_loop_test(tc, test_the_growth_of_another_process_is_noticed,
	    0, 2);
	tcase_add_test(tc, test_a_killed_reader_gives_its_slot_back);
	tcase_add_test(tc, test_tending_clears_readers_that_died);
	tcase_add_test(tc,
	    test_a_writer_killed_in_the_middle_leaves_nothing_and_no_lock);
	tcase_add_test(tc, test_a_full_disk_refuses_writes_and_serves_reads);
	tcase_add_test(tc,
	    test_opening_on_a_full_disk_is_an_error_and_not_a_signal);
	tcase_add_test(tc, test_a_crowd_of_readers_on_a_full_disk_is_served);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
