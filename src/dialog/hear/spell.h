/*
 * Letters spelled one by one: "d u p o n t", "D-U-P-O-N-T", "dé u pé o enne
 * té", "d comme Denise, u comme Ursule", "deux l", "e accent aigu", "tiret".
 */
#ifndef ACCUEIL_HEAR_SPELL_H
#define ACCUEIL_HEAR_SPELL_H

#include "dialog/hear/fold.h"

#define SPELL_BYTES 64

/*
 * spell_read(f, i, out):
 * Read the letters spelled from word ${i} on, at least three of them.
 * Returns how many words they took; *out is UTF-8 in lower case, accents as
 * spelled. 0, and *out = "", when nothing is spelled there.
 */
size_t spell_read(const struct folded *f, size_t i, char out[SPELL_BYTES]);

/* spell_letter(f, i, letter): is word i one letter, or a letter's name? */
bool spell_letter(const struct folded *f, size_t i, char *letter);

#endif
