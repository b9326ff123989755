/*
 * src/gateway/replay.c: a signature is new once, for one thread of one process
 * only; and what has expired goes away.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "gateway/replay.h"
#include "store_work.h"

#define NOW_MS INT64_C(1795426200000)
#define WINDOW_MS INT64_C(300000)
#define GRACE_MS INT64_C(60000)

static struct signature
signature_of(int n, int64_t expires_ms)
{
	struct signature s = { .len = 32, .expires_ms = expires_ms };

	memcpy(s.mac, &n, sizeof(n));
	return s;
}

static enum store_rc
note(struct store *store, int n, int64_t expires_ms, int64_t now_ms)
{
	const struct signature s = signature_of(n, expires_ms);

	return replay_note(store, &s, now_ms, &err);
}

static enum store_rc
count_replays_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	return store_count(txn, STORE_REPLAYS, ctx, e);
}

static int
kept(struct store *store)
{
	uint64_t count = 0;

	ck_assert_int_eq(store_view(store, count_replays_fn, &count, &err),
	    STORE_OK);
	return (int)count;
}

START_TEST(test_a_signature_is_new_once)
{
	struct store *store = open_plain();
	const int64_t expiry = NOW_MS + WINDOW_MS;

	ck_assert_int_eq(note(store, 1, expiry, NOW_MS), STORE_OK);
	ck_assert_int_eq(note(store, 1, expiry, NOW_MS), STORE_EXISTS);
	ck_assert_int_eq(note(store, 2, expiry, NOW_MS), STORE_OK);
	ck_assert_int_eq(note(store, 1, expiry, expiry), STORE_EXISTS);
	ck_assert_int_eq(kept(store), 2);
	store_close(store);
}
END_TEST

START_TEST(test_it_is_remembered_by_whoever_opens_the_store_again)
{
	struct store *store = open_plain();

	ck_assert_int_eq(note(store, 1, NOW_MS + WINDOW_MS, NOW_MS), STORE_OK);
	store_close(store);
	store = open_plain();
	ck_assert_int_eq(note(store, 1, NOW_MS + WINDOW_MS, NOW_MS),
	    STORE_EXISTS);
	store_close(store);
}
END_TEST

/* A request may have waited for the store: the grace is for it. */
START_TEST(test_what_expired_goes_a_little_later_and_a_few_at_a_time)
{
	struct store *store = open_plain();
	const int64_t expiry = NOW_MS + WINDOW_MS;
	const int64_t later = expiry + WINDOW_MS;

	for (int n = 0; n < 40; n++)
		ck_assert_int_eq(note(store, n, expiry, NOW_MS), STORE_OK);
	ck_assert_int_eq(note(store, 40, later, expiry + GRACE_MS), STORE_OK);
	ck_assert_int_eq(kept(store), 41);
	for (int n = 41; n < 44; n++)
		ck_assert_int_eq(note(store, n, later, expiry + GRACE_MS + 1),
		    STORE_OK);
	ck_assert_int_eq(kept(store), 4); /* those of later */
	ck_assert_int_eq(note(store, 40, later, expiry + GRACE_MS + 1),
	    STORE_EXISTS);
	store_close(store);
}
END_TEST

/* --- Two processes, each of several threads ------------------------------- */

#define ROUNDS 50
#define PROCESSES 2
#define THREADS 4

/* Shared by the processes. */
static struct {
	pthread_barrier_t start; /* of each round */
	atomic_int let_in[ROUNDS], refused[ROUNDS];
} *crowd;

static void *
note_each_round(void *arg)
{
	struct store *store = arg;
	struct err cause = { "" };

	for (int n = 0; n < ROUNDS; n++) {
		const struct signature s = signature_of(n, NOW_MS + WINDOW_MS);

		pthread_barrier_wait(&crowd->start);
		switch (replay_note(store, &s, NOW_MS, &cause)) {
		case STORE_OK:
			crowd->let_in[n]++;
			break;
		case STORE_EXISTS:
			crowd->refused[n]++;
			break;
		default:
			return NULL; /* the counts will tell */
		}
	}
	return NULL;
}

static void
run_process(void)
{
	struct store *store = open_plain();
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, note_each_round, store);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	store_close(store);
	_exit(0);
}

START_TEST(test_of_many_at_once_exactly_one_is_let_in)
{
	pthread_barrierattr_t attr;
	int status;

	crowd = mmap(NULL, sizeof(*crowd), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert(crowd != MAP_FAILED);
	pthread_barrierattr_init(&attr);
	pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_barrier_init(&crowd->start, &attr, PROCESSES * THREADS);
	for (int i = 0; i < PROCESSES; i++) {
		if (fork() == 0)
			run_process();
	}
	for (int i = 0; i < PROCESSES; i++) {
		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	for (int n = 0; n < ROUNDS; n++) {
		ck_assert_int_eq(crowd->let_in[n], 1);
		ck_assert_int_eq(crowd->refused[n], PROCESSES * THREADS - 1);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("replay");
	TCase *tc = tcase_create("replay");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 20);
	tcase_add_test(tc, test_a_signature_is_new_once);
	tcase_add_test(tc,
	    test_it_is_remembered_by_whoever_opens_the_store_again);
	tcase_add_test(tc,
	    test_what_expired_goes_a_little_later_and_a_few_at_a_time);
	tcase_add_test(tc, test_of_many_at_once_exactly_one_is_let_in);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
