/* src/ctl/: what a script sends and how its answers are judged. The scripts of
 * tests/conv/ show that good conversations pass; here, that bad ones do not. */
#include <check.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "ctl/history.h"
#include "ctl/play.h"
#include "ctl/wire.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* --- playing ----------------------------------------------------------- */

/* Mismatches are what is tested: they are not for whoever reads the log. */
static void
hush(void)
{
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stdout));
}

static bool
play(const char *text, struct play_tally *tally)
{
	struct screen screen;
	struct target *target;
	struct conv conv;
	struct err err = { "" };
	bool done;

	*tally = (struct play_tally){ 0 };
	ck_assert(log_open(NULL, LOG_ERROR, NULL));
	ck_assert_msg(conv_parse("a.conv", text, strlen(text), &conv, &err),
	    "%s", err.text);
	target = target_local(strbuf_get(&conv.config), &err);
	ck_assert_msg(target != NULL, "%s", err.text);
	screen_init(&screen, true);
	done = play_script(&conv, target, &screen, tally);
	target_free(target);
	conv_clear(&conv);
	return done;
}

#define FIRST "caller: je voudrais un rendez-vous\n"
#define KNOWN "webhook: assistant.started, caller +33639980114\n"

static const struct {
	const char *script;
	unsigned checks, mismatches;
	bool done;
} plays[] = {
	{ "greet:\n", 0, 0, true },
	{ "state: START\n", 1, 0, true },
	{ FIRST "state: QUALIF_NAME\nstate: CONFIRMED\n", 2, 1, true },
	{ FIRST "says: *nom*\nsays: *prénom*\n", 2, 1, true },
	{ FIRST "not-says: *prénom*\nnot-says: *nom*\n", 2, 1, true },
	{ FIRST "again: je voudrais un rendez-vous\nsame:\n", 1, 0, true },
	{ FIRST "again: c'est une urgence vitale\nsame:\n", 1, 1, true },
	{ KNOWN "phone: 14\nphone: 27\nphone: none\n", 3, 2, true },
	{ FIRST "phone: none\nphone: 14\n", 2, 1, true },
	{ "phone: none\nphone: 14\n", 2, 1, true },
	{ KNOWN "field customer_phone: +33•••••••14\n"
	        "field customer_phone: +33639980114\n", 2, 1, true },
	{ FIRST "field turns: 1\nfield turns: 2\nfield name: null\n"
	        "field contact.kind: null\nfield nom: null\n"
	        "field name.first: null\n", 6, 3, true },
	{ "field state: START\n", 1, 1, true },
	/* the script itself is wrong: it stops there */
	{ "says: *\nstate: START\n", 0, 0, false },
	{ "again: oui\nstate: START\n", 0, 0, false },
	{ "cut: oui\nstate: START\n", 0, 0, false },
	{ FIRST "unheard:\nunheard:\nstate: START\n", 0, 0, false },
	/* the number's path leads through a text */
	{ "webhook: hang, caller anonymous, at message.type.x\n", 0, 0,
	    false },
	/* each call has its own answers */
	{ "call: a\n" FIRST "call: b\nsays: *\n", 0, 0, false },
	{ "call: a\n" FIRST "call: b\nstate: START\ncall: a\n"
	  "state: QUALIF_NAME\n", 2, 0, true },
};

START_TEST(test_what_differs_is_counted_and_the_script_goes_on)
{
	struct play_tally tally;

	ck_assert_int_eq(play(plays[_i].script, &tally), plays[_i].done);
	ck_assert_uint_eq(tally.checks, plays[_i].checks);
	ck_assert_uint_eq(tally.mismatches, plays[_i].mismatches);
	ck_assert_uint_eq(tally.skipped, 0);
}
END_TEST

START_TEST(test_a_bad_configuration_line_is_said)
{
	struct err err = { "" };

	ck_assert_ptr_null(target_local("nonsense = 1\n", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "nonsense"));
}
END_TEST

