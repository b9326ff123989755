/*
 * See booking.h. STORE_BOOKINGS has the record; STORE_BOOKING_INDEX has, for
 * each booking that stands, keys without a value:
 *
 *   tenant NUL c call id NUL id
 *   tenant NUL p contact NUL id
 *   tenant NUL w five minutes (u32, big-endian) id
 */
#include <ctype.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "agenda/booking.h"
#include "agenda/quanta.h"

#define VERSION   1
#define ID_LEN    (BOOKING_ID_BYTES - 1)
#define ID_TRIES  16
#define KEY_BYTES (65 + 1 + BOOKING_CONTACT_BYTES + ID_LEN)

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The members of the stored form; one that is empty or 0 is left out. */
enum kind { TEXT, NUMBER };

#define TEXT_AT(field)                                  \
	#field, TEXT, offsetof(struct booking, field),  \
	    sizeof(((struct booking *)NULL)->field)
#define NUMBER_AT(field) #field, NUMBER, offsetof(struct booking, field), 0

static const struct {
	const char *key;
	enum kind kind;
	size_t at, size;
} members[] = {
	{ TEXT_AT(resource) },
	{ NUMBER_AT(start_ms) },
	{ NUMBER_AT(length_ms) },
	{ NUMBER_AT(buffer_ms) },
	{ TEXT_AT(name) },
	{ TEXT_AT(name_key) },
	{ TEXT_AT(contact) },
	{ TEXT_AT(reason) },
	{ TEXT_AT(call_id) },
	{ NUMBER_AT(created_ms) },
	{ NUMBER_AT(cancelled_ms) },
	{ NUMBER_AT(revision) },
};

static struct json_object *
encode(const struct booking *b)
{
	struct json_object *o = json_object_new_object();
	const char *at;
	int64_t n;

	json_object_object_add(o, "v", json_object_new_int(VERSION));
	for (size_t i = 0; i < COUNT(members); i++) {
		at = (const char *)b + members[i].at;
		if (members[i].kind == TEXT && at[0] != '\0')
			json_object_object_add(o, members[i].key,
			    json_object_new_string(at));
		if (members[i].kind == TEXT)
			continue;
		memcpy(&n, at, sizeof(n));
		if (n != 0)
			json_object_object_add(o, members[i].key,
			    json_object_new_int64(n));
	}
	return o;
}

/* Text that does not fit was not written by us: it is left out. */
static void
decode(struct json_object *o, struct booking *b)
{
	struct json_object *value;
	int64_t n;
	char *at;

	for (size_t i = 0; i < COUNT(members); i++) {
		if (!json_object_object_get_ex(o, members[i].key, &value))
			continue;
		at = (char *)b + members[i].at;
		n = json_object_get_int64(value);
		if (members[i].kind == NUMBER)
			memcpy(at, &n, sizeof(n));
		else if ((size_t)json_object_get_string_len(value) <
		    members[i].size)
			strcpy(at, json_object_get_string(value));
	}
}

static enum store_rc
read_record(const struct store_view *view, struct booking *out,
    struct err *err)
{
	struct json_tokener *tokener = json_tokener_new();
	struct json_object *o = NULL, *version = NULL;
	enum store_rc rc = STORE_FAILED;

	if (tokener == NULL)
		return err_set(err, rc, "booking: out of memory");
	o = json_tokener_parse_ex(tokener, view->data, (int)view->len);
	if (!json_object_object_get_ex(o, "v", &version) ||
	    json_object_get_int(version) != VERSION) {
		err_write(err, "booking: of another version, or broken");
	} else {
		decode(o, out);
		rc = STORE_OK;
	}
	json_object_put(o);
	json_tokener_free(tokener);
	return rc;
}

/* --- Keys ----------------------------------------------------------------- */

struct key {
	char bytes[KEY_BYTES];
	size_t len;
};

static void
add(struct key *key, const void *bytes, size_t len)
{
	memcpy(key->bytes + key->len, bytes, len);
	key->len += len;
}

static struct key
record_key(const char *tenant, const char *id)
{
	struct key key = { .len = 0 };

	add(&key, tenant, strlen(tenant) + 1);
	for (size_t i = 0; i < ID_LEN && id[i] != '\0'; i++)
		add(&key, &(char){ (char)toupper((unsigned char)id[i]) }, 1);
	return key;
}

/* What the booking's own key by ${what}, 'c' or 'p', begins with. */
static struct key
text_prefix(const char *tenant, char what, const char *text)
{
	struct key key = { .len = 0 };

	add(&key, tenant, strlen(tenant) + 1);
	add(&key, &what, 1);
	add(&key, text, strlen(text) + 1);
	return key;
}

