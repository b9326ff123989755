/*
 * See router.h. What a route demands is a column of its row, and each column
 * has its check below; no handler looks for itself.
 */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/auth.h"
#include "gateway/reply.h"
#include "gateway/request.h"
#include "gateway/router.h"
#include "vapi/vapi.h"

#define MB ((size_t)1 << 20)
#define ALLOW_BYTES 32

enum caller {
	CALLER_UNSET = 0, /* a forgotten column: nobody may call */
	CALLER_ANYONE,
	CALLER_KNOWN      /* an auth rule lets it in */
};

static const struct route {
	const char *path;
	unsigned methods;  /* of enum method */
	size_t body_bytes; /* at most, as the configuration's limit; 0: the
	                      body is not looked at */
	enum caller caller;
	enum log_level level; /* of its REQUEST line */
	vapi_handler *run;
} routes[] = {
	{ "/api/vapi/webhook", METHOD_POST, 8 * MB, CALLER_KNOWN, LOG_INFO,
	    vapi_webhook }, /* an end-of-call report holds the whole call */
	{ "/api/vapi/tool", METHOD_POST, 8 * MB, CALLER_KNOWN, LOG_INFO,
	    vapi_tool },
	{ "/api/vapi/chat/completions", METHOD_POST, 8 * MB, CALLER_KNOWN,
	    LOG_INFO, vapi_chat },
	{ "/api/vapi/health", METHOD_GET | METHOD_HEAD, 0, CALLER_ANYONE,
	    LOG_DEBUG, vapi_health },
};

#define ROUTES (sizeof(routes) / sizeof(routes[0]))

/* A request on its way through the checks. */
struct visit {
	const struct config *config;
	FCGX_Stream *in;
	int64_t now_ms;
	struct request request;
	const struct route *route;   /* NULL: no route has its path */
	const struct tenant *tenant; /* whose own auth rule let it in: it may
	                                speak for that office only; or NULL */
	char allow[ALLOW_BYTES];     /* for Allow; "" for none */
	struct vapi_reply reply;
};

static bool
refuse(struct visit *v, int status, const char *code, const char *message)
{
	vapi_error(&v->reply, status, NULL, code, message);
	return false;
}

/* --- The checks, in the order in which they are made --------------------- */

static bool
check_path(struct visit *v)
{
	const struct request *r = &v->request;

	for (size_t i = 0; i < ROUTES; i++) {
		if (strlen(routes[i].path) == r->path_len &&
		    memcmp(routes[i].path, r->path, r->path_len) == 0) {
			v->route = &routes[i];
			return true;
		}
	}
	return refuse(v, 404, "unknown_url", "There is no such route.");
}

static bool
check_method(struct visit *v)
{
	static const enum method all[] = { METHOD_GET, METHOD_HEAD,
		METHOD_POST };

	if ((v->route->methods & v->request.method) != 0)
		return true;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if ((v->route->methods & all[i]) == 0)
			continue;
		if (v->allow[0] != '\0')
			strcat(v->allow, ", ");
		strcat(v->allow, request_method_name(all[i]));
	}
	return refuse(v, 405, "method_not_allowed",
	    "This route does not take that method.");
}

static bool
check_type(struct visit *v)
{
	return v->route->body_bytes == 0 || request_is_json(&v->request) ||
	    refuse(v, 415, "unsupported_media_type",
	    "The body must be application/json.");
}

static bool
check_body(struct visit *v)
{
	static const struct {
		int status;
		const char *code, *message;
	} failures[] = {
		[REQUEST_TOO_LARGE] = { 413, "request_too_large",
		    "The body is too large." },
		[REQUEST_UNEVEN] = { 400, "invalid_length",
		    "The body is not as long as Content-Length says." },
		[REQUEST_NO_MEMORY] = { 503, "out_of_memory",
		    "Out of memory: try again." },
	};
	size_t limit = v->route->body_bytes;
	enum request_rc rc;

	if (limit == 0)
		return true;
	if (limit > (size_t)v->config->body_bytes)
		limit = (size_t)v->config->body_bytes;
	rc = request_read(&v->request, v->in, limit);
	return rc == REQUEST_OK || refuse(v, failures[rc].status,
	    failures[rc].code, failures[rc].message);
}

/* After check_body(): a signature is over the body. */
static bool
check_caller(struct visit *v)
{
	if (v->route->caller == CALLER_ANYONE)
		return true;
	if (v->route->caller == CALLER_KNOWN &&
	    auth_check(v->config, &v->request, v->now_ms, &v->tenant))
		return true;
	return refuse(v, 401, "unauthorized",
	    "Missing or wrong credentials.");
}

static bool (*const checks[])(struct visit *v) = {
	check_path,
	check_method,
	check_type,
	check_body,
	check_caller,
};

/* --- The visit ----------------------------------------------------------- */

static bool
is_admitted(struct visit *v)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		if (!checks[i](v))
			return false;
	}
	return true;
}

static void
run_handler(struct visit *v, struct store *store)
{
	const struct calls calls = { .store = store, .config = v->config };
	const struct vapi_request request = {
		.body = strbuf_get(&v->request.body),
		.body_len = v->request.body.len,
		.call_id_header = request_header(&v->request,
		    "X-Vapi-Call-Id"),
		.request_id = v->request.id,
		.now_ms = v->now_ms,
	};

	v->route->run(&calls, &request, &v->reply);
}

static void
log_visit(const struct visit *v, int64_t us)
{
	const struct vapi_reply *reply = &v->reply;

	log_event(v->route != NULL ? v->route->level : LOG_INFO, "REQUEST",
	    LOG_WORD("call_id", reply->call_id),
	    LOG_WORD("tenant", reply->tenant),
	    LOG_TEXT("auth_tenant", v->tenant != NULL ? v->tenant->id : ""),
	    LOG_TEXT("route", v->route != NULL ? v->route->path : "unknown"),
	    LOG_TEXT("method", request_method_name(v->request.method)),
	    LOG_INT("status", reply->status),
	    LOG_WORD("msg_type", reply->msg_type),
	    LOG_TEXT("before", reply->before),
	    LOG_TEXT("state", reply->state),
	    LOG_INT("bytes", (int64_t)v->request.body.len),
	    LOG_INT("us", us),
	    LOG_WORD("request_id", v->request.id));
}

void
router_serve(FCGX_Request *fcgi, const struct config *config, void *store)
{
	int64_t began_us = clock_monotonic_us();
	struct visit v = {
		.config = config,
		.in = fcgi->in,
		.now_ms = clock_now_ms(),
	};
	struct reply_options options = { .request_id = v.request.id };

	request_init(&v.request, fcgi->envp);
	vapi_reply_init(&v.reply);
	if (is_admitted(&v))
		run_handler(&v, store);
	if (v.allow[0] != '\0')
		options.allow = v.allow;
	options.head = v.request.method == METHOD_HEAD;
	reply_write(&v.reply, &options, fcgi->out);
	log_visit(&v, clock_monotonic_us() - began_us);
	vapi_reply_clear(&v.reply);
	request_clear(&v.request);
}
