/*
 * src/dialog: the tables of the conversation and the engine that walks them.
 * Every rule fires in some case below; the last test of each table says so.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "dialog/engine.h"
#include "dialog/listen.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const struct phone shown = { "+33639980114" };
static const struct phone nothing = { "" };

static int requests_taken;

static bool
take(void *world, const struct dialog *d)
{
	(void)d;
	requests_taken++;
	return world == NULL; /* a world that is there refuses */
}

/* --- One turn from a given state ------------------------------------------- */

enum { P = 1 << 0, /* a person can be put through */
	N = 1 << 1, /* the caller's number shows */
	O = 1 << 2, /* our last question was "a person?" */
	S = 1 << 3, /* the contact to confirm is the number shown */
	D = 1 << 4, /* it is one that was dictated */
	M = 1 << 5, /* it is an address */
	R = 1 << 6, /* the number shown was refused */
	F = 1 << 7, /* the desk fails */
};

static struct dialog
dialog_in(enum dialog_state state, enum dialog_goal goal, unsigned with)
{
	struct dialog d;

	dialog_init(&d);
	d.state = state;
	d.goal = goal;
	d.person_offered = (with & O) != 0;
	d.shown_refused = (with & R) != 0;
	if (with & (S | D))
		d.contact = (struct contact){ CONTACT_PHONE, with & S, false,
			"+33199000042" };
	if (with & M)
		d.contact = (struct contact){ CONTACT_EMAIL, false, false,
			"claire@example.fr" };
	return d;
}

static const struct dialog_office offices[] = {
	{ .name = "Cabinet Dupont", .person = false },
	{ .name = "Cabinet Dupont", .person = true },
};

/* Say ${said}; what is heard, and what comes of it. */
static enum event
turn(struct dialog *d, const char *said, unsigned with, struct dialog_out *out)
{
	static char world;
	const struct desk desk = { (with & F) ? &world : NULL, take };
	const struct dialog_in in = { .said = said,
		.said_len = strlen(said),
		.caller_id = (with & N) ? &shown : &nothing,
		.office = &offices[(with & P) != 0],
		.desk = &desk,
		.last_said = "Plaît-il ?" };
	struct listened heard;

	dialog_listen(d, &in, &heard);
	dialog_turn(d, &in, out);
	return heard.event;
}

