/* src/calls/session.c: the stored form there and back, and the shown one. */
#include <check.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls/session.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))
#define NOW 1795426200000

static struct err err;

/* --- Sessions to try ------------------------------------------------------- */

static void
make_new(struct session *s)
{
	session_init(s, "call-1", NOW);
}

static void
make_full(struct session *s)
{
	struct session_turn *turn;

	session_init(s, "7d2f4ab1-5c9e-4f0a-8b76-2f1e0c9d8a7b", NOW);
	strcpy(s->tenant, "dupont");
	strcpy(s->customer_phone.e164, "+33639980114");
	strcpy(s->caller_id_source, "webhook");
	s->dialog = (struct dialog){ .state = STATE_CONTACT_CONFIRM,
		.goal = GOAL_BOOKING,
		.name = "Claire Lefèvre",
		.reason = "un suivi, \"urgent\" \\ ou pas\n",
		.preference = "jeudi",
		.contact = { CONTACT_PHONE, true, false, "+33639980114" },
		.dictated = { "0639", "22" },
		.shown_refused = true,
		.person_offered = true,
		.misheard = 2 };
	for (uint32_t i = 0; i < SESSION_TURNS + 2u; i++) {
		turn = session_push_turn(s);
		*turn = (struct session_turn){ .before = s->dialog,
			.act = DIALOG_HANG_UP,
			.said = "C'est noté." };
		turn_hash(&turn->words, i + 1, "un deux trois", 13);
		s->turns++;
	}
	s->turn[SESSION_TURNS - 1].words.whole = UINT64_MAX;
	s->turn[0].words.whole = (uint64_t)1 << 63;
	s->course = (struct course){ .status = CALL_ENDED,
		.ended_reason = "customer-ended-call",
		.cost_micro_usd = 123456 };
	s->updated_at = NOW + 90000;
	s->events = 7;
}

static void
fill(char *text, size_t bytes)
{
	memset(text, '~', bytes - 1);
	text[bytes - 1] = '\0';
}

/* Every text as long as it fits, every number as large. */
static void
make_largest(struct session *s)
{
	struct session_turn *turn;

	make_full(s);
	fill(s->call_id, sizeof(s->call_id));
	fill(s->tenant, sizeof(s->tenant));
	fill(s->caller_id_source, sizeof(s->caller_id_source));
	strcpy(s->customer_phone.e164, "+123456789012345");
	fill(s->dialog.name, sizeof(s->dialog.name));
	fill(s->dialog.reason, sizeof(s->dialog.reason));
	fill(s->dialog.preference, sizeof(s->dialog.preference));
	s->dialog.contact.kind = CONTACT_EMAIL;
	fill(s->dialog.contact.value, sizeof(s->dialog.contact.value));
	fill(s->dialog.dictated.digits, sizeof(s->dialog.dictated.digits));
	fill(s->dialog.dictated.groups, sizeof(s->dialog.dictated.groups));
	s->dialog.misheard = UINT8_MAX;
	s->turns = s->events = UINT32_MAX;
	s->created_at = s->updated_at = INT64_MAX;
	s->tenant_by_default = s->erased = true;
	fill(s->course.ended_reason, sizeof(s->course.ended_reason));
	s->course.cost_micro_usd = INT64_MAX;
	for (int i = 0; i < SESSION_TURNS; i++) {
		turn = &s->turn[i];
		fill(turn->said, sizeof(turn->said));
		turn->before = s->dialog;
		turn->words.place = UINT32_MAX;
		turn->words.count = TURN_WORDS;
		memset(turn->words.word, 0xff, sizeof(turn->words.word));
	}
}

/* A recogniser's bad bytes come back as they went. */
static void
make_odd_bytes(struct session *s)
{
	session_init(s, "\x01 \xff\xfe \xc3", -NOW);
	strcpy(s->dialog.reason, "\x80 a \xed\xa0\x80 \x7f\x1b[0m");
	s->updated_at = INT64_MIN;
}

static void (*const makers[])(struct session *s) = { make_new, make_full,
	make_largest, make_odd_bytes };

/* --- The stored form ------------------------------------------------------- */

static void
encode(const struct session *s, struct strbuf *out)
{
	strbuf_init(out);
	ck_assert(session_encode(s, out));
}

static bool
decode(const char *text, struct session *s)
{
	err.text[0] = '\0';
	return session_decode(text, strlen(text), s, &err);
}

