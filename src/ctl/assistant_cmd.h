/* accueilctl assistant show TENANT */
#ifndef ACCUEIL_CTL_ASSISTANT_CMD_H
#define ACCUEIL_CTL_ASSISTANT_CMD_H

#include "ctl/ctl.h"

ctl_run assistant_show_cmd; /* an office's assistant, as Vapi's API takes it */

#endif
