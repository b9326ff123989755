/* src/calls/report.c: a call's course, and forgetting it. */
#include "calling.h"
#include "calls/report.h"
#include "held_writer.h"

#define OFFICES                                                     \
	"auth = none\n"                                             \
	"default_tenant = defaut\n"                                 \
	"tenant defaut { name = \"Maison\" keep_transcripts = yes }\n" \
	"tenant dupont {\n"                                         \
	"  name = \"Cabinet Dupont\"\n"                             \
	"  numbers = { \"" DUPONT "\" }\n"                          \
	"  keep_transcripts = yes\n"                                \
	"}\n"                                                       \
	"tenant martin {\n"                                         \
	"  name = \"Garage Martin\"\n"                              \
	"  numbers = { \"" MARTIN "\" }\n"                          \
	"}\n"
#define SENT_MS (OFFICE_NOW_MS - 500)

static void
setup(void)
{
	office_open(&office, OFFICES, NULL);
}

static void
teardown(void)
{
	office_close(&office);
}

/* ${event}: with a detail, and sent ${after} ms after SENT_MS. */
static struct call_news
news_of(const char *event, const char *detail, int64_t after)
{
	return (struct call_news){ .event = event,
		.detail = detail,
		.sent_ms = SENT_MS + after,
		.status = call_status_parse(detail),
		.ended_reason = "",
		.transcript = "" };
}

static void
tell(const struct call_facts *f, const struct call_news *news)
{
	ck_assert_msg(call_report(&office.calls, f, news, OFFICE_NOW_MS,
	                  &err) == STORE_OK, "%s", err.text);
}

static void
tell_status(const char *status, int64_t after)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct call_news news = news_of("status", status, after);

	tell(&f, &news);
}

/* --- What is kept --------------------------------------------------------- */

START_TEST(test_a_call_that_never_spoke_is_known_by_its_reports)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct call_news news = news_of("status", "ended", 0);
	struct session s;

	news.ended_reason = "customer-busy";
	tell(&f, &news);
	s = session_of("c");
	ck_assert_int_eq(s.course.status, CALL_ENDED);
	ck_assert_str_eq(s.course.ended_reason, "customer-busy");
	ck_assert_str_eq(s.tenant, "dupont");
	ck_assert_str_eq(s.customer_phone.e164, "");
	ck_assert_uint_eq(s.turns, 0);
	ck_assert_str_eq(journal_of("c").text, "tenant:dupont status:ended ");
}
END_TEST

/* News that is known may still teach, and teaching may be no news. */
START_TEST(test_a_report_teaches_what_it_may_once)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);

	tell_status("in-progress", 0);
	for (int i = 0; i < 2; i++) {
		struct call_news news = news_of("status", "in-progress", 0);

		tell(&f, &news);
		ck_assert_str_eq(session_of("c").customer_phone.e164, CALLER);
		ck_assert_str_eq(journal_of("c").text,
		    "tenant:dupont status:in-progress "
		    "number:status-update ");
		ck_assert_int_eq(office_logged(&office,
		                     "CALLER_ID_PERSISTED_FROM_WEBHOOK"),
		    1);
	}
}
END_TEST

static bool
last_entry(const struct journal_entry *entry, void *ctx)
{
	*(struct journal_entry *)ctx = *entry;
	return true;
}

static enum store_rc
last_entry_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	return journal_each(txn, "c", last_entry, ctx, e);
}

START_TEST(test_the_journal_says_when_it_was_sent_and_when_heard)
{
	struct journal_entry entry;

	tell_status("in-progress", 7);
	ck_assert_int_eq(store_view(office.store, last_entry_fn, &entry,
	                     &err),
	    STORE_OK);
	ck_assert_int_eq(entry.at_ms, OFFICE_NOW_MS);
	ck_assert_int_eq(entry.sent_ms, SENT_MS + 7);
	ck_assert_str_eq(entry.event, "status");
	ck_assert_str_eq(entry.detail, "in-progress");
}
END_TEST

START_TEST(test_without_a_call_id_nothing_is_reported)
{
	struct call_facts f = facts_of("", NULL, DUPONT);
	struct call_news news = news_of("hang", "", 0);

	tell(&f, &news);
	ck_assert(!has_session(""));
}
END_TEST

