/*
 * Telephone numbers and e-mail addresses made at random, spoken at random in
 * the ways French allows, must be heard exactly.
 *
 *   prop_hear_phone [seed [rounds]]
 *
 * A failure prints the seed, what was said, and what was heard. The speaker
 * here knows French, not our grammar: it shares nothing with src/dialog/hear.
 * Where even a French ear could not tell two groups from one ("soixante" |
 * "dix-huit"), it makes a pause, and the recogniser writes a comma.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/email.h"
#include "dialog/hear/phone.h"

#define SAID_BYTES 1024

static uint64_t state;

/* xorshift64* (Vigna, 2016): the same numbers on every machine. */
static unsigned
below(unsigned n)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (unsigned)((state * 2685821657736338717ULL) >> 33) % n;
}

#define ANY(list) (list)[below(sizeof(list) / sizeof((list)[0]))]

__attribute__((format(printf, 2, 3))) static void
say(char *said, const char *fmt, ...)
{
	size_t len = strlen(said);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said + len, SAID_BYTES - len, fmt, ap);
	va_end(ap);
}

/* French, as learnt at school: under a hundred, with or without hyphens. */
static void
say_under_100(char *said, unsigned n, char joint)
{
	static const char *const small[] = { "zéro", "un", "deux", "trois",
		"quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
		"douze", "treize", "quatorze", "quinze", "seize" };
	static const char *const tens[] = { "", "", "vingt", "trente",
		"quarante", "cinquante", "soixante", "septante", "huitante",
		"nonante" };
	bool belgian = below(8) == 0;
	unsigned unit = n % 10, ten = n / 10;

	if (n < 17) {
		say(said, "%s", small[n]);
		return;
	}
	if (n < 20) {
		say(said, "dix%c%s", joint, small[unit]);
		return;
	}
	if (ten >= 8 && !belgian) {
		say(said, "quatre%cvingt%s", joint, n == 80 ? "s" : "");
		if (n > 80)
			say(said, "%c", joint);
		if (n > 80)
			say_under_100(said, n - 80, joint);
		return;
	}
	if (ten == 7 && !belgian) {
		say(said, "soixante%c%s", joint, n == 71 ? "et" : "");
		if (n == 71)
			say(said, "%c", joint);
		say_under_100(said, n - 60, joint);
		return;
	}
	say(said, "%s", tens[ten]);
	if (unit == 1)
		say(said, "%cet%cun", joint, joint);
	else if (unit > 0)
		say(said, "%c%s", joint, small[unit]);
}

static void
say_cardinal(char *said, unsigned n, char joint)
{
	if (n >= 200)
		say_under_100(said, n / 100, joint);
	if (n >= 100)
		say(said, "%scent", n >= 200 ? " " : "");
	if (n >= 100 && n % 100 != 0)
		say(said, " ");
	if (n < 100 || n % 100 != 0)
		say_under_100(said, n % 100, joint);
}

/* A group of digits in words: its zeros one by one, then the rest. */
static void
say_group(char *said, const char *digits)
{
	char joint = below(2) ? '-' : ' ';
	size_t zeros = 0, i;

	while (digits[zeros] == '0')
		zeros++;
	if (zeros == 2 && below(3) == 0)
		say(said, "double zéro");
	else
		for (i = 0; i < zeros; i++)
			say(said, "%széro", i > 0 ? " " : "");
	if (digits[zeros] == '\0')
		return;
	say(said, "%s", zeros > 0 ? " " : "");
	say_cardinal(said, (unsigned)atoi(digits + zeros), joint);
}

/* Would an ear run these two spoken groups into one number? */
static bool
run_together(const char *group, const char *next)
{
	int a = atoi(group), b = next[0] == '0' ? 0 : atoi(next);

	return b > 0 && a > 0 && (a >= 100 || b >= 100 || a % 10 == 0 ||
	    (a % 10 == 4 && b >= 20 && b < 30));
}

struct speaker {
	char said[SAID_BYTES];
	char last[16]; /* the last group, when it was said in words */
	bool digits;   /* this caller's recogniser writes digits */
	bool words;    /* or words; neither: as it comes */
};

static void
say_break(struct speaker *sp, const char *group, bool spoken)
{
	static const char *const breaks[] = { " ", " ", " ", ", ", ". ",
		" euh ", "... ", " alors ", ", attendez, ", " puis " };

	if (sp->said[0] == '\0')
		return;
	if (spoken && run_together(sp->last, group))
		say(sp->said, ", ");
	else
		say(sp->said, "%s", ANY(breaks));
}

