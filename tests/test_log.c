/* src/base/log.c: the shape of a line, and what may be read in it. */
#include <check.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

static char directory[] = "/tmp/accueil-log-XXXXXX";
static char path[64], rotated[64];
static char text[1 << 20]; /* what the log holds */

static void
open_log(void)
{
	struct err err;

	unlink(path);
	ck_assert_msg(log_open(path, LOG_INFO, &err), "%s", err.text);
}

static size_t
read_file(const char *name)
{
	FILE *in = fopen(name, "r");
	size_t len;

	ck_assert_ptr_nonnull(in);
	len = fread(text, 1, sizeof(text) - 1, in);
	fclose(in);
	text[len] = '\0';
	return len;
}

static size_t
read_log(void)
{
	return read_file(path);
}

/* Does the log's only line begin with ${start}? */
static void
expect(const char *start)
{
	read_log();
	ck_assert_msg(strncmp(text, start, strlen(start)) == 0,
	    "expected: %s\n     got: %s", start, text);
	ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
}

START_TEST(test_a_line_is_an_event_then_fields_then_level_and_time)
{
	struct phone phone = { "+33639980114" };
	int date[3], hour[3], ms, end = 0;

	log_event(LOG_INFO, "CALLER_ID_PERSISTED_FROM_WEBHOOK",
	    LOG_WORD("call_id", "7f3a"), LOG_WORD("msg_type", "status-update"),
	    LOG_PHONE("caller", &phone), LOG_INT("ms", -12));
	expect("CALLER_ID_PERSISTED_FROM_WEBHOOK call_id=7f3a "
	       "msg_type=status-update caller=+33•••••••14 ms=-12 "
	       "level=info at=2");
	sscanf(strstr(text, " at="), " at=%d-%d-%dT%d:%d:%d.%dZ%n", &date[0],
	    &date[1], &date[2], &hour[0], &hour[1], &hour[2], &ms, &end);
	ck_assert_int_eq(end, (int)strlen(" at=2026-11-23T09:30:00.123Z"));
}
END_TEST

START_TEST(test_an_event_needs_no_field)
{
	log_event(LOG_WARNING, "[QUALIF] no_caller_id → QUALIF_CONTACT");
	expect("[QUALIF] no_caller_id → QUALIF_CONTACT level=warning at=");
}
END_TEST

START_TEST(test_a_lower_level_is_not_written)
{
	log_event(LOG_DEBUG, "DETAIL");
	ck_assert_uint_eq(read_log(), 0);
}
END_TEST

START_TEST(test_an_unknown_number_is_none)
{
	struct phone unknown = { "" };

	log_event(LOG_INFO, "E", LOG_PHONE("a", &unknown),
	    LOG_PHONE("b", NULL));
	expect("E a=none b=none level=");
}
END_TEST

