/* See history.h. */
#include <json-c/json.h>
#include <string.h>

#include "ctl/history.h"

/* Workers take no orders from it; every real request begins with one. */
#define SYSTEM_PROMPT "Tu réponds au téléphone d'un cabinet."

/* The object owns the string, once it has taken it. */
static bool
set(struct json_object *o, const char *name, const char *text)
{
	struct json_object *string = json_object_new_string(text);

	if (string != NULL && json_object_object_add(o, name, string) == 0)
		return true;
	json_object_put(string);
	return false;
}

static struct json_object *
message(const char *role, const char *words)
{
	struct json_object *m = json_object_new_object();

	if (m != NULL && set(m, "role", role) && set(m, "content", words))
		return m;
	json_object_put(m);
	return NULL;
}

static bool
add(struct history *h, const char *role, const char *words)
{
	struct json_object *m = message(role, words);

	if (m != NULL && json_object_array_add(h->messages, m) == 0)
		return true;
	json_object_put(m);
	return false;
}

/* Put a message at ${at}, where there is one, instead of it. */
static bool
put(struct history *h, size_t at, const char *role, const char *words)
{
	struct json_object *m = message(role, words);

	if (m != NULL && json_object_array_put_idx(h->messages, at, m) == 0)
		return true;
	json_object_put(m);
	return false;
}

/* Where the last message of ${role} stands; 0, the system prompt's place,
 * when there is none. */
static size_t
last_of(const struct history *h, const char *role)
{
	size_t at = json_object_array_length(h->messages);

	while (at > 1) {
		struct json_object *m, *value;

		m = json_object_array_get_idx(h->messages, --at);
		if (json_object_object_get_ex(m, "role", &value) &&
		    strcmp(json_object_get_string(value), role) == 0)
			return at;
	}
	return 0;
}

/* The messages from ${at} on, ${count} of them, go. */
static void
drop(struct history *h, size_t at, size_t count)
{
	json_object_array_del_idx(h->messages, at, count);
}

bool
history_init(struct history *h)
{
	h->messages = json_object_new_array();
	return h->messages != NULL && add(h, "system", SYSTEM_PROMPT);
}

void
history_clear(struct history *h)
{
	json_object_put(h->messages);
	h->messages = NULL;
}

bool
history_user(struct history *h, const char *words)
{
	return add(h, "user", words);
}

bool
history_assistant(struct history *h, const char *words)
{
	return add(h, "assistant", words);
}

bool
history_again(struct history *h, const char *words)
{
	size_t at = last_of(h, "user");
	size_t end = json_object_array_length(h->messages);

	if (at == 0)
		return false;
	drop(h, at + 1, end - at - 1);
	return put(h, at, "user", words);
}

bool
history_unheard(struct history *h)
{
	size_t at = last_of(h, "assistant");

	if (at > 0)
		drop(h, at, 1);
	return at > 0;
}

bool
history_cut(struct history *h, const char *words)
{
	size_t at = last_of(h, "assistant");

	return at > 0 && put(h, at, "assistant", words);
}

bool
history_split(struct history *h, const char *one, const char *two)
{
	size_t at = last_of(h, "assistant");
	size_t end = json_object_array_length(h->messages);

	if (at == 0 || !add(h, "assistant", two))
		return false;
	/* make room after it: those that follow move up by one */
	for (size_t i = end; i > at + 1; i--) {
		struct json_object *m;

		m = json_object_array_get_idx(h->messages, i - 1);
		json_object_array_put_idx(h->messages, i, json_object_get(m));
	}
	return put(h, at, "assistant", one) &&
	    (at + 1 == end || put(h, at + 1, "assistant", two));
}

void
history_forget(struct history *h, size_t count)
{
	size_t end = json_object_array_length(h->messages);

	if (end > count + 1)
		drop(h, 1, end - 1 - count);
}
