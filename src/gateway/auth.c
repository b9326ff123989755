/*
 * See auth.h.
 * Source: Vapi's documentation, "Server authentication" (X-Vapi-Secret, bearer
 * tokens, HMAC with its payload formats, signature encodings and timestamps).
 */
#include <ctype.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/secret.h"
#include "gateway/auth.h"

#define SIGNATURE_BYTES (2 * EVP_MAX_MD_SIZE + 1) /* hex, the longer form */
#define MS_FROM INT64_C(100000000000) /* a timestamp from here on is in ms,
                                         below in s: in 1973, in 5138 */
#define MS_MAX  (MS_FROM * 10000)

typedef bool rule_check(const struct auth_rule *rule,
    const struct request *request, int64_t now_ms);

/* The header's value after the rule's prefix; NULL when it is not so. */
static const char *
credential(const struct auth_rule *rule, const struct request *request)
{
	const char *value = request_header(request, rule->header);
	size_t len = strlen(rule->prefix);

	if (value == NULL || strncasecmp(value, rule->prefix, len) != 0)
		return NULL;
	return value + len;
}

static bool
check_secret(const struct auth_rule *rule, const struct request *request,
    int64_t now_ms)
{
	const char *value = credential(rule, request);

	(void)now_ms;
	return value != NULL && secret_equal(value, strlen(value),
	    rule->secret, rule->secret_len);
}

/* Is the timestamp, in s or ms since 1970, within the window? */
static bool
is_timely(const char *timestamp, int64_t window_ms, int64_t now_ms)
{
	char *end;
	int64_t ms = strtoll(timestamp, &end, 10);

	if (!isdigit((unsigned char)timestamp[0]) || *end != '\0' ||
	    ms >= MS_MAX)
		return false;
	if (ms < MS_FROM)
		ms *= 1000;
	return llabs(now_ms - ms) <= window_ms;
}

/* The rule's payload, "{timestamp}.{body}" or the like, into the MAC. */
static bool
feed_payload(EVP_MAC_CTX *mac, const struct auth_rule *rule,
    const struct strbuf *body, const char *timestamp)
{
	const struct {
		const char *token, *bytes;
		size_t len;
	} parts[] = {
		{ "{body}", strbuf_get(body), body->len },
		{ "{timestamp}", timestamp, strlen(timestamp) },
	};
	const char *p = rule->payload, *bytes;
	size_t len, taken;

	for (; *p != '\0'; p += taken) {
		bytes = p;
		len = taken = 1; /* what is no token stands for itself */
		for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
			size_t n = strlen(parts[i].token);

			if (strncmp(p, parts[i].token, n) == 0) {
				bytes = parts[i].bytes;
				len = parts[i].len;
				taken = n;
			}
		}
		if (EVP_MAC_update(mac, (const unsigned char *)bytes, len) != 1)
			return false;
	}
	return true;
}

static bool
sign(const struct auth_rule *rule, const struct strbuf *body,
    const char *timestamp, unsigned char out[EVP_MAX_MD_SIZE], size_t *len)
{
	EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *mac = hmac != NULL ? EVP_MAC_CTX_new(hmac) : NULL;
	/* libcrypto only reads the name. */
	const OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
		    (char *)rule->algorithm, 0),
		OSSL_PARAM_construct_end(),
	};
	bool ok;

	ok = mac != NULL && EVP_MAC_init(mac, (const unsigned char *)
	    rule->secret, rule->secret_len, params) == 1 &&
	    feed_payload(mac, rule, body, timestamp) &&
	    EVP_MAC_final(mac, out, len, EVP_MAX_MD_SIZE) == 1;
	EVP_MAC_CTX_free(mac);
	EVP_MAC_free(hmac);
	return ok;
}

static void
encode_hex(const unsigned char *bytes, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (; len > 0; len--, bytes++) {
		*out++ = digits[*bytes >> 4];
		*out++ = digits[*bytes & 15];
	}
	*out = '\0';
}

