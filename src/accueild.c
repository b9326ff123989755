/*
 * accueild, the worker: options, configuration, listener, store, pool; then
 * signals until one says stop; then the drain.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "calls/call.h"
#include "gateway/listener.h"
#include "gateway/pool.h"
#include "gateway/router.h"
#include "store/store.h"
#include "tenants/config.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "unknown"
#endif

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define EXIT_USAGE  2
#define TEND_EVERY_S 60 /* see store_tend() */
#define DESCRIPTORS 64  /* other than connections: store, log, epoll ... */

enum action { ACT_SERVE, ACT_TEST, ACT_PRINT, ACT_HELP, ACT_VERSION };

struct options {
	enum action action;
	const char *config;
	const char *address; /* NULL: the socket on descriptor 0 */
	const char *pidfile; /* NULL: none */
	const char *mode_text;
	mode_t mode;         /* what mode_text says */
};

struct server {
	const struct options *options;
	struct config *started; /* what was in force at the start */
	struct config *config;  /* what is now */
	struct listener listener;
	struct store *store;
	struct pool *pool;
	bool stopping;
};

/* --- Options ------------------------------------------------------------- */

static const struct {
	int letter;
	const char *name;
	const char *arg;    /* NULL: takes none, and stands for ... */
	enum action action; /* ... this; else goes into ... */
	size_t lands;       /* ... this member of struct options, a string */
	const char *help;
} switches[] = {
	{ 'c', "config", "FILE", 0, offsetof(struct options, config),
	    "read FILE, not /etc/accueil/accueil.conf" },
	{ 's', "socket", "ADDRESS", 0, offsetof(struct options, address),
	    "listen on /a/path, 127.0.0.1:PORT or [::1]:PORT; without\n"
	    "                        it, on the socket on descriptor 0" },
	{ 'M', "mode", "MODE", 0, offsetof(struct options, mode_text),
	    "mode of that unix socket, in octal (0660)" },
	{ 'p', "pidfile", "FILE", 0, offsetof(struct options, pidfile),
	    "write the process id into FILE" },
	{ 't', "test", NULL, ACT_TEST, 0,
	    "check the configuration and exit" },
	{ 'T', "print", NULL, ACT_PRINT, 0,
	    "print the configuration in force and exit" },
	{ 'h', "help", NULL, ACT_HELP, 0, "print this and exit" },
	{ 'V', "version", NULL, ACT_VERSION, 0,
	    "print the version and exit" },
};

static void
print_usage(FILE *out)
{
	char flag[32];

	fputs("usage: accueild [-tT] [-c file] [-s address] [-M mode]"
	    " [-p pidfile]\n"
	    "       accueild -h | -V\n\n", out);
	for (size_t i = 0; i < COUNT(switches); i++) {
		snprintf(flag, sizeof(flag), "--%s %s", switches[i].name,
		    switches[i].arg != NULL ? switches[i].arg : "");
		fprintf(out, "  -%c, %-17s %s\n", switches[i].letter, flag,
		    switches[i].help);
	}
}

static bool
parse_mode(const char *text, mode_t *out)
{
	char *end;
	unsigned long mode = strtoul(text, &end, 8);

	*out = (mode_t)mode;
	return text[0] >= '0' && text[0] <= '7' && *end == '\0' &&
	    mode <= 0777;
}

/* False on '?': getopt_long() has complained. */
static bool
take_switch(int letter, const char *arg, struct options *o)
{
	for (size_t i = 0; i < COUNT(switches); i++) {
		if (switches[i].letter != letter)
			continue;
		if (switches[i].arg != NULL)
			memcpy((char *)o + switches[i].lands, &arg,
			    sizeof(arg));
		else
			o->action = switches[i].action;
		return true;
	}
	return false;
}

