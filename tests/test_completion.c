/*
 * src/vapi/completion.c, and the tools that a chat request offers: what the
 * engine decides besides speaking becomes a tool call, where it can.
 */
#include "posting.h"
#include "vapi/completion.h"

#define MARTIN "+33199000002" /* has nobody to put through to */
#define TO "+33199000009"     /* whom Dupont puts through to */

static const struct completion plain = { .reply = &reply,
	.request_id = "rq-1",
	.model = "accueil",
	.now_ms = OFFICE_NOW_MS,
	.prompt_bytes = 9 };

/* --- The objects, to the letter ------------------------------------------- */

#define HEAD(object) \
	"{\"id\":\"chatcmpl-rq-1\",\"object\":\"" object "\"," \
	"\"created\":1795426200,\"model\":\"accueil\",\"choices\":["
#define CHUNK(delta, finish) \
	"data: " HEAD("chat.completion.chunk") \
	"{\"index\":0,\"delta\":{" delta "},\"logprobs\":null," \
	"\"finish_reason\":" finish "}]}\n\n"
#define USAGE \
	"\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2," \
	"\"total_tokens\":5}"
#define FUNCTION(name, arguments) \
	"{\"id\":\"call_rq-1\",\"type\":\"function\",\"function\":" \
	"{\"name\":\"" name "\",\"arguments\":\"" arguments "\"}"
#define TRANSFER_ARGUMENTS "{\\\"destination\\\":\\\"" TO "\\\"}"

static const struct {
	const char *tool, *destination; /* tool NULL: none is called */
	const char *whole, *streamed;
} objects[] = {
	{ NULL, NULL,
	    HEAD("chat.completion")
	    "{\"index\":0,\"message\":{\"role\":\"assistant\","
	    "\"content\":\"Allô ?\",\"refusal\":null},\"logprobs\":null,"
	    "\"finish_reason\":\"stop\"}]," USAGE "}",
	    CHUNK("\"role\":\"assistant\",\"content\":\"\"", "null")
	    CHUNK("\"content\":\"Allô ?\"", "null")
	    CHUNK("", "\"stop\"") "data: [DONE]\n\n" },
	{ "transferCall", TO,
	    HEAD("chat.completion")
	    "{\"index\":0,\"message\":{\"role\":\"assistant\","
	    "\"content\":\"Allô ?\",\"refusal\":null,\"tool_calls\":["
	    FUNCTION("transferCall", TRANSFER_ARGUMENTS)
	    "}]},\"logprobs\":null,"
	    "\"finish_reason\":\"tool_calls\"}]," USAGE "}",
	    CHUNK("\"role\":\"assistant\",\"content\":\"\"", "null")
	    CHUNK("\"content\":\"Allô ?\"", "null")
	    CHUNK("\"tool_calls\":["
	          FUNCTION("transferCall", TRANSFER_ARGUMENTS)
	          ",\"index\":0}]", "null")
	    CHUNK("", "\"tool_calls\"") "data: [DONE]\n\n" },
	{ "endCall", NULL,
	    HEAD("chat.completion")
	    "{\"index\":0,\"message\":{\"role\":\"assistant\","
	    "\"content\":\"Allô ?\",\"refusal\":null,\"tool_calls\":["
	    FUNCTION("endCall", "{}")
	    "}]},\"logprobs\":null,"
	    "\"finish_reason\":\"tool_calls\"}]," USAGE "}",
	    CHUNK("\"role\":\"assistant\",\"content\":\"\"", "null")
	    CHUNK("\"content\":\"Allô ?\"", "null")
	    CHUNK("\"tool_calls\":[" FUNCTION("endCall", "{}")
	          ",\"index\":0}]", "null")
	    CHUNK("", "\"tool_calls\"") "data: [DONE]\n\n" },
};

static const char *
answer(int i, const struct completion *c)
{
	struct json_object *call = NULL;

	if (objects[i].tool != NULL)
		call = completion_tool_call(c, objects[i].tool,
		    objects[i].destination);
	vapi_reply_clear(&reply);
	vapi_reply_init(&reply);
	completion_answer(c, "Allô ?", call);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_int_eq(reply.stream, c->stream);
	return strbuf_get(&reply.body);
}

START_TEST(test_an_answer_is_the_object_to_the_letter)
{
	struct completion streamed = plain;

	streamed.stream = true;
	ck_assert_str_eq(answer(_i, &plain), objects[_i].whole);
	ck_assert_str_eq(answer(_i, &streamed), objects[_i].streamed);
}
END_TEST

