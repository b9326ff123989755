/*
 * Reading bodies. Where things stand differs by message, by year and by kind
 * of call (../tests/data/captured has examples): the first path that holds
 * something acceptable wins.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "vapi/payload.h"
#include "vapi/tenant.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))
#define PATH_BYTES 64

static const char *const call_id_paths[] = {
	"message.call.id",
	"call.id",
	"message.call.callId", /* before 2024-05 */
	"call.callId",
};

/* "messages[]" stands for each member of the array. */
static const char *const caller_paths[] = {
	"message.call.customer.number",
	"message.call.customer.phone",
	"message.customer.number",
	"message.customer.phone",
	"call.customer.number",
	"call.customer.phone",
	"customer.number",
	"customer.phone",
	"call.from",
	"customerNumber",
	"callerNumber",
	"messages[].customer.number",
	"messages[].customer.phone",
};

/* On SIP calls the number may stand in the caller's URI alone. Not looked at
 * when one of the above says that it is withheld. */
static const char *const caller_uri_paths[] = {
	"message.call.customer.sipUri",
	"message.customer.sipUri",
	"call.customer.sipUri",
	"customer.sipUri",
};

static const char *const dialled_paths[] = {
	"message.call.phoneNumber.number",
	"message.phoneNumber.number",
	"phoneNumber.number",
	"call.phoneNumber.number",
	"message.call.to",
	"call.to",
	"message.call.phoneNumber",
	"message.phoneNumber",
	"phoneNumber",
	"call.phoneNumber",
};

struct json_object *
payload_at(struct json_object *root, const char *path)
{
	char key[PATH_BYTES];
	const char *dot;
	size_t len;

	while (root != NULL && *path != '\0') {
		dot = strchr(path, '.');
		len = dot != NULL ? (size_t)(dot - path) : strlen(path);
		if (len >= sizeof(key) ||
		    !json_object_is_type(root, json_type_object))
			return NULL;
		memcpy(key, path, len);
		key[len] = '\0';
		if (!json_object_object_get_ex(root, key, &root))
			return NULL;
		path += len + (dot != NULL ? 1 : 0);
	}
	return root;
}

const char *
payload_text(struct json_object *root, const char *path)
{
	struct json_object *value = payload_at(root, path);
	const char *text;

	if (!json_object_is_type(value, json_type_string))
		return "";
	text = json_object_get_string(value);
	return strlen(text) == (size_t)json_object_get_string_len(value)
	    ? text
	    : "";
}

/* A number may have been written as a JSON number: its text is the same. */
static enum caller_rc
number_in(struct json_object *value, struct phone *out)
{
	if (json_object_is_type(value, json_type_string))
		return caller_id_parse(json_object_get_string(value),
		    (size_t)json_object_get_string_len(value), out);
	if (json_object_is_type(value, json_type_int) &&
	    json_object_get_int64(value) > 0) {
		const char *digits = json_object_get_string(value);

		return caller_id_parse(digits, strlen(digits), out);
	}
	return CALLER_ABSENT;
}

/* The best of what stands at ${path}, from every member where it has []. */
static enum caller_rc
number_at(struct json_object *root, const char *path, struct phone *out)
{
	const char *each = strstr(path, "[].");
	enum caller_rc rc, best = CALLER_ABSENT;
	struct json_object *array;
	char name[PATH_BYTES];

	if (each == NULL)
		return number_in(payload_at(root, path), out);
	snprintf(name, sizeof(name), "%.*s", (int)(each - path), path);
	array = payload_at(root, name);
	if (!json_object_is_type(array, json_type_array))
		return CALLER_ABSENT;
	for (size_t i = 0; i < json_object_array_length(array); i++) {
		rc = number_in(payload_at(json_object_array_get_idx(array, i),
		                   each + 3),
		    out);
		if (rc > best)
			best = rc;
		if (rc == CALLER_OK)
			break;
	}
	return best;
}

/* Walk a table; the first acceptable number wins, else the best answer. */
static enum caller_rc
first_number(struct json_object *root, const char *const *paths,
    size_t count, struct phone *out, const char **where)
{
	enum caller_rc rc, best = CALLER_ABSENT;

	for (size_t i = 0; i < count; i++) {
		rc = number_at(root, paths[i], out);
		if (rc > best)
			best = rc;
		if (rc == CALLER_OK) {
			*where = paths[i];
			break;
		}
	}
	return best;
}

static void
find_numbers(struct json_object *root, struct call_facts *facts)
{
	const char *where = "";
	enum caller_rc uri;

	facts->number_path = "";
	facts->caller = first_number(root, caller_paths, LENGTH(caller_paths),
	    &facts->number, &facts->number_path);
	if (facts->caller < CALLER_WITHHELD) {
		uri = first_number(root, caller_uri_paths,
		    LENGTH(caller_uri_paths), &facts->number,
		    &facts->number_path);
		if (uri > facts->caller)
			facts->caller = uri;
	}
	facts->dialled_given = first_number(root, dialled_paths,
	    LENGTH(dialled_paths), &facts->dialled, &where) != CALLER_ABSENT;
}

