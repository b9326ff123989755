/*
 * src/agenda, what is free: the clock on the wall, the slots that hours give,
 * and which of them suit a wish.
 */
#include <time.h>

#include "agenda/grid.h"
#include "agenda_work.h"

/* --- The clock on the wall ------------------------------------------------ */

/* "2026-03-29 03:00" */
static struct civil
wall(const char *text)
{
	int year, month, mday, hour, minute;

	ck_assert_int_eq(sscanf(text, "%d-%d-%d %d:%d", &year, &month, &mday,
	    &hour, &minute), 5);
	return (struct civil){ dates_day(year, month, mday),
		(int16_t)(hour * 60 + minute) };
}

static const struct {
	const char *zone, *wall, *instant;
	enum { NEVER, ONCE, TWICE } shown; /* that time, by the clock: this is
	                                      the first instant of them */
} times[] = {
	{ "Europe/Paris", "2026-01-15 09:00", "2026-01-15T08:00:00Z", ONCE },
	{ "Europe/Paris", "2026-07-15 09:00", "2026-07-15T07:00:00Z", ONCE },
	/* no hour between two and three */
	{ "Europe/Paris", "2026-03-29 01:59", "2026-03-29T00:59:00Z", ONCE },
	{ "Europe/Paris", "2026-03-29 02:00", "2026-03-29T01:00:00Z", NEVER },
	{ "Europe/Paris", "2026-03-29 02:30", "2026-03-29T01:00:00Z", NEVER },
	{ "Europe/Paris", "2026-03-29 03:00", "2026-03-29T01:00:00Z", ONCE },
	{ "Europe/Paris", "2026-03-29 24:00", "2026-03-29T22:00:00Z", NEVER },
	/* two hours between two and three */
	{ "Europe/Paris", "2026-10-25 02:00", "2026-10-25T00:00:00Z", TWICE },
	{ "Europe/Paris", "2026-10-25 02:59", "2026-10-25T00:59:00Z", TWICE },
	{ "Europe/Paris", "2026-10-25 03:00", "2026-10-25T02:00:00Z", ONCE },
	{ "Indian/Reunion", "2026-03-29 02:30", "2026-03-28T22:30:00Z", ONCE },
	{ "Indian/Mayotte", "2026-10-25 02:30", "2026-10-24T23:30:00Z", ONCE },
	{ "America/Martinique", "2026-07-15 20:00", "2026-07-16T00:00:00Z",
	    ONCE },
	{ "America/Cayenne", "2026-07-15 20:00", "2026-07-15T23:00:00Z", ONCE },
	{ "America/Miquelon", "2026-03-08 02:30", "2026-03-08T05:00:00Z",
	    NEVER },
	{ "America/Miquelon", "2026-11-01 01:30", "2026-11-01T03:30:00Z",
	    TWICE },
	{ "Pacific/Noumea", "2026-01-01 00:00", "2025-12-31T13:00:00Z", ONCE },
	{ "UTC", "1970-01-01 00:01", "1970-01-01T00:01:00Z", ONCE },
};

START_TEST(test_a_time_on_the_wall_is_one_instant)
{
	const struct zone *zone = zone_get(times[_i].zone);
	struct civil want = wall(times[_i].wall), got;
	int64_t ms = zone_instant(zone, want.day, want.minute);

	ck_assert_int_eq(ms, at(times[_i].instant));
	got = zone_civil(zone, ms);
	ck_assert(times[_i].shown == NEVER ||
	    (got.day == want.day && got.minute == want.minute));
	ck_assert(zone_once(zone, ms) == (times[_i].shown != TWICE));
}
END_TEST

static const char *const zones[] = { "Europe/Paris", "Indian/Reunion",
	"America/Guadeloupe", "America/Miquelon", "Pacific/Tahiti" };

