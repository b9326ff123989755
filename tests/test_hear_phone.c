/* hear/phone: what callers dictate, over one turn or several. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/phone.h"

static const struct {
	const char *said, *want;
} cases[] = {
#include "hear_phone.inc"
};

#define CASES (sizeof(cases) / sizeof(cases[0]))

static const char *
told(const struct hear_phone *h)
{
	static const char *const why[] = {
		[HEAR_PHONE_FINE] = "fine",
		[HEAR_PHONE_SHORT] = "short",
		[HEAR_PHONE_LONG] = "long",
		[HEAR_PHONE_AMBIGUOUS] = "ambiguous",
		[HEAR_PHONE_INVALID] = "invalid",
	};

	if (h->heard == HEARD_EXACT)
		return h->phone.e164;
	return h->heard == HEARD_UNSURE ? why[h->why] : "";
}

/* Hear the turns of ${said}, each with what those before it left. */
static void
hear_turns(const char *said, struct hear_phone *out)
{
	struct hear_phone_partial before = { "", "" };
	struct folded f;
	size_t len;

	for (;; said += len + 1) {
		len = strcspn(said, "|");
		fold(&f, said, len);
		hear_phone(&f, &before, out);
		before = out->partial;
		if (said[len] == '\0')
			return;
	}
}

START_TEST(test_every_case_is_heard_as_the_table_says)
{
	struct hear_phone got;
	size_t i, exact = 0, unsure = 0, wrong = 0;

	for (i = 0; i < CASES; i++) {
		hear_turns(cases[i].said, &got);
		if (strcmp(told(&got), cases[i].want) != 0) {
			printf("  '%s': '%s', not '%s'\n", cases[i].said,
			    told(&got), cases[i].want);
			wrong++;
		} else if (got.heard == HEARD_UNSURE) {
			unsure++;
		} else {
			exact++;
		}
	}
	printf("hear/phone: %zu exact, %zu unsure, %zu wrong\n", exact, unsure,
	    wrong);
	fflush(stdout);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_a_short_number_keeps_its_groups_for_the_next_turn)
{
	struct hear_phone got;

	hear_turns("zéro six trente-neuf quatre-vingt-dix-huit 1", &got);
	ck_assert_str_eq(got.partial.digits, "0639981");
	ck_assert_str_eq(got.partial.groups, "2221");
	hear_turns("+33 6 39", &got);
	ck_assert_str_eq(got.partial.digits, "+33639");
}
END_TEST

START_TEST(test_a_correction_in_a_later_turn_replaces_the_last_group)
{
	struct hear_phone got;

	hear_turns("06 29|non pardon 39", &got);
	ck_assert_str_eq(got.partial.digits, "0639");
	hear_turns("06 39|non 49", &got);
	ck_assert_str_eq(got.partial.digits, "0649");
}
END_TEST

START_TEST(test_starting_again_forgets_what_was_said)
{
	struct hear_phone got;

	hear_turns("06 39 98|je recommence", &got);
	ck_assert_int_eq(got.heard, HEARD_UNSURE);
	ck_assert_str_eq(got.partial.digits, "");
	hear_turns("06 39|06 39 98", &got);
	ck_assert_str_eq(got.partial.digits, "063998");
}
END_TEST

START_TEST(test_a_whole_number_leaves_nothing_for_the_next_turn)
{
	struct hear_phone got;

	hear_turns("06 39 98 01 14", &got);
	ck_assert_str_eq(got.partial.digits, "");
	hear_turns("06 39 98 01 14 15", &got);
	ck_assert_str_eq(got.partial.digits, "");
}
END_TEST

START_TEST(test_a_megabyte_of_digits_is_only_too_long)
{
	enum { BYTES = 1 << 20 };
	static const char *const fill[] = { "6", "6 ", "quatre vingt ",
		"non 34 ", "soixante dix ", "\xff", "e\xcc\x81" };
	struct hear_phone got;
	struct folded f;
	char *text = malloc(BYTES);
	size_t i, k;

	ck_assert_ptr_nonnull(text);
	for (k = 0; k < sizeof(fill) / sizeof(fill[0]); k++) {
		for (i = 0; i < BYTES; i++)
			text[i] = fill[k][i % strlen(fill[k])];
		fold(&f, text, BYTES);
		hear_phone(&f, NULL, &got);
		ck_assert_int_ne(got.heard, HEARD_EXACT);
	}
	free(text);
}
END_TEST

static Suite *
hear_phone_suite(void)
{
	Suite *s = suite_create("hear/phone");
	TCase *tc = tcase_create("dictation");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_every_case_is_heard_as_the_table_says);
	tcase_add_test(tc,
	    test_a_short_number_keeps_its_groups_for_the_next_turn);
	tcase_add_test(tc,
	    test_a_correction_in_a_later_turn_replaces_the_last_group);
	tcase_add_test(tc, test_starting_again_forgets_what_was_said);
	tcase_add_test(tc,
	    test_a_whole_number_leaves_nothing_for_the_next_turn);
	tcase_add_test(tc, test_a_megabyte_of_digits_is_only_too_long);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(hear_phone_suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
