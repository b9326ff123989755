/*
 * src/calls/tool_agenda.c: what is offered is held, what is said is booked,
 * and nobody's appointment is touched by a name alone.
 */
#include <pthread.h>

#include "calling.h"
#include "calls/report.h"
#include "calls/tool.h"

#define OFFICES                                                        \
	"auth = none\n"                                                \
	"tenant dupont {\n"                                            \
	"  name = \"Cabinet Dupont\"\n"                                \
	"  numbers = { \"" DUPONT "\" }\n"                             \
	"  agenda = yes  slot = 30m  notice = 0m\n"                    \
	"  hours { mon = \"09:00-12:00\" tue = \"09:00-10:00\"\n"      \
	"    wed = \"09:00-10:00\" }\n"                                \
	"}\n"

#define OTHER_CALLER "+33639980177"
#define NINE "2026-11-24T09:00" /* Tuesday, the day after now */
#define HALF_PAST "2026-11-24T09:30"

static void
setup(void)
{
	office_open(&office, OFFICES, NULL);
}

static void
teardown(void)
{
	office_close(&office);
}

static struct tool_answer
use_at(const char *call, const char *caller, int64_t now_ms, enum tool tool,
    struct tool_args args)
{
	static int number;
	struct call_facts f = facts_of(call, caller, DUPONT);
	char id[32];
	struct tool_call asked = { .id = id, .tool = tool, .args = args };
	const char **texts[] = { &asked.args.text, &asked.args.contact,
		&asked.args.name, &asked.args.slot, &asked.args.reference };
	struct tool_answer answer;

	snprintf(id, sizeof(id), "tool-%d", number++);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (*texts[i] == NULL)
			*texts[i] = "";
	}
	ck_assert_msg(call_tool(&office.calls, &f, &asked, now_ms, &answer,
	    &err) == STORE_OK, "%s", err.text);
	ck_assert_ptr_null(strstr(answer.text, "63998"));
	return answer;
}

#define use(call, caller, tool, ...) \
	use_at(call, caller, OFFICE_NOW_MS, TOOL_##tool, \
	    (struct tool_args){ __VA_ARGS__ })

#define ck_says(answer, is_error, words)                                  \
	do {                                                              \
		struct tool_answer got_ = (answer);                       \
		ck_assert_msg(got_.error == (is_error) &&                 \
		    strstr(got_.text, (words)) != NULL, "%s", got_.text); \
	} while (0)

#define BOOKED "Rendez-vous réservé"
#define TAKEN "vient d'être pris"
#define NOT_FOUND "Aucun rendez-vous n'a été trouvé"

static struct tool_answer
book(const char *call, const char *caller, const char *slot)
{
	return use(call, caller, BOOK, .slot = slot, .name = "Jean Dupont",
	    .text = "un vaccin");
}

static void
reference_of(const struct tool_answer *answer, char out[7])
{
	const char *at = strstr(answer->text, "référence ");

	ck_assert_ptr_nonnull(at);
	snprintf(out, 7, "%.6s", at + strlen("référence "));
}

START_TEST(test_slots_are_said_for_the_ear_and_named_for_the_booking)
{
	ck_says(use("a", CALLER, GET_SLOTS, .text = "mardi matin"), false,
	    "mardi 24 novembre à 9 heures (slot " NINE ")");
	ck_says(use("a", CALLER, GET_SLOTS, .text = "mardi à 9 heures 30"),
	    false, "mardi 24 novembre à 9 heures 30 (slot " HALF_PAST ")");
	ck_says(use("a", CALLER, GET_SLOTS, .text = "dimanche"), true,
	    "aucun créneau");
}
END_TEST

START_TEST(test_what_is_offered_is_held_until_the_call_ends)
{
	const struct call_news over = { .event = "status", .detail = "ended",
		.status = CALL_ENDED, .ended_reason = "", .transcript = "" };
	struct call_facts f = facts_of("a", CALLER, DUPONT);

	use("a", CALLER, GET_SLOTS, .text = "mardi à 9 heures");
	ck_says(book("b", OTHER_CALLER, NINE), true, TAKEN);
	ck_assert_int_eq(call_report(&office.calls, &f, &over,
	    OFFICE_NOW_MS, &err), STORE_OK);
	ck_says(book("b", OTHER_CALLER, NINE), false, BOOKED);
}
END_TEST

START_TEST(test_a_slot_is_sold_once_and_the_same_call_gets_its_booking)
{
	struct tool_answer first = book("a", CALLER, NINE);
	struct tool_answer again = book("a", CALLER, NINE);

	ck_says(first, false, BOOKED);
	ck_assert_str_eq(first.text, again.text);
	ck_says(book("b", OTHER_CALLER, NINE), true, TAKEN);
}
END_TEST

