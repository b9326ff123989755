/*
 * See ics.h: bookings to a calendar, which libical writes, folds and escapes;
 * and busy times to the store.
 */
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "agenda/booking.h"
#include "agenda/ics.h"
#include "agenda/quanta.h"

struct feed {
	const struct tenant *tenant;
	const struct zone *zone;
	icalcomponent *calendar;
};

/* Spoken words may hold anything; a calendar is lines. */
static void
add_clean(struct strbuf *out, const char *text)
{
	for (; *text != '\0'; text++)
		strbuf_putc(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

/* Those of the three texts that are not empty, with ${separator} between. */
static void
join(struct strbuf *out, const char *separator, const char *const texts[3])
{
	for (size_t i = 0; i < 3; i++) {
		if (texts[i][0] != '\0' && out->len > 0)
			strbuf_puts(out, separator);
		add_clean(out, texts[i]);
	}
}

/* A property of text, when there is any. */
static void
add_text(icalcomponent *event, icalproperty *make(const char *text),
    const char *separator, const char *const texts[3])
{
	struct strbuf sb;

	strbuf_init(&sb);
	join(&sb, separator, texts);
	if (sb.len > 0)
		icalcomponent_add_property(event, make(strbuf_get(&sb)));
	strbuf_clear(&sb);
}

static struct icaltimetype
utc_time(int64_t ms)
{
	return icaltime_from_timet_with_zone((time_t)(ms / 1000), 0,
	    icaltimezone_get_utc_timezone());
}

/* As the clock on the wall shows it, when that says which instant it is:
 * programs do not agree on which of two hours is meant. */
static void
add_time(const struct feed *feed, icalcomponent *event,
    icalproperty *make(struct icaltimetype time), int64_t ms)
{
	struct civil civil = zone_civil(feed->zone, ms);
	struct icaltimetype time = icaltime_null_time();
	icalproperty *property;

	if (!zone_once(feed->zone, ms)) {
		icalcomponent_add_property(event, make(utc_time(ms)));
		return;
	}
	dates_civil(civil.day, &time.year, &time.month, &time.day);
	time.hour = civil.minute / 60;
	time.minute = civil.minute % 60;
	property = make(time);
	icalproperty_add_parameter(property,
	    icalparameter_new_tzid(feed->tenant->timezone));
	icalcomponent_add_property(event, property);
}

static const char *
resource_name(const struct tenant *tenant, const char *id)
{
	for (size_t i = 0; i < tenant->resources_count; i++) {
		if (strcmp(tenant->resources[i].id, id) == 0 &&
		    tenant->resources[i].name != NULL)
			return tenant->resources[i].name;
	}
	return id;
}

static enum store_rc
add_event(const struct booking *b, void *ctx, struct err *err)
{
	const struct feed *feed = ctx;
	icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
	struct strbuf uid;

	(void)err;
	strbuf_init(&uid);
	strbuf_printf(&uid, "%s@%s" ICS_UID_END, b->id, feed->tenant->id);
	icalcomponent_add_property(event,
	    icalproperty_new_uid(strbuf_get(&uid)));
	strbuf_clear(&uid);
	icalcomponent_add_property(event,
	    icalproperty_new_dtstamp(utc_time(b->created_ms)));
	icalcomponent_add_property(event,
	    icalproperty_new_sequence((int)b->revision));
	add_time(feed, event, icalproperty_new_dtstart, b->start_ms);
	add_time(feed, event, icalproperty_new_dtend,
	    b->start_ms + b->length_ms);
	add_text(event, icalproperty_new_summary, ", ",
	    (const char *const[3]){ b->name, b->reason, "" });
	add_text(event, icalproperty_new_description, "\n",
	    (const char *const[3]){ b->reason, b->contact, b->id });
	add_text(event, icalproperty_new_location, "", (const char *const[3]){
	    resource_name(feed->tenant, b->resource), "", "" });
	icalcomponent_add_component(feed->calendar, event);
	return STORE_OK;
}

/* The calendar's own name, by the word that programs look at. */
static void
add_name(icalcomponent *calendar, const char *name)
{
	icalproperty *property = icalproperty_new_x(name);

	icalproperty_set_x_name(property, "X-WR-CALNAME");
	icalcomponent_add_property(calendar, property);
}

static void
begin_calendar(struct feed *feed)
{
	icalcomponent *zone = zone_component(feed->zone,
	    feed->tenant->timezone);

	icalcomponent_add_property(feed->calendar,
	    icalproperty_new_version("2.0"));
	icalcomponent_add_property(feed->calendar,
	    icalproperty_new_prodid("-//accueil//agenda//FR"));
	add_name(feed->calendar, feed->tenant->name);
	if (zone != NULL)
		icalcomponent_add_component(feed->calendar, zone);
}

static enum store_rc
write_calendar(icalcomponent *calendar, struct strbuf *out, struct err *err)
{
	char *text = icalcomponent_as_ical_string_r(calendar);

	if (text != NULL)
		strbuf_puts(out, text);
	icalmemory_free_buffer(text);
	if (text == NULL || strbuf_failed(out))
		return err_set(err, STORE_FAILED, "calendar: out of memory");
	return STORE_OK;
}

enum store_rc
ics_feed(struct store_txn *txn, const struct tenant *tenant, int64_t from_ms,
    int64_t to_ms, struct strbuf *out, struct err *err)
{
	struct feed feed = { .tenant = tenant,
		.zone = zone_get(tenant->timezone),
		.calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) };
	enum store_rc rc;

	if (feed.calendar == NULL)
		return err_set(err, STORE_FAILED, "calendar: out of memory");
	begin_calendar(&feed);
	rc = booking_between(txn, tenant->id, from_ms, to_ms, add_event, &feed,
	    err);
	if (rc == STORE_OK)
		rc = write_calendar(feed.calendar, out, err);
	icalcomponent_free(feed.calendar);
	return rc;
}

enum store_rc
ics_import(struct store_txn *txn, const struct tenant *tenant,
    const char *resource, const struct ics_busy *busy, struct err *err)
{
	enum store_rc rc = quanta_clear_busy(txn, tenant->id, resource, err);
	struct quanta q;

	for (size_t i = 0; rc == STORE_OK && i < busy->count; i++) {
		q = quanta_of(tenant->id, resource, busy->span[i].from_ms,
		    busy->span[i].to_ms - busy->span[i].from_ms);
		rc = quanta_mark_busy(txn, &q, err);
	}
	return rc;
}
