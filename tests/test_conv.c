/* src/ctl/conv.c and words.c: conversation scripts are read, or refused with
 * the line and the cause; patterns describe what is said. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ctl/conv.h"
#include "ctl/words.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static void
parse(const char *text, struct conv *conv)
{
	struct err err = { "" };

	ck_assert_msg(conv_parse("a.conv", text, strlen(text), conv, &err),
	    "%s: %s", text, err.text);
}

/* What one line makes. */
static const struct {
	const char *in;
	struct conv_step step; /* line aside */
} steps[] = {
#define NO_NUMBERS { "", "", "" }
	{ "call: a", { CONV_CALL, 0, "a", "", NO_NUMBERS, 0 } },
	{ "webhook: assistant.started",
	    { CONV_WEBHOOK, 0, "assistant.started", "", NO_NUMBERS, 0 } },
	{ "webhook: status-update in-progress",
	    { CONV_WEBHOOK, 0, "status-update", "in-progress", NO_NUMBERS,
	        0 } },
	{ "webhook: status-update  in-progress , dialled 01 99 00 00 01,"
	  "caller +33639980114, at message.customer.number",
	    { CONV_WEBHOOK, 0, "status-update", "in-progress",
	        { "+33639980114", "01 99 00 00 01",
	            "message.customer.number" },
	        0 } },
	{ "webhook: hang, caller anonymous",
	    { CONV_WEBHOOK, 0, "hang", "", { "anonymous", "", "" }, 0 } },
	{ "chat-carries: caller 06 39 98 01 14",
	    { CONV_CHAT_CARRIES, 0, "", "", { "06 39 98 01 14", "", "" },
	        0 } },
	{ "chat-carries: nothing",
	    { CONV_CHAT_CARRIES, 0, "nothing", "", NO_NUMBERS, 0 } },
	{ "greet:", { CONV_GREET, 0, "", "", NO_NUMBERS, 0 } },
	{ "caller: oui : c'est # ça",
	    { CONV_CALLER, 0, "oui : c'est # ça", "", NO_NUMBERS, 0 } },
	{ "again: oui", { CONV_AGAIN, 0, "oui", "", NO_NUMBERS, 0 } },
	{ "cut: J'ai le", { CONV_CUT, 0, "J'ai le", "", NO_NUMBERS, 0 } },
	{ "split: J'ai | le numéro",
	    { CONV_SPLIT, 0, "J'ai", "le numéro", NO_NUMBERS, 0 } },
	{ "unheard:", { CONV_UNHEARD, 0, "", "", NO_NUMBERS, 0 } },
	{ "forget: 4", { CONV_FORGET, 0, "4", "", NO_NUMBERS, 4 } },
	{ "restart:", { CONV_RESTART, 0, "", "", NO_NUMBERS, 0 } },
	{ "stream: on", { CONV_STREAM, 0, "on", "", NO_NUMBERS, 1 } },
	{ "stream: off", { CONV_STREAM, 0, "off", "", NO_NUMBERS, 0 } },
	{ "says: *nom*", { CONV_SAYS, 0, "*nom*", "", NO_NUMBERS, 0 } },
	{ "not-says: *", { CONV_NOT_SAYS, 0, "*", "", NO_NUMBERS, 0 } },
	{ "same:", { CONV_SAME, 0, "", "", NO_NUMBERS, 0 } },
	{ "state: START", { CONV_STATE, 0, "START", "", NO_NUMBERS, 0 } },
	{ "phone: 14", { CONV_PHONE, 0, "14", "", NO_NUMBERS, 0 } },
	{ "phone: none", { CONV_PHONE, 0, "none", "", NO_NUMBERS, 0 } },
	{ "field contact.kind: phone",
	    { CONV_FIELD, 0, "contact.kind", "phone", NO_NUMBERS, 0 } },
	/* as editors write it */
	{ "\t caller \u00a0: \u202f oui \u00a0\r",
	    { CONV_CALLER, 0, "oui", "", NO_NUMBERS, 0 } },
	{ "\xef\xbb\xbf" "caller: oui",
	    { CONV_CALLER, 0, "oui", "", NO_NUMBERS, 0 } },
};

