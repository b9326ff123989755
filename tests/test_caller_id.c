/* src/calls/caller_id.c: the caller's number as networks and trunks write it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "calls/caller_id.h"

#define NUMBER "+33639980114"

/* clang-format off */
static const struct {
	const char *in;
	enum caller_rc rc;
	const char *e164; /* NULL: NUMBER */
} cases[] = {
	/* written numbers */
	{ "+33639980114", CALLER_OK, NULL },
	{ " +33 6 39 98 01 14\n", CALLER_OK, NULL },
	{ "+33 (0)6.39.98.01.14", CALLER_OK, NULL },
	{ "0033639980114", CALLER_OK, NULL },
	{ "06-39-98-01-14", CALLER_OK, NULL },
	{ "33639980114", CALLER_OK, NULL },
	{ "+12025550143", CALLER_OK, "+12025550143" },
	{ "+4915735985555", CALLER_OK, "+4915735985555" },

	/* unwrapped */
	{ "tel:+33639980114", CALLER_OK, NULL },
	{ "TEL:+33-6-39-98-01-14;ext=12", CALLER_OK, NULL },
	{ "tel:0639980114;phone-context=+33", CALLER_OK, NULL },
	{ "sip:+33639980114@203.0.113.7", CALLER_OK, NULL },
	{ "sip:+33639980114@sip.example.net;user=phone", CALLER_OK, NULL },
	{ "sip:+33639980114;npdi@sip.example.net", CALLER_OK, NULL },
	{ "sips:33639980114@sip.example.net:5061;transport=tls", CALLER_OK, NULL },
	{ "<sip:+33639980114@sip.example.net>", CALLER_OK, NULL },
	{ "\"Claire Lefevre\" <sip:0639980114@sip.example.net>;tag=1", CALLER_OK, NULL },
	{ "Claire <tel:+33639980114>", CALLER_OK, NULL },
	{ "<+33639980114>", CALLER_OK, NULL },

	/* withheld: in words */
	{ "anonymous", CALLER_WITHHELD, NULL },
	{ "Anonymous", CALLER_WITHHELD, NULL },
	{ " ANONYMOUS ", CALLER_WITHHELD, NULL },
	{ "anonyme", CALLER_WITHHELD, NULL },
	{ "unknown", CALLER_WITHHELD, NULL },
	{ "private", CALLER_WITHHELD, NULL },
	{ "Private Number", CALLER_WITHHELD, NULL },
	{ "restricted", CALLER_WITHHELD, NULL },
	{ "unavailable", CALLER_WITHHELD, NULL },
	{ "not-available", CALLER_WITHHELD, NULL },
	{ "blocked", CALLER_WITHHELD, NULL },
	{ "Caller-ID blocked", CALLER_WITHHELD, NULL },
	{ "No Caller ID", CALLER_WITHHELD, NULL },
	{ "withheld", CALLER_WITHHELD, NULL },
	{ "hidden", CALLER_WITHHELD, NULL },
	{ "secret", CALLER_WITHHELD, NULL },
	{ "inconnu", CALLER_WITHHELD, NULL },
	{ "numero masque", CALLER_WITHHELD, NULL },
	{ "Numéro masqué", CALLER_WITHHELD, NULL },
	{ "masqué", CALLER_WITHHELD, NULL },
	{ "Privé", CALLER_WITHHELD, NULL },
	{ "sip:anonymous@anonymous.invalid", CALLER_WITHHELD, NULL },
	{ "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=9", CALLER_WITHHELD, NULL },
	{ "sip:Unavailable@sip.example.net", CALLER_WITHHELD, NULL },
	{ "tel:anonymous", CALLER_WITHHELD, NULL },

	/* withheld: spelt on a keypad */
	{ "+266696687", CALLER_WITHHELD, NULL },
	{ "266696687", CALLER_WITHHELD, NULL },
	{ "sip:+266696687@sip.example.net", CALLER_WITHHELD, NULL },
	{ "+7378742833", CALLER_WITHHELD, NULL },
	{ "+2562533", CALLER_WITHHELD, NULL },
	{ "+8656696", CALLER_WITHHELD, NULL },
	{ "+86282452253", CALLER_WITHHELD, NULL },
	{ "+7748283", CALLER_WITHHELD, NULL },

	/* nothing */
	{ "", CALLER_ABSENT, NULL },
	{ " \t ", CALLER_ABSENT, NULL },
	{ "tel:", CALLER_ABSENT, NULL },
	{ "sip:@sip.example.net", CALLER_ABSENT, NULL },
	{ "<>", CALLER_ABSENT, NULL },

	/* something else */
	{ "+", CALLER_BAD, NULL },
	{ "123", CALLER_BAD, NULL },
	{ "15", CALLER_BAD, NULL },
	{ "063998011", CALLER_BAD, NULL },
	{ "06399801144", CALLER_BAD, NULL },
	{ "+1234567890123456", CALLER_BAD, NULL },
	{ "+33039980114", CALLER_BAD, NULL },
	{ "++33639980114", CALLER_BAD, NULL },
	{ "Claire", CALLER_BAD, NULL },
	{ "undefined", CALLER_BAD, NULL },
	{ "06 39 98 01 14 anonymous", CALLER_BAD, NULL },
	{ "sip:claire@sip.example.net", CALLER_BAD, NULL },
	{ "fax:+33639980114", CALLER_BAD, NULL },
	{ "+3363998\xff" "0114", CALLER_BAD, NULL },
	{ "+336399801\xe2\x80", CALLER_BAD, NULL },
};
/* clang-format on */

