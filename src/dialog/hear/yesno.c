/*
 * Yes and no: the utterance is read once, from left to right, as a list of
 * what its phrases say (yesno.def), and each one moves the answer along. The
 * order matters ("non pardon oui" is yes, "oui mais en fait non" is no), which
 * is why counting words of each kind was not enough.
 */
#include "dialog/hear/said.h"
#include "dialog/hear/yesno.h"

enum says { YES, NO, REFUSAL, MAYBE, NOT, IDLE, TURN, BUT };

enum { /* the questions a row is for */
	WISH = 1 << ASKED_WISH,
	MINE = 1 << ASKED_MINE,
	FACT = 1 << ASKED_CONFIRM | MINE,
	ANY = WISH | FACT | 1 << ASKED_OPEN
};

static const struct phrase {
	enum says says;
	unsigned asked;
	const char *pattern;
} phrases[] = {
#define SAYS(says, asked, pattern) { says, asked, pattern },
#include "dialog/hear/yesno.def"
#undef SAYS
};

/* Where the reading stands. */
struct reading {
	enum yesno answer;
	bool turned; /* what follows replaces the answer */
	bool denied; /* "pas" just before: denies a yes ("pas très bien") */
	bool stated; /* a yes of several words just before, that a "pas" just
	                after denies ("ça me va pas") */
};

/* The longest phrase at word i; *end is after it. NULL: none. */
static const struct phrase *
phrase_at(const struct said *s, size_t i, enum asked asked, size_t *end)
{
	const struct phrase *found = NULL;
	size_t row, to;

	*end = i + 1;
	for (row = 0; row < sizeof(phrases) / sizeof(phrases[0]); row++) {
		if (!(phrases[row].asked & 1U << asked))
			continue;
		to = said_match(s, i, phrases[row].pattern);
		if (to > *end || (to == *end && found == NULL)) {
			found = &phrases[row];
			*end = to;
		}
	}
	return found;
}

/*
 * The answer after one more phrase. Said without a turn, a bare "non" after
 * "oui" and any "oui" after "non" contradict; a refusal does not: negation
 * beats affirmation.
 */
static enum yesno
answer_after(const struct reading *r, enum says says)
{
	bool fresh = r->turned || r->answer == YESNO_NOTHING;

	switch (says) {
	case YES:
		if (r->denied)
			return YESNO_NO;
		return fresh || r->answer == YESNO_YES ? YESNO_YES :
							 YESNO_UNSURE;
	case NO:
		return fresh || r->answer == YESNO_NO ? YESNO_NO :
							YESNO_UNSURE;
	case REFUSAL:
		return YESNO_NO;
	case NOT:
		return r->stated || r->answer == YESNO_NO ? YESNO_NO :
							    YESNO_UNSURE;
	case MAYBE:
		return YESNO_UNSURE;
	case BUT:
		return r->answer == YESNO_YES ? YESNO_UNSURE : r->answer;
	default:
		return r->answer;
	}
}

enum yesno
hear_yesno(const struct folded *f, enum asked asked)
{
	struct reading r = { .answer = YESNO_NOTHING };
	const struct phrase *p;
	struct said s;
	size_t i, end;

	said_read(&s, f);
	for (i = 0; i < s.count; i = end) {
		if ((p = phrase_at(&s, i, asked, &end)) == NULL) {
			r.denied = r.stated = false;
			continue;
		}
		r.answer = answer_after(&r, p->says);
		r.denied = p->says == NOT || p->says == REFUSAL;
		r.stated = p->says == YES && end > i + 1;
		r.turned = p->says == TURN || p->says == BUT ||
		    (r.turned && p->says == IDLE);
	}
	if (asked == ASKED_OPEN &&
	    (r.answer != YESNO_NO || !said_is(&s, s.first, "non")))
		return YESNO_NOTHING;
	return r.answer;
}
