/* UTF-8, as much of it as we ask for. */
#ifndef ACCUEIL_BASE_UTF8_H
#define ACCUEIL_BASE_UTF8_H

#include <stddef.h>

/*
 * utf8_length(s): how many bytes the character at ${s} takes, 1 to 4; 0 when
 * it is malformed (cut, longer than needed, a surrogate, past U+10FFFF).
 * ${s} ends with a NUL, whose length is 1.
 */
size_t utf8_length(const char *s);

/*
 * utf8_cut(s, len): the most bytes of ${s}, ${len} or fewer, that end between
 * two characters. ${s} is well formed and longer than ${len}.
 */
size_t utf8_cut(const char *s, size_t len);

#endif
