/*
 * The caller's intent, from the phrases of intent.def. Each phrase that is
 * said claims one kind of request; the strongest kind wins. Yes and no come
 * last: "oui je voudrais annuler" asks for something, a lone "oui" answers.
 *
 * Scores per keyword were the other way, and the usual one; they cannot tell
 * "je rappelle pour prendre rendez-vous" from "je rappellerai", nor say why
 * they chose. Here a wrong answer is one row to correct.
 */
#include <limits.h>
#include <string.h>

#include "dialog/hear/intent.h"
#include "dialog/hear/intent_words.h"
#include "dialog/hear/said.h"
#include "dialog/hear/yesno.h"

enum kind { /* of request, strongest first */
	DANGER,   /* life in danger, now */
	ILL,      /* the same, unless it was long ago */
	PERSON,   /* to speak to someone */
	MOVE,     /* another time for what is booked */
	CANCEL,
	DROP,     /* "laissez tomber" */
	BOOK,     /* an appointment, asked for in full */
	RENEW,    /* a prescription */
	CANNOT,   /* "je ne pourrai pas venir": cancels, unless more is said */
	AGAIN,    /* repeat */
	TOPIC,    /* of a question we may answer: hours, price, ... */
	STAFF,    /* a person, by a bare word */
	SERVICE,  /* an appointment, by its bare name or ground */
	QUESTION, /* the form of a question */
	BYE,
	REFUSE,   /* "hors de question" */
	OTHER,    /* a trap: says nothing */
	KIND__COUNT
};

static const struct {
	enum intent intent;
	bool negatable; /* "je ne veux pas annuler" does not claim it */
} kinds[KIND__COUNT] = {
	[DANGER] = { INTENT_EMERGENCY, true },
	[ILL] = { INTENT_EMERGENCY, true },
	[PERSON] = { INTENT_TRANSFER, true },
	[MOVE] = { INTENT_MODIFY, true },
	[CANCEL] = { INTENT_CANCEL, true },
	[DROP] = { INTENT_ABANDON, true },
	[BOOK] = { INTENT_BOOKING, true },
	[RENEW] = { INTENT_PRESCRIPTION, true },
	[CANNOT] = { INTENT_CANCEL, false },
	[AGAIN] = { INTENT_REPEAT, false },
	[TOPIC] = { INTENT_FAQ, false },
	[STAFF] = { INTENT_TRANSFER, true },
	[SERVICE] = { INTENT_BOOKING, true },
	[QUESTION] = { INTENT_FAQ, false },
	[BYE] = { INTENT_ABANDON, false },
	[REFUSE] = { INTENT_NO, false },
	[OTHER] = { INTENT_UNCLEAR, false },
};

static const struct row {
	bool uses_up; /* its words mean nothing else */
	enum kind kind;
	const char *pattern;
} rows[] = {
#define USES(kind, pattern) { true, kind, pattern },
#define SAYS(kind, pattern) { false, kind, pattern },
#include "dialog/hear/intent_danger.def"
#include "dialog/hear/intent.def"
#undef USES
#undef SAYS
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))
#define BUCKETS 64 /* of the words said */

/*
 * One utterance being read. A row is tried only at the words its pattern may
 * begin with, found by their first two letters: the rows are walked once, not
 * once a word.
 */
struct reading {
	struct said s;
	uint16_t first[BUCKETS], next[FOLD_WORDS]; /* FOLD_WORDS: none */
	const struct row *trap[FOLD_WORDS];        /* the longest at a word */
	size_t trap_end[FOLD_WORDS];
	bool claims[KIND__COUNT];
};

/* A word that a pattern may begin with; rest: those after it, or NULL. */
struct beginning {
	const char *word;
	size_t len;
	const char *rest;
};

/* How long ago, when that makes an emergency a history. */
static const char *const long_ago[] = {
	"mois|semaine|annee|an|ete|hiver|automne|printemps dernier|derniere",
	"l an|annee|ete|hiver passe|passee|dernier|derniere",
	"y a .. an|ans|mois|semaine|semaines|annees|longtemps",
	"en 19*|20*",
	"quand j etais",
	"a l epoque",
};

