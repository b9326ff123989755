/* src/calls/converse.c: turns taken, answered again, undone; what they did. */
#include <pthread.h>

#include "calling.h"

#define BOOKED COUNT(booking) /* lines up to the confirmed contact */

static void
setup(void)
{
	office_open(&office, OFFICE_TENANTS, NULL);
}

static void
teardown(void)
{
	office_close(&office);
}

/* A call whose number is known, and its first ${lines} of ${line}. */
static struct call_answer
call_up_to(const char *const *line, int lines)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct call_answer a = { .turns = 0 };

	learn(&f);
	f = facts_of("c", NULL, NULL);
	for (int i = 1; i <= lines; i++)
		a = talk(&f, line, i);
	return a;
}

/* The same history with its last message said otherwise. */
static struct call_answer
instead(int lines, const char *last)
{
	struct call_facts f = facts_of("c", NULL, NULL);
	const char *line[LINES];

	memcpy(line, booking, sizeof(booking));
	line[lines - 1] = last;
	return talk(&f, line, lines);
}

/* --- A booking ------------------------------------------------------------- */

static const enum dialog_state path[] = { STATE_QUALIF_NAME,
	STATE_QUALIF_MOTIF, STATE_QUALIF_PREF, STATE_CONTACT_CONFIRM,
	STATE_CONFIRMED };

START_TEST(test_a_booking_with_the_number_that_shows)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct call_answer a;
	struct session s;

	learn(&f);
	for (int i = 0; i < BOOKED; i++) {
		a = talk(&f, booking, i + 1);
		ck_assert_int_eq(a.after, path[i]);
		ck_assert_uint_eq(a.turns, (uint32_t)i + 1);
		ck_assert(a.has_number && a.took_turn);
		ck_assert_int_eq(requests(), i + 1 == BOOKED);
	}
	s = session_of("c");
	ck_assert_str_eq(s.dialog.contact.value, CALLER);
	ck_assert(s.dialog.contact.confirmed);
	ck_assert_int_eq(a.act, DIALOG_HANG_UP);
	ck_assert_str_eq(a.transfer.e164, "+33199000009");
	ck_assert_int_eq(office_logged(&office,
	                     "[QUALIF] using_caller_id contact_confirm_short"),
	    1);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont number:status-update turn:START>QUALIF_NAME "
	    "turn:QUALIF_NAME>QUALIF_MOTIF turn:QUALIF_MOTIF>QUALIF_PREF "
	    "turn:QUALIF_PREF>CONTACT_CONFIRM "
	    "turn:CONTACT_CONFIRM>CONFIRMED ");
}
END_TEST

START_TEST(test_the_contact_sentence_is_the_one_of_the_specification)
{
	ck_assert_str_eq(call_up_to(booking, 4).say,
	    "J'ai le numéro qui s'affiche, il se termine par 14. "
	    "C'est bien le vôtre ?");
}
END_TEST

START_TEST(test_without_a_number_it_is_asked_and_one_learnt_late_serves)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	const char *line[LINES];

	memcpy(line, booking, sizeof(booking));
	line[4] = "...";
	line[5] = "oui";
	for (int i = 1; i <= 4; i++)
		ck_assert(!talk(&f, line, i).has_number);
	ck_assert_int_eq(session_of("c").dialog.state, STATE_QUALIF_CONTACT);
	ck_assert_int_eq(office_logged(&office,
	                     "[QUALIF] no_caller_id → QUALIF_CONTACT"),
	    1);
	f = facts_of("c", CALLER, NULL);
	learn(&f);
	ck_assert_int_eq(talk(&f, line, 5).after, STATE_CONTACT_CONFIRM);
	ck_assert_int_eq(talk(&f, line, 6).after, STATE_CONFIRMED);
}
END_TEST

START_TEST(test_what_was_said_and_who_called_are_not_in_the_log)
{
	static const char *const words[] = { "63998", "laire", "suivi",
		"jeudi", "rendez" };

	call_up_to(booking, BOOKED);
	for (int i = 0; i < COUNT(words); i++)
		ck_assert_int_eq(office_logged(&office, words[i]), 0);
}
END_TEST

