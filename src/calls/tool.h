/*
 * Tool calls: what a language model may ask of us during a call. One
 * transaction does the work and keeps the answer under the tool call's id:
 * the same id again (a retry, a barge-in, another worker) gets the same
 * answer and changes nothing.
 */
#ifndef ACCUEIL_CALLS_TOOL_H
#define ACCUEIL_CALLS_TOOL_H

#include "calls/call.h"

enum tool {
	TOOL_CALLER_ID,       /* do we know the number? what to say */
	TOOL_CONFIRM_CONTACT, /* the caller confirmed, refused or dictated */
	TOOL_GET_SLOTS,
	TOOL_BOOK,
	TOOL_CANCEL,
	TOOL_MODIFY,
	TOOL_FAQ,
	TOOL_TRANSFER,
	TOOL_SAY,             /* one turn of the engine */
	TOOL__COUNT
};

enum tool_confirmed { TOOL_NOT_SAID, TOOL_CONFIRMED, TOOL_REFUSED };

/* A tool's arguments, whatever they were called. Borrowed; "" = not given. */
struct tool_args {
	const char *text;     /* what the caller said; a question, a reason,
	                         a preference */
	const char *contact;  /* a number or an address, as dictated */
	const char *name;
	const char *slot;     /* "2026-03-03T14:30", as get_slots gave it */
	const char *reference; /* of a booking */
	enum tool_confirmed confirmed;
};

struct tool_call {
	const char *id; /* the tool call's own; "" = none: nothing is kept */
	enum tool tool;
	struct tool_args args;
};

/* tool_name(tool): "caller_id"; for the journal and the assistant's own
 * description of its tools. */
const char *tool_name(enum tool tool);

#define TOOL_TEXT_BYTES 2048

struct tool_answer {
	bool error;
	char text[TOOL_TEXT_BYTES]; /* one line */
};

/*
 * call_tool(calls, facts, call, now_ms, answer, err):
 * Do it, or answer it again. Without a call id in ${facts} nothing is stored.
 * Returns STORE_OK with *answer filled, or STORE_FULL / STORE_FAILED and
 * nothing changed.
 */
enum store_rc call_tool(const struct calls *calls,
    const struct call_facts *facts, const struct tool_call *call,
    int64_t now_ms, struct tool_answer *answer, struct err *err);

#endif
