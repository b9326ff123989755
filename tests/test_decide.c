/*
 * src/vapi/decide.c, and who must answer: one row a row of the table of
 * Vapi's messages, then what each decision depends on.
 */
#include "held_writer.h"
#include "posting.h"

#define MARTIN "+33199000002"
#define NOBODY "+33199000077" /* dialled, and no tenant's */
#define OFFICES                                                           \
	"auth = none\n"                                                   \
	"vapi { url = \"https://accueil.example/api/vapi\" }\n"          \
	"tenant dupont {\n"                                               \
	"  name = \"Cabinet Dupont\"\n"                                   \
	"  numbers = { \"" DUPONT "\" }\n"                                \
	"  transfer_number = \"+33199000009\"\n"                          \
	"  handoff_assistant = \"secretariat\"\n"                         \
	"  endpointing = 750ms\n"                                         \
	"  endpointing_digits = 2500ms\n"                                 \
	"  blocked = { \"+33639980199\" }\n"                              \
	"  faq \"horaires\" { words = { \"ouvert\" } answer = \"" OPEN     \
	"\" }\n"                                                          \
	"  faq \"accès\" { words = { \"parking\" } answer = \"" WAY "\" }\n" \
	"}\n"                                                             \
	"tenant martin {\n"                                               \
	"  name = \"Garage Martin\"\n"                                    \
	"  numbers = { \"" MARTIN "\" }\n"                                \
	"}\n"
#define OPEN "De neuf heures à midi."
#define WAY "Au 3, rue des Lilas."
#define CALLBACK \
	"Je ne peux pas vous passer quelqu'un pour le moment, mais je peux " \
	"laisser un message pour qu'on vous rappelle."
#define PUT_THROUGH "Très bien, je vous passe quelqu'un. Ne quittez pas."

static void
setup_offices(void)
{
	setup();
	office_configure(&office, OFFICES);
}

/* A message of the call "c", which ${dialled} received, with ${members}. */
static const char *
message(const char *type, const char *members, const char *dialled)
{
	static char body[8192];

	ck_assert_int_lt(snprintf(body, sizeof(body),
	    "{\"message\":{\"type\":\"%s\",%s\"call\":{\"id\":\"c\","
	    "\"customer\":{\"number\":\"" CALLER "\"}},"
	    "\"phoneNumber\":{\"number\":\"%s\"}}}", type, members, dialled),
	    (int)sizeof(body));
	return body;
}

static const char *
ask(const char *type, const char *members, const char *dialled)
{
	const char *body = post(vapi_webhook, message(type, members, dialled),
	    NULL);

	ck_assert_int_eq(reply.status, 200);
	return body;
}

/* --- Who must answer ------------------------------------------------------ */

#define SAID(text) "{\"role\":\"user\",\"content\":\"" text "\"}"
#define HISTORY(messages) \
	"\"messagesOpenAIFormatted\":[" messages "],"

/* ${answer}: the whole of it; NULL: asked elsewhere, here it has ${member}. */
static const struct {
	const char *type, *members, *answer, *member;
} rows[] = {
	{ "assistant-request", "", NULL, "/assistant" },
	{ "tool-calls", "\"toolCallList\":[{\"id\":\"t1\",\"name\":\"faq\","
	                "\"arguments\":{\"text\":\"horaires\"}}],",
	    "{\"results\":[{\"name\":\"faq\",\"toolCallId\":\"t1\","
	    "\"result\":\"" OPEN "\"}]}", NULL },
	{ "transfer-destination-request", "", NULL, "/destination/number" },
	{ "handoff-destination-request", "", NULL, "/destination/type" },
	{ "knowledge-base-request", HISTORY(SAID("vos horaires ?")),
	    "{\"documents\":[{\"content\":\"" OPEN "\",\"uuid\":\"horaires\","
	    "\"similarity\":0.5}]}", NULL },
	{ "call.endpointing.request", HISTORY(""), "{\"timeoutSeconds\":0.75}",
	    NULL },
	{ "voice-request", "\"text\":\"Bonjour\",\"sampleRate\":24000,",
	    "{\"data\":\"\"}", NULL },
	{ "campaign.predial", "\"contact\":{\"number\":\"" CALLER "\"},",
	    "{\"eligible\":true}", NULL },
	{ "function-call", "\"functionCall\":{\"name\":\"faq\","
	                   "\"parameters\":{\"text\":\"horaires\"}},",
	    "{\"result\":\"" OPEN "\"}", NULL },

	{ "assistant.started", "", "{}", NULL },
	{ "status-update", "\"status\":\"in-progress\",", "{}", NULL },
	{ "conversation-update", "", "{}", NULL },

	{ "speech-update", "", "{}", NULL },
	{ "assistant.speechStarted", "", "{}", NULL },
	{ "transcript", "", "{}", NULL },
	{ "transcript[transcriptType=\\\"final\\\"]", "", "{}", NULL },
	{ "model-output", "", "{}", NULL },
	{ "voice-input", "", "{}", NULL },
	{ "user-interrupted", "", "{}", NULL },
	{ "language-change-detected", "", "{}", NULL },
	{ "language-changed", "", "{}", NULL },
	{ "hang", "", "{}", NULL },
	{ "transfer-update", "", "{}", NULL },
	{ "phone-call-control", "", "{}", NULL },

	{ "end-of-call-report", "", "{}", NULL },
	{ "call.artifact.upload", "", "{}", NULL },
	{ "call.deleted", "", "{}", NULL },
	{ "call.delete.failed", "", "{}", NULL },

	{ "chat.created", "", "{}", NULL },
	{ "chat.deleted", "", "{}", NULL },
	{ "session.created", "", "{}", NULL },
	{ "session.updated", "", "{}", NULL },
	{ "session.deleted", "", "{}", NULL },

	{ "a-type-to-come", "", "{}", NULL },
};

