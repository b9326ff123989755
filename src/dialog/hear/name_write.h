/*
 * Writing a name: capitals restored, particles small, accents as said.
 */
#ifndef ACCUEIL_HEAR_NAME_WRITE_H
#define ACCUEIL_HEAR_NAME_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "dialog/hear/name.h"

#define NAME_PARTS 8

struct name_part {
	const char *text; /* UTF-8, ${len} bytes, as said */
	size_t len;
	char before;      /* ' ', '-' or '\''; not written before the first */
	bool particle;    /* "le", "van", "de" */
	bool small;       /* "de": without a capital inside a name */
};

/*
 * name_write(part, count, as_said, out):
 * Write the parts one after the other. ${as_said}: the recogniser wrote
 * capitals where they belong, so that words begun with one keep theirs
 * ("McDonald", "DeLuca") and particles stay as they are; words all in capitals
 * ("DUPONT Jean") lose theirs. What does not fit is
 * left out, whole parts at a time.
 */
void name_write(const struct name_part *part, size_t count, bool as_said,
    char out[HEAR_NAME_BYTES]);

#endif
