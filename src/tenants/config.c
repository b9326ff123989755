/*
 * From files to a set: each section's values are read by the rows of
 * settings.c into the struct where they land, and what must hold between
 * sections and files is checked once they are there.
 */
#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "tenants/parse.h"
#include "tenants/set.h"
#include "tenants/settings.h"
#include "tenants/value.h"

#define FILE_MAX (1024 * 1024)

struct reader {
	struct set *set;
	const char *file; /* being read */
	struct err *err;  /* "FILE:LINE: cause" */
};

static bool
fail(struct reader *r, int line, const char *cause)
{
	return err_set(r->err, false, "%s:%d: %s", r->file, line, cause);
}

static bool
fail_row(struct reader *r, int line, const struct setting *row,
    const char *cause)
{
	return err_set(r->err, false, "%s:%d: %s%s%s: %s", r->file, line,
	    row->section, row->section[0] != '\0' ? "." : "", row->name,
	    cause);
}

/* Nothing is written for ${row}: its default, if it has one. */
static bool
read_default(struct reader *r, struct cfg_t *sec, const struct setting *row,
    void *base)
{
	struct err cause;
	size_t bad;

	if (row->def == NULL)
		return !row->required ||
		    fail_row(r, parse_line(sec), row, "must be given");
	/* that of a list is empty */
	if (value_read(row, &row->def, value_is_list(row) ? 0 : 1, r->set,
		base, &bad, &cause))
		return true;
	return fail_row(r, parse_line(sec), row, cause.text);
}

static bool
read_row(struct reader *r, struct cfg_t *sec, const struct setting *row,
    void *base)
{
	size_t i, bad, count = parse_count(sec, row->name);
	struct err cause;
	const char **texts;
	bool ok;

	if (count == 0)
		return read_default(r, sec, row, base);
	if ((texts = calloc(count, sizeof(*texts))) == NULL)
		return fail_row(r, parse_line(sec), row, "out of memory");
	for (i = 0; i < count; i++)
		texts[i] = parse_value(sec, row->name, i);
	ok = value_read(row, texts, count, r->set, base, &bad, &cause);
	if (!ok)
		fail_row(r, parse_value_line(sec, row->name, bad), row,
		    cause.text);
	free(texts);
	return ok;
}

static bool
read_section(struct reader *r, struct cfg_t *sec, const char *section,
    void *base)
{
	const struct setting *row = NULL;

	while ((row = settings_next(section, row)) != NULL) {
		if (!read_row(r, sec, row, base))
			return false;
	}
	return true;
}

/* What is left of a section once its settings are read into ${item}. */
typedef bool finish_section(struct reader *r, struct cfg_t *sec, void *item);

static bool
finish_credential(struct reader *r, struct cfg_t *sec, void *item)
{
	struct err cause;

	return set_credential(r->set, item, &cause) ||
	    fail(r, parse_line(sec), cause.text);
}

static bool
finish_faq(struct reader *r, struct cfg_t *sec, void *item)
{
	struct faq *faq = item;
	struct err cause;

	return value_read_text(parse_title(sec), r->set, &faq->title,
		   &cause) ||
	    err_set(r->err, false, "%s:%d: faq's title: %s", r->file,
		parse_line(sec), cause.text);
}

static bool
is_written(struct cfg_t *sec, const char *section)
{
	const struct setting *row = NULL;

	while ((row = settings_next(section, row)) != NULL) {
		if (parse_count(sec, row->name) > 0)
			return true;
	}
	return false;
}

/* Its hours are the tenant's, or all its own. */
static bool
finish_resource(struct reader *r, struct cfg_t *sec, void *item)
{
	struct resource *resource = item;
	struct cfg_t *hours = parse_section(sec, "hours", 0);
	struct err cause;

	resource->id = set_id(r->set, "resource", parse_title(sec), &cause);
	if (resource->id == NULL)
		return fail(r, parse_line(sec), cause.text);
	return !is_written(hours, "hours") ||
	    read_section(r, hours, "hours", &resource->hours);
}

/*
 * Every ${section} of ${sec}, into an array of the set's, each item of
 * ${bytes} and at first a copy of ${model}, or zeroed where that is NULL.
 * NULL with the cause.
 */
static void *
read_many(struct reader *r, struct cfg_t *sec, const char *section,
    const void *model, size_t bytes, finish_section *finish, size_t *count)
{
	size_t i, n = parse_sections(sec, section);
	char *items = set_keep(r->set, n * bytes);
	struct cfg_t *one;

	if (items == NULL)
		return err_set(r->err, NULL, "%s:%d: out of memory", r->file,
		    parse_line(sec));
	for (i = 0; i < n; i++) {
		one = parse_section(sec, section, i);
		if (model != NULL)
			memcpy(items + i * bytes, model, bytes);
		if (!read_section(r, one, section, items + i * bytes) ||
		    !finish(r, one, items + i * bytes))
			return NULL;
	}
	*count = n;
	return items;
}

