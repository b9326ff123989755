/*
 * src/calls/turn.c: which turn a history asks for. Histories are written as
 * "bonjour|dupont": user messages, in order; each scenario is played by a
 * memory of three past turns, as the session keeps them.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "calls/turn.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define KEPT 3
#define MESSAGES 16

enum { GREETING = TURN_GREETING, NEW = TURN_NEW, AGAIN = TURN_AGAIN,
	CHANGED = TURN_CHANGED };

struct step {
	const char *history; /* NULL: no user message; "" is a silence */
	int kind;            /* what it must be taken for */
	int back;            /* AGAIN, CHANGED: 0 = the newest turn, 1 = the
	                        one before ... */
	bool alone;          /* no assistant message stands in the history */
};

#define STEPS 8

/* clang-format off */
static const struct {
	const char *what;
	struct step step[STEPS]; /* up to the first {0} */
} scenarios[] = {
	{ "a call that goes straight on", {
		{ NULL, GREETING, 0, false },
		{ "bonjour", NEW, 0, false },
		{ "bonjour|dupont", NEW, 0, false },
		{ "bonjour|dupont|un suivi", NEW, 0, false },
		{ "bonjour|dupont|un suivi|mardi", NEW, 0, false },
		{ "bonjour|dupont|un suivi|mardi|oui", NEW, 0, false } } },
	{ "the same request twice", {
		{ "bonjour", NEW, 0, false },
		{ "bonjour", AGAIN, 0, false },
		{ "bonjour|dupont", NEW, 0, false },
		{ "bonjour|dupont", AGAIN, 0, false },
		{ "bonjour|dupont|oui", NEW, 0, false } } },
	{ "other case, accents and punctuation are the same words", {
		{ "Bonjour, c'est l'été.", NEW, 0, false },
		{ "bonjour c'est l'ete", AGAIN, 0, false },
		{ "BONJOUR... C'EST L'ÉTÉ !", AGAIN, 0, false } } },
	{ "a sentence that grows", {
		{ "je voudrais", NEW, 0, false },
		{ "je voudrais un rendez-vous", CHANGED, 0, false },
		{ "je voudrais un rendez-vous demain", CHANGED, 0, false },
		{ "je voudrais un rendez-vous demain|dupont", NEW, 0, false } } },
	{ "a sentence corrected", {
		{ "bonjour|dupond", NEW, 0, false },
		{ "bonjour|dupont", CHANGED, 0, false },
		{ "bonjour|dupont", AGAIN, 0, false } } },
	{ "the first sentence grows before we were heard", {
		{ "bonjour", NEW, 0, true },
		{ "bonjour je voudrais un rendez-vous", CHANGED, 0, true },
		{ "bonjour je voudrais un rendez-vous|dupont", NEW, 0, false } } },
	{ "a silence that becomes words", {
		{ "", NEW, 0, true },
		{ "", AGAIN, 0, true },
		{ "bonjour", CHANGED, 0, true } } },
	{ "the same word said twice is two turns", {
		{ "oui", NEW, 0, false },
		{ "oui|oui", NEW, 0, false },
		{ "oui|oui", AGAIN, 0, false },
		{ "oui|oui|oui", NEW, 0, false },
		{ "oui|oui|oui", AGAIN, 0, false },
		{ "oui|oui|oui|oui", NEW, 0, false },
		{ "oui|oui|oui|oui", AGAIN, 0, false } } },
	{ "the turn before the newest, answered again then taken anew", {
		{ "bonjour|dupont", NEW, 0, false },
		{ "bonjour|dupont|mardi", NEW, 0, false },
		{ "bonjour|dupont", AGAIN, 1, false },
		{ "bonjour|dupond", CHANGED, 1, false },
		{ "bonjour|dupond|mercredi", NEW, 0, false } } },
	{ "earlier messages were rewritten: no news", {
		{ "bonjour", NEW, 0, false },
		{ "bonjour|dupont", NEW, 0, false },
		{ "bonjour je vous appelle|dupont", AGAIN, 0, false },
		{ "bonjour je vous appelle|dupont|mardi", NEW, 0, false } } },
	{ "earlier messages were merged: the last is new", {
		{ "bonjour|dupont|un suivi", NEW, 0, false },
		{ "bonjour|dupont|un suivi|mardi", NEW, 0, false },
		{ "bonjour dupont|un suivi|mardi|oui", NEW, 0, false },
		{ "bonjour dupont|un suivi mardi|oui|non", NEW, 0, false } } },
	{ "a place no longer remembered is new", {
		{ "a|b", NEW, 0, false },
		{ "a|b|c", NEW, 0, false },
		{ "a|b|c|d", NEW, 0, false },
		{ "a|b|c|d|e", NEW, 0, false },
		{ "a|b", NEW, 0, false } } },
	{ "a client without memory", {
		{ "bonjour", NEW, 0, true },
		{ "dupont", NEW, 0, true },
		{ "dupont", AGAIN, 0, true },
		{ "un suivi", NEW, 0, true },
		{ "mardi", NEW, 0, true } } },
	{ "words of one message, answered: it is that turn, changed", {
		{ "bonjour", NEW, 0, false },
		{ "allo", CHANGED, 0, false } } },
};
/* clang-format on */