START_TEST(test_each_form_is_a_number_withheld_absent_or_bad)
{
	struct phone got = { "untouched" };
	const char *want = cases[_i].e164 != NULL ? cases[_i].e164 : NUMBER;

	ck_assert_msg(caller_id_parse(cases[_i].in, strlen(cases[_i].in),
	        &got) == cases[_i].rc,
	    "\"%s\" is read otherwise", cases[_i].in);
	ck_assert_str_eq(got.e164,
	    cases[_i].rc == CALLER_OK ? want : "untouched");
}
END_TEST

START_TEST(test_only_the_bytes_given_are_read)
{
	static const char text[] = "+33639980114" "99";
	struct phone got;

	ck_assert_int_eq(caller_id_parse(text, 12, &got), CALLER_OK);
	ck_assert_str_eq(got.e164, NUMBER);
	ck_assert_int_eq(caller_id_parse(text, 0, &got), CALLER_ABSENT);
}
END_TEST

/* A NUL ends a C string, not what was sent. */
START_TEST(test_a_nul_is_no_part_of_a_number)
{
	static const char plain[] = "+33639980114\0" "1";
	static const char wrapped[] = "tel:+33639980114\0" "1";
	struct phone got;

	ck_assert_int_eq(caller_id_parse(plain, sizeof(plain) - 1, &got),
	    CALLER_BAD);
	ck_assert_int_eq(caller_id_parse(wrapped, sizeof(wrapped) - 1, &got),
	    CALLER_BAD);
}
END_TEST

START_TEST(test_what_is_long_is_read_in_time_and_bounds)
{
	enum { LONG = 1 << 20 };
	static const char fills[] = { 'a', '1', '<', '>', ' ', ';', '\xff' };
	char *text = malloc(LONG);
	struct phone got;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < sizeof(fills); i++) {
		memset(text, fills[i], LONG);
		ck_assert_int_ne(caller_id_parse(text, LONG, &got),
		    CALLER_OK);
	}
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("caller_id");
	TCase *tc = tcase_create("caller_id");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc,
	    test_each_form_is_a_number_withheld_absent_or_bad, 0,
	    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, test_only_the_bytes_given_are_read);
	tcase_add_test(tc, test_a_nul_is_no_part_of_a_number);
	tcase_add_test(tc, test_what_is_long_is_read_in_time_and_bounds);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
