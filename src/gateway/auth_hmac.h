/* Signed requests: an HMAC over the raw body, and mostly a timestamp. */
#ifndef ACCUEIL_GATEWAY_AUTH_HMAC_H
#define ACCUEIL_GATEWAY_AUTH_HMAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/request.h"
#include "tenants/config.h"

#define SIGNATURE_BYTES 64 /* the longest: SHA-512's */

/* A signature that was right. */
struct signature {
	unsigned char mac[SIGNATURE_BYTES];
	size_t len;
	int64_t expires_ms; /* the last instant at which it is timely; 0: its
	                       rule has no timestamp, and it always is */
};

/*
 * auth_hmac(rule, request, given, now_ms, out):
 * Is ${given}, what stands in the header after the rule's prefix, the
 * signature of the request, and its timestamp within the window? *out is
 * filled when it is.
 */
bool auth_hmac(const struct auth_rule *rule, const struct request *request,
    const char *given, int64_t now_ms, struct signature *out);

#endif
