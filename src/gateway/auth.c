/* See auth.h. How a signature is read is in auth_hmac.c, a token in token.c. */
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/secret.h"
#include "gateway/auth.h"
#include "gateway/auth_hmac.h"
#include "gateway/replay.h"
#include "gateway/token.h"

/* A request before the rules. */
struct attempt {
	const struct request *request;
	unsigned route; /* of enum auth_route */
	int64_t now_ms;
	/* what let it in */
	const struct auth_rule *rule;
	const struct tenant *tenant; /* whose rule; NULL: of the whole */
	struct signature signature;  /* expires_ms 0: none that expires */
};

/* --- The schemes --------------------------------------------------------- */

/* ${value}: what stands in the rule's header after its prefix. */
typedef bool rule_check(const struct auth_rule *rule, const char *value,
    struct attempt *a);

static bool
check_secret(const struct auth_rule *rule, const char *value,
    struct attempt *a)
{
	(void)a;
	return secret_equal(value, strlen(value), rule->secret,
	    rule->secret_len);
}

static bool
check_hmac(const struct auth_rule *rule, const char *value, struct attempt *a)
{
	return auth_hmac(rule, a->request, value, a->now_ms, &a->signature);
}

static bool
check_token(const struct auth_rule *rule, const char *value, struct attempt *a)
{
	return token_check(rule, value, a->now_ms);
}

static const struct {
	const char *name;
	rule_check *check;
} schemes[] = {
	[AUTH_SECRET] = { "secret", check_secret },
	[AUTH_BEARER] = { "bearer", check_secret },
	[AUTH_HMAC] = { "hmac", check_hmac },
	[AUTH_OAUTH2] = { "oauth2", check_token },
};

/* --- The rules ----------------------------------------------------------- */

bool
auth_rules_at(const struct config *config, size_t i, struct auth_rules *out)
{
	const struct tenant *t;

	if (i == 0) {
		*out = (struct auth_rules){ config->auth, config->auth_count,
			NULL };
		return true;
	}
	if (i > config->tenants_count)
		return false;
	t = &config->tenants[i - 1];
	*out = (struct auth_rules){ t->auth, t->auth_count, t };
	return true;
}

static bool
matches(const struct auth_rule *rule, struct attempt *a)
{
	const char *value = request_header(a->request, rule->header);
	size_t len = strlen(rule->prefix);

	a->signature.expires_ms = 0;
	return (rule->routes & a->route) != 0 && value != NULL &&
	    strncasecmp(value, rule->prefix, len) == 0 &&
	    schemes[rule->scheme].check(rule, value + len, a);
}

static bool
find_rule(const struct config *config, struct attempt *a)
{
	struct auth_rules set;

	for (size_t i = 0; auth_rules_at(config, i, &set); i++) {
		for (size_t k = 0; k < set.count; k++) {
			if (!matches(&set.rules[k], a))
				continue;
			a->rule = &set.rules[k];
			a->tenant = set.tenant;
			return true;
		}
	}
	return false;
}

/* --- Refusals ------------------------------------------------------------ */

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
name_header(const struct auth_rule *rule, const struct attempt *a,
    struct strbuf *expected, struct strbuf *seen)
{
	struct strbuf word;

	if ((rule->routes & a->route) == 0)
		return;
	strbuf_init(&word);
	strbuf_printf(&word, "%s(%s)", rule->header,
	    schemes[rule->scheme].name);
	list_add(expected, strbuf_get(&word));
	strbuf_clear(&word);
	if (request_header(a->request, rule->header) != NULL)
		list_add(seen, rule->header);
}

static void
log_refusal(const struct config *config, const struct attempt *a)
{
	struct strbuf expected, seen;
	struct auth_rules set;

	strbuf_init(&expected);
	strbuf_init(&seen);
	for (size_t i = 0; auth_rules_at(config, i, &set); i++) {
		for (size_t k = 0; k < set.count; k++)
			name_header(&set.rules[k], a, &expected, &seen);
	}
	log_event(LOG_WARNING, "AUTH_REFUSED",
	    LOG_TEXT("expected", strbuf_get(&expected)),
	    LOG_TEXT("seen", strbuf_get(&seen)),
	    LOG_WORD("request_id", a->request->id));
	strbuf_clear(&expected);
	strbuf_clear(&seen);
}

/* --- Once ---------------------------------------------------------------- */

/* A replay is refused whatever other rule would have let it in. */
static enum auth_rc
note_signature(struct store *store, const struct attempt *a)
{
	struct err err = { "" };
	enum store_rc rc;

	if (a->signature.expires_ms == 0)
		return AUTH_PASSED;
	rc = replay_note(store, &a->signature, a->now_ms, &err);
	if (rc == STORE_OK)
		return AUTH_PASSED;
	if (rc == STORE_EXISTS) {
		log_event(LOG_WARNING, "AUTH_REPLAYED",
		    LOG_TEXT("seen", a->rule->header),
		    LOG_WORD("request_id", a->request->id));
		return AUTH_REFUSED;
	}
	log_event(LOG_ERROR, "STORE_FAILED",
	    LOG_TEXT("reason", rc == STORE_FULL ? "full" : "failed"),
	    LOG_TEXT("cause", err.text),
	    LOG_WORD("request_id", a->request->id));
	return AUTH_UNSURE;
}

enum auth_rc
auth_check(const struct calls *calls, const struct request *request,
    enum auth_route route, int64_t now_ms, const struct tenant **tenant)
{
	struct attempt a = { .request = request, .route = (unsigned)route,
		.now_ms = now_ms };
	enum auth_rc rc;

	*tenant = NULL;
	if (calls->config->auth_none)
		return AUTH_PASSED;
	if (!find_rule(calls->config, &a)) {
		log_refusal(calls->config, &a);
		return AUTH_REFUSED;
	}
	if ((rc = note_signature(calls->store, &a)) == AUTH_PASSED)
		*tenant = a.tenant;
	return rc;
}
