/* src/vapi/tools.c: where Vapi puts its tool calls, and how it is answered. */
#include <ctype.h>

#include "posting.h"

#define OFFICES                                                      \
	"auth = none\n"                                              \
	"tenant dupont {\n"                                          \
	"  name = \"Cabinet Dupont\"\n"                              \
	"  numbers = { \"" DUPONT "\" }\n"                           \
	"  transfer_number = \"+33199000009\"\n"                     \
	"  faq \"horaires\" { answer = \"De neuf heures à midi.\" }\n" \
	"}\n"

#define OPEN "De neuf heures à midi."
#define UNKNOWN "Il n'y a pas d'outil de ce nom."
#define FAULT \
	"Excusez-moi, j'ai un souci technique. Pouvez-vous répéter dans un " \
	"instant ?"

static void
setup_office(void)
{
	setup();
	office_configure(&office, OFFICES);
}

/* A message of the call "c" that carries its number, with ${members}. */
static const char *
message(const char *members)
{
	static char body[65536];

	ck_assert_int_lt(snprintf(body, sizeof(body),
	    "{\"message\":{\"type\":\"tool-calls\",%s\"call\":{\"id\":\"c\","
	    "\"customer\":{\"number\":\"" CALLER "\"}},"
	    "\"phoneNumber\":{\"number\":\"" DUPONT "\"}}}", members),
	    (int)sizeof(body));
	return body;
}

/* Every result has a name, an id, and one line of result or of error. */
static void
check_results(const char *body, size_t count)
{
	static const char *const lines[] = { "result", "error" };
	struct json_object *root = json_tokener_parse(body), *results, *one;
	size_t said;

	ck_assert_int_eq(reply.status, 200);
	ck_assert_msg(json_object_object_get_ex(root, "results", &results),
	    "%s", body);
	ck_assert_int_eq(json_object_object_length(root), 1);
	ck_assert_uint_eq(json_object_array_length(results), count);
	for (size_t i = 0; i < count; i++) {
		one = json_object_array_get_idx(results, i);
		ck_assert_int_eq(json_object_object_length(one), 3);
		ck_assert(json_object_object_get_ex(one, "name", NULL));
		ck_assert(json_object_object_get_ex(one, "toolCallId", NULL));
		said = 0;
		for (int j = 0; j < COUNT(lines); j++) {
			const char *text = payload_text(one, lines[j]);

			said += strlen(text) > 0;
			for (; *text != '\0'; text++)
				ck_assert(!iscntrl((unsigned char)*text));
		}
		ck_assert_uint_eq(said, 1);
	}
	json_object_put(root);
}

/* --- Shapes --------------------------------------------------------------- */

#define CALL(id, function) \
	"{\"id\":\"" id "\",\"type\":\"function\",\"function\":" function "}"
#define BOOK(id) CALL(id, "{\"name\":\"book\",\"arguments\":{}}")
#define FAQ(arguments) \
	CALL("t1", "{\"name\":\"faq\",\"arguments\":" arguments "}")

