/*
 * src/vapi/webhook.c: which messages teach, what is kept of them, and that one
 * with nothing new leaves the store's writers alone. What is answered is in
 * test_decide.c and test_tools.c.
 */
#include "held_writer.h"
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

/* --- What each type teaches, and what is kept of it ----------------------- */

#define TENANT "tenant:dupont "
#define STATUS(word) TENANT "status:" word " "

static const struct {
	const char *type, *members;
	const char *source;  /* whence the number is learnt; NULL: it is not */
	const char *journal; /* all that is kept; "" = no session either */
} types[] = {
	{ "assistant.started", "", "WEBHOOK",
	    TENANT "number:assistant.started " },
	{ "conversation-update", "", "WEBHOOK",
	    TENANT "number:conversation-update " },
	{ "status-update", "\"status\":\"in-progress\",", "WEBHOOK",
	    TENANT "number:status-update status:in-progress " },
	{ "assistant-request", "", "ASSISTANT_REQUEST",
	    TENANT "number:assistant-request " },
	{ "tool-calls", "\"toolCallList\":[],", "TOOL",
	    TENANT "number:tool-calls " },
	{ "function-call", "", "TOOL", TENANT "number:function-call " },

	/* the news is message.status: call.status is stale */
	{ "status-update", "\"status\":\"ended\",", NULL, STATUS("ended") },
	{ "status-update", "\"status\":\"ringing\",", NULL,
	    STATUS("ringing") },
	{ "status-update", "\"status\":\"queued\",", NULL,
	    STATUS("queued") },
	{ "status-update", "\"status\":\"scheduled\",", NULL,
	    STATUS("scheduled") },
	{ "status-update", "\"status\":\"forwarding\",", NULL,
	    STATUS("forwarding") },
	{ "status-update", "\"status\":\"In-Progress\",", NULL,
	    STATUS("In-Progress") },
	{ "status-update", "\"status\":null,", NULL, STATUS("") },
	{ "status-update", "\"status\":[\"in-progress\"],", NULL,
	    STATUS("") },
	{ "status-update", "", NULL, STATUS("") },

	{ "end-of-call-report", "\"status\":\"in-progress\","
	                        "\"endedReason\":\"customer-ended-call\",",
	    NULL, TENANT "end-of-call-report:customer-ended-call " },
	{ "hang", "", NULL, TENANT "hang: " },
	{ "transfer-update", "\"destination\":{\"type\":\"number\","
	                     "\"number\":\"" CALLER "\"},",
	    NULL, TENANT "transfer:number " },
	{ "phone-call-control", "\"request\":\"hang-up\",", NULL,
	    TENANT "phone-call-control:hang-up " },
	{ "transfer-destination-request", "", NULL,
	    TENANT "transfer-asked: " },
	{ "handoff-destination-request", "", NULL, TENANT "handoff-asked: " },
	{ "call.delete.failed", "", NULL, TENANT "delete-failed: " },

	{ "speech-update", "\"status\":\"in-progress\",", NULL, "" },
	{ "transcript", "", NULL, "" },
	{ "transcript[transcriptType=\\\"final\\\"]", "", NULL, "" },
	{ "model-output", "", NULL, "" },
	{ "user-interrupted", "", NULL, "" },
	{ "knowledge-base-request", "", NULL, "" },
	{ "call.endpointing.request", "", NULL, "" },
	{ "voice-request", "", NULL, "" },
	{ "campaign.predial", "", NULL, "" },
	{ "voice-input", "", NULL, "" },
	{ "language-change-detected", "", NULL, "" },
	{ "language-changed", "", NULL, "" },
	{ "chat.created", "", NULL, "" },
	{ "chat.deleted", "", NULL, "" },
	{ "session.created", "", NULL, "" },
	{ "session.updated", "", NULL, "" },
	{ "session.deleted", "", NULL, "" },
	{ "call.artifact.upload", "", NULL, "" },
	{ "call.deleted", "", NULL, "" },
	{ "assistant.speechStarted", "", NULL, "" },
	{ "a type to come", "", NULL, "" },
	{ "", "", NULL, "" },
};

static void
post_type(int i)
{
	post(vapi_webhook, message(types[i].type, types[i].members), NULL);
	ck_assert_int_eq(reply.status, 200);
}

