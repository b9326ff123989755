/*
 * Reading one name. Words are told apart by the lists of names.def; letters
 * spelled after the words ("Dupont, d u p o n t") are read with them.
 */
#include <string.h>

#include "dialog/hear/name_run.h"

#define BUCKETS 64 /* of the words said */

static const struct list {
	enum name_kind kind;
	const char *words;
} lists[] = {
#define WORDS(kind, words) { NAME_##kind, words },
#include "dialog/hear/names.def"
#undef WORDS
};

/* What may stand between a name and its spelling. */
static const char *const before_spelling[] = {
	"ca|cela s|se ecrit|epelle",
	"ca|cela secrit|sepelle",
	"je|j vous? l? epelle",
	"donc|alors|soit|euh|oui|voila",
	"c est",
};

#define BEFORE_SPELLING (sizeof(before_spelling) / sizeof(before_spelling[0]))

/*
 * The words said, by their hash. The lists are long and a turn is short, so
 * the lists are read once and looked up in what was said, not the other way.
 */
struct said_words {
	const struct folded *f;
	uint16_t first[BUCKETS], next[FOLD_WORDS]; /* FOLD_WORDS: none */
};

static size_t
bucket(const char *word, size_t len)
{
	unsigned second = len > 1 ? (unsigned char)word[1] : 0;

	return ((unsigned char)word[0] * 5 + second * 3 + len) % BUCKETS;
}

static void
said_words_read(struct said_words *said, const struct folded *f)
{
	size_t i, b;

	said->f = f;
	for (b = 0; b < BUCKETS; b++)
		said->first[b] = FOLD_WORDS;
	for (i = 0; i < f->count; i++) {
		b = bucket(f->word[i].text, f->word[i].len);
		said->next[i] = said->first[b];
		said->first[b] = (uint16_t)i;
	}
}

/* A word of two lists is of the first. */
static void
kind_found(struct name_reader *r, const struct said_words *said,
    enum name_kind kind, const char *word, size_t len)
{
	const struct fold_word *w;
	size_t i = said->first[bucket(word, len)];

	for (; i < FOLD_WORDS; i = said->next[i]) {
		w = &said->f->word[i];
		if (r->kind[i] == NAME_WORD && w->len == len &&
		    memcmp(w->text, word, len) == 0)
			r->kind[i] = (uint8_t)kind;
	}
}

/* "je suis marié": with its accent, no first name. */
static bool
is_married(const struct folded *f, size_t i)
{
	return fold_is(f, i, "marie") &&
	    ((unsigned char)f->raw[f->word[i].to - 1] & 0x80) != 0;
}

/* Letters of any alphabet make a name, signs and digits do not. */
static enum name_kind
kind_unlisted(const struct folded *f, size_t i)
{
	const struct fold_word *w = &f->word[i];

	if (w->is_number || is_married(f, i) ||
	    (w->len == 1 && strchr("+@_/&%.-:", *w->text)))
		return NAME_NOT;
	return NAME_WORD;
}

/* "M'Baye", "N'Diaye": a letter before an apostrophe may belong to a name. */
static bool
is_elided(const struct folded *f, size_t i)
{
	return f->word[i].len == 1 && i + 1 < f->count &&
	    f->word[i + 1].gap == FOLD_APOSTROPHE &&
	    strchr("lmno", *f->word[i].text) != NULL;
}

static void
list_read(struct name_reader *r, const struct said_words *said,
    const struct list *list)
{
	const char *word, *end;

	for (word = list->words; *word != '\0'; word = end + (*end == ' ')) {
		for (end = word; *end != ' ' && *end != '\0';)
			end++;
		kind_found(r, said, list->kind, word, (size_t)(end - word));
	}
}

