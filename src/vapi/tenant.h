/* Whether a message speaks for an office that its sender may speak for. */
#ifndef ACCUEIL_VAPI_TENANT_H
#define ACCUEIL_VAPI_TENANT_H

#include <stdbool.h>

#include "calls/call.h"
#include "vapi/vapi.h"

/*
 * tenant_allowed(request, calls, facts, reply):
 * True for whoever may speak for all. A sender with a secret of one office may
 * name no number of another, nor a call that is another's; and where neither
 * says whose it is, the default office must be his, if there is one.
 * Where the body names no call, X-Vapi-Call-Id does.
 *
 * Returns  false with the reply made a 401, logged as AUTH_WRONG_TENANT; or a
 *          503 when the store cannot tell.
 */
bool tenant_allowed(const struct vapi_request *request,
    const struct calls *calls, const struct call_facts *facts,
    struct vapi_reply *reply);

#endif