/* clang-format off */
static const struct {
	enum dialog_state in;
	enum dialog_goal goal;
	unsigned with;
	const char *said;
	enum event heard;
	enum dialog_state after;
	const char *says; /* stands in the answer */
} cases[] = {
#define AT(state, goal) STATE_##state, GOAL_##goal
	/* what the call is for */
	{ AT(START, NONE), 0, "je voudrais prendre rendez-vous", EV_BOOK, STATE_QUALIF_NAME, "À quel nom" },
	{ AT(START, NONE), 0, "je voudrais annuler mon rendez-vous", EV_CANCEL, STATE_CANCEL_NAME, "annuler" },
	{ AT(START, NONE), 0, "je voudrais déplacer mon rendez-vous", EV_MODIFY, STATE_MODIFY_NAME, "déplacer" },
	{ AT(START, NONE), 0, "j'ai besoin d'un renouvellement d'ordonnance", EV_PRESCRIPTION, STATE_PRESCRIPTION, "traitement" },
	{ AT(START, NONE), 0, "quels sont vos horaires d'ouverture ?", EV_QUESTION, STATE_QUALIF_MOTIF, "Quel message" },
	{ AT(START, NONE), 0, "euh", EV_NOTHING, STATE_CLARIFY, "est-ce pour un rendez-vous" },
	{ AT(CLARIFY, NONE), 0, "je voudrais prendre rendez-vous", EV_BOOK, STATE_QUALIF_NAME, "À quel nom" },
	{ AT(CLARIFY, NONE), 0, "je voudrais annuler mon rendez-vous", EV_CANCEL, STATE_CANCEL_NAME, "annuler" },
	{ AT(CLARIFY, NONE), 0, "je voudrais déplacer mon rendez-vous", EV_MODIFY, STATE_MODIFY_NAME, "déplacer" },
	{ AT(CLARIFY, NONE), 0, "j'ai besoin d'un renouvellement d'ordonnance", EV_PRESCRIPTION, STATE_PRESCRIPTION, "traitement" },
	{ AT(CLARIFY, NONE), 0, "quels sont vos horaires d'ouverture ?", EV_QUESTION, STATE_QUALIF_MOTIF, "Quel message" },

	/* in any state */
	{ AT(QUALIF_NAME, BOOKING), 0, "il fait un infarctus", EV_EMERGENCY, STATE_EMERGENCY, "le 15" },
	{ AT(CONFIRMED, BOOKING), 0, "il fait un infarctus", EV_EMERGENCY, STATE_EMERGENCY, "le 15" },
	{ AT(QUALIF_NAME, BOOKING), P, "je veux parler à quelqu'un", EV_PERSON, STATE_TRANSFERRED, "Ne quittez pas" },
	{ AT(QUALIF_NAME, BOOKING), 0, "je veux parler à quelqu'un", EV_NO_PERSON, STATE_QUALIF_NAME, "À quel nom" },
	{ AT(START, NONE), 0, "je veux parler à quelqu'un", EV_NO_PERSON, STATE_QUALIF_MOTIF, "Quel message" },
	{ AT(CONTACT_CONFIRM, BOOKING), N | D, "je veux parler à quelqu'un", EV_NO_PERSON, STATE_CONTACT_CONFIRM, "noté un numéro qui se termine par 42" },
	{ AT(QUALIF_NAME, BOOKING), 0, "pouvez-vous répéter ?", EV_REPEAT, STATE_QUALIF_NAME, "Plaît-il ?" },
	{ AT(QUALIF_NAME, BOOKING), 0, "au revoir", EV_GOODBYE, STATE_QUALIF_NAME, "Au revoir" },
	{ AT(QUALIF_NAME, BOOKING), P | O, "non", EV_DECLINED, STATE_QUALIF_NAME, "À quel nom" },
	{ AT(QUALIF_NAME, BOOKING), P | O, "oui", EV_PERSON, STATE_TRANSFERRED, "Ne quittez pas" },
	{ AT(QUALIF_NAME, BOOKING), O, "oui", EV_NO_PERSON, STATE_QUALIF_NAME, "pour le moment" },
	{ AT(QUALIF_NAME, BOOKING), 0, "", EV_NOTHING, STATE_QUALIF_NAME, "Quel est votre nom" },

	/* the answers */
	{ AT(QUALIF_NAME, BOOKING), 0, "Claire Lefèvre", EV_NAME, STATE_QUALIF_MOTIF, "motif" },
	{ AT(CANCEL_NAME, CANCEL), 0, "Claire Lefèvre", EV_NAME, STATE_QUALIF_CONTACT, "quel numéro" },
	{ AT(MODIFY_NAME, MODIFY), 0, "Claire Lefèvre", EV_NAME, STATE_QUALIF_PREF, "Quel jour" },
	{ AT(QUALIF_MOTIF, BOOKING), 0, "pour un suivi", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(QUALIF_MOTIF, MESSAGE), 0, "dites que je serai en retard", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(PRESCRIPTION, PRESCRIPTION), 0, "un traitement pour la tension", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(QUALIF_PREF, BOOKING), 0, "plutôt jeudi matin", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(QUALIF_MOTIF, BOOKING), 0, "oui", EV_NOTHING, STATE_QUALIF_MOTIF, "quel motif" },
	{ AT(QUALIF_MOTIF, BOOKING), 0, "oui, oui, d'accord", EV_NOTHING, STATE_QUALIF_MOTIF, "quel motif" },
	{ AT(QUALIF_MOTIF, BOOKING), 0, "non, rien de spécial", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(QUALIF_PREF, BOOKING), 0, "oui, mardi", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(QUALIF_MOTIF, BOOKING), P, "je veux parler à quelqu'un", EV_PERSON, STATE_TRANSFERRED, "Ne quittez pas" },
	{ AT(QUALIF_MOTIF, MESSAGE), P, "je voudrais que quelqu'un me rappelle", EV_WORDS, STATE_QUALIF_NAME, "nom" },
	{ AT(QUALIF_MOTIF, MESSAGE), 0, "au revoir", EV_GOODBYE, STATE_QUALIF_MOTIF, "Au revoir" },

	/* the contact */
	{ AT(QUALIF_CONTACT, BOOKING), 0, "c'est le 06 39 98 01 14", EV_NUMBER, STATE_CONTACT_CONFIRM, "par 14. C'est bien ça ?" },
	{ AT(QUALIF_CONTACT, BOOKING), 0, "claire point dupont arobase gmail point com", EV_NUMBER, STATE_CONTACT_CONFIRM, "gmail point com" },
	{ AT(QUALIF_CONTACT, BOOKING), N | R, "le numéro qui s'affiche", EV_THIS_NUMBER, STATE_CONTACT_CONFIRM, "par 14. C'est bien le vôtre ?" },
	{ AT(QUALIF_CONTACT, BOOKING), 0, "le numéro qui s'affiche", EV_NOT_SHOWN, STATE_QUALIF_CONTACT, "ne s'affiche pas" },
	{ AT(QUALIF_CONTACT, BOOKING), 0, "06 39 98", EV_NUMBER_SHORT, STATE_QUALIF_CONTACT, "continuez" },
	{ AT(QUALIF_CONTACT, BOOKING), 0, "06 39 98 01 14 27", EV_NUMBER_LONG, STATE_QUALIF_CONTACT, "trop de chiffres" },
	{ AT(QUALIF_CONTACT, BOOKING), 0, "00 39 98 01 14", EV_NUMBER_WRONG, STATE_QUALIF_CONTACT, "depuis le début" },
	{ AT(QUALIF_CONTACT, BOOKING), N, "", EV_NOTHING, STATE_CONTACT_CONFIRM, "par 14. C'est bien le vôtre ?" },
	{ AT(QUALIF_CONTACT, BOOKING), N | O | P, "", EV_NOTHING, STATE_CONTACT_CONFIRM, "par 14. C'est bien le vôtre ?" },
	{ AT(QUALIF_CONTACT, BOOKING), N | R, "", EV_NOTHING, STATE_QUALIF_CONTACT, "quel numéro" },
	{ AT(CONTACT_CONFIRM, BOOKING), S, "oui", EV_YES, STATE_CONFIRMED, "C'est noté" },
	{ AT(CONTACT_CONFIRM, BOOKING), N | S, "non", EV_NO, STATE_QUALIF_CONTACT, "Quel numéro" },
	{ AT(CONTACT_CONFIRM, BOOKING), N | S, "non, c'est le 01 99 00 00 42", EV_NUMBER, STATE_CONTACT_CONFIRM, "par 42. C'est bien ça ?" },
	{ AT(CONTACT_CONFIRM, BOOKING), S, "", EV_NOTHING, STATE_CONTACT_CONFIRM, "par 42, c'est bien le vôtre ?" },
	{ AT(CONTACT_CONFIRM, BOOKING), D, "", EV_NOTHING, STATE_CONTACT_CONFIRM, "noté se termine par 42" },
	{ AT(CONTACT_CONFIRM, BOOKING), M, "", EV_NOTHING, STATE_CONTACT_CONFIRM, "example point fr" },
	{ AT(CONTACT_CONFIRM, BOOKING), S, "oui, 42", EV_YES, STATE_CONFIRMED, "C'est noté" },
	{ AT(CONTACT_CONFIRM, BOOKING), S, "oui, c'est bien le mien, au revoir", EV_YES, STATE_CONFIRMED, "C'est noté" },
	{ AT(CONTACT_CONFIRM, BOOKING), S, "c'est ça, merci, bonne journée", EV_YES, STATE_CONFIRMED, "C'est noté" },
	{ AT(CONTACT_CONFIRM, BOOKING), S, "non merci, au revoir", EV_GOODBYE, STATE_CONTACT_CONFIRM, "n'enregistre rien" },
	{ AT(QUALIF_CONTACT, BOOKING), 0, "au 06 39 98 01 14, merci, au revoir", EV_NUMBER, STATE_CONTACT_CONFIRM, "par 14" },

	/* the end */
	{ AT(CONFIRMED, BOOKING), P, "je voudrais prendre rendez-vous", EV_NOTHING, STATE_CONFIRMED, "terminé" },
	{ AT(CONFIRMED, BOOKING), P, "je veux parler à quelqu'un", EV_PERSON, STATE_CONFIRMED, "terminé" },
	{ AT(TRANSFERRED, BOOKING), P, "allô ?", EV_NOTHING, STATE_TRANSFERRED, "en cours de transfert" },
	{ AT(EMERGENCY, BOOKING), P, "oui", EV_NOTHING, STATE_EMERGENCY, "le 15" },
#undef AT
};
/* clang-format on */

