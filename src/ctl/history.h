/*
 * The messages of a call's chat, kept as Vapi keeps them: the system prompt,
 * then what the assistant and the user said. Each chat request carries the
 * whole of it; what Vapi does to it between two requests is done here.
 */
#ifndef ACCUEIL_CTL_HISTORY_H
#define ACCUEIL_CTL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;

struct history {
	struct json_object *messages; /* an array of {role, content} */
};

/* Each returns false when out of memory, or as said. */
bool history_init(struct history *h); /* the system prompt alone */
void history_clear(struct history *h);

bool history_user(struct history *h, const char *words);
bool history_assistant(struct history *h, const char *words);

/* The last user message becomes ${words}, what follows it goes. False when
 * there is none. */
bool history_again(struct history *h, const char *words);

/* The last assistant message goes, becomes ${words}, or becomes two. False
 * when there is none. */
bool history_unheard(struct history *h);
bool history_cut(struct history *h, const char *words);
bool history_split(struct history *h, const char *one, const char *two);

/* Only the system prompt and the last ${count} messages stay. */
void history_forget(struct history *h, size_t count);

#endif
