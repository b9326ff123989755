/*
 * What hear_when() makes of a sentence, row by row; the calendar under it; and
 * that no input, however long or broken, upsets it.
 */
#include <check.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/when.h"
#include "hear_when_text.h"

#define MEGABYTE 1000000

static const struct when_now monday = { { 2026, 3, 2 }, 600 };

/* clang-format off */
static const struct when_case {
	const char *said;
	const char *heard;
} cases[] = {
#include "hear_when.inc"
};

/* The same words, other days. */
static const struct now_case {
	struct when_now now;
	const char *said;
	const char *heard;
} nows[] = {
	{ { { 2026, 3, 3 }, 540 }, "mardi prochain", "2026-03-10 ma" },
	{ { { 2026, 3, 3 }, 540 }, "mardi", "ma" },
	{ { { 2026, 3, 3 }, 540 }, "ce mardi", "2026-03-03 ma" },
	{ { { 2026, 3, 3 }, 540 }, "mercredi prochain", "?" },
	{ { { 2026, 3, 3 }, 540 }, "mardi en huit", "2026-03-17 ma" },
	{ { { 2026, 3, 3 }, 540 }, "jeudi prochain", "2026-03-05 je" },
	{ { { 2026, 3, 6 }, 540 }, "le week-end prochain", "?" },
	{ { { 2026, 3, 5 }, 540 }, "le week-end prochain", "?" },
	{ { { 2026, 3, 7 }, 540 },
	    "le week-end prochain",
	    "2026-03-14..2026-03-15" },
	{ { { 2026, 3, 8 }, 540 },
	    "le week-end prochain",
	    "2026-03-14..2026-03-15" },
	{ { { 2026, 3, 8 }, 540 }, "ce week-end", "2026-03-08 sa,di" },
	{ { { 2026, 3, 7 }, 540 }, "samedi prochain", "2026-03-14 sa" },
	{ { { 2026, 3, 8 }, 540 }, "cette semaine", "2026-03-08" },
	{ { { 2026, 3, 8 }, 540 },
	    "la semaine prochaine",
	    "2026-03-09..2026-03-15" },
	{ { { 2026, 3, 8 }, 540 }, "demain", "2026-03-09" },
	{ { { 2026, 3, 8 }, 540 }, "lundi matin", "lu 00:00-12:00 matin" },
	{ { { 2026, 3, 8 }, 540 },
	    "lundi de la semaine prochaine",
	    "2026-03-09 lu" },
	{ { { 2026, 3, 2 }, 900 }, "ce matin", "" },
	{ { { 2026, 3, 2 }, 900 }, "j'ai appelé ce matin", "" },
	{ { { 2026, 3, 2 }, 900 },
	    "cet après-midi",
	    "2026-03-02 12:00-18:00 aprem" },
	{ { { 2026, 3, 2 }, 1410 },
	    "demain matin",
	    "2026-03-03 00:00-12:00 matin" },
	{ { { 2026, 12, 31 }, 600 }, "demain", "2027-01-01" },
	{ { { 2026, 12, 31 }, 600 },
	    "la semaine prochaine",
	    "2027-01-04..2027-01-10" },
	{ { { 2026, 12, 31 }, 600 },
	    "le mois prochain",
	    "2027-01-01..2027-01-31" },
	{ { { 2026, 12, 31 }, 600 }, "le 3", "2027-01-03" },
	{ { { 2026, 12, 15 }, 600 }, "le 3 janvier", "2027-01-03" },
	{ { { 2026, 12, 15 }, 600 },
	    "début janvier",
	    "2027-01-01..2027-01-10" },
	{ { { 2026, 12, 15 }, 600 }, "le 12", "2027-01-12" },
	{ { { 2026, 12, 15 }, 600 }, "mi-décembre", "2026-12-15..2026-12-20" },
	{ { { 2026, 12, 15 }, 600 },
	    "début du mois",
	    "2027-01-01..2027-01-10" },
	{ { { 2026, 12, 15 }, 600 }, "en novembre", "2027-11-01..2027-11-30" },
	{ { { 2026, 1, 31 }, 600 }, "le 31", "2026-01-31" },
	{ { { 2026, 2, 1 }, 600 }, "le 31", "2026-03-31" },
	{ { { 2026, 2, 10 }, 600 }, "le 30", "2026-03-30" },
	{ { { 2026, 1, 31 }, 600 }, "dans un mois", "2026-02-28" },
	{ { { 2026, 1, 31 }, 600 },
	    "le mois prochain",
	    "2026-02-01..2026-02-28" },
	{ { { 2028, 2, 10 }, 600 }, "le 29", "2028-02-29" },
	{ { { 2028, 2, 10 }, 600 }, "fin février", "2028-02-21..2028-02-29" },
	{ { { 2027, 2, 10 }, 600 }, "le 29 février", "2028-02-29" },
	{ { { 2026, 3, 15 }, 600 }, "début du mois", "2026-04-01..2026-04-10" },
	{ { { 2026, 3, 15 }, 600 }, "fin du mois", "2026-03-21..2026-03-31" },
	{ { { 2026, 3, 15 }, 600 }, "le 10", "2026-04-10" },
	{ { { 2026, 3, 15 }, 600 }, "le 15", "2026-03-15" },
	{ { { 2026, 3, 15 }, 600 }, "le 1er mars", "2027-03-01" },
	{ { { 2026, 3, 15 }, 600 }, "début mars", "2027-03-01..2027-03-10" },
	{ { { 2026, 3, 25 }, 600 },
	    "dans quinze jours",
	    "2026-04-08..2026-04-09" },
	{ { { 2026, 3, 28 }, 600 },
	    "demain après-midi",
	    "2026-03-29 12:00-18:00 aprem" },
	{ { { 2026, 10, 24 }, 600 }, "dimanche à 9h", "di =09:00" },
	{ { { 2026, 5, 20 }, 600 }, "semaine du 25", "2026-05-25..2026-05-31" },
	{ { { 2026, 5, 20 }, 600 },
	    "la semaine du 12",
	    "2026-06-08..2026-06-14" },
	{ { { 2026, 5, 20 }, 600 }, "avant le 12", "..2026-06-11" },
	{ { { 2026, 5, 20 }, 600 },
	    "d'ici la fin du mois",
	    "2026-05-20..2026-05-31" },
	{ { { 2026, 5, 20 }, 1365 }, "dans une heure", "2026-05-20 ~23:45" },
	{ { { 2026, 5, 20 }, 1410 }, "dans une heure", "" },
	{ { { 2026, 5, 20 }, 600 }, "le 20 mai", "2026-05-20" },
	{ { { 2026, 5, 20 }, 600 }, "le 19 mai", "2027-05-19" },
	{ { { 2026, 5, 20 }, 600 }, "jeudi 21", "2026-05-21 je" },
	{ { { 2026, 5, 20 }, 600 }, "jeudi 21 mai", "2026-05-21 je" },
	{ { { 2026, 5, 20 }, 600 }, "jeudi 22 mai", "?" },
	{ { { 2026, 5, 20 }, 600 }, "du 28 au 3", "2026-05-28..2026-06-03" },
	{ { { 2026, 5, 20 }, 600 },
	    "du 28 mai au 3 juin",
	    "2026-05-28..2026-06-03" },
	{ { { 2026, 12, 30 }, 940 }, "demain", "2026-12-31" },
	{ { { 2026, 12, 30 }, 940 }, "après-demain", "2027-01-01" },
	{ { { 2026, 12, 30 }, 940 }, "ce soir", "2026-12-30 17:00- soir" },
	{ { { 2026, 12, 30 }, 940 }, "ce matin", "" },
	{ { { 2026, 12, 30 }, 940 }, "lundi prochain", "2027-01-04 lu" },
	{ { { 2026, 12, 30 }, 940 }, "mardi prochain", "2027-01-05 ma" },
	{ { { 2026, 12, 30 }, 940 }, "mercredi prochain", "2027-01-06 me" },
	{ { { 2026, 12, 30 }, 940 }, "la semaine prochaine",
	    "2027-01-04..2027-01-10" },
	{ { { 2026, 12, 30 }, 940 }, "le mois prochain",
	    "2027-01-01..2027-01-31" },
	{ { { 2026, 12, 30 }, 940 }, "le 3", "2027-01-03" },
	{ { { 2026, 12, 30 }, 940 }, "le 15 janvier", "2027-01-15" },
	{ { { 2026, 12, 30 }, 940 }, "le 31", "2026-12-31" },
	{ { { 2026, 12, 30 }, 940 }, "le 12/01", "2027-01-12" },
	{ { { 2026, 12, 30 }, 940 }, "vendredi 8 janvier", "2027-01-08 ve" },
	{ { { 2026, 12, 30 }, 940 }, "vendredi 8 au matin",
	    "2027-01-08 ve 00:00-12:00 matin" },
	{ { { 2026, 12, 30 }, 940 }, "dans quinze jours",
	    "2027-01-13..2027-01-14" },
	{ { { 2026, 12, 30 }, 940 }, "dans une semaine", "2027-01-06" },
	{ { { 2026, 12, 30 }, 940 }, "dans deux mois", "2027-02-28" },
	{ { { 2026, 12, 30 }, 940 }, "dans trois mois", "2027-03-30" },
	{ { { 2026, 12, 30 }, 940 }, "début janvier",
	    "2027-01-01..2027-01-10" },
	{ { { 2026, 12, 30 }, 940 }, "en février", "2027-02-01..2027-02-28" },
	{ { { 2026, 12, 30 }, 940 }, "cette semaine",
	    "2026-12-30..2027-01-03" },
	{ { { 2026, 12, 30 }, 940 }, "ce week-end",
	    "2027-01-02..2027-01-03 sa,di" },
	{ { { 2026, 12, 30 }, 940 }, "la semaine du 11",
	    "2027-01-11..2027-01-17" },
	{ { { 2026, 12, 30 }, 940 }, "la semaine du 11 janvier",
	    "2027-01-11..2027-01-17" },
	{ { { 2026, 12, 30 }, 940 }, "avant le 15 janvier", "..2027-01-14" },
	{ { { 2026, 12, 30 }, 940 }, "à partir du 15 janvier", "2027-01-15.." },
	{ { { 2026, 12, 30 }, 940 }, "lundi en huit", "2027-01-11 lu" },
	{ { { 2026, 12, 30 }, 940 }, "dans une heure", "2026-12-30 ~16:40" },
	{ { { 2026, 12, 30 }, 940 }, "d'ici la fin janvier",
	    "2026-12-30..2027-01-31" },
	{ { { 2026, 12, 30 }, 940 }, "jeudi 7 à 9h", "2027-01-07 je =09:00" },
	{ { { 2026, 12, 30 }, 940 }, "jeudi à 9h", "je =09:00" },
	{ { { 2026, 12, 30 }, 940 }, "mercredi après-midi",
	    "me 12:00-18:00 aprem" },
};
/* clang-format on */

