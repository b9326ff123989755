/*
 * POST /api/vapi/webhook: Vapi's server messages. One table: the type, what it
 * may teach, how it is answered.
 *
 * Source: Vapi's public schema (ServerMessage, ServerMessageResponse).
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "vapi/payload.h"
#include "vapi/reply.h"
#include "vapi/tools.h"

struct message_kind {
	const char *type;
	const char *status;  /* only with this `status`, or NULL */
	const char *teaches; /* it may teach the number, as this source; or
	                        NULL: it teaches nothing */
	void (*answer)(struct payload *p, struct vapi_reply *reply);
};

static void
answer_nothing(struct payload *p, struct vapi_reply *reply)
{
	(void)p;
	payload_reply(reply, 200, json_object_new_object());
}

static void
answer_tools(struct payload *p, struct vapi_reply *reply)
{
	tools_answer(payload_at(p->root, "message"), reply);
}

static const struct message_kind kinds[] = {
	{ "assistant.started", NULL, "webhook", answer_nothing },
	{ "status-update", "in-progress", "webhook", answer_nothing },
	{ "conversation-update", NULL, "webhook", answer_nothing },
	{ "assistant-request", NULL, "assistant-request", answer_nothing },
	{ "tool-calls", NULL, "tool", answer_tools },
	{ "status-update", NULL, NULL, answer_nothing },
};

static const struct message_kind *
find_kind(const char *type, const char *status)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].type, type) == 0 &&
		    (kinds[i].status == NULL ||
		        strcmp(kinds[i].status, status) == 0))
			return &kinds[i];
	}
	return NULL;
}

static bool
learn(const struct calls *calls, const struct vapi_request *request,
    struct payload *p, const struct message_kind *kind,
    struct vapi_reply *reply)
{
	struct call_learnt learnt;
	struct err err = { "" };
	enum store_rc rc;

	if (kind->teaches == NULL)
		return true;
	p->facts.source = kind->teaches;
	p->facts.msg_type = kind->type;
	rc = call_learn(calls, &p->facts, request->now_ms, &learnt, &err);
	if (rc == STORE_OK)
		return true;
	vapi_store_failed(reply, request, rc, &err);
	vapi_unavailable(reply);
	return false;
}

void
vapi_webhook(const struct calls *calls, const struct vapi_request *request,
    struct vapi_reply *reply)
{
	const struct message_kind *kind;
	struct payload p;
	const char *type;

	if (!payload_read(request, calls, &p, reply))
		return;
	type = payload_text(p.root, "message.type");
	snprintf(reply->msg_type, sizeof(reply->msg_type), "%s", type);
	kind = find_kind(type, payload_text(p.root, "message.status"));
	if (kind == NULL)
		answer_nothing(&p, reply);
	else if (learn(calls, request, &p, kind, reply))
		kind->answer(&p, reply);
	payload_clear(&p);
}
