/* hear/numbers: cardinals and ordinals, by tables and by counting. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/numbers.h"

/* clang-format off */
static const struct {
	const char *said;
	size_t words; /* 0: no number begins it */
	int value;
} words[] = {
	{ "zéro", 1, 0 }, { "un", 1, 1 }, { "une", 1, 1 }, { "deux", 1, 2 },
	{ "trois", 1, 3 }, { "quatre", 1, 4 }, { "cinq", 1, 5 },
	{ "six", 1, 6 }, { "sept", 1, 7 }, { "huit", 1, 8 },
	{ "neuf", 1, 9 }, { "dix", 1, 10 }, { "onze", 1, 11 },
	{ "douze", 1, 12 }, { "treize", 1, 13 }, { "quatorze", 1, 14 },
	{ "quinze", 1, 15 }, { "seize", 1, 16 }, { "dix-sept", 2, 17 },
	{ "dix huit", 2, 18 }, { "dixneuf", 1, 19 }, { "vingt", 1, 20 },
	{ "vingt et un", 3, 21 }, { "vingt-et-une", 3, 21 },
	{ "vingt un", 2, 21 }, { "vingt-deux", 2, 22 },
	{ "trente et un", 3, 31 }, { "trente-neuf", 2, 39 },
	{ "quarante deux", 2, 42 }, { "cinquante-six", 2, 56 },
	{ "soixante", 1, 60 }, { "soixante-huit", 2, 68 },
	{ "soixante-dix", 2, 70 }, { "soixante et onze", 3, 71 },
	{ "soixante-quinze", 2, 75 }, { "soixante dix huit", 3, 78 },
	{ "quatre-vingts", 2, 80 }, { "quatre-vingt-un", 3, 81 },
	{ "quatre vingt dix", 3, 90 }, { "quatre-vingt-onze", 3, 91 },
	{ "quatre-vingt-dix-neuf", 4, 99 }, { "quatrevingt dix", 2, 90 },
	{ "septante", 1, 70 }, { "septante et un", 3, 71 },
	{ "septante-neuf", 2, 79 }, { "huitante", 1, 80 },
	{ "huitante-trois", 2, 83 }, { "octante-deux", 2, 82 },
	{ "nonante", 1, 90 }, { "nonante-neuf", 2, 99 },
	{ "cent", 1, 100 }, { "cent un", 2, 101 }, { "deux cents", 2, 200 },
	{ "deux cent trois", 3, 203 }, { "neuf cent quatre-vingts", 4, 980 },
	{ "trois cent quatre vingt dix neuf", 6, 399 },
	{ "mille", 1, 1000 }, { "deux mille", 2, 2000 },
	{ "deux mille vingt-six", 4, 2026 }, { "mille neuf cent", 3, 1900 },
	{ "mille neuf cent quatre vingt cinq", 6, 1985 },
	{ "dix-neuf cent quatre-vingt-cinq", 6, 1985 },
	{ "neuf mille neuf cent quatre vingt dix neuf", 8, 9999 },

	/* what comes after does not belong to it */
	{ "dix onze", 1, 10 }, { "vingt dix", 1, 20 }, { "deux trois", 1, 2 },
	{ "vingt et deux", 1, 20 }, { "vingt, deux", 1, 20 },
	{ "soixante. Dix", 1, 60 }, { "quarante onze", 1, 40 },
	{ "zéro six", 1, 0 }, { "quatre heures", 1, 4 },
	{ "vingt heures", 1, 20 }, { "septante dix", 1, 70 },
	{ "quarante 3", 1, 40 }, { "un cent", 1, 1 }, { "dix cents", 1, 10 },
	{ "un mille", 1, 1 },

	/* misspelt */
	{ "zerro", 1, 0 }, { "quarente", 1, 40 }, { "soissante dix", 2, 70 },
	{ "quatres", 1, 4 }, { "cinquente", 1, 50 }, { "catorze", 1, 14 },

	{ "", 0, 0 }, { "bonjour", 0, 0 }, { "et un", 0, 0 }, { "14", 0, 0 },
	{ "deuxième", 0, 0 }, { "premier", 0, 0 }, { "vendredi", 0, 0 },
	{ "onzième", 0, 0 }, { "dizaine", 0, 0 }, { "centre", 0, 0 },
},
any[] = {
	{ "14", 1, 14 }, { "06", 1, 6 }, { "0", 1, 0 }, { "2026", 1, 2026 },
	{ "12345", 0, 0 }, { "quatorze", 1, 14 }, { "14h30", 1, 14 },
	{ "3 mars", 1, 3 }, { "soixante dix", 2, 70 }, { "h", 0, 0 },
},
ordinals[] = {
	{ "premier", 1, 1 }, { "première", 1, 1 }, { "1er", 2, 1 },
	{ "1ère", 2, 1 }, { "second", 1, 2 }, { "seconde", 1, 2 },
	{ "deuxième", 1, 2 }, { "2e", 2, 2 }, { "2ème", 2, 2 },
	{ "2nd", 2, 2 }, { "troisième", 1, 3 }, { "3eme", 2, 3 },
	{ "quatrième", 1, 4 }, { "dixième", 1, 10 },
	{ "dix-septième", 2, 17 }, { "vingtième", 1, 20 },
	{ "vingt et unième", 3, 21 }, { "vingt-deuxième", 2, 22 },
	{ "trentième", 1, 30 }, { "trente et unième", 3, 31 },
	{ "31e", 2, 31 }, { "32e", 0, 0 }, { "trente-deuxième", 0, 0 },
	{ "deux", 0, 0 }, { "2", 0, 0 }, { "2 e", 0, 0 }, { "0e", 0, 0 },
	{ "quarantième", 0, 0 }, { "dix premier", 0, 0 },
};

