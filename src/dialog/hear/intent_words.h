/*
 * Sets of words that the patterns of intent.def share, as alternatives of
 * said.h's patterns. For that file and intent_danger.def only.
 */
#ifndef ACCUEIL_HEAR_INTENT_WORDS_H
#define ACCUEIL_HEAR_INTENT_WORDS_H

/* clang-format off */
#define WISH "veux|voudrais|voulais|voulait|voulons|voudrions|aimerais|" \
    "aimerions|souhaite|souhaiterais|souhaitons|desire|desirerais|cherche|" \
    "faut|faudrait|faudra|besoin|demande|recherche"
#define TAKE "prendre|reprendre|prends|prend|prenne|fixer|obtenir|planifier|" \
    "programmer|caler|poser|convenir|booker|bloquer|retenir|organiser"
#define MEET "rdv|consultation|creneau|creneaux|seance|place|dispo|dispos|" \
    "disponibilite|disponibilites|visite|teleconsultation|entretien|table|" \
    "intervention"
#define SLOT "place|places|creneau|creneaux|dispo|dispos|disponibilite|" \
    "disponibilites|disponible|trou|libre|table|tables"
#define NEW "petit|nouveau|nouvelle|autre|autres|premier|premiere|prochain|" \
    "prochaine|simple"
#define MINE_ "mon|ma|mes|notre|nos|le|la|ce|cet|cette|votre|vos|son|leur"
#define DAY "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
#define HABIT "lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches|" \
    "matin|matins|midi|soir|soirs|apresmidi|week|weekend"
#define PRO "docteur|docteure|medecin|dr|dentiste|kine|kinesitherapeute|" \
    "gyneco|gynecologue|ophtalmo|ophtalmologue|ophtalmologiste|dermato|" \
    "dermatologue|pediatre|specialiste|sage|osteo|osteopathe|psy|psychologue|" \
    "psychiatre|cardiologue|orl|rhumatologue|radiologue|podologue|pedicure|" \
    "orthophoniste|orthodontiste|nutritionniste|dieteticienne|dieteticien|" \
    "infirmier|infirmiere|veterinaire|veto|avocat|avocate|maitre|notaire|" \
    "mecanicien|mecano|garagiste|carrossier|coiffeur|coiffeuse|estheticienne|" \
    "conseiller|conseillere|maire|elu|adjoint|adjointe|opticien|" \
    "audioprothesiste|praticien|praticienne"
#define STAFF_ "secretaire|secretariat|standard|standardiste|accueil|" \
    "responsable|patron|patronne|directeur|directrice|chef|conseiller|" \
    "conseillere|operateur|operatrice|assistant|assistante|agent|humain|" \
    "humaine|hotesse|receptionniste|gerant|gerante|technicien|technicienne|" \
    "commercial|service"
#define DRUG "ordonnance|ordonnances|ordonance|traitement|traitements|" \
    "medicament|medicaments|medoc|medocs|pilule|prescription|" \
    "prescriptions|cachets|comprimes|insuline|ventoline|contraception|" \
    "doliprane|paracetamol|levothyrox|xanax|lexomil"
#define PAPER "passeport|passeports|cni|carte|titre|permis|licence|identite|" \
    "livret"
#define CAR "pneu|pneus|batterie|plaquette|plaquettes|frein|freins|disque|" \
    "disques|courroie|huile|filtre|filtres|roue|roues|ampoule|ampoules|balai|" \
    "balais|essuie|pare|brise|embrayage|amortisseur|amortisseurs|bougie|" \
    "bougies|joint|distribution|phare|phares|vitre|echappement|radiateur|" \
    "alternateur|retroviseur|demarreur|cardan|injecteur|injecteurs|turbo"
#define CARE "pansement|pansements|sterilet|platre|attelle|sonde|lentilles|" \
    "lunettes|verres|couronne|plombage|appareil|dentier|bague|bagues|fils|" \
    "points|agrafes|couleur|coupe|coiffure|meches"
#define SERVICE_ "controle|bilan|vaccin|vaccins|vaccination|detartrage|suivi|" \
    "revision|vidange|geometrie|parallelisme|climatisation|clim|carrosserie|" \
    "diagnostic|reparation|depannage|coupe|brushing|couleur|coloration|" \
    "meches|balayage|permanente|shampoing|barbe|epilation|manucure|pedicure|" \
    "massage|soin|soins|passeport|passeports|cni|mariage|pacs|carie|couronne|" \
    "implant|prothese|lunettes|verres|lentilles|frottis|echo|echographie|" \
    "radio|irm|scanner|prise|examen|injection|piqure|pansement|infiltration|" \
    "certificat|premiere|auscultation|nettoyage|extraction|devitalisation|" \
    "blanchiment|pose|depose|changement|remplacement|montage|equilibrage|" \
    "courroie|distribution|freins|plaquettes|batterie|pneus|amortisseurs|" \
    "embrayage|grossesse|circoncision|electrocardiogramme|mammographie|" \
    "osteopathie|kine|reeducation|expertise|lavage|sterilisation|castration|" \
    "toilettage|tonte|entretien"
/* clang-format on */

#endif
