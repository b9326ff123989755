/*
 * A configuration being made, and then owned: struct config, and all that it
 * points to. Private to this room.
 */
#ifndef ACCUEIL_TENANTS_SET_H
#define ACCUEIL_TENANTS_SET_H

#include <stdatomic.h>

#include "tenants/config.h"

struct block;

struct set {
	struct config config;   /* first: what others hold is its address */
	atomic_uint refs;
	struct block *blocks;   /* every string and array of the set */
	struct tenant *tenants; /* config.tenants, while they are added */
	size_t tenants_room;
	const char *dir;        /* of the file being read: relative paths */
	const char *auth_word;  /* "none", or NULL */
	const char *default_id; /* the default tenant's, or NULL */
};

struct set *set_new(const char *path); /* NULL: out of memory */

/*
 * set_keep(set, bytes), set_keep_text(set, text): zeroed memory, or a copy,
 * that lives as long as the set and is wiped with it; NULL: out of memory.
 */
void *set_keep(struct set *set, size_t bytes);
char *set_keep_text(struct set *set, const char *text);

/*
 * set_id(set, what, id, err): a copy of ${id}, which names a tenant or a
 * resource in keys of the store. NULL with the cause when it is malformed.
 */
const char *set_id(struct set *set, const char *what, const char *id,
    struct err *err);

/*
 * set_tenant(set, id, err): a new tenant with this id, to be filled in.
 * Borrowed until the next one. NULL with the cause when the id is malformed
 * or taken.
 */
struct tenant *set_tenant(struct set *set, const char *id, struct err *err);

/*
 * set_credential(set, rule, err): once its settings are read, give ${rule}
 * what its scheme implies, and its secret. False with the cause when
 * something is missing or contradicts.
 */
bool set_credential(struct set *set, struct auth_rule *rule, struct err *err);

/*
 * set_default(set, err): find the default tenant. set_guarded(set, err): is
 * every tenant either behind a credential or, in writing, behind none?
 */
bool set_default(struct set *set, struct err *err);
bool set_guarded(const struct set *set, struct err *err);

#endif
