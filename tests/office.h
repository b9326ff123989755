/*
 * An office to call: a configuration and a store in a directory of the
 * test's own, its log beside them. What fails here aborts, so that fuzz
 * targets can use it too. A failed test leaves its directory to be looked at.
 */
#ifndef ACCUEIL_TESTS_OFFICE_H
#define ACCUEIL_TESTS_OFFICE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "calls/call.h"
#include "calls/journal.h"

#define OFFICE_NOW_MS 1795426200000 /* 2026-11-23T09:30:00Z */

/* Two offices; a third, "defaut", answers what no number claims. */
#define OFFICE_TENANTS                                               \
	"auth = none\n"                                              \
	"tenant dupont {\n"                                          \
	"  name = \"Cabinet Dupont\"\n"                              \
	"  numbers = { \"+33199000001\" }\n"                         \
	"  transfer_number = \"+33199000009\"\n"                     \
	"}\n"                                                        \
	"tenant martin {\n"                                          \
	"  name = \"Garage Martin\"\n"                               \
	"  numbers = { \"+33199000002\" }\n"                         \
	"  greeting = \"Garage Martin, bonjour !\"\n"                \
	"}\n"
#define OFFICE_DEFAULT                                               \
	"default_tenant = defaut\n"                                  \
	"tenant defaut { name = \"Maison commune\" }\n"

struct office {
	char dir[64];
	struct config *config;
	struct store *store;
	struct calls calls;
};

#define office_must(what) \
	((what) ? (void)0 : office_fails(#what, __FILE__, __LINE__))

static inline void
office_fails(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: %s\n", file, line, what);
	abort();
}

static inline char *
office_path(const struct office *o, const char *name, char out[128])
{
	office_must(snprintf(out, 128, "%s/%s", o->dir, name) < 128);
	return out;
}

/* Read ${text} as the configuration, in the place of the one before. */
static inline void
office_configure(struct office *o, const char *text)
{
	struct err err = { "" };
	char path[128];
	FILE *out = fopen(office_path(o, "accueil.conf", path), "w");

	office_must(out != NULL && fputs(text, out) != EOF);
	office_must(fclose(out) == 0);
	config_unref(o->config);
	o->config = config_load(path, &err);
	if (o->config == NULL)
		office_fails(err.text, path, 0);
	o->calls.config = o->config;
}

/* ${options} may be NULL; its path is ours to say. */
static inline void
office_open_store(struct office *o, const struct store_options *options)
{
	struct store_options ours = { .durability = STORE_RELAXED };
	struct err err = { "" };
	char path[128];

	if (options != NULL)
		ours = *options;
	ours.path = office_path(o, "store", path);
	if (store_open(&ours, &o->store, &err) != STORE_OK)
		office_fails(err.text, path, 0);
	o->calls.store = o->store;
}

static inline void
office_open(struct office *o, const char *conf,
    const struct store_options *options)
{
	char path[128];

	memset(o, 0, sizeof(*o));
	strcpy(o->dir, "/tmp/accueil-test-XXXXXX");
	office_must(mkdtemp(o->dir) != NULL);
	office_must(log_open(office_path(o, "log", path), LOG_DEBUG, NULL));
	office_configure(o, conf);
	office_open_store(o, options);
}

static inline int
office_remove(const char *path, const struct stat *sb, int flag,
    struct FTW *ftw)
{
	(void)sb;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static inline void
office_close(struct office *o)
{
	store_close(o->store);
	config_unref(o->config);
	office_must(log_open(NULL, LOG_ERROR, NULL));
	nftw(o->dir, office_remove, 8, FTW_DEPTH | FTW_PHYS);
}

struct journal_text {
	const char *call_id;
	char text[1024]; /* "event:detail event:detail ..." */
};

static inline bool
office_journal_one(const struct journal_entry *entry, void *ctx)
{
	struct journal_text *j = ctx;
	size_t len = strlen(j->text);

	office_must((size_t)snprintf(j->text + len, sizeof(j->text) - len,
	                "%s:%s ", entry->event, entry->detail) <
	    sizeof(j->text) - len);
	return true;
}

static inline enum store_rc
office_journal_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct journal_text *j = ctx;

	return journal_each(txn, j->call_id, office_journal_one, j, e);
}

/* All that happened to a call. */
static inline struct journal_text
office_journal(const struct office *o, const char *call_id)
{
	struct journal_text j = { .call_id = call_id };

	office_must(store_view(o->store, office_journal_fn, &j, NULL) ==
	    STORE_OK);
	return j;
}

/* How often ${text} stands in the log so far. */
static inline int
office_logged(const struct office *o, const char *text)
{
	char path[128], line[4096];
	FILE *in = fopen(office_path(o, "log", path), "r");
	int count = 0;

	office_must(in != NULL);
	while (fgets(line, sizeof(line), in) != NULL) {
		for (const char *at = line;
		     (at = strstr(at, text)) != NULL; at++)
			count++;
	}
	fclose(in);
	return count;
}

#endif
