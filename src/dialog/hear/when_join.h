/* The dates of a wish, gathered one by one and then joined into one span. */
#ifndef ACCUEIL_HEAR_WHEN_JOIN_H
#define ACCUEIL_HEAR_WHEN_JOIN_H

#include "dialog/hear/when_token.h"

#define WHEN_SPANS 8 /* of one wish; more are doubtful */

struct when_join { /* all zero but today = nothing gathered */
	struct when_date today;
	struct when_token spans[WHEN_SPANS]; /* WHEN_DATES, both ends known */
	size_t count;
	struct when_date not_before, not_after; /* bounds; month 0 = none */
	bool doubt;
};

/* when_join_add(j, t): gather *t, of kind WHEN_DATES, wanted or refused. */
void when_join_add(struct when_join *j, const struct when_token *t);

/*
 * when_join_finish(j, out):
 * Set out->from and out->to, and settle out->days with them and with
 * out->not_days. Returns true when the result is doubtful.
 */
bool when_join_finish(struct when_join *j, struct when *out);

#endif
