/* Keys (tenant, NUL, call id) and values (one JSON object) of requests. */
#include <json-c/json.h>
#include <string.h>

#include "calls/requests.h"
#include "calls/session.h"

#define KEY_BYTES (TENANT_ID_BYTES + CALL_ID_BYTES)

static size_t
make_key(const char *tenant, const char *call_id, char key[KEY_BYTES])
{
	size_t tenant_len = strlen(tenant) + 1, id_len = strlen(call_id);

	memcpy(key, tenant, tenant_len);
	memcpy(key + tenant_len, call_id, id_len);
	return tenant_len + id_len;
}

static struct json_object *
encode(const struct dialog *d, int64_t now_ms)
{
	const struct {
		const char *key, *text;
	} members[] = {
		{ "goal", dialog_goal_name(d->goal) },
		{ "name", d->name },
		{ "reason", d->reason },
		{ "preference", d->preference },
		{ "contact", d->contact.value },
	};
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "at", json_object_new_int64(now_ms));
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		if (members[i].text[0] != '\0')
			json_object_object_add(o, members[i].key,
			    json_object_new_string(members[i].text));
	}
	return o;
}

enum store_rc
request_put(struct store_txn *txn, const char *tenant, const char *call_id,
    const struct dialog *d, int64_t now_ms, struct err *err)
{
	struct json_object *o = encode(d, now_ms);
	enum store_rc rc = STORE_FAILED;
	char key[KEY_BYTES];
	const char *text;
	size_t len = 0;

	text = json_object_to_json_string_length(o, JSON_C_TO_STRING_PLAIN,
	    &len);
	if (text == NULL)
		err_write(err, "request: out of memory");
	else
		rc = store_put(txn, STORE_REQUESTS, key,
		    make_key(tenant, call_id, key), text, len, err);
	json_object_put(o);
	return rc;
}

enum store_rc
request_del(struct store_txn *txn, const char *tenant, const char *call_id,
    struct err *err)
{
	char key[KEY_BYTES];
	enum store_rc rc = store_del(txn, STORE_REQUESTS, key,
	    make_key(tenant, call_id, key), err);

	return rc == STORE_ABSENT ? STORE_OK : rc;
}
