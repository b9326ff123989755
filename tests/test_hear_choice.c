/*
 * Which offer a sentence picks, row by row, against four lists of offers.
 *
 * Source of what is covered: how French callers answer "je vous propose ...":
 * ordinals and numbers, the day, the hour, both; "le dernier", "aucun"; and
 * digits that are of something else. The sentences are our own.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/choice.h"

#define MEGABYTE 1000000

enum { NONE = CHOICE_NONE_OF_THEM, UNSURE = -1, NOTHING = -2 };

static const struct when_now monday = { { 2026, 3, 2 }, 600 };

/* vendredi 14:00, lundi 9:00, mardi 16:00 */
static const struct choice_offer three[] = {
	{ { 0 }, 4, 14 * 60 },
	{ { 0 }, 0, 9 * 60 },
	{ { 0 }, 1, 16 * 60 },
};

/* mardi 3 à 9:00 et à 14:30, jeudi 5 à 10:00, lundi 16 à 18:30 */
static const struct choice_offer dated[] = {
	{ { 2026, 3, 3 }, 1, 9 * 60 },
	{ { 2026, 3, 3 }, 1, 14 * 60 + 30 },
	{ { 2026, 3, 5 }, 3, 10 * 60 },
	{ { 2026, 3, 16 }, 0, 18 * 60 + 30 },
};

/* lundi 9:00, lundi 14:00 */
static const struct choice_offer same_day[] = {
	{ { 0 }, 0, 9 * 60 },
	{ { 0 }, 0, 14 * 60 },
};

/* jeudi 10:00 */
static const struct choice_offer single[] = { { { 0 }, 3, 10 * 60 } };

