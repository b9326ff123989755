/* src/agenda, what changes: holds, bookings, moves, cancellations. */
#include <ctype.h>

#include "agenda_work.h"

#define NOW   "2026-03-02T07:00:00Z" /* a Monday, 8:00 in Paris */
#define NINE  "2026-03-03T08:00:00Z" /* the day after, in office time */
#define HALF  "2026-03-03T08:30:00Z"
#define TEN   "2026-03-03T09:00:00Z"
#define LATER "2026-03-04T08:00:00Z"
#define MINUTE_MS (60 * 1000)

static void
open_plain_office(void)
{
	setup();
	open_office(WEEKDAYS);
}

static enum agenda_outcome
book_plainly(struct act *act, const char *call_id, const char *start)
{
	return book(act, call_id, at(NOW), slot_at("", start));
}

static enum store_rc
run_move(struct act *act, struct err *e)
{
	return agenda_move(&act->a, act->id, &act->slots[0], &act->outcome,
	    &act->booking, e);
}

static enum agenda_outcome
move(struct act *act, const char *id, const char *start)
{
	act->id = id;
	act->slots[0] = slot_at("", start);
	return perform(act, run_move, "call", at(NOW));
}

static enum store_rc
run_cancel(struct act *act, struct err *e)
{
	return agenda_cancel(&act->a, act->id, &act->outcome, &act->booking,
	    e);
}

static enum agenda_outcome
cancel(struct act *act, const char *id)
{
	act->id = id;
	return perform(act, run_cancel, "call", at(NOW));
}

static enum store_rc
run_restore(struct act *act, struct err *e)
{
	return agenda_restore(&act->a, act->id, &act->slots[0], &act->outcome,
	    &act->booking, e);
}

static enum agenda_outcome
restore(struct act *act, const struct booking *before)
{
	act->id = before->id;
	act->slots[0] = (struct agenda_slot){ .start_ms = before->start_ms,
		.length_ms = before->length_ms };
	return perform(act, run_restore, "call", at(NOW));
}

static enum store_rc
run_release(struct act *act, struct err *e)
{
	return agenda_release(&act->a, e);
}

static void
release(const char *call_id)
{
	struct act act = { .count = 0 };

	perform(&act, run_release, call_id, at(NOW));
}

static enum store_rc
run_forget(struct act *act, struct err *e)
{
	return agenda_forget(&act->a, act->id, e);
}

static enum store_rc
count_rows_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	static const enum store_table tables[] = { STORE_SLOTS, STORE_HOLDS,
		STORE_BOOKINGS, STORE_BOOKING_INDEX };
	uint64_t *rows = ctx;

	for (int i = 0; i < COUNT(tables); i++)
		ck_assert_int_eq(store_count(txn, tables[i], &rows[i], e),
		    STORE_OK);
	return STORE_OK;
}

static void
assert_rows(uint64_t slots, uint64_t holds, uint64_t bookings, uint64_t index)
{
	uint64_t rows[4];

	ck_assert_int_eq(store_view(agenda_store, count_rows_fn, rows, &err),
	    STORE_OK);
	ck_assert_uint_eq(rows[0], slots);
	ck_assert_uint_eq(rows[1], holds);
	ck_assert_uint_eq(rows[2], bookings);
	ck_assert_uint_eq(rows[3], index);
}

/* Looking: what is found, as the starts of bookings, "08:00 08:30". */
struct found {
	const char *name_key, *contact, *call_id;
	int64_t from_ms, to_ms;
	char text[128];
};

static enum store_rc
note(const struct booking *b, void *ctx, struct err *e)
{
	struct found *f = ctx;
	char iso[CLOCK_ISO_BYTES];

	(void)e;
	clock_iso(b->start_ms, iso);
	sprintf(f->text + strlen(f->text), "%s%.5s",
	    f->text[0] != '\0' ? " " : "", iso + 11);
	return STORE_OK;
}

