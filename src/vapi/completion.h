/*
 * An answer in OpenAI's form: one completion object, or the same as
 * server-sent chunks. Both say the same.
 */
#ifndef ACCUEIL_VAPI_COMPLETION_H
#define ACCUEIL_VAPI_COMPLETION_H

#include "vapi/vapi.h"

struct json_object;

struct completion { /* strings borrowed */
	struct vapi_reply *reply; /* where it is written */
	const char *request_id;   /* the ids are made of it */
	const char *model;        /* echoed */
	int64_t now_ms;
	size_t prompt_bytes;      /* of the history, for the usage */
	bool stream, include_usage;
};

/*
 * completion_answer(c, say, call): say it; ${call} is the tool call to make
 * with it, which is taken, or NULL.
 */
void completion_answer(const struct completion *c, const char *say,
    struct json_object *call);

/*
 * completion_tool_call(c, name, destination): the call of that tool, with a
 * destination where it takes one, else NULL. Owned by the caller.
 */
struct json_object *completion_tool_call(const struct completion *c,
    const char *name, const char *destination);

#endif
