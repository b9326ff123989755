/*
 * The caller's number as the telephone side writes it: unwrap, recognise what
 * means "withheld", leave the digits to base/phone.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "calls/caller_id.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))
#define WORD_BYTES 64

/* Lower case, letters only, é as e: "Caller-ID blocked" reads
 * "calleridblocked", "Numéro masqué" reads "numeromasque". */
static const char *const withheld_words[] = {
	"anonymous",
	"anonyme",
	"blocked",
	"calleridblocked",
	"hidden",
	"inconnu",
	"masque",
	"nocallerid",
	"notavailable",
	"numeromasque",
	"private",
	"privatenumber",
	"prive",
	"restricted",
	"secret",
	"unavailable",
	"unknown",
	"withheld",
};

/*
 * The same words on a telephone keypad, as carriers and Twilio send them:
 * ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE, PRIVATE.
 */
static const char *const withheld_digits[] = {
	"266696687",
	"7378742833",
	"2562533",
	"8656696",
	"86282452253",
	"7748283",
};

struct span {
	const char *from;
	size_t len;
};

static struct span
trim(struct span s)
{
	while (s.len > 0 && isspace((unsigned char)*s.from)) {
		s.from++;
		s.len--;
	}
	while (s.len > 0 && isspace((unsigned char)s.from[s.len - 1]))
		s.len--;
	return s;
}

/* `"Name" <sip:...>` -> `sip:...` (RFC 3261, name-addr). */
static struct span
inside_brackets(struct span s)
{
	const char *open = memchr(s.from, '<', s.len);
	const char *close;

	if (open == NULL)
		return s;
	open++;
	close = memchr(open, '>', s.len - (size_t)(open - s.from));
	if (close == NULL)
		return s;
	return (struct span){ open, (size_t)(close - open) };
}

/* Without "tel:", "sip:" or "sips:", and without what follows the number. */
static struct span
unwrap(struct span s)
{
	static const char *const schemes[] = { "tel:", "sips:", "sip:" };
	size_t len;

	s = trim(inside_brackets(s));
	for (size_t i = 0; i < LENGTH(schemes); i++) {
		len = strlen(schemes[i]);
		if (s.len < len || strncasecmp(s.from, schemes[i], len) != 0)
			continue;
		s.from += len;
		s.len -= len;
		len = 0;
		while (len < s.len && memchr("@;?", s.from[len], 3) == NULL)
			len++;
		s.len = len;
		break;
	}
	return trim(s);
}

static bool
is_one_of(const char *word, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(word, table[i]) == 0)
			return true;
	}
	return false;
}

/* é or É, in UTF-8. */
static bool
e_acute_at(struct span s, size_t i)
{
	return i + 1 < s.len && (unsigned char)s.from[i] == 0xC3 &&
	    ((unsigned char)s.from[i + 1] | 0x20) == 0xA9;
}

static bool
is_withheld(struct span s)
{
	char word[WORD_BYTES], digits[WORD_BYTES];
	size_t letters = 0, figures = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.from[i];

		if (letters + 1 == WORD_BYTES || figures + 1 == WORD_BYTES)
			return false;
		if (isalpha(c))
			word[letters++] = (char)tolower(c);
		else if (isdigit(c))
			digits[figures++] = (char)c;
		else if (e_acute_at(s, i))
			word[letters++] = 'e';
	}
	word[letters] = digits[figures] = '\0';
	if (figures == 0)
		return is_one_of(word, withheld_words,
		    LENGTH(withheld_words));
	return letters == 0 &&
	    is_one_of(digits, withheld_digits, LENGTH(withheld_digits));
}

enum caller_rc
caller_id_parse(const char *in, size_t len, struct phone *out)
{
	struct span s = unwrap((struct span){ in, len });

	if (s.len == 0)
		return CALLER_ABSENT;
	if (is_withheld(s))
		return CALLER_WITHHELD;
	return phone_parse(s.from, s.len, out) ? CALLER_OK : CALLER_BAD;
}
