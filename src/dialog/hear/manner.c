/*
 * The manner of an utterance, asked before what it says: a sentence broken
 * off, an insult or a line invented out of noise must not be taken for an
 * answer. What is in doubt is speech.
 */
#include <string.h>

#include "dialog/hear/manner.h"
#include "dialog/hear/said.h"
#include "dialog/hear/word_list.h"

#define FOREIGN_MIN 2 /* foreign words that make another language */

static const struct phrase {
	enum manner manner;
	const char *pattern;
} phrases[] = {
#define SAYS(manner, pattern) { MANNER_##manner, pattern },
#define FOREIGN(words)
#define FRENCH(words)
#include "dialog/hear/manner.def"
#undef SAYS
#undef FOREIGN
#undef FRENCH
};

static const struct tongue {
	bool french;
	const char *words;
} tongues[] = {
#define SAYS(manner, pattern)
#define FOREIGN(words) { false, words },
#define FRENCH(words) { true, words },
#include "dialog/hear/manner.def"
#undef SAYS
#undef FOREIGN
#undef FRENCH
};

/* What recognisers write between brackets for nothing said. */
static const char *const silences[] = { "silence", "blank", "pause", "vide",
	"rien" };

static const char *const names[MANNER__COUNT] = {
	[MANNER_SPEECH] = "SPEECH",
	[MANNER_SILENCE] = "SILENCE",
	[MANNER_NOISE] = "NOISE",
	[MANNER_FILLER] = "FILLER",
	[MANNER_PARTIAL] = "PARTIAL",
	[MANNER_OVERLAP] = "OVERLAP",
	[MANNER_INSULT] = "INSULT",
	[MANNER_LANGUAGE] = "LANGUAGE",
};

/* Is every word between brackets or stars: "[bruit]", "<unk>", "*tousse*"? */
static bool
all_bracketed(const struct folded *f)
{
	static const char open[] = "[(<*{", close[] = "])>*}";
	size_t i, at = 0, word = 0;
	const char *kind;
	char until = '\0';

	for (; at < f->raw_len && word < f->count; at++) {
		if (at == f->word[word].from) {
			if (until == '\0')
				return false;
			word++;
		} else if (until != '\0') {
			if (f->raw[at] == until)
				until = '\0';
		} else if (f->raw[at] != '\0' &&
		    (kind = strchr(open, f->raw[at])) != NULL) {
			i = (size_t)(kind - open);
			until = close[i];
		}
	}
	return f->count > 0;
}

/* "mmmh", "hmm", "pfff", "tss": a sound, not a word. */
static bool
all_sounds(const struct folded *f)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (f->word[i].len < 2 ||
		    strspn(f->word[i].text, "mhzfpstr") != f->word[i].len)
			return false;
	return f->count > 0;
}

/* Another alphabet, or more foreign words than French ones. */
static bool
is_foreign(const struct folded *f)
{
	size_t i, j, french = 0, foreign = 0, other = 0;

	for (i = 0; i < f->count; i++) {
		if ((unsigned char)f->word[i].text[0] >= 0xcd)
			other++;
		for (j = 0; j < sizeof(tongues) / sizeof(tongues[0]); j++)
			if (word_list_has(tongues[j].words, f->word[i].text,
				f->word[i].len)) {
				if (tongues[j].french)
					french++;
				else
					foreign++;
				break;
			}
	}
	return other * 2 > f->count ||
	    (foreign >= FOREIGN_MIN && foreign > french);
}

static bool
is_silence(const struct folded *f)
{
	size_t i;

	for (i = 0; i < sizeof(silences) / sizeof(silences[0]); i++)
		if (fold_find(f, 0, silences[i]) < f->count)
			return true;
	return false;
}

enum manner
hear_manner(const struct folded *f)
{
	struct said s;
	size_t row;

	if (f->count == 0)
		return MANNER_SILENCE;
	if (all_bracketed(f))
		return is_silence(f) ? MANNER_SILENCE : MANNER_NOISE;
	if (all_sounds(f))
		return MANNER_NOISE;
	if (is_foreign(f))
		return MANNER_LANGUAGE;
	said_read(&s, f);
	if (s.count == 0)
		return MANNER_FILLER;
	for (row = 0; row < sizeof(phrases) / sizeof(phrases[0]); row++)
		if (said_has(&s, phrases[row].pattern))
			return phrases[row].manner;
	return MANNER_SPEECH;
}

const char *
manner_name(enum manner m)
{
	return names[m];
}
