/*
 * Rules for the number that the telephone side gives for whoever is calling.
 */
#ifndef ACCUEIL_CALLS_CALLER_ID_H
#define ACCUEIL_CALLS_CALLER_ID_H

#include <stddef.h>

#include "base/phone.h"

enum caller_rc {
	CALLER_ABSENT,   /* nothing was given */
	CALLER_BAD,      /* something that is no number */
	CALLER_WITHHELD, /* "anonymous" and the like: an answer, not an error */
	CALLER_OK
};

/*
 * caller_id_parse(in, len, out):
 * Read a number as Vapi, Twilio or a SIP trunk writes it.
 *
 * Shape    what phone_parse() takes; or wrapped as "tel:+33...;ext=1",
 *          "sip:+33...@host;user=phone", "\"Name\" <sip:...>"; or a word for
 *          withheld ("anonymous", "unknown", "private", "restricted",
 *          "unavailable", ...), or the number that spells it on a keypad
 *          (+266696687 is ANONYMOUS, and its family).
 * Units    ${len} in bytes; ${in} need not end with a NUL.
 * Returns  CALLER_OK and *out filled; else *out untouched.
 * Source   RFC 3966 (tel), RFC 3261 section 19 and 25 (sip), RFC 3323
 *          section 4.1.1.3 (anonymous@anonymous.invalid); Twilio's
 *          documentation of "From" for withheld calls.
 */
enum caller_rc caller_id_parse(const char *in, size_t len,
    struct phone *out);

#endif
