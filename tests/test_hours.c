/* src/tenants/hours.c: one day's openings, read, asked and printed. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tenants/hours.h"

#define WEDNESDAY 2

static const struct {
	const char *in, *out;
} accepted[] = {
	{ "09:00-12:30 14:00-18:00", "09:00-12:30 14:00-18:00" },
	{ "  9:00-12:30   14:00-18:00 ", "09:00-12:30 14:00-18:00" },
	{ "00:00-24:00", "00:00-24:00" },
	{ "08:00-08:01", "08:00-08:01" },
	{ "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 "
	  "11:00-12:00",
	    "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 "
	    "11:00-12:00" },
	{ "", "" },
	{ "  ", "" },
	{ "closed", "" },
};

START_TEST(test_openings_are_read_and_printed_back)
{
	char out[HOURS_PRINT_BYTES];
	struct hours hours = { .count = { 0 } };
	struct err err;

	ck_assert_msg(hours_parse(accepted[_i].in, WEDNESDAY, &hours, &err),
	    "%s: %s", accepted[_i].in, err.text);
	hours_print(&hours, WEDNESDAY, out);
	ck_assert_str_eq(out, accepted[_i].out);
	ck_assert_int_eq(hours_any(&hours), out[0] != '\0');
}
END_TEST

static const struct {
	const char *in, *cause;
} refused[] = {
	{ "9h-12h", "write opening hours" },
	{ "09:00", "write opening hours" },
	{ "09:00-", "write opening hours" },
	{ "09:00-12:30,14:00-18:00", "write opening hours" },
	{ "09:0-12:30", "write opening hours" },
	{ "109:00-12:30", "write opening hours" },
	{ "09:60-12:30", "write opening hours" },
	{ "09:00-24:01", "write opening hours" },
	{ "-9:00-12:30", "write opening hours" },
	{ "09:00-12:30 closed", "write opening hours" },
	{ "12:30-09:00", "ends before" },
	{ "09:00-09:00", "ends before" },
	{ "14:00-18:00 09:00-12:30", "out of order" },
	{ "09:00-12:30 12:00-18:00", "overlap" },
	{ "09:00-12:30 12:30-18:00", "touch" },
	{ "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 "
	  "11:00-12:00 13:00-14:00",
	    "more than 6" },
};

START_TEST(test_anything_else_is_refused_and_changes_nothing)
{
	struct hours hours = { .count = { 0 } };
	struct err err = { "" };

	hours_parse("10:00-11:00", WEDNESDAY, &hours, &err);
	ck_assert_msg(!hours_parse(refused[_i].in, WEDNESDAY, &hours, &err),
	    "%s", refused[_i].in);
	ck_assert_ptr_nonnull(strstr(err.text, refused[_i].cause));
	ck_assert(hours_open(&hours, WEDNESDAY, 10 * 60));
}
END_TEST

START_TEST(test_an_office_is_open_from_the_first_minute_to_before_the_last)
{
	struct hours hours = { .count = { 0 } };

	hours_parse("09:00-12:30 14:00-18:00", WEDNESDAY, &hours, NULL);
	ck_assert(!hours_open(&hours, WEDNESDAY, 9 * 60 - 1));
	ck_assert(hours_open(&hours, WEDNESDAY, 9 * 60));
	ck_assert(hours_open(&hours, WEDNESDAY, 12 * 60 + 29));
	ck_assert(!hours_open(&hours, WEDNESDAY, 12 * 60 + 30));
	ck_assert(hours_open(&hours, WEDNESDAY, 14 * 60));
	ck_assert(!hours_open(&hours, WEDNESDAY + 1, 14 * 60));
}
END_TEST

START_TEST(test_days_have_names)
{
	ck_assert_int_eq(hours_day("mon"), 0);
	ck_assert_int_eq(hours_day("sun"), 6);
	ck_assert_int_eq(hours_day("Monday"), -1);
	ck_assert_int_eq(hours_day(""), -1);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("hours");
	TCase *tc = tcase_create("hours");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, test_openings_are_read_and_printed_back, 0,
	    COUNT(accepted));
	tcase_add_loop_test(tc,
	    test_anything_else_is_refused_and_changes_nothing, 0,
	    COUNT(refused));
	tcase_add_test(tc,
	    test_an_office_is_open_from_the_first_minute_to_before_the_last);
	tcase_add_test(tc, test_days_have_names);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