START_TEST(test_each_case_is_heard_goes_and_says_as_it_should)
{
	struct dialog d = dialog_in(cases[_i].in, cases[_i].goal,
	    cases[_i].with);
	const char *in = dialog_state_name(d.state);
	struct dialog_out out;
	enum event heard = turn(&d, cases[_i].said, cases[_i].with, &out);

	ck_assert_msg(heard == cases[_i].heard, "\"%s\" in %s: event %d",
	    cases[_i].said, in, (int)heard);
	ck_assert_msg(d.state == cases[_i].after, "\"%s\" in %s: to %s",
	    cases[_i].said, in, dialog_state_name(d.state));
	ck_assert_msg(strstr(out.say, cases[_i].says) != NULL,
	    "\"%s\" in %s: \"%s\"", cases[_i].said, in, out.say);
}
END_TEST

START_TEST(test_every_rule_fires_in_some_case)
{
	bool fires[256] = { false };
	const struct rule *rules;
	size_t count;

	rules = state_rules(&count);
	ck_assert_uint_le(count, sizeof(fires));
	for (int i = 0; i < COUNT(cases); i++)
		fires[state_rule(cases[i].in, cases[i].heard) - rules] = true;
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(fires[i], "rule %zu (event %d) is in no case", i,
		    (int)rules[i].heard);
}
END_TEST