/* glibc reads the same tz database with another reader. */
START_TEST(test_every_hour_of_four_years_is_what_the_system_says)
{
	const struct zone *zone = zone_get(zones[_i]);
	time_t end = at("2030-01-01T00:00:00Z") / 1000;
	struct civil civil;
	struct tm tm;

	setenv("TZ", zones[_i], 1);
	tzset();
	for (time_t t = at("2026-01-01T00:00:00Z") / 1000; t < end;
	     t += 60 * 60) {
		localtime_r(&t, &tm);
		civil = zone_civil(zone, t * 1000);
		ck_assert_int_eq(civil.day, dates_day(tm.tm_year + 1900,
		    tm.tm_mon + 1, tm.tm_mday));
		ck_assert_int_eq(civil.minute, tm.tm_hour * 60 + tm.tm_min);
	}
}
END_TEST

/* --- The slots of a day --------------------------------------------------- */

static const struct {
	const char *settings, *day, *slots; /* UTC; the day's alone */
} grids[] = {
	/* hours, slot, buffer */
	{ "hours { mon = '09:00-11:00' }", "2026-03-02",
	    "08:00 08:30 09:00 09:30" },
	{ "hours { mon = '09:00-11:00' }", "2026-03-03", "" },
	{ "hours { mon = '09:00-10:00 14:00-15:15' }", "2026-03-02",
	    "08:00 08:30 13:00 13:30" },
	{ "slot = 45m hours { mon = '09:00-11:00' }", "2026-03-02",
	    "08:00 08:45" },
	{ "slot = 30m buffer = 10m hours { mon = '09:00-11:00' }",
	    "2026-03-02", "08:00 08:40 09:20" },
	{ "slot = 30m buffer = 10m hours { mon = '09:00-10:50' }",
	    "2026-03-02", "08:00 08:40 09:20" },
	{ "slot = 1h hours { mon = '09:00-09:59' }", "2026-03-02", "" },
	{ "hours { mon = '09:02-10:34' }", "2026-03-02", "08:05 08:35" },
	{ "slot = 8h hours { mon = '16:00-24:00' }", "2026-03-02", "15:00" },
	/* closures and exceptions */
	{ "closures = { 2026-03-02 } hours { mon = '09:00-10:00' }",
	    "2026-03-02", "" },
	{ "closures = { 2026-02-20..2026-03-02 } hours { mon = '9:00-10:00' }",
	    "2026-03-02", "" },
	{ "closures = { 2026-02-20..2026-03-01 } hours { mon = '9:00-10:00' }",
	    "2026-03-02", "08:00 08:30" },
	{ "exceptions = { '2026-03-02 14:00-15:00' } "
	  "hours { mon = '09:00-10:00' }", "2026-03-02", "13:00 13:30" },
	{ "exceptions = { '2026-03-02 closed' } hours { mon = '09:00-10:00' }",
	    "2026-03-02", "" },
	{ "exceptions = { '2026-03-01 14:00-14:30' } "
	  "closures = { 2026-02-20..2026-03-02 } "
	  "hours { mon = '09:00-10:00' }", "2026-03-01", "13:00" },
	/* clocks forward: 2:00 is 3:00 */
	{ "hours { sun = '01:00-05:00' }", "2026-03-29",
	    "00:00 00:30 01:00 01:30 02:00 02:30" },
	{ "hours { sun = '02:00-03:00' }", "2026-03-29", "" },
	{ "hours { sun = '02:30-04:00' }", "2026-03-29", "01:00 01:30" },
	{ "slot = 1h hours { sun = '09:00-12:00' }", "2026-03-29",
	    "07:00 08:00 09:00" },
	/* clocks back: 3:00 is 2:00 */
	{ "hours { sun = '01:00-04:00' }", "2026-10-25",
	    "23:00 23:30 00:00 00:30 01:00 01:30 02:00 02:30" },
	{ "slot = 1h hours { sun = '09:00-12:00' }", "2026-10-25",
	    "08:00 09:00 10:00" },
	/* elsewhere */
	{ "timezone = 'Indian/Reunion' hours { sun = '01:00-04:00' }",
	    "2026-03-29", "21:00 21:30 22:00 22:30 23:00 23:30" },
	{ "timezone = 'America/Martinique' hours { sun = '09:00-10:00' }",
	    "2026-10-25", "13:00 13:30" },
};

