/*
 * src/gateway/auth_hmac.c against `openssl dgst`: for each way of signing that
 * the configuration knows, the other side is that program, and coreutils write
 * what it signs as text. What is given to it is the key's bytes, not its text.
 */
#include "gateway/auth.h"
#include "posting.h"

#define NOW_S "1795426200"
#define NOW_MS_TEXT "1795426200000"
#define BODY "{\"message\":{\"type\":\"hang\",\"é\":\"\\u00e9\"}}\r\n"
#define HEX    "od -An -v -tx1 | tr -d ' \\n'"
#define UPPER  "od -An -v -tx1 | tr -d ' \\n' | tr a-f A-F"
#define BASE64 "base64 -w0"

/* "\0\xffkey\0\x80more" */
#define BINARY_BASE64 "AP9rZXkAgG1vcmU="
#define BINARY_HEX    "00ff6b657900806d6f7265"
#define TEXT          "s3cret"
#define TEXT_HEX      "733363726574"

static const struct {
	const char *rule; /* what its auth section says */
	const char *digest, *key_hex, *written; /* how the other side signs */
	const char *timestamp; /* X-Timestamp; NULL: none */
	const char *before;    /* of the body, in what is signed; NULL: the
	                          timestamp and a dot */
	const char *header, *prefix;
} ways[] = {
	{ "secret = " TEXT, "sha256", TEXT_HEX, HEX, NOW_S, NULL,
	    "X_SIGNATURE", "" },
	{ "secret = " TEXT, "sha256", TEXT_HEX, UPPER, NOW_MS_TEXT, NULL,
	    "X_SIGNATURE", "" },
	{ "secret = " TEXT " prefix = 'sha256='", "sha256", TEXT_HEX, HEX,
	    NOW_S, NULL, "X_SIGNATURE", "sha256=" },
	{ "secret = " TEXT " payload = '{body}'", "sha256", TEXT_HEX, HEX,
	    NULL, "", "X_SIGNATURE", "" },
	{ "secret = " TEXT " payload = '{body}' timestamp_header = X-At",
	    "sha256", TEXT_HEX, HEX, NOW_S, "", "X_SIGNATURE", "" },
	{ "secret = " TEXT " algorithm = sha512 encoding = base64", "sha512",
	    TEXT_HEX, BASE64, NOW_S, NULL, "X_SIGNATURE", "" },
	{ "secret = " TEXT " algorithm = sha1 header = X-Hub-Signature"
	  " prefix = 'sha1=' payload = '{body}'", "sha1", TEXT_HEX, HEX, NULL,
	    "", "X_HUB_SIGNATURE", "sha1=" },
	{ "secret = " TEXT " secret_encoding = raw encoding = base64"
	  " prefix = 'v1,'", "sha256", TEXT_HEX, BASE64, NOW_S, NULL,
	    "X_SIGNATURE", "v1," },
	{ "secret = '" BINARY_BASE64 "' secret_encoding = base64", "sha256",
	    BINARY_HEX, HEX, NOW_S, NULL, "X_SIGNATURE", "" },
	{ "secret = '" BINARY_BASE64 "' secret_encoding = base64"
	  " encoding = base64 algorithm = sha512 prefix = 'sha512='",
	    "sha512", BINARY_HEX, BASE64, NOW_MS_TEXT, NULL, "X_SIGNATURE",
	    "sha512=" },
	{ "secret = '" BINARY_BASE64 "' secret_encoding = base64"
	  " encoding = base64 algorithm = sha1 payload = '{body}'", "sha1",
	    BINARY_HEX, BASE64, NULL, "", "X_SIGNATURE", "" },
};

/* What the other side writes into its header, after the prefix. */
static void
sign(int way, char out[256])
{
	char path[128], command[512];
	FILE *f = fopen(office_path(&office, "signed", path), "w");

	ck_assert_ptr_nonnull(f);
	if (ways[way].before != NULL)
		fputs(ways[way].before, f);
	else
		fprintf(f, "%s.", ways[way].timestamp);
	fputs(BODY, f);
	ck_assert_int_eq(fclose(f), 0);
	snprintf(command, sizeof(command), "openssl dgst -%s -mac HMAC"
	    " -macopt hexkey:%s -binary '%s' | %s", ways[way].digest,
	    ways[way].key_hex, path, ways[way].written);
	f = popen(command, "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_msg(fgets(out, 256, f) != NULL, "openssl is not there");
	ck_assert_int_eq(pclose(f), 0);
}

static enum auth_rc
send_signed(int way, const char *signature, const char *body)
{
	char given[512], at[64], beside[64];
	char *envp[] = { given, at, beside, NULL };
	const struct tenant *tenant;
	struct request request;
	enum auth_rc rc;

	snprintf(given, sizeof(given), "HTTP_%s=%s%s", ways[way].header,
	    ways[way].prefix, signature);
	snprintf(at, sizeof(at), "HTTP_X_TIMESTAMP=%s",
	    ways[way].timestamp != NULL ? ways[way].timestamp : "");
	snprintf(beside, sizeof(beside), "HTTP_X_AT=%s",
	    ways[way].timestamp != NULL ? ways[way].timestamp : "");
	request_init(&request, envp);
	strbuf_puts(&request.body, body);
	rc = auth_check(&office.calls, &request, AUTH_ON_WEBHOOK,
	    OFFICE_NOW_MS, &tenant);
	request_clear(&request);
	return rc;
}

START_TEST(test_what_openssl_signs_is_let_in_and_nothing_else)
{
	char conf[512], signature[256];

	snprintf(conf, sizeof(conf), "auth { scheme = hmac %s }\n",
	    ways[_i].rule);
	office_configure(&office, conf);
	sign(_i, signature);
	ck_assert_msg(send_signed(_i, signature, BODY) == AUTH_PASSED,
	    "%s: %s", ways[_i].rule, signature);
	ck_assert_int_eq(send_signed(_i, signature, BODY " "), AUTH_REFUSED);
	ck_assert_int_eq(send_signed(_i, signature, ""), AUTH_REFUSED);
	signature[3] ^= 1;
	ck_assert_int_eq(send_signed(_i, signature, BODY), AUTH_REFUSED);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("auth_hmac");
	TCase *tc = tcase_create("auth_hmac");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc,
	    test_what_openssl_signs_is_let_in_and_nothing_else, 0,
	    COUNT(ways));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
