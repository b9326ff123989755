/* src/store in one process: transactions, refusals, growth, versions. */
#include "store_work.h"

START_TEST(test_what_is_committed_is_there_when_the_store_opens_again)
{
	struct store *store = open_plain();
	size_t len;

	ck_assert_int_eq(get(store, "call", NULL), STORE_ABSENT);
	ck_assert_int_eq(put(store, "call", 12), STORE_OK);
	store_close(store);
	store = open_with((struct store_options){ .read_only = true });
	ck_assert_int_eq(get(store, "call", &len), STORE_OK);
	ck_assert_uint_eq(len, 12);
	ck_assert_int_eq(put(store, "other", 12), STORE_FAILED);
	store_close(store);
	store_close(NULL);
}
END_TEST

static const enum store_rc refusals[] = { STORE_REFUSED, STORE_ABSENT,
	STORE_EXISTS, STORE_FULL, STORE_FAILED };

START_TEST(test_any_answer_but_ok_leaves_nothing_and_comes_back)
{
	struct store *store = open_plain();
	struct entry entry = { .key = "call", .len = 9,
		.answer = refusals[_i] };

	ck_assert_int_eq(store_update(store, put_fn, &entry, &err),
	    refusals[_i]);
	ck_assert_int_eq(entry.runs, 1);
	ck_assert_int_eq(get(store, "call", NULL), STORE_ABSENT);
	store_close(store);
}
END_TEST

static enum store_rc
verbs_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct store_view v;

	(void)ctx;
	ck_assert_int_eq(store_put_new(txn, STORE_REQUESTS, "k", 1, "one", 3, e),
	    STORE_OK);
	ck_assert_int_eq(store_put_new(txn, STORE_REQUESTS, "k", 1, "two", 3, e),
	    STORE_EXISTS);
	ck_assert_int_eq(store_get(txn, STORE_REQUESTS, "k", 1, &v, e),
	    STORE_OK);
	ck_assert_mem_eq(v.data, "one", 3);
	ck_assert_int_eq(store_put(txn, STORE_REQUESTS, "k", 1, "three", 5, e),
	    STORE_OK);
	ck_assert_int_eq(store_get(txn, STORE_REQUESTS, "k", 1, &v, e),
	    STORE_OK);
	ck_assert_uint_eq(v.len, 5);
	ck_assert_int_eq(store_get(txn, STORE_SESSIONS, "k", 1, &v, e),
	    STORE_ABSENT);
	ck_assert_int_eq(store_del(txn, STORE_REQUESTS, "k", 1, e), STORE_OK);
	ck_assert_int_eq(store_del(txn, STORE_REQUESTS, "k", 1, e),
	    STORE_ABSENT);
	return STORE_OK;
}

START_TEST(test_put_put_new_get_and_del_keep_their_word)
{
	struct store *store = open_plain();

	ck_assert_int_eq(store_update(store, verbs_fn, NULL, &err), STORE_OK);
	store_close(store);
}
END_TEST

START_TEST(test_a_key_that_is_too_long_or_empty_is_refused_with_its_cause)
{
	struct store *store = open_plain();
	char key[STORE_KEY_BYTES + 2];

	memset(key, 'k', sizeof(key));
	key[STORE_KEY_BYTES + 1] = '\0';
	err.text[0] = '\0';
	ck_assert_int_eq(put(store, key, 3), STORE_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, "MDB_BAD_VALSIZE"));
	ck_assert_int_eq(put(store, "", 3), STORE_FAILED);
	key[STORE_KEY_BYTES] = '\0';
	ck_assert_int_eq(put(store, key, 3), STORE_OK);
	ck_assert_int_eq(entries(store), 1);
	store_close(store);
}
END_TEST

/* "b" and "b" NUL something are two calls' keys: a prefix is bytes. */
static const char *const keys[] = { "a", "b1", "b2", "b3", "c" };

static enum store_rc
put_keys_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	enum store_rc rc = STORE_OK;

	(void)ctx;
	for (int i = COUNT(keys); i-- > 0 && rc == STORE_OK;)
		rc = store_put(txn, STORE_SESSIONS, keys[i], strlen(keys[i]),
		    keys[i], 1, e);
	return rc;
}

struct walk {
	const char *prefix, *stop_at;
	char seen[64];
};

static enum store_rc
walk_one(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *e)
{
	struct walk *w = ctx;

	(void)e;
	ck_assert_mem_eq(key->data, value->data, 1);
	strncat(w->seen, key->data, key->len);
	strcat(w->seen, " ");
	return w->stop_at != NULL &&
	        strncmp(key->data, w->stop_at, key->len) == 0
	    ? STORE_REFUSED
	    : STORE_OK;
}

static enum store_rc
walk_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct walk *w = ctx;

	return store_scan(txn, STORE_SESSIONS, w->prefix, strlen(w->prefix),
	    walk_one, w, e);
}

static const struct {
	struct walk walk;
	enum store_rc rc;
	const char *seen;
} walks[] = {
	{ { "", NULL, "" }, STORE_OK, "a b1 b2 b3 c " },
	{ { "b", NULL, "" }, STORE_OK, "b1 b2 b3 " },
	{ { "b", "b2", "" }, STORE_REFUSED, "b1 b2 " },
	{ { "c", NULL, "" }, STORE_OK, "c " },
	{ { "bb", NULL, "" }, STORE_OK, "" },
	{ { "d", NULL, "" }, STORE_OK, "" },
};

