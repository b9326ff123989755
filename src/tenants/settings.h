/*
 * What may be written in accueil.conf, as tables. Private to this room.
 *
 * A section's settings land in one struct, at the offsets that the rows give:
 *
 *   ""  vapi  store  worker  limits  log   struct set
 *   tenant                                 struct tenant
 *   resource                               struct resource
 *   hours                                  struct hours
 *   faq                                    struct faq
 *   auth                                   struct auth_rule
 */
#ifndef ACCUEIL_TENANTS_SETTINGS_H
#define ACCUEIL_TENANTS_SETTINGS_H

#include "tenants/config.h"

/* A section and the section that it is written in. */
struct section {
	const char *name;
	const char *in; /* "" = the file itself */
	bool many;      /* may be written several times */
	bool titled;    /* tenant "dupont" { ... } */
};

/* In the order of a printed configuration: an inner one after its outer. */
const struct section *settings_sections(size_t *count);

/*
 * settings_next(section, row): the section's first row (${row} NULL), then
 * the one after ${row}; NULL after the last.
 */
const struct setting *settings_next(const char *section,
    const struct setting *row);

#endif
