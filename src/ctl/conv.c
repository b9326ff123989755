/*
 * The reader of conversation scripts. The file is copied once and cut in
 * place, line by line; steps point into the copy. Each keyword is a row of
 * verbs[] or headings[], with the function that reads what follows it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "ctl/conv.h"
#include "ctl/words.h"
#include "dialog/dialog.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))

#define NICKNAME_BYTES 64
#define FORGET_MAX 9999
#define FIRST_NOW "2026-03-02T09:00:00+01:00" /* a Monday morning in Paris */

/* --- What may follow a keyword ------------------------------------------- */

static bool
made_of(const char *s, const char *allowed)
{
	return s[0] != '\0' && s[strspn(s, allowed)] == '\0';
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* "message.call.customer": names joined by dots. */
static bool
is_path(const char *s)
{
	return made_of(s, LOWER UPPER DIGITS "_.") && s[0] != '.' &&
	    s[strlen(s) - 1] != '.' && strstr(s, "..") == NULL;
}

/*
 * Reads ${text}, which stands trimmed after the colon. step->text is what
 * stands between the keyword and the colon.
 */
typedef bool read_fn(struct conv_step *step, char *text, struct err *why);

static bool
read_nothing(struct conv_step *step, char *text, struct err *why)
{
	(void)step;
	return text[0] == '\0' || err_set(why, false, "takes no text");
}

static bool
read_words(struct conv_step *step, char *text, struct err *why)
{
	step->text = text;
	return text[0] != '\0' || err_set(why, false, "its text is missing");
}

static bool
read_nickname(struct conv_step *step, char *text, struct err *why)
{
	step->text = text;
	if (strlen(text) >= NICKNAME_BYTES)
		return err_set(why, false, "a call's name is too long");
	return made_of(text, LOWER UPPER DIGITS "._-") ||
	    err_set(why, false, "a call's name is letters, digits and . _ -");
}

static bool
read_halves(struct conv_step *step, char *text, struct err *why)
{
	char *more = words_cut(text, '|');

	if (more == NULL)
		return err_set(why, false, "two parts are needed: a | b");
	step->text = words_trim(text);
	step->more = words_trim(more);
	return (step->text[0] != '\0' && step->more[0] != '\0') ||
	    err_set(why, false, "a part is empty");
}

static bool
read_count(struct conv_step *step, char *text, struct err *why)
{
	step->text = text;
	if (made_of(text, DIGITS) && strlen(text) <= 4)
		step->count = strtol(text, NULL, 10);
	return step->count > 0 ||
	    err_set(why, false, "a number from 1 to %d is needed", FORGET_MAX);
}

static bool
read_switch(struct conv_step *step, char *text, struct err *why)
{
	step->text = text;
	step->count = strcmp(text, "on") == 0;
	return step->count == 1 || strcmp(text, "off") == 0 ||
	    err_set(why, false, "on or off is needed");
}

static bool
read_state(struct conv_step *step, char *text, struct err *why)
{
	enum dialog_state state;

	step->text = text;
	return dialog_state_parse(text, &state) ||
	    err_set(why, false, "there is no such state");
}

static bool
read_last_digits(struct conv_step *step, char *text, struct err *why)
{
	step->text = text;
	return strcmp(text, "none") == 0 ||
	    (made_of(text, DIGITS) && strlen(text) == 2) ||
	    err_set(why, false, "the last two digits, or none");
}

static bool
read_field(struct conv_step *step, char *text, struct err *why)
{
	if (!is_path(step->text))
		return err_set(why, false, "a field's name is needed");
	step->more = text;
	return text[0] != '\0' || err_set(why, false, "its value is missing");
}

/* The member of *numbers that a clause sets, or NULL. */
static const char **
clause_slot(struct conv_numbers *numbers, const char *word)
{
	if (strcmp(word, "caller") == 0)
		return &numbers->caller;
	if (strcmp(word, "dialled") == 0)
		return &numbers->dialled;
	return strcmp(word, "at") == 0 ? &numbers->at : NULL;
}

/* "caller NUMBER, dialled NUMBER, at PATH"; ${text} NULL: none. */
static bool
read_clauses(struct conv_numbers *numbers, char *text, struct err *why)
{
	while (text != NULL) {
		char *rest = words_cut(text, ',');
		char *word = words_trim(text), *value = words_rest(word);
		const char **slot;

		if ((slot = clause_slot(numbers, word)) == NULL ||
		    *value == '\0')
			return err_set(why, false,
			    "between commas: caller "
			    "NUMBER, dialled NUMBER or at PATH");
		*slot = value;
		text = rest;
	}
	if (numbers->at[0] == '\0')
		return true;
	if (!is_path(numbers->at))
		return err_set(why, false, "a path is names joined by dots");
	return numbers->caller[0] != '\0' ||
	    err_set(why, false, "at PATH says where a caller's number stands");
}

/* "TYPE [STATUS][, clauses]" */
static bool
read_webhook(struct conv_step *step, char *text, struct err *why)
{
	char *clauses = words_cut(text, ',');

	text = words_trim(text);
	step->text = text;
	step->more = words_rest(text);
	if (step->text[0] == '\0')
		return err_set(why, false, "a message's type is needed");
	return read_clauses(&step->numbers, clauses, why);
}

/* "nothing", or clauses */
static bool
read_carries(struct conv_step *step, char *text, struct err *why)
{
	if (strcmp(text, "nothing") == 0) {
		step->text = text;
		return true;
	}
	return read_clauses(&step->numbers, text, why);
}

/* --- The keywords -------------------------------------------------------- */

static const struct {
	const char *word;
	read_fn *read;
} verbs[CONV__COUNT] = {
	[CONV_CALL] = { "call", read_nickname },
	[CONV_WEBHOOK] = { "webhook", read_webhook },
	[CONV_CHAT_CARRIES] = { "chat-carries", read_carries },
	[CONV_GREET] = { "greet", read_nothing },
	[CONV_CALLER] = { "caller", read_words },
	[CONV_AGAIN] = { "again", read_words },
	[CONV_CUT] = { "cut", read_words },
	[CONV_SPLIT] = { "split", read_halves },
	[CONV_UNHEARD] = { "unheard", read_nothing },
	[CONV_FORGET] = { "forget", read_count },
	[CONV_RESTART] = { "restart", read_nothing },
	[CONV_STREAM] = { "stream", read_switch },
	[CONV_SAYS] = { "says", read_words },
	[CONV_NOT_SAYS] = { "not-says", read_words },
	[CONV_SAME] = { "same", read_nothing },
	[CONV_STATE] = { "state", read_state },
	[CONV_PHONE] = { "phone", read_last_digits },
	[CONV_FIELD] = { "field", read_field },
};

static bool
read_title(struct conv *conv, char *text, struct err *why)
{
	conv->title = text;
	return text[0] != '\0' || err_set(why, false, "its text is missing");
}

static bool
read_now(struct conv *conv, char *text, struct err *why)
{
	return clock_parse_iso(text, &conv->now_ms) ||
	    err_set(why, false, "a time such as %s is needed", FIRST_NOW);
}

static bool
read_config(struct conv *conv, char *text, struct err *why)
{
	strbuf_puts(&conv->config, text);
	strbuf_putc(&conv->config, '\n');
	return !strbuf_failed(&conv->config) ||
	    err_set(why, false, "out of memory");
}

/* What is said of the whole script, before its first step. */
static const struct {
	const char *word;
	bool (*read)(struct conv *conv, char *text, struct err *why);
} headings[] = {
	{ "title", read_title },
	{ "now", read_now },
	{ "config", read_config },
};

static bool
add_step(struct conv *conv, const struct conv_step *step, struct err *why)
{
	struct conv_step *steps = conv->steps;

	/* Room doubles each time the count is a power of two. */
	if ((conv->count & (conv->count - 1)) == 0) {
		size_t room = conv->count > 0 ? conv->count * 2 : 1;

		steps = reallocarray(conv->steps, room, sizeof(*steps));
		if (steps == NULL)
			return err_set(why, false, "out of memory");
		conv->steps = steps;
	}
	steps[conv->count++] = *step;
	return true;
}

static bool
read_heading(struct conv *conv, size_t which, char *text, struct err *why)
{
	if (conv->count > 0)
		return err_set(why, false, "stands before the first event");
	return headings[which].read(conv, text, why);
}

static bool
read_step(struct conv *conv, struct conv_step *step, char *text,
    struct err *why)
{
	if (step->text[0] != '\0' && step->verb != CONV_FIELD)
		return err_set(why, false, "a keyword is one word");
	return verbs[step->verb].read(step, text, why) &&
	    add_step(conv, step, why);
}

/* One line that is neither blank nor a comment. */
static bool
read_line(struct conv *conv, unsigned line, char *word, struct err *why)
{
	char *text = words_cut(word, ':');
	struct conv_step step = {
		.line = line, .more = "", .numbers = { "", "", "" }
	};

	if (text == NULL)
		return err_set(why, false, "keyword: text is needed");
	text = words_trim(text);
	word = words_trim(word);
	step.text = words_rest(word);
	for (size_t i = 0; i < LENGTH(headings); i++) {
		if (strcmp(word, headings[i].word) == 0)
			return read_heading(conv, i, text, why);
	}
	for (int i = 0; i < CONV__COUNT; i++) {
		step.verb = (enum conv_verb)i;
		if (strcmp(word, verbs[i].word) == 0)
			return read_step(conv, &step, text, why);
	}
	return err_set(why, false, "unknown keyword");
}

static bool
is_utf8(const char *s)
{
	for (size_t len; *s != '\0'; s += len) {
		if ((len = utf8_length(s)) == 0)
			return false;
	}
	return true;
}

static bool
read_lines(struct conv *conv, struct err *err)
{
	char *next, *at = conv->bytes;
	struct err why = { "" };
	unsigned line = 1;

	for (; at != NULL; at = next, line++) {
		bool good;

		next = words_cut(at, '\n');
		if ((good = is_utf8(at))) {
			at = words_trim(at);
			if (*at == '\0' || *at == '#')
				continue;
			good = read_line(conv, line, at, &why);
		} else {
			err_write(&why, "not UTF-8");
		}
		if (!good)
			return err_set(err, false, "%s:%u: %s", conv->path,
			    line, why.text);
	}
	return conv->count > 0 ||
	    err_set(err, false, "%s: nothing happens in it", conv->path);
}

bool
conv_parse(const char *path, const char *data, size_t len, struct conv *conv,
    struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf"; /* some editors write it */

	*conv = (struct conv){ .path = path, .title = "" };
	strbuf_init(&conv->config);
	(void)clock_parse_iso(FIRST_NOW, &conv->now_ms);
	if (len > CONV_BYTES)
		return err_set(err, false, "%s: too long", path);
	if (memchr(data, '\0', len) != NULL)
		return err_set(err, false, "%s: not a text", path);
	if (len >= strlen(mark) && memcmp(data, mark, strlen(mark)) == 0) {
		data += strlen(mark);
		len -= strlen(mark);
	}
	if ((conv->bytes = strndup(data, len)) == NULL)
		return err_set(err, false, "%s: out of memory", path);
	if (read_lines(conv, err))
		return true;
	conv_clear(conv);
	return false;
}

bool
conv_load(const char *path, struct conv *conv, struct err *err)
{
	char *data = NULL;
	FILE *file;
	size_t len = 0;
	bool done = false;

	*conv = (struct conv){ 0 };
	if ((file = fopen(path, "re")) == NULL)
		return err_set(err, false, "%s: %s", path, strerror(errno));
	if ((data = malloc(CONV_BYTES + 1)) != NULL)
		len = fread(data, 1, CONV_BYTES + 1, file);
	if (data == NULL || ferror(file))
		err_write(err, "%s: cannot be read", path);
	else
		done = conv_parse(path, data, len, conv, err);
	free(data);
	fclose(file);
	return done;
}

void
conv_clear(struct conv *conv)
{
	strbuf_clear(&conv->config);
	free(conv->steps);
	free(conv->bytes);
	*conv = (struct conv){ 0 };
}

const char *
conv_word(enum conv_verb verb)
{
	return verbs[verb].word;
}
