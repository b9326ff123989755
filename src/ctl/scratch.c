/* See scratch.h. */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl/scratch.h"

#define DIR_BYTES 256
#define PATH_BYTES (DIR_BYTES + 16)

struct scratch {
	char dir[DIR_BYTES];	      /* "" when there is none yet */
	char config_path[PATH_BYTES]; /* below dir */
	char store_path[PATH_BYTES];  /* below dir */
	struct config *config;
	struct store *store;
	struct calls calls;
};

static const char usual_tenant[] = "default_tenant = \"demo\"\n"
				   "tenant \"demo\" {\n"
				   "\tname = \"Cabinet Démo\"\n"
				   "\tnumbers = { \"+33939240575\" }\n"
				   "\ttransfer_number = \"+33199000001\"\n"
				   "\ttimezone = \"Europe/Paris\"\n"
				   "\thours {\n"
				   "\t\tmon = \"09:00-12:30 14:00-18:00\"\n"
				   "\t\ttue = \"09:00-12:30 14:00-18:00\"\n"
				   "\t\twed = \"09:00-12:30\"\n"
				   "\t\tthu = \"09:00-12:30 14:00-18:00\"\n"
				   "\t\tfri = \"09:00-12:30 14:00-18:00\"\n"
				   "\t}\n"
				   "}\n";

/* Does a line of ${lines} begin with "tenant"? */
static bool
names_tenant(const char *lines)
{
	static const char word[] = "tenant";

	while (lines != NULL && strncmp(lines, word, strlen(word)) != 0) {
		lines = strchr(lines, '\n');
		lines = lines != NULL ? lines + 1 : NULL;
	}
	return lines != NULL;
}

static bool
write_config(const struct scratch *s, const char *lines, struct err *err)
{
	FILE *file = fopen(s->config_path, "wxe");
	bool good = file != NULL;

	if (good) {
		good = fprintf(file, "auth = none\n%s%s",
			   names_tenant(lines) ? "" : usual_tenant, lines) > 0;
		good = fclose(file) == 0 && good;
	}
	return good ||
	    err_set(err, false, "%s: %s", s->config_path, strerror(errno));
}

static bool
make_directory(struct scratch *s, struct err *err)
{
	const char *parent = getenv("TMPDIR");
	int len;

	if (parent == NULL || parent[0] == '\0')
		parent = "/tmp";
	len = snprintf(s->dir, sizeof(s->dir), "%s/accueil-play.XXXXXX",
	    parent);
	if (len < 0 || (size_t)len >= sizeof(s->dir) ||
	    mkdtemp(s->dir) == NULL) {
		s->dir[0] = '\0';
		return err_set(err, false,
		    "no temporary directory can be made in %s", parent);
	}
	snprintf(s->config_path, sizeof(s->config_path), "%s/accueil.conf",
	    s->dir);
	snprintf(s->store_path, sizeof(s->store_path), "%s/store", s->dir);
	return true;
}

/* Nothing here outlives the script: no need to wait for the disk. */
static bool
open_store(struct scratch *s, struct err *err)
{
	const struct store_options options = { .path = s->store_path,
		.durability = STORE_RELAXED };

	if (store_open(&options, &s->store, err) != STORE_OK)
		return false;
	s->calls = (struct calls){ .store = s->store, .config = s->config };
	return true;
}

struct scratch *
scratch_open(const char *lines, struct err *err)
{
	struct scratch *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_set(err, NULL, "out of memory");
	if (make_directory(s, err) && write_config(s, lines, err) &&
	    (s->config = config_load(s->config_path, err)) != NULL &&
	    open_store(s, err))
		return s;
	scratch_close(s);
	return NULL;
}

bool
scratch_restart(struct scratch *s, struct err *err)
{
	store_close(s->store);
	s->store = NULL;
	return open_store(s, err);
}

const struct calls *
scratch_calls(const struct scratch *s)
{
	return &s->calls;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	(void)remove(path);
	return 0;
}

void
scratch_close(struct scratch *s)
{
	if (s == NULL)
		return;
	store_close(s->store);
	config_unref(s->config);
	if (s->dir[0] != '\0')
		(void)nftw(s->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(s);
}
