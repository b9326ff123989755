/* See agenda_cmd.h. The office's own view: names and contacts are whole. */
#include <stdio.h>
#include <string.h>

#include "agenda/booking.h"
#include "agenda/ics.h"
#include "base/clock.h"
#include "ctl/agenda_cmd.h"
#include "ctl/screen.h"
#include "tenants/dates.h"

#define AHEAD_MS ((int64_t)366 * 24 * 3600 * 1000) /* the farthest horizon */
#define CALENDAR_BYTES ((size_t)8 << 20)           /* read at most */

struct work { /* one command under way */
	const struct tenant *tenant;
	const char *resource;
	int64_t now_ms;
	struct strbuf *out;
	const struct ics_busy *busy;
};

static const struct tenant *
find_tenant(const struct ctl *ctl, const char *id, struct err *err)
{
	const struct tenant *tenant = config_tenant(ctl->config, id);

	if (tenant == NULL)
		err_write(err, "%.64s: no such tenant", id);
	else if (tenant->agenda == NO)
		err_write(err, "%.64s: has no agenda (agenda = yes)", id);
	return tenant != NULL && tenant->agenda == YES ? tenant : NULL;
}

static enum store_rc
print_booking(const struct booking *b, void *ctx, struct err *err)
{
	const struct work *w = ctx;
	struct civil at =
	    zone_civil(zone_get(w->tenant->timezone), b->start_ms);
	int year, month, mday;

	(void)err;
	dates_civil(at.day, &year, &month, &mday);
	printf("%04d-%02d-%02d %02d:%02d  %s  ", year, month, mday,
	    at.minute / 60, at.minute % 60, b->id);
	screen_text(b->name);
	printf("  %s  ", b->contact[0] != '\0' ? b->contact : "-");
	screen_text(b->reason[0] != '\0' ? b->reason : "-");
	putchar('\n');
	return STORE_OK;
}

static enum store_rc
list_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	const struct work *w = ctx;

	return booking_between(txn, w->tenant->id, w->now_ms,
	    w->now_ms + AHEAD_MS, print_booking, ctx, err);
}

static enum store_rc
export_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	const struct work *w = ctx;

	strbuf_clear(w->out);
	return ics_feed(txn, w->tenant, w->now_ms, w->now_ms + AHEAD_MS,
	    w->out, err);
}

static enum store_rc
import_fn(struct store_txn *txn, void *ctx, struct err *err)
{
	const struct work *w = ctx;

	return ics_import(txn, w->tenant, w->resource, w->busy, err);
}

enum ctl_exit
agenda_list_cmd(struct ctl *ctl, int argc, char **argv)
{
	struct work w = { .now_ms = clock_now_ms() };
	struct err err = { "" };

	if (argc != 2)
		return CTL_USAGE;
	if ((w.tenant = find_tenant(ctl, argv[1], &err)) == NULL ||
	    store_view(ctl->store, list_fn, &w, &err) != STORE_OK)
		return ctl_fail(&err);
	return CTL_OK;
}

enum ctl_exit
agenda_export_cmd(struct ctl *ctl, int argc, char **argv)
{
	struct strbuf calendar;
	struct work w = { .now_ms = clock_now_ms(), .out = &calendar };
	struct err err = { "" };
	enum ctl_exit rc = CTL_OK;

	if (argc != 2)
		return CTL_USAGE;
	strbuf_init(&calendar);
	if ((w.tenant = find_tenant(ctl, argv[1], &err)) == NULL ||
	    store_view(ctl->store, export_fn, &w, &err) != STORE_OK)
		rc = ctl_fail(&err);
	else
		fputs(strbuf_get(&calendar), stdout);
	strbuf_clear(&calendar);
	return rc;
}

/* Standard input, whole. */
static bool
slurp(struct strbuf *out, struct err *err)
{
	char bytes[8192];
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), stdin)) > 0) {
		strbuf_add(out, bytes, n);
		if (out->len > CALENDAR_BYTES || strbuf_failed(out))
			return err_set(err, false, "the calendar is over %zu "
			    "MB", CALENDAR_BYTES >> 20);
	}
	return true;
}

static bool
has_resource(const struct tenant *tenant, const char *id, struct err *err)
{
	for (size_t i = 0; i < tenant->resources_count; i++) {
		if (strcmp(tenant->resources[i].id, id) == 0)
			return true;
	}
	return err_set(err, false, "%.64s: no such resource", id);
}

static bool
import(struct ctl *ctl, struct work *w, struct ics_busy *busy,
    struct err *err)
{
	struct strbuf text;
	bool ok;

	strbuf_init(&text);
	ok = slurp(&text, err) &&
	    ics_read(strbuf_get(&text), zone_get(w->tenant->timezone),
	        w->now_ms, busy, err);
	strbuf_clear(&text);
	w->busy = busy;
	return ok &&
	    store_update(ctl->store, import_fn, w, err) == STORE_OK;
}

enum ctl_exit
agenda_import_cmd(struct ctl *ctl, int argc, char **argv)
{
	struct work w = { .now_ms = clock_now_ms() };
	struct ics_busy busy = { 0 };
	struct err err = { "" };
	enum ctl_exit rc = CTL_OK;

	if (argc != 2 && argc != 3)
		return CTL_USAGE;
	if ((w.tenant = find_tenant(ctl, argv[1], &err)) == NULL)
		return ctl_fail(&err);
	w.resource = argc == 3 ? argv[2] : w.tenant->resources[0].id;
	if (!has_resource(w.tenant, w.resource, &err) ||
	    !import(ctl, &w, &busy, &err))
		rc = ctl_fail(&err);
	else
		printf("%zu busy times\n", busy.count);
	ics_busy_clear(&busy);
	return rc;
}