static bool
parse_options(int argc, char **argv, struct options *o)
{
	struct option longs[COUNT(switches) + 1] = { { 0 } };
	char shorts[2 * COUNT(switches) + 1];
	char *s = shorts;
	int letter;

	for (size_t i = 0; i < COUNT(switches); i++) {
		longs[i].name = switches[i].name;
		longs[i].has_arg = switches[i].arg != NULL;
		longs[i].val = switches[i].letter;
		*s++ = (char)switches[i].letter;
		if (switches[i].arg != NULL)
			*s++ = ':';
	}
	*s = '\0';
	while ((letter = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (!take_switch(letter, optarg, o))
			return false;
	}
	if (!parse_mode(o->mode_text, &o->mode)) {
		fprintf(stderr, "accueild: %s: not a mode in octal\n",
		    o->mode_text);
		return false;
	}
	return optind == argc;
}

/* --- Starting ------------------------------------------------------------ */

static bool
open_listener(struct server *s, struct err *err)
{
	const struct listener_options options = {
		.address = s->options->address,
		.mode = s->options->mode,
		.backlog = (int)s->config->backlog,
	};

	return listener_open(&options, &s->listener, err);
}

static bool
open_store(struct server *s, struct err *err)
{
	return calls_open(s->config, false, &s->store, err) == STORE_OK;
}

static bool
start_pool(struct server *s, struct err *err)
{
	const struct pool_options options = {
		.listener = &s->listener,
		.config = s->config,
		.serve = router_serve,
		.ctx = s->store,
	};

	return (s->pool = pool_start(&options, err)) != NULL;
}

/* Written last: whoever reads it finds a worker that serves. */
static bool
write_pidfile(struct server *s, struct err *err)
{
	const char *path = s->options->pidfile;
	FILE *f;
	bool ok;

	if (path == NULL)
		return true;
	if ((f = fopen(path, "we")) == NULL)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	ok = fprintf(f, "%ld\n", (long)getpid()) > 0;
	if (fclose(f) != 0 || !ok)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	return true;
}

/* As many descriptors as the connections need, or a warning. */
static bool
raise_descriptors(struct server *s, struct err *err)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return err_set(err, false, "descriptors: %s", strerror(errno));
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 ||
	    limit.rlim_max < (rlim_t)s->config->connections + DESCRIPTORS)
		log_event(LOG_WARNING, "DESCRIPTORS_FEW",
		    LOG_INT("limit", (int64_t)limit.rlim_max),
		    LOG_INT("connections", s->config->connections));
	return true;
}

/* In order; each may rely on those above it. */
static bool (*const start_steps[])(struct server *, struct err *) = {
	raise_descriptors,
	open_listener,
	open_store,
	start_pool,
	write_pidfile,
};

static bool
start(struct server *s, struct err *err)
{
	for (size_t i = 0; i < COUNT(start_steps); i++) {
		if (!start_steps[i](s, err))
			return false;
	}
	return true;
}

static void
finish(struct server *s)
{
	pool_free(s->pool);
	listener_close(&s->listener);
	store_close(s->store);
	config_unref(s->started);
	config_unref(s->config);
}

/* --- Signals ------------------------------------------------------------- */

static void
warn_unreloadable(const struct config *started, const struct config *new)
{
	const struct setting *rows;
	size_t count;

	rows = config_settings(&count);
	for (size_t i = 0; i < count; i++) {
		if (!rows[i].reloadable &&
		    config_differs(&rows[i], started, new))
			log_event(LOG_WARNING, "CONFIG_NEEDS_RESTART",
			    LOG_TEXT("section", rows[i].section),
			    LOG_TEXT("setting", rows[i].name));
	}
}

static void
on_reload(struct server *s)
{
	struct err err = { "" };
	struct config *new = config_load(s->options->config, &err);

	if (new == NULL || !log_open(new->log_file, new->log_level, &err)) {
		log_event(LOG_ERROR, "CONFIG_REFUSED",
		    LOG_TEXT("cause", err.text));
		config_unref(new);
		return;
	}
	warn_unreloadable(s->started, new);
	pool_configure(s->pool, new);
	config_unref(s->config);
	s->config = new;
	log_event(LOG_INFO, "CONFIG_LOADED",
	    LOG_INT("tenants", (int64_t)new->tenants_count));
}