static enum store_rc
found_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct found *f = ctx;

	if (f->call_id != NULL)
		return booking_of_call(txn, "a", f->call_id, note, f, e);
	if (f->contact != NULL)
		return booking_find(txn, "a", f->name_key, f->contact, note, f,
		    e);
	return booking_between(txn, "a", f->from_ms, f->to_ms, note, f, e);
}

static const char *
look_for(struct found f)
{
	static struct found found;

	found = f;
	ck_assert_int_eq(store_view(agenda_store, found_fn, &found, &err),
	    STORE_OK);
	return found.text;
}

static const char *
all_bookings(void)
{
	return look_for((struct found){ .to_ms = at("2027-01-01T00:00:00Z") });
}

/* --- Booking -------------------------------------------------------------- */

START_TEST(test_a_booking_is_kept_whole_under_a_reference_that_can_be_said)
{
	struct act act;
	struct booking *b = &act.booking;

	ck_assert_int_eq(book_plainly(&act, "call", NINE), AGENDA_DONE);
	ck_assert_uint_eq(strlen(b->id), 6);
	ck_assert_uint_eq(strspn(b->id, "23456789ACFHKLRWXY"), 6);
	ck_assert_int_eq(b->start_ms, at(NINE));
	ck_assert_int_eq(b->length_ms, 30 * MINUTE_MS);
	ck_assert_int_eq(b->created_ms, at(NOW));
	ck_assert_int_eq(b->cancelled_ms, 0);
	ck_assert_str_eq(b->name, "Jean Dupont");
	ck_assert_str_eq(b->contact, "+33639980114");
	ck_assert_str_eq(b->reason, "un vaccin");
	ck_assert_str_eq(b->call_id, "call");
	assert_rows(6, 0, 1, 3);
}
END_TEST

static enum store_rc
get_booking_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct act *act = ctx;

	return booking_get(txn, "a", act->id, &act->booking, e);
}

static enum store_rc
get_booking(struct act *act, const char *id)
{
	act->id = id;
	return store_view(agenda_store, get_booking_fn, act, &err);
}

START_TEST(test_a_booking_is_read_back_as_it_was_made)
{
	struct act made, read;
	char id[BOOKING_ID_BYTES];

	book_plainly(&made, "call", NINE);
	ck_assert_int_eq(get_booking(&read, made.booking.id), STORE_OK);
	ck_assert_str_eq(read.booking.name_key, "jean dupont");
	ck_assert_int_eq(read.booking.start_ms, made.booking.start_ms);
	ck_assert_int_eq(read.booking.length_ms, made.booking.length_ms);
	for (int i = 0; i < BOOKING_ID_BYTES; i++)
		id[i] = (char)tolower((unsigned char)made.booking.id[i]);
	ck_assert_int_eq(get_booking(&read, id), STORE_OK);
	ck_assert_str_eq(read.booking.id, made.booking.id);
	ck_assert_int_eq(get_booking(&read, "234567"), STORE_ABSENT);
	ck_assert_int_eq(get_booking(&read, ""), STORE_ABSENT);
	ck_assert_int_eq(get_booking(&read, "2345678"), STORE_ABSENT);
}
END_TEST

START_TEST(test_the_same_call_asking_again_gets_the_booking_that_it_has)
{
	struct act first, again, other;

	book_plainly(&first, "call", NINE);
	ck_assert_int_eq(book_plainly(&again, "call", NINE), AGENDA_DONE);
	ck_assert_str_eq(again.booking.id, first.booking.id);
	ck_assert_int_eq(book_plainly(&other, "other", NINE), AGENDA_TAKEN);
	ck_assert_int_eq(book_plainly(&other, "call", TEN), AGENDA_DONE);
	ck_assert_str_ne(other.booking.id, first.booking.id);
	ck_assert_str_eq(all_bookings(), "08:00 09:00");
}
END_TEST

