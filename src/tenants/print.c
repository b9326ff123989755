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
print_section(const char *section, const void *base, int depth, FILE *out)
{
	indent(depth, out);
	fprintf(out, "%s {\n", section);
	print_rows(section, base, depth + 1, out);
	indent(depth, out);
	fputs("}\n", out);
}

static void
print_credentials(const struct auth_rule *auth, size_t count, int depth,
    FILE *out)
{
	for (; count > 0; auth++, count--)
		print_section("auth", auth, depth, out);
}

static void
print_tenant(const struct tenant *tenant, FILE *out)
{
	fputs("tenant ", out);
	value_print_text(tenant->id, out);
	fputs(" {\n", out);
	print_rows("tenant", tenant, 1, out);
	print_section("hours", tenant, 1, out);
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
			print_section(sections[i].name, set, 0, out);
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
