/*
 * Telephone numbers: one walk strips the separators and tells the three
 * shapes apart (with its country code, French national, bare E.164), then
 * tables say which country a national form belongs to and how long a number
 * must be. Not a numbering library: E.164's limits everywhere, exact lengths
 * for the countries that dial French national numbers.
 */
#include <stdint.h>
#include <string.h>

#include "base/phone.h"

#define PHONE_DIGITS_MIN 7
#define PHONE_DIGITS_MAX 15
#define PHONE_BARE_MIN 11
#define PHONE_NATIONAL 10
#define PHONE_RAW_MAX (PHONE_DIGITS_MAX + 2) /* after "00" */

static const char *const separators[] = {
	" ", ".", "-", "/", "(", ")", "\t",
	"\xc2\xa0",     /* U+00A0, no-break space */
	"\xe2\x80\x89", /* U+2009, thin space */
	"\xe2\x80\x90", /* U+2010, hyphen */
	"\xe2\x80\x91", /* U+2011, no-break hyphen */
	"\xe2\x80\xaf", /* U+202F, narrow no-break space */
};

/*
 * French national numbers by how they begin: the longest row that fits.
 * ARCEP decision 2018-0881, annexes: overseas blocks, numbers for fiction.
 */
static const struct phone_national {
	const char *begins;
	const char *country;
} nationals[] = {
	{ "063998", "33" }, /* fiction, inside Mayotte's 0639 */
	{ "0262", "262" },  { "0263", "262" },  { "0269", "262" },
	{ "0639", "262" },  { "0692", "262" },  { "0693", "262" },
	{ "0590", "590" },  { "0690", "590" },  { "0691", "590" },
	{ "0594", "594" },  { "0694", "594" },
	{ "0596", "596" },  { "0696", "596" },  { "0697", "596" },
	{ "0", "33" },
};

/* Countries whose numbers are nine digits, none beginning with 0. */
static const char *const nine_digits[] = { "33", "262", "590", "594", "596" };

struct digits {
	char text[PHONE_RAW_MAX + 1];
	size_t len;
	bool plus;
};

static size_t
separator_at(const char *in, size_t len)
{
	size_t i, n;

	for (i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		n = strlen(separators[i]);
		if (n <= len && memcmp(in, separators[i], n) == 0)
			return n;
	}
	return 0;
}

static bool
abroad(const struct digits *d)
{
	return d->plus || (d->len >= 2 && memcmp(d->text, "00", 2) == 0);
}

/* Digits of ${in} without what separates them, nor the "(0)" of "+33 (0)6". */
static bool
digits_of(const char *in, size_t len, struct digits *d)
{
	size_t i, step;

	*d = (struct digits){ .len = 0 };
	for (i = 0; i < len; i += step) {
		step = 1;
		if (in[i] >= '0' && in[i] <= '9') {
			if (d->len == PHONE_RAW_MAX)
				return false;
			d->text[d->len++] = in[i];
		} else if (in[i] == '+' && d->len == 0 && !d->plus) {
			d->plus = true;
		} else if (len - i >= 3 && memcmp(in + i, "(0)", 3) == 0 &&
		    d->len > 0 && abroad(d)) {
			step = 3;
		} else if ((step = separator_at(in + i, len - i)) == 0) {
			return false;
		}
	}
	return true;
}

static const char *
country_of_national(const char *digits)
{
	size_t i = 0;

	while (strncmp(digits, nationals[i].begins,
	    strlen(nationals[i].begins)) != 0)
		i++; /* the last row is every national number's beginning */
	return nationals[i].country;
}

/* Does ${digits}, country code first, have a length its country knows? */
static bool
international_ok(const char *digits)
{
	size_t len = strlen(digits);
	size_t i, n;

	if (len < PHONE_DIGITS_MIN || len > PHONE_DIGITS_MAX ||
	    digits[0] == '0')
		return false;
	for (i = 0; i < sizeof(nine_digits) / sizeof(nine_digits[0]); i++) {
		n = strlen(nine_digits[i]);
		if (strncmp(digits, nine_digits[i], n) == 0)
			return len == n + 9 && digits[n] != '0';
	}
	return true;
}

bool
phone_parse(const char *in, size_t len, struct phone *out)
{
	struct digits d;
	const char *country = "", *rest = d.text;
	char whole[PHONE_RAW_MAX + 4];

	if (!digits_of(in, len, &d))
		return false;
	if (abroad(&d)) {
		rest += d.plus ? 0 : 2;
	} else if (d.text[0] == '0') {
		if (d.len != PHONE_NATIONAL)
			return false;
		country = country_of_national(d.text);
		rest = d.text + 1;
	} else if (d.len < PHONE_BARE_MIN) {
		return false;
	}
	strcpy(whole, country);
	strcat(whole, rest);
	if (!international_ok(whole))
		return false;
	out->e164[0] = '+';
	strcpy(out->e164 + 1, whole);
	return true;
}

const char *
phone_last2(const struct phone *p)
{
	size_t len = strlen(p->e164);

	return len > 2 ? p->e164 + len - 2 : p->e164 + len;
}

void
phone_mask(const struct phone *p, char out[PHONE_MASK_BYTES])
{
	static const char bullet[] = "\xe2\x80\xa2"; /* • */
	size_t shown = strncmp(p->e164, "+33", 3) == 0 ? 3 : 1;
	size_t len = strlen(p->e164);
	size_t i;

	out[0] = '\0';
	if (!phone_known(p))
		return;
	memcpy(out, p->e164, shown);
	out[shown] = '\0';
	for (i = shown; i + 2 < len; i++)
		strcat(out, bullet);
	strcat(out, phone_last2(p));
}