/* clang-format off */
static const struct choice_case {
	const struct choice_offer *offers;
	size_t count;
	const char *said;
	int picked;
} cases[] = {
#define THREE(said, picked) { three, 3, said, picked },
	/* Ordinals and numbers. */
	THREE("le premier", 1)
	THREE("premier", 1)
	THREE("Le premier.", 1)
	THREE("la première", 1)
	THREE("le deuxième", 2)
	THREE("le second", 2)
	THREE("la seconde", 2)
	THREE("la troisième", 3)
	THREE("troisième", 3)
	THREE("le 1er", 1)
	THREE("le 2ème", 2)
	THREE("le 3e", 3)
	THREE("la 2", 2)
	THREE("le 2", 2)
	THREE("la deux", 2)
	THREE("le un", 1)
	THREE("la une", 1)
	THREE("1", 1)
	THREE("2", 2)
	THREE("un", 1)
	THREE("deux", 2)
	THREE("trois", 3)
	THREE("Trois.", 3)
	THREE("oui 1", 1)
	THREE("oui un", 1)
	THREE("oui deux", 2)
	THREE("euh deux", 2)
	THREE("alors euh le deux", 2)
	THREE("ben le trois", 3)
	THREE("numéro 1", 1)
	THREE("numéro trois", 3)
	THREE("le numéro deux", 2)
	THREE("option 1", 1)
	THREE("option deux", 2)
	THREE("l'option 3", 3)
	THREE("choix 2", 2)
	THREE("créneau 3", 3)
	THREE("le créneau numéro deux", 2)
	THREE("le premier créneau", 1)
	THREE("le deuxième créneau s'il vous plaît", 2)
	THREE("la première option", 1)
	THREE("la première proposition", 1)
	THREE("la troisième option s'il vous plaît", 3)
	THREE("le premier horaire", 1)
	THREE("le premier rendez-vous", 1)
	THREE("je prends le premier", 1)
	THREE("je prends le deuxième", 2)
	THREE("je vais prendre le deuxième", 2)
	THREE("je prends la trois", 3)
	THREE("je prends le 2", 2)
	THREE("je choisis le numéro 2", 2)
	THREE("je voudrais le premier", 1)
	THREE("je préfère le deuxième", 2)
	THREE("je préférerais la première", 1)
	THREE("plutôt le deuxième", 2)
	THREE("plutôt le premier merci", 1)
	THREE("va pour le 3", 3)
	THREE("mettez-moi le deuxième", 2)
	THREE("oui le premier", 1)
	THREE("oui oui le premier c'est parfait", 1)
	THREE("oui, le premier me convient", 1)
	THREE("le premier ça me va", 1)
	THREE("le deuxième ce serait bien", 2)
	THREE("le deuxième me convient très bien", 2)
	THREE("d'accord pour le troisième", 3)
	THREE("ok pour le deuxième", 2)
	THREE("parfait le premier", 1)
	THREE("non le deuxième", 2)
	THREE("ah non plutôt le troisième", 3)
	THREE("le 2 s'il vous plaît", 2)
	THREE("le 2 merci", 2)
	THREE("disons le deux", 2)
	THREE("le dernier", 3)
	THREE("la dernière", 3)
	THREE("le dernier créneau", 3)
	THREE("plutôt le dernier", 3)
	THREE("celui du milieu", 2)
	THREE("le dernier s'il vous plaît", 3)
	THREE("le premier, non le deuxième", 2)
	THREE("le premier, enfin non, plutôt le troisième", 3)
	THREE("plutôt le premier que le deuxième", 1)
	THREE("pas le premier, le deuxième", 2)
	THREE("le tout premier", 1)
	THREE("finalement le 2", 2)
	THREE("n°2", 2)
	/* The day, the hour, both. */
	THREE("lundi", 2)
	THREE("le lundi", 2)
	THREE("celui de lundi", 2)
	THREE("celui du lundi", 2)
	THREE("plutôt lundi", 2)
	THREE("oui mardi", 3)
	THREE("mardi c'est parfait", 3)
	THREE("le mardi me convient", 3)
	THREE("d'accord pour vendredi", 1)
	THREE("va pour vendredi", 1)
	THREE("je prends vendredi", 1)
	THREE("ok pour lundi matin", 2)
	THREE("lundi 9 heures", 2)
	THREE("lundi à 9h", 2)
	THREE("lundi neuf heures", 2)
	THREE("vendredi à 14 heures", 1)
	THREE("vendredi quatorze heures", 1)
	THREE("vendredi 14h", 1)
	THREE("le mardi à 16h ce sera parfait", 3)
	THREE("mardi seize heures", 3)
	THREE("mardi après-midi", 3)
	THREE("à 14h", 1)
	THREE("14h", 1)
	THREE("14 heures", 1)
	THREE("quatorze heures", 1)
	THREE("le 14h", 1)
	THREE("celui de 14h", 1)
	THREE("celui de 16 heures", 3)
	THREE("à neuf heures", 2)
	THREE("9h", 2)
	THREE("neuf heures du matin", 2)
	THREE("deux heures de l'après-midi", 1)
	THREE("quatre heures", 3)
	THREE("vers 9h", 2)
	THREE("16", 3)
	THREE("seize", 3)
	THREE("neuf", 2)
	THREE("le matin", 2)
	THREE("plutôt le matin", 2)
	THREE("celui du matin", 2)
	THREE("après 15h", 3)
	THREE("avant midi", 2)
	THREE("le plus tard dans la journée", UNSURE)
	THREE("le premier, vendredi à 14h", 1)
	THREE("le deuxième, lundi", 2)
	THREE("le deuxième, celui de lundi à 9h", 2)
	THREE("lundi, le deuxième", 2)
	/* None of them. */
	THREE("aucun", NONE)
	THREE("aucun des deux", NONE)
	THREE("aucun des trois", NONE)
	THREE("aucune", NONE)
	THREE("aucun ne me convient", NONE)
	THREE("aucune de ces dates", NONE)
	THREE("rien ne me convient", NONE)
	THREE("rien ne me va", NONE)
	THREE("rien de tout ça", NONE)
	THREE("ni l'un ni l'autre", NONE)
	THREE("non", NONE)
	THREE("non merci", NONE)
	THREE("non aucun", NONE)
	THREE("non pas du tout", NONE)
	THREE("ça ne me convient pas", NONE)
	THREE("ça ne va pas", NONE)
	THREE("je ne peux pas", NONE)
	THREE("vous avez autre chose", NONE)
	THREE("vous avez d'autres créneaux", NONE)
	THREE("vous n'avez rien d'autre", NONE)
	THREE("un autre jour", NONE)
	THREE("je voudrais un autre horaire", NONE)
	THREE("non plutôt mercredi", NONE)
	THREE("non, mercredi à 10h", NONE)
	/* Of them, and not one. */
	THREE("oui", UNSURE)
	THREE("oui ça me va", UNSURE)
	THREE("d'accord", UNSURE)
	THREE("parfait", UNSURE)
	THREE("celui-là", UNSURE)
	THREE("plutôt le suivant", UNSURE)
	THREE("les deux me vont", UNSURE)
	THREE("peu importe", UNSURE)
	THREE("n'importe lequel", UNSURE)
	THREE("comme vous voulez", UNSURE)
	THREE("l'un ou l'autre", UNSURE)
	THREE("l'après-midi", UNSURE)
	THREE("lundi ou mardi", UNSURE)
	THREE("le premier ou le deuxième", UNSURE)
	THREE("le premier, lundi", UNSURE)
	THREE("pas le premier", UNSURE)
	THREE("pas vendredi", UNSURE)
	THREE("le 4", UNSURE)
	THREE("le quatrième", UNSURE)
	THREE("le plus tôt", UNSURE)
	/* Something else. */
	THREE("plus tard", NOTHING)
	THREE("on est deux", NOTHING)
	THREE("nous sommes trois", NOTHING)
	THREE("le 1er mars", NOTHING)
	THREE("j'ai deux enfants", NOTHING)
	THREE("j'ai 2 questions", NOTHING)
	THREE("je voudrais un", NOTHING)
	THREE("je voudrais un rendez-vous", NOTHING)
	THREE("attendez une seconde", NOTHING)
	THREE("deux secondes", NOTHING)
	THREE("une minute s'il vous plaît", NOTHING)
	THREE("c'est la première fois", NOTHING)
	THREE("c'est la deuxième fois que j'appelle", NOTHING)
	THREE("c'est mon premier rendez-vous", NOTHING)
	THREE("au premier étage", NOTHING)
	THREE("le premier étage", NOTHING)
	THREE("la dernière fois", NOTHING)
	THREE("au dernier étage", NOTHING)
	THREE("de rien", NOTHING)
	THREE("ça ne fait rien", NOTHING)
	THREE("j'ai autre chose à vous demander", NOTHING)
	THREE("mercredi", NOTHING)
	THREE("plutôt mercredi", NOTHING)
	THREE("à 11h", NOTHING)
	THREE("mercredi à 14h", NOTHING)
	THREE("le 06 39 98 01 14", NOTHING)
	THREE("vous pouvez répéter", NOTHING)
	THREE("répétez s'il vous plaît", NOTHING)
	THREE("euh", NOTHING)
	THREE("", NOTHING)
	THREE("bonjour", NOTHING)
	/* The same, as more recognisers and more callers say it. */
	THREE("le 1", 1)
	THREE("oui 2", 2)
	THREE("l'option trois", 3)
	THREE("numero 2", 2)
	THREE("créneau 2", 2)
	THREE("le deuxième créneau", 2)
	THREE("le 3eme", 3)
	THREE("la 2ème option", 2)
	THREE("je prends l'option 2", 2)
	THREE("je choisis le trois", 3)
	THREE("j'aimerais le premier créneau", 1)
	THREE("plutôt le premier", 1)
	THREE("plutôt vendredi", 1)
	THREE("vendredi à 14h", 1)
	THREE("lundi 9h", 2)
	THREE("mardi 16h", 3)
	THREE("neuf heures", 2)
	THREE("seize heures", 3)
	THREE("celui à 16h", 3)
	THREE("celui du vendredi à 14h", 1)
	THREE("le créneau du mardi", 3)
	THREE("le premier me convient", 1)
	THREE("le deuxième c'est bon", 2)
	THREE("le 2 ça marche", 2)
	THREE("va pour lundi", 2)
	THREE("ok pour le premier", 1)
	THREE("disons le premier", 1)
	THREE("on prend le premier", 1)
	THREE("mettez-moi lundi", 2)
	THREE("réservez-moi le deuxième", 2)
	THREE("donnez-moi le premier", 1)
	THREE("lundi c'est parfait", 2)
	THREE("lundi ça marche", 2)
	THREE("vendredi ce serait parfait", 1)
	THREE("lundi s'il vous plaît", 2)
	THREE("oui mardi 16h", 3)
	THREE("parfait pour mardi", 3)
	THREE("euh le premier", 1)
	THREE("alors le premier", 1)
	THREE("non plutôt le deuxième", 2)
	THREE("le premier, euh non, le troisième", 3)
	THREE("finalement le troisième", 3)
	THREE("le premier sera parfait", 1)
	THREE("le premier merci", 1)
	THREE("le premier que vous m'avez donné", 1)
	THREE("le 1 s'il vous plaît", 1)
	THREE("numéro un s'il vous plaît", 1)
	THREE("va pour le deux", 2)
	THREE("allez lundi", 2)
	THREE("ce sera lundi", 2)
	THREE("c'est le deuxième qui m'arrange", 2)
	THREE("le lundi m'arrange mieux", 2)
	THREE("lundi ça irait", 2)
	THREE("lundi oui", 2)
	THREE("lundi sans problème", 2)
	THREE("mardi avec plaisir", 3)
	THREE("on fait lundi 9h", 2)
	THREE("mettez-moi mardi à 16h", 3)
	THREE("prenons le premier", 1)
	THREE("je choisis lundi à 9h", 2)
	THREE("je penche pour le deuxième", 2)
	THREE("je préfère le lundi matin", 2)
	THREE("je voudrais lundi", 2)
	THREE("je veux bien lundi", 2)
	THREE("oui je prends lundi", 2)
	THREE("oui le lundi", 2)
	THREE("oui à 14h", 1)
	THREE("14h vendredi", 1)
	THREE("à 9h lundi", 2)
	THREE("vendredi 2h de l'après-midi", 1)
	THREE("16h c'est bien", 3)
	THREE("9h c'est bon", 2)
	THREE("09h00", 2)
	THREE("14 h 00", 1)
	THREE("lundi 9 h 00", 2)
	THREE("celui de seize heures", 3)
	THREE("celui du vendredi", 1)
	THREE("le vendredi après-midi", 1)
	THREE("mardi en fin d'après-midi", 3)
	THREE("le matin c'est mieux", 2)
	THREE("je suis plutôt du matin", 2)
	THREE("le dernier me convient", 3)
	THREE("le dernier horaire", 3)
	THREE("la 3", 3)
	THREE("la numéro 2", 2)
	THREE("créneau un", 1)
	THREE("option une", 1)
	THREE("proposition numéro 3", 3)
	THREE("réponse 2", 2)
	THREE("choix numéro deux", 2)
	THREE("3 parfait", 3)
	THREE("Deux, s'il vous plaît.", 2)
	THREE("Heu le premier je dirais", 1)
	THREE("disons mardi", 3)
	THREE("bon ben lundi", 2)
	THREE("donc lundi", 2)
	THREE("écoutez lundi c'est parfait", 2)
	THREE("non vendredi", 1)
	THREE("non finalement lundi", 2)
	THREE("lundi euh non vendredi", 1)
	THREE("le premier pardon le deuxième", 2)
	THREE("vendredi ou plutôt lundi", 2)
	THREE("lundi pas vendredi", 2)
	THREE("pas vendredi, plutôt lundi", 2)
	THREE("quatorze", 1)
	THREE("vendredi prochain", 1)
	THREE("le lundi 9", 2)
	THREE("vendredi 6 mars", 1)
	THREE("mardi 10 mars", 3)
	THREE("aucun de ces créneaux", NONE)
	THREE("ça me va pas", NONE)
	THREE("pas du tout", NONE)
	THREE("je suis pas dispo ces jours-là", NONE)
	THREE("d'autres créneaux", NONE)
	THREE("un autre horaire", NONE)
	THREE("je voudrais un autre créneau", NONE)
	THREE("aucun des 3", NONE)
	THREE("aucune des trois", NONE)
	THREE("aucun jour ne me convient", NONE)
	THREE("je peux à aucun", NONE)
	THREE("non ça ne va pas", NONE)
	THREE("ça va pas être possible", NONE)
	THREE("y a d'autres possibilités", NONE)
	THREE("d'autres dates", NONE)
	THREE("proposez-moi autre chose", NONE)
	THREE("non un autre", NONE)
	THREE("un autre", NONE)
	THREE("une autre", NONE)
	THREE("ok", UNSURE)
	THREE("oui merci", UNSURE)
	THREE("quatrième", UNSURE)
	THREE("j'hésite entre lundi et mardi", UNSURE)
	THREE("le plus proche", UNSURE)
	THREE("non pas vendredi lundi", UNSURE)
	THREE("pas le premier ni le deuxième", UNSURE)
	THREE("les trois", UNSURE)
	THREE("tous me vont", UNSURE)
	THREE("tous", UNSURE)
	THREE("l'un des deux", UNSURE)
	THREE("n'importe", UNSURE)
	THREE("lundi sinon mardi", UNSURE)
	THREE("pas si tôt", UNSURE)
	THREE("oui d'accord", UNSURE)
	THREE("oui merci beaucoup", UNSURE)
	THREE("je prends", UNSURE)
	THREE("je vais prendre celui-là", UNSURE)
	THREE("impeccable", UNSURE)
	THREE("c'est noté", UNSURE)
	THREE("j'ai deux questions", NOTHING)
	THREE("j'ai trois enfants", NOTHING)
	THREE("un instant", NOTHING)
	THREE("06 39 98 01 14", NOTHING)
	THREE("né le 3", NOTHING)
	THREE("j'habite au 2 rue des Lilas", NOTHING)
	THREE("il a 2 ans", NOTHING)
	THREE("dans 2 semaines", NOTHING)
	THREE("c'est la première fois que je viens", NOTHING)
	THREE("un rendez-vous", NOTHING)
	THREE("je n'ai pas entendu", NOTHING)
	THREE("dans un mois", NOTHING)
	THREE("c'est combien", NOTHING)
	THREE("j'ai mal depuis 3 jours", NOTHING)
	THREE("j'ai appelé lundi", NOTHING)
	THREE("une ordonnance", NOTHING)
	THREE("je suis en vacances", NOTHING)
	THREE("lequel", NOTHING)
	THREE("c'est lequel le premier", NOTHING)
	THREE("c'est quoi le premier", NOTHING)
	THREE("c'était quoi le deuxième", NOTHING)
	THREE("vous avez dit quoi", NOTHING)
	THREE("répétez le deuxième", NOTHING)
	THREE("cinq", NOTHING)
	THREE("midi", NOTHING)
	THREE("jeudi 14h", NOTHING)
	THREE("lundi à 16h", NOTHING)
	THREE("vendredi matin", NOTHING)
	THREE("lundi 10h", NOTHING)
	THREE("mon numéro de dossier c'est le 2", NOTHING)
	THREE("j'en voudrais deux", NOTHING)
	THREE("mes deux enfants", NOTHING)
	THREE("ma première grossesse", NOTHING)
	THREE("c'est mon deuxième appel", NOTHING)
	THREE("il y a 3 jours", NOTHING)
	THREE("deuxième dose", NOTHING)
	THREE("un détartrage", NOTHING)
	THREE("un moment", NOTHING)
	THREE("c'est un peu tôt", NOTHING)
	THREE("12 rue de la Paix", NOTHING)
	THREE("depuis 2 mois", NOTHING)
	THREE("j'ai le numéro 2 sur la liste", NOTHING)
	THREE("Jean Dupont", NOTHING)
#undef THREE
#define DATED(said, picked) { dated, 4, said, picked },
	/* Offers with their dates. */
	DATED("le quatrième", 4)
	DATED("le dernier", 4)
	DATED("le 3", UNSURE)
	DATED("le 5", 3)
	DATED("le 5 mars", 3)
	DATED("le cinq mars à dix heures", 3)
	DATED("le 16", 4)
	DATED("lundi 16", 4)
	DATED("jeudi", 3)
	DATED("jeudi 5", 3)
	DATED("mardi", UNSURE)
	DATED("demain", UNSURE)
	DATED("demain matin", 1)
	DATED("demain après-midi", 2)
	DATED("mardi à 9h", 1)
	DATED("mardi 14h30", 2)
	DATED("mardi deux heures et demie", 2)
	DATED("14h30", 2)
	DATED("à 18h30", 4)
	DATED("dix-huit heures trente", 4)
	DATED("vers 14h", 2)
	DATED("en soirée", 4)
	DATED("le soir", 4)
	DATED("en fin de journée", 4)
	DATED("le matin", UNSURE)
	DATED("jeudi matin", 3)
	DATED("le plus tôt", 1)
	DATED("le plus tôt possible", 1)
	DATED("au plus vite", 1)
	DATED("le plus tard", 4)
	DATED("cette semaine", UNSURE)
	DATED("dans quinze jours", 4)
	DATED("après le 10", 4)
	DATED("sauf mardi", UNSURE)
	DATED("mardi 10", NOTHING)
	DATED("le 12", NOTHING)
	DATED("vendredi", NOTHING)
#undef DATED
#define SAME(said, picked) { same_day, 2, said, picked },
	/* Two on one day. */
	SAME("le lundi", UNSURE)
	SAME("lundi", UNSURE)
	SAME("lundi matin", 1)
	SAME("lundi après-midi", 2)
	SAME("l'après-midi", 2)
	SAME("le matin", 1)
	SAME("plutôt à 14h", 2)
	SAME("9 heures", 1)
	SAME("la deuxième", 2)
	SAME("le dernier", 2)
	SAME("les deux", UNSURE)
	SAME("l'autre", UNSURE)
	SAME("celui du milieu", UNSURE)
	SAME("le troisième", UNSURE)
	SAME("aucun des deux", NONE)
	SAME("ni le premier ni le deuxième", NONE)
	SAME("pas lundi", NONE)
	SAME("pas le matin", 2)
	SAME("le plus tôt", 1)
	SAME("le plus tard", 2)
#undef SAME
#define SINGLE(said, picked) { single, 1, said, picked },
	/* One offer. */
	SINGLE("oui", 1)
	SINGLE("oui ça me va", 1)
	SINGLE("d'accord", 1)
	SINGLE("parfait", 1)
	SINGLE("celui-là", 1)
	SINGLE("jeudi c'est parfait", 1)
	SINGLE("oui jeudi", 1)
	SINGLE("10h ça marche", 1)
	SINGLE("le premier", 1)
	SINGLE("peu importe", 1)
	SINGLE("non", NONE)
	SINGLE("non merci", NONE)
	SINGLE("pas jeudi", NONE)
	SINGLE("plutôt le suivant", NONE)
	SINGLE("vous avez autre chose", NONE)
	SINGLE("le deuxième", UNSURE)
	SINGLE("vendredi", NOTHING)
	SINGLE("plus tard", NOTHING)
#undef SINGLE
};
/* clang-format on */

