/* How sure we are of what was heard. Wrong is worse than unsure. */
#ifndef ACCUEIL_HEAR_HEARD_H
#define ACCUEIL_HEAR_HEARD_H

enum heard {
	HEARD_NOTHING, /* the utterance says nothing of the kind */
	HEARD_UNSURE,  /* something of the kind, to be asked again */
	HEARD_EXACT    /* this, and no other reading is reasonable */
};

#endif
