/*
 * A session and its two written forms: the stored one, versioned and compact
 * (a member that has its zero value is left out), and the one that people
 * read. json-c writes and reads both.
 */
#include <assert.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "calls/session.h"

#define VERSION 1

void
session_init(struct session *s, const char *call_id, int64_t now_ms)
{
	memset(s, 0, sizeof(*s));
	assert(strlen(call_id) < sizeof(s->call_id));
	snprintf(s->call_id, sizeof(s->call_id), "%s", call_id);
	dialog_init(&s->dialog);
	s->created_at = s->updated_at = now_ms;
}

const char *
session_last_said(const struct session *s)
{
	return s->turn_count > 0 ? s->turn[s->turn_count - 1].said : "";
}

uint32_t
session_last_place(const struct session *s)
{
	uint32_t place = 0;

	for (uint32_t i = 0; i < s->turn_count; i++) {
		if (s->turn[i].words.place > place)
			place = s->turn[i].words.place;
	}
	return place;
}

struct session_turn *
session_push_turn(struct session *s)
{
	if (s->turn_count == SESSION_TURNS) {
		memmove(&s->turn[0], &s->turn[1],
		    (SESSION_TURNS - 1) * sizeof(s->turn[0]));
		s->turn_count--;
	}
	return &s->turn[s->turn_count++];
}

/* --- the stored form ---------------------------------------------------- */

static void
put_text(struct json_object *o, const char *key, const char *value)
{
	if (value[0] != '\0')
		json_object_object_add(o, key, json_object_new_string(value));
}

static void
put_int(struct json_object *o, const char *key, int64_t value)
{
	if (value != 0)
		json_object_object_add(o, key, json_object_new_int64(value));
}

static void
put_flag(struct json_object *o, const char *key, bool value)
{
	if (value)
		json_object_object_add(o, key, json_object_new_boolean(true));
}

/* Text that does not fit was not written by us: it is left out. */
static void
get_text(struct json_object *o, const char *key, char *out, size_t size)
{
	struct json_object *value;
	size_t len;

	out[0] = '\0';
	if (!json_object_object_get_ex(o, key, &value) ||
	    !json_object_is_type(value, json_type_string))
		return;
	len = (size_t)json_object_get_string_len(value);
	if (len >= size)
		return;
	memcpy(out, json_object_get_string(value), len);
	out[len] = '\0';
}

static int64_t
get_int(struct json_object *o, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(o, key, &value))
		return 0;
	return json_object_get_int64(value);
}

static uint32_t
get_count(struct json_object *o, const char *key, uint32_t most)
{
	int64_t n = get_int(o, key);

	return n < 0 ? 0 : n > most ? most : (uint32_t)n;
}

static bool
get_flag(struct json_object *o, const char *key)
{
	struct json_object *value;

	return json_object_object_get_ex(o, key, &value) &&
	    json_object_get_boolean(value);
}

static struct json_object *
encode_contact(const struct contact *c)
{
	struct json_object *o = json_object_new_object();

	put_int(o, "kind", c->kind);
	put_flag(o, "shown", c->shown);
	put_flag(o, "confirmed", c->confirmed);
	put_text(o, "value", c->value);
	return o;
}

static struct json_object *
encode_dialog(const struct dialog *d)
{
	struct json_object *o = json_object_new_object();

	put_text(o, "state", dialog_state_name(d->state));
	put_text(o, "goal", dialog_goal_name(d->goal));
	put_text(o, "name", d->name);
	put_text(o, "reason", d->reason);
	put_text(o, "preference", d->preference);
	if (d->contact.kind != CONTACT_NONE)
		json_object_object_add(o, "contact",
		    encode_contact(&d->contact));
	put_text(o, "digits", d->dictated.digits);
	put_text(o, "groups", d->dictated.groups);
	put_flag(o, "shown_refused", d->shown_refused);
	put_flag(o, "person_offered", d->person_offered);
	put_int(o, "misheard", d->misheard);
	return o;
}

static void
decode_contact(struct json_object *o, struct contact *c)
{
	c->kind = (enum contact_kind)get_count(o, "kind", CONTACT_EMAIL);
	c->shown = get_flag(o, "shown");
	c->confirmed = get_flag(o, "confirmed");
	get_text(o, "value", c->value, sizeof(c->value));
}

static bool
decode_dialog(struct json_object *o, struct dialog *d)
{
	struct json_object *contact;
	char state[32], goal[32];

	dialog_init(d);
	get_text(o, "state", state, sizeof(state));
	get_text(o, "goal", goal, sizeof(goal));
	if (!dialog_state_parse(state, &d->state) ||
	    !dialog_goal_parse(goal, &d->goal))
		return false;
	get_text(o, "name", d->name, sizeof(d->name));
	get_text(o, "reason", d->reason, sizeof(d->reason));
	get_text(o, "preference", d->preference, sizeof(d->preference));
	if (json_object_object_get_ex(o, "contact", &contact))
		decode_contact(contact, &d->contact);
	get_text(o, "digits", d->dictated.digits, sizeof(d->dictated.digits));
	get_text(o, "groups", d->dictated.groups, sizeof(d->dictated.groups));
	d->shown_refused = get_flag(o, "shown_refused");
	d->person_offered = get_flag(o, "person_offered");
	d->misheard = (uint8_t)get_count(o, "misheard", UINT8_MAX);
	return true;
}

