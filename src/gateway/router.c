/*
 * See router.h. What a route demands is a column of its row, and each column
 * has its check below; no handler looks for itself.
 */
#include <string.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/auth.h"
#include "gateway/oauth.h"
#include "gateway/reply.h"
#include "gateway/request.h"
#include "gateway/router.h"
#include "vapi/vapi.h"

#define KB ((size_t)1 << 10)
#define MB ((size_t)1 << 20)
#define ALLOW_BYTES 32
#define RETRY_S 5

enum caller {
	CALLER_UNSET = 0, /* a forgotten column: nobody may call */
	CALLER_ANYONE,
	CALLER_KNOWN,     /* an auth rule lets it in */
	CALLER_CLIENT     /* says who it is to the handler, by OAuth */
};

/* What a 401 asks for. */
static const char *const challenges[] = {
	[CALLER_KNOWN] = "Bearer",
	[CALLER_CLIENT] = "Basic realm=\"accueil\"",
};

enum body_type {
	TYPE_JSON = 1,
	TYPE_FORM = 2 /* bits: a route may take both */
};

struct visit;
typedef void route_run(struct visit *v);

static route_run run_vapi, run_token;

static const struct route {
	const char *path;
	unsigned methods;  /* of enum method */
	unsigned types;    /* of enum body_type; 0: the body is not looked at */
	size_t body_bytes; /* at most, as the configuration's limit */
	enum caller caller;
	enum auth_route auth; /* of CALLER_KNOWN: the rule must let in to it */
	enum log_level level; /* of its REQUEST line */
	route_run *run;
	vapi_handler *handler; /* of run_vapi */
} routes[] = {
	/* An end-of-call report holds the whole call. */
	{ "/api/vapi/webhook", METHOD_POST, TYPE_JSON, 8 * MB, CALLER_KNOWN,
	    AUTH_ON_WEBHOOK, LOG_INFO, run_vapi, vapi_webhook },
	{ "/api/vapi/tool", METHOD_POST, TYPE_JSON, 1 * MB, CALLER_KNOWN,
	    AUTH_ON_TOOL, LOG_INFO, run_vapi, vapi_tool },
	{ "/api/vapi/chat/completions", METHOD_POST, TYPE_JSON, 4 * MB,
	    CALLER_KNOWN, AUTH_ON_CHAT, LOG_INFO, run_vapi, vapi_chat },
	{ "/api/vapi/oauth/token", METHOD_POST, TYPE_JSON | TYPE_FORM, 16 * KB,
	    CALLER_CLIENT, 0, LOG_INFO, run_token, NULL },
	{ "/api/vapi/health", METHOD_GET | METHOD_HEAD, 0, 0, CALLER_ANYONE, 0,
	    LOG_DEBUG, run_vapi, vapi_health },
};

#define ROUTES (sizeof(routes) / sizeof(routes[0]))

/* A request on its way through the checks. */
struct visit {
	struct calls calls;
	FCGX_Request *fcgi;
	int64_t began_us, now_ms;
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
	if (v->route != NULL && v->route->caller == CALLER_CLIENT)
		oauth_error(&v->reply, status, "invalid_request");
	else
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
check_headers(struct visit *v)
{
	return request_headers_fit(&v->request) || refuse(v, 431,
	    "headers_too_large", "A header is too large.");
}

static bool
check_type(struct visit *v)
{
	unsigned types = v->route->types;

	return types == 0 ||
	    ((types & TYPE_JSON) != 0 && request_is_json(&v->request)) ||
	    ((types & TYPE_FORM) != 0 && request_is_form(&v->request)) ||
	    refuse(v, 415, "unsupported_media_type",
	    "The body must be application/json.");
}

/* Whoever was too slow is not waited for any more: of what has not come yet,
 * nothing will be read. */
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
		[REQUEST_TOO_SLOW] = { 408, "request_timeout",
		    "The body took too long." },
		[REQUEST_NO_MEMORY] = { 503, "out_of_memory",
		    "Out of memory: try again." },
	};
	const struct config *config = v->calls.config;
	struct request_limits limits = { .bytes = v->route->body_bytes,
		.until_us = v->began_us + config->io_timeout_ms * 1000 };
	enum request_rc rc;

	if (v->route->types == 0)
		return true;
	if (limits.bytes > (size_t)config->body_bytes)
		limits.bytes = (size_t)config->body_bytes;
	rc = request_read(&v->request, v->fcgi->in, &limits);
	if (rc == REQUEST_TOO_SLOW)
		shutdown(v->fcgi->ipcFd, SHUT_RD);
	return rc == REQUEST_OK || refuse(v, failures[rc].status,
	    failures[rc].code, failures[rc].message);
}

/* After check_body(): a signature is over the body. */
static bool
check_caller(struct visit *v)
{
	enum auth_rc rc = AUTH_REFUSED;

	if (v->route->caller == CALLER_ANYONE ||
	    v->route->caller == CALLER_CLIENT)
		return true;
	if (v->route->caller == CALLER_KNOWN)
		rc = auth_check(&v->calls, &v->request, v->route->auth,
		    v->now_ms, &v->tenant);
	if (rc == AUTH_PASSED)
		return true;
	if (rc == AUTH_UNSURE) {
		v->reply.retry_after_s = RETRY_S;
		return refuse(v, 503, "store_unavailable",
		    "The store cannot be written now: try again.");
	}
	return refuse(v, 401, "unauthorized",
	    "Missing or wrong credentials.");
}

static bool (*const checks[])(struct visit *v) = {
	check_path,
	check_method,
	check_headers,
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
run_vapi(struct visit *v)
{
	const struct vapi_request request = {
		.body = strbuf_get(&v->request.body),
		.body_len = v->request.body.len,
		.call_id_header = request_header(&v->request,
		    "X-Vapi-Call-Id"),
		.only_tenant = v->tenant != NULL ? v->tenant->id : NULL,
		.request_id = v->request.id,
		.now_ms = v->now_ms,
	};

	v->route->handler(&v->calls, &request, &v->reply);
}

static void
run_token(struct visit *v)
{
	oauth_answer(v->calls.config, &v->request, v->now_ms, &v->reply);
}

static void
log_visit(const struct visit *v)
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
	    LOG_INT("us", clock_monotonic_us() - v->began_us),
	    LOG_WORD("request_id", v->request.id));
}

void
router_serve(FCGX_Request *fcgi, const struct config *config, void *store)
{
	struct visit v = {
		.calls = { .store = store, .config = config },
		.fcgi = fcgi,
		.began_us = clock_monotonic_us(),
		.now_ms = clock_now_ms(),
	};
	struct reply_options options = { .request_id = v.request.id };

	request_init(&v.request, fcgi->envp);
	vapi_reply_init(&v.reply);
	if (is_admitted(&v))
		v.route->run(&v);
	if (v.allow[0] != '\0')
		options.allow = v.allow;
	if (v.route != NULL)
		options.challenge = challenges[v.route->caller];
	options.head = v.request.method == METHOD_HEAD;
	reply_write(&v.reply, &options, fcgi->out);
	log_visit(&v);
	vapi_reply_clear(&v.reply);
	request_clear(&v.request);
}
