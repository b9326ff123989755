/*
 * French cardinals and ordinals. The grammar is written as "every cardinal
 * that begins here" rather than "the cardinal that is here": « soixante dix
 * huit » is 78 in an age and may be 60 18 in a telephone number, and only the
 * module that asks knows which. A recogniser writes some of the words as
 * digits ("40 3", "60 18", "4 20 12"), so digits obey the same grammar.
 */
#include <string.h>

#include "dialog/hear/numbers.h"

enum atom_kind {
	ATOM_NONE,
	ATOM_ZERO,
	ATOM_UNIT,
	ATOM_TEN,
	ATOM_TEEN,
	ATOM_TENS,
	ATOM_SCORE,
	ATOM_CENT,
	ATOM_MILLE
};

struct atom {
	const char *word;
	int value;
	enum atom_kind kind;
};

static const struct atom atoms[] = {
#define NUMBER(w, v, k) { w, v, ATOM_##k },
#include "dialog/hear/numbers.def"
#undef NUMBER
};

static const struct ordinal {
	const char *word;
	int value;
} ordinals[] = {
	{ "premier", 1 },    { "premiere", 1 },   { "unieme", 1 },
	{ "second", 2 },     { "seconde", 2 },    { "deuxieme", 2 },
	{ "troisieme", 3 },  { "quatrieme", 4 },  { "cinquieme", 5 },
	{ "sixieme", 6 },    { "septieme", 7 },   { "huitieme", 8 },
	{ "neuvieme", 9 },   { "dixieme", 10 },   { "onzieme", 11 },
	{ "douzieme", 12 },  { "treizieme", 13 }, { "quatorzieme", 14 },
	{ "quinzieme", 15 }, { "seizieme", 16 },  { "vingtieme", 20 },
	{ "trentieme", 30 },
};

/* What makes an ordinal of the digits before it: "1er", "2nd", "3eme". */
static const char ordinal_marks[] = "er|ere|re|nd|nde|e|eme|ieme|em|me";

#define ORDINAL_MAX 31

struct readings {
	struct numbers_reading *out;
	size_t count;
};

static void
emit(struct readings *r, size_t words, int value)
{
	if (r->count < NUMBERS_MAX)
		r->out[r->count++] = (struct numbers_reading){
			.words = (uint8_t)words,
			.value = (int16_t)value,
		};
}

/* Value of a word of digits; -1 when it is not one, or of more than ${max}. */
static int
written(const struct folded *f, size_t i, size_t max)
{
	size_t k;
	int value = 0;

	if (i >= f->count || !f->word[i].is_number || f->word[i].len > max)
		return -1;
	for (k = 0; k < f->word[i].len; k++)
		value = value * 10 + (f->word[i].text[k] - '0');
	return value;
}

static struct atom
atom_written(int value)
{
	struct atom a = { .value = value, .kind = ATOM_TEEN };

	if (value == 0)
		a.kind = ATOM_ZERO;
	else if (value < 10)
		a.kind = ATOM_UNIT;
	else if (value == 10)
		a.kind = ATOM_TEN;
	else if (value == 60 || value == 80)
		a.kind = ATOM_SCORE;
	else if (value % 10 == 0)
		a.kind = ATOM_TENS;
	return a;
}

/* The atom at word i. "06" and "00" are groups of digits, not cardinals. */
static struct atom
atom_at(const struct folded *f, size_t i)
{
	int value = written(f, i, 2);
	size_t k;

	if (value >= 10 || (value >= 0 && f->word[i].len == 1))
		return atom_written(value);
	for (k = 0; k < sizeof(atoms) / sizeof(atoms[0]); k++)
		if (fold_is(f, i, atoms[k].word))
			return atoms[k];
	return (struct atom){ .kind = ATOM_NONE };
}

/* "dix", "dix sept": base + 10..19, ${at} words into the cardinal at i. */
static void
read_ten(const struct folded *f, size_t i, size_t at, int base,
    struct readings *r)
{
	struct atom a = atom_at(f, i + at + 1);

	emit(r, at + 1, base + 10);
	if (a.kind == ATOM_UNIT && a.value >= 7)
		emit(r, at + 2, base + 10 + a.value);
}

/* What may follow twenty, sixty, eighty...: "et un", "deux", "dix sept". */
static void
read_tail(const struct folded *f, size_t i, size_t at, struct atom tens,
    struct readings *r)
{
	bool et = fold_is(f, i + at, "et");
	size_t to = at + (et ? 1 : 0);
	struct atom a = atom_at(f, i + to);

	if (et && a.value != 1 && a.value != 11)
		return;
	if (a.kind == ATOM_UNIT)
		emit(r, to + 1, tens.value + a.value);
	else if (tens.kind == ATOM_SCORE && a.kind == ATOM_TEEN &&
	    a.value < 20)
		emit(r, to + 1, tens.value + a.value);
	else if (tens.kind == ATOM_SCORE && a.kind == ATOM_TEN)
		read_ten(f, i, to, tens.value, r);
}