START_TEST(test_the_office_is_no_call_and_gets_no_slot_twice)
{
	struct act act;

	ck_assert_int_eq(book_plainly(&act, "", NINE), AGENDA_DONE);
	ck_assert_int_eq(book_plainly(&act, "", NINE), AGENDA_TAKEN);
}
END_TEST

static const struct {
	const char *settings, *resource, *now, *start;
	enum agenda_outcome outcome;
} attempts[] = {
	{ WEEKDAYS, "", NOW, NINE, AGENDA_DONE },
	{ WEEKDAYS, "", NOW, "2026-03-03T08:05:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "2026-03-03T07:30:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "2026-03-03T11:00:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "2026-03-07T08:00:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "1970-01-01T08:00:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "2027-03-02T08:00:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "2026-04-02T07:00:00Z", AGENDA_CLOSED },
	{ WEEKDAYS, "", NOW, "2026-04-01T07:00:00Z", AGENDA_DONE },
	{ "closures = { 2026-03-03 } " WEEKDAYS, "", NOW, NINE,
	    AGENDA_CLOSED },
	{ "exceptions = { '2026-03-07 09:00-10:00' } " WEEKDAYS, "", NOW,
	    "2026-03-07T08:00:00Z", AGENDA_DONE },
	{ WEEKDAYS " resource r { }", "", NOW, NINE, AGENDA_CLOSED },
	{ WEEKDAYS " resource r { }", "r", NOW, NINE, AGENDA_DONE },
	/* the notice, and how long one may talk about an offer */
	{ WEEKDAYS, "", "2026-03-03T06:00:00Z", NINE, AGENDA_DONE },
	{ WEEKDAYS, "", "2026-03-03T06:15:00Z", NINE, AGENDA_DONE },
	{ WEEKDAYS, "", "2026-03-03T06:15:01Z", NINE, AGENDA_CLOSED },
	{ "notice = 0m " WEEKDAYS, "", NINE, NINE, AGENDA_DONE },
	{ "notice = 0m " WEEKDAYS, "", "2026-03-03T08:00:01Z", NINE,
	    AGENDA_CLOSED },
	/* clocks forward, clocks back */
	{ "hours { sun = '02:00-04:00' }", "", "2026-03-28T07:00:00Z",
	    "2026-03-29T01:00:00Z", AGENDA_DONE },
	{ "hours { sun = '02:00-03:00' }", "", "2026-03-28T07:00:00Z",
	    "2026-03-29T01:00:00Z", AGENDA_CLOSED },
	{ "hours { sun = '02:00-03:00' }", "", "2026-10-24T07:00:00Z",
	    "2026-10-25T00:30:00Z", AGENDA_DONE },
	{ "hours { sun = '02:00-03:00' }", "", "2026-10-24T07:00:00Z",
	    "2026-10-25T01:30:00Z", AGENDA_DONE },
};

START_TEST(test_only_a_slot_of_the_office_can_be_booked)
{
	struct act act;

	open_office(attempts[_i].settings);
	ck_assert_int_eq(book(&act, "call", at(attempts[_i].now),
	    slot_at(attempts[_i].resource, attempts[_i].start)),
	    attempts[_i].outcome);
}
END_TEST

START_TEST(test_two_resources_may_be_booked_at_the_same_time)
{
	struct act act;

	open_office(WEEKDAYS " resource r { } resource rr { }");
	ck_assert_int_eq(book(&act, "call", at(NOW), slot_at("r", NINE)),
	    AGENDA_DONE);
	ck_assert_int_eq(book(&act, "other", at(NOW), slot_at("rr", NINE)),
	    AGENDA_DONE);
	ck_assert_int_eq(book(&act, "third", at(NOW), slot_at("rr", NINE)),
	    AGENDA_TAKEN);
}
END_TEST

/* --- Holding -------------------------------------------------------------- */

