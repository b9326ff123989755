/*
 * The log: one line an event, its name first, then key=value.
 *
 *   CALLER_ID_PERSISTED_FROM_WEBHOOK call_id=7f3a msg_type=status-update
 *       caller=+33•••••••14 level=info at=2026-11-23T09:30:00.123Z
 *
 * Privacy is in the types: a value reaches the log only as one of the kinds
 * below, and each kind decides what of it may be read. There is no kind for
 * a name, a sentence or a secret.
 */
#ifndef ACCUEIL_BASE_LOG_H
#define ACCUEIL_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/phone.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

enum log_kind {
	LOG__END = 0,
	LOG__TEXT,  /* our own words: constants, causes from struct err */
	LOG__WORD,  /* a foreign word (message type, key name, call id):
	               cut at 128 bytes, odd bytes become '?', and a run of
	               7 digits or more, however spaced, is masked to its last
	               two unless it is part of an id (a UUID, or at least 16
	               letters and digits mixed) */
	LOG__WORDS, /* foreign words separated by commas: as one LOG__WORD, but
	               cut at 512 bytes */
	LOG__INT,
	LOG__PHONE  /* masked to the last two digits; "none" when unknown */
};

struct log_field {
	enum log_kind kind;
	const char *key;
	const char *text;
	int64_t number;
	const struct phone *phone;
};

#define LOG_TEXT(k, v) \
	((struct log_field){ .kind = LOG__TEXT, .key = (k), .text = (v) })
#define LOG_WORD(k, v) \
	((struct log_field){ .kind = LOG__WORD, .key = (k), .text = (v) })
#define LOG_WORDS(k, v) \
	((struct log_field){ .kind = LOG__WORDS, .key = (k), .text = (v) })
#define LOG_INT(k, v) \
	((struct log_field){ .kind = LOG__INT, .key = (k), .number = (v) })
#define LOG_PHONE(k, v) \
	((struct log_field){ .kind = LOG__PHONE, .key = (k), .phone = (v) })

/*
 * log_event(level, event, field, ...):
 * Write one line, whole, with one write(2). ${event} is a constant of ours.
 * Thread-safe; holds no lock while it writes.
 */
#define log_event(level, event, ...)                                   \
	log_fields((level), (event),                                   \
	    (const struct log_field[]){ __VA_ARGS__ __VA_OPT__(, )     \
	        { .kind = LOG__END } })

void log_fields(enum log_level level, const char *event,
    const struct log_field *fields);

/*
 * log_open(path, level, err):
 * Send the log to ${path} (appended, created 0640), or to standard error
 * when ${path} is NULL or "". Called at start and at each reload.
 * Returns false, the old destination kept, when the file cannot be opened.
 */
bool log_open(const char *path, enum log_level level, struct err *err);

/* log_reopen(): open the same path again (SIGUSR1, after logrotate). */
bool log_reopen(struct err *err);

/* log_level_parse(name, out): "debug", "info", "warning", "error". */
bool log_level_parse(const char *name, enum log_level *out);

#endif