static void
say_digits(struct speaker *sp, const char *group)
{
	bool spoken = !sp->digits && strlen(group) <= 3 &&
	    (sp->words || below(2) == 0);

	say_break(sp, group, spoken);
	if (spoken)
		say_group(sp->said, group);
	else
		say(sp->said, "%s", group);
	snprintf(sp->last, sizeof(sp->last), "%s", spoken ? group : "");
}

/* A slip of the tongue, taken back at once. */
static void
say_slip(struct speaker *sp, const char *group)
{
	static const char *const slips[] = { ", non, ", " non pardon ",
		" euh non ", ", je me trompe, ", ", non, plutôt " };
	char wrong[3] = { '1', (char)('2' + below(8)), '\0' };

	if (strlen(group) != 2 || strcmp(wrong, group) == 0 || below(20) > 0)
		return;
	say_digits(sp, wrong);
	say(sp->said, "%s", ANY(slips));
	snprintf(sp->last, sizeof(sp->last), "%s", group);
	say_group(sp->said, group);
}

/* The digits in groups, of the lengths of ${plan}, its last one repeated. */
static void
say_plan(struct speaker *sp, const char *digits, const char *plan)
{
	char group[16] = "";
	size_t len = 1, said;

	for (; *digits != '\0'; digits += len) {
		if (*plan != '\0')
			len = (size_t)(*plan++ - '0');
		snprintf(group, sizeof(group), "%.*s", (int)len, digits);
		said = strlen(sp->said);
		say_slip(sp, group);
		if (strlen(sp->said) == said)
			say_digits(sp, group);
	}
}

/* « plus trente-trois », "0033", "+33 (0)": the country, and its number. */
static void
say_abroad(struct speaker *sp, const char *country, const char *rest)
{
	static const char *const plans[] = { "12", "3222", "1", "333",
		"12222" };
	unsigned way = below(4);

	if (way == 0)
		say(sp->said, "+%s%s", country, below(4) ? "" : " (0)");
	else if (way == 1)
		say(sp->said, "00%s", country);
	else if (way == 2)
		say(sp->said, "plus ");
	else
		say(sp->said, "zéro zéro ");
	if (way >= 2)
		say_cardinal(sp->said, (unsigned)atoi(country), '-');
	if (way >= 2)
		snprintf(sp->last, sizeof(sp->last), "%s", country);
	say_plan(sp, rest, ANY(plans));
}

static void
speak_number(struct speaker *sp, const char *national,
    const struct phone *phone)
{
	static const char *const before[] = { "", "c'est le", "oui alors",
		"euh mon numéro c'est le", "Bonjour, vous pouvez me joindre au",
		"mon portable :", "notez le" };
	static const char *const after[] = { "", ".", " voilà", ", merci",
		" s'il vous plaît", ", rappelez-moi après 14 heures" };
	static const char *const plans[] = { "2", "2", "2", "2", "1", "1333",
		"4222", "2332", "2233", "28", "46", "22222", "11222" };
	char code[4] = "";
	unsigned style = below(3);

	*sp = (struct speaker){ .digits = style == 0, .words = style == 1 };
	say(sp->said, "%s", ANY(before));
	if (sp->said[0] != '\0')
		say(sp->said, " ");
	if (below(6) == 0) {
		memcpy(code, phone->e164 + 1, strlen(phone->e164) - 10);
		say_abroad(sp, code, phone->e164 + 1 + strlen(code));
	} else {
		say_plan(sp, national, ANY(plans));
	}
	say(sp->said, "%s", ANY(after));
}

static bool
number_round(void)
{
	char national[11];
	struct speaker sp;
	struct phone want;
	struct hear_phone got;
	struct folded f;
	size_t i;

	for (i = 0; i < 10; i++)
		national[i] = (char)('0' + below(10));
	national[0] = '0';
	national[1] = (char)('1' + below(9));
	national[10] = '\0';
	if (!phone_parse(national, 10, &want))
		return true;
	speak_number(&sp, national, &want);
	fold(&f, sp.said, strlen(sp.said));
	hear_phone(&f, NULL, &got);
	if (got.heard == HEARD_EXACT &&
	    strcmp(got.phone.e164, want.e164) == 0)
		return true;
	printf("said '%s': heard %d '%s' (why %d), not '%s'\n", sp.said,
	    got.heard, got.phone.e164, got.why, want.e164);
	return false;
}

