/* src/gateway/request.c: what FastCGI gives, read carefully. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "gateway/request.h"
#include "memory_stream.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const struct {
	const char *param; /* one, or NULL */
	const char *path;
} paths[] = {
	{ "REQUEST_URI=/api/vapi/webhook", "/api/vapi/webhook" },
	{ "REQUEST_URI=/api/vapi/webhook/", "/api/vapi/webhook" },
	{ "REQUEST_URI=/api/vapi/webhook?a=b", "/api/vapi/webhook" },
	{ "REQUEST_URI=/api/vapi/webhook/?a=/b/", "/api/vapi/webhook" },
	{ "REQUEST_URI=/api/vapi/webhook//", "/api/vapi/webhook/" },
	{ "REQUEST_URI=/api/vapi/%77ebhook", "/api/vapi/%77ebhook" },
	{ "REQUEST_URI=/", "/" },
	{ "REQUEST_URI=?", "" },
	{ "REQUEST_URI=", "" },
	{ "DOCUMENT_URI=/by/document", "/by/document" },
	{ "SCRIPT_NAME=/by/script", "/by/script" },
	{ NULL, "" },
};

START_TEST(test_a_path_is_what_stands_before_the_query)
{
	char *envp[] = { (char *)(uintptr_t)paths[_i].param, NULL };
	struct request r;

	request_init(&r, envp);
	ck_assert_uint_eq(r.path_len, strlen(paths[_i].path));
	ck_assert_mem_eq(r.path, paths[_i].path, r.path_len);
	request_clear(&r);
}
END_TEST

static const struct {
	const char *word;
	enum method method;
} words[] = {
	{ "REQUEST_METHOD=GET", METHOD_GET },
	{ "REQUEST_METHOD=HEAD", METHOD_HEAD },
	{ "REQUEST_METHOD=POST", METHOD_POST },
	{ "REQUEST_METHOD=post", METHOD_OTHER },
	{ "REQUEST_METHOD=PATCH", METHOD_OTHER },
	{ "REQUEST_METHOD=", METHOD_OTHER },
	{ "OTHER=GET", METHOD_OTHER },
};

START_TEST(test_a_method_is_one_of_three_or_other)
{
	char *envp[] = { (char *)(uintptr_t)words[_i].word, NULL };
	struct request r;

	request_init(&r, envp);
	ck_assert_int_eq(r.method, words[_i].method);
}
END_TEST

#define SIXTY_FOUR \
	"0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789._-xyz"

static const struct {
	char *envp[3];
	const char *id; /* NULL: one of ours */
} ids[] = {
	{ { "HTTP_X_REQUEST_ID=rq-7f.3_A" }, "rq-7f.3_A" },
	{ { "REQUEST_ID=nginx", "HTTP_X_REQUEST_ID=client" }, "nginx" },
	{ { "REQUEST_ID=b d", "HTTP_X_REQUEST_ID=client" }, "client" },
	{ { "HTTP_X_REQUEST_ID=" SIXTY_FOUR }, SIXTY_FOUR },
	{ { "HTTP_X_REQUEST_ID=" SIXTY_FOUR "0" }, NULL },
	{ { "HTTP_X_REQUEST_ID=a\r\nSet-Cookie: x" }, NULL },
	{ { "HTTP_X_REQUEST_ID=\xc3\xa9" }, NULL },
	{ { "HTTP_X_REQUEST_ID=" }, NULL },
	{ { NULL }, NULL },
};

START_TEST(test_an_odd_request_id_is_replaced_by_ours)
{
	char *envp[3];
	struct request r, again;

	memcpy(envp, ids[_i].envp, sizeof(envp));
	request_init(&r, envp);
	if (ids[_i].id != NULL) {
		ck_assert_str_eq(r.id, ids[_i].id);
		return;
	}
	ck_assert_uint_eq(strlen(r.id), 16);
	ck_assert_uint_eq(strspn(r.id, "0123456789abcdef"), 16);
	request_init(&again, envp);
	ck_assert_str_ne(r.id, again.id);
}
END_TEST

