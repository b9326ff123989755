/*
 * When the caller would like to come: days, parts of the day, hours, relative
 * to a given now and time zone. Facts only; the agenda turns them into slots.
 *
 * Sources: ISO 8601 for the calendar; for the words, Académie française and
 * Le Bon Usage ("huit jours" is a week, "quinze jours" a fortnight, "lundi en
 * huit" the Monday after next); for the twelve-hour clock, office hours.
 */
#ifndef ACCUEIL_HEAR_WHEN_H
#define ACCUEIL_HEAR_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "dialog/hear/fold.h"
#include "dialog/hear/heard.h"
#include "dialog/hear/when_date.h"

#define WHEN_ANY_TIME (-1)

struct when {
	enum heard heard;
	struct when_date from, to;  /* inclusive; month 0 = not said. "lundi
	                               prochain": both the same day, "la
	                               semaine prochaine": Monday to Sunday,
	                               "dans quinze jours": the 14th and the
	                               15th day from now */
	int16_t after;              /* minute of the day, not before; or -1 */
	int16_t before;             /* minute of the day, not after; or -1 */
	int16_t around;             /* "vers 14h30", "à 15 heures"; or -1 */
	bool around_exact;          /* "à 15 heures", not "vers" */
	uint8_t days;               /* wanted weekdays, bit 0 = Monday; 0 = any;
	                               narrows from..to when both are said */
	uint8_t not_days;           /* "sauf le mercredi" */
	bool soonest;               /* "le plus tôt possible" */
	bool any;                   /* "peu importe" */
	bool morning, afternoon, evening; /* said as words; after/before are
	                                     set from them too: 0-12, 12-18,
	                                     17- */
};

/*
 * hear_when(f, now, out):
 * Fill *out with every wish of ${f}. What was, is over ("mardi dernier",
 * "depuis lundi"), is another appointment ("mon rendez-vous de mardi") or a
 * length of time ("une heure") is no wish. Nor is a day that the caller cannot
 * come ("je ne peux pas venir demain"), but a weekday so refused is kept in
 * not_days. A correction ("mardi, non, jeudi") replaces. HEARD_UNSURE when a
 * wish does not fit *out, has two readings ("sept heures", "mardi 4 mars" on a
 * Wednesday) or names a time we cannot place ("après les vacances"); the
 * fields then hold what was understood.
 */
void hear_when(const struct folded *f, const struct when_now *now,
    struct when *out);

#endif