#define CASES (sizeof(cases) / sizeof(cases[0]))

static int
choose(const struct choice_case *c)
{
	static struct folded f;
	int picked = NOTHING;

	fold(&f, c->said, strlen(c->said));
	switch (hear_choice(&f, c->offers, c->count, &monday, &picked)) {
	case HEARD_EXACT:
		return picked;
	case HEARD_UNSURE:
		return UNSURE;
	default:
		return NOTHING;
	}
}

START_TEST(test_each_sentence_picks_what_is_written_beside_it)
{
	size_t i, wrong = 0;

	for (i = 0; i < CASES; i++)
		if (choose(&cases[i]) != cases[i].picked) {
			fprintf(stderr, "\"%s\" of %zu: picked %d, not %d\n",
			    cases[i].said, cases[i].count, choose(&cases[i]),
			    cases[i].picked);
			wrong++;
		}
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_every_offer_is_picked_by_its_day_and_hour)
{
	static const char *const days[] = { "lundi", "mardi", "mercredi",
		"jeudi", "vendredi", "samedi", "dimanche" };
	struct choice_offer offers[CHOICE_MAX];
	struct choice_case c = { offers, CHOICE_MAX, NULL, 0 };
	char said[64];
	size_t i, k;

	for (i = 0; i < 1000; i++) {
		for (k = 0; k < CHOICE_MAX; k++)
			offers[k] = (struct choice_offer){
				.weekday = (int8_t)((i + 2 * k) % WHEN_WEEK),
				.minute = (int16_t)(8 * 60 +
				    (i * 7 + k * 131) % 120 * 5),
			};
		for (k = 0; k < CHOICE_MAX; k++) {
			snprintf(said, sizeof(said), "%s %dh%02d",
			    days[offers[k].weekday], offers[k].minute / 60,
			    offers[k].minute % 60);
			c.said = said;
			ck_assert_int_eq(choose(&c), (int)k + 1);
		}
	}
}
END_TEST

