/* src/calls/call.c: what a message teaches, and what is left of it. */
#include <pthread.h>

#include "calling.h"

static void
setup(void)
{
	office_open(&office, OFFICE_TENANTS, NULL);
}

static void
setup_with_default(void)
{
	office_open(&office, OFFICE_DEFAULT OFFICE_TENANTS, NULL);
}

static void
teardown(void)
{
	office_close(&office);
}

/* --- The caller's number --------------------------------------------------- */

START_TEST(test_a_number_is_learnt_once_and_stays)
{
	struct call_facts first = facts_of("c", CALLER, NULL);
	struct call_facts second = facts_of("c", OTHER, NULL);

	second.source = "chat";
	ck_assert(learn(&first).number);
	ck_assert(!learn(&second).number);
	ck_assert(!learn(&first).number);
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
	ck_assert_str_eq(session_of("c").caller_id_source, "webhook");
	ck_assert_uint_eq(session_of("c").events, 1);
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"), 1);
	ck_assert_str_eq(journal_of("c").text, "number:status-update ");
}
END_TEST

static const enum caller_rc no_numbers[] = { CALLER_ABSENT, CALLER_BAD,
	CALLER_WITHHELD };

START_TEST(test_what_is_no_number_changes_nothing)
{
	struct call_facts f = facts_of("c", NULL, NULL);

	f.caller = no_numbers[_i];
	learn(&f);
	ck_assert(!has_session("c"));
	f = facts_of("c", CALLER, NULL);
	learn(&f);
	f.caller = no_numbers[_i];
	learn(&f);
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
	ck_assert_uint_eq(session_of("c").events, 1);
}
END_TEST

START_TEST(test_without_a_call_id_nothing_is_learnt)
{
	struct call_facts f = facts_of("", CALLER, DUPONT);
	struct call_learnt learnt = learn(&f);

	ck_assert(!learnt.number && !learnt.tenant);
	ck_assert(!has_session(""));
}
END_TEST

/* What the log says once, by who taught it; never the number. */
static const struct {
	const char *source, *event;
} sources[] = {
	{ "webhook", "CALLER_ID_PERSISTED_FROM_WEBHOOK call_id=" },
	{ "tool", "CALLER_ID_PERSISTED_FROM_TOOL call_id=" },
	{ "chat", "CALLER_ID_PERSISTED_FROM_CHAT call_id=" },
	{ "assistant-request",
	    "CALLER_ID_PERSISTED_FROM_ASSISTANT_REQUEST call_id=" },
};

START_TEST(test_each_source_has_its_event)
{
	struct call_facts f = facts_of("c", CALLER, NULL);

	f.source = sources[_i].source;
	learn(&f);
	learn(&f);
	ck_assert_int_eq(office_logged(&office, sources[_i].event), 1);
	ck_assert_int_eq(office_logged(&office, "+33•••••••14"), 1);
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
}
END_TEST

#define THREADS 16

static void *
teach_one_of_two(void *odd)
{
	struct call_facts f = facts_of("c", odd != NULL ? CALLER : OTHER,
	    DUPONT);
	struct call_learnt learnt;
	struct err e;
	long times = 0;

	for (int i = 0; i < 12; i++) {
		if (call_learn(&office.calls, &f, OFFICE_NOW_MS, &learnt,
		        &e) != STORE_OK)
			abort();
		times += learnt.number;
	}
	return (void *)times;
}

START_TEST(test_of_two_numbers_that_race_one_is_stored_and_stays)
{
	pthread_t thread[THREADS];
	struct session s;
	long learnt = 0;
	void *times;

	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&thread[i], NULL,
		                     teach_one_of_two, i % 2 ? "" : NULL),
		    0);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(thread[i], &times);
		learnt += (long)times;
	}
	s = session_of("c");
	ck_assert_int_eq(learnt, 1);
	ck_assert(strcmp(s.customer_phone.e164, CALLER) == 0 ||
	    strcmp(s.customer_phone.e164, OTHER) == 0);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont number:status-update ");
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"), 1);
}
END_TEST

/* --- The office ------------------------------------------------------------ */

/* Three messages: a webhook, the first turn, a webhook. */
static const struct {
	bool with_default;
	const char *first, *turn, *second; /* dialled; NULL = not said */
	const char *after_turn, *after_all;
} tenants[] = {
	{ false, DUPONT, NULL, NULL, "dupont", "dupont" },
	{ false, DUPONT, MARTIN, MARTIN, "dupont", "dupont" },
	{ false, NULL, MARTIN, DUPONT, "martin", "martin" },
	{ false, NOBODY, DUPONT, NULL, "dupont", "dupont" },
	{ true, NULL, NULL, NULL, "defaut", "defaut" },
	{ true, NOBODY, NULL, NULL, "defaut", "defaut" },
	{ true, NULL, DUPONT, MARTIN, "dupont", "dupont" },
	{ true, NULL, NULL, DUPONT, "defaut", "defaut" },
};

