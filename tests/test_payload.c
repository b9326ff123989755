/* src/vapi/payload.c: what bodies say of their call, and which are refused. */
#include "posting.h"

static struct payload payload;

static bool
read_bytes(const char *body, size_t len)
{
	struct vapi_request request = request_of("", NULL);

	request.body = body;
	request.body_len = len;
	vapi_reply_clear(&reply);
	vapi_reply_init(&reply);
	return payload_read(&request, &office.calls, &payload, &reply);
}

static bool
read_text(const char *body)
{
	return read_bytes(body, strlen(body));
}

/* --- The call id ----------------------------------------------------------- */

static const struct {
	const char *body, *id;
} ids[] = {
	{ "{}", "" },
	{ "{\"message\":{\"call\":{\"id\":\"a\"}},\"call\":{\"id\":\"b\"}}", "a" },
	{ "{\"call\":{\"id\":\"b\"}}", "b" },
	{ "{\"message\":{\"call\":{\"id\":null}},\"call\":{\"id\":\"b\"}}", "b" },
	{ "{\"message\":{\"call\":{\"id\":\"\"}},\"call\":{\"id\":\"b\"}}", "b" },
	{ "{\"message\":{\"call\":{\"id\":7}},\"call\":{\"id\":\"b\"}}", "b" },
	{ "{\"message\":null,\"call\":{\"id\":\"b\"}}", "b" },
	{ "{\"message\":[1],\"call\":{\"id\":\"b\"}}", "b" },
	{ "{\"call\":{\"callId\":\"old\"}}", "old" },
	{ "{\"call\":{\"callId\":\"old\",\"id\":\"new\"}}", "new" },
	{ "{\"call\":{\"id\":\"one\",\"id\":\"two\"}}", "two" }, /* RFC 8259: the
	    last, as most readers take it */
	{ "{\"call\":{\"id\":\"\\ud800x\"}}", "\xef\xbf\xbdx" }, /* half a pair */
	{ "{\"call\":\"b\",\"id\":\"c\"}", "" },
	{ "{\"message\":{\"id\":\"c\"}}", "" },
};

START_TEST(test_the_call_id_is_the_first_that_stands_there)
{
	ck_assert_msg(read_text(ids[_i].body), "%s", ids[_i].body);
	ck_assert_str_eq(payload.facts.call_id, ids[_i].id);
	ck_assert_str_eq(reply.call_id, ids[_i].id);
	payload_clear(&payload);
}
END_TEST

#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct {
	const char *body, *param;
} bad_ids[] = {
	{ "{\"call\":{\"id\":\"a\\u0000b\"}}", "call.id" },
	{ "{\"message\":{\"call\":{\"id\":\"\\u0000\"}}}", "message.call.id" },
	{ "{\"call\":{\"id\":\"" X50 X50 X50 X50 "x\"}}", "call.id" },
	{ "{\"call\":{\"callId\":\"" X50 X50 X50 X50 "x\"}}", "call.callId" },
};

START_TEST(test_a_call_id_that_cannot_be_kept_is_refused_by_its_path)
{
	ck_assert(!read_text(bad_ids[_i].body));
	ck_assert_ptr_null(payload.root);
	check_error(400, bad_ids[_i].param, "invalid_call_id");
}
END_TEST

/* Chat only: its handler asks for it. */
static const struct {
	const char *body, *header, *id;
} headers[] = {
	{ "{}", "h", "h" },
	{ "{\"call\":{\"id\":\"b\"}}", "h", "b" },
	{ "{}", "", "" },
	{ "{}", NULL, "" },
	{ "{}", X50 X50 X50 X50, X50 X50 X50 X50 },
	{ "{}", X50 X50 X50 X50 "x", NULL },
};

START_TEST(test_the_header_names_the_call_where_the_body_does_not)
{
	bool taken;

	ck_assert(read_text(headers[_i].body));
	taken = payload_take_header(&payload, headers[_i].header, &reply);
	ck_assert_int_eq(taken, headers[_i].id != NULL);
	if (taken) {
		ck_assert_str_eq(payload.facts.call_id, headers[_i].id);
		ck_assert_str_eq(reply.call_id, headers[_i].id);
	} else {
		check_error(400, "X-Vapi-Call-Id", "invalid_call_id");
	}
	payload_clear(&payload);
}
END_TEST

/* --- The caller's number --------------------------------------------------- */

