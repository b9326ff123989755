/*
 * The tools of the agenda: free slots, booking, cancelling, moving. The model
 * names a slot by the word that get_slots gave for it, so that what is said,
 * what is stored and what is booked are one thing.
 *
 * A booking is found by its reference, or by a name together with the number
 * that the caller calls from; by a name alone, never.
 */
#include <stdio.h>
#include <string.h>

#include "agenda/agenda.h"
#include "calls/tool_work.h"
#include "dialog/hear/fold.h"
#include "dialog/hear/when.h"
#include "tenants/dates.h"

#define SLOT_WORD_BYTES 24 /* "2026-03-03T14:30" */

static struct agenda
agenda_of(struct store_txn *txn, const struct doing *d)
{
	return (struct agenda){ .txn = txn, .tenant = d->tenant,
		.call_id = d->w.s.call_id, .now_ms = d->w.now_ms };
}

static bool
has_agenda(struct store_txn *txn, const struct doing *d)
{
	return txn != NULL && d->tenant != NULL && d->tenant->agenda == YES;
}

/* --- slots, as words and as instants ------------------------------------ */

static void
slot_words(struct civil at, char word[SLOT_WORD_BYTES],
    char spoken[PROMPT_SLOT_BYTES])
{
	int year, month, mday;

	dates_civil(at.day, &year, &month, &mday);
	snprintf(word, SLOT_WORD_BYTES, "%04d-%02d-%02dT%02d:%02d",
	    year % 10000, month % 100, mday % 100, at.minute / 60 % 100,
	    at.minute % 60);
	prompt_slot(dates_weekday(at.day), mday, month, at.minute, spoken);
}

/* "2026-03-03T14:30", which seconds and a zone may follow. */
static bool
read_slot(const struct doing *d, struct agenda_slot *out)
{
	int year, month, mday, hour, minute;

	if (sscanf(d->call->args.slot, "%4d-%2d-%2dT%2d:%2d", &year, &month,
	        &mday, &hour, &minute) != 5 ||
	    month < 1 || month > 12 || mday < 1 || mday > 31 || hour < 0 ||
	    hour > 23 || minute < 0 || minute > 59)
		return false;
	*out = (struct agenda_slot){ .at = {
		.day = dates_day(year, month, mday),
		.minute = (int16_t)(hour * 60 + minute) } };
	out->start_ms = zone_instant(zone_get(d->tenant->timezone),
	    out->at.day, out->at.minute);
	return true;
}

static int32_t
day_of(struct when_date date)
{
	return date.month == 0 ? 0
	                       : dates_day(date.year, date.month, date.day);
}

static struct agenda_wish
wish_of(const struct doing *d)
{
	const char *text = d->call->args.text;
	struct civil at =
	    zone_civil(zone_get(d->tenant->timezone), d->w.now_ms);
	struct when_now now = { .minute = at.minute };
	struct folded words;
	struct when when;
	int year, month, mday;

	dates_civil(at.day, &year, &month, &mday);
	now.date = (struct when_date){ (int16_t)year, (int8_t)month,
		(int8_t)mday };
	fold(&words, text, strlen(text));
	hear_when(&words, &now, &when);
	return (struct agenda_wish){ .from = day_of(when.from),
		.to = day_of(when.to),
		.after = when.after,
		.before = when.before,
		.around = when.around,
		.around_exact = when.around_exact,
		.soonest = when.soonest,
		.days = when.days,
		.not_days = when.not_days };
}

/* --- what is found ------------------------------------------------------ */

static void
name_key(const char *name, char out[BOOKING_NAME_BYTES])
{
	struct folded words;
	size_t at = 0;

	out[0] = '\0';
	fold(&words, name, strlen(name));
	for (size_t i = 0; i < words.count; i++) {
		if (at + words.word[i].len + 2 > BOOKING_NAME_BYTES)
			break;
		at += (size_t)snprintf(out + at, BOOKING_NAME_BYTES - at,
		    "%s%s", i > 0 ? " " : "", words.word[i].text);
	}
}

struct finding {
	struct booking booking;
	size_t count;
};

static enum store_rc
take_found(const struct booking *b, void *ctx, struct err *err)
{
	struct finding *f = ctx;

	(void)err;
	f->booking = *b;
	f->count++;
	return STORE_OK;
}

