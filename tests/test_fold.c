/* hear/fold: raw text to words, and phrases found among them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/fold.h"

#define SHOWN_BYTES 512

/* Words with what stands before each: '|' glued, '_' a space, "'-,." so. */
static void
show(const struct folded *f, char out[SHOWN_BYTES])
{
	static const char gaps[] = "|_'-,.";
	size_t i, len = 0;

	out[0] = '\0';
	for (i = 0; i < f->count && len < SHOWN_BYTES; i++)
		len += (size_t)snprintf(out + len, SHOWN_BYTES - len, "%c%s",
		    gaps[f->word[i].gap], f->word[i].text);
}

/* clang-format off */
static const struct {
	const char *raw, *folded;
} cases[] = {
	{ "", "" },
	{ "   \t ", "" },
	{ "...", "" },
	{ "Oui", ".oui" },
	{ "Oui.", ".oui" },
	{ "  oui  ", ".oui" },
	{ "oui non", ".oui_non" },
	{ "oui, non", ".oui,non" },
	{ "oui. Non", ".oui.non" },
	{ "oui... non", ".oui.non" },
	{ "oui…non", ".oui.non" },
	{ "oui...non", ".oui.non" },
	{ "oui ! Non ?", ".oui.non" },
	{ "oui\nnon", ".oui.non" },
	{ "oui ; non", ".oui,non" },
	{ "oui : non", ".oui,non" },
	{ "oui (non) « si »", ".oui_non_si" },
	{ "d'accord", ".d'accord" },
	{ "d’accord", ".d'accord" },
	{ "d' accord", ".d'accord" },
	{ "d`accord", ".d'accord" },
	{ "dʼaccord", ".d'accord" },
	{ "aujourd'hui", ".aujourd'hui" },
	{ "rendez-vous", ".rendez-vous" },
	{ "rendez‐vous", ".rendez-vous" },      /* U+2010 */
	{ "rendez‑vous", ".rendez-vous" },      /* U+2011 */
	{ "06-39-98", ".06-39-98" },
	{ "quatre-vingt-10", ".quatre-vingt-10" },
	{ "je- je", ".je-je" },
	{ "jean - dupont", ".jean_-_dupont" },
	{ "Éàçîôù", ".eaciou" },
	{ "E\xcc\x81te\xcc\x81", ".ete" },      /* combining accents */
	{ "ŒUVRE cœur æquo", ".oeuvre_coeur_aequo" },
	{ "straße", ".strasse" },
	{ "Søren Łódź", ".soren_lodz" },
	{ "ﬁn", ".fin" },                       /* a ligature */
	{ "ＡＢＣ１２", ".abc|12" },            /* full width */
	{ "1er", ".1|er" },
	{ "14h30", ".14|h|30" },
	{ "14 h 30", ".14_h_30" },
	{ "14:30", ".14|:|30" },
	{ "c'est : 14", ".c'est,14" },
	{ "06.39", ".06|.|39" },
	{ "06. 39", ".06.39" },
	{ "06,39", ".06,39" },
	{ "06/39", ".06|/|39" },
	{ "+33 (0)6", ".+|33_0_6" },
	{ "jean.dupont@gmail.com", ".jean|.|dupont|@|gmail|.|com" },
	{ "gmail .com", ".gmail_.|com" },
	{ "jean_d@x.fr.", ".jean|_|d|@|x|.|fr" },
	{ "100 % 5€", ".100_%_5|€" },
	{ "a&b", ".a|&|b" },
	{ "n°3", ".n_3" },
	{ "oui\xc2\xa0non", ".oui_non" },
	{ "oui\xe2\x80\xafnon", ".oui_non" },
	{ "co\xc2\xadop", ".coop" },            /* a soft hyphen */
	{ "a\xff" "b", ".a_b" },
	{ "\xc3", "" },
	{ "oui\xe2\x80", ".oui" },
	{ "a\xc0\x80" "b", ".a_b" },            /* an overlong NUL */
	{ "a\xed\xa0\x80" "b", ".a_b" },        /* a surrogate */
	{ "[bruit]", ".bruit" },
	{ "привет", ".привет" },
};

static const struct {
	const char *raw, *phrase;
	size_t at, words;
} phrases[] = {
	{ "je voudrais un rendez-vous", "je voudrais", 0, 2 },
	{ "je voudrais un rendez-vous", "un rendez vous", 2, 3 },
	{ "je voudrais", "je voudrais un", 0, 0 },
	{ "je voudrais", "je veux|voudrais", 0, 2 },
	{ "je veux", "je veux|voudrais", 0, 2 },
	{ "je vais", "je veux|voudrais", 0, 0 },
	{ "je ne peux pas", "je ne? peux pas|plus", 0, 4 },
	{ "je peux plus", "je ne? peux pas|plus", 0, 3 },
	{ "je peux bien", "je ne? peux pas|plus", 0, 0 },
	{ "une petite minute", "un|une petit|petite? minute", 0, 3 },
	{ "une minute", "un|une petit|petite? minute", 0, 2 },
	{ "oui oui", "oui? oui", 0, 2 },
	{ "oui", "oui? oui", 0, 1 },
	{ "non", "oui?", 0, 0 },
	{ "oui", "ou", 0, 0 },
	{ "ou", "oui", 0, 0 },
	{ "oui", "oui", 1, 0 },
	{ "oui", "oui", 99, 0 },
};
/* clang-format on */

