/*
 * What kind of utterance: silence, noise, a filler, a sentence broken off,
 * speech over ours, an insult, another language. What is in doubt is speech.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/manner.h"

#define SPEECH MANNER_SPEECH
#define SILENCE MANNER_SILENCE
#define NOISE MANNER_NOISE
#define FILLER MANNER_FILLER
#define PARTIAL MANNER_PARTIAL
#define OVERLAP MANNER_OVERLAP
#define INSULT MANNER_INSULT
#define LANGUAGE MANNER_LANGUAGE

/* clang-format off */
static const struct {
	enum manner want;
	const char *said;
} cases[] = {
	{ SILENCE, "" },
	{ SILENCE, "   " },
	{ SILENCE, "..." },
	{ SILENCE, "…" },
	{ SILENCE, ". . ." },
	{ SILENCE, "?" },
	{ SILENCE, "\t\n" },
	{ SILENCE, "\xff\xfe" },
	{ SILENCE, "[silence]" },
	{ SILENCE, "[BLANK_AUDIO]" },
	{ SILENCE, "(silence)" },

	{ NOISE, "[bruit]" },
	{ NOISE, "[Bruit de fond]" },
	{ NOISE, "(musique)" },
	{ NOISE, "(rires)" },
	{ NOISE, "<unk>" },
	{ NOISE, "*tousse*" },
	{ NOISE, "[inaudible] [bruit]" },
	{ NOISE, "mmmh" },
	{ NOISE, "hmm" },
	{ NOISE, "pfff" },
	{ NOISE, "Sous-titres réalisés par la communauté d'Amara.org" },
	{ NOISE, "Sous-titrage Société Radio-Canada" },
	{ NOISE, "Merci d'avoir regardé cette vidéo !" },

	{ FILLER, "euh" },
	{ FILLER, "euh..." },
	{ FILLER, "euh alors" },
	{ FILLER, "alors euh" },
	{ FILLER, "ben euh" },
	{ FILLER, "attendez" },
	{ FILLER, "euh attendez" },
	{ FILLER, "attendez deux secondes" },
	{ FILLER, "une seconde" },
	{ FILLER, "un instant s'il vous plaît" },
	{ FILLER, "une petite minute" },
	{ FILLER, "attendez je regarde" },
	{ FILLER, "je réfléchis" },
	{ FILLER, "laissez-moi réfléchir" },
	{ FILLER, "comment dire" },
	{ FILLER, "bon" },

	{ PARTIAL, "je voudrais" },
	{ PARTIAL, "je voudrais un" },
	{ PARTIAL, "je voudrais prendre" },
	{ PARTIAL, "euh je voudrais un..." },
	{ PARTIAL, "c'est pour" },
	{ PARTIAL, "c'est pour mon" },
	{ PARTIAL, "c'est" },
	{ PARTIAL, "c'est le" },
	{ PARTIAL, "je" },
	{ PARTIAL, "mon nom c'est" },
	{ PARTIAL, "je m'appelle" },
	{ PARTIAL, "mon numéro c'est" },
	{ PARTIAL, "mon numéro c'est le" },
	{ PARTIAL, "j'ai un" },
	{ PARTIAL, "il me faudrait" },
	{ PARTIAL, "j'ai besoin de" },
	{ PARTIAL, "je voudrais un rendez-vous avec" },
	{ PARTIAL, "je voudrais un rendez-vous pour ma" },
	{ PARTIAL, "je voudrais savoir si" },
	{ PARTIAL, "est-ce que" },
	{ PARTIAL, "est-ce que vous" },
	{ PARTIAL, "je ne peux pas parce que" },
	{ PARTIAL, "oui mais" },
	{ PARTIAL, "je veux annuler le" },
	{ PARTIAL, "je suis" },
	{ PARTIAL, "j'appelle pour" },

	{ OVERLAP, "allô" },
	{ OVERLAP, "Allô ?" },
	{ OVERLAP, "oui allô" },
	{ OVERLAP, "allô vous m'entendez ?" },
	{ OVERLAP, "oui je vous écoute" },
	{ OVERLAP, "je vous entends" },
	{ OVERLAP, "oui je suis là" },
	{ OVERLAP, "vous êtes là ?" },
	{ OVERLAP, "vous m'entendez ?" },
	{ OVERLAP, "il y a quelqu'un ?" },
	{ OVERLAP, "laissez-moi parler" },
	{ OVERLAP, "laissez-moi finir" },
	{ OVERLAP, "je n'ai pas fini" },

	{ INSULT, "connard" },
	{ INSULT, "espèce d'abruti" },
	{ INSULT, "espèce d'idiot" },
	{ INSULT, "ta gueule" },
	{ INSULT, "va te faire foutre" },
	{ INSULT, "allez vous faire voir" },
	{ INSULT, "fils de pute" },
	{ INSULT, "vous êtes vraiment nuls" },
	{ INSULT, "t'es con ou quoi" },
	{ INSULT, "tu me fais chier" },
	{ INSULT, "vous me faites chier" },
	{ INSULT, "je t'emmerde" },
	{ INSULT, "nique ta mère" },
	{ INSULT, "machine de merde" },
	{ INSULT, "robot stupide" },
	{ INSULT, "bande de cons" },

	{ LANGUAGE, "hello I would like to make an appointment" },
	{ LANGUAGE, "do you speak English?" },
	{ LANGUAGE, "Sorry, I don't speak French." },
	{ LANGUAGE, "I need to see a doctor please" },
	{ LANGUAGE, "hola quiero una cita por favor" },
	{ LANGUAGE, "buenos días, necesito hablar con el médico" },
	{ LANGUAGE, "guten Tag ich möchte einen Termin" },
	{ LANGUAGE, "buongiorno vorrei prenotare un appuntamento" },
	{ LANGUAGE, "bom dia queria marcar uma consulta" },
	{ LANGUAGE, "أريد موعدا من فضلك" },
	{ LANGUAGE, "Здравствуйте, мне нужен врач" },
	{ LANGUAGE, "我想预约" },

	{ SPEECH, "oui" },
	{ SPEECH, "non" },
	{ SPEECH, "bonjour" },
	{ SPEECH, "merci" },
	{ SPEECH, "ok" },
	{ SPEECH, "yes" },
	{ SPEECH, "stop" },
	{ SPEECH, "hello" },
	{ SPEECH, "Jean Dupont" },
	{ SPEECH, "Karim Benali" },
	{ SPEECH, "Maria da Silva" },
	{ SPEECH, "je voudrais un rendez-vous" },
	{ SPEECH, "c'est pour un rendez-vous" },
	{ SPEECH, "oui c'est le mien" },
	{ SPEECH, "celui-là" },
	{ SPEECH, "le un" },
	{ SPEECH, "un" },
	{ SPEECH, "c'est où" },
	{ SPEECH, "je ne sais pas" },
	{ SPEECH, "pas sûr" },
	{ SPEECH, "bien sûr" },
	{ SPEECH, "06 39 98 01 14" },
	{ SPEECH, "d u p o n t" },
	{ SPEECH, "lundi matin" },
	{ SPEECH, "le plus tôt possible" },
	{ SPEECH, "oui bonjour c'est pour annuler" },
	{ SPEECH, "attendez oui c'est ça" },
	{ SPEECH, "euh non" },
	{ SPEECH, "je suis là demain matin" },
	{ SPEECH, "merde j'ai oublié mon numéro" },
	{ SPEECH, "c'est idiot mais j'ai oublié" },
	{ SPEECH, "un rendez-vous (enfin si possible)" },
	{ SPEECH, "j'ai un garage à Concarneau" },
	{ SPEECH, "mon chien est malade" },
	{ SPEECH, "laissez tomber" },
	{ SPEECH, "je voudrais parler à quelqu'un" },
};
/* clang-format on */

