/* src/gateway/oauth.c: who is given a token, and what the others are told. */
#include "gateway/oauth.h"
#include "gateway/token.h"
#include "posting.h"

#define NOW_MS OFFICE_NOW_MS

/* A secret that form encoding changes; another, of one office only; and one
 * of another scheme, which opens nothing here. */
#define CONF                                                                \
	"auth { scheme = oauth2 client_id = vapi secret = 's3+c/ret=%'"     \
	"  window = 1h }\n"                                                 \
	"auth { scheme = oauth2 client_id = vapi secret = newer }\n"        \
	"auth { scheme = bearer client_id = other secret = s3cret }\n"      \
	"tenant dupont { name = D auth { scheme = oauth2"                   \
	"  client_id = 'dupont:1' secret = duponts } }\n"

#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"
#define GRANT "grant_type=client_credentials"

/* base64 of: as it is, and form-encoded as the RFC has it. */
#define BASIC_RAW     "Basic dmFwaTpzMytjL3JldD0l"         /* s3+c/ret=% */
#define BASIC_ENCODED "Basic dmFwaTpzMyUyQmMlMkZyZXQlM0QlMjU="
#define BASIC_WRONG   "Basic dmFwaTp3cm9uZw=="
#define BASIC_DUPONT  "basic ZHVwb250JTNBMTpkdXBvbnRz"     /* dupont%3A1 */
#define BASIC_NEWER   "Basic dmFwaTpuZXdlcg=="

static const struct {
	const char *type, *body, *authorization;
	int status;
	const char *error; /* NULL: a token, that lives so long: */
	int expires_s;
} asks[] = {
	{ FORM, GRANT "&client_id=vapi&client_secret=s3%2Bc%2fret%3D%25", "",
	    200, NULL, 3600 },
	{ FORM, "client_secret=newer&x&&" GRANT "&scope=all&client_id=vapi",
	    "", 200, NULL, 300 },
	{ FORM, "grant%5Ftype=client%5Fcredentials&client_id=vapi"
	    "&client_secret=newer", "", 200, NULL, 300 },
	{ FORM, GRANT "&client_id=dupont:1&client_secret=duponts", "", 200,
	    NULL, 300 },
	{ FORM, GRANT, BASIC_RAW, 200, NULL, 3600 },
	{ FORM, GRANT, BASIC_ENCODED, 200, NULL, 3600 },
	{ FORM, GRANT, BASIC_NEWER, 200, NULL, 300 },
	{ FORM, GRANT, BASIC_DUPONT, 200, NULL, 300 },
	{ FORM, GRANT "&client_id=vapi&client_secret=", BASIC_NEWER, 200, NULL,
	    300 },
	{ JSON, "{\"grant_type\":\"client_credentials\",\"client_id\":\"vapi\","
	    "\"client_secret\":\"newer\",\"n\":1,\"scope\":null}", "", 200,
	    NULL, 300 },
	{ "", "{\"grant_type\":\"client_credentials\"}", BASIC_NEWER, 200,
	    NULL, 300 },

	{ FORM, GRANT "&client_id=vapi&client_secret=wrong", "", 401,
	    "invalid_client", 0 },
	{ FORM, GRANT "&client_id=vapi&client_secret=s3+c/ret=%25", "", 401,
	    "invalid_client", 0 }, /* in a form, a plus is a space */
	{ FORM, GRANT "&client_id=vapi&client_secret=newer%00", "", 401,
	    "invalid_client", 0 },
	{ FORM, GRANT "&client_id=vapi&client_secret=duponts", "", 401,
	    "invalid_client", 0 },
	{ FORM, GRANT "&client_id=other&client_secret=s3cret", "", 401,
	    "invalid_client", 0 },
	{ FORM, GRANT "&client_id=vapi", "", 401, "invalid_client", 0 },
	{ FORM, GRANT "&client_secret=newer", "", 401, "invalid_client", 0 },
	{ FORM, GRANT, "", 401, "invalid_client", 0 },
	{ FORM, GRANT, BASIC_WRONG, 401, "invalid_client", 0 },
	{ FORM, GRANT, "Basic dmFwaQ==", 401, "invalid_client", 0 },
	{ FORM, GRANT, "Basic !", 401, "invalid_client", 0 },
	{ FORM, GRANT, "Basic ", 401, "invalid_client", 0 },
	{ FORM, GRANT, "Bearer newer", 401, "invalid_client", 0 },

	{ FORM, "grant_type=password&client_id=vapi&client_secret=newer", "",
	    400, "unsupported_grant_type", 0 },
	{ FORM, "grant_type=password&client_id=vapi&client_secret=wrong", "",
	    401, "invalid_client", 0 },

	{ FORM, "", BASIC_NEWER, 400, "invalid_request", 0 },
	{ FORM, "grant_type=", BASIC_NEWER, 400, "invalid_request", 0 },
	{ FORM, "grant_type", BASIC_NEWER, 400, "invalid_request", 0 },
	{ FORM, GRANT "&" GRANT, BASIC_NEWER, 400, "invalid_request", 0 },
	{ FORM, GRANT "&client_id=vapi&client_secret=newer", BASIC_NEWER, 400,
	    "invalid_request", 0 },
	{ FORM, GRANT "&client_secret=%", "", 400, "invalid_request", 0 },
	{ FORM, GRANT "&client_secret=%2", "", 400, "invalid_request", 0 },
	{ FORM, GRANT "&client_secret=%zz", "", 400, "invalid_request", 0 },
	{ JSON, "", BASIC_NEWER, 400, "invalid_request", 0 },
	{ JSON, "{", BASIC_NEWER, 400, "invalid_request", 0 },
	{ JSON, "[]", BASIC_NEWER, 400, "invalid_request", 0 },
	{ JSON, "null", BASIC_NEWER, 400, "invalid_request", 0 },
	{ JSON, "{\"grant_type\":1}", BASIC_NEWER, 400, "invalid_request", 0 },
	{ JSON, GRANT, BASIC_NEWER, 400, "invalid_request", 0 },
};