START_TEST(test_text_folds_as_the_table_says)
{
	struct folded f;
	char shown[SHOWN_BYTES];

	fold(&f, cases[_i].raw, strlen(cases[_i].raw));
	show(&f, shown);
	ck_assert_str_eq(shown, cases[_i].folded);
	ck_assert(!f.cut);
}
END_TEST

START_TEST(test_phrases_match_as_the_table_says)
{
	struct folded f;

	fold(&f, phrases[_i].raw, strlen(phrases[_i].raw));
	ck_assert_uint_eq(fold_phrase(&f, phrases[_i].at, phrases[_i].phrase),
	    phrases[_i].words);
}
END_TEST

START_TEST(test_find_gives_the_first_place_or_the_count)
{
	struct folded f;

	fold(&f, "oui et non et oui", 17);
	ck_assert_uint_eq(fold_find(&f, 0, "et"), 1);
	ck_assert_uint_eq(fold_find(&f, 2, "et oui"), 3);
	ck_assert_uint_eq(fold_find(&f, 0, "peut etre"), f.count);
	ck_assert(fold_is(&f, 0, "oui") && !fold_is(&f, 9, "oui"));
}
END_TEST

START_TEST(test_a_word_knows_where_it_was_said)
{
	static const char raw[] = "  L'Été, 14h";
	struct folded f;

	fold(&f, raw, strlen(raw));
	ck_assert_uint_eq(f.count, 4);
	ck_assert_uint_eq(f.word[1].from, 4);
	ck_assert_uint_eq(f.word[1].to, 9); /* both accents are two bytes */
	ck_assert(f.word[2].is_number && !f.word[3].is_number);
	ck_assert_uint_eq(f.word[1].len, 3);
}
END_TEST

START_TEST(test_a_mark_apart_from_its_letter_belongs_to_the_word)
{
	static const char raw[] = "e\xcc\x81 a";
	struct folded f;

	fold(&f, raw, strlen(raw));
	ck_assert_uint_eq(f.word[0].to, 3);
}
END_TEST

START_TEST(test_text_need_not_end_with_a_nul)
{
	static const char raw[3] = { 'o', 'u', 'i' };
	struct folded f;

	fold(&f, raw, sizeof(raw));
	ck_assert_str_eq(f.word[0].text, "oui");
}
END_TEST

START_TEST(test_a_megabyte_is_cut_and_says_so)
{
	enum { BYTES = 1 << 20 };
	static const char *const fill[] = { "a", "a ", "\xff", "é", ". ", "1a",
		"\xef\xb7\xba" /* U+FDFA: eighteen code points */ };
	struct folded f;
	char *raw = malloc(BYTES);
	size_t i, k;

	ck_assert_ptr_nonnull(raw);
	for (k = 0; k < sizeof(fill) / sizeof(fill[0]); k++) {
		for (i = 0; i < BYTES; i++)
			raw[i] = fill[k][i % strlen(fill[k])];
		fold(&f, raw, BYTES);
		ck_assert(f.count <= FOLD_WORDS);
		ck_assert(f.cut || f.count == 0);
		for (i = 0; i < f.count; i++)
			ck_assert_uint_eq(strlen(f.word[i].text),
			    f.word[i].len);
	}
	free(raw);
}
END_TEST

START_TEST(test_what_fits_exactly_is_not_cut)
{
	char raw[2 * FOLD_WORDS + 2];
	struct folded f;

	memset(raw, ' ', sizeof(raw));
	for (size_t i = 0; i < FOLD_WORDS; i++)
		raw[2 * i] = 'a';
	fold(&f, raw, sizeof(raw));
	ck_assert(!f.cut);
	ck_assert_uint_eq(f.count, FOLD_WORDS);
	raw[2 * FOLD_WORDS] = 'a';
	fold(&f, raw, sizeof(raw));
	ck_assert(f.cut);
	ck_assert_uint_eq(f.count, FOLD_WORDS);
}
END_TEST

static Suite *
fold_suite(void)
{
	Suite *s = suite_create("hear/fold");
	TCase *tc = tcase_create("fold");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_text_folds_as_the_table_says, 0,
	    sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tc, test_phrases_match_as_the_table_says, 0,
	    sizeof(phrases) / sizeof(phrases[0]));
	tcase_add_test(tc, test_find_gives_the_first_place_or_the_count);
	tcase_add_test(tc, test_a_word_knows_where_it_was_said);
	tcase_add_test(tc,
	    test_a_mark_apart_from_its_letter_belongs_to_the_word);
	tcase_add_test(tc, test_text_need_not_end_with_a_nul);
	tcase_add_test(tc, test_a_megabyte_is_cut_and_says_so);
	tcase_add_test(tc, test_what_fits_exactly_is_not_cut);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(fold_suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
