/*
 * What Vapi sent, read where it stands: one ordered table of paths each for
 * the call id, the caller's number and the dialled number. Only this room
 * knows json-c's types.
 */
#ifndef ACCUEIL_VAPI_PAYLOAD_H
#define ACCUEIL_VAPI_PAYLOAD_H

#include <json-c/json_types.h>
#include <stdbool.h>
#include <stddef.h>

#include "calls/call.h"
#include "vapi/vapi.h"

/* A body parsed, and what it says of its call. */
struct payload {
	struct json_object *root; /* an object; owned: payload_clear() */
	struct call_facts facts;  /* strings borrowed from root */
	bool has_call;            /* `call` or `message.call` is an object */
	char call_keys[512];      /* names of its members, comma-separated */
};

/*
 * payload_read(request, calls, payload, reply):
 * Parse the body (strict JSON, UTF-8, bounded depth) and gather the facts.
 * Returns false with the reply made a 400 that names the field when it is not
 * a JSON object, or names a call id that cannot be one; a 401 or a 503 when
 * tenant_allowed() says no.
 */
bool payload_read(const struct vapi_request *request,
    const struct calls *calls, struct payload *payload,
    struct vapi_reply *reply);

/*
 * payload_take_header(payload, header, reply): where the body names no call,
 * ${header} does (X-Vapi-Call-Id, or NULL). Returns false with the reply made
 * a 400 when it cannot be a call id.
 */
bool payload_take_header(struct payload *payload, const char *header,
    struct vapi_reply *reply);

void payload_clear(struct payload *payload);

/* payload_at(root, "message.call.id"): the member there, or NULL. Borrowed. */
struct json_object *payload_at(struct json_object *root, const char *path);

/* payload_text(root, path): the string there, or "" when there is none, it is
 * no string, or it holds a NUL. Borrowed from root. */
const char *payload_text(struct json_object *root, const char *path);

/* payload_reply(reply, status, object): answer ${object}, which is taken. */
void payload_reply(struct vapi_reply *reply, int status,
    struct json_object *object);

#endif
