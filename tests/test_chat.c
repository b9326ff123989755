/* src/vapi/chat.c: OpenAI's chat completions, asked and answered. */
#include "posting.h"

#define GREETING \
	"Bonjour, Cabinet Dupont, je suis l'assistant vocal automatique. " \
	"Que puis-je faire pour vous ?"
#define ASK_NAME "À quel nom, s'il vous plaît ?"
#define FAULT \
	"Excusez-moi, j'ai un souci technique. Pouvez-vous répéter dans un " \
	"instant ?"
#define USER(text) "{\"role\":\"user\",\"content\":" text "}"
#define SAID(text) "{\"role\":\"assistant\",\"content\":" text "}"
#define BOOK USER("\"je voudrais prendre rendez-vous\"")

/* A chat request of a call that ${call} names ("c"), after ${members}. */
static const char *
request(const char *call, const char *messages, const char *members)
{
	static char body[8192];

	snprintf(body, sizeof(body),
	    "{\"messages\":[%s],%s\"call\":{\"id\":\"%s\"},"
	    "\"phoneNumber\":{\"number\":\"" DUPONT "\"}}",
	    messages, members, call);
	return body;
}

static const char *
ask(const char *messages, const char *members)
{
	return post(vapi_chat, request("c", messages, members), NULL);
}

/* What an answer says: its message, or the contents of its chunks. */
static const char *
said(const char *body)
{
	static char out[2048];
	char line[4096];
	size_t len;

	if (!reply.stream)
		return at(body, "/choices/0/message/content");
	out[0] = '\0';
	for (; *body != '\0'; body += len + 2) {
		len = strcspn(body, "\n");
		ck_assert_int_eq(strncmp(body, "data: ", 6), 0);
		ck_assert_int_eq(strncmp(body + len, "\n\n", 2), 0);
		snprintf(line, sizeof(line), "%.*s", (int)len - 6, body + 6);
		if (strcmp(line, "[DONE]") != 0)
			strcat(out, at(line, "/choices/0/delta/content"));
	}
	return out;
}

/* --- The objects ----------------------------------------------------------- */

START_TEST(test_a_completion_is_the_object_that_openai_documents)
{
	ck_assert_str_eq(ask(BOOK, "\"model\":\"m/1\","),
	    "{\"id\":\"chatcmpl-rq-1\",\"object\":\"chat.completion\","
	    "\"created\":1795426200,\"model\":\"m/1\",\"choices\":[{"
	    "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
	    ASK_NAME "\",\"refusal\":null},\"logprobs\":null,"
	    "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8,"
	    "\"completion_tokens\":8,\"total_tokens\":16}}");
	ck_assert_int_eq(reply.status, 200);
	ck_assert(!reply.stream);
}
END_TEST

#define CHUNK(delta, finish, usage) \
	"data: {\"id\":\"chatcmpl-rq-1\",\"object\":\"chat.completion.chunk\"," \
	"\"created\":1795426200,\"model\":\"accueil\",\"choices\":[{" \
	"\"index\":0,\"delta\":{" delta "},\"logprobs\":null," \
	"\"finish_reason\":" finish "}]" usage "}\n\n"
#define CHUNKS(usage) \
	CHUNK("\"role\":\"assistant\",\"content\":\"\"", "null", usage) \
	CHUNK("\"content\":\"" ASK_NAME "\"", "null", usage) \
	CHUNK("", "\"stop\"", usage)

START_TEST(test_a_stream_is_chunks_then_done)
{
	ck_assert_str_eq(ask(BOOK, "\"stream\":true,"),
	    CHUNKS("") "data: [DONE]\n\n");
	ck_assert_int_eq(reply.status, 200);
	ck_assert(reply.stream);
}
END_TEST

START_TEST(test_usage_is_included_in_a_stream_that_asks_for_it)
{
	ck_assert_str_eq(ask(BOOK, "\"stream\":true,\"stream_options\":"
	                           "{\"include_usage\":true},"),
	    CHUNKS(",\"usage\":null")
	    "data: {\"id\":\"chatcmpl-rq-1\",\"object\":"
	    "\"chat.completion.chunk\",\"created\":1795426200,\"model\":"
	    "\"accueil\",\"choices\":[],\"usage\":{\"prompt_tokens\":8,"
	    "\"completion_tokens\":8,\"total_tokens\":16}}\n\n"
	    "data: [DONE]\n\n");
}
END_TEST

static const char *const histories[] = {
	"",
	"{\"role\":\"system\",\"content\":\"Be brief.\"}",
	SAID("\"" GREETING "\""),
	BOOK,
	BOOK "," SAID("\"...\"") "," USER("\"Claire Lefèvre\""),
	USER("\"il fait un infarctus\""),
};

