/*
 * src/agenda, iCalendar: a feed that libical reads back with the right hours,
 * and calendars whose busy times are not offered.
 */
#include <libical/ical.h>

#include "agenda/ics.h"
#include "agenda_work.h"

#define NOW  "2026-03-02T07:00:00Z" /* a Monday, 8:00 in Paris */
#define FROM "2026-01-01T00:00:00Z"
#define TO   "2027-01-01T00:00:00Z"

static void
open_plain_office(void)
{
	setup();
	open_office("horizon = 365d " WEEKDAYS);
}

/* --- The feed ------------------------------------------------------------- */

static enum store_rc
feed_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	strbuf_clear(ctx);
	return ics_feed(txn, office, at(FROM), at(TO), ctx, e);
}

static icalcomponent *
read_feed(struct strbuf *text)
{
	icalcomponent *calendar;

	ck_assert_int_eq(store_view(agenda_store, feed_fn, text, &err),
	    STORE_OK);
	calendar = icalparser_parse_string(strbuf_get(text));
	ck_assert_ptr_nonnull(calendar);
	ck_assert_int_eq(icalcomponent_count_errors(calendar), 0);
	return calendar;
}

static icalcomponent *
first_event(icalcomponent *calendar)
{
	icalcomponent *event = icalcomponent_get_first_component(calendar,
	    ICAL_VEVENT_COMPONENT);

	ck_assert_ptr_nonnull(event);
	return event;
}

START_TEST(test_a_booking_is_an_event_of_the_feed)
{
	struct strbuf text;
	icalcomponent *calendar, *event;
	char uid[64];
	struct act act;

	strbuf_init(&text);
	book(&act, "call", at(NOW), slot_at("", "2026-03-03T08:00:00Z"));
	calendar = read_feed(&text);
	event = first_event(calendar);
	snprintf(uid, sizeof(uid), "%s@a.accueil", act.booking.id);
	ck_assert_str_eq(icalcomponent_get_uid(event), uid);
	ck_assert_str_eq(icalcomponent_get_summary(event),
	    "Jean Dupont, un vaccin");
	snprintf(uid, sizeof(uid), "un vaccin\n+33639980114\n%s",
	    act.booking.id);
	ck_assert_str_eq(icalcomponent_get_description(event), uid);
	ck_assert_int_eq(icalcomponent_get_sequence(event), 0);
	ck_assert_ptr_nonnull(strstr(text.data,
	    "DTSTART;TZID=Europe/Paris:20260303T090000\r\n"));
	ck_assert_ptr_nonnull(strstr(text.data, "X-WR-CALNAME:A\r\n"));
	ck_assert_ptr_null(icalcomponent_get_location(event));
	icalcomponent_free(calendar);
	strbuf_clear(&text);
}
END_TEST

/* Each instant is right by the VTIMEZONE that the feed itself holds. */
static const struct {
	const char *settings, *now, *start;
} instants[] = {
	{ WEEKDAYS, NOW, "2026-03-27T08:00:00Z" },
	{ "hours { sun = '01:00-04:00' }", "2026-03-28T07:00:00Z",
	    "2026-03-29T00:30:00Z" },
	{ "hours { sun = '01:00-04:00' }", "2026-03-28T07:00:00Z",
	    "2026-03-29T01:00:00Z" },
	{ "hours { sun = '09:00-10:00' }", "2026-03-28T07:00:00Z",
	    "2026-03-29T07:00:00Z" },
	{ "hours { sun = '01:00-04:00' }", "2026-10-24T07:00:00Z",
	    "2026-10-25T00:30:00Z" },
	{ "hours { sun = '01:00-04:00' }", "2026-10-24T07:00:00Z",
	    "2026-10-25T01:00:00Z" },
	{ "hours { sun = '01:00-04:00' }", "2026-10-24T07:00:00Z",
	    "2026-10-25T01:30:00Z" },
	{ "hours { sun = '09:00-10:00' }", "2026-10-24T07:00:00Z",
	    "2026-10-25T08:00:00Z" },
	{ "timezone = 'Indian/Reunion' " WEEKDAYS, NOW,
	    "2026-03-30T05:00:00Z" },
	{ "timezone = 'America/Miquelon' " WEEKDAYS, NOW,
	    "2026-03-30T11:00:00Z" },
};

