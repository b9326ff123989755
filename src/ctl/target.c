/* See target.h. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/http.h"
#include "ctl/scratch.h"
#include "ctl/target.h"
#include "vapi/vapi.h"

struct target {
	struct scratch *scratch;   /* NULL when remote */
	struct http *http;	   /* NULL when local */
	const char *url;	   /* of the remote; borrowed */
	const struct calls *calls; /* of the remote, or NULL; borrowed */
};

static const struct {
	const char *path;
	vapi_handler *handler;
} routes[] = {
	[TARGET_WEBHOOK] = { "/api/vapi/webhook", vapi_webhook },
	[TARGET_CHAT] = { "/api/vapi/chat/completions", vapi_chat },
};

struct target *
target_local(const char *config_lines, struct err *err)
{
	struct target *target = calloc(1, sizeof(*target));

	if (target == NULL)
		return err_set(err, NULL, "out of memory");
	if ((target->scratch = scratch_open(config_lines, err)) != NULL)
		return target;
	free(target);
	return NULL;
}

struct target *
target_remote(const char *url, const struct calls *calls, struct err *err)
{
	struct target *target = calloc(1, sizeof(*target));

	if (target == NULL)
		return err_set(err, NULL, "out of memory");
	target->url = url;
	target->calls = calls;
	if ((target->http = http_new(err)) != NULL)
		return target;
	free(target);
	return NULL;
}

void
target_free(struct target *target)
{
	if (target == NULL)
		return;
	scratch_close(target->scratch);
	http_free(target->http);
	free(target);
}

bool
target_is_local(const struct target *target)
{
	return target->scratch != NULL;
}

static bool
post_here(struct target *target, enum target_route route,
    const struct strbuf *json, int64_t now_ms, struct target_answer *answer)
{
	const struct vapi_request request = { .body = strbuf_get(json),
		.body_len = json->len,
		.request_id = "play",
		.now_ms = now_ms };
	struct vapi_reply reply;

	vapi_reply_init(&reply);
	routes[route].handler(scratch_calls(target->scratch), &request, &reply);
	answer->status = reply.status;
	snprintf(answer->state, sizeof(answer->state), "%s", reply.state);
	strbuf_clear(&answer->body);
	strbuf_add(&answer->body, strbuf_get(&reply.body), reply.body.len);
	vapi_reply_clear(&reply);
	return true;
}

static bool
post_there(struct target *target, enum target_route route,
    const struct strbuf *json, struct target_answer *answer, struct err *err)
{
	const char *base = target->url;
	size_t len = strlen(base);
	struct strbuf url;

	if (len > 0 && base[len - 1] == '/')
		len--;
	strbuf_init(&url);
	strbuf_add(&url, base, len);
	strbuf_puts(&url, routes[route].path);
	answer->status = http_post(target->http, strbuf_get(&url),
	    strbuf_get(json), &answer->body, err);
	snprintf(answer->state, sizeof(answer->state), "%s",
	    http_header(target->http, "X-Accueil-State"));
	strbuf_clear(&url);
	return answer->status != 0;
}

bool
target_post(struct target *target, enum target_route route,
    const struct strbuf *json, int64_t now_ms, struct target_answer *answer,
    struct err *err)
{
	if (target_is_local(target))
		return post_here(target, route, json, now_ms, answer);
	return post_there(target, route, json, answer, err);
}

bool
target_restart(struct target *target, struct err *err)
{
	assert(target_is_local(target));
	return scratch_restart(target->scratch, err);
}

static const struct calls *
store_at_hand(const struct target *target)
{
	return target_is_local(target) ? scratch_calls(target->scratch)
				       : target->calls;
}

bool
target_sees_sessions(const struct target *target)
{
	return store_at_hand(target) != NULL;
}

enum store_rc
target_session(struct target *target, const char *call_id, struct strbuf *json,
    struct err *err)
{
	struct session s;
	enum store_rc rc;

	assert(target_sees_sessions(target));
	strbuf_clear(json);
	rc = call_get(store_at_hand(target), call_id, &s, err);
	if (rc == STORE_OK && !session_show(&s, false, json))
		rc = err_set(err, STORE_FAILED, "out of memory");
	return rc;
}
