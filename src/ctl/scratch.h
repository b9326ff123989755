/*
 * A throw-away office: a configuration with one tenant and an empty store, in
 * a temporary directory, for conversations that must leave no trace.
 */
#ifndef ACCUEIL_CTL_SCRATCH_H
#define ACCUEIL_CTL_SCRATCH_H

#include <stdbool.h>

#include "base/err.h"
#include "calls/call.h"

struct scratch; /* opaque */

/*
 * scratch_open(lines, err):
 * Make one. ${lines} (configuration, each ended by "\n"; "" for none) are
 * added to its file; when one of them begins with `tenant`, they replace the
 * usual tenant and the default_tenant that names it.
 * Returns NULL with the cause in *err.
 */
struct scratch *scratch_open(const char *lines, struct err *err);

/* scratch_restart(s, err): close the store and open it again. */
bool scratch_restart(struct scratch *s, struct err *err);

/* scratch_calls(s): borrowed until the next restart or close. */
const struct calls *scratch_calls(const struct scratch *s);

/* scratch_close(s): and remove its directory. NULL does nothing. */
void scratch_close(struct scratch *s);

#endif