START_TEST(test_a_held_slot_is_the_holder_s_alone)
{
	struct act act;

	ck_assert_int_eq(hold("call", at(NOW), slot_at("", NINE)),
	    AGENDA_DONE);
	ck_assert_int_eq(hold("other", at(NOW), slot_at("", NINE)),
	    AGENDA_TAKEN);
	ck_assert_int_eq(book_plainly(&act, "other", NINE), AGENDA_TAKEN);
	ck_assert_int_eq(book_plainly(&act, "call", NINE), AGENDA_DONE);
	assert_rows(6, 0, 1, 3);
}
END_TEST

START_TEST(test_a_hold_is_over_after_two_minutes_unless_it_is_renewed)
{
	int64_t now = at(NOW);

	hold("call", now, slot_at("", NINE));
	ck_assert_int_eq(hold("call", now + MINUTE_MS, slot_at("", NINE)),
	    AGENDA_DONE);
	ck_assert_int_eq(hold("other", now + 3 * MINUTE_MS - 1,
	    slot_at("", NINE)), AGENDA_TAKEN);
	ck_assert_int_eq(hold("other", now + 3 * MINUTE_MS,
	    slot_at("", NINE)), AGENDA_DONE);
	release("call"); /* has nothing any more */
	ck_assert_int_eq(hold("call", now + 3 * MINUTE_MS, slot_at("", NINE)),
	    AGENDA_TAKEN);
}
END_TEST

START_TEST(test_new_holds_replace_the_old_and_the_call_s_end_frees_them)
{
	hold("call", at(NOW), slot_at("", NINE));
	hold("call", at(NOW), slot_at("", TEN));
	ck_assert_int_eq(hold("other", at(NOW), slot_at("", NINE)),
	    AGENDA_DONE);
	assert_rows(12, 2, 0, 0);
	release("call");
	release("other");
	release("never seen");
	assert_rows(0, 0, 0, 0);
}
END_TEST

START_TEST(test_slots_are_held_all_or_none)
{
	struct act act = { .slots = { slot_at("", NINE), slot_at("", HALF),
	    slot_at("", TEN) }, .count = 3 };

	hold("other", at(NOW), slot_at("", TEN));
	ck_assert_int_eq(perform(&act, run_hold, "call", at(NOW)),
	    AGENDA_TAKEN);
	assert_rows(6, 1, 0, 0);
	release("other");
	ck_assert_int_eq(perform(&act, run_hold, "call", at(NOW)),
	    AGENDA_DONE);
	assert_rows(18, 3, 0, 0);
	ck_assert_int_eq(book_plainly(&act, "call", HALF), AGENDA_DONE);
	assert_rows(6, 0, 1, 3);
}
END_TEST

/* --- Moving and cancelling ------------------------------------------------ */

START_TEST(test_a_move_takes_the_new_time_and_frees_the_old)
{
	struct act act, other;
	char id[BOOKING_ID_BYTES];

	book_plainly(&act, "call", NINE);
	strcpy(id, act.booking.id);
	ck_assert_int_eq(move(&act, id, LATER), AGENDA_DONE);
	ck_assert_str_eq(act.booking.id, id);
	ck_assert_int_eq(act.booking.start_ms, at(LATER));
	ck_assert_int_eq(act.booking.revision, 1);
	ck_assert_int_eq(move(&act, id, LATER), AGENDA_DONE);
	ck_assert_int_eq(act.booking.revision, 1);
	assert_rows(6, 0, 1, 3);
	ck_assert_int_eq(book_plainly(&other, "other", NINE), AGENDA_DONE);
	ck_assert_int_eq(book_plainly(&other, "third", LATER), AGENDA_TAKEN);
	ck_assert_str_eq(all_bookings(), "08:00 08:00");
}
END_TEST