START_TEST(test_each_type_teaches_what_it_may_and_is_kept_once)
{
	const char *source = types[_i].source;
	char event[128];

	for (int i = 0; i < 2; i++) {
		post_type(_i);
		ck_assert_str_eq(journal_of("c").text, types[_i].journal);
		ck_assert_int_eq(has_session("c"),
		    types[_i].journal[0] != '\0');
		ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"),
		    source != NULL);
	}
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
	if (types[_i].journal[0] != '\0')
		ck_assert_str_eq(session_of("c").customer_phone.e164,
		    source != NULL ? CALLER : "");
	if (source != NULL) {
		snprintf(event, sizeof(event),
		    "CALLER_ID_PERSISTED_FROM_%s call_id=c msg_type=%s",
		    source, types[_i].type);
		ck_assert_int_eq(office_logged(&office, event), 1);
	}
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

/* --- Writers left alone --------------------------------------------------- */

/* Each type once, for a call that is not erased by one of them. */
static void
post_all_types(void)
{
	for (int i = 0; i < COUNT(types); i++) {
		if (strcmp(types[i].type, "call.deleted") != 0)
			post_type(i);
	}
}

START_TEST(test_what_teaches_nothing_new_takes_no_write_transaction)
{
	post_all_types();
	ck_assert(has_session("c"));
	hold_the_writer(office.store);
	post_all_types();
	post(vapi_tool, message("tool-calls", ""), NULL);
	ck_assert_int_eq(reply.status, 200);
	post(vapi_health, "", NULL);
	ck_assert_int_eq(reply.status, 200);
	let_the_writer_go();
}
END_TEST

START_TEST(test_a_call_deleted_again_takes_no_write_transaction)
{
	post_all_types();
	post(vapi_webhook, message("call.deleted", ""), NULL);
	hold_the_writer(office.store);
	post_all_types();
	post(vapi_webhook, message("call.deleted", ""), NULL);
	ck_assert_int_eq(reply.status, 200);
	let_the_writer_go();
	ck_assert(!has_session("c"));
}
END_TEST

/* --- What is told of a call's course -------------------------------------- */

#define REPORT(members) message("end-of-call-report", members)

/* ${reason} as the journal and the session keep it. */
static const struct {
	const char *members, *reason;
	int64_t cost; /* micro-dollars */
} ends[] = {
	{ "\"endedReason\":\"customer-ended-call\",\"cost\":0.0881,",
	    "customer-ended-call", 88100 },
	{ "\"endedReason\":\"call.in-progress.error-vapifault-openai-429-"
	  "exceeded-quota\",\"cost\":1,",
	    "call.in-progress.error-vapifault-openai-429-exceeded-quota",
	    1000000 },
	{ "\"endedReason\":null,\"cost\":null,", "", 0 },
	{ "", "", 0 },
	/* no word of Vapi's, and perhaps a number */
	{ "\"endedReason\":\"+33639980114 hung up\",\"cost\":-1,", "?", 0 },
	{ "\"endedReason\":\"06.39.98.01.14\",\"cost\":1e300,", "?", 0 },
	{ "\"endedReason\":\"call-0-0639980114\",\"cost\":{},", "?", 0 },
	{ "\"endedReason\":\"terminé\",\"cost\":\"\",", "?", 0 },
	{ "\"endedReason\":7,\"cost\":true,", "", 1000000 },
};

START_TEST(test_an_end_of_call_report_tells_the_reason_and_the_cost)
{
	struct session s;
	char journal[256];

	post(vapi_webhook, REPORT(ends[_i].members), NULL);
	ck_assert_int_eq(reply.status, 200);
	s = session_of("c");
	ck_assert_int_eq(s.course.status, CALL_ENDED);
	ck_assert_str_eq(s.course.ended_reason, ends[_i].reason);
	ck_assert_int_eq(s.course.cost_micro_usd, ends[_i].cost);
	snprintf(journal, sizeof(journal), TENANT "end-of-call-report:%s ",
	    ends[_i].reason);
	ck_assert_str_eq(journal_of("c").text, journal);
}
END_TEST

/* The same twice, then another: is it known by its time? */
static const struct {
	const char *first, *second;
	bool same;
} timestamps[] = {
	{ "1795426200000", "1795426200000", true },
	{ "1795426200000", "1.7954262E12", true },
	{ "1795426200000", "1795426200000.25", true },
	{ "1795426200000", "\"2026-11-23T09:30:00.000Z\"", true },
	{ "1795426200000", "1795426200001", false },
	{ "1795426200000", "null", false },
	{ "null", "\"yesterday\"", true },
	{ "0", "-5", true },
	{ "[]", "1e300", true },
};