/* *count: 0, 1, or more than one, and then none is meant. */
static enum store_rc
find_booking(struct store_txn *txn, const struct doing *d,
    struct finding *f, struct err *err)
{
	const struct tool_args *args = &d->call->args;
	char key[BOOKING_NAME_BYTES];
	enum store_rc rc;

	*f = (struct finding){ .count = 0 };
	if (args->reference[0] != '\0') {
		rc = booking_get(txn, d->tenant->id, args->reference,
		    &f->booking, err);
		f->count = rc == STORE_OK && f->booking.cancelled_ms == 0;
		return rc == STORE_ABSENT ? STORE_OK : rc;
	}
	name_key(args->name, key);
	return booking_find(txn, d->tenant->id, key,
	    d->w.s.customer_phone.e164, take_found, f, err);
}

/* --- the answers -------------------------------------------------------- */

static void
say_booking(struct doing *d, enum prompt prompt, const struct booking *b)
{
	char word[SLOT_WORD_BYTES], spoken[PROMPT_SLOT_BYTES];
	const struct prompt_blanks blanks = { .office = d->tenant->name,
		.last2 = "",
		.domain = "",
		.slot = spoken,
		.reference = b->id };

	slot_words(zone_civil(zone_get(d->tenant->timezone), b->start_ms),
	    word, spoken);
	tool_say(d, prompt, &blanks);
}

static enum store_rc
say_outcome(struct doing *d, enum agenda_outcome outcome, enum prompt done,
    const struct booking *b)
{
	static const enum prompt refusals[] = {
		[AGENDA_TAKEN] = PROMPT_TOOL_SLOT_TAKEN,
		[AGENDA_CLOSED] = PROMPT_TOOL_SLOT_CLOSED,
		[AGENDA_ABSENT] = PROMPT_TOOL_NOT_FOUND,
	};

	if (outcome != AGENDA_DONE)
		return tool_fail(d, refusals[outcome]);
	d->w.changed = true;
	say_booking(d, done, b);
	return STORE_OK;
}

/* --- the tools ---------------------------------------------------------- */

static void
list_slots(struct doing *d, const struct agenda_slot *slots, size_t count)
{
	char word[SLOT_WORD_BYTES], spoken[PROMPT_SLOT_BYTES];
	const struct prompt_blanks none = { "", "", "", NULL, NULL };
	size_t at;

	tool_say(d, PROMPT_TOOL_SLOTS, &none);
	for (size_t i = 0; i < count; i++) {
		slot_words(slots[i].at, word, spoken);
		at = strlen(d->answer->text);
		snprintf(d->answer->text + at, sizeof(d->answer->text) - at,
		    "%s %s (slot %s)", i > 0 ? " ;" : "", spoken, word);
	}
}

/* What is offered is held, until other slots are or the call books. */
enum store_rc
tool_get_slots(struct store_txn *txn, struct doing *d, struct err *err)
{
	struct agenda_slot slots[AGENDA_MOST];
	struct agenda a = agenda_of(txn, d);
	struct agenda_wish wish;
	enum agenda_outcome held;
	enum store_rc rc;
	size_t count = 0;

	if (!has_agenda(txn, d))
		return tool_fail(d, PROMPT_TOOL_NO_AGENDA);
	wish = wish_of(d);
	rc = agenda_free(&a, &wish, NULL, 0, slots, AGENDA_MOST, &count, err);
	if (rc == STORE_OK && count > 0)
		rc = agenda_hold(&a, slots, count, &held, err);
	if (rc != STORE_OK)
		return rc;
	if (count == 0)
		return tool_fail(d, PROMPT_TOOL_NO_SLOT);
	list_slots(d, slots, count);
	return STORE_OK;
}

/* Where the office can reach the caller: what he confirmed, else the number
 * that shows, unless he said that it is not his. */
static const char *
contact_of(const struct doing *d)
{
	const struct dialog *dialog = &d->w.s.dialog;

	if (dialog->contact.confirmed)
		return dialog->contact.value;
	return dialog->shown_refused ? "" : d->w.s.customer_phone.e164;
}