/* What makes it present again. */
static const char *const still_now[] = {
	"maintenant|actuellement|recommence|encore|toujours|revient|revenu",
	"a nouveau",
	"en ce moment",
};

static const char *const names[INTENT__COUNT] = {
	[INTENT_UNCLEAR] = "UNCLEAR",
	[INTENT_BOOKING] = "BOOKING",
	[INTENT_CANCEL] = "CANCEL",
	[INTENT_MODIFY] = "MODIFY",
	[INTENT_FAQ] = "FAQ",
	[INTENT_PRESCRIPTION] = "PRESCRIPTION",
	[INTENT_TRANSFER] = "TRANSFER",
	[INTENT_EMERGENCY] = "EMERGENCY",
	[INTENT_REPEAT] = "REPEAT",
	[INTENT_ABANDON] = "ABANDON",
	[INTENT_YES] = "YES",
	[INTENT_NO] = "NO",
};

/* Does "depuis" stand before, which makes the date a beginning? */
static bool
since(const struct said *s, size_t i)
{
	size_t back;

	for (back = 1; back <= 3 && back <= i; back++)
		if (said_is(s, i - back, "depuis"))
			return true;
	return false;
}

static bool
is_past(const struct said *s)
{
	bool past = false;
	size_t i, j;

	for (j = 0; j < sizeof(still_now) / sizeof(still_now[0]); j++)
		if (said_has(s, still_now[j]))
			return false;
	for (i = 0; i < s->count && !past; i++)
		for (j = 0; j < sizeof(long_ago) / sizeof(long_ago[0]); j++)
			if (said_match(s, i, long_ago[j]) > 0)
				past |= !since(s, i);
	return past;
}

/*
 * Is what reads from i to end denied: "pas" after a lone verb ("j'annule
 * pas"), or one of "pas", "sans", "aucun" ... up to three words before, in the
 * same clause? Not where the negation is politeness or inability: "vous
 * n'auriez pas une place", "je n'arrive pas à prendre rendez-vous".
 */
static bool
is_negated(const struct said *s, size_t i, size_t end)
{
	static const char polite[] =
	    "pourrai|pourriez|auriez|aurait|peux|peut|pouvez|serait|serai|"
	    "arrive|reussi|reussis|parviens|sais";
	static const char clause[] =
	    "je|j|il|elle|on|vous|nous|c|mais|car|parce|estceque|qui|non|oui";
	static const char verb[] =
	    "annul*|anul*|deplacer|decaler|reporter|modifier|avancer";
	size_t back, at;

	if (end == i + 1 && said_is(s, end, "pas"))
		return true;
	if (i > 0 && said_match(s, i - 1, verb) && said_match(s, i, verb))
		return false; /* "pas annuler, déplacer" */
	for (back = 1; back <= 3 && back <= i; back++) {
		at = i - back;
		if (s->word[at + 1].sentence || said_match(s, at, clause))
			return false;
		if (said_match(s, at, "pas|jamais|sans|ni|aucun|aucune"))
			return at == 0 || !said_match(s, at - 1, polite);
		if (said_is(s, at, "plus"))
			return at > 0 &&
			    said_match(s, at - 1, "veux|ai|souhaite|voudrais");
	}
	return false;
}

static size_t
bucket(const char *word, size_t len)
{
	unsigned second = len > 1 ? (unsigned char)word[1] : 0;

	return ((unsigned char)word[0] * 7 + second) % BUCKETS;
}

static void
reading_index(struct reading *r)
{
	size_t i, b;

	for (b = 0; b < BUCKETS; b++)
		r->first[b] = FOLD_WORDS;
	for (i = r->s.count; i-- > 0;) {
		b = bucket(r->s.word[i].text, r->s.word[i].len);
		r->next[i] = r->first[b];
		r->first[b] = (uint16_t)i;
	}
}

