/*
 * Any bytes as accueil.conf: a configuration or a cause, never a crash; and
 * what is printed of a configuration is one. Includes are left to the tests:
 * a made-up pattern would read this machine's files.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tenants/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_whole(const char *path, const void *bytes, size_t len)
{
	FILE *out = fopen(path, "w");

	if (out == NULL || fwrite(bytes, 1, len, out) != len ||
	    fclose(out) != 0)
		abort();
}

static char *
print(const struct config *config, size_t *len)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, len);

	if (out == NULL)
		abort();
	config_print(config, out);
	fclose(out);
	return text;
}

/* Eight stars, as a secret is printed, are no base64. */
static bool
any_base64(const struct auth_rule *rules, size_t count)
{
	for (; count > 0; rules++, count--) {
		if (rules->secret_encoding == SECRET_BASE64)
			return true;
	}
	return false;
}

static bool
readable_back(const struct config *c)
{
	bool ok = !any_base64(c->auth, c->auth_count);
	size_t i;

	for (i = 0; i < c->tenants_count; i++)
		ok = ok && !any_base64(c->tenants[i].auth,
		    c->tenants[i].auth_count);
	return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config *config;
	char path[64], *text;
	struct err err = { "" };
	size_t len;

	if (memchr(data, '(', size) != NULL)
		return 0; /* an include, however its name is escaped */
	snprintf(path, sizeof(path), "/tmp/accueil-fuzz-%d.conf",
	    (int)getpid());
	write_whole(path, data, size);
	config = config_load(path, &err);
	if ((config == NULL) != (err.text[0] != '\0'))
		abort();
	if (config != NULL && readable_back(config)) {
		text = print(config, &len);
		write_whole(path, text, len);
		config_unref(config);
		if ((config = config_load(path, &err)) == NULL) {
			fprintf(stderr, "%s\n%s", err.text, text);
			abort();
		}
		free(text);
	}
	config_unref(config);
	unlink(path);
	return 0;
}
