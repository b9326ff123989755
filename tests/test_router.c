/*
 * src/gateway/router.c and reply.c: what reaches a handler, and the answer as
 * bytes. The handlers are this file's own.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "gateway/router.h"
#include "memory_stream.h"
#include "vapi/vapi.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const char *handler;  /* which ran; NULL: none */
static char handed[64];      /* the body it was given */
static char handed_call[64]; /* X-Vapi-Call-Id */
static char handed_only[64]; /* the one tenant; "" for all */
static struct vapi_reply next; /* what it answers */
static struct store *const the_store = (struct store *)&next;

void
vapi_reply_init(struct vapi_reply *reply)
{
	*reply = (struct vapi_reply){ .status = 0 };
}

void
vapi_reply_clear(struct vapi_reply *reply)
{
	strbuf_clear(&reply->body);
}

void
vapi_error(struct vapi_reply *reply, int status, const char *param,
    const char *code, const char *message)
{
	ck_assert_ptr_null(param);
	ck_assert_ptr_nonnull(message);
	reply->status = status;
	strbuf_printf(&reply->body, "error:%s", code);
}

static void
answer(const char *name, const struct calls *calls,
    const struct vapi_request *request, struct vapi_reply *reply)
{
	ck_assert_ptr_eq(calls->store, the_store);
	ck_assert_int_gt(request->now_ms, 0);
	handler = name;
	snprintf(handed, sizeof(handed), "%.*s", (int)request->body_len,
	    request->body);
	snprintf(handed_call, sizeof(handed_call), "%s",
	    request->call_id_header != NULL ? request->call_id_header : "");
	snprintf(handed_only, sizeof(handed_only), "%s",
	    request->only_tenant != NULL ? request->only_tenant : "");
	*reply = next;
	strbuf_puts(&reply->body, "{}");
}

