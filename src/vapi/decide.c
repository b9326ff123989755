/*
 * See decide.h. Everything comes from the tenant's configuration; where it has
 * nothing, the answer says so.
 *
 * Source: Vapi's schema, ServerMessageResponse...
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "calls/faq.h"
#include "dialog/prompts.h"
#include "vapi/decide.h"
#include "vapi/reply.h"

#define DOCUMENTS 3 /* of the office's answers, for one question */
#define ENDPOINTING_DEFAULT_MS 600

/* Whose call it is, as far as we can tell: a store that fails tells nothing,
 * and Vapi still gets an answer. */
static struct call_glance
glance(const struct message *m)
{
	struct call_glance g = { .tenant = NULL };
	struct err err = { "" };
	enum store_rc rc;

	rc = call_glance(m->calls, &m->payload->facts, &g, &err);
	if (rc != STORE_OK)
		vapi_store_failed(m->reply, m->request, rc, &err);
	return g;
}

static void
put(struct json_object *o, const char *key, const char *text)
{
	json_object_object_add(o, key, json_object_new_string(text));
}

/* A number as people write it: 0.6, not 0.59999999999999998. */
static struct json_object *
rounded(double number)
{
	char text[32];

	snprintf(text, sizeof(text), "%.3g", number);
	return json_object_new_double_s(number, text);
}

void
decide_transfer(const struct message *m)
{
	struct json_object *o = json_object_new_object(), *destination;
	struct call_glance g = glance(m);

	if (g.tenant == NULL || !phone_known(&g.tenant->transfer)) {
		put(o, "error", prompt_text(PROMPT_TAKE_CALLBACK));
	} else {
		destination = json_object_new_object();
		put(destination, "type", "number");
		put(destination, "number", g.tenant->transfer.e164);
		put(destination, "message",
		    prompt_text(PROMPT_TRANSFERRING));
		json_object_object_add(o, "destination", destination);
	}
	payload_reply(m->reply, 200, o);
}

/* The schema wants a destination even beside an error. */
void
decide_handoff(const struct message *m)
{
	struct json_object *o = json_object_new_object();
	struct json_object *destination = json_object_new_object();
	struct call_glance g = glance(m);

	if (g.tenant != NULL && g.tenant->handoff_assistant[0] != '\0') {
		put(destination, "type", "assistant");
		put(destination, "assistantName",
		    g.tenant->handoff_assistant);
	} else {
		put(o, "error", prompt_text(PROMPT_TAKE_CALLBACK));
	}
	json_object_object_add(o, "destination", destination);
	payload_reply(m->reply, 200, o);
}

/* Where the conversation stands: as OpenAI writes it, always there, and as Vapi
 * does. */
static const struct {
	const char *list, *text;
} histories[] = {
	{ "message.messagesOpenAIFormatted", "content" },
	{ "message.messages", "message" },
};

/* The last thing that the caller said. */
static const char *
last_question(struct json_object *root)
{
	struct json_object *list, *one;

	for (size_t h = 0; h < sizeof(histories) / sizeof(*histories); h++) {
		list = payload_at(root, histories[h].list);
		if (!json_object_is_type(list, json_type_array))
			continue;
		for (size_t i = json_object_array_length(list); i-- > 0;) {
			one = json_object_array_get_idx(list, i);
			if (strcmp(payload_text(one, "role"), "user") == 0)
				return payload_text(one, histories[h].text);
		}
	}
	return "";
}

void
decide_knowledge(const struct message *m)
{
	const char *question = last_question(m->payload->root);
	struct json_object *o = json_object_new_object();
	struct json_object *documents = json_object_new_array(), *one;
	struct call_glance g = glance(m);
	struct faq_hit hits[DOCUMENTS];
	size_t count = 0;

	if (g.tenant != NULL)
		count = faq_find(g.tenant, question, strlen(question), hits,
		    DOCUMENTS);
	for (size_t i = 0; i < count; i++) {
		one = json_object_new_object();
		put(one, "content", hits[i].faq->answer);
		put(one, "uuid", hits[i].faq->title);
		json_object_object_add(one, "similarity",
		    rounded(hits[i].similarity));
		json_object_array_add(documents, one);
	}
	json_object_object_add(o, "documents", documents);
	payload_reply(m->reply, 200, o);
}

/* Whoever dictates a number pauses between its groups. */
void
decide_endpointing(const struct message *m)
{
	struct json_object *o = json_object_new_object();
	struct call_glance g = glance(m);
	int64_t ms = ENDPOINTING_DEFAULT_MS;

	if (g.tenant != NULL)
		ms = g.state == STATE_QUALIF_CONTACT
		    ? g.tenant->endpointing_digits_ms
		    : g.tenant->endpointing_ms;
	json_object_object_add(o, "timeoutSeconds",
	    rounded((double)ms / 1000.0));
	payload_reply(m->reply, 200, o);
}

/* We have no voice of our own. The schema's shape, with nothing in it, and a
 * line for the admin: the assistant's voice is set to this server by error. */
void
decide_voice(const struct message *m)
{
	struct json_object *o = json_object_new_object();

	log_event(LOG_WARNING, "VOICE_NOT_HERE",
	    LOG_WORD("call_id", m->payload->facts.call_id));
	put(o, "data", "");
	payload_reply(m->reply, 200, o);
}

/* A number that an office refuses to hear from is not called either. */
void
decide_predial(const struct message *m)
{
	const struct config *config = m->calls->config;
	const char *number = payload_text(m->payload->root,
	    "message.contact.number");
	struct json_object *o = json_object_new_object();
	struct phone contact = { "" };
	bool eligible = phone_parse(number, strlen(number), &contact);

	for (size_t i = 0; i < config->tenants_count; i++) {
		const struct tenant *t = &config->tenants[i];

		for (size_t j = 0; j < t->blocked_count; j++)
			eligible &= strcmp(t->blocked[j].e164,
			                contact.e164) != 0;
	}
	json_object_object_add(o, "eligible",
	    json_object_new_boolean(eligible));
	payload_reply(m->reply, 200, o);
}
