/*
 * Secrets: read from a file, compared in constant time, wiped when freed.
 * OpenSSL's libcrypto does both.
 */
#ifndef ACCUEIL_BASE_SECRET_H
#define ACCUEIL_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * secret_read(path, out, len, err):
 * The content of ${path} without its last line break, and a NUL after it that
 * ${len} does not count. Owned by the caller: secret_free(). Refuses what is
 * not a file, an empty file, one over 4096 bytes, or one that others may use
 * (mode & 007).
 */
bool secret_read(const char *path, char **out, size_t *len, struct err *err);

/*
 * secret_decode(base64, out, len):
 * The bytes that ${base64} stands for (RFC 4648, padded), and a NUL after
 * them. ${out} has room for strlen(base64) + 1 bytes. False when malformed.
 */
bool secret_decode(const char *base64, char *out, size_t *len);

void secret_wipe(void *bytes, size_t len); /* never optimised away */
void secret_free(char *secret, size_t len); /* NULL does nothing */

/* secret_equal(): time depends on the lengths only. */
bool secret_equal(const char *a, size_t a_len, const char *b, size_t b_len);

#endif
