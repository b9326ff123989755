/*
 * accueilctl, the administrator's command: looks at what the worker keeps, and
 * tries conversations. Every command is a row of commands[]; what it needs is
 * opened before it runs, and closed after.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "ctl/agenda_cmd.h"
#include "ctl/assistant_cmd.h"
#include "ctl/call_cmd.h"
#include "ctl/check_cmd.h"
#include "ctl/ctl.h"
#include "ctl/hear_cmd.h"
#include "ctl/play_cmd.h"
#include "ctl/say_cmd.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "unknown"
#endif

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define CONFIG_PATH "/etc/accueil/accueil.conf"

/* It needs nothing of ours, and knows nothing of us. */
static enum ctl_exit
run_hear(struct ctl *ctl, int argc, char **argv)
{
	(void)ctl;
	return (enum ctl_exit)hear_cmd(argc, argv);
}

static const struct command {
	const char *name; /* one word or several */
	const char *usage;
	const char *help;
	enum ctl_need need;
	ctl_run *run;
} commands[] = {
	{ .name = "check", .need = CTL_CONFIG, .run = check_cmd,
	  .usage = "",
	  .help = "Check the configuration and the store." },
	{ .name = "call list", .need = CTL_READ, .run = call_list_cmd,
	  .usage = "[--json]",
	  .help = "List the calls, the newest first." },
	{ .name = "call show", .need = CTL_READ, .run = call_show_cmd,
	  .usage = "[--json] [--reveal] CALL_ID",
	  .help = "Show what is known of a call, and what happened to it." },
	{ .name = "assistant show", .need = CTL_CONFIG,
	  .run = assistant_show_cmd, .usage = "[--json] TENANT",
	  .help = "Print a tenant's assistant, to paste in Vapi or to POST "
		  "to its API." },
	{ .name = "agenda list", .need = CTL_READ, .run = agenda_list_cmd,
	  .usage = "TENANT",
	  .help = "List a tenant's appointments to come." },
	{ .name = "agenda export", .need = CTL_READ,
	  .run = agenda_export_cmd, .usage = "TENANT",
	  .help = "Print them as an iCalendar." },
	{ .name = "agenda import", .need = CTL_WRITE,
	  .run = agenda_import_cmd, .usage = "TENANT [RESOURCE]",
	  .help = "Read busy times from an iCalendar on standard input: they "
		  "are not offered." },
	{ .name = "say", .need = CTL_WRITE, .run = say_cmd,
	  .usage = "CALL_ID TEXT",
	  .help = "Take one more turn of a call, without HTTP." },
	{ .name = "play", .need = CTL_NOTHING, .run = play_cmd,
	  .usage = "[--url URL] [--quiet] SCRIPT ...",
	  .help = "Play conversation scripts on a throw-away store, or to a "
		  "running worker." },
	{ .name = "hear", .need = CTL_NOTHING, .run = run_hear,
	  .usage = "[--json] [--now ISO] [--offer SLOTS] [TEXT ...]",
	  .help = "Show what is understood of a sentence, or of each line of "
		  "standard input." },
};

static const struct {
	struct option option;
	const char *help;
} switches[] = {
	{ { "config", required_argument, NULL, 'c' },
	  "read this file, not " CONFIG_PATH },
	{ { "verbose", no_argument, NULL, 'v' },
	  "log what a worker would log, on standard error" },
	{ { "help", no_argument, NULL, 'h' }, "print this and exit" },
	{ { "version", no_argument, NULL, 'V' },
	  "print the version and exit" },
};

struct options {
	const char *config; /* NULL: the usual one */
	bool verbose, help, version;
};

static void
print_command(FILE *out, const char *before, const struct command *command)
{
	fprintf(out, "%s%s%s%s\n", before, command->name,
	    command->usage[0] != '\0' ? " " : "", command->usage);
}