START_TEST(test_a_header_is_found_by_its_http_name)
{
	char *envp[] = { "HTTP_X_VAPI_SECRET=s", "HTTP_EMPTY=",
		"HTTP_X_VAPI_SECRET_2=t", NULL };
	char longer[200];
	struct request r;

	request_init(&r, envp);
	ck_assert_str_eq(request_header(&r, "X-Vapi-Secret"), "s");
	ck_assert_str_eq(request_header(&r, "x-vapi-secret"), "s");
	ck_assert_str_eq(request_header(&r, "X-Vapi-Secret-2"), "t");
	ck_assert_ptr_null(request_header(&r, "X-Vapi"));
	ck_assert_ptr_null(request_header(&r, "Empty"));
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	ck_assert_ptr_null(request_header(&r, longer));
}
END_TEST

START_TEST(test_a_header_has_a_longest_length)
{
	static const struct {
		const char *name;
		size_t len;
		bool fits;
	} rows[] = {
		{ "HTTP_X_SIGNATURE", REQUEST_HEADER_BYTES, true },
		{ "HTTP_X_SIGNATURE", REQUEST_HEADER_BYTES + 1, false },
		{ "HTTP_", REQUEST_HEADER_BYTES + 1, false },
		{ "QUERY_STRING", REQUEST_HEADER_BYTES + 1, true },
	};
	static char param[REQUEST_HEADER_BYTES + 100];
	char *envp[] = { "HTTP_HOST=a", param, NULL };
	struct request r;

	for (int i = 0; i < COUNT(rows); i++) {
		int at = snprintf(param, sizeof(param), "%s=", rows[i].name);

		memset(param + at, 'x', rows[i].len);
		param[(size_t)at + rows[i].len] = '\0';
		request_init(&r, envp);
		ck_assert_msg(request_headers_fit(&r) == rows[i].fits,
		    "row %d", i);
	}
}
END_TEST

static const struct {
	const char *type;
	bool json, form;
} types[] = {
	{ "application/json", true, false },
	{ "Application/JSON", true, false },
	{ "application/json; charset=utf-8", true, false },
	{ "application/json;charset=utf-8", true, false },
	{ "application/cloudevents+json", true, false },
	{ "application/problem+JSON; x=y", true, false },
	{ "", true, false },
	{ "application/x-www-form-urlencoded", false, true },
	{ "application/X-WWW-Form-Urlencoded;charset=UTF-8", false, true },
	{ "application/x-www-form-urlencode", false, false },
	{ "application/x-www-form-urlencoded2", false, false },
	{ "text/plain", false, false },
	{ "application/jsonp", false, false },
	{ "application/jso", false, false },
	{ "text/plain; application/json", false, false },
	{ "+json", false, false },
	{ "json", false, false },
};

START_TEST(test_a_type_has_several_forms)
{
	char param[80];
	char *envp[] = { param, NULL };
	struct request r;

	snprintf(param, sizeof(param), "CONTENT_TYPE=%s", types[_i].type);
	request_init(&r, envp);
	ck_assert_msg(request_is_json(&r) == types[_i].json &&
	    request_is_form(&r) == types[_i].form, "%s", types[_i].type);
}
END_TEST

#define LIMIT 8

static enum request_rc
read_body(struct request *r, FCGX_Stream *in, size_t bytes, int64_t time_us)
{
	const struct request_limits limits = { .bytes = bytes,
		.until_us = clock_monotonic_us() + time_us };

	return request_read(r, in, &limits);
}

static const struct {
	const char *length; /* Content-Length */
	const char *body;
	void (*at_end)(FCGX_Stream *);
	enum request_rc rc;
} bodies[] = {
	{ "5", "hello", memory_stream_ends, REQUEST_OK },
	{ "8", "12345678", memory_stream_ends, REQUEST_OK },
	{ "0", "", memory_stream_ends, REQUEST_OK },
	{ "", "", memory_stream_ends, REQUEST_OK },
	{ "", "hello", memory_stream_ends, REQUEST_OK },
	{ "9", "123456789", memory_stream_ends, REQUEST_TOO_LARGE },
	{ "9", "", memory_stream_ends, REQUEST_TOO_LARGE },
	{ "", "123456789", memory_stream_ends, REQUEST_TOO_LARGE },
	{ "5", "123456789", memory_stream_ends, REQUEST_TOO_LARGE },
	{ "5", "hell", memory_stream_ends, REQUEST_UNEVEN },
	{ "5", "hello!", memory_stream_ends, REQUEST_UNEVEN },
	{ "5", "hello", memory_stream_breaks, REQUEST_UNEVEN },
	{ "", "hello", memory_stream_breaks, REQUEST_UNEVEN },
	{ "-1", "hello", memory_stream_ends, REQUEST_UNEVEN },
	{ "5x", "hello", memory_stream_ends, REQUEST_UNEVEN },
	{ " 5", "hello", memory_stream_ends, REQUEST_UNEVEN },
	{ "99999999999999999999", "hello", memory_stream_ends, REQUEST_UNEVEN },
};

