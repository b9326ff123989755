/*
 * The configuration: accueil.conf and the files it includes, read by
 * libconfuse into one immutable set. A reload makes a whole new set and swaps
 * one pointer; requests in hand keep the old one until they end.
 *
 * libconfuse is included by parse.c only; the rows of settings.c say what
 * may be written.
 */
#ifndef ACCUEIL_TENANTS_CONFIG_H
#define ACCUEIL_TENANTS_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "base/log.h"
#include "base/phone.h"
#include "tenants/dates.h"
#include "tenants/hours.h"

enum durability { DURABILITY_FULL, DURABILITY_RELAXED };

enum auth_scheme {
	AUTH_SECRET, /* the header's value is the secret (X-Vapi-Secret) */
	AUTH_BEARER, /* the header's value is prefix, then the secret */
	AUTH_HMAC,   /* the header's value is prefix, then a signature */
	AUTH_OAUTH2  /* a bearer token of our own token route */
};

enum secret_encoding { SECRET_RAW, SECRET_BASE64 };

/* The routes that a rule lets in to, as bits. */
enum auth_route { AUTH_ON_WEBHOOK = 1, AUTH_ON_TOOL = 2, AUTH_ON_CHAT = 4 };

/* One way in. Several may be valid at once: that is how secrets rotate. */
struct auth_rule {
	enum auth_scheme scheme;
	unsigned routes;         /* of enum auth_route, never 0 */
	const char *header;      /* "X-Vapi-Secret"; never NULL */
	const char *prefix;      /* "Bearer "; "" for none */
	const char *secret;      /* bytes, secret_len of them; never NULL,
	                            never printed */
	size_t secret_len;
	const char *client_id;   /* oauth2; else "" */
	const char *algorithm;   /* hmac: "sha256", "sha512", "sha1" */
	const char *encoding;    /* hmac signature: "hex" or "base64" */
	const char *payload;     /* hmac: "{body}" or "{timestamp}.{body}" */
	const char *timestamp_header; /* hmac: "" for none */
	int64_t window_ms;       /* hmac: how old a timestamp may be;
	                            oauth2: how long a token lives */
	/* where secret came from: one of the two, the other NULL */
	const char *secret_file;
	const char *secret_text; /* as written; never printed */
	enum secret_encoding secret_encoding;
};

/* What an assistant-request is answered with. */
enum tenant_calls { TENANT_ASSISTANT, TENANT_TRANSFER, TENANT_CLOSED };

/* Who leads the conversation: our engine, or a language model with tools. */
enum tenant_model { MODEL_CUSTOM_LLM, MODEL_OPENAI };

enum yes_no { NO, YES };

/* A question that callers ask, and the office's answer. */
struct faq {
	const char *title;         /* "horaires": names it, and counts as one
	                              of its words */
	const char *const *words;  /* what the question may hold, words_count;
	                              a word, or a few that follow each other */
	size_t words_count;
	const char *answer;        /* spoken as it is */
};

/*
 * Who or what is booked: a practitioner, a room. Durations are whole minutes,
 * multiples of five for slot and buffer.
 */
struct resource {
	const char *id;      /* "dr-martin": [a-z0-9_-], 1 to 64; "" for the
	                        only one of a tenant that names none */
	const char *name;    /* "le docteur Martin": spoken; NULL: not named */
	int64_t slot_ms;     /* how long an appointment lasts */
	int64_t buffer_ms;   /* kept free after each */
	int64_t notice_ms;   /* from now to the first that is offered */
	int64_t horizon_ms;  /* from now to the last */
	struct hours hours;
	const struct dates_span *closures; /* closures_count */
	size_t closures_count;
	const struct dates_exception *exceptions; /* exceptions_count; they
	                                             go before closures */
	size_t exceptions_count;
};

/* An office that we answer for. */
struct tenant {
	const char *id;         /* "dupont": [a-z0-9_-], 1 to 64, unique */
	const char *name;       /* "Cabinet Dupont": spoken */
	const char *greeting;   /* said first; NULL: the prompts' own */
	const char *timezone;   /* "Europe/Paris", a tz database name */
	struct phone transfer;  /* a person; unknown when there is none */
	const struct phone *numbers; /* dialled numbers, numbers_count */
	size_t numbers_count;
	const char *const *reasons;  /* what people come for, reasons_count */
	size_t reasons_count;
	struct hours hours;     /* opening hours */
	const struct faq *faq;  /* in the file's order, faq_count */
	size_t faq_count;
	/* the assistant that Vapi asks us for */
	enum tenant_calls calls;
	const char *closed_message; /* said when closed; "": ours */
	const char *assistant_id;   /* Vapi's own; "": we describe one */
	enum tenant_model model;
	const char *voice_provider, *voice;           /* Vapi's words */
	const char *transcriber, *transcriber_model;  /* Vapi's words; the
	                                                 model "": not said */
	const char *handoff_assistant; /* name of the assistant that calls are
	                                  handed off to; "": none */
	const struct phone *blocked;   /* callers refused, blocked_count */
	size_t blocked_count;
	int64_t endpointing_ms;        /* silence that ends an answer */
	int64_t endpointing_digits_ms; /* the same while a number is dictated */
	enum yes_no keep_transcripts;
	/* the agenda */
	enum yes_no agenda;         /* no: requests are only recorded */
	struct resource own;        /* the tenant's values: what a resource
	                               has unless it says otherwise */
	const struct resource *resources; /* resources_count, at least one */
	size_t resources_count;
	const struct auth_rule *auth; /* the tenant's own, auth_count; may be
	                                 none: those of the whole apply */
	size_t auth_count;
};