START_TEST(test_a_day_has_the_slots_that_its_hours_give)
{
	char iso[CLOCK_ISO_BYTES], got[256] = "", midnight[32];
	struct grid_span span[HOURS_SPANS];
	const struct zone *zone;
	size_t count;
	int32_t day;

	open_office(grids[_i].settings);
	zone = zone_get(office->timezone);
	snprintf(midnight, sizeof(midnight), "%s 00:00", grids[_i].day);
	day = wall(midnight).day;
	count = grid_day(office->resources, zone, day, span);
	for (size_t i = 0; i < count; i++) {
		for (int64_t ms = grid_next(office->resources, &span[i], 0);
		     ms >= 0;
		     ms = grid_next(office->resources, &span[i], ms + 1)) {
			ck_assert(grid_has(office->resources, zone, ms));
			ck_assert(!grid_has(office->resources, zone,
			    ms + 5 * 60 * 1000));
			clock_iso(ms, iso);
			sprintf(got + strlen(got), "%s%.5s",
			    got[0] != '\0' ? " " : "", iso + 11);
		}
	}
	ck_assert_str_eq(got, grids[_i].slots);
}
END_TEST

/* --- What suits a wish ---------------------------------------------------- */

#define MONDAY_8AM "2026-03-02T07:00:00Z" /* Paris */
#define DAY(d) (20512 + (d))              /* March ${d}, 2026 */
#define H(h) ((int16_t)((h) * 60))
#define TWO_DOCTORS                                                     \
	"notice = 0m resource r1 { hours { mon = '09:00-10:00' } } "    \
	"resource r2 { slot = 15m hours { mon = '09:00-10:00' "         \
	"tue = '09:00-09:15' } }"

