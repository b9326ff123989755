/* Who leads the conversation, as an assistant's `model` says it: our engine,
 * or a language model with our tools. */
#ifndef ACCUEIL_VAPI_MODEL_H
#define ACCUEIL_VAPI_MODEL_H

#include <json-c/json_types.h>

#include "tenants/config.h"

/* model_describe(config, tenant): ${config} must have a vapi_url. Owned by the
 * caller: json_object_put(). */
struct json_object *model_describe(const struct config *config,
    const struct tenant *tenant);

#endif
