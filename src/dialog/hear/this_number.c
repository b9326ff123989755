/* See this_number.h. The phrases are data; a negation before one voids it. */
#include "dialog/hear/this_number.h"

static const char *const phrases[] = {
	"celui qui s affiche",
	"numero qui s affiche",
	"celui affiche",
	"numero affiche",
	"celui ci",
	"celui la",
	"ce numero",
	"meme numero",
	"sur le meme",
	"celui d ou j|je appelle",
	"celui avec lequel|lequelle j|je appelle|appel",
	"numero avec lequel j|je appelle|appel",
	"numero duquel j|je appelle",
	"numero d ou j|je appelle",
	"celui que j utilise",
	"celui dont j|je appelle",
	"numero actuel",
	"vous l avez",
	"vous avez deja mon numero",
	"vous avez mon numero",
	"vous devez l avoir",
	"vous devez avoir mon numero",
	"il s affiche",
	"il doit s afficher",
	"ca s affiche",
};

static const char *const negations[] = {
	"pas",
	"plus",
	"jamais",
	"non",
	"autre",
};

static bool
has_any(const struct folded *f, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fold_find(f, 0, table[i]) < f->count)
			return true;
	}
	return false;
}

bool
hear_this_number(const struct folded *f)
{
	return has_any(f, phrases, sizeof(phrases) / sizeof(*phrases)) &&
	    !has_any(f, negations, sizeof(negations) / sizeof(*negations));
}
