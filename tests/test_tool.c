/* src/calls/tool.c: what each tool answers and does, once an id. */
#include <pthread.h>

#include "calling.h"
#include "calls/report.h"
#include "calls/tool.h"
#include "dialog/prompts.h"

#define OPEN "Nous sommes ouverts de neuf heures à midi."
#define OFFICES                                                           \
	"auth = none\n"                                                   \
	"tenant dupont {\n"                                               \
	"  name = \"Cabinet Dupont\"\n"                                   \
	"  numbers = { \"" DUPONT "\" }\n"                                \
	"  transfer_number = \"+33199000009\"\n"                          \
	"  faq \"horaires\" { words = { \"ouvert\" } answer = \"" OPEN  \
	"\" }\n"                                                          \
	"}\n"                                                             \
	"tenant martin {\n"                                               \
	"  name = \"Garage Martin\"\n"                                    \
	"  numbers = { \"" MARTIN "\" }\n"                                \
	"}\n"

static void
setup(void)
{
	office_open(&office, OFFICES, NULL);
}

static void
teardown(void)
{
	office_close(&office);
}

#define WORDS(words) ((struct tool_args){ .text = (words) })

static enum store_rc
try_tool(const struct call_facts *f, const char *id, enum tool tool,
    struct tool_args args, struct tool_answer *answer, struct err *e)
{
	struct tool_call call = { .id = id, .tool = tool, .args = args };

	if (args.text == NULL)
		call.args.text = "";
	if (args.contact == NULL)
		call.args.contact = "";
	call.args.name = call.args.slot = call.args.reference = "";
	return call_tool(&office.calls, f, &call, OFFICE_NOW_MS + 1000,
	    answer, e);
}

/* A tool's answer, which is one line and never the caller's number. */
static struct tool_answer
use(const struct call_facts *f, const char *id, enum tool tool,
    struct tool_args args)
{
	struct tool_answer answer;

	ck_assert_msg(try_tool(f, id, tool, args, &answer, &err) == STORE_OK,
	    "%s", err.text);
	ck_assert_str_ne(answer.text, "");
	ck_assert_ptr_null(strpbrk(answer.text, "\r\n"));
	ck_assert_ptr_null(strstr(answer.text, "63998"));
	ck_assert_ptr_null(strstr(answer.text, "39 98"));
	return answer;
}

static const char *
sentence(enum prompt prompt, const char *blank)
{
	static char out[TOOL_TEXT_BYTES];
	const struct prompt_blanks blanks = { .office = "", .last2 = blank,
		.domain = blank };

	out[0] = '\0';
	ck_assert(prompt_say(prompt, &blanks, out, sizeof(out)));
	return out;
}

/* --- What each answers --------------------------------------------------- */

#define ROW(tool, text, caller, dialled, error, prompt, blank) \
	{ TOOL_##tool, text, caller, dialled, error, PROMPT_TOOL_##prompt, \
	    blank }
#define RESULT false
#define ERROR true

static const struct {
	enum tool tool;
	const char *text, *caller, *dialled;
	bool error;
	enum prompt prompt;
	const char *blank; /* in the sentence */
} plain[] = {
	ROW(CALLER_ID, "", CALLER, DUPONT, RESULT, NUMBER_SHOWN, "14"),
	ROW(CALLER_ID, "", NULL, DUPONT, RESULT, NUMBER_UNKNOWN, ""),
	ROW(CALLER_ID, "", CALLER, NOBODY, RESULT, NUMBER_SHOWN, "14"),

	/* there is no agenda: nothing is promised, nothing is booked */
	ROW(GET_SLOTS, "jeudi matin", CALLER, DUPONT, ERROR, NO_AGENDA, ""),
	ROW(BOOK, "jeudi à 9 heures", CALLER, DUPONT, ERROR, NO_AGENDA, ""),
	ROW(CANCEL, "", CALLER, DUPONT, ERROR, NO_AGENDA, ""),
	ROW(MODIFY, "", CALLER, DUPONT, ERROR, NO_AGENDA, ""),

	ROW(FAQ, "prenez-vous la carte ?", NULL, DUPONT, RESULT, NO_ANSWER, ""),
	ROW(FAQ, "quels horaires ?", NULL, MARTIN, RESULT, NO_ANSWER, ""),
	ROW(FAQ, "", CALLER, DUPONT, ERROR, NOTHING_SAID, ""),
	ROW(SAY, "", CALLER, DUPONT, ERROR, NOTHING_SAID, ""),
	ROW(TRANSFER, "", CALLER, DUPONT, RESULT, TRANSFER, ""),
	ROW(TRANSFER, "", CALLER, MARTIN, RESULT, NO_PERSON, ""),

	/* an office that is not known answers nothing for itself */
	ROW(TRANSFER, "", CALLER, NOBODY, ERROR, NO_TENANT, ""),
	ROW(FAQ, "horaires", CALLER, NULL, ERROR, NO_TENANT, ""),
	ROW(SAY, "bonjour", CALLER, NOBODY, ERROR, NO_TENANT, ""),
	ROW(BOOK, "", CALLER, NOBODY, ERROR, NO_TENANT, ""),
};

