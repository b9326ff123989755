/*
 * See wire.h. Source: Vapi's public schema for server messages, OpenAI's API
 * reference for chat completions and their events.
 */
#include <json-c/json.h>
#include <string.h>

#include "ctl/wire.h"

#define NAME_BYTES 64 /* one name of a dotted path */

static const char webhook_caller[] = "message.call.customer.number";
static const char webhook_dialled[] = "message.phoneNumber.number";
static const char chat_caller[] = "call.customer.number";
static const char chat_dialled[] = "phoneNumber.number";

/* --- what is sent ----------------------------------------------------- */

/* The object that is the member ${name} of ${o}, made when there is none;
 * NULL when the member is something else. Borrowed. */
static struct json_object *
member_object(struct json_object *o, const char *name)
{
	struct json_object *member;

	if (json_object_object_get_ex(o, name, &member))
		return json_object_is_type(member, json_type_object) ? member
								     : NULL;
	if ((member = json_object_new_object()) == NULL)
		return NULL;
	if (json_object_object_add(o, name, member) == 0)
		return member;
	json_object_put(member);
	return NULL;
}

/* Put ${value}, which is taken, at a dotted path, with the objects it needs. */
static bool
set(struct json_object *o, const char *path, struct json_object *value)
{
	char name[NAME_BYTES];
	size_t len;

	while (o != NULL && path[len = strcspn(path, ".")] != '\0') {
		if (len >= sizeof(name))
			break;
		memcpy(name, path, len);
		name[len] = '\0';
		o = member_object(o, name);
		path += len + 1;
	}
	if (o != NULL && value != NULL && strchr(path, '.') == NULL &&
	    json_object_object_add(o, path, value) == 0)
		return true;
	json_object_put(value);
	return false;
}

static bool
set_text(struct json_object *o, const char *path, const char *text)
{
	return set(o, path, json_object_new_string(text));
}

/* The numbers, where they usually stand unless said otherwise. */
static bool
set_numbers(struct json_object *o, const struct conv_numbers *numbers,
    const char *caller_path, const char *dialled_path)
{
	if (numbers->at[0] != '\0')
		caller_path = numbers->at;
	return (numbers->caller[0] == '\0' ||
		   set_text(o, caller_path, numbers->caller)) &&
	    (numbers->dialled[0] == '\0' ||
		set_text(o, dialled_path, numbers->dialled));
}

/* Write ${o} into *out when it is ${whole}; ${o} is taken. */
static bool
finish(struct json_object *o, bool whole, struct strbuf *out)
{
	const char *text = NULL;

	strbuf_clear(out);
	if (whole)
		text = json_object_to_json_string_ext(o,
		    JSON_C_TO_STRING_PLAIN);
	if (text != NULL)
		strbuf_puts(out, text);
	json_object_put(o);
	return text != NULL && !strbuf_failed(out);
}

bool
wire_webhook(const struct conv_step *step, const char *call_id, int64_t now_ms,
    struct strbuf *out)
{
	struct json_object *o = json_object_new_object();
	bool whole = o != NULL && set_text(o, "message.type", step->text) &&
	    set(o, "message.timestamp", json_object_new_int64(now_ms)) &&
	    set_text(o, "message.call.id", call_id) &&
	    set_text(o, "message.call.type", "inboundPhoneCall");

	if (step->more[0] != '\0')
		whole = whole && set_text(o, "message.status", step->more);
	whole = whole &&
	    set_numbers(o, &step->numbers, webhook_caller, webhook_dialled);
	return finish(o, whole, out);
}

bool
wire_chat(const struct history *history, const char *call_id,
    const struct conv_numbers *carries, bool stream, struct strbuf *out)
{
	struct json_object *o = json_object_new_object();
	bool whole = o != NULL && set_text(o, "model", "accueil") &&
	    set(o, "messages", json_object_get(history->messages)) &&
	    set(o, "stream", json_object_new_boolean(stream)) &&
	    set_text(o, "call.id", call_id) &&
	    set_numbers(o, carries, chat_caller, chat_dialled);

	return finish(o, whole, out);
}

/* --- what is answered ------------------------------------------------- */

/* choices[0].${member}.content, appended; false when there is no such thing.
 * An event without choices says nothing, which is allowed. */
static bool
add_content(const char *json, const char *member, struct strbuf *said)
{
	struct json_object *root = json_tokener_parse(json), *at = NULL;
	bool good = json_object_object_get_ex(root, "choices", &at) &&
	    json_object_is_type(at, json_type_array);

	if (good && json_object_array_length(at) > 0) {
		at = json_object_array_get_idx(at, 0);
		good = json_object_object_get_ex(at, member, &at);
		if (json_object_object_get_ex(at, "content", &at) &&
		    json_object_is_type(at, json_type_string))
			strbuf_puts(said, json_object_get_string(at));
	}
	json_object_put(root);
	return good;
}

/* One event's line, ${len} bytes of it; *done at the last one. */
static bool
read_event(const char *line, size_t len, bool *done, struct strbuf *said)
{
	static const char data[] = "data: ", last[] = "[DONE]";
	struct strbuf json;
	bool good;

	if (len == 0)
		return true;
	if (*done || strncmp(line, data, strlen(data)) != 0)
		return false;
	line += strlen(data);
	len -= strlen(data);
	*done = len == strlen(last) && strncmp(line, last, len) == 0;
	if (*done)
		return true;
	strbuf_init(&json);
	strbuf_add(&json, line, len);
	good = add_content(strbuf_get(&json), "delta", said);
	strbuf_clear(&json);
	return good;
}

static bool
read_events(const char *body, struct strbuf *said, struct err *err)
{
	bool done = false;

	while (*body != '\0') {
		size_t len = strcspn(body, "\n");

		if (!read_event(body, len, &done, said))
			return err_set(err, false,
			    "the answer is no stream of chat events");
		body += len;
		body += *body == '\n';
	}
	return done || err_set(err, false, "the stream has no [DONE]");
}

bool
wire_answer(const char *body, bool stream, struct strbuf *said, struct err *err)
{
	strbuf_clear(said);
	if (stream && !read_events(body, said, err))
		return false;
	if (!stream && !add_content(body, "message", said))
		return err_set(err, false, "the answer is no chat completion");
	return !strbuf_failed(said) || err_set(err, false, "out of memory");
}
