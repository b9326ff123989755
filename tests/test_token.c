/* src/gateway/token.c: which tokens are ours, and for how long. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/token.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define NOW_MS INT64_C(1795426200000)

#define RULE(client_id_, secret_)                                      \
	{ .scheme = AUTH_OAUTH2, .client_id = (client_id_),            \
	  .secret = (secret_), .secret_len = sizeof(secret_) - 1,      \
	  .window_ms = 300000 }

static const struct auth_rule vapi = RULE("vapi", "s3cret");

/*
 * printf 1795426500.vapi.AAAAAAAAAAAAAAAA | base64 | tr '+/' '-_' | tr -d =
 * and the same of: printf %s THAT | openssl dgst -sha256 -hmac s3cret -binary
 */
#define SAID "MTc5NTQyNjUwMC52YXBpLkFBQUFBQUFBQUFBQUFBQUE"
#define MAC  "Ca4-kCJJiVe6n0443xSbaPGNUnx8esJE2V_qvdGG0uY"
#define EXPIRES_MS INT64_C(1795426500000)

static void
issue(const struct auth_rule *rule, struct strbuf *token)
{
	strbuf_init(token);
	ck_assert(token_issue(rule, NOW_MS, token));
}

START_TEST(test_a_token_is_good_until_its_window_ends)
{
	ck_assert(token_check(&vapi, SAID "." MAC, NOW_MS));
	ck_assert(token_check(&vapi, SAID "." MAC, EXPIRES_MS - 1));
	ck_assert(!token_check(&vapi, SAID "." MAC, EXPIRES_MS));
}
END_TEST

START_TEST(test_what_is_issued_is_good_for_the_window)
{
	struct strbuf token;

	issue(&vapi, &token);
	ck_assert(token_check(&vapi, strbuf_get(&token), NOW_MS));
	ck_assert(token_check(&vapi, strbuf_get(&token), EXPIRES_MS - 1));
	ck_assert(!token_check(&vapi, strbuf_get(&token), EXPIRES_MS));
	ck_assert_uint_eq(strcspn(strbuf_get(&token), " +/="), token.len);
	strbuf_clear(&token);
}
END_TEST

START_TEST(test_no_two_tokens_are_the_same)
{
	struct strbuf one, other;

	issue(&vapi, &one);
	issue(&vapi, &other);
	ck_assert_str_ne(strbuf_get(&one), strbuf_get(&other));
	strbuf_clear(&one);
	strbuf_clear(&other);
}
END_TEST

static const struct auth_rule others[] = {
	RULE("vapi", "s3creT"),
	RULE("vap", "s3cret"),
	RULE("vapi2", "s3cret"),
	RULE("vapi.AAAAAAAAAAAAAAAA", "s3cret"),
	RULE("", "s3cret"),
};

START_TEST(test_a_token_is_one_rule_s_only)
{
	struct strbuf token;

	ck_assert(!token_check(&others[_i], SAID "." MAC, NOW_MS));
	issue(&others[_i], &token);
	ck_assert(token_check(&others[_i], strbuf_get(&token), NOW_MS));
	ck_assert(!token_check(&vapi, strbuf_get(&token), NOW_MS));
	strbuf_clear(&token);
}
END_TEST

START_TEST(test_a_client_id_may_hold_dots)
{
	static const struct auth_rule dotted = RULE("fr.vapi.", "s3cret");
	static const struct auth_rule shorter = RULE("fr", "s3cret");
	struct strbuf token;

	issue(&dotted, &token);
	ck_assert(token_check(&dotted, strbuf_get(&token), NOW_MS));
	ck_assert(!token_check(&shorter, strbuf_get(&token), NOW_MS));
	strbuf_clear(&token);
}
END_TEST

START_TEST(test_a_token_with_one_bit_changed_is_none)
{
	char token[] = SAID "." MAC;

	for (size_t i = 0; i < strlen(token); i++) {
		token[i] ^= 1;
		ck_assert_msg(!token_check(&vapi, token, NOW_MS), "%s", token);
		token[i] ^= 1;
	}
	ck_assert(token_check(&vapi, token, NOW_MS));
}
END_TEST

static const char *const malformed[] = {
	"", ".", "..", "a", "a.", ".a", SAID, SAID ".", "." MAC, MAC "." SAID,
	SAID "." MAC ".", SAID "." MAC "=", " " SAID "." MAC, SAID "=." MAC,
	SAID "." MAC SAID "." MAC, "s3cret",
};

START_TEST(test_what_is_malformed_is_no_token)
{
	ck_assert_msg(!token_check(&vapi, malformed[_i], NOW_MS), "%s",
	    malformed[_i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("token");
	TCase *tc = tcase_create("token");
	SRunner *runner;
	int failed;

	tcase_add_test(tc, test_a_token_is_good_until_its_window_ends);
	tcase_add_test(tc, test_what_is_issued_is_good_for_the_window);
	tcase_add_test(tc, test_no_two_tokens_are_the_same);
	tcase_add_loop_test(tc, test_a_token_is_one_rule_s_only, 0,
	    COUNT(others));
	tcase_add_test(tc, test_a_client_id_may_hold_dots);
	tcase_add_test(tc, test_a_token_with_one_bit_changed_is_none);
	tcase_add_loop_test(tc, test_what_is_malformed_is_no_token, 0,
	    COUNT(malformed));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