START_TEST(test_each_tool_answers_what_is_true)
{
	struct call_facts f = facts_of("c", plain[_i].caller,
	    plain[_i].dialled);
	struct tool_answer answer = use(&f, "t1", plain[_i].tool,
	    WORDS(plain[_i].text));
	struct session s = session_of("c");

	ck_assert_str_eq(answer.text,
	    sentence(plain[_i].prompt, plain[_i].blank));
	ck_assert_int_eq(answer.error, plain[_i].error);
	ck_assert_uint_eq(s.turns, 0);
	ck_assert_int_eq(s.dialog.contact.kind, CONTACT_NONE);
	ck_assert_int_eq(requests(), 0);
}
END_TEST

START_TEST(test_caller_id_gives_the_sentence_with_the_last_two_digits)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);

	ck_assert_str_eq(use(&f, "t1", TOOL_CALLER_ID, WORDS("")).text,
	    "Le numéro de l'appelant est connu. Ne le demandez pas, ne "
	    "l'énoncez jamais. Dites : « J'ai le numéro qui s'affiche, il se "
	    "termine par 14. C'est bien le vôtre ? »");
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
}
END_TEST

START_TEST(test_faq_gives_the_offices_own_answer)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct tool_answer answer = use(&f, "t1", TOOL_FAQ,
	    WORDS("Vous êtes ouverts quand ?"));

	ck_assert(!answer.error);
	ck_assert_str_eq(answer.text, OPEN);
}
END_TEST

/* As an answer of 2,500 bytes, all of them in characters of two. */
START_TEST(test_an_answer_too_long_is_cut_between_two_characters)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	char conf[4096], longest[2502] = "a";
	struct tool_answer first, again;

	if (_i == 1)
		longest[0] = '\0';
	while (strlen(longest) < 2500)
		strcat(longest, "é");
	ck_assert_int_lt(snprintf(conf, sizeof(conf),
	                     "auth = none\ntenant dupont {\n  name = \"D\"\n"
	                     "  numbers = { \"" DUPONT "\" }\n"
	                     "  faq \"é\" { answer = \"%s\" }\n}\n", longest),
	    (int)sizeof(conf));
	office_configure(&office, conf);
	first = use(&f, "t1", TOOL_FAQ, WORDS("é"));
	ck_assert_uint_ge(strlen(first.text), TOOL_TEXT_BYTES - 2);
	ck_assert_uint_eq(strlen(first.text) % 2, _i == 0);
	again = use(&f, "t1", TOOL_FAQ, WORDS("é"));
	ck_assert_str_eq(again.text, first.text);
}
END_TEST

/* --- The contact --------------------------------------------------------- */

#define STEPS 4