START_TEST(test_each_line_makes_its_step)
{
	const struct conv_step *want = &steps[_i].step, *got;
	struct conv conv;

	parse(steps[_i].in, &conv);
	ck_assert_uint_eq(conv.count, 1);
	got = &conv.steps[0];
	ck_assert_int_eq(got->verb, want->verb);
	ck_assert_uint_eq(got->line, 1);
	ck_assert_str_eq(got->text, want->text);
	ck_assert_str_eq(got->more, want->more);
	ck_assert_str_eq(got->numbers.caller, want->numbers.caller);
	ck_assert_str_eq(got->numbers.dialled, want->numbers.dialled);
	ck_assert_str_eq(got->numbers.at, want->numbers.at);
	ck_assert_int_eq(got->count, want->count);
	conv_clear(&conv);
}
END_TEST

START_TEST(test_every_keyword_stands_in_the_table_above)
{
	for (int verb = 0; verb < CONV__COUNT; verb++) {
		int i = 0;

		while (i < COUNT(steps) && (int)steps[i].step.verb != verb)
			i++;
		ck_assert_msg(i < COUNT(steps), "%s",
		    conv_word((enum conv_verb)verb));
	}
}
END_TEST

static const struct {
	const char *in, *cause; /* after "a.conv" */
} refused[] = {
	{ "", ": nothing happens in it" },
	{ "# only a comment\n\n", ": nothing happens in it" },
	{ "title: t\n", ": nothing happens in it" },
	{ "caller oui", ":1: keyword: text is needed" },
	{ "\n\nCaller: oui", ":3: unknown keyword" },
	{ "called: oui", ":1: unknown keyword" },
	{ ": oui", ":1: unknown keyword" },
	{ "caller: oui\ntitle: t", ":2: stands before the first event" },
	{ "caller: oui\nnow: 2026-03-02T09:00:00Z",
	    ":2: stands before the first event" },
	{ "caller: oui\nconfig: auth = none",
	    ":2: stands before the first event" },
	{ "title:\n", ":1: its text is missing" },
	{ "now: demain", ":1: a time such as 2026-03-02T09:00:00+01:00 is "
	                 "needed" },
	{ "caller:", ":1: its text is missing" },
	{ "caller: \u00a0", ":1: its text is missing" },
	{ "caller jean: oui", ":1: a keyword is one word" },
	{ "greet: bonjour", ":1: takes no text" },
	{ "same: oui", ":1: takes no text" },
	{ "call: deux mots",
	    ":1: a call's name is letters, digits and . _ -" },
	{ "call:", ":1: a call's name is letters, digits and . _ -" },
	{ "call: 0123456789012345678901234567890123456789"
	  "0123456789012345678901234567890",
	    ":1: a call's name is too long" },
	{ "webhook:", ":1: a message's type is needed" },
	{ "webhook: , caller anonymous", ":1: a message's type is needed" },
	{ "webhook: hang, +33639980114",
	    ":1: between commas: caller NUMBER, dialled NUMBER or at PATH" },
	{ "webhook: hang, caller",
	    ":1: between commas: caller NUMBER, dialled NUMBER or at PATH" },
	{ "webhook: hang, caller anonymous,",
	    ":1: between commas: caller NUMBER, dialled NUMBER or at PATH" },
	{ "webhook: hang, at call.from",
	    ":1: at PATH says where a caller's number stands" },
	{ "webhook: hang, caller anonymous, at call..from",
	    ":1: a path is names joined by dots" },
	{ "webhook: hang, caller anonymous, at .from",
	    ":1: a path is names joined by dots" },
	{ "webhook: hang, caller anonymous, at messages[0].from",
	    ":1: a path is names joined by dots" },
	{ "chat-carries:",
	    ":1: between commas: caller NUMBER, dialled NUMBER or at PATH" },
	{ "split: un", ":1: two parts are needed: a | b" },
	{ "split: un |", ":1: a part is empty" },
	{ "split: | deux", ":1: a part is empty" },
	{ "forget: 0", ":1: a number from 1 to 9999 is needed" },
	{ "forget: -1", ":1: a number from 1 to 9999 is needed" },
	{ "forget: 10000", ":1: a number from 1 to 9999 is needed" },
	{ "forget: tout", ":1: a number from 1 to 9999 is needed" },
	{ "stream: oui", ":1: on or off is needed" },
	{ "state: HAPPY", ":1: there is no such state" },
	{ "phone: 4", ":1: the last two digits, or none" },
	{ "phone: 0114", ":1: the last two digits, or none" },
	{ "phone: null", ":1: the last two digits, or none" },
	{ "field: x", ":1: a field's name is needed" },
	{ "field name:", ":1: its value is missing" },
	{ "field a b: x", ":1: a field's name is needed" },
	{ "caller: oui\ncaller: \xe9t\xe9", ":2: not UTF-8" },
	{ "# \xff\ncaller: oui", ":1: not UTF-8" },
};

