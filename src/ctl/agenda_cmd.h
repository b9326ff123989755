/* accueilctl agenda list | export | import */
#ifndef ACCUEIL_CTL_AGENDA_CMD_H
#define ACCUEIL_CTL_AGENDA_CMD_H

#include "ctl/ctl.h"

ctl_run agenda_list_cmd;   /* TENANT: the appointments to come */
ctl_run agenda_export_cmd; /* TENANT: the same, as an iCalendar */
ctl_run agenda_import_cmd; /* TENANT [RESOURCE] < FILE: busy times */

#endif