START_TEST(test_a_stream_says_what_a_completion_says)
{
	char whole[1024];

	strcpy(whole, said(post(vapi_chat, request("whole", histories[_i],
	                                       "\"stream\":false,"), NULL)));
	ck_assert_str_ne(whole, "");
	ck_assert_str_eq(said(post(vapi_chat, request("stream", histories[_i],
	                                          "\"stream\":true,"), NULL)),
	    whole);
}
END_TEST

/* --- Messages -------------------------------------------------------------- */

static const struct {
	const char *messages, *says;
} messages[] = {
	{ "", GREETING },
	{ "{\"role\":\"system\",\"content\":null}", GREETING },
	{ SAID("\"Bonjour.\""), GREETING },
	{ BOOK, ASK_NAME },
	{ "{\"role\":\"developer\",\"content\":[]}," BOOK, ASK_NAME },
	{ BOOK ",{\"role\":\"tool\",\"content\":\"{}\"}", ASK_NAME },
	{ BOOK "," SAID("null"), ASK_NAME },
	{ USER("[{\"type\":\"text\",\"text\":\"je voudrais prendre\"},"
	       "{\"type\":\"text\",\"text\":\"rendez-vous\"}]"), ASK_NAME },
	{ USER("[{\"type\":\"image_url\",\"image_url\":{}},7,null,"
	       "{\"type\":\"text\",\"text\":\"je voudrais un rendez-vous\"}]"),
	    ASK_NAME },
	{ USER("null"), "Je vous écoute : est-ce pour un rendez-vous, ou pour "
	                "autre chose ?" },
	{ USER("[]"), "Je vous écoute : est-ce pour un rendez-vous, ou pour "
	              "autre chose ?" },
	{ "{\"role\":\"user\"}", "Je vous écoute : est-ce pour un "
	                         "rendez-vous, ou pour autre chose ?" },
	{ USER("\"\\u0000\\ud800\""), "Je vous écoute : est-ce pour un "
	                              "rendez-vous, ou pour autre chose ?" },
};

START_TEST(test_messages_are_read_in_every_form_openai_allows)
{
	ck_assert_str_eq(said(ask(messages[_i].messages, "")),
	    messages[_i].says);
}
END_TEST

static const struct {
	const char *body, *param, *code;
} errors[] = {
	{ "{}", "messages", "invalid_type" },
	{ "{\"messages\":null}", "messages", "invalid_type" },
	{ "{\"messages\":\"hello\"}", "messages", "invalid_type" },
	{ "{\"messages\":[null]}", "messages[0]", "invalid_type" },
	{ "{\"messages\":[[]]}", "messages[0]", "invalid_type" },
	{ "{\"messages\":[" BOOK ",\"x\"]}", "messages[1]", "invalid_type" },
	{ "{\"messages\":[{}]}", "messages[0].role", "invalid_type" },
	{ "{\"messages\":[{\"role\":7}]}", "messages[0].role",
	    "invalid_type" },
	{ "{\"messages\":[" BOOK "," USER("7") "]}", "messages[1].content",
	    "invalid_type" },
	{ "{\"messages\":[" USER("{\"text\":\"x\"}") "]}",
	    "messages[0].content", "invalid_type" },
	{ "{\"messages\":[],\"stream\":\"true\"}", "stream", "invalid_type" },
	{ "{\"messages\":[],\"stream\":1}", "stream", "invalid_type" },
	{ "{\"messages\":[],\"stream_options\":{\"include_usage\":\"x\"}}",
	    "stream_options.include_usage", "invalid_type" },
	{ "{\"messages\":[{},{},{},{},{},{}]}", "messages", "too_many" },
	{ "{\"messages\":[],\"call\":{\"id\":\"\\u0000\"}}", "call.id",
	    "invalid_call_id" },
	{ "[]", "body", "invalid_json" },
};

START_TEST(test_an_error_names_its_field)
{
	office_configure(&office, "limits { messages = 5 }\n" OFFICE_TENANTS);
	post(vapi_chat, errors[_i].body, NULL);
	check_error(400, errors[_i].param, errors[_i].code);
	ck_assert(!reply.stream);
}
END_TEST

static const struct {
	const char *members, *model;
} models[] = {
	{ "", "accueil" },
	{ "\"model\":null,", "accueil" },
	{ "\"model\":7,", "accueil" },
	{ "\"model\":\"\",", "accueil" },
	{ "\"model\":\"gpt-4o \\\"é\\\"\",", "gpt-4o \"é\"" },
};

START_TEST(test_the_model_is_echoed)
{
	ck_assert_str_eq(at(ask("", models[_i].members), "/model"),
	    models[_i].model);
	ck_assert_str_eq(at(ask("", "\"stream\":null,"), "/object"),
	    "chat.completion");
}
END_TEST

/* --- The call -------------------------------------------------------------- */

START_TEST(test_the_reply_tells_what_the_request_was_about)
{
	ask("", "");
	ck_assert_str_eq(reply.call_id, "c");
	ck_assert_str_eq(reply.tenant, "dupont");
	ck_assert_str_eq(reply.msg_type, "chat");
	ck_assert_str_eq(reply.before, "");
	ck_assert_str_eq(reply.state, "START");
	ask(BOOK, "");
	ck_assert_str_eq(reply.before, "START");
	ck_assert_str_eq(reply.state, "QUALIF_NAME");
}
END_TEST

