/*
 * See agenda.h. Every change of a booking's time is settle(): is the new time
 * free, leave the old one, take the new one, keep the record.
 */
#include <string.h>

#include "agenda/agenda.h"
#include "agenda/grid.h"
#include "agenda/quanta.h"

/* An offer may be taken that long after its notice is too short: the caller
 * has given a name and a number meanwhile. */
#define TALK_MS ((int64_t)15 * 60 * 1000)

static const struct resource *
find_resource(const struct tenant *tenant, const char *id)
{
	for (size_t i = 0; i < tenant->resources_count; i++) {
		if (strcmp(tenant->resources[i].id, id) == 0)
			return &tenant->resources[i];
	}
	return NULL;
}

/* The resource of a slot that may be booked now; NULL when it may not. */
static const struct resource *
bookable(const struct agenda *a, const struct agenda_slot *slot)
{
	const struct resource *r = find_resource(a->tenant, slot->resource);
	int64_t ahead_ms = slot->start_ms - a->now_ms;

	if (r == NULL || ahead_ms < 0 || ahead_ms < r->notice_ms - TALK_MS ||
	    ahead_ms > r->horizon_ms)
		return NULL;
	return grid_has(r, zone_get(a->tenant->timezone), slot->start_ms)
	    ? r : NULL;
}

/* --- Holds ---------------------------------------------------------------- */

static enum store_rc
hold_one(const struct agenda *a, const struct agenda_slot *slot,
    enum agenda_outcome *outcome, struct err *err)
{
	const struct quanta_claim claim = { .call_id = a->call_id,
		.booking_id = "", .now_ms = a->now_ms,
		.until_ms = a->now_ms + AGENDA_HOLD_MS };
	const struct resource *r = bookable(a, slot);
	struct quanta q;
	enum store_rc rc;
	bool taken;

	*outcome = AGENDA_CLOSED;
	if (r == NULL)
		return STORE_OK;
	q = quanta_of(a->tenant->id, r->id, slot->start_ms,
	    r->slot_ms + r->buffer_ms);
	rc = quanta_take(a->txn, &q, &claim, &taken, err);
	*outcome = taken ? AGENDA_DONE : AGENDA_TAKEN;
	return rc;
}

enum store_rc
agenda_hold(const struct agenda *a, const struct agenda_slot *slots,
    size_t count, enum agenda_outcome *outcome, struct err *err)
{
	enum store_rc rc = agenda_release(a, err);

	*outcome = AGENDA_DONE;
	for (; rc == STORE_OK && *outcome == AGENDA_DONE && count > 0; count--)
		rc = hold_one(a, slots++, outcome, err);
	if (rc == STORE_OK && *outcome != AGENDA_DONE)
		rc = agenda_release(a, err);
	return rc;
}

enum store_rc
agenda_release(const struct agenda *a, struct err *err)
{
	return quanta_release(a->txn, a->call_id, err);
}

/* --- Bookings ------------------------------------------------------------- */

static struct quanta
quanta_of_booking(const struct agenda *a, const struct booking *b)
{
	return quanta_of(a->tenant->id, b->resource, b->start_ms,
	    b->length_ms + b->buffer_ms);
}

static struct quanta_claim
claim_of(const struct agenda *a, const struct booking *b)
{
	return (struct quanta_claim){ .call_id = a->call_id,
		.booking_id = b->id, .now_ms = a->now_ms };
}

/* Its time is free again, when it stood. */
static enum store_rc
leave(const struct agenda *a, const struct booking *b, struct err *err)
{
	const struct quanta_claim claim = claim_of(a, b);
	const struct quanta q = quanta_of_booking(a, b);

	return b->cancelled_ms == 0 ? quanta_leave(a->txn, &q, &claim, err)
				    : STORE_OK;
}

/*
 * ${is} takes its time, instead of that of ${was} (NULL: it is new), and is
 * kept. AGENDA_TAKEN, and nothing changed, when somebody else has it.
 */
static enum store_rc
settle(const struct agenda *a, const struct booking *was,
    const struct booking *is, enum agenda_outcome *outcome, struct err *err)
{
	const struct quanta_claim claim = claim_of(a, is);
	const struct quanta q = quanta_of_booking(a, is);
	enum store_rc rc;
	bool ok;

	rc = quanta_free(a->txn, &q, &claim, &ok, err);
	*outcome = ok ? AGENDA_DONE : AGENDA_TAKEN;
	if (rc != STORE_OK || !ok)
		return rc;
	if (was != NULL && (rc = leave(a, was, err)) != STORE_OK)
		return rc;
	if ((rc = quanta_take(a->txn, &q, &claim, &ok, err)) != STORE_OK)
		return rc;
	if ((rc = agenda_release(a, err)) != STORE_OK)
		return rc;
	return booking_save(a->txn, a->tenant->id, was, is, err);
}

/* The booking that the call has for this very slot. */
struct same {
	const struct agenda_slot *slot;
	struct booking *out;
};

static enum store_rc
take_same(const struct booking *b, void *ctx, struct err *err)
{
	const struct same *same = ctx;

	(void)err;
	if (b->start_ms != same->slot->start_ms ||
	    strcmp(b->resource, same->slot->resource) != 0)
		return STORE_OK;
	*same->out = *b;
	return STORE_REFUSED; /* found: no need to look further */
}

