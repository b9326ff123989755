/* See say_cmd.h. */
#include <getopt.h>

#include "base/clock.h"
#include "ctl/say_cmd.h"
#include "ctl/screen.h"

enum ctl_exit
say_cmd(struct ctl *ctl, int argc, char **argv)
{
	static const struct option none[] = { { 0 } };
	struct call_answer answer;
	struct screen screen;
	struct err err = { "" };
	enum store_rc rc;

	if (getopt_long(argc, argv, "", none, NULL) != -1 ||
	    argc - optind != 2)
		return CTL_USAGE;
	rc = call_say(&ctl->calls, argv[optind], argv[optind + 1],
	    clock_now_ms(), &answer, &err);
	if (rc == STORE_ABSENT)
		err_write(&err, "%.64s: no such call", argv[optind]);
	if (rc != STORE_OK)
		return ctl_fail(&err);
	screen_init(&screen, false);
	screen_line(&screen, "assistant", answer.say);
	screen_state(&screen, dialog_state_name(answer.after));
	screen_end(&screen);
	return CTL_OK;
}
