/*
 * What callers want, at a doctor's, a dentist's, a garage, a town hall, a
 * hairdresser's. The sentences are ours. UNCLEAR stands where a person at the
 * desk would ask back: it is never wrong, and counted apart.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/intent.h"

#define BOOKING INTENT_BOOKING
#define CANCEL INTENT_CANCEL
#define MODIFY INTENT_MODIFY
#define FAQ INTENT_FAQ
#define PRESCRIPTION INTENT_PRESCRIPTION
#define TRANSFER INTENT_TRANSFER
#define EMERGENCY INTENT_EMERGENCY
#define REPEAT INTENT_REPEAT
#define ABANDON INTENT_ABANDON
#define YES INTENT_YES
#define NO INTENT_NO
#define UNCLEAR INTENT_UNCLEAR

/* clang-format off */
static const struct {
	enum intent want;
	const char *said;
} cases[] = {
	/* booking, asked for in full */
	{ BOOKING, "je voudrais un rendez-vous" },
	{ BOOKING, "Je voudrais un rendez-vous." },
	{ BOOKING, "je voudrais prendre rendez-vous" },
	{ BOOKING, "je voudrais prendre un rdv" },
	{ BOOKING, "bonjour je voudrais prendre rendez vous s'il vous plaît" },
	{ BOOKING, "oui bonjour c'est pour un rendez-vous" },
	{ BOOKING, "Oui bonjour madame, ce serait pour prendre rendez-vous" },
	{ BOOKING, "euh oui alors je je voudrais un un rendez-vous" },
	{ BOOKING, "j'aimerais avoir un rendez-vous avec le docteur" },
	{ BOOKING, "jaimerais prendre rdv" },
	{ BOOKING, "je souhaiterais obtenir un rendez-vous rapidement" },
	{ BOOKING, "je souhaite fixer un rendez-vous" },
	{ BOOKING, "il me faudrait un rendez-vous" },
	{ BOOKING, "il me faut un rdv" },
	{ BOOKING, "il me faudrait une consultation" },
	{ BOOKING, "j'ai besoin d'un rendez-vous" },
	{ BOOKING, "j'aurais besoin d'un rendez-vous cette semaine" },
	{ BOOKING, "j'appelle pour prendre rendez-vous" },
	{ BOOKING, "je vous appelle pour un rendez-vous" },
	{ BOOKING, "je rappelle pour prendre rendez-vous" },
	{ BOOKING, "je rappelle pour prendre rdv comme convenu" },
	{ BOOKING, "je me permets de vous rappeler pour prendre rendez-vous" },
	{ BOOKING, "c'est pour prendre un rendez-vous pour mon fils" },
	{ BOOKING, "est-ce que je peux avoir un rendez-vous demain" },
	{ BOOKING, "est-ce qu'il serait possible d'avoir un rendez-vous ?" },
	{ BOOKING, "serait-il possible de prendre rendez-vous" },
	{ BOOKING, "on peut prendre rendez-vous ?" },
	{ BOOKING, "vous auriez une place cette semaine ?" },
	{ BOOKING, "vous auriez pas une place aujourd'hui" },
	{ BOOKING, "vous n'auriez pas un créneau demain ?" },
	{ BOOKING, "auriez-vous de la place jeudi ?" },
	{ BOOKING, "avez-vous des disponibilités la semaine prochaine" },
	{ BOOKING, "il vous reste un créneau ce soir ?" },
	{ BOOKING, "il y a de la place demain matin ?" },
	{ BOOKING, "est-ce qu'il y aurait un créneau samedi" },
	{ BOOKING, "vous avez un rendez-vous de libre demain ?" },
	{ BOOKING, "j'aimerais voir le docteur" },
	{ BOOKING, "je voudrais voir le médecin" },
	{ BOOKING, "je dois consulter un dermatologue" },
	{ BOOKING, "je voudrais rencontrer le maire" },
	{ BOOKING, "est-ce que le docteur peut me recevoir" },
	{ BOOKING, "vous pouvez me prendre demain ?" },
	{ BOOKING, "je voudrais réserver un créneau" },
	{ BOOKING, "j'aimerais réserver pour samedi" },
	{ BOOKING, "je cherche un rendez-vous assez vite" },
	{ BOOKING, "je veux un rdv" },
	{ BOOKING, "je veux un rendez-vous le plus tôt possible" },
	{ BOOKING, "jveux un rendez-vous" },
	{ BOOKING, "je voudrai un randez vous" },
	{ BOOKING, "prendre rendez-vous" },
	{ BOOKING, "prise de rendez-vous" },
	{ BOOKING, "je n'arrive pas à prendre rendez-vous sur internet" },
	{ BOOKING, "mon rendez-vous a été annulé, je voudrais en reprendre un autre" },
	{ BOOKING, "j'ai raté mon rendez-vous, je voudrais en prendre un autre" },
	{ BOOKING, "j'ai eu un accident le mois dernier et je voudrais un rendez-vous" },
	{ BOOKING, "je voudrais un rendez-vous pour renouveler mon ordonnance" },
	{ BOOKING, "c'est urgent il me faut un rendez-vous aujourd'hui" },
	{ BOOKING, "bonjour, un rendez-vous et vos horaires, s'il vous plaît, je voudrais un rendez-vous" },
	{ BOOKING, "le docteur m'a dit de prendre rendez-vous" },
	{ BOOKING, "je voudrais un rendez-vous avec un conseiller" },
	/* booking, by a bare name or its ground */
	{ BOOKING, "rendez-vous" },
	{ BOOKING, "rdv" },
	{ BOOKING, "un rendez-vous" },
	{ BOOKING, "un rendez-vous s'il vous plaît" },
	{ BOOKING, "pour un rendez-vous" },
	{ BOOKING, "c'est pour une consultation" },
	{ BOOKING, "une consultation svp" },
	{ BOOKING, "c'est pour un contrôle technique" },
	{ BOOKING, "c'est pour un vaccin" },
	{ BOOKING, "c'est pour un détartrage" },
	{ BOOKING, "je voudrais une coupe" },
	{ BOOKING, "je voudrais faire ma vidange" },
	{ BOOKING, "c'est pour la révision de ma voiture" },
	{ BOOKING, "je dois changer les pneus" },
	{ BOOKING, "il faut changer mes plaquettes de frein" },
	{ BOOKING, "changer mon pansement" },
	{ BOOKING, "je voudrais changer mon pansement" },
	{ BOOKING, "il faut me changer mon pansement" },
	{ BOOKING, "je voudrais refaire ma carte d'identité" },
	{ BOOKING, "renouveler mon passeport" },
	{ BOOKING, "c'est pour un passeport" },
	{ BOOKING, "je voudrais me faire vacciner" },
	{ BOOKING, "je peux passer demain ?" },
	{ BOOKING, "c'est possible de venir lundi ?" },
	{ BOOKING, "quelles sont vos disponibilités ?" },
	{ BOOKING, "c'est quoi votre prochain créneau ?" },

	{ BOOKING, "on m'a dit de vous appeler pour fixer un rendez-vous" },
	{ BOOKING, "il faut que je voie le docteur" },
	{ BOOKING, "vous auriez quelque chose cet après-midi ?" },
	{ BOOKING, "je voudrais venir demain" },
	{ BOOKING, "je voudrais faire réviser ma voiture" },
	{ BOOKING, "je voudrais déposer ma voiture lundi" },
	{ BOOKING, "je voulais savoir si c'était possible d'avoir un rendez-vous" },
	{ BOOKING, "j'ai eu un accident avec ma voiture, je voudrais un rendez-vous pour la carrosserie" },
	{ BOOKING, "quelle est la prochaine disponibilité" },

	/* cancel */
	{ CANCEL, "annuler" },
	{ CANCEL, "je voudrais annuler" },
	{ CANCEL, "je voudrais annuler mon rendez-vous" },
	{ CANCEL, "Bonjour, je souhaite annuler mon rendez-vous de demain." },
	{ CANCEL, "j'appelle pour annuler mon rdv" },
	{ CANCEL, "je rappelle pour annuler" },
	{ CANCEL, "c'est pour annuler" },
	{ CANCEL, "c'est pour une annulation" },
	{ CANCEL, "annulez mon rendez-vous s'il vous plaît" },
	{ CANCEL, "j'annule" },
	{ CANCEL, "jannule mon rendez-vous" },
	{ CANCEL, "je dois annuler le rendez-vous que j'ai pris" },
	{ CANCEL, "est-ce que je peux annuler mon rendez-vous" },
	{ CANCEL, "comment je fais pour annuler mon rendez-vous" },
	{ CANCEL, "je voudrais annulé mon rendez vous" },
	{ CANCEL, "décommander" },
	{ CANCEL, "je voudrais décommander mon rendez-vous de jeudi" },
	{ CANCEL, "supprimer mon rendez-vous" },
	{ CANCEL, "vous pouvez supprimer mon rendez-vous ?" },
	{ CANCEL, "enlevez-moi le rendez-vous de mardi" },
	{ CANCEL, "je me désiste" },
	{ CANCEL, "je n'ai plus besoin du rendez-vous" },
	{ CANCEL, "j'ai plus besoin de mon rendez-vous" },
	{ CANCEL, "je veux plus venir" },
	{ CANCEL, "je ne pourrai pas venir" },
	{ CANCEL, "je peux pas venir" },
	{ CANCEL, "je peux pas venir demain" },
	{ CANCEL, "je ne peux plus venir" },
	{ CANCEL, "je ne pourrai pas être là" },
	{ CANCEL, "je pourrai pas venir à mon rendez-vous de mardi" },
	{ CANCEL, "on ne pourra pas venir" },
	{ CANCEL, "je ne viendrai pas" },
	{ CANCEL, "je serai pas là demain" },
	{ CANCEL, "je ne vais pas pouvoir venir" },
	{ CANCEL, "je ne pourrai pas honorer mon rendez-vous" },
	{ CANCEL, "j'ai un empêchement" },
	{ CANCEL, "j'ai un imprévu, je ne pourrai pas être présent" },
	{ CANCEL, "j'ai rendez-vous demain et je ne peux pas venir" },
	{ CANCEL, "non je veux annuler" },
	{ CANCEL, "oui je voudrais annuler, merci au revoir" },
	{ CANCEL, "je ne veux pas déplacer, je veux annuler" },
	{ CANCEL, "mon fils est malade, je dois annuler" },
	{ CANCEL, "je voudrais annuler ma réservation" },

	{ CANCEL, "oui annulez-le" },
	{ CANCEL, "je ne pourrai finalement pas venir" },
	{ CANCEL, "je suis dans l'impossibilité de venir" },
	{ CANCEL, "vous pouvez annuler le rendez-vous de ma fille" },

	/* move */
	{ MODIFY, "déplacer mon rendez-vous" },
	{ MODIFY, "je voudrais déplacer mon rendez-vous" },
	{ MODIFY, "je voudrais décaler mon rdv" },
	{ MODIFY, "est-ce qu'on peut le décaler d'une heure" },
	{ MODIFY, "reporter mon rendez-vous" },
	{ MODIFY, "je voudrais le reporter à la semaine prochaine" },
	{ MODIFY, "est-ce possible d'avancer mon rendez-vous" },
	{ MODIFY, "je voudrais avancer mon rendez-vous" },
	{ MODIFY, "je voudrais repousser mon rendez-vous" },
	{ MODIFY, "changer mon rendez-vous" },
	{ MODIFY, "changer l'heure" },
	{ MODIFY, "je voudrais changer l'heure de mon rendez-vous" },
	{ MODIFY, "je voudrais changer de créneau" },
	{ MODIFY, "j'aimerais changer la date" },
	{ MODIFY, "modifier mon rendez-vous" },
	{ MODIFY, "c'est pour modifier un rendez-vous" },
	{ MODIFY, "modifier l'horaire de mon rendez-vous" },
	{ MODIFY, "j'ai un rendez-vous demain que je voudrais déplacer" },
	{ MODIFY, "j'ai rendez-vous lundi, je voudrais changer" },
	{ MODIFY, "je ne peux pas venir demain, on peut décaler ?" },
	{ MODIFY, "j'ai un empêchement, je voudrais reporter mon rendez-vous" },
	{ MODIFY, "j'ai un empêchement, je peux avoir un autre rendez-vous ?" },
	{ MODIFY, "annuler mon rendez-vous et en reprendre un autre" },
	{ MODIFY, "je ne veux pas annuler, je veux déplacer" },
	{ MODIFY, "reprogrammer mon rendez-vous" },
	{ MODIFY, "je rappelle pour décaler mon rendez-vous" },
	{ MODIFY, "mon rendez-vous, on pourrait le mettre à un autre jour ?" },
	{ MODIFY, "modifier" },
	{ MODIFY, "déplacer" },

	{ MODIFY, "je peux venir plus tôt que prévu ?" },
	{ MODIFY, "il me faudrait un autre horaire pour mon rendez-vous" },
	{ MODIFY, "mon rendez-vous tombe mal, je voudrais le changer" },

	/* questions */
	{ FAQ, "quels sont vos horaires" },
	{ FAQ, "vos horaires s'il vous plaît" },
	{ FAQ, "horaires" },
	{ FAQ, "je voudrais connaître vos horaires d'ouverture" },
	{ FAQ, "vous êtes ouverts samedi ?" },
	{ FAQ, "vous êtes ouvert le samedi" },
	{ FAQ, "vous fermez à quelle heure ?" },
	{ FAQ, "à quelle heure vous ouvrez" },
	{ FAQ, "vous n'êtes pas ouverts le lundi ?" },
	{ FAQ, "est-ce que vous êtes fermés en août" },
	{ FAQ, "quelle est votre adresse" },
	{ FAQ, "c'est quoi l'adresse du cabinet" },
	{ FAQ, "vous êtes où exactement" },
	{ FAQ, "où est-ce que vous êtes situés" },
	{ FAQ, "où se trouve le garage" },
	{ FAQ, "comment on fait pour venir chez vous" },
	{ FAQ, "est-ce qu'il y a un parking" },
	{ FAQ, "il y a de la place pour se garer ?" },
	{ FAQ, "c'est accessible aux fauteuils roulants ?" },
	{ FAQ, "vous êtes à quel étage" },
	{ FAQ, "c'est combien la consultation" },
	{ FAQ, "combien coûte une consultation" },
	{ FAQ, "quels sont vos tarifs" },
	{ FAQ, "c'est combien la vidange ?" },
	{ FAQ, "quel est le prix d'un contrôle technique" },
	{ FAQ, "ça coûte combien" },
	{ FAQ, "est-ce que vous prenez la carte vitale" },
	{ FAQ, "vous prenez la carte bleue ?" },
	{ FAQ, "on peut payer par chèque ?" },
	{ FAQ, "vous acceptez les espèces" },
	{ FAQ, "est-ce que c'est remboursé" },
	{ FAQ, "vous êtes conventionnés secteur 1 ?" },
	{ FAQ, "est-ce que je dois avancer les frais" },
	{ FAQ, "vous faites le tiers payant" },
	{ FAQ, "quels documents faut-il apporter" },
	{ FAQ, "quels papiers pour une carte d'identité" },
	{ FAQ, "qu'est-ce que je dois apporter pour mon rendez-vous" },
	{ FAQ, "faut-il être à jeun" },
	{ FAQ, "est-ce qu'il faut prendre rendez-vous ?" },
	{ FAQ, "faut-il prendre rendez-vous" },
	{ FAQ, "on peut venir sans rendez-vous ?" },
	{ FAQ, "c'est sur rendez-vous ?" },
	{ FAQ, "est-ce qu'on peut prendre rendez-vous en ligne" },
	{ FAQ, "vous prenez de nouveaux patients ?" },
	{ FAQ, "est-ce que vous faites les vaccins" },
	{ FAQ, "faites-vous des devis gratuits" },
	{ FAQ, "vous réparez les vélos ?" },
	{ FAQ, "ça dure combien de temps" },
	{ FAQ, "quels sont les délais" },
	{ FAQ, "j'ai une question" },
	{ FAQ, "j'ai 2 questions" },
	{ FAQ, "j'aurais deux petites questions" },
	{ FAQ, "une question" },
	{ FAQ, "c'est pour un renseignement" },
	{ FAQ, "je voudrais une information" },
	{ FAQ, "je voudrais juste savoir si le docteur est là demain" },
	{ FAQ, "je voulais savoir" },
	{ FAQ, "vous pouvez me dire si ma voiture est prête" },
	{ FAQ, "quelles sont les conditions d'annulation" },
	{ FAQ, "conditions d'annulation" },
	{ FAQ, "y a-t-il des frais d'annulation ?" },
	{ FAQ, "jusqu'à quand je peux annuler ?" },
	{ FAQ, "c'est payant si j'annule ?" },
	{ FAQ, "est-ce que le docteur se déplace à domicile" },
	{ FAQ, "le docteur est en vacances ?" },
	{ FAQ, "est-ce que mes résultats sont arrivés" },
	{ FAQ, "que faire en cas d'urgence le week-end ?" },
	{ FAQ, "quel est le numéro des urgences" },
	{ FAQ, "faut-il une ordonnance ?" },
	{ FAQ, "est-ce que je dois apporter mon ordonnance" },
	{ FAQ, "c'est quand mon rendez-vous" },
	{ FAQ, "à quelle heure est mon rendez-vous" },
	{ FAQ, "quelle est votre adresse mail" },

	{ FAQ, "où êtes-vous" },
	{ FAQ, "je ne trouve pas le cabinet" },
	{ FAQ, "quelles sont les démarches pour un passeport" },
	{ FAQ, "j'ai oublié l'heure de mon rendez-vous" },
	{ FAQ, "vous pouvez vérifier si j'ai un rendez-vous" },
	{ FAQ, "je ne peux pas marcher, vous avez un ascenseur ?" },

	/* prescription */
	{ PRESCRIPTION, "renouveler mon ordonnance" },
	{ PRESCRIPTION, "je voudrais renouveler mon ordonnance" },
	{ PRESCRIPTION, "c'est pour un renouvellement d'ordonnance" },
	{ PRESCRIPTION, "c'est pour le renouvellement de mon traitement" },
	{ PRESCRIPTION, "j'ai besoin d'une ordonnance" },
	{ PRESCRIPTION, "il me faudrait une ordonnance pour mes médicaments" },
	{ PRESCRIPTION, "je n'ai plus de médicaments" },
	{ PRESCRIPTION, "mon ordonnance est terminée" },
	{ PRESCRIPTION, "ordonnance" },
	{ PRESCRIPTION, "une ordonnance s'il vous plaît" },
	{ PRESCRIPTION, "est-ce que le docteur peut me refaire mon ordonnance" },
	{ PRESCRIPTION, "je voudrais renouveler ma pilule" },
	{ PRESCRIPTION, "est-ce qu'il peut me prescrire mon traitement" },

	{ PRESCRIPTION, "il me faut mes médicaments" },
	{ PRESCRIPTION, "je n'ai plus de doliprane" },
	{ PRESCRIPTION, "prolonger mon traitement" },

	/* a person */
	{ TRANSFER, "parler à quelqu'un" },
	{ TRANSFER, "je voudrais parler à quelqu'un" },
	{ TRANSFER, "je voudrais parler à une vraie personne" },
	{ TRANSFER, "je veux parler à un humain" },
	{ TRANSFER, "un humain" },
	{ TRANSFER, "un humain s'il vous plaît" },
	{ TRANSFER, "je voudrais parler au docteur" },
	{ TRANSFER, "est-ce que je peux parler avec le médecin" },
	{ TRANSFER, "la secrétaire" },
	{ TRANSFER, "la secrétaire s'il vous plaît" },
	{ TRANSFER, "je voudrais la secrétaire" },
	{ TRANSFER, "passez-moi le médecin" },
	{ TRANSFER, "vous pouvez me passer le secrétariat" },
	{ TRANSFER, "passez-moi quelqu'un" },
	{ TRANSFER, "un conseiller" },
	{ TRANSFER, "conseiller" },
	{ TRANSFER, "je veux un conseiller" },
	{ TRANSFER, "transférez-moi" },
	{ TRANSFER, "mettez-moi en relation avec un conseiller" },
	{ TRANSFER, "je voudrais avoir quelqu'un au téléphone" },
	{ TRANSFER, "est-ce que je peux avoir le docteur au téléphone" },
	{ TRANSFER, "je ne veux pas parler à un robot" },
	{ TRANSFER, "j'en ai marre de parler à une machine" },
	{ TRANSFER, "je cherche à joindre le docteur Martin" },
	{ TRANSFER, "je voudrais parler à quelqu'un pour annuler mon rendez-vous" },
	{ TRANSFER, "oui je préfère parler à une personne" },
	{ TRANSFER, "je peux pas parler à la secrétaire ?" },
	{ TRANSFER, "le standard svp" },
	{ TRANSFER, "bon laissez tomber, passez-moi quelqu'un" },

	{ TRANSFER, "je voudrais parler de mes résultats avec le docteur" },
	{ TRANSFER, "pouvez-vous demander au docteur de me rappeler" },
	{ TRANSFER, "service urbanisme s'il vous plaît" },

	/* life in danger */
	{ EMERGENCY, "j'ai mal à la poitrine" },
	{ EMERGENCY, "j'ai très mal dans la poitrine" },
	{ EMERGENCY, "j'ai une douleur dans la poitrine depuis ce matin" },
	{ EMERGENCY, "jai une grosse douleur à la poitrine" },
	{ EMERGENCY, "ça me serre dans la poitrine" },
	{ EMERGENCY, "j'ai une oppression thoracique" },
	{ EMERGENCY, "j'ai mal à la poitrine et dans le bras gauche" },
	{ EMERGENCY, "je n'arrive plus à respirer" },
	{ EMERGENCY, "j'arrive pas à respirer" },
	{ EMERGENCY, "je peux plus respirer" },
	{ EMERGENCY, "j'ai du mal à respirer" },
	{ EMERGENCY, "mon mari a du mal à respirer" },
	{ EMERGENCY, "elle ne respire plus" },
	{ EMERGENCY, "mon bébé respire mal" },
	{ EMERGENCY, "j'étouffe" },
	{ EMERGENCY, "il est en train de s'étouffer" },
	{ EMERGENCY, "mon fils s'étouffe" },
	{ EMERGENCY, "je fais une crise d'asthme" },
	{ EMERGENCY, "il est inconscient" },
	{ EMERGENCY, "ma mère est inconsciente" },
	{ EMERGENCY, "ma femme a perdu connaissance" },
	{ EMERGENCY, "mon père vient de s'évanouir" },
	{ EMERGENCY, "elle ne répond plus" },
	{ EMERGENCY, "il ne réagit plus" },
	{ EMERGENCY, "mon mari fait un malaise" },
	{ EMERGENCY, "je crois qu'il fait un AVC" },
	{ EMERGENCY, "mon père fait un infarctus" },
	{ EMERGENCY, "elle a la bouche de travers" },
	{ EMERGENCY, "elle a le visage qui tombe d'un côté" },
	{ EMERGENCY, "il a la moitié du visage paralysée" },
	{ EMERGENCY, "je ne sens plus mon bras, il est paralysé" },
	{ EMERGENCY, "il a des troubles de la parole" },
	{ EMERGENCY, "il n'arrive plus à parler" },
	{ EMERGENCY, "ça saigne beaucoup" },
	{ EMERGENCY, "ça n'arrête pas de saigner" },
	{ EMERGENCY, "je saigne énormément" },
	{ EMERGENCY, "elle perd beaucoup de sang" },
	{ EMERGENCY, "c'est une hémorragie" },
	{ EMERGENCY, "il crache du sang" },
	{ EMERGENCY, "je veux mourir" },
	{ EMERGENCY, "j'ai envie de mourir" },
	{ EMERGENCY, "je veux me suicider" },
	{ EMERGENCY, "j'ai envie d'en finir" },
	{ EMERGENCY, "je veux mettre fin à mes jours" },
	{ EMERGENCY, "j'ai des idées suicidaires" },
	{ EMERGENCY, "je n'ai plus envie de vivre" },
	{ EMERGENCY, "ma fille a avalé de la javel" },
	{ EMERGENCY, "il a pris toute la boîte de médicaments" },
	{ EMERGENCY, "ma gorge gonfle" },
	{ EMERGENCY, "je fais une réaction allergique grave" },
	{ EMERGENCY, "il fait un choc anaphylactique" },
	{ EMERGENCY, "mon bébé convulse" },
	{ EMERGENCY, "mon fils fait des convulsions" },
	{ EMERGENCY, "le bébé est tout bleu" },
	{ EMERGENCY, "appelez le SAMU" },
	{ EMERGENCY, "j'ai besoin d'une ambulance" },
	{ EMERGENCY, "au secours" },
	{ EMERGENCY, "c'est une urgence vitale" },
	{ EMERGENCY, "il vient d'y avoir un accident grave" },
	{ EMERGENCY, "je voudrais un rendez-vous, j'ai mal à la poitrine" },
	{ EMERGENCY, "le mois dernier j'ai eu un malaise et là je n'arrive plus à respirer" },
	{ EMERGENCY, "j'ai mal à la poitrine depuis la semaine dernière" },

	{ EMERGENCY, "ma grand-mère est tombée, elle ne répond pas" },
	{ EMERGENCY, "elle a le bras engourdi et du mal à parler" },
	{ EMERGENCY, "j'ai été piqué par une guêpe et je gonfle" },
	{ EMERGENCY, "je pense au suicide" },

	/* what looks like it and is not */
	{ UNCLEAR, "j'ai eu une crise d'asthme le mois dernier" },
	{ UNCLEAR, "j'ai un rendez-vous pour ma radio du thorax" },
	{ UNCLEAR, "j'ai eu un accident le mois dernier" },
	{ UNCLEAR, "accident le mois dernier" },
	{ UNCLEAR, "j'ai fait un infarctus il y a deux ans" },
	{ UNCLEAR, "mon père a fait un AVC l'année dernière" },
	{ UNCLEAR, "j'ai eu mal à la poitrine en 2019" },
	{ UNCLEAR, "c'est urgent" },
	{ UNCLEAR, "c'est assez urgent" },
	{ UNCLEAR, "j'ai une urgence dentaire" },
	{ UNCLEAR, "j'ai mal au cœur" },
	{ UNCLEAR, "ma voiture s'étouffe au démarrage" },
	{ UNCLEAR, "je meurs de faim" },
	{ UNCLEAR, "je saigne un peu des gencives" },
	{ UNCLEAR, "je n'ai pas mal à la poitrine" },
	{ UNCLEAR, "j'ai du mal à respirer par le nez" },
	{ BOOKING, "je voudrais un rendez-vous de suivi après mon AVC" },
	{ BOOKING, "c'est pour un bilan après mon infarctus, il me faut un rendez-vous" },
	{ FAQ, "vous faites la prévention du suicide ?" },

	/* say it again */
	{ REPEAT, "pardon" },
	{ REPEAT, "pardon ?" },
	{ REPEAT, "comment ?" },
	{ REPEAT, "hein ?" },
	{ REPEAT, "quoi ?" },
	{ REPEAT, "vous pouvez répéter" },
	{ REPEAT, "est-ce que vous pouvez répéter s'il vous plaît" },
	{ REPEAT, "répétez s'il vous plaît" },
	{ REPEAT, "pouvez-vous répéter la question" },
	{ REPEAT, "j'ai pas compris" },
	{ REPEAT, "je n'ai pas bien compris" },
	{ REPEAT, "je n'ai rien compris" },
	{ REPEAT, "j'ai pas entendu" },
	{ REPEAT, "je ne vous entends pas" },
	{ REPEAT, "je vous entends mal" },
	{ REPEAT, "je comprends pas" },
	{ REPEAT, "parlez plus fort" },
	{ REPEAT, "plus lentement s'il vous plaît" },
	{ REPEAT, "encore une fois" },
	{ REPEAT, "qu'est-ce que vous avez dit" },
	{ REPEAT, "vous avez dit quoi ?" },
	{ REPEAT, "vous disiez ?" },
	{ REPEAT, "redites-moi ça" },

	/* stop, goodbye */
	{ ABANDON, "au revoir" },
	{ ABANDON, "merci au revoir" },
	{ ABANDON, "non merci au revoir" },
	{ ABANDON, "bonne journée" },
	{ ABANDON, "merci beaucoup, bonne journée" },
	{ ABANDON, "c'est tout merci" },
	{ ABANDON, "non c'est tout" },
	{ ABANDON, "non merci, ce sera tout" },
	{ ABANDON, "laissez tomber" },
	{ ABANDON, "bon laisse tomber" },
	{ ABANDON, "je rappellerai" },
	{ ABANDON, "je rappellerai plus tard" },
	{ ABANDON, "je vous rappellerai" },
	{ ABANDON, "je rappelle plus tard" },
	{ ABANDON, "je vais rappeler" },
	{ ABANDON, "je voulais prendre rendez-vous mais laissez tomber" },
	{ ABANDON, "tant pis" },
	{ ABANDON, "stop" },
	{ ABANDON, "arrêtez" },
	{ ABANDON, "je raccroche" },
	{ ABANDON, "à bientôt" },
	{ ABANDON, "rien d'autre merci" },

	{ ABANDON, "d'accord merci pour les informations, au revoir" },
	{ ABANDON, "je me suis trompé de numéro" },

	/* yes, no */
	{ YES, "oui" },
	{ YES, "Oui." },
	{ YES, "ouais" },
	{ YES, "d'accord" },
	{ YES, "c'est ça" },
	{ YES, "oui tout à fait" },
	{ YES, "parfait merci" },
	{ YES, "pourquoi pas" },
	{ YES, "pas de problème" },
	{ NO, "non" },
	{ NO, "non merci" },
	{ NO, "pas du tout" },
	{ NO, "non pas de question" },
	{ NO, "je ne veux pas de rendez-vous" },
	{ NO, "non je ne veux pas annuler" },

	/* to be asked about */
	{ UNCLEAR, "" },
	{ UNCLEAR, "bonjour" },
	{ UNCLEAR, "allô" },
	{ UNCLEAR, "euh" },
	{ UNCLEAR, "merci" },
	{ UNCLEAR, "je ne sais pas" },
	{ UNCLEAR, "Jean Dupont" },
	{ UNCLEAR, "06 39 98 01 14" },
	{ UNCLEAR, "demain matin" },
	{ UNCLEAR, "c'est pour mon fils" },
	{ UNCLEAR, "je suis déjà venue" },
	{ UNCLEAR, "j'ai un rendez-vous demain" },
	{ UNCLEAR, "j'appelle pour mon rendez-vous" },
	{ UNCLEAR, "c'est pour annuler ou déplacer mon rendez-vous" },
	{ UNCLEAR, "je voudrais changer de médecin" },
	{ UNCLEAR, "j'ai annulé mon rendez-vous hier" },
	{ UNCLEAR, "j'ai parlé avec la secrétaire hier" },
	{ UNCLEAR, "vous êtes un robot ?" },
	{ UNCLEAR, "est-ce que je parle à une machine ?" },
	{ UNCLEAR, "je me déplace difficilement" },
	{ UNCLEAR, "j'ai mal au dos" },
	{ UNCLEAR, "il fait beau aujourd'hui" },
	{ UNCLEAR, "je ne peux pas venir le mardi" },
	{ UNCLEAR, "je ne suis pas disponible le matin" },
	{ UNCLEAR, "je ne peux pas venir avant 17 heures" },
	{ UNCLEAR, "je serai un peu en retard" },
	{ UNCLEAR, "le premier créneau" },
	{ UNCLEAR, "celui de 14 heures" },
	{ UNCLEAR, "mon adresse c'est jean point dupont arobase orange point fr" },
	{ NO, "n'annulez pas" },
	{ UNCLEAR, "je voudrais garder mon rendez-vous" },
	{ UNCLEAR, "merci pour le renseignement" },
	{ UNCLEAR, "j'ai oublié ma carte d'identité" },
#include "hear_intent.inc"
};
/* clang-format on */

