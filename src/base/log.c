/*
 * See log.h. A line is made on the stack of whoever logs and leaves in one
 * write(2) on a descriptor opened with O_APPEND, so lines of several threads
 * and processes do not mix. The descriptor's number never changes once a file
 * is open: another file is put under it by dup3(2), which is atomic, so a
 * line goes wholly to the old file or wholly to the new one.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"

#define LINE_BYTES  2048
#define TAIL_BYTES  80  /* kept for " cut=yes level=... at=...\n" */
#define VALUE_BYTES 768 /* of one value, escapes included */
#define WORD_BYTES  128 /* of a foreign word, see LOG__WORD */
#define WORDS_BYTES 512 /* of several, see LOG__WORDS */
#define RUN_DIGITS  7   /* a shorter run of digits is no telephone number */
#define RUN_SHOWN   2   /* how many digits of a longer one may be read */
#define ID_CHARS    16  /* a shorter word of letters and digits is no id */
#define ID_CHANGES  4   /* ... nor is one with fewer changes between them */
#define UUID_CHARS  36

#define BULLET   "\xe2\x80\xa2" /* U+2022 */
#define ELLIPSIS "\xe2\x80\xa6" /* U+2026 */

static const char *const level_names[] = {
	[LOG_DEBUG] = "debug",
	[LOG_INFO] = "info",
	[LOG_WARNING] = "warning",
	[LOG_ERROR] = "error",
};

#define LEVELS (sizeof(level_names) / sizeof(level_names[0]))

/* The only thing in the process that is written to by every thread. */
static struct {
	atomic_int fd;
	atomic_int level;
	pthread_mutex_t lock; /* guards path; held by open and reopen only */
	char path[PATH_MAX];  /* "" = standard error */
} log_out = {
	.fd = STDERR_FILENO,
	.level = LOG_INFO,
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

/* Text being made in a buffer that it may fill but never leave. */
struct text {
	char *buf;
	size_t room;
	size_t len;
	bool cut;
};

/* All of ${s} or nothing, so that no character is cut in two. */
static void
text_add(struct text *t, const char *s, size_t len)
{
	if (t->cut || len > t->room - t->len) {
		t->cut = true;
		return;
	}
	memcpy(t->buf + t->len, s, len);
	t->len += len;
}

static void
text_puts(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

/* A control character, even in two bytes, is an order to a terminal. */
static bool
is_control(const char *s)
{
	return (unsigned char)s[0] < ' ' || s[0] == '\x7f' ||
	    (s[0] == '\xc2' && (unsigned char)s[1] < 0xa0);
}

/* Our own words: UTF-8 as it is, and nothing that could end the line. */
static void
put_text(struct text *t, const char *s)
{
	char hex[8];
	size_t len;

	for (; *s != '\0'; s += len) {
		len = utf8_length(s);
		if (*s == '"' || *s == '\\') {
			text_add(t, (char[]){ '\\', *s }, 2);
		} else if (len == 0 || is_control(s)) {
			snprintf(hex, sizeof(hex), "\\x%02x",
			    (unsigned char)*s);
			text_puts(t, hex);
			len = 1;
		} else {
			text_add(t, s, len);
		}
	}
}

/* ASCII only, whatever the locale: these classes decide what is masked. */
static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Is there a UUID at ${s}, "46291f14-549f-4a77-b752-919745e2dd74"? */
static bool
is_uuid(const char *s)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t i;

	for (i = 0; shape[i] != '\0'; i++) {
		if (shape[i] == 'x' ? !is_hex(s[i]) : s[i] != shape[i])
			return false;
	}
	return !is_digit(s[i]) && !is_letter(s[i]);
}

/*
 * The length of the identifier at ${s}: a UUID, or letters and digits so
 * mixed that the digits are no telephone number ("9f86d081884c7d65"). 0 when
 * there is none.
 */
static size_t
id_length(const char *s)
{
	size_t len, changes = 0;

	if (is_uuid(s))
		return UUID_CHARS;
	for (len = 0; is_digit(s[len]) || is_letter(s[len]); len++) {
		if (len > 0 && is_digit(s[len]) != is_digit(s[len - 1]))
			changes++;
	}
	return len >= ID_CHARS && changes >= ID_CHANGES ? len : 0;
}

/*
 * The run of digits at ${s}, in bytes from its first to its last. Whatever is
 * not a letter may stand between them: spaces of all kinds, dots, hyphens.
 */
static size_t
run_length(const char *s, size_t *digits)
{
	size_t i, len = 0;

	*digits = 0;
	for (i = 0; s[i] != '\0' && !is_letter(s[i]); i++) {
		if (is_digit(s[i])) {
			(*digits)++;
			len = i + 1;
		}
	}
	return len;
}

/* ${len} foreign bytes, their digits masked but for the last ${shown}. */
static void
put_foreign(struct text *t, const char *s, size_t len, size_t digits,
    size_t shown)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (is_digit(s[i]) && digits > shown) {
			text_puts(t, BULLET);
			digits--;
		} else if (s[i] == '"' || s[i] == '\\') {
			text_add(t, (char[]){ '\\', s[i] }, 2);
		} else if (s[i] < ' ' || s[i] > '~') {
			text_puts(t, "?");
		} else {
			text_add(t, &s[i], 1);
		}
	}
}

/*
 * A foreign word, of which at most ${max} bytes are shown. What to mask is
 * decided before the cut: a number cut short could pass for something else.
 */
