/* See check_cmd.h. The store is opened here and not by the dispatcher, so
 * that a good configuration is said to be good even when the store is not. */
#include <inttypes.h>
#include <stdio.h>

#include "ctl/check_cmd.h"

static enum store_rc
count_sessions(struct store_txn *txn, void *ctx, struct err *err)
{
	return store_count(txn, STORE_SESSIONS, ctx, err);
}

enum ctl_exit
check_cmd(struct ctl *ctl, int argc, char **argv)
{
	struct err err = { "" };
	uint64_t sessions = 0;

	(void)argv;
	if (argc != 1)
		return CTL_USAGE;
	printf("configuration  %s: %zu tenants, no errors\n",
	    ctl->config->path, ctl->config->tenants_count);
	if (!ctl_open(ctl, CTL_READ, &err) ||
	    store_view(ctl->store, count_sessions, &sessions, &err) !=
	        STORE_OK)
		return ctl_fail(&err);
	printf("store          %s: %" PRIu64 " sessions\n",
	    ctl->config->store_path, sessions);
	return CTL_OK;
}
