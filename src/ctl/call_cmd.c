/* See call_cmd.h. */
#include <getopt.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "calls/journal.h"
#include "calls/report.h"
#include "ctl/call_cmd.h"
#include "ctl/screen.h"

/* --- call list ----------------------------------------------------------- */

struct row { /* what is listed of a call */
	char call_id[CALL_ID_BYTES];
	char tenant[TENANT_ID_BYTES];
	enum dialog_state state;
	struct phone phone;
	uint32_t turns;
	int64_t updated_at;
};

struct rows {
	struct row *row;
	size_t count, room;
	bool failed; /* out of memory */
};

static bool
add_row(const struct session *s, void *ctx)
{
	struct rows *rows = ctx;
	struct row *row;

	if (rows->count == rows->room) {
		size_t room = rows->room > 0 ? rows->room * 2 : 64;

		row = reallocarray(rows->row, room, sizeof(*row));
		if (row == NULL)
			return !(rows->failed = true);
		rows->row = row;
		rows->room = room;
	}
	row = &rows->row[rows->count++];
	*row = (struct row){ .state = s->dialog.state,
		.phone = s->customer_phone,
		.turns = s->turns,
		.updated_at = s->updated_at };
	memcpy(row->call_id, s->call_id, sizeof(row->call_id));
	memcpy(row->tenant, s->tenant, sizeof(row->tenant));
	return true;
}

static int
newest_first(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->updated_at != y->updated_at)
		return x->updated_at < y->updated_at ? 1 : -1;
	return strcmp(x->call_id, y->call_id);
}

static void
add_text(struct json_object *o, const char *name, const char *text)
{
	json_object_object_add(o, name,
	    text[0] != '\0' ? json_object_new_string(text) : NULL);
}

static void
print_json(const struct rows *rows)
{
	struct json_object *all = json_object_new_array();
	char masked[PHONE_MASK_BYTES], at[CLOCK_ISO_BYTES];

	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->row[i];
		struct json_object *o = json_object_new_object();

		phone_mask(&row->phone, masked);
		clock_iso(row->updated_at, at);
		add_text(o, "call_id", row->call_id);
		add_text(o, "tenant", row->tenant);
		add_text(o, "state", dialog_state_name(row->state));
		add_text(o, "customer_phone", masked);
		json_object_object_add(o, "turns",
		    json_object_new_int64(row->turns));
		add_text(o, "updated_at", at);
		json_object_array_add(all, o);
	}
	puts(json_object_to_json_string_ext(all,
	    JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
	        JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(all);
}

static void
print_rows(const struct rows *rows)
{
	char masked[PHONE_MASK_BYTES], at[CLOCK_ISO_BYTES];

	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->row[i];

		phone_mask(&row->phone, masked);
		clock_iso(row->updated_at, at);
		printf("%s  %-36s  %-12s  %-15s  %3u turns  %s\n", at,
		    row->call_id, row->tenant[0] != '\0' ? row->tenant : "-",
		    dialog_state_name(row->state), row->turns,
		    masked[0] != '\0' ? masked : "-");
	}
}

enum ctl_exit
call_list_cmd(struct ctl *ctl, int argc, char **argv)
{
	static const struct option known[] = {
		{ "json", no_argument, NULL, 'j' }, { 0 }
	};
	struct rows rows = { 0 };
	struct err err = { "" };
	bool json = false;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c != 'j')
			return CTL_USAGE;
		json = true;
	}
	if (optind != argc)
		return CTL_USAGE;
	if (call_each(&ctl->calls, add_row, &rows, &err) == STORE_OK &&
	    rows.failed)
		err_write(&err, "out of memory");
	if (err.text[0] == '\0') {
		if (rows.count > 0)
			qsort(rows.row, rows.count, sizeof(*rows.row),
			    newest_first);
		if (json)
			print_json(&rows);
		else
			print_rows(&rows);
	}
	free(rows.row);
	return err.text[0] == '\0' ? CTL_OK : ctl_fail(&err);
}

