/*
 * What Vapi tells of a call's course: its status, how it ended, what it cost,
 * whether a transfer went through. Messages come late, twice and out of order:
 * each is journalled once, and only moves what is known forward.
 */
#ifndef ACCUEIL_CALLS_REPORT_H
#define ACCUEIL_CALLS_REPORT_H

#include "calls/call.h"

/* What one message reports. Strings borrowed; "" where it says nothing. */
struct call_news {
	const char *event;        /* its name in the journal: "status" ... */
	const char *detail;       /* a status, a reason; Vapi's word */
	int64_t sent_ms;          /* Vapi's own timestamp; 0 = none */
	enum call_status status;  /* CALL_UNKNOWN where it says nothing */
	const char *ended_reason; /* Vapi's word */
	int64_t cost_micro_usd;   /* 0 where it says nothing */
	int64_t started_ms, ended_ms; /* since 1970; 0 where it says nothing */
	const char *transcript;   /* kept only if the tenant keeps them */
};

/*
 * call_report(calls, facts, news, now_ms, err):
 * Journal it, keep what is new of it, and learn from ${facts} as call_learn()
 * does, in one transaction; a caller who may not teach the number leaves it
 * out of ${facts}. What is known already (the same event, detail and
 * timestamp) takes no write transaction. Creates the session when there is
 * none, so that a call that never spoke is known too. Without a call id:
 * nothing.
 */
enum store_rc call_report(const struct calls *calls,
    const struct call_facts *facts, const struct call_news *news,
    int64_t now_ms, struct err *err);

/*
 * call_erase(calls, call_id, now_ms, err): forget everything of a call:
 * session, journal, answers, transcript, request. What stays is its id, so
 * that a message that comes late does not bring it back. A call that is not
 * there is marked too; one that is marked takes no write transaction.
 */
enum store_rc call_erase(const struct calls *calls, const char *call_id,
    int64_t now_ms, struct err *err);

/* call_status_parse("in-progress"): CALL_UNKNOWN for any other word. */
enum call_status call_status_parse(const char *word);
const char *call_status_name(enum call_status status); /* "" for UNKNOWN */

#endif
