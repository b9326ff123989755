/*
 * The answer, as FastCGI wants it: a CGI header with "Status:", then the body.
 */
#ifndef ACCUEIL_GATEWAY_REPLY_H
#define ACCUEIL_GATEWAY_REPLY_H

#include <fcgiapp.h>
#include <stdbool.h>

#include "vapi/vapi.h"

struct reply_options {
	const char *request_id; /* [A-Za-z0-9._-]+ */
	const char *allow;      /* "GET, HEAD"; NULL: no Allow */
	const char *challenge;  /* for WWW-Authenticate, on a 401: "Bearer" */
	bool head;              /* the header only: the request was HEAD */
};

/*
 * reply_write(reply, options, out):
 * Write all of it into ${out}; FCGX_Finish_r() sends what libfcgi still
 * holds, together with the end of the request, and notices a peer that left.
 */
void reply_write(const struct vapi_reply *reply,
    const struct reply_options *options, FCGX_Stream *out);

#endif