#define CASES (sizeof(cases) / sizeof(cases[0]))
#define NOWS (sizeof(nows) / sizeof(nows[0]))

static enum heard
hear(const char *said, size_t len, struct when_now now,
    char out[WHEN_TEXT_BYTES])
{
	static struct folded f;
	struct when w;

	fold(&f, said, len);
	hear_when(&f, &now, &w);
	when_text(&w, out);
	return w.heard;
}

/* Is ${said} heard so? If not, say which and how. */
static bool
is_heard(const char *said, struct when_now now, const char *want)
{
	char got[WHEN_TEXT_BYTES];

	hear(said, strlen(said), now, got);
	if (strcmp(got, want) == 0)
		return true;
	fprintf(stderr, "\"%s\": heard \"%s\", not \"%s\"\n", said, got, want);
	return false;
}

START_TEST(test_each_sentence_is_heard_as_written_beside_it)
{
	size_t i, wrong = 0;

	for (i = 0; i < CASES; i++)
		wrong += !is_heard(cases[i].said, monday, cases[i].heard);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_the_same_words_follow_the_calendar)
{
	size_t i, wrong = 0;

	for (i = 0; i < NOWS; i++)
		wrong += !is_heard(nows[i].said, nows[i].now, nows[i].heard);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_capitals_and_a_full_stop_change_nothing)
{
	char said[512];
	size_t i, k, wrong = 0;

	for (i = 0; i < CASES; i++) {
		ck_assert_uint_lt(strlen(cases[i].said) + 2, sizeof(said));
		strcpy(said, cases[i].said);
		for (k = 0; said[k] != '\0'; k++)
			said[k] = (char)toupper((unsigned char)said[k]);
		strcat(said, ".");
		wrong += !is_heard(said, monday, cases[i].heard);
	}
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_weekdays_and_month_ends_are_those_of_the_calendar)
{
	static const struct {
		struct when_date d;
		int weekday;
	} known[] = {
		{ { 1582, 10, 15 }, 4 }, { { 1970, 1, 1 }, 3 },
		{ { 2000, 2, 29 }, 1 },  { { 2026, 3, 2 }, 0 },
		{ { 2100, 3, 1 }, 0 },   { { 2400, 12, 31 }, 6 },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		ck_assert_int_eq(when_weekday(known[i].d), known[i].weekday);
	ck_assert_int_eq(when_month_days(2028, 2), 29);
	ck_assert_int_eq(when_month_days(2100, 2), 28);
	ck_assert_int_eq(when_month_days(2026, 12), 31);
}
END_TEST

START_TEST(test_adding_days_one_by_one_walks_every_date)
{
	struct when_date d = { 1999, 12, 31 }, next;
	int i;

	for (i = 0; i < 40000; i++, d = next) {
		next = when_add_days(d, 1);
		ck_assert_int_eq(when_days_between(d, next), 1);
		ck_assert_int_eq(when_weekday(next),
		    (when_weekday(d) + 1) % WHEN_WEEK);
		ck_assert(next.day == d.day + 1 || next.day == 1);
	}
}
END_TEST

START_TEST(test_a_month_on_keeps_to_the_month)
{
	struct when_date d = when_add_months(
	    (struct when_date){ 2026, 1, 31 }, 1);

	ck_assert_int_eq(d.month, 2);
	ck_assert_int_eq(d.day, 28);
	d = when_add_months((struct when_date){ 2026, 12, 15 }, 1);
	ck_assert_int_eq(d.year, 2027);
	ck_assert_int_eq(d.month, 1);
	d = when_add_months((struct when_date){ 2026, 1, 15 }, -1);
	ck_assert_int_eq(d.year, 2025);
	ck_assert_int_eq(d.month, 12);
}
END_TEST

START_TEST(test_a_megabyte_of_anything_is_heard_without_harm)
{
	static const char *const parts[] = { "mardi ", "pas ", "14h", "\xff",
		"e\xcc\x81", "non ", "dans 15 jours ", "999999999 " };
	char *big = malloc(MEGABYTE), got[WHEN_TEXT_BYTES];
	size_t i, n, len;

	ck_assert_ptr_nonnull(big);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		len = strlen(parts[i]);
		for (n = 0; n + len <= MEGABYTE; n += len)
			memcpy(big + n, parts[i], len);
		hear(big, n, monday, got);
	}
	free(big);
}
END_TEST

