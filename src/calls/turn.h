/*
 * A request is not a turn. Vapi asks again while the caller is still speaking:
 * the same user message, longer or corrected, or the same history with one of
 * our answers cut or split. A turn is known by the place of its user message
 * among the user messages of the history; what stands between them is no news.
 */
#ifndef ACCUEIL_CALLS_TURN_H
#define ACCUEIL_CALLS_TURN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TURN_WORDS 24 /* word hashes kept of one user message */

/* One user message, without its words. */
struct turn_words {
	uint32_t place;            /* 1 = the first user message */
	uint64_t whole;            /* hash of the folded text; 0 = silence */
	uint32_t word[TURN_WORDS]; /* hashes of its first words */
	uint32_t count;            /* of word[] */
};

/* One user message of a history. Borrowed; text need not end with a NUL. */
struct turn_message {
	const char *text;
	size_t len; /* bytes */
};

/* What a chat request brings: the user messages of its history, in order. */
struct turn_history {
	const struct turn_message *user;
	size_t user_count;
	size_t earlier; /* user messages before user[0] that are not given */
	bool answered;  /* an assistant message stands in it too */
};

enum turn_kind {
	TURN_GREETING, /* no user message: say the greeting */
	TURN_NEW,      /* the caller has said something more */
	TURN_AGAIN,    /* a turn we answered, same words: same answer */
	TURN_CHANGED   /* a turn we answered, other words: undo it, decide anew */
};

/*
 * turn_hash(words, place, text, len): fill *words from a user message. Case,
 * accents, punctuation and spacing do not count.
 */
void turn_hash(struct turn_words *words, uint32_t place, const char *text,
    size_t len);

/*
 * turn_which(history, past, count, last, which):
 * Which turn does this history ask for? ${past} are the turns answered so
 * far that are still remembered, newest last, ${count} of them.
 *
 * Returns  the kind. *last is the last user message (place 0 if there is
 *          none); for TURN_AGAIN and TURN_CHANGED, *which is the index in
 *          ${past} of the turn it is.
 *
 * The place decides, with three exceptions that real histories need:
 * - if the message before the last is our newest turn's, and is not the one
 *   before that too, the last is new wherever it stands: earlier messages
 *   were merged;
 * - a place that we no longer remember is new: better a step more than a
 *   caller held for ever in one sentence;
 * - a client without memory sends its last message alone, with no assistant
 *   message beside it: that is new, unless it is our newest turn's words
 *   again, or, at the first turn, shares a word with them: the first message
 *   longer or corrected.
 */
enum turn_kind turn_which(const struct turn_history *history,
    const struct turn_words *const *past, size_t count,
    struct turn_words *last, size_t *which);

#endif
