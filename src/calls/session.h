/*
 * A call's session: what is remembered per call id, and its codec (versioned
 * JSON). The only module that knows the stored form.
 */
#ifndef ACCUEIL_CALLS_SESSION_H
#define ACCUEIL_CALLS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/phone.h"
#include "base/strbuf.h"
#include "calls/turn.h"
#include "dialog/dialog.h"
#include "dialog/engine.h"

#define CALL_ID_BYTES 201 /* the longest call id kept, and its NUL */
#define TENANT_ID_BYTES 65 /* 64 characters (tenants/config.h), and a NUL */
#define CALLER_SOURCE_BYTES 32

/*
 * A past turn, with what it takes to answer it again or to undo it. Its words
 * are not kept: only their hashes are.
 */
struct session_turn {
	struct turn_words words;  /* what identifies it */
	struct dialog before;     /* the conversation before it */
	enum dialog_act act;      /* what we did */
	char said[DIALOG_SAY_BYTES]; /* what we answered */
};

#define SESSION_TURNS 3 /* past turns kept */

/* How far the call itself is, in the order in which it goes. */
enum call_status {
	CALL_UNKNOWN,
	CALL_SCHEDULED,
	CALL_QUEUED,
	CALL_RINGING,
	CALL_IN_PROGRESS,
	CALL_FORWARDING,
	CALL_ENDED
};

#define ENDED_REASON_BYTES 128 /* Vapi's longest word has 121 characters */

struct course { /* what Vapi reported of the call; zero = nothing yet */
	enum call_status status;
	char ended_reason[ENDED_REASON_BYTES]; /* Vapi's word; "" = unknown */
	int64_t cost_micro_usd;                /* 0 = not told */
	int64_t started_ms, ended_ms;          /* since 1970; 0 = not told */
};

struct session {
	char call_id[CALL_ID_BYTES];
	char tenant[TENANT_ID_BYTES];    /* "" = not known */
	bool tenant_by_default;          /* nobody dialled it: may still be
	                                    corrected before the first turn */
	struct phone customer_phone;     /* learnt once; unknown until then */
	char caller_id_source[CALLER_SOURCE_BYTES]; /* "webhook", "chat" ... */
	struct dialog dialog;
	struct course course;
	bool erased;                     /* on demand: only the id is left, so
	                                    that late messages teach nothing */
	int64_t created_at, updated_at;  /* ms since 1970 UTC */
	uint32_t turns;                  /* turns that stand (not undone) */
	uint32_t events;                 /* entries in the journal */
	struct session_turn turn[SESSION_TURNS]; /* newest last */
	uint32_t turn_count;             /* of turn[] */
};

/* session_init(s, call_id, now_ms): a new one. call_id must fit. */
void session_init(struct session *s, const char *call_id, int64_t now_ms);

/* session_last_said(s): our last sentence; "" before the first turn. */
const char *session_last_said(const struct session *s);

/* session_last_place(s): the place of the latest turn; 0 before the first. */
uint32_t session_last_place(const struct session *s);

/* session_push_turn(s): room for the newest turn, the oldest dropped. */
struct session_turn *session_push_turn(struct session *s);

/*
 * session_encode(s, out): the stored form, appended to *out.
 * Returns false when out of memory.
 */
bool session_encode(const struct session *s, struct strbuf *out);

/*
 * session_decode(data, len, s, err): and back. Unknown members are ignored
 * (a newer minor form); a newer version is refused. False with the cause in
 * *err when it is not a session.
 */
bool session_decode(const void *data, size_t len, struct session *s,
    struct err *err);

/*
 * session_show(s, reveal, out): the form that people read, as JSON (fields as
 * in the manual); numbers masked unless ${reveal}.
 */
bool session_show(const struct session *s, bool reveal, struct strbuf *out);

#endif
