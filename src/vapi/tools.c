/*
 * See tools.h. The work is done by calls/tool; here is only where Vapi puts
 * things.
 *
 * Source: Vapi's schema, ServerMessageToolCalls and ServerMessageResponse-
 * ToolCalls: HTTP 200 whatever happened, `result` and `error` on one line.
 */
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "calls/tool.h"
#include "dialog/prompts.h"
#include "vapi/reply.h"
#include "vapi/tools.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))
#define CALLS_MAX 128 /* tool calls answered of one message */

/* What an argument may be called; the first that is there wins. */
static const char *const text_names[] = { "text", "said", "message",
	"question", "query", "utterance", "reason", "preference" };
static const char *const contact_names[] = { "contact", "number", "phone",
	"phone_number", "phoneNumber", "email" };
static const char *const name_names[] = { "name", "full_name", "fullName" };
static const char *const slot_names[] = { "slot", "start", "dateTime" };
static const char *const reference_names[] = { "reference", "booking_id" };
static const char *const confirmed_names[] = { "confirmed", "confirm" };

/* One tool call as it came. Borrowed from the message, but for parsed. */
struct asked {
	const char *id, *name;
	struct json_object *arguments; /* an object, or NULL */
	struct json_object *parsed;    /* arguments that were a string; owned */
};

static bool
find_tool(const char *name, enum tool *out)
{
	for (*out = 0; *out < TOOL__COUNT; ++*out) {
		if (strcmp(tool_name(*out), name) == 0)
			return true;
	}
	return false;
}

static struct json_object *
first_member(struct json_object *o, const char *const *keys, size_t count)
{
	struct json_object *value = NULL;

	for (size_t i = 0; i < count && value == NULL; i++)
		value = payload_at(o, keys[i]);
	return value;
}

static const char *
text_argument(struct json_object *o, const char *const *keys, size_t count)
{
	struct json_object *value = first_member(o, keys, count);

	/* A number dictated may come as a JSON number: its text will do. */
	if (json_object_is_type(value, json_type_string) ||
	    json_object_is_type(value, json_type_int))
		return json_object_get_string(value);
	return "";
}

static enum tool_confirmed
confirmed_argument(struct json_object *o)
{
	static const char *const yes[] = { "true", "yes", "oui" };
	static const char *const no[] = { "false", "no", "non" };
	struct json_object *value = first_member(o, confirmed_names,
	    LENGTH(confirmed_names));
	const char *text;

	if (value == NULL)
		return TOOL_NOT_SAID;
	text = json_object_get_string(value); /* a boolean reads "true" */
	for (size_t i = 0; i < LENGTH(yes); i++) {
		if (strcasecmp(text, yes[i]) == 0)
			return TOOL_CONFIRMED;
		if (strcasecmp(text, no[i]) == 0)
			return TOOL_REFUSED;
	}
	return TOOL_NOT_SAID;
}

static struct tool_args
read_args(struct json_object *o)
{
	return (struct tool_args){
		.text = text_argument(o, text_names, LENGTH(text_names)),
		.contact =
		    text_argument(o, contact_names, LENGTH(contact_names)),
		.name = text_argument(o, name_names, LENGTH(name_names)),
		.slot = text_argument(o, slot_names, LENGTH(slot_names)),
		.reference = text_argument(o, reference_names,
		    LENGTH(reference_names)),
		.confirmed = confirmed_argument(o),
	};
}

/* Arguments stand in one of four places, as an object or as its text. */
static void
find_arguments(struct json_object *call, struct asked *out)
{
	static const char *const places[] = { "function.arguments",
		"arguments", "function.parameters", "parameters" };
	struct json_object *value = first_member(call, places,
	    LENGTH(places));

	out->arguments = value;
	if (json_object_is_type(value, json_type_string)) {
		out->parsed =
		    json_tokener_parse(json_object_get_string(value));
		out->arguments = out->parsed;
	}
	if (!json_object_is_type(out->arguments, json_type_object))
		out->arguments = NULL;
}

static struct asked
read_call(struct json_object *call)
{
	struct asked asked = { .id = payload_text(call, "id"),
		.name = payload_text(call, "function.name") };

	if (asked.name[0] == '\0')
		asked.name = payload_text(call, "name");
	find_arguments(call, &asked);
	return asked;
}

/* --- the answers -------------------------------------------------------- */

/* On one line: Vapi ignores an answer that has more. */
static struct json_object *
one_line(char *text)
{
	for (char *c = text; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20)
			*c = ' ';
	}
	return json_object_new_string(text);
}

/* The tool that is meant: by the function's name, or by its `action`. */
static bool
choose_tool(const struct asked *asked, enum tool *out)
{
	return find_tool(asked->name, out) ||
	    find_tool(payload_text(asked->arguments, "action"), out);
}

/* One message's tool calls being answered. */
struct answering {
	const struct calls *calls;
	const struct vapi_request *request;
	const struct payload *payload;
	struct vapi_reply *reply;
	struct json_object *results;
	bool ran; /* a tool ran: it learnt what the message teaches */
};

