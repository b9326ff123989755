/*
 * An e-mail address is heard around its at sign: the domain is read forward
 * from it, to a known end ("point fr"); the name before it from the last word
 * that leads to an address ("mon mail c'est"). Between, words are joined as
 * they stand, numbers become digits, « tiret » and the like become what they
 * name. Whatever could be written two ways is unsure, with what we would
 * read back to the caller.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "dialog/hear/email.h"
#include "dialog/hear/numbers.h"

#define LOCAL_BYTES_MAX 64 /* RFC 5321, 4.5.3.1.1 */
#define LOCAL_WORDS_MAX 5  /* more words than that were a sentence */
#define DOMAIN_WORDS_MAX 8

enum token_kind {
	TOKEN_WORD,   /* as it is written */
	TOKEN_DIGITS, /* a number, in digits or words */
	TOKEN_LETTER, /* from here on, see email_words.def */
	TOKEN_PUT,
	TOKEN_AT,
	TOKEN_WEAK,
	TOKEN_SKIP,
	TOKEN_LEAD,
	TOKEN_BLUR,
	TOKEN_HOST,
	TOKEN_TLD
};

struct phrase {
	enum token_kind kind;
	const char *text, *words;
};

static const struct phrase phrases[] = {
#define PHRASE(k, t, w) { TOKEN_##k, t, w },
#include "dialog/hear/email_words.def"
#undef PHRASE
};

struct token {
	enum token_kind kind;
	size_t words;
	char text[HEAR_EMAIL_BYTES];
};

/* One part of an address as it grows. */
struct part {
	char text[HEAR_EMAIL_BYTES];
	size_t len;
	size_t tokens;             /* written so far */
	size_t words;              /* of them, whole words */
	size_t word_at, word_len;  /* the last word, if letters follow it */
	size_t spell_at, spell_len; /* the letters being spelled */
	bool doubtful;  /* it could be written another way: read it back */
	bool blurred;   /* no knowing what is meant */
};

/* ${out} holds HEAR_EMAIL_BYTES. A longer word is cut, and then refused. */
static void
token_text(char *out, const char *text)
{
	snprintf(out, HEAR_EMAIL_BYTES, "%s", text);
}

static bool
one_letter(const struct folded *f, size_t i)
{
	return i < f->count && f->word[i].len == 1 && !f->word[i].is_number &&
	    f->word[i].text[0] >= 'a' && f->word[i].text[0] <= 'z';
}

/* The longest phrase at word i among kinds [first, last]. */
static bool
phrase_at(const struct folded *f, size_t i, enum token_kind first,
    enum token_kind last, struct token *t)
{
	size_t k, n;

	t->words = 0;
	for (k = 0; k < sizeof(phrases) / sizeof(phrases[0]); k++) {
		if (phrases[k].kind < first || phrases[k].kind > last ||
		    (n = fold_phrase(f, i, phrases[k].words)) <= t->words)
			continue;
		t->words = n;
		t->kind = phrases[k].kind;
		token_text(t->text, phrases[k].text);
	}
	return t->words > 0;
}

/* "d", "d comme Denise", "double l"; false when no letter is spelled here. */
static bool
letter_at(const struct folded *f, size_t i, struct token *t)
{
	size_t twice = fold_phrase(f, i, "double|doubles");

	if (!phrase_at(f, i, TOKEN_LETTER, TOKEN_LETTER, t)) {
		if (!one_letter(f, i + twice))
			return false;
		t->kind = TOKEN_LETTER;
		t->words = twice + 1;
		snprintf(t->text, sizeof(t->text), "%.*s%s", (int)twice,
		    f->word[i + twice].text, f->word[i + twice].text);
	}
	if (fold_is(f, i + t->words, "comme") && i + t->words + 1 < f->count)
		t->words += 2;
	return true;
}

static void
token_at(const struct folded *f, size_t i, struct token *t)
{
	int value;

	if (phrase_at(f, i, TOKEN_PUT, TOKEN_BLUR, t) || letter_at(f, i, t))
		return;
	t->kind = TOKEN_DIGITS;
	if ((t->words = numbers_words(f, i, &value)) > 0) {
		snprintf(t->text, sizeof(t->text), "%d", value);
		return;
	}
	t->words = 1;
	t->kind = f->word[i].is_number ? TOKEN_DIGITS : TOKEN_WORD;
	token_text(t->text, f->word[i].text);
}

static void
part_add(struct part *p, const char *text)
{
	size_t len = strlen(text);

	if (p->len + len >= sizeof(p->text)) {
		p->blurred = true;
		return;
	}
	memcpy(p->text + p->len, text, len + 1);
	p->len += len;
}

/*
 * A word, then its letters: « Dupont, d u p o n t » is one Dupont. With the
 * same first letter and another spelling, the letters are meant; ask.
 */
