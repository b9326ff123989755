/* Pieces of JSON that several of our answers hold. Each is the caller's:
 * json_object_put(), or given away to what it is added to. */
#ifndef ACCUEIL_VAPI_BUILD_H
#define ACCUEIL_VAPI_BUILD_H

#include <json-c/json_types.h>

#include "tenants/config.h"

/* build_texts(name, text, ..., NULL): an object of texts. An empty text is
 * left out. */
struct json_object *build_texts(const char *name, ...)
    __attribute__((sentinel));

/* build_list(one): an array of ${one}, which is taken. */
struct json_object *build_list(struct json_object *one);

/* build_server(config, "webhook"): one of our routes, as a `server` of Vapi's.
 * ${config} must have a vapi_url. */
struct json_object *build_server(const struct config *config,
    const char *route);

/* build_destination(number, message): a transfer's. ${message}, a string
 * that is taken, is said before; "" says nothing. */
struct json_object *build_destination(const struct phone *number,
    struct json_object *message);

#endif