/* Each asks faq for the opening hours, as "t1". */
static const char *const shapes[] = {
	/* the lists */
	"\"toolCallList\":[" FAQ("{\"text\":\"horaires\"}") "],",
	"\"toolCalls\":[" FAQ("{\"text\":\"horaires\"}") "],",
	"\"toolWithToolCallList\":[{\"type\":\"function\","
	"\"function\":{\"name\":\"faq\",\"parameters\":{\"type\":\"object\"}},"
	"\"async\":false,\"server\":{},"
	"\"toolCall\":" FAQ("{\"text\":\"horaires\"}") "}],",
	"\"toolCallList\":null,\"toolCalls\":["
	FAQ("{\"text\":\"horaires\"}") "],",
	"\"toolCallList\":[" FAQ("{\"text\":\"horaires\"}") "],"
	"\"toolCalls\":[" FAQ("{\"text\":\"horaires\"}") "],"
	"\"toolWithToolCallList\":[{\"toolCall\":"
	FAQ("{\"text\":\"horaires\"}") "}],",
	"\"toolCallList\":[null,7,\"t1\",[],"
	FAQ("{\"text\":\"horaires\"}") "],",

	/* where the arguments stand, and in which form */
	"\"toolCallList\":[" FAQ("\"{\\\"text\\\":\\\"horaires\\\"}\"") "],",
	"\"toolCallList\":[{\"id\":\"t1\",\"name\":\"faq\","
	"\"arguments\":{\"text\":\"horaires\"}}],",
	"\"toolCallList\":[{\"id\":\"t1\",\"name\":\"faq\","
	"\"parameters\":{\"text\":\"horaires\"}}],",
	"\"toolCallList\":[{\"id\":\"t1\",\"name\":\"faq\","
	"\"parameters\":\"{\\\"text\\\":\\\"horaires\\\"}\"}],",
	"\"toolCallList\":["
	CALL("t1", "{\"name\":\"faq\",\"parameters\":{\"text\":\"horaires\"}}")
	"],",
	"\"toolCallList\":["
	CALL("t1", "{\"name\":\"faq\",\"arguments\":null,"
	           "\"parameters\":{\"text\":\"horaires\"}}") "],",

	/* what they are called */
	"\"toolCallList\":[" FAQ("{\"question\":\"horaires\"}") "],",
	"\"toolCallList\":[" FAQ("{\"query\":\"horaires\"}") "],",
	"\"toolCallList\":[" FAQ("{\"text\":null,\"query\":\"horaires\"}")
	"],",

	/* one function for all, with an action */
	"\"toolCallList\":["
	CALL("t1", "{\"name\":\"accueil\",\"arguments\":"
	           "{\"action\":\"faq\",\"text\":\"horaires\"}}") "],",
	"\"toolCallList\":["
	CALL("t1", "{\"name\":\"accueil\",\"arguments\":"
	           "\"{\\\"action\\\":\\\"faq\\\","
	           "\\\"text\\\":\\\"horaires\\\"}\"}") "],",
};

START_TEST(test_every_shape_of_a_tool_call_is_understood)
{
	vapi_handler *const routes[] = { vapi_webhook, vapi_tool };

	for (int i = 0; i < COUNT(routes); i++) {
		const char *body = post(routes[i], message(shapes[_i]), NULL);

		check_results(body, 1);
		ck_assert_str_eq(at(body, "/results/0/toolCallId"), "t1");
		ck_assert_msg(strcmp(at(body, "/results/0/result"), OPEN) == 0,
		    "%s: %s", shapes[_i], body);
	}
	ck_assert_uint_eq(session_of("c").events, 3); /* tenant, number, tool */
}
END_TEST

START_TEST(test_the_lists_may_stand_without_their_envelope)
{
	static const char body[] =
	    "{\"toolCallList\":[" FAQ("{\"text\":\"horaires\"}") "],"
	    "\"call\":{\"id\":\"c\"},\"phoneNumber\":\"" DUPONT "\"}";

	post(vapi_tool, body, NULL);
	check_results(strbuf_get(&reply.body), 1);
	ck_assert_str_eq(at(strbuf_get(&reply.body), "/results/0/result"),
	    OPEN);
}
END_TEST

/* Messages with no tool call that can be read. */
static const char *const nothing[] = {
	"", "\"toolCallList\":[],", "\"toolCallList\":null,",
	"\"toolCallList\":\"t1\",", "\"toolCallList\":{},",
	"\"toolCallList\":[null,7,\"book\",[[]]],",
	"\"toolWithToolCallList\":[{\"name\":\"book\"},7,null],",
};

START_TEST(test_no_tool_call_is_no_result_and_the_number_is_learnt)
{
	post(_i % 2 ? vapi_webhook : vapi_tool, message(nothing[_i]), NULL);
	ck_assert_str_eq(strbuf_get(&reply.body), "{\"results\":[]}");
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
}
END_TEST

/* --- Names and ids -------------------------------------------------------- */

