/* The configuration in force, as the file would have it. */
#include <string.h>

#include "tenants/set.h"
#include "tenants/settings.h"
#include "tenants/value.h"

static void
indent(int depth, FILE *out)
{
	for (; depth > 0; depth--)
		fputc('\t', out);
}

static void
print_rows(const char *section, const void *base, int depth, FILE *out)
{
	const struct setting *row = NULL;

	while ((row = settings_next(section, row)) != NULL) {
		if (!value_given(row, base))
			continue;
		indent(depth, out);
		fprintf(out, "%s = ", row->name);
		value_print(row, base, out);
		fputc('\n', out);
	}
}

static void
open_section(const char *section, const char *title, int depth, FILE *out)
{
	indent(depth, out);
	fputs(section, out);
	if (title != NULL) {
		fputc(' ', out);
		value_print_text(title, out);
	}
	fputs(" {\n", out);
}

/* ${title} is NULL where the section has none. */
static void
print_section(const char *section, const char *title, const void *base,
    int depth, FILE *out)
{
	open_section(section, title, depth, out);
	print_rows(section, base, depth + 1, out);
	indent(depth, out);
	fputs("}\n", out);
}

static void
print_credentials(const struct auth_rule *auth, size_t count, int depth,
    FILE *out)
{
	for (; count > 0; auth++, count--)
		print_section("auth", NULL, auth, depth, out);
}

static void
print_resources(const struct tenant *tenant, FILE *out)
{
	const struct resource *resource = tenant->resources;
	size_t i;

	for (i = 0; i < tenant->resources_count; i++, resource++) {
		if (resource->id[0] == '\0')
			continue; /* the tenant itself */
		open_section("resource", resource->id, 1, out);
		print_rows("resource", resource, 2, out);
		print_section("hours", NULL, &resource->hours, 2, out);
		indent(1, out);
		fputs("}\n", out);
	}
}

static void
print_tenant(const struct tenant *tenant, FILE *out)
{
	size_t i;

	open_section("tenant", tenant->id, 0, out);
	print_rows("tenant", tenant, 1, out);
	print_section("hours", NULL, &tenant->hours, 1, out);
	print_resources(tenant, out);
	for (i = 0; i < tenant->faq_count; i++)
		print_section("faq", tenant->faq[i].title, &tenant->faq[i], 1,
		    out);
	print_credentials(tenant->auth, tenant->auth_count, 1, out);
	fputs("}\n", out);
}

/* A section of which there is one lands in the set itself. */
static void
print_single_sections(const struct set *set, FILE *out)
{
	const struct section *sections;
	size_t i, count;

	sections = settings_sections(&count);
	for (i = 0; i < count; i++) {
		if (sections[i].in[0] == '\0' && !sections[i].many)
			print_section(sections[i].name, NULL, set, 0, out);
	}
}

void
config_print(const struct config *config, FILE *out)
{
	const struct set *set = (const struct set *)config;
	size_t i;

	print_rows("", set, 0, out);
	print_single_sections(set, out);
	print_credentials(config->auth, config->auth_count, 0, out);
	for (i = 0; i < config->tenants_count; i++)
		print_tenant(&config->tenants[i], out);
}