/* --- Several turns --------------------------------------------------------- */

struct line {
	const char *said;
	enum dialog_state after;
	const char *says;
};

/* clang-format off */
static const struct {
	enum dialog_state in;
	unsigned with;
	struct line line[6];
} talks[] = {
	/* two failures change the question, the third offers a person */
	{ STATE_QUALIF_NAME, P, {
		{ "", STATE_QUALIF_NAME, "Quel est votre nom ?" },
		{ "", STATE_QUALIF_NAME, "votre prénom, puis" },
		{ "", STATE_QUALIF_NAME, "Voulez-vous que je vous passe quelqu'un ?" },
		{ "", STATE_QUALIF_NAME, "Répondez par oui ou par non" },
		{ "oui", STATE_TRANSFERRED, "Ne quittez pas" } } },
	{ STATE_CONTACT_CONFIRM, P | N | S, {
		{ "", STATE_CONTACT_CONFIRM, "Le numéro qui se termine par 42" },
		{ "", STATE_CONTACT_CONFIRM, "simplement par oui ou par non" },
		{ "", STATE_CONTACT_CONFIRM, "Voulez-vous que je vous passe quelqu'un ?" },
		{ "non", STATE_CONTACT_CONFIRM, "se termine par 42. C'est bien le vôtre ?" },
		{ "oui", STATE_CONFIRMED, "C'est noté" } } },
	/* ... or says that there is none, and begins again */
	{ STATE_QUALIF_NAME, 0, {
		{ "", STATE_QUALIF_NAME, "Quel est votre nom ?" },
		{ "", STATE_QUALIF_NAME, "votre prénom, puis" },
		{ "", STATE_QUALIF_NAME, "personne ne peut prendre l'appel. Reprenons tranquillement. À quel nom" },
		{ "Claire Lefèvre", STATE_QUALIF_MOTIF, "motif" } } },
	/* the offer is no trap: an answer to the question still answers it */
	{ STATE_QUALIF_NAME, P | O, {
		{ "Claire Lefèvre", STATE_QUALIF_MOTIF, "motif" },
		{ "", STATE_QUALIF_MOTIF, "C'est pour quel motif ?" } } },
	/* a success forgets the failures before it */
	{ STATE_QUALIF_NAME, P, {
		{ "", STATE_QUALIF_NAME, "Quel est votre nom ?" },
		{ "", STATE_QUALIF_NAME, "votre prénom, puis" },
		{ "Claire Lefèvre", STATE_QUALIF_MOTIF, "motif" },
		{ "", STATE_QUALIF_MOTIF, "C'est pour quel motif ?" } } },
	/* to be asked to repeat is no failure */
	{ STATE_QUALIF_NAME, P, {
		{ "", STATE_QUALIF_NAME, "Quel est votre nom ?" },
		{ "pouvez-vous répéter ?", STATE_QUALIF_NAME, "Plaît-il ?" },
		{ "", STATE_QUALIF_NAME, "votre prénom, puis" } } },
	/* the number that shows, refused, is not offered again ... */
	{ STATE_CONTACT_CONFIRM, N | S, {
		{ "non", STATE_QUALIF_CONTACT, "Quel numéro dois-je noter" },
		{ "", STATE_QUALIF_CONTACT, "À quel numéro" },
		{ "06 39 98", STATE_QUALIF_CONTACT, "continuez" },
		{ "02 42", STATE_CONTACT_CONFIRM, "par 42. C'est bien ça ?" },
		{ "oui", STATE_CONFIRMED, "C'est noté" } } },
	/* ... nor when the refusal was to give another at once */
	{ STATE_CONTACT_CONFIRM, N | S, {
		{ "non, c'est le 01 99 00 00 33", STATE_CONTACT_CONFIRM, "par 33. C'est bien ça ?" },
		{ "non", STATE_QUALIF_CONTACT, "Quel numéro dois-je noter" },
		{ "", STATE_QUALIF_CONTACT, "À quel numéro" } } },
	/* ... unless the caller comes back to it */
	{ STATE_CONTACT_CONFIRM, N | S, {
		{ "non", STATE_QUALIF_CONTACT, "Quel numéro dois-je noter" },
		{ "celui qui s'affiche", STATE_CONTACT_CONFIRM, "par 14. C'est bien le vôtre ?" } } },
};
/* clang-format on */

