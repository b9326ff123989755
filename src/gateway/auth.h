/*
 * Who may call: the `auth` rules of the configuration against a request's
 * headers and raw body. Any rule of the route that matches lets in, so that a
 * secret can be replaced while the old one is still in use.
 */
#ifndef ACCUEIL_GATEWAY_AUTH_H
#define ACCUEIL_GATEWAY_AUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calls/call.h"
#include "gateway/request.h"

enum auth_rc {
	AUTH_PASSED,
	AUTH_REFUSED, /* logged as AUTH_REFUSED or AUTH_REPLAYED, with the names
	                 of headers and schemes and no value of any */
	AUTH_UNSURE   /* signed well, but the store cannot tell whether the
	                 same message came before: logged as STORE_FAILED */
};

/*
 * auth_check(calls, request, route, now_ms, tenant):
 * Does a rule of the whole, or a tenant's own, let this request in to
 * ${route}? Its body has been read; nothing of it is parsed. Secrets are
 * compared in constant time. A message signed with its timestamp is let in
 * once; when AUTH_PASSED is answered, that is on disk.
 *
 * Returns  AUTH_PASSED; *tenant is then whose own rule it was (borrowed from
 *          the configuration: the request may speak for that office only), or
 *          NULL when it may speak for all.
 */
enum auth_rc auth_check(const struct calls *calls,
    const struct request *request, enum auth_route route, int64_t now_ms,
    const struct tenant **tenant);

/* Rules that let in to the same: those of the whole, or of one tenant. */
struct auth_rules {
	const struct auth_rule *rules;
	size_t count;
	const struct tenant *tenant; /* NULL: of the whole */
};

/* auth_rules_at(config, i, out): the whole's come first, then each tenant's;
 * false past the last. Borrowed from the configuration. */
bool auth_rules_at(const struct config *config, size_t i,
    struct auth_rules *out);

#endif