static bool
read_credentials(struct reader *r, struct cfg_t *sec,
    const struct auth_rule **out, size_t *out_count)
{
	*out = read_many(r, sec, "auth", NULL, sizeof(**out),
	    finish_credential, out_count);
	return *out != NULL;
}

static bool
read_faq(struct reader *r, struct cfg_t *sec, struct tenant *tenant)
{
	tenant->faq = read_many(r, sec, "faq", NULL, sizeof(*tenant->faq),
	    finish_faq, &tenant->faq_count);
	return tenant->faq != NULL;
}

/* A tenant that names no resource is one itself. */
static bool
read_resources(struct reader *r, struct cfg_t *sec, struct tenant *tenant)
{
	struct resource *own = set_keep(r->set, sizeof(*own));

	if (own == NULL)
		return fail(r, parse_line(sec), "out of memory");
	tenant->own.id = "";
	tenant->own.hours = tenant->hours;
	*own = tenant->own;
	tenant->resources = read_many(r, sec, "resource", own, sizeof(*own),
	    finish_resource, &tenant->resources_count);
	if (tenant->resources != NULL && tenant->resources_count == 0) {
		tenant->resources = own;
		tenant->resources_count = 1;
	}
	return tenant->resources != NULL;
}

/* Are the tenant's numbers its own? An earlier tenant is found first. */
static bool
check_numbers(struct reader *r, struct cfg_t *sec,
    const struct tenant *tenant)
{
	const struct tenant *owner;
	char mask[PHONE_MASK_BYTES];
	struct err cause;
	size_t i;

	for (i = 0; i < tenant->numbers_count; i++) {
		owner = config_tenant_dialled(&r->set->config,
		    &tenant->numbers[i]);
		if (owner == tenant)
			continue;
		phone_mask(&tenant->numbers[i], mask);
		err_write(&cause, "tenant.numbers: %s is tenant \"%s\"'s",
		    mask, owner->id);
		return fail(r, parse_value_line(sec, "numbers", i),
		    cause.text);
	}
	return true;
}

static bool
check_calls(struct reader *r, struct cfg_t *sec, const struct tenant *tenant)
{
	if (tenant->calls != TENANT_TRANSFER || phone_known(&tenant->transfer))
		return true;
	return fail(r, parse_value_line(sec, "calls", 0),
	    "tenant.calls: transfer needs a transfer_number");
}

static bool
check_agenda(struct reader *r, struct cfg_t *sec, const struct tenant *tenant)
{
	size_t i;

	for (i = 0; tenant->agenda == YES && i < tenant->resources_count; i++) {
		if (!hours_any(&tenant->resources[i].hours))
			return fail(r, parse_value_line(sec, "agenda", 0),
			    "tenant.agenda: yes needs hours");
	}
	return true;
}

static bool
read_tenant(struct reader *r, struct cfg_t *sec)
{
	struct tenant *tenant;
	struct err cause;

	if ((tenant = set_tenant(r->set, parse_title(sec), &cause)) == NULL)
		return fail(r, parse_line(sec), cause.text);
	return read_section(r, sec, "tenant", tenant) &&
	    read_section(r, parse_section(sec, "hours", 0), "hours",
		&tenant->hours) &&
	    check_numbers(r, sec, tenant) && check_calls(r, sec, tenant) &&
	    read_resources(r, sec, tenant) && check_agenda(r, sec, tenant) &&
	    read_faq(r, sec, tenant) &&
	    read_credentials(r, sec, &tenant->auth, &tenant->auth_count);
}

static bool
read_tenants(struct reader *r, struct cfg_t *file)
{
	size_t i;

	for (i = 0; i < parse_sections(file, "tenant"); i++) {
		if (!read_tenant(r, parse_section(file, "tenant", i)))
			return false;
	}
	return true;
}

/* The file's own settings, and those of the sections that are one each. */
static bool
read_singles(struct reader *r, struct cfg_t *file)
{
	const struct section *sections;
	size_t i, count;

	if (!read_section(r, file, "", r->set))
		return false;
	sections = settings_sections(&count);
	for (i = 0; i < count; i++) {
		if (sections[i].in[0] == '\0' && !sections[i].many &&
		    !read_section(r, parse_section(file, sections[i].name, 0),
			sections[i].name, r->set))
			return false;
	}
	return true;
}

/* The directory that relative paths in ${path} are relative to. */
static bool
enter_directory(struct reader *r, const char *path)
{
	char whole[PATH_MAX], *copy;

	if ((copy = set_keep_text(r->set, path)) == NULL)
		return err_set(r->err, false, "%s: out of memory", path);
	if (realpath(dirname(copy), whole) == NULL)
		return err_set(r->err, false, "%s: %s", path,
		    strerror(errno));
	if ((r->set->dir = set_keep_text(r->set, whole)) == NULL)
		return err_set(r->err, false, "%s: out of memory", path);
	r->file = path;
	return true;
}