static const struct {
	const char *in, *out;
} words[] = {
	/* numbers, however written, show two digits */
	{ "+33639980114", "+•••••••••14" },
	{ "0639980114", "••••••••14" },
	{ "06 39 98 01 14", "\"•• •• •• •• 14\"" },
	{ "06.39.98.01.14", "••.••.••.••.14" },
	{ "06-39-98-01-14", "••-••-••-••-14" },
	{ "06\xc2\xa0" "39\xc2\xa0" "98\xc2\xa0" "01", "••??••??••??01" },
	{ "tel:0639980114", "tel:••••••••14" },
	{ "tel0639980114", "tel••••••••14" },
	{ "0639980114poste12", "••••••••14poste12" },
	{ "33639980114@sip.example", "•••••••••14@sip.example" },
	{ "sip:+33639980114;user=phone",
	    "\"sip:+•••••••••14;user=phone\"" },
	{ "6399801", "•••••01" },
	{ "call-0639980114-x", "call-••••••••14-x" },
	{ "a=1,b=0639980114", "\"a=1,b=••••••••14\"" },
	/* identifiers stay whole */
	{ "46291f14-549f-4a77-b752-919745e2dd74",
	    "46291f14-549f-4a77-b752-919745e2dd74" },
	{ "01234567-0123-0123-0123-012345678901",
	    "01234567-0123-0123-0123-012345678901" },
	{ "call_BYhNGCtp8srwL3vqIdBXBxzZ", "call_BYhNGCtp8srwL3vqIdBXBxzZ" },
	{ "9f86d081884c7d659a2feaa0c55ad015",
	    "9f86d081884c7d659a2feaa0c55ad015" },
	{ "demo-1", "demo-1" },
	{ "conversation-update", "conversation-update" },
	{ "123456", "123456" },
	/* what could break the line, or pass for another key, cannot */
	{ "a b", "\"a b\"" },
	{ "a=b", "\"a=b\"" },
	{ "a\"b\\c", "\"a\\\"b\\\\c\"" },
	{ "a\nlevel=error", "\"a?level=error\"" },
	{ "\x1b[31m", "?[31m" },
	{ "caf\xc3\xa9", "caf??" },
	{ "", "\"\"" },
};

START_TEST(test_a_foreign_word_is_masked_and_harmless)
{
	char want[256];

	snprintf(want, sizeof(want), "E word=%s level=", words[_i].out);
	log_event(LOG_INFO, "E", LOG_WORD("word", words[_i].in));
	expect(want);
}
END_TEST

START_TEST(test_foreign_words_are_masked_as_one)
{
	log_event(LOG_INFO, "E",
	    LOG_WORDS("call_keys", "id,customer,+33639980114,phoneNumber"));
	expect("E call_keys=id,customer,+•••••••••14,phoneNumber level=");
}
END_TEST

START_TEST(test_a_long_word_is_cut_and_still_masked)
{
	char word[300], want[300];

	memset(word, 'x', sizeof(word));
	memcpy(word + 124, "0639980114", 10);
	word[sizeof(word) - 1] = '\0';
	log_event(LOG_INFO, "E", LOG_WORD("word", word));
	snprintf(want, sizeof(want), "E word=%.124s••••… level=", word);
	expect(want);
}
END_TEST

static const struct {
	const char *in, *out;
} texts[] = {
	{ "déjà", "déjà" },
	{ "no such file", "\"no such file\"" },
	{ "two\nlines\t", "\"two\\x0alines\\x09\"" },
	{ "\xff\xc3", "\"\\xff\\xc3\"" },
	{ "\xc2\x9b", "\"\\xc2\\x9b\"" }, /* CSI in one character */
	{ "\x7f", "\"\\x7f\"" },
	{ "/etc/accueil.conf:12: bad", "\"/etc/accueil.conf:12: bad\"" },
};

START_TEST(test_our_text_keeps_utf8_and_loses_controls)
{
	char want[256];

	snprintf(want, sizeof(want), "E text=%s level=", texts[_i].out);
	log_event(LOG_INFO, "E", LOG_TEXT("text", texts[_i].in));
	expect(want);
}
END_TEST

START_TEST(test_a_line_is_never_over_2_kb)
{
	char long_text[4000], *tail;

	memset(long_text, 'a', sizeof(long_text));
	long_text[sizeof(long_text) - 1] = '\0';
	log_event(LOG_INFO, "E", LOG_TEXT("one", long_text),
	    LOG_TEXT("two", long_text), LOG_TEXT("three", long_text),
	    LOG_TEXT("four", "short"));
	expect("E one=aaa");
	ck_assert_uint_lt(strlen(text), 2200);
	ck_assert_ptr_nonnull(strstr(text, "aaa… two=aaa"));
	ck_assert_ptr_null(strstr(text, "three="));
	tail = strstr(text, " cut=yes level=info at=");
	ck_assert_ptr_nonnull(tail);
}
END_TEST

