/*
 * Names: where one may begin (a mark, or the start of an answer to our
 * question), the words from there on that can be one, and whether anything
 * proves it: a title, a known first name, a capital the recogniser wrote, the
 * question itself. A dictionary of surnames was not tried: there are over a
 * million in France. What is known instead is what is not a name.
 */
#include <string.h>

#include "dialog/hear/intent.h"
#include "dialog/hear/name.h"
#include "dialog/hear/name_run.h"

enum mark { /* what announces a name, the surest last */
	NO_MARK,
	REFUSED, /* no name: "non pas Dupont, Durand" */
	KIN,     /* whose it is, is unsure: "la maman de Léo Martin" */
	SHOWN,   /* a name only if proved, else nothing: "mon fils Léo" */
	PROVED,  /* a name only when something proves it: "je suis ..." */
	BARE,    /* the start of the answer */
	INSTEAD, /* a correction: what follows replaces */
	LIKELY,  /* a name if we asked for one: "c'est ..." */
	GIVEN,   /* the first name alone: "prénom ..." */
	SURE     /* "je m'appelle ..." */
};

#define RELATIVE                                                              \
	"fille|fils|femme|mari|mere|pere|maman|papa|bebe|enfant|frere|soeur|" \
	"epouse|epoux|compagnon|compagne|ami|amie|neveu|niece|oncle|tante|"   \
	"conjoint|conjointe|copain|copine|collegue|voisin|voisine|patron"

static const struct marked {
	enum mark mark;
	const char *phrase;
} marks[] = {
	{ SURE, "je? m appelle" },
	{ SURE, "je mappelle" },
	{ SURE, "je me nomme|presente" },
	{ SURE, "mon|le|son nom et|complet? prenom? c? est?" },
	{ SURE, "mon|le|son? nom de famille c? est?" },
	{ SURE, "mon|le|son nom a? moi? c? est|sera?" },
	{ SURE, "nom c est" },
	{ SURE, "nom et prenom" },
	{ SURE, "au|a nom de|d" },
	{ SURE, "au|a nom de|d mon|ma " RELATIVE },
	{ SURE, "il|elle|qui? s appelle" },
	{ SURE, "de la part de|d" },
	{ SURE, "my name is" },
	{ GIVEN, "mon|le|son? prenom c? est?" },
	{ LIKELY, "c est|sera|serait" },
	{ LIKELY, "ce sera|serait" },
	{ LIKELY, "moi c est" },
	{ LIKELY, "ici" },
	{ LIKELY, "notez|mettez|marquez|inscrivez|ecrivez" },
	{ LIKELY, "vous pouvez mettre|noter|marquer|inscrire|ecrire" },
	{ LIKELY, "vous parlez a|avec" },
	{ LIKELY, "nom" },
	{ LIKELY, "pour mon|ma|mes petit|petite|grand|grande? " RELATIVE },
	{ SHOWN, "c? est? mon|ma petit|petite|grand|grande? " RELATIVE },
	{ PROVED, "je suis" },
	{ PROVED, "c est pour" },
	{ PROVED, "ce serait|sera pour" },
	{ PROVED, "pour" },
	{ PROVED, "rdv|vous|reservation de|d" },
	{ PROVED, "votre|un|une patient|patiente|client|cliente" },
	{ KIN, "je? suis? c? est? la|le|l " RELATIVE " de|d|du" },
	{ INSTEAD, "non pardon|enfin|plutot? c? est?" },
	{ INSTEAD, "pardon|enfin|plutot|rectification|correction c? est?" },
	{ INSTEAD, "je veux dire c? est?" },
	{ INSTEAD, "en fait c? est?" },
	{ REFUSED, "non? ce? c? n? est? pas" },
};

/* What may stand after a name given bare. */
static const char *const closes[] = {
	"et|pour|je|j|c|merci|svp|avec|comme|oui|voila|mon|ma|le|la",
	"madame|monsieur|epouse|nee|ne|veuve|d|en|tout|ca|sans|deux",
	"non|pardon|enfin|plutot|euh|hein|bonjour|alors|donc|mais|ou",
	"prenom|nom",
	"s il",
	"a l appareil",
	"au telephone|bout",
	"est mon nom",
};