struct config {
	const char *path;          /* the file it was read from */
	/* vapi */
	const char *vapi_url;      /* /api/vapi as Vapi reaches it; "": none */
	const char *vapi_credential; /* Vapi's id of the credential that it is
	                                to use for our routes; "": none */
	/* store */
	const char *store_path;
	enum durability durability;
	int64_t store_max_bytes;   /* the map never grows past this */
	int64_t store_readers;     /* LMDB reader slots, all processes */
	/* worker */
	int64_t threads;
	int64_t drain_timeout_ms;
	int64_t io_timeout_ms;     /* one read or write on a connection */
	int64_t connections;       /* held at once, parked ones included */
	int64_t backlog;
	/* limits */
	int64_t body_bytes;        /* the largest request body, any route */
	int64_t json_depth;
	int64_t messages;          /* of one chat history */
	/* log */
	const char *log_file;      /* "" = standard error */
	enum log_level log_level;
	/* who may call */
	bool auth_none;            /* `auth = none` is written */
	const struct auth_rule *auth;
	size_t auth_count;
	/* offices */
	const struct tenant *default_tenant; /* NULL unless one is named */
	const struct tenant *tenants;
	size_t tenants_count;
};

/*
 * config_load(path, err):
 * Read, check and resolve the whole of it: bounds, units, secrets read from
 * their files, tenants from the files that `include` names (a glob, relative
 * to the file that includes; a name without wildcards must exist). A relative
 * path is relative to the file that says it.
 *
 * Owns     the caller: config_unref() when done.
 * Returns  the set with one reference, or NULL with "FILE:LINE: cause" in
 *          *err; nothing of a bad file is kept.
 * Threads  one load at a time, the others wait: libconfuse's parser is one
 *          for the process.
 */
struct config *config_load(const char *path, struct err *err);

struct config *config_ref(struct config *config); /* thread-safe */
void config_unref(struct config *config);         /* NULL does nothing */

/*
 * config_tenant_dialled(config, dialled): whose number it is, or NULL. Exact;
 * the default tenant is the caller's decision. Borrowed from the set.
 */
const struct tenant *config_tenant_dialled(const struct config *config,
    const struct phone *dialled);

/* config_tenant(config, id): by its id, or NULL. Borrowed from the set. */
const struct tenant *config_tenant(const struct config *config,
    const char *id);

/*
 * config_print(config, out):
 * Every setting in force, in the file's own syntax: what is printed can be
 * read back. A secret written in the file is printed as "********"; one from
 * a file, as that file's path. What is not set and has no default is left out.
 */
void config_print(const struct config *config, FILE *out);

/* A setting, as -T, the sample file, the manual and the checks see it. */
enum setting_type {
	SETTING_STRING,   /* UTF-8 without control characters */
	SETTING_SECRET,   /* a string never printed */
	SETTING_PATH,     /* made absolute; "" stays "" */
	SETTING_URL,      /* http(s), no slash at its end; "" stays "" */
	SETTING_HEADER,   /* an HTTP header's name */
	SETTING_TIMEZONE, /* a tz database name that this machine knows */
	SETTING_INT,
	SETTING_DURATION, /* "10s", "500ms", "2m", "1h", "30d" -> ms */
	SETTING_SIZE,     /* "8MB", "64K", "1G" -> bytes (1024) */
	SETTING_CHOICE,   /* one of choices -> its rank, an enum */
	SETTING_CHOICES,  /* several of choices -> the bit of each rank */
	SETTING_PHONE,    /* "" is unknown */
	SETTING_HOURS,    /* one day's, see hours.h; its name is the day */
	SETTING_LIST,     /* of strings, none empty */
	SETTING_PHONES,
	SETTING_DATES,      /* a list of days, see dates.h */
	SETTING_EXCEPTIONS, /* a list of days with their hours */
	SETTING__COUNT
};

struct setting {
	const char *section;  /* "" at the root, "store", "tenant" ... */
	const char *name;
	enum setting_type type;
	const char *def;      /* as written in the file; NULL = none: it must
	                         be given, or help says what its absence is */
	bool required;        /* must be given, and not empty */
	int64_t min, max;     /* of INT, DURATION (ms), SIZE (bytes); of a
	                         text, max is its bytes, 0 = any */
	int64_t step;         /* it is a multiple of this; 0 = any */
	const char *unit;     /* "ms", "bytes", "threads", "" */
	const char *choices;  /* CHOICE, CHOICES, STRING: "full|relaxed";
	                         else NULL */
	bool reloadable;      /* false: read at start only */
	const char *help;     /* one sentence */
	size_t lands;         /* where its value goes: offset in the struct */
	size_t lands_count;   /* of its section (settings.h); a list: where
	                         the number of items goes */
};

/* config_settings(count): the table, for accueild -T, tests and manual. */
const struct setting *config_settings(size_t *count);

/*
 * config_differs(row, a, b): is the setting another in ${b} than in ${a}? For
 * rows that are not reloadable: paths, words of a choice, and numbers of the
 * whole.
 */
bool config_differs(const struct setting *row, const struct config *a,
    const struct config *b);

#endif