/* The resource that has the slot free: the first, as get_slots found it. */
static enum store_rc
book_with(const struct agenda *a, const struct doing *d,
    struct agenda_slot *slot, const struct agenda_who *who,
    enum agenda_outcome *outcome, struct booking *b, struct err *err)
{
	enum store_rc rc = STORE_OK;

	*outcome = AGENDA_CLOSED;
	for (size_t i = 0; i < d->tenant->resources_count; i++) {
		snprintf(slot->resource, sizeof(slot->resource), "%s",
		    d->tenant->resources[i].id);
		rc = agenda_book(a, slot, who, outcome, b, err);
		if (rc != STORE_OK || *outcome == AGENDA_DONE)
			break;
	}
	return rc;
}

enum store_rc
tool_book(struct store_txn *txn, struct doing *d, struct err *err)
{
	const struct tool_args *args = &d->call->args;
	struct agenda a = agenda_of(txn, d);
	char key[BOOKING_NAME_BYTES];
	struct agenda_who who = { .name = args->name, .name_key = key,
		.contact = contact_of(d), .reason = args->text };
	enum agenda_outcome outcome;
	struct agenda_slot slot;
	struct booking b;
	enum store_rc rc;

	if (!has_agenda(txn, d))
		return tool_fail(d, PROMPT_TOOL_NO_AGENDA);
	if (!read_slot(d, &slot))
		return tool_fail(d, PROMPT_TOOL_WHICH_SLOT);
	if (args->name[0] == '\0' ||
	    strlen(args->name) >= BOOKING_NAME_BYTES ||
	    strlen(args->text) >= BOOKING_REASON_BYTES)
		return tool_fail(d, PROMPT_TOOL_WHOSE_NAME);
	name_key(args->name, key);
	rc = book_with(&a, d, &slot, &who, &outcome, &b, err);
	if (rc != STORE_OK)
		return rc;
	return say_outcome(d, outcome, PROMPT_TOOL_BOOKED, &b);
}

/* The one booking that is meant, or an answer that says why there is none:
 * *found is false then. */
static enum store_rc
find_one(struct store_txn *txn, struct doing *d, struct finding *f,
    bool *found, struct err *err)
{
	enum store_rc rc = find_booking(txn, d, f, err);

	*found = rc == STORE_OK && f->count == 1;
	if (rc != STORE_OK || *found)
		return rc;
	return tool_fail(d, f->count == 0 ? PROMPT_TOOL_NOT_FOUND
	                                  : PROMPT_TOOL_SEVERAL);
}

enum store_rc
tool_cancel(struct store_txn *txn, struct doing *d, struct err *err)
{
	struct agenda a = agenda_of(txn, d);
	enum agenda_outcome outcome;
	struct finding f;
	struct booking b;
	enum store_rc rc;
	bool found;

	if (!has_agenda(txn, d))
		return tool_fail(d, PROMPT_TOOL_NO_AGENDA);
	rc = find_one(txn, d, &f, &found, err);
	if (rc != STORE_OK || !found)
		return rc;
	rc = agenda_cancel(&a, f.booking.id, &outcome, &b, err);
	if (rc != STORE_OK)
		return rc;
	return say_outcome(d, outcome, PROMPT_TOOL_CANCELLED, &b);
}

enum store_rc
tool_modify(struct store_txn *txn, struct doing *d, struct err *err)
{
	struct agenda a = agenda_of(txn, d);
	enum agenda_outcome outcome;
	struct agenda_slot slot;
	struct finding f;
	struct booking b;
	enum store_rc rc;
	bool found;

	if (!has_agenda(txn, d))
		return tool_fail(d, PROMPT_TOOL_NO_AGENDA);
	if (!read_slot(d, &slot))
		return tool_fail(d, PROMPT_TOOL_WHICH_SLOT);
	rc = find_one(txn, d, &f, &found, err);
	if (rc != STORE_OK || !found)
		return rc;
	memcpy(slot.resource, f.booking.resource, sizeof(slot.resource));
	rc = agenda_move(&a, f.booking.id, &slot, &outcome, &b, err);
	if (rc != STORE_OK)
		return rc;
	return say_outcome(d, outcome, PROMPT_TOOL_MOVED, &b);
}