static const struct {
	const char *slot, *name, *says;
} refusals[] = {
	{ "2026-11-24T12:00", "Jean Dupont", "n'existe pas" },
	{ "2026-11-29T09:00", "Jean Dupont", "n'existe pas" },
	{ "2026-11-23T09:00", "Jean Dupont", "n'existe pas" }, /* past */
	{ "mardi", "Jean Dupont", "Il manque le créneau" },
	{ "2026-13-24T09:00", "Jean Dupont", "Il manque le créneau" },
	{ NINE, "", "Il manque le nom" },
};

START_TEST(test_what_is_no_slot_is_not_booked)
{
	ck_says(use("a", CALLER, BOOK, .slot = refusals[_i].slot,
	            .name = refusals[_i].name),
	    true, refusals[_i].says);
}
END_TEST

START_TEST(test_a_booking_is_found_by_name_and_number_or_by_reference)
{
	struct tool_answer booked = book("a", CALLER, NINE);
	char reference[7];

	reference_of(&booked, reference);
	ck_says(use("b", OTHER_CALLER, CANCEL, .name = "Jean Dupont"), true,
	    NOT_FOUND);
	ck_says(use("c", NULL, CANCEL, .name = "Jean Dupont"), true,
	    NOT_FOUND);
	ck_says(use("d", CALLER, CANCEL, .name = "Paul Martin"), true,
	    NOT_FOUND);
	ck_says(use("d", CALLER, CANCEL, .name = "Dupont"), false,
	    "Rendez-vous annulé : mardi 24 novembre à 9 heures.");
	ck_says(use("d", CALLER, CANCEL, .name = "Dupont"), true, NOT_FOUND);
	ck_says(use("e", NULL, CANCEL, .reference = reference), true,
	    NOT_FOUND);
	ck_says(book("b", OTHER_CALLER, NINE), false, BOOKED);
}
END_TEST

START_TEST(test_a_reference_alone_is_enough)
{
	struct tool_answer booked = book("a", CALLER, NINE);
	char reference[7];

	reference_of(&booked, reference);
	ck_says(use("b", NULL, CANCEL, .reference = reference), false,
	    "Rendez-vous annulé");
}
END_TEST

START_TEST(test_moving_takes_the_new_slot_and_frees_the_old)
{
	book("a", CALLER, NINE);
	book("b", OTHER_CALLER, "2026-11-25T09:00");
	ck_says(use("c", CALLER, MODIFY, .name = "Dupont",
	            .slot = "2026-11-25T09:00"),
	    true, TAKEN);
	ck_says(use("c", CALLER, MODIFY, .name = "Dupont",
	            .slot = HALF_PAST),
	    false, "Rendez-vous déplacé : mardi 24 novembre à 9 heures 30");
	ck_says(book("d", OTHER_CALLER, HALF_PAST), true, TAKEN);
	ck_says(book("d", OTHER_CALLER, NINE), false, BOOKED);
}
END_TEST

#define BUYERS 16

static void *
buy(void *call)
{
	struct call_facts f = facts_of(call, CALLER, DUPONT);
	struct tool_call asked = { .id = "one", .tool = TOOL_BOOK,
		.args = { .text = "", .contact = "", .name = "Jean Dupont",
		    .slot = NINE, .reference = "" } };
	struct tool_answer answer;
	struct err e;

	if (call_tool(&office.calls, &f, &asked, OFFICE_NOW_MS, &answer,
	        &e) != STORE_OK)
		abort();
	return answer.error ? NULL : call;
}

START_TEST(test_of_many_calls_at_once_one_gets_the_slot)
{
	static char names[BUYERS][8];
	pthread_t threads[BUYERS];
	void *sold;
	int count = 0;

	for (int i = 0; i < BUYERS; i++) {
		snprintf(names[i], sizeof(names[i]), "call%d", i);
		ck_assert_int_eq(
		    pthread_create(&threads[i], NULL, buy, names[i]), 0);
	}
	for (int i = 0; i < BUYERS; i++) {
		pthread_join(threads[i], &sold);
		count += sold != NULL;
	}
	ck_assert_int_eq(count, 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tool_agenda");
	TCase *tc = tcase_create("tool_agenda");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
	    test_slots_are_said_for_the_ear_and_named_for_the_booking);
	tcase_add_test(tc, test_what_is_offered_is_held_until_the_call_ends);
	tcase_add_test(tc,
	    test_a_slot_is_sold_once_and_the_same_call_gets_its_booking);
	tcase_add_loop_test(tc, test_what_is_no_slot_is_not_booked, 0,
	    sizeof(refusals) / sizeof(*refusals));
	tcase_add_test(tc,
	    test_a_booking_is_found_by_name_and_number_or_by_reference);
	tcase_add_test(tc, test_a_reference_alone_is_enough);
	tcase_add_test(tc, test_moving_takes_the_new_slot_and_frees_the_old);
	tcase_add_test(tc, test_of_many_calls_at_once_one_gets_the_slot);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