struct memory {
	struct turn_words turn[KEPT];
	size_t count;
};

static size_t
split(char *text, struct turn_message out[MESSAGES])
{
	size_t n = 0;
	char *bar;

	do {
		ck_assert_uint_lt(n, MESSAGES);
		if ((bar = strchr(text, '|')) != NULL)
			*bar++ = '\0';
		out[n++] = (struct turn_message){ text, strlen(text) };
	} while ((text = bar) != NULL);
	return n;
}

static enum turn_kind
ask(const struct memory *m, const struct step *step, struct turn_words *last,
    size_t *which)
{
	const struct turn_words *past[KEPT];
	struct turn_message user[MESSAGES];
	struct turn_history h = { .user = user, .answered = !step->alone };
	char text[256] = "";

	for (size_t i = 0; i < m->count; i++)
		past[i] = &m->turn[i];
	if (step->history != NULL) {
		strcpy(text, step->history);
		h.user_count = split(text, user);
	}
	return turn_which(&h, past, m->count, last, which);
}

/* What converse.c does of the answer. */
static void
remember(struct memory *m, enum turn_kind kind, size_t which,
    const struct turn_words *last)
{
	if (kind == TURN_GREETING || kind == TURN_AGAIN)
		return;
	if (kind == TURN_CHANGED)
		m->count = which;
	if (m->count == KEPT)
		memmove(&m->turn[0], &m->turn[1],
		    --m->count * sizeof(m->turn[0]));
	m->turn[m->count++] = *last;
}

START_TEST(test_each_history_asks_for_the_turn_that_it_should)
{
	struct memory m = { .count = 0 };
	struct turn_words last;
	size_t which = 99;

	for (int i = 0; i < STEPS; i++) {
		const struct step *step = &scenarios[_i].step[i];
		enum turn_kind kind;

		if (i > 0 && step->history == NULL)
			break;
		kind = ask(&m, step, &last, &which);
		ck_assert_msg((int)kind == step->kind,
		    "%s, step %d: kind %d and not %d", scenarios[_i].what,
		    i + 1, (int)kind, step->kind);
		if (kind == TURN_AGAIN || kind == TURN_CHANGED)
			ck_assert_msg((int)(m.count - 1 - which) ==
			        step->back,
			    "%s, step %d: turn %zu of %zu", scenarios[_i].what,
			    i + 1, which, m.count);
		remember(&m, kind, which, &last);
	}
}
END_TEST

/* --- Hashes ---------------------------------------------------------------- */

static struct turn_words
hash(const char *text)
{
	struct turn_words words;

	turn_hash(&words, 1, text, strlen(text));
	return words;
}

static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
	{ "Oui.", "oui", true },
	{ "œuvre", "OEUVRE", true },
	{ "c'est ça", "C\xe2\x80\x99" "EST  CA !", true },
	{ "", "...", true },
	{ "oui", "non", false },
	{ "a b", "ab", false },
	{ "b a", "a b", false },
	{ "oui", "oui oui", false },
	{ "le 14", "le 15", false },
	{ "", "euh", false },
};

START_TEST(test_only_words_and_their_order_make_the_hash)
{
	struct turn_words a = hash(pairs[_i].a), b = hash(pairs[_i].b);

	ck_assert_int_eq(a.whole == b.whole, pairs[_i].same);
}
END_TEST

START_TEST(test_silence_has_no_hash_and_speech_has_one)
{
	ck_assert_uint_eq(hash(" ?! ").whole, 0);
	ck_assert_uint_eq(hash(" ?! ").count, 0);
	ck_assert_uint_ne(hash("oui").whole, 0);
	ck_assert_uint_eq(hash("oui merci").count, 2);
}
END_TEST

/* Longer than the words kept: the whole still tells two apart. */
START_TEST(test_the_end_of_a_long_message_counts)
{
	char a[2048] = "", b[2048];

	for (int i = 0; i < 200; i++)
		strcat(a, "mot ");
	strcpy(b, a);
	strcat(a, "un");
	strcat(b, "deux");
	ck_assert_uint_eq(hash(a).count, TURN_WORDS);
	ck_assert_uint_ne(hash(a).whole, hash(b).whole);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("turn");
	TCase *tc = tcase_create("turn");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc,
	    test_each_history_asks_for_the_turn_that_it_should, 0,
	    COUNT(scenarios));
	tcase_add_loop_test(tc, test_only_words_and_their_order_make_the_hash,
	    0, COUNT(pairs));
	tcase_add_test(tc, test_silence_has_no_hash_and_speech_has_one);
	tcase_add_test(tc, test_the_end_of_a_long_message_counts);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
