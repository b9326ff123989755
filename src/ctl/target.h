/*
 * Who answers a conversation script: this very program, on a throw-away
 * office, or a worker that runs somewhere. Both get the same JSON.
 */
#ifndef ACCUEIL_CTL_TARGET_H
#define ACCUEIL_CTL_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "calls/call.h"

enum target_route { TARGET_WEBHOOK, TARGET_CHAT };

struct target; /* opaque */

struct target_answer {
	int status;         /* HTTP status */
	char state[64];     /* the conversation's after it; "" when not said */
	struct strbuf body; /* owned: strbuf_clear() */
};

/* target_local(config_lines, err): see scratch_open(). NULL on failure. */
struct target *target_local(const char *config_lines, struct err *err);

/*
 * target_remote(url, calls, err): the worker behind ${url}, borrowed, which
 * has no path ("http://127.0.0.1:8080"). ${calls}, borrowed, is its store, to
 * look at sessions; NULL when it is not at hand. NULL on failure.
 */
struct target *target_remote(const char *url, const struct calls *calls,
    struct err *err);

void target_free(struct target *target); /* NULL does nothing */

bool target_is_local(const struct target *target);

/*
 * target_post(target, route, json, now_ms, answer, err):
 * Send one body and take the answer. ${now_ms} is the worker's clock, where
 * it is ours to set: locally.
 * Returns false with the cause in *err when there was no answer.
 */
bool target_post(struct target *target, enum target_route route,
    const struct strbuf *json, int64_t now_ms, struct target_answer *answer,
    struct err *err);

/* target_restart(target, err): local only: stop, start again. */
bool target_restart(struct target *target, struct err *err);

/* target_sees_sessions(target): is there a store to look at? */
bool target_sees_sessions(const struct target *target);

/*
 * target_session(target, call_id, json, err): a session as `call show --json`
 * prints it, numbers masked. *json is emptied first.
 * Returns STORE_OK, STORE_ABSENT, or STORE_FAILED with the cause in *err.
 */
enum store_rc target_session(struct target *target, const char *call_id,
    struct strbuf *json, struct err *err);

#endif