static void
check_row(int i)
{
	const char *body = strbuf_get(&reply.body);

	ck_assert_msg(reply.status == 200, "%s: %d %s", rows[i].type,
	    reply.status, body);
	if (rows[i].answer != NULL)
		ck_assert_str_eq(body, rows[i].answer);
	else
		ck_assert_msg(at(body, rows[i].member)[0] != '\0', "%s: %s",
		    rows[i].type, body);
}

START_TEST(test_who_must_answer_does_and_who_need_not_says_nothing)
{
	post(vapi_webhook, message(rows[_i].type, rows[_i].members, DUPONT),
	    NULL);
	check_row(_i);
	/* and again: a message may come twice */
	post(vapi_webhook, message(rows[_i].type, rows[_i].members, DUPONT),
	    NULL);
	check_row(_i);
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
}
END_TEST

/* What Vapi waits for, it gets, though nothing can be kept. */
START_TEST(test_who_must_answer_does_so_with_a_full_store)
{
	static const char *const must[] = { "assistant-request",
		"transfer-destination-request", "handoff-destination-request",
		"knowledge-base-request", "call.endpointing.request",
		"voice-request", "campaign.predial" };

	use_full_store();
	for (int i = 0; i < COUNT(rows); i++) {
		for (int j = 0; j < COUNT(must); j++) {
			if (strcmp(rows[i].type, must[j]) != 0)
				continue;
			post(vapi_webhook, message(rows[i].type,
			                       rows[i].members, DUPONT),
			    NULL);
			check_row(i);
		}
	}
}
END_TEST

/* Tool calls are work each time; and once a call is erased nothing of it is
 * ever written. */
static bool
is_left_out(const char *type)
{
	return strcmp(type, "tool-calls") == 0 ||
	    strcmp(type, "function-call") == 0 ||
	    strcmp(type, "call.deleted") == 0;
}

static void
ask_all_but_those(void)
{
	for (int i = 0; i < COUNT(rows); i++) {
		if (is_left_out(rows[i].type))
			continue;
		post(vapi_webhook,
		    message(rows[i].type, rows[i].members, DUPONT), NULL);
		check_row(i);
	}
}

START_TEST(test_what_is_no_news_does_not_wait_for_the_writer)
{
	ask_all_but_those();
	ck_assert(has_session("c"));
	hold_the_writer(office.store);
	ask_all_but_those();
	let_the_writer_go();
}
END_TEST

/* --- Where to ------------------------------------------------------------- */

START_TEST(test_a_transfer_goes_to_the_number_of_the_office)
{
	const char *body = ask("transfer-destination-request", "", DUPONT);

	ck_assert_str_eq(at(body, "/destination/type"), "number");
	ck_assert_str_eq(at(body, "/destination/number"), "+33199000009");
	ck_assert_str_eq(at(body, "/destination/message"), PUT_THROUGH);
	ck_assert_str_eq(at(body, "/error"), "");
}
END_TEST

static const char *const without_person[] = { MARTIN, NOBODY };

START_TEST(test_without_a_number_a_transfer_is_an_error_to_be_said)
{
	ck_assert_str_eq(ask("transfer-destination-request", "",
	                     without_person[_i]),
	    "{\"error\":\"" CALLBACK "\"}");
}
END_TEST

START_TEST(test_a_handoff_goes_to_the_assistant_of_the_office)
{
	ck_assert_str_eq(ask("handoff-destination-request", "", DUPONT),
	    "{\"destination\":{\"type\":\"assistant\","
	    "\"assistantName\":\"secretariat\"}}");
}
END_TEST

