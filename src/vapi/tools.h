/* Tool calls: each id is answered, in the order it came. */
#ifndef ACCUEIL_VAPI_TOOLS_H
#define ACCUEIL_VAPI_TOOLS_H

#include "vapi/vapi.h"

struct json_object;

/* tools_answer(message, reply): answer the calls that ${message} lists. */
void tools_answer(struct json_object *message, struct vapi_reply *reply);

#endif