#define TIME_BYTES 4 /* of a number of five minutes */

/* As many of its bytes as ${bytes}: fewer stand for a longer time. */
static struct key
time_prefix(const char *tenant, uint32_t quantum, size_t bytes)
{
	const unsigned char number[TIME_BYTES] = {
		(unsigned char)(quantum >> 24), (unsigned char)(quantum >> 16),
		(unsigned char)(quantum >> 8), (unsigned char)quantum
	};
	struct key key = { .len = 0 };

	add(&key, tenant, strlen(tenant) + 1);
	add(&key, "w", 1);
	add(&key, number, bytes);
	return key;
}

/* --- Writing -------------------------------------------------------------- */

/* Said over the telephone, in French, and written down: no two look or sound
 * alike. */
static const char alphabet[] = "23456789ACFHKLRWXY";

enum store_rc
booking_new_id(struct store_txn *txn, const char *tenant,
    char id[BOOKING_ID_BYTES], struct err *err)
{
	unsigned char chance[ID_LEN];
	struct store_view view;
	enum store_rc rc = STORE_OK;
	struct key key;

	for (int i = 0; i < ID_TRIES && rc == STORE_OK; i++) {
		if (getrandom(chance, sizeof(chance), 0) != sizeof(chance))
			return err_set(err, STORE_FAILED, "getrandom");
		for (size_t j = 0; j < ID_LEN; j++)
			id[j] = alphabet[chance[j] % (sizeof(alphabet) - 1)];
		id[ID_LEN] = '\0';
		key = record_key(tenant, id);
		rc = store_get(txn, STORE_BOOKINGS, key.bytes, key.len, &view,
		    err);
	}
	if (rc == STORE_OK)
		return err_set(err, STORE_FAILED, "booking: no reference left");
	return rc == STORE_ABSENT ? STORE_OK : rc;
}

/* The keys in the index that ${b} has while it stands. */
static size_t
index_keys(const char *tenant, const struct booking *b, struct key keys[3])
{
	size_t n = 0;

	if (b->cancelled_ms != 0)
		return 0;
	keys[n++] = time_prefix(tenant, (uint32_t)(b->start_ms / QUANTUM_MS),
	    TIME_BYTES);
	if (b->call_id[0] != '\0')
		keys[n++] = text_prefix(tenant, 'c', b->call_id);
	if (b->contact[0] != '\0')
		keys[n++] = text_prefix(tenant, 'p', b->contact);
	for (size_t i = 0; i < n; i++)
		add(&keys[i], b->id, ID_LEN);
	return n;
}

static enum store_rc
unindex(struct store_txn *txn, const char *tenant, const struct booking *b,
    struct err *err)
{
	struct key keys[3];
	size_t n = index_keys(tenant, b, keys);
	enum store_rc rc = STORE_OK;

	while (n-- > 0 && (rc == STORE_OK || rc == STORE_ABSENT))
		rc = store_del(txn, STORE_BOOKING_INDEX, keys[n].bytes,
		    keys[n].len, err);
	return rc == STORE_ABSENT ? STORE_OK : rc;
}

static enum store_rc
put_record(struct store_txn *txn, const char *tenant, const struct booking *b,
    struct err *err)
{
	struct key key = record_key(tenant, b->id);
	struct json_object *o = encode(b);
	enum store_rc rc = STORE_FAILED;
	size_t len = 0;
	const char *text = json_object_to_json_string_length(o,
	    JSON_C_TO_STRING_PLAIN, &len);

	if (text == NULL)
		err_write(err, "booking: out of memory");
	else
		rc = store_put(txn, STORE_BOOKINGS, key.bytes, key.len, text,
		    len, err);
	json_object_put(o);
	return rc;
}

enum store_rc
booking_save(struct store_txn *txn, const char *tenant,
    const struct booking *was, const struct booking *is, struct err *err)
{
	enum store_rc rc = STORE_OK;
	struct key keys[3];
	size_t n = index_keys(tenant, is, keys);

	if (was != NULL)
		rc = unindex(txn, tenant, was, err);
	while (n-- > 0 && rc == STORE_OK)
		rc = store_put(txn, STORE_BOOKING_INDEX, keys[n].bytes,
		    keys[n].len, "", 0, err);
	return rc == STORE_OK ? put_record(txn, tenant, is, err) : rc;
}

enum store_rc
booking_erase(struct store_txn *txn, const char *tenant,
    const struct booking *b, struct err *err)
{
	struct key key = record_key(tenant, b->id);
	enum store_rc rc = unindex(txn, tenant, b, err);

	if (rc == STORE_OK)
		rc = store_del(txn, STORE_BOOKINGS, key.bytes, key.len, err);
	return rc;
}

