/*
 * Folding, one pass: each code point of the raw text is decomposed by
 * utf8proc (lower case, marks stripped, compatibility forms opened) and what
 * comes out either grows the open word, or ends it and tells what stands
 * before the next one. Regular expressions over raw text were the other way;
 * they pay for every accent, apostrophe and hyphen a recogniser may or may
 * not write, in every pattern. The only file that includes utf8proc.
 */
#include <string.h>

#include <utf8proc.h>

#include "dialog/hear/fold.h"

#define FOLD_OPTIONS                                                      \
	(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |       \
	    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_LUMP)

/* The longest compatibility decomposition is of 18 code points (U+FDFA). */
#define FOLD_EXPANDED 32

enum fold_kind {
	KIND_SPACE, /* also whatever has no other kind, and invalid bytes */
	KIND_LETTER,
	KIND_DIGIT,
	KIND_APOSTROPHE,
	KIND_HYPHEN,
	KIND_COMMA,
	KIND_COLON,
	KIND_DOT,
	KIND_STOP,
	KIND_SYMBOL
};

static const struct fold_sign {
	utf8proc_int32_t code;
	enum fold_kind kind;
} signs[] = {
	{ '\'', KIND_APOSTROPHE },
	{ '`', KIND_APOSTROPHE },
	{ '-', KIND_HYPHEN },
	{ ',', KIND_COMMA },
	{ ';', KIND_COMMA },
	{ ':', KIND_COLON },
	{ '.', KIND_DOT },
	{ '?', KIND_STOP },
	{ '!', KIND_STOP },
	{ '\n', KIND_STOP },
	{ '\r', KIND_STOP },
	{ 0x2026, KIND_STOP }, /* … */
	{ '+', KIND_SYMBOL },
	{ '@', KIND_SYMBOL },
	{ '_', KIND_SYMBOL },
	{ '/', KIND_SYMBOL },
	{ '&', KIND_SYMBOL },
	{ '%', KIND_SYMBOL },
	{ 0x20ac, KIND_SYMBOL }, /* € */
};

/* Letters that Unicode does not decompose and French ears do. */
static const struct fold_letter {
	utf8proc_int32_t code;
	const char *as;
} letters[] = {
	{ 0x0153, "oe" }, /* œ */
	{ 0x00e6, "ae" }, /* æ */
	{ 0x00f8, "o" },  /* ø */
	{ 0x0142, "l" },  /* ł */
	{ 0x0111, "d" },  /* đ */
	{ 0x0131, "i" },  /* ı */
};

/* Where we stand in one pass. */
struct folder {
	struct folded *f;
	size_t used;         /* bytes of f->bytes taken, NULs included */
	size_t start;        /* where the open word begins in f->bytes */
	enum fold_kind open; /* kind of the open word; KIND_SPACE: none is */
	enum fold_kind last; /* kind of the code point before this one */
	enum fold_gap gap;   /* strongest sign since the last word */
};

static enum fold_kind
kind_of(utf8proc_int32_t code)
{
	size_t i;

	if (code >= '0' && code <= '9')
		return KIND_DIGIT;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return KIND_LETTER;
	default:
		break;
	}
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i].code == code)
			return signs[i].kind;
	return KIND_SPACE;
}

static bool
kind_in_word(enum fold_kind kind)
{
	return kind == KIND_LETTER || kind == KIND_DIGIT;
}

/* Kind of the raw code point at ${at}, before any decomposition. */
static enum fold_kind
kind_at(const struct folded *f, size_t at)
{
	utf8proc_int32_t code;

	if (at >= f->raw_len ||
	    utf8proc_iterate((const utf8proc_uint8_t *)f->raw + at,
		(utf8proc_ssize_t)(f->raw_len - at), &code) <= 0)
		return KIND_SPACE;
	return kind_of(code);
}

static void
word_end(struct folder *fo)
{
	if (fo->open == KIND_SPACE)
		return;
	fo->f->bytes[fo->used++] = '\0';
	fo->f->count++;
	fo->open = KIND_SPACE;
	fo->gap = FOLD_GLUED;
}

static void
word_begin(struct folder *fo, enum fold_kind kind, size_t from)
{
	struct folded *f = fo->f;

	fo->start = fo->used;
	fo->open = kind;
	f->word[f->count] = (struct fold_word){
		.text = f->bytes + fo->start,
		.is_number = kind == KIND_DIGIT,
		.gap = (uint8_t)fo->gap,
		.from = (uint32_t)from,
	};
}

/* Add one folded code point to a word. False: no room, the word is lost. */
static bool
word_add(struct folder *fo, enum fold_kind kind, utf8proc_int32_t code,
    size_t from, size_t to)
{
	struct folded *f = fo->f;
	utf8proc_uint8_t buf[4];
	const char *bytes = (const char *)buf;
	size_t len = (size_t)utf8proc_encode_char(code, buf);
	size_t i;

	if (fo->open != kind || kind == KIND_SYMBOL) {
		word_end(fo);
		if (f->count == FOLD_WORDS)
			return false;
		word_begin(fo, kind, from);
	}
	for (i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].code == code) {
			bytes = letters[i].as;
			len = strlen(bytes);
		}
	if (fo->used + len >= FOLD_BYTES)
		return false;
	memcpy(f->bytes + fo->used, bytes, len);
	fo->used += len;
	f->word[f->count].len = (uint16_t)(fo->used - fo->start);
	f->word[f->count].to = (uint32_t)to;
	return true;
}

