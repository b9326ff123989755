/*
 * See zone.h. Of libical only one question is asked, which offset holds at an
 * instant: it has one answer, where a civil time may have two or none.
 */
#include <libical/ical.h>
#include <pthread.h>
#include <string.h>

#include "agenda/zone.h"

#define MINUTE_MS   ((int64_t)60 * 1000)
#define DAY_MINUTES (24 * 60)

/* libical computes a zone's changes as they are asked for, and keeps them in
 * the zone that all threads share. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Or, when ${name} is not known, ${otherwise}(). */
static const struct zone *
builtin(const char *name, icaltimezone *otherwise(void))
{
	icaltimezone *zone;

	pthread_mutex_lock(&lock);
	zone = icaltimezone_get_builtin_timezone(name);
	if (zone == NULL && otherwise != NULL)
		zone = otherwise();
	pthread_mutex_unlock(&lock);
	return (const struct zone *)zone;
}

const struct zone *
zone_get(const char *name)
{
	return builtin(name, icaltimezone_get_utc_timezone);
}

const struct zone *
zone_find(const char *tzid)
{
	const struct zone *zone = NULL;
	const char *slash;

	while (zone == NULL && tzid != NULL && *tzid != '\0') {
		zone = builtin(tzid, NULL);
		slash = strchr(tzid, '/');
		tzid = slash != NULL ? slash + 1 : NULL;
	}
	return zone;
}

icalcomponent *
zone_component(const struct zone *zone, const char *tzid)
{
	icalcomponent *component;

	pthread_mutex_lock(&lock);
	component = icaltimezone_get_component((icaltimezone *)(uintptr_t)zone);
	if (component != NULL)
		component = icalcomponent_new_clone(component);
	pthread_mutex_unlock(&lock);
	if (component != NULL)
		icalproperty_set_tzid(icalcomponent_get_first_property(
		    component, ICAL_TZID_PROPERTY), tzid);
	return component;
}

/* Minutes that the clock is ahead of UTC at ${minute}, counted since 1970. */
static int64_t
offset_at(const struct zone *zone, int64_t minute)
{
	struct icaltimetype utc;
	int seconds;

	pthread_mutex_lock(&lock);
	utc = icaltime_from_timet_with_zone((time_t)(minute * 60), 0,
	    icaltimezone_get_utc_timezone());
	seconds = icaltimezone_get_utc_offset_of_utc_time(
	    (icaltimezone *)(uintptr_t)zone, &utc, NULL);
	pthread_mutex_unlock(&lock);
	return seconds / 60;
}

/* The first whole minute not before ${low} at which the offset is that of
 * ${high}; between the two it changes once. */
static int64_t
change_between(const struct zone *zone, int64_t low, int64_t high)
{
	int64_t after = offset_at(zone, high), middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (offset_at(zone, middle) == after)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static int64_t
floor_minute(int64_t ms)
{
	return ms / MINUTE_MS - (ms % MINUTE_MS < 0);
}

struct civil
zone_civil(const struct zone *zone, int64_t ms)
{
	int64_t minute = floor_minute(ms);
	int64_t shown = minute + offset_at(zone, minute);
	int64_t of_day = (shown % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;

	return (struct civil){ .day = (int32_t)((shown - of_day) / DAY_MINUTES),
		.minute = (int16_t)of_day };
}

/*
 * The instants at which the clock would show a time, by the offset before a
 * change near it and by that after: the same one where there is no change.
 */
struct readings {
	int64_t before, after;          /* in minutes */
	bool before_shows, after_shows; /* does it show that time then? */
};

static struct readings
readings_of(const struct zone *zone, int64_t shown)
{
	struct readings r = {
		.before = shown - offset_at(zone, shown - DAY_MINUTES),
		.after = shown - offset_at(zone, shown + DAY_MINUTES),
	};

	r.before_shows = r.before + offset_at(zone, r.before) == shown;
	r.after_shows = r.after + offset_at(zone, r.after) == shown;
	return r;
}

bool
zone_once(const struct zone *zone, int64_t ms)
{
	int64_t minute = floor_minute(ms);
	struct readings r = readings_of(zone, minute + offset_at(zone, minute));

	return r.before == r.after || !r.before_shows || !r.after_shows;
}

int64_t
zone_instant(const struct zone *zone, int32_t day, int minute)
{
	struct readings r = readings_of(zone,
	    (int64_t)day * DAY_MINUTES + minute);

	if (r.before_shows)
		return r.before * MINUTE_MS;
	if (r.after_shows)
		return r.after * MINUTE_MS;
	return change_between(zone, r.after, r.before) * MINUTE_MS;
}