START_TEST(test_a_mistake_is_said_with_its_line)
{
	char want[ERR_BYTES];
	struct conv conv;
	struct err err = { "" };

	snprintf(want, sizeof(want), "a.conv%s", refused[_i].cause);
	ck_assert(!conv_parse("a.conv", refused[_i].in,
	    strlen(refused[_i].in), &conv, &err));
	ck_assert_str_eq(err.text, want);
	conv_clear(&conv);
}
END_TEST

START_TEST(test_a_script_is_read_whole)
{
	static const char text[] =
	    "# a call\r\n"
	    "title: Un appel\r\n"
	    "now: 2026-11-23T10:30:00+01:00\r\n"
	    "config: tenant \"garage\" {\r\n"
	    "config: }\r\n"
	    "\r\n"
	    "caller: oui\r\n"
	    "   # indented\r\n"
	    "state: CLARIFY\r\n"
	    "caller: non";
	struct conv conv;

	parse(text, &conv);
	ck_assert_str_eq(conv.title, "Un appel");
	ck_assert_int_eq(conv.now_ms, 1795426200000);
	ck_assert_str_eq(strbuf_get(&conv.config), "tenant \"garage\" {\n}\n");
	ck_assert_uint_eq(conv.count, 3);
	ck_assert_uint_eq(conv.steps[0].line, 7);
	ck_assert_uint_eq(conv.steps[1].line, 9);
	ck_assert_uint_eq(conv.steps[2].line, 10);
	ck_assert_str_eq(conv.steps[2].text, "non");
	conv_clear(&conv);
}
END_TEST

START_TEST(test_without_headings_the_clock_stands_on_a_monday_morning)
{
	struct conv conv;
	char at[CLOCK_ISO_BYTES];

	parse("greet:", &conv);
	clock_iso(conv.now_ms, at);
	ck_assert_str_eq(at, "2026-03-02T08:00:00.000Z");
	ck_assert_str_eq(conv.title, "");
	ck_assert_uint_eq(conv.config.len, 0);
	conv_clear(&conv);
}
END_TEST

START_TEST(test_many_steps_are_kept_in_order)
{
	struct strbuf text;
	struct conv conv;

	strbuf_init(&text);
	for (int i = 1; i <= 1000; i++)
		strbuf_printf(&text, "caller: %d\n", i);
	parse(strbuf_get(&text), &conv);
	ck_assert_uint_eq(conv.count, 1000);
	for (unsigned i = 0; i < 1000; i++) {
		ck_assert_uint_eq(conv.steps[i].line, i + 1);
		ck_assert_int_eq(atoi(conv.steps[i].text), (int)i + 1);
	}
	conv_clear(&conv);
	strbuf_clear(&text);
}
END_TEST

