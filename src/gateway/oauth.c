/* See oauth.h. There are no scopes: whatever is asked for is what is given. */
#include <ctype.h>
#include <inttypes.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/secret.h"
#include "gateway/auth.h"
#include "gateway/oauth.h"
#include "gateway/token.h"

#define JSON_DEPTH 8
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define INVALID_REQUEST   "invalid_request"
#define INVALID_CLIENT    "invalid_client"
#define UNSUPPORTED_GRANT "unsupported_grant_type"

/* What is asked for; "" is absent, as the RFC says. */
struct ask {
	struct strbuf grant_type;
	struct strbuf client_id, client_secret; /* as the body has them */
	struct strbuf basic; /* "id:secret", from the header */
	bool has_basic;
};

/* --- Members ------------------------------------------------------------- */

/* One member of the body. False when it came before. */
static bool
take(struct ask *ask, const char *name, const char *value, size_t len)
{
	const struct {
		const char *name;
		struct strbuf *lands;
	} members[] = {
		{ "grant_type", &ask->grant_type },
		{ "client_id", &ask->client_id },
		{ "client_secret", &ask->client_secret },
	};

	for (size_t i = 0; i < COUNT(members); i++) {
		if (strcmp(members[i].name, name) != 0)
			continue;
		if (members[i].lands->len > 0)
			return false;
		strbuf_add(members[i].lands, value, len);
	}
	return true;
}

static void
ask_clear(struct ask *ask)
{
	strbuf_clear(&ask->grant_type);
	strbuf_clear(&ask->client_id);
	strbuf_clear(&ask->client_secret);
	strbuf_clear(&ask->basic);
}

/* In constant time: it may be a secret. */
static bool
is_text(const struct strbuf *text, const char *want, size_t want_len)
{
	return !strbuf_failed(text) &&
	    secret_equal(strbuf_get(text), text->len, want, want_len);
}

/* --- Forms (application/x-www-form-urlencoded) --------------------------- */

static int
hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c != '\0' ? strchr(digits,
	    tolower((unsigned char)c)) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* False when a % is not followed by two digits. */
static bool
decode_form(const char *text, size_t len, struct strbuf *out)
{
	for (size_t i = 0; i < len; i++) {
		int high, low;

		if (text[i] != '%') {
			strbuf_putc(out, text[i] == '+' ? ' ' : text[i]);
			continue;
		}
		if (len - i < 3 || (high = hex_digit(text[i + 1])) < 0 ||
		    (low = hex_digit(text[i + 2])) < 0)
			return false;
		strbuf_putc(out, (char)(high << 4 | low));
		i += 2;
	}
	return true;
}

/* "name=value", or a name alone. */
static bool
read_pair(struct ask *ask, const char *text, size_t len)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals != NULL ? (size_t)(equals - text) : len;
	struct strbuf name, value;
	bool ok;

	strbuf_init(&name);
	strbuf_init(&value);
	ok = decode_form(text, name_len, &name) && (equals == NULL ||
	    decode_form(equals + 1, len - name_len - 1, &value)) &&
	    take(ask, strbuf_get(&name), strbuf_get(&value), value.len);
	strbuf_clear(&name);
	strbuf_clear(&value);
	return ok;
}

static bool
read_form(struct ask *ask, const struct strbuf *body)
{
	const char *p = strbuf_get(body), *end = p + body->len, *amp;

	while (p < end) {
		amp = memchr(p, '&', (size_t)(end - p));
		if (amp == NULL)
			amp = end;
		if (!read_pair(ask, p, (size_t)(amp - p)))
			return false;
		p = amp + 1;
	}
	return true;
}

/* --- JSON ---------------------------------------------------------------- */

static bool
read_members(struct ask *ask, struct json_object *root)
{
	if (!json_object_is_type(root, json_type_object))
		return false;
	json_object_object_foreach(root, name, value)
	{
		if (json_object_is_type(value, json_type_string) &&
		    !take(ask, name, json_object_get_string(value),
		    (size_t)json_object_get_string_len(value)))
			return false;
	}
	return true;
}

static bool
read_json(struct ask *ask, const struct strbuf *body)
{
	struct json_tokener *tok = json_tokener_new_ex(JSON_DEPTH);
	struct json_object *root;
	bool ok;

	if (tok == NULL)
		return false;
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	root = json_tokener_parse_ex(tok, strbuf_get(body), (int)body->len);
	ok = read_members(ask, root);
	json_object_put(root);
	json_tokener_free(tok);
	return ok;
}

/* --- Authorization: Basic ------------------------------------------------ */

/* One that is malformed is nobody's; other schemes are not for us. */
static void
read_authorization(struct ask *ask, const struct request *request)
{
	static const char basic[] = "Basic ";
	const char *value = request_header(request, "Authorization");
	char *text;
	size_t len;

	if (value == NULL ||
	    strncasecmp(value, basic, sizeof(basic) - 1) != 0)
		return;
	ask->has_basic = true;
	value += sizeof(basic) - 1;
	if ((text = malloc(strlen(value) + 1)) == NULL)
		return;
	if (secret_decode(value, text, &len))
		strbuf_add(&ask->basic, text, len);
	free(text);
}

