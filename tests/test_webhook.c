/*
 * src/vapi/webhook.c and tools.c: which messages teach, what is answered, and
 * that a message with nothing new leaves the store's writers alone.
 */
#include <pthread.h>
#include <semaphore.h>

#include "posting.h"

/* A message of a call that carries all there is to learn. */
static const char *
message(const char *type, const char *members)
{
	static char body[1024];

	snprintf(body, sizeof(body),
	    "{\"message\":{\"type\":\"%s\",%s\"call\":{\"id\":\"c\","
	    "\"status\":\"in-progress\",\"customer\":{\"number\":\"" CALLER
	    "\"}},\"phoneNumber\":{\"number\":\"" DUPONT "\"}}}",
	    type, members);
	return body;
}

/* --- What each type teaches ------------------------------------------------ */

#define WEBHOOK "CALLER_ID_PERSISTED_FROM_WEBHOOK call_id=c msg_type="

static const struct {
	const char *type, *members;
	const char *event; /* how the log tells it; NULL: it teaches nothing */
} types[] = {
	{ "assistant.started", "", WEBHOOK "assistant.started" },
	{ "conversation-update", "", WEBHOOK "conversation-update" },
	{ "status-update", "\"status\":\"in-progress\",",
	    WEBHOOK "status-update" },
	{ "assistant-request", "",
	    "CALLER_ID_PERSISTED_FROM_ASSISTANT_REQUEST call_id=c" },
	{ "tool-calls", "\"toolCallList\":[],",
	    "CALLER_ID_PERSISTED_FROM_TOOL call_id=c" },

	/* the news is message.status: call.status is stale */
	{ "status-update", "\"status\":\"ended\",", NULL },
	{ "status-update", "\"status\":\"ringing\",", NULL },
	{ "status-update", "\"status\":\"queued\",", NULL },
	{ "status-update", "\"status\":\"scheduled\",", NULL },
	{ "status-update", "\"status\":\"forwarding\",", NULL },
	{ "status-update", "\"status\":\"In-Progress\",", NULL },
	{ "status-update", "\"status\":null,", NULL },
	{ "status-update", "\"status\":[\"in-progress\"],", NULL },
	{ "status-update", "", NULL },

	{ "end-of-call-report", "\"status\":\"in-progress\",", NULL },
	{ "speech-update", "\"status\":\"in-progress\",", NULL },
	{ "transcript", "", NULL },
	{ "transcript[transcriptType=\\\"final\\\"]", "", NULL },
	{ "model-output", "", NULL },
	{ "user-interrupted", "", NULL },
	{ "hang", "", NULL },
	{ "transfer-update", "", NULL },
	{ "transfer-destination-request", "", NULL },
	{ "knowledge-base-request", "", NULL },
	{ "phone-call-control", "", NULL },
	{ "voice-input", "", NULL },
	{ "language-change-detected", "", NULL },
	{ "function-call", "", NULL },
	{ "chat.created", "", NULL },
	{ "session.updated", "", NULL },
	{ "call.deleted", "", NULL },
	{ "assistant.speechStarted", "", NULL },
	{ "a type to come", "", NULL },
	{ "", "", NULL },
};

START_TEST(test_each_type_teaches_what_it_may_and_is_answered)
{
	const char *event = types[_i].event;

	post(vapi_webhook, message(types[_i].type, types[_i].members), NULL);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_int_eq(has_session("c"), event != NULL);
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"),
	    event != NULL);
	if (event != NULL) {
		ck_assert_int_eq(office_logged(&office, event), 1);
		ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
		ck_assert_str_eq(session_of("c").tenant, "dupont");
	}
	post(vapi_webhook, message(types[_i].type, types[_i].members), NULL);
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"),
	    event != NULL);
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
}
END_TEST

static const char *const no_messages[] = { "{}", "{\"message\":null}",
	"{\"message\":7}", "{\"message\":{}}", "{\"message\":{\"type\":7}}",
	"{\"type\":\"conversation-update\",\"call\":{\"id\":\"c\"}}" };

START_TEST(test_a_body_without_a_message_changes_nothing)
{
	post(vapi_webhook, no_messages[_i], "c");
	ck_assert_int_eq(reply.status, 200);
	ck_assert(!has_session("c"));
}
END_TEST

