/*
 * Tool calls, on the webhook and on a tool's own URL. There is no tool yet:
 * each call is told so, by its id, as Vapi wants.
 *
 * Source: Vapi's schema, ServerMessageToolCalls and its response.
 */
#include <json-c/json.h>

#include "vapi/payload.h"
#include "vapi/reply.h"
#include "vapi/tools.h"

static struct json_object *
answer_one(struct json_object *call)
{
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "toolCallId",
	    json_object_new_string(payload_text(call, "id")));
	json_object_object_add(o, "name",
	    json_object_new_string(payload_text(call, "function.name")));
	json_object_object_add(o, "error",
	    json_object_new_string("there is no tool of this name here"));
	return o;
}

void
tools_answer(struct json_object *message, struct vapi_reply *reply)
{
	static const char *const lists[] = { "toolCallList", "toolCalls" };
	struct json_object *root = json_object_new_object();
	struct json_object *results = json_object_new_array();
	struct json_object *calls = NULL;

	for (size_t i = 0; i < 2 && calls == NULL; i++) {
		calls = payload_at(message, lists[i]);
		if (!json_object_is_type(calls, json_type_array))
			calls = NULL;
	}
	for (size_t i = 0;
	     calls != NULL && i < json_object_array_length(calls); i++)
		json_object_array_add(results,
		    answer_one(json_object_array_get_idx(calls, i)));
	json_object_object_add(root, "results", results);
	payload_reply(reply, 200, root);
}

void
vapi_tool(const struct calls *calls, const struct vapi_request *request,
    struct vapi_reply *reply)
{
	struct call_learnt learnt;
	struct err err = { "" };
	struct payload p;
	enum store_rc rc;

	if (!payload_read(request, calls, &p, reply))
		return;
	p.facts.source = "tool";
	p.facts.msg_type = "tool-calls";
	rc = call_learn(calls, &p.facts, request->now_ms, &learnt, &err);
	if (rc == STORE_OK) {
		tools_answer(payload_at(p.root, "message"), reply);
	} else {
		vapi_store_failed(reply, request, rc, &err);
		vapi_unavailable(reply);
	}
	payload_clear(&p);
}
