/*
 * The caller's intent, from the phrases of intent.def. Each phrase that is
 * said claims one kind of request; the strongest kind wins. Yes and no come
 * last: "oui je voudrais annuler" asks for something, a lone "oui" answers.
 *
 * Scores per keyword were the other way, and the usual one; they cannot tell
 * "je rappelle pour prendre rendez-vous" from "je rappellerai", nor say why
 * they chose. Here a wrong answer is one row to correct.
 */
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
	size_t back, at;

	if (end == i + 1 && said_is(s, end, "pas"))
		return true;
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

/* The longest row at word i whose words mean nothing else; NULL: none. */
static const struct row *
trap_at(const struct said *s, size_t i, size_t *end)
{
	const struct row *found = NULL;
	size_t row, to;

	*end = 0;
	for (row = 0; row < ROWS; row++)
		if (rows[row].uses_up &&
		    (to = said_match(s, i, rows[row].pattern)) > *end) {
			found = &rows[row];
			*end = to;
		}
	return found;
}

static void
claim(bool claims[KIND__COUNT], const struct said *s, enum kind kind,
    size_t i, size_t end)
{
	if (claims[kind])
		return;
	claims[kind] = !kinds[kind].negatable || !is_negated(s, i, end);
}

static void
claims_read(bool claims[KIND__COUNT], struct said *s)
{
	const struct row *trap;
	size_t i, end, row;

	for (i = 0; i < s->count; i = trap == NULL ? i + 1 : end)
		if ((trap = trap_at(s, i, &end)) != NULL) {
			claim(claims, s, trap->kind, i, end);
			said_use_up(s, i, end);
		}
	for (i = 0; i < s->count; i++)
		for (row = 0; row < ROWS; row++)
			if (!rows[row].uses_up &&
			    (end = said_match(s, i, rows[row].pattern)) > 0)
				claim(claims, s, rows[row].kind, i, end);
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
	bool claims[KIND__COUNT] = { false };
	enum kind kind = DANGER;
	struct said s;

	said_read(&s, f);
	claims_read(claims, &s);
	claims[ILL] = claims[ILL] && !is_past(&s);
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
