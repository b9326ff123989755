/*
 * iCalendar (RFC 5545), by libical: the office's bookings as a feed that its
 * calendar programs subscribe to, and the busy times of a calendar of its own.
 */
#ifndef ACCUEIL_AGENDA_ICS_H
#define ACCUEIL_AGENDA_ICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agenda/zone.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "store/store.h"
#include "tenants/config.h"

/*
 * ics_feed(txn, tenant, from_ms, to_ms, out, err):
 * A calendar of the bookings that stand and begin at ${from_ms} or later and
 * before ${to_ms}, appended to *out: names, reasons and contacts whole, for
 * it is the office's own. The same bookings give the same bytes. Times are in
 * the office's zone, which comes with it, but where the clock shows an hour
 * twice: there, in UTC.
 *
 * Returns  STORE_FAILED too when out of memory.
 */
enum store_rc ics_feed(struct store_txn *txn, const struct tenant *tenant,
    int64_t from_ms, int64_t to_ms, struct strbuf *out, struct err *err);

/* When a calendar says that its owner is busy. */
struct ics_busy {
	struct ics_span {
		int64_t from_ms, to_ms; /* since 1970 UTC; to_ms is outside */
	} *span;
	size_t count, room;
};

/*
 * ics_read(text, zone, now_ms, out, err):
 * The busy times of a calendar, from yesterday to a year from now, with every
 * event that repeats in full.
 *
 * Ignored  events that are TRANSPARENT or CANCELLED, and those of our feed.
 * Zones    by their name in the tz database; ${zone}, the office's, for any
 *          other and for times without one.
 * Owns     the caller: ics_busy_clear(), on false too.
 * Returns  false with the cause in *err for what is no calendar, or repeats
 *          without end.
 */
bool ics_read(const char *text, const struct zone *zone, int64_t now_ms,
    struct ics_busy *out, struct err *err);

void ics_busy_clear(struct ics_busy *busy);

/*
 * ics_import(txn, tenant, resource, busy, err):
 * These times are not offered nor booked any more, instead of those of an
 * earlier import to the resource. What is booked already stays booked.
 */
enum store_rc ics_import(struct store_txn *txn, const struct tenant *tenant,
    const char *resource, const struct ics_busy *busy, struct err *err);

/* What the UIDs of the feed end with, after the booking and the tenant. */
#define ICS_UID_END ".accueil"

#endif