START_TEST(test_what_is_encoded_is_decoded_and_encoded_the_same)
{
	struct session s, back;
	struct strbuf one, two;

	makers[_i](&s);
	encode(&s, &one);
	memset(&back, 0x25, sizeof(back));
	ck_assert_msg(session_decode(strbuf_get(&one), one.len, &back, &err),
	    "%s", err.text);
	encode(&back, &two);
	ck_assert_str_eq(strbuf_get(&one), strbuf_get(&two));
	ck_assert_str_eq(s.call_id, back.call_id);
	ck_assert_str_eq(s.tenant, back.tenant);
	ck_assert_str_eq(s.dialog.reason, back.dialog.reason);
	ck_assert_str_eq(session_last_said(&s), session_last_said(&back));
	ck_assert_int_eq(s.dialog.state, back.dialog.state);
	ck_assert_int_eq(s.updated_at, back.updated_at);
	ck_assert_int_eq(s.course.status, back.course.status);
	ck_assert_str_eq(s.course.ended_reason, back.course.ended_reason);
	ck_assert_int_eq(s.course.cost_micro_usd, back.course.cost_micro_usd);
	ck_assert_int_eq(s.erased, back.erased);
	ck_assert_uint_eq(s.turn_count, back.turn_count);
	ck_assert_mem_eq(&s.turn[0].words, &back.turn[0].words,
	    sizeof(s.turn[0].words));
	strbuf_clear(&one);
	strbuf_clear(&two);
}
END_TEST

START_TEST(test_each_state_and_goal_goes_there_and_back)
{
	struct session s, back;
	struct strbuf text;

	session_init(&s, "c", NOW);
	for (int i = 0; i < STATE__COUNT * GOAL__COUNT; i++) {
		s.dialog.state = (enum dialog_state)(i % STATE__COUNT);
		s.dialog.goal = (enum dialog_goal)(i / STATE__COUNT);
		encode(&s, &text);
		ck_assert(decode(strbuf_get(&text), &back));
		ck_assert_int_eq(back.dialog.state, s.dialog.state);
		ck_assert_int_eq(back.dialog.goal, s.dialog.goal);
		strbuf_clear(&text);
	}
}
END_TEST

/* The words that were said are not kept, once the turn is taken. */
START_TEST(test_a_past_turn_is_kept_as_hashes)
{
	struct session s;
	struct strbuf text;

	session_init(&s, "c", NOW);
	turn_hash(&session_push_turn(&s)->words, 1, "mot reconnaissable", 18);
	encode(&s, &text);
	ck_assert_ptr_null(strstr(strbuf_get(&text), "reconnaissable"));
	strbuf_clear(&text);
}
END_TEST

#define DIALOG "\"dialog\":{\"state\":\"START\",\"goal\":\"none\"}"

static const struct {
	const char *text;
	const char *cause; /* "" = it is a session */
} stored[] = {
	{ "{\"v\":1,\"id\":\"c\"," DIALOG ",\"past\":[]}", "" },
	{ "{\"v\":1,\"id\":\"c\",\"new\":{}," DIALOG ",\"past\":[]}", "" },
	{ "{\"v\":1,\"id\":\"c\",\"tenant\":7,\"turns\":-1," DIALOG
	  ",\"past\":[]}", "" },
	{ "{\"v\":2,\"id\":\"c\"," DIALOG ",\"past\":[]}", "version 2" },
	{ "{\"id\":\"c\"," DIALOG ",\"past\":[]}", "version 0" },
	{ "{\"v\":1," DIALOG ",\"past\":[]}", "malformed" },
	{ "{\"v\":1,\"id\":7," DIALOG ",\"past\":[]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\",\"past\":[]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\",\"dialog\":[],\"past\":[]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\",\"dialog\":null,\"past\":[]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\",\"dialog\":{\"state\":\"NOWHERE\","
	  "\"goal\":\"none\"},\"past\":[]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\"," DIALOG "}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\"," DIALOG ",\"past\":{}}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\"," DIALOG ",\"past\":[{}]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\"," DIALOG ",\"past\":[null]}", "malformed" },
	{ "{\"v\":1,\"id\":\"c\"," DIALOG ",\"past\":[{\"words\":[]}]}",
	  "malformed" },
	{ "{\"v\":1,\"id\":\"c\"," DIALOG
	  ",\"past\":[{},{},{},{},{},{},{}]}", "malformed" },
	{ "", "not a JSON object" },
	{ "{\"v\":1", "not a JSON object" },
	{ "[]", "not a JSON object" },
	{ "null", "not a JSON object" },
	{ "\xff\xfe", "not a JSON object" },
};

START_TEST(test_what_is_no_session_of_ours_is_refused_with_its_cause)
{
	struct session s;

	ck_assert_msg(decode(stored[_i].text, &s) ==
	        (stored[_i].cause[0] == '\0'),
	    "%s: %s", stored[_i].text, err.text);
	ck_assert_msg(strstr(err.text, stored[_i].cause) != NULL, "%s: %s",
	    stored[_i].text, err.text);
}
END_TEST

