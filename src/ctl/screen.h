/*
 * A conversation on the screen: who says what, the state after it, and a mark
 * for each thing that was expected. Colours only on a terminal.
 */
#ifndef ACCUEIL_CTL_SCREEN_H
#define ACCUEIL_CTL_SCREEN_H

#include <stdbool.h>

struct screen {
	bool quiet;  /* only what did not go as written is shown */
	bool colour;
	bool open;   /* the line under way takes more marks */
};

/* screen_text(text): foreign text on standard output. What a terminal would
 * obey, control characters, is shown as spaces. */
void screen_text(const char *text);

/* A screen on standard output. NO_COLOR is heard. */
void screen_init(struct screen *screen, bool quiet);

/* screen_heading(screen, title, path): a script begins. */
void screen_heading(struct screen *screen, const char *title,
    const char *path);

/* screen_line(screen, who, text): "caller   Bonjour". */
void screen_line(struct screen *screen, const char *who, const char *text);

void screen_state(struct screen *screen, const char *state);
void screen_mark(struct screen *screen, const char *what); /* as expected */

/* screen_note(screen, what, why): something was passed over. */
void screen_note(struct screen *screen, const char *what, const char *why);

/* screen_mismatch(...): "PATH:LINE: what", then the two texts. */
void screen_mismatch(struct screen *screen, const char *path, unsigned line,
    const char *what, const char *expected, const char *got);

/* screen_failure(screen, cause): the script cannot go on. */
void screen_failure(struct screen *screen, const char *cause);

/* screen_result(screen, good, text): the last line of a script, or of all. */
void screen_result(struct screen *screen, bool good, const char *text);

void screen_end(struct screen *screen); /* the line under way ends */

#endif