START_TEST(test_a_feed_read_back_has_the_right_hours)
{
	struct strbuf text;
	icalcomponent *calendar;
	struct icaltimetype start, end;
	struct act act;

	strbuf_init(&text);
	open_office(instants[_i].settings);
	ck_assert_int_eq(book(&act, "call", at(instants[_i].now),
	    slot_at("", instants[_i].start)), AGENDA_DONE);
	calendar = read_feed(&text);
	start = icalcomponent_get_dtstart(first_event(calendar));
	end = icalcomponent_get_dtend(first_event(calendar));
	ck_assert_int_eq(icaltime_as_timet_with_zone(start, start.zone) *
	    INT64_C(1000), act.booking.start_ms);
	ck_assert_int_eq(icaltime_as_timet_with_zone(end, end.zone) *
	    INT64_C(1000), act.booking.start_ms + act.booking.length_ms);
	icalcomponent_free(calendar);
	strbuf_clear(&text);
}
END_TEST

static enum store_rc
run_named(struct act *act, struct err *e)
{
	act->who = (struct agenda_who){
		.name = "A;B, \"C\"\r\nEND:VEVENT\tD\\n", .name_key = "",
		.contact = "", .reason = "" };
	act->slots[0] = slot_at("r", "2026-03-03T08:00:00Z");
	return run_book(act, e);
}

START_TEST(test_any_words_are_one_line_of_the_feed)
{
	struct act act = { .count = 0 };
	struct strbuf text;
	icalcomponent *calendar;

	strbuf_init(&text);
	open_office("horizon = 365d " WEEKDAYS
		    " resource r { name = 'le docteur R' }");
	perform(&act, run_named, "call", at(NOW));
	ck_assert_int_eq(act.outcome, AGENDA_DONE);
	calendar = read_feed(&text);
	ck_assert_str_eq(icalcomponent_get_summary(first_event(calendar)),
	    "A;B, \"C\"  END:VEVENT D\\n");
	ck_assert_str_eq(icalcomponent_get_location(first_event(calendar)),
	    "le docteur R");
	icalcomponent_free(calendar);
	strbuf_clear(&text);
}
END_TEST

START_TEST(test_the_same_bookings_give_the_same_bytes)
{
	struct strbuf one, two;
	struct act act;

	strbuf_init(&one);
	strbuf_init(&two);
	icalcomponent_free(read_feed(&one));
	book(&act, "call", at(NOW), slot_at("", "2026-03-03T08:00:00Z"));
	icalcomponent_free(read_feed(&two));
	ck_assert_str_ne(one.data, two.data);
	icalcomponent_free(read_feed(&one));
	ck_assert_str_eq(one.data, two.data);
	strbuf_clear(&one);
	strbuf_clear(&two);
}
END_TEST

/* --- Busy times ----------------------------------------------------------- */

#define EVENT(lines) \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" \
	"BEGIN:VEVENT\r\nUID:1\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n"
#define PARIS(name, time) name ";TZID=Europe/Paris:" time "\r\n"
#define NINE_TO_TEN \
	PARIS("DTSTART", "20260306T090000") PARIS("DTEND", "20260306T100000")

