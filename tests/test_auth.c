/*
 * src/gateway/auth.c: who gets in. The signatures come from `openssl dgst
 * -hmac`, not from the code under test.
 */
#include "gateway/auth.h"
#include "gateway/token.h"
#include "posting.h"

#define NOW_MS OFFICE_NOW_MS
#define MINUTE_MS INT64_C(60000)
#define EVERYWHERE (AUTH_ON_WEBHOOK | AUTH_ON_TOOL | AUTH_ON_CHAT)

#define SECRET(scheme_, header_, prefix_, secret_) \
	{ .scheme = (scheme_), .routes = EVERYWHERE, .header = (header_), \
	  .prefix = (prefix_), .secret = (secret_), \
	  .secret_len = sizeof(secret_) - 1, .client_id = "vapi", \
	  .window_ms = 5 * MINUTE_MS }
#define HMAC(prefix_, algorithm_, encoding_, payload_, stamp_) \
	{ .scheme = AUTH_HMAC, .routes = EVERYWHERE, \
	  .header = "X-Signature", .prefix = (prefix_), \
	  .secret = "s3cret", .secret_len = 6, .algorithm = (algorithm_), \
	  .encoding = (encoding_), .payload = (payload_), \
	  .timestamp_header = (stamp_), .window_ms = 5 * MINUTE_MS }

/* clang-format off */
static const struct auth_rule
    secret[] = { SECRET(AUTH_SECRET, "X-Vapi-Secret", "", "s3cret") },
    bearer[] = { SECRET(AUTH_BEARER, "Authorization", "Bearer ", "s3cret") },
    oauth2[] = { SECRET(AUTH_OAUTH2, "Authorization", "Bearer ", "s3cret") },
    rotating[] = { SECRET(AUTH_SECRET, "X-Vapi-Secret", "", "old"),
		   SECRET(AUTH_SECRET, "X-Vapi-Secret", "", "s3cret") },
    hmac[] = { HMAC("", "sha256", "hex", "{body}", "") },
    hmac_prefix[] = { HMAC("sha256=", "sha256", "hex", "{body}", "") },
    hmac_sha1[] = { HMAC("", "sha1", "hex", "{body}", "") },
    hmac_sha512[] = { HMAC("", "sha512", "base64", "{body}", "") },
    hmac_base64[] = { HMAC("", "sha256", "base64", "{body}", "") },
    hmac_timed[] = { HMAC("", "sha256", "hex", "{timestamp}.{body}",
			  "X-Timestamp") },
    /* The timestamp stands beside the payload, unsigned. */
    hmac_beside[] = { HMAC("", "sha256", "hex", "{body}", "X-Timestamp") },
    hmac_or_secret[] = { HMAC("", "sha256", "hex", "{timestamp}.{body}",
			      "X-Timestamp"),
			 SECRET(AUTH_SECRET, "X-Vapi-Secret", "", "s3cret") };
/* clang-format on */

#define BODY "{\"message\":{\"type\":\"hang\"}}"

/* printf %s BODY | openssl dgst -hmac s3cret -sha256 (-binary | base64 -w0) */
#define SHA256 \
	"6d45d5acff8dbf3c4a0e5c8de402f3b612ef9508065750e3427d7036cdbe25c2"
#define SHA256_UPPER \
	"6D45D5ACFF8DBF3C4A0E5C8DE402F3B612EF9508065750E3427D7036CDBE25C2"
#define SHA256_BASE64 "bUXVrP+NvzxKDlyN5ALzthLvlQgGV1DjQn1wNs2+JcI="
#define SHA1 "982cdacbeecc567d426fe747f88444dc0a34086c"
#define SHA512_BASE64 \
	"DXBfivs33xfi5AG2ZyAT0iWRRyFHEV4VKTcqQOnPk4ycYOKEt5DAQlhWCpmUcRb5" \
	"PCCsoLgOVCshmZvmAi/PCw=="
#define SHA256_OF_NOTHING \
	"91dfac70c5348b04e1babb8b421ac92cec08b565b49ca16130dccb72503647b7"

/* The same of TIMESTAMP.BODY: now, in s and in ms; 299 s and 301 s away. */
#define TIMED \
	"e08370cf3b50cbb99297128fa3dc0b1cc9400f021ccfffb9974050079a2359b1"
#define TIMED_MS \
	"daf06fd6a4918e96cf0f21bbdaba5e70fbc1af43aae641de341b22780e3640f3"
#define TIMED_299_AGO \
	"28eba4a145e41c15a21eeb38a3e95b0611155ab6b00cc8f22e0988a9950ed181"
#define TIMED_301_AGO \
	"a7be1dad94ac932943653a8cbb7d8d7d92fb52031ca3a2107afe1b486e2c5c82"