#define HEADED "{\"messages\":[" BOOK "],\"phoneNumber\":\"" DUPONT "\"%s}"

static const struct {
	const char *call, *header, *call_id;
} calls[] = {
	{ ",\"call\":{\"id\":\"body\"}", "header", "body" },
	{ ",\"call\":{}", "header", "header" },
	{ "", "header", "header" },
	{ "", NULL, "" },
};

START_TEST(test_the_header_names_the_call_where_the_body_does_not)
{
	char body[512];

	snprintf(body, sizeof(body), HEADED, calls[_i].call);
	ck_assert_str_eq(said(post(vapi_chat, body, calls[_i].header)),
	    ASK_NAME);
	ck_assert_str_eq(reply.call_id, calls[_i].call_id);
	ck_assert_int_eq(has_session(calls[_i].call_id),
	    calls[_i].call_id[0] != '\0');
}
END_TEST

#define RECOGNITION "CUSTOMER_PHONE_RECOGNITION has_number="

static const struct {
	const char *body, *line;
} recognitions[] = {
	{ "{\"messages\":[],\"call\":{\"id\":\"c\",\"customer\":{\"number\":"
	  "\"" CALLER "\"}}}",
	    RECOGNITION "true payload_has_call=true call_keys=id,customer "
	                "call_id=c" },
	{ "{\"messages\":[],\"call\":{\"id\":\"c\",\"+33639980114\":0}}",
	    RECOGNITION "false payload_has_call=true call_keys=id," },
	{ "{\"messages\":[],\"customer\":{\"number\":\"anonymous\"}}",
	    RECOGNITION "false payload_has_call=false" },
	{ "{\"messages\":[],\"customerNumber\":\"" CALLER "\"}",
	    RECOGNITION "true payload_has_call=false" },
};

START_TEST(test_each_chat_request_logs_whether_it_knows_the_number)
{
	post(vapi_chat, recognitions[_i].body, NULL);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_int_eq(office_logged(&office, recognitions[_i].line), 1);
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
}
END_TEST

START_TEST(test_captured_requests_are_answered)
{
	static const char *const names[] = { "custom-llm-2024-03-callid",
		"custom-llm-after-tool-result",
		"custom-llm-assistant-undefined", "custom-llm-inbound-2024-05",
		"custom-llm-sequence-utterance-corrected",
		"custom-llm-webcall-2024-12" };

	for (int i = 0; i < COUNT(names); i++) {
		char *body = captured(names[i]);

		ck_assert_str_ne(said(post(vapi_chat, body, NULL)), "");
		ck_assert_int_eq(reply.status, 200);
		free(body);
	}
	ck_assert_str_eq(session_of("46f12403-e409-4850-abce-e8aea8428f83")
	                     .customer_phone.e164,
	    "+33652393401");
}
END_TEST

/* The turn was not taken: the caller is asked, aloud, to say it again. */
START_TEST(test_a_store_that_is_full_is_a_sentence_and_a_line_in_the_log)
{
	use_full_store();
	ck_assert_str_eq(said(ask(BOOK, _i ? "\"stream\":true," : "")), FAULT);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_str_eq(reply.state, "");
	ck_assert(!has_session("c"));
	ck_assert_int_eq(office_logged(&office,
	                     "STORE_FAILED reason=full"), 1);
	ck_assert_int_eq(office_logged(&office, RECOGNITION "false"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("chat");
	TCase *tc = tcase_create("chat");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
	    test_a_completion_is_the_object_that_openai_documents);
	tcase_add_test(tc, test_a_stream_is_chunks_then_done);
	tcase_add_test(tc,
	    test_usage_is_included_in_a_stream_that_asks_for_it);
	tcase_add_loop_test(tc, test_a_stream_says_what_a_completion_says, 0,
	    COUNT(histories));
	tcase_add_loop_test(tc,
	    test_messages_are_read_in_every_form_openai_allows, 0,
	    COUNT(messages));
	tcase_add_loop_test(tc, test_an_error_names_its_field, 0,
	    COUNT(errors));
	tcase_add_loop_test(tc, test_the_model_is_echoed, 0, COUNT(models));
	tcase_add_test(tc, test_the_reply_tells_what_the_request_was_about);
	tcase_add_loop_test(tc,
	    test_the_header_names_the_call_where_the_body_does_not, 0,
	    COUNT(calls));
	tcase_add_loop_test(tc,
	    test_each_chat_request_logs_whether_it_knows_the_number, 0,
	    COUNT(recognitions));
	tcase_add_test(tc, test_captured_requests_are_answered);
	tcase_add_loop_test(tc,
	    test_a_store_that_is_full_is_a_sentence_and_a_line_in_the_log, 0,
	    2);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