static const struct {
	const char *text, *busy; /* "MM-DDThh:mm-hh:mm", UTC */
} calendars[] = {
	{ EVENT(NINE_TO_TEN), "03-06T08:00-09:00" },
	{ EVENT("DTSTART:20260306T090000Z\r\nDTEND:20260306T100000Z\r\n"),
	    "03-06T09:00-10:00" },
	/* without a zone, or with one that nobody knows: the office's */
	{ EVENT("DTSTART:20260306T090000\r\nDTEND:20260306T100000\r\n"),
	    "03-06T08:00-09:00" },
	{ EVENT("DTSTART;TZID=Romance Standard Time:20260306T090000\r\n"
		"DURATION:PT45M\r\n"), "03-06T08:00-08:45" },
	{ EVENT("DTSTART;TZID=/mozilla.org/20070129_1/Indian/Reunion:"
		"20260306T090000\r\nDURATION:PT1H\r\n"),
	    "03-06T05:00-06:00" },
	/* whole days */
	{ EVENT("DTSTART;VALUE=DATE:20260306\r\n"), "03-05T23:00-23:00" },
	{ EVENT("DTSTART;VALUE=DATE:20260306\r\n"
		"DTEND;VALUE=DATE:20260308\r\n"), "03-05T23:00-23:00" },
	{ EVENT("DTSTART;VALUE=DATE:20260329\r\n"), "03-28T23:00-22:00" },
	/* not busy */
	{ EVENT(NINE_TO_TEN "TRANSP:TRANSPARENT\r\n"), "" },
	{ EVENT(NINE_TO_TEN "TRANSP:OPAQUE\r\n"), "03-06T08:00-09:00" },
	{ EVENT(NINE_TO_TEN "STATUS:CANCELLED\r\n"), "" },
	{ EVENT(PARIS("DTSTART", "20260306T090000")), "" },
	{ EVENT(PARIS("DTSTART", "20260306T090000")
		PARIS("DTEND", "20260306T080000")), "" },
	{ EVENT("SUMMARY:no time\r\n"), "" },
	{ "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
	  "UID:HLK3RH@a.accueil\r\n" NINE_TO_TEN
	  "END:VEVENT\r\nEND:VCALENDAR\r\n", "" },
	/* only what is near */
	{ EVENT("DTSTART:20260301T060000Z\r\nDTEND:20260301T080000Z\r\n"),
	    "03-01T07:00-08:00" },
	{ EVENT("DTSTART:20250306T090000Z\r\nDURATION:PT1H\r\n"), "" },
	{ EVENT("DTSTART:20280306T090000Z\r\nDURATION:PT1H\r\n"), "" },
	/* a weekly hour stays itself when the clocks change */
	{ EVENT(NINE_TO_TEN "RRULE:FREQ=WEEKLY;COUNT=5\r\n"),
	    "03-06T08:00-09:00 03-13T08:00-09:00 03-20T08:00-09:00 "
	    "03-27T08:00-09:00 04-03T07:00-08:00" },
	{ EVENT(NINE_TO_TEN "RRULE:FREQ=WEEKLY;UNTIL=20260403T070000Z\r\n"
		"EXDATE;TZID=Europe/Paris:20260313T090000,20260320T090000\r\n"
		"EXDATE:20260327T080000Z\r\n"),
	    "03-06T08:00-09:00 04-03T07:00-08:00" },
	{ EVENT(NINE_TO_TEN "RRULE:FREQ=DAILY;UNTIL=20260307\r\n"),
	    "03-06T08:00-09:00 03-07T08:00-09:00" },
	{ EVENT(NINE_TO_TEN "RDATE;TZID=Europe/Paris:20260310T110000\r\n"),
	    "03-06T08:00-09:00 03-10T10:00-11:00" },
	{ EVENT(PARIS("DTSTART", "20180302T090000") "DURATION:PT1H\r\n"
		"RRULE:FREQ=YEARLY\r\n"),
	    "03-02T08:00-09:00 03-02T08:00-09:00" },
	{ EVENT("DTSTART;VALUE=DATE:20260303\r\n"
		"RRULE:FREQ=WEEKLY;COUNT=2\r\n"
		"EXDATE;VALUE=DATE:20260303\r\n"), "03-09T23:00-23:00" },
	/* one of the repeated ones was moved */
	{ EVENT(NINE_TO_TEN "RRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\n"
		"BEGIN:VEVENT\r\nUID:1\r\n"
		PARIS("RECURRENCE-ID", "20260313T090000")
		PARIS("DTSTART", "20260313T110000") "DURATION:PT1H\r\n"),
	    "03-06T08:00-09:00 03-13T10:00-11:00" },
};