START_TEST(test_the_course_comes_through_the_store_unchanged)
{
	struct call_facts f = facts_of("c", NULL, NULL);
	struct call_news news = news_of("end-of-call-report", "ended", 0);
	/* The longest word of the schema. */
	static const char reason[] =
	    "call.in-progress.error-vapifault-eleven-labs-blocked-voice-"
	    "potentially-against-terms-of-service-and-awaiting-verification";

	news.ended_reason = reason;
	news.cost_micro_usd = 123456;
	tell(&f, &news);
	ck_assert_str_eq(session_of("c").course.ended_reason, reason);
	ck_assert_int_eq(session_of("c").course.cost_micro_usd, 123456);
}
END_TEST

/* --- Late, twice, out of order -------------------------------------------- */

#define STATUSES 5

/* Heard in this order; the status in the end is the furthest. */
static const struct {
	const char *heard[STATUSES];
	enum call_status in_the_end;
} orders[] = {
	{ { "queued", "ringing", "in-progress", "forwarding", "ended" },
	    CALL_ENDED },
	{ { "ended", "forwarding", "in-progress", "ringing", "queued" },
	    CALL_ENDED },
	{ { "in-progress", "ended", "in-progress", "ringing", NULL },
	    CALL_ENDED },
	{ { "in-progress", "queued", "scheduled", NULL, NULL },
	    CALL_IN_PROGRESS },
	{ { "in-progress", "not-found", "Ended", "", NULL },
	    CALL_IN_PROGRESS },
	{ { "a status to come", NULL, NULL, NULL, NULL }, CALL_UNKNOWN },
};

START_TEST(test_a_status_never_goes_back)
{
	enum call_status before = CALL_UNKNOWN;

	for (int i = 0; i < STATUSES && orders[_i].heard[i] != NULL; i++) {
		tell_status(orders[_i].heard[i], i);
		ck_assert_int_ge(session_of("c").course.status, before);
		before = session_of("c").course.status;
	}
	ck_assert_int_eq(before, orders[_i].in_the_end);
}
END_TEST

START_TEST(test_a_report_that_comes_again_is_journalled_once)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct call_news hang = news_of("hang", "", 0);
	struct session before, after;

	tell_status("in-progress", 0);
	tell(&f, &hang);
	before = session_of("c");
	tell_status("in-progress", 0);
	tell(&f, &hang);
	after = session_of("c");
	ck_assert_mem_eq(&before, &after, sizeof(after));
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont status:in-progress hang: ");
	/* another time, another silence */
	hang.sent_ms++;
	tell(&f, &hang);
	ck_assert_str_eq(journal_of("c").text,
	    "tenant:dupont status:in-progress hang: hang: ");
}
END_TEST

START_TEST(test_what_is_known_takes_no_write_transaction)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct call_news ended = news_of("end-of-call-report", "ended", 0);
	struct call_facts gone = facts_of("gone", CALLER, DUPONT);

	ended.transcript = "AI: Bonjour.";
	tell(&f, &ended);
	tell_status("ended", 0);
	ck_assert_int_eq(call_erase(&office.calls, "gone", OFFICE_NOW_MS,
	                     &err),
	    STORE_OK);
	hold_the_writer(office.store);
	tell(&f, &ended);
	tell_status("ended", 0);
	tell(&gone, &ended);
	ck_assert_int_eq(call_erase(&office.calls, "gone", OFFICE_NOW_MS,
	                     &err),
	    STORE_OK);
	let_the_writer_go();
}
END_TEST

/* The first reason stays; a cost grows, as it is reckoned. */
START_TEST(test_the_end_is_told_in_several_messages)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct call_news ended = news_of("status", "ended", 0);
	struct call_news report = news_of("end-of-call-report", "ended", 1);

	ended.ended_reason = "customer-ended-call";
	report.ended_reason = "silence-timed-out";
	report.cost_micro_usd = 88000;
	tell(&f, _i ? &report : &ended);
	tell(&f, _i ? &ended : &report);
	ck_assert_str_eq(session_of("c").course.ended_reason,
	    _i ? "silence-timed-out" : "customer-ended-call");
	ck_assert_int_eq(session_of("c").course.cost_micro_usd, 88000);
	report.sent_ms++;
	report.cost_micro_usd = 90000;
	tell(&f, &report);
	ck_assert_int_eq(session_of("c").course.cost_micro_usd, 90000);
}
END_TEST