START_TEST(test_a_worker_that_is_not_there_stops_the_script)
{
	static const char text[] = "greet:\nstate: START\n";
	struct play_tally tally = { 0 };
	struct screen screen;
	struct target *target;
	struct conv conv;
	struct err err = { "" };

	ck_assert(conv_parse("a.conv", text, strlen(text), &conv, &err));
	/* port 1 of this machine: nobody is there */
	target = target_remote("http://127.0.0.1:1/", NULL, &err);
	ck_assert_msg(target != NULL, "%s", err.text);
	screen_init(&screen, true);
	ck_assert(!play_script(&conv, target, &screen, &tally));
	target_free(target);
	conv_clear(&conv);
}
END_TEST

START_TEST(test_without_its_store_a_remote_play_skips_what_looks_inside)
{
	static const char text[] = "phone: 14\nfield name: x\nrestart:\n";
	struct play_tally tally = { 0 };
	struct screen screen;
	struct target *target;
	struct conv conv;
	struct err err = { "" };

	ck_assert(conv_parse("a.conv", text, strlen(text), &conv, &err));
	target = target_remote("http://127.0.0.1:1", NULL, &err);
	ck_assert_msg(target != NULL, "%s", err.text);
	screen_init(&screen, true);
	ck_assert(play_script(&conv, target, &screen, &tally));
	ck_assert_uint_eq(tally.skipped, 3);
	ck_assert_uint_eq(tally.checks, 0);
	target_free(target);
	conv_clear(&conv);
}
END_TEST

/* --- the history ------------------------------------------------------- */

/* "u" and "a" are a user's and an assistant's message; "s" the prompt. */
static void
ck_history(const struct history *h, const char *want)
{
	struct strbuf got;
	size_t count = json_object_array_length(h->messages);

	strbuf_init(&got);
	for (size_t i = 0; i < count; i++) {
		struct json_object *m, *role, *content;

		m = json_object_array_get_idx(h->messages, i);
		ck_assert(json_object_object_get_ex(m, "role", &role));
		ck_assert(json_object_object_get_ex(m, "content", &content));
		strbuf_printf(&got, "%c%s ", json_object_get_string(role)[0],
		    i == 0 ? "" : json_object_get_string(content));
	}
	ck_assert_str_eq(strbuf_get(&got), want);
	strbuf_clear(&got);
}

START_TEST(test_the_history_is_rewritten_as_vapi_does)
{
	struct history h;

	ck_assert(history_init(&h));
	ck_history(&h, "s ");
	ck_assert(!history_again(&h, "x") && !history_cut(&h, "x") &&
	    !history_split(&h, "x", "y") && !history_unheard(&h));
	ck_assert(history_user(&h, "1") && history_assistant(&h, "2") &&
	    history_user(&h, "3") && history_assistant(&h, "4"));
	ck_history(&h, "s u1 a2 u3 a4 ");
	ck_assert(history_cut(&h, "4c"));
	ck_history(&h, "s u1 a2 u3 a4c ");
	ck_assert(history_split(&h, "4a", "4b"));
	ck_history(&h, "s u1 a2 u3 a4a a4b ");
	ck_assert(history_again(&h, "3x"));
	ck_history(&h, "s u1 a2 u3x ");
	ck_assert(history_split(&h, "2a", "2b"));
	ck_history(&h, "s u1 a2a a2b u3x ");
	ck_assert(history_unheard(&h));
	ck_history(&h, "s u1 a2a u3x ");
	history_forget(&h, 9);
	ck_history(&h, "s u1 a2a u3x ");
	history_forget(&h, 2);
	ck_history(&h, "s a2a u3x ");
	history_clear(&h);
}
END_TEST

/* --- the wire ---------------------------------------------------------- */