START_TEST(test_a_move_that_cannot_be_changes_nothing)
{
	struct act act, other;
	char id[BOOKING_ID_BYTES];

	book_plainly(&act, "call", NINE);
	book_plainly(&other, "other", TEN);
	strcpy(id, act.booking.id);
	ck_assert_int_eq(move(&act, id, TEN), AGENDA_TAKEN);
	ck_assert_int_eq(move(&act, id, "2026-03-07T08:00:00Z"),
	    AGENDA_CLOSED);
	ck_assert_int_eq(move(&act, "234567", LATER), AGENDA_ABSENT);
	ck_assert_str_eq(all_bookings(), "08:00 09:00");
	assert_rows(12, 0, 2, 6);
}
END_TEST

START_TEST(test_a_move_may_overlap_the_time_that_it_leaves)
{
	struct act act;
	char id[BOOKING_ID_BYTES];

	book_plainly(&act, "call", NINE);
	strcpy(id, act.booking.id);
	open_office("slot = 20m " WEEKDAYS);
	ck_assert_int_eq(move(&act, id, "2026-03-03T08:20:00Z"), AGENDA_DONE);
	assert_rows(4, 0, 1, 3);
}
END_TEST

START_TEST(test_a_cancelled_booking_s_time_is_free_and_its_record_stays)
{
	struct act act, other, read;
	char id[BOOKING_ID_BYTES];

	book_plainly(&act, "call", NINE);
	strcpy(id, act.booking.id);
	ck_assert_int_eq(cancel(&act, id), AGENDA_DONE);
	ck_assert_int_eq(act.booking.cancelled_ms, at(NOW));
	ck_assert_int_eq(cancel(&act, id), AGENDA_ABSENT);
	ck_assert_int_eq(move(&act, id, TEN), AGENDA_ABSENT);
	assert_rows(0, 0, 1, 0);
	ck_assert_int_eq(get_booking(&read, id), STORE_OK);
	ck_assert_int_eq(read.booking.revision, 1);
	ck_assert_int_eq(book_plainly(&other, "call", NINE), AGENDA_DONE);
	ck_assert_str_ne(other.booking.id, id);
}
END_TEST

START_TEST(test_a_cancellation_and_a_move_can_be_undone)
{
	struct act act, other;
	struct booking before;

	book_plainly(&act, "call", NINE);
	before = act.booking;
	move(&act, before.id, LATER);
	ck_assert_int_eq(restore(&act, &before), AGENDA_DONE);
	ck_assert_str_eq(all_bookings(), "08:00");
	ck_assert_int_eq(act.booking.start_ms, before.start_ms);
	cancel(&act, before.id);
	ck_assert_int_eq(restore(&act, &before), AGENDA_DONE);
	assert_rows(6, 0, 1, 3);
	cancel(&act, before.id);
	book_plainly(&other, "other", NINE);
	ck_assert_int_eq(restore(&act, &before), AGENDA_TAKEN);
	assert_rows(6, 0, 2, 3);
}
END_TEST

START_TEST(test_nothing_is_left_of_a_forgotten_booking)
{
	struct act act, forget = { .count = 0 };

	book_plainly(&act, "call", NINE);
	forget.id = act.booking.id;
	perform(&forget, run_forget, "call", at(NOW));
	perform(&forget, run_forget, "call", at(NOW));
	assert_rows(0, 0, 0, 0);
	book_plainly(&act, "call", NINE);
	cancel(&act, act.booking.id);
	perform(&forget, run_forget, "call", at(NOW));
	assert_rows(0, 0, 0, 0);
}
END_TEST

/* --- Looking -------------------------------------------------------------- */

static const struct {
	const char *name_key, *contact, *found;
} finds[] = {
	{ "jean dupont", "+33639980114", "08:00" },
	{ "dupont", "+33639980114", "08:00" },
	{ "dupont jean", "+33639980114", "08:00" },
	{ "jean marie dupont", "+33639980114", "08:00" },
	{ "marie dupont", "+33639980114", "" },
	{ "dupon", "+33639980114", "" },
	{ "", "+33639980114", "" },
	{ "jean dupont", "+3363998011", "" },
	{ "jean dupont", "+33639980115", "" },
	{ "jean dupont", "", "" },
};

