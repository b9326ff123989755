/*
 * The agenda's verbs: what is free, holding it while a call lasts, and
 * booking, moving and cancelling. All of it happens in the transaction that
 * the caller gives, with the session that it belongs to: an appointment is
 * taken exactly when that is committed.
 *
 * Each verb has two answers. enum store_rc says whether the store did what it
 * was asked; if it is not STORE_OK, the transaction is to be given up and
 * nothing may be told as an answer. enum agenda_outcome says what became of
 * the wish.
 */
#ifndef ACCUEIL_AGENDA_AGENDA_H
#define ACCUEIL_AGENDA_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agenda/booking.h"
#include "agenda/zone.h"
#include "base/err.h"
#include "store/store.h"
#include "tenants/config.h"

#define AGENDA_HOLD_MS ((int64_t)2 * 60 * 1000) /* how long an offer holds */
#define AGENDA_MOST     3                       /* slots offered at once */
#define AGENDA_ANY_TIME (-1)

/* Whose agenda, for whom, when. */
struct agenda {
	struct store_txn *txn;
	const struct tenant *tenant; /* which has an agenda: see there */
	const char *call_id; /* "" for the office itself */
	int64_t now_ms;
};

struct agenda_slot { /* plain data: a session may keep it */
	char resource[BOOKING_RESOURCE_BYTES]; /* "" = the tenant's only one */
	int64_t start_ms;  /* since 1970 UTC: this is what is booked */
	int64_t length_ms;
	struct civil at;   /* the same, to be said */
};

/* When the caller would like to come; zeroed, but for the minutes: any time. */
struct agenda_wish {
	int32_t from, to;   /* days, both included; 0 = not said */
	int16_t after;      /* minute of the day, not before; or ANY_TIME */
	int16_t before;     /* minute of the day, before it; or ANY_TIME */
	int16_t around;     /* minute of the day; or ANY_TIME */
	bool around_exact;  /* at that minute; near it only where none is */
	bool soonest;       /* the earliest, be they on one day */
	uint8_t days;       /* wanted weekdays, bit 0 = Monday; 0 = any */
	uint8_t not_days;   /* weekdays that do not suit */
	const char *resource; /* NULL: whichever has a slot */
};

enum agenda_outcome {
	AGENDA_DONE,
	AGENDA_TAKEN,  /* somebody else has that time, or some of it */
	AGENDA_CLOSED, /* no slot of this office begins then, or not any more */
	AGENDA_ABSENT  /* there is no such booking, or it was cancelled */
};

/*
 * agenda_free(a, wish, refused, refused_count, out, most, count, err):
 * Up to ${most} (AGENDA_MOST at most) free slots that suit the wish, the
 * earliest first; on different days as far as there are, unless the wish is
 * for the soonest. Held by this call counts as free.
 *
 * Refused  what the caller did not want: neither it nor what begins within
 *          two hours of it on the same day is offered.
 * Around   within an hour and a half; the nearest of a day goes first.
 * Takes    at most a look-up for each slot of each resource from now to the
 *          horizon; it stops as soon as enough is found.
 */
enum store_rc agenda_free(const struct agenda *a,
    const struct agenda_wish *wish, const struct agenda_slot *refused,
    size_t refused_count, struct agenda_slot out[AGENDA_MOST], size_t most,
    size_t *count, struct err *err);

/*
 * agenda_hold(a, slots, count, outcome, err):
 * Hold these slots for the call, for AGENDA_HOLD_MS, instead of those that it
 * held before; the same ones again: for longer. All of them or, AGENDA_TAKEN
 * or AGENDA_CLOSED, none.
 */
enum store_rc agenda_hold(const struct agenda *a,
    const struct agenda_slot *slots, size_t count,
    enum agenda_outcome *outcome, struct err *err);

/* agenda_release(a, err): at the end of the call, free what it holds. */
enum store_rc agenda_release(const struct agenda *a, struct err *err);

/* For whom; texts as in struct booking, "" where it says so there. */
struct agenda_who {
	const char *name, *name_key, *contact, *reason;
};

/*
 * agenda_book(a, slot, who, outcome, out, err):
 * Book the slot (its resource and start_ms count), and free what else the
 * call holds. The same call booking the same slot gets the booking that it
 * has. *out is filled on AGENDA_DONE. STORE_FAILED too for a text too long.
 */
enum store_rc agenda_book(const struct agenda *a,
    const struct agenda_slot *slot, const struct agenda_who *who,
    enum agenda_outcome *outcome, struct booking *out, struct err *err);

/*
 * agenda_move(a, id, slot, outcome, out, err): the booking takes the new slot
 * and frees the old one, or, other than AGENDA_DONE, keeps the old one.
 */
enum store_rc agenda_move(const struct agenda *a, const char *id,
    const struct agenda_slot *slot, enum agenda_outcome *outcome,
    struct booking *out, struct err *err);

/* agenda_cancel(a, id, outcome, out, err): its time is free again; the record
 * stays, for agenda_restore(). */
enum store_rc agenda_cancel(const struct agenda *a, const char *id,
    enum agenda_outcome *outcome, struct booking *out, struct err *err);

/*
 * agenda_restore(a, id, slot, outcome, out, err): undo a move or a
 * cancellation: the booking stands, at ${slot} as it was before, whatever the
 * hours say by now. AGENDA_TAKEN when that time is somebody else's.
 */
enum store_rc agenda_restore(const struct agenda *a, const char *id,
    const struct agenda_slot *slot, enum agenda_outcome *outcome,
    struct booking *out, struct err *err);

/* agenda_forget(a, id, err): undo a booking, or erase it: nothing of it is
 * left. STORE_OK too when there is none. */
enum store_rc agenda_forget(const struct agenda *a, const char *id,
    struct err *err);

#endif
