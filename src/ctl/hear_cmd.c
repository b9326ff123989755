/*
 * Every module of dialog/hear on one sentence, as JSON or for reading. The
 * readable form is printed from the JSON object, so that both always say the
 * same.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <json-c/json.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "ctl/hear_cmd.h"
#include "dialog/hear/choice.h"
#include "dialog/hear/email.h"
#include "dialog/hear/intent.h"
#include "dialog/hear/name.h"
#include "dialog/hear/phone.h"
#include "dialog/hear/when.h"
#include "dialog/hear/yesno.h"

#define EXIT_MISUSE 2
#define TIME_ZONE "Europe/Paris"
#define CLOCK_BYTES 16
#define DATE_BYTES 32
#define OFFER_BYTES 64
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD, for a byte that is not UTF-8 */

static const char *const weekdays[WHEN_WEEK] = { "lundi", "mardi", "mercredi",
	"jeudi", "vendredi", "samedi", "dimanche" };

/* Neither a yes nor a no is no answer: unsure, as one that hesitates. */
static const char *const yesno_names[] = {
	[YESNO_NOTHING] = "unsure",
	[YESNO_UNSURE] = "unsure",
	[YESNO_YES] = "yes",
	[YESNO_NO] = "no",
};

struct hear_options {
	bool json;
	struct when_now now;
	struct choice_offer offers[CHOICE_MAX];
	size_t offers_count;
};

/*
 * JSON holds UTF-8 only; a recogniser's line may hold anything. text[len] is
 * a NUL or a line's end, where no character goes on.
 */
static struct json_object *
json_text(const char *text, size_t len)
{
	struct strbuf sb;
	struct json_object *out;
	size_t i, n;

	strbuf_init(&sb);
	for (i = 0; i < len; i += n > 0 ? n : 1)
		if ((n = utf8_length(text + i)) > 0)
			strbuf_add(&sb, text + i, n);
		else
			strbuf_puts(&sb, REPLACEMENT);
	out = json_object_new_string_len(strbuf_get(&sb), (int)sb.len);
	strbuf_clear(&sb);
	return out;
}

/* {value, sure}; an empty value is null. */
static struct json_object *
json_heard(enum heard heard, const char *value)
{
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "value", value[0] == '\0' ? NULL :
	    json_text(value, strlen(value)));
	json_object_object_add(o, "sure",
	    json_object_new_boolean(heard != HEARD_UNSURE));
	return o;
}

static struct json_object *
json_date(struct when_date d)
{
	char text[DATE_BYTES];

	if (!when_date_known(d))
		return NULL;
	snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month, d.day);
	return json_object_new_string(text);
}

static struct json_object *
json_clock(int minute)
{
	char text[CLOCK_BYTES];

	if (minute == WHEN_ANY_TIME)
		return NULL;
	snprintf(text, sizeof(text), "%02d:%02d", minute / 60, minute % 60);
	return json_object_new_string(text);
}

static struct json_object *
json_days(uint8_t days)
{
	struct json_object *list = json_object_new_array();
	int i;

	for (i = 0; i < WHEN_WEEK; i++)
		if (days & (1 << i))
			json_object_array_add(list,
			    json_object_new_string(weekdays[i]));
	return list;
}

static struct json_object *
json_when(const struct when *w)
{
	const struct {
		const char *key;
		bool value;
	} flags[] = {
		{ "exact", w->around_exact }, { "soonest", w->soonest },
		{ "any", w->any }, { "morning", w->morning },
		{ "afternoon", w->afternoon }, { "evening", w->evening },
		{ "sure", w->heard == HEARD_EXACT },
	};
	struct json_object *o;
	size_t i;

	if (w->heard == HEARD_NOTHING)
		return NULL;
	o = json_object_new_object();
	json_object_object_add(o, "from", json_date(w->from));
	json_object_object_add(o, "to", json_date(w->to));
	json_object_object_add(o, "after", json_clock(w->after));
	json_object_object_add(o, "before", json_clock(w->before));
	json_object_object_add(o, "around", json_clock(w->around));
	json_object_object_add(o, "days", json_days(w->days));
	json_object_object_add(o, "not_days", json_days(w->not_days));
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		json_object_object_add(o, flags[i].key,
		    json_object_new_boolean(flags[i].value));
	return o;
}

