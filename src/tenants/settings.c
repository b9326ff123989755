/*
 * Every setting is a row here, once: config.c reads by it, print.c prints by
 * it, and tests hold the sample files and the manual to it.
 */
#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "tenants/set.h"
#include "tenants/settings.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define KB ((int64_t)1024)
#define MB (1024 * KB)
#define GB (1024 * MB)
#define TB (1024 * GB)

/* A name leaves room for the sentence around it in DIALOG_SAY_BYTES. */
#define NAME_BYTES     200
#define SENTENCE_BYTES 900

#define SECOND ((int64_t)1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The store is one mapping: it must fit the address space. */
#if SIZE_MAX > UINT32_MAX
#define STORE_DEFAULT "64GB"
#define STORE_MAX     (64 * TB)
#else
#define STORE_DEFAULT "512MB"
#define STORE_MAX     (1 * GB)
#endif

#define IN_SET(field)    .lands = offsetof(struct set, field)
#define IN_TENANT(field) .lands = offsetof(struct tenant, field)
#define IN_AUTH(field)   .lands = offsetof(struct auth_rule, field)
#define IN_FAQ(field)    .lands = offsetof(struct faq, field)
#define IN_RESOURCE(field) .lands = offsetof(struct resource, field)

#define LIST_IN(type, field)                     \
	.lands = offsetof(struct type, field),   \
	.lands_count = offsetof(struct type, field##_count)

static const struct section sections[] = {
	/* name     in        many   titled */
	{ "vapi",   "",       false, false },
	{ "store",  "",       false, false },
	{ "worker", "",       false, false },
	{ "limits", "",       false, false },
	{ "log",    "",       false, false },
	{ "auth",   "",       true,  false },
	{ "tenant", "",       true,  true },
	{ "hours",  "tenant", false, false },
	{ "resource", "tenant", true, true },
	{ "hours",  "resource", false, false },
	{ "faq",    "tenant", true,  true },
	{ "auth",   "tenant", true,  false },
};

/* clang-format off */
static const struct setting settings[] = {
	{ "", "default_tenant", SETTING_STRING, IN_SET(default_id),
	  .reloadable = true,
	  .help = "The tenant that answers a number that no tenant claims; "
		  "without it, such a call is answered politely and no more." },
	{ "", "auth", SETTING_STRING, IN_SET(auth_word), .choices = "none",
	  .reloadable = true,
	  .help = "Written as the word none: whoever reaches the socket may "
		  "call. Otherwise one auth section or several." },

	{ "vapi", "url", SETTING_URL, IN_SET(config.vapi_url),
	  .def = "", .reloadable = true,
	  .help = "The address of /api/vapi as Vapi reaches it. Without it we "
		  "cannot describe an assistant." },
	{ "vapi", "credential", SETTING_STRING,
	  IN_SET(config.vapi_credential), .def = "", .reloadable = true,
	  .help = "The id of the credential, made in Vapi, that Vapi is to "
		  "use for the messages and tool calls of an assistant that "
		  "we describe." },

	{ "store", "path", SETTING_PATH, IN_SET(config.store_path),
	  .def = "/var/lib/accueil", .required = true,
	  .help = "The directory of the LMDB environment." },
	{ "store", "durability", SETTING_CHOICE, IN_SET(config.durability),
	  .def = "full", .choices = "full|relaxed",
	  .help = "full: an answer leaves once its effect is on disk; relaxed: "
		  "a power cut may lose the last moments." },
	{ "store", "max_size", SETTING_SIZE, IN_SET(config.store_max_bytes),
	  .def = STORE_DEFAULT, .min = 1 * MB, .max = STORE_MAX,
	  .unit = "bytes",
	  .help = "The store grows by itself, and never past this." },
	{ "store", "readers", SETTING_INT, IN_SET(config.store_readers),
	  .def = "1024", .min = 8, .max = 65536, .unit = "readers",
	  .help = "How many threads, of all processes, may read at once." },

	{ "worker", "threads", SETTING_INT, IN_SET(config.threads),
	  .def = "16", .min = 1, .max = 512, .unit = "threads",
	  .help = "How many requests a worker serves at once." },
	{ "worker", "drain_timeout", SETTING_DURATION,
	  IN_SET(config.drain_timeout_ms),
	  .def = "10s", .min = 0, .max = 1 * HOUR, .unit = "ms",
	  .reloadable = true,
	  .help = "How long a worker told to stop may take to finish what is "
		  "in hand." },
	{ "worker", "io_timeout", SETTING_DURATION,
	  IN_SET(config.io_timeout_ms),
	  .def = "30s", .min = 100, .max = 1 * HOUR, .unit = "ms",
	  .reloadable = true,
	  .help = "How long one read or write on a connection may take." },
	{ "worker", "connections", SETTING_INT, IN_SET(config.connections),
	  .def = "4096", .min = 1, .max = 1000000, .unit = "connections",
	  .help = "How many connections a worker holds, idle ones included." },
	{ "worker", "backlog", SETTING_INT, IN_SET(config.backlog),
	  .def = "511", .min = 1, .max = 65535, .unit = "connections",
	  .help = "How many connections may wait to be accepted on a socket "
		  "that the worker opens itself." },

	{ "limits", "body", SETTING_SIZE, IN_SET(config.body_bytes),
	  .def = "8MB", .min = 1 * KB, .max = 256 * MB, .unit = "bytes",
	  .reloadable = true,
	  .help = "The largest request body; nginx must allow as much." },
	{ "limits", "json_depth", SETTING_INT, IN_SET(config.json_depth),
	  .def = "64", .min = 8, .max = 1024, .unit = "levels",
	  .reloadable = true,
	  .help = "How deep arrays and objects may nest in a body." },
	{ "limits", "messages", SETTING_INT, IN_SET(config.messages),
	  .def = "2000", .min = 1, .max = 100000, .unit = "messages",
	  .reloadable = true,
	  .help = "How many messages the history of one chat may hold." },

	{ "log", "file", SETTING_PATH, IN_SET(config.log_file),
	  .def = "", .reloadable = true,
	  .help = "Where the log goes; empty: to standard error." },
	{ "log", "level", SETTING_CHOICE, IN_SET(config.log_level),
	  .def = "info", .choices = "debug|info|warning|error",
	  .reloadable = true,
	  .help = "What is less serious than this is not logged." },

	{ "auth", "scheme", SETTING_CHOICE, IN_AUTH(scheme),
	  .def = "secret", .choices = "secret|bearer|hmac|oauth2",
	  .reloadable = true,
	  .help = "What the header carries: the secret, a bearer token, a "
		  "signature of the body, or a token of our token route." },
	{ "auth", "routes", SETTING_CHOICES, IN_AUTH(routes),
	  .def = "{}", .choices = "webhook|tool|chat", .reloadable = true,
	  .help = "The routes that this lets in to: webhook, tool, chat; none "
		  "written: to all." },
	{ "auth", "header", SETTING_HEADER, IN_AUTH(header),
	  .reloadable = true,
	  .help = "The header to look at. By default X-Vapi-Secret for secret, "
		  "X-Signature for hmac, Authorization for bearer and "
		  "oauth2." },
	{ "auth", "prefix", SETTING_STRING, IN_AUTH(prefix),
	  .reloadable = true,
	  .help = "What precedes the value in the header. By default "
		  "\"Bearer \" for bearer and oauth2, nothing for the "
		  "others." },
	{ "auth", "secret_file", SETTING_PATH, IN_AUTH(secret_file),
	  .reloadable = true,
	  .help = "The file that holds the secret, closed to others "
		  "(chmod o=). Either this or secret." },
	{ "auth", "secret", SETTING_SECRET, IN_AUTH(secret_text),
	  .reloadable = true,
	  .help = "The secret itself. Either this or secret_file." },
	{ "auth", "secret_encoding", SETTING_CHOICE, IN_AUTH(secret_encoding),
	  .def = "raw", .choices = "raw|base64", .reloadable = true,
	  .help = "base64: the secret is what the text decodes to." },
	{ "auth", "client_id", SETTING_STRING, IN_AUTH(client_id),
	  .def = "", .reloadable = true,
	  .help = "oauth2: the client that may ask for a token." },
	{ "auth", "algorithm", SETTING_STRING, IN_AUTH(algorithm),
	  .def = "sha256", .choices = "sha256|sha512|sha1",
	  .reloadable = true,
	  .help = "hmac: the digest." },
	{ "auth", "encoding", SETTING_STRING, IN_AUTH(encoding),
	  .def = "hex", .choices = "hex|base64", .reloadable = true,
	  .help = "hmac: how the signature is written." },
	{ "auth", "payload", SETTING_STRING, IN_AUTH(payload),
	  .def = "{timestamp}.{body}", .choices = "{timestamp}.{body}|{body}",
	  .reloadable = true,
	  .help = "hmac: what is signed." },
	{ "auth", "timestamp_header", SETTING_HEADER,
	  IN_AUTH(timestamp_header), .reloadable = true,
	  .help = "hmac: the header of the timestamp. By default X-Timestamp "
		  "when the payload holds one, none otherwise." },
	{ "auth", "window", SETTING_DURATION, IN_AUTH(window_ms),
	  .def = "5m", .min = 1 * SECOND, .max = 1 * DAY, .unit = "ms",
	  .reloadable = true,
	  .help = "hmac: how old a signature may be. oauth2: how long a token "
		  "lives." },

	{ "tenant", "name", SETTING_STRING, IN_TENANT(name),
	  .required = true, .max = NAME_BYTES, .reloadable = true,
	  .help = "The office's name, as callers hear it." },
	{ "tenant", "numbers", SETTING_PHONES, LIST_IN(tenant, numbers),
	  .def = "{}", .reloadable = true,
	  .help = "The numbers that people dial to reach this office." },
	{ "tenant", "greeting", SETTING_STRING, IN_TENANT(greeting),
	  .max = SENTENCE_BYTES, .reloadable = true,
	  .help = "What is said first, instead of the usual greeting with the "
		  "office's name." },
	{ "tenant", "transfer_number", SETTING_PHONE, IN_TENANT(transfer),
	  .def = "", .reloadable = true,
	  .help = "A person's number, for callers who ask for one." },
	{ "tenant", "timezone", SETTING_TIMEZONE, IN_TENANT(timezone),
	  .def = "Europe/Paris", .reloadable = true,
	  .help = "The time zone of the opening hours." },
	{ "tenant", "reasons", SETTING_LIST, LIST_IN(tenant, reasons),
	  .def = "{}", .reloadable = true,
	  .help = "What people come for, as they would say it." },
	{ "tenant", "blocked", SETTING_PHONES, LIST_IN(tenant, blocked),
	  .def = "{}", .reloadable = true,
	  .help = "Callers whose calls are refused." },
	{ "tenant", "calls", SETTING_CHOICE, IN_TENANT(calls),
	  .def = "assistant", .choices = "assistant|transfer|closed",
	  .reloadable = true,
	  .help = "What Vapi is told of a new call. assistant: the assistant "
		  "answers; transfer: it goes to transfer_number; closed: it "
		  "is refused with closed_message." },
	{ "tenant", "closed_message", SETTING_STRING,
	  IN_TENANT(closed_message), .def = "", .max = SENTENCE_BYTES,
	  .reloadable = true,
	  .help = "What a caller hears when closed; empty: the usual "
		  "sentence." },
	{ "tenant", "assistant_id", SETTING_STRING, IN_TENANT(assistant_id),
	  .def = "", .reloadable = true,
	  .help = "The id of an assistant made in Vapi; empty: we describe "
		  "one, as the settings below say." },
	{ "tenant", "model", SETTING_CHOICE, IN_TENANT(model),
	  .def = "custom-llm", .choices = "custom-llm|openai",
	  .reloadable = true,
	  .help = "Who leads the conversation. custom-llm: our engine; "
		  "openai: a language model, with our tools." },
	{ "tenant", "voice_provider", SETTING_STRING,
	  IN_TENANT(voice_provider),
	  .def = "azure", .required = true, .reloadable = true,
	  .help = "Who speaks, by Vapi's name." },
	{ "tenant", "voice", SETTING_STRING, IN_TENANT(voice),
	  .def = "fr-FR-DeniseNeural", .required = true, .reloadable = true,
	  .help = "With which voice, by that provider's name." },
	{ "tenant", "transcriber", SETTING_STRING, IN_TENANT(transcriber),
	  .def = "deepgram", .required = true, .reloadable = true,
	  .help = "Who writes down what callers say, by Vapi's name." },
	{ "tenant", "transcriber_model", SETTING_STRING,
	  IN_TENANT(transcriber_model),
	  .def = "nova-2", .reloadable = true,
	  .help = "With which model, by that transcriber's name; empty: the "
		  "one that it takes itself." },
	{ "tenant", "handoff_assistant", SETTING_STRING,
	  IN_TENANT(handoff_assistant), .def = "", .reloadable = true,
	  .help = "The name of the assistant that calls are handed off to; "
		  "empty: none." },
	{ "tenant", "endpointing", SETTING_DURATION,
	  IN_TENANT(endpointing_ms),
	  .def = "600ms", .min = 0, .max = 15 * SECOND, .unit = "ms",
	  .reloadable = true,
	  .help = "The silence after which a caller has finished." },
	{ "tenant", "endpointing_digits", SETTING_DURATION,
	  IN_TENANT(endpointing_digits_ms),
	  .def = "2s", .min = 0, .max = 15 * SECOND, .unit = "ms",
	  .reloadable = true,
	  .help = "The same while a number is dictated." },
	{ "tenant", "keep_transcripts", SETTING_CHOICE,
	  IN_TENANT(keep_transcripts),
	  .def = "no", .choices = "no|yes", .reloadable = true,
	  .help = "yes: what was said is kept in the call's journal when the "
		  "call ends." },

	{ "tenant", "agenda", SETTING_CHOICE, IN_TENANT(agenda),
	  .def = "no", .choices = "no|yes", .reloadable = true,
	  .help = "yes: the tools give appointments, in the opening hours; no: "
		  "what callers ask for is only recorded." },
	{ "resource", "name", SETTING_STRING, IN_RESOURCE(name),
	  .reloadable = true,
	  .help = "Who or what is booked, as callers hear it." },

/* Those of a resource are the tenant's where they are not written. */
#define IN_OWN(field)  .lands = offsetof(struct tenant, own.field)
#define LIST_IN_OWN(field)                              \
	.lands = offsetof(struct tenant, own.field),    \
	.lands_count = offsetof(struct tenant, own.field##_count)
#define LIST_IN_RESOURCE(field) LIST_IN(resource, field)
#define GIVEN(text)     text
#define INHERITED(text) NULL
#define AGENDA_ROWS(section, IN, otherwise)                               \
	{ section, "slot", SETTING_DURATION, IN(slot_ms),                 \
	  .def = otherwise("30m"), .min = 5 * MINUTE, .max = 8 * HOUR,    \
	  .step = 5 * MINUTE, .unit = "ms", .reloadable = true,           \
	  .help = "How long an appointment lasts." },                     \
	{ section, "buffer", SETTING_DURATION, IN(buffer_ms),             \
	  .def = otherwise("0m"), .min = 0, .max = 4 * HOUR,              \
	  .step = 5 * MINUTE, .unit = "ms", .reloadable = true,           \
	  .help = "What is kept free after each." },                      \
	{ section, "notice", SETTING_DURATION, IN(notice_ms),             \
	  .def = otherwise("2h"), .min = 0, .max = 30 * DAY,              \
	  .unit = "ms", .reloadable = true,                               \
	  .help = "No appointment sooner than this." },                   \
	{ section, "horizon", SETTING_DURATION, IN(horizon_ms),           \
	  .def = otherwise("30d"), .min = 1 * DAY, .max = 365 * DAY,      \
	  .unit = "ms", .reloadable = true,                               \
	  .help = "No appointment later than this." },                    \
	{ section, "closures", SETTING_DATES, LIST_##IN(closures),        \
	  .def = otherwise("{}"), .reloadable = true,                     \
	  .help = "Days without appointments: one, or the first and the " \
		  "last of several." },                                   \
	{ section, "exceptions", SETTING_EXCEPTIONS,                      \
	  LIST_##IN(exceptions),                                          \
	  .def = otherwise("{}"), .reloadable = true,                     \
	  .help = "Days with other hours than their weekday's; they go "  \
		  "before closures." }
	AGENDA_ROWS("tenant", IN_OWN, GIVEN),
	AGENDA_ROWS("resource", IN_RESOURCE, INHERITED),
#undef AGENDA_ROWS

#define HOURS_ROW(day, word)                                            \
	{ "hours", day, SETTING_HOURS, .lands = 0, .def = "",           \
	  .reloadable = true,                                           \
	  .help = "Openings on " word "; empty or closed: none." }
	HOURS_ROW("mon", "Monday"),
	HOURS_ROW("tue", "Tuesday"),
	HOURS_ROW("wed", "Wednesday"),
	HOURS_ROW("thu", "Thursday"),
	HOURS_ROW("fri", "Friday"),
	HOURS_ROW("sat", "Saturday"),
	HOURS_ROW("sun", "Sunday"),
#undef HOURS_ROW

	{ "faq", "words", SETTING_LIST, LIST_IN(faq, words),
	  .def = "{}", .reloadable = true,
	  .help = "What the question may hold, beside the name of the "
		  "section: words, or a few that follow each other." },
	{ "faq", "answer", SETTING_STRING, IN_FAQ(answer),
	  .required = true, .reloadable = true,
	  .help = "The answer, spoken as it is." },
};
/* clang-format on */

const struct setting *
config_settings(size_t *count)
{
	*count = COUNT(settings);
	return settings;
}

const struct section *
settings_sections(size_t *count)
{
	*count = COUNT(sections);
	return sections;
}

const struct setting *
settings_next(const char *section, const struct setting *row)
{
	row = row == NULL ? settings : row + 1;
	for (; row < settings + COUNT(settings); row++) {
		if (strcmp(row->section, section) == 0)
			return row;
	}
	return NULL;
}
