/*
 * A request as FastCGI gives it: method, path, headers, bounded body, id.
 */
#ifndef ACCUEIL_GATEWAY_REQUEST_H
#define ACCUEIL_GATEWAY_REQUEST_H

#include <fcgiapp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

#define REQUEST_ID_BYTES 65
#define REQUEST_HEADER_BYTES 8192 /* the longest value of a header */

enum method {
	METHOD_OTHER = 0, /* none of ours: no route takes it */
	METHOD_GET = 1,
	METHOD_HEAD = 2,
	METHOD_POST = 4 /* bits: a route may take several */
};

struct request {
	char **envp;         /* borrowed from libfcgi until its Finish */
	enum method method;
	const char *path;    /* path_len bytes: no query, no trailing slash; */
	size_t path_len;     /* as the client wrote it, nothing decoded */
	char id[REQUEST_ID_BYTES]; /* nginx's, or ours: [A-Za-z0-9._-]+ */
	struct strbuf body;  /* raw bytes; empty until request_read() */
};

/* request_method_name(method): "POST"; "other" for METHOD_OTHER. */
const char *request_method_name(enum method method);

/* request_init(r, envp): read the parameters. Owns only the body to come. */
void request_init(struct request *r, char **envp);
void request_clear(struct request *r);

/*
 * request_header(r, name):
 * The value of the HTTP header "X-Vapi-Secret", as its parameter
 * HTTP_X_VAPI_SECRET; NULL when absent or empty. Borrowed from r->envp.
 */
const char *request_header(const struct request *r, const char *name);

/* request_headers_fit(r): is none longer than REQUEST_HEADER_BYTES? */
bool request_headers_fit(const struct request *r);

/*
 * request_is_json(r): may its body be JSON, by its Content-Type?
 * application/json, or anything that ends in +json, with or without
 * parameters; or none at all.
 */
bool request_is_json(const struct request *r);

/* request_is_form(r): application/x-www-form-urlencoded. */
bool request_is_form(const struct request *r);

enum request_rc {
	REQUEST_OK,
	REQUEST_TOO_LARGE, /* over the limit; not read whole */
	REQUEST_UNEVEN,    /* shorter or longer than Content-Length says, or
	                      that is no number */
	REQUEST_TOO_SLOW,  /* over the time; not read whole */
	REQUEST_NO_MEMORY
};

struct request_limits {
	size_t bytes;
	int64_t until_us; /* by the monotonic clock */
};

/*
 * request_read(r, in, limits): read the body into r->body. Content-Length is
 * believed as a bound only: nothing is allocated for its sake. Each single
 * read is bounded by the connection's own timeout, and may end that much
 * after limits->until_us.
 */
enum request_rc request_read(struct request *r, FCGX_Stream *in,
    const struct request_limits *limits);

#endif
