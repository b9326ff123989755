/*
 * See ics.h: a calendar to busy times. libical reads the text and expands the
 * rules, all in civil time; which instants these are is zone.c's business, so
 * that a weekly event keeps its hour when the clocks change.
 */
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "agenda/ics.h"
#include "tenants/dates.h"

#define DAY_MS   ((int64_t)24 * 60 * 60 * 1000)
#define AHEAD_MS (366 * DAY_MS)
#define REPEATS  100000 /* of one event, from its first */

/* An event that is in the place of a repeated one's. */
struct replacing {
	const char *uid; /* the same; borrowed from the component */
	icalcomponent *component;
};

struct reader {
	const struct zone *zone; /* the office's */
	struct replacing *replacing;
	size_t replacing_count;
	int64_t from_ms, to_ms;  /* what is busy outside does not matter */
	struct ics_busy *busy;
};

/* An event: the first time, and how long each lasts. */
struct event {
	icalcomponent *component;
	const struct zone *zone;
	struct icaltimetype start;
	int64_t length_ms; /* when it is not of whole days */
	int32_t days;      /* when it is; else 0 */
};

static int32_t
day_of(struct icaltimetype t)
{
	return dates_day(t.year, t.month, t.day);
}

static int64_t
instant_of(const struct zone *zone, struct icaltimetype t)
{
	int minute = t.is_date ? 0 : t.hour * 60 + t.minute;

	return zone_instant(zone, day_of(t), minute);
}

static struct icaltimetype
civil_time(const struct zone *zone, int64_t ms)
{
	struct icaltimetype t = icaltime_null_time();
	struct civil civil = zone_civil(zone, ms);

	dates_civil(civil.day, &t.year, &t.month, &t.day);
	t.hour = civil.minute / 60;
	t.minute = civil.minute % 60;
	return t;
}

static const struct zone *
zone_of(const struct reader *r, icalproperty *property,
    struct icaltimetype t)
{
	icalparameter *tzid = icalproperty_get_first_parameter(property,
	    ICAL_TZID_PARAMETER);
	const struct zone *zone = NULL;

	if (icaltime_is_utc(t))
		return zone_get("UTC");
	if (tzid != NULL)
		zone = zone_find(icalparameter_get_tzid(tzid));
	return zone != NULL ? zone : r->zone;
}

/* A property that is one time, as DTSTART and EXDATE are. */
static struct icaltimetype
time_of(icalproperty *property)
{
	icalvalue *value = icalproperty_get_value(property);

	switch (icalvalue_isa(value)) {
	case ICAL_DATE_VALUE:
		return icalvalue_get_date(value);
	case ICAL_DATETIME_VALUE:
		return icalvalue_get_datetime(value);
	case ICAL_DATETIMEPERIOD_VALUE:
		return icalvalue_get_datetimeperiod(value).time;
	default:
		return icaltime_null_time();
	}
}

/* Is ${ms} one of the component's times of that kind? */
static bool
has_time(const struct reader *r, icalcomponent *component,
    icalproperty_kind kind, int64_t ms)
{
	icalproperty *p = icalcomponent_get_first_property(component, kind);
	struct icaltimetype t;

	while (p != NULL) {
		t = time_of(p);
		if (!icaltime_is_null_time(t) &&
		    instant_of(zone_of(r, p, t), t) == ms)
			return true;
		p = icalcomponent_get_next_property(component, kind);
	}
	return false;
}

static const char *
uid_of(icalcomponent *component)
{
	const char *uid = icalcomponent_get_uid(component);

	return uid != NULL ? uid : "";
}

/* Does an event of its own replace this one that a rule gives? */
static bool
is_replaced(const struct reader *r, const struct event *event, int64_t ms)
{
	const char *uid = uid_of(event->component);

	for (size_t i = 0; i < r->replacing_count; i++) {
		if (strcmp(r->replacing[i].uid, uid) == 0 &&
		    has_time(r, r->replacing[i].component,
			ICAL_RECURRENCEID_PROPERTY, ms))
			return true;
	}
	return false;
}