/* clang-format off */
/* In the order in which they are looked at: each beats all that follow. */
static const struct {
	const char *before, *after, *path;
} places[] = {
	{ "\"message\":{\"call\":{\"customer\":{\"number\":", "}}}", "message.call.customer.number" },
	{ "\"message\":{\"call\":{\"customer\":{\"phone\":", "}}}", "message.call.customer.phone" },
	{ "\"message\":{\"customer\":{\"number\":", "}}", "message.customer.number" },
	{ "\"message\":{\"customer\":{\"phone\":", "}}", "message.customer.phone" },
	{ "\"call\":{\"customer\":{\"number\":", "}}", "call.customer.number" },
	{ "\"call\":{\"customer\":{\"phone\":", "}}", "call.customer.phone" },
	{ "\"customer\":{\"number\":", "}", "customer.number" },
	{ "\"customer\":{\"phone\":", "}", "customer.phone" },
	{ "\"call\":{\"from\":", "}", "call.from" },
	{ "\"customerNumber\":", "", "customerNumber" },
	{ "\"callerNumber\":", "", "callerNumber" },
	{ "\"messages\":[{},{\"customer\":{\"number\":", "}}]", "messages[].customer.number" },
	{ "\"messages\":[null,7,{\"customer\":{\"phone\":", "}}]", "messages[].customer.phone" },
	{ "\"message\":{\"call\":{\"customer\":{\"sipUri\":", "}}}", "message.call.customer.sipUri" },
	{ "\"message\":{\"customer\":{\"sipUri\":", "}}", "message.customer.sipUri" },
	{ "\"call\":{\"customer\":{\"sipUri\":", "}}", "call.customer.sipUri" },
	{ "\"customer\":{\"sipUri\":", "}", "customer.sipUri" },
};
/* clang-format on */

static char *
body_with(int place, const char *value, char out[512])
{
	snprintf(out, 512, "{%s%s%s}", places[place].before, value,
	    places[place].after);
	return out;
}

START_TEST(test_the_number_is_found_where_it_may_stand)
{
	char body[512];

	ck_assert(read_text(body_with(_i, "\"06 39 98 01 14\"", body)));
	ck_assert_int_eq(payload.facts.caller, CALLER_OK);
	ck_assert_str_eq(payload.facts.number.e164, CALLER);
	ck_assert_str_eq(payload.facts.number_path, places[_i].path);
	payload_clear(&payload);
}
END_TEST

/* Deep merge of two bodies: objects of one name become one. */
static void
merge(struct json_object *into, struct json_object *from)
{
	json_object_object_foreach(from, key, value)
	{
		struct json_object *there;

		if (json_object_object_get_ex(into, key, &there) &&
		    json_object_is_type(there, json_type_object) &&
		    json_object_is_type(value, json_type_object))
			merge(there, value);
		else if (there == NULL)
			json_object_object_add(into, key,
			    json_object_get(value));
	}
}

static bool
read_both(int first, const char *one, int second, const char *two)
{
	char body[512];
	struct json_object *a = json_tokener_parse(
	    body_with(first, one, body));
	struct json_object *b = json_tokener_parse(
	    body_with(second, two, body));
	bool ok;

	merge(a, b);
	ok = read_text(json_object_to_json_string(a));
	json_object_put(a);
	json_object_put(b);
	return ok;
}

START_TEST(test_an_earlier_place_beats_every_later_one)
{
	for (int i = 0; i < COUNT(places); i++) {
		for (int j = i + 1; j < COUNT(places); j++) {
			ck_assert(read_both(i, "\"+33639980114\"", j,
			    "\"+33639980242\""));
			ck_assert_msg(strcmp(payload.facts.number.e164,
			                  CALLER) == 0,
			    "%s before %s", places[i].path, places[j].path);
			payload_clear(&payload);
		}
	}
}
END_TEST

static const struct {
	const char *first;
	enum caller_rc rc; /* of it alone */
	bool uri; /* does it leave the caller's URI to be looked at? */
} odd[] = {
	{ "null", CALLER_ABSENT, true },
	{ "\"\"", CALLER_ABSENT, true },
	{ "true", CALLER_ABSENT, true },
	{ "{\"e164\":\"+33639980199\"}", CALLER_ABSENT, true },
	{ "[\"+33639980199\"]", CALLER_ABSENT, true },
	{ "3.3639980114e10", CALLER_ABSENT, true },
	{ "-33639980199", CALLER_ABSENT, true },
	{ "12", CALLER_BAD, true },
	{ "99999999999999999999999999", CALLER_BAD, true },
	{ "\"undefined\"", CALLER_BAD, true },
	{ "\"+33639980199\\u0000\"", CALLER_BAD, true },
	{ "\"+3363998\\ud80001\"", CALLER_BAD, true },
	{ "\"anonymous\"", CALLER_WITHHELD, false },
	{ "\"+266696687\"", CALLER_WITHHELD, false },
	{ "266696687", CALLER_WITHHELD, false },
};

