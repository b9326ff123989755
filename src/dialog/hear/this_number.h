/*
 * "The number I am calling from": a caller who answers the contact question
 * by the number that shows instead of dictating one.
 */
#ifndef ACCUEIL_HEAR_THIS_NUMBER_H
#define ACCUEIL_HEAR_THIS_NUMBER_H

#include <stdbool.h>

#include "dialog/hear/fold.h"

/* hear_this_number(f): "celui qui s'affiche", "le numéro avec lequel
 * j'appelle", "ce numéro", "le même", "vous l'avez déjà". */
bool hear_this_number(const struct folded *f);

#endif
