/*
 * src/dialog/states.c and prompts.def as tables: names, rows, what leads
 * where, what is said and whether it fits. What the rows do is test_dialog's.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "dialog/engine.h"
#include "dialog/states.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* The agenda's and the questions', to come: nothing leads there yet. */
static const enum dialog_state to_come[] = { STATE_WAIT_CONFIRM,
	STATE_CANCEL_CONFIRM, STATE_MODIFY_CONFIRM, STATE_POST_FAQ,
	STATE_INTENT_ROUTER };

static bool
is_to_come(int state)
{
	for (int i = 0; i < COUNT(to_come); i++) {
		if ((int)to_come[i] == state)
			return true;
	}
	return false;
}

/* --- Names ----------------------------------------------------------------- */

/* As the log and the store spell them: a change here loses calls. */
static const char *const names[] = { "START", "CLARIFY", "QUALIF_NAME",
	"QUALIF_MOTIF", "QUALIF_PREF", "QUALIF_CONTACT", "CONTACT_CONFIRM",
	"WAIT_CONFIRM", "CANCEL_NAME", "CANCEL_CONFIRM", "MODIFY_NAME",
	"MODIFY_CONFIRM", "POST_FAQ", "INTENT_ROUTER", "PRESCRIPTION",
	"CONFIRMED", "TRANSFERRED", "EMERGENCY" };
static const char *const goals[] = { "none", "booking", "cancel", "modify",
	"prescription", "message" };

START_TEST(test_states_and_goals_have_the_names_that_are_stored)
{
	enum dialog_state state;
	enum dialog_goal goal;

	ck_assert_int_eq(COUNT(names), STATE__COUNT);
	for (int i = 0; i < STATE__COUNT; i++) {
		ck_assert_str_eq(dialog_state_name((enum dialog_state)i),
		    names[i]);
		ck_assert(dialog_state_parse(names[i], &state));
		ck_assert_int_eq(state, i);
	}
	ck_assert_int_eq(COUNT(goals), GOAL__COUNT);
	for (int i = 0; i < GOAL__COUNT; i++) {
		ck_assert_str_eq(dialog_goal_name((enum dialog_goal)i),
		    goals[i]);
		ck_assert(dialog_goal_parse(goals[i], &goal));
		ck_assert_int_eq(goal, i);
	}
	ck_assert(!dialog_state_parse("start", &state));
	ck_assert(!dialog_state_parse("", &state));
	ck_assert(!dialog_goal_parse("BOOKING", &goal));
}
END_TEST

START_TEST(test_three_states_end_the_conversation)
{
	struct dialog d;

	for (int i = 0; i < STATE__COUNT; i++) {
		dialog_init(&d);
		d.state = (enum dialog_state)i;
		ck_assert_int_eq(dialog_ended(&d), i >= STATE_CONFIRMED);
	}
}
END_TEST

/* --- Rules ----------------------------------------------------------------- */

START_TEST(test_no_two_rules_have_the_same_left_side)
{
	const struct rule *rules;
	size_t count;

	rules = state_rules(&count);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = i + 1; j < count; j++)
			ck_assert_msg(rules[i].in != rules[j].in ||
			        rules[i].heard != rules[j].heard,
			    "rules %zu and %zu", i, j);
	}
}
END_TEST

START_TEST(test_every_event_and_every_doing_is_in_some_rule)
{
	bool heard[EV__COUNT] = { false }, done[DO_TRANSFER + 1] = { false };
	bool listens[LISTENS_END + 1] = { false };
	const struct rule *rules;
	size_t count;

	rules = state_rules(&count);
	for (size_t i = 0; i < count; i++) {
		heard[rules[i].heard] = true;
		done[rules[i].doing] = true;
		ck_assert(!is_to_come(rules[i].in));
		ck_assert(!is_to_come(rules[i].go));
		ck_assert_int_le(rules[i].go, NEXT_STEP);
		ck_assert_int_ne(rules[i].go, ANY_STATE);
	}
	for (int i = 0; i < STATE__COUNT; i++)
		listens[state_listens((enum dialog_state)i)] = true;
	for (int i = 0; i < EV__COUNT; i++)
		ck_assert_msg(heard[i], "event %d", i);
	for (int i = 0; i < COUNT(done); i++)
		ck_assert_msg(done[i], "doing %d", i);
	for (int i = 0; i < COUNT(listens); i++)
		ck_assert_msg(listens[i], "listening %d", i);
}
END_TEST