/* OpenAI: every chunk has it as null, then one more has it and no choice. */
START_TEST(test_usage_comes_last_in_a_stream_that_asks_for_it)
{
	struct completion c = plain;
	const char *body;

	c.stream = c.include_usage = true;
	body = answer(_i, &c);
	ck_assert_ptr_nonnull(strstr(body,
	    "data: " HEAD("chat.completion.chunk") "]," USAGE "}\n\n"
	    "data: [DONE]\n\n"));
	for (const char *at = body; (at = strstr(at, "\"finish_reason\":"));
	     at++)
		ck_assert_ptr_nonnull(strstr(at, "}],\"usage\":null}\n\n"));
}
END_TEST

/* --- When a tool is called ------------------------------------------------ */

#define SAYS(text) "{\"role\":\"user\",\"content\":\"" text "\"}"
#define WE_SAID ",{\"role\":\"assistant\",\"content\":\"?\"},"
#define PERSON SAYS("je veux parler à quelqu'un")
#define BYE SAYS("non merci, au revoir")
#define BOOK SAYS("je voudrais prendre rendez-vous")
#define CALLED \
	",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" \
	"{\"id\":\"call_1\",\"type\":\"function\",\"function\":" \
	"{\"name\":\"transferCall\",\"arguments\":\"{}\"}}]}," \
	"{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"ok\"}"

#define OFFER(name) \
	"{\"type\":\"function\",\"function\":{\"name\":\"" name "\"}}"
#define TOOLS(list) "\"tools\":[" list "],"
#define BOTH TOOLS(OFFER("transferCall") "," OFFER("endCall"))

static const struct {
	const char *dialled, *messages, *members;
	const char *calls; /* the tool that is called, or "" */
} offers[] = {
	{ DUPONT, PERSON, BOTH, "transferCall" },
	{ DUPONT, BYE, BOTH, "endCall" },
	{ DUPONT, PERSON, TOOLS(OFFER("transferCall")), "transferCall" },
	{ DUPONT, PERSON, TOOLS("{\"type\":\"transferCall\"}"),
	    "transferCall" },
	{ DUPONT, BYE, TOOLS("{\"type\":\"endCall\"}"), "endCall" },

	/* a turn that only speaks */
	{ DUPONT, BOOK, BOTH, "" },
	{ DUPONT, "", BOTH, "" },

	/* not offered, or nothing like an offer */
	{ DUPONT, PERSON, "", "" },
	{ DUPONT, PERSON, TOOLS(OFFER("endCall")), "" },
	{ DUPONT, BYE, TOOLS(OFFER("transferCall")), "" },
	{ DUPONT, PERSON, TOOLS(OFFER("transfercall")), "" },
	{ DUPONT, PERSON, TOOLS(""), "" },
	{ DUPONT, PERSON, TOOLS("null,7,[],\"transferCall\",{}"), "" },
	{ DUPONT, PERSON, "\"tools\":null,", "" },
	{ DUPONT, PERSON, "\"tools\":\"transferCall\",", "" },
	{ DUPONT, PERSON, "\"tools\":{\"type\":\"transferCall\"},", "" },

	/* done already; then asked anew */
	{ DUPONT, PERSON CALLED, BOTH, "" },
	{ DUPONT, PERSON CALLED WE_SAID PERSON, BOTH, "transferCall" },

	/* nobody to put through to: a message is offered instead */
	{ MARTIN, PERSON, BOTH, "" },
};

static const char *
chat(const char *call, const char *dialled, const char *messages,
    const char *members)
{
	static char body[4096];

	ck_assert_int_lt(snprintf(body, sizeof(body),
	    "{\"messages\":[%s],%s%s\"phoneNumber\":{\"number\":\"%s\"},"
	    "\"customer\":{\"number\":\"" CALLER "\"}}",
	    messages, members, call, dialled), (int)sizeof(body));
	return post(vapi_chat, body, NULL);
}

#define NAME "/choices/0/message/tool_calls/0/function/name"
#define ARGUMENTS "/choices/0/message/tool_calls/0/function/arguments"
#define FINISH "/choices/0/finish_reason"
#define CONTENT "/choices/0/message/content"
#define THE_CALL "\"call\":{\"id\":\"c\"},"

START_TEST(test_a_tool_is_called_where_it_is_offered_and_wanted)
{
	static const char *const calls[] = { THE_CALL, "" };

	for (int i = 0; i < COUNT(calls); i++) {
		const char *body = chat(calls[i], offers[_i].dialled,
		    offers[_i].messages, offers[_i].members);
		bool called = offers[_i].calls[0] != '\0';

		ck_assert_int_eq(reply.status, 200);
		ck_assert_str_eq(at(body, NAME), offers[_i].calls);
		ck_assert_str_eq(at(body, FINISH),
		    called ? "tool_calls" : "stop");
		ck_assert_str_ne(at(body, CONTENT), "");
		ck_assert_int_eq(strstr(body, "tool_calls") != NULL, called);
	}
}
END_TEST