START_TEST(test_numbers_stand_where_vapi_puts_them)
{
	const struct conv_step step = { .verb = CONV_WEBHOOK,
		.text = "status-update",
		.more = "in-progress",
		.numbers = { "+33639980114", "+33199000001", "" } };
	const struct conv_numbers elsewhere = { "+33639980114", "",
		"call.from" };
	struct history h;
	struct strbuf out;

	strbuf_init(&out);
	ck_assert(wire_webhook(&step, "c1", 1000, &out));
	ck_assert_str_eq(strbuf_get(&out),
	    "{\"message\":{\"type\":\"status-update\",\"timestamp\":1000,"
	    "\"call\":{\"id\":\"c1\",\"type\":\"inboundPhoneCall\","
	    "\"customer\":{\"number\":\"+33639980114\"}},"
	    "\"status\":\"in-progress\","
	    "\"phoneNumber\":{\"number\":\"+33199000001\"}}}");
	ck_assert(history_init(&h));
	history_forget(&h, 1);
	ck_assert(wire_chat(&h, "c1", &step.numbers, true, &out));
	ck_assert_ptr_nonnull(strstr(strbuf_get(&out),
	    "\"stream\":true,\"call\":{\"id\":\"c1\","
	    "\"customer\":{\"number\":\"+33639980114\"}},"
	    "\"phoneNumber\":{\"number\":\"+33199000001\"}}"));
	ck_assert(wire_chat(&h, "c1", &elsewhere, false, &out));
	ck_assert_ptr_nonnull(strstr(strbuf_get(&out),
	    "\"call\":{\"id\":\"c1\",\"from\":\"+33639980114\"}}"));
	history_clear(&h);
	strbuf_clear(&out);
}
END_TEST

#define CHUNK(delta) "data: {\"choices\":[{\"delta\":{" delta "}}]}\n\n"
#define DONE "data: [DONE]\n\n"

static const struct {
	const char *body;
	bool stream;
	const char *said; /* NULL: refused */
} answers[] = {
	{ "{\"choices\":[{\"message\":{\"content\":\"oui\"}}]}", false,
	    "oui" },
	{ "{\"choices\":[{\"message\":{\"content\":null}}]}", false, "" },
	{ "{\"choices\":[{\"message\":null}]}", false, "" },
	{ "{\"choices\":[{\"delta\":{\"content\":\"oui\"}}]}", false, NULL },
	{ "{\"error\":{}}", false, NULL },
	{ "{\"choices\":{}}", false, NULL },
	{ "oui", false, NULL },
	{ "", false, NULL },
	{ CHUNK("\"role\":\"assistant\"") CHUNK("\"content\":\"ou\"")
	      CHUNK("\"content\":\"i\"") CHUNK("") DONE, true, "oui" },
	{ "data: {\"choices\":[]}\n\n" DONE, true, "" },
	{ CHUNK("\"content\":\"oui\""), true, NULL },
	{ DONE CHUNK("\"content\":\"oui\""), true, NULL },
	{ "event: x\n" DONE, true, NULL },
	{ "data: oui\n\n" DONE, true, NULL },
	{ "{\"choices\":[{\"message\":{\"content\":\"oui\"}}]}", true, NULL },
	{ "", true, NULL },
};

START_TEST(test_an_answer_is_read_or_refused)
{
	struct strbuf said;
	struct err err = { "" };
	bool good;

	strbuf_init(&said);
	good = wire_answer(answers[_i].body, answers[_i].stream, &said, &err);
	ck_assert_msg(good == (answers[_i].said != NULL), "%s: %s",
	    answers[_i].body, err.text);
	if (good)
		ck_assert_str_eq(strbuf_get(&said), answers[_i].said);
	else
		ck_assert_str_ne(err.text, "");
	strbuf_clear(&said);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("play");
	TCase *tc = tcase_create("play");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, hush, NULL);
	tcase_add_loop_test(tc,
	    test_what_differs_is_counted_and_the_script_goes_on, 0,
	    COUNT(plays));
	tcase_add_test(tc, test_a_bad_configuration_line_is_said);
	tcase_add_test(tc, test_a_worker_that_is_not_there_stops_the_script);
	tcase_add_test(tc,
	    test_without_its_store_a_remote_play_skips_what_looks_inside);
	tcase_add_test(tc, test_the_history_is_rewritten_as_vapi_does);
	tcase_add_test(tc, test_numbers_stand_where_vapi_puts_them);
	tcase_add_loop_test(tc, test_an_answer_is_read_or_refused, 0,
	    COUNT(answers));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
