/*
 * Looking for free slots: day by day from now to the horizon, each day's slots
 * as the hours give them, those that the wish does not exclude and nobody has.
 * Of every day the best few are kept, and the answer is dealt from these:
 * first one of each day, then a second.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "agenda/agenda.h"
#include "agenda/grid.h"
#include "agenda/quanta.h"

#define MINUTE_MS   ((int64_t)60 * 1000)
#define NEIGHBOUR_MS (120 * MINUTE_MS) /* of a refused slot */
#define AROUND_MS   (90 * MINUTE_MS)

/* The best slots of one day, the best first. */
struct day {
	int32_t day;
	int64_t aim_ms; /* the wished time; the nearest is the best */
	int64_t from_ms, to_ms; /* a slot may begin: from, and before to */
	struct agenda_slot slot[AGENDA_MOST];
	size_t count;
};

struct search {
	const struct agenda *a;
	const struct zone *zone;
	const struct agenda_wish *wish;
	const struct agenda_slot *refused;
	size_t refused_count;
	int64_t reach_ms; /* from wish->around */
	size_t most;
	struct day days[AGENDA_MOST]; /* those that have slots */
	size_t days_count;
};

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

static bool
day_suits(const struct agenda_wish *wish, int32_t day)
{
	unsigned bit = 1U << dates_weekday(day);

	return (wish->from == 0 || day >= wish->from) &&
	    (wish->to == 0 || day <= wish->to) &&
	    (wish->days == 0 || (wish->days & bit) != 0) &&
	    (wish->not_days & bit) == 0;
}

/* Narrow [from, to) to what begins at ${low} or later, and before ${high}. */
static void
narrow(struct day *day, int64_t low, int64_t high)
{
	if (low > day->from_ms)
		day->from_ms = low;
	if (high < day->to_ms)
		day->to_ms = high;
}

/* The part of the day that the wish is for. */
static struct day
wished_day(const struct search *s, int32_t number)
{
	const struct agenda_wish *wish = s->wish;
	struct day day = { .day = number, .to_ms = INT64_MAX };

	if (wish->after != AGENDA_ANY_TIME)
		narrow(&day, zone_instant(s->zone, number, wish->after),
		    INT64_MAX);
	if (wish->before != AGENDA_ANY_TIME)
		narrow(&day, 0, zone_instant(s->zone, number, wish->before));
	if (wish->around != AGENDA_ANY_TIME) {
		day.aim_ms = zone_instant(s->zone, number, wish->around);
		narrow(&day, day.aim_ms - s->reach_ms,
		    day.aim_ms + s->reach_ms + 1);
	}
	return day;
}

static bool
is_refused(const struct search *s, int32_t day, int64_t start_ms)
{
	const struct agenda_slot *refused = s->refused;

	for (size_t i = 0; i < s->refused_count; i++, refused++) {
		if (distance(refused->start_ms, start_ms) <= NEIGHBOUR_MS &&
		    zone_civil(s->zone, refused->start_ms).day == day)
			return true;
	}
	return false;
}

/*
 * Where a slot at ${start_ms} goes among the day's best; ${most} or more when
 * nowhere: one of another resource is there then, or enough are better.
 */
static size_t
place_of(const struct day *day, int64_t start_ms, size_t most)
{
	size_t i, place = day->count;

	for (i = day->count; i-- > 0;) {
		if (day->slot[i].start_ms == start_ms)
			return most;
		if (distance(day->slot[i].start_ms, day->aim_ms) >
		    distance(start_ms, day->aim_ms))
			place = i;
	}
	return place;
}

static void
insert(const struct search *s, struct day *day, size_t place,
    const struct resource *resource, int64_t start_ms)
{
	struct agenda_slot *slot = &day->slot[place];
	size_t behind = day->count - place;

	if (day->count == s->most)
		behind--; /* the last falls off */
	else
		day->count++;
	memmove(slot + 1, slot, behind * sizeof(*slot));
	*slot = (struct agenda_slot){ .start_ms = start_ms,
		.length_ms = resource->slot_ms,
		.at = zone_civil(s->zone, start_ms) };
	snprintf(slot->resource, sizeof(slot->resource), "%s", resource->id);
}

/* The slot goes among the day's best if it is one of these and free. */
static enum store_rc
try_slot(const struct search *s, struct day *day,
    const struct resource *resource, int64_t start_ms, struct err *err)
{
	const struct agenda *a = s->a;
	struct quanta_claim claim = { .call_id = a->call_id, .booking_id = "",
		.now_ms = a->now_ms };
	size_t place = place_of(day, start_ms, s->most);
	struct quanta q;
	enum store_rc rc;
	bool all_free;

	if (place >= s->most || is_refused(s, day->day, start_ms))
		return STORE_OK;
	q = quanta_of(a->tenant->id, resource->id, start_ms,
	    resource->slot_ms + resource->buffer_ms);
	rc = quanta_free(a->txn, &q, &claim, &all_free, err);
	if (rc == STORE_OK && all_free)
		insert(s, day, place, resource, start_ms);
	return rc;
}