/* The schema wants a destination even so. */
START_TEST(test_without_an_assistant_a_handoff_is_an_error)
{
	const char *body = ask("handoff-destination-request", "",
	    without_person[_i]);

	ck_assert_str_eq(at(body, "/error"), CALLBACK);
	ck_assert_str_eq(at(body, "/destination"), "{ }");
}
END_TEST

/* The call is the office's that it began with, whatever is named later. */
START_TEST(test_the_office_of_the_call_decides)
{
	ask("conversation-update", "", DUPONT);
	ck_assert_str_eq(at(ask("transfer-destination-request", "", MARTIN),
	                     "/destination/number"),
	    "+33199000009");
	ck_assert_str_eq(at(ask("call.endpointing.request", "", MARTIN),
	                     "/timeoutSeconds"),
	    "0.75");
}
END_TEST

START_TEST(test_the_default_office_decides_where_no_other_is_known)
{
	office_configure(&office, "default_tenant = dupont\n" OFFICES);
	ck_assert_str_eq(at(ask("transfer-destination-request", "", NOBODY),
	                     "/destination/number"),
	    "+33199000009");
}
END_TEST

START_TEST(test_what_was_asked_stands_in_the_journal_of_the_call)
{
	ask("transfer-destination-request", "\"timestamp\":1795426200001,",
	    DUPONT);
	ask("transfer-destination-request", "\"timestamp\":1795426200001,",
	    DUPONT);
	ask("handoff-destination-request", "", DUPONT);
	ck_assert_uint_eq(session_of("c").events, 3); /* and the tenant */
	ck_assert_str_eq(session_of("c").customer_phone.e164, "");
}
END_TEST

/* --- What we know --------------------------------------------------------- */

#define NONE "{\"documents\":[]}"
#define ONE(content, uuid) \
	"{\"documents\":[{\"content\":\"" content "\",\"uuid\":\"" uuid \
	"\",\"similarity\":0.5}]}"

static const struct {
	const char *members, *dialled, *answer;
} questions[] = {
	{ HISTORY(SAID("Vous êtes ouverts ?")), DUPONT,
	    ONE(OPEN, "horaires") },
	/* the last thing that the caller said, whoever spoke since */
	{ HISTORY(SAID("le parking") "," SAID("vos horaires") ","
	          "{\"role\":\"assistant\",\"content\":\"Le parking ?\"}"),
	    DUPONT, ONE(OPEN, "horaires") },
	{ HISTORY(SAID("vos horaires") "," SAID("merci")), DUPONT, NONE },
	/* the other form */
	{ "\"messages\":[{\"role\":\"user\",\"message\":\"le parking ?\"}],",
	    DUPONT, ONE(WAY, "accès") },
	{ "\"messages\":[{\"role\":\"user\",\"message\":\"le parking ?\"}],"
	  HISTORY(SAID("vos horaires")),
	    DUPONT, ONE(OPEN, "horaires") },

	{ HISTORY(SAID("vos horaires")), MARTIN, NONE },
	{ HISTORY(SAID("vos horaires")), NOBODY, NONE },
	{ HISTORY(SAID("la carte bancaire ?")), DUPONT, NONE },
	{ HISTORY(SAID("")), DUPONT, NONE },
	{ HISTORY(""), DUPONT, NONE },
	{ "", DUPONT, NONE },
	{ HISTORY("null,7,{},{\"role\":\"user\"},"
	          "{\"role\":\"user\",\"content\":null}"), DUPONT, NONE },
	{ "\"messagesOpenAIFormatted\":null,", DUPONT, NONE },
	{ "\"messagesOpenAIFormatted\":\"horaires\",", DUPONT, NONE },
};

START_TEST(test_a_question_is_answered_from_what_the_office_wrote)
{
	ck_assert_str_eq(ask("knowledge-base-request", questions[_i].members,
	                     questions[_i].dialled),
	    questions[_i].answer);
	ck_assert(!has_session("c")); /* nothing is kept of it */
}
END_TEST

START_TEST(test_several_answers_come_best_first)
{
	const char *body = ask("knowledge-base-request",
	    HISTORY(SAID("l'accès au parking, et vos horaires")), DUPONT);

	ck_assert_str_eq(at(body, "/documents/0/uuid"), "accès");
	ck_assert_str_eq(at(body, "/documents/1/uuid"), "horaires");
	ck_assert_str_eq(at(body, "/documents/2"), "");
}
END_TEST

/* --- How long a silence --------------------------------------------------- */