/* Cardinals under a hundred at word i + at, added to ${base}. */
static void
read_under_100(const struct folded *f, size_t i, size_t at, int base,
    struct readings *r)
{
	struct atom a = atom_at(f, i + at);
	struct atom next = atom_at(f, i + at + 1);

	switch (a.kind) {
	case ATOM_ZERO:
		if (base == 0)
			emit(r, at + 1, 0);
		break;
	case ATOM_UNIT:
		emit(r, at + 1, base + a.value);
		if (a.value != 4 || next.value != 20)
			break;
		emit(r, at + 2, base + 80);
		next = (struct atom){ .value = base + 80, .kind = ATOM_SCORE };
		read_tail(f, i, at + 2, next, r);
		break;
	case ATOM_TEN:
		read_ten(f, i, at, base, r);
		break;
	case ATOM_TEEN:
		emit(r, at + 1, base + a.value);
		break;
	case ATOM_TENS:
	case ATOM_SCORE:
		a.value += base;
		emit(r, at + 1, a.value);
		read_tail(f, i, at + 1, a, r);
		break;
	default:
		break;
	}
}

/* "cent", and each of the cardinals so far that may count hundreds. */
static void
read_hundreds(const struct folded *f, size_t i, size_t at, int base,
    struct readings *r)
{
	size_t before = r->count, k;
	size_t words;
	int value;

	read_under_100(f, i, at, base, r);
	if (atom_at(f, i + at).kind == ATOM_CENT) {
		emit(r, at + 1, base + 100);
		read_under_100(f, i, at + 1, base + 100, r);
	}
	for (k = r->count; k-- > before;) {
		words = r->out[k].words;
		value = r->out[k].value - base;
		if (value < 2 || value > 19 || value == 10 ||
		    (base > 0 && value > 9) ||
		    atom_at(f, i + words).kind != ATOM_CENT)
			continue;
		emit(r, words + 1, base + value * 100);
		read_under_100(f, i, words + 1, base + value * 100, r);
	}
}

size_t
numbers_all(const struct folded *f, size_t i,
    struct numbers_reading out[NUMBERS_MAX])
{
	struct readings r = { .out = out };
	struct atom a = atom_at(f, i);

	read_hundreds(f, i, 0, 0, &r);
	if (a.kind == ATOM_MILLE) {
		emit(&r, 1, 1000);
		read_hundreds(f, i, 1, 1000, &r);
	} else if (a.kind == ATOM_UNIT && a.value > 1 &&
	    atom_at(f, i + 1).kind == ATOM_MILLE) {
		emit(&r, 2, a.value * 1000);
		read_hundreds(f, i, 2, a.value * 1000, &r);
	}
	return r.count;
}

/* Are the words [i, i + n) in letters, and said without a stop? */
static bool
in_one_breath(const struct folded *f, size_t i, size_t n)
{
	size_t k;

	for (k = i; k < i + n; k++)
		if (f->word[k].is_number ||
		    (k > i && f->word[k].gap >= FOLD_COMMA))
			return false;
	return true;
}

size_t
numbers_words(const struct folded *f, size_t i, int *value)
{
	struct numbers_reading all[NUMBERS_MAX];
	size_t n = numbers_all(f, i, all);
	size_t k, words = 0;

	for (k = 0; k < n; k++)
		if (all[k].words > words &&
		    in_one_breath(f, i, all[k].words)) {
			words = all[k].words;
			*value = all[k].value;
		}
	return words;
}

size_t
numbers_any(const struct folded *f, size_t i, int *value)
{
	int digits = written(f, i, 4);

	if (digits < 0)
		return numbers_words(f, i, value);
	*value = digits;
	return 1;
}

/* One word that is an ordinal by itself; 0 when it is not. */
static int
ordinal_word(const struct folded *f, size_t i)
{
	size_t k;

	for (k = 0; k < sizeof(ordinals) / sizeof(ordinals[0]); k++)
		if (fold_is(f, i, ordinals[k].word))
			return ordinals[k].value;
	return 0;
}

/* "dix septieme", "vingt et unieme": the tens, then the unit's ordinal. */
static int
ordinal_compound(int tens, bool et, int unit)
{
	if (tens == 10)
		return !et && unit >= 7 && unit <= 9 ? tens + unit : 0;
	if (tens != 20 && tens != 30)
		return 0;
	return unit >= 1 && unit <= 9 && et == (unit == 1) ? tens + unit : 0;
}

size_t
numbers_ordinal(const struct folded *f, size_t i, int *value)
{
	int found = written(f, i, 2);
	size_t et;
	struct atom a;

	if (found > 0 && found <= ORDINAL_MAX && i + 1 < f->count &&
	    f->word[i + 1].gap == FOLD_GLUED &&
	    fold_phrase(f, i + 1, ordinal_marks) > 0) {
		*value = found;
		return 2;
	}
	if ((found = ordinal_word(f, i)) > 0) {
		*value = found;
		return 1;
	}
	a = atom_at(f, i);
	et = fold_is(f, i + 1, "et") ? 1 : 0;
	found = ordinal_compound(a.value, et > 0, ordinal_word(f, i + 1 + et));
	if (found == 0 || found > ORDINAL_MAX)
		return 0;
	*value = found;
	return 2 + et;
}
