/*
 * How long each module of dialog/hear takes for one turn, and how that grows
 * with the length of what was said. Prints a table; asserts nothing.
 *
 *   bench_hear [milliseconds per cell]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "dialog/hear/choice.h"
#include "dialog/hear/email.h"
#include "dialog/hear/intent.h"
#include "dialog/hear/manner.h"
#include "dialog/hear/name.h"
#include "dialog/hear/phone.h"
#include "dialog/hear/when.h"
#include "dialog/hear/yesno.h"

#define LONGEST 1048576
#define CELL_MS 20
#define BATCH 16 /* turns between two looks at the clock */

/* A turn's words, repeated to the length wanted. */
static const char speech[] =
    "oui bonjour c'est madame Lefèvre, je voudrais un rendez-vous mardi "
    "prochain après 17 heures, mon numéro c'est le zéro six trente-neuf "
    "quatre-vingt-dix-huit zéro un quatorze. ";

static const size_t lengths[] = { 10, 40, 160, 640, 2560, 10240, LONGEST };

#define LENGTHS (sizeof(lengths) / sizeof(lengths[0]))

static const struct when_now now = { { 2026, 3, 2 }, 600 };

static void
run_phone(const struct folded *f)
{
	struct hear_phone out;

	hear_phone(f, NULL, &out);
}

static void
run_email(const struct folded *f)
{
	char out[HEAR_EMAIL_BYTES];

	hear_email(f, out);
}

static void
run_yesno(const struct folded *f)
{
	hear_yesno(f, ASKED_CONFIRM);
}

static void
run_intent(const struct folded *f)
{
	hear_intent(f);
}

static void
run_manner(const struct folded *f)
{
	hear_manner(f);
}

static void
run_name(const struct folded *f)
{
	char out[HEAR_NAME_BYTES];

	hear_name(f, true, out);
}

static void
run_when(const struct folded *f)
{
	struct when out;

	hear_when(f, &now, &out);
}

static void
run_choice(const struct folded *f)
{
	static const struct choice_offer offers[] = {
		{ { 0 }, 4, 14 * 60 }, { { 0 }, 0, 9 * 60 },
		{ { 0 }, 1, 16 * 60 },
	};
	int picked;

	hear_choice(f, offers, 3, &now, &picked);
}

/* run NULL: fold alone, which every turn pays once. */
static const struct {
	const char *name;
	void (*run)(const struct folded *f);
} modules[] = {
	{ "fold", NULL },         { "phone", run_phone },
	{ "email", run_email },   { "yesno", run_yesno },
	{ "intent", run_intent }, { "manner", run_manner },
	{ "name", run_name },     { "when", run_when },
	{ "choice", run_choice },
};

static char text[LONGEST];

/* Microseconds of one turn, over at least ${ms} milliseconds. */
static double
measure(void (*run)(const struct folded *f), size_t len, int64_t ms)
{
	static struct folded f;
	int64_t start = clock_monotonic_us(), spent;
	long turns = 0;
	int i;

	fold(&f, text, len);
	do {
		for (i = 0; i < BATCH; i++)
			if (run == NULL)
				fold(&f, text, len);
			else
				run(&f);
		turns += BATCH;
		spent = clock_monotonic_us() - start;
	} while (spent < ms * 1000);
	return (double)spent / (double)turns;
}

int
main(int argc, char **argv)
{
	int64_t ms = argc > 1 ? atoi(argv[1]) : CELL_MS;
	size_t i, k;

	for (i = 0; i < LONGEST; i++)
		text[i] = speech[i % (sizeof(speech) - 1)];
	printf("microseconds a turn, by bytes said (%d words are kept)\n%-8s",
	    FOLD_WORDS, "");
	for (k = 0; k < LENGTHS; k++)
		printf(" %9zu", lengths[k]);
	for (i = 0; i < sizeof(modules) / sizeof(modules[0]); i++) {
		printf("\n%-8s", modules[i].name);
		for (k = 0; k < LENGTHS; k++)
			printf(" %9.1f", measure(modules[i].run, lengths[k],
			    ms));
	}
	printf("\n");
	return 0;
}