START_TEST(test_an_ended_call_stays_ended)
{
	const char *line[LINES];
	struct call_facts f = facts_of("c", NULL, NULL);
	struct call_answer a;

	call_up_to(booking, BOOKED);
	memcpy(line, booking, sizeof(booking));
	line[BOOKED] = "Je voudrais un autre rendez-vous.";
	a = talk(&f, line, BOOKED + 1);
	ck_assert_int_eq(a.after, STATE_CONFIRMED);
	ck_assert_int_eq(a.act, DIALOG_HANG_UP);
	ck_assert_ptr_nonnull(strstr(a.say, "terminé"));
	ck_assert_int_eq(requests(), 1);
}
END_TEST

/* --- Greeting -------------------------------------------------------------- */

START_TEST(test_a_chat_without_words_greets_and_keeps_what_it_carries)
{
	struct call_facts f = facts_of("c", CALLER, _i ? MARTIN : DUPONT);
	struct call_answer a = talk(&f, NULL, 0);

	ck_assert_ptr_nonnull(strstr(a.say,
	    _i ? "Garage Martin, bonjour !" : "Bonjour, Cabinet Dupont,"));
	ck_assert(!a.took_turn);
	ck_assert_uint_eq(a.turns, 0);
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
	a = talk(&f, booking, 1);
	ck_assert_int_eq(a.after, STATE_QUALIF_NAME);
	ck_assert_str_eq(talk(&f, NULL, 0).say, a.say);
	ck_assert_uint_eq(session_of("c").turns, 1);
}
END_TEST

/* --- A request is not a turn ----------------------------------------------- */

START_TEST(test_asked_again_with_the_same_words_nothing_is_done_twice)
{
	struct call_answer first = call_up_to(booking, _i), again;
	struct session before = session_of("c"), after;

	again = instead(_i, booking[_i - 1]);
	after = session_of("c");
	ck_assert_str_eq(first.say, again.say);
	ck_assert_int_eq(first.act, again.act);
	ck_assert_int_eq(first.after, again.after);
	ck_assert_uint_eq(before.turns, after.turns);
	ck_assert_uint_eq(before.events, after.events);
	ck_assert_int_eq(requests(), _i == BOOKED);
}
END_TEST

START_TEST(test_other_words_undo_the_request_that_the_turn_took)
{
	call_up_to(booking, BOOKED);
	ck_assert_int_eq(instead(BOOKED, "Non.").after, STATE_QUALIF_CONTACT);
	ck_assert_int_eq(requests(), 0);
	ck_assert_uint_eq(session_of("c").turns, BOOKED);
	ck_assert_int_eq(instead(BOOKED, "Oui, oui.").after, STATE_CONFIRMED);
	ck_assert_int_eq(requests(), 1);
	ck_assert_ptr_nonnull(strstr(journal_of("c").text,
	    "turn:CONTACT_CONFIRM>CONFIRMED "
	    "turn-changed:CONTACT_CONFIRM>QUALIF_CONTACT "
	    "turn-changed:CONTACT_CONFIRM>CONFIRMED "));
}
END_TEST

START_TEST(test_an_older_turn_said_otherwise_rolls_back_to_it)
{
	struct session s;

	call_up_to(booking, BOOKED);
	ck_assert_int_eq(instead(3, "Pour un vaccin.").after,
	    STATE_QUALIF_PREF);
	s = session_of("c");
	ck_assert_str_eq(s.dialog.reason, "Pour un vaccin.");
	ck_assert_str_eq(s.dialog.preference, "");
	ck_assert_str_eq(s.dialog.name, "Claire Lefèvre");
	ck_assert_uint_eq(s.turns, 3);
	ck_assert_int_eq(requests(), 0);
}
END_TEST