static enum store_rc
search_resource(const struct search *s, struct day *day,
    const struct resource *resource, struct err *err)
{
	struct grid_span span[HOURS_SPANS];
	struct day bounds = *day;
	enum store_rc rc = STORE_OK;
	size_t count = grid_day(resource, s->zone, day->day, span);
	int64_t at;

	narrow(&bounds, s->a->now_ms + resource->notice_ms,
	    s->a->now_ms + resource->horizon_ms + 1);
	for (size_t i = 0; i < count && rc == STORE_OK; i++) {
		at = grid_next(resource, &span[i], bounds.from_ms);
		while (at >= 0 && at < bounds.to_ms && rc == STORE_OK) {
			rc = try_slot(s, day, resource, at, err);
			at = grid_next(resource, &span[i], at + 1);
		}
	}
	return rc;
}

static bool
resource_suits(const struct agenda_wish *wish, const struct resource *resource)
{
	return wish->resource == NULL ||
	    strcmp(wish->resource, resource->id) == 0;
}

static enum store_rc
search_day(struct search *s, int32_t number, struct err *err)
{
	const struct resource *resource = s->a->tenant->resources;
	size_t left = s->a->tenant->resources_count;
	struct day day = wished_day(s, number);
	enum store_rc rc = STORE_OK;

	for (; left > 0 && rc == STORE_OK; left--, resource++) {
		if (resource_suits(s->wish, resource))
			rc = search_resource(s, &day, resource, err);
	}
	if (day.count > 0)
		s->days[s->days_count++] = day;
	return rc;
}

static bool
has_enough(const struct search *s)
{
	size_t slots = 0;

	for (size_t i = 0; i < s->days_count; i++)
		slots += s->days[i].count;
	return s->days_count == s->most ||
	    (s->wish->soonest && slots >= s->most);
}

static enum store_rc
search_days(struct search *s, struct err *err)
{
	const struct tenant *tenant = s->a->tenant;
	int32_t day = zone_civil(s->zone, s->a->now_ms).day, last;
	int64_t horizon_ms = 0;
	enum store_rc rc = STORE_OK;

	for (size_t i = 0; i < tenant->resources_count; i++) {
		if (tenant->resources[i].horizon_ms > horizon_ms)
			horizon_ms = tenant->resources[i].horizon_ms;
	}
	last = zone_civil(s->zone, s->a->now_ms + horizon_ms).day;
	s->days_count = 0;
	for (; day <= last && rc == STORE_OK && !has_enough(s); day++) {
		if (day_suits(s->wish, day))
			rc = search_day(s, day, err);
	}
	return rc;
}

/* Into ${out}, which stays in the order of time. */
static void
put_in_order(const struct agenda_slot *slot, struct agenda_slot *out,
    size_t *count)
{
	size_t i;

	for (i = (*count)++; i > 0 && out[i - 1].start_ms > slot->start_ms; i--)
		out[i] = out[i - 1];
	out[i] = *slot;
}

/* The best slot of each day, then the second; for the soonest, all of a day
 * before the next. */
static size_t
deal(const struct search *s, struct agenda_slot *out)
{
	size_t hand = s->wish->soonest ? s->most : 1, count = 0;
	size_t dealt, rank, i;

	for (dealt = 0; dealt < s->most; dealt += hand) {
		for (i = 0; i < s->days_count; i++) {
			for (rank = dealt; rank < dealt + hand &&
			     rank < s->days[i].count && count < s->most; rank++)
				put_in_order(&s->days[i].slot[rank], out,
				    &count);
		}
	}
	return count;
}

enum store_rc
agenda_free(const struct agenda *a, const struct agenda_wish *wish,
    const struct agenda_slot *refused, size_t refused_count,
    struct agenda_slot out[AGENDA_MOST], size_t most, size_t *count,
    struct err *err)
{
	struct search s = { .a = a, .zone = zone_get(a->tenant->timezone),
		.wish = wish, .refused = refused,
		.refused_count = refused_count, .most = most };
	enum store_rc rc;

	assert(most > 0 && most <= AGENDA_MOST);
	s.reach_ms = wish->around_exact ? 0 : AROUND_MS;
	rc = search_days(&s, err);
	if (rc == STORE_OK && s.days_count == 0 && s.reach_ms == 0) {
		s.reach_ms = AROUND_MS;
		rc = search_days(&s, err);
	}
	*count = rc == STORE_OK ? deal(&s, out) : 0;
	return rc;
}