static struct folded folded;

static enum intent
heard(const char *said)
{
	fold(&folded, said, strlen(said));
	return hear_intent(&folded);
}

START_TEST(test_each_sentence_is_heard_as_what_its_caller_wants)
{
	size_t i, exact = 0, unsure = 0, wrong = 0;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum intent got = heard(cases[i].said);

		if (got != cases[i].want) {
			fprintf(stderr, "\"%s\": %s, wanted %s\n",
			    cases[i].said, intent_name(got),
			    intent_name(cases[i].want));
			wrong++;
		} else if (got == UNCLEAR)
			unsure++;
		else
			exact++;
	}
	printf("hear/intent: %zu exact, %zu unsure, %zu wrong\n", exact,
	    unsure, wrong);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

/* Whoever says it politely, or hesitates, wants the same. */
START_TEST(test_politeness_and_hesitation_change_no_intent)
{
	static const char *const around[][2] = {
		{ "bonjour ", "" }, { "euh ", "" }, { "", " s'il vous plaît" },
		{ "Oui bonjour madame, ", "" }, { "alors euh ", " merci" },
		{ "bonjour, excusez-moi, ", ", voilà" },
	};
	char said[256];
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].want == UNCLEAR || cases[i].want == YES ||
		    cases[i].want == NO)
			continue;
		for (j = 0; j < sizeof(around) / sizeof(around[0]); j++) {
			snprintf(said, sizeof(said), "%s%s%s", around[j][0],
			    cases[i].said, around[j][1]);
			ck_assert_msg(heard(said) == cases[i].want,
			    "\"%s\" heard otherwise", said);
		}
	}
}
END_TEST

