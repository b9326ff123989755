/*
 * Any bytes as a stored session: refused with a cause, or a session; and what
 * is a session once written again stays the same, and can be shown.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { "" };
	struct session s, again;
	struct strbuf one, two;

	if (!session_decode(data, size, &s, &err)) {
		must(err.text[0] != '\0');
		return 0;
	}
	strbuf_init(&one);
	strbuf_init(&two);
	must(session_encode(&s, &one));
	must(session_decode(strbuf_get(&one), one.len, &again, &err));
	must(session_encode(&again, &two));
	must(strcmp(strbuf_get(&one), strbuf_get(&two)) == 0);
	strbuf_clear(&two);
	must(session_show(&s, true, &two) && session_show(&s, false, &two));
	strbuf_clear(&one);
	strbuf_clear(&two);
	return 0;
}
