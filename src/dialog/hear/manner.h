/*
 * What kind of utterance it is, whatever it says: silence, noise, fillers,
 * insult, another language, a sentence broken off, or speech.
 */
#ifndef ACCUEIL_HEAR_MANNER_H
#define ACCUEIL_HEAR_MANNER_H

#include "dialog/hear/fold.h"

enum manner {
	MANNER_SPEECH,
	MANNER_SILENCE,  /* empty, "...", only punctuation */
	MANNER_NOISE,    /* "[bruit]", "(musique)", "<unk>", "mmmh" */
	MANNER_FILLER,   /* "euh", "alors euh", "attendez" */
	MANNER_PARTIAL,  /* broken off: "je voudrais un", "c'est pour" */
	MANNER_OVERLAP,  /* "oui je vous écoute", "allô ?" over our sentence */
	MANNER_INSULT,
	MANNER_LANGUAGE, /* another language than French */
	MANNER__COUNT
};

enum manner hear_manner(const struct folded *f);

const char *manner_name(enum manner m);

#endif