static struct json_object *
encode_turn(const struct session_turn *t)
{
	struct json_object *o = json_object_new_object();
	struct json_object *words = json_object_new_array();

	put_int(o, "place", t->words.place);
	/* 64 bits kept as they are, in a signed number. */
	put_int(o, "whole", (int64_t)t->words.whole);
	for (uint32_t i = 0; i < t->words.count; i++)
		json_object_array_add(words,
		    json_object_new_int64(t->words.word[i]));
	json_object_object_add(o, "words", words);
	put_int(o, "act", t->act);
	put_text(o, "said", t->said);
	json_object_object_add(o, "before", encode_dialog(&t->before));
	return o;
}

static bool
decode_turn(struct json_object *o, struct session_turn *t)
{
	struct json_object *words, *before;
	size_t count;

	memset(t, 0, sizeof(*t));
	t->words.place = get_count(o, "place", UINT32_MAX);
	t->words.whole = (uint64_t)get_int(o, "whole");
	if (!json_object_object_get_ex(o, "words", &words) ||
	    !json_object_is_type(words, json_type_array))
		return false;
	count = json_object_array_length(words);
	if (count > TURN_WORDS)
		return false;
	t->words.count = (uint32_t)count;
	for (size_t i = 0; i < count; i++)
		t->words.word[i] = (uint32_t)json_object_get_int64(
		    json_object_array_get_idx(words, i));
	t->act = (enum dialog_act)get_count(o, "act", DIALOG_TRANSFER);
	get_text(o, "said", t->said, sizeof(t->said));
	return json_object_object_get_ex(o, "before", &before) &&
	    decode_dialog(before, &t->before);
}

static struct json_object *
encode_course(const struct course *c)
{
	struct json_object *o = json_object_new_object();

	put_int(o, "status", c->status);
	put_text(o, "ended_reason", c->ended_reason);
	put_int(o, "cost", c->cost_micro_usd);
	put_int(o, "started", c->started_ms);
	put_int(o, "ended", c->ended_ms);
	return o;
}

static void
decode_course(struct json_object *o, struct course *c)
{
	c->status = (enum call_status)get_count(o, "status", CALL_ENDED);
	get_text(o, "ended_reason", c->ended_reason,
	    sizeof(c->ended_reason));
	c->cost_micro_usd = get_int(o, "cost");
	c->started_ms = get_int(o, "started");
	c->ended_ms = get_int(o, "ended");
}

static struct json_object *
encode_session(const struct session *s)
{
	struct json_object *o = json_object_new_object();
	struct json_object *turns = json_object_new_array();

	put_int(o, "v", VERSION);
	put_text(o, "id", s->call_id);
	put_text(o, "tenant", s->tenant);
	put_flag(o, "by_default", s->tenant_by_default);
	put_text(o, "phone", s->customer_phone.e164);
	put_text(o, "source", s->caller_id_source);
	put_int(o, "created", s->created_at);
	put_int(o, "updated", s->updated_at);
	put_int(o, "turns", s->turns);
	put_int(o, "events", s->events);
	put_flag(o, "erased", s->erased);
	json_object_object_add(o, "course", encode_course(&s->course));
	json_object_object_add(o, "dialog", encode_dialog(&s->dialog));
	for (uint32_t i = 0; i < s->turn_count; i++)
		json_object_array_add(turns, encode_turn(&s->turn[i]));
	json_object_object_add(o, "past", turns);
	return o;
}

/* Append ${o} as text and let it go. */
static bool
write_out(struct json_object *o, int flags, struct strbuf *out)
{
	size_t len = 0;
	const char *text = json_object_to_json_string_length(o, flags, &len);

	if (text != NULL)
		strbuf_add(out, text, len);
	json_object_put(o);
	return text != NULL && !strbuf_failed(out);
}

bool
session_encode(const struct session *s, struct strbuf *out)
{
	return write_out(encode_session(s),
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, out);
}

static bool
decode_past(struct json_object *o, struct session *s)
{
	struct json_object *past;
	size_t count;

	if (!json_object_object_get_ex(o, "past", &past) ||
	    !json_object_is_type(past, json_type_array))
		return false;
	count = json_object_array_length(past);
	if (count > SESSION_TURNS)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!decode_turn(json_object_array_get_idx(past, i),
		        &s->turn[i]))
			return false;
	}
	s->turn_count = (uint32_t)count;
	return true;
}