static void
put_word(struct text *t, const char *s, size_t max)
{
	size_t done, len, digits;
	bool inside = false; /* letters or digits precede: no id begins here */

	for (done = 0; s[done] != '\0' && done < max; done += len) {
		digits = 0;
		if (inside || (len = id_length(s + done)) == 0) {
			len = 1;
			if (is_digit(s[done]))
				len = run_length(s + done, &digits);
			if (digits < RUN_DIGITS)
				digits = 0;
		}
		inside = is_digit(s[done + len - 1]) ||
		    is_letter(s[done + len - 1]);
		put_foreign(t, s + done, len < max - done ? len : max - done,
		    digits, RUN_SHOWN);
	}
	if (s[done] != '\0' || done > max)
		t->cut = true;
}

static void
put_phone(struct text *t, const struct phone *p)
{
	char mask[PHONE_MASK_BYTES];

	if (p == NULL || !phone_known(p)) {
		text_puts(t, "none");
		return;
	}
	phone_mask(p, mask);
	text_puts(t, mask);
}

static void
put_value(struct text *t, const struct log_field *f)
{
	const char *text = f->text != NULL ? f->text : "";
	char number[24];

	switch (f->kind) {
	case LOG__TEXT:
		put_text(t, text);
		break;
	case LOG__WORD:
		put_word(t, text, WORD_BYTES);
		break;
	case LOG__WORDS:
		put_word(t, text, WORDS_BYTES);
		break;
	case LOG__INT:
		snprintf(number, sizeof(number), "%" PRId64, f->number);
		text_puts(t, number);
		break;
	case LOG__PHONE:
		put_phone(t, f->phone);
		break;
	case LOG__END:
		break;
	}
}

/* " key=value", quoted where a reader could not see where it ends. */
static void
put_field(struct text *line, const struct log_field *f)
{
	char bytes[VALUE_BYTES];
	struct text value = { .buf = bytes,
		.room = sizeof(bytes) - sizeof(ELLIPSIS) };
	size_t start = line->len;
	const char *quote;

	put_value(&value, f);
	if (value.cut) {
		value.cut = false;
		value.room = sizeof(bytes) - 1;
		text_puts(&value, ELLIPSIS);
	}
	bytes[value.len] = '\0';
	quote = bytes[0] == '\0' || strpbrk(bytes, " \"=\\") ? "\"" : "";
	text_puts(line, " ");
	text_puts(line, f->key);
	text_puts(line, "=");
	text_puts(line, quote);
	text_add(line, bytes, value.len);
	text_puts(line, quote);
	if (line->cut)
		line->len = start; /* whole or not at all */
}

void
log_fields(enum log_level level, const char *event,
    const struct log_field *fields)
{
	char bytes[LINE_BYTES + TAIL_BYTES], at[CLOCK_ISO_BYTES];
	struct text line = { .buf = bytes, .room = LINE_BYTES };
	int tail, fd;

	if ((int)level < atomic_load(&log_out.level))
		return;
	text_puts(&line, event);
	for (; fields->kind != LOG__END && !line.cut; fields++)
		put_field(&line, fields);
	clock_iso(clock_now_ms(), at);
	tail = snprintf(bytes + line.len, sizeof(bytes) - line.len,
	    "%s level=%s at=%s\n", line.cut ? " cut=yes" : "",
	    level_names[level], at);
	fd = atomic_load(&log_out.fd);
	/* a log that cannot be written has nobody left to tell */
	while (write(fd, bytes, line.len + (size_t)tail) < 0 && errno == EINTR)
		continue;
}

/*
 * Send the log to the descriptor ${fd}, given away. The first of ours stays
 * for ever, and each later one takes its place.
 */
static bool
replace(int fd)
{
	int current = atomic_load(&log_out.fd);

	if (current == STDERR_FILENO) {
		atomic_store(&log_out.fd, fd);
		return true;
	}
	if (dup3(fd, current, O_CLOEXEC) < 0) {
		close(fd);
		return false;
	}
	close(fd);
	return true;
}

/* Under log_out.lock: open ${path} and send the log there. */
static bool
open_path(const char *path, struct err *err)
{
	int fd;

	if (path[0] == '\0')
		fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	else
		fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
		    0640);
	if (fd < 0 || !replace(fd))
		return err_set(err, false, "log %s: %s",
		    path[0] != '\0' ? path : "to standard error",
		    strerror(errno));
	return true;
}

bool
log_open(const char *path, enum log_level level, struct err *err)
{
	bool ok;

	if (path == NULL)
		path = "";
	if (strlen(path) >= sizeof(log_out.path))
		return err_set(err, false, "log: the path is too long");
	pthread_mutex_lock(&log_out.lock);
	if ((ok = open_path(path, err))) {
		strcpy(log_out.path, path);
		atomic_store(&log_out.level, (int)level);
	}
	pthread_mutex_unlock(&log_out.lock);
	return ok;
}

bool
log_reopen(struct err *err)
{
	bool ok;

	pthread_mutex_lock(&log_out.lock);
	ok = open_path(log_out.path, err);
	pthread_mutex_unlock(&log_out.lock);
	return ok;
}

bool
log_level_parse(const char *name, enum log_level *out)
{
	size_t i;

	for (i = 0; i < LEVELS; i++) {
		if (strcmp(name, level_names[i]) == 0) {
			*out = (enum log_level)i;
			return true;
		}
	}
	return false;
}
