/*
 * Values between their text, as the file has it, and their place, as a row of
 * settings.c says. Private to this room.
 */
#ifndef ACCUEIL_TENANTS_VALUE_H
#define ACCUEIL_TENANTS_VALUE_H

#include <stdio.h>

#include "tenants/set.h"

/* Is the row's value a list: { "one", "two" }? */
bool value_is_list(const struct setting *row);

/*
 * value_read(row, texts, count, set, base, bad, err):
 * Check ${count} texts (1, but for a list) and put what they stand for where
 * ${row} lands in ${base}, zeroed before. Strings are copied into ${set}.
 *
 * Returns  false with the cause in *err ("must be between 1 and 512") and
 *          the offending text's index in *bad. The cause holds neither the
 *          setting's name nor what was written: it may be a secret.
 */
bool value_read(const struct setting *row, const char *const *texts,
    size_t count, struct set *set, void *base, size_t *bad, struct err *err);

/*
 * value_read_text(text, set, out, err): a text that is no row's, such as a
 * section's title: not empty, UTF-8, copied into ${set}. False with the cause.
 */
bool value_read_text(const char *text, struct set *set, const char **out,
    struct err *err);

/* value_given(row, base): is there a value to print? */
bool value_given(const struct setting *row, const void *base);

/* value_print(row, base, out): as the file would have it, quoted. */
void value_print(const struct setting *row, const void *base, FILE *out);

/* value_print_text(text, out): "text", for the file's quoting rules. */
void value_print_text(const char *text, FILE *out);

#endif
