/* hear/email: addresses dictated, spelled, or written by the recogniser. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/email.h"

static const struct {
	const char *said, *want;
} cases[] = {
#include "hear_email.inc"
};

#define CASES (sizeof(cases) / sizeof(cases[0]))

START_TEST(test_every_case_is_heard_as_the_table_says)
{
	char got[HEAR_EMAIL_BYTES], told[HEAR_EMAIL_BYTES + 1];
	struct folded f;
	enum heard heard;
	size_t i, exact = 0, unsure = 0, wrong = 0;

	for (i = 0; i < CASES; i++) {
		fold(&f, cases[i].said, strlen(cases[i].said));
		heard = hear_email(&f, got);
		snprintf(told, sizeof(told), "%s%s",
		    heard == HEARD_UNSURE ? "?" : "", got);
		if (strcmp(told, cases[i].want) != 0) {
			printf("  '%s': '%s', not '%s'\n", cases[i].said,
			    told, cases[i].want);
			wrong++;
		} else if (heard == HEARD_UNSURE) {
			unsure++;
		} else {
			exact++;
		}
	}
	printf("hear/email: %zu exact, %zu unsure, %zu wrong\n", exact, unsure,
	    wrong);
	fflush(stdout);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_an_address_longer_than_mail_allows_is_never_exact)
{
	static const char end[] = "@gmail.com";
	char said[400], got[HEAR_EMAIL_BYTES];
	struct folded f;
	size_t len;

	for (len = 60; len < 300; len++) {
		memset(said, 'a', len);
		memcpy(said + len, end, sizeof(end));
		fold(&f, said, strlen(said));
		ck_assert((hear_email(&f, got) == HEARD_EXACT) == (len <= 64));
	}
}
END_TEST

START_TEST(test_a_megabyte_is_heard_without_harm)
{
	enum { BYTES = 1 << 20 };
	static const char *const fill[] = { "a", "a ", "@", "arobase ",
		"point gmail ", "gmail.com ", "d comme ", "chez ",
		"a.b@c.fr " };
	char got[HEAR_EMAIL_BYTES];
	struct folded f;
	char *text = malloc(BYTES);
	size_t i, k;

	ck_assert_ptr_nonnull(text);
	for (k = 0; k < sizeof(fill) / sizeof(fill[0]); k++) {
		for (i = 0; i < BYTES; i++)
			text[i] = fill[k][i % strlen(fill[k])];
		fold(&f, text, BYTES);
		hear_email(&f, got);
		ck_assert_uint_lt(strlen(got), HEAR_EMAIL_BYTES);
	}
	free(text);
}
END_TEST

static Suite *
hear_email_suite(void)
{
	Suite *s = suite_create("hear/email");
	TCase *tc = tcase_create("addresses");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_every_case_is_heard_as_the_table_says);
	tcase_add_test(tc,
	    test_an_address_longer_than_mail_allows_is_never_exact);
	tcase_add_test(tc, test_a_megabyte_is_heard_without_harm);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(hear_email_suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
