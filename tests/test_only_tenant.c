/*
 * src/vapi/tenant.c: a sender with one office's secret speaks for that office
 * only, on every route, whatever the message says or leaves out.
 */
#include "posting.h"

#define MARTIN "+33199000002"

/* What the calls below are known to be, before the message comes. */
enum known { NOTHING, IS_DUPONT_S, IS_MARTIN_S, IS_BY_DEFAULT };

static const struct {
	enum known known;
	const char *dialled;  /* NULL: the message does not say */
	bool has_default;     /* "defaut" answers what no number claims */
	const char *sender;   /* whose secret; NULL: the whole's */
	bool in;
} rows[] = {
	{ NOTHING, DUPONT, false, "dupont", true },
	{ NOTHING, DUPONT, false, "martin", false },
	{ NOTHING, DUPONT, false, NULL, true },
	{ NOTHING, MARTIN, true, "martin", true },
	{ NOTHING, MARTIN, true, "defaut", false },
	{ NOTHING, NULL, false, "dupont", true }, /* nobody's */
	{ NOTHING, NULL, true, "dupont", false },
	{ NOTHING, NULL, true, "defaut", true },
	{ NOTHING, NULL, true, NULL, true },
	{ NOTHING, "+33199000777", true, "dupont", false },
	{ NOTHING, "+33199000777", true, "defaut", true },

	{ IS_DUPONT_S, NULL, false, "dupont", true },
	{ IS_DUPONT_S, NULL, false, "martin", false },
	{ IS_DUPONT_S, NULL, true, "defaut", false },
	{ IS_DUPONT_S, NULL, true, "dupont", true },
	{ IS_DUPONT_S, DUPONT, false, "dupont", true },
	/* The call stays Dupont's, whatever is said to have been dialled. */
	{ IS_DUPONT_S, MARTIN, false, "martin", false },
	{ IS_DUPONT_S, MARTIN, false, "dupont", false },
	{ IS_DUPONT_S, MARTIN, false, NULL, true },
	{ IS_MARTIN_S, NULL, false, "martin", true },
	{ IS_MARTIN_S, NULL, false, "dupont", false },

	/* By default until somebody says what was dialled. */
	{ IS_BY_DEFAULT, NULL, true, "defaut", true },
	{ IS_BY_DEFAULT, NULL, true, "dupont", false },
	{ IS_BY_DEFAULT, DUPONT, true, "dupont", true },
	{ IS_BY_DEFAULT, DUPONT, true, "defaut", false },
};

/* Where a message may say which call it is of and what was dialled. */
static const struct {
	vapi_handler *handler;
	const char *head, *tail; /* of the body, around those two */
	bool by_header;          /* X-Vapi-Call-Id names the call */
} routes[] = {
	{ vapi_webhook, "{\"message\":{\"type\":\"status-update\","
	    "\"status\":\"in-progress\",", "}}", false },
	{ vapi_webhook, "{\"message\":{\"type\":\"speech-update\",", "}}",
	    false },
	{ vapi_tool, "{\"message\":{\"type\":\"tool-calls\","
	    "\"toolCallList\":[],", "}}", false },
	{ vapi_chat, "{\"messages\":[],", "}", false },
	{ vapi_chat, "{\"messages\":[],", "}", true },
};

static const char *
call_of(enum known known)
{
	static const char *const ids[] = { "new", "duponts", "martins",
		"defaults" };

	return ids[known];
}

/* The calls as earlier messages left them, sent by whoever may. */
static void
prepare(bool has_default)
{
	post(vapi_webhook, "{\"message\":{\"type\":\"assistant.started\","
	    "\"call\":{\"id\":\"duponts\"},\"phoneNumber\":"
	    "{\"number\":\"" DUPONT "\"}}}", NULL);
	post(vapi_webhook, "{\"message\":{\"type\":\"assistant.started\","
	    "\"call\":{\"id\":\"martins\"},\"phoneNumber\":"
	    "{\"number\":\"" MARTIN "\"}}}", NULL);
	if (!has_default)
		return;
	office_configure(&office, OFFICE_DEFAULT OFFICE_TENANTS);
	post(vapi_chat, "{\"messages\":[],\"call\":{\"id\":\"defaults\","
	    "\"customer\":{\"number\":\"" CALLER "\"}}}", NULL);
	ck_assert_str_eq(session_of("defaults").tenant, "defaut");
	ck_assert(session_of("defaults").tenant_by_default);
}

static void
post_row(int route, int row)
{
	const char *id = call_of(rows[row].known);
	char call[64] = "null", dialled[64] = "null", body[512];
	struct vapi_request request;

	if (!routes[route].by_header)
		snprintf(call, sizeof(call), "{\"id\":\"%s\"}", id);
	if (rows[row].dialled != NULL)
		snprintf(dialled, sizeof(dialled), "{\"number\":\"%s\"}",
		    rows[row].dialled);
	snprintf(body, sizeof(body), "%s\"call\":%s,\"phoneNumber\":%s%s",
	    routes[route].head, call, dialled, routes[route].tail);
	request = request_of(body, routes[route].by_header ? id : NULL);
	request.only_tenant = rows[row].sender;
	vapi_reply_clear(&reply);
	vapi_reply_init(&reply);
	routes[route].handler(&office.calls, &request, &reply);
}

START_TEST(test_a_message_is_taken_from_whom_its_office_is)
{
	int route = _i / COUNT(rows), row = _i % COUNT(rows);

	prepare(rows[row].has_default);
	post_row(route, row);
	if (rows[row].in) {
		ck_assert_msg(reply.status == 200, "route %d, row %d: %s",
		    route, row, strbuf_get(&reply.body));
		return;
	}
	ck_assert_msg(reply.status == 401, "route %d, row %d: %s", route, row,
	    strbuf_get(&reply.body));
	check_error(401, "", "unauthorized");
	ck_assert_int_eq(office_logged(&office, "AUTH_WRONG_TENANT"), 1);
	if (rows[row].known == NOTHING)
		ck_assert(!has_session("new"));
}
END_TEST

static enum store_rc
put_nonsense_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	(void)ctx;
	return store_put(txn, STORE_SESSIONS, "new", 3, "?", 1, e);
}

START_TEST(test_when_the_store_cannot_tell_it_is_to_be_sent_again)
{
	struct vapi_request request = request_of(
	    "{\"message\":{\"type\":\"hang\",\"call\":{\"id\":\"new\"}}}",
	    NULL);

	ck_assert_int_eq(store_update(office.store, put_nonsense_fn, NULL,
	    &err), STORE_OK);
	request.only_tenant = "dupont";
	vapi_webhook(&office.calls, &request, &reply);
	ck_assert_int_eq(reply.status, 503);
	ck_assert_int_gt(reply.retry_after_s, 0);
	ck_assert_int_eq(office_logged(&office, "STORE_FAILED"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("only_tenant");
	TCase *tc = tcase_create("only_tenant");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_a_message_is_taken_from_whom_its_office_is,
	    0, COUNT(rows) * COUNT(routes));
	tcase_add_test(tc,
	    test_when_the_store_cannot_tell_it_is_to_be_sent_again);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