#define TIMED_299_AHEAD \
	"d1d84fd5e43ba2854e137005307af5e5d2555d2f3afe8c7fc9abd9c74e5bfd26"
#define TIMED_301_AHEAD \
	"3343307a277a81d516026915e557dff32b9549034b68bc5bd17faaada299aae9"

#define RULES(r) (r), COUNT(r)
#define SIGNED(value) { "HTTP_X_SIGNATURE=" value }
#define STAMPED(value, at) \
	{ "HTTP_X_SIGNATURE=" value, "HTTP_X_TIMESTAMP=" at }

static const struct {
	const struct auth_rule *rules;
	int count;
	char *envp[4];
	bool in;
} cases[] = {
	{ RULES(secret), { "HTTP_X_VAPI_SECRET=s3cret" }, true },
	{ RULES(secret), { "HTTP_X_VAPI_SECRET=s3creT" }, false },
	{ RULES(secret), { "HTTP_X_VAPI_SECRET=s3cre" }, false },
	{ RULES(secret), { "HTTP_X_VAPI_SECRET=s3crets" }, false },
	{ RULES(secret), { "HTTP_X_VAPI_SECRET=" }, false },
	{ RULES(secret), { "HTTP_AUTHORIZATION=s3cret" }, false },
	{ RULES(secret), { NULL }, false },

	{ RULES(bearer), { "HTTP_AUTHORIZATION=Bearer s3cret" }, true },
	{ RULES(bearer), { "HTTP_AUTHORIZATION=bearer s3cret" }, true },
	{ RULES(bearer), { "HTTP_AUTHORIZATION=Bearer  s3cret" }, false },
	{ RULES(bearer), { "HTTP_AUTHORIZATION=Basic s3cret" }, false },
	{ RULES(bearer), { "HTTP_AUTHORIZATION=s3cret" }, false },
	{ RULES(bearer), { "HTTP_AUTHORIZATION=Bearer " }, false },
	{ RULES(bearer), { "HTTP_AUTHORIZATION=Bea" }, false },

	{ RULES(rotating), { "HTTP_X_VAPI_SECRET=old" }, true },
	{ RULES(rotating), { "HTTP_X_VAPI_SECRET=s3cret" }, true },
	{ RULES(rotating), { "HTTP_X_VAPI_SECRET=older" }, false },

	{ RULES(hmac), SIGNED(SHA256), true },
	{ RULES(hmac), SIGNED(SHA256_UPPER), true },
	{ RULES(hmac), SIGNED(SHA256_BASE64), false },
	{ RULES(hmac), SIGNED(SHA256_OF_NOTHING), false },
	{ RULES(hmac), SIGNED(SHA256 "00"), false },
	{ RULES(hmac), SIGNED(SHA256 SHA256 SHA256), false },
	{ RULES(hmac), SIGNED(SHA1), false },
	{ RULES(hmac), { NULL }, false },
	{ RULES(hmac_prefix), SIGNED("sha256=" SHA256), true },
	{ RULES(hmac_prefix), SIGNED(SHA256), false },
	{ RULES(hmac_sha1), SIGNED(SHA1), true },
	{ RULES(hmac_sha512), SIGNED(SHA512_BASE64), true },
	{ RULES(hmac_base64), SIGNED(SHA256_BASE64), true },
	{ RULES(hmac_base64), SIGNED(SHA256), false },

	{ RULES(hmac_timed), STAMPED(TIMED, "1795426200"), true },
	{ RULES(hmac_timed), STAMPED(TIMED_MS, "1795426200000"), true },
	{ RULES(hmac_timed), STAMPED(TIMED_299_AGO, "1795425901"), true },
	{ RULES(hmac_timed), STAMPED(TIMED_301_AGO, "1795425899"), false },
	{ RULES(hmac_timed), STAMPED(TIMED_299_AHEAD, "1795426499"), true },
	{ RULES(hmac_timed), STAMPED(TIMED_301_AHEAD, "1795426501"), false },
	{ RULES(hmac_timed), STAMPED(TIMED, "1795426201"), false },
	{ RULES(hmac_timed), STAMPED(TIMED, "1795426200 "), false },
	{ RULES(hmac_timed), STAMPED(TIMED, "-1"), false },
	{ RULES(hmac_timed), STAMPED(TIMED, "99999999999999999999"), false },
	{ RULES(hmac_timed), SIGNED(TIMED), false },
	{ RULES(hmac_timed), SIGNED(SHA256), false },

	{ RULES(oauth2), { "HTTP_AUTHORIZATION=Bearer s3cret" }, false },
	{ NULL, 0, { "HTTP_X_VAPI_SECRET=s3cret" }, false },
};

