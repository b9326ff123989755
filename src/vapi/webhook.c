/*
 * POST /api/vapi/webhook: Vapi's server messages. One table: the type, what it
 * may teach, what of it is kept, how it is answered. A type that is not in it
 * (there will be some) is answered with {} and nothing is stored.
 *
 * Source: Vapi's public schema (ServerMessage, ServerMessageResponse).
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "calls/report.h"
#include "vapi/assistant.h"
#include "vapi/decide.h"
#include "vapi/payload.h"
#include "vapi/reply.h"
#include "vapi/tools.h"

static message_answer answer_nothing, answer_tools, answer_function,
    answer_deleted;

enum keeps { /* when what the message brings is stored */
	KEEPS_FIRST,  /* a store that fails is a 503 */
	KEEPS_IF_CAN, /* before; Vapi waits for the answer's content, so that a
	                 store that fails does not take it away */
	KEEPS_ITSELF  /* by the answer, in its own transaction */
};

struct message_kind {
	const char *type;
	const char *status;  /* only with this `status`, or NULL */
	const char *teaches; /* it may teach the number, as this source; or
	                        NULL: it teaches none */
	const char *news;    /* kept in the journal under this name; or NULL */
	const char *detail;  /* where the journal's word for it stands */
	enum keeps keeps;
	message_answer *answer;
};