START_TEST(test_whatever_is_heard_in_whatever_state_has_a_rule)
{
	for (int s = 0; s < STATE__COUNT; s++) {
		for (int e = 0; e < EV__COUNT; e++) {
			const struct rule *rule = state_rule(
			    (enum dialog_state)s, (enum event)e);

			ck_assert_ptr_nonnull(rule);
			ck_assert(rule->in == s || rule->in == ANY_STATE);
		}
	}
}
END_TEST

START_TEST(test_only_an_emergency_moves_a_conversation_that_ended)
{
	for (int s = STATE_CONFIRMED; s < STATE__COUNT; s++) {
		for (int e = 0; e < EV__COUNT; e++) {
			const struct rule *rule = state_rule(
			    (enum dialog_state)s, (enum event)e);

			ck_assert_int_eq(rule->go,
			    e == EV_EMERGENCY ? (int)STATE_EMERGENCY
			                      : SAME_STATE);
			ck_assert(!rule->ask);
		}
	}
}
END_TEST

/* From START, and from every goal's steps, by the rules. */
START_TEST(test_every_state_is_reached_but_those_to_come)
{
	bool reached[STATE__COUNT] = { [STATE_START] = true };
	struct dialog d;
	const struct rule *rules;
	size_t count;

	rules = state_rules(&count);
	for (int goal = 0; goal < GOAL__COUNT; goal++) {
		for (int known = 0; known < 8; known++) {
			dialog_init(&d);
			d.goal = (enum dialog_goal)goal;
			strcpy(d.name, known & 1 ? "x" : "");
			strcpy(d.reason, known & 2 ? "x" : "");
			strcpy(d.preference, known & 4 ? "x" : "");
			reached[goal_next_step(&d)] = true;
		}
	}
	for (int round = 0; round < STATE__COUNT; round++) {
		for (size_t i = 0; i < count; i++) {
			if (rules[i].go < STATE__COUNT &&
			    (rules[i].in == ANY_STATE || reached[rules[i].in]))
				reached[rules[i].go] = true;
		}
	}
	for (int i = 0; i < STATE__COUNT; i++)
		ck_assert_msg(reached[i] != is_to_come(i), "%s",
		    dialog_state_name((enum dialog_state)i));
}
END_TEST

START_TEST(test_each_goal_asks_each_thing_once_and_the_contact_last)
{
	struct dialog d;
	enum dialog_state step;
	int steps;

	for (int goal = GOAL_NONE + 1; goal < GOAL__COUNT; goal++) {
		dialog_init(&d);
		d.goal = (enum dialog_goal)goal;
		steps = 0;
		while ((step = goal_next_step(&d)) != STATE_QUALIF_CONTACT) {
			ck_assert_int_lt(steps++, 4);
			if (state_listens(step) == LISTENS_NAME)
				strcpy(d.name, "x");
			else if (step == STATE_QUALIF_PREF)
				strcpy(d.preference, "x");
			else
				strcpy(d.reason, "x");
		}
		ck_assert_int_gt(steps, 0);
	}
}
END_TEST

/* --- Sentences ------------------------------------------------------------- */

/* Said by the code, not by a rule or as a question. */
static const enum prompt by_code[] = { PROMPT_NONE, PROMPT_GREETING,
	PROMPT_NO_OFFICE, PROMPT_FAULT, PROMPT_NO_PERSON,
	/* src/vapi/assistant.c and model.c */
	PROMPT_MACHINE_SPEAKS, PROMPT_FAREWELL, PROMPT_ONE_MOMENT,
	PROMPT_CONNECTING, PROMPT_CLOSED, PROMPT_BLOCKED };

/* Told to a language model, as a tool's result or before it begins: src/calls
 * and src/vapi say when. */
static bool
is_told_to_a_model(enum prompt p)
{
	return strncmp(prompt_name(p), "TOOL_", 5) == 0 ||
	    strncmp(prompt_name(p), "MODEL_", 6) == 0;
}

