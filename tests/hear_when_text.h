/*
 * A struct when in one line, for the tables of test_hear_when.c and the
 * messages of prop_hear_when.c:
 *
 *   "?"                        unsure, whatever else was understood
 *   ""                         nothing
 *   "2026-03-10"               a day; "2026-03-09..2026-03-15", "2026-03-09.."
 *   "lu,me" "-je"              weekdays wanted, weekdays refused
 *   "=14:30" "~14:30"          at, around
 *   "12:00-18:00" "17:00-"     after and before
 *   "matin aprem soir soonest any"
 */
#ifndef ACCUEIL_TESTS_HEAR_WHEN_TEXT_H
#define ACCUEIL_TESTS_HEAR_WHEN_TEXT_H

#include <stdio.h>

#include "base/strbuf.h"
#include "dialog/hear/when.h"

#define WHEN_TEXT_BYTES 160

static inline void
when_text_date(struct strbuf *sb, struct when_date d)
{
	if (when_date_known(d))
		strbuf_printf(sb, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static inline void
when_text_clock(struct strbuf *sb, const char *lead, int minute)
{
	strbuf_puts(sb, lead);
	if (minute != WHEN_ANY_TIME)
		strbuf_printf(sb, "%02d:%02d", minute / 60, minute % 60);
}

static inline void
when_text_days(struct strbuf *sb, const char *lead, unsigned days)
{
	static const char names[] = "lumamejevesadi";
	int i;

	for (i = 0; i < WHEN_WEEK; i++)
		if (days & (1U << i)) {
			strbuf_printf(sb, "%s%.2s", lead, names + 2 * i);
			lead = ",";
		}
}

static inline void
when_text(const struct when *w, char out[WHEN_TEXT_BYTES])
{
	const struct {
		const char *name;
		bool said;
	} words[] = {
		{ " matin", w->morning }, { " aprem", w->afternoon },
		{ " soir", w->evening }, { " soonest", w->soonest },
		{ " any", w->any },
	};
	struct strbuf sb;
	size_t i;

	strbuf_init(&sb);
	if (when_date_known(w->from) || when_date_known(w->to)) {
		strbuf_puts(&sb, " ");
		when_text_date(&sb, w->from);
		if (!when_date_known(w->from) || !when_date_known(w->to) ||
		    when_days_between(w->from, w->to) != 0) {
			strbuf_puts(&sb, "..");
			when_text_date(&sb, w->to);
		}
	}
	when_text_days(&sb, " ", w->days);
	when_text_days(&sb, " -", w->not_days);
	if (w->around != WHEN_ANY_TIME)
		when_text_clock(&sb, w->around_exact ? " =" : " ~", w->around);
	if (w->after != WHEN_ANY_TIME || w->before != WHEN_ANY_TIME) {
		when_text_clock(&sb, " ", w->after);
		when_text_clock(&sb, "-", w->before);
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].said)
			strbuf_puts(&sb, words[i].name);
	snprintf(out, WHEN_TEXT_BYTES, "%s", w->heard == HEARD_UNSURE ? "?" :
	    w->heard == HEARD_NOTHING ? "" : strbuf_get(&sb) + 1);
	strbuf_clear(&sb);
}

#endif
