/*
 * The player of conversation scripts: does what each step says to a target,
 * and holds its answers to what the script expects.
 */
#ifndef ACCUEIL_CTL_PLAY_H
#define ACCUEIL_CTL_PLAY_H

#include <stdbool.h>

#include "ctl/conv.h"
#include "ctl/screen.h"
#include "ctl/target.h"

struct play_tally {
	unsigned checks;     /* expectations held to */
	unsigned mismatches; /* of them */
	unsigned skipped;    /* steps that this target cannot take */
};

/*
 * play_script(conv, target, screen, tally):
 * Play it to the end, past mismatches too, showing it on ${screen}; what
 * happened is added to *tally.
 * Returns false, the cause shown, when it could not go on to its end.
 */
bool play_script(const struct conv *conv, struct target *target,
    struct screen *screen, struct play_tally *tally);

#endif