static void
kinds_read(struct name_reader *r)
{
	struct said_words said;
	size_t i;

	for (i = 0; i < r->f->count; i++)
		r->kind[i] = (uint8_t)kind_unlisted(r->f, i);
	said_words_read(&said, r->f);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		list_read(r, &said, &lists[i]);
	for (i = 0; i < r->f->count; i++)
		if (is_elided(r->f, i))
			r->kind[i] = NAME_PARTICLE;
}

static bool
is_capital(const struct name_reader *r, size_t i)
{
	const char *raw = r->f->raw + r->f->word[i].from;

	/* folding made it small, or it is not a capital */
	return r->mixed && *raw != *r->f->word[i].text &&
	    ((*raw >= 'A' && *raw <= 'Z') ||
		((unsigned char)raw[0] == 0xc3 &&
		    (unsigned char)raw[1] >= 0x80 &&
		    (unsigned char)raw[1] <= 0x9e));
}

/* A word of no list, or only of surnames'. */
static bool
is_plain(const struct name_reader *r, size_t i)
{
	return i < r->f->count &&
	    (r->kind[i] == NAME_WORD || r->kind[i] == NAME_ARTICLED);
}

/*
 * "ben Sophie Martin", "ben claire fontaine", but "Ben Ali", "ben ali karim"
 * and "Mohamed ben Ali".
 */
static bool
is_hesitation(const struct name_reader *r, size_t i)
{
	if (!fold_is(r->f, i, "ben") || is_capital(r, i) ||
	    (i > 0 && r->kind[i - 1] != NAME_AROUND))
		return false;
	return is_capital(r, i + 1) ||
	    (r->kind[i + 1] == NAME_FIRST && is_plain(r, i + 2));
}

/* Does word i, as it was written, begin or end in this range? */
static bool
is_case(const struct folded *f, size_t i, char from, char to)
{
	char first = f->raw[f->word[i].from], last = f->raw[f->word[i].to - 1];

	return (first >= from && first <= to) || (last >= from && last <= to);
}

void
name_reader_init(struct name_reader *r, const struct folded *f)
{
	bool lower = false, upper = false;
	size_t i;

	r->f = f;
	for (i = 0; i < f->count; i++) {
		lower |= is_case(f, i, 'a', 'z');
		upper |= is_case(f, i, 'A', 'Z');
	}
	r->mixed = lower && upper;
	kinds_read(r);
	for (i = 0; i + 1 < f->count; i++)
		if (is_hesitation(r, i))
			r->kind[i] = NAME_AROUND;
	for (r->start = 0; r->start < f->count; r->start++)
		if (r->kind[r->start] != NAME_AROUND)
			break;
}

static bool
is_particle(const struct name_reader *r, size_t i)
{
	return i < r->f->count &&
	    (r->kind[i] == NAME_PARTICLE || r->kind[i] == NAME_LOW_PARTICLE);
}

/* Can word i be of this name? A word of the language must be proved. */
static bool
is_name(const struct name_reader *r, const struct name_run *run, size_t i)
{
	if (i >= r->f->count || r->f->word[i].len < 2)
		return false;
	if (r->kind[i] == NAME_EITHER)
		return r->f->word[i].gap < FOLD_COMMA &&
		    (run->title || run->first || is_capital(r, i));
	return is_plain(r, i) || r->kind[i] == NAME_FIRST;
}

/* Skip "la famille", "monsieur et madame", "M." before a name. */
static size_t
skip_titles(const struct name_reader *r, size_t i, bool *title)
{
	size_t at = i;

	while (at < r->f->count) {
		if (r->kind[at] == NAME_TITLE)
			*title = true;
		else if (!((is_particle(r, at) || fold_is(r->f, at, "et")) &&
			     at + 1 < r->f->count &&
			     r->kind[at + 1] == NAME_TITLE) &&
		    r->kind[at] != NAME_AROUND)
			break;
		at++;
	}
	return at;
}