START_TEST(test_talks_of_several_turns)
{
	struct dialog d = dialog_in(talks[_i].in, GOAL_BOOKING,
	    talks[_i].with);
	struct dialog_out out;

	strcpy(d.reason, talks[_i].in == STATE_QUALIF_NAME ? "" : "un suivi");
	for (int i = 0; talks[_i].line[i].says != NULL; i++) {
		const struct line *line = &talks[_i].line[i];

		turn(&d, line->said, talks[_i].with, &out);
		ck_assert_msg(d.state == line->after, "line %d: to %s, \"%s\"",
		    i + 1, dialog_state_name(d.state), out.say);
		ck_assert_msg(strstr(out.say, line->says) != NULL,
		    "line %d: \"%s\"", i + 1, out.say);
	}
}
END_TEST

START_TEST(test_a_desk_that_fails_says_nothing_and_confirms_nothing)
{
	struct dialog d = dialog_in(STATE_CONTACT_CONFIRM, GOAL_BOOKING, S);
	struct dialog_out out;

	turn(&d, "oui", S | F, &out);
	ck_assert(out.failed);
	ck_assert_str_eq(out.say, "");
	ck_assert_int_eq(out.act, DIALOG_GO_ON);
	ck_assert_int_eq(d.state, STATE_CONTACT_CONFIRM);
}
END_TEST

/* Longer than what is kept, of two-byte letters: cut between two of them. */
START_TEST(test_long_words_are_cut_between_two_characters)
{
	struct dialog d = dialog_in(STATE_QUALIF_MOTIF, GOAL_BOOKING, 0);
	struct dialog_out out;
	char said[DIALOG_TEXT_BYTES * 3] = "  a";

	while (strlen(said) + 4 < sizeof(said))
		strcat(said, "é é");
	turn(&d, said, 0, &out);
	ck_assert_uint_gt(strlen(d.reason), DIALOG_TEXT_BYTES - 8);
	ck_assert_int_eq(d.reason[0], 'a');
	for (const char *p = d.reason; *p != '\0'; p += utf8_length(p))
		ck_assert_uint_ne(utf8_length(p), 0);
}
END_TEST

