/* See faq.h. A word or phrase of an entry counts once, however often said. */
#include <stdbool.h>
#include <string.h>

#include "calls/faq.h"
#include "dialog/hear/fold.h"

/* Without the endings of feminine and plural: "ouvertes" -> "ouvert". */
static size_t
stem_len(const struct fold_word *w)
{
	size_t len = w->len;

	if (len > 4 && (w->text[len - 1] == 's' || w->text[len - 1] == 'x'))
		len--;
	if (len > 4 && w->text[len - 1] == 'e')
		len--;
	return len;
}

static bool
same_stem(const struct fold_word *a, const struct fold_word *b)
{
	size_t len = stem_len(a);

	return len == stem_len(b) && memcmp(a->text, b->text, len) == 0;
}

static bool
says(const struct folded *said, const struct folded *phrase)
{
	size_t i, j;

	for (i = 0; i + phrase->count <= said->count; i++) {
		for (j = 0; j < phrase->count; j++) {
			if (!same_stem(&said->word[i + j], &phrase->word[j]))
				break;
		}
		if (j == phrase->count)
			return j > 0;
	}
	return false;
}

static size_t
count_shared(const struct folded *said, const struct faq *faq)
{
	struct folded phrase;
	size_t shared;

	fold(&phrase, faq->title, strlen(faq->title));
	shared = says(said, &phrase) ? 1 : 0;
	for (size_t i = 0; i < faq->words_count; i++) {
		fold(&phrase, faq->words[i], strlen(faq->words[i]));
		shared += says(said, &phrase) ? 1 : 0;
	}
	return shared;
}

/* Into its place among the best; those equal stay in the file's order. */
static size_t
insert(struct faq_hit *hits, size_t count, size_t most, struct faq_hit hit)
{
	size_t at = count;

	while (at > 0 && hits[at - 1].similarity < hit.similarity)
		at--;
	if (at == most)
		return count;
	if (count == most)
		count--;
	memmove(&hits[at + 1], &hits[at], (count - at) * sizeof(*hits));
	hits[at] = hit;
	return count + 1;
}

size_t
faq_find(const struct tenant *tenant, const char *text, size_t len,
    struct faq_hit *hits, size_t most)
{
	struct folded said;
	size_t count = 0, shared;

	fold(&said, text, len);
	for (size_t i = 0; i < tenant->faq_count; i++) {
		shared = count_shared(&said, &tenant->faq[i]);
		if (shared == 0)
			continue;
		count = insert(hits, count, most,
		    (struct faq_hit){ &tenant->faq[i],
		        1.0 - 1.0 / (double)(1 + shared) });
	}
	return count;
}
