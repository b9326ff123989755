/*
 * A telephone number: its one canonical form, its last two digits, its mask.
 * What the telephone network says ("anonymous", "sip:...") is caller_id's
 * business; what a caller dictates is hear/phone's. Both end here.
 */
#ifndef ACCUEIL_BASE_PHONE_H
#define ACCUEIL_BASE_PHONE_H

#include <stdbool.h>
#include <stddef.h>

#define PHONE_BYTES 17 /* '+', at most 15 digits (ITU-T E.164), NUL */
#define PHONE_MASK_BYTES 64

struct phone {
	char e164[PHONE_BYTES]; /* "+33639980114"; "" when there is none */
};

/*
 * phone_parse(in, len, out):
 * Bring a written number to E.164.
 *
 * Shape    "+33639980114", "0033 6...", "+33 (0)6...", the French national
 *          form "06 39 98 01 14" (overseas ones to +262, +590, +594, +596 ...),
 *          or 11 to 15 bare digits that do not begin with 0 (E.164 without its
 *          plus). Spaces, no-break spaces, dots, hyphens, slashes and
 *          parentheses separate. 7 to 15 digits in the end; +33 takes exactly
 *          nine, the first not 0.
 * Units    ${len} in bytes; ${in} need not end with a NUL.
 * Returns  true and *out filled; false, and *out untouched, otherwise.
 * Source   ITU-T E.164; ARCEP decision 2018-0881 (numbering plan).
 */
bool phone_parse(const char *in, size_t len, struct phone *out);

static inline bool
phone_known(const struct phone *p)
{
	return p->e164[0] != '\0';
}

/* phone_last2(p): the last two digits, borrowed from *p; "" when unknown. */
const char *phone_last2(const struct phone *p);

/*
 * phone_mask(p, out):
 * "+33•••••••14": the country code where it is known to be +33, one bullet
 * per hidden digit, the last two. "" when unknown. For logs and screens.
 */
void phone_mask(const struct phone *p, char out[PHONE_MASK_BYTES]);

#endif
