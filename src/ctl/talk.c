/* See talk.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "ctl/talk.h"
#include "ctl/wire.h"

/* A UUID, version 4: RFC 9562, section 5.4. */
static bool
make_id(char *out, size_t size)
{
	unsigned char r[16];
	int n;

	if (getrandom(r, sizeof(r), 0) != (ssize_t)sizeof(r))
		return false;
	n = snprintf(out, size,
	    "%02x%02x%02x%02x-%02x%02x-4%01x%02x-%02x%02x-"
	    "%02x%02x%02x%02x%02x%02x",
	    r[0], r[1], r[2], r[3], r[4], r[5], r[6] & 0x0f, r[7],
	    (r[8] & 0x3f) | 0x80, r[9], r[10], r[11], r[12], r[13], r[14],
	    r[15]);
	return n > 0 && (size_t)n < size;
}

struct talk *
talk_new(const char *nickname, bool fresh, struct err *err)
{
	struct talk *talk = calloc(1, sizeof(*talk));
	int n = 0;

	if (talk == NULL)
		return err_set(err, NULL, "out of memory");
	talk->nickname = nickname;
	snprintf(talk->state, sizeof(talk->state), "START");
	if (!fresh)
		n = snprintf(talk->id, sizeof(talk->id), "%s", nickname);
	if (n >= (int)sizeof(talk->id) ||
	    (fresh && !make_id(talk->id, sizeof(talk->id))))
		err_write(err, "no id can be made for the call");
	else if (!history_init(&talk->history))
		err_write(err, "out of memory");
	else
		return talk;
	talk_free(talk);
	return NULL;
}

void
talk_free(struct talk *talk)
{
	if (talk == NULL)
		return;
	history_clear(&talk->history);
	strbuf_clear(&talk->said);
	strbuf_clear(&talk->before);
	free(talk);
}

bool
talk_answered(struct talk *talk, const struct target_answer *answer,
    bool stream, struct err *err)
{
	struct strbuf spare = talk->before;

	talk->before = talk->said;
	talk->said = spare;
	if (!wire_answer(strbuf_get(&answer->body), stream, &talk->said, err))
		return false;
	talk->answers++;
	if (answer->state[0] != '\0')
		memcpy(talk->state, answer->state, sizeof(talk->state));
	return history_assistant(&talk->history, strbuf_get(&talk->said)) ||
	    err_set(err, false, "out of memory");
}