/* clang-format off */
static const struct message_kind kinds[] = {
	/* type                            status         teaches              news                  detail                           keeps         answer */
	{ "assistant.started",             NULL,          "webhook",           NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "status-update",                 "in-progress", "webhook",           "status",             "message.status",                KEEPS_FIRST,  answer_nothing },
	{ "status-update",                 NULL,          NULL,                "status",             "message.status",                KEEPS_FIRST,  answer_nothing },
	{ "conversation-update",           NULL,          "webhook",           NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "assistant-request",             NULL,          "assistant-request", NULL,                 NULL,                            KEEPS_IF_CAN, assistant_answer },
	{ "tool-calls",                    NULL,          "tool",              NULL,                 NULL,                            KEEPS_ITSELF, answer_tools },
	{ "function-call",                 NULL,          "tool",              NULL,                 NULL,                            KEEPS_ITSELF, answer_function },
	{ "transfer-destination-request",  NULL,          NULL,                "transfer-asked",     NULL,                            KEEPS_IF_CAN, decide_transfer },
	{ "handoff-destination-request",   NULL,          NULL,                "handoff-asked",      NULL,                            KEEPS_IF_CAN, decide_handoff },
	{ "knowledge-base-request",        NULL,          NULL,                NULL,                 NULL,                            KEEPS_IF_CAN, decide_knowledge },
	{ "call.endpointing.request",      NULL,          NULL,                NULL,                 NULL,                            KEEPS_IF_CAN, decide_endpointing },
	{ "voice-request",                 NULL,          NULL,                NULL,                 NULL,                            KEEPS_IF_CAN, decide_voice },
	{ "campaign.predial",              NULL,          NULL,                NULL,                 NULL,                            KEEPS_IF_CAN, decide_predial },
	{ "end-of-call-report",            NULL,          NULL,                "end-of-call-report", "message.endedReason",           KEEPS_FIRST,  answer_nothing },
	{ "hang",                          NULL,          NULL,                "hang",               NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "transfer-update",               NULL,          NULL,                "transfer",           "message.destination.type",      KEEPS_FIRST,  answer_nothing },
	{ "phone-call-control",            NULL,          NULL,                "phone-call-control", "message.request",               KEEPS_FIRST,  answer_nothing },
	{ "call.delete.failed",            NULL,          NULL,                "delete-failed",      NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "call.deleted",                  NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_deleted },
	{ "assistant.speechStarted",       NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "speech-update",                 NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "transcript",                    NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "transcript[transcriptType=\"final\"]", NULL,   NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "model-output",                  NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "voice-input",                   NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "user-interrupted",              NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "language-change-detected",      NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "language-changed",              NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "call.artifact.upload",          NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "chat.created",                  NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "chat.deleted",                  NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "session.created",               NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "session.updated",               NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
	{ "session.deleted",               NULL,          NULL,                NULL,                 NULL,                            KEEPS_FIRST,  answer_nothing },
};
/* clang-format on */

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

/* --- answers ------------------------------------------------------------ */

static void
answer_nothing(const struct message *m)
{
	payload_reply(m->reply, 200, json_object_new_object());
}

static void
answer_tools(const struct message *m)
{
	tools_answer(m->calls, m->request, m->payload, m->reply);
}

static void
answer_function(const struct message *m)
{
	tools_answer_function(m->calls, m->request, m->payload, m->reply);
}

/* Vapi was told to forget the call: so do we. */
static void
answer_deleted(const struct message *m)
{
	const char *call_id = m->payload->facts.call_id;
	struct err err = { "" };
	enum store_rc rc;

	rc = call_erase(m->calls, call_id, m->request->now_ms, &err);
	if (rc != STORE_OK) {
		vapi_store_failed(m->reply, m->request, rc, &err);
		vapi_unavailable(m->reply);
		return;
	}
	if (call_id[0] != '\0')
		log_event(LOG_INFO, "CALL_ERASED",
		    LOG_WORD("call_id", call_id));
	answer_nothing(m);
}

/* --- what is learnt and kept of it -------------------------------------- */

/* Milliseconds since 1970, whether a number or RFC 3339; 0 when neither. */
static int64_t
instant_at(struct json_object *root, const char *path)
{
	struct json_object *value = payload_at(root, path);
	int64_t ms = 0;
	double number;

	if (json_object_is_type(value, json_type_string)) {
		if (!clock_parse_iso(json_object_get_string(value), &ms))
			ms = 0;
		return ms;
	}
	number = json_object_get_double(value);
	return number > 0 && number < 1e15 ? (int64_t)number : 0;
}

/* US dollars to millionths. */
static int64_t
cost_of(struct json_object *root)
{
	double usd = json_object_get_double(payload_at(root, "message.cost"));

	return usd > 0 && usd < 1e9 ? (int64_t)(usd * 1e6 + 0.5) : 0;
}

/* A word of Vapi's, for the journal: what is no word there is not kept. */
static const char *
word_at(struct json_object *root, const char *path)
{
	static const char digits[] = "0123456789";
	static const char others[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ._-";
	const char *text = path != NULL ? payload_text(root, path) : "";
	size_t count = 0, step = 1;

	for (const char *c = text; *c != '\0' && step > 0; c += step) {
		step = strspn(c, others);
		count += strspn(c + step, digits);
		step += strspn(c + step, digits);
	}
	/* Vapi's reasons hold a code of three digits; a number has seven. */
	return step > 0 && count < 7 ? text : "?";
}

static const char *
transcript_of(struct json_object *root)
{
	const char *text = payload_text(root, "message.artifact.transcript");

	return text[0] != '\0' ? text
	                       : payload_text(root, "message.transcript");
}

static struct call_news
news_of(struct json_object *root, const struct message_kind *kind)
{
	struct call_news news = { .event = kind->news,
		.detail = word_at(root, kind->detail),
		.sent_ms = instant_at(root, "message.timestamp"),
		.ended_reason = word_at(root, "message.endedReason"),
		.transcript = "" };

	if (strcmp(kind->type, "status-update") == 0)
		news.status = call_status_parse(news.detail);
	if (strcmp(kind->type, "end-of-call-report") == 0) {
		news.status = CALL_ENDED;
		news.cost_micro_usd = cost_of(root);
		news.started_ms = instant_at(root, "message.startedAt");
		news.ended_ms = instant_at(root, "message.endedAt");
		news.transcript = transcript_of(root);
	}
	return news;
}

/* One transaction for all that the message brings. */
static enum store_rc
keep(const struct message *m, const struct message_kind *kind,
    struct err *err)
{
	struct call_facts *facts = &m->payload->facts;
	struct call_learnt learnt;
	struct call_news news;

	facts->msg_type = kind->type;
	if (kind->teaches != NULL)
		facts->source = kind->teaches;
	else
		facts->caller = CALLER_ABSENT;
	if (kind->news != NULL) {
		news = news_of(m->payload->root, kind);
		return call_report(m->calls, facts, &news,
		    m->request->now_ms, err);
	}
	if (kind->teaches == NULL || kind->keeps == KEEPS_ITSELF)
		return STORE_OK;
	return call_learn(m->calls, facts, m->request->now_ms, &learnt, err);
}

static void
handle(const struct message *m, const struct message_kind *kind)
{
	struct err err = { "" };
	enum store_rc rc = keep(m, kind, &err);

	if (rc != STORE_OK)
		vapi_store_failed(m->reply, m->request, rc, &err);
	if (rc == STORE_OK || kind->keeps != KEEPS_FIRST)
		kind->answer(m);
	else
		vapi_unavailable(m->reply);
}

void
vapi_webhook(const struct calls *calls, const struct vapi_request *request,
    struct vapi_reply *reply)
{
	const struct message_kind *kind;
	struct payload p;
	struct message m = { calls, request, &p, reply };
	const char *type;

	if (!payload_read(request, calls, &p, reply))
		return;
	type = payload_text(p.root, "message.type");
	snprintf(reply->msg_type, sizeof(reply->msg_type), "%s", type);
	kind = find_kind(type, payload_text(p.root, "message.status"));
	if (kind != NULL) {
		handle(&m, kind);
	} else {
		log_event(LOG_INFO, "MESSAGE_UNKNOWN",
		    LOG_WORD("msg_type", type),
		    LOG_WORD("call_id", p.facts.call_id));
		answer_nothing(&m);
	}
	payload_clear(&p);
}