static bool
ends_well(const char *text)
{
	static const char *const ends[] = { ".", "?", "!", "\u00bb" };
	size_t len = strlen(text), n;

	for (int i = 0; i < COUNT(ends); i++) {
		n = strlen(ends[i]);
		if (len >= n && strcmp(text + len - n, ends[i]) == 0)
			return true;
	}
	return false;
}

static void
mark_question(bool *used, const struct dialog *d)
{
	const struct question *q = state_question(d);

	used[q->first] = used[q->again] = used[q->otherwise] = true;
}

/* Words, not sentences: prompt_slot() makes one of them. */
static bool
is_of_the_calendar(enum prompt p)
{
	return p >= PROMPT_CALENDAR_MONDAY && p <= PROMPT_CALENDAR_HOURS;
}

static const struct {
	int weekday, mday, month, minute;
	const char *spoken;
} calendar[] = {
	{ 1, 3, 3, 14 * 60 + 30, "mardi 3 mars à 14 heures 30" },
	{ 0, 1, 1, 9 * 60, "lundi premier janvier à 9 heures" },
	{ 6, 31, 12, 60, "dimanche 31 décembre à 1 heure" },
	{ 4, 14, 8, 5, "vendredi 14 août à 0 heure 5" },
	{ 2, 30, 9, 23 * 60 + 55, "mercredi 30 septembre à 23 heures 55" },
};

START_TEST(test_a_slot_is_said_as_people_say_it)
{
	char out[PROMPT_SLOT_BYTES];

	prompt_slot(calendar[_i].weekday, calendar[_i].mday,
	    calendar[_i].month, calendar[_i].minute, out);
	ck_assert_str_eq(out, calendar[_i].spoken);
}
END_TEST

START_TEST(test_every_sentence_is_said_somewhere)
{
	bool used[PROMPT__COUNT] = { false };
	const struct rule *rules;
	struct dialog d;
	size_t count;

	rules = state_rules(&count);
	for (size_t i = 0; i < count; i++)
		used[rules[i].say] = true;
	for (int i = 0; i < COUNT(by_code); i++)
		used[by_code[i]] = true;
	for (int goal = 0; goal < GOAL__COUNT; goal++)
		used[goal_confirmed((enum dialog_goal)goal)] = true;
	for (int i = 0; i < STATE__COUNT * GOAL__COUNT * 3; i++) {
		dialog_init(&d);
		d.state = (enum dialog_state)(i % STATE__COUNT);
		d.goal = (enum dialog_goal)(i / STATE__COUNT % GOAL__COUNT);
		d.contact.kind = (enum contact_kind)(
		    i / STATE__COUNT / GOAL__COUNT);
		mark_question(used, &d);
		d.contact.shown = true;
		mark_question(used, &d);
		d.person_offered = true;
		mark_question(used, &d);
	}
	for (int i = 0; i < PROMPT__COUNT; i++)
		ck_assert_msg(used[i] || is_told_to_a_model((enum prompt)i) ||
		        is_of_the_calendar((enum prompt)i),
		    "%s is never said", prompt_name((enum prompt)i));
}
END_TEST

START_TEST(test_sentences_are_french_for_the_ear_with_known_blanks)
{
	static const char *const blanks[] = { "{office}", "{last2}",
		"{domain}", "{slot}", "{reference}" };

	for (int i = 1; i < PROMPT__COUNT; i++) {
		const char *name = prompt_name((enum prompt)i);
		const char *text = prompt_text((enum prompt)i);
		size_t known = 0, open = 0;

		ck_assert_msg(is_of_the_calendar((enum prompt)i) ||
		        ends_well(text), "%s does not end", name);
		for (const char *p = text; *p != '\0'; p += utf8_length(p)) {
			ck_assert_msg(utf8_length(p) > 0 &&
			        (unsigned char)*p >= ' ',
			    "%s holds odd bytes", name);
			open += *p == '{';
			for (int b = 0; b < COUNT(blanks); b++)
				known += strncmp(p, blanks[b],
				             strlen(blanks[b])) == 0;
		}
		ck_assert_msg(open == known, "%s: an unknown blank", name);
		ck_assert_msg(strstr(text, "  ") == NULL, "%s", name);
		for (int j = 1; j < i; j++) {
			const char *other = prompt_text((enum prompt)j);

			ck_assert_str_ne(name, prompt_name((enum prompt)j));
			ck_assert_msg(strcmp(text, other) != 0,
			    "%s is said twice", name);
		}
	}
	ck_assert_str_eq(prompt_text(PROMPT_NONE), "");
}
END_TEST