static bool
add(struct ics_busy *busy, int64_t from_ms, int64_t to_ms, struct err *err)
{
	size_t room = busy->room > 0 ? busy->room * 2 : 64;
	struct ics_span *span = busy->span;

	if (busy->count == busy->room) {
		span = reallocarray(span, room, sizeof(*span));
		if (span == NULL)
			return err_set(err, false, "out of memory");
		busy->span = span;
		busy->room = room;
	}
	span[busy->count++] = (struct ics_span){ from_ms, to_ms };
	return true;
}

static bool
mark(struct reader *r, const struct event *event, int64_t start_ms,
    struct err *err)
{
	int64_t end_ms = start_ms + event->length_ms;

	if (event->days > 0)
		end_ms = zone_instant(event->zone, event->days +
		    zone_civil(event->zone, start_ms).day, 0);
	if (start_ms < r->from_ms)
		start_ms = r->from_ms;
	if (end_ms > r->to_ms)
		end_ms = r->to_ms;
	return start_ms >= end_ms || add(r->busy, start_ms, end_ms, err);
}

/* One of those that a rule gives. */
static bool
mark_repeat(struct reader *r, const struct event *event, int64_t start_ms,
    struct err *err)
{
	if (has_time(r, event->component, ICAL_EXDATE_PROPERTY, start_ms) ||
	    is_replaced(r, event, start_ms))
		return true;
	return mark(r, event, start_ms, err);
}

/* A rule is expanded in civil time, and ends at an instant of UTC, or with a
 * day. */
static struct icalrecurrencetype
civil_rule(const struct event *event, icalproperty *property)
{
	struct icalrecurrencetype rule = icalproperty_get_rrule(property);

	if (icaltime_is_utc(rule.until)) {
		rule.until = civil_time(event->zone,
		    instant_of(zone_get("UTC"), rule.until));
	} else if (rule.until.is_date && !event->start.is_date) {
		rule.until.is_date = 0;
		rule.until.hour = 23;
		rule.until.minute = 59;
	}
	return rule;
}

static bool
mark_rule(struct reader *r, const struct event *event,
    icalproperty *property, struct err *err)
{
	icalrecur_iterator *at = icalrecur_iterator_new(
	    civil_rule(event, property), event->start);
	struct icaltimetype t;
	int64_t ms = 0;
	bool ok = true;
	int n = 0;

	if (at == NULL)
		return err_set(err, false,
		    "an event repeats in a way that cannot be read");
	while (ok && ms < r->to_ms && n++ < REPEATS &&
	    !icaltime_is_null_time(t = icalrecur_iterator_next(at))) {
		ms = instant_of(event->zone, t);
		if (ms + event->length_ms + event->days * DAY_MS + DAY_MS >
		    r->from_ms && ms < r->to_ms)
			ok = mark_repeat(r, event, ms, err);
	}
	icalrecur_iterator_free(at);
	if (n > REPEATS)
		ok = err_set(err, false, "an event repeats too often");
	return ok;
}

/* The component itself remembers where a walk along its properties is: what
 * is walked while others are looked at is counted from the start. */
static icalproperty *
nth_property(icalcomponent *component, icalproperty_kind kind, int n)
{
	icalproperty *p = icalcomponent_get_first_property(component, kind);

	for (; p != NULL && n > 0; n--)
		p = icalcomponent_get_next_property(component, kind);
	return p;
}

/* Its times: those that a rule gives, or the only one; and more of them. */
static bool
mark_event(struct reader *r, const struct event *event, struct err *err)
{
	icalcomponent *c = event->component;
	icalproperty *rule = icalcomponent_get_first_property(c,
	    ICAL_RRULE_PROPERTY);
	struct icaltimetype t;
	icalproperty *p;
	bool ok;

	if (rule != NULL)
		ok = mark_rule(r, event, rule, err);
	else
		ok = mark(r, event, instant_of(event->zone, event->start),
		    err);
	for (int i = 0; ok &&
	     (p = nth_property(c, ICAL_RDATE_PROPERTY, i)) != NULL; i++) {
		t = time_of(p);
		if (!icaltime_is_null_time(t))
			ok = mark_repeat(r, event,
			    instant_of(zone_of(r, p, t), t), err);
	}
	return ok;
}

