/*
 * What Vapi asks us to decide in the middle of a call: where to transfer or
 * hand off, what we know of a question, how long a silence ends an answer.
 */
#ifndef ACCUEIL_VAPI_DECIDE_H
#define ACCUEIL_VAPI_DECIDE_H

#include "vapi/payload.h"

/* One message being answered; the payload's facts are complete. */
struct message {
	const struct calls *calls;
	const struct vapi_request *request;
	struct payload *payload;
	struct vapi_reply *reply;
};

typedef void message_answer(const struct message *m);

message_answer decide_transfer;    /* transfer-destination-request */
message_answer decide_handoff;     /* handoff-destination-request */
message_answer decide_knowledge;   /* knowledge-base-request */
message_answer decide_endpointing; /* call.endpointing.request */
message_answer decide_voice;       /* voice-request */
message_answer decide_predial;     /* campaign.predial */

#endif