START_TEST(test_a_body_is_bounded_and_whole)
{
	char param[80];
	char *envp[] = { param, NULL };
	FCGX_Stream in = memory_reader(bodies[_i].body, strlen(bodies[_i].body),
	    bodies[_i].at_end);
	struct request r;

	snprintf(param, sizeof(param), "CONTENT_LENGTH=%s", bodies[_i].length);
	request_init(&r, envp);
	ck_assert_int_eq(read_body(&r, &in, LIMIT, 1000000), bodies[_i].rc);
	if (bodies[_i].rc == REQUEST_OK)
		ck_assert_str_eq(strbuf_get(&r.body), bodies[_i].body);
	request_clear(&r);
}
END_TEST

START_TEST(test_a_body_of_many_chunks_arrives_whole)
{
	size_t len = 3 * 16384; /* ends where a chunk of ours ends */
	char *bytes = malloc(len);
	char *envp[] = { NULL };
	FCGX_Stream in = memory_reader(bytes, len, memory_stream_ends);
	struct request r;

	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i % 251);
	request_init(&r, envp);
	ck_assert_int_eq(read_body(&r, &in, len, 1000000), REQUEST_OK);
	ck_assert_uint_eq(r.body.len, len);
	ck_assert_mem_eq(r.body.data, bytes, len);
	request_clear(&r);
	free(bytes);
}
END_TEST

/* One more byte each time, from the 100 that stand before stop. */
static void
memory_stream_drips(FCGX_Stream *stream)
{
	usleep(2000);
	stream->stop++;
}

START_TEST(test_a_body_that_drips_is_given_up)
{
	char bytes[] = "0123456789012345678901234567890123456789"
	    "012345678901234567890123456789012345678901234567890123456789";
	char *envp[] = { "CONTENT_LENGTH=100", NULL };
	FCGX_Stream in = memory_reader(bytes, 1, memory_stream_drips);
	struct request r;

	request_init(&r, envp);
	ck_assert_int_eq(read_body(&r, &in, 100, 20000), REQUEST_TOO_SLOW);
	ck_assert_uint_gt(r.body.len, 1);
	ck_assert_uint_lt(r.body.len, 100);
	request_clear(&r);
}
END_TEST

START_TEST(test_a_body_cut_by_a_timeout_was_too_slow)
{
	char *envp[] = { "CONTENT_LENGTH=100", NULL };
	FCGX_Stream in = memory_reader("01234", 5, memory_stream_breaks);
	struct request r;

	request_init(&r, envp);
	ck_assert_int_eq(read_body(&r, &in, 100, -1), REQUEST_TOO_SLOW);
	request_clear(&r);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("request");
	TCase *tc = tcase_create("request");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, test_a_path_is_what_stands_before_the_query, 0,
	    COUNT(paths));
	tcase_add_loop_test(tc, test_a_method_is_one_of_three_or_other, 0,
	    COUNT(words));
	tcase_add_loop_test(tc, test_an_odd_request_id_is_replaced_by_ours, 0,
	    COUNT(ids));
	tcase_add_test(tc, test_a_header_is_found_by_its_http_name);
	tcase_add_test(tc, test_a_header_has_a_longest_length);
	tcase_add_loop_test(tc, test_a_type_has_several_forms, 0,
	    COUNT(types));
	tcase_add_loop_test(tc, test_a_body_is_bounded_and_whole, 0,
	    COUNT(bodies));
	tcase_add_test(tc, test_a_body_of_many_chunks_arrives_whole);
	tcase_add_test(tc, test_a_body_that_drips_is_given_up);
	tcase_add_test(tc, test_a_body_cut_by_a_timeout_was_too_slow);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
