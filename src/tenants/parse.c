/*
 * libconfuse knows the grammar and nothing else. Its options are made from
 * the rows of settings.c, and every value stays a word of text with the line
 * that it stands on: so whatever is wrong with a value is said by us, in our
 * words and with that line, when its section is known whole.
 *
 * libconfuse's own include() is not used: it takes one file, not a pattern,
 * and ten files at most. Ours notes the pattern.
 */
#include <assert.h>
#include <confuse.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "tenants/parse.h"
#include "tenants/scan.h"
#include "tenants/settings.h"
#include "tenants/value.h"

#define OPTIONS_MAX 256 /* of all sections together */
#define SECTION_MAX 64  /* of one */

/*
 * In each section, an option that nobody can write and that has a default,
 * which libconfuse reads as it opens the section: its line is the section's.
 */
#define OPENED "\1opened"

/* What a file may hold: scan.h says why `auth` needs two forms. */
enum form { FORM_AUTH_SECTIONS, FORM_AUTH_WORD, FORM_TENANTS };

/* A value, as an option of libconfuse's points to it. */
struct word {
	int line;
	char text[];
};

/*
 * libconfuse has one lexer for the process, and tells its errors to a
 * function that takes nothing of ours: one file is parsed at a time, and this
 * is for whom.
 */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	const char *file;
	struct err *err; /* of the first error; then NULL */
} parsing; /* guarded by lock */

static int
take_word(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	size_t bytes = strlen(value) + 1;
	struct word *word = malloc(sizeof(*word) + bytes);

	(void)opt;
	if (word == NULL)
		return -1;
	word->line = cfg->line;
	memcpy(word->text, value, bytes);
	*(void **)result = word;
	return 0;
}

static void
free_word(void *value)
{
	struct word *word = value;

	secret_wipe(word->text, strlen(word->text));
	free(word);
}

static void __attribute__((format(printf, 2, 0)))
take_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char cause[ERR_BYTES];

	if (parsing.err == NULL)
		return;
	if (vsnprintf(cause, sizeof(cause), fmt, ap) < 0)
		cause[0] = '\0';
	err_write(parsing.err, "%s:%d: %s", parsing.file, cfg->line, cause);
	parsing.err = NULL;
}

static cfg_opt_t *
find(cfg_t *sec, const char *name, cfg_type_t type)
{
	cfg_opt_t *opt;

	for (opt = sec->opts; opt->name != NULL; opt++) {
		if (opt->type == type && strcmp(opt->name, name) == 0)
			return opt;
	}
	return NULL;
}

static int
take_include(cfg_t *cfg, cfg_opt_t *opt, int argc, const char **argv)
{
	(void)opt;
	if (argc != 1) {
		cfg_error(cfg, "include: takes one pattern");
		return -1;
	}
	return cfg_setopt(cfg, find(cfg, PARSE_INCLUDES, CFGT_PTR),
	    argv[0]) != NULL ? 0 : -1;
}

/* libconfuse's options, which it copies before it parses. */
struct options {
	cfg_opt_t opt[OPTIONS_MAX];
	size_t used;
};

static bool
allowed(enum form form, const char *in, const char *name, bool is_section)
{
	if (in[0] != '\0')
		return true;
	if (form == FORM_TENANTS)
		return is_section && strcmp(name, "tenant") == 0;
	return strcmp(name, "auth") != 0 ||
	    is_section == (form == FORM_AUTH_SECTIONS);
}

static cfg_opt_t
word_option(const char *name, char *def, bool is_list)
{
	return (cfg_opt_t)CFG_PTR_CB(name, def,
	    is_list ? CFGF_LIST : CFGF_NONE, take_word, free_word);
}

static cfg_opt_t
section_option(const struct section *section, cfg_opt_t *inner)
{
	cfg_flag_t flags = section->many ? CFGF_MULTI : CFGF_NONE;

	if (section->titled)
		flags |= CFGF_TITLE | CFGF_NO_TITLE_DUPES;
	return (cfg_opt_t)CFG_SEC(section->name, inner, flags);
}