/* The first acceptable wins; the best of the others is the answer. */
START_TEST(test_what_is_no_number_leaves_the_next_place_to_speak)
{
	char body[512];

	ck_assert(read_text(body_with(0, odd[_i].first, body)));
	ck_assert_int_eq(payload.facts.caller, odd[_i].rc);
	ck_assert_str_eq(payload.facts.number_path, "");
	ck_assert(!phone_known(&payload.facts.number));
	payload_clear(&payload);
	ck_assert(read_both(0, odd[_i].first, 10, "33639980114"));
	ck_assert_int_eq(payload.facts.caller, CALLER_OK);
	ck_assert_str_eq(payload.facts.number.e164, CALLER);
	payload_clear(&payload);
	ck_assert(read_both(0, odd[_i].first, COUNT(places) - 1,
	    "\"sip:+33639980114@203.0.113.5\""));
	ck_assert_int_eq(payload.facts.caller == CALLER_OK, odd[_i].uri);
	payload_clear(&payload);
}
END_TEST

/* --- The dialled number ---------------------------------------------------- */

/* clang-format off */
static const struct {
	const char *body;
	bool given;
	const char *dialled;
} dialled[] = {
	{ "{\"message\":{\"call\":{\"phoneNumber\":{\"number\":\"+33199000001\"}}}}", true, DUPONT },
	{ "{\"message\":{\"phoneNumber\":{\"number\":\"01 99 00 00 01\"}}}", true, DUPONT },
	{ "{\"phoneNumber\":{\"number\":\"+33199000001\"}}", true, DUPONT },
	{ "{\"call\":{\"phoneNumber\":{\"number\":\"+33199000001\"}}}", true, DUPONT },
	{ "{\"call\":{\"to\":\"+33199000001\"}}", true, DUPONT },
	{ "{\"phoneNumber\":\"+33199000001\"}", true, DUPONT },
	{ "{\"message\":{\"call\":{\"phoneNumber\":null},\"phoneNumber\":{\"number\":\"+33199000001\"}}}", true, DUPONT },
	{ "{\"call\":{\"to\":\"sip:accueil@example.net\"}}", true, "" },
	{ "{\"phoneNumber\":{\"number\":null}}", false, "" },
	{ "{\"phoneNumber\":{\"id\":\"x\"}}", false, "" },
	{ "{}", false, "" },
};
/* clang-format on */

START_TEST(test_the_dialled_number_is_the_office_s_and_never_the_caller_s)
{
	ck_assert(read_text(dialled[_i].body));
	ck_assert_int_eq(payload.facts.dialled_given, dialled[_i].given);
	ck_assert_str_eq(payload.facts.dialled.e164, dialled[_i].dialled);
	ck_assert_int_eq(payload.facts.caller, CALLER_ABSENT);
	payload_clear(&payload);
}
END_TEST

/* --- The keys of the call -------------------------------------------------- */

START_TEST(test_the_names_of_the_call_s_members_are_told_and_bounded)
{
	char body[2048] = "{\"call\":{\"k\":0", key[32];

	ck_assert(read_text("{\"call\":{\"id\":\"c\",\"customer\":{\"number\":"
	                    "\"+33639980114\"}},\"message\":{\"call\":{}}}"));
	ck_assert(payload.has_call);
	ck_assert_str_eq(payload.call_keys, "id,customer");
	payload_clear(&payload);
	ck_assert(read_text("{\"call\":null,\"message\":{\"call\":{\"x\":1}}}"));
	ck_assert_str_eq(payload.call_keys, "x");
	payload_clear(&payload);
	ck_assert(read_text("{\"call\":\"c\"}"));
	ck_assert(!payload.has_call);
	payload_clear(&payload);
	for (int i = 0; i < 80; i++) {
		snprintf(key, sizeof(key), ",\"member-%06d\":0", i);
		strcat(body, key);
	}
	strcat(body, "}}");
	ck_assert(read_text(body));
	ck_assert_uint_gt(strlen(payload.call_keys), 480);
	ck_assert_int_eq(strncmp(payload.call_keys, "k,member-000000,", 16),
	    0);
	payload_clear(&payload);
}
END_TEST

