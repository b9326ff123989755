/* See strbuf.h. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

void
strbuf_init(struct strbuf *sb)
{
	*sb = (struct strbuf){ 0 };
}

void
strbuf_clear(struct strbuf *sb)
{
	free(sb->data);
	strbuf_init(sb);
}

/* Make room for ${more} bytes and a NUL. */
static bool
strbuf_grow(struct strbuf *sb, size_t more)
{
	size_t need, room;
	char *data;

	if (sb->failed)
		return false;
	if (more > SIZE_MAX / 2 - sb->len - 1)
		return !(sb->failed = true);
	need = sb->len + more + 1;
	if (need <= sb->room)
		return true;
	room = sb->room != 0 ? sb->room : 128;
	while (room < need)
		room *= 2;
	if ((data = realloc(sb->data, room)) == NULL)
		return !(sb->failed = true);
	sb->data = data;
	sb->room = room;
	return true;
}

void
strbuf_add(struct strbuf *sb, const char *bytes, size_t len)
{
	if (!strbuf_grow(sb, len))
		return;
	if (len > 0)
		memcpy(sb->data + sb->len, bytes, len);
	sb->len += len;
	sb->data[sb->len] = '\0';
}

void
strbuf_puts(struct strbuf *sb, const char *s)
{
	strbuf_add(sb, s, strlen(s));
}

void
strbuf_putc(struct strbuf *sb, char c)
{
	strbuf_add(sb, &c, 1);
}

void
strbuf_printf(struct strbuf *sb, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !strbuf_grow(sb, (size_t)n)) {
		sb->failed = true;
		return;
	}
	va_start(ap, fmt);
	n = vsnprintf(sb->data + sb->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	if (n < 0)
		sb->failed = true;
	else
		sb->len += (size_t)n;
}

bool
strbuf_failed(const struct strbuf *sb)
{
	return sb->failed;
}

const char *
strbuf_get(const struct strbuf *sb)
{
	return sb->len > 0 ? sb->data : "";
}
