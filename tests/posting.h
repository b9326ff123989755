/* What the tests of src/vapi share: a body posted to a handler, its answer. */
#ifndef ACCUEIL_TESTS_POSTING_H
#define ACCUEIL_TESTS_POSTING_H

#include <check.h>
#include <json-c/json.h>
#include <json-c/json_pointer.h>

#include "calling.h"
#include "vapi/payload.h"
#include "vapi/vapi.h"

static struct vapi_reply reply; /* to the last post() */

static inline void
setup(void)
{
	office_open(&office, OFFICE_TENANTS, NULL);
	vapi_reply_init(&reply);
}

static inline void
teardown(void)
{
	vapi_reply_clear(&reply);
	office_close(&office);
}

static inline struct vapi_request
request_of(const char *body, const char *call_id_header)
{
	return (struct vapi_request){ .body = body,
		.body_len = strlen(body),
		.call_id_header = call_id_header,
		.request_id = "rq-1",
		.now_ms = OFFICE_NOW_MS };
}

/* The answer's body, good until the next one. */
static inline const char *
post(vapi_handler *handler, const char *body, const char *call_id_header)
{
	const struct vapi_request request = request_of(body, call_id_header);

	vapi_reply_clear(&reply);
	vapi_reply_init(&reply);
	handler(&office.calls, &request, &reply);
	ck_assert(!strbuf_failed(&reply.body));
	ck_assert_int_ne(reply.status, 0);
	return strbuf_get(&reply.body);
}

/* What stands at ${pointer} (RFC 6901) of ${text}; "" for nothing. */
static inline const char *
at(const char *text, const char *pointer)
{
	static char out[2048];
	struct json_object *root = json_tokener_parse(text), *value = NULL;

	ck_assert_msg(root != NULL, "not JSON: %s", text);
	(void)json_pointer_get(root, pointer, &value);
	snprintf(out, sizeof(out), "%s",
	    value != NULL ? json_object_get_string(value) : "");
	json_object_put(root);
	return out;
}

/* An error in OpenAI's shape, all four members of it. */
static inline void
check_error(int status, const char *param, const char *code)
{
	static const char *const members[] = { "message", "type", "param",
		"code" };
	struct json_object *root = json_tokener_parse(
	    strbuf_get(&reply.body));
	struct json_object *error;

	ck_assert_msg(reply.status == status, "%d: %s", reply.status,
	    strbuf_get(&reply.body));
	ck_assert_int_eq(json_object_object_length(root), 1);
	ck_assert(json_object_object_get_ex(root, "error", &error));
	ck_assert_int_eq(json_object_object_length(error), COUNT(members));
	for (int i = 0; i < COUNT(members); i++)
		ck_assert(json_object_object_get_ex(error, members[i], NULL));
	json_object_put(root);
	ck_assert_str_eq(at(strbuf_get(&reply.body), "/error/param"), param);
	ck_assert_str_eq(at(strbuf_get(&reply.body), "/error/code"), code);
}

/* The captured payload ${name}, the first of its bodies; to be freed. */
static inline char *
captured(const char *name)
{
	const char *srcdir = getenv("srcdir");
	char path[512];
	struct json_object *root, *bodies;
	char *text;

	snprintf(path, sizeof(path), "%s/tests/data/captured/%s.json",
	    srcdir != NULL ? srcdir : ".", name);
	root = json_object_from_file(path);
	ck_assert_msg(root != NULL, "%s cannot be read", path);
	bodies = payload_at(root, "bodies");
	text = strdup(json_object_to_json_string(bodies != NULL
	        ? json_object_array_get_idx(bodies, 0)
	        : root));
	json_object_put(root);
	return text;
}

static inline enum store_rc
put_page_fn(struct store_txn *txn, void *ctx, struct err *e)
{
	char key[16], page[2048] = "";
	int *n = ctx;

	snprintf(key, sizeof(key), "%d", (*n)++);
	return store_put(txn, STORE_META, key, strlen(key), page, sizeof(page),
	    e);
}

/* Put the office's store in the place of one that has no room left. */
static inline void
use_full_store(void)
{
	struct store_options small = { .first_bytes = 128 << 10,
		.max_bytes = 128 << 10, .durability = STORE_RELAXED };
	int n = 0;

	store_close(office.store);
	office_open_store(&office, &small);
	while (store_update(office.store, put_page_fn, &n, &err) == STORE_OK)
		;
	ck_assert_int_gt(n, 8);
}

#endif
