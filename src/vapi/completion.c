/*
 * OpenAI's objects: the completion, the chunks, the tool call. See
 * completion.h.
 *
 * Source: OpenAI API reference, "Create chat completion": the chat completion
 * object and the chat completion chunk object.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "vapi/build.h"
#include "vapi/completion.h"
#include "vapi/payload.h"

#define ID_BYTES 64

/* No tokeniser here: about four bytes a token, as OpenAI's own estimate. */
static int64_t
tokens(size_t bytes)
{
	return (int64_t)((bytes + 3) / 4);
}

static struct json_object *
usage(const struct completion *c, const char *say)
{
	struct json_object *o = json_object_new_object();
	int64_t in = tokens(c->prompt_bytes), out = tokens(strlen(say));

	json_object_object_add(o, "prompt_tokens", json_object_new_int64(in));
	json_object_object_add(o, "completion_tokens",
	    json_object_new_int64(out));
	json_object_object_add(o, "total_tokens",
	    json_object_new_int64(in + out));
	return o;
}

static struct json_object *
envelope(const struct completion *c, const char *object)
{
	struct json_object *o = json_object_new_object();
	char id[ID_BYTES];

	snprintf(id, sizeof(id), "chatcmpl-%.48s", c->request_id);
	json_object_object_add(o, "id", json_object_new_string(id));
	json_object_object_add(o, "object", json_object_new_string(object));
	json_object_object_add(o, "created",
	    json_object_new_int64(c->now_ms / 1000));
	json_object_object_add(o, "model", json_object_new_string(c->model));
	return o;
}

/* choices: one, with ${body} under ${name}; ${body} is taken. */
static struct json_object *
choices(const char *name, struct json_object *body, const char *finish)
{
	struct json_object *choice = json_object_new_object();

	json_object_object_add(choice, "index", json_object_new_int(0));
	json_object_object_add(choice, name, body);
	json_object_object_add(choice, "logprobs", NULL);
	json_object_object_add(choice, "finish_reason",
	    finish != NULL ? json_object_new_string(finish) : NULL);
	return build_list(choice);
}

static struct json_object *
spoken(const char *role, const char *text)
{
	struct json_object *o = json_object_new_object();

	if (role != NULL)
		json_object_object_add(o, "role",
		    json_object_new_string(role));
	if (text != NULL)
		json_object_object_add(o, "content",
		    json_object_new_string(text));
	return o;
}

struct json_object *
completion_tool_call(const struct completion *c, const char *name,
    const char *destination)
{
	struct json_object *o = json_object_new_object();
	struct json_object *function = json_object_new_object();
	struct json_object *arguments = json_object_new_object();
	char id[ID_BYTES];

	snprintf(id, sizeof(id), "call_%.48s", c->request_id);
	if (destination != NULL)
		json_object_object_add(arguments, "destination",
		    json_object_new_string(destination));
	json_object_object_add(function, "name",
	    json_object_new_string(name));
	json_object_object_add(function, "arguments",
	    json_object_new_string(json_object_to_json_string_ext(arguments,
	        JSON_C_TO_STRING_PLAIN)));
	json_object_put(arguments);
	json_object_object_add(o, "id", json_object_new_string(id));
	json_object_object_add(o, "type",
	    json_object_new_string("function"));
	json_object_object_add(o, "function", function);
	return o;
}

/* ${call}, here and below, is the tool call to make or NULL; it is taken. */
static void
answer_whole(const struct completion *c, const char *say,
    struct json_object *call)
{
	struct json_object *o = envelope(c, "chat.completion");
	struct json_object *message = spoken("assistant", say);
	const char *finish = call != NULL ? "tool_calls" : "stop";

	json_object_object_add(message, "refusal", NULL);
	if (call != NULL)
		json_object_object_add(message, "tool_calls", build_list(call));
	json_object_object_add(o, "choices",
	    choices("message", message, finish));
	json_object_object_add(o, "usage", usage(c, say));
	payload_reply(c->reply, 200, o);
}

/* One event; ${o} is taken. */
static void
send_event(const struct completion *c, struct json_object *o)
{
	strbuf_puts(&c->reply->body, "data: ");
	payload_reply(c->reply, 200, o);
	strbuf_puts(&c->reply->body, "\n\n");
}

static void
send_chunk(const struct completion *c, struct json_object *delta,
    const char *finish)
{
	struct json_object *o = envelope(c, "chat.completion.chunk");

	json_object_object_add(o, "choices",
	    choices("delta", delta, finish));
	if (c->include_usage)
		json_object_object_add(o, "usage", NULL);
	send_event(c, o);
}

static void
send_tool_call(const struct completion *c, struct json_object *call)
{
	struct json_object *delta = json_object_new_object();

	json_object_object_add(call, "index", json_object_new_int(0));
	json_object_object_add(delta, "tool_calls", build_list(call));
	send_chunk(c, delta, NULL);
}

static void
answer_streamed(const struct completion *c, const char *say,
    struct json_object *call)
{
	const char *finish = call != NULL ? "tool_calls" : "stop";
	struct json_object *o;

	c->reply->stream = true;
	send_chunk(c, spoken("assistant", ""), NULL);
	send_chunk(c, spoken(NULL, say), NULL);
	if (call != NULL)
		send_tool_call(c, call);
	send_chunk(c, spoken(NULL, NULL), finish);
	if (c->include_usage) {
		o = envelope(c, "chat.completion.chunk");
		json_object_object_add(o, "choices", json_object_new_array());
		json_object_object_add(o, "usage", usage(c, say));
		send_event(c, o);
	}
	strbuf_puts(&c->reply->body, "data: [DONE]\n\n");
}

void
completion_answer(const struct completion *c, const char *say,
    struct json_object *call)
{
	if (c->stream)
		answer_streamed(c, say, call);
	else
		answer_whole(c, say, call);
}
