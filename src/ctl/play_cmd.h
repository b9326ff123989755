/* accueilctl play FILE.conv ... [--url URL] [--quiet] */
#ifndef ACCUEIL_CTL_PLAY_CMD_H
#define ACCUEIL_CTL_PLAY_CMD_H

#include "ctl/ctl.h"

/* play_cmd: see ctl_run. CTL_FAILED when a script did not go as written. */
ctl_run play_cmd;

#endif
