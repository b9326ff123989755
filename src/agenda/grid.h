/*
 * What an office's hours make of a day: the times at which an appointment may
 * begin, free or not. Pure. Private to this room.
 *
 * A slot begins when an opening does (or at the next multiple of five
 * minutes), and then every slot and buffer; it ends before the opening does.
 * Time is counted as it passes: where the clocks change, an opening is an hour
 * longer or shorter, no slot is in the hour that is not, and each slot of the
 * hour that is twice there is one instant.
 */
#ifndef ACCUEIL_AGENDA_GRID_H
#define ACCUEIL_AGENDA_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agenda/zone.h"
#include "tenants/config.h"

struct grid_span { /* since 1970 UTC; to_ms is outside */
	int64_t from_ms, to_ms;
};

/* grid_day(): the day's openings, in order; returns how many. */
size_t grid_day(const struct resource *resource, const struct zone *zone,
    int32_t day, struct grid_span out[HOURS_SPANS]);

/*
 * grid_next(): the first start of a slot in the opening at ${from_ms} or
 * later, or -1 when there is none left.
 */
int64_t grid_next(const struct resource *resource,
    const struct grid_span *span, int64_t from_ms);

/* grid_has(): does a slot of the resource begin at ${start_ms}? */
bool grid_has(const struct resource *resource, const struct zone *zone,
    int64_t start_ms);

#endif
