/* See err.h. */
#include <stdarg.h>
#include <stdio.h>

#include "base/err.h"

void
err_write(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return;
	va_start(ap, fmt);
	/* A cause too long for its line is cut: it is for a human eye. */
	if (vsnprintf(err->text, sizeof(err->text), fmt, ap) < 0)
		err->text[0] = '\0';
	va_end(ap);
}