/* One tool call; what is answered is an error. */
static const struct {
	const char *call, *name, *id, *error;
} odd[] = {
	{ CALL("t1", "{\"name\":\"find\",\"arguments\":{}}"), "find", "t1",
	    UNKNOWN },
	{ CALL("t1", "{\"name\":\"Book\"}"), "Book", "t1", UNKNOWN },
	{ CALL("t1", "{\"name\":\"a\\nb\\u0000c\"}"), "", "t1", UNKNOWN },
	{ CALL("t1", "{\"name\":7}"), "", "t1", UNKNOWN },
	{ CALL("t1", "{}"), "", "t1", UNKNOWN },
	{ CALL("t1", "null"), "", "t1", UNKNOWN },
	{ "{\"id\":\"t1\"}", "", "t1", UNKNOWN },
	{ "{}", "", "", UNKNOWN },
	{ CALL("t1", "{\"name\":\"accueil\",\"arguments\":"
	             "{\"action\":\"find\"}}"), "accueil", "t1", UNKNOWN },
	{ CALL("t1", "{\"name\":\"accueil\",\"arguments\":\"{\\\"action\"}"),
	    "accueil", "t1", UNKNOWN },
	{ CALL("t1", "{\"name\":\"accueil\",\"arguments\":[\"faq\"]}"),
	    "accueil", "t1", UNKNOWN },
	{ CALL("t1", "{\"name\":\"accueil\",\"arguments\":\"\"}"), "accueil",
	    "t1", UNKNOWN },
};

START_TEST(test_a_tool_that_is_not_ours_is_answered_with_an_error)
{
	char members[512];
	const char *body;

	snprintf(members, sizeof(members), "\"toolCallList\":[%s],",
	    odd[_i].call);
	body = post(vapi_webhook, message(members), NULL);
	check_results(body, 1);
	ck_assert_str_eq(at(body, "/results/0/name"), odd[_i].name);
	ck_assert_str_eq(at(body, "/results/0/toolCallId"), odd[_i].id);
	ck_assert_str_eq(at(body, "/results/0/error"), odd[_i].error);
	/* and the message has taught what it carries */
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
	ck_assert_uint_eq(session_of("c").events, 2);
}
END_TEST

START_TEST(test_each_id_is_answered_once_in_the_order_of_the_lists)
{
	post(vapi_webhook, message(
	    "\"toolCallList\":[" BOOK("t2") "," BOOK("t1") "," BOOK("t2") "],"
	    "\"toolCalls\":[" BOOK("t1") "," BOOK("t3") "],"), NULL);
	check_results(strbuf_get(&reply.body), 3);
	for (int i = 0; i < 3; i++) {
		static const char *const ids[] = { "t2", "t1", "t3" };
		char pointer[32];

		snprintf(pointer, sizeof(pointer), "/results/%d/toolCallId",
		    i);
		ck_assert_str_eq(at(strbuf_get(&reply.body), pointer),
		    ids[i]);
	}
}
END_TEST

/* The same calls in two lists, all without ids: each is done once. */
START_TEST(test_a_call_without_an_id_is_done_once_a_message)
{
	static const char calls[] =
	    "{\"name\":\"say\",\"arguments\":{\"text\":\"je voudrais prendre "
	    "rendez-vous\"}},{\"name\":\"caller_id\"}";
	char members[512];

	snprintf(members, sizeof(members),
	    "\"toolCallList\":[%s],\"toolCalls\":[%s],", calls, calls);
	post(vapi_webhook, message(members), NULL);
	check_results(strbuf_get(&reply.body), 2);
	ck_assert_uint_eq(session_of("c").turns, 1);
}
END_TEST

START_TEST(test_forty_calls_in_one_message_are_all_answered)
{
	char members[8192] = "\"toolCallList\":[", one[128];

	for (int i = 0; i < 40; i++) {
		snprintf(one, sizeof(one),
		    "%s{\"id\":\"t%d\",\"name\":\"%s\"}", i > 0 ? "," : "", i,
		    i % 2 ? "caller_id" : "book");
		strcat(members, one);
	}
	strcat(members, "],");
	post(vapi_tool, message(members), NULL);
	check_results(strbuf_get(&reply.body), 40);
	ck_assert_str_eq(at(strbuf_get(&reply.body), "/results/39/toolCallId"),
	    "t39");
}
END_TEST

/* Kept by hand, since no sentence of ours has a line break. */
static enum store_rc
keep_lines_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	static const char text[] = "rUne ligne,\nune autre\r\n\tet fin.";

	(void)ctx;
	return store_put(txn, STORE_ANSWERS, "c\0t1", 4, text,
	    sizeof(text) - 1, e);
}

