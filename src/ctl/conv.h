/*
 * Conversation scripts, *.conv: what reaches the worker during a call, what
 * the caller says, and what is expected in return. One `keyword: text` a
 * line, for a secretary to read; accueil-conv(5) describes each keyword.
 */
#ifndef ACCUEIL_CTL_CONV_H
#define ACCUEIL_CTL_CONV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"

#define CONV_BYTES (1024 * 1024) /* the longest script */

/* What a step does or expects. CONV_SAYS and those after it expect. */
enum conv_verb {
	CONV_CALL,         /* text: the call's nickname from here on */
	CONV_WEBHOOK,      /* text: Vapi's type; more: status or ""; numbers */
	CONV_CHAT_CARRIES, /* numbers: what chat requests carry from here on;
	                      text: "nothing" when they are none */
	CONV_GREET,        /* a chat request before anyone has spoken */
	CONV_CALLER,       /* text: what the caller says, one turn more */
	CONV_AGAIN,        /* text: the last turn, asked again in these words */
	CONV_CUT,          /* text: what was heard of the last answer */
	CONV_SPLIT,        /* text, more: the last answer, as two messages */
	CONV_UNHEARD,      /* the last answer was never spoken */
	CONV_FORGET,       /* text, count: only so many messages are sent on */
	CONV_RESTART,      /* the worker stops and starts again */
	CONV_STREAM,       /* text, count: 1 when answers are streamed, else 0 */
	CONV_SAYS,         /* text: pattern of the last answer */
	CONV_NOT_SAYS,     /* text: a pattern it must not have */
	CONV_SAME,         /* word for word the answer before */
	CONV_STATE,        /* text: the state's name */
	CONV_PHONE,        /* text: two digits, or "none" */
	CONV_FIELD,        /* text: dotted name; more: pattern of its value */
	CONV__COUNT
};

/* Numbers of a message. "" when not given. */
struct conv_numbers {
	const char *caller;  /* as written: a number, "anonymous", ... */
	const char *dialled;
	const char *at;      /* dotted JSON path where the caller's stands */
};

/* Strings are never NULL; they live as long as their struct conv. */
struct conv_step {
	enum conv_verb verb;
	unsigned line; /* in its file, from 1 */
	const char *text;
	const char *more;
	struct conv_numbers numbers;
	long count;
};

struct conv {
	const char *path;     /* as messages show it; borrowed from the caller */
	const char *title;    /* "" when there is none */
	int64_t now_ms;       /* the frozen clock before the first event */
	struct strbuf config; /* lines for the configuration, each ended by
	                         "\n"; empty when there are none */
	struct conv_step *steps;
	size_t count;         /* of steps, at least 1 */
	char *bytes;          /* the file, cut in place: what strings point into */
};

/*
 * conv_parse(path, data, len, conv, err):
 * Read a script from memory. ${path} is only shown.
 *
 * Units    ${len} in bytes, UTF-8, at most CONV_BYTES; no NUL is needed.
 * Owns     on success, the caller: conv_clear(). Nothing of data is kept.
 * Returns  false with "PATH:LINE: cause" in *err at the first mistake.
 */
bool conv_parse(const char *path, const char *data, size_t len,
    struct conv *conv, struct err *err);

/* conv_load(path, conv, err): the same, from a file; path is borrowed. */
bool conv_load(const char *path, struct conv *conv, struct err *err);

void conv_clear(struct conv *conv); /* zeroed or cleared: does nothing */

/* conv_word(verb): the keyword, as it is written in a script. */
const char *conv_word(enum conv_verb verb);

#endif
