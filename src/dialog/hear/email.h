/*
 * An e-mail address that a caller dictates: "jean point dupont arobase gmail
 * point com", "tiret du 6", "tiret du bas", "underscore", spelled letters
 * ("d comme Denise"), "tout attaché", usual domains without their "point
 * com" are unsure. Accents are removed.
 *
 * Source: RFC 5321 section 4.1.2 for the shape (the dot-atom form only).
 */
#ifndef ACCUEIL_HEAR_EMAIL_H
#define ACCUEIL_HEAR_EMAIL_H

#include "dialog/hear/fold.h"
#include "dialog/hear/heard.h"

#define HEAR_EMAIL_BYTES 255

/*
 * hear_email(f, out): "" unless HEARD_EXACT, or HEARD_UNSURE with a candidate
 * to read back.
 */
enum heard hear_email(const struct folded *f, char out[HEAR_EMAIL_BYTES]);

#endif