static bool
run_closes(const struct name_reader *r, const struct name_run *run)
{
	size_t i;

	if (run->end >= r->f->count || run->spelled[0] != '\0' ||
	    r->f->word[run->end].gap >= FOLD_COMMA ||
	    r->f->word[run->end].is_number)
		return true;
	for (i = 0; i < sizeof(closes) / sizeof(closes[0]); i++)
		if (fold_phrase(r->f, run->end, closes[i]) > 0)
			return true;
	return false;
}

/*
 * "le frein", "du jardin": as likely a thing as a name; but not "le goff", nor
 * "de villiers", for things do not answer with "de".
 */
static bool
run_has_article(const struct name_reader *r, const struct name_run *run)
{
	size_t last = run->count - 1;

	return run->count > 0 && !run->title && !run->first && !run->capital &&
	    r->kind[run->word[last]] != NAME_ARTICLED &&
	    fold_phrase(r->f, run->word[0], "le|la|l|les|du|des") > 0;
}

/* Do these words of the raw text ask for something, or answer yes or no? */
static bool
asks(const struct folded *f, uint32_t from, uint32_t to)
{
	struct folded words;

	fold(&words, f->raw + from, to - from);
	return hear_intent(&words) != INTENT_UNCLEAR;
}

/*
 * "annulez", "opérateur", "inscrivez-moi", "mi-avril": is it something else
 * that we know, a word tied by its hyphen to one that is no name, or the
 * beginning of a request?
 */
static bool
run_is_other(const struct name_reader *r, const struct name_run *run)
{
	const struct fold_word *w = r->f->word;

	if (run->end < r->f->count && w[run->end].gap == FOLD_HYPHEN)
		return true;
	return asks(r->f, w[run->word[0]].from, w[run->end - 1].to) ||
	    (!run_closes(r, run) &&
	    asks(r->f, 0, (uint32_t)r->f->raw_len));
}

/* Asked for a name and given these words, with nothing that proves it. */
static enum heard
judge_unproved(const struct name_reader *r, const struct name_run *run)
{
	if (run_is_other(r, run))
		return HEARD_NOTHING;
	if (run->full > 2 || run_has_article(r, run) || !run_closes(r, run))
		return HEARD_UNSURE;
	return HEARD_EXACT;
}

/* "D, u, p, o, n, t", but not "y a-t-il". */
static enum heard
judge_letters(const struct name_reader *r, const struct name_run *run,
    bool asked)
{
	if (run->spelled[0] == '\0' || !asked ||
	    fold_phrase(r->f, run->end, "il|elle|on|ils|elles") > 0)
		return HEARD_NOTHING;
	return HEARD_EXACT;
}

static enum heard
judge(const struct name_reader *r, const struct name_run *run,
    enum mark mark, bool asked)
{
	bool proved = run->title || run->first || run->capital;

	if (run->count == 0)
		return judge_letters(r, run, asked);
	if (fold_phrase(r->f, run->end, "a l appareil") > 0)
		return HEARD_EXACT;
	if (fold_phrase(r->f, run->end, "point|.|tiret|_") > 0)
		return HEARD_UNSURE; /* an e-mail address */
	switch (mark) {
	case SURE:
	case GIVEN:
		return run_has_article(r, run) ? HEARD_UNSURE : HEARD_EXACT;
	case PROVED:
		if (proved)
			return HEARD_EXACT;
		return asked && run->full <= 2 && !run_is_other(r, run) ?
		    HEARD_UNSURE : HEARD_NOTHING;
	case SHOWN:
		return proved ? HEARD_EXACT : HEARD_NOTHING;
	case KIN:
		return proved ? HEARD_UNSURE : HEARD_NOTHING;
	case BARE:
		if (!asked)
			return run->title ? HEARD_UNSURE : HEARD_NOTHING;
		break;
	default:
		break;
	}
	if (proved)
		return HEARD_EXACT;
	return asked ? judge_unproved(r, run) : HEARD_NOTHING;
}

