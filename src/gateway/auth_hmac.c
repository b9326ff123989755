/*
 * See auth_hmac.h.
 * Source: Vapi's documentation, "Server authentication", and its OpenAPI
 * description, HMACAuthenticationPlan (payload formats, signature encodings,
 * timestamps).
 */
#include <ctype.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "gateway/auth_hmac.h"

#define TEXT_BYTES (2 * SIGNATURE_BYTES + 1) /* in hex, the longer form */
#define MS_FROM INT64_C(100000000000) /* a timestamp from here on is in ms,
                                         below in s: in 1973, in 5138 */
#define MS_MAX  (MS_FROM * 10000)

/* ${text}, in s or ms since 1970, into *ms. */
static bool
read_timestamp(const char *text, int64_t *ms)
{
	char *end;

	*ms = strtoll(text, &end, 10);
	if (!isdigit((unsigned char)text[0]) || *end != '\0' || *ms >= MS_MAX)
		return false;
	if (*ms < MS_FROM)
		*ms *= 1000;
	return true;
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
    const char *timestamp, struct signature *out)
{
	EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *mac = hmac != NULL ? EVP_MAC_CTX_new(hmac) : NULL;
	/* libcrypto only reads the name. */
	const OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
		    (char *)(uintptr_t)rule->algorithm, 0),
		OSSL_PARAM_construct_end(),
	};
	bool ok;

	ok = mac != NULL && EVP_MAC_init(mac, (const unsigned char *)
	    rule->secret, rule->secret_len, params) == 1 &&
	    feed_payload(mac, rule, body, timestamp) &&
	    EVP_MAC_final(mac, out->mac, &out->len, sizeof(out->mac)) == 1;
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
is_written(const struct auth_rule *rule, const char *given,
    const struct signature *signature)
{
	char want[TEXT_BYTES], got[TEXT_BYTES];
	bool hex = strcmp(rule->encoding, "hex") == 0;
	size_t len = strlen(given);

	if (len >= sizeof(got))
		return false;
	for (size_t i = 0; i < len; i++)
		got[i] = hex ? (char)tolower((unsigned char)given[i]) :
		    given[i];
	if (hex)
		encode_hex(signature->mac, signature->len, want);
	else
		EVP_EncodeBlock((unsigned char *)want, signature->mac,
		    (int)signature->len);
	return secret_equal(got, len, want, strlen(want));
}

bool
auth_hmac(const struct auth_rule *rule, const struct request *request,
    const char *given, int64_t now_ms, struct signature *out)
{
	const char *timestamp = "";
	int64_t ms;

	out->expires_ms = 0;
	if (rule->timestamp_header[0] != '\0') {
		timestamp = request_header(request, rule->timestamp_header);
		if (timestamp == NULL || !read_timestamp(timestamp, &ms) ||
		    llabs(now_ms - ms) > rule->window_ms)
			return false;
		out->expires_ms = ms + rule->window_ms;
	}
	return sign(rule, &request->body, timestamp, out) &&
	    is_written(rule, given, out);
}