static bool
decode_session(struct json_object *o, struct session *s)
{
	struct json_object *dialog, *course;

	memset(s, 0, sizeof(*s));
	get_text(o, "id", s->call_id, sizeof(s->call_id));
	get_text(o, "tenant", s->tenant, sizeof(s->tenant));
	s->tenant_by_default = get_flag(o, "by_default");
	get_text(o, "phone", s->customer_phone.e164,
	    sizeof(s->customer_phone.e164));
	get_text(o, "source", s->caller_id_source,
	    sizeof(s->caller_id_source));
	s->created_at = get_int(o, "created");
	s->updated_at = get_int(o, "updated");
	s->turns = get_count(o, "turns", UINT32_MAX);
	s->events = get_count(o, "events", UINT32_MAX);
	s->erased = get_flag(o, "erased");
	if (json_object_object_get_ex(o, "course", &course))
		decode_course(course, &s->course);
	return s->call_id[0] != '\0' &&
	    json_object_object_get_ex(o, "dialog", &dialog) &&
	    decode_dialog(dialog, &s->dialog) && decode_past(o, s);
}

bool
session_decode(const void *data, size_t len, struct session *s,
    struct err *err)
{
	struct json_tokener *tok = json_tokener_new();
	struct json_object *o = NULL;
	bool ok = false;

	if (tok == NULL || len > INT32_MAX)
		err_write(err, "session: out of memory");
	else if ((o = json_tokener_parse_ex(tok, data, (int)len)) == NULL ||
	    !json_object_is_type(o, json_type_object))
		err_write(err, "session: not a JSON object");
	else if (get_int(o, "v") != VERSION)
		err_write(err, "session: version %lld is not ours (%d)",
		    (long long)get_int(o, "v"), VERSION);
	else if (!(ok = decode_session(o, s)))
		err_write(err, "session: a member is missing or malformed");
	json_object_put(o);
	if (tok != NULL)
		json_tokener_free(tok);
	return ok;
}

/* --- the form that people read ------------------------------------------ */

static void
show_text(struct json_object *o, const char *key, const char *value)
{
	json_object_object_add(o, key,
	    value[0] != '\0' ? json_object_new_string(value) : NULL);
}

static void
show_phone(struct json_object *o, const char *key, const struct phone *phone,
    bool reveal)
{
	char masked[PHONE_MASK_BYTES];

	phone_mask(phone, masked);
	show_text(o, key, reveal ? phone->e164 : masked);
}

static void
show_time(struct json_object *o, const char *key, int64_t at_ms)
{
	char iso[CLOCK_ISO_BYTES];

	clock_iso(at_ms, iso);
	show_text(o, key, iso);
}

/* "jean@gmail.com" -> "j•••@gmail.com" */
static void
mask_email(const char *address, char *out, size_t size)
{
	const char *at = strchr(address, '@');

	snprintf(out, size, "%.1s•••%s", address, at != NULL ? at : "");
}

static struct json_object *
show_contact(const struct contact *c, bool reveal)
{
	static const char *const kinds[] = {
		[CONTACT_NONE] = "",
		[CONTACT_PHONE] = "phone",
		[CONTACT_EMAIL] = "email",
	};
	struct json_object *o = json_object_new_object();
	char masked[HEAR_EMAIL_BYTES + 16] = "";
	struct phone phone = { "" };

	show_text(o, "kind", kinds[c->kind]);
	if (c->kind == CONTACT_EMAIL) {
		mask_email(c->value, masked, sizeof(masked));
		show_text(o, "value", reveal ? c->value : masked);
	} else {
		memcpy(phone.e164, c->value, sizeof(phone.e164) - 1);
		show_phone(o, "value", &phone, reveal);
	}
	json_object_object_add(o, "confirmed",
	    json_object_new_boolean(c->confirmed));
	return o;
}

bool
session_show(const struct session *s, bool reveal, struct strbuf *out)
{
	struct json_object *o = json_object_new_object();

	show_text(o, "call_id", s->call_id);
	show_text(o, "tenant", s->tenant);
	show_text(o, "state", dialog_state_name(s->dialog.state));
	show_phone(o, "customer_phone", &s->customer_phone, reveal);
	show_text(o, "caller_id_source", s->caller_id_source);
	show_text(o, "name", s->dialog.name);
	show_text(o, "reason", s->dialog.reason);
	show_text(o, "preference", s->dialog.preference);
	json_object_object_add(o, "contact",
	    show_contact(&s->dialog.contact, reveal));
	json_object_object_add(o, "slot", NULL); /* the agenda's, to come */
	json_object_object_add(o, "booking_id", NULL);
	show_time(o, "created_at", s->created_at);
	show_time(o, "updated_at", s->updated_at);
	json_object_object_add(o, "turns", json_object_new_int64(s->turns));
	return write_out(o,
	    JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
	        JSON_C_TO_STRING_NOSLASHESCAPE,
	    out);
}