static struct folded folded;

static enum manner
heard(const char *said)
{
	fold(&folded, said, strlen(said));
	return hear_manner(&folded);
}

START_TEST(test_each_utterance_is_told_for_what_it_is)
{
	size_t i, exact = 0, wrong = 0;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum manner got = heard(cases[i].said);

		if (got == cases[i].want) {
			exact++;
			continue;
		}
		fprintf(stderr, "\"%s\": %s, wanted %s\n", cases[i].said,
		    manner_name(got), manner_name(cases[i].want));
		wrong++;
	}
	printf("hear/manner: %zu exact, 0 unsure, %zu wrong\n", exact, wrong);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_each_manner_has_a_name_of_its_own_and_a_case)
{
	enum manner a, b;
	size_t i;

	for (a = 0; a < MANNER__COUNT; a++) {
		ck_assert_ptr_nonnull(manner_name(a));
		for (b = 0; b < a; b++)
			ck_assert_str_ne(manner_name(a), manner_name(b));
		for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
			if (cases[i].want == a)
				break;
		ck_assert_uint_lt(i, sizeof(cases) / sizeof(cases[0]));
	}
}
END_TEST

START_TEST(test_a_megabyte_of_brackets_and_rubbish_is_survived)
{
	size_t i, len = 1 << 20;
	char *text = malloc(len);

	ck_assert_ptr_nonnull(text);
	for (i = 0; i < len; i++)
		text[i] = "[(je ta "[i % 8];
	fold(&folded, text, len);
	hear_manner(&folded);
	memset(text, 0xff, len);
	fold(&folded, text, len);
	ck_assert_int_eq(hear_manner(&folded), SILENCE);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hear/manner");
	TCase *tc = tcase_create("manner");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_each_utterance_is_told_for_what_it_is);
	tcase_add_test(tc, test_each_manner_has_a_name_of_its_own_and_a_case);
	tcase_add_test(tc, test_a_megabyte_of_brackets_and_rubbish_is_survived);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
