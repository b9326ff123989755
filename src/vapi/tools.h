/*
 * Tool calls as Vapi writes them: in up to three lists, with arguments as an
 * object, a JSON string, or `parameters`; one function a tool, or one function
 * with an `action`. Each id is answered once.
 */
#ifndef ACCUEIL_VAPI_TOOLS_H
#define ACCUEIL_VAPI_TOOLS_H

#include "vapi/payload.h"

/* tools_answer(): answer every call that the message lists. */
void tools_answer(const struct calls *calls,
    const struct vapi_request *request, struct payload *payload,
    struct vapi_reply *reply);

/* tools_answer_function(): `function-call`, from before tool calls had ids. */
void tools_answer_function(const struct calls *calls,
    const struct vapi_request *request, struct payload *payload,
    struct vapi_reply *reply);

#endif