/* The options of the section ${name}; first, of the sections inside it. */
static cfg_opt_t *
make_options(struct options *all, const char *name, enum form form)
{
	static char opened[] = OPENED;
	const struct setting *row = NULL;
	const struct section *sections;
	cfg_opt_t own[SECTION_MAX];
	size_t i, count, n = 0;

	sections = settings_sections(&count);
	for (i = 0; i < count; i++) {
		if (strcmp(sections[i].in, name) == 0 &&
		    allowed(form, name, sections[i].name, true))
			own[n++] = section_option(&sections[i],
			    make_options(all, sections[i].name, form));
	}
	while ((row = settings_next(name, row)) != NULL) {
		if (allowed(form, name, row->name, false))
			own[n++] = word_option(row->name, NULL,
			    value_is_list(row));
	}
	if (name[0] == '\0' && form != FORM_TENANTS) {
		own[n++] = (cfg_opt_t)CFG_FUNC("include", take_include);
		own[n++] = word_option(PARSE_INCLUDES, NULL, true);
	}
	own[n++] = word_option(OPENED, opened, false);
	own[n++] = (cfg_opt_t)CFG_END();
	assert(n <= SECTION_MAX && all->used + n <= OPTIONS_MAX);
	all->used += n;
	return memcpy(all->opt + all->used - n, own, n * sizeof(own[0]));
}

/* Under the lock. */
static cfg_t *
parse_locked(char *text, const char *file, enum form form, struct err *err)
{
	struct options options = { .used = 0 };
	cfg_t *cfg = cfg_init(make_options(&options, "", form), CFGF_NONE);
	FILE *in = fmemopen(text, strlen(text), "r");
	int rc = CFG_PARSE_ERROR;

	parsing.file = file;
	parsing.err = err;
	if (cfg != NULL && in != NULL) {
		cfg_set_error_function(cfg, take_error);
		rc = cfg_parse_fp(cfg, in);
	}
	if (rc != CFG_SUCCESS && parsing.err != NULL)
		err_write(err, "%s: out of memory", file);
	parsing.err = NULL;
	if (in != NULL)
		fclose(in);
	if (rc == CFG_SUCCESS)
		return cfg;
	if (cfg != NULL)
		cfg_free(cfg);
	return NULL;
}

struct cfg_t *
parse_text(char *text, const char *file, bool tenants_only, struct err *err)
{
	enum form form = FORM_AUTH_SECTIONS;
	bool auth_is_word;
	cfg_t *cfg;

	if (!scan_text(text, file, &auth_is_word, err))
		return NULL;
	if (auth_is_word)
		form = FORM_AUTH_WORD;
	if (tenants_only)
		form = FORM_TENANTS;
	pthread_mutex_lock(&lock);
	cfg = parse_locked(text, file, form, err);
	pthread_mutex_unlock(&lock);
	return cfg;
}

void
parse_free(struct cfg_t *parsed)
{
	if (parsed == NULL)
		return;
	pthread_mutex_lock(&lock); /* it resets the lexer too */
	cfg_free(parsed);
	pthread_mutex_unlock(&lock);
}

size_t
parse_count(struct cfg_t *sec, const char *name)
{
	return cfg_opt_size(find(sec, name, CFGT_PTR));
}

static const struct word *
word_at(struct cfg_t *sec, const char *name, size_t i)
{
	return cfg_opt_getnptr(find(sec, name, CFGT_PTR), (unsigned int)i);
}

const char *
parse_value(struct cfg_t *sec, const char *name, size_t i)
{
	return word_at(sec, name, i)->text;
}

int
parse_value_line(struct cfg_t *sec, const char *name, size_t i)
{
	return word_at(sec, name, i)->line;
}

size_t
parse_sections(struct cfg_t *sec, const char *name)
{
	return cfg_opt_size(find(sec, name, CFGT_SEC));
}

struct cfg_t *
parse_section(struct cfg_t *sec, const char *name, size_t i)
{
	return cfg_opt_getnsec(find(sec, name, CFGT_SEC), (unsigned int)i);
}

const char *
parse_title(struct cfg_t *sec)
{
	return cfg_title(sec);
}

int
parse_line(struct cfg_t *sec)
{
	return parse_value_line(sec, OPENED, 0);
}