/* The request must go with its turn, even when something came after it. */
START_TEST(test_a_request_is_undone_although_an_emergency_followed)
{
	struct call_facts f = facts_of("c", NULL, NULL);
	const char *line[LINES];

	call_up_to(booking, BOOKED);
	memcpy(line, booking, sizeof(booking));
	line[BOOKED] = "Au secours, il fait un infarctus !";
	ck_assert_int_eq(talk(&f, line, BOOKED + 1).after, STATE_EMERGENCY);
	ck_assert_int_eq(requests(), 1);
	line[BOOKED] = "Au revoir.";
	ck_assert_int_eq(talk(&f, line, BOOKED + 1).after, STATE_CONFIRMED);
	ck_assert_int_eq(requests(), 1);
	line[BOOKED] = "Au secours, il fait un infarctus !";
	talk(&f, line, BOOKED + 1);
	ck_assert_int_eq(instead(BOOKED, "Non.").after, STATE_QUALIF_CONTACT);
	ck_assert_int_eq(requests(), 0);
}
END_TEST

static void *
say_bonjour(void *ctx)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct turn_message user = { booking[0], strlen(booking[0]) };
	const struct turn_history h = { .user = &user, .user_count = 1,
		.answered = true };
	struct call_answer a;
	struct err e;

	(void)ctx;
	if (call_turn(&office.calls, &f, &h, OFFICE_NOW_MS, &a, &e) !=
	        STORE_OK ||
	    a.after != STATE_QUALIF_NAME)
		abort();
	return NULL;
}

START_TEST(test_one_turn_asked_by_sixteen_threads_is_taken_once)
{
	pthread_t thread[16];

	for (int i = 0; i < COUNT(thread); i++)
		ck_assert_int_eq(
		    pthread_create(&thread[i], NULL, say_bonjour, NULL), 0);
	for (int i = 0; i < COUNT(thread); i++)
		pthread_join(thread[i], NULL);
	ck_assert_uint_eq(session_of("c").turns, 1);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont turn:START>QUALIF_NAME ");
}
END_TEST

/* --- Without a call id ----------------------------------------------------- */

START_TEST(test_without_a_call_id_the_history_is_the_call)
{
	struct call_facts f = facts_of("", CALLER, DUPONT);
	struct call_answer a;

	for (int i = 0; i < BOOKED; i++) {
		a = talk(&f, booking, i + 1);
		ck_assert_int_eq(a.after, path[i]);
		ck_assert_int_eq(a.before, i > 0 ? path[i - 1] : STATE_START);
	}
	ck_assert_int_eq(requests(), 1);
	talk(&f, booking, BOOKED);
	ck_assert_int_eq(requests(), 1);
	f = facts_of("", OTHER, DUPONT); /* another caller, the same words */
	talk(&f, booking, BOOKED);
	ck_assert_int_eq(requests(), 2);
}
END_TEST

START_TEST(test_without_a_call_id_other_words_undo_the_request_too)
{
	struct call_facts f = facts_of("", CALLER, DUPONT);
	const char *line[LINES];

	memcpy(line, booking, sizeof(booking));
	talk(&f, line, BOOKED);
	line[BOOKED - 1] = "Oui, c'est bien ça.";
	talk(&f, line, BOOKED);
	ck_assert_int_eq(requests(), 1);
	line[BOOKED - 1] = "Oui, euh non.";
	ck_assert_int_ne(talk(&f, line, BOOKED).after, STATE_CONFIRMED);
	ck_assert_int_eq(requests(), 0);
}
END_TEST

/* --- One more turn by hand ------------------------------------------------- */

START_TEST(test_say_is_the_turn_after_the_last)
{
	struct call_answer a;

	ck_assert_int_eq(call_say(&office.calls, "c", "bonjour",
	                     OFFICE_NOW_MS, &a, &err),
	    STORE_ABSENT);
	call_up_to(booking, 2);
	for (int i = 2; i < BOOKED; i++) {
		ck_assert_int_eq(call_say(&office.calls, "c", booking[i],
		                     OFFICE_NOW_MS, &a, &err),
		    STORE_OK);
		ck_assert_int_eq(a.after, path[i]);
	}
	ck_assert_uint_eq(session_of("c").turns, BOOKED);
}
END_TEST

