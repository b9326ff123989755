/* Answers that several handlers give. vapi_reply_*, vapi_error: vapi.h. */
#ifndef ACCUEIL_VAPI_REPLY_H
#define ACCUEIL_VAPI_REPLY_H

#include "vapi/vapi.h"

/* vapi_store_failed(): log, once, why the store did not do its work. */
void vapi_store_failed(struct vapi_reply *reply,
    const struct vapi_request *request, enum store_rc rc,
    const struct err *err);

/* vapi_unavailable(reply): 503 with Retry-After: nothing was changed. */
void vapi_unavailable(struct vapi_reply *reply);

#endif
