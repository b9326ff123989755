/* See units.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tenants/units.h"

const struct unit units_none[] = { { "", 1 }, { NULL, 0 } };

const struct unit units_time[] = {
	{ "ms", 1 },
	{ "s", 1000 },
	{ "m", 60 * 1000 },
	{ "h", 60 * 60 * 1000 },
	{ "d", 24 * 60 * 60 * 1000 },
	{ NULL, 0 },
};

const struct unit units_size[] = {
	{ "", 1 },
	{ "K", INT64_C(1) << 10 }, { "KB", INT64_C(1) << 10 },
	{ "M", INT64_C(1) << 20 }, { "MB", INT64_C(1) << 20 },
	{ "G", INT64_C(1) << 30 }, { "GB", INT64_C(1) << 30 },
	{ "T", INT64_C(1) << 40 }, { "TB", INT64_C(1) << 40 },
	{ NULL, 0 },
};

/* Digits and a unit, nothing else; false also when it overflows. */
bool
units_parse(const char *text, const struct unit *unit, int64_t *out)
{
	size_t digits = strspn(text, "0123456789");
	int64_t n = 0;
	size_t i;

	if (digits == 0)
		return false;
	for (i = 0; i < digits; i++) {
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, text[i] - '0', &n))
			return false;
	}
	for (; unit->name != NULL; unit++) {
		if (strcmp(text + digits, unit->name) == 0)
			return !__builtin_mul_overflow(n, unit->factor, out);
	}
	return false;
}

/* In the largest unit that loses nothing. */
void
units_format(int64_t n, const struct unit *unit, char out[UNITS_BYTES])
{
	const struct unit *best = unit;

	for (; unit->name != NULL; unit++) {
		if (n != 0 && n % unit->factor == 0)
			best = unit;
	}
	snprintf(out, UNITS_BYTES, "%" PRId64 "%s", n / best->factor,
	    best->name);
}
