/*
 * The set in memory: who owns it, what it is asked, and what must hold of it
 * as a whole. Everything that it points to is one list of blocks, freed with
 * the last reference, and wiped, for some of them hold secrets.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "tenants/set.h"

#define ID_MAX 64

struct block {
	struct block *next;
	size_t bytes;
	_Alignas(max_align_t) char data[];
};

struct set *
set_new(const char *path)
{
	struct set *set = calloc(1, sizeof(*set));

	if (set == NULL)
		return NULL;
	atomic_init(&set->refs, 1);
	if ((set->config.path = set_keep_text(set, path)) == NULL) {
		config_unref(&set->config);
		return NULL;
	}
	return set;
}

void *
set_keep(struct set *set, size_t bytes)
{
	struct block *block = NULL;

	if (bytes <= SIZE_MAX - sizeof(*block))
		block = calloc(1, sizeof(*block) + bytes);
	if (block == NULL)
		return NULL;
	block->bytes = bytes;
	block->next = set->blocks;
	set->blocks = block;
	return block->data;
}

char *
set_keep_text(struct set *set, const char *text)
{
	size_t bytes = strlen(text) + 1;
	char *copy = set_keep(set, bytes);

	if (copy != NULL)
		memcpy(copy, text, bytes);
	return copy;
}

struct config *
config_ref(struct config *config)
{
	struct set *set = (struct set *)config;

	atomic_fetch_add(&set->refs, 1);
	return config;
}

void
config_unref(struct config *config)
{
	struct set *set = (struct set *)config;
	struct block *block;

	if (set == NULL || atomic_fetch_sub(&set->refs, 1) != 1)
		return;
	while ((block = set->blocks) != NULL) {
		set->blocks = block->next;
		secret_wipe(block->data, block->bytes);
		free(block);
	}
	free(set);
}

const struct tenant *
config_tenant(const struct config *config, const char *id)
{
	size_t i;

	for (i = 0; i < config->tenants_count; i++) {
		if (strcmp(config->tenants[i].id, id) == 0)
			return &config->tenants[i];
	}
	return NULL;
}

static bool
tenant_answers(const struct tenant *tenant, const struct phone *dialled)
{
	size_t i;

	for (i = 0; i < tenant->numbers_count; i++) {
		if (strcmp(tenant->numbers[i].e164, dialled->e164) == 0)
			return true;
	}
	return false;
}

const struct tenant *
config_tenant_dialled(const struct config *config,
    const struct phone *dialled)
{
	size_t i;

	for (i = 0; i < config->tenants_count; i++) {
		if (tenant_answers(&config->tenants[i], dialled))
			return &config->tenants[i];
	}
	return NULL;
}

/* Room for one more tenant: twice as much when it is full. */
static bool
grow_tenants(struct set *set)
{
	size_t room = set->tenants_room > 0 ? set->tenants_room * 2 : 8;
	struct tenant *tenants;

	if (set->config.tenants_count < set->tenants_room)
		return true;
	if ((tenants = set_keep(set, room * sizeof(*tenants))) == NULL)
		return false;
	if (set->tenants != NULL)
		memcpy(tenants, set->tenants,
		    set->config.tenants_count * sizeof(*tenants));
	set->config.tenants = set->tenants = tenants;
	set->tenants_room = room;
	return true;
}

const char *
set_id(struct set *set, const char *what, const char *id, struct err *err)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
	size_t len = strlen(id);

	if (len == 0 || len > ID_MAX || strspn(id, allowed) != len)
		return err_set(err, NULL, "%s: its name in the configuration "
		    "is 1 to %d of a-z, 0-9, _ and -", what, ID_MAX);
	if ((id = set_keep_text(set, id)) == NULL)
		return err_set(err, NULL, "out of memory");
	return id;
}

struct tenant *
set_tenant(struct set *set, const char *id, struct err *err)
{
	struct tenant *tenant;

	if ((id = set_id(set, "tenant", id, err)) == NULL)
		return NULL;
	if (config_tenant(&set->config, id) != NULL)
		return err_set(err, NULL, "tenant \"%s\" is there already", id);
	if (!grow_tenants(set))
		return err_set(err, NULL, "out of memory");
	tenant = &set->tenants[set->config.tenants_count++];
	tenant->id = id;
	return tenant;
}

bool
set_default(struct set *set, struct err *err)
{
	const char *id = set->default_id;

	set->config.default_tenant =
	    id != NULL ? config_tenant(&set->config, id) : NULL;
	if (id != NULL && set->config.default_tenant == NULL)
		return err_set(err, false, "there is no tenant \"%s\"", id);
	return true;
}

bool
set_guarded(const struct set *set, struct err *err)
{
	const struct config *c = &set->config;
	bool guarded = c->tenants_count > 0;
	size_t i;

	for (i = 0; i < c->tenants_count; i++)
		guarded = guarded && c->tenants[i].auth_count > 0;
	if (!guarded && c->auth_count == 0 && !c->auth_none)
		return err_set(err, false, "no credential configured: "
		    "write auth { ... } or auth = none");
	return true;
}

bool
config_differs(const struct setting *row, const struct config *a,
    const struct config *b)
{
	/* Rows of the whole land in struct set, which begins with config. */
	const char *in_a = (const char *)a + row->lands;
	const char *in_b = (const char *)b + row->lands;

	switch (row->type) {
	case SETTING_PATH:
		return strcmp(*(const char *const *)(const void *)in_a,
		    *(const char *const *)(const void *)in_b) != 0;
	case SETTING_CHOICE:
		return memcmp(in_a, in_b, sizeof(int)) != 0;
	default:
		return memcmp(in_a, in_b, sizeof(int64_t)) != 0;
	}
}
