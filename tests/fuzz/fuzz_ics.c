/*
 * Any bytes as somebody's calendar: busy times in their order and within
 * their bounds, or a cause; and what was read once is read again the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agenda/ics.h"

#define NOW_MS INT64_C(1772434800000) /* 2026-03-02T07:00:00Z */
#define DAY_MS INT64_C(86400000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_bounds(const struct ics_busy *busy)
{
	for (size_t i = 0; i < busy->count; i++) {
		must(busy->span[i].from_ms < busy->span[i].to_ms);
		must(busy->span[i].from_ms >= NOW_MS - DAY_MS);
		must(busy->span[i].to_ms <= NOW_MS + 366 * DAY_MS);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct zone *zone = zone_get("Europe/Paris");
	struct ics_busy one, two;
	struct err err = { "" };
	char *text = calloc(1, size + 1);
	bool ok;

	must(text != NULL);
	memcpy(text, data, size);
	ok = ics_read(text, zone, NOW_MS, &one, &err);
	must(ok || err.text[0] != '\0');
	check_bounds(&one);
	must(ics_read(text, zone, NOW_MS, &two, &err) == ok);
	must(one.count == two.count);
	ics_busy_clear(&one);
	ics_busy_clear(&two);
	free(text);
	return 0;
}