/* The longest mark at word i, and how many words it takes. */
static enum mark
mark_at(const struct name_reader *r, size_t i, bool asked, size_t *taken)
{
	enum mark mark = NO_MARK;
	size_t row, n;

	*taken = 0;
	for (row = 0; row < sizeof(marks) / sizeof(marks[0]); row++) {
		n = fold_phrase(r->f, i, marks[row].phrase);
		if (n > *taken) {
			*taken = n;
			mark = marks[row].mark;
		}
	}
	if (mark == NO_MARK && (i == r->start ||
	    (asked && r->kind[i] == NAME_FIRST &&
		r->f->word[i].gap >= FOLD_COMMA)))
		return BARE; /* the answer, or "..., Jean Dupont" at its end */
	return mark;
}

/* The letters of words k to end of a run, without what joins them. */
static bool
reads_as(const struct name_reader *r, const struct name_run *run, size_t k,
    size_t end, const struct folded *letters)
{
	const char *text = "";
	size_t word = 0, n;

	for (; k < end; k++) {
		const char *want = r->f->word[run->word[k]].text;

		for (; *want != '\0'; want += n, text += n) {
			while (*text == '\0' && word < letters->count)
				text = letters->word[word++].text;
			for (n = 0; want[n] != '\0' && want[n] == text[n];)
				n++;
			if (n == 0)
				return false;
		}
	}
	return *text == '\0' && word == letters->count;
}

/*
 * Letters are surer than the word they spell: "Dupond, d u p o n t". They
 * replace the last word that begins alike; a first name alone is completed.
 */
static enum heard
apply_spelling(const struct name_reader *r, struct name_run *run)
{
	struct folded letters;
	struct name_part spelled = { .text = run->spelled,
		.len = strlen(run->spelled), .before = ' ' };
	size_t k;

	if (spelled.len == 0)
		return HEARD_EXACT;
	fold(&letters, run->spelled, spelled.len);
	for (k = run->count; k-- > 0;)
		if (reads_as(r, run, k, run->count, &letters) ||
		    reads_as(r, run, k, k + 1, &letters))
			return HEARD_EXACT;
	for (k = run->count; k-- > 0;)
		if (r->f->word[run->word[k]].text[0] == run->spelled[0]) {
			spelled.before = run->part[k].before;
			run->part[k] = spelled;
			return k + 1 == run->count ? HEARD_EXACT :
						     HEARD_UNSURE;
		}
	if (run->count == 1 && run->first) {
		run->part[run->count++] = spelled;
		return HEARD_EXACT;
	}
	run->part[0] = spelled;
	k = run->count;
	run->count = 1;
	return k == 0 ? HEARD_EXACT : HEARD_UNSURE;
}

/* How often a letter stands in what is written, twice in a row counting 2. */
static size_t
letter_runs(const struct folded *name, char letter)
{
	size_t i, longest = 0, n;
	const char *p;

	for (i = 0; i < name->count; i++)
		for (p = name->word[i].text; *p != '\0'; p += n > 0 ? n : 1) {
			for (n = 0; p[n] == letter;)
				n++;
			longest = n > longest ? n : longest;
		}
	return longest;
}

/*
 * "Dupont avec un t à la fin", "avec deux n", "sans s": does the name agree?
 * A silent last letter is corrected ("Dupond avec un t à la fin"); any other
 * disagreement is unsure.
 */