/* --- call show ----------------------------------------------------------- */

struct show_options {
	const char *call_id;
	bool json, reveal;
};

static bool
read_show_options(int argc, char **argv, struct show_options *options)
{
	static const struct option known[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "reveal", no_argument, NULL, 'r' },
		{ 0 }
	};
	int c;

	*options = (struct show_options){ 0 };
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'j')
			options->json = true;
		else if (c == 'r')
			options->reveal = true;
		else
			return false;
	}
	if (argc - optind != 1)
		return false;
	options->call_id = argv[optind];
	return true;
}

/* Every member on a line of its own; those of an object as "object.name". */
static void
print_members(const char *prefix, struct json_object *o)
{
	json_object_object_foreach(o, name, value)
	{
		char label[64];

		snprintf(label, sizeof(label), "%s%s", prefix, name);
		if (json_object_is_type(value, json_type_object)) {
			strncat(label, ".", sizeof(label) - strlen(label) - 1);
			print_members(label, value);
			continue;
		}
		printf("%-20s ", label);
		screen_text(value != NULL ? json_object_get_string(value)
		                          : "-");
		putchar('\n');
	}
}

/* What Vapi reported of the call; nothing before it did. */
static void
print_course(const struct course *c)
{
	char started[CLOCK_ISO_BYTES] = "", ended[CLOCK_ISO_BYTES] = "";

	if (c->status == CALL_UNKNOWN)
		return;
	if (c->started_ms != 0)
		clock_iso(c->started_ms, started);
	if (c->ended_ms != 0)
		clock_iso(c->ended_ms, ended);
	printf("\n%-20s %s\n", "course", call_status_name(c->status));
	printf("%-20s ", "ended_reason");
	screen_text(c->ended_reason[0] != '\0' ? c->ended_reason : "-");
	printf("\n%-20s %s\n", "started",
	    started[0] != '\0' ? started : "-");
	printf("%-20s %s\n", "ended", ended[0] != '\0' ? ended : "-");
	printf("%-20s %.4f USD\n", "cost", (double)c->cost_micro_usd / 1e6);
}

static bool
print_event(const struct journal_entry *entry, void *ctx)
{
	char at[CLOCK_ISO_BYTES];

	(void)ctx;
	clock_iso(entry->at_ms, at);
	printf("%s  %-14s ", at, entry->event);
	screen_text(entry->detail);
	if (entry->path[0] != '\0')
		printf("  %s", entry->path);
	putchar('\n');
	return true;
}

static enum store_rc
print_journal(struct store_txn *txn, void *ctx, struct err *err)
{
	const struct show_options *options = ctx;

	return journal_each(txn, options->call_id, print_event, NULL, err);
}

static enum store_rc
print_call(struct ctl *ctl, struct show_options *options,
    const struct session *s, const char *json, struct err *err)
{
	struct json_object *o = json_tokener_parse(json);

	print_members("", o);
	json_object_put(o);
	print_course(&s->course);
	putchar('\n');
	return store_view(ctl->store, print_journal, options, err);
}

enum ctl_exit
call_show_cmd(struct ctl *ctl, int argc, char **argv)
{
	struct show_options options;
	struct strbuf json;
	struct session s;
	struct err err = { "" };
	enum store_rc rc;

	if (!read_show_options(argc, argv, &options))
		return CTL_USAGE;
	strbuf_init(&json);
	rc = call_get(&ctl->calls, options.call_id, &s, &err);
	if (rc == STORE_ABSENT)
		err_write(&err, "%.64s: no such call", options.call_id);
	else if (rc == STORE_OK && !session_show(&s, options.reveal, &json))
		rc = err_set(&err, STORE_FAILED, "out of memory");
	else if (rc == STORE_OK && options.json)
		puts(strbuf_get(&json));
	else if (rc == STORE_OK)
		rc = print_call(ctl, &options, &s, strbuf_get(&json), &err);
	strbuf_clear(&json);
	return rc == STORE_OK ? CTL_OK : ctl_fail(&err);
}
