/*
 * src/agenda in a crowd: processes of threads book, move and cancel on the
 * same few slots, two processes are killed in the middle, and then no two
 * bookings overlap and each answer given stands. Some want slots of half an
 * hour and some of twenty minutes, so that they also overlap in part.
 * ATTEMPTS=2000 in the environment is for a long night.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "agenda_work.h"

#define PROCESSES 8
#define KILLED    2 /* the first ones */
#define THREADS   8
#define MINE      4 /* bookings that a thread has at most */
#define ATTEMPTS  400

#define NOW       "2026-03-01T08:00:00Z" /* a Sunday */
#define FIRST     "2026-03-02T08:00:00Z" /* 9:00 in Paris */
#define MINUTE_MS ((int64_t)60 * 1000)
#define DAY_MS    (24 * 60 * MINUTE_MS)
#define DAYS      5
#define HOURS                                                          \
	"hours { mon = '09:00-14:00' tue = '09:00-14:00' "             \
	"wed = '09:00-14:00' thu = '09:00-14:00' fri = '09:00-14:00' }"

/* What a thread was answered: written after the commit, read by the parent
 * when the process is over. */
struct worker {
	struct booking mine[MINE]; /* start_ms 0: none */
	unsigned process, thread, seed, failures;
	int attempts;
	const struct tenant *office; /* as its configuration has it */
};

static struct config *halves, *thirds; /* slots of 30 and of 20 minutes */

struct try {
	struct agenda a;
	struct agenda_slot slot;
	struct booking *mine;
	struct booking after;
	enum agenda_outcome outcome;
	enum store_rc (*verb)(struct try *t, struct err *e);
};

static enum store_rc
try_book(struct try *t, struct err *e)
{
	static const struct agenda_who who = { .name = "", .name_key = "",
		.contact = "+33639980114", .reason = "" };

	return agenda_book(&t->a, &t->slot, &who, &t->outcome, &t->after, e);
}

static enum store_rc
try_move(struct try *t, struct err *e)
{
	return agenda_move(&t->a, t->mine->id, &t->slot, &t->outcome,
	    &t->after, e);
}

static enum store_rc
try_cancel(struct try *t, struct err *e)
{
	return agenda_cancel(&t->a, t->mine->id, &t->outcome, &t->after, e);
}

static enum store_rc
try_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct try *t = ctx;

	t->a.txn = txn;
	return t->verb(t, e);
}

static void
choose(struct worker *w, struct try *t)
{
	int64_t length = w->office->own.slot_ms;
	int64_t slots = 5 * 60 * MINUTE_MS / length;
	unsigned chance = (unsigned)rand_r(&w->seed);

	t->slot = (struct agenda_slot){ .start_ms = at(FIRST) +
		chance % DAYS * DAY_MS + chance / DAYS % slots * length };
	t->mine = &w->mine[(unsigned)rand_r(&w->seed) % MINE];
	t->verb = try_book;
	if (t->mine->start_ms != 0)
		t->verb = rand_r(&w->seed) % 3 == 0 ? try_cancel : try_move;
}

static void *
work(void *ctx)
{
	struct worker *w = ctx;
	char call_id[32];
	struct try t;
	struct err e;

	for (int i = 0; i < w->attempts; i++) {
		choose(w, &t);
		snprintf(call_id, sizeof(call_id), "%u-%u-%d", w->process,
		    w->thread, i);
		t.a = (struct agenda){ .tenant = w->office,
			.call_id = call_id, .now_ms = at(NOW) };
		if (store_update(agenda_store, try_fn, &t, &e) != STORE_OK)
			w->failures++;
		else if (t.outcome == AGENDA_DONE)
			*t.mine = t.after;
		else if (t.outcome != AGENDA_TAKEN)
			w->failures++; /* nobody else touches what is ours */
		if (t.mine->cancelled_ms != 0)
			t.mine->start_ms = 0;
	}
	return NULL;
}