/* The answer, good until the next. */
static const char *
ask(const char *type, const char *body, const char *authorization)
{
	char content_type[80], header[200];
	char *envp[] = { content_type, header, NULL };
	struct request request;

	snprintf(content_type, sizeof(content_type), "CONTENT_TYPE=%s", type);
	snprintf(header, sizeof(header), "HTTP_AUTHORIZATION=%s",
	    authorization);
	request_init(&request, envp);
	strbuf_puts(&request.body, body);
	vapi_reply_clear(&reply);
	vapi_reply_init(&reply);
	oauth_answer(office.config, &request, NOW_MS, &reply);
	request_clear(&request);
	return strbuf_get(&reply.body);
}

static bool
is_let_in(const struct auth_rule *rules, size_t count, const char *token,
    int64_t now_ms)
{
	bool in = false;

	for (size_t i = 0; i < count; i++)
		in |= rules[i].scheme == AUTH_OAUTH2 &&
		    token_check(&rules[i], token, now_ms);
	return in;
}

START_TEST(test_an_ask_is_answered_as_the_rfc_says)
{
	const struct config *config;
	const char *answer, *token;
	char error[80];

	office_configure(&office, CONF);
	config = office.config;
	answer = ask(asks[_i].type, asks[_i].body, asks[_i].authorization);
	ck_assert_msg(reply.status == asks[_i].status, "row %d: %s", _i,
	    answer);
	if (asks[_i].error != NULL) {
		snprintf(error, sizeof(error), "{\"error\":\"%s\"}",
		    asks[_i].error);
		ck_assert_str_eq(answer, error);
		ck_assert_int_eq(office_logged(&office, "TOKEN_REFUSED"), 1);
		return;
	}
	ck_assert_str_eq(at(answer, "/token_type"), "Bearer");
	ck_assert_int_eq(atoi(at(answer, "/expires_in")), asks[_i].expires_s);
	token = at(answer, "/access_token");
	ck_assert(is_let_in(config->auth, config->auth_count, token,
	    NOW_MS + asks[_i].expires_s * 1000 - 1) !=
	    is_let_in(config->tenants[0].auth, 1, token, NOW_MS));
	ck_assert(!is_let_in(config->auth, config->auth_count, token,
	    NOW_MS + asks[_i].expires_s * 1000));
	ck_assert_int_eq(office_logged(&office, "TOKEN_ISSUED"), 1);
}
END_TEST

START_TEST(test_the_log_names_the_client_that_is_known_and_no_value)
{
	office_configure(&office, CONF);
	ask(FORM, GRANT "&client_id=dupont:1&client_secret=duponts", "");
	ask(FORM, GRANT "&client_id=mallory&client_secret=opensesame", "");
	ask(FORM, GRANT, BASIC_WRONG);
	ck_assert_int_eq(office_logged(&office,
	    "TOKEN_ISSUED client_id=dupont:1 auth_tenant=dupont "), 1);
	ck_assert_int_eq(office_logged(&office,
	    "TOKEN_REFUSED error=invalid_client seen=client_secret "), 1);
	ck_assert_int_eq(office_logged(&office,
	    "TOKEN_REFUSED error=invalid_client seen=Authorization "), 1);
	ck_assert_int_eq(office_logged(&office, "mallory"), 0);
	ck_assert_int_eq(office_logged(&office, "opensesame"), 0);
	ck_assert_int_eq(office_logged(&office, "dmFwaTp3cm9uZw"), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("oauth");
	TCase *tc = tcase_create("oauth");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_an_ask_is_answered_as_the_rfc_says, 0,
	    COUNT(asks));
	tcase_add_test(tc,
	    test_the_log_names_the_client_that_is_known_and_no_value);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