START_TEST(test_what_is_no_text_is_refused)
{
	static char large[CONV_BYTES + 1];
	struct conv conv;
	struct err err = { "" };

	ck_assert(!conv_parse("a.conv", "greet:\0\n", 8, &conv, &err));
	ck_assert_str_eq(err.text, "a.conv: not a text");
	memset(large, '\n', sizeof(large));
	ck_assert(!conv_parse("a.conv", large, sizeof(large), &conv, &err));
	ck_assert_str_eq(err.text, "a.conv: too long");
	ck_assert(!conv_load("/nonexistent/a.conv", &conv, &err));
	ck_assert_str_eq(err.text,
	    "/nonexistent/a.conv: No such file or directory");
	ck_assert(!conv_load("/", &conv, &err));
	conv_clear(&conv);
}
END_TEST

static const struct {
	const char *pattern, *text;
	bool matches;
} matches[] = {
	{ "oui", "oui", true },
	{ "oui", "Oui", false },
	{ "oui", "oui.", false },
	{ "oui", "", false },
	{ "", "", true },
	{ "", "oui", false },
	{ "*", "", true },
	{ "*", "n'importe quoi", true },
	{ "**", "oui", true },
	{ "*14*", "il se termine par 14. C'est", true },
	{ "*14", "par 14.", false },
	{ "*14", "14 ou 14", true },
	{ "14*", "14 ou 15", true },
	{ "C'est*Au revoir !", "C'est noté. Au revoir !", true },
	{ "C'est*Au revoir !", "C'est noté. Au revoir !\u00a0", true },
	{ "*a*b*c", "a c b b c", true },
	{ "*a*b*c", "a c b b", false },
	{ "*aab", "aaaab", true },
	{ "a*a", "a", false },
	{ "a * b", "a b", false },
	{ "a*b", "a b", true },
	/* white space */
	{ "  un   deux ", "un deux", true },
	{ "un deux", "\tun\n deux\n", true },
	{ "mien ?", "mien\u202f?", true },
	{ "mien\u00a0?", "mien ?", true },
	{ "un deux", "undeux", false },
	{ "un *", "un", false },
	/* a star in the text is a text */
	{ "*", "*", true },
	{ "a*", "a*b", true },
	{ "ab", "a*", false },
};

START_TEST(test_a_pattern_describes_a_text)
{
	ck_assert_msg(words_match(matches[_i].pattern, matches[_i].text) ==
	        matches[_i].matches,
	    "\"%s\" and \"%s\"", matches[_i].pattern, matches[_i].text);
}
END_TEST

START_TEST(test_a_pattern_of_many_stars_takes_no_time)
{
	static char pattern[2001], text[20001];

	for (size_t i = 0; i + 1 < sizeof(pattern); i += 2)
		memcpy(pattern + i, "*a", 2);
	pattern[sizeof(pattern) - 2] = 'b';
	memset(text, 'a', sizeof(text) - 1);
	ck_assert(!words_match(pattern, text));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("conv");
	TCase *tc = tcase_create("conv");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, test_each_line_makes_its_step, 0,
	    COUNT(steps));
	tcase_add_test(tc, test_every_keyword_stands_in_the_table_above);
	tcase_add_loop_test(tc, test_a_mistake_is_said_with_its_line, 0,
	    COUNT(refused));
	tcase_add_test(tc, test_a_script_is_read_whole);
	tcase_add_test(tc,
	    test_without_headings_the_clock_stands_on_a_monday_morning);
	tcase_add_test(tc, test_many_steps_are_kept_in_order);
	tcase_add_test(tc, test_what_is_no_text_is_refused);
	tcase_add_loop_test(tc, test_a_pattern_describes_a_text, 0,
	    COUNT(matches));
	tcase_add_test(tc, test_a_pattern_of_many_stars_takes_no_time);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
