/*
 * Where tokens are asked for: the client credentials grant of OAuth 2.0, in
 * answer to POST /api/vapi/oauth/token.
 *
 * Source: RFC 6749, sections 2.3.1, 4.4, 5.1 and 5.2.
 */
#ifndef ACCUEIL_GATEWAY_OAUTH_H
#define ACCUEIL_GATEWAY_OAUTH_H

#include <stdint.h>

#include "gateway/request.h"
#include "tenants/config.h"
#include "vapi/vapi.h"

/*
 * oauth_answer(config, request, now_ms, reply):
 * Give a token to a client that knows the secret of an oauth2 rule, of the
 * whole or of a tenant's own; or an error. Logs TOKEN_ISSUED or TOKEN_REFUSED,
 * without a value that came.
 */
void oauth_answer(const struct config *config, const struct request *request,
    int64_t now_ms, struct vapi_reply *reply);

/* oauth_error(reply, status, code): {"error": "invalid_request"} or so. */
void oauth_error(struct vapi_reply *reply, int status, const char *code);

#endif