#define STEP(said, contact, prompt, blank) \
	{ TOOL_##said, contact, PROMPT_TOOL_##prompt, blank }
#define YES STEP(CONFIRMED, "", CONTACT_KEPT, "")
#define YES_TO_NONE STEP(CONFIRMED, "", NUMBER_UNKNOWN, "")
#define NO STEP(REFUSED, "", CONTACT_REFUSED, "")
#define DICTATES(contact) STEP(NOT_SAID, contact, CONTACT_DICTATED, "42")

static const struct {
	const char *caller; /* the number that shows, or NULL */
	int steps;
	struct {
		enum tool_confirmed confirmed;
		const char *contact;
		enum prompt prompt; /* what is answered */
		const char *blank;
	} step[STEPS];
	const char *value; /* the contact in the end; "" = none */
	bool shown, confirmed;
} contacts[] = {
	{ CALLER, 1, { YES }, CALLER, true, true },
	{ CALLER, 1, { NO }, "", false, false },
	{ NULL, 1, { YES_TO_NONE }, "", false, false },
	{ CALLER, 1, { STEP(NOT_SAID, "", NUMBER_SHOWN, "14") }, CALLER, true,
	    false },

	/* dictated, read back, confirmed */
	{ NULL, 2, { DICTATES("zéro six trente-neuf 98 02 42"), YES }, OTHER,
	    false, true },
	{ CALLER, 3, { NO, DICTATES("06 39 98 02 42"), YES }, OTHER, false,
	    true },
	{ CALLER, 1, { STEP(REFUSED, OTHER, CONTACT_DICTATED, "42") }, OTHER,
	    false, false },
	{ CALLER, 1, { STEP(CONFIRMED, OTHER, CONTACT_KEPT, "") }, OTHER,
	    false, true },
	{ NULL, 3, { DICTATES(OTHER), NO, YES_TO_NONE }, "", false, false },

	/* an address */
	{ NULL, 2,
	    { STEP(NOT_SAID, "claire point lefevre arobase example.org",
	          CONTACT_EMAIL, "example point org"),
	        YES },
	    "claire.lefevre@example.org", false, true },

	/* not understood: asked again, and never the number he refused */
	{ CALLER, 3,
	    { NO, STEP(NOT_SAID, "zéro six euh", CONTACT_UNCLEAR, ""),
	        YES_TO_NONE },
	    "", false, false },
	{ CALLER, 2,
	    { STEP(CONFIRMED, "06 39 98", CONTACT_UNCLEAR, ""), YES },
	    CALLER, true, true },
};

static enum contact_kind
kind_of(const char *value)
{
	if (value[0] == '\0')
		return CONTACT_NONE;
	return strchr(value, '@') != NULL ? CONTACT_EMAIL : CONTACT_PHONE;
}

START_TEST(test_a_contact_is_kept_as_the_caller_confirms_it)
{
	struct call_facts f = facts_of("c", contacts[_i].caller, DUPONT);
	struct contact contact;

	for (int i = 0; i < contacts[_i].steps; i++) {
		char id[16];
		struct tool_answer answer;
		enum prompt prompt = contacts[_i].step[i].prompt;

		snprintf(id, sizeof(id), "t%d", i);
		answer = use(&f, id, TOOL_CONFIRM_CONTACT,
		    (struct tool_args){
		        .contact = contacts[_i].step[i].contact,
		        .confirmed = contacts[_i].step[i].confirmed });
		ck_assert_str_eq(answer.text,
		    sentence(prompt, contacts[_i].step[i].blank));
		ck_assert_int_eq(answer.error,
		    prompt == PROMPT_TOOL_NUMBER_UNKNOWN ||
		        prompt == PROMPT_TOOL_CONTACT_UNCLEAR);
	}
	contact = session_of("c").dialog.contact;
	ck_assert_str_eq(contact.value, contacts[_i].value);
	ck_assert_int_eq(contact.shown, contacts[_i].shown);
	ck_assert_int_eq(contact.confirmed, contacts[_i].confirmed);
	ck_assert_int_eq(contact.kind, kind_of(contacts[_i].value));
}
END_TEST

/* "The number that shows" is the telephone's, whatever was dictated since. */
START_TEST(test_caller_id_speaks_of_the_number_that_shows)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_args dictated = { .contact = OTHER };

	use(&f, "t1", TOOL_CONFIRM_CONTACT, dictated);
	ck_assert_str_eq(use(&f, "t2", TOOL_CALLER_ID, WORDS("")).text,
	    sentence(PROMPT_TOOL_NUMBER_SHOWN, "14"));
}
END_TEST

START_TEST(test_caller_id_does_not_offer_a_number_again_once_refused)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_args refused = { .confirmed = TOOL_REFUSED };

	use(&f, "t1", TOOL_CONFIRM_CONTACT, refused);
	ck_assert_str_eq(use(&f, "t2", TOOL_CALLER_ID, WORDS("")).text,
	    sentence(PROMPT_TOOL_CONTACT_REFUSED, ""));
}
END_TEST

/* --- A turn -------------------------------------------------------------- */

START_TEST(test_say_takes_one_turn_a_call)
{
	static const char *const states[] = { "QUALIF_NAME", "QUALIF_MOTIF",
		"QUALIF_PREF", "CONTACT_CONFIRM", "CONFIRMED" };
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_answer answer, again;
	char id[16];

	for (uint32_t i = 0; i < 5; i++) {
		snprintf(id, sizeof(id), "t%u", i);
		answer = use(&f, id, TOOL_SAY,
		    WORDS(booking[i]));
		again = use(&f, id, TOOL_SAY,
		    WORDS(booking[i]));
		ck_assert_str_eq(answer.text, again.text);
		ck_assert_uint_eq(session_of("c").turns, i + 1);
		ck_assert_str_eq(dialog_state_name(
		                     session_of("c").dialog.state),
		    states[i]);
		ck_assert_int_eq(requests(), i == 4);
	}
	ck_assert_str_eq(session_of("c").dialog.contact.value, CALLER);
}
END_TEST