START_TEST(test_the_oldest_turn_makes_room_for_the_newest)
{
	struct session s;

	session_init(&s, "c", NOW);
	ck_assert_str_eq(session_last_said(&s), "");
	for (uint32_t i = 1; i <= SESSION_TURNS + 1u; i++) {
		struct session_turn *turn = session_push_turn(&s);

		*turn = (struct session_turn){ .words = { .place = i } };
		snprintf(turn->said, sizeof(turn->said), "%u", i);
	}
	ck_assert_uint_eq(s.turn_count, SESSION_TURNS);
	ck_assert_uint_eq(s.turn[0].words.place, 2);
	ck_assert_str_eq(session_last_said(&s), "4");
}
END_TEST

/* --- The form that people read --------------------------------------------- */

static struct json_object *
show(const struct session *s, bool reveal)
{
	struct strbuf text;
	struct json_object *o;

	strbuf_init(&text);
	ck_assert(session_show(s, reveal, &text));
	o = json_tokener_parse(strbuf_get(&text));
	ck_assert_ptr_nonnull(o);
	strbuf_clear(&text);
	return o;
}

/* In the order in which the design names them. */
static const char *const shown_fields[] = { "call_id", "tenant", "state",
	"customer_phone", "caller_id_source", "name", "reason", "preference",
	"contact", "slot", "booking_id", "created_at", "updated_at", "turns" };

START_TEST(test_the_shown_fields_are_those_of_the_manual_in_order)
{
	struct session s;
	struct json_object *o;
	int i = 0;

	makers[_i](&s);
	o = show(&s, false);
	json_object_object_foreach(o, key, value)
	{
		(void)value;
		ck_assert_int_lt(i, COUNT(shown_fields));
		ck_assert_str_eq(key, shown_fields[i++]);
	}
	ck_assert_int_eq(i, COUNT(shown_fields));
	json_object_put(o);
}
END_TEST

static const struct {
	enum contact_kind kind;
	const char *value, *masked;
} contacts[] = {
	{ CONTACT_PHONE, "+33199000042", "+33•••••••42" },
	{ CONTACT_EMAIL, "claire@example.fr", "c•••@example.fr" },
	{ CONTACT_EMAIL, "", "•••" }, /* never stored so; never a crash */
	{ CONTACT_NONE, "", NULL },
};

static const char *
member(struct json_object *o, const char *outer, const char *inner)
{
	struct json_object *value;

	ck_assert(json_object_object_get_ex(o, outer, &value));
	if (inner != NULL)
		ck_assert(json_object_object_get_ex(value, inner, &value));
	return value != NULL ? json_object_get_string(value) : NULL;
}

START_TEST(test_numbers_and_addresses_show_whole_only_when_revealed)
{
	struct json_object *hidden, *revealed;
	struct session s;

	make_full(&s);
	s.dialog.contact.kind = contacts[_i].kind;
	strcpy(s.dialog.contact.value, contacts[_i].value);
	hidden = show(&s, false);
	revealed = show(&s, true);
	ck_assert_str_eq(member(hidden, "customer_phone", NULL),
	    "+33•••••••14");
	ck_assert_str_eq(member(revealed, "customer_phone", NULL),
	    "+33639980114");
	ck_assert_pstr_eq(member(hidden, "contact", "value"),
	    contacts[_i].masked);
	ck_assert_pstr_eq(member(revealed, "contact", "value"),
	    contacts[_i].value[0] != '\0' ? contacts[_i].value : NULL);
	ck_assert_str_eq(member(hidden, "created_at", NULL),
	    "2026-11-23T09:30:00.000Z");
	json_object_put(hidden);
	json_object_put(revealed);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("session");
	TCase *tc = tcase_create("session");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc,
	    test_what_is_encoded_is_decoded_and_encoded_the_same, 0,
	    COUNT(makers));
	tcase_add_test(tc, test_each_state_and_goal_goes_there_and_back);
	tcase_add_test(tc, test_a_past_turn_is_kept_as_hashes);
	tcase_add_loop_test(tc,
	    test_what_is_no_session_of_ours_is_refused_with_its_cause, 0,
	    COUNT(stored));
	tcase_add_test(tc, test_the_oldest_turn_makes_room_for_the_newest);
	tcase_add_loop_test(tc,
	    test_the_shown_fields_are_those_of_the_manual_in_order, 0,
	    COUNT(makers));
	tcase_add_loop_test(tc,
	    test_numbers_and_addresses_show_whole_only_when_revealed, 0,
	    COUNT(contacts));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