START_TEST(test_a_call_keeps_the_office_it_got_first)
{
	struct call_facts f;

	office_configure(&office, tenants[_i].with_default
	        ? OFFICE_DEFAULT OFFICE_TENANTS
	        : OFFICE_TENANTS);
	f = facts_of("c", CALLER, tenants[_i].first);
	learn(&f);
	f = facts_of("c", NULL, tenants[_i].turn);
	ck_assert_str_eq(talk(&f, booking, 1).tenant, tenants[_i].after_turn);
	f = facts_of("c", NULL, tenants[_i].second);
	learn(&f);
	ck_assert_str_eq(session_of("c").tenant, tenants[_i].after_all);
}
END_TEST

/* Nobody dialled it: what is known later, before the first turn, is better. */
START_TEST(test_an_office_by_default_may_be_corrected_before_the_first_turn)
{
	struct call_facts f = facts_of("c", CALLER, NULL);

	ck_assert_str_eq(talk(&f, NULL, 0).tenant, "defaut");
	f = facts_of("c", NULL, DUPONT);
	ck_assert(learn(&f).tenant);
	f = facts_of("c", NULL, NULL);
	ck_assert_str_eq(talk(&f, booking, 1).tenant, "dupont");
}
END_TEST

START_TEST(test_without_an_office_the_answer_is_polite_and_the_number_kept)
{
	struct call_facts f = facts_of("c", CALLER, NOBODY);
	struct call_answer a = talk(&f, booking, _i);

	ck_assert_ptr_nonnull(strstr(a.say, "je ne retrouve pas"));
	ck_assert_int_eq(a.act, DIALOG_HANG_UP);
	ck_assert_str_eq(a.tenant, "");
	ck_assert(a.has_number && !a.took_turn);
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
	ck_assert_uint_eq(session_of("c").turns, 0);
	ck_assert_int_eq(office_logged(&office, "TENANT_UNKNOWN"), 1);
	ck_assert_int_eq(office_logged(&office, "dialled=+33•••••••77"), 1);
}
END_TEST

/* As long as the configuration takes: a to z, twice and a half. */
#define LONG_ID                                                    \
	"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl"

START_TEST(test_the_longest_tenant_id_is_kept_whole)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);

	office_configure(&office, "auth = none\ntenant " LONG_ID
	    " { name = \"Long\" numbers = { \"" DUPONT "\" } }\n");
	ck_assert_str_eq(talk(&f, booking, 1).tenant, LONG_ID);
	ck_assert_int_eq(talk(&f, booking, 2).after, STATE_QUALIF_MOTIF);
}
END_TEST

/* --- Looking --------------------------------------------------------------- */

static bool
see_two(const struct session *s, void *ctx)
{
	strcat(ctx, s->call_id);
	return strlen(ctx) < 2;
}

START_TEST(test_sessions_are_visited_by_id_until_enough)
{
	static const char *const ids[] = { "b", "c", "a" };
	struct session s;
	char seen[8] = "";

	ck_assert_int_eq(call_get(&office.calls, "a", &s, &err), STORE_ABSENT);
	for (int i = 0; i < COUNT(ids); i++) {
		struct call_facts f = facts_of(ids[i], CALLER, NULL);

		learn(&f);
	}
	ck_assert_int_eq(call_each(&office.calls, see_two, seen, &err),
	    STORE_OK);
	ck_assert_str_eq(seen, "ab");
}
END_TEST

static enum store_rc
break_session_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	(void)ctx;
	return store_put(txn, STORE_SESSIONS, "c", 1, "{\"v\":2}", 7, e);
}

/* Written by a newer accueil, say: to be kept, and not written over. */
START_TEST(test_a_session_that_cannot_be_read_is_an_error_and_is_kept)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct call_answer answer;
	struct call_learnt learnt;

	ck_assert_int_eq(store_update(office.store, break_session_fn, NULL,
	                     &err),
	    STORE_OK);
	ck_assert_int_eq(call_learn(&office.calls, &f, OFFICE_NOW_MS, &learnt,
	                     &err),
	    STORE_FAILED);
	ck_assert_int_eq(try_talk(&f, booking, 1, &answer), STORE_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, "version 2"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("call");
	TCase *tc = tcase_create("learning"), *with = tcase_create("default");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, test_a_number_is_learnt_once_and_stays);
	tcase_add_loop_test(tc, test_what_is_no_number_changes_nothing, 0,
	    COUNT(no_numbers));
	tcase_add_test(tc, test_without_a_call_id_nothing_is_learnt);
	tcase_add_loop_test(tc, test_each_source_has_its_event, 0,
	    COUNT(sources));
	tcase_add_test(tc,
	    test_of_two_numbers_that_race_one_is_stored_and_stays);
	tcase_add_loop_test(tc, test_a_call_keeps_the_office_it_got_first, 0,
	    COUNT(tenants));
	tcase_add_loop_test(tc,
	    test_without_an_office_the_answer_is_polite_and_the_number_kept,
	    0, 2);
	tcase_add_test(tc, test_the_longest_tenant_id_is_kept_whole);
	tcase_add_test(tc, test_sessions_are_visited_by_id_until_enough);
	tcase_add_test(tc,
	    test_a_session_that_cannot_be_read_is_an_error_and_is_kept);
	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(with, setup_with_default, teardown);
	tcase_add_test(with,
	    test_an_office_by_default_may_be_corrected_before_the_first_turn);
	suite_add_tcase(suite, with);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