/* Said by voice or by tool, it is one conversation. */
START_TEST(test_a_turn_by_chat_and_one_by_tool_follow_each_other)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);

	talk(&f, booking, 1);
	use(&f, "t1", TOOL_SAY, WORDS(booking[1]));
	ck_assert_str_eq(session_of("c").dialog.name, "Claire Lefèvre");
	ck_assert_uint_eq(session_of("c").turns, 2);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont number:status-update turn:START>QUALIF_NAME "
	    "turn:QUALIF_NAME>QUALIF_MOTIF tool:say ");
}
END_TEST

/* --- One answer an id ---------------------------------------------------- */

/* The same words twice are two turns; the same id twice is one. */
START_TEST(test_an_id_that_comes_again_changes_nothing)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_args book = WORDS(booking[0]);
	struct tool_args other = WORDS(booking[1]);
	struct tool_answer first = use(&f, "t1", TOOL_SAY, book), again;
	struct session before = session_of("c"), after;
	struct journal_text journal = journal_of("c");

	again = use(&f, "t1", TOOL_SAY, book);
	ck_assert_str_eq(again.text, first.text);
	again = use(&f, "t1", TOOL_SAY, other);
	ck_assert_str_eq(again.text, first.text);
	again = use(&f, "t1", TOOL_FAQ, other);
	ck_assert_str_eq(again.text, first.text);
	ck_assert_int_eq(again.error, first.error);
	after = session_of("c");
	ck_assert_mem_eq(&after, &before, sizeof(after));
	ck_assert_str_eq(journal_of("c").text, journal.text);
	use(&f, "t2", TOOL_SAY, book);
	ck_assert_uint_eq(session_of("c").turns, 2);
}
END_TEST

START_TEST(test_an_error_is_answered_again_as_an_error)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_args nothing = WORDS("");

	ck_assert(use(&f, "t1", TOOL_BOOK, nothing).error);
	ck_assert(use(&f, "t1", TOOL_BOOK, nothing).error);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont number:status-update tool:book ");
}
END_TEST

START_TEST(test_an_id_is_answered_again_after_a_restart)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_args book = WORDS(booking[0]);
	struct tool_answer first = use(&f, "t1", TOOL_SAY, book);

	store_close(office.store);
	office_open_store(&office, NULL);
	ck_assert_str_eq(use(&f, "t1", TOOL_SAY, book).text, first.text);
	ck_assert_uint_eq(session_of("c").turns, 1);
}
END_TEST

START_TEST(test_the_same_id_in_another_call_is_another)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct call_facts g = facts_of("c2", OTHER, DUPONT);
	struct tool_args nothing = WORDS("");

	use(&f, "t1", TOOL_CALLER_ID, nothing);
	ck_assert_str_eq(use(&g, "t1", TOOL_CALLER_ID, nothing).text,
	    sentence(PROMPT_TOOL_NUMBER_SHOWN, "42"));
}
END_TEST

/* Without an id, or with one too long for a key, nothing can be known again;
 * it is done and answered all the same. */
START_TEST(test_an_id_that_cannot_be_kept_is_answered)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_args book = WORDS(booking[0]);
	char longest[600] = "";

	if (_i == 1)
		memset(longest, 't', sizeof(longest) - 1);
	use(&f, longest, TOOL_SAY, book);
	use(&f, longest, TOOL_SAY, WORDS(booking[1]));
	ck_assert_uint_eq(session_of("c").turns, 2);
}
END_TEST

#define THREADS 8

static void *
say_it(void *out)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_answer *answer = out;
	struct err e;

	if (try_tool(&f, "t1", TOOL_SAY, WORDS(booking[0]),
	        answer, &e) != STORE_OK)
		abort();
	return NULL;
}

START_TEST(test_an_id_asked_by_many_at_once_is_done_once)
{
	struct tool_answer answer[THREADS];
	pthread_t thread[THREADS];

	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&thread[i], NULL, say_it,
		                     &answer[i]),
		    0);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(thread[i], NULL);
		ck_assert_str_eq(answer[i].text, answer[0].text);
	}
	ck_assert_uint_eq(session_of("c").turns, 1);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont number:status-update turn:START>QUALIF_NAME "
	    "tool:say ");
}
END_TEST

/* --- Learning, and calls that are not there ------------------------------ */

