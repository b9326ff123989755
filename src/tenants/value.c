/* See value.h. One row a type: how it is read, how it is printed. */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tenants/units.h"
#include "tenants/value.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define ZONEINFO     "/usr/share/zoneinfo/"

/* By type of setting. */
static const struct {
	const struct unit *units;
	const char *shape;
} numbers[SETTING__COUNT] = {
	[SETTING_INT] = { units_none, "must be a number" },
	[SETTING_DURATION] = { units_time, "must be a number and its unit "
	    "(ms, s, m, h, d), such as 30s" },
	[SETTING_SIZE] = { units_size, "must be a number and its unit "
	    "(K, M, G, T), such as 8MB" },
};

static bool
read_number(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	const struct unit *units = numbers[row->type].units;
	char min[UNITS_BYTES], max[UNITS_BYTES];
	int64_t n;

	(void)set;
	if (!units_parse(text, units, &n))
		return err_set(err, false, "%s", numbers[row->type].shape);
	if (n < row->min || n > row->max) {
		units_format(row->min, units, min);
		units_format(row->max, units, max);
		return err_set(err, false, "must be between %s and %s", min,
		    max);
	}
	if (row->step != 0 && n % row->step != 0) {
		units_format(row->step, units, min);
		return err_set(err, false, "must be a multiple of %s", min);
	}
	*(int64_t *)item = n;
	return true;
}

static void
print_number(const struct setting *row, const void *item, FILE *out)
{
	char number[UNITS_BYTES];

	units_format(*(const int64_t *)item, numbers[row->type].units, number);
	fputs(number, out);
}

/* The rank of ${text} in "full|relaxed", or -1. */
static int
choice_rank(const char *choices, const char *text)
{
	size_t len = strlen(text), one;
	int rank;

	for (rank = 0;; rank++, choices += one + 1) {
		one = strcspn(choices, "|");
		if (one == len && strncmp(choices, text, len) == 0)
			return rank;
		if (choices[one] == '\0')
			return -1;
	}
}

static bool
read_choice(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	int rank = choice_rank(row->choices, text);

	(void)set;
	if (rank < 0)
		return err_set(err, false, "must be one of %s", row->choices);
	memcpy(item, &rank, sizeof(rank));
	return true;
}

static void
print_choice(const struct setting *row, const void *item, FILE *out)
{
	const char *choice = row->choices;
	int rank;

	for (memcpy(&rank, item, sizeof(rank)); rank > 0; rank--)
		choice = strchr(choice, '|') + 1;
	fprintf(out, "\"%.*s\"", (int)strcspn(choice, "|"), choice);
}

/* The rank's bit, beside those of the words before. */
static bool
read_choices(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	int rank;

	if (!read_choice(row, text, set, &rank, err))
		return false;
	*(unsigned int *)item |= 1U << rank;
	return true;
}

static void
print_choices(const struct setting *row, const void *item, FILE *out)
{
	unsigned int bits = *(const unsigned int *)item;
	const char *separator = "{ ";
	int rank;

	for (rank = 0; bits >> rank != 0; rank++) {
		if ((bits >> rank & 1) == 0)
			continue;
		fputs(separator, out);
		print_choice(row, &rank, out);
		separator = ", ";
	}
	fputs(bits != 0 ? " }" : "{}", out);
}

static bool
text_clean(const char *text, struct err *err)
{
	size_t len;

	for (; *text != '\0'; text += len) {
		if ((len = utf8_length(text)) == 0)
			return err_set(err, false, "must be UTF-8");
		if ((unsigned char)*text < ' ' || *text == '\x7f')
			return err_set(err, false,
			    "must not hold a control character");
	}
	return true;
}

static bool
keep(struct set *set, const char *text, void *item, struct err *err)
{
	char *copy = set_keep_text(set, text);

	if (copy == NULL)
		return err_set(err, false, "out of memory");
	*(const char **)item = copy;
	return true;
}

bool
value_read_text(const char *text, struct set *set, const char **out,
    struct err *err)
{
	if (text[0] == '\0')
		return err_set(err, false, "must not be empty");
	return text_clean(text, err) && keep(set, text, out, err);
}

