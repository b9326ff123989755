/*
 * Yes and no, by what was asked. The sentences are ours; what they try comes
 * from how callers answer voice menus: echo ("c'est bien le mien"), set
 * phrases, second thoughts, recognisers' spellings.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/yesno.h"

#define O ASKED_OPEN
#define C ASKED_CONFIRM
#define M ASKED_MINE
#define W ASKED_WISH

#define YES YESNO_YES
#define NO YESNO_NO
#define MAYBE YESNO_UNSURE
#define NOTHING YESNO_NOTHING

/* clang-format off */
static const struct {
	enum asked asked;
	enum yesno want;
	const char *said;
} cases[] = {
	/* plain yes */
	{ C, YES, "oui" },
	{ C, YES, "Oui." },
	{ C, YES, "OUI !" },
	{ M, YES, "oui oui" },
	{ W, YES, "oui s'il vous plaît" },
	{ W, YES, "Ouais." },
	{ C, YES, "ouaip" },
	{ C, YES, "yes" },
	{ C, YES, "ah oui" },
	{ C, YES, "ben oui" },
	{ C, YES, "bah ouais" },
	{ C, YES, "mais oui" },
	{ C, YES, "euh oui" },
	{ C, YES, "euh... oui, voilà" },
	{ C, YES, "oui merci" },
	{ C, YES, "oui madame" },
	{ W, YES, "oui volontiers" },
	{ W, YES, "oui je veux bien" },
	{ W, YES, "oui, avec plaisir" },
	{ W, YES, "je veux bien merci" },
	{ W, YES, "volontiers" },
	{ W, YES, "avec grand plaisir oui" },
	{ C, YES, "d'accord" },
	{ C, YES, "daccord" },
	{ C, YES, "d accord" },
	{ W, YES, "ok" },
	{ W, YES, "O.K." },
	{ W, YES, "okay" },
	{ W, YES, "ok ça marche" },
	{ W, YES, "ça marche" },
	{ W, YES, "sa marche" },
	{ W, YES, "ça roule" },
	{ W, YES, "ça me va" },
	{ W, YES, "ça me va très bien" },
	{ W, YES, "ça me convient parfaitement" },
	{ W, YES, "cela me convient" },
	{ W, YES, "ça m'arrange" },
	{ W, YES, "ca va" },
	{ W, YES, "très bien" },
	{ W, YES, "parfait" },
	{ W, YES, "impeccable merci" },
	{ W, YES, "nickel" },
	{ W, YES, "super" },
	{ W, YES, "ce serait parfait" },
	{ W, YES, "ce serait bien" },
	{ W, YES, "s'il vous plaît" },
	{ W, YES, "allez-y" },
	{ W, YES, "vas-y" },
	{ W, YES, "allons-y" },
	{ W, YES, "je prends" },
	{ W, YES, "je le prends" },
	{ W, YES, "on fait comme ça" },
	{ W, YES, "pourquoi pas" },
	{ W, YES, "oui pourquoi pas" },
	{ W, YES, "je ne dis pas non" },
	{ W, YES, "je dis pas non" },
	{ W, YES, "ce n'est pas de refus" },
	{ W, YES, "c'est pas de refus" },
	{ W, YES, "oui, pas de problème" },
	{ W, YES, "pas de problème" },
	{ W, YES, "aucun problème" },
	{ W, YES, "sans problème" },
	{ W, YES, "pas de souci" },
	{ W, YES, "y a pas de soucis" },
	{ W, YES, "il n'y a pas de problème" },
	{ W, YES, "ça ne me dérange pas" },
	{ W, YES, "ça ne pose aucun problème" },
	{ W, YES, "je n'y vois pas d'inconvénient" },
	{ W, YES, "je suis d'accord" },
	{ W, YES, "tout à fait d'accord" },
	{ W, YES, "carrément" },
	{ W, YES, "bien sûr" },
	{ W, YES, "bien sur que oui" },
	{ W, YES, "mais bien sûr" },
	{ C, YES, "bien entendu" },
	{ C, YES, "évidemment" },
	{ C, YES, "naturellement" },
	{ C, YES, "absolument" },
	{ C, YES, "tout à fait" },
	{ C, YES, "tout a fait exact" },
	{ C, YES, "oui tout à fait" },
	{ C, YES, "effectivement" },
	{ C, YES, "oui effectivement c'est bien ça" },
	{ C, YES, "en effet" },
	{ C, YES, "exact" },
	{ C, YES, "exactement" },
	{ C, YES, "c'est exact" },
	{ C, YES, "c'est correct" },
	{ C, YES, "correct" },
	{ C, YES, "c'est juste" },
	{ C, YES, "c'est ça" },
	{ C, YES, "cest ca" },
	{ C, YES, "c est ça oui" },
	{ C, YES, "oui c'est ça" },
	{ C, YES, "voilà c'est ça" },
	{ C, YES, "voilà" },
	{ C, YES, "c'est bien ça" },
	{ C, YES, "c'est bien cela" },
	{ C, YES, "c'est tout à fait ça" },
	{ C, YES, "c'est exactement ça" },
	{ C, YES, "bien ça" },
	{ C, YES, "c'est bon" },
	{ C, YES, "ces bon" },
	{ C, YES, "c'est bon pour moi" },
	{ C, YES, "tout est bon" },
	{ C, YES, "c'est moi" },
	{ C, YES, "c'est bien moi" },
	{ C, YES, "lui-même" },
	{ C, YES, "affirmatif" },
	{ C, YES, "je confirme" },
	{ C, YES, "oui je vous confirme" },
	{ C, YES, "je valide" },
	{ C, YES, "si" },
	{ C, YES, "si si" },
	{ C, YES, "mais si" },
	{ C, YES, "si, c'est ça" },
	{ C, YES, "il n'y a pas d'erreur" },
	{ C, YES, "ce n'est pas faux" },
	{ C, YES, "oui le nom est correct" },
	{ C, YES, "oui, je n'ai pas changé de numéro" },
	{ C, YES, "c'est ce que j'ai dit, oui" },
	/* of the number shown */
	{ M, YES, "c'est bien le mien" },
	{ M, YES, "oui c'est le mien" },
	{ M, YES, "c'est le mien" },
	{ M, YES, "le mien oui" },
	{ M, YES, "oui c'est mon numéro" },
	{ M, YES, "c'est bien mon numéro" },
	{ M, YES, "c'est mon portable" },
	{ M, YES, "c'est bien celui-là" },
	{ M, YES, "c'est celui-ci" },
	{ M, YES, "c'est le bon" },
	{ M, YES, "c'est le bon numéro" },
	{ M, YES, "c'est toujours le même" },
	{ M, YES, "c'est toujours mon numéro" },
	{ M, YES, "oui vous pouvez me joindre dessus" },
	{ M, YES, "vous pouvez m'appeler sur ce numéro" },
	{ M, YES, "gardez celui-là" },
	{ M, YES, "oui, celui qui s'affiche, c'est bon" },
	{ M, YES, "oui le numéro est bon" },

	/* plain no */
	{ C, NO, "non" },
	{ C, NO, "Non." },
	{ C, NO, "non non" },
	{ C, NO, "nan" },
	{ C, NO, "ah non" },
	{ C, NO, "euh non" },
	{ C, NO, "ben non" },
	{ C, NO, "mais non" },
	{ W, NO, "non merci" },
	{ W, NO, "nom merci" },
	{ W, NO, "merci non" },
	{ W, NO, "non ça ira" },
	{ W, NO, "non ça ira merci" },
	{ W, NO, "non c'est tout" },
	{ W, NO, "non, ce sera tout, merci" },
	{ W, NO, "sans façon" },
	{ W, NO, "pas du tout" },
	{ C, NO, "absolument pas" },
	{ C, NO, "certainement pas" },
	{ W, NO, "surtout pas" },
	{ W, NO, "bien sûr que non" },
	{ C, NO, "mais bien sûr que non" },
	{ C, NO, "pas vraiment" },
	{ C, NO, "pas tout à fait" },
	{ C, NO, "pas exactement" },
	{ W, NO, "pas question" },
	{ W, NO, "hors de question" },
	{ W, NO, "jamais" },
	{ W, NO, "jamais de la vie" },
	{ C, NO, "négatif" },
	{ C, NO, "c'est faux" },
	{ C, NO, "faux" },
	{ C, NO, "incorrect" },
	{ C, NO, "c'est inexact" },
	{ C, NO, "c'est une erreur" },
	{ C, NO, "il y a une erreur" },
	{ C, NO, "vous faites erreur" },
	{ C, NO, "vous vous trompez" },
	{ C, NO, "c'est pas ça" },
	{ C, NO, "ce n'est pas ça" },
	{ C, NO, "ce n'est pas cela du tout" },
	{ C, NO, "non ce n'est pas ça" },
	{ C, NO, "c'est pas bon" },
	{ C, NO, "c'est pas correct" },
	{ C, NO, "ce n'est pas exact" },
	{ C, NO, "c'est pas moi" },
	{ C, NO, "je suis pas d'accord" },
	{ C, NO, "je ne suis pas d'accord" },
	{ C, NO, "vous avez mal compris" },
	{ C, NO, "vous avez mal noté" },
	{ W, NO, "ça ne me va pas" },
	{ W, NO, "ça me va pas" },
	{ W, NO, "ça ne m'arrange pas" },
	{ W, NO, "ça m'arrange pas du tout" },
	{ W, NO, "ça ne convient pas" },
	{ W, NO, "je ne peux pas" },
	{ W, NO, "je peux pas ce jour-là" },
	{ W, NO, "je pourrai pas" },
	{ W, NO, "je ne veux pas" },
	{ W, NO, "je préfère pas" },
	{ W, NO, "ce n'est pas possible" },
	{ W, NO, "c'est pas possible pour moi" },
	{ W, NO, "pas possible" },
	{ W, NO, "impossible" },
	{ W, NO, "je ne suis pas intéressé" },
	{ W, NO, "ça ne m'intéresse pas" },
	{ W, NO, "pas besoin" },
	{ W, NO, "je n'ai pas besoin merci" },
	{ W, NO, "ce n'est pas la peine" },
	{ W, NO, "un autre jour plutôt" },
	{ W, NO, "laissez tomber" },
	{ W, NO, "rien d'autre merci" },
	{ W, NO, "c'est tout merci" },
	{ W, NO, "ne l'annulez pas" },
	{ W, NO, "je voudrais garder mon rendez-vous" },
	{ W, NO, "aucun ne me convient" },
	{ W, NO, "aucun des deux" },
	{ M, NO, "non c'est pas le mien" },
	{ M, NO, "c'est pas le mien" },
	{ M, NO, "ce n'est pas mon numéro" },
	{ M, NO, "pas le mien" },
	{ M, NO, "ce n'est plus le mien" },
	{ M, NO, "c'est plus le bon" },
	{ M, NO, "c'est l'ancien numéro" },
	{ M, NO, "c'est mon ancien numéro" },
	{ M, NO, "j'ai changé de numéro" },
	{ M, NO, "je n'ai plus ce numéro" },
	{ M, NO, "je préfère vous donner un autre numéro" },
	{ M, NO, "non un autre" },
	{ M, NO, "mauvais numéro" },
	{ M, NO, "c'est celui de ma femme" },
	{ M, NO, "c'est le numéro de mon fils" },
	{ M, NO, "je ne connais pas ce numéro" },

	/* second thoughts: what comes last, or the refusal, counts */
	{ C, NO, "oui mais en fait non" },
	{ C, NO, "oui enfin non" },
	{ C, NO, "oui pardon non" },
	{ C, NO, "oui euh finalement non" },
	{ C, NO, "oui... ah non, c'est pas ça" },
	{ W, NO, "oui, je ne pourrai pas venir" },
	{ W, NO, "oui mais je ne pourrai pas venir" },
	{ W, NO, "oui mais ça ne m'arrange pas" },
	{ W, NO, "d'accord mais je peux pas" },
	{ M, NO, "oui mais c'est plus le mien" },
	{ M, NO, "oui oui mais j'ai changé de numéro" },
	{ C, YES, "non pardon oui" },
	{ C, YES, "non enfin si" },
	{ C, YES, "non attendez, oui c'est ça" },
	{ C, YES, "non mais oui" },
	{ C, YES, "non, excusez-moi, c'est bien ça" },
	{ C, YES, "attendez... oui" },

	/* unsure */
	{ C, MAYBE, "peut-être" },
	{ C, MAYBE, "peut etre bien" },
	{ C, MAYBE, "oui peut-être" },
	{ C, MAYBE, "je ne sais pas" },
	{ C, MAYBE, "je sais pas trop" },
	{ C, MAYBE, "chais pas" },
	{ C, MAYBE, "aucune idée" },
	{ C, MAYBE, "je crois" },
	{ C, MAYBE, "oui je crois" },
	{ C, MAYBE, "je crois que oui" },
	{ C, MAYBE, "je pense que c'est ça" },
	{ C, MAYBE, "il me semble" },
	{ C, MAYBE, "il me semble que oui" },
	{ C, MAYBE, "oui non" },
	{ C, MAYBE, "oui et non" },
	{ C, MAYBE, "non oui" },
	{ C, MAYBE, "ni oui ni non" },
	{ C, MAYBE, "ça dépend" },
	{ C, MAYBE, "pas sûr" },
	{ C, MAYBE, "je ne suis pas sûre" },
	{ C, MAYBE, "je suis plus très sûr" },
	{ C, MAYBE, "plus ou moins" },
	{ C, MAYBE, "à peu près" },
	{ C, MAYBE, "presque" },
	{ C, MAYBE, "mouais" },
	{ C, MAYBE, "bof" },
	{ W, MAYBE, "on verra" },
	{ W, MAYBE, "éventuellement" },
	{ W, MAYBE, "comme vous voulez" },
	{ W, MAYBE, "peu importe" },
	{ W, MAYBE, "si vous voulez" },
	{ W, MAYBE, "il faut que je réfléchisse" },
	{ W, MAYBE, "pas forcément" },
	{ W, MAYBE, "oui mais" },
	{ W, MAYBE, "oui mais pas le matin" },
	{ W, MAYBE, "oui sauf le mercredi" },
	{ C, MAYBE, "non, c'est bien ça" },
	{ C, MAYBE, "nom" },

	/* neither */
	{ C, NOTHING, "" },
	{ C, NOTHING, "..." },
	{ C, NOTHING, "euh" },
	{ C, NOTHING, "attendez" },
	{ C, NOTHING, "bonjour" },
	{ C, NOTHING, "oui bonjour" },
	{ C, NOTHING, "oui allô" },
	{ C, NOTHING, "allô oui" },
	{ C, NOTHING, "merci" },
	{ C, NOTHING, "Jean Dupont" },
	{ C, NOTHING, "06 39 98 01 14" },
	{ C, NOTHING, "demain matin" },
	{ C, NOTHING, "je n'ai pas compris" },
	{ C, NOTHING, "j'ai mal entendu" },
	{ C, NOTHING, "j'ai pas entendu" },
	{ C, NOTHING, "je ne vous entends pas bien" },
	{ C, NOTHING, "pardon ?" },
	{ C, NOTHING, "vous pouvez répéter" },
	{ C, NOTHING, "quel numéro ?" },
	{ W, NOTHING, "à quelle heure ?" },
	{ W, NOTHING, "sans rendez-vous" },

	/* nothing was asked that yes answers */
	{ O, NOTHING, "oui" },
	{ O, NOTHING, "oui Dupont" },
	{ O, NOTHING, "oui bonjour, c'est pour un rendez-vous" },
	{ O, NOTHING, "d'accord" },
	{ O, NOTHING, "je ne peux pas le mardi" },
	{ O, NOTHING, "peut-être mardi" },
	{ O, NO, "non" },
	{ O, NO, "non merci" },
	{ O, NO, "non, rien" },
};
/* clang-format on */

