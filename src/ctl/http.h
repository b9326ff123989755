/*
 * JSON over HTTP, to a worker that runs somewhere. The only file that knows
 * libcurl. One connection is kept from one request to the next.
 */
#ifndef ACCUEIL_CTL_HTTP_H
#define ACCUEIL_CTL_HTTP_H

#include <stdbool.h>

#include "base/err.h"
#include "base/strbuf.h"

struct http; /* opaque */

struct http *http_new(struct err *err); /* NULL with the cause in *err */
void http_free(struct http *http);      /* NULL does nothing */

/*
 * http_post(http, url, json, body, err):
 * POST ${json} (NUL-terminated) to ${url}; the answer's body goes to *body,
 * emptied first, whatever the status.
 * Returns the status, or 0 with the cause in *err when there was no answer.
 */
int http_post(struct http *http, const char *url, const char *json,
    struct strbuf *body, struct err *err);

/* http_header(http, name): a header of the last answer; "" when absent.
 * Borrowed until the next request. */
const char *http_header(struct http *http, const char *name);

#endif