/* --- What is no body ------------------------------------------------------- */

static const struct {
	const char *body, *why;
} refused[] = {
	{ "", "too early" }, { " ", "too early" }, { "{", "too early" },
	{ "{\"a\":", "too early" }, { "{\"a\":\"", "too early" },
	{ "[]", "object" }, { "null ", "object" }, { "\"a\"", "object" },
	{ "7 ", "object" }, { "{}{}", "object" }, { "{} x", "object" },
	{ "{a:1}", "object" }, { "{\"a\":1,}", "object" },
	{ "{\"a\":01}", "object" }, { "/* */ {}", "object" },
	{ "\xef\xbb\xbf{}", "object" }, { "a=1&b=2", "object" },
	{ "{\"a\":\"\xff\"}", "UTF-8" },
	{ "{\"a\":\"\xc3\"}", "UTF-8" },
	{ "{\"a\":\"\xc0\xaf\"}", "UTF-8" },         /* longer than needed */
	{ "{\"a\":\"\xed\xa0\x80\"}", "UTF-8" },     /* a surrogate */
	{ "{\"a\":\"\xf4\x90\x80\x80\"}", "UTF-8" }, /* past U+10FFFF */
	{ "\xc3", "UTF-8" },
};

START_TEST(test_what_is_no_json_object_is_refused_with_a_reason)
{
	ck_assert_msg(!read_text(refused[_i].body), "%s", refused[_i].body);
	ck_assert_ptr_null(payload.root);
	check_error(400, "body", "invalid_json");
	ck_assert_msg(strstr(at(strbuf_get(&reply.body), "/error/message"),
	        refused[_i].why) != NULL, "%s", strbuf_get(&reply.body));
}
END_TEST

START_TEST(test_a_nul_does_not_end_a_body)
{
	ck_assert(!read_bytes("{}\0{}", 5));
	check_error(400, "body", "invalid_json");
	ck_assert(!read_bytes("{}\0", 3));
}
END_TEST

/* ${levels} arrays inside the body's object, which is a level itself. */
static bool
read_nested(int levels)
{
	char body[512] = "{\"a\":";

	for (int i = 0; i < levels; i++)
		strcat(body, "[");
	for (int i = 0; i < levels; i++)
		strcat(body, "]");
	strcat(body, "}");
	return read_text(body);
}

START_TEST(test_a_body_may_nest_as_deep_as_the_configuration_says)
{
	office_configure(&office, "limits { json_depth = 16 }\n" OFFICE_TENANTS);
	ck_assert(read_nested(14));
	payload_clear(&payload);
	ck_assert(!read_nested(17));
	check_error(400, "body", "invalid_json");
	ck_assert_ptr_nonnull(strstr(strbuf_get(&reply.body), "deeply"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("payload");
	TCase *tc = tcase_create("payload");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_the_call_id_is_the_first_that_stands_there,
	    0, COUNT(ids));
	tcase_add_loop_test(tc,
	    test_a_call_id_that_cannot_be_kept_is_refused_by_its_path, 0,
	    COUNT(bad_ids));
	tcase_add_loop_test(tc,
	    test_the_header_names_the_call_where_the_body_does_not, 0,
	    COUNT(headers));
	tcase_add_loop_test(tc, test_the_number_is_found_where_it_may_stand, 0,
	    COUNT(places));
	tcase_add_test(tc, test_an_earlier_place_beats_every_later_one);
	tcase_add_loop_test(tc,
	    test_what_is_no_number_leaves_the_next_place_to_speak, 0,
	    COUNT(odd));
	tcase_add_loop_test(tc,
	    test_the_dialled_number_is_the_office_s_and_never_the_caller_s, 0,
	    COUNT(dialled));
	tcase_add_test(tc,
	    test_the_names_of_the_call_s_members_are_told_and_bounded);
	tcase_add_loop_test(tc,
	    test_what_is_no_json_object_is_refused_with_a_reason, 0,
	    COUNT(refused));
	tcase_add_test(tc, test_a_nul_does_not_end_a_body);
	tcase_add_test(tc,
	    test_a_body_may_nest_as_deep_as_the_configuration_says);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