/* Member by member: the bytes between them are nobody's. */
static void
check_same(const struct dialog *a, const struct dialog *b)
{
	ck_assert_int_eq(a->state, b->state);
	ck_assert_int_eq(a->goal, b->goal);
	ck_assert_str_eq(a->name, b->name);
	ck_assert_str_eq(a->reason, b->reason);
	ck_assert_str_eq(a->preference, b->preference);
	ck_assert_int_eq(a->contact.kind, b->contact.kind);
	ck_assert_int_eq(a->contact.shown, b->contact.shown);
	ck_assert_int_eq(a->contact.confirmed, b->contact.confirmed);
	ck_assert_str_eq(a->contact.value, b->contact.value);
	ck_assert_str_eq(a->dictated.digits, b->dictated.digits);
	ck_assert_int_eq(a->shown_refused, b->shown_refused);
	ck_assert_int_eq(a->person_offered, b->person_offered);
	ck_assert_int_eq(a->misheard, b->misheard);
}

START_TEST(test_the_same_turn_from_the_same_place_is_the_same)
{
	struct dialog_out one, two;

	for (int i = 0; i < COUNT(cases); i++) {
		struct dialog a = dialog_in(cases[i].in, cases[i].goal,
		    cases[i].with);
		struct dialog b = a;

		memset(&one, 0x11, sizeof(one));
		memset(&two, 0xee, sizeof(two));
		turn(&a, cases[i].said, cases[i].with, &one);
		turn(&b, cases[i].said, cases[i].with, &two);
		check_same(&a, &b);
		ck_assert_str_eq(one.say, two.say);
		ck_assert_int_eq(one.act, two.act);
	}
}
END_TEST

/* --- Any conversation ------------------------------------------------------ */

/* No run of digits but the two last of a number, 15 and 112. */
static void
check_no_number_is_spoken(const char *say)
{
	for (const char *p = say; *p != '\0'; p++) {
		size_t digits = strspn(p, "0123456789");

		ck_assert_msg(digits <= 2 || strncmp(p, "112", 3) == 0,
		    "\"%s\"", say);
		p += digits > 0 ? digits - 1 : 0;
	}
}

START_TEST(test_whatever_is_said_there_is_an_answer_and_rules_hold)
{
	struct dialog_out out;
	struct dialog d;
	unsigned with = 0;

	srand(20261123);
	dialog_init(&d);
	for (int i = 0; i < 4000; i++) {
		int which = rand() % COUNT(cases);
		enum dialog_state before = d.state;

		if (rand() % 12 == 0) {
			dialog_init(&d);
			before = d.state;
			with = (unsigned)rand() & (P | N);
		}
		requests_taken = 0;
		turn(&d, cases[which].said, with, &out);
		ck_assert_str_ne(out.say, "");
		check_no_number_is_spoken(out.say);
		ck_assert_int_eq(requests_taken,
		    before != STATE_CONFIRMED && d.state == STATE_CONFIRMED);
		if (before >= STATE_CONFIRMED)
			ck_assert(d.state == before ||
			    d.state == STATE_EMERGENCY);
		if (d.state == STATE_CONTACT_CONFIRM)
			ck_assert_int_ne(d.contact.kind, CONTACT_NONE);
		if (d.contact.confirmed)
			ck_assert_int_ge(d.state, STATE_CONFIRMED);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("dialog");
	TCase *tc = tcase_create("dialog");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 30);
	tcase_add_loop_test(tc,
	    test_each_case_is_heard_goes_and_says_as_it_should, 0,
	    COUNT(cases));
	tcase_add_test(tc, test_every_rule_fires_in_some_case);
	tcase_add_loop_test(tc, test_talks_of_several_turns, 0, COUNT(talks));
	tcase_add_test(tc,
	    test_a_desk_that_fails_says_nothing_and_confirms_nothing);
	tcase_add_test(tc, test_long_words_are_cut_between_two_characters);
	tcase_add_test(tc, test_the_same_turn_from_the_same_place_is_the_same);
	tcase_add_test(tc,
	    test_whatever_is_said_there_is_an_answer_and_rules_hold);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