START_TEST(test_reports_between_turns_move_no_turn)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);

	learn(&f);
	talk(&f, booking, 1);
	tell_status("in-progress", 0);
	ck_assert_int_eq(talk(&f, booking, 2).after, STATE_QUALIF_MOTIF);
	tell_status("ended", 1);
	/* a turn that comes late is answered, and the call has still ended */
	ck_assert_int_eq(talk(&f, booking, 3).after, STATE_QUALIF_PREF);
	ck_assert_int_eq(session_of("c").course.status, CALL_ENDED);
	ck_assert_uint_eq(session_of("c").turns, 3);
}
END_TEST

#define THREADS 8

static void *
tell_it(void *unused)
{
	struct call_facts f = facts_of("c", NULL, DUPONT);
	struct call_news news = news_of("status", "ended", 0);
	struct err e;

	(void)unused;
	if (call_report(&office.calls, &f, &news, OFFICE_NOW_MS, &e) !=
	    STORE_OK)
		abort();
	return NULL;
}

START_TEST(test_a_report_told_by_many_at_once_is_journalled_once)
{
	pthread_t thread[THREADS];

	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&thread[i], NULL, tell_it,
		                     NULL),
		    0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	ck_assert_str_eq(journal_of("c").text, "tenant:dupont status:ended ");
}
END_TEST

/* --- The transcript ------------------------------------------------------- */

struct reading {
	const char *call_id;
	char text[64];
};

static enum store_rc
transcript_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct reading *r = ctx;
	struct store_view view;
	enum store_rc rc = store_get(txn, STORE_TRANSCRIPTS, r->call_id,
	    strlen(r->call_id), &view, e);

	if (rc == STORE_OK)
		snprintf(r->text, sizeof(r->text), "%.*s", (int)view.len,
		    (const char *)view.data);
	return rc == STORE_ABSENT ? STORE_OK : rc;
}

static const char *
transcript_of(const char *call_id)
{
	static struct reading r;

	r = (struct reading){ .call_id = call_id };
	ck_assert_int_eq(store_view(office.store, transcript_fn, &r, &err),
	    STORE_OK);
	return r.text;
}

static const struct {
	const char *dialled;
	const char *kept;
} transcripts[] = {
	{ DUPONT, "AI: Bonjour." },
	{ MARTIN, "" },             /* keeps none */
	{ NULL, "AI: Bonjour." },   /* the default office's */
	{ NOBODY, "AI: Bonjour." }, /* its too */
};

START_TEST(test_a_transcript_is_kept_only_where_the_office_says_so)
{
	struct call_facts f = facts_of("c", NULL, transcripts[_i].dialled);
	struct call_news report = news_of("end-of-call-report", "ended", 0);

	report.transcript = "AI: Bonjour.";
	tell(&f, &report);
	ck_assert_str_eq(transcript_of("c"), transcripts[_i].kept);
	ck_assert_int_eq(office_logged(&office, "Bonjour"), 0);
}
END_TEST

/* --- Erasing -------------------------------------------------------------- */

static enum store_rc
entries_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	static const enum store_table tables[] = { STORE_JOURNAL,
		STORE_REQUESTS, STORE_ANSWERS, STORE_TRANSCRIPTS };
	uint64_t *total = ctx, count;
	enum store_rc rc;

	*total = 0;
	for (int i = 0; i < COUNT(tables); i++) {
		if ((rc = store_count(txn, tables[i], &count, e)) != STORE_OK)
			return rc;
		*total += count;
	}
	return STORE_OK;
}

/* What is kept of all calls, besides their sessions. */
static int
entries(void)
{
	uint64_t total;

	ck_assert_int_eq(store_view(office.store, entries_fn, &total, &err),
	    STORE_OK);
	return (int)total;
}

static void
erase(const char *call_id)
{
	ck_assert_msg(call_erase(&office.calls, call_id, OFFICE_NOW_MS, &err)
	        == STORE_OK, "%s", err.text);
}

/* A call with all that can be kept of one. */
static void
whole_call(const char *call_id)
{
	struct call_facts f = facts_of(call_id, CALLER, DUPONT);
	struct call_news report = news_of("end-of-call-report", "ended", 0);

	learn(&f);
	for (int i = 1; i <= COUNT(booking); i++)
		talk(&f, booking, i);
	report.transcript = "AI: Bonjour.";
	tell(&f, &report);
}

static bool
seen(const struct session *s, void *ctx)
{
	(void)s;
	++*(int *)ctx;
	return true;
}