/* The next word that the pattern may begin with, past an optional one too. */
static bool
next_beginning(struct beginning *b)
{
	static const bool ends[UCHAR_MAX + 1] = { ['|'] = true, ['?'] = true,
		[' '] = true, ['\0'] = true };
	const char *p = b->rest;

	if (p == NULL)
		return false;
	for (b->word = p; !ends[(unsigned char)*p];)
		p++;
	b->len = (size_t)(p - b->word);
	b->rest = NULL;
	if (*p == '|')
		b->rest = p + 1;
	else if (*p == '?' && p[1] == ' ')
		b->rest = p + 2;
	return true;
}

/* "..", "*", "1*": no two letters to look for. */
static bool
begins_anyhow(const struct beginning *b)
{
	return *b->word == '.' || (b->len <= 2 && b->word[b->len - 1] == '*');
}

static bool
begins_with(const struct said_word *w, const struct beginning *b)
{
	size_t stem = b->len - (b->word[b->len - 1] == '*');

	return (stem < b->len ? w->len >= stem : w->len == stem) &&
	    memcmp(w->text, b->word, stem) == 0;
}

static void
claim(struct reading *r, enum kind kind, size_t i, size_t end)
{
	if (!r->claims[kind])
		r->claims[kind] = !kinds[kind].negatable ||
		    !is_negated(&r->s, i, end);
}

static void
row_try(struct reading *r, const struct row *row, size_t i)
{
	size_t end = said_match(&r->s, i, row->pattern);

	if (!row->uses_up) {
		if (end > 0)
			claim(r, row->kind, i, end);
	} else if (end > r->trap_end[i]) {
		r->trap[i] = row;
		r->trap_end[i] = end;
	}
}

/* Try every row of one sort wherever it may begin. */
static void
rows_try(struct reading *r, bool uses_up)
{
	const struct row *row;
	struct beginning b;
	size_t i;

	for (row = rows; row < rows + ROWS; row++) {
		if (row->uses_up != uses_up)
			continue;
		b.rest = row->pattern + (*row->pattern == '^' ? 2 : 0);
		while (next_beginning(&b))
			if (begins_anyhow(&b))
				for (i = 0; i < r->s.count; i++)
					row_try(r, row, i);
			else
				for (i = r->first[bucket(b.word, b.len)];
				    i < FOLD_WORDS; i = r->next[i])
					if (begins_with(&r->s.word[i], &b))
						row_try(r, row, i);
	}
}

/* From left to right, the longest trap at a word uses up what it reads. */
static void
traps_spring(struct reading *r)
{
	size_t i, end;

	for (i = 0; i < r->s.count; i = end) {
		end = i + 1;
		if (r->trap_end[i] == 0)
			continue;
		end = r->trap_end[i];
		claim(r, r->trap[i]->kind, i, end);
		said_use_up(&r->s, i, end);
	}
}

static enum intent
intent_of_yesno(const struct folded *f, enum asked asked)
{
	switch (hear_yesno(f, asked)) {
	case YESNO_YES:
		return INTENT_YES;
	case YESNO_NO:
		return INTENT_NO;
	default:
		return INTENT_UNCLEAR;
	}
}

enum intent
hear_intent(const struct folded *f)
{
	struct reading r = { 0 };
	bool *claims = r.claims;
	enum kind kind = DANGER;

	said_read(&r.s, f);
	reading_index(&r);
	rows_try(&r, true);
	traps_spring(&r);
	rows_try(&r, false);
	claims[ILL] = claims[ILL] && !is_past(&r.s);
	/* gives up one appointment and wants another */
	if ((claims[CANCEL] || claims[CANNOT]) && claims[BOOK])
		claims[MOVE] = true;
	while (kind < OTHER && !claims[kind])
		kind++;
	if (kind < OTHER)
		return kinds[kind].intent;
	return intent_of_yesno(f, claims[OTHER] ? ASKED_OPEN : ASKED_WISH);
}

const char *
intent_name(enum intent i)
{
	return names[i];
}