static bool
slurp(struct reader *r, char *text, size_t *len)
{
	FILE *in = fopen(r->file, "re");
	bool ok = true;

	if (in == NULL)
		return err_set(r->err, false, "%s: %s", r->file,
		    strerror(errno));
	*len = fread(text, 1, FILE_MAX + 1, in);
	if (ferror(in))
		ok = err_set(r->err, false, "%s: %s", r->file,
		    strerror(errno));
	else if (*len > FILE_MAX)
		ok = err_set(r->err, false, "%s: over %d bytes", r->file,
		    FILE_MAX);
	else if (memchr(text, '\0', *len) != NULL)
		ok = err_set(r->err, false, "%s: holds a NUL byte", r->file);
	text[*len] = '\0';
	fclose(in);
	return ok;
}

/* ${path}, parsed; its directory is entered. NULL with the cause. */
static struct cfg_t *
open_file(struct reader *r, const char *path, bool tenants_only)
{
	struct cfg_t *file = NULL;
	size_t len = 0;
	char *text;

	if (!enter_directory(r, path))
		return NULL;
	if ((text = malloc(FILE_MAX + 2)) == NULL)
		return err_set(r->err, NULL, "%s: out of memory", path);
	if (slurp(r, text, &len))
		file = parse_text(text, path, tenants_only, r->err);
	secret_free(text, len);
	return file;
}

static bool
read_included(struct reader *r, const char *path)
{
	struct cfg_t *file = open_file(r, path, true);
	bool ok = file != NULL && read_tenants(r, file);

	parse_free(file);
	return ok;
}

/*
 * ${pattern} as seen from ${dir}, of which no character is a wildcard. False
 * when it is too long for ${out}.
 */
static bool
absolute_pattern(const char *dir, const char *pattern, char out[PATH_MAX])
{
	size_t n = 0;

	if (pattern[0] == '/')
		dir = "";
	for (; *dir != '\0' && n + 2 < PATH_MAX; dir++) {
		if (strchr("*?[]\\", *dir) != NULL)
			out[n++] = '\\';
		out[n++] = *dir;
	}
	if (*dir != '\0' || n + strlen(pattern) + 2 > PATH_MAX)
		return false;
	if (pattern[0] != '/')
		out[n++] = '/';
	strcpy(out + n, pattern);
	return true;
}

/* A directory that is not there holds no tenants; any other cause counts. */
static int
glob_failed(const char *path, int cause)
{
	(void)path;
	return cause != ENOENT;
}

static bool
read_include(struct reader *r, const char *dir, const char *pattern,
    int line)
{
	char whole[PATH_MAX];
	glob_t found = { .gl_pathc = 0 };
	bool ok = true;
	size_t i;
	int rc;

	if (!absolute_pattern(dir, pattern, whole))
		return fail(r, line, "include: too long a path");
	rc = glob(whole, GLOB_NOMAGIC, glob_failed, &found);
	if (rc != 0 && rc != GLOB_NOMATCH)
		ok = fail(r, line, "include: cannot read the directory");
	for (i = 0; ok && i < found.gl_pathc; i++)
		ok = read_included(r, found.gl_pathv[i]);
	globfree(&found);
	return ok;
}

static bool
read_includes(struct reader *r, struct cfg_t *file)
{
	const char *path = r->file, *dir = r->set->dir;
	size_t i;

	for (i = 0; i < parse_count(file, PARSE_INCLUDES); i++) {
		if (!read_include(r, dir,
			parse_value(file, PARSE_INCLUDES, i),
			parse_value_line(file, PARSE_INCLUDES, i)))
			return false;
		r->file = path;
	}
	return true;
}

/* What holds only of the whole. */
static bool
read_whole(struct reader *r, struct cfg_t *file)
{
	struct config *config = &r->set->config;
	struct err cause;

	config->auth_none = r->set->auth_word != NULL;
	if (!set_default(r->set, &cause))
		return fail(r, parse_value_line(file, "default_tenant", 0),
		    cause.text);
	if (!set_guarded(r->set, &cause))
		return err_set(r->err, false, "%s: %s", r->file, cause.text);
	return true;
}

static bool
read_main(struct reader *r, const char *path)
{
	struct config *config = &r->set->config;
	struct cfg_t *file = open_file(r, path, false);
	bool ok;

	ok = file != NULL && read_singles(r, file) &&
	    read_credentials(r, file, &config->auth, &config->auth_count) &&
	    read_tenants(r, file) && read_includes(r, file) &&
	    read_whole(r, file);
	parse_free(file);
	return ok;
}

struct config *
config_load(const char *path, struct err *err)
{
	struct reader r = { .set = set_new(path), .err = err };

	if (r.set == NULL)
		return err_set(err, NULL, "%s: out of memory", path);
	if (!read_main(&r, path)) {
		config_unref(&r.set->config);
		return NULL;
	}
	return &r.set->config;
}
