/* One string per list keeps the lists readable as text, one fact a word. */
#include <string.h>

#include "dialog/hear/word_list.h"

bool
word_list_has(const char *words, const char *word, size_t len)
{
	size_t n;

	for (; *words != '\0'; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (n == len && memcmp(words, word, n) == 0)
			return true;
	}
	return false;
}