START_TEST(test_a_booking_is_found_by_name_and_contact_together)
{
	struct act act;

	book_plainly(&act, "call", NINE);
	ck_assert_str_eq(look_for((struct found){
	    .name_key = finds[_i].name_key, .contact = finds[_i].contact }),
	    finds[_i].found);
}
END_TEST

START_TEST(test_a_call_s_bookings_are_found_while_they_stand)
{
	struct act act;

	book_plainly(&act, "call", NINE);
	book_plainly(&act, "call 2", TEN);
	ck_assert_str_eq(look_for((struct found){ .call_id = "call" }),
	    "08:00");
	ck_assert_str_eq(look_for((struct found){ .call_id = "" }), "");
	cancel(&act, act.booking.id);
	ck_assert_str_eq(look_for((struct found){ .call_id = "call 2" }), "");
}
END_TEST

static const struct {
	const char *from, *to, *found;
} spans[] = {
	{ "1970-01-01T00:00:00Z", "2027-01-01T00:00:00Z",
	    "08:00 09:00 08:30" },
	{ NINE, LATER, "08:00 09:00" },
	{ "2026-03-03T08:00:01Z", "2026-03-03T09:00:01Z", "09:00" },
	{ NINE, TEN, "08:00" },
	{ LATER, "2026-03-04T08:30:00Z", "" },
	{ LATER, NINE, "" },
};

START_TEST(test_bookings_are_listed_in_the_order_of_time)
{
	struct act act;

	open_office(WEEKDAYS " resource r { } resource s { }");
	book(&act, "1", at(NOW), slot_at("r", "2026-03-04T08:30:00Z"));
	book(&act, "2", at(NOW), slot_at("s", NINE));
	book(&act, "3", at(NOW), slot_at("r", TEN));
	ck_assert_str_eq(look_for((struct found){ .from_ms = at(spans[_i].from),
	    .to_ms = at(spans[_i].to) }), spans[_i].found);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("agenda, bookings");
	TCase *tc = tcase_create("bookings");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, open_plain_office, close_office);
	tcase_add_test(tc,
	    test_a_booking_is_kept_whole_under_a_reference_that_can_be_said);
	tcase_add_test(tc, test_a_booking_is_read_back_as_it_was_made);
	tcase_add_test(tc,
	    test_the_same_call_asking_again_gets_the_booking_that_it_has);
	tcase_add_test(tc, test_the_office_is_no_call_and_gets_no_slot_twice);
	tcase_add_loop_test(tc, test_only_a_slot_of_the_office_can_be_booked,
	    0, COUNT(attempts));
	tcase_add_test(tc,
	    test_two_resources_may_be_booked_at_the_same_time);
	tcase_add_test(tc, test_a_held_slot_is_the_holder_s_alone);
	tcase_add_test(tc,
	    test_a_hold_is_over_after_two_minutes_unless_it_is_renewed);
	tcase_add_test(tc,
	    test_new_holds_replace_the_old_and_the_call_s_end_frees_them);
	tcase_add_test(tc, test_slots_are_held_all_or_none);
	tcase_add_test(tc, test_a_move_takes_the_new_time_and_frees_the_old);
	tcase_add_test(tc, test_a_move_that_cannot_be_changes_nothing);
	tcase_add_test(tc, test_a_move_may_overlap_the_time_that_it_leaves);
	tcase_add_test(tc,
	    test_a_cancelled_booking_s_time_is_free_and_its_record_stays);
	tcase_add_test(tc, test_a_cancellation_and_a_move_can_be_undone);
	tcase_add_test(tc, test_nothing_is_left_of_a_forgotten_booking);
	tcase_add_loop_test(tc,
	    test_a_booking_is_found_by_name_and_contact_together, 0,
	    COUNT(finds));
	tcase_add_test(tc,
	    test_a_call_s_bookings_are_found_while_they_stand);
	tcase_add_loop_test(tc, test_bookings_are_listed_in_the_order_of_time,
	    0, COUNT(spans));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