START_TEST(test_a_message_is_known_again_by_its_timestamp)
{
	const char *const both[] = { timestamps[_i].first,
		timestamps[_i].second };
	char members[128];

	for (int i = 0; i < 2; i++) {
		snprintf(members, sizeof(members), "\"timestamp\":%s,",
		    both[i]);
		post(vapi_webhook, message("hang", members), NULL);
	}
	ck_assert_str_eq(journal_of("c").text,
	    timestamps[_i].same ? TENANT "hang: " : TENANT "hang: hang: ");
}
END_TEST

/* Late and out of order: the end stays the end. */
START_TEST(test_a_status_that_comes_late_undoes_nothing)
{
	post(vapi_webhook, REPORT("\"endedReason\":\"hangup\","), NULL);
	post(vapi_webhook, message("status-update",
	    "\"status\":\"in-progress\","), NULL);
	ck_assert_int_eq(session_of("c").course.status, CALL_ENDED);
	ck_assert_str_eq(session_of("c").course.ended_reason, "hangup");
	ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
}
END_TEST

#define KEEPER \
	"auth = none\ntenant dupont {\n  name = \"D\"\n" \
	"  numbers = { \"" DUPONT "\" }\n  keep_transcripts = yes\n}\n"
#define WORDS "AI: Bonjour."

static const struct {
	const char *conf, *members;
	bool kept;
} transcripts[] = {
	{ KEEPER, "\"artifact\":{\"transcript\":\"" WORDS "\"},", true },
	{ KEEPER, "\"transcript\":\"" WORDS "\",", true },
	{ KEEPER, "\"artifact\":{\"transcript\":null},", false },
	{ OFFICE_TENANTS, "\"transcript\":\"" WORDS "\",", false },
};

static enum store_rc
transcript_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	return store_get(txn, STORE_TRANSCRIPTS, "c", 1, ctx, e);
}

START_TEST(test_a_transcript_is_kept_where_the_office_says_so)
{
	struct store_view view;

	office_configure(&office, transcripts[_i].conf);
	post(vapi_webhook, REPORT(transcripts[_i].members), NULL);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_int_eq(store_view(office.store, transcript_fn, &view, &err),
	    transcripts[_i].kept ? STORE_OK : STORE_ABSENT);
	ck_assert_int_eq(office_logged(&office, "Bonjour"), 0);
}
END_TEST

/* --- A store that is full ------------------------------------------------- */

static const char *const unkept[] = { "conversation-update", "hang",
	"end-of-call-report" };

START_TEST(test_what_cannot_be_kept_is_a_503_and_the_rest_a_200)
{
	use_full_store();
	post(vapi_webhook, message(unkept[_i], ""), NULL);
	check_error(503, "", "store_unavailable");
	ck_assert_int_gt(reply.retry_after_s, 0);
	ck_assert(!has_session("c"));
	ck_assert_int_eq(office_logged(&office, "STORE_FAILED reason=full"),
	    1);
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"), 0);
	post(vapi_webhook, message("transcript", ""), NULL);
	ck_assert_int_eq(reply.status, 200);
	post(vapi_health, "", NULL);
	ck_assert_int_eq(reply.status, 200);
}
END_TEST

/* --- Captured payloads ---------------------------------------------------- */

static const struct {
	const char *name, *call_id, *number; /* number NULL: none is learnt */
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
	ck_assert_int_eq(office_logged(&office, "CALLER_ID_PERSISTED"),
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
	    test_each_type_teaches_what_it_may_and_is_kept_once, 0,
	    COUNT(types));
	tcase_add_loop_test(tc, test_a_body_without_a_message_changes_nothing,
	    0, COUNT(no_messages));
	tcase_add_loop_test(tc, test_the_header_names_no_call_on_a_webhook, 0,
	    2);
	tcase_add_loop_test(tc, test_a_body_that_is_not_json_is_refused, 0, 2);
	tcase_add_test(tc,
	    test_what_teaches_nothing_new_takes_no_write_transaction);
	tcase_add_test(tc,
	    test_a_call_deleted_again_takes_no_write_transaction);
	tcase_add_loop_test(tc,
	    test_an_end_of_call_report_tells_the_reason_and_the_cost, 0,
	    COUNT(ends));
	tcase_add_loop_test(tc,
	    test_a_message_is_known_again_by_its_timestamp, 0,
	    COUNT(timestamps));
	tcase_add_test(tc, test_a_status_that_comes_late_undoes_nothing);
	tcase_add_loop_test(tc,
	    test_a_transcript_is_kept_where_the_office_says_so, 0,
	    COUNT(transcripts));
	tcase_add_loop_test(tc,
	    test_what_cannot_be_kept_is_a_503_and_the_rest_a_200, 0,
	    COUNT(unkept));
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