START_TEST(test_a_tool_call_teaches_the_number_and_the_office)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);

	f.source = "tool";
	use(&f, "t1", TOOL_TRANSFER, WORDS(""));
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
	ck_assert_str_eq(session_of("c").caller_id_source, "tool");
	ck_assert_str_eq(session_of("c").tenant, "dupont");
	ck_assert_int_eq(office_logged(&office,
	                     "CALLER_ID_PERSISTED_FROM_TOOL call_id=c"),
	    1);
}
END_TEST

#define ALONE(tool, text, error, prompt, blank) \
	{ TOOL_##tool, text, error, PROMPT_TOOL_##prompt, blank }

static const struct {
	enum tool tool;
	const char *text;
	bool error;
	enum prompt prompt;
	const char *blank;
} detached[] = {
	ALONE(CALLER_ID, "", RESULT, NUMBER_SHOWN, "14"),
	ALONE(CONFIRM_CONTACT, "", ERROR, NO_CALL, ""),
	ALONE(SAY, "bonjour", ERROR, NO_CALL, ""),
	ALONE(BOOK, "", ERROR, NO_AGENDA, ""),
	ALONE(FAQ, "une question", RESULT, NO_ANSWER, ""),
	ALONE(TRANSFER, "", RESULT, TRANSFER, ""),
};

START_TEST(test_without_a_call_nothing_is_kept_nor_said_to_be)
{
	struct call_facts f = facts_of("", CALLER, DUPONT);
	struct tool_answer answer = use(&f, "t1", detached[_i].tool,
	    WORDS(detached[_i].text));

	ck_assert_str_eq(answer.text,
	    sentence(detached[_i].prompt, detached[_i].blank));
	ck_assert_int_eq(answer.error, detached[_i].error);
	ck_assert(!has_session("detached"));
}
END_TEST

START_TEST(test_a_call_that_was_erased_does_not_come_back)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct tool_answer answer;

	use(&f, "t1", TOOL_SAY, WORDS(booking[0]));
	ck_assert_int_eq(call_erase(&office.calls, "c", OFFICE_NOW_MS, &err),
	    STORE_OK);
	/* what it answered is forgotten too */
	answer = use(&f, "t1", detached[_i].tool, WORDS(detached[_i].text));
	ck_assert_str_eq(answer.text,
	    sentence(detached[_i].prompt, detached[_i].blank));
	ck_assert(!has_session("c"));
	ck_assert_str_eq(journal_of("c").text, "");
}
END_TEST

START_TEST(test_each_tool_has_a_name_of_its_own)
{
	for (int i = 0; i < TOOL__COUNT; i++) {
		ck_assert_str_ne(tool_name((enum tool)i), "");
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(tool_name((enum tool)i),
			    tool_name((enum tool)j));
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tool");
	TCase *tc = tcase_create("tool");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_each_tool_answers_what_is_true, 0,
	    COUNT(plain));
	tcase_add_test(tc,
	    test_caller_id_gives_the_sentence_with_the_last_two_digits);
	tcase_add_test(tc, test_faq_gives_the_offices_own_answer);
	tcase_add_loop_test(tc,
	    test_an_answer_too_long_is_cut_between_two_characters, 0, 2);
	tcase_add_loop_test(tc,
	    test_a_contact_is_kept_as_the_caller_confirms_it, 0,
	    COUNT(contacts));
	tcase_add_test(tc, test_caller_id_speaks_of_the_number_that_shows);
	tcase_add_test(tc,
	    test_caller_id_does_not_offer_a_number_again_once_refused);
	tcase_add_test(tc, test_say_takes_one_turn_a_call);
	tcase_add_test(tc,
	    test_a_turn_by_chat_and_one_by_tool_follow_each_other);
	tcase_add_test(tc, test_an_id_that_comes_again_changes_nothing);
	tcase_add_test(tc, test_an_error_is_answered_again_as_an_error);
	tcase_add_test(tc, test_an_id_is_answered_again_after_a_restart);
	tcase_add_test(tc, test_the_same_id_in_another_call_is_another);
	tcase_add_loop_test(tc, test_an_id_that_cannot_be_kept_is_answered, 0,
	    2);
	tcase_add_test(tc, test_an_id_asked_by_many_at_once_is_done_once);
	tcase_add_test(tc,
	    test_a_tool_call_teaches_the_number_and_the_office);
	tcase_add_loop_test(tc,
	    test_without_a_call_nothing_is_kept_nor_said_to_be, 0,
	    COUNT(detached));
	tcase_add_loop_test(tc,
	    test_a_call_that_was_erased_does_not_come_back, 0,
	    COUNT(detached));
	tcase_add_test(tc, test_each_tool_has_a_name_of_its_own);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
