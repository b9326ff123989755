/*
 * The office's own answers to what callers ask. Nothing is invented: a
 * question that shares no word with any of them has no answer.
 */
#ifndef ACCUEIL_CALLS_FAQ_H
#define ACCUEIL_CALLS_FAQ_H

#include <stddef.h>

#include "tenants/config.h"

struct faq_hit {
	const struct faq *faq; /* borrowed from the tenant */
	double similarity;     /* above 0, below 1: more words, nearer 1 */
};

/*
 * faq_find(tenant, text, len, hits, most): the answers that share words with
 * ${text} (case, accents and plural endings aside), best first, then in the
 * file's order. Returns how many, at most ${most}.
 */
size_t faq_find(const struct tenant *tenant, const char *text, size_t len,
    struct faq_hit *hits, size_t most);

#endif