static const struct {
	const char *settings, *now;
	struct agenda_wish wish;
	size_t most;
	const char *slots; /* "day-of-March hour", office's time, resource */
} searches[] = {
	/* spread over days, unless it has to be soon */
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME }, 3,
	    "2 10:00, 3 09:00, 4 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME }, 2, "2 10:00, 3 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .soonest = true }, 3,
	    "2 10:00, 2 10:30, 2 11:00" },
	{ WEEKDAYS, "2026-03-02T09:00:00Z", { ANY_TIME, .soonest = true }, 3,
	    "3 09:00, 3 09:30, 3 10:00" },
	{ WEEKDAYS, "2026-03-02T08:45:00Z", { ANY_TIME, .soonest = true }, 3,
	    "3 09:00, 3 09:30, 3 10:00" },
	{ WEEKDAYS, "2026-03-02T08:15:00Z", { ANY_TIME, .soonest = true }, 3,
	    "2 11:30, 3 09:00, 3 09:30" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .from = DAY(4), .to = DAY(4) }, 3,
	    "4 09:00, 4 09:30, 4 10:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .from = DAY(6), .to = DAY(9) }, 3,
	    "6 09:00, 6 09:30, 9 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .from = DAY(7), .to = DAY(8) }, 3,
	    "" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .from = DAY(30) }, 3,
	    "30 09:00, 31 09:00, 1 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .to = DAY(1) }, 3, "" },
	/* notice and horizon */
	{ "notice = 0m " WEEKDAYS, "2026-03-02T08:00:00Z", { ANY_TIME }, 1,
	    "2 09:00" },
	{ "notice = 0m " WEEKDAYS, "2026-03-02T08:00:01Z", { ANY_TIME }, 1,
	    "2 09:30" },
	{ "notice = 3d " WEEKDAYS, MONDAY_8AM, { ANY_TIME }, 1, "5 09:00" },
	{ "horizon = 1d notice = 1h " WEEKDAYS, MONDAY_8AM, { ANY_TIME }, 3,
	    "2 09:00, 2 09:30, 2 10:00" },
	{ "horizon = 1d notice = 1h " WEEKDAYS, "2026-03-02T09:30:00Z",
	    { ANY_TIME }, 3, "2 11:30, 3 09:00, 3 09:30" },
	/* weekdays */
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .days = 1 << 1 }, 3,
	    "3 09:00, 10 09:00, 17 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .not_days = 1 << 1 | 1 << 2 }, 3,
	    "2 10:00, 5 09:00, 6 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { ANY_TIME, .days = 1 << 5 }, 3, "" },
	/* hours */
	{ WEEKDAYS, MONDAY_8AM, { .after = H(11), .before = -1, .around = -1 },
	    3, "2 11:00, 3 11:00, 4 11:00" },
	{ WEEKDAYS, MONDAY_8AM, { .after = H(12), .before = -1, .around = -1 },
	    3, "" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = H(9) + 30,
	    .around = -1 }, 3, "3 09:00, 4 09:00, 5 09:00" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = H(9), .around = -1 },
	    3, "" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = -1,
	    .around = H(10) + 40 }, 3, "2 10:30, 3 10:30, 4 10:30" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = -1,
	    .around = H(10) + 40, .from = DAY(3), .to = DAY(3) }, 3,
	    "3 10:00, 3 10:30, 3 11:00" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = -1, .around = H(15) },
	    3, "" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = -1, .around = H(10),
	    .around_exact = true, .from = DAY(3), .to = DAY(3) }, 3,
	    "3 10:00" },
	{ WEEKDAYS, MONDAY_8AM, { .after = -1, .before = -1,
	    .around = H(10) + 10, .around_exact = true, .from = DAY(3),
	    .to = DAY(3) }, 3, "3 09:30, 3 10:00, 3 10:30" },
	/* resources */
	{ TWO_DOCTORS, "2026-03-01T07:00:00Z", { ANY_TIME, .soonest = true },
	    3, "2 09:00 r1, 2 09:15 r2, 2 09:30 r1" },
	{ TWO_DOCTORS, "2026-03-01T07:00:00Z", { ANY_TIME }, 3,
	    "2 09:00 r1, 3 09:00 r2, 9 09:00 r1" },
	{ TWO_DOCTORS, "2026-03-01T07:00:00Z", { ANY_TIME, .resource = "r2" },
	    3, "2 09:00 r2, 3 09:00 r2, 9 09:00 r2" },
	{ TWO_DOCTORS, "2026-03-01T07:00:00Z", { ANY_TIME, .resource = "r3" },
	    3, "" },
	/* clocks forward on the 29th */
	{ "hours { sun = '09:00-10:00' }", "2026-03-28T07:00:00Z",
	    { .after = H(9), .before = H(10), .around = -1, .to = DAY(29) },
	    3, "29 09:00, 29 09:30" },
	{ "horizon = 2d notice = 0m hours { sun = '01:00-04:00' }",
	    "2026-03-28T07:00:00Z", { .after = H(2), .before = -1,
	    .around = -1 }, 3, "29 03:00, 29 03:30" },
};

struct look {
	struct agenda a;
	struct agenda_wish wish;
	struct agenda_slot refused[2];
	size_t refused_count, most;
	struct agenda_slot out[AGENDA_MOST];
	size_t count;
};

static enum store_rc
look_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct look *l = ctx;

	l->a.txn = txn;
	return agenda_free(&l->a, &l->wish, l->refused, l->refused_count,
	    l->out, l->most, &l->count, e);
}

static const char *
look(struct look *l, const char *now)
{
	static char text[256];
	int year, month, mday;

	l->a = (struct agenda){ .tenant = office, .call_id = "call",
		.now_ms = at(now) };
	if (l->most == 0)
		l->most = AGENDA_MOST;
	ck_assert_msg(store_view(agenda_store, look_fn, l, &err) == STORE_OK,
	    "%s", err.text);
	text[0] = '\0';
	for (size_t i = 0; i < l->count; i++) {
		dates_civil(l->out[i].at.day, &year, &month, &mday);
		sprintf(text + strlen(text), "%s%d %02d:%02d%s%s",
		    i > 0 ? ", " : "", mday, l->out[i].at.minute / 60,
		    l->out[i].at.minute % 60,
		    l->out[i].resource[0] != '\0' ? " " : "",
		    l->out[i].resource);
	}
	return text;
}

