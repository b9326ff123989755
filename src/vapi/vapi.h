/*
 * Vapi's wire format, in and out: the routes' handlers. They know JSON and
 * what Vapi expects; they know nothing of FastCGI (gateway/) nor of LMDB.
 */
#ifndef ACCUEIL_VAPI_VAPI_H
#define ACCUEIL_VAPI_VAPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "calls/call.h"

struct vapi_request {
	const char *body;           /* raw bytes, body_len of them */
	size_t body_len;
	const char *call_id_header; /* X-Vapi-Call-Id, or NULL: for chat */
	const char *only_tenant;    /* id of the one office that the sender may
	                               speak for; NULL: for all */
	const char *request_id;     /* for the log; never NULL */
	int64_t now_ms;
};

#define VAPI_WORD_BYTES 64

struct vapi_reply {
	int status;         /* HTTP status */
	bool stream;        /* body is server-sent events, else JSON */
	int retry_after_s;  /* 0: no Retry-After */
	struct strbuf body; /* owned by the reply: vapi_reply_clear() */
	/* What the request was about: for X-Accueil-State and the log line. */
	char call_id[CALL_ID_BYTES];    /* "" when none */
	char tenant[TENANT_ID_BYTES];   /* "" when none */
	char msg_type[VAPI_WORD_BYTES]; /* foreign word; "" when none */
	char before[VAPI_WORD_BYTES];   /* state before; "" when no turn */
	char state[VAPI_WORD_BYTES];    /* state after; "" when no turn */
};

void vapi_reply_init(struct vapi_reply *reply);
void vapi_reply_clear(struct vapi_reply *reply);

/*
 * Each handler answers completely: a reply with a status and a body, whatever
 * the body of the request was. None fails.
 */
typedef void vapi_handler(const struct calls *calls,
    const struct vapi_request *request, struct vapi_reply *reply);

vapi_handler vapi_webhook; /* POST /api/vapi/webhook */
vapi_handler vapi_tool;    /* POST /api/vapi/tool */
vapi_handler vapi_chat;    /* POST /api/vapi/chat/completions */
vapi_handler vapi_health;  /* GET  /api/vapi/health */

/*
 * vapi_error(reply, status, param, code, message):
 * Make the reply an error in OpenAI's shape:
 * {"error":{"message","type","param","code"}}. ${param} names the field or is
 * NULL; ${message} is a constant or holds nothing of the request.
 */
void vapi_error(struct vapi_reply *reply, int status, const char *param,
    const char *code, const char *message);

#endif