static bool
read_string(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	if (text[0] == '\0' && (row->required || value_is_list(row)))
		return err_set(err, false, "must not be empty");
	if (row->choices != NULL && choice_rank(row->choices, text) < 0)
		return err_set(err, false, "must be one of %s", row->choices);
	if (row->max != 0 && strlen(text) > (size_t)row->max)
		return err_set(err, false, "is over %d bytes", (int)row->max);
	return text_clean(text, err) && keep(set, text, item, err);
}

static bool
read_path(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	char path[PATH_MAX];
	int n;

	if (text[0] == '\0' || text[0] == '/')
		return read_string(row, text, set, item, err);
	n = snprintf(path, sizeof(path), "%s/%s", set->dir, text);
	if (n < 0 || (size_t)n >= sizeof(path))
		return err_set(err, false, "is too long a path");
	return read_string(row, path, set, item, err);
}

/* What may follow "https://" but for a query: RFC 3986, section 3. */
static bool
is_address(const char *text)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]@!$&'()*+,;=%";
	size_t len = strlen(text);

	return len > 0 && strspn(text, allowed) == len && text[0] != '/' &&
	    text[len - 1] != '/';
}

static bool
read_url(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	static const char *const schemes[] = { "http://", "https://" };
	bool ok = text[0] == '\0';
	size_t i, len;

	(void)row;
	for (i = 0; i < COUNT(schemes); i++) {
		len = strlen(schemes[i]);
		ok = ok || (strncmp(text, schemes[i], len) == 0 &&
		    is_address(text + len));
	}
	if (!ok)
		return err_set(err, false, "must be an address without a "
		    "slash at its end, such as https://example.fr/api/vapi");
	return keep(set, text, item, err);
}

static bool
read_header(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	(void)row;
	if (text[strspn(text, allowed)] != '\0')
		return err_set(err, false,
		    "must be a header's name: letters, digits and hyphens");
	return keep(set, text, item, err);
}

/* Does this machine's tz database have ${name}? Its files begin so. */
static bool
timezone_exists(const char *name)
{
	static const char magic[4] = { 'T', 'Z', 'i', 'f' };
	char path[128], got[sizeof(magic)];
	bool found;
	FILE *in;
	int n;

	n = snprintf(path, sizeof(path), ZONEINFO "%s", name);
	if (n < 0 || (size_t)n >= sizeof(path) || strstr(name, "..") != NULL ||
	    (in = fopen(path, "rbe")) == NULL)
		return false;
	found = fread(got, sizeof(got), 1, in) == 1 &&
	    memcmp(got, magic, sizeof(magic)) == 0;
	fclose(in);
	return found;
}

static bool
read_timezone(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	(void)row;
	if (!timezone_exists(text))
		return err_set(err, false, "must be a time zone known here, "
		    "such as Europe/Paris (" ZONEINFO ")");
	return keep(set, text, item, err);
}

