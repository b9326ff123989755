/*
 * Names, asked for and not. The people are invented; what they try is how
 * names are given on the telephone: titles, particles, spellings, corrections,
 * a child's or a husband's name, and sentences that are no name at all.
 */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/name.h"

#define ASKED true
#define FREE false
#define EXACT HEARD_EXACT
#define UNSURE HEARD_UNSURE
#define NOTHING HEARD_NOTHING

/* clang-format off */
static const struct {
	bool asked;
	enum heard heard;
	const char *name;
	const char *said;
} cases[] = {
	/* bare, when asked */
	{ ASKED, EXACT, "Dupont", "Dupont" },
	{ ASKED, EXACT, "Dupont", "dupont" },
	{ ASKED, EXACT, "Dupont", "DUPONT" },
	{ ASKED, EXACT, "Dupont", "Dupont." },
	{ ASKED, EXACT, "Jean Dupont", "Jean Dupont" },
	{ ASKED, EXACT, "Jean Dupont", "jean dupont" },
	{ ASKED, EXACT, "Jean Dupont", "JEAN DUPONT" },
	{ ASKED, EXACT, "Jean Dupont", "Jean Dupont, merci." },
	{ ASKED, EXACT, "Jean Dupont", "oui Jean Dupont" },
	{ ASKED, EXACT, "Jean Dupont", "euh, Jean Dupont" },
	{ ASKED, EXACT, "Jean Dupont", "oui alors Jean euh Dupont" },
	{ ASKED, EXACT, "Jean Dupont", "Jean... Dupont" },
	{ ASKED, EXACT, "Jean Dupont", "Jean. Dupont." },
	{ ASKED, EXACT, "Jean Dupont", "bonjour Jean Dupont s'il vous plaît" },
	{ ASKED, EXACT, "Dupont Jean", "Dupont Jean" },
	{ ASKED, EXACT, "Dupont Jean", "Dupont, Jean" },
	{ ASKED, EXACT, "D'Artagnan Jean-Michel", "D'Artagnan Jean-Michel" },
	{ ASKED, EXACT, "D'Artagnan Jean-Michel", "d'artagnan jean-michel" },
	{ ASKED, EXACT, "Martin", "martin" },
	{ ASKED, EXACT, "Petit", "Petit" },
	{ ASKED, EXACT, "Blanc", "blanc" },
	{ ASKED, EXACT, "Legrand", "Legrand" },
	{ ASKED, EXACT, "Emma", "Emma" },
	{ ASKED, EXACT, "Élodie", "élodie" },
	{ ASKED, EXACT, "Élodie Lefèvre", "ÉLODIE LEFÈVRE" },
	{ ASKED, EXACT, "Jean-Baptiste", "Jean-Baptiste" },
	{ ASKED, EXACT, "Jean Baptiste Poquelin", "jean baptiste poquelin" },
	{ ASKED, EXACT, "Sophie Martin Durand", "sophie martin durand" },
	{ ASKED, EXACT, "Dupont", "voilà Dupont" },
	{ ASKED, EXACT, "Dupont", "bien sûr, Dupont" },
	{ ASKED, EXACT, "Dupont", "Dupont, j'appelle pour un rendez-vous" },
	{ ASKED, EXACT, "Dupont", "Dupont. J'appelle pour un rendez-vous." },
	{ ASKED, EXACT, "Dupont", "Dupont et c'est pour un vaccin" },
	{ ASKED, EXACT, "Dupont", "Dupont née le 3 mars" },
	{ ASKED, EXACT, "Dupont", "Dupont 06 39 98 01 14" },
	{ ASKED, EXACT, "Jean Dupont", "je voudrais un rendez-vous, Jean Dupont" },

	/* marked */
	{ FREE, EXACT, "Jean Dupont", "c'est Jean Dupont" },
	{ FREE, EXACT, "Jean Dupont", "C'est Jean Dupont." },
	{ FREE, EXACT, "Jean Dupont", "oui bonjour c'est jean dupont" },
	{ FREE, EXACT, "Jean Dupont", "je m'appelle Jean Dupont" },
	{ FREE, EXACT, "Jean Dupont", "je mappelle jean dupont" },
	{ FREE, EXACT, "Jean", "je m'appelle Jean. Je voudrais un rendez-vous." },
	{ FREE, EXACT, "Jean Dupont", "bonjour je m'appelle Jean Dupont et je voudrais un rendez-vous" },
	{ FREE, EXACT, "Élodie Lefèvre", "oui bonjour, je m'appelle élodie Lefèvre" },
	{ FREE, EXACT, "Jean Dupont", "je suis Jean Dupont" },
	{ FREE, EXACT, "Paul Petit", "Je suis Paul Petit, je suis déjà venu" },
	{ FREE, EXACT, "Durand", "je suis madame Durand" },
	{ FREE, EXACT, "Dupont", "mon nom c'est Dupont" },
	{ FREE, EXACT, "Dupont", "mon nom est Dupont" },
	{ FREE, EXACT, "Dupont", "mon nom ? Dupont" },
	{ FREE, EXACT, "Traoré", "mon nom de famille c'est Traoré" },
	{ FREE, EXACT, "Dupont", "moi c'est monsieur Dupont" },
	{ FREE, EXACT, "Lefèvre", "au nom de madame Lefèvre" },
	{ FREE, EXACT, "Martin", "c'est au nom de Martin" },
	{ FREE, EXACT, "Durand Paul", "le rendez-vous est au nom de Durand Paul" },
	{ FREE, EXACT, "Martin", "c'est au nom de la société Martin" },
	{ FREE, EXACT, "Dupont", "ici madame Dupont" },
	{ FREE, EXACT, "Jean Dupont", "Jean Dupont à l'appareil" },
	{ FREE, EXACT, "Jean Dupont", "bonjour Jean Dupont à l'appareil, je voudrais un rendez-vous" },
	{ FREE, EXACT, "Dupont", "c'est madame Dupont à l'appareil" },
	{ FREE, EXACT, "Dupont", "c'est la famille Dupont" },
	{ FREE, EXACT, "John Smith", "Hello my name is John Smith" },
	{ FREE, EXACT, "Jean Dupont", "nom Dupont prénom Jean" },
	{ FREE, EXACT, "Alice Martin", "nom : Martin, prénom : Alice" },
	{ FREE, EXACT, "Alice Martin", "prénom Alice nom Martin" },
	{ FREE, EXACT, "Jean Dupont", "mon nom c'est Dupont et mon prénom c'est Jean" },
	{ ASKED, EXACT, "Dupont", "c'est dupont" },
	{ ASKED, EXACT, "Dupont", "bien sûr c'est Dupont" },
	{ FREE, EXACT, "Benali", "oui c'est Benali" },

	/* of someone else */
	{ FREE, EXACT, "Emma Martin", "pour ma fille, Emma Martin" },
	{ FREE, EXACT, "Emma Martin", "c'est pour ma fille Emma Martin" },
	{ FREE, EXACT, "Emma Martin", "ma fille s'appelle Emma Martin" },
	{ FREE, EXACT, "Emma", "elle s'appelle Emma" },
	{ FREE, EXACT, "Paul Durand", "mon mari s'appelle Paul Durand" },
	{ FREE, EXACT, "Paul Durand", "c'est pour Paul Durand" },
	{ FREE, EXACT, "Durand", "c'est pour madame Durand" },
	{ FREE, EXACT, "Paul Durand", "au nom de mon mari Paul Durand" },
	{ ASKED, EXACT, "Durand", "annuler le rendez-vous de monsieur Durand" },
	{ ASKED, UNSURE, "Léo Martin", "je suis la maman de Léo Martin" },
	{ ASKED, UNSURE, "Jean Dupont", "c'est la femme de Jean Dupont" },

	/* titles */
	{ ASKED, EXACT, "Dupont", "Monsieur Dupont" },
	{ ASKED, EXACT, "Dupont", "M. Dupont" },
	{ ASKED, EXACT, "Dupont", "mme dupont" },
	{ ASKED, EXACT, "Petit", "c'est mademoiselle Petit" },
	{ ASKED, EXACT, "Durand", "monsieur et madame Durand" },
	{ ASKED, EXACT, "Benali Karim", "monsieur Benali Karim" },
	{ ASKED, EXACT, "Martin", "Docteur Martin" },
	{ ASKED, EXACT, "Dupont", "madame Dupont née Martin" },
	{ FREE, UNSURE, "Dupont", "bonjour madame Dupont je voudrais décaler" },

	/* particles and foreign names */
	{ ASKED, EXACT, "Charles de Gaulle", "Charles de Gaulle" },
	{ ASKED, EXACT, "Jean de La Fontaine", "jean de la fontaine" },
	{ ASKED, EXACT, "François-Xavier de la Rochefoucauld", "François-Xavier de la Rochefoucauld" },
	{ ASKED, EXACT, "Le Goff", "Le Goff" },
	{ ASKED, EXACT, "Le Goff", "madame le goff" },
	{ ASKED, EXACT, "Yann Le Goff", "yann le goff" },
	{ ASKED, EXACT, "Anne-Sophie Le Bihan", "Anne-Sophie Le Bihan" },
	{ ASKED, EXACT, "Le Goff", "le goff" },
	{ ASKED, EXACT, "Hugues d'Almeida", "hugues d'almeida" },
	{ ASKED, EXACT, "L'Hermite", "L'Hermite" },
	{ ASKED, EXACT, "Sainte-Beuve Paul", "Sainte-Beuve Paul" },
	{ ASKED, EXACT, "Da Silva Maria", "da silva maria" },
	{ ASKED, EXACT, "Maria dos Santos", "maria dos santos" },
	{ ASKED, EXACT, "Maria Dos Santos", "Maria Dos Santos" },
	{ ASKED, EXACT, "O'Connor", "o'connor" },
	{ ASKED, EXACT, "Sinead O'Connor", "sinead o'connor" },
	{ ASKED, EXACT, "McDonald", "mcdonald" },
	{ ASKED, EXACT, "Ronald McDonald", "Ronald McDonald" },
	{ ASKED, EXACT, "Mohamed Ben Ali", "mohamed ben ali" },
	{ ASKED, EXACT, "El Khatib", "el khatib" },
	{ ASKED, EXACT, "Traoré Fatoumata", "traoré fatoumata" },
	{ ASKED, EXACT, "Zemmouri Abdelkader", "Zemmouri Abdelkader" },
	{ ASKED, EXACT, "N'Diaye", "N'Diaye" },
	{ ASKED, EXACT, "Fatou N'Diaye", "fatou n'diaye" },
	{ ASKED, EXACT, "Vincent Van Gogh", "vincent van gogh" },
	{ ASKED, EXACT, "Jan van der Berg", "Jan van der Berg" },
	{ ASKED, EXACT, "Nguyen Thi Lan", "Nguyen Thi Lan" },
	{ ASKED, EXACT, "Nguyen Thi Lan", "nguyen thi lan" },
	{ ASKED, EXACT, "Müller", "müller" },
	{ ASKED, EXACT, "Öztürk Mehmet", "Öztürk Mehmet" },
	{ ASKED, EXACT, "Kowalski", "kowalski" },
	{ ASKED, EXACT, "Sophie Martin-Durand", "sophie martin-durand" },

	/* spelled */
	{ ASKED, EXACT, "Dupont", "Dupont, d u p o n t" },
	{ ASKED, EXACT, "Dupont", "dupont D-U-P-O-N-T" },
	{ ASKED, EXACT, "Dupont", "D U P O N T" },
	{ ASKED, EXACT, "Dupont", "D.U.P.O.N.T." },
	{ ASKED, EXACT, "Dupont", "d, u, p, o, n, t" },
	{ ASKED, EXACT, "Dupont", "Dupond, d u p o n t" },
	{ ASKED, EXACT, "Dupont", "d u p o n té" },
	{ ASKED, EXACT, "Dupont", "dé u pé o enne té" },
	{ ASKED, EXACT, "Farge", "effe a erre ge e" },
	{ ASKED, EXACT, "Dupont", "je vous l'épelle d u p o n t" },
	{ ASKED, EXACT, "Dupont", "ça s'écrit d u p o n t" },
	{ ASKED, EXACT, "Dupont", "d comme Denise u comme Ursule p comme Pierre o comme Oscar n comme Noé t comme Thomas" },
	{ ASKED, EXACT, "Jean Dupont", "Jean Dupont d u p o n t" },
	{ ASKED, EXACT, "Jean Dupont", "Jean d u p o n t" },
	{ ASKED, EXACT, "Benali", "c'est Benali, B E N A L I" },
	{ ASKED, EXACT, "Lefebvre", "alors mon nom c'est Lefèvre L E F E B V R E" },
	{ ASKED, EXACT, "Hélène", "hélène h é l è n e" },
	{ ASKED, EXACT, "Colette", "c o l e deux t e" },
	{ ASKED, EXACT, "Rey", "r e i grec" },
	{ ASKED, EXACT, "Rémy", "r e accent aigu m y" },
	{ ASKED, EXACT, "Le Goff", "Le Goff, l e g o f f" },
	{ FREE, EXACT, "Dupont", "je m'appelle Dupont d u p o n t" },
	{ ASKED, EXACT, "Jean Dupont", "nom d u p o n t prénom j e a n" },
	{ ASKED, EXACT, "Jean", "mon prénom c'est Jean, j e a n" },
	{ FREE, NOTHING, "", "d u p o n t" },
	{ ASKED, EXACT, "Dupont", "dupont avec un t à la fin" },
	{ ASKED, EXACT, "Dupont", "dupond avec un t à la fin" },
	{ ASKED, EXACT, "Dupond", "dupont avec un d à la fin" },
	{ ASKED, EXACT, "Durand", "non, Durand avec un d" },
	{ ASKED, EXACT, "Lopez", "Lopez avec un z" },
	{ ASKED, EXACT, "Colette", "Colette avec deux t" },
	{ ASKED, EXACT, "Leroy", "Leroy avec un y" },
	{ ASKED, UNSURE, "Lefevre", "Lefevre avec un b" },
	{ ASKED, UNSURE, "Colet", "Colet avec deux t" },
	{ ASKED, EXACT, "Le Roux", "Le Roux en deux mots" },

	/* corrected */
	{ ASKED, EXACT, "Durand", "Dupont, non pardon, Durand" },
	{ ASKED, EXACT, "Durand", "Dupont enfin Durand" },
	{ ASKED, EXACT, "Durand", "non c'est Durand" },
	{ ASKED, EXACT, "Durand", "non, Durand" },
	{ ASKED, EXACT, "Paul Durand", "Paul Dupont, pardon, Paul Durand" },
	{ ASKED, UNSURE, "Durand", "Jean Dupont non Durand" },

	/* not names */
	{ ASKED, NOTHING, "", "" },
	{ ASKED, NOTHING, "", "..." },
	{ ASKED, NOTHING, "", "je voudrais un rendez-vous" },
	{ ASKED, NOTHING, "", "je voudrais prendre rendez-vous pour demain" },
	{ ASKED, NOTHING, "", "nom merci" },
	{ ASKED, NOTHING, "", "non merci" },
	{ ASKED, NOTHING, "", "je suis déjà venue" },
	{ ASKED, NOTHING, "", "je suis malade" },
	{ ASKED, NOTHING, "", "Je suis content" },
	{ ASKED, NOTHING, "", "Je suis à Paris" },
	{ ASKED, NOTHING, "", "je suis pressé" },
	{ ASKED, NOTHING, "", "je suis infirmière" },
	{ ASKED, NOTHING, "", "c'est pour mon fils" },
	{ ASKED, NOTHING, "", "c'est pour ma fille" },
	{ ASKED, NOTHING, "", "c'est pour moi" },
	{ ASKED, NOTHING, "", "pour elle" },
	{ ASKED, NOTHING, "", "au nom de mon mari" },
	{ ASKED, NOTHING, "", "oui" },
	{ ASKED, NOTHING, "", "non" },
	{ ASKED, NOTHING, "", "d'accord" },
	{ ASKED, NOTHING, "", "c'est ça" },
	{ ASKED, NOTHING, "", "c'est exact" },
	{ ASKED, NOTHING, "", "c'est urgent" },
	{ ASKED, NOTHING, "", "c'est compliqué à écrire" },
	{ ASKED, NOTHING, "", "c'est toujours le même" },
	{ ASKED, NOTHING, "", "bonjour" },
	{ ASKED, NOTHING, "", "bonjour madame" },
	{ ASKED, NOTHING, "", "madame" },
	{ ASKED, NOTHING, "", "allô" },
	{ ASKED, NOTHING, "", "euh" },
	{ ASKED, NOTHING, "", "attendez" },
	{ ASKED, NOTHING, "", "une seconde" },
	{ ASKED, NOTHING, "", "pardon ?" },
	{ ASKED, NOTHING, "", "quoi ?" },
	{ ASKED, NOTHING, "", "vous pouvez répéter" },
	{ ASKED, NOTHING, "", "pourquoi vous voulez savoir" },
	{ ASKED, NOTHING, "", "je ne veux pas vous le donner" },
	{ ASKED, NOTHING, "", "vous l'avez déjà" },
	{ ASKED, NOTHING, "", "je vais vous l'épeler" },
	{ ASKED, NOTHING, "", "lundi matin" },
	{ ASKED, NOTHING, "", "demain à 14 heures" },
	{ ASKED, NOTHING, "", "06 39 98 01 14" },
	{ ASKED, NOTHING, "", "zéro six" },
	{ ASKED, NOTHING, "", "jean.dupont@gmail.com" },
	{ ASKED, NOTHING, "", "jean arobase gmail" },
	{ ASKED, NOTHING, "", "j'ai mal au dos" },
	{ ASKED, NOTHING, "", "un contrôle technique" },
	{ ASKED, NOTHING, "", "vous êtes qui" },
	{ ASKED, NOTHING, "", "je rappellerai" },
	{ ASKED, NOTHING, "", "laissez tomber" },
	{ ASKED, NOTHING, "", "parler à quelqu'un" },
	{ ASKED, NOTHING, "", "avec le docteur Martin" },
	{ FREE, NOTHING, "", "Dupont" },
	{ FREE, NOTHING, "", "je voudrais voir le docteur Martin" },
	{ FREE, NOTHING, "", "c'est grave" },
	{ FREE, NOTHING, "", "c'est magnifique" },
	{ FREE, NOTHING, "", "je suis enceinte" },
	{ FREE, NOTHING, "", "c'est pour un vaccin" },
	{ FREE, NOTHING, "", "c'est pour un contrôle technique" },
	{ FREE, NOTHING, "", "je rappelle pour annuler" },
	{ FREE, NOTHING, "", "j'ai rendez-vous avec madame Durand" },
#include "hear_name.inc"
};
/* clang-format on */