/* Merged messages left an older turn at a later place than the newest. */
START_TEST(test_say_undoes_nothing_after_messages_were_merged)
{
	static const char *const merged[] = {
		"Bonjour, un rendez-vous. Claire Lefèvre. Un suivi.",
		"Plutôt jeudi matin.",
		"Attendez, euh...",
	};
	struct call_facts f = facts_of("c", NULL, NULL);
	struct call_answer a;

	call_up_to(booking, 4);
	ck_assert_int_eq(talk(&f, merged, 3).after, STATE_CONTACT_CONFIRM);
	ck_assert_int_eq(call_say(&office.calls, "c", "oui", OFFICE_NOW_MS, &a,
	                     &err),
	    STORE_OK);
	ck_assert_int_eq(a.after, STATE_CONFIRMED);
	ck_assert_uint_eq(a.turns, BOOKED + 1);
}
END_TEST

/* --- A store that is full -------------------------------------------------- */

/* Calls that only say hello, until there is no room for one more. */
static void
fill_with_calls(char last[16])
{
	struct call_facts f = facts_of(last, OTHER, DUPONT);
	struct call_answer a;
	int n = 0;

	do
		snprintf(last, 16, "fill-%d", n++);
	while (try_talk(&f, booking, 1, &a) == STORE_OK);
	ck_assert_int_gt(n, 8);
}

START_TEST(test_a_full_store_fails_the_turn_whole)
{
	struct store_options small = { .first_bytes = 256 << 10,
		.max_bytes = 256 << 10, .durability = STORE_RELAXED };
	struct call_facts f = facts_of("c", NULL, NULL);
	struct session before, after;
	struct call_answer a;
	char last[16];

	store_close(office.store);
	office_open_store(&office, &small);
	call_up_to(booking, 4);
	fill_with_calls(last);
	ck_assert(!has_session(last));
	ck_assert_str_eq(journal_of(last).text, "");
	ck_assert_int_eq(requests(), 0);
	before = session_of("c");
	ck_assert_int_eq(try_talk(&f, booking, 5, &a), STORE_FULL);
	after = session_of("c");
	ck_assert_mem_eq(&before, &after, sizeof(before));
	ck_assert_int_eq(requests(), 0);
	ck_assert_ptr_null(strstr(journal_of("c").text, "CONFIRMED"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("converse");
	TCase *tc = tcase_create("converse");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, test_a_booking_with_the_number_that_shows);
	tcase_add_test(tc,
	    test_the_contact_sentence_is_the_one_of_the_specification);
	tcase_add_test(tc,
	    test_without_a_number_it_is_asked_and_one_learnt_late_serves);
	tcase_add_test(tc, test_what_was_said_and_who_called_are_not_in_the_log);
	tcase_add_test(tc, test_an_ended_call_stays_ended);
	tcase_add_loop_test(tc,
	    test_a_chat_without_words_greets_and_keeps_what_it_carries, 0, 2);
	tcase_add_loop_test(tc,
	    test_asked_again_with_the_same_words_nothing_is_done_twice, 1,
	    BOOKED + 1);
	tcase_add_test(tc,
	    test_other_words_undo_the_request_that_the_turn_took);
	tcase_add_test(tc, test_an_older_turn_said_otherwise_rolls_back_to_it);
	tcase_add_test(tc,
	    test_a_request_is_undone_although_an_emergency_followed);
	tcase_add_test(tc,
	    test_one_turn_asked_by_sixteen_threads_is_taken_once);
	tcase_add_test(tc, test_without_a_call_id_the_history_is_the_call);
	tcase_add_test(tc,
	    test_without_a_call_id_other_words_undo_the_request_too);
	tcase_add_test(tc, test_say_is_the_turn_after_the_last);
	tcase_add_test(tc, test_say_undoes_nothing_after_messages_were_merged);
	tcase_add_test(tc, test_a_full_store_fails_the_turn_whole);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
