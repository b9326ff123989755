/* accueilctl say CALL_ID TEXT */
#ifndef ACCUEIL_CTL_SAY_CMD_H
#define ACCUEIL_CTL_SAY_CMD_H

#include "ctl/ctl.h"

ctl_run say_cmd; /* one more turn of a call, without HTTP */

#endif