static struct folded folded;

static enum heard
hear(const char *said, bool asked, char out[HEAR_NAME_BYTES])
{
	fold(&folded, said, strlen(said));
	return hear_name(&folded, asked, out);
}

START_TEST(test_each_name_is_heard_as_it_was_given)
{
	size_t i, exact = 0, unsure = 0, wrong = 0;
	char got[HEAR_NAME_BYTES];

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum heard heard = hear(cases[i].said, cases[i].asked, got);

		if (heard != cases[i].heard ||
		    strcmp(got, cases[i].name) != 0) {
			fprintf(stderr, "\"%s\": %d \"%s\", wanted %d \"%s\"\n",
			    cases[i].said, heard, got, cases[i].heard,
			    cases[i].name);
			wrong++;
		} else if (heard == UNSURE)
			unsure++;
		else
			exact++;
	}
	printf("hear/name: %zu exact, %zu unsure, %zu wrong\n", exact, unsure,
	    wrong);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

/*
 * The commonest surnames of France and of those who came to live there, many
 * of them words of the language. Source: INSEE, fichier des noms de famille.
 */
/* clang-format off */
static const char surnames[] =
    "Adam Ahmed Alexandre Ali Allain Allard Almeida Amrani Andre "
    "Antoine Arnaud Aubert Aubry Ba Bailly Barbier Baron Barre "
    "Barthelemy Bazin Beaumont Belkacem Benali Benard Benmoussa Benoist "
    "Benoit Berger Bernard Bernier Berthelot Bertin Bertrand Besnard "
    "Besse Besson Bianchi Bigot Billard Blanc Blanchard Blin Blondel "
    "Bodin Bonneau Bonnet Bouchard Boucher Bouchet Boulanger Bouquet "
    "Bourdin Bourdon Bourgeois Bouvet Bouvier Bouzid Boyer Breton "
    "Briand Briere Brun Bruneau Brunel Brunet Buffet Buisson Camara "
    "Camus Carlier Caron Carpentier Carre Carton Chambon Charles "
    "Charpentier Charrier Chartier Chauveau Chauvet Chauvin Chen Cherif "
    "Chevalier Chevallier Chevrier Cisse Clement Cohen Colas Colin "
    "Collet Collin Cordier Costa Coulibaly Coulon Courtois Couturier "
    "Daniel David Delage Delattre Delaunay Delorme Demir Denis "
    "Deschamps Devaux Diallo Didier Dijoux Diop Doucet Drouet Dubois "
    "Dubreuil Duclos Dufour Duhamel Dumas Dumont Dupont Dupre Dupuis "
    "Dupuy Durand Duval Esposito Etienne Evrard Fabre Faivre Fall Faure "
    "Favre Fernandes Fernandez Ferrand Ferrari Ferreira Ferry Fischer "
    "Fleury Fontaine Foucher Fouquet Fournier Francois Gaillard Gallet "
    "Gallois Garcia Garnier Gaudin Gauthier Gautier Gay Gerard Germain "
    "Gilbert Gillet Girard Giraud Gomez Gonzalez Granger Grenier "
    "Grondin Gros Guerin Guichard Guilbert Guillaume Guillet Guillot "
    "Guillou Guy Guyot Haddad Hamel Hamon Hardy Hassan Hebert Henry "
    "Herve Hoarau Hoareau Hubert Huet Humbert Imbert Ionescu Jacob "
    "Jacquet Jean Joly Jourdan Julien Jung Kaya Keita Khan Kim Klein "
    "Konate Kowalski Labbe Lacombe Lacoste Lacroix Lagarde Laine "
    "Lambert Lamy Langlois Laporte Laroche Laurent Laval Leblanc "
    "Leblond Lebon Lebrun Leclerc Leclercq Lecomte Leconte Ledoux Leduc "
    "Lefebvre Lefevre Legendre Leger Legrand Lejeune Lelievre Lemaire "
    "Lemaitre Lemoine Leon Leroux Leroy Levasseur Leveque Levy Li Liu "
    "Lombard Lopez Louis Lucas Mace Mahe Maillard Maillet Maillot "
    "Mallet Mangin Mansouri Marchal Marchand Marechal Marie Marion "
    "Martel Martin Martinez Marty Masson Mathieu Maurice Maurin Maury "
    "Menard Mercier Merle Meunier Meyer Michaud Michel Millet Mohamed "
    "Monier Monnier Moreau Morel Morin Moulin Muller Navarro Ndiaye "
    "Nguyen Nicolas Noel Normand Nowak Olivier Pages Paris Pasquier "
    "Payet Pelletier Peltier Pereira Perez Peron Perret Perrier Perrin "
    "Perrot Petit Pham Philippe Picard Pichon Pierre Pineau Poirier "
    "Poisson Pons Popescu Potier Pottier Poulain Prevost Prigent "
    "Pruvost Raymond Raynaud Regnier Remy Renard Renaud Renault Rey "
    "Reynaud Ribeiro Richard Riou Riviere Robert Robin Roche Rodrigues "
    "Rodriguez Roger Rolland Romano Rose Rossi Rossignol Rousseau "
    "Roussel Rousselle Rousset Roux Roy Royer Salmon Samson Sanchez "
    "Santos Sauvage Schmitt Schneider Seguin Silva Simon Singh Slimani "
    "Sow Sy Tanguy Techer Teixeira Tessier Texier Thibault Thierry "
    "Thomas Torres Toure Tournier Toussaint Tran Traore Turpin Vaillant "
    "Valentin Vallee Vallet Vasseur Verdier Vidal Vincent Wagner Wang "
    "Weber Weiss Yilmaz Zhang";