/* Take the turns of ${words}, the caller's; the state that they lead to. */
static const char *
converse(const char *const *words, int count)
{
	char messages[2048] = "", one[256], body[4096];

	for (int i = 0; i < count; i++) {
		snprintf(one, sizeof(one),
		    "%s{\"role\":\"user\",\"content\":\"%s\"}",
		    i > 0 ? ",{\"role\":\"assistant\",\"content\":\"?\"},"
		          : "",
		    words[i]);
		strcat(messages, one);
		snprintf(body, sizeof(body),
		    "{\"messages\":[%s],\"call\":{\"id\":\"c\"},"
		    "\"phoneNumber\":{\"number\":\"" DUPONT "\"}}",
		    messages);
		post(vapi_chat, body, NULL);
		ck_assert_int_eq(reply.status, 200);
	}
	return reply.state;
}

START_TEST(test_whoever_dictates_a_number_is_left_more_time)
{
	static const char *const words[] = {
		"je voudrais prendre rendez-vous", "Claire Lefèvre",
		"un suivi", "jeudi matin", "06 39 98 02 42" };

	ck_assert_str_eq(converse(words, 4), "QUALIF_CONTACT");
	ck_assert_str_eq(ask("call.endpointing.request", HISTORY(""), DUPONT),
	    "{\"timeoutSeconds\":2.5}");
	ck_assert_str_eq(converse(words, 5), "CONTACT_CONFIRM");
	ck_assert_str_eq(ask("call.endpointing.request", HISTORY(""), DUPONT),
	    "{\"timeoutSeconds\":0.75}");
}
END_TEST

START_TEST(test_an_office_that_says_nothing_waits_as_long_as_usual)
{
	const char *body = ask("call.endpointing.request", "",
	    without_person[_i]);

	ck_assert_double_eq_tol(atof(at(body, "/timeoutSeconds")), 0.6, 1e-9);
	ck_assert(!has_session("c"));
}
END_TEST

/* --- Whom to call --------------------------------------------------------- */

static const struct {
	const char *members;
	const char *answer;
} contacts[] = {
	{ "\"contact\":{\"number\":\"" CALLER "\"},", "true" },
	{ "\"contact\":{\"number\":\"06 39 98 01 14\"},", "true" },
	{ "\"contact\":{\"number\":\"+33639980199\"},", "false" },
	{ "\"contact\":{\"number\":\"0639980199\"},", "false" },
	{ "\"contact\":{\"number\":\"personne\"},", "false" },
	{ "\"contact\":{\"number\":null},", "false" },
	{ "\"contact\":null,", "false" },
	{ "", "false" },
};

START_TEST(test_nobody_is_called_who_is_blocked_or_has_no_number)
{
	ck_assert_str_eq(at(ask("campaign.predial", contacts[_i].members,
	                        DUPONT),
	                     "/eligible"),
	    contacts[_i].answer);
	ck_assert(!has_session("c"));
}
END_TEST

START_TEST(test_a_voice_asked_of_us_is_told_to_the_admin)
{
	ask("voice-request", "", DUPONT);
	ck_assert_int_eq(office_logged(&office, "VOICE_NOT_HERE"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("decide");
	TCase *tc = tcase_create("decide");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup_offices, teardown);
	tcase_add_loop_test(tc,
	    test_who_must_answer_does_and_who_need_not_says_nothing, 0,
	    COUNT(rows));
	tcase_add_test(tc, test_who_must_answer_does_so_with_a_full_store);
	tcase_add_test(tc, test_what_is_no_news_does_not_wait_for_the_writer);
	tcase_add_test(tc, test_a_transfer_goes_to_the_number_of_the_office);
	tcase_add_loop_test(tc,
	    test_without_a_number_a_transfer_is_an_error_to_be_said, 0,
	    COUNT(without_person));
	tcase_add_test(tc,
	    test_a_handoff_goes_to_the_assistant_of_the_office);
	tcase_add_loop_test(tc,
	    test_without_an_assistant_a_handoff_is_an_error, 0,
	    COUNT(without_person));
	tcase_add_test(tc, test_the_office_of_the_call_decides);
	tcase_add_test(tc,
	    test_the_default_office_decides_where_no_other_is_known);
	tcase_add_test(tc,
	    test_what_was_asked_stands_in_the_journal_of_the_call);
	tcase_add_loop_test(tc,
	    test_a_question_is_answered_from_what_the_office_wrote, 0,
	    COUNT(questions));
	tcase_add_test(tc, test_several_answers_come_best_first);
	tcase_add_test(tc,
	    test_whoever_dictates_a_number_is_left_more_time);
	tcase_add_loop_test(tc,
	    test_an_office_that_says_nothing_waits_as_long_as_usual, 0,
	    COUNT(without_person));
	tcase_add_loop_test(tc,
	    test_nobody_is_called_who_is_blocked_or_has_no_number, 0,
	    COUNT(contacts));
	tcase_add_test(tc, test_a_voice_asked_of_us_is_told_to_the_admin);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