/* How long it lasts: to DTEND, for DURATION, or a day that is whole. */
static void
measure(const struct reader *r, struct event *event)
{
	icalproperty *end = icalcomponent_get_first_property(event->component,
	    ICAL_DTEND_PROPERTY);
	icalproperty *duration = icalcomponent_get_first_property(
	    event->component, ICAL_DURATION_PROPERTY);
	int64_t start_ms = instant_of(event->zone, event->start);
	struct icaltimetype t = icaltime_null_time();

	if (end != NULL)
		t = time_of(end);
	if (event->start.is_date && !icaltime_is_null_time(t))
		event->days = day_of(t) - day_of(event->start);
	else if (!icaltime_is_null_time(t))
		event->length_ms = instant_of(zone_of(r, end, t), t) -
		    start_ms;
	else if (duration != NULL)
		event->length_ms = (int64_t)1000 * icaldurationtype_as_int(
		    icalproperty_get_duration(duration));
	else if (event->start.is_date)
		event->days = 1;
}

static bool
is_ours(const char *uid)
{
	size_t len = strlen(uid), end = strlen(ICS_UID_END);

	return len > end && strcmp(uid + len - end, ICS_UID_END) == 0;
}

static bool
is_busy(icalcomponent *component)
{
	icalproperty *transparency = icalcomponent_get_first_property(
	    component, ICAL_TRANSP_PROPERTY);

	return (transparency == NULL || icalproperty_get_transp(transparency)
	    != ICAL_TRANSP_TRANSPARENT) &&
	    icalcomponent_get_status(component) != ICAL_STATUS_CANCELLED &&
	    !is_ours(uid_of(component));
}

static bool
read_event(struct reader *r, icalcomponent *component, struct err *err)
{
	struct event event = { .component = component };
	icalproperty *start = icalcomponent_get_first_property(component,
	    ICAL_DTSTART_PROPERTY);

	if (start == NULL || !is_busy(component))
		return true;
	event.start = time_of(start);
	if (icaltime_is_null_time(event.start))
		return true;
	event.zone = zone_of(r, start, event.start);
	event.start.zone = NULL; /* civil from here on */
	measure(r, &event);
	return mark_event(r, &event, err);
}

/* The event after ${last}, or the first where that is NULL; NULL at the end. */
static icalcomponent *
next_event(icalcomponent *calendar, icalcomponent *last)
{
	return last == NULL
	    ? icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT)
	    : icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
}

static bool
collect_replacing(struct reader *r, icalcomponent *calendar, struct err *err)
{
	int events = icalcomponent_count_components(calendar,
	    ICAL_VEVENT_COMPONENT);
	icalcomponent *c = NULL;

	r->replacing = calloc((size_t)events + 1, sizeof(*r->replacing));
	if (r->replacing == NULL)
		return err_set(err, false, "out of memory");
	while ((c = next_event(calendar, c)) != NULL) {
		if (icalcomponent_get_first_property(c,
			ICAL_RECURRENCEID_PROPERTY) != NULL)
			r->replacing[r->replacing_count++] =
			    (struct replacing){ uid_of(c), c };
	}
	return true;
}

static bool
read_calendar(struct reader *r, icalcomponent *calendar, struct err *err)
{
	bool ok = collect_replacing(r, calendar, err);
	icalcomponent *c = NULL;

	while (ok && (c = next_event(calendar, c)) != NULL)
		ok = read_event(r, c, err);
	free(r->replacing);
	return ok;
}

bool
ics_read(const char *text, const struct zone *zone, int64_t now_ms,
    struct ics_busy *out, struct err *err)
{
	struct reader r = { .zone = zone, .from_ms = now_ms - DAY_MS,
		.to_ms = now_ms + AHEAD_MS, .busy = out };
	icalcomponent *calendar = icalparser_parse_string(text);
	bool ok;

	*out = (struct ics_busy){ .count = 0 };
	if (calendar == NULL)
		return err_set(err, false, "is no iCalendar");
	ok = icalcomponent_isa(calendar) == ICAL_VCALENDAR_COMPONENT
	    ? read_calendar(&r, calendar, err)
	    : err_set(err, false, "is no iCalendar");
	icalcomponent_free(calendar);
	return ok;
}

void
ics_busy_clear(struct ics_busy *busy)
{
	free(busy->span);
	*busy = (struct ics_busy){ .count = 0 };
}