/* clang-format on */

static void
check_surname(const char *name)
{
	static const char *const around[][2] = { { "", "" }, { "", "." },
		{ "je m'appelle ", "" }, { "c'est madame ", "" },
		{ "au nom de ", " s'il vous plaît" }, { "Oui, ", "" } };
	char said[256], got[HEAR_NAME_BYTES];
	size_t i;

	for (i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		snprintf(said, sizeof(said), "%s%s%s", around[i][0], name,
		    around[i][1]);
		ck_assert_msg(hear(said, ASKED, got) == EXACT &&
		    strcmp(got, name) == 0, "\"%s\": \"%s\"", said, got);
	}
}

START_TEST(test_the_commonest_surnames_are_heard_alone)
{
	char name[64], small[64], got[HEAR_NAME_BYTES];
	const char *p;
	size_t len;

	for (p = surnames; *p != '\0'; p += len + (p[len] == ' ')) {
		len = strcspn(p, " ");
		snprintf(name, sizeof(name), "%.*s", (int)len, p);
		check_surname(name);
		snprintf(small, sizeof(small), "%c%s",
		    tolower((unsigned char)name[0]), name + 1);
		ck_assert_msg(hear(small, ASKED, got) == EXACT, "%s", small);
		ck_assert_str_eq(got, name);
	}
}
END_TEST