#define HANDLER(name)                                         \
	void name(const struct calls *calls,                  \
	    const struct vapi_request *request,               \
	    struct vapi_reply *reply)                         \
	{                                                     \
		answer(#name, calls, request, reply);         \
	}

HANDLER(vapi_webhook)
HANDLER(vapi_tool)
HANDLER(vapi_chat)
HANDLER(vapi_health)

#define RULE(scheme_, routes_, secret_)                               \
	{ .scheme = (scheme_), .routes = (routes_),                   \
	  .header = "X-Vapi-Secret", .prefix = "",                    \
	  .secret = (secret_), .secret_len = sizeof(secret_) - 1,     \
	  .client_id = "vapi", .window_ms = 300000 }
#define EVERYWHERE (AUTH_ON_WEBHOOK | AUTH_ON_TOOL | AUTH_ON_CHAT)

static const struct auth_rule rules[] = {
	RULE(AUTH_SECRET, EVERYWHERE, "s3cret"),
	RULE(AUTH_SECRET, AUTH_ON_TOOL, "t00ls"),
	RULE(AUTH_OAUTH2, EVERYWHERE, "client"),
};
static const struct auth_rule duponts[] = {
	RULE(AUTH_SECRET, EVERYWHERE, "duponts"),
};
static const struct tenant tenants[] = {
	{ .id = "dupont", .auth = duponts, .auth_count = 1 },
};

static struct config config = {
	.body_bytes = 16,
	.io_timeout_ms = 1000,
	.auth = rules,
	.auth_count = COUNT(rules),
	.tenants = tenants,
	.tenants_count = COUNT(tenants),
};

static char out[65536];

/* Send one request, said to have ${length} bytes; the answer is in ${out}. */
static void
serve_length(const char *method, const char *uri, const char *type,
    const char *body, const char *secret, size_t length)
{
	char params[5][80];
	char *envp[] = { params[0], params[1], params[2], params[3], params[4],
		"HTTP_X_REQUEST_ID=rq-1", "HTTP_X_VAPI_CALL_ID=call-1", NULL };
	FCGX_Stream in = memory_reader(body, strlen(body), memory_stream_ends);
	FCGX_Stream writer = memory_writer(out, sizeof(out));
	FCGX_Request fcgi = { .in = &in, .out = &writer, .envp = envp };

	snprintf(params[0], sizeof(params[0]), "REQUEST_METHOD=%s", method);
	snprintf(params[1], sizeof(params[1]), "REQUEST_URI=%s", uri);
	snprintf(params[2], sizeof(params[2]), "CONTENT_TYPE=%s", type);
	snprintf(params[3], sizeof(params[3]), "CONTENT_LENGTH=%zu", length);
	snprintf(params[4], sizeof(params[4]), "HTTP_X_VAPI_SECRET=%s", secret);
	handler = NULL;
	router_serve(&fcgi, &config, the_store);
}

static void
serve(const char *method, const char *uri, const char *type, const char *body,
    const char *secret)
{
	serve_length(method, uri, type, body, secret, strlen(body));
}

static bool
has_line(const char *line)
{
	char whole[200];

	snprintf(whole, sizeof(whole), "%s\r\n", line);
	return strstr(out, whole) != NULL;
}

#define WEBHOOK "/api/vapi/webhook"
#define TOOL    "/api/vapi/tool"
#define CHAT    "/api/vapi/chat/completions"
#define HEALTH  "/api/vapi/health"
#define TOKEN   "/api/vapi/oauth/token"
#define JSON    "application/json"
#define FORM    "application/x-www-form-urlencoded"
#define LONG    "{\"too\":\"long 1\"}!"

static const struct {
	const char *method, *uri, *type, *body, *secret;
	int status;
	const char *seen; /* the handler that ran, or the error's code */
} visits[] = {
	{ "POST", WEBHOOK, JSON, "{}", "s3cret", 200, "vapi_webhook" },
	{ "POST", TOOL, JSON, "{}", "s3cret", 200, "vapi_tool" },
	{ "POST", CHAT, JSON, "{}", "s3cret", 200, "vapi_chat" },
	{ "GET", HEALTH, "", "", "", 200, "vapi_health" },
	{ "HEAD", HEALTH, "", "", "", 200, "vapi_health" },
	{ "GET", HEALTH, "text/plain", "", "", 200, "vapi_health" },
	{ "POST", WEBHOOK "/", JSON, "{}", "s3cret", 200, "vapi_webhook" },
	{ "POST", WEBHOOK "?x", "", "{}", "s3cret", 200, "vapi_webhook" },
	{ "POST", WEBHOOK, JSON, "", "s3cret", 200, "vapi_webhook" },
	{ "POST", WEBHOOK, JSON, "not json", "s3cret", 200, "vapi_webhook" },

	{ "POST", "/", JSON, "{}", "s3cret", 404, "unknown_url" },
	{ "GET", "", "", "", "", 404, "unknown_url" },
	{ "POST", WEBHOOK "s", JSON, "{}", "s3cret", 404, "unknown_url" },
	{ "POST", "/api/vapi/webhoo", JSON, "{}", "", 404, "unknown_url" },
	{ "GET", WEBHOOK, "", "", "", 405, "method_not_allowed" },
	{ "PUT", CHAT, JSON, "{}", "s3cret", 405, "method_not_allowed" },
	{ "POST", HEALTH, JSON, "{}", "s3cret", 405, "method_not_allowed" },
	{ "POST", TOOL, "text/plain", "{}", "s3cret", 415,
	    "unsupported_media_type" },
	{ "POST", TOOL, JSON, LONG, "s3cret", 413, "request_too_large" },
	{ "POST", TOOL, JSON, "{}", "wrong", 401, "unauthorized" },
	{ "POST", WEBHOOK, JSON, "{}", "", 401, "unauthorized" },
	{ "POST", CHAT, JSON, "not json", "", 401, "unauthorized" },
	/* A rule may be for some routes only. */
	{ "POST", TOOL, JSON, "{}", "t00ls", 200, "vapi_tool" },
	{ "POST", WEBHOOK, JSON, "{}", "t00ls", 401, "unauthorized" },
	{ "POST", CHAT, JSON, "{}", "t00ls", 401, "unauthorized" },
	/* The first condition that fails speaks. */
	{ "PUT", "/", "text/plain", LONG, "", 404, "unknown_url" },
	{ "PUT", TOOL, "text/plain", LONG, "", 405, "method_not_allowed" },
	{ "POST", TOOL, "text/plain", LONG, "", 415, "unsupported_media_type" },
	{ "POST", TOOL, JSON, LONG, "", 413, "request_too_large" },
};

START_TEST(test_a_request_meets_its_route_s_conditions)
{
	char status[40], error[80];

	next.status = 200;
	serve(visits[_i].method, visits[_i].uri, visits[_i].type,
	    visits[_i].body, visits[_i].secret);
	snprintf(status, sizeof(status), "Status: %d ", visits[_i].status);
	ck_assert_msg(strncmp(out, status, strlen(status)) == 0, "visit %d: %s",
	    _i, out);
	ck_assert(has_line("X-Request-Id: rq-1"));
	ck_assert(has_line("Cache-Control: no-store"));
	ck_assert(has_line("Content-Type: application/json"));
	if (visits[_i].status == 200) {
		ck_assert_ptr_nonnull(handler);
		ck_assert_str_eq(handler, visits[_i].seen);
		return;
	}
	ck_assert_ptr_null(handler);
	snprintf(error, sizeof(error), "\r\n\r\nerror:%s", visits[_i].seen);
	ck_assert_msg(strstr(out, error) != NULL, "visit %d: %s", _i, out);
}
END_TEST

START_TEST(test_the_handler_is_given_the_body_and_the_call_id)
{
	next.status = 200;
	serve("POST", CHAT, JSON, "{\"a\":1}", "s3cret");
	ck_assert_str_eq(handed, "{\"a\":1}");
	ck_assert_str_eq(handed_call, "call-1");
}
END_TEST

START_TEST(test_a_tenant_s_own_secret_is_handed_on_as_that_tenant)
{
	next.status = 200;
	serve("POST", CHAT, JSON, "{}", "duponts");
	ck_assert_ptr_nonnull(handler);
	ck_assert_str_eq(handed_only, "dupont");
	serve("POST", CHAT, JSON, "{}", "s3cret");
	ck_assert_ptr_nonnull(handler);
	ck_assert_str_eq(handed_only, "");
}
END_TEST

/* What a route takes at most; a body announced shorter is said to be cut. */
START_TEST(test_each_route_has_a_longest_body)
{
	static const struct {
		const char *uri;
		size_t most;
	} rows[] = {
		{ WEBHOOK, 8 << 20 },
		{ CHAT, 4 << 20 },
		{ TOOL, 1 << 20 },
		{ TOKEN, 16 << 10 },
	};

	config.body_bytes = 64 << 20;
	for (int i = 0; i < COUNT(rows); i++) {
		serve_length("POST", rows[i].uri, JSON, "{}", "s3cret",
		    rows[i].most);
		ck_assert_msg(has_line("Status: 400 Bad Request"), "%s",
		    rows[i].uri);
		serve_length("POST", rows[i].uri, JSON, "{}", "s3cret",
		    rows[i].most + 1);
		ck_assert_msg(has_line("Status: 413 Content Too Large"), "%s",
		    rows[i].uri);
	}
}
END_TEST

START_TEST(test_a_header_may_be_too_large)
{
	static char large[9000] = "HTTP_X_LARGE=";
	char *envp[] = { "REQUEST_METHOD=POST", "REQUEST_URI=" CHAT, large,
		NULL };
	FCGX_Stream in = memory_reader("{}", 2, memory_stream_ends);
	FCGX_Stream writer = memory_writer(out, sizeof(out));
	FCGX_Request fcgi = { .in = &in, .out = &writer, .envp = envp };

	memset(large + strlen(large), 'x', sizeof(large) - 100);
	router_serve(&fcgi, &config, the_store);
	ck_assert(has_line("Status: 431 Request Header Fields Too Large"));
	ck_assert_ptr_nonnull(strstr(out, "error:headers_too_large"));
}
END_TEST

#define ASK "grant_type=client_credentials&client_id=vapi&client_secret="

static const struct {
	const char *method, *type, *body;
	const char *status, *answer; /* how they begin */
} asks[] = {
	{ "POST", FORM, ASK "client", "200 OK", "{\"access_token\":\"" },
	{ "POST", FORM, ASK "other", "401 Unauthorized",
	    "{\"error\":\"invalid_client\"}" },
	{ "POST", JSON, "{}", "400 Bad Request",
	    "{\"error\":\"invalid_request\"}" },
	{ "POST", "text/plain", ASK "client", "415 Unsupported Media Type",
	    "{\"error\":\"invalid_request\"}" },
	{ "GET", FORM, "", "405 Method Not Allowed",
	    "{\"error\":\"invalid_request\"}" },
};

START_TEST(test_the_token_route_speaks_as_oauth_does)
{
	char status[80], answer[80];

	config.body_bytes = 1024;
	serve(asks[_i].method, TOKEN, asks[_i].type, asks[_i].body, "");
	snprintf(status, sizeof(status), "Status: %s", asks[_i].status);
	snprintf(answer, sizeof(answer), "\r\n\r\n%s", asks[_i].answer);
	ck_assert_msg(has_line(status), "%s", out);
	ck_assert_msg(strstr(out, answer) != NULL, "%s", out);
	ck_assert(has_line("Cache-Control: no-store"));
	ck_assert(has_line("WWW-Authenticate: Basic realm=\"accueil\"") ==
	    (strncmp(asks[_i].status, "401", 3) == 0));
}
END_TEST

START_TEST(test_a_json_answer_says_its_length)
{
	next.status = 200;
	strcpy(next.state, "QUALIF_NAME");
	serve("POST", CHAT, JSON, "{}", "s3cret");
	ck_assert_str_eq(out, "Status: 200 OK\r\n"
	    "Content-Type: application/json\r\nContent-Length: 2\r\n"
	    "Cache-Control: no-store\r\nX-Request-Id: rq-1\r\n"
	    "X-Accueil-State: QUALIF_NAME\r\n\r\n{}");
}
END_TEST

START_TEST(test_a_stream_is_not_buffered_and_has_no_length)
{
	next.status = 200;
	next.stream = true;
	serve("POST", CHAT, JSON, "{}", "s3cret");
	ck_assert(has_line("Content-Type: text/event-stream; charset=utf-8"));
	ck_assert(has_line("X-Accel-Buffering: no"));
	ck_assert_ptr_null(strstr(out, "Content-Length"));
}
END_TEST

START_TEST(test_an_answer_to_head_has_no_body)
{
	next.status = 200;
	serve("HEAD", HEALTH, "", "", "");
	ck_assert(has_line("Content-Length: 2"));
	ck_assert_str_eq(out + strlen(out) - 4, "\r\n\r\n");
}
END_TEST

START_TEST(test_a_refusal_tells_what_to_do)
{
	next.status = 503;
	next.retry_after_s = 5;
	serve("POST", CHAT, JSON, "{}", "s3cret");
	ck_assert(has_line("Status: 503 Service Unavailable"));
	ck_assert(has_line("Retry-After: 5"));
	serve("PUT", CHAT, JSON, "{}", "s3cret");
	ck_assert(has_line("Allow: POST"));
	serve("POST", HEALTH, JSON, "{}", "s3cret");
	ck_assert(has_line("Allow: GET, HEAD"));
	serve("POST", CHAT, JSON, "{}", "");
	ck_assert(has_line("WWW-Authenticate: Bearer"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("router");
	TCase *tc = tcase_create("router");
	SRunner *runner;
	int failed;

	log_open("/dev/null", LOG_DEBUG, NULL);
	tcase_add_loop_test(tc, test_a_request_meets_its_route_s_conditions, 0,
	    COUNT(visits));
	tcase_add_test(tc, test_the_handler_is_given_the_body_and_the_call_id);
	tcase_add_test(tc,
	    test_a_tenant_s_own_secret_is_handed_on_as_that_tenant);
	tcase_add_test(tc, test_each_route_has_a_longest_body);
	tcase_add_test(tc, test_a_header_may_be_too_large);
	tcase_add_loop_test(tc, test_the_token_route_speaks_as_oauth_does, 0,
	    COUNT(asks));
	tcase_add_test(tc, test_a_json_answer_says_its_length);
	tcase_add_test(tc, test_a_stream_is_not_buffered_and_has_no_length);
	tcase_add_test(tc, test_an_answer_to_head_has_no_body);
	tcase_add_test(tc, test_a_refusal_tells_what_to_do);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
