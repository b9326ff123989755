/* See assistant_cmd.h. */
#include <getopt.h>
#include <json-c/json.h>
#include <stdio.h>

#include "ctl/assistant_cmd.h"
#include "vapi/assistant.h"

static bool
read_options(int argc, char **argv, bool *json)
{
	static const struct option known[] = {
		{ "json", no_argument, NULL, 'j' },
		{ 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c != 'j')
			return false;
		*json = true;
	}
	return argc - optind == 1;
}

enum ctl_exit
assistant_show_cmd(struct ctl *ctl, int argc, char **argv)
{
	const struct tenant *tenant;
	struct json_object *o;
	struct err err = { "" };
	bool json = false;
	int flags;

	if (!read_options(argc, argv, &json))
		return CTL_USAGE;
	if ((tenant = config_tenant(ctl->config, argv[optind])) == NULL) {
		err_write(&err, "%.64s: no such tenant", argv[optind]);
		return ctl_fail(&err);
	}
	if (ctl->config->vapi_url[0] == '\0') {
		err_write(&err, "%s: vapi { url } is not set",
		    ctl->config->path);
		return ctl_fail(&err);
	}
	flags = json ? JSON_C_TO_STRING_PLAIN : JSON_C_TO_STRING_PRETTY;
	o = assistant_describe(ctl->config, tenant);
	puts(json_object_to_json_string_ext(o,
	    flags | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(o);
	return CTL_OK;
}
