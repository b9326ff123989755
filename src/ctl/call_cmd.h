/* accueilctl call list, accueilctl call show */
#ifndef ACCUEIL_CTL_CALL_CMD_H
#define ACCUEIL_CTL_CALL_CMD_H

#include "ctl/ctl.h"

ctl_run call_list_cmd; /* [--json]: every call, the newest first */
ctl_run call_show_cmd; /* CALL_ID [--json] [--reveal]: one call */

#endif