START_TEST(test_the_number_stands_in_the_arguments_and_is_not_spoken)
{
	const char *body = chat(THE_CALL, DUPONT, PERSON, BOTH);

	ck_assert_str_eq(at(body, ARGUMENTS),
	    "{\"destination\":\"" TO "\"}");
	ck_assert_ptr_null(strstr(at(body, CONTENT), "9000"));
	ck_assert_ptr_null(strstr(body, "63998"));
	/* once, and nowhere else */
	ck_assert_ptr_null(strstr(strstr(body, TO) + 1, TO));
	ck_assert_int_eq(office_logged(&office, TO), 0);
}
END_TEST

START_TEST(test_a_turn_asked_again_calls_its_tool_again)
{
	char first[2048];

	snprintf(first, sizeof(first), "%s",
	    chat(THE_CALL, DUPONT, PERSON, BOTH));
	ck_assert_str_eq(chat(THE_CALL, DUPONT, PERSON, BOTH), first);
	ck_assert_uint_eq(session_of("c").turns, 1);
	/* with other words the transfer is undone */
	ck_assert_str_eq(at(chat(THE_CALL, DUPONT,
	                        SAYS("je veux parler de mon rendez-vous, "
	                             "je voudrais le déplacer"),
	                        BOTH),
	                     NAME),
	    "");
	ck_assert_int_eq(session_of("c").dialog.goal, GOAL_MODIFY);
}
END_TEST

/* The office that had somebody has nobody since: no call to nowhere. */
START_TEST(test_a_transfer_without_a_number_any_more_is_not_called)
{
	chat(THE_CALL, DUPONT, PERSON, BOTH);
	office_configure(&office, "auth = none\ntenant dupont {\n"
	                          "  name = \"D\"\n"
	                          "  numbers = { \"" DUPONT "\" }\n}\n");
	ck_assert_str_eq(at(chat(THE_CALL, DUPONT, PERSON, BOTH), NAME), "");
}
END_TEST

START_TEST(test_a_streamed_turn_calls_its_tool_too)
{
	const char *body = chat(THE_CALL, DUPONT, PERSON,
	    "\"stream\":true," BOTH);

	ck_assert(reply.stream);
	ck_assert_ptr_nonnull(strstr(body,
	    "\"delta\":{\"tool_calls\":[" FUNCTION("transferCall",
	        TRANSFER_ARGUMENTS) ",\"index\":0}]}"));
	ck_assert_ptr_nonnull(strstr(body,
	    "\"delta\":{},\"logprobs\":null,"
	    "\"finish_reason\":\"tool_calls\""));
}
END_TEST

START_TEST(test_a_full_store_calls_no_tool)
{
	use_full_store();
	ck_assert_str_eq(at(chat(THE_CALL, DUPONT, PERSON, BOTH), NAME), "");
	ck_assert_int_eq(reply.status, 200);
}
END_TEST

/* --- A call that was erased ----------------------------------------------- */

START_TEST(test_a_turn_of_an_erased_call_is_answered_and_not_kept)
{
	static const char deleted[] =
	    "{\"message\":{\"type\":\"call.deleted\",\"call\":{\"id\":\"c\"}}}";

	chat(THE_CALL, DUPONT, BOOK, "");
	post(vapi_webhook, deleted, NULL);
	ck_assert_int_eq(reply.status, 200);
	ck_assert(!has_session("c"));
	ck_assert_str_eq(at(chat(THE_CALL, DUPONT, BOOK, ""), CONTENT),
	    "À quel nom, s'il vous plaît ?");
	ck_assert_int_eq(reply.status, 200);
	ck_assert(!has_session("c"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("completion");
	TCase *tc = tcase_create("completion");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_an_answer_is_the_object_to_the_letter, 0,
	    COUNT(objects));
	tcase_add_loop_test(tc,
	    test_usage_comes_last_in_a_stream_that_asks_for_it, 0,
	    COUNT(objects));
	tcase_add_loop_test(tc,
	    test_a_tool_is_called_where_it_is_offered_and_wanted, 0,
	    COUNT(offers));
	tcase_add_test(tc,
	    test_the_number_stands_in_the_arguments_and_is_not_spoken);
	tcase_add_test(tc, test_a_turn_asked_again_calls_its_tool_again);
	tcase_add_test(tc,
	    test_a_transfer_without_a_number_any_more_is_not_called);
	tcase_add_test(tc, test_a_streamed_turn_calls_its_tool_too);
	tcase_add_test(tc, test_a_full_store_calls_no_tool);
	tcase_add_test(tc,
	    test_a_turn_of_an_erased_call_is_answered_and_not_kept);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