START_TEST(test_a_file_that_cannot_be_opened_leaves_the_old_one)
{
	struct err err = { "" };

	ck_assert(!log_open("/nonexistent/log", LOG_DEBUG, &err));
	ck_assert_str_eq(err.text,
	    "log /nonexistent/log: No such file or directory");
	log_event(LOG_DEBUG, "DETAIL");
	log_event(LOG_INFO, "STILL_HERE");
	expect("STILL_HERE level=info");
}
END_TEST

#define WRITERS 4
#define LINES 3000

static void *
write_lines(void *number)
{
	int i;

	for (i = 0; i < LINES; i++)
		log_event(LOG_INFO, "LINE", LOG_INT("by", *(int *)number),
		    LOG_INT("i", i));
	return NULL;
}

/* Each line is whole, and each writer's come in order. */
static int
count_lines(const char *name, int next[WRITERS])
{
	int n = 0, by, i, end;
	char *line, *save;

	read_file(name);
	for (line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save), n++) {
		end = 0;
		sscanf(line, "LINE by=%d i=%d level=info at=%*24sZ%n", &by, &i,
		    &end);
		ck_assert_msg(strlen(line) > 50 && by < WRITERS, "%s", line);
		ck_assert_int_eq(i, next[by]++);
	}
	return n;
}

START_TEST(test_reopening_loses_and_mixes_nothing)
{
	pthread_t threads[WRITERS];
	int numbers[WRITERS], next[WRITERS] = { 0 };
	struct err err;
	int i;

	for (i = 0; i < WRITERS; i++) {
		numbers[i] = i;
		pthread_create(&threads[i], NULL, write_lines, &numbers[i]);
	}
	usleep(2000);
	ck_assert_int_eq(rename(path, rotated), 0);
	ck_assert_msg(log_reopen(&err), "%s", err.text);
	for (i = 0; i < WRITERS; i++)
		pthread_join(threads[i], NULL);
	ck_assert_int_eq(count_lines(rotated, next) + count_lines(path, next),
	    WRITERS * LINES);
}
END_TEST

START_TEST(test_level_names_are_read)
{
	enum log_level level;

	ck_assert(log_level_parse("debug", &level) && level == LOG_DEBUG);
	ck_assert(log_level_parse("error", &level) && level == LOG_ERROR);
	ck_assert(!log_level_parse("Info", &level));
	ck_assert(!log_level_parse("", &level));
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("log");
	TCase *tc = tcase_create("log");
	SRunner *runner;
	int failed;

	if (mkdtemp(directory) == NULL)
		return EXIT_FAILURE;
	snprintf(path, sizeof(path), "%s/log", directory);
	snprintf(rotated, sizeof(rotated), "%s/log.1", directory);
	tcase_add_checked_fixture(tc, open_log, NULL);
	tcase_add_test(tc,
	    test_a_line_is_an_event_then_fields_then_level_and_time);
	tcase_add_test(tc, test_an_event_needs_no_field);
	tcase_add_test(tc, test_a_lower_level_is_not_written);
	tcase_add_test(tc, test_an_unknown_number_is_none);
	tcase_add_loop_test(tc, test_a_foreign_word_is_masked_and_harmless, 0,
	    COUNT(words));
	tcase_add_test(tc, test_foreign_words_are_masked_as_one);
	tcase_add_test(tc, test_a_long_word_is_cut_and_still_masked);
	tcase_add_loop_test(tc, test_our_text_keeps_utf8_and_loses_controls, 0,
	    COUNT(texts));
	tcase_add_test(tc, test_a_line_is_never_over_2_kb);
	tcase_add_test(tc,
	    test_a_file_that_cannot_be_opened_leaves_the_old_one);
	tcase_add_test(tc, test_reopening_loses_and_mixes_nothing);
	tcase_add_test(tc, test_level_names_are_read);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	unlink(path);
	unlink(rotated);
	rmdir(directory);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
