/* The sentences of prompts.def, and how their blanks are filled. */
#ifndef ACCUEIL_DIALOG_PROMPTS_H
#define ACCUEIL_DIALOG_PROMPTS_H

#include <stdbool.h>
#include <stddef.h>

enum prompt {
	PROMPT_NONE, /* says nothing */
#define PROMPT(name, text) PROMPT_##name,
#include "dialog/prompts.def"
#undef PROMPT
	PROMPT__COUNT
};

struct prompt_blanks { /* strings borrowed; "" where there is none */
	const char *office, *last2, *domain;
	const char *slot, *reference; /* of an appointment; NULL as well */
};

const char *prompt_name(enum prompt p); /* "ASK_NAME" */
const char *prompt_text(enum prompt p); /* blanks not filled; "" for NONE */

#define PROMPT_SLOT_BYTES 64

/* prompt_slot(weekday, mday, month, minute, out): "mardi 3 mars à 14 heures
 * 30", to be spoken. Weekday 0 = Monday; month 1..12; minute of the day. */
void prompt_slot(int weekday, int mday, int month, int minute,
    char out[PROMPT_SLOT_BYTES]);

#define PROMPT_DOMAIN_BYTES 512

/* prompt_domain("jean@gmail.com", out): "gmail point com", to be spoken; ""
 * when ${address} has no @. Cut where it would not fit. */
void prompt_domain(const char *address, char out[PROMPT_DOMAIN_BYTES]);

/*
 * prompt_say(p, blanks, out, size): append the sentence to what *out already
 * says, after a space. False when it does not fit whole (*out unchanged).
 */
bool prompt_say(enum prompt p, const struct prompt_blanks *blanks, char *out,
    size_t size);

#endif