static void
part_settle(struct part *p)
{
	size_t said = p->word_len, spelled = p->spell_len;
	char *word = p->text + p->word_at;

	p->word_len = 0;
	p->spell_len = 0;
	if (said < 3 || spelled < 3 || word[0] != p->text[p->spell_at])
		return;
	if (said != spelled || memcmp(word, word + said, said) != 0)
		p->doubtful = true;
	memmove(word, word + said, spelled + 1);
	p->len -= said;
}

static void
part_letters(struct part *p, const char *letters)
{
	if (p->spell_len == 0)
		p->spell_at = p->len;
	part_add(p, letters);
	p->spell_len = p->len - p->spell_at;
}

static void
part_token(struct part *p, const struct folded *f, size_t i,
    const struct token *t, bool written)
{
	bool spelling = t->kind == TOKEN_LETTER && p->spell_len > 0;

	if (t->kind != TOKEN_LETTER)
		part_settle(p);
	if (f->word[i].gap == FOLD_HYPHEN && p->len > 0 && !spelling &&
	    t->kind != TOKEN_PUT) {
		part_settle(p);
		part_add(p, "-");
		p->doubtful = p->doubtful || !written;
	}
	p->tokens++;
	if (t->kind == TOKEN_LETTER) {
		part_letters(p, t->text);
		return;
	}
	if (t->kind == TOKEN_WORD) {
		p->words++;
		p->word_at = p->len;
		p->word_len = strlen(t->text);
	}
	part_add(p, t->text);
}

/* Is it dot-atom text: RFC 5321's, of the signs that can be dictated? */
static bool
part_valid(const char *text)
{
	size_t i, len = strlen(text);

	if (len == 0 || strchr(".-", text[0]) != NULL || text[len - 1] == '.')
		return false;
	for (i = 0; i < len; i++) {
		if (text[i] == '.' && text[i + 1] == '.')
			return false;
		if (!((text[i] >= 'a' && text[i] <= 'z') ||
			(text[i] >= '0' && text[i] <= '9') ||
			strchr(".-_+", text[i]) != NULL))
			return false;
	}
	return true;
}

/*
 * May the address have begun only here, whatever was said before? After the
 * end of a sentence; or, in one written with its sign ("dupont@gmail.com"),
 * after a space that nothing joins.
 */
static bool
part_breaks(const struct part *p, const struct folded *f, size_t i,
    const struct token *t, bool written)
{
	char last = p->len > 0 ? p->text[p->len - 1] : '.';

	if (p->len == 0 || t->kind == TOKEN_PUT)
		return false;
	return f->word[i].gap == FOLD_STOP ||
	    (written && f->word[i].gap == FOLD_SPACE &&
		strchr(".-_", last) == NULL);
}

/* An article, or a letter that may be one: « c'est le goff », « à dupont ». */
static bool
article_before(const struct folded *f, size_t i, const struct part *p,
    const struct token *t)
{
	return p->tokens == 1 && t->kind == TOKEN_WORD && i > 0 &&
	    fold_phrase(f, i - 1, "le|la|les|l|a") > 0;
}

/* « S.O.P.H.I.E. » may be how a recogniser writes letters that were spelled. */
static bool
dotted_letters(const char *text)
{
	size_t letters = 0;

	while (letters < 3 && isalpha((unsigned char)text[2 * letters]) &&
	    text[2 * letters + 1] == '.')
		letters++;
	return letters == 3;
}

/* The name before the at sign at word ${at}. */
static bool
read_local(const struct folded *f, size_t from, size_t at, struct part *p)
{
	bool written = fold_is(f, at, "@") && f->word[at].gap == FOLD_GLUED;
	struct token t;

	*p = (struct part){ .len = 0 };
	for (; from < at; from += t.words) {
		token_at(f, from, &t);
		if (t.kind == TOKEN_LEAD)
			*p = (struct part){ .len = 0 };
		if (t.kind == TOKEN_BLUR)
			p->blurred = true;
		if (t.kind >= TOKEN_AT)
			continue;
		if (part_breaks(p, f, from, &t, written))
			*p = (struct part){ .doubtful = true };
		if (article_before(f, from, p, &t) ||
		    (t.kind == TOKEN_DIGITS && one_letter(f, from + t.words)))
			p->doubtful = true; /* « deux l »: 2l or ll? */
		part_token(p, f, from, &t, written);
	}
	part_settle(p);
	p->doubtful = p->doubtful || dotted_letters(p->text);
	return !p->blurred && p->words <= LOCAL_WORDS_MAX &&
	    p->len <= LOCAL_BYTES_MAX && part_valid(p->text);
}

/* The end of a domain at word i; false when it goes on after it. */
static bool
domain_end(const struct folded *f, size_t i, struct token *t)
{
	struct token next;

	if (!phrase_at(f, i, TOKEN_TLD, TOKEN_TLD, t))
		return false;
	if (i + t->words >= f->count ||
	    f->word[i + t->words].gap == FOLD_STOP)
		return true;
	token_at(f, i + t->words, &next);
	return next.kind != TOKEN_PUT;
}