START_TEST(test_a_scan_visits_its_prefix_in_order_until_told_to_stop)
{
	struct store *store = open_plain();
	struct walk walk = walks[_i].walk;

	ck_assert_int_eq(store_update(store, put_keys_fn, NULL, &err),
	    STORE_OK);
	ck_assert_int_eq(store_view(store, walk_fn, &walk, &err),
	    walks[_i].rc);
	ck_assert_str_eq(walk.seen, walks[_i].seen);
	ck_assert_int_eq(entries(store), COUNT(keys));
	store_close(store);
}
END_TEST

/* --- The map --------------------------------------------------------------- */

START_TEST(test_the_map_grows_and_the_work_is_run_again)
{
	struct store *store = open_with(
	    (struct store_options){ .first_bytes = TINY });
	struct entry entry = { .key = "big", .len = 1000 * KB };
	size_t len;

	ck_assert_int_eq(put(store, "before", 100), STORE_OK);
	ck_assert_int_eq(store_update(store, put_fn, &entry, &err), STORE_OK);
	ck_assert_int_gt(entry.runs, 1);
	ck_assert_int_eq(get(store, "big", &len), STORE_OK);
	ck_assert_uint_eq(len, 1000 * KB);
	ck_assert_int_eq(get(store, "before", &len), STORE_OK);
	ck_assert_uint_eq(len, 100);
	store_close(store);
}
END_TEST

START_TEST(test_a_full_map_says_so_still_reads_and_heals_by_deleting)
{
	struct store *store = open_with((struct store_options){
	    .first_bytes = TINY, .max_bytes = 4 * TINY });
	enum store_rc rc;
	char key[16];
	int kept = 0;

	do {
		snprintf(key, sizeof(key), "%04d", kept);
		rc = put(store, key, 3 * KB);
	} while (rc == STORE_OK && ++kept < 1000);
	ck_assert_int_eq(rc, STORE_FULL);
	ck_assert_int_gt(kept, 16);
	ck_assert_int_eq(entries(store), kept);
	ck_assert_int_eq(get(store, "0000", NULL), STORE_OK);
	for (int i = 0; i < 8; i++) {
		snprintf(key, sizeof(key), "%04d", i);
		ck_assert_int_eq(put(store, key, 1), STORE_OK);
	}
	ck_assert_int_eq(put(store, "again", 3 * KB), STORE_OK);
	store_close(store);
}
END_TEST

START_TEST(test_the_first_map_is_no_larger_than_the_largest_allowed)
{
	struct store *store = open_with(
	    (struct store_options){ .max_bytes = 4 * TINY });

	ck_assert_int_eq(put(store, "big", 5 * TINY), STORE_FULL);
	ck_assert_int_eq(put(store, "small", 1), STORE_OK);
	store_close(store);
}
END_TEST

/* --- Other versions, other directories ------------------------------------- */

static enum store_rc
mark_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	(void)ctx;
	return store_put(txn, STORE_META, "schema", 6, "2", 1, e);
}

START_TEST(test_a_store_of_another_version_is_refused)
{
	struct store_options options = { .path = dir, .read_only = _i };
	struct store *store = open_plain();

	ck_assert_int_eq(store_update(store, mark_fn, NULL, &err), STORE_OK);
	store_close(store);
	ck_assert_int_eq(store_open(&options, &store, &err), STORE_FAILED);
	ck_assert_ptr_null(store);
	ck_assert_ptr_nonnull(strstr(err.text, "schema 2"));
}
END_TEST

START_TEST(test_a_directory_that_cannot_be_is_an_error_with_its_path)
{
	struct store_options options = { .path = "/proc/nowhere",
		.read_only = _i };
	struct store *store;

	ck_assert_int_eq(store_open(&options, &store, &err), STORE_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, "/proc/nowhere"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("store");
	TCase *tc = tcase_create("store");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
	    test_what_is_committed_is_there_when_the_store_opens_again);
	tcase_add_loop_test(tc,
	    test_any_answer_but_ok_leaves_nothing_and_comes_back, 0,
	    COUNT(refusals));
	tcase_add_test(tc, test_put_put_new_get_and_del_keep_their_word);
	tcase_add_test(tc,
	    test_a_key_that_is_too_long_or_empty_is_refused_with_its_cause);
	tcase_add_loop_test(tc,
	    test_a_scan_visits_its_prefix_in_order_until_told_to_stop, 0,
	    COUNT(walks));
	tcase_add_test(tc, test_the_map_grows_and_the_work_is_run_again);
	tcase_add_test(tc,
	    test_a_full_map_says_so_still_reads_and_heals_by_deleting);
	tcase_add_test(tc,
	    test_the_first_map_is_no_larger_than_the_largest_allowed);
	tcase_add_loop_test(tc, test_a_store_of_another_version_is_refused, 0,
	    2);
	tcase_add_loop_test(tc,
	    test_a_directory_that_cannot_be_is_an_error_with_its_path, 0, 2);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