/* Any first name with any surname, said any way, is heard exactly. */
START_TEST(test_a_name_is_heard_whatever_is_said_around_it)
{
	static const char *const firsts[] = { "Jean", "Élodie", "Zoé",
		"Mohamed", "Anne-Laure", "Loïc", "Fatoumata", "Inès" };
	static const char *const lasts[] = { "Dupont", "Lefèvre", "Le Gall",
		"Benamar", "Nguyen", "Roussel-Martin", "Traoré", "Hérault",
		"O'Brien", "Peñalver" };
	static const char *const around[][2] = { { "", "" }, { "Oui, ", "." },
		{ "c'est ", "" }, { "je m'appelle ", "" }, { "euh ", "" },
		{ "Bonjour, c'est ", ", pour un rendez-vous." },
		{ "au nom de ", " s'il vous plaît" },
		{ "moi c'est ", " merci" }, { "pour ma fille ", "" },
		{ "alors mon nom c'est ", " voilà" } };
	char said[256], want[HEAR_NAME_BYTES], got[HEAR_NAME_BYTES];
	size_t i, j, k;

	for (i = 0; i < sizeof(firsts) / sizeof(firsts[0]); i++)
		for (j = 0; j < sizeof(lasts) / sizeof(lasts[0]); j++)
			for (k = 0; k < sizeof(around) / sizeof(around[0]);
			     k++) {
				snprintf(want, sizeof(want), "%s %s",
				    firsts[i], lasts[j]);
				snprintf(said, sizeof(said), "%s%s%s",
				    around[k][0], want, around[k][1]);
				ck_assert_int_eq(hear(said, ASKED, got), EXACT);
				ck_assert_str_eq(got, want);
			}
}
END_TEST

