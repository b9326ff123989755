/*
 * libFuzzer: any bytes, said to everything in hear/. Each module must answer
 * within its contract; the sanitizers watch the rest. The first byte chooses
 * what was asked, so that every module sees every text.
 */
#include <stdlib.h>
#include <string.h>

#include "dialog/hear/choice.h"
#include "dialog/hear/email.h"
#include "dialog/hear/intent.h"
#include "dialog/hear/manner.h"
#include "dialog/hear/name.h"
#include "dialog/hear/phone.h"
#include "dialog/hear/when.h"
#include "dialog/hear/yesno.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool kept)
{
	if (!kept)
		abort();
}

static void
check_fold(const struct folded *f)
{
	size_t i;

	check(f->count <= FOLD_WORDS);
	for (i = 0; i < f->count; i++) {
		check(f->word[i].len == strlen(f->word[i].text));
		check(f->word[i].len > 0);
		check(f->word[i].from < f->word[i].to);
		check(f->word[i].to <= f->raw_len);
	}
}

/* Hear it twice: the second time after what the first one left. */
static void
check_phone(const struct folded *f)
{
	struct hear_phone first, second;

	hear_phone(f, NULL, &first);
	check((first.heard == HEARD_EXACT) == phone_known(&first.phone));
	check((first.heard == HEARD_UNSURE) == (first.why != HEAR_PHONE_FINE));
	check(strlen(first.partial.digits) <= HEAR_PHONE_DIGITS);
	check(first.why == HEAR_PHONE_SHORT ||
	    first.partial.digits[0] == '\0');
	hear_phone(f, &first.partial, &second);
	check((second.heard == HEARD_EXACT) == phone_known(&second.phone));
}

static void
check_words(const struct folded *f, uint8_t asked)
{
	char email[HEAR_EMAIL_BYTES], name[HEAR_NAME_BYTES];

	check(hear_email(f, email) != HEARD_EXACT || email[0] != '\0');
	check(strlen(email) < sizeof(email));
	check(hear_name(f, asked % 2 == 0, name) != HEARD_EXACT ||
	    name[0] != '\0');
	check(strlen(name) < sizeof(name));
	check(hear_intent(f) < INTENT__COUNT);
	check(hear_manner(f) < MANNER__COUNT);
	hear_yesno(f, (enum asked)(asked % (ASKED_WISH + 1)));
}

static void
check_dates(const struct folded *f, uint8_t asked)
{
	static const struct when_now now = { { 2026, 11, 23 }, 9 * 60 };
	static const struct choice_offer offers[CHOICE_MAX] = {
		{ { 2026, 11, 24 }, 1, 9 * 60 },
		{ { 2026, 11, 24 }, 1, 14 * 60 + 30 },
		{ { 2026, 11, 26 }, 3, 9 * 60 },
		{ { 2026, 11, 30 }, 0, 17 * 60 },
	};
	struct when when;
	int picked = 0;

	hear_when(f, &now, &when);
	check(when.from.month >= 0 && when.from.month <= 12);
	check(when.after < 24 * 60 + 1 && when.before < 24 * 60 + 1);
	if (hear_choice(f, offers, 1 + asked % CHOICE_MAX, &now, &picked) ==
	    HEARD_EXACT)
		check(picked >= 0 && picked <= 1 + asked % CHOICE_MAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct folded *f;

	if (size == 0 || (f = malloc(sizeof(*f))) == NULL)
		return 0;
	fold(f, (const char *)data + 1, size - 1);
	check_fold(f);
	check_phone(f);
	check_words(f, data[0]);
	check_dates(f, data[0]);
	free(f);
	return 0;
}