static const char *
spans_of(const struct ics_busy *busy)
{
	static char text[512];
	char from[CLOCK_ISO_BYTES], to[CLOCK_ISO_BYTES];

	text[0] = '\0';
	for (size_t i = 0; i < busy->count; i++) {
		clock_iso(busy->span[i].from_ms, from);
		clock_iso(busy->span[i].to_ms, to);
		sprintf(text + strlen(text), "%s%.11s-%.5s", i > 0 ? " " : "",
		    from + 5, to + 11);
	}
	return text;
}

START_TEST(test_a_calendar_s_busy_times_are_read)
{
	struct ics_busy busy;

	ck_assert_msg(ics_read(calendars[_i].text,
	    zone_get("Europe/Paris"), at(NOW), &busy, &err), "%s", err.text);
	ck_assert_str_eq(spans_of(&busy), calendars[_i].busy);
	ics_busy_clear(&busy);
}
END_TEST

static const struct {
	const char *text, *cause;
} refusals[] = {
	{ "", "is no iCalendar" },
	{ "hello", "is no iCalendar" },
	{ "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "is no iCalendar" },
	{ EVENT(NINE_TO_TEN "RRULE:FREQ=SECONDLY\r\n"),
	    "an event repeats too often" },
};

START_TEST(test_what_is_no_calendar_is_refused)
{
	struct ics_busy busy;

	ck_assert(!ics_read(refusals[_i].text, zone_get("Europe/Paris"),
	    at(NOW), &busy, &err));
	ck_assert_str_eq(err.text, refusals[_i].cause);
	ics_busy_clear(&busy);
}
END_TEST

static enum store_rc
import_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	return ics_import(txn, office, "", ctx, e);
}

static void
import(const char *text)
{
	struct ics_busy busy;

	ck_assert(ics_read(text, zone_get(office->timezone), at(NOW), &busy,
	    &err));
	ck_assert_int_eq(store_update(agenda_store, import_fn, &busy, &err),
	    STORE_OK);
	ics_busy_clear(&busy);
}

START_TEST(test_busy_times_are_not_booked_until_an_import_frees_them)
{
	struct agenda_slot slot = slot_at("", "2026-03-06T08:30:00Z");
	struct act act;

	hold("call", at(NOW), slot);
	import(EVENT(NINE_TO_TEN));
	ck_assert_int_eq(book(&act, "call", at(NOW), slot), AGENDA_TAKEN);
	import(EVENT(NINE_TO_TEN "TRANSP:TRANSPARENT\r\n"));
	ck_assert_int_eq(book(&act, "call", at(NOW), slot), AGENDA_DONE);
}
END_TEST

START_TEST(test_an_import_takes_nothing_from_a_booking)
{
	struct agenda_slot slot = slot_at("", "2026-03-06T08:30:00Z");
	struct act act;

	book(&act, "call", at(NOW), slot);
	import(EVENT(NINE_TO_TEN));
	ck_assert_int_eq(book(&act, "other", at(NOW), slot), AGENDA_TAKEN);
	ck_assert_int_eq(book(&act, "other", at(NOW),
	    slot_at("", "2026-03-06T08:00:00Z")), AGENDA_TAKEN);
	import(EVENT(""));
	ck_assert_int_eq(book(&act, "other", at(NOW), slot), AGENDA_TAKEN);
	ck_assert_int_eq(book(&act, "other", at(NOW),
	    slot_at("", "2026-03-06T08:00:00Z")), AGENDA_DONE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("agenda, iCalendar");
	TCase *tc = tcase_create("ics");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, open_plain_office, close_office);
	tcase_add_test(tc, test_a_booking_is_an_event_of_the_feed);
	tcase_add_loop_test(tc, test_a_feed_read_back_has_the_right_hours, 0,
	    COUNT(instants));
	tcase_add_test(tc, test_any_words_are_one_line_of_the_feed);
	tcase_add_test(tc, test_the_same_bookings_give_the_same_bytes);
	tcase_add_loop_test(tc, test_a_calendar_s_busy_times_are_read, 0,
	    COUNT(calendars));
	tcase_add_loop_test(tc, test_what_is_no_calendar_is_refused, 0,
	    COUNT(refusals));
	tcase_add_test(tc,
	    test_busy_times_are_not_booked_until_an_import_frees_them);
	tcase_add_test(tc, test_an_import_takes_nothing_from_a_booking);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