/* X-Vapi-Call-Id is for chat. */
START_TEST(test_the_header_names_no_call_on_a_webhook)
{
	static const char body[] =
	    "{\"message\":{\"type\":\"conversation-update\","
	    "\"customer\":{\"number\":\"" CALLER "\"}}}";

	post(_i ? vapi_tool : vapi_webhook, body, "c");
	ck_assert_int_eq(reply.status, 200);
	ck_assert(!has_session("c"));
}
END_TEST

START_TEST(test_a_body_that_is_not_json_is_refused)
{
	post(_i ? vapi_tool : vapi_webhook, "{\"message\":", NULL);
	check_error(400, "body", "invalid_json");
}
END_TEST

/* --- Writers left alone ---------------------------------------------------- */

static sem_t inside, leave;

static enum store_rc
stay_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	(void)txn;
	(void)ctx;
	(void)e;
	sem_post(&inside);
	sem_wait(&leave);
	return STORE_REFUSED;
}

static void *
hold_the_writer(void *store)
{
	store_update(store, stay_fn, NULL, NULL);
	return NULL;
}

/* With the only writer's place taken, a second write would wait for ever. */
START_TEST(test_what_teaches_nothing_new_takes_no_write_transaction)
{
	pthread_t writer;

	post(vapi_webhook, message("conversation-update", ""), NULL);
	ck_assert(has_session("c"));
	ck_assert_int_eq(sem_init(&inside, 0, 0) | sem_init(&leave, 0, 0), 0);
	ck_assert_int_eq(pthread_create(&writer, NULL, hold_the_writer,
	                     office.store),
	    0);
	sem_wait(&inside);
	for (int i = 0; i < COUNT(types); i++) {
		post(vapi_webhook, message(types[i].type, types[i].members),
		    NULL);
		ck_assert_int_eq(reply.status, 200);
	}
	post(vapi_tool, message("tool-calls", ""), NULL);
	ck_assert_int_eq(reply.status, 200);
	post(vapi_health, "", NULL);
	ck_assert_int_eq(reply.status, 200);
	sem_post(&leave);
	pthread_join(writer, NULL);
}
END_TEST

/* --- A store that is full -------------------------------------------------- */

START_TEST(test_what_cannot_be_kept_is_a_503_and_the_rest_a_200)
{
	use_full_store();
	post(vapi_webhook, message("conversation-update", ""), NULL);
	check_error(503, "", "store_unavailable");
	ck_assert_int_gt(reply.retry_after_s, 0);
	ck_assert(!has_session("c"));
	ck_assert_int_eq(office_logged(&office, "STORE_FAILED reason=full"),
	    1);
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"), 0);
	post(vapi_tool, message("tool-calls", ""), NULL);
	check_error(503, "", "store_unavailable");
	post(vapi_webhook, message("end-of-call-report", ""), NULL);
	ck_assert_int_eq(reply.status, 200);
	post(vapi_health, "", NULL);
	ck_assert_int_eq(reply.status, 200);
}
END_TEST

/* --- Tool calls ------------------------------------------------------------ */

#define TOOL(id, name) \
	"{\"id\":\"" id "\",\"type\":\"function\",\"function\":{\"name\":\"" \
	name "\",\"arguments\":{}}}"
#define NONE "there is no tool of this name here"
#define RESULT(id, name) \
	"{\"toolCallId\":\"" id "\",\"name\":\"" name "\",\"error\":\"" NONE \
	"\"}"

static const struct {
	const char *members, *answer;
} tools[] = {
	{ "\"toolCallList\":[" TOOL("t1", "book") "],",
	    "{\"results\":[" RESULT("t1", "book") "]}" },
	{ "\"toolCallList\":[" TOOL("t1", "book") "," TOOL("t2", "find") "],"
	  "\"toolCalls\":[" TOOL("t1", "book") "],",
	    "{\"results\":[" RESULT("t1", "book") "," RESULT("t2", "find")
	    "]}" },
	{ "\"toolCalls\":[" TOOL("t3", "find") "],",
	    "{\"results\":[" RESULT("t3", "find") "]}" },
	{ "\"toolCallList\":null,\"toolCalls\":[" TOOL("t3", "find") "],",
	    "{\"results\":[" RESULT("t3", "find") "]}" },
	{ "\"toolCallList\":[],", "{\"results\":[]}" },
	{ "\"toolCallList\":\"t1\",", "{\"results\":[]}" },
	{ "", "{\"results\":[]}" },
};