/* One letter at a time: "d u p", "d comme Denise". */
static void
say_spelled(char *said, const char *name)
{
	static const char *const as[] = { "Anatole", "Berthe", "Célestin",
		"Désiré", "Eugène", "François", "Gaston", "Henri", "Irma",
		"Joseph", "Kléber", "Louis", "Marcel", "Nicolas", "Oscar",
		"Pierre", "Quintal", "Raoul", "Suzanne", "Thérèse", "Ursule",
		"Victor", "William", "Xavier", "Yvonne", "Zoé" };

	for (; *name != '\0'; name++) {
		if (*name == 'w' && below(2) == 0)
			say(said, "double v");
		else
			say(said, "%c", *name);
		if (below(4) == 0)
			say(said, " comme %s", as[*name - 'a']);
		if (name[1] != '\0')
			say(said, " ");
	}
}

/* One word of an address: a name, spelled or not, or a number. */
static void
address_word(char *said, char *want)
{
	static const char *const names[] = { "dupont", "martin", "jean",
		"marie", "lefevre", "sylvie", "watteau", "contact", "garage",
		"benali", "nguyen", "kowalski", "durand", "cabinet" };
	const char *name = ANY(names);
	unsigned number = below(100);

	if (below(4) == 0) {
		say_under_100(said, number, '-');
		say(want, "%u", number);
	} else if (below(3) == 0) {
		say_spelled(said, name);
		say(want, "%s", name);
	} else {
		say(said, "%s", name);
		say(want, "%s", name);
	}
}

static void
speak_address(char *said, char *want)
{
	static const struct {
		const char *said, *want;
	} signs[] = { { "point", "." }, { "tiret", "-" },
		{ "tiret du 6", "-" }, { "tiret du bas", "_" },
		{ "underscore", "_" } },
	hosts[] = { { "gmail", "gmail" }, { "g mail", "gmail" },
		{ "orange", "orange" }, { "la poste", "laposte" },
		{ "s f r", "sfr" }, { "hot mail", "hotmail" },
		{ "free", "free" }, { "mairie", "mairie" },
		{ "cabinet tiret dupont", "cabinet-dupont" } },
	ends[] = { { "com", "com" }, { "fr", "fr" }, { "f r", "fr" },
		{ "net", "net" } };
	static const char *const before[] = { "", "c'est ",
		"alors mon adresse mail c'est ", "oui euh " };
	unsigned words = 1 + below(3), k;

	say(said, "%s", ANY(before));
	for (; words > 0; words--) {
		address_word(said, want);
		if (words > 1) {
			k = below(sizeof(signs) / sizeof(signs[0]));
			say(said, " %s ", signs[k].said);
			say(want, "%s", signs[k].want);
		}
	}
	k = below(sizeof(hosts) / sizeof(hosts[0]));
	say(said, " %s %s point ", below(2) ? "arobase" : "@", hosts[k].said);
	say(want, "@%s.", hosts[k].want);
	k = below(sizeof(ends) / sizeof(ends[0]));
	say(said, "%s%s", ends[k].said, below(2) ? "" : " voilà merci");
	say(want, "%s", ends[k].want);
}

static bool
address_round(void)
{
	char said[SAID_BYTES] = "", want[SAID_BYTES] = "";
	char got[HEAR_EMAIL_BYTES];
	struct folded f;
	enum heard heard;

	speak_address(said, want);
	fold(&f, said, strlen(said));
	heard = hear_email(&f, got);
	if (heard == HEARD_EXACT && strcmp(got, want) == 0)
		return true;
	printf("said '%s': heard %d '%s', not '%s'\n", said, heard, got, want);
	return false;
}

int
main(int argc, char *argv[])
{
	unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	unsigned long rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
	unsigned long i, failed = 0;

	state = (uint64_t)seed * 2 + 1; /* never 0 */
	for (i = 0; i < rounds && failed < 20; i++) {
		failed += number_round() ? 0 : 1;
		failed += address_round() ? 0 : 1;
	}
	printf("prop_hear_phone: seed %lu, %lu rounds, %lu failed\n", seed, i,
	    failed);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
