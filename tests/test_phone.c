/* base/phone: what is a number, its last two digits, its mask. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/phone.h"

/* clang-format off */
static const struct {
	const char *in, *e164; /* NULL: refused */
} cases[] = {
	/* French national numbers */
	{ "0639980114", "+33639980114" },
	{ "06 39 98 01 14", "+33639980114" },
	{ "06.39.98.01.14", "+33639980114" },
	{ "06-39-98-01-14", "+33639980114" },
	{ "06/39/98/01/14", "+33639980114" },
	{ " 06 39 98 01 14 ", "+33639980114" },
	{ "(06) 39 98 01 14", "+33639980114" },
	{ "06\t39 98 01 14", "+33639980114" },
	{ "06\xc2\xa0" "39 98 01 14", "+33639980114" },
	{ "06\xe2\x80\xaf" "39 98 01 14", "+33639980114" },
	{ "06\xe2\x80\x89" "39 98 01 14", "+33639980114" },
	{ "06\xe2\x80\x91" "39 98 01 14", "+33639980114" },
	{ "0199001234", "+33199001234" },
	{ "0261910007", "+33261910007" },
	{ "0353012030", "+33353012030" },
	{ "0465710000", "+33465710000" },
	{ "0536499999", "+33536499999" },
	{ "0700000000", "+33700000000" },
	{ "0800100200", "+33800100200" },
	{ "0970000001", "+33970000001" },

	/* overseas */
	{ "0262123456", "+262262123456" },
	{ "0263123456", "+262263123456" },
	{ "0269123456", "+262269123456" },
	{ "0639123456", "+262639123456" },
	{ "0639970000", "+262639970000" },
	{ "0639980000", "+33639980000" }, /* fiction */
	{ "0639990000", "+262639990000" },
	{ "0692123456", "+262692123456" },
	{ "0693123456", "+262693123456" },
	{ "0590123456", "+590590123456" },
	{ "0690123456", "+590690123456" },
	{ "0691123456", "+590691123456" },
	{ "0594123456", "+594594123456" },
	{ "0694123456", "+594694123456" },
	{ "0596123456", "+596596123456" },
	{ "0696123456", "+596696123456" },
	{ "0697123456", "+596697123456" },
	{ "0695123456", "+33695123456" },
	{ "0591123456", "+33591123456" },
	{ "+262692123456", "+262692123456" },
	{ "+262 (0)692 12 34 56", "+262692123456" },
	{ "+590 690 12 34 56", "+590690123456" },

	/* with the country's code */
	{ "+33639980114", "+33639980114" },
	{ "+33 6 39 98 01 14", "+33639980114" },
	{ "+33 (0)6 39 98 01 14", "+33639980114" },
	{ "+33(0)639980114", "+33639980114" },
	{ "(+33) 6 39 98 01 14", "+33639980114" },
	{ "0033639980114", "+33639980114" },
	{ "00 33 6 39 98 01 14", "+33639980114" },
	{ "00 33 (0)6 39 98 01 14", "+33639980114" },
	{ "33639980114", "+33639980114" },
	{ "+3221234567", "+3221234567" },
	{ "+32470123456", "+32470123456" },
	{ "+41791234567", "+41791234567" },
	{ "+352621123456", "+352621123456" },
	{ "+12025550123", "+12025550123" },
	{ "12025550123", "+12025550123" },
	{ "0039980114", "+39980114" },
	{ "+1234567", "+1234567" },
	{ "+123456789012345", "+123456789012345" },
	{ "00123456789012345", "+123456789012345" },

	/* refused */
	{ "", NULL },
	{ " ", NULL },
	{ "+", NULL },
	{ "00", NULL },
	{ "anonymous", NULL },
	{ "sip:0639980114@example.com", NULL },
	{ "06 39 98 01 1a", NULL },
	{ "+33+639980114", NULL },
	{ "06+39980114", NULL },
	{ "15", NULL },
	{ "3639", NULL },
	{ "06 39 98 01 1", NULL },
	{ "06 39 98 01 14 5", NULL },
	{ "639980114", NULL },
	{ "6399801145", NULL },
	{ "+330639980114", NULL },
	{ "+33039980114", NULL },
	{ "+3363998011", NULL },
	{ "+336399801145", NULL },
	{ "+262692", NULL },
	{ "+2626921234567", NULL },
	{ "+0639980114", NULL },
	{ "+123456", NULL },
	{ "+1234567890123456", NULL },
	{ "000639980114", NULL },
	{ "12345678901234567890", NULL },
	{ "\xd9\xa0\xd9\xa6", NULL },
	{ "06\xff" "39980114", NULL },
};

static const struct {
	const char *e164, *last2, *mask;
} masks[] = {
	{ "", "", "" },
	{ "+33639980114", "14", "+33•••••••14" },
	{ "+262692123456", "56", "+••••••••••56" },
	{ "+12025550123", "23", "+•••••••••23" },
	{ "+1234567", "67", "+•••••67" },
	{ "+123456789012345", "45", "+•••••••••••••45" },
};
/* clang-format on */

START_TEST(test_a_number_is_accepted_or_refused_as_the_table_says)
{
	static const struct phone before = { "before" };
	const char *in = cases[_i].in;
	struct phone got = before;
	bool ok = phone_parse(in, strlen(in), &got);

	ck_assert_msg(ok == (cases[_i].e164 != NULL), "'%s'", in);
	ck_assert_str_eq(got.e164, ok ? cases[_i].e164 : before.e164);
}
END_TEST

START_TEST(test_a_parsed_number_parses_to_itself)
{
	struct phone got;

	if (cases[_i].e164 == NULL)
		return;
	ck_assert(phone_parse(cases[_i].e164, strlen(cases[_i].e164), &got));
	ck_assert_str_eq(got.e164, cases[_i].e164);
}
END_TEST

START_TEST(test_only_the_last_two_digits_show)
{
	struct phone p = { "" };
	char mask[PHONE_MASK_BYTES];

	memcpy(p.e164, masks[_i].e164, strlen(masks[_i].e164) + 1);
	phone_mask(&p, mask);
	ck_assert_str_eq(mask, masks[_i].mask);
	ck_assert_str_eq(phone_last2(&p), masks[_i].last2);
	ck_assert(phone_known(&p) == (masks[_i].e164[0] != '\0'));
}
END_TEST

START_TEST(test_only_len_bytes_are_read)
{
	static const char in[] = "0639980114x";
	struct phone got;

	ck_assert(phone_parse(in, 10, &got));
	ck_assert(!phone_parse(in, 11, &got));
	ck_assert(!phone_parse("06\xc2", 3, &got));
}
END_TEST

static Suite *
phone_suite(void)
{
	Suite *s = suite_create("base/phone");
	TCase *tc = tcase_create("phone");
	int n = sizeof(cases) / sizeof(cases[0]);

	tcase_add_loop_test(tc,
	    test_a_number_is_accepted_or_refused_as_the_table_says, 0, n);
	tcase_add_loop_test(tc, test_a_parsed_number_parses_to_itself, 0, n);
	tcase_add_loop_test(tc, test_only_the_last_two_digits_show, 0,
	    sizeof(masks) / sizeof(masks[0]));
	tcase_add_test(tc, test_only_len_bytes_are_read);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(phone_suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
