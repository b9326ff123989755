/* See request.h. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

#include "base/clock.h"
#include "gateway/request.h"

#define CHUNK_BYTES 16384 /* read from libfcgi at a time */
#define NAME_BYTES  128   /* of a parameter */

static const struct {
	const char *name;
	enum method method;
} methods[] = {
	{ "GET", METHOD_GET },
	{ "HEAD", METHOD_HEAD },
	{ "POST", METHOD_POST },
};

/*
 * Where the path stands, best first. nginx's stock fastcgi_params gives the
 * first three; SCRIPT_NAME is the only one that CGI itself requires.
 */
static const char *const path_params[] = {
	"REQUEST_URI",
	"DOCUMENT_URI",
	"SCRIPT_NAME",
};

/* "X-Request-Id" as a client or a proxy in front sent it comes last: nginx's
 * own $request_id is the one in its log. */
static const char *const id_params[] = {
	"REQUEST_ID",
	"HTTP_X_REQUEST_ID",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* NULL when absent or empty: nginx sends empty ones for what is not there. */
static const char *
param(const struct request *r, const char *name)
{
	const char *value = FCGX_GetParam(name, r->envp);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

const char *
request_method_name(enum method method)
{
	for (size_t i = 0; i < COUNT(methods); i++) {
		if (methods[i].method == method)
			return methods[i].name;
	}
	return "other";
}

static enum method
find_method(const char *name)
{
	for (size_t i = 0; name != NULL && i < COUNT(methods); i++) {
		if (strcmp(name, methods[i].name) == 0)
			return methods[i].method;
	}
	return METHOD_OTHER;
}

static void
set_path(struct request *r)
{
	r->path = "";
	for (size_t i = 0; i < COUNT(path_params); i++) {
		const char *uri = param(r, path_params[i]);

		if (uri != NULL) {
			r->path = uri;
			break;
		}
	}
	r->path_len = strcspn(r->path, "?#");
	if (r->path_len > 1 && r->path[r->path_len - 1] == '/')
		r->path_len--;
}

/* What may stand in a log line and in a header of the answer. */
static bool
is_id(const char *id)
{
	size_t len = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789._-");

	return len > 0 && len < REQUEST_ID_BYTES && id[len] == '\0';
}

static void
set_id(struct request *r)
{
	uint64_t number;

	for (size_t i = 0; i < COUNT(id_params); i++) {
		const char *id = param(r, id_params[i]);

		if (id != NULL && is_id(id)) {
			strcpy(r->id, id);
			return;
		}
	}
	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		number = (uint64_t)clock_monotonic_us();
	snprintf(r->id, sizeof(r->id), "%016" PRIx64, number);
}

void
request_init(struct request *r, char **envp)
{
	*r = (struct request){ .envp = envp };
	strbuf_init(&r->body);
	r->method = find_method(param(r, "REQUEST_METHOD"));
	set_path(r);
	set_id(r);
}

void
request_clear(struct request *r)
{
	strbuf_clear(&r->body);
}

const char *
request_header(const struct request *r, const char *name)
{
	char cgi[NAME_BYTES] = "HTTP_";
	size_t len = strlen("HTTP_");

	for (; *name != '\0' && len < sizeof(cgi) - 1; name++)
		cgi[len++] = *name == '-' ? '_' :
		    (char)toupper((unsigned char)*name);
	cgi[len] = '\0';
	return *name == '\0' ? param(r, cgi) : NULL;
}

bool
request_headers_fit(const struct request *r)
{
	for (char **p = r->envp; *p != NULL; p++) {
		const char *value = strchr(*p, '=');

		if (strncmp(*p, "HTTP_", strlen("HTTP_")) == 0 &&
		    value != NULL && strlen(value + 1) > REQUEST_HEADER_BYTES)
			return false;
	}
	return true;
}

/* The Content-Type without its parameters, *len bytes; NULL for none. */
static const char *
media_type(const struct request *r, size_t *len)
{
	const char *type = param(r, "CONTENT_TYPE");

	*len = type != NULL ? strcspn(type, "; \t") : 0;
	return type;
}

bool
request_is_json(const struct request *r)
{
	static const char json[] = "application/json", suffix[] = "+json";
	size_t len;
	const char *type = media_type(r, &len);

	if (type == NULL)
		return true;
	if (len == sizeof(json) - 1)
		return strncasecmp(type, json, len) == 0;
	return len > sizeof(suffix) - 1 &&
	    strncasecmp(type + len - (sizeof(suffix) - 1), suffix,
	    sizeof(suffix) - 1) == 0;
}

bool
request_is_form(const struct request *r)
{
	static const char form[] = "application/x-www-form-urlencoded";
	size_t len;
	const char *type = media_type(r, &len);

	return len == sizeof(form) - 1 && strncasecmp(type, form, len) == 0;
}

/* What Content-Length announces; SIZE_MAX when it says nothing. */
static bool
announced_length(const struct request *r, size_t *out)
{
	const char *text = param(r, "CONTENT_LENGTH");
	char *end;

	*out = SIZE_MAX;
	if (text == NULL)
		return true;
	errno = 0;
	*out = strtoul(text, &end, 10);
	return isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0;
}

/*
 * What libfcgi holds, or when it holds nothing, what comes next: of a peer
 * that sends byte by byte, FCGX_GetStr() alone would wait for the whole chunk.
 * Returns 0 at the end.
 */
static int
read_some(FCGX_Stream *in, char *chunk, int room)
{
	int c = FCGX_GetChar(in);
	int held = (int)(in->stop - in->rdNext);

	if (c == EOF)
		return 0;
	chunk[0] = (char)c;
	return 1 + FCGX_GetStr(chunk + 1, held < room - 1 ? held : room - 1,
	    in);
}

static bool
is_late(const struct request_limits *limits)
{
	return clock_monotonic_us() > limits->until_us;
}

enum request_rc
request_read(struct request *r, FCGX_Stream *in,
    const struct request_limits *limits)
{
	char chunk[CHUNK_BYTES];
	size_t length;
	int n;

	if (!announced_length(r, &length))
		return REQUEST_UNEVEN;
	if (length != SIZE_MAX && length > limits->bytes)
		return REQUEST_TOO_LARGE;
	while ((n = read_some(in, chunk, (int)sizeof(chunk))) > 0) {
		strbuf_add(&r->body, chunk, (size_t)n);
		if (strbuf_failed(&r->body))
			return REQUEST_NO_MEMORY;
		if (r->body.len > limits->bytes)
			return REQUEST_TOO_LARGE;
		if (is_late(limits))
			return REQUEST_TOO_SLOW;
	}
	if (FCGX_GetError(in) == 0 &&
	    (length == SIZE_MAX || r->body.len == length))
		return REQUEST_OK;
	return is_late(limits) ? REQUEST_TOO_SLOW : REQUEST_UNEVEN;
}
