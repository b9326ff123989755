/*
 * What an utterance says of time, word group by word group: facts ("mardi",
 * "14h30", "le matin") and the cues that change them ("sauf", "avant",
 * "non, pardon"). Between hear/fold and hear/when: when_token reads words,
 * when weighs tokens. Articles and hesitations leave no token, so that what
 * belongs together stands side by side.
 */
#ifndef ACCUEIL_HEAR_WHEN_TOKEN_H
#define ACCUEIL_HEAR_WHEN_TOKEN_H

#include "dialog/hear/when.h"

#define WHEN_TOKENS 192 /* read of one utterance; the rest is left */

enum when_kind {
	WHEN_NOTHING,
	/* facts */
	WHEN_DAYS,    /* weekdays: days */
	WHEN_DATES,   /* from..to, narrowed by days; one end may be open */
	WHEN_HOUR,    /* around, or after and/or before */
	WHEN_PART,    /* a part of the day: parts, after, before */
	WHEN_ANY,
	WHEN_SOONEST,
	WHEN_VAGUE,   /* a time we cannot place: "après les vacances" */
	/* cues: what they do to the facts beside them */
	WHEN_BEFORE,  /* excluded: "avant mardi" */
	WHEN_UNTIL,   /* included: "jusqu'à mardi" */
	WHEN_BY,      /* from today: "d'ici mardi" */
	WHEN_AFTER,   /* excluded: "après mardi" */
	WHEN_FROM,    /* included: "à partir de mardi" */
	WHEN_ABOUT,   /* "vers", "environ" */
	WHEN_NOT,     /* "sauf", "pas": the facts that follow */
	WHEN_REFUSE,  /* "je ne peux pas": the facts before, or those after */
	WHEN_ACCEPT,  /* "ça me va": the facts before are settled */
	WHEN_BUT,     /* "mais", "sinon": another thought begins */
	WHEN_NO,      /* "non": refuses, or corrects what precedes it */
	WHEN_CORRECT, /* "pardon": what follows replaces its like */
	WHEN_RATHER,  /* "plutôt": the same, if it follows at once */
	WHEN_THAN,    /* "plutôt le matin que": skip what follows */
	WHEN_PAST,    /* "depuis", "mon rendez-vous de": skip what follows */
	WHEN_LAST,    /* "dernier": skip what precedes */
	WHEN_LENGTH,  /* "pendant": skip the hours that follow */
	WHEN_OPENING, /* "êtes-vous ouverts": a question, no wish */
	WHEN_OTHER,   /* any other words: how many is in count */
	WHEN_COMMA,
	WHEN_STOP,
	WHEN__COUNT
};

#define WHEN_WORKDAYS 0x1f /* as a mask, bit 0 = Monday */
#define WHEN_WEEKEND 0x60

enum when_part {
	WHEN_MORNING = 1,
	WHEN_AFTERNOON = 2,
	WHEN_EVENING = 4,
	WHEN_NOON = 8 /* "le midi": an hour or two, with no flag of its own */
};

struct when_token {
	enum when_kind kind;
	uint16_t count;            /* words read */
	bool refused;              /* "pas le mardi": set by hear/when */
	bool unable;               /* and by "je ne peux pas" */
	bool doubt;                /* two readings */
	bool listed;               /* days joined by commas alone */
	bool about;                /* "vers" */
	uint8_t days;              /* weekdays, bit 0 = Monday */
	uint8_t parts;             /* enum when_part */
	uint8_t open;              /* hours of a twelve-hour clock, enum
	                              when_open: "deux heures" */
	uint8_t either;            /* those as likely early as late: "sept
	                              heures" */
	struct when_date from, to; /* month 0: open end */
	int16_t after, before, around; /* minutes of the day, or -1 */
};

enum when_open {
	WHEN_OPEN_AFTER = 1,
	WHEN_OPEN_BEFORE = 2,
	WHEN_OPEN_AROUND = 4
};

static const struct when_token when_blank = {
	.after = WHEN_ANY_TIME,
	.before = WHEN_ANY_TIME,
	.around = WHEN_ANY_TIME,
};

static inline bool
when_is_day(const struct when_token *t)
{
	return t->kind == WHEN_DAYS || t->kind == WHEN_DATES;
}

static inline bool
when_is_one_day(const struct when_token *t)
{
	return t->kind == WHEN_DATES && when_date_known(t->from) &&
	    when_date_known(t->to) &&
	    when_days_between(t->from, t->to) == 0;
}

static inline bool
when_is_time(const struct when_token *t)
{
	return t->kind == WHEN_HOUR || t->kind == WHEN_PART;
}

static inline bool
when_is_fact(const struct when_token *t)
{
	return t->kind >= WHEN_DAYS && t->kind <= WHEN_VAGUE;
}

/*
 * when_tokens(f, now, out):
 * Cut ${f} into at most WHEN_TOKENS tokens; returns how many.
 */
size_t when_tokens(const struct folded *f, const struct when_now *now,
    struct when_token out[WHEN_TOKENS]);

/*
 * when_weigh(t, n, now):
 * Let the cues of ${n} tokens do their work: bounds are applied, what is
 * past, asked or corrected goes, what is refused is marked. What is left is
 * facts, in order; returns how many.
 */
size_t when_weigh(struct when_token *t, size_t n, const struct when_now *now);

/*
 * Readers: each reads one thing at word ${i} and returns how many words it
 * took, 0 when it is not there. *t is filled by value, all of it.
 */
size_t when_hour_read(const struct folded *f, size_t i, struct when_token *t);
size_t when_day_read(const struct folded *f, size_t i,
    const struct when_now *now, struct when_token *t);
size_t when_span_read(const struct folded *f, size_t i,
    const struct when_now *now, struct when_token *t);

/* when_month_at(f, i): 1..12 when word i is a month; 0. */
int when_month_at(const struct folded *f, size_t i);

/* when_year_at(): a year of these centuries; 0 words when it is not one. */
size_t when_year_at(const struct folded *f, size_t i, int *year);

#endif