static void
run_add(const struct name_reader *r, struct name_run *run, size_t i)
{
	const struct fold_word *w = &r->f->word[i];
	struct name_part *p = &run->part[run->count];
	bool elided = i > 0 && r->f->word[i - 1].len == 1 &&
	    strchr("dlmno", *r->f->word[i - 1].text) != NULL;

	run->word[run->count++] = i;
	*p = (struct name_part){ .text = r->f->raw + w->from,
		.len = w->to - w->from, .before = ' ',
		.particle = is_particle(r, i),
		.small = r->kind[i] == NAME_LOW_PARTICLE };
	if (w->gap == FOLD_HYPHEN)
		p->before = '-';
	else if (w->gap == FOLD_APOSTROPHE || elided)
		p->before = '\'';
	if (is_particle(r, i))
		return;
	run->capital |= w->gap != FOLD_STOP && is_capital(r, i);
	run->small |= !is_capital(r, i);
	run->first |= r->kind[i] == NAME_FIRST;
	run->full++;
}

/* How many of the words from i on are particles that a name follows? */
static size_t
particles_at(const struct name_reader *r, const struct name_run *run, size_t i)
{
	size_t n = 0;

	while (is_particle(r, i + n))
		n++;
	return is_name(r, run, i + n) ? n : 0;
}

/* "Dupont. Jean Dupont.": of a word said again, only the last stays. */
static void
drop_said_again(const struct name_reader *r, struct name_run *run, size_t i)
{
	const struct fold_word *w = r->f->word;
	size_t k, from;

	if (w[i].gap == FOLD_HYPHEN)
		return;
	for (k = 0; k < run->count; k++)
		if (strcmp(w[run->word[k]].text, w[i].text) == 0)
			break;
	if (k >= run->count || run->part[k].particle)
		return;
	for (from = k; from > 0 && run->part[from - 1].particle;)
		from--;
	run->count -= k + 1 - from;
	run->full--;
	memmove(&run->part[from], &run->part[k + 1],
	    (run->count - from) * sizeof(run->part[0]));
	memmove(&run->word[from], &run->word[k + 1],
	    (run->count - from) * sizeof(run->word[0]));
}

/*
 * A full stop ends a name, unless it is that of "M. Dupont", or a pause that
 * the recogniser wrote as one: "Jean. Dupont."
 */
static bool
run_ends(const struct name_reader *r, const struct name_run *run, size_t i)
{
	return run->full > 1 && r->f->word[i].gap == FOLD_STOP;
}

static void
read_words(const struct name_reader *r, size_t from, struct name_run *run)
{
	size_t i = skip_titles(r, from, &run->title), n, k;

	run->end = i;
	while (i < r->f->count && run->count < NAME_PARTS &&
	    !run_ends(r, run, i)) {
		if (fold_phrase(r->f, i, "euh|heu|hum") > 0 && run->count > 0) {
			i++;
			continue;
		}
		n = particles_at(r, run, i);
		if (n + 1 + run->count > NAME_PARTS || !is_name(r, run, i + n))
			break;
		drop_said_again(r, run, i + n);
		for (k = 0; k <= n; k++)
			run_add(r, run, i + k);
		i += n + 1;
		run->end = i;
	}
}

static size_t
skip_to_spelling(const struct folded *f, size_t i)
{
	size_t row, n;

	do {
		for (n = 0, row = 0; n == 0 && row < BEFORE_SPELLING; row++)
			n = fold_phrase(f, i, before_spelling[row]);
		i += n;
	} while (n > 0);
	return i;
}

void
name_run_read(const struct name_reader *r, size_t i, struct name_run *run)
{
	size_t at, n;

	*run = (struct name_run){ .end = i };
	at = skip_to_spelling(r->f, skip_titles(r, i, &run->title));
	if ((n = spell_read(r->f, at, run->spelled)) == 0) {
		read_words(r, i, run);
		if (run->count == 0)
			return;
		at = skip_to_spelling(r->f, run->end);
		n = spell_read(r->f, at, run->spelled);
	}
	if (n > 0)
		run->end = at + n;
	run->capital &= !run->small;
}