START_TEST(test_each_intent_has_a_name_of_its_own_and_a_case)
{
	enum intent a, b;
	size_t i;

	for (a = 0; a < INTENT__COUNT; a++) {
		ck_assert_ptr_nonnull(intent_name(a));
		for (b = 0; b < a; b++)
			ck_assert_str_ne(intent_name(a), intent_name(b));
		for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
			if (cases[i].want == a)
				break;
		ck_assert_uint_lt(i, sizeof(cases) / sizeof(cases[0]));
	}
}
END_TEST

START_TEST(test_a_megabyte_of_pleas_and_rubbish_is_survived)
{
	static const char plea[] = "je voudrais pas annuler mal a la ";
	size_t i, len = 1 << 20;
	char *text = malloc(len);

	ck_assert_ptr_nonnull(text);
	for (i = 0; i < len; i++)
		text[i] = plea[i % (sizeof(plea) - 1)];
	fold(&folded, text, len);
	hear_intent(&folded);
	memset(text, 0xff, len);
	fold(&folded, text, len);
	ck_assert_int_eq(hear_intent(&folded), UNCLEAR);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hear/intent");
	TCase *tc = tcase_create("intent");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc,
	    test_each_sentence_is_heard_as_what_its_caller_wants);
	tcase_add_test(tc, test_politeness_and_hesitation_change_no_intent);
	tcase_add_test(tc, test_each_intent_has_a_name_of_its_own_and_a_case);
	tcase_add_test(tc, test_a_megabyte_of_pleas_and_rubbish_is_survived);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
