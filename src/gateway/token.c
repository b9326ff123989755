/* See token.h. */
#include <inttypes.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/secret.h"
#include "gateway/token.h"

#define RANDOM_BYTES 12
#define MAC_BYTES    32

/* --- base64url (RFC 4648, section 5), without padding -------------------- */

static void
encode(const void *bytes, size_t len, struct strbuf *out)
{
	size_t room = (len + 2) / 3 * 4 + 1;
	char *text = malloc(room);

	if (text == NULL) {
		out->failed = true;
		return;
	}
	EVP_EncodeBlock((unsigned char *)text, bytes, (int)len);
	text[strcspn(text, "=")] = '\0';
	for (char *p = text; *p != '\0'; p++)
		*p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
	strbuf_puts(out, text);
	free(text);
}

/* The text that ${base64}, ${len} bytes of it, stands for, to be freed; NULL
 * when it is malformed or the memory is out. */
static char *
decode(const char *base64, size_t len)
{
	struct strbuf padded;
	char *text = NULL;
	size_t text_len;

	strbuf_init(&padded);
	for (size_t i = 0; i < len; i++)
		strbuf_putc(&padded, base64[i] == '-' ? '+' :
		    base64[i] == '_' ? '/' : base64[i]);
	while (padded.len % 4 != 0)
		strbuf_putc(&padded, '=');
	if (!strbuf_failed(&padded) &&
	    (text = malloc(padded.len + 1)) != NULL &&
	    !secret_decode(strbuf_get(&padded), text, &text_len)) {
		free(text);
		text = NULL;
	}
	strbuf_clear(&padded);
	return text;
}

/* --- What is signed ------------------------------------------------------ */

static bool
sign(const struct auth_rule *rule, const char *text, size_t len,
    unsigned char out[MAC_BYTES])
{
	size_t mac_len;

	return EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, rule->secret,
	    rule->secret_len, (const unsigned char *)text, len, out, MAC_BYTES,
	    &mac_len) != NULL && mac_len == MAC_BYTES;
}

/* What a token of the rule's says before its random part. */
static bool
is_good(const struct auth_rule *rule, const char *said, int64_t now_ms)
{
	size_t id_len = strlen(rule->client_id);
	char *end;
	int64_t expiry_s = strtoll(said, &end, 10);

	return *end == '.' && expiry_s > now_ms / 1000 &&
	    strncmp(end + 1, rule->client_id, id_len) == 0 &&
	    end[1 + id_len] == '.' &&
	    strchr(end + 2 + id_len, '.') == NULL;
}

bool
token_issue(const struct auth_rule *rule, int64_t now_ms, struct strbuf *out)
{
	unsigned char random[RANDOM_BYTES], mac[MAC_BYTES];
	struct strbuf said;
	size_t from = out->len;
	bool ok;

	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		return false;
	strbuf_init(&said);
	strbuf_printf(&said, "%" PRId64 ".%s.",
	    (now_ms + rule->window_ms) / 1000, rule->client_id);
	encode(random, sizeof(random), &said);
	encode(strbuf_get(&said), said.len, out);
	ok = !strbuf_failed(&said) && !strbuf_failed(out) &&
	    sign(rule, out->data + from, out->len - from, mac);
	strbuf_clear(&said);
	if (!ok)
		return false;
	strbuf_putc(out, '.');
	encode(mac, sizeof(mac), out);
	return !strbuf_failed(out);
}

bool
token_check(const struct auth_rule *rule, const char *token, int64_t now_ms)
{
	size_t len = strcspn(token, ".");
	unsigned char mac[MAC_BYTES];
	struct strbuf want;
	char *said;
	bool ok;

	if (token[len] != '.' || !sign(rule, token, len, mac))
		return false;
	strbuf_init(&want);
	encode(mac, sizeof(mac), &want);
	ok = !strbuf_failed(&want) && secret_equal(token + len + 1,
	    strlen(token + len + 1), strbuf_get(&want), want.len);
	strbuf_clear(&want);
	if (!ok || (said = decode(token, len)) == NULL)
		return false;
	ok = is_good(rule, said, now_ms);
	free(said);
	return ok;
}