/* --- Looking -------------------------------------------------------------- */

enum store_rc
booking_get(struct store_txn *txn, const char *tenant, const char *id,
    struct booking *out, struct err *err)
{
	struct key key = record_key(tenant, id);
	struct store_view view;
	enum store_rc rc;

	if (strlen(id) != ID_LEN)
		return STORE_ABSENT;
	rc = store_get(txn, STORE_BOOKINGS, key.bytes, key.len, &view, err);
	if (rc != STORE_OK)
		return rc;
	*out = (struct booking){ .start_ms = 0 };
	memcpy(out->id, key.bytes + key.len - ID_LEN, ID_LEN);
	return read_record(&view, out, err);
}

/* Bookings as the index has them, those wanted to their taker. */
struct look {
	struct store_txn *txn;
	const char *tenant;
	const char *name_key;    /* NULL: any name */
	int64_t from_ms, to_ms;
	booking_each *each;
	void *ctx;
};

/* Is the word of ${len} bytes among those of ${text}? */
static bool
has_word(const char *text, const char *word, size_t len)
{
	size_t one;

	for (; *text != '\0'; text += one + (text[one] == ' ')) {
		one = strcspn(text, " ");
		if (one == len && memcmp(text, word, len) == 0)
			return true;
	}
	return false;
}

static bool
has_words(const char *text, const char *words)
{
	size_t one;

	for (; *words != '\0'; words += one + (words[one] == ' ')) {
		one = strcspn(words, " ");
		if (!has_word(text, words, one))
			return false;
	}
	return true;
}

static bool
same_name(const char *a, const char *b)
{
	return a[0] != '\0' && b[0] != '\0' &&
	    (has_words(a, b) || has_words(b, a));
}

static enum store_rc
look_at(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *err)
{
	const char *end = (const char *)key->data + key->len;
	const struct look *look = ctx;
	char id[BOOKING_ID_BYTES] = "";
	struct booking b;
	enum store_rc rc;

	(void)value;
	memcpy(id, end - ID_LEN, ID_LEN);
	rc = booking_get(look->txn, look->tenant, id, &b, err);
	if (rc == STORE_ABSENT)
		return err_set(err, STORE_FAILED, "booking: only in the index");
	if (rc != STORE_OK || b.start_ms < look->from_ms ||
	    b.start_ms >= look->to_ms || (look->name_key != NULL &&
	    !same_name(look->name_key, b.name_key)))
		return rc;
	return look->each(&b, look->ctx, err);
}

static enum store_rc
look_by_text(struct look *look, char what, const char *text, size_t size,
    struct err *err)
{
	struct key prefix;

	if (text[0] == '\0' || strlen(text) >= size)
		return STORE_OK;
	prefix = text_prefix(look->tenant, what, text);
	return store_scan(look->txn, STORE_BOOKING_INDEX, prefix.bytes,
	    prefix.len, look_at, look, err);
}

enum store_rc
booking_of_call(struct store_txn *txn, const char *tenant,
    const char *call_id, booking_each *each, void *ctx, struct err *err)
{
	struct look look = { .txn = txn, .tenant = tenant,
		.to_ms = INT64_MAX, .each = each, .ctx = ctx };

	return look_by_text(&look, 'c', call_id, BOOKING_CALL_BYTES, err);
}

enum store_rc
booking_find(struct store_txn *txn, const char *tenant, const char *name_key,
    const char *contact, booking_each *each, void *ctx, struct err *err)
{
	struct look look = { .txn = txn, .tenant = tenant,
		.name_key = name_key, .to_ms = INT64_MAX, .each = each,
		.ctx = ctx };

	return look_by_text(&look, 'p', contact, BOOKING_CONTACT_BYTES, err);
}

/* A number without its last byte stands for 256 of them, most of a day. */
#define BLOCK 256

enum store_rc
booking_between(struct store_txn *txn, const char *tenant, int64_t from_ms,
    int64_t to_ms, booking_each *each, void *ctx, struct err *err)
{
	struct look look = { .txn = txn, .tenant = tenant,
		.from_ms = from_ms, .to_ms = to_ms, .each = each, .ctx = ctx };
	int64_t at = from_ms / QUANTUM_MS / BLOCK * BLOCK;
	enum store_rc rc = STORE_OK;
	struct key prefix;

	for (; rc == STORE_OK && at <= UINT32_MAX && at * QUANTUM_MS < to_ms;
	     at += BLOCK) {
		prefix = time_prefix(tenant, (uint32_t)at, TIME_BYTES - 1);
		rc = store_scan(txn, STORE_BOOKING_INDEX, prefix.bytes,
		    prefix.len, look_at, &look, err);
	}
	return rc;
}
