/*
 * The assistant that Vapi asks us for when a call comes in, and what else such
 * a request may be answered with.
 */
#ifndef ACCUEIL_VAPI_ASSISTANT_H
#define ACCUEIL_VAPI_ASSISTANT_H

#include <json-c/json_types.h>

#include "tenants/config.h"
#include "vapi/decide.h"

/*
 * assistant_answer(m):
 * Answer an assistant-request as the configuration of the office that was
 * dialled says: an assistant, the id of one, a number to transfer the call
 * to, or a sentence and no more. Logs one ASSISTANT_REQUEST line. Reads
 * nothing but the configuration: Vapi waits 7.5 seconds, and no longer.
 */
message_answer assistant_answer;

/*
 * assistant_describe(config, tenant): the office's whole assistant, as Vapi's
 * API takes it. ${config} must have a vapi_url. Owned by the caller:
 * json_object_put().
 */
struct json_object *assistant_describe(const struct config *config,
    const struct tenant *tenant);

#endif