static bool
copy(char *out, size_t size, const char *in)
{
	size_t len = strlen(in);

	if (len < size)
		memcpy(out, in, len + 1);
	return len < size;
}

#define COPY(field, in) copy((field), sizeof(field), (in))

static bool
describe(const struct agenda *a, const struct agenda_who *who,
    struct booking *b)
{
	return COPY(b->name, who->name) && COPY(b->name_key, who->name_key) &&
	    COPY(b->contact, who->contact) && COPY(b->reason, who->reason) &&
	    COPY(b->call_id, a->call_id);
}

/* ${b} is for that slot, of which ${r} says how long it is. */
static void
set_time(struct booking *b, const struct resource *r, int64_t start_ms)
{
	(void)COPY(b->resource, r->id);
	b->start_ms = start_ms;
	b->length_ms = r->slot_ms;
	b->buffer_ms = r->buffer_ms;
}

enum store_rc
agenda_book(const struct agenda *a, const struct agenda_slot *slot,
    const struct agenda_who *who, enum agenda_outcome *outcome,
    struct booking *out, struct err *err)
{
	const struct resource *r = bookable(a, slot);
	struct same same = { .slot = slot, .out = out };
	enum store_rc rc;

	*outcome = AGENDA_DONE;
	rc = booking_of_call(a->txn, a->tenant->id, a->call_id, take_same,
	    &same, err);
	if (rc != STORE_OK)
		return rc == STORE_REFUSED ? STORE_OK : rc;
	*outcome = AGENDA_CLOSED;
	if (r == NULL)
		return STORE_OK;
	*out = (struct booking){ .created_ms = a->now_ms };
	set_time(out, r, slot->start_ms);
	if (!describe(a, who, out))
		return err_set(err, STORE_FAILED, "booking: a text too long");
	rc = booking_new_id(a->txn, a->tenant->id, out->id, err);
	return rc == STORE_OK ? settle(a, NULL, out, outcome, err) : rc;
}

/* The booking ${id} into both; AGENDA_ABSENT when there is none. */
static enum store_rc
find(const struct agenda *a, const char *id, struct booking *was,
    struct booking *is, enum agenda_outcome *outcome, struct err *err)
{
	enum store_rc rc = booking_get(a->txn, a->tenant->id, id, was, err);

	*outcome = rc == STORE_OK ? AGENDA_DONE : AGENDA_ABSENT;
	if (rc == STORE_OK)
		*is = *was;
	return rc == STORE_ABSENT ? STORE_OK : rc;
}

/* The same, when it stands. */
static enum store_rc
find_standing(const struct agenda *a, const char *id, struct booking *was,
    struct booking *is, enum agenda_outcome *outcome, struct err *err)
{
	enum store_rc rc = find(a, id, was, is, outcome, err);

	if (*outcome == AGENDA_DONE && was->cancelled_ms != 0)
		*outcome = AGENDA_ABSENT;
	return rc;
}

enum store_rc
agenda_move(const struct agenda *a, const char *id,
    const struct agenda_slot *slot, enum agenda_outcome *outcome,
    struct booking *out, struct err *err)
{
	const struct resource *r = bookable(a, slot);
	struct booking was;
	enum store_rc rc = find_standing(a, id, &was, out, outcome, err);

	if (rc != STORE_OK || *outcome != AGENDA_DONE)
		return rc;
	if (strcmp(was.resource, slot->resource) == 0 &&
	    was.start_ms == slot->start_ms)
		return STORE_OK; /* asked again: it is there already */
	*outcome = AGENDA_CLOSED;
	if (r == NULL)
		return STORE_OK;
	set_time(out, r, slot->start_ms);
	out->revision++;
	return settle(a, &was, out, outcome, err);
}

enum store_rc
agenda_cancel(const struct agenda *a, const char *id,
    enum agenda_outcome *outcome, struct booking *out, struct err *err)
{
	struct booking was;
	enum store_rc rc = find_standing(a, id, &was, out, outcome, err);

	if (rc != STORE_OK || *outcome != AGENDA_DONE)
		return rc;
	out->cancelled_ms = a->now_ms;
	out->revision++;
	if ((rc = leave(a, &was, err)) != STORE_OK)
		return rc;
	return booking_save(a->txn, a->tenant->id, &was, out, err);
}

enum store_rc
agenda_restore(const struct agenda *a, const char *id,
    const struct agenda_slot *slot, enum agenda_outcome *outcome,
    struct booking *out, struct err *err)
{
	struct booking was;
	enum store_rc rc = find(a, id, &was, out, outcome, err);

	if (rc != STORE_OK || *outcome != AGENDA_DONE)
		return rc;
	(void)COPY(out->resource, slot->resource);
	out->start_ms = slot->start_ms;
	out->length_ms = slot->length_ms;
	out->cancelled_ms = 0;
	out->revision++;
	return settle(a, &was, out, outcome, err);
}

enum store_rc
agenda_forget(const struct agenda *a, const char *id, struct err *err)
{
	enum agenda_outcome outcome;
	struct booking was, is;
	enum store_rc rc = find(a, id, &was, &is, &outcome, err);

	if (rc != STORE_OK || outcome != AGENDA_DONE)
		return rc;
	if ((rc = leave(a, &was, err)) != STORE_OK)
		return rc;
	return booking_erase(a->txn, a->tenant->id, &was, err);
}