START_TEST(test_each_tool_call_is_answered_by_its_id_on_both_routes)
{
	ck_assert_str_eq(post(vapi_webhook,
	                     message("tool-calls", tools[_i].members), NULL),
	    tools[_i].answer);
	ck_assert_str_eq(post(vapi_tool,
	                     message("tool-calls", tools[_i].members), NULL),
	    tools[_i].answer);
	ck_assert_int_eq(reply.status, 200);
}
END_TEST

/* --- Captured payloads ----------------------------------------------------- */

static const struct {
	const char *name, *call_id, *number; /* number NULL: nothing learnt */
} payloads[] = {
	{ "assistant-request-pstn-2024",
	    "7e51f4b3-5482-4f89-a9a6-4deaa17deee7", "+33652390501" },
	{ "assistant-request-sip-customer-sipuri",
	    "8c690d3e-0641-4206-8ec9-14e1be6afd11", "+33652390201" },
	{ "assistant-request-sip-no-customer",
	    "e83ff81a-59e2-70a9-a5e4-a8cce09d19cf", NULL },
	{ "status-update-in-progress-outbound",
	    "e1f94cf0-3eb3-477d-9264-48cabffcbc0c", "+33652391901" },
	{ "status-update-in-progress-webcall-2025",
	    "986ad7a3-481c-484f-9709-10c4ca52dab0", NULL },
	{ "status-update-ended-bad-assistant",
	    "e085a657-4897-4c83-af9b-6ffdad4d259b", NULL },
	{ "end-of-call-report-inbound-2024",
	    "efed8b68-1686-45fe-90af-cc3c0f4418f6", NULL },
	{ "conversation-update-fr-webcall",
	    "dc676de0-4f77-47e5-b424-4285c754b4e5", NULL },
	{ "tool-calls-inbound-2024",
	    "7e51f4b3-5482-4f89-a9a6-4deaa17deee7", "+33652391501" },
	{ "tool-calls-sip-inbound-2026-05",
	    "5946afd4-f4d2-7adb-b9ff-25d603d91c3f", "+33652393601" },
	{ "tool-calls-toolcalls-only", "", NULL },
	{ "function-call-legacy",
	    "7e18ddde-3cef-45b6-a4f9-85f9204e248f", NULL },
	{ "transcript-final-2025",
	    "282bd959-bb3f-4b33-ba77-0b96e815fdc2", NULL },
};

START_TEST(test_captured_messages_teach_the_number_that_stands_in_them)
{
	char *body = captured(payloads[_i].name);

	post(vapi_webhook, body, NULL);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_str_eq(reply.call_id, payloads[_i].call_id);
	ck_assert_int_eq(has_session(payloads[_i].call_id),
	    payloads[_i].number != NULL);
	if (payloads[_i].number != NULL)
		ck_assert_str_eq(
		    session_of(payloads[_i].call_id).customer_phone.e164,
		    payloads[_i].number);
	free(body);
}
END_TEST

START_TEST(test_health_says_what_it_counts)
{
	post(vapi_webhook, message("conversation-update", ""), NULL);
	ck_assert_str_eq(post(vapi_health, "", NULL),
	    "{\"status\":\"ok\",\"service\":\"vapi\",\"sessions\":1,"
	    "\"tenants\":2}");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("webhook");
	TCase *tc = tcase_create("webhook");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc,
	    test_each_type_teaches_what_it_may_and_is_answered, 0,
	    COUNT(types));
	tcase_add_loop_test(tc, test_a_body_without_a_message_changes_nothing,
	    0, COUNT(no_messages));
	tcase_add_loop_test(tc, test_the_header_names_no_call_on_a_webhook, 0,
	    2);
	tcase_add_loop_test(tc, test_a_body_that_is_not_json_is_refused, 0, 2);
	tcase_add_test(tc,
	    test_what_teaches_nothing_new_takes_no_write_transaction);
	tcase_add_test(tc,
	    test_what_cannot_be_kept_is_a_503_and_the_rest_a_200);
	tcase_add_loop_test(tc,
	    test_each_tool_call_is_answered_by_its_id_on_both_routes, 0,
	    COUNT(tools));
	tcase_add_loop_test(tc,
	    test_captured_messages_teach_the_number_that_stands_in_them, 0,
	    COUNT(payloads));
	tcase_add_test(tc, test_health_says_what_it_counts);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