static void
say(struct tool_answer *answer, enum prompt prompt)
{
	answer->error = true;
	snprintf(answer->text, sizeof(answer->text), "%s",
	    prompt_text(prompt));
}

static void
run(struct answering *a, const struct asked *asked,
    struct tool_answer *answer)
{
	struct tool_call call = { .id = asked->id,
		.args = read_args(asked->arguments) };
	struct err err = { "" };
	enum store_rc rc;

	if (!choose_tool(asked, &call.tool)) {
		say(answer, PROMPT_TOOL_UNKNOWN);
		return;
	}
	a->ran = true;
	rc = call_tool(a->calls, &a->payload->facts, &call,
	    a->request->now_ms, answer, &err);
	if (rc == STORE_OK)
		return;
	/* The caller hears that something failed, and nothing was changed. */
	vapi_store_failed(a->reply, a->request, rc, &err);
	say(answer, PROMPT_FAULT);
}

/* Known by its id, in whichever list; where it has none, by its name. */
static bool
answered_before(const struct answering *a, const struct asked *asked)
{
	struct json_object *one;

	for (size_t i = 0; i < json_object_array_length(a->results); i++) {
		one = json_object_array_get_idx(a->results, i);
		if (strcmp(payload_text(one, "toolCallId"), asked->id) == 0 &&
		    (asked->id[0] != '\0' ||
		        strcmp(payload_text(one, "name"), asked->name) == 0))
			return true;
	}
	return false;
}

static void
answer_one(struct answering *a, struct json_object *call)
{
	struct asked asked = read_call(call);
	struct json_object *o;
	struct tool_answer answer;

	if (!answered_before(a, &asked)) {
		run(a, &asked, &answer);
		o = json_object_new_object();
		json_object_object_add(o, "name",
		    json_object_new_string(asked.name));
		json_object_object_add(o, "toolCallId",
		    json_object_new_string(asked.id));
		json_object_object_add(o, answer.error ? "error" : "result",
		    one_line(answer.text));
		json_object_array_add(a->results, o);
	}
	json_object_put(asked.parsed);
}

/* The lists; the third holds each call one level down. */
static const struct {
	const char *list, *member;
} lists[] = {
	{ "message.toolCallList", "" },
	{ "message.toolCalls", "" },
	{ "message.toolWithToolCallList", "toolCall" },
	{ "toolCallList", "" }, /* without its envelope */
	{ "toolCalls", "" },
};

static void
answer_list(struct answering *a, size_t which)
{
	struct json_object *list =
	    payload_at(a->payload->root, lists[which].list);
	struct json_object *call;

	if (!json_object_is_type(list, json_type_array))
		return;
	for (size_t i = 0; i < json_object_array_length(list) &&
	     json_object_array_length(a->results) < CALLS_MAX;
	     i++) {
		call = payload_at(json_object_array_get_idx(list, i),
		    lists[which].member);
		if (json_object_is_type(call, json_type_object))
			answer_one(a, call);
	}
}

/* No tool of ours was called: the message still teaches what it carries. */
static void
learn_anyway(const struct answering *a)
{
	struct call_learnt learnt;
	struct err err = { "" };
	enum store_rc rc;

	if (a->ran)
		return;
	rc = call_learn(a->calls, &a->payload->facts, a->request->now_ms,
	    &learnt, &err);
	if (rc != STORE_OK)
		vapi_store_failed(a->reply, a->request, rc, &err);
}

void
tools_answer(const struct calls *calls, const struct vapi_request *request,
    struct payload *p, struct vapi_reply *reply)
{
	struct json_object *root = json_object_new_object();
	struct answering a = { calls, request, p, reply,
		json_object_new_array(), false };

	for (size_t i = 0; i < LENGTH(lists); i++)
		answer_list(&a, i);
	learn_anyway(&a);
	json_object_object_add(root, "results", a.results);
	payload_reply(reply, 200, root);
}

void
tools_answer_function(const struct calls *calls,
    const struct vapi_request *request, struct payload *p,
    struct vapi_reply *reply)
{
	struct json_object *call =
	    payload_at(p->root, "message.functionCall");
	struct json_object *root = json_object_new_object();
	struct answering a = { calls, request, p, reply, NULL, false };
	struct asked asked = read_call(call);
	struct tool_answer answer;

	asked.id = ""; /* none: such a call cannot be known again */
	run(&a, &asked, &answer);
	learn_anyway(&a);
	json_object_object_add(root, "result", one_line(answer.text));
	json_object_put(asked.parsed);
	payload_reply(reply, 200, root);
}

void
vapi_tool(const struct calls *calls, const struct vapi_request *request,
    struct vapi_reply *reply)
{
	struct payload p;

	if (!payload_read(request, calls, &p, reply))
		return;
	p.facts.source = "tool";
	p.facts.msg_type = "tool-calls";
	snprintf(reply->msg_type, sizeof(reply->msg_type), "tool-calls");
	tools_answer(calls, request, &p, reply);
	payload_clear(&p);
}
