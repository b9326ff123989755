/*
 * Spelled letters, left to right. The name of a letter may be a word of its
 * own ("elle", "de"): such names count only among at least as many that are
 * letters and nothing else, and as the last one only where a clause ends.
 */
#include <string.h>

#include "dialog/hear/spell.h"

#define LETTERS_MIN 3

/*
 * How recognisers write the names of letters (folded). Source: Académie
 * française, noms des lettres; homophones as heard.
 */
static const struct letter_name {
	const char *phrase;
	const char *letter;
	bool word; /* also a word of its own, that may follow a spelling */
} letter_names[] = {
	{ "double ve|v|vais", "w", false },
	{ "i grec|grecque", "y", false },
	{ "igrec", "y", false },
	{ "be|bee", "b", false },
	{ "ce|cee|ces|sait", "c", true },
	{ "de|des|dee", "d", true },
	{ "eu", "e", false },
	{ "effe|ef|eff", "f", false },
	{ "ge|gee", "g", false },
	{ "hache|ache", "h", false },
	{ "ji|gi", "j", false },
	{ "ka|cas", "k", true },
	{ "elle|ele|el", "l", true },
	{ "emme|aime|em", "m", true },
	{ "enne|haine|en", "n", true },
	{ "oh|eau|haut", "o", true },
	{ "pe|pee", "p", false },
	{ "cu|ku|qu", "q", true },
	{ "erre|air|er", "r", true },
	{ "esse|es", "s", true },
	{ "te|the|tes", "t", true },
	{ "hue", "u", false },
	{ "ve|vee", "v", false },
	{ "ix|ixe|iks", "x", false },
	{ "zed|zede", "z", false },
	{ "tiret|trait d? union?", "-", true },
	{ "apostrophe", "'", true },
	{ "espace", " ", true },
};

static const struct accent {
	const char *phrase;
	const char *from, *to; /* the letters it changes; 2 bytes each in to */
} accents[] = {
	{ "accent? aigu", "e", "é" },
	{ "accent? grave", "aeu", "àèù" },
	{ "accent? circonflexe", "aeiou", "âêîôû" },
	{ "accent? trema", "eiu", "ëïü" },
	{ "c? cedille", "c", "ç" },
};

/* What one step of a spelling gives. */
struct step {
	size_t words;
	char text[8];
	bool word; /* a word too, unless more letters follow */
};

static bool
bare_letter(const struct folded *f, size_t i)
{
	return i < f->count && f->word[i].len == 1 &&
	    f->word[i].text[0] >= 'a' && f->word[i].text[0] <= 'z' &&
	    (i + 1 >= f->count || f->word[i + 1].gap != FOLD_APOSTROPHE);
}

/* Written with an accent, a letter's name is no word: "dé", "té". */
static bool
is_accented(const struct fold_word *w)
{
	return w->to - w->from > w->len;
}

/* Does the clause end after word i, so that no word can follow? */
static bool
clause_ends(const struct folded *f, size_t i)
{
	return i >= f->count || f->word[i].gap >= FOLD_COMMA;
}

/* One letter or its name at word i. */
static struct step
step_letter(const struct folded *f, size_t i)
{
	struct step step = { 0 };
	size_t row;

	for (row = 0; row < sizeof(letter_names) / sizeof(letter_names[0]);
	     row++) {
		step.words = fold_phrase(f, i, letter_names[row].phrase);
		if (step.words > 0) {
			strcpy(step.text, letter_names[row].letter);
			step.word = letter_names[row].word &&
			    !is_accented(&f->word[i]);
			return step;
		}
	}
	if (bare_letter(f, i)) {
		step.words = 1;
		step.text[0] = f->word[i].text[0];
		/* an accent that the recogniser wrote: "é" */
		if (f->word[i].to - f->word[i].from == 2)
			memcpy(step.text, f->raw + f->word[i].from, 2);
	}
	return step;
}

static void
step_accent(const struct folded *f, size_t i, struct step *step)
{
	const char *at, *to;
	size_t row, n;

	for (row = 0; row < sizeof(accents) / sizeof(accents[0]); row++) {
		n = fold_phrase(f, i + step->words, accents[row].phrase);
		at = strchr(accents[row].from, step->text[0]);
		if (n == 0 || at == NULL || step->text[1] != '\0')
			continue;
		to = accents[row].to + 2 * (at - accents[row].from);
		memcpy(step->text, to, 2);
		step->words += n;
		return;
	}
}

/* A letter with all that is said of it: doubled, accented, "comme Denise". */
static struct step
step_read(const struct folded *f, size_t i)
{
	size_t before = fold_phrase(f, i, "deux|2|double");
	struct step step = { 0 };
	size_t len;

	if (before > 0)
		step = step_letter(f, i + before);
	if (step.words == 0) {
		before = fold_phrase(f, i, ".|/");
		step = step_letter(f, i + before);
		if (step.words == 0)
			return step;
	} else {
		len = strlen(step.text);
		memcpy(step.text + len, step.text, len);
	}
	step.words += before;
	step_accent(f, i, &step);
	step.words += fold_phrase(f, i + step.words, "majuscule|minuscule");
	if (fold_is(f, i + step.words, "comme") &&
	    i + step.words + 1 < f->count) {
		step.words += 2;
		step.word = false;
	}
	return step;
}

size_t
spell_read(const struct folded *f, size_t i, char out[SPELL_BYTES])
{
	size_t at, len = 0, letters = 0, sure = 0;
	size_t end = i, end_len = 0; /* after the last letter that is no word */
	struct step step;

	for (at = i; at < f->count; at += step.words) {
		step = step_read(f, at);
		if (step.words == 0 || len + sizeof(step.text) > SPELL_BYTES)
			break;
		strcpy(out + len, step.text);
		len += strlen(step.text);
		letters++;
		sure += !step.word;
		if (!step.word || clause_ends(f, at + step.words)) {
			end = at + step.words;
			end_len = len;
		}
	}
	out[end_len] = '\0';
	if (letters >= LETTERS_MIN && sure * 2 >= letters)
		return end - i;
	out[0] = '\0';
	return 0;
}

bool
spell_letter(const struct folded *f, size_t i, char *letter)
{
	struct step step = step_letter(f, i);

	*letter = step.text[0];
	return step.words > 0 && step.text[1] == '\0';
}