static struct json_object *
json_choice(const struct folded *f, const struct hear_options *opt)
{
	int picked = 0;

	if (opt->offers_count == 0)
		return NULL;
	switch (hear_choice(f, opt->offers, opt->offers_count, &opt->now,
	    &picked)) {
	case HEARD_EXACT:
		return picked == CHOICE_NONE_OF_THEM ? NULL :
		    json_object_new_int(picked);
	case HEARD_UNSURE:
		return json_object_new_string("unsure");
	default:
		return NULL;
	}
}

static struct json_object *
json_phone(const struct folded *f)
{
	struct hear_phone phone;

	hear_phone(f, NULL, &phone);
	return json_heard(phone.heard, phone.heard == HEARD_EXACT ?
	    phone.phone.e164 : phone.partial.digits);
}

static struct json_object *
json_email(const struct folded *f)
{
	char email[HEAR_EMAIL_BYTES];
	enum heard heard = hear_email(f, email);

	return json_heard(heard, email);
}

static struct json_object *
json_name(const struct folded *f)
{
	char name[HEAR_NAME_BYTES];
	enum heard heard = hear_name(f, true, name);

	return json_heard(heard, name);
}

/* All that is heard in one sentence; the caller puts it. */
static struct json_object *
hear_all(const char *text, size_t len, const struct hear_options *opt)
{
	struct json_object *o = json_object_new_object();
	struct folded f;
	struct when when;

	fold(&f, text, len);
	hear_when(&f, &opt->now, &when);
	json_object_object_add(o, "text", json_text(text, len));
	json_object_object_add(o, "phone", json_phone(&f));
	json_object_object_add(o, "email", json_email(&f));
	json_object_object_add(o, "yesno", json_object_new_string(
	    yesno_names[hear_yesno(&f, ASKED_CONFIRM)]));
	json_object_object_add(o, "intent",
	    json_object_new_string(intent_name(hear_intent(&f))));
	json_object_object_add(o, "name", json_name(&f));
	json_object_object_add(o, "when", json_when(&when));
	json_object_object_add(o, "choice", json_choice(&f, opt));
	return o;
}

/* Nothing to read: null, false, an empty list, {value: null, sure: true}. */
static bool
is_silent(struct json_object *value)
{
	struct json_object *inner, *sure;

	switch (json_object_get_type(value)) {
	case json_type_null:
		return true;
	case json_type_boolean:
		return !json_object_get_boolean(value);
	case json_type_array:
		return json_object_array_length(value) == 0;
	case json_type_object:
		return json_object_object_get_ex(value, "value", &inner) &&
		    inner == NULL &&
		    json_object_object_get_ex(value, "sure", &sure) &&
		    json_object_get_boolean(sure);
	default:
		return false;
	}
}

/* One fact a line: "phone.value: +33639980114". */
static void
print_facts(struct json_object *o, const char *prefix)
{
	json_object_object_foreach(o, key, value)
	{
		if (is_silent(value) && strcmp(key, "sure") != 0)
			continue;
		if (json_object_is_type(value, json_type_object))
			print_facts(value, key);
		else
			printf("%s%s%s: %s\n", prefix, *prefix ? "." : "", key,
			    json_object_get_string(value));
	}
}

static void
hear_line(const char *text, size_t len, const struct hear_options *opt)
{
	struct json_object *o = hear_all(text, len, opt);

	if (opt->json)
		puts(json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN |
		    JSON_C_TO_STRING_NOSLASHESCAPE));
	else
		print_facts(o, "");
	json_object_put(o);
}

