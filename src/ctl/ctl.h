/*
 * What accueilctl hands to each of its commands.
 */
#ifndef ACCUEIL_CTL_CTL_H
#define ACCUEIL_CTL_CTL_H

#include <stdbool.h>

#include "base/err.h"
#include "calls/call.h"
#include "store/store.h"
#include "tenants/config.h"

enum ctl_exit { CTL_OK = 0, CTL_FAILED = 1, CTL_USAGE = 2 };

/* What a command needs before it runs; each includes those above it. */
enum ctl_need {
	CTL_NEED_UNSET, /* a row that forgot to say: nobody may run it */
	CTL_NOTHING,
	CTL_CONFIG,
	CTL_READ, /* the store, which must exist */
	CTL_WRITE /* the store, made when it does not exist */
};

struct ctl {
	const char *config_path;
	bool config_given;     /* -c was written: not the usual path */
	struct config *config; /* NULL below CTL_CONFIG */
	struct store *store;   /* NULL below CTL_READ */
	struct calls calls;    /* the two of them */
};

/*
 * ctl_open(ctl, need, err): open what ${need} names and is not open yet.
 * Returns false with the cause, which names the file, in *err.
 */
bool ctl_open(struct ctl *ctl, enum ctl_need need, struct err *err);

void ctl_close(struct ctl *ctl); /* what is open; then nothing is */

/* ctl_fail(err): say the cause on standard error; CTL_FAILED. */
enum ctl_exit ctl_fail(const struct err *err);

/* A command: argv[0] is its last word, its own options and operands follow.
 * CTL_USAGE makes the dispatcher print the command's usage. */
typedef enum ctl_exit ctl_run(struct ctl *ctl, int argc, char **argv);

#endif
