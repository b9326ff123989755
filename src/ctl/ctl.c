/* See ctl.h. */
#include <assert.h>
#include <stdio.h>

#include "ctl/ctl.h"

bool
ctl_open(struct ctl *ctl, enum ctl_need need, struct err *err)
{
	assert(need != CTL_NEED_UNSET);
	if (need >= CTL_CONFIG && ctl->config == NULL) {
		ctl->config = config_load(ctl->config_path, err);
		if (ctl->config == NULL)
			return false;
	}
	if (need >= CTL_READ && ctl->store == NULL &&
	    calls_open(ctl->config, need == CTL_READ, &ctl->store, err) !=
	        STORE_OK)
		return false;
	ctl->calls =
	    (struct calls){ .store = ctl->store, .config = ctl->config };
	return true;
}

void
ctl_close(struct ctl *ctl)
{
	store_close(ctl->store);
	config_unref(ctl->config);
	ctl->store = NULL;
	ctl->config = NULL;
}

enum ctl_exit
ctl_fail(const struct err *err)
{
	fprintf(stderr, "accueilctl: %s\n", err->text);
	return CTL_FAILED;
}
