/*
 * A string that grows. Failure to allocate is remembered, not returned at
 * each step: append freely, then ask strbuf_failed() once at the end.
 */
#ifndef ACCUEIL_BASE_STRBUF_H
#define ACCUEIL_BASE_STRBUF_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf {
	char *data;  /* NUL-terminated when len > 0; NULL when never written */
	size_t len;  /* bytes, without the NUL */
	size_t room; /* bytes allocated */
	bool failed; /* an allocation failed: the content is not whole */
};

void strbuf_init(struct strbuf *sb);
void strbuf_clear(struct strbuf *sb); /* frees; usable again after */

void strbuf_add(struct strbuf *sb, const char *bytes, size_t len);
void strbuf_puts(struct strbuf *sb, const char *s);
void strbuf_putc(struct strbuf *sb, char c);
void strbuf_printf(struct strbuf *sb, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

bool strbuf_failed(const struct strbuf *sb);

/* strbuf_get(sb): the text, never NULL; borrowed until the next change. */
const char *strbuf_get(const struct strbuf *sb);

#endif