/* ${param}: where it stood. One that cannot be kept is an error. */
static bool
take_call_id(const char *id, const char *param, struct call_facts *facts,
    struct vapi_reply *reply)
{
	if (id[0] == '\0' || strlen(id) >= CALL_ID_BYTES) {
		vapi_error(reply, 400, param, "invalid_call_id",
		    "the call id is too long or holds a NUL");
		return false;
	}
	facts->call_id = id;
	return true;
}

/* Absent, null or empty is no call id. */
static bool
find_call_id(struct json_object *root, struct call_facts *facts,
    struct vapi_reply *reply)
{
	struct json_object *value;

	facts->call_id = "";
	for (size_t i = 0; i < LENGTH(call_id_paths); i++) {
		value = payload_at(root, call_id_paths[i]);
		if (json_object_is_type(value, json_type_string) &&
		    json_object_get_string_len(value) > 0)
			return take_call_id(
			    payload_text(root, call_id_paths[i]),
			    call_id_paths[i], facts, reply);
	}
	return true;
}

static void
find_call_keys(struct payload *p)
{
	struct json_object *call = payload_at(p->root, "call");
	size_t at = 0;
	int n;

	if (!json_object_is_type(call, json_type_object))
		call = payload_at(p->root, "message.call");
	p->has_call = json_object_is_type(call, json_type_object);
	if (!p->has_call)
		return;
	json_object_object_foreach(call, key, value)
	{
		(void)value;
		n = snprintf(p->call_keys + at, sizeof(p->call_keys) - at,
		    "%s%s", at > 0 ? "," : "", key);
		if (n < 0 || (size_t)n >= sizeof(p->call_keys) - at)
			break;
		at += (size_t)n;
	}
	p->call_keys[at] = '\0';
}

/* json-c's own check lets overlong forms and surrogates through. */
static bool
is_utf8(const char *bytes, size_t len)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes;
	utf8proc_int32_t codepoint;
	utf8proc_ssize_t step;

	for (size_t i = 0; i < len; i += (size_t)step) {
		step = utf8proc_iterate(at + i, (utf8proc_ssize_t)(len - i),
		    &codepoint);
		if (step <= 0)
			return false;
	}
	return true;
}

static const char *
why_not(enum json_tokener_error error)
{
	switch (error) {
	case json_tokener_error_depth:
		return "it is nested too deeply";
	case json_tokener_continue:
		return "it ends too early";
	default:
		return "it is not a JSON object";
	}
}

static struct json_object *
parse(const char *text, size_t len, int depth, const char **why)
{
	struct json_tokener *tok;
	struct json_object *root;

	*why = why_not(json_tokener_error_parse_unexpected);
	/* json-c stops at a NUL as if the text ended there. */
	if (len > INT32_MAX || memchr(text, '\0', len) != NULL)
		return NULL;
	if (!is_utf8(text, len)) {
		*why = "it is not valid UTF-8";
		return NULL;
	}
	if ((tok = json_tokener_new_ex(depth)) == NULL) {
		*why = "out of memory";
		return NULL;
	}
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	root = json_tokener_parse_ex(tok, text, (int)len);
	if (root == NULL)
		*why = why_not(json_tokener_get_error(tok));
	json_tokener_free(tok);
	if (json_object_is_type(root, json_type_object))
		return root;
	json_object_put(root);
	return NULL;
}

bool
payload_read(const struct vapi_request *request, const struct calls *calls,
    struct payload *payload, struct vapi_reply *reply)
{
	char message[128];
	const char *why;

	memset(payload, 0, sizeof(*payload));
	payload->root = parse(request->body, request->body_len,
	    (int)calls->config->json_depth, &why);
	if (payload->root == NULL) {
		snprintf(message, sizeof(message),
		    "the body cannot be read: %s", why);
		vapi_error(reply, 400, "body", "invalid_json", message);
		return false;
	}
	payload->facts.source = payload->facts.msg_type = "";
	if (!find_call_id(payload->root, &payload->facts, reply)) {
		payload_clear(payload);
		return false;
	}
	find_numbers(payload->root, &payload->facts);
	find_call_keys(payload);
	snprintf(reply->call_id, sizeof(reply->call_id), "%s",
	    payload->facts.call_id);
	if (!tenant_allowed(request, calls, &payload->facts, reply)) {
		payload_clear(payload);
		return false;
	}
	return true;
}

bool
payload_take_header(struct payload *payload, const char *header,
    struct vapi_reply *reply)
{
	struct call_facts *facts = &payload->facts;

	if (facts->call_id[0] != '\0' || header == NULL || header[0] == '\0')
		return true;
	if (!take_call_id(header, "X-Vapi-Call-Id", facts, reply))
		return false;
	snprintf(reply->call_id, sizeof(reply->call_id), "%s", header);
	return true;
}

void
payload_clear(struct payload *payload)
{
	json_object_put(payload->root);
	payload->root = NULL;
}

void
payload_reply(struct vapi_reply *reply, int status,
    struct json_object *object)
{
	size_t len = 0;
	const char *text = json_object_to_json_string_length(object,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);

	reply->status = status;
	if (text != NULL)
		strbuf_add(&reply->body, text, len);
	json_object_put(object);
}
