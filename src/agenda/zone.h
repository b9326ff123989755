/*
 * The clock on an office's wall, between instants and civil time: libical's
 * time zones, which are the system's. The one part of the room where a zone
 * is asked anything.
 */
#ifndef ACCUEIL_AGENDA_ZONE_H
#define ACCUEIL_AGENDA_ZONE_H

#include <stdbool.h>
#include <stdint.h>

struct zone; /* opaque; libical keeps it as long as the process lives */

/* What the clock on the wall and the calendar beside it show. */
struct civil {
	int32_t day;    /* since 1970-01-01, see tenants/dates.h */
	int16_t minute; /* of that day, 0..1439 */
};

/*
 * zone_get(name): by its name in the tz database; UTC when this machine knows
 * none of that name, which the configuration does not let through.
 * Thread-safe, as are the others.
 */
const struct zone *zone_get(const char *name);

/*
 * zone_find(tzid): as calendars name it, which may put a path before the name
 * ("/mozilla.org/20070129_1/Europe/Paris"); NULL when none is known.
 */
const struct zone *zone_find(const char *tzid);

/*
 * zone_component(zone, tzid): its VTIMEZONE under this name, the caller's, who
 * gives it to a calendar or frees it; NULL for UTC, which needs none.
 */
struct icalcomponent_impl *zone_component(const struct zone *zone,
    const char *tzid);

/* zone_civil(zone, ms): what the clock shows then. */
struct civil zone_civil(const struct zone *zone, int64_t ms);

/* zone_once(zone, ms): is this the only instant at which the clock shows what
 * it shows then? */
bool zone_once(const struct zone *zone, int64_t ms);

/*
 * zone_instant(zone, day, minute): the first instant, in ms, at which the
 * clock shows that; in the hour that a day lacks, the instant of the change.
 * ${minute} may be 1440, the end of the day.
 */
int64_t zone_instant(const struct zone *zone, int32_t day, int minute);

#endif
