/* See screen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl/screen.h"

#define LABEL 14 /* columns for who speaks, or what happens */
#define GOOD "✓"
#define BAD "✗"

enum paint { PAINT_DIM, PAINT_BOLD, PAINT_GOOD, PAINT_BAD };

/* ECMA-48, "select graphic rendition" */
static const char *const codes[] = {
	[PAINT_DIM] = "2",
	[PAINT_BOLD] = "1",
	[PAINT_GOOD] = "32",
	[PAINT_BAD] = "31",
};

void
screen_text(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		putchar(c < ' ' || c == 0x7f ? ' ' : c);
	}
}

void
screen_init(struct screen *screen, bool quiet)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	*screen = (struct screen){ .quiet = quiet };
	screen->colour = isatty(STDOUT_FILENO) &&
	    (no_color == NULL || no_color[0] == '\0') && term != NULL &&
	    strcmp(term, "dumb") != 0;
}

static void
put_painted(const struct screen *screen, enum paint paint, const char *text)
{
	if (screen->colour)
		printf("\033[%sm", codes[paint]);
	screen_text(text);
	if (screen->colour)
		fputs("\033[0m", stdout);
}

void
screen_end(struct screen *screen)
{
	if (screen->open)
		putchar('\n');
	screen->open = false;
}

void
screen_heading(struct screen *screen, const char *title, const char *path)
{
	if (screen->quiet)
		return;
	put_painted(screen, PAINT_BOLD, title[0] != '\0' ? title : path);
	fputs("\n\n", stdout);
}

void
screen_line(struct screen *screen, const char *who, const char *text)
{
	if (screen->quiet)
		return;
	screen_end(screen);
	printf("  %-*s", text[0] != '\0' ? LABEL : 0, who);
	screen_text(text);
	putchar('\n');
}

/* Marks stand in a column of their own, below what was said. */
static void
begin_marks(struct screen *screen)
{
	if (!screen->open)
		printf("  %-*s", LABEL, "");
	else
		putchar(' ');
	screen->open = true;
}

void
screen_state(struct screen *screen, const char *state)
{
	if (screen->quiet)
		return;
	screen_end(screen);
	begin_marks(screen);
	put_painted(screen, PAINT_DIM, state);
}

void
screen_mark(struct screen *screen, const char *what)
{
	if (screen->quiet)
		return;
	begin_marks(screen);
	put_painted(screen, PAINT_GOOD, GOOD);
	printf(" %s", what);
}

void
screen_note(struct screen *screen, const char *what, const char *why)
{
	if (screen->quiet)
		return;
	screen_end(screen);
	printf("  %-*s(skipped: %s)\n", LABEL, what, why);
}

void
screen_mismatch(struct screen *screen, const char *path, unsigned line,
    const char *what, const char *expected, const char *got)
{
	screen_end(screen);
	put_painted(screen, PAINT_BAD, BAD);
	printf(" %s:%u: %s\n      expected  ", path, line, what);
	screen_text(expected);
	fputs("\n      got       ", stdout);
	screen_text(got);
	putchar('\n');
}

void
screen_failure(struct screen *screen, const char *cause)
{
	screen_end(screen);
	put_painted(screen, PAINT_BAD, BAD);
	putchar(' ');
	screen_text(cause);
	putchar('\n');
}

void
screen_result(struct screen *screen, bool good, const char *text)
{
	screen_end(screen);
	if (screen->quiet && good)
		return;
	putchar('\n');
	put_painted(screen, good ? PAINT_GOOD : PAINT_BAD, good ? GOOD : BAD);
	printf(" %s\n", text);
}