/* What is BODY's answer on ${route}, with these parameters? */
static enum auth_rc
check_on(enum auth_route route, const struct config *config,
    char *const envp[4], const struct tenant **tenant)
{
	const struct calls calls = { .store = office.store, .config = config };
	char *copy[4];
	struct request request;
	enum auth_rc rc;

	memcpy(copy, envp, sizeof(copy));
	request_init(&request, copy);
	strbuf_puts(&request.body, BODY);
	rc = auth_check(&calls, &request, route, NOW_MS, tenant);
	request_clear(&request);
	return rc;
}

/* Does ${config} let it in? */
static bool
check(const struct config *config, char *const envp[4],
    const struct tenant **tenant)
{
	return check_on(AUTH_ON_WEBHOOK, config, envp, tenant) == AUTH_PASSED;
}

START_TEST(test_a_rule_lets_in_what_it_describes)
{
	const struct config config = {
		.auth = cases[_i].rules,
		.auth_count = (size_t)cases[_i].count,
	};
	const struct tenant *tenant;

	ck_assert_msg(check(&config, cases[_i].envp, &tenant) == cases[_i].in,
	    "case %d: %s", _i, cases[_i].envp[0]);
	ck_assert_ptr_null(tenant);
}
END_TEST

START_TEST(test_none_lets_everybody_in)
{
	const struct config config = { .auth_none = true };
	const struct tenant *tenant;

	ck_assert(check(&config, (char *[4]){ NULL }, &tenant));
	ck_assert_ptr_null(tenant);
}
END_TEST

START_TEST(test_a_tenant_s_own_rule_lets_in_for_that_tenant)
{
	const struct tenant tenants[] = {
		{ .id = "none" },
		{ .id = "dupont", .auth = bearer, .auth_count = 1 },
	};
	const struct config config = {
		.auth = secret, .auth_count = 1,
		.tenants = tenants, .tenants_count = COUNT(tenants),
	};
	const struct tenant *tenant;

	ck_assert(check(&config,
	    (char *[4]){ "HTTP_AUTHORIZATION=Bearer s3cret" }, &tenant));
	ck_assert_ptr_eq(tenant, &tenants[1]);
	ck_assert(check(&config, (char *[4]){ "HTTP_X_VAPI_SECRET=s3cret",
	    "HTTP_AUTHORIZATION=Bearer s3cret" }, &tenant));
	ck_assert_ptr_null(tenant); /* for all wins over for one */
	ck_assert(!check(&config,
	    (char *[4]){ "HTTP_AUTHORIZATION=Bearer S3CRET" }, &tenant));
}
END_TEST

START_TEST(test_a_rule_lets_in_to_its_routes_only)
{
	static const struct auth_rule webhook_and_chat[] = {
		{ .scheme = AUTH_SECRET,
		  .routes = AUTH_ON_WEBHOOK | AUTH_ON_CHAT,
		  .header = "X-Vapi-Secret", .prefix = "", .secret = "s3cret",
		  .secret_len = 6 },
		{ .scheme = AUTH_SECRET, .routes = AUTH_ON_TOOL,
		  .header = "X-Tool", .prefix = "", .secret = "t00l",
		  .secret_len = 4 },
	};
	static const struct {
		enum auth_route route;
		char *envp[4];
		enum auth_rc rc;
	} rows[] = {
		{ AUTH_ON_WEBHOOK, { "HTTP_X_VAPI_SECRET=s3cret" },
		  AUTH_PASSED },
		{ AUTH_ON_CHAT, { "HTTP_X_VAPI_SECRET=s3cret" }, AUTH_PASSED },
		{ AUTH_ON_TOOL, { "HTTP_X_VAPI_SECRET=s3cret" },
		  AUTH_REFUSED },
		{ AUTH_ON_TOOL, { "HTTP_X_TOOL=t00l" }, AUTH_PASSED },
		{ AUTH_ON_WEBHOOK, { "HTTP_X_TOOL=t00l" }, AUTH_REFUSED },
	};
	const struct config config = { .auth = webhook_and_chat,
		.auth_count = 2 };
	const struct tenant *tenant;

	for (int i = 0; i < COUNT(rows); i++)
		ck_assert_msg(check_on(rows[i].route, &config, rows[i].envp,
		    &tenant) == rows[i].rc, "row %d", i);
	/* What is expected elsewhere is not expected here. */
	ck_assert_int_eq(office_logged(&office,
	    "AUTH_REFUSED expected=X-Tool(secret) "), 1);
}
END_TEST