START_TEST(test_a_wish_finds_what_suits_it)
{
	struct look l = { .wish = searches[_i].wish,
		.most = searches[_i].most };

	open_office(searches[_i].settings);
	ck_assert_str_eq(look(&l, searches[_i].now), searches[_i].slots);
}
END_TEST

START_TEST(test_the_neighbours_of_a_refused_slot_are_not_offered)
{
	struct look l = { .wish = { ANY_TIME, .from = DAY(3), .to = DAY(4) },
		.refused = { slot_at("", "2026-03-03T08:30:00Z") },
		.refused_count = 1 };

	open_office("hours { tue = '09:00-12:30' wed = '09:00-09:30' }");
	ck_assert_str_eq(look(&l, MONDAY_8AM), "3 12:00, 4 09:00");
	l.refused[1] = slot_at("", "2026-03-04T08:00:00Z");
	l.refused_count = 2;
	ck_assert_str_eq(look(&l, MONDAY_8AM), "3 12:00");
}
END_TEST

START_TEST(test_what_is_booked_with_its_buffer_is_not_offered)
{
	struct look l = { .wish = { ANY_TIME, .to = DAY(2) } };
	struct act act;

	open_office("notice = 0m hours { mon = '09:00-10:30' }");
	ck_assert_str_eq(look(&l, MONDAY_8AM), "2 09:00, 2 09:30, 2 10:00");
	ck_assert_int_eq(book(&act, "other", at(MONDAY_8AM),
	    slot_at("", "2026-03-02T08:30:00Z")), AGENDA_DONE);
	ck_assert_str_eq(look(&l, MONDAY_8AM), "2 09:00, 2 10:00");
	/* slots that last longer by now touch it */
	open_office("notice = 0m slot = 40m hours { mon = '09:00-11:00' }");
	ck_assert_str_eq(look(&l, MONDAY_8AM), "2 10:20");
	open_office("notice = 0m slot = 25m buffer = 10m "
		    "hours { mon = '09:00-11:00' }");
	ck_assert_str_eq(look(&l, MONDAY_8AM), "2 10:10");
}
END_TEST

START_TEST(test_what_others_hold_is_not_offered_until_their_time_is_over)
{
	struct look l = { .wish = { ANY_TIME, .to = DAY(2) } };

	open_office("notice = 0m hours { mon = '09:00-10:00' }");
	hold("other", at(MONDAY_8AM), slot_at("", "2026-03-02T08:00:00Z"));
	hold("call", at(MONDAY_8AM), slot_at("", "2026-03-02T08:30:00Z"));
	ck_assert_str_eq(look(&l, MONDAY_8AM), "2 09:30");
	ck_assert_str_eq(look(&l, "2026-03-02T07:01:59Z"), "2 09:30");
	ck_assert_str_eq(look(&l, "2026-03-02T07:02:00Z"),
	    "2 09:00, 2 09:30");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("agenda");
	TCase *tc = tcase_create("agenda");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, close_office);
	tcase_add_loop_test(tc, test_a_time_on_the_wall_is_one_instant, 0,
	    COUNT(times));
	tcase_add_loop_test(tc,
	    test_every_hour_of_four_years_is_what_the_system_says, 0,
	    COUNT(zones));
	tcase_add_loop_test(tc, test_a_day_has_the_slots_that_its_hours_give,
	    0, COUNT(grids));
	tcase_add_loop_test(tc, test_a_wish_finds_what_suits_it, 0,
	    COUNT(searches));
	tcase_add_test(tc,
	    test_the_neighbours_of_a_refused_slot_are_not_offered);
	tcase_add_test(tc, test_what_is_booked_with_its_buffer_is_not_offered);
	tcase_add_test(tc,
	    test_what_others_hold_is_not_offered_until_their_time_is_over);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
