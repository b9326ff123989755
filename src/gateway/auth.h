/*
 * Who may call: the `auth` rules of the configuration against a request's
 * headers and raw body. Any rule that matches lets in, so that a secret can
 * be replaced while the old one is still in use.
 */
#ifndef ACCUEIL_GATEWAY_AUTH_H
#define ACCUEIL_GATEWAY_AUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "gateway/request.h"
#include "tenants/config.h"

/*
 * auth_check(config, request, now_ms, tenant):
 * Does a rule of the whole, or a tenant's own, let this request in? Its body
 * has been read; nothing of it is parsed. Secrets are compared in constant
 * time.
 *
 * Returns  true; *tenant is then whose own rule it was (borrowed from config:
 *          the request may speak for that office only), or NULL when it may
 *          speak for all. False: logged as AUTH_REFUSED, with the names of
 *          the headers seen and expected and no value of any.
 */
bool auth_check(const struct config *config, const struct request *request,
    int64_t now_ms, const struct tenant **tenant);

#endif