static enum heard
apply_hint(const struct name_reader *r, size_t i, char *name)
{
	static const char silent[] = "tdsxz";
	size_t len = strlen(name), want = 1, n;
	struct folded written;
	char letter, *last;

	if ((n = fold_phrase(r->f, i, "avec deux|2")) > 0)
		want = 2;
	else if ((n = fold_phrase(r->f, i, "sans un|une|de?")) > 0)
		want = 0;
	else if ((n = fold_phrase(r->f, i, "avec un|une|le?")) == 0)
		return HEARD_EXACT;
	if (!spell_letter(r->f, i + n, &letter) || len == 0)
		return HEARD_EXACT;
	fold(&written, name, len);
	last = &name[len - 1];
	if (fold_phrase(r->f, i + n + 1, "a|au la? fin|bout") > 0 &&
	    want == 1) {
		if (*last == letter)
			return HEARD_EXACT;
		if (strchr(silent, *last) == NULL ||
		    strchr(silent, letter) == NULL)
			return HEARD_UNSURE;
		*last = letter;
		return HEARD_EXACT;
	}
	n = letter_runs(&written, letter);
	return (want == 0 ? n == 0 : n >= want) ? HEARD_EXACT : HEARD_UNSURE;
}

/* What we hold so far. */
struct found {
	enum heard heard;
	enum mark mark;
	struct name_run name;
	struct name_run given; /* "prénom ...", to stand first */
};

static void
found_add(struct found *found, const struct name_run *run, enum mark mark,
    enum heard heard)
{
	if (mark == GIVEN && found->given.end == 0) {
		found->given = *run;
		if (found->heard == HEARD_NOTHING)
			found->heard = heard;
		return;
	}
	if (mark == INSTEAD && found->mark != NO_MARK &&
	    found->name.full != run->full)
		heard = HEARD_UNSURE; /* of the whole, or of one word of it? */
	if (mark != INSTEAD && found->mark != NO_MARK &&
	    (mark <= found->mark || heard < found->heard))
		return;
	found->heard = heard;
	found->mark = mark;
	found->name = *run;
}

/* Where a refused name ends: "pas Dupont, [Durand]". */
static size_t
refused_end(const struct name_reader *r, const struct name_run *run)
{
	size_t k;

	for (k = 1; k < run->count; k++)
		if (r->f->word[run->word[k]].gap >= FOLD_COMMA)
			return run->word[k];
	return run->count > 0 ? run->end : 0;
}

static void
find(const struct name_reader *r, bool asked, struct found *found)
{
	struct name_run run;
	enum heard heard;
	enum mark mark;
	size_t i, end, taken, refused = 0; /* where a refused name ends */

	for (i = 0; i < r->f->count; i = end > i ? end : i + 1) {
		end = 0;
		mark = mark_at(r, i, asked, &taken);
		if (mark == NO_MARK && asked && i > 0 && i == refused)
			mark = INSTEAD;
		if (mark == NO_MARK)
			continue;
		name_run_read(r, i + taken, &run);
		if (mark == REFUSED) {
			refused = end = refused_end(r, &run);
			continue;
		}
		if (mark == INSTEAD && !asked && found->mark == NO_MARK)
			continue;
		heard = judge(r, &run, mark, asked || mark == INSTEAD);
		if (heard == HEARD_NOTHING)
			continue;
		found_add(found, &run, mark, heard);
		end = run.end;
	}
}

static enum heard
least(enum heard a, enum heard b)
{
	return a < b ? a : b;
}

enum heard
hear_name(const struct folded *f, bool asked, char out[HEAR_NAME_BYTES])
{
	struct found found = { .heard = HEARD_NOTHING };
	struct name_part part[2 * NAME_PARTS];
	struct name_reader r;
	enum heard heard;
	size_t count;

	out[0] = '\0';
	if (fold_find(f, 0, "@|arobase|arrobase") < f->count)
		return HEARD_NOTHING;
	name_reader_init(&r, f);
	find(&r, asked, &found);
	heard = found.heard;
	if (heard == HEARD_NOTHING)
		return HEARD_NOTHING;
	heard = least(heard, apply_spelling(&r, &found.given));
	heard = least(heard, apply_spelling(&r, &found.name));
	count = found.given.count;
	memcpy(part, found.given.part, count * sizeof(part[0]));
	memcpy(part + count, found.name.part,
	    found.name.count * sizeof(part[0]));
	name_write(part, count + found.name.count, r.mixed, out);
	return least(heard, apply_hint(&r, found.name.end, out));
}