START_TEST(test_an_answer_of_several_lines_is_put_on_one)
{
	ck_assert_int_eq(store_update(office.store, keep_lines_fn, NULL, &err),
	    STORE_OK);
	post(vapi_tool, message("\"toolCallList\":[" BOOK("t1") "],"), NULL);
	check_results(strbuf_get(&reply.body), 1);
	ck_assert_str_eq(at(strbuf_get(&reply.body), "/results/0/result"),
	    "Une ligne, une autre   et fin.");
}
END_TEST

/* --- What they do --------------------------------------------------------- */

#define CONFIRM(arguments) \
	"\"toolCallList\":[" CALL("t1", \
	    "{\"name\":\"confirm_contact\",\"arguments\":{" arguments "}}") "],"

static const struct {
	const char *members;
	const char *value; /* the contact that is noted */
	bool confirmed;
} confirmations[] = {
	{ CONFIRM("\"confirmed\":true"), CALLER, true },
	{ CONFIRM("\"confirmed\":\"true\""), CALLER, true },
	{ CONFIRM("\"confirmed\":\"Oui\""), CALLER, true },
	{ CONFIRM("\"confirm\":\"yes\""), CALLER, true },
	{ CONFIRM("\"confirmed\":false"), "", false },
	{ CONFIRM("\"confirmed\":\"NON\""), "", false },
	{ CONFIRM("\"confirmed\":null"), CALLER, false },
	{ CONFIRM("\"confirmed\":\"peut-être\""), CALLER, false },
	{ CONFIRM("\"confirmed\":{}"), CALLER, false },
	{ CONFIRM("\"confirmed\":1"), CALLER, false },
	{ CONFIRM(""), CALLER, false },
	{ CONFIRM("\"contact\":\"06 39 98 02 42\""), "+33639980242", false },
	{ CONFIRM("\"phone\":\"+33639980242\",\"confirmed\":true"),
	    "+33639980242", true },
	{ CONFIRM("\"phoneNumber\":33639980242"), "+33639980242", false },
	{ CONFIRM("\"contact\":null,\"number\":\"06 39 98 02 42\""),
	    "+33639980242", false },
	{ CONFIRM("\"email\":\"claire@example.org\""), "claire@example.org",
	    false },
	{ CONFIRM("\"contact\":[\"06 39 98 02 42\"]"), CALLER, false },
};

START_TEST(test_a_contact_is_read_whatever_it_is_called)
{
	post(vapi_tool, message(confirmations[_i].members), NULL);
	check_results(strbuf_get(&reply.body), 1);
	ck_assert_str_eq(session_of("c").dialog.contact.value,
	    confirmations[_i].value);
	ck_assert_int_eq(session_of("c").dialog.contact.confirmed,
	    confirmations[_i].confirmed);
}
END_TEST

/* The caller's number is in every message here, and in no answer nor log. */
START_TEST(test_no_answer_holds_the_number)
{
	static const char *const tools[] = { "caller_id", "confirm_contact",
		"get_slots", "book", "cancel", "modify", "faq", "transfer",
		"say" };
	char members[2048] = "\"toolCallList\":[", one[256];
	const char *body;

	for (int i = 0; i < COUNT(tools); i++) {
		snprintf(one, sizeof(one),
		    "%s{\"id\":\"t%d\",\"name\":\"%s\",\"arguments\":"
		    "{\"text\":\"Quel est mon numéro ? Le 06 39 98 01 14 ?\","
		    "\"contact\":\"06 39 98 01 14\"}}",
		    i > 0 ? "," : "", i, tools[i]);
		strcat(members, one);
	}
	strcat(members, "],");
	body = post(vapi_webhook, message(members), NULL);
	check_results(body, (size_t)COUNT(tools));
	ck_assert_ptr_null(strstr(body, "63998"));
	ck_assert_ptr_null(strstr(body, "39 98"));
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
	ck_assert_int_eq(office_logged(&office, "39 98"), 0);
}
END_TEST

#define SAY \
	"\"toolCallList\":[" CALL("t1", "{\"name\":\"say\",\"arguments\":" \
	"{\"text\":\"je voudrais prendre rendez-vous\"}}") "],"