START_TEST(test_a_name_too_long_to_keep_is_cut_at_a_whole_word)
{
	char said[2048] = "je m'appelle ", got[HEAR_NAME_BYTES];
	size_t i;

	for (i = 0; i < 12; i++)
		strcat(said, "Abcdefghijklmnopqrstuvwxyzabcdefghi ");
	hear(said, ASKED, got);
	ck_assert_uint_lt(strlen(got), HEAR_NAME_BYTES);
	ck_assert_uint_eq(strlen(got) % 36, 35);
}
END_TEST

START_TEST(test_a_megabyte_of_names_and_rubbish_is_survived)
{
	static const char names[] = "jean d u p o n t avec un d pour ";
	char got[HEAR_NAME_BYTES], *text;
	size_t i, len = 1 << 20;

	ck_assert_ptr_nonnull(text = malloc(len));
	for (i = 0; i < len; i++)
		text[i] = names[i % (sizeof(names) - 1)];
	fold(&folded, text, len);
	hear_name(&folded, ASKED, got);
	memset(text, 'd', len);
	for (i = 1; i < len; i += 2)
		text[i] = ' ';
	fold(&folded, text, len);
	hear_name(&folded, ASKED, got);
	memset(text, 0xff, len);
	fold(&folded, text, len);
	ck_assert_int_eq(hear_name(&folded, ASKED, got), NOTHING);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hear/name");
	TCase *tc = tcase_create("name");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_each_name_is_heard_as_it_was_given);
	tcase_add_test(tc, test_the_commonest_surnames_are_heard_alone);
	tcase_add_test(tc, test_a_name_is_heard_whatever_is_said_around_it);
	tcase_add_test(tc, test_a_name_too_long_to_keep_is_cut_at_a_whole_word);
	tcase_add_test(tc, test_a_megabyte_of_names_and_rubbish_is_survived);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
