/* See words.h. */
#include <stddef.h>
#include <string.h>

#include "ctl/words.h"

static const char *const spaces[] = { " ", "\t", "\r", "\n", "\u00a0", "\u2009",
	"\u202f" };

/* How many bytes the space at ${s} takes; 0 when there is none. */
static size_t
space_length(const char *s)
{
	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
		size_t len = strlen(spaces[i]);

		if (strncmp(s, spaces[i], len) == 0)
			return len;
	}
	return 0;
}

/* How many bytes of white space ${s} begins with. */
static size_t
spaces_length(const char *s)
{
	size_t all = 0;

	for (size_t len; (len = space_length(s + all)) > 0;)
		all += len;
	return all;
}

char *
words_trim(char *s)
{
	char *end;

	s += spaces_length(s);
	end = s;
	for (char *p = s; *p != '\0';) {
		size_t len = spaces_length(p);

		p += len > 0 ? len : 1;
		if (len == 0)
			end = p;
	}
	*end = '\0';
	return s;
}

char *
words_cut(char *s, char c)
{
	char *at = strchr(s, c);

	if (at == NULL)
		return NULL;
	*at = '\0';
	return at + 1;
}

char *
words_rest(char *s)
{
	size_t len = 0;

	while (*s != '\0' && (len = spaces_length(s)) == 0)
		s++;
	if (*s == '\0')
		return s;
	*s = '\0';
	return s + len;
}

/* The next byte of ${*s}, white space as one ' ', none at the end. */
static char
take(const char **s)
{
	size_t len = spaces_length(*s);

	if (len == 0)
		return **s == '\0' ? '\0' : *(*s)++;
	*s += len;
	return **s == '\0' ? '\0' : ' ';
}

/*
 * After a mismatch the last star takes one byte more. Those before it need
 * not: what stands between two stars is matched as early as it can be.
 */
bool
words_match(const char *pattern, const char *text)
{
	const char *p = pattern + spaces_length(pattern);
	const char *t = text + spaces_length(text);
	const char *after_star = NULL, *star_ends = NULL;

	for (;;) {
		const char *next_p = p, *next_t = t;
		char want = take(&next_p), got = take(&next_t);

		if (want == '*') {
			after_star = p = next_p;
			star_ends = t;
		} else if (want == got) {
			if (want == '\0')
				return true;
			p = next_p;
			t = next_t;
		} else {
			if (after_star == NULL || take(&star_ends) == '\0')
				return false;
			p = after_star;
			t = star_ends;
		}
	}
}