static void
gap_add(struct folder *fo, enum fold_gap gap)
{
	word_end(fo);
	if (fo->gap < gap)
		fo->gap = gap;
}

/* A sign that is a word in one place is punctuation in another. */
static enum fold_kind
kind_here(const struct folder *fo, enum fold_kind kind, size_t to)
{
	enum fold_kind next;

	if (kind != KIND_DOT && kind != KIND_COLON && kind != KIND_HYPHEN)
		return kind;
	next = kind_at(fo->f, to);
	switch (kind) {
	case KIND_DOT: /* "gmail.com", "gmail .com"; not "non.", "..." */
		return kind_in_word(next) && fo->last != KIND_DOT ?
		    KIND_SYMBOL : KIND_STOP;
	case KIND_COLON: /* "14:30" */
		return fo->last == KIND_DIGIT && next == KIND_DIGIT ?
		    KIND_SYMBOL : KIND_COMMA;
	default: /* "jean - dupont" */
		return fo->last == KIND_SPACE && next == KIND_SPACE ?
		    KIND_SYMBOL : KIND_HYPHEN;
	}
}

static bool
fold_code(struct folder *fo, utf8proc_int32_t code, size_t from, size_t to)
{
	enum fold_kind plain = kind_of(code);
	enum fold_kind kind = kind_here(fo, plain, to);
	bool room = true;

	switch (kind) {
	case KIND_LETTER:
	case KIND_DIGIT:
	case KIND_SYMBOL:
		room = word_add(fo, kind, code, from, to);
		break;
	case KIND_APOSTROPHE:
		gap_add(fo, FOLD_APOSTROPHE);
		break;
	case KIND_HYPHEN:
		gap_add(fo, FOLD_HYPHEN);
		break;
	case KIND_COMMA:
		gap_add(fo, FOLD_COMMA);
		break;
	case KIND_STOP:
		gap_add(fo, FOLD_STOP);
		break;
	default:
		gap_add(fo, FOLD_SPACE);
		break;
	}
	fo->last = plain;
	return room;
}

/*
 * Fold the code point at ${at}; *len bytes of raw text were read. An ellipsis
 * is kept from its decomposition: three dots would each look for a word.
 */
static bool
fold_next(struct folder *fo, size_t at, size_t *len)
{
	const struct folded *f = fo->f;
	utf8proc_int32_t code, folded[FOLD_EXPANDED];
	utf8proc_ssize_t got, n, i;
	int bound = 0;

	got = utf8proc_iterate((const utf8proc_uint8_t *)f->raw + at,
	    (utf8proc_ssize_t)(f->raw_len - at), &code);
	*len = got > 0 ? (size_t)got : 1;
	if (got <= 0)
		return fold_code(fo, ' ', at, at + *len);
	if (kind_of(code) == KIND_STOP)
		return fold_code(fo, code, at, at + *len);
	n = utf8proc_decompose_char(code, folded, FOLD_EXPANDED, FOLD_OPTIONS,
	    &bound);
	if (n == 0 && fo->open != KIND_SPACE) /* a mark of the open word */
		fo->f->word[f->count].to = (uint32_t)(at + *len);
	for (i = 0; i < n && i < FOLD_EXPANDED; i++)
		if (!fold_code(fo, folded[i], at, at + *len))
			return false;
	return true;
}

void
fold(struct folded *f, const char *text, size_t len)
{
	struct folder fo = { .f = f, .gap = FOLD_STOP };
	size_t at, read;

	f->raw = text;
	f->raw_len = len < UINT32_MAX ? len : UINT32_MAX;
	f->count = 0;
	f->cut = false;
	for (at = 0; at < f->raw_len; at += read)
		if (!fold_next(&fo, at, &read)) {
			f->cut = true;
			return;
		}
	word_end(&fo);
}

bool
fold_is(const struct folded *f, size_t i, const char *word)
{
	return i < f->count && strcmp(f->word[i].text, word) == 0;
}

/* Is word i one of "a|b|c", ${len} bytes at ${any}? */
static bool
word_is_any(const struct folded *f, size_t i, const char *any, size_t len)
{
	const char *end = any + len;
	size_t n;

	if (i >= f->count)
		return false;
	for (; any < end; any += n + 1) {
		for (n = 0; any + n < end && any[n] != '|'; n++)
			;
		if (n == f->word[i].len &&
		    memcmp(any, f->word[i].text, n) == 0)
			return true;
	}
	return false;
}

/* The words from i on, against the rest of a phrase; -1: they differ. */
static int
phrase_rest(const struct folded *f, size_t i, const char *phrase)
{
	size_t len = strcspn(phrase, " ?");
	bool optional = phrase[len] == '?';
	const char *rest = phrase + len + (optional ? 1 : 0);
	int n;

	if (*phrase == '\0')
		return 0;
	rest += *rest == ' ' ? 1 : 0;
	if (word_is_any(f, i, phrase, len) &&
	    (n = phrase_rest(f, i + 1, rest)) >= 0)
		return n + 1;
	return optional ? phrase_rest(f, i, rest) : -1;
}

size_t
fold_phrase(const struct folded *f, size_t i, const char *phrase)
{
	int n = phrase_rest(f, i, phrase);

	return n > 0 ? (size_t)n : 0;
}

size_t
fold_find(const struct folded *f, size_t from, const char *phrase)
{
	size_t i;

	for (i = from; i < f->count; i++)
		if (fold_phrase(f, i, phrase) > 0)
			return i;
	return f->count;
}