/*
 * The RFC has both halves form-encoded before they are joined; many clients
 * join them as they are. Either is taken.
 */
static bool
is_basic(const struct ask *ask, const struct auth_rule *rule)
{
	struct strbuf want, decoded;
	bool ok;

	strbuf_init(&want);
	strbuf_init(&decoded);
	strbuf_printf(&want, "%s:", rule->client_id);
	strbuf_add(&want, rule->secret, rule->secret_len);
	ok = !strbuf_failed(&want) &&
	    (is_text(&ask->basic, strbuf_get(&want), want.len) ||
	    (decode_form(strbuf_get(&ask->basic), ask->basic.len, &decoded) &&
	    is_text(&decoded, strbuf_get(&want), want.len)));
	strbuf_clear(&want);
	strbuf_clear(&decoded);
	return ok;
}

/* --- The grant ----------------------------------------------------------- */

static bool
is_client(const struct ask *ask, const struct auth_rule *rule)
{
	if (rule->scheme != AUTH_OAUTH2)
		return false;
	if (ask->has_basic)
		return is_basic(ask, rule);
	return is_text(&ask->client_id, rule->client_id,
	    strlen(rule->client_id)) &&
	    is_text(&ask->client_secret, rule->secret, rule->secret_len);
}

/* Whose rule it is goes to *tenant: NULL for one of the whole. */
static const struct auth_rule *
find_client(const struct config *config, const struct ask *ask,
    const struct tenant **tenant)
{
	struct auth_rules set;

	for (size_t i = 0; auth_rules_at(config, i, &set); i++) {
		*tenant = set.tenant;
		for (size_t k = 0; k < set.count; k++) {
			if (is_client(ask, &set.rules[k]))
				return &set.rules[k];
		}
	}
	return NULL;
}

static bool
read_ask(struct ask *ask, const struct request *request)
{
	bool is_read = request_is_form(request) ?
	    read_form(ask, &request->body) : read_json(ask, &request->body);

	read_authorization(ask, request);
	return is_read && ask->grant_type.len > 0 &&
	    /* One way of saying who one is, and no more. */
	    !(ask->has_basic && ask->client_secret.len > 0);
}

/* NULL when there is nothing wrong with it. */
static const char *
find_error(const struct config *config, const struct request *request,
    struct ask *ask, const struct auth_rule **rule,
    const struct tenant **tenant)
{
	static const char grant[] = "client_credentials";

	if (!read_ask(ask, request))
		return INVALID_REQUEST;
	if ((*rule = find_client(config, ask, tenant)) == NULL)
		return INVALID_CLIENT;
	if (!is_text(&ask->grant_type, grant, sizeof(grant) - 1))
		return UNSUPPORTED_GRANT;
	return NULL;
}

static void
answer_token(const struct auth_rule *rule, int64_t now_ms,
    struct vapi_reply *reply)
{
	struct strbuf token;

	strbuf_init(&token);
	if (token_issue(rule, now_ms, &token)) {
		reply->status = 200;
		strbuf_printf(&reply->body, "{\"access_token\":\"%s\","
		    "\"token_type\":\"Bearer\",\"expires_in\":%" PRId64 "}",
		    strbuf_get(&token), rule->window_ms / 1000);
	} else {
		oauth_error(reply, 503, "temporarily_unavailable");
	}
	strbuf_clear(&token);
}

void
oauth_error(struct vapi_reply *reply, int status, const char *code)
{
	reply->status = status;
	strbuf_printf(&reply->body, "{\"error\":\"%s\"}", code);
}

void
oauth_answer(const struct config *config, const struct request *request,
    int64_t now_ms, struct vapi_reply *reply)
{
	struct ask ask = { .has_basic = false };
	const struct tenant *tenant = NULL;
	const struct auth_rule *rule;
	const char *error;

	error = find_error(config, request, &ask, &rule, &tenant);
	if (error == NULL) {
		log_event(LOG_INFO, "TOKEN_ISSUED",
		    LOG_TEXT("client_id", rule->client_id),
		    LOG_TEXT("auth_tenant", tenant != NULL ? tenant->id : ""),
		    LOG_WORD("request_id", request->id));
		answer_token(rule, now_ms, reply);
	} else {
		log_event(LOG_WARNING, "TOKEN_REFUSED",
		    LOG_TEXT("error", error),
		    LOG_TEXT("seen", ask.has_basic ? "Authorization" :
		    ask.client_secret.len > 0 ? "client_secret" : ""),
		    LOG_WORD("request_id", request->id));
		oauth_error(reply, strcmp(error, INVALID_CLIENT) == 0 ? 401 :
		    400, error);
	}
	ask_clear(&ask);
}