START_TEST(test_a_retry_on_either_route_gets_the_same_answer)
{
	char first[1024];

	snprintf(first, sizeof(first), "%s",
	    post(vapi_webhook, message(SAY), NULL));
	ck_assert_str_eq(post(vapi_webhook, message(SAY), NULL), first);
	ck_assert_str_eq(post(vapi_tool, message(SAY), NULL), first);
	ck_assert_uint_eq(session_of("c").turns, 1);
	ck_assert_uint_eq(session_of("c").events, 4);
}
END_TEST

START_TEST(test_a_full_store_is_an_error_that_is_heard)
{
	use_full_store();
	post(_i ? vapi_tool : vapi_webhook, message(SAY), NULL);
	check_results(strbuf_get(&reply.body), 1);
	ck_assert_str_eq(at(strbuf_get(&reply.body), "/results/0/error"),
	    FAULT);
	ck_assert(!has_session("c"));
	ck_assert_int_ge(office_logged(&office, "STORE_FAILED reason=full"),
	    1);
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"), 0);
}
END_TEST

/* --- function-call -------------------------------------------------------- */

static const struct {
	const char *call, *result;
} functions[] = {
	{ "{\"name\":\"faq\",\"parameters\":{\"text\":\"horaires\"}}", OPEN },
	{ "{\"name\":\"faq\",\"parameters\":"
	  "\"{\\\"text\\\":\\\"horaires\\\"}\"}", OPEN },
	{ "{\"name\":\"find\",\"parameters\":{}}", UNKNOWN },
	{ "null", UNKNOWN },
	{ "7", UNKNOWN },
	{ "[]", UNKNOWN },
};

START_TEST(test_an_old_function_call_gets_its_result)
{
	char body[512];
	const char *answer;

	snprintf(body, sizeof(body),
	    "{\"message\":{\"type\":\"function-call\",\"functionCall\":%s,"
	    "\"call\":{\"id\":\"c\",\"customer\":{\"number\":\"" CALLER "\"}},"
	    "\"phoneNumber\":{\"number\":\"" DUPONT "\"}}}",
	    functions[_i].call);
	answer = post(vapi_webhook, body, NULL);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_str_eq(at(answer, "/result"), functions[_i].result);
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
}
END_TEST

/* It has no id: each is another. */
START_TEST(test_two_old_function_calls_are_two)
{
	static const char body[] =
	    "{\"message\":{\"type\":\"function-call\",\"functionCall\":"
	    "{\"id\":\"t1\",\"name\":\"say\",\"parameters\":"
	    "{\"text\":\"je voudrais prendre rendez-vous\"}},"
	    "\"call\":{\"id\":\"c\"},"
	    "\"phoneNumber\":{\"number\":\"" DUPONT "\"}}}";

	post(vapi_webhook, body, NULL);
	post(vapi_webhook, body, NULL);
	ck_assert_uint_eq(session_of("c").turns, 2);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tools");
	TCase *tc = tcase_create("tools");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup_office, teardown);
	tcase_add_loop_test(tc, test_every_shape_of_a_tool_call_is_understood,
	    0, COUNT(shapes));
	tcase_add_test(tc, test_the_lists_may_stand_without_their_envelope);
	tcase_add_loop_test(tc,
	    test_no_tool_call_is_no_result_and_the_number_is_learnt, 0,
	    COUNT(nothing));
	tcase_add_loop_test(tc,
	    test_a_tool_that_is_not_ours_is_answered_with_an_error, 0,
	    COUNT(odd));
	tcase_add_test(tc,
	    test_each_id_is_answered_once_in_the_order_of_the_lists);
	tcase_add_test(tc, test_a_call_without_an_id_is_done_once_a_message);
	tcase_add_test(tc, test_forty_calls_in_one_message_are_all_answered);
	tcase_add_test(tc, test_an_answer_of_several_lines_is_put_on_one);
	tcase_add_loop_test(tc, test_a_contact_is_read_whatever_it_is_called,
	    0, COUNT(confirmations));
	tcase_add_test(tc, test_no_answer_holds_the_number);
	tcase_add_test(tc, test_a_retry_on_either_route_gets_the_same_answer);
	tcase_add_loop_test(tc, test_a_full_store_is_an_error_that_is_heard,
	    0, 2);
	tcase_add_loop_test(tc, test_an_old_function_call_gets_its_result, 0,
	    COUNT(functions));
	tcase_add_test(tc, test_two_old_function_calls_are_two);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