void
value_print_text(const char *text, FILE *out)
{
	fputc('"', out);
	for (; *text != '\0'; text++) {
		if (strchr("\"\\$", *text) != NULL)
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void
print_string(const struct setting *row, const void *item, FILE *out)
{
	(void)row;
	value_print_text(*(const char *const *)item, out);
}

static void
print_secret(const struct setting *row, const void *item, FILE *out)
{
	(void)row;
	(void)item;
	fputs("\"********\"", out);
}

static bool
read_phone(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	(void)set;
	if (text[0] == '\0' && !value_is_list(row)) {
		*(struct phone *)item = (struct phone){ "" };
		return true;
	}
	if (!phone_parse(text, strlen(text), item))
		return err_set(err, false,
		    "must be a telephone number, such as +33199001234");
	return true;
}

static void
print_phone(const struct setting *row, const void *item, FILE *out)
{
	(void)row;
	value_print_text(((const struct phone *)item)->e164, out);
}

static bool
read_hours(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	(void)set;
	return hours_parse(text, hours_day(row->name), item, err);
}

static void
print_hours(const struct setting *row, const void *item, FILE *out)
{
	char text[HOURS_PRINT_BYTES];

	hours_print(item, hours_day(row->name), text);
	value_print_text(text, out);
}

static bool
read_dates(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	(void)row;
	(void)set;
	return dates_parse_span(text, item, err);
}

static void
print_dates(const struct setting *row, const void *item, FILE *out)
{
	char text[DATES_PRINT_BYTES];

	(void)row;
	dates_print_span(item, text);
	value_print_text(text, out);
}

static bool
read_exception(const struct setting *row, const char *text, struct set *set,
    void *item, struct err *err)
{
	(void)row;
	(void)set;
	return dates_parse_exception(text, item, err);
}

static void
print_exception(const struct setting *row, const void *item, FILE *out)
{
	char text[DATES_PRINT_BYTES];

	(void)row;
	dates_print_exception(item, text);
	value_print_text(text, out);
}

/* How a value lies where its row says. */
enum form {
	PLAIN,
	POINTER, /* to a text; NULL is no value */
	ARRAY,   /* a pointer to the items of a list, and their count */
	BITS     /* the items of a list, a bit each */
};

static const struct type {
	bool (*read)(const struct setting *row, const char *text,
	    struct set *set, void *item, struct err *err);
	void (*print)(const struct setting *row, const void *item, FILE *out);
	enum form form;
	size_t item_bytes; /* of an ARRAY's; else 0 */
} types[] = {
	[SETTING_STRING] = { read_string, print_string, POINTER, 0 },
	[SETTING_SECRET] = { read_string, print_secret, POINTER, 0 },
	[SETTING_PATH] = { read_path, print_string, POINTER, 0 },
	[SETTING_URL] = { read_url, print_string, POINTER, 0 },
	[SETTING_HEADER] = { read_header, print_string, POINTER, 0 },
	[SETTING_TIMEZONE] = { read_timezone, print_string, POINTER, 0 },
	[SETTING_INT] = { read_number, print_number, PLAIN, 0 },
	[SETTING_DURATION] = { read_number, print_number, PLAIN, 0 },
	[SETTING_SIZE] = { read_number, print_number, PLAIN, 0 },
	[SETTING_CHOICE] = { read_choice, print_choice, PLAIN, 0 },
	[SETTING_CHOICES] = { read_choices, print_choices, BITS, 0 },
	[SETTING_PHONE] = { read_phone, print_phone, PLAIN, 0 },
	[SETTING_HOURS] = { read_hours, print_hours, PLAIN, 0 },
	[SETTING_LIST] = { read_string, print_string, ARRAY, sizeof(char *) },
	[SETTING_PHONES] = { read_phone, print_phone, ARRAY,
	    sizeof(struct phone) },
	[SETTING_DATES] = { read_dates, print_dates, ARRAY,
	    sizeof(struct dates_span) },
	[SETTING_EXCEPTIONS] = { read_exception, print_exception, ARRAY,
	    sizeof(struct dates_exception) },
};

_Static_assert(COUNT(types) == SETTING__COUNT, "a type has no row");
_Static_assert(sizeof(enum durability) == sizeof(int), "see read_choice");

bool
value_is_list(const struct setting *row)
{
	return types[row->type].form >= ARRAY;
}

bool
value_read(const struct setting *row, const char *const *texts, size_t count,
    struct set *set, void *base, size_t *bad, struct err *err)
{
	const struct type *type = &types[row->type];
	char *item = (char *)base + row->lands;

	*bad = 0;
	if (type->form == ARRAY) {
		item = set_keep(set, count * type->item_bytes);
		if (item == NULL)
			return err_set(err, false, "out of memory");
		memcpy((char *)base + row->lands, &item, sizeof(item));
		*(size_t *)(void *)((char *)base + row->lands_count) = count;
	}
	for (; *bad < count; ++*bad, item += type->item_bytes) {
		if (!type->read(row, texts[*bad], set, item, err))
			return false;
	}
	return true;
}

bool
value_given(const struct setting *row, const void *base)
{
	const void *item = (const char *)base + row->lands;

	return types[row->type].form != POINTER || *(const void *const *)item != NULL;
}

void
value_print(const struct setting *row, const void *base, FILE *out)
{
	const struct type *type = &types[row->type];
	const char *place = (const char *)base + row->lands, *item;
	size_t i, count;

	if (type->form != ARRAY) {
		type->print(row, place, out);
		return;
	}
	memcpy(&item, place, sizeof(item));
	memcpy(&count, (const char *)base + row->lands_count, sizeof(count));
	fputs("{", out);
	for (i = 0; i < count; i++, item += type->item_bytes) {
		fputs(i > 0 ? ", " : " ", out);
		type->print(row, item, out);
	}
	fputs(count > 0 ? " }" : "}", out);
}
