/* src/calls/faq.c: the office's own answers, and nothing invented. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "calls/faq.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define MOST 3

#define WORDS(...)                                               \
	.words = (const char *const[]){ __VA_ARGS__ },           \
	.words_count = sizeof((const char *const[]){ __VA_ARGS__ }) / \
	    sizeof(char *)

static const struct faq entries[] = {
	{ .title = "horaires",
	    WORDS("ouvert", "ouvre", "ferme", "quelle heure"),
	    .answer = "De neuf heures à midi." },
	{ .title = "tarifs", WORDS("prix", "coûte", "combien"),
	    .answer = "Vingt-six euros." },
	{ .title = "accès", WORDS("adresse", "parking", "métro"),
	    .answer = "Au 3, rue des Lilas." },
	{ .title = "parking", WORDS("garer", "place de parking"),
	    .answer = "Derrière le cabinet." },
	{ .title = "stationnement", WORDS("garer"), .answer = "Dans la rue." },
};

static const struct tenant office = { .faq = entries,
	.faq_count = sizeof(entries) / sizeof(*entries) };

static size_t
find(const char *text, struct faq_hit hits[MOST])
{
	return faq_find(&office, text, strlen(text), hits, MOST);
}

/* ${titles}: what is found, best first; NULL ends. */
static const struct {
	const char *text, *titles[MOST + 1];
} questions[] = {
	{ "Quels sont vos horaires ?", { "horaires" } },
	{ "HORAIRES", { "horaires" } },
	{ "c'est quoi l'horaire", { "horaires" } },
	{ "vous êtes ouverts le samedi ?", { "horaires" } },
	{ "La boutique est-elle ouverte ?", { "horaires" } },
	{ "à quelle heure fermez-vous ?", { "horaires" } },
	{ "combien ça coute", { "tarifs" } },
	{ "C'est combien, les prix, les tarifs ?", { "tarifs" } },
	{ "quelles sont vos adresses", { "accès" } },
	{ "comment venir en metro", { "accès" } },

	/* more words in common come first; equals, as in the file */
	{ "y a-t-il une place de parking ?", { "parking", "accès" } },
	{ "où me garer", { "parking", "stationnement" } },
	{ "prix, horaires, adresse, stationnement",
	    { "horaires", "tarifs", "accès" } },

	/* a phrase is its words, that follow each other */
	{ "une heure, mais quelle ?", { NULL } },
	{ "une place, et de quoi garer", { "parking", "stationnement" } },

	/* nothing in common, nothing found */
	{ "vous prenez la carte bancaire ?", { NULL } },
	{ "un horairement vôtre", { NULL } },
	{ "ouverture", { NULL } },
	{ "", { NULL } },
	{ "   ... !", { NULL } },
	{ "\xff\xfe", { NULL } },
};

START_TEST(test_a_question_finds_the_answers_that_share_its_words)
{
	const char *const *title = questions[_i].titles;
	struct faq_hit hits[MOST];
	size_t count = find(questions[_i].text, hits);

	for (size_t i = 0; i < count; i++) {
		ck_assert_msg(title[i] != NULL &&
		        strcmp(hits[i].faq->title, title[i]) == 0,
		    "\"%s\": %s", questions[_i].text, hits[i].faq->title);
		ck_assert(hits[i].similarity > 0);
		ck_assert(hits[i].similarity < 1);
		ck_assert(i == 0 ||
		    hits[i].similarity <= hits[i - 1].similarity);
	}
	ck_assert_msg(title[count] == NULL, "\"%s\": not %s",
	    questions[_i].text, title[count]);
}
END_TEST

START_TEST(test_of_more_than_are_wanted_the_best_are_kept)
{
	static const char text[] =
	    "l'adresse, le prix, et une place de parking pour me garer";
	struct faq_hit hits[MOST + 2];

	for (size_t most = 0; most <= MOST; most++) {
		hits[most].faq = NULL;
		ck_assert_uint_eq(faq_find(&office, text, strlen(text), hits,
		                      most),
		    most);
		ck_assert_ptr_null(hits[most].faq);
		if (most > 0)
			ck_assert_str_eq(hits[0].faq->title, "parking");
		if (most > 1)
			ck_assert_str_eq(hits[1].faq->title, "accès");
	}
}
END_TEST

START_TEST(test_a_word_said_often_counts_once)
{
	struct faq_hit once[MOST], often[MOST];

	ck_assert_uint_eq(find("horaires", once), 1);
	ck_assert_uint_eq(find("horaires, horaires, les horaires", often), 1);
	ck_assert(!(once[0].similarity < often[0].similarity));
}
END_TEST

START_TEST(test_an_office_without_answers_has_none)
{
	const struct tenant silent = { .id = "silent" };
	struct faq_hit hits[MOST];

	ck_assert_uint_eq(faq_find(&silent, "horaires", 8, hits, MOST), 0);
}
END_TEST

START_TEST(test_a_question_ends_where_its_length_says)
{
	struct faq_hit hits[MOST];

	ck_assert_uint_eq(faq_find(&office, "tarifs horaires", 6, hits, MOST),
	    1);
	ck_assert_str_eq(hits[0].faq->title, "tarifs");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("faq");
	TCase *tc = tcase_create("faq");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc,
	    test_a_question_finds_the_answers_that_share_its_words, 0,
	    COUNT(questions));
	tcase_add_test(tc, test_of_more_than_are_wanted_the_best_are_kept);
	tcase_add_test(tc, test_a_word_said_often_counts_once);
	tcase_add_test(tc, test_an_office_without_answers_has_none);
	tcase_add_test(tc, test_a_question_ends_where_its_length_says);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
