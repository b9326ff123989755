/* Answers that every route may give: errors, store failures, health. */
#include <json-c/json.h>
#include <string.h>

#include "base/log.h"
#include "vapi/payload.h"
#include "vapi/reply.h"

void
vapi_reply_init(struct vapi_reply *reply)
{
	memset(reply, 0, sizeof(*reply));
	strbuf_init(&reply->body);
}

void
vapi_reply_clear(struct vapi_reply *reply)
{
	strbuf_clear(&reply->body);
}

static struct json_object *
text_or_null(const char *text)
{
	return text != NULL ? json_object_new_string(text) : NULL;
}

/* OpenAI's words for the family of an error. */
static const char *
error_type(int status)
{
	switch (status) {
	case 401:
		return "authentication_error";
	case 429:
		return "rate_limit_error";
	default:
		return status < 500 ? "invalid_request_error" : "server_error";
	}
}

void
vapi_error(struct vapi_reply *reply, int status, const char *param,
    const char *code, const char *message)
{
	struct json_object *root = json_object_new_object();
	struct json_object *error = json_object_new_object();

	json_object_object_add(error, "message", text_or_null(message));
	json_object_object_add(error, "type",
	    text_or_null(error_type(status)));
	json_object_object_add(error, "param", text_or_null(param));
	json_object_object_add(error, "code", text_or_null(code));
	json_object_object_add(root, "error", error);
	payload_reply(reply, status, root);
}

void
vapi_store_failed(struct vapi_reply *reply, const struct vapi_request *request,
    enum store_rc rc, const struct err *err)
{
	log_event(LOG_ERROR, "STORE_FAILED",
	    LOG_TEXT("reason", rc == STORE_FULL ? "full" : "failed"),
	    LOG_TEXT("cause", err->text),
	    LOG_WORD("call_id", reply->call_id),
	    LOG_WORD("request_id", request->request_id));
}

void
vapi_unavailable(struct vapi_reply *reply)
{
	reply->retry_after_s = 5;
	vapi_error(reply, 503, NULL, "store_unavailable",
	    "the store cannot be written now; nothing was changed");
}

static enum store_rc
answers_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	return store_count(txn, STORE_SESSIONS, ctx, err);
}

void
vapi_health(const struct calls *calls, const struct vapi_request *request,
    struct vapi_reply *reply)
{
	struct json_object *o;
	struct err err = { "" };
	uint64_t sessions;
	enum store_rc rc;

	rc = store_view(calls->store, answers_fn, &sessions, &err);
	if (rc != STORE_OK) {
		vapi_store_failed(reply, request, rc, &err);
		vapi_unavailable(reply);
		return;
	}
	o = json_object_new_object();
	json_object_object_add(o, "status", json_object_new_string("ok"));
	json_object_object_add(o, "service", json_object_new_string("vapi"));
	json_object_object_add(o, "sessions",
	    json_object_new_int64((int64_t)sessions));
	json_object_object_add(o, "tenants",
	    json_object_new_int64((int64_t)calls->config->tenants_count));
	payload_reply(reply, 200, o);
}
