/* What an auth section leaves unsaid, and the secret that it points to. */
#include <string.h>

#include "base/secret.h"
#include "tenants/set.h"

/*
 * hmac's are those that Vapi signs with when its credential does not say
 * (HMACAuthenticationPlan, in Vapi's OpenAPI description).
 */
static const struct {
	const char *header, *prefix;
} schemes[] = {
	[AUTH_SECRET] = { "X-Vapi-Secret", "" },
	[AUTH_BEARER] = { "Authorization", "Bearer " },
	[AUTH_HMAC] = { "X-Signature", "" },
	[AUTH_OAUTH2] = { "Authorization", "Bearer " },
};

static bool
signs_timestamp(const struct auth_rule *rule)
{
	return strstr(rule->payload, "{timestamp}") != NULL;
}

static void
fill_in(struct auth_rule *rule)
{
	if (rule->routes == 0)
		rule->routes = AUTH_ON_WEBHOOK | AUTH_ON_TOOL | AUTH_ON_CHAT;
	if (rule->header == NULL)
		rule->header = schemes[rule->scheme].header;
	if (rule->prefix == NULL)
		rule->prefix = schemes[rule->scheme].prefix;
	if (rule->timestamp_header == NULL)
		rule->timestamp_header =
		    signs_timestamp(rule) ? "X-Timestamp" : "";
}

static bool
consistent(const struct auth_rule *rule, struct err *err)
{
	if (rule->header[0] == '\0')
		return err_set(err, false, "auth.header: must not be empty");
	if (rule->timestamp_header[0] == '\0' && signs_timestamp(rule))
		return err_set(err, false, "auth.timestamp_header: must not "
		    "be empty when the payload holds the timestamp");
	if (rule->scheme == AUTH_OAUTH2 && rule->client_id[0] == '\0')
		return err_set(err, false,
		    "auth.client_id: must be given for oauth2");
	if ((rule->secret_file == NULL) == (rule->secret_text == NULL))
		return err_set(err, false,
		    "auth: write either secret_file or secret");
	return true;
}

/* The secret as written: from its file, copied into the set, or in place. */
static bool
written(struct set *set, struct auth_rule *rule, struct err *err)
{
	char *text, *copy;
	size_t len;

	if (rule->secret_text != NULL) {
		rule->secret = rule->secret_text;
		rule->secret_len = strlen(rule->secret_text);
		if (rule->secret_len == 0)
			return err_set(err, false,
			    "auth.secret: must not be empty");
		return true;
	}
	if (!secret_read(rule->secret_file, &text, &len, err))
		return false;
	if ((copy = set_keep(set, len + 1)) != NULL)
		memcpy(copy, text, len);
	secret_free(text, len);
	rule->secret = copy;
	rule->secret_len = len;
	return copy != NULL || err_set(err, false, "out of memory");
}

static bool
decode(struct set *set, struct auth_rule *rule, struct err *err)
{
	char *bytes;

	if ((bytes = set_keep(set, rule->secret_len + 1)) == NULL)
		return err_set(err, false, "out of memory");
	if (!secret_decode(rule->secret, bytes, &rule->secret_len))
		return err_set(err, false,
		    "auth.secret_encoding: the secret is not base64");
	rule->secret = bytes;
	return true;
}

bool
set_credential(struct set *set, struct auth_rule *rule, struct err *err)
{
	fill_in(rule);
	return consistent(rule, err) && written(set, rule, err) &&
	    (rule->secret_encoding != SECRET_BASE64 || decode(set, rule, err));
}
