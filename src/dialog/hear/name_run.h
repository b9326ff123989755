/*
 * The words of one possible name, and what proves that they are one. Used by
 * name.c alone, which knows where a name may begin and which one to believe.
 */
#ifndef ACCUEIL_HEAR_NAME_RUN_H
#define ACCUEIL_HEAR_NAME_RUN_H

#include "dialog/hear/fold.h"
#include "dialog/hear/name_write.h"
#include "dialog/hear/spell.h"

enum name_kind { /* of a word, by names.def; NAME_WORD: in no list */
	NAME_WORD,
	NAME_FIRST,
	NAME_ARTICLED,
	NAME_EITHER,
	NAME_PARTICLE,
	NAME_LOW_PARTICLE,
	NAME_TITLE,
	NAME_AROUND,
	NAME_NOT
};

struct name_reader {
	const struct folded *f;
	bool mixed;   /* written in both cases: a capital proves something */
	size_t start; /* the first word that is not politeness; else count */
	uint8_t kind[FOLD_WORDS]; /* enum name_kind of each word */
};

struct name_run {
	size_t count;               /* parts; 0: none */
	size_t full;                /* parts that are not particles */
	size_t end;                 /* the word after it */
	bool title, first, capital; /* what proves it: "madame", a known first
	                               name, a capital inside a sentence */
	bool small;                 /* a full part without its capital */
	size_t word[NAME_PARTS];    /* the word each part is */
	struct name_part part[NAME_PARTS];
	char spelled[SPELL_BYTES];  /* its letters, "" when not spelled */
};

void name_reader_init(struct name_reader *r, const struct folded *f);

/*
 * name_run_read(r, i, run): the name that begins at word ${i}, titles and
 * politeness skipped: its words, then its spelling, or the spelling alone.
 * Neither: run->count is 0 and run->spelled "".
 */
void name_run_read(const struct name_reader *r, size_t i,
    struct name_run *run);

#endif