START_TEST(test_an_erased_call_leaves_nothing_and_its_neighbours_all)
{
	int before, count = 0;

	whole_call("c2"); /* "c" begins its name */
	before = entries();
	whole_call("c");
	ck_assert_int_eq(entries(), before * 2);
	erase("c");
	ck_assert_int_eq(entries(), before);
	ck_assert(!has_session("c"));
	ck_assert(has_session("c2"));
	ck_assert_str_eq(journal_of("c").text, "");
	ck_assert_str_eq(transcript_of("c"), "");
	ck_assert_int_eq(requests(), 1);
	ck_assert_int_eq(call_each(&office.calls, seen, &count, &err),
	    STORE_OK);
	ck_assert_int_eq(count, 1);
}
END_TEST

static enum store_rc
erased_bytes_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	struct store_view view;

	(void)ctx;
	if (store_get(txn, STORE_SESSIONS, "c", 1, &view, e) != STORE_OK)
		return STORE_FAILED;
	ck_assert_ptr_null(memmem(view.data, view.len, "63998", 5));
	ck_assert_ptr_null(memmem(view.data, view.len, "Claire", 6));
	ck_assert_ptr_null(memmem(view.data, view.len, "dupont", 6));
	return STORE_OK;
}

START_TEST(test_what_stays_of_an_erased_call_is_its_id)
{
	whole_call("c");
	erase("c");
	ck_assert_int_eq(store_view(office.store, erased_bytes_fn, NULL, &err),
	    STORE_OK);
}
END_TEST

/* Late messages of every kind; a turn is answered all the same. */
START_TEST(test_late_messages_do_not_bring_an_erased_call_back)
{
	struct call_facts f = facts_of("c", CALLER, DUPONT);
	struct call_news report = news_of("end-of-call-report", "ended", 1);
	struct call_answer answer;

	if (_i == 1)
		whole_call("c");
	erase("c");
	ck_assert(!learn(&f).number);
	report.transcript = "AI: Bonjour.";
	tell(&f, &report);
	answer = talk(&f, booking, 2);
	ck_assert_int_eq(answer.after, STATE_QUALIF_MOTIF);
	ck_assert_str_ne(answer.say, "");
	/* even the one that takes the request */
	answer = talk(&f, booking, COUNT(booking));
	ck_assert_int_eq(answer.after, STATE_CONFIRMED);
	ck_assert_int_eq(call_say(&office.calls, "c", "oui", OFFICE_NOW_MS,
	                     &answer, &err),
	    STORE_ABSENT);
	erase("c");
	ck_assert(!has_session("c"));
	ck_assert_int_eq(entries(), 0);
	ck_assert_int_eq(office_logged(&office,
	                     "CALLER_ID_PERSISTED_FROM_WEBHOOK"),
	    _i);
}
END_TEST

START_TEST(test_erasing_without_a_call_id_changes_nothing)
{
	whole_call("c");
	erase("");
	ck_assert(has_session("c"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("report");
	TCase *tc = tcase_create("report");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc,
	    test_a_call_that_never_spoke_is_known_by_its_reports);
	tcase_add_test(tc, test_a_report_teaches_what_it_may_once);
	tcase_add_test(tc,
	    test_the_journal_says_when_it_was_sent_and_when_heard);
	tcase_add_test(tc, test_without_a_call_id_nothing_is_reported);
	tcase_add_test(tc,
	    test_the_course_comes_through_the_store_unchanged);
	tcase_add_loop_test(tc, test_a_status_never_goes_back, 0,
	    COUNT(orders));
	tcase_add_test(tc, test_a_report_that_comes_again_is_journalled_once);
	tcase_add_test(tc, test_what_is_known_takes_no_write_transaction);
	tcase_add_loop_test(tc, test_the_end_is_told_in_several_messages, 0,
	    2);
	tcase_add_test(tc, test_reports_between_turns_move_no_turn);
	tcase_add_test(tc,
	    test_a_report_told_by_many_at_once_is_journalled_once);
	tcase_add_loop_test(tc,
	    test_a_transcript_is_kept_only_where_the_office_says_so, 0,
	    COUNT(transcripts));
	tcase_add_test(tc,
	    test_an_erased_call_leaves_nothing_and_its_neighbours_all);
	tcase_add_test(tc, test_what_stays_of_an_erased_call_is_its_id);
	tcase_add_loop_test(tc,
	    test_late_messages_do_not_bring_an_erased_call_back, 0, 2);
	tcase_add_test(tc, test_erasing_without_a_call_id_changes_nothing);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
