/* See scan.h. It reads as libconfuse's lexer does, and keeps nothing. */
#include <stddef.h>
#include <string.h>

#include "tenants/scan.h"

#define NEST_MAX 8 /* tenant "x" { auth { ... } } is 2, and a list makes 3 */

enum token {
	TOKEN_END,
	TOKEN_BLANK,  /* space or comment */
	TOKEN_WORD,   /* threads, 10s, /var/lib/accueil */
	TOKEN_STRING, /* "..." or '...' */
	TOKEN_MARK,   /* one of = { } ( ) + , */
	TOKEN_BROKEN  /* never closed */
};

struct scan {
	char *start; /* of the token, and its line */
	int start_line;
	char *at; /* past it */
	int line;
};

static void
advance(struct scan *s, size_t bytes)
{
	for (; bytes > 0; bytes--) {
		if (*s->at++ == '\n')
			s->line++;
	}
}

/* The length of "${HOME}", which may hold anything but "}"; 0 if none. */
static size_t
variable_length(const char *at)
{
	const char *end;

	if (at[0] != '$' || at[1] != '{' || (end = strchr(at, '}')) == NULL)
		return 0;
	return (size_t)(end - at) + 1;
}

static enum token
skip_string(struct scan *s)
{
	char quote = *s->at;
	size_t variable;

	for (advance(s, 1); *s->at != quote; ) {
		if (*s->at == '\0')
			return TOKEN_BROKEN;
		variable = quote == '"' ? variable_length(s->at) : 0;
		if (*s->at == '\\' && s->at[1] != '\0')
			advance(s, 2);
		else
			advance(s, variable > 0 ? variable : 1);
	}
	advance(s, 1);
	return TOKEN_STRING;
}

static enum token
blank_comment(struct scan *s)
{
	const char *end;
	char *p;

	if (s->at[0] == '/' && s->at[1] == '*') {
		if ((end = strstr(s->at + 2, "*/")) == NULL)
			return TOKEN_BROKEN;
		end += 2;
	} else {
		end = s->at + strcspn(s->at, "\n");
	}
	advance(s, (size_t)(end - s->at));
	for (p = s->start; p < s->at; p++) {
		if (*p != '\n')
			*p = ' ';
	}
	return TOKEN_BLANK;
}

static enum token
next(struct scan *s)
{
	size_t len;

	s->start = s->at;
	s->start_line = s->line;
	if (*s->at == '\0')
		return TOKEN_END;
	if ((len = strspn(s->at, " \t\r\n")) > 0) {
		advance(s, len);
		return TOKEN_BLANK;
	}
	if (s->at[0] == '#' ||
	    (s->at[0] == '/' && (s->at[1] == '/' || s->at[1] == '*')))
		return blank_comment(s);
	if (*s->at == '"' || *s->at == '\'')
		return skip_string(s);
	if ((len = variable_length(s->at)) == 0)
		len = strcspn(s->at, " \t\r\n#\"'={}()+,");
	advance(s, len > 0 ? len : 1);
	return len > 0 ? TOKEN_WORD : TOKEN_MARK;
}

static bool
never_closed(const char *file, int line, const char *what, struct err *err)
{
	return err_set(err, false, "%s:%d: this %s is never closed", file,
	    line, what);
}

bool
scan_text(char *text, const char *file, bool *auth_is_word, struct err *err)
{
	struct scan s = { .at = text, .line = 1 };
	int opened[NEST_MAX], depth = 0;
	bool after_auth = false;
	enum token token;

	*auth_is_word = false;
	while ((token = next(&s)) != TOKEN_END) {
		if (token == TOKEN_BROKEN)
			return never_closed(file, s.start_line,
			    *s.start == '/' ? "comment" : "string", err);
		if (token == TOKEN_BLANK)
			continue;
		if (*s.start == '=' && after_auth)
			*auth_is_word = true;
		after_auth = token == TOKEN_WORD && depth == 0 &&
		    s.at - s.start == 4 && memcmp(s.start, "auth", 4) == 0;
		if (*s.start == '{') {
			if (depth == NEST_MAX)
				return err_set(err, false,
				    "%s:%d: too many braces", file, s.line);
			opened[depth++] = s.start_line;
		} else if (*s.start == '}' && depth > 0) {
			depth--;
		}
	}
	if (depth > 0)
		return never_closed(file, opened[depth - 1], "{", err);
	return true;
}
