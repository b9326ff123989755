/*
 * Words on a line as people type them. White space is also the no-break and
 * narrow spaces that a text editor set to French writes.
 */
#ifndef ACCUEIL_CTL_WORDS_H
#define ACCUEIL_CTL_WORDS_H

#include <stdbool.h>

/* words_trim(s): without white space at both ends; cut in place. */
char *words_trim(char *s);

/* words_cut(s, c): end ${s} at its first ${c}; what follows it, or NULL when
 * there is no ${c}. */
char *words_cut(char *s, char c);

/* words_rest(s): end ${s} after its first word; what follows it, without
 * white space before; "" when there is no second word. */
char *words_rest(char *s);

/*
 * words_match(pattern, text):
 * Is ${text} what ${pattern} describes? `*` stands for any text, also none;
 * everything else for itself. White space is squeezed to one space, or to
 * nothing at both ends, on either side.
 * Time is at most strlen(pattern) * strlen(text).
 */
bool words_match(const char *pattern, const char *text);

#endif
