/* Lists of words written as one string: "jean marie paul". */
#ifndef ACCUEIL_HEAR_WORD_LIST_H
#define ACCUEIL_HEAR_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* word_list_has(words, word, len): is it one of them, whole? Linear. */
bool word_list_has(const char *words, const char *word, size_t len);

#endif
