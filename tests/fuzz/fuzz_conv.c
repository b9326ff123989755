/*
 * Any bytes as a conversation script: steps or a cause, never a crash; and
 * every text of a step matches itself.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/conv.h"
#include "ctl/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conv conv;
	struct err err = { "" };
	bool good = conv_parse("fuzz", (const char *)data, size, &conv, &err);

	if (good == (err.text[0] != '\0') || good == (conv.count == 0))
		abort();
	for (size_t i = 0; i < conv.count; i++) {
		const struct conv_step *step = &conv.steps[i];

		if (!words_match(step->text, step->text) ||
		    !words_match("*", step->more))
			abort();
	}
	conv_clear(&conv);
	return 0;
}