static void
hear_input(const struct hear_options *opt)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, stdin)) >= 0) {
		if (len > 0 && line[len - 1] == '\n')
			len--;
		hear_line(line, (size_t)len, opt);
	}
	free(line);
}

static void
hear_words(char **words, int count, const struct hear_options *opt)
{
	struct strbuf sb;
	int i;

	strbuf_init(&sb);
	for (i = 0; i < count; i++) {
		if (i > 0)
			strbuf_putc(&sb, ' ');
		strbuf_puts(&sb, words[i]);
	}
	hear_line(strbuf_get(&sb), sb.len, opt);
	strbuf_clear(&sb);
}

static bool
date_make(int year, int month, int day, struct when_date *out)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > when_month_days(year, month))
		return false;
	*out = (struct when_date){ (int16_t)year, (int8_t)month, (int8_t)day };
	return true;
}

static bool
minute_make(int hour, int minute, int16_t *out)
{
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	*out = (int16_t)(hour * 60 + minute);
	return true;
}

/* "2026-03-02T10:00", and whatever seconds and offset follow. */
static bool
parse_now(const char *text, struct when_now *now)
{
	int year, month, day, hour, minute;

	return sscanf(text, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour,
	    &minute) == 5 && date_make(year, month, day, &now->date) &&
	    minute_make(hour, minute, &now->minute);
}

static void
present(struct when_now *now)
{
	time_t t = time(NULL);
	struct tm tm;

	setenv("TZ", TIME_ZONE, 1);
	tzset();
	localtime_r(&t, &tm);
	date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &now->date);
	minute_make(tm.tm_hour, tm.tm_min, &now->minute);
}

/* "vendredi 14:00" or "2026-03-06 14:00" */
static bool
parse_offer(const char *text, struct choice_offer *out)
{
	char name[OFFER_BYTES];
	int year, month, day, hour, minute;

	*out = (struct choice_offer){ 0 };
	if (sscanf(text, "%4d-%2d-%2d %2d:%2d", &year, &month, &day, &hour,
	    &minute) == 5) {
		if (!date_make(year, month, day, &out->date))
			return false;
		out->weekday = (int8_t)when_weekday(out->date);
		return minute_make(hour, minute, &out->minute);
	}
	if (sscanf(text, "%63s %2d:%2d", name, &hour, &minute) != 3)
		return false;
	while (out->weekday < WHEN_WEEK &&
	    strcmp(name, weekdays[out->weekday]) != 0)
		out->weekday++;
	return out->weekday < WHEN_WEEK &&
	    minute_make(hour, minute, &out->minute);
}

static bool
parse_offers(const char *list, struct hear_options *opt)
{
	char text[OFFER_BYTES];
	size_t len;

	for (;; list += len + 1) {
		len = strcspn(list, "|");
		if (opt->offers_count == CHOICE_MAX || len >= sizeof(text))
			return false;
		memcpy(text, list, len);
		text[len] = '\0';
		if (!parse_offer(text, &opt->offers[opt->offers_count++]))
			return false;
		if (list[len] == '\0')
			return true;
	}
}

static bool
parse_options(int argc, char **argv, struct hear_options *opt)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "now", required_argument, NULL, 'n' },
		{ "offer", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	optind = 0; /* accueilctl has read its own options before */
	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1)
		switch (c) {
		case 'j':
			opt->json = true;
			break;
		case 'n':
			if (!parse_now(optarg, &opt->now))
				return false;
			break;
		case 'o':
			if (!parse_offers(optarg, opt))
				return false;
			break;
		default:
			return false;
		}
	return true;
}

int
hear_cmd(int argc, char **argv)
{
	struct hear_options opt = { 0 };

	present(&opt.now);
	if (!parse_options(argc, argv, &opt))
		return EXIT_MISUSE; /* accueilctl prints the usage */
	if (optind < argc)
		hear_words(argv + optind, argc - optind, &opt);
	else
		hear_input(&opt);
	return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS :
	    EXIT_FAILURE;
}