/* Every cardinal that begins there, as "words:value". */
static const struct {
	const char *said, *readings;
} readings[] = {
	{ "quatre vingt dix huit", "1:4 2:80 3:90 4:98" },
	{ "soixante dix huit", "1:60 2:70 3:78" },
	{ "soixante et onze", "1:60 3:71" },
	{ "vingt deux", "1:20 2:22" },
	{ "deux cent trois", "1:2 2:200 3:203" },
	{ "40 3", "1:40 2:43" },
	{ "60 18", "1:60 2:78" },
	{ "60 10 8", "1:60 2:70 3:78" },
	{ "4 20 12", "1:4 2:80 3:92" },
	{ "20 et 1", "1:20 3:21" },
	{ "quarante 3", "1:40 2:43" },
	{ "06", "" },
	{ "00", "" },
	{ "123", "" },
	{ "12", "1:12" },
	{ "0 6", "1:0" },
};
/* clang-format on */

static void
check_row(size_t (*read)(const struct folded *, size_t, int *),
    const char *said, size_t count, int want)
{
	struct folded f;
	int value = -1;

	fold(&f, said, strlen(said));
	ck_assert_msg(read(&f, 0, &value) == count, "'%s'", said);
	ck_assert_msg(value == (count > 0 ? want : -1), "'%s': %d", said,
	    value);
}

START_TEST(test_cardinals_in_words)
{
	check_row(numbers_words, words[_i].said, words[_i].words,
	    words[_i].value);
}
END_TEST

START_TEST(test_cardinals_in_words_or_digits)
{
	check_row(numbers_any, any[_i].said, any[_i].words, any[_i].value);
}
END_TEST

START_TEST(test_ordinals)
{
	check_row(numbers_ordinal, ordinals[_i].said, ordinals[_i].words,
	    ordinals[_i].value);
}
END_TEST

START_TEST(test_every_reading_of_a_number)
{
	struct numbers_reading all[NUMBERS_MAX];
	struct folded f;
	char shown[256] = "";
	size_t i, n, len = 0;

	fold(&f, readings[_i].said, strlen(readings[_i].said));
	n = numbers_all(&f, 0, all);
	for (i = 0; i < n; i++)
		len += (size_t)snprintf(shown + len, sizeof(shown) - len,
		    "%s%u:%d", i > 0 ? " " : "", all[i].words, all[i].value);
	ck_assert_str_eq(shown, readings[_i].readings);
}
END_TEST

/* 0 to 99 as schools teach it, to the letter. */
START_TEST(test_counting_to_ninety_nine)
{
	static const char *const small[] = { "zéro", "un", "deux", "trois",
		"quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
		"douze", "treize", "quatorze", "quinze", "seize", "dix-sept",
		"dix-huit", "dix-neuf" };
	static const char *const tens[] = { "", "", "vingt", "trente",
		"quarante", "cinquante", "soixante", "soixante",
		"quatre-vingt", "quatre-vingt" };
	static const int below[] = { 0, 20, 10, 10, 10, 10, 20, 20, 20, 20 };
	struct folded f;
	char said[64];
	int rest, value = -1;

	if (_i < 20) {
		snprintf(said, sizeof(said), "%s", small[_i]);
	} else {
		rest = _i % below[_i / 10];
		snprintf(said, sizeof(said), "%s%s%s", tens[_i / 10],
		    rest == 0 ? "" :
		    rest % 10 == 1 && _i < 80 ? " et " : "-",
		    rest == 0 ? "" : small[rest]);
	}
	fold(&f, said, strlen(said));
	ck_assert_msg(numbers_words(&f, 0, &value) == f.count, "'%s'", said);
	ck_assert_msg(value == _i, "'%s': %d", said, value);
}
END_TEST

START_TEST(test_past_the_end_there_is_no_number)
{
	struct folded f;
	int value = -1;

	fold(&f, "dix", 3);
	ck_assert_uint_eq(numbers_words(&f, 1, &value), 0);
	ck_assert_uint_eq(numbers_any(&f, 7, &value), 0);
	ck_assert_uint_eq(numbers_ordinal(&f, 1, &value), 0);
	ck_assert_int_eq(value, -1);
}
END_TEST

static Suite *
numbers_suite(void)
{
	Suite *s = suite_create("hear/numbers");
	TCase *tc = tcase_create("numbers");

	tcase_add_loop_test(tc, test_cardinals_in_words, 0,
	    sizeof(words) / sizeof(words[0]));
	tcase_add_loop_test(tc, test_cardinals_in_words_or_digits, 0,
	    sizeof(any) / sizeof(any[0]));
	tcase_add_loop_test(tc, test_ordinals, 0,
	    sizeof(ordinals) / sizeof(ordinals[0]));
	tcase_add_loop_test(tc, test_every_reading_of_a_number, 0,
	    sizeof(readings) / sizeof(readings[0]));
	tcase_add_loop_test(tc, test_counting_to_ninety_nine, 0, 100);
	tcase_add_test(tc, test_past_the_end_there_is_no_number);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(numbers_suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	printf("hear/numbers: %d exact, 0 unsure, %d wrong\n",
	    srunner_ntests_run(sr) - failed, failed);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