/* « gmail com », « orange fr »: a provider's end may lack its dot. */
static bool
usual_end(const char *usual, const struct token *t)
{
	return usual[0] != '\0' && (strcmp(t->text, usual) == 0 ||
	    strcmp(t->text, "com") == 0 || strcmp(t->text, "fr") == 0);
}

/*
 * The domain from word *i on. True when it is whole; then *i is after it. A
 * provider without its end gets the usual one, and false; any other, "".
 */
static bool
read_domain(const struct folded *f, size_t *i, struct part *p)
{
	struct token t;
	char usual[HEAR_EMAIL_BYTES] = ""; /* the end a provider would have */
	bool label;
	size_t n, dot;

	*p = (struct part){ .len = 0 };
	for (n = 0; n < DOMAIN_WORDS_MAX && *i < f->count; n++) {
		label = p->len == 0 || p->text[p->len - 1] == '.';
		if (p->len > 0 && domain_end(f, *i, &t) &&
		    (label || usual_end(usual, &t))) {
			part_add(p, label ? "" : ".");
			part_add(p, t.text);
			*i += t.words;
			return !p->blurred && part_valid(p->text);
		}
		if (p->len > 0 && f->word[*i].gap == FOLD_STOP)
			break;
		if (label && phrase_at(f, *i, TOKEN_HOST, TOKEN_HOST, &t)) {
			dot = strcspn(t.text, ".");
			token_text(usual, t.text + dot);
			t.text[dot] = '\0';
			part_add(p, t.text);
		} else {
			token_at(f, *i, &t);
			if (t.kind >= TOKEN_AT && t.kind != TOKEN_SKIP)
				break;
			if (t.kind != TOKEN_SKIP) {
				part_token(p, f, *i, &t, true);
				usual[0] = '\0';
			}
		}
		*i += t.words;
	}
	if (usual[0] == '\0')
		p->len = 0;
	part_add(p, usual);
	p->text[p->len] = '\0';
	return false;
}

/* The address whose at sign takes the words [at, *end); *end goes after it. */
static enum heard
read_address(const struct folded *f, size_t from, size_t at, size_t *end,
    char out[HEAR_EMAIL_BYTES])
{
	struct part local, domain;
	bool named = read_local(f, from, at, &local);
	bool whole = read_domain(f, end, &domain);

	out[0] = '\0';
	if (!named || domain.len == 0 ||
	    local.len + 1 + domain.len >= HEAR_EMAIL_BYTES)
		return HEARD_UNSURE;
	strcpy(out, local.text);
	strcat(out, "@");
	strcat(out, domain.text);
	return whole && !local.doubtful && !domain.doubtful ?
	    HEARD_EXACT : HEARD_UNSURE;
}

/*
 * No at sign was heard, yet « jean point dupont gmail point com »: a provider
 * with its end. The sign may have been written "a".
 */
static enum heard
without_sign(const struct folded *f, char out[HEAR_EMAIL_BYTES])
{
	struct token t;
	struct part domain;
	size_t i, at, end;

	for (i = 1; i < f->count; i++) {
		end = i;
		if (!phrase_at(f, i, TOKEN_HOST, TOKEN_HOST, &t) ||
		    !read_domain(f, &end, &domain))
			continue;
		at = i > 1 && fold_is(f, i - 1, "a") ? i - 1 : i;
		end = i;
		read_address(f, 0, at, &end, out);
		return HEARD_UNSURE;
	}
	return HEARD_NOTHING;
}

/* Does an at sign stand at word i, and then from where does the domain? */
static bool
sign_at(const struct folded *f, size_t i, const struct token *t, size_t *end)
{
	struct part domain;
	size_t after = i + t->words;

	*end = after;
	return t->kind == TOKEN_AT ||
	    (t->kind == TOKEN_WEAK && read_domain(f, &after, &domain));
}

/* After the address, a second thought about it? */
static bool
corrected(const struct folded *f, size_t from)
{
	return fold_find(f, from, "non|pardon|plutot|enfin|erreur|trompe") <
	    f->count;
}

enum heard
hear_email(const struct folded *f, char out[HEAR_EMAIL_BYTES])
{
	enum heard heard = HEARD_NOTHING, more;
	char another[HEAR_EMAIL_BYTES];
	struct token t;
	size_t i, end, from = 0;

	out[0] = '\0';
	for (i = 0; i < f->count; i += t.words) {
		token_at(f, i, &t);
		if (!sign_at(f, i, &t, &end))
			continue;
		more = read_address(f, from, i, &end, another);
		if (heard != HEARD_NOTHING && strcmp(out, another) != 0)
			more = HEARD_UNSURE; /* two addresses */
		strcpy(out, another);
		heard = more;
		from = end;
	}
	if (heard == HEARD_NOTHING)
		return without_sign(f, out);
	return corrected(f, from) ? HEARD_UNSURE : heard;
}