static void
print_counts(void)
{
	char got[WHEN_TEXT_BYTES];
	size_t i, exact = 0, unsure = 0, wrong = 0;

	for (i = 0; i < CASES; i++) {
		enum heard heard = hear(cases[i].said, strlen(cases[i].said),
		    monday, got);

		if (strcmp(got, cases[i].heard) != 0)
			wrong++;
		else if (heard == HEARD_UNSURE)
			unsure++;
		else
			exact++;
	}
	printf("hear/when: %zu exact, %zu unsure, %zu wrong\n", exact, unsure,
	    wrong);
}

int
main(void)
{
	Suite *suite = suite_create("hear/when");
	TCase *tc = tcase_create("when");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_each_sentence_is_heard_as_written_beside_it);
	tcase_add_test(tc, test_the_same_words_follow_the_calendar);
	tcase_add_test(tc, test_capitals_and_a_full_stop_change_nothing);
	tcase_add_test(tc,
	    test_weekdays_and_month_ends_are_those_of_the_calendar);
	tcase_add_test(tc, test_adding_days_one_by_one_walks_every_date);
	tcase_add_test(tc, test_a_month_on_keeps_to_the_month);
	tcase_add_test(tc, test_a_megabyte_of_anything_is_heard_without_harm);
	print_counts();
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
