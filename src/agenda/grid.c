/* See grid.h. */
#include "agenda/grid.h"
#include "agenda/quanta.h"

static bool
is_closed(const struct resource *resource, int32_t day)
{
	const struct dates_span *closure = resource->closures;

	for (size_t i = 0; i < resource->closures_count; i++, closure++) {
		if (day >= closure->from && day <= closure->to)
			return true;
	}
	return false;
}

/* The openings that hold on that day; returns how many. */
static size_t
openings(const struct resource *resource, int32_t day,
    const struct hours_span **out)
{
	const struct dates_exception *exception = resource->exceptions;
	int weekday = dates_weekday(day);

	for (size_t i = 0; i < resource->exceptions_count; i++, exception++) {
		*out = exception->span;
		if (exception->day == day)
			return exception->count;
	}
	*out = resource->hours.span[weekday];
	return is_closed(resource, day) ? 0 : resource->hours.count[weekday];
}

size_t
grid_day(const struct resource *resource, const struct zone *zone,
    int32_t day, struct grid_span out[HOURS_SPANS])
{
	const struct hours_span *span;
	size_t count = openings(resource, day, &span);

	for (size_t i = 0; i < count; i++) {
		out[i].from_ms = zone_instant(zone, day, span[i].from);
		out[i].to_ms = zone_instant(zone, day, span[i].to);
	}
	return count;
}

static int64_t
round_up(int64_t n, int64_t step)
{
	return (n + step - 1) / step * step;
}

int64_t
grid_next(const struct resource *resource, const struct grid_span *span,
    int64_t from_ms)
{
	int64_t step = resource->slot_ms + resource->buffer_ms;
	int64_t start = round_up(span->from_ms, QUANTUM_MS);

	if (from_ms > start)
		start += round_up(from_ms - start, step);
	return start + resource->slot_ms <= span->to_ms ? start : -1;
}

bool
grid_has(const struct resource *resource, const struct zone *zone,
    int64_t start_ms)
{
	struct grid_span span[HOURS_SPANS];
	size_t count = grid_day(resource, zone,
	    zone_civil(zone, start_ms).day, span);

	for (size_t i = 0; i < count; i++) {
		if (start_ms >= span[i].from_ms && start_ms < span[i].to_ms)
			return grid_next(resource, &span[i], start_ms) ==
			    start_ms;
	}
	return false;
}