START_TEST(test_a_megabyte_of_anything_is_heard_without_harm)
{
	static const char *const parts[] = { "le premier ", "aucun ", "14h",
		"\xff", "pas le 2 " };
	struct choice_case c = { three, 3, NULL, 0 };
	char *big = malloc(MEGABYTE + 1);
	size_t i, n, len;

	ck_assert_ptr_nonnull(big);
	c.said = big;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		len = strlen(parts[i]);
		for (n = 0; n + len <= MEGABYTE; n += len)
			memcpy(big + n, parts[i], len);
		big[n] = '\0';
		choose(&c);
	}
	free(big);
}
END_TEST

static void
print_counts(void)
{
	size_t i, exact = 0, unsure = 0, wrong = 0;

	for (i = 0; i < CASES; i++) {
		int picked = choose(&cases[i]);

		if (picked != cases[i].picked)
			wrong++;
		else if (picked == UNSURE)
			unsure++;
		else
			exact++;
	}
	printf("hear/choice: %zu exact, %zu unsure, %zu wrong\n", exact,
	    unsure, wrong);
}

int
main(void)
{
	Suite *suite = suite_create("hear/choice");
	TCase *tc = tcase_create("choice");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_each_sentence_picks_what_is_written_beside_it);
	tcase_add_test(tc, test_every_offer_is_picked_by_its_day_and_hour);
	tcase_add_test(tc, test_a_megabyte_of_anything_is_heard_without_harm);
	print_counts();
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
