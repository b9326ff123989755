/*
 * One request from its first byte to its answer: which route, whether the
 * request meets that route's conditions, the handler, the reply, the log line.
 */
#ifndef ACCUEIL_GATEWAY_ROUTER_H
#define ACCUEIL_GATEWAY_ROUTER_H

#include <fcgiapp.h>

#include "store/store.h"
#include "tenants/config.h"

/*
 * router_serve(fcgi, config, store):
 * A pool_serve: ${store} is a struct store *, and may be shared by every
 * thread. Logs one REQUEST line, whatever the answer.
 */
void router_serve(FCGX_Request *fcgi, const struct config *config,
    void *store);

#endif