static struct folded folded;

static enum yesno
heard(const char *said, enum asked asked)
{
	fold(&folded, said, strlen(said));
	return hear_yesno(&folded, asked);
}

START_TEST(test_each_answer_is_heard_as_it_was_meant)
{
	size_t i, exact = 0, unsure = 0, wrong = 0;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum yesno got = heard(cases[i].said, cases[i].asked);

		if (got != cases[i].want) {
			fprintf(stderr, "\"%s\": %d, wanted %d\n",
			    cases[i].said, got, cases[i].want);
			wrong++;
		} else if (got == MAYBE)
			unsure++;
		else
			exact++;
	}
	printf("hear/yesno: %zu exact, %zu unsure, %zu wrong\n", exact,
	    unsure, wrong);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

/* Whatever is asked, politeness and hesitation around change nothing. */
START_TEST(test_politeness_and_hesitation_change_no_answer)
{
	static const char *const around[][2] = {
		{ "euh ", "" }, { "", " merci" }, { "alors euh ", "" },
		{ "", ", madame" }, { "ben ", " hein" }, { "", " !" },
	};
	char said[256];
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].asked == O || cases[i].want == NOTHING ||
		    strcmp(cases[i].said, "nom") == 0)
			continue;
		for (j = 0; j < sizeof(around) / sizeof(around[0]); j++) {
			snprintf(said, sizeof(said), "%s%s%s", around[j][0],
			    cases[i].said, around[j][1]);
			ck_assert_msg(heard(said, cases[i].asked) ==
				cases[i].want,
			    "\"%s\" heard otherwise", said);
		}
	}
}
END_TEST

START_TEST(test_a_megabyte_of_yes_and_rubbish_is_survived)
{
	size_t i, len = 1 << 20;
	char *text = malloc(len);

	ck_assert_ptr_nonnull(text);
	for (i = 0; i < len; i++)
		text[i] = "oui pas "[i % 8];
	fold(&folded, text, len);
	hear_yesno(&folded, C);
	memset(text, 0xff, len);
	fold(&folded, text, len);
	ck_assert_int_eq(hear_yesno(&folded, C), NOTHING);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hear/yesno");
	TCase *tc = tcase_create("yesno");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tc, test_each_answer_is_heard_as_it_was_meant);
	tcase_add_test(tc, test_politeness_and_hesitation_change_no_answer);
	tcase_add_test(tc, test_a_megabyte_of_yes_and_rubbish_is_survived);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
