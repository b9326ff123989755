/*
 * A configuration file's text as sections and words. The only part that knows
 * libconfuse. Private to this room.
 */
#ifndef ACCUEIL_TENANTS_PARSE_H
#define ACCUEIL_TENANTS_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* A section as written; the file itself is one. libconfuse's, opaque here. */
struct cfg_t;

/*
 * parse_text(text, file, tenants_only, err):
 * The sections and settings that settings.c knows, checked for nothing but
 * their names and the grammar; tenant sections alone if ${tenants_only}.
 * Comments in ${text} are blanked.
 *
 * Owns     the caller: parse_free(). What is asked of it below is borrowed.
 * Returns  NULL with "${file}:LINE: cause" on an unknown name or bad syntax.
 * Threads  one at a time, the others wait: libconfuse's lexer is one for the
 *          process.
 */
struct cfg_t *parse_text(char *text, const char *file, bool tenants_only,
    struct err *err);
void parse_free(struct cfg_t *parsed); /* NULL does nothing */

/* The values written for a setting: how many, the ith, where it stands. */
size_t parse_count(struct cfg_t *sec, const char *name);
const char *parse_value(struct cfg_t *sec, const char *name, size_t i);
int parse_value_line(struct cfg_t *sec, const char *name, size_t i);

/* The patterns of include("...") are the file's values of this name. */
#define PARSE_INCLUDES "\1include"

/*
 * The sections in a section: how many, the ith, its title, the line where it
 * opens. One that may be written once is always there, written or not.
 */
size_t parse_sections(struct cfg_t *sec, const char *name);
struct cfg_t *parse_section(struct cfg_t *sec, const char *name, size_t i);
const char *parse_title(struct cfg_t *sec);
int parse_line(struct cfg_t *sec);

#endif
