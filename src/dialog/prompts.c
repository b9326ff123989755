/* The table of sentences and the filling of their blanks. */
#include <stdio.h>
#include <string.h>

#include "dialog/prompts.h"

static const struct {
	const char *name, *text;
} prompts[PROMPT__COUNT] = {
	[PROMPT_NONE] = { "NONE", "" },
#define PROMPT(name, text) [PROMPT_##name] = { #name, text },
#include "dialog/prompts.def"
#undef PROMPT
};

const char *
prompt_name(enum prompt p)
{
	return prompts[p].name;
}

const char *
prompt_text(enum prompt p)
{
	return prompts[p].text;
}

static const struct {
	const char *blank;
	size_t member; /* offset in struct prompt_blanks */
} blanks_known[] = {
	{ "{office}", offsetof(struct prompt_blanks, office) },
	{ "{last2}", offsetof(struct prompt_blanks, last2) },
	{ "{domain}", offsetof(struct prompt_blanks, domain) },
	{ "{slot}", offsetof(struct prompt_blanks, slot) },
	{ "{reference}", offsetof(struct prompt_blanks, reference) },
};

/* If a blank begins at ${text}: its value, and its length into *len. */
static const char *
blank_at(const char *text, const struct prompt_blanks *blanks, size_t *len)
{
	const char *value;

	for (size_t i = 0; i < sizeof(blanks_known) / sizeof(*blanks_known);
	     i++) {
		*len = strlen(blanks_known[i].blank);
		if (strncmp(text, blanks_known[i].blank, *len) != 0)
			continue;
		memcpy(&value,
		    (const char *)blanks + blanks_known[i].member,
		    sizeof(value));
		return value;
	}
	return NULL;
}

static bool
append(char *out, size_t size, size_t *at, const char *bytes, size_t len)
{
	if (len >= size - *at)
		return false;
	memcpy(out + *at, bytes, len);
	*at += len;
	out[*at] = '\0';
	return true;
}

bool
prompt_say(enum prompt p, const struct prompt_blanks *blanks, char *out,
    size_t size)
{
	size_t start = strlen(out), at = start, len;
	const char *value;
	bool fits = true;

	if (p == PROMPT_NONE)
		return true;
	if (at > 0)
		fits = append(out, size, &at, " ", 1);
	for (const char *t = prompts[p].text; *t != '\0' && fits; t += len) {
		if ((value = blank_at(t, blanks, &len)) != NULL) {
			fits = append(out, size, &at, value, strlen(value));
		} else {
			len = 1;
			fits = append(out, size, &at, t, 1);
		}
	}
	if (!fits)
		out[start] = '\0';
	return fits;
}

void
prompt_domain(const char *address, char out[PROMPT_DOMAIN_BYTES])
{
	static const char point[] = " point ";
	const char *at = strchr(address, '@');
	size_t len = 0;

	for (const char *p = at != NULL ? at + 1 : "";
	     *p != '\0' && len + sizeof(point) < PROMPT_DOMAIN_BYTES; p++) {
		if (*p != '.') {
			out[len++] = *p;
			continue;
		}
		memcpy(out + len, point, sizeof(point) - 1);
		len += sizeof(point) - 1;
	}
	out[len] = '\0';
}

void
prompt_slot(int weekday, int mday, int month, int minute,
    char out[PROMPT_SLOT_BYTES])
{
	int hour = minute / 60, rest = minute % 60;
	char day[16] = "", minutes[16] = "";

	if (mday > 1)
		snprintf(day, sizeof(day), "%d", mday);
	if (rest > 0)
		snprintf(minutes, sizeof(minutes), " %d", rest);
	snprintf(out, PROMPT_SLOT_BYTES, "%s %s %s %s %d %s%s",
	    prompt_text((enum prompt)(PROMPT_CALENDAR_MONDAY + weekday)),
	    mday > 1 ? day : prompt_text(PROMPT_CALENDAR_FIRST),
	    prompt_text((enum prompt)(PROMPT_CALENDAR_JANUARY + month - 1)),
	    prompt_text(PROMPT_CALENDAR_AT), hour,
	    prompt_text(hour > 1 ? PROMPT_CALENDAR_HOURS
	                         : PROMPT_CALENDAR_HOUR),
	    minutes);
}
