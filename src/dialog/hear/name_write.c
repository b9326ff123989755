/*
 * Capitals of names. Case is Unicode's (utf8proc): "élodie" is "Élodie" and
 * "ÖZTÜRK" is "Öztürk", which no table of ours would keep up with.
 */
#include <string.h>

#include <utf8proc.h>

#include "dialog/hear/name_write.h"

/* How the letters of one part are written. */
enum letters { AS_SAID, CAPITAL, SMALL };

static bool
is_upper(utf8proc_int32_t code)
{
	return utf8proc_category(code) == UTF8PROC_CATEGORY_LU;
}

/* After "Mc" and in "jean-michel" a capital comes back. */
static bool
begins_again(const char *text, size_t at)
{
	return at == 0 || text[at - 1] == '-' || text[at - 1] == '\'' ||
	    text[at - 1] == ' ' ||
	    (at == 2 && (text[0] | 0x20) == 'm' && (text[1] | 0x20) == 'c');
}

static utf8proc_int32_t
in_case(utf8proc_int32_t code, enum letters letters, bool first)
{
	if (letters == AS_SAID)
		return code;
	return letters == CAPITAL && first ? utf8proc_toupper(code) :
					     utf8proc_tolower(code);
}

/* Write one part at out[len]; the length after it, or len: no room. */
static size_t
part_write(const struct name_part *p, enum letters letters,
    char out[HEAR_NAME_BYTES], size_t len)
{
	const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)p->text;
	utf8proc_ssize_t read, at, size = (utf8proc_ssize_t)p->len;
	utf8proc_int32_t code;
	size_t end = len;

	for (at = 0; at < size; at += read) {
		read = utf8proc_iterate(text + at, size - at, &code);
		if (read <= 0 || end + 5 >= HEAR_NAME_BYTES)
			return len;
		code = in_case(code, letters,
		    begins_again(p->text, (size_t)at));
		end += (size_t)utf8proc_encode_char(code,
		    (utf8proc_uint8_t *)out + end);
	}
	return end;
}

/* "DUPONT" as forms have it; one letter alone tells nothing. */
static bool
is_all_upper(const struct name_part *p)
{
	const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)p->text;
	utf8proc_ssize_t read, at, size = (utf8proc_ssize_t)p->len;
	utf8proc_int32_t code;
	size_t letters = 0;

	for (at = 0; at < size; at += read, letters++) {
		read = utf8proc_iterate(text + at, size - at, &code);
		if (read <= 0 || !is_upper(code))
			return false;
	}
	return letters > 1;
}

static enum letters
letters_of(const struct name_part *p, bool first, bool as_said)
{
	utf8proc_int32_t code = 0;

	utf8proc_iterate((const utf8proc_uint8_t *)p->text,
	    (utf8proc_ssize_t)p->len, &code);
	if (as_said && !is_all_upper(p) &&
	    (is_upper(code) || (p->particle && !first)))
		return AS_SAID;
	return p->small && !first ? SMALL : CAPITAL;
}

void
name_write(const struct name_part *part, size_t count, bool as_said,
    char out[HEAR_NAME_BYTES])
{
	size_t i, end, len = 0;

	for (i = 0; i < count; i++) {
		size_t start = len;

		if (i > 0 && len + 1 < HEAR_NAME_BYTES)
			out[start++] = part[i].before;
		end = part_write(&part[i],
		    letters_of(&part[i], i == 0, as_said), out, start);
		if (end > start)
			len = end;
	}
	out[len] = '\0';
}
