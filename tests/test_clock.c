/* src/base/clock.c: instants and how RFC 3339 writes them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

static const struct {
	int64_t ms;
	const char *iso;
} instants[] = {
	{ 0, "1970-01-01T00:00:00.000Z" },
	{ -1, "1969-12-31T23:59:59.999Z" },
	{ 1795426200123, "2026-11-23T09:30:00.123Z" },
	{ 951782400000, "2000-02-29T00:00:00.000Z" },
	{ -62167219200000, "0000-01-01T00:00:00.000Z" },
	{ 253402300799999, "9999-12-31T23:59:59.999Z" },
};

START_TEST(test_an_instant_is_written_and_read_back)
{
	char iso[CLOCK_ISO_BYTES];
	int64_t ms;

	clock_iso(instants[_i].ms, iso);
	ck_assert_str_eq(iso, instants[_i].iso);
	ck_assert(clock_parse_iso(iso, &ms));
	ck_assert_int_eq(ms, instants[_i].ms);
}
END_TEST

START_TEST(test_what_has_no_four_digit_year_is_clamped)
{
	char iso[CLOCK_ISO_BYTES];

	clock_iso(INT64_MAX, iso);
	ck_assert_str_eq(iso, "9999-12-31T23:59:59.999Z");
	clock_iso(INT64_MIN, iso);
	ck_assert_str_eq(iso, "0000-01-01T00:00:00.000Z");
}
END_TEST

static const struct {
	const char *in;
	int64_t ms;
} accepted[] = {
	{ "2026-11-23T09:30:00Z", 1795426200000 },
	{ "2026-11-23T09:30:00", 1795426200000 },
	{ "2026-11-23 09:30:00z", 1795426200000 },
	{ "2026-11-23T10:30:00+01:00", 1795426200000 },
	{ "2026-11-23T04:00:00-05:30", 1795426200000 },
	{ "2026-11-23T09:30:00.5Z", 1795426200500 },
	{ "2026-11-23T09:30:00.123456789Z", 1795426200123 },
	{ "2016-12-31T23:59:60Z", 1483228800000 }, /* a leap second */
};

START_TEST(test_rfc_3339_is_read)
{
	int64_t ms = 0;

	ck_assert_msg(clock_parse_iso(accepted[_i].in, &ms), "%s",
	    accepted[_i].in);
	ck_assert_int_eq(ms, accepted[_i].ms);
}
END_TEST

static const char *const refused[] = {
	"", "2026-11-23", "2026-11-23T", "2026-11-23T09:30",
	"26-11-23T09:30:00", "2026-13-23T09:30:00Z", "2026-00-23T09:30:00Z",
	"2026-02-29T09:30:00Z", "2026-04-31T09:30:00Z",
	"2026-11-23T24:00:00Z", "2026-11-23T09:60:00Z",
	"2026-11-23T09:30:61Z", "2026-11-23T09:30:00.Z",
	"2026-11-23T09:30:00+1", "2026-11-23T09:30:00+24:00",
	"2026-11-23T09:30:00Zz", "2026-11-23T09:30:00Z ",
	" 2026-11-23T09:30:00Z", "-026-11-23T09:30:00Z",
};

START_TEST(test_anything_else_is_refused)
{
	int64_t ms = 42;

	ck_assert_msg(!clock_parse_iso(refused[_i], &ms), "%s", refused[_i]);
	ck_assert_int_eq(ms, 42);
}
END_TEST

START_TEST(test_the_clocks_move_forward)
{
	int64_t ms = clock_now_ms(), us = clock_monotonic_us();

	ck_assert_int_gt(ms, 1700000000000);
	ck_assert_int_ge(clock_monotonic_us(), us);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("clock");
	TCase *tc = tcase_create("clock");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, test_an_instant_is_written_and_read_back, 0,
	    COUNT(instants));
	tcase_add_test(tc, test_what_has_no_four_digit_year_is_clamped);
	tcase_add_loop_test(tc, test_rfc_3339_is_read, 0, COUNT(accepted));
	tcase_add_loop_test(tc, test_anything_else_is_refused, 0,
	    COUNT(refused));
	tcase_add_test(tc, test_the_clocks_move_forward);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
