/* The journal's keys (call id, NUL, number) and values (one JSON object). */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "calls/journal.h"

#define KEY_BYTES (CALL_ID_BYTES + 4)

/* Call ids hold no NUL: "a" never begins "ab"'s keys. Big-endian sorts. */
static size_t
make_key(const char *call_id, uint32_t number, unsigned char key[KEY_BYTES])
{
	size_t len = strlen(call_id) + 1;

	memcpy(key, call_id, len);
	for (int i = 0; i < 4; i++)
		key[len + (size_t)i] = (unsigned char)(number >> (24 - 8 * i));
	return len + 4;
}

static void
put(struct json_object *o, const char *key, const char *text)
{
	if (text[0] != '\0')
		json_object_object_add(o, key, json_object_new_string(text));
}

enum store_rc
journal_add(struct store_txn *txn, struct session *s,
    const struct journal_entry *entry, struct err *err)
{
	struct json_object *o = json_object_new_object();
	unsigned char key[KEY_BYTES];
	size_t key_len = make_key(s->call_id, s->events, key), len = 0;
	const char *text;
	enum store_rc rc = STORE_FAILED;

	json_object_object_add(o, "at", json_object_new_int64(entry->at_ms));
	if (entry->sent_ms != 0)
		json_object_object_add(o, "sent",
		    json_object_new_int64(entry->sent_ms));
	put(o, "event", entry->event);
	put(o, "detail", entry->detail);
	put(o, "path", entry->path);
	text = json_object_to_json_string_length(o, JSON_C_TO_STRING_PLAIN,
	    &len);
	if (text == NULL)
		err_write(err, "journal: out of memory");
	else
		rc = store_put(txn, STORE_JOURNAL, key, key_len, text, len,
		    err);
	json_object_put(o);
	if (rc == STORE_OK)
		s->events++;
	return rc;
}

struct reading {
	journal_each_fn *each;
	void *ctx;
};

static void
get(struct json_object *o, const char *key, char out[JOURNAL_WORD_BYTES])
{
	struct json_object *value;

	out[0] = '\0';
	if (json_object_object_get_ex(o, key, &value) &&
	    json_object_is_type(value, json_type_string))
		snprintf(out, JOURNAL_WORD_BYTES, "%s",
		    json_object_get_string(value));
}

static enum store_rc
read_one(const struct store_view *key, const struct store_view *value,
    void *ctx, struct err *err)
{
	struct reading *r = ctx;
	struct journal_entry entry = { 0 };
	struct json_tokener *tok = json_tokener_new();
	struct json_object *o = NULL, *number;
	bool more = true;

	(void)key;
	if (tok != NULL && value->len <= INT32_MAX)
		o = json_tokener_parse_ex(tok, value->data, (int)value->len);
	if (tok != NULL)
		json_tokener_free(tok);
	if (o == NULL)
		return err_set(err, STORE_FAILED, "journal: not JSON");
	if (json_object_object_get_ex(o, "at", &number))
		entry.at_ms = json_object_get_int64(number);
	if (json_object_object_get_ex(o, "sent", &number))
		entry.sent_ms = json_object_get_int64(number);
	get(o, "event", entry.event);
	get(o, "detail", entry.detail);
	get(o, "path", entry.path);
	json_object_put(o);
	more = r->each(&entry, r->ctx);
	return more ? STORE_OK : STORE_REFUSED;
}

enum store_rc
journal_each(struct store_txn *txn, const char *call_id,
    journal_each_fn *each, void *ctx, struct err *err)
{
	struct reading r = { .each = each, .ctx = ctx };
	enum store_rc rc;

	rc = store_scan(txn, STORE_JOURNAL, call_id, strlen(call_id) + 1,
	    read_one, &r, err);
	return rc == STORE_REFUSED ? STORE_OK : rc;
}
