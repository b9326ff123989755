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

#define TENANT_LIST(field)                         \
	.lands = offsetof(struct tenant, field),   \
	.lands_count = offsetof(struct tenant, field##_count)

static const struct section sections[] = {
	/* name     in        many   titled */
	{ "store",  "",       false, false },
	{ "worker", "",       false, false },
	{ "limits", "",       false, false },
	{ "log",    "",       false, false },
	{ "auth",   "",       true,  false },
	{ "tenant", "",       true,  true },
	{ "hours",  "tenant", false, false },
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
	  .required = true, .reloadable = true,
	  .help = "The office's name, as callers hear it." },
	{ "tenant", "numbers", SETTING_PHONES, TENANT_LIST(numbers),
	  .def = "{}", .reloadable = true,
	  .help = "The numbers that people dial to reach this office." },
	{ "tenant", "greeting", SETTING_STRING, IN_TENANT(greeting),
	  .reloadable = true,
	  .help = "What is said first, instead of the usual greeting with the "
		  "office's name." },
	{ "tenant", "transfer_number", SETTING_PHONE, IN_TENANT(transfer),
	  .def = "", .reloadable = true,
	  .help = "A person's number, for callers who ask for one." },
	{ "tenant", "timezone", SETTING_TIMEZONE, IN_TENANT(timezone),
	  .def = "Europe/Paris", .reloadable = true,
	  .help = "The time zone of the opening hours." },
	{ "tenant", "reasons", SETTING_LIST, TENANT_LIST(reasons),
	  .def = "{}", .reloadable = true,
	  .help = "What people come for, as they would say it." },

#define HOURS_ROW(day, word)                                            \
	{ "hours", day, SETTING_HOURS, IN_TENANT(hours), .def = "",     \
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
