/*
 * A call as Vapi holds it: its id, the history that chat requests carry, what
 * was answered last.
 */
#ifndef ACCUEIL_CTL_TALK_H
#define ACCUEIL_CTL_TALK_H

#include <stdbool.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "ctl/history.h"
#include "ctl/target.h"

struct talk {
	struct talk *next;    /* the list's, not ours */
	const char *nickname; /* borrowed from the script */
	char id[64];
	struct history history;
	unsigned answers;     /* how many there were */
	struct strbuf said;   /* the last answer */
	struct strbuf before; /* the one before it */
	char state[64];       /* the conversation's, as last said by the
	                         worker; START until then */
};

/*
 * talk_new(nickname, fresh, err):
 * A call that has not begun. Its id is the nickname or, ${fresh}, a random
 * UUID as Vapi's are: a script can then be played twice against one worker.
 * Returns NULL with the cause in *err.
 */
struct talk *talk_new(const char *nickname, bool fresh, struct err *err);

void talk_free(struct talk *talk); /* NULL does nothing */

/*
 * talk_answered(talk, answer, stream, err): a chat request was answered. What
 * it says becomes the last answer and a message of the history.
 * Returns false with the cause in *err when it is no chat answer.
 */
bool talk_answered(struct talk *talk, const struct target_answer *answer,
    bool stream, struct err *err);

#endif