static void
on_reopen(struct server *s)
{
	struct err err = { "" };

	(void)s;
	if (!log_reopen(&err))
		log_event(LOG_ERROR, "LOG_NOT_REOPENED",
		    LOG_TEXT("cause", err.text));
}

static void
on_stop(struct server *s)
{
	s->stopping = true;
}

static const struct {
	int number;
	void (*answer)(struct server *s);
} signals[] = {
	{ SIGTERM, on_stop },
	{ SIGINT, on_stop },
	{ SIGHUP, on_reload },
	{ SIGUSR1, on_reopen },
};

/* Before any thread starts: they inherit the mask. */
static void
block_signals(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < COUNT(signals); i++)
		sigaddset(set, signals[i].number);
	pthread_sigmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void
answer_signals(struct server *s, const sigset_t *set)
{
	const struct timespec pause = { .tv_sec = TEND_EVERY_S };
	int number;

	while (!s->stopping) {
		number = sigtimedwait(set, NULL, &pause);
		if (number < 0 && errno == EAGAIN)
			store_tend(s->store);
		for (size_t i = 0; i < COUNT(signals); i++) {
			if (signals[i].number == number)
				signals[i].answer(s);
		}
	}
}

/* --- main ---------------------------------------------------------------- */

/*
 * Never returns when the timeout cut somebody: their threads still run, and
 * nothing of theirs may be freed.
 */
static void
drain(struct server *s)
{
	size_t cut;

	log_event(LOG_INFO, "DRAINING",
	    LOG_INT("timeout_ms", s->config->drain_timeout_ms));
	cut = pool_drain(s->pool, s->config->drain_timeout_ms);
	if (s->options->pidfile != NULL)
		unlink(s->options->pidfile);
	if (cut > 0) {
		log_event(LOG_ERROR, "DRAIN_CUT",
		    LOG_INT("connections", (int64_t)cut));
		_exit(EXIT_FAILURE);
	}
}

static int
serve(struct server *s)
{
	struct err err = { "" };
	int status = EXIT_FAILURE;
	sigset_t set;

	block_signals(&set);
	s->started = config_ref(s->config);
	if (!log_open(s->config->log_file, s->config->log_level, &err) ||
	    !start(s, &err)) {
		log_event(LOG_ERROR, "START_FAILED",
		    LOG_TEXT("cause", err.text));
		fprintf(stderr, "accueild: %s\n", err.text);
	} else {
		log_event(LOG_INFO, "SERVING",
		    LOG_TEXT("version", PACKAGE_VERSION),
		    LOG_INT("threads", s->config->threads),
		    LOG_INT("tenants", (int64_t)s->config->tenants_count));
		answer_signals(s, &set);
		drain(s);
		log_event(LOG_INFO, "STOPPED");
		status = EXIT_SUCCESS;
	}
	finish(s);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {
		.config = "/etc/accueil/accueil.conf",
		.mode_text = "0660",
	};
	struct server server = { .options = &options, .listener.fd = -1 };
	struct err err = { "" };

	if (!parse_options(argc, argv, &options)) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (options.action == ACT_HELP) {
		print_usage(stdout);
		return EXIT_SUCCESS;
	}
	if (options.action == ACT_VERSION) {
		puts("accueild " PACKAGE_VERSION);
		return EXIT_SUCCESS;
	}
	if ((server.config = config_load(options.config, &err)) == NULL) {
		fprintf(stderr, "accueild: %s\n", err.text);
		return EXIT_FAILURE;
	}
	if (options.action == ACT_SERVE)
		return serve(&server);
	if (options.action == ACT_PRINT)
		config_print(server.config, stdout);
	config_unref(server.config);
	return EXIT_SUCCESS;
}
