/*
 * The bodies that Vapi would send, and its reading of our answers: what a
 * conversation script puts on the wire.
 */
#ifndef ACCUEIL_CTL_WIRE_H
#define ACCUEIL_CTL_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "ctl/conv.h"
#include "ctl/history.h"

/*
 * wire_webhook(step, call_id, now_ms, out): the server message of a
 * CONV_WEBHOOK step. *out is emptied, then filled with JSON.
 * Returns false when out of memory, or when a number's path leads through
 * something that is no object.
 */
bool wire_webhook(const struct conv_step *step, const char *call_id,
    int64_t now_ms, struct strbuf *out);

/* wire_chat(history, call_id, carries, stream, out): a chat request with all
 * of ${history} and the numbers that it carries. As above. */
bool wire_chat(const struct history *history, const char *call_id,
    const struct conv_numbers *carries, bool stream, struct strbuf *out);

/*
 * wire_answer(body, stream, said, err):
 * What the assistant said, of a chat completion or, streamed, of its events,
 * which must end with [DONE]. *said is emptied first.
 * Returns false with the cause in *err when ${body} is neither.
 */
bool wire_answer(const char *body, bool stream, struct strbuf *said,
    struct err *err);

#endif
