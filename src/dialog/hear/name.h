/*
 * The name a caller gives: "c'est Jean Dupont", "au nom de madame Lefèvre",
 * "D'Artagnan Jean-Michel", "Dupont, d u p o n t", "pour ma fille, Emma
 * Martin", foreign and compound names, particles; capitals restored. Not
 * names: "je voudrais un rendez-vous", "nom merci", "c'est pour mon fils".
 *
 * Sources: INSEE, fichier des prénoms, for the first names that settle a
 * doubt (names.def says which and from where).
 */
#ifndef ACCUEIL_HEAR_NAME_H
#define ACCUEIL_HEAR_NAME_H

#include <stdbool.h>

#include "dialog/hear/fold.h"
#include "dialog/hear/heard.h"

#define HEAR_NAME_BYTES 128

/*
 * hear_name(f, asked, out):
 * ${asked}: we have just asked for the name, so that bare words ("Dupont")
 * are one, unless hear_intent() understands them ("annulez"); otherwise only
 * a marked name ("je m'appelle ...", "c'est Jean Dupont") counts. *out: "Jean
 * Dupont", UTF-8, accents kept as said; "" when HEARD_NOTHING. HEARD_UNSURE
 * gives a candidate to read back.
 */
enum heard hear_name(const struct folded *f, bool asked,
    char out[HEAR_NAME_BYTES]);

#endif
