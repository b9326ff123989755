/* See utf8.h. */
#include "base/utf8.h"

/* The first byte says the length, and narrows what the second may be. */
static const struct {
	unsigned char first, last;  /* of the first byte */
	unsigned char low, high;    /* of the second */
	size_t length;
} shapes[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, /* else two bytes would do */
	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 }, /* else a surrogate */
	{ 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, /* else three bytes would do */
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 }, /* else past U+10FFFF */
};

size_t
utf8_length(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t i, k;

	if (u[0] < 0x80)
		return 1;
	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (u[0] >= shapes[i].first && u[0] <= shapes[i].last)
			break;
	}
	if (i == sizeof(shapes) / sizeof(shapes[0]) ||
	    u[1] < shapes[i].low || u[1] > shapes[i].high)
		return 0;
	for (k = 2; k < shapes[i].length; k++) {
		if ((u[k] & 0xc0) != 0x80)
			return 0;
	}
	return shapes[i].length;
}

size_t
utf8_cut(const char *s, size_t len)
{
	while (len > 0 && ((unsigned char)s[len] & 0xC0) == 0x80)
		len--;
	return len;
}
