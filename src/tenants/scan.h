/*
 * A look at a configuration file before libconfuse has it. Private to this
 * room. libconfuse 3.3 counts the lines of comments wrong, takes the end of
 * the file for a missing brace, and cannot have one name stand for a word and
 * for a section; so comments are blanked, braces and quotes are checked, and
 * the use of the one such name is told beforehand.
 */
#ifndef ACCUEIL_TENANTS_SCAN_H
#define ACCUEIL_TENANTS_SCAN_H

#include <stdbool.h>

#include "base/err.h"

/*
 * scan_text(text, file, auth_is_word, err):
 * Turn the comments of ${text} (from # or // to the end of the line, and
 * between slash-star and star-slash) into spaces. *auth_is_word: is `auth =`
 * written outside any section?
 *
 * Returns  false with "FILE:LINE: cause" when a string, a comment or a brace
 *          is never closed.
 */
bool scan_text(char *text, const char *file, bool *auth_is_word,
    struct err *err);

#endif