static void
print_help(FILE *out)
{
	fputs("usage: accueilctl [-hVv] [-c FILE] COMMAND [ARGUMENT ...]\n\n",
	    out);
	for (size_t i = 0; i < COUNT(commands); i++) {
		print_command(out, "  ", &commands[i]);
		fprintf(out, "      %s\n", commands[i].help);
	}
	fputc('\n', out);
	for (size_t i = 0; i < COUNT(switches); i++)
		fprintf(out, "  -%c, --%-8s %-5s %s\n",
		    switches[i].option.val, switches[i].option.name,
		    switches[i].option.has_arg ? "FILE" : "",
		    switches[i].help);
}

/* Those that stand before the command; optind is then the command's. */
static bool
read_options(int argc, char **argv, struct options *options)
{
	struct option known[COUNT(switches) + 1] = { { 0 } };
	int c;

	for (size_t i = 0; i < COUNT(switches); i++)
		known[i] = switches[i].option;
	while ((c = getopt_long(argc, argv, "+c:vhV", known, NULL)) != -1) {
		switch (c) {
		case 'c':
			options->config = optarg;
			break;
		case 'v':
			options->verbose = true;
			break;
		case 'h':
			options->help = true;
			break;
		case 'V':
			options->version = true;
			break;
		default:
			return false;
		}
	}
	return true;
}

/* How many of the words are the command's name; 0 when they are not. */
static int
name_words(const struct command *command, int argc, char **argv)
{
	const char *name = command->name;
	int words = 0;

	while (*name != '\0') {
		size_t len = strcspn(name, " ");

		if (words == argc || strlen(argv[words]) != len ||
		    strncmp(argv[words], name, len) != 0)
			return 0;
		words++;
		name += len;
		name += *name == ' ';
	}
	return words;
}

static const struct command *
find_command(int argc, char **argv, int *words)
{
	for (size_t i = 0; i < COUNT(commands); i++) {
		if ((*words = name_words(&commands[i], argc, argv)) > 0)
			return &commands[i];
	}
	return NULL;
}

/* argv[0] is the command's last word. */
static enum ctl_exit
run_command(const struct options *options, const struct command *command,
    int argc, char **argv)
{
	struct ctl ctl = { .config_path = CONFIG_PATH };
	struct err err = { "" };
	enum ctl_exit rc;

	if (options->config != NULL) {
		ctl.config_path = options->config;
		ctl.config_given = true;
	}
	optind = 0; /* getopt_long() begins anew */
	rc = ctl_open(&ctl, command->need, &err)
	    ? command->run(&ctl, argc, argv)
	    : ctl_fail(&err);
	ctl_close(&ctl);
	return rc;
}

static enum ctl_exit
dispatch(const struct options *options, int argc, char **argv)
{
	const struct command *command;
	enum ctl_exit rc;
	int words;

	if ((command = find_command(argc, argv, &words)) == NULL) {
		print_help(stderr);
		return CTL_USAGE;
	}
	if (argc > words && (strcmp(argv[words], "--help") == 0 ||
	                        strcmp(argv[words], "-h") == 0)) {
		print_command(stdout, "usage: accueilctl ", command);
		printf("%s\n", command->help);
		return CTL_OK;
	}
	rc = run_command(options, command, argc - words + 1,
	    argv + words - 1);
	if (rc == CTL_USAGE)
		print_command(stderr, "usage: accueilctl ", command);
	return rc;
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };

	if (!read_options(argc, argv, &options)) {
		print_help(stderr);
		return CTL_USAGE;
	}
	if (options.help) {
		print_help(stdout);
		return CTL_OK;
	}
	if (options.version) {
		puts("accueilctl " PACKAGE_VERSION);
		return CTL_OK;
	}
	/* The log is the worker's business, not the screen's. */
	(void)log_open(NULL, options.verbose ? LOG_DEBUG : LOG_ERROR, NULL);
	return (int)dispatch(&options, argc - optind, argv + optind);
}
