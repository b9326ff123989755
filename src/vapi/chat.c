/*
 * POST /api/vapi/chat/completions: a turn of the conversation, asked as
 * OpenAI's chat completions. (completion.c answers it.)
 *
 * Source: OpenAI API reference, "Create chat completion", the request.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "dialog/prompts.h"
#include "vapi/completion.h"
#include "vapi/payload.h"
#include "vapi/reply.h"

struct chat { /* one chat request under way */
	const struct vapi_request *request;
	struct vapi_reply *reply;
	struct json_object *root;
	struct turn_message *user; /* owned; borrows from root and parts */
	size_t user_count;
	char **parts;              /* texts joined from content parts; owned */
	size_t parts_count;
	bool answered;             /* an assistant message stands in it */
	bool tool_answered;        /* its last message is a tool's result */
	struct completion out;     /* how to answer */
};

static void
chat_clear(struct chat *c)
{
	for (size_t i = 0; i < c->parts_count; i++)
		free(c->parts[i]);
	free(c->parts);
	free(c->user);
}

/* --- the request -------------------------------------------------------- */

static bool
refuse(struct chat *c, size_t i, const char *member, const char *why)
{
	char param[64];

	snprintf(param, sizeof(param), "messages[%zu]%s", i, member);
	vapi_error(c->reply, 400, param, "invalid_type", why);
	return false;
}

/* Content in parts: the texts, joined by spaces. */
static bool
join_parts(struct chat *c, struct json_object *array,
    struct turn_message *out)
{
	struct strbuf text;

	strbuf_init(&text);
	for (size_t i = 0; i < json_object_array_length(array); i++) {
		struct json_object *part = payload_at(
		    json_object_array_get_idx(array, i), "text");

		if (!json_object_is_type(part, json_type_string))
			continue;
		if (text.len > 0)
			strbuf_putc(&text, ' ');
		strbuf_add(&text, json_object_get_string(part),
		    (size_t)json_object_get_string_len(part));
	}
	if (strbuf_failed(&text)) {
		strbuf_clear(&text);
		return false;
	}
	*out = (struct turn_message){ strbuf_get(&text), text.len };
	c->parts[c->parts_count++] = text.data; /* given: freed with c */
	return true;
}

/* One user message's words. null is silence. */
static bool
read_user(struct chat *c, size_t i, struct json_object *content)
{
	struct turn_message *m = &c->user[c->user_count];

	switch (json_object_get_type(content)) {
	case json_type_null:
		*m = (struct turn_message){ "", 0 };
		break;
	case json_type_string:
		*m = (struct turn_message){ json_object_get_string(content),
			(size_t)json_object_get_string_len(content) };
		break;
	case json_type_array:
		if (!join_parts(c, content, m))
			return refuse(c, i, ".content", "out of memory");
		break;
	default:
		return refuse(c, i, ".content",
		    "content must be a string, an array of parts or null");
	}
	c->out.prompt_bytes += m->len;
	c->user_count++;
	return true;
}

static bool
read_message(struct chat *c, size_t i, struct json_object *message)
{
	struct json_object *content;
	const char *role;

	if (!json_object_is_type(message, json_type_object))
		return refuse(c, i, "", "a message must be an object");
	role = payload_text(message, "role");
	if (role[0] == '\0')
		return refuse(c, i, ".role", "role must be a string");
	content = payload_at(message, "content");
	c->tool_answered = strcmp(role, "tool") == 0;
	if (strcmp(role, "user") == 0)
		return read_user(c, i, content);
	if (strcmp(role, "assistant") == 0)
		c->answered = true;
	if (json_object_is_type(content, json_type_string))
		c->out.prompt_bytes +=
		    (size_t)json_object_get_string_len(content);
	return true;
}

static bool
read_messages(struct chat *c, size_t most)
{
	struct json_object *messages = payload_at(c->root, "messages");
	size_t count;

	if (!json_object_is_type(messages, json_type_array)) {
		vapi_error(c->reply, 400, "messages", "invalid_type",
		    "messages must be an array");
		return false;
	}
	count = json_object_array_length(messages);
	if (count > most) {
		vapi_error(c->reply, 400, "messages", "too_many",
		    "messages holds more than are taken");
		return false;
	}
	c->user = calloc(count + 1, sizeof(*c->user));
	c->parts = calloc(count + 1, sizeof(*c->parts));
	if (c->user == NULL || c->parts == NULL)
		return refuse(c, 0, "", "out of memory");
	for (size_t i = 0; i < count; i++) {
		if (!read_message(c, i,
		        json_object_array_get_idx(messages, i)))
			return false;
	}
	return true;
}

