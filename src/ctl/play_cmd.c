/* See play_cmd.h. Each script gets a target of its own: a local one is then
 * always empty, whatever was played before. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "ctl/conv.h"
#include "ctl/play.h"
#include "ctl/play_cmd.h"

struct options {
	const char *url; /* NULL: local */
	bool quiet;
};

struct total { /* of all the scripts */
	unsigned scripts, failed, skipped, checks;
};

static bool
read_options(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{ "url", required_argument, NULL, 'u' },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 }
	};
	int c;

	*options = (struct options){ 0 };
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'u')
			options->url = optarg;
		else if (c == 'q')
			options->quiet = true;
		else
			return false;
	}
	return optind < argc;
}

static struct target *
make_target(struct ctl *ctl, const struct options *options,
    const struct conv *conv, struct err *err)
{
	if (options->url == NULL)
		return target_local(strbuf_get(&conv->config), err);
	return target_remote(options->url,
	    ctl->store != NULL ? &ctl->calls : NULL, err);
}

static void
show_tally(struct screen *screen, bool good, const struct play_tally *tally)
{
	char text[128], skipped[32] = "";

	if (tally->skipped > 0)
		snprintf(skipped, sizeof(skipped), ", %u steps skipped",
		    tally->skipped);
	snprintf(text, sizeof(text), "%u checks, %u mismatches%s",
	    tally->checks, tally->mismatches, skipped);
	screen_result(screen, good, text);
}

/* Play one script that could be read. */
static bool
play(struct ctl *ctl, const struct options *options, struct screen *screen,
    const struct conv *conv, struct total *total)
{
	struct play_tally tally = { 0 };
	struct target *target;
	struct err err = { "" };
	bool good;

	if ((target = make_target(ctl, options, conv, &err)) == NULL) {
		screen_failure(screen, err.text);
		return false;
	}
	good = play_script(conv, target, screen, &tally) &&
	    tally.mismatches == 0;
	target_free(target);
	total->checks += tally.checks;
	show_tally(screen, good, &tally);
	return good;
}

static void
play_file(struct ctl *ctl, const struct options *options,
    struct screen *screen, const char *path, struct total *total)
{
	struct conv conv;
	struct err err = { "" };

	total->scripts++;
	if (!conv_load(path, &conv, &err)) {
		screen_failure(screen, err.text);
		total->failed++;
	} else if (options->url != NULL && conv.config.len > 0) {
		screen_note(screen, path,
		    "its config: lines need a local play");
		total->skipped++;
	} else if (!play(ctl, options, screen, &conv, total)) {
		total->failed++;
	}
	conv_clear(&conv);
}

enum ctl_exit
play_cmd(struct ctl *ctl, int argc, char **argv)
{
	struct options options;
	struct screen screen;
	struct total total = { 0 };
	struct err err = { "" };
	char text[128];

	if (!read_options(argc, argv, &options))
		return CTL_USAGE;
	/* The worker's own store, when we are told where it is. */
	if (options.url != NULL && ctl->config_given &&
	    !ctl_open(ctl, CTL_READ, &err))
		return ctl_fail(&err);
	screen_init(&screen, options.quiet);
	for (int i = optind; i < argc; i++)
		play_file(ctl, &options, &screen, argv[i], &total);
	if (total.scripts > 1) {
		snprintf(text, sizeof(text),
		    "%u scripts: %u failed, %u skipped; %u checks",
		    total.scripts, total.failed, total.skipped,
		    total.checks);
		screen_result(&screen, total.failed == 0, text);
	}
	return total.failed == 0 ? CTL_OK : CTL_FAILED;
}
