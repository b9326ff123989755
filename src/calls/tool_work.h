/* What the files of the tools share: one tool call under way. */
#ifndef ACCUEIL_CALLS_TOOL_WORK_H
#define ACCUEIL_CALLS_TOOL_WORK_H

#include "calls/tool.h"
#include "calls/work.h"
#include "dialog/prompts.h"

struct doing { /* one tool call under way */
	struct work w;
	struct call_answer turn; /* w.answer: what `say` says */
	const struct tool_call *call;
	const struct tenant *tenant; /* NULL: not known */
	struct tool_answer *answer;
};

typedef enum store_rc tool_run(struct store_txn *txn, struct doing *d,
    struct err *err);

/* tool_say(d, prompt, blanks): that is the answer. */
void tool_say(struct doing *d, enum prompt prompt,
    const struct prompt_blanks *blanks);

/* tool_fail(d, prompt): that is the answer, and an error. */
enum store_rc tool_fail(struct doing *d, enum prompt prompt);

/* The tools of the agenda; see tool_agenda.c. */
tool_run tool_get_slots, tool_book, tool_cancel, tool_modify;

#endif
