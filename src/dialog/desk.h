/*
 * What the engine may ask of the world during a turn. calls/ hands it a desk
 * whose answers live in the turn's own transaction: what the caller is told
 * and what is stored succeed or fail together.
 */
#ifndef ACCUEIL_DIALOG_DESK_H
#define ACCUEIL_DIALOG_DESK_H

#include <stdbool.h>

#include "dialog/dialog.h"

struct desk {
	void *world; /* handed back to each function */

	/*
	 * Keep the caller's request for the office. Returns false when it
	 * cannot be kept: the turn then fails as a whole, nothing is said.
	 */
	bool (*take_request)(void *world, const struct dialog *d);
};

#endif