static void
run_process(struct worker *workers)
{
	pthread_t thread[THREADS];

	agenda_store = open_plain();
	for (int i = 0; i < THREADS; i++) {
		if (pthread_create(&thread[i], NULL, work, &workers[i]) != 0)
			abort();
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	store_close(agenda_store);
}

static int
attempts(void)
{
	const char *text = getenv("ATTEMPTS");

	return text != NULL ? atoi(text) : ATTEMPTS;
}

static struct worker *
new_workers(void)
{
	struct worker *w = mmap(NULL,
	    PROCESSES * THREADS * sizeof(struct worker),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	ck_assert_ptr_ne(w, MAP_FAILED);
	for (unsigned i = 0; i < PROCESSES * THREADS; i++) {
		w[i].process = i / THREADS;
		w[i].thread = i % THREADS;
		w[i].seed = i + 1;
		w[i].attempts = attempts();
		w[i].office = &(i % 2 ? halves : thirds)->tenants[0];
	}
	return w;
}

/* --- What is left --------------------------------------------------------- */

struct left {
	const struct worker *workers;
	int64_t end_ms;    /* of the booking before */
	uint64_t quanta;   /* that the bookings must have */
	int count;         /* bookings of threads that survived */
};

static bool
is_mine(const struct worker *w, const struct booking *b)
{
	for (int i = 0; i < MINE; i++) {
		if (strcmp(w->mine[i].id, b->id) == 0 &&
		    w->mine[i].start_ms == b->start_ms)
			return true;
	}
	return false;
}

static enum store_rc
check_one(const struct booking *b, void *ctx, struct err *e)
{
	struct left *left = ctx;
	unsigned process, thread;

	(void)e;
	ck_assert_int_eq(sscanf(b->call_id, "%u-%u-", &process, &thread), 2);
	ck_assert_msg(b->start_ms >= left->end_ms, "%s overlaps", b->id);
	left->end_ms = b->start_ms + b->length_ms;
	left->quanta += (uint64_t)(b->length_ms / (5 * MINUTE_MS));
	if (process < KILLED)
		return STORE_OK; /* the answer may have died with it */
	ck_assert_msg(is_mine(&left->workers[process * THREADS + thread], b),
	    "%s: nobody was told", b->id);
	left->count++;
	return STORE_OK;
}

static enum store_rc
check_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct left *left = ctx;
	enum store_rc rc = booking_between(txn, "a", at(NOW),
	    at(NOW) + 30 * DAY_MS, check_one, left, e);
	uint64_t quanta = 0;
	int told = 0;

	ck_assert_int_eq(store_count(txn, STORE_SLOTS, &quanta, e), STORE_OK);
	ck_assert_uint_eq(quanta, left->quanta);
	for (int i = 0; i < PROCESSES * THREADS; i++) {
		ck_assert_uint_eq(left->workers[i].failures, 0);
		for (int j = 0; i >= KILLED * THREADS && j < MINE; j++)
			told += left->workers[i].mine[j].start_ms != 0;
	}
	ck_assert_int_eq(told, left->count);
	return rc;
}

static void
wait_for(const pid_t *children)
{
	int status;

	for (int i = 0; i < PROCESSES; i++) {
		if (i < KILLED) {
			usleep(200 * 1000);
			kill(children[i], SIGKILL);
		}
	}
	for (int i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(waitpid(children[i], &status, 0),
		    children[i]);
		ck_assert(i < KILLED ||
		    (WIFEXITED(status) && WEXITSTATUS(status) == 0));
	}
}

START_TEST(test_no_time_is_booked_twice_and_each_answer_stands)
{
	struct worker *workers;
	pid_t children[PROCESSES];
	struct left left = { .end_ms = 0 };

	open_office("slot = 20m " HOURS);
	thirds = config_ref(config);
	open_office("slot = 30m " HOURS);
	halves = config_ref(config);
	workers = new_workers();
	left.workers = workers;
	store_close(agenda_store);
	for (int i = 0; i < PROCESSES; i++) {
		if ((children[i] = fork()) == 0) {
			run_process(&workers[i * THREADS]);
			_exit(0);
		}
	}
	wait_for(children);
	agenda_store = open_plain();
	ck_assert_msg(store_view(agenda_store, check_fn, &left, &err) ==
		STORE_OK, "%s", err.text);
	ck_assert_int_gt(left.count, 0);
	config_unref(thirds);
	config_unref(halves);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("agenda, in a crowd");
	TCase *tc = tcase_create("race");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, close_office);
	tcase_add_test(tc, test_no_time_is_booked_twice_and_each_answer_stands);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
