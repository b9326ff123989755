/*
 * The bearer tokens that we give out: what they say is written in them and
 * signed with the secret of their rule, so nothing is stored, every process
 * knows them, and they end with their rule.
 *
 *   base64url(expiry "." client_id "." random) "." base64url(HMAC-SHA256)
 *
 * the expiry in seconds since 1970, the MAC over all that precedes its dot.
 */
#ifndef ACCUEIL_GATEWAY_TOKEN_H
#define ACCUEIL_GATEWAY_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "tenants/config.h"

/*
 * token_issue(rule, now_ms, out): append a token that an oauth2 rule accepts
 * for its window. False when libcrypto or the memory failed.
 */
bool token_issue(const struct auth_rule *rule, int64_t now_ms,
    struct strbuf *out);

/* token_check(rule, token, now_ms): is it one of that rule's, still good?
 * Nothing of it is read before its MAC, which is compared in constant time. */
bool token_check(const struct auth_rule *rule, const char *token,
    int64_t now_ms);

#endif