/* A flag that is absent or null is false. */
static bool
read_flag(struct chat *c, const char *path, bool *out)
{
	struct json_object *value = payload_at(c->root, path);

	*out = json_object_is_type(value, json_type_boolean) &&
	    json_object_get_boolean(value);
	if (value == NULL || json_object_is_type(value, json_type_boolean))
		return true;
	vapi_error(c->reply, 400, path, "invalid_type",
	    "it must be true or false");
	return false;
}

static bool
read_request(struct chat *c, size_t most_messages)
{
	c->out.model = payload_text(c->root, "model");
	if (c->out.model[0] == '\0')
		c->out.model = "accueil";
	return read_messages(c, most_messages) &&
	    read_flag(c, "stream", &c->out.stream) &&
	    read_flag(c, "stream_options.include_usage", &c->out.include_usage);
}

/* --- the tools that the request offers ---------------------------------- */

/* What the engine decides besides speaking, and Vapi's tool that does it. */
static const struct {
	enum dialog_act act;
	const char *tool;
	bool destination; /* it takes the number to transfer to */
} act_tools[] = {
	{ DIALOG_TRANSFER, "transferCall", true },
	{ DIALOG_HANG_UP, "endCall", false },
};

static bool
offers(const struct chat *c, const char *name)
{
	struct json_object *tools = payload_at(c->root, "tools"), *one;

	if (!json_object_is_type(tools, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(tools); i++) {
		one = json_object_array_get_idx(tools, i);
		if (strcmp(payload_text(one, "function.name"), name) == 0 ||
		    strcmp(payload_text(one, "type"), name) == 0)
			return true;
	}
	return false;
}

/*
 * The tool call that goes with what was decided, or NULL: nothing to do, no
 * such tool offered, done already (its result is the last message), or no
 * number to transfer to.
 */
static struct json_object *
act_call(const struct chat *c, const struct call_answer *a)
{
	const char *to = a->transfer.e164;

	if (c->tool_answered)
		return NULL;
	for (size_t i = 0; i < sizeof(act_tools) / sizeof(*act_tools); i++) {
		if (act_tools[i].act == a->act &&
		    offers(c, act_tools[i].tool) &&
		    (phone_known(&a->transfer) || !act_tools[i].destination))
			return completion_tool_call(&c->out,
			    act_tools[i].tool,
			    act_tools[i].destination ? to : NULL);
	}
	return NULL;
}

static void
tell_states(struct vapi_reply *reply, const struct call_answer *a)
{
	snprintf(reply->tenant, sizeof(reply->tenant), "%s", a->tenant);
	snprintf(reply->state, sizeof(reply->state), "%s",
	    dialog_state_name(a->after));
	if (a->took_turn)
		snprintf(reply->before, sizeof(reply->before), "%s",
		    dialog_state_name(a->before));
}

static void
log_recognition(const struct payload *p, bool has_number)
{
	log_event(LOG_INFO, "CUSTOMER_PHONE_RECOGNITION",
	    LOG_TEXT("has_number", has_number ? "true" : "false"),
	    LOG_TEXT("payload_has_call", p->has_call ? "true" : "false"),
	    LOG_WORDS("call_keys", p->call_keys),
	    LOG_WORD("call_id", p->facts.call_id));
}

/*
 * The turn. When the store fails the turn was not taken: the caller hears a
 * sentence that asks him to say it again, which is true, and not silence.
 */
static void
converse(const struct calls *calls, struct chat *c, const struct payload *p)
{
	const struct turn_history history = { .user = c->user,
		.user_count = c->user_count,
		.answered = c->answered };
	struct call_answer a;
	struct err err = { "" };
	enum store_rc rc;

	rc = call_turn(calls, &p->facts, &history, c->request->now_ms, &a,
	    &err);
	log_recognition(p, rc == STORE_OK ? a.has_number
	                                  : p->facts.caller == CALLER_OK);
	if (rc != STORE_OK) {
		vapi_store_failed(c->reply, c->request, rc, &err);
		completion_answer(&c->out, prompt_text(PROMPT_FAULT), NULL);
		return;
	}
	tell_states(c->reply, &a);
	completion_answer(&c->out, a.say, act_call(c, &a));
}

void
vapi_chat(const struct calls *calls, const struct vapi_request *request,
    struct vapi_reply *reply)
{
	struct chat c = { .request = request,
		.reply = reply,
		.out = { .reply = reply,
		    .request_id = request->request_id,
		    .now_ms = request->now_ms } };
	struct payload p;

	if (!payload_read(request, calls, &p, reply))
		return;
	c.root = p.root;
	p.facts.source = p.facts.msg_type = "chat";
	snprintf(reply->msg_type, sizeof(reply->msg_type), "chat");
	if (payload_take_header(&p, request->call_id_header, reply) &&
	    read_request(&c, (size_t)calls->config->messages))
		converse(calls, &c, &p);
	chat_clear(&c);
	payload_clear(&p);
}
