/* accueilctl check */
#ifndef ACCUEIL_CTL_CHECK_CMD_H
#define ACCUEIL_CTL_CHECK_CMD_H

#include "ctl/ctl.h"

ctl_run check_cmd; /* is the configuration right, does the store open? */

#endif