/* The longest office name that a sentence and its question must leave room
 * for, in bytes. */
#define OFFICE_NAME 200
#define DOMAIN 400

START_TEST(test_any_sentence_with_any_other_fits)
{
	char office[OFFICE_NAME + 1], domain[DOMAIN + 1];
	const struct prompt_blanks blanks = { office, "14", domain,
		"mercredi 23 septembre à 14 heures 30", "ABC234" };
	char out[DIALOG_SAY_BYTES];

	memset(office, 'x', OFFICE_NAME);
	memset(domain, 'x', DOMAIN);
	office[OFFICE_NAME] = domain[DOMAIN] = '\0';
	for (int i = 0; i < PROMPT__COUNT; i++) {
		for (int j = 0; j < PROMPT__COUNT; j++) {
			out[0] = '\0';
			ck_assert_msg(prompt_say((enum prompt)i, &blanks, out,
			        sizeof(out)) &&
			        prompt_say((enum prompt)j, &blanks, out,
			            sizeof(out)),
			    "%s, then %s", prompt_name((enum prompt)i),
			    prompt_name((enum prompt)j));
			ck_assert_ptr_null(strchr(out, '{'));
		}
	}
}
END_TEST

START_TEST(test_a_sentence_that_does_not_fit_changes_nothing)
{
	const struct prompt_blanks blanks = { "Cabinet Dupont", "14", "", "",
		"" };
	char out[DIALOG_SAY_BYTES] = "", whole[DIALOG_SAY_BYTES] = "";
	size_t need;

	ck_assert(prompt_say(PROMPT_GREETING, &blanks, whole, sizeof(whole)));
	need = strlen(whole) + 1;
	ck_assert(prompt_say(PROMPT_GREETING, &blanks, out, need));
	ck_assert_str_eq(out, whole);
	for (size_t room = 1; room < need; room++) {
		out[0] = '\0';
		ck_assert(!prompt_say(PROMPT_GREETING, &blanks, out, room));
		ck_assert_str_eq(out, "");
	}
	strcpy(out, "Oui.");
	ck_assert(!prompt_say(PROMPT_GREETING, &blanks, out, need));
	ck_assert_str_eq(out, "Oui.");
	ck_assert(prompt_say(PROMPT_GREETING, &blanks, out, need + 5));
	ck_assert_int_eq(strncmp(out, "Oui. Bonjour, Cabinet Dupont,", 29), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("states");
	TCase *tc = tcase_create("states");
	SRunner *runner;
	int failed;

	tcase_add_test(tc, test_states_and_goals_have_the_names_that_are_stored);
	tcase_add_test(tc, test_three_states_end_the_conversation);
	tcase_add_test(tc, test_no_two_rules_have_the_same_left_side);
	tcase_add_test(tc, test_every_event_and_every_doing_is_in_some_rule);
	tcase_add_test(tc, test_whatever_is_heard_in_whatever_state_has_a_rule);
	tcase_add_test(tc,
	    test_only_an_emergency_moves_a_conversation_that_ended);
	tcase_add_test(tc, test_every_state_is_reached_but_those_to_come);
	tcase_add_test(tc,
	    test_each_goal_asks_each_thing_once_and_the_contact_last);
	tcase_add_loop_test(tc, test_a_slot_is_said_as_people_say_it, 0,
	    COUNT(calendar));
	tcase_add_test(tc, test_every_sentence_is_said_somewhere);
	tcase_add_test(tc,
	    test_sentences_are_french_for_the_ear_with_known_blanks);
	tcase_add_test(tc, test_any_sentence_with_any_other_fits);
	tcase_add_test(tc, test_a_sentence_that_does_not_fit_changes_nothing);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