static bool
is_signature(const struct auth_rule *rule, const char *given,
    const unsigned char *mac, size_t mac_len)
{
	char want[SIGNATURE_BYTES], got[SIGNATURE_BYTES];
	bool hex = strcmp(rule->encoding, "hex") == 0;
	size_t len = strlen(given);

	if (len >= sizeof(got))
		return false;
	for (size_t i = 0; i < len; i++)
		got[i] = hex ? (char)tolower((unsigned char)given[i]) :
		    given[i];
	if (hex)
		encode_hex(mac, mac_len, want);
	else
		EVP_EncodeBlock((unsigned char *)want, mac, (int)mac_len);
	return secret_equal(got, len, want, strlen(want));
}

static bool
check_hmac(const struct auth_rule *rule, const struct request *request,
    int64_t now_ms)
{
	const char *given = credential(rule, request);
	const char *timestamp = "";
	unsigned char mac[EVP_MAX_MD_SIZE];
	size_t mac_len;

	if (given == NULL)
		return false;
	if (rule->timestamp_header[0] != '\0') {
		timestamp = request_header(request, rule->timestamp_header);
		if (timestamp == NULL ||
		    !is_timely(timestamp, rule->window_ms, now_ms))
			return false;
	}
	return sign(rule, &request->body, timestamp, mac, &mac_len) &&
	    is_signature(rule, given, mac, mac_len);
}

/* No check: no token has been given out, so none is good. */
static const struct {
	const char *name;
	rule_check *check;
} schemes[] = {
	[AUTH_SECRET] = { "secret", check_secret },
	[AUTH_BEARER] = { "bearer", check_secret },
	[AUTH_HMAC] = { "hmac", check_hmac },
	[AUTH_OAUTH2] = { "oauth2", NULL },
};

static bool
any_matches(const struct auth_rule *rules, size_t count,
    const struct request *request, int64_t now_ms)
{
	for (size_t i = 0; i < count; i++) {
		rule_check *check = schemes[rules[i].scheme].check;

		if (check != NULL && check(&rules[i], request, now_ms))
			return true;
	}
	return false;
}

/* Add ${word} to a list separated by commas, unless it is there. */
static void
list_add(struct strbuf *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = strbuf_get(list); *p != '\0';) {
		size_t n = strcspn(p, ",");

		if (n == len && memcmp(p, word, n) == 0)
			return;
		p += p[n] == ',' ? n + 1 : n;
	}
	if (list->len > 0)
		strbuf_putc(list, ',');
	strbuf_add(list, word, len);
}

/* "X-Vapi-Secret(secret)" to what is expected, its name to what is seen. */
static void
name_headers(const struct auth_rule *rules, size_t count,
    const struct request *request, struct strbuf *expected,
    struct strbuf *seen)
{
	struct strbuf word;

	for (size_t i = 0; i < count; i++) {
		strbuf_init(&word);
		strbuf_printf(&word, "%s(%s)", rules[i].header,
		    schemes[rules[i].scheme].name);
		list_add(expected, strbuf_get(&word));
		strbuf_clear(&word);
		if (request_header(request, rules[i].header) != NULL)
			list_add(seen, rules[i].header);
	}
}

static void
log_refusal(const struct config *config, const struct request *request)
{
	struct strbuf expected, seen;

	strbuf_init(&expected);
	strbuf_init(&seen);
	name_headers(config->auth, config->auth_count, request, &expected,
	    &seen);
	for (size_t i = 0; i < config->tenants_count; i++)
		name_headers(config->tenants[i].auth,
		    config->tenants[i].auth_count, request, &expected, &seen);
	log_event(LOG_WARNING, "AUTH_REFUSED",
	    LOG_TEXT("expected", strbuf_get(&expected)),
	    LOG_TEXT("seen", strbuf_get(&seen)),
	    LOG_WORD("request_id", request->id));
	strbuf_clear(&expected);
	strbuf_clear(&seen);
}

bool
auth_check(const struct config *config, const struct request *request,
    int64_t now_ms, const struct tenant **tenant)
{
	*tenant = NULL;
	if (config->auth_none || any_matches(config->auth, config->auth_count,
	    request, now_ms))
		return true;
	for (size_t i = 0; i < config->tenants_count; i++) {
		const struct tenant *t = &config->tenants[i];

		if (any_matches(t->auth, t->auth_count, request, now_ms)) {
			*tenant = t;
			return true;
		}
	}
	log_refusal(config, request);
	return false;
}