START_TEST(test_a_token_of_ours_lets_in_for_whom_its_rule_does)
{
	const struct tenant tenants[] = {
		{ .id = "dupont", .auth = oauth2, .auth_count = 1 },
	};
	const struct config config = {
		.tenants = tenants, .tenants_count = COUNT(tenants),
	};
	const struct tenant *tenant;
	char param[512];
	struct strbuf token;

	strbuf_init(&token);
	ck_assert(token_issue(oauth2, NOW_MS, &token));
	snprintf(param, sizeof(param), "HTTP_AUTHORIZATION=Bearer %s",
	    strbuf_get(&token));
	ck_assert(check(&config, (char *[4]){ param }, &tenant));
	ck_assert_ptr_eq(tenant, &tenants[0]);
	param[strlen(param) - 1] ^= 1;
	ck_assert(!check(&config, (char *[4]){ param }, &tenant));
	ck_assert_ptr_null(tenant);
	strbuf_clear(&token);
}
END_TEST

/* --- The same message again ---------------------------------------------- */

static const struct {
	const struct auth_rule *rules;
	int count;
	char *first[4], *again[4];
	bool in; /* the second time */
} replays[] = {
	{ RULES(hmac_timed), STAMPED(TIMED, "1795426200"),
	    STAMPED(TIMED, "1795426200"), false },
	/* Written otherwise, it is the same signature. */
	{ RULES(hmac_beside), STAMPED(SHA256, "1795426200"),
	    STAMPED(SHA256_UPPER, "1795426200000"), false },
	{ RULES(hmac_timed), STAMPED(TIMED, "1795426200"),
	    STAMPED(TIMED_299_AGO, "1795425901"), true },
	/* A replay is refused, whatever else it carries. */
	{ RULES(hmac_or_secret), STAMPED(TIMED, "1795426200"),
	    { "HTTP_X_VAPI_SECRET=s3cret", "HTTP_X_SIGNATURE=" TIMED,
	      "HTTP_X_TIMESTAMP=1795426200" }, false },
	{ RULES(hmac_or_secret), STAMPED(TIMED, "1795426200"),
	    { "HTTP_X_VAPI_SECRET=s3cret" }, true },
	/* Without a timestamp nothing can be remembered long enough. */
	{ RULES(hmac), SIGNED(SHA256), SIGNED(SHA256), true },
	{ RULES(secret), { "HTTP_X_VAPI_SECRET=s3cret" },
	    { "HTTP_X_VAPI_SECRET=s3cret" }, true },
};

START_TEST(test_a_message_signed_with_its_time_is_let_in_once)
{
	const struct config config = {
		.auth = replays[_i].rules,
		.auth_count = (size_t)replays[_i].count,
	};
	const struct tenant *tenant;

	ck_assert(check(&config, replays[_i].first, &tenant));
	ck_assert(check(&config, replays[_i].again, &tenant) ==
	    replays[_i].in);
	ck_assert_int_eq(office_logged(&office, "AUTH_REPLAYED"),
	    replays[_i].in ? 0 : 1);
	ck_assert_int_eq(office_logged(&office, "AUTH_REFUSED"), 0);
}
END_TEST

START_TEST(test_a_store_that_cannot_remember_lets_nobody_in)
{
	const struct config config = { .auth = hmac_timed, .auth_count = 1 };
	const struct tenant *tenant;

	store_close(office.store);
	office_open_store(&office, &(struct store_options){
	    .read_only = true });
	ck_assert_int_eq(check_on(AUTH_ON_CHAT, &config,
	    (char *[4])STAMPED(TIMED, "1795426200"), &tenant), AUTH_UNSURE);
	ck_assert_int_eq(office_logged(&office, "STORE_FAILED "), 1);
}
END_TEST

START_TEST(test_a_refusal_is_logged_by_names_without_a_value)
{
	const struct config config = { .auth = rotating, .auth_count = 2 };
	const struct tenant *tenant;

	ck_assert(!check(&config,
	    (char *[4]){ "HTTP_X_VAPI_SECRET=opensesame" }, &tenant));
	ck_assert_int_eq(office_logged(&office, "AUTH_REFUSED "
	    "expected=X-Vapi-Secret(secret) seen=X-Vapi-Secret "), 1);
	ck_assert_int_eq(office_logged(&office, "opensesame"), 0);
	ck_assert_int_eq(office_logged(&office, "s3cret"), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("auth");
	TCase *tc = tcase_create("auth");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_a_rule_lets_in_what_it_describes, 0,
	    COUNT(cases));
	tcase_add_test(tc, test_none_lets_everybody_in);
	tcase_add_test(tc, test_a_tenant_s_own_rule_lets_in_for_that_tenant);
	tcase_add_test(tc, test_a_rule_lets_in_to_its_routes_only);
	tcase_add_test(tc, test_a_token_of_ours_lets_in_for_whom_its_rule_does);
	tcase_add_loop_test(tc,
	    test_a_message_signed_with_its_time_is_let_in_once, 0,
	    COUNT(replays));
	tcase_add_test(tc, test_a_store_that_cannot_remember_lets_nobody_in);
	tcase_add_test(tc, test_a_refusal_is_logged_by_names_without_a_value);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
