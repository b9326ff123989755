/*
 * assistant-request: who takes this call? One table says what each answer is.
 * The assistant that we describe needs nothing set in Vapi's dashboard: it
 * names our URLs, and the server messages that carry the caller's number.
 *
 * Sources, docs.vapi.ai: "Server events" (assistant-request, phone call
 * control), "Spam call rejection", "End call phrases"; API reference, "Create
 * assistant".
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "dialog/engine.h"
#include "dialog/prompts.h"
#include "vapi/assistant.h"
#include "vapi/build.h"
#include "vapi/model.h"
#include "vapi/payload.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define NAME_CHARACTERS 40 /* Vapi takes no longer name */

/*
 * What we use of Vapi's messages, and no more. Not phone-call-control: whoever
 * asks for it must hang up and forward by himself. Requests that must be
 * answered and are not here are sent unasked.
 */
static const char *const server_messages[] = {
	"assistant.started",
	"status-update",
	"conversation-update",
	"tool-calls",
	"transfer-destination-request",
	"handoff-destination-request",
	"transfer-update",
	"hang",
	"end-of-call-report",
	"call.deleted",
};

/* How a transcriber calls French, where that is not "fr". */
static const struct {
	const char *provider, *french;
} languages[] = {
	{ "azure", "fr-FR" },
	{ "google", "French" },
};

/* A greeting of the office's own that holds one of these says already that it
 * is a machine that speaks. ASCII, in lower case. */
static const char *const machine_words[] = { "automatique", "artificiel",
	"virtuel", "robot" };

/* Every farewell of ours holds it: the call ends once it is said. */
#define FAREWELL "au revoir"

/* --- The assistant -------------------------------------------------------- */

static struct json_object *
cut_name(const char *name)
{
	size_t len = 0;

	for (int i = 0; i < NAME_CHARACTERS && name[len] != '\0'; i++)
		len += utf8_length(name + len);
	return json_object_new_string_len(name, (int)len);
}

static bool
says_machine(const char *greeting)
{
	for (size_t i = 0; i < COUNT(machine_words); i++) {
		if (strcasestr(greeting, machine_words[i]) != NULL)
			return true;
	}
	return false;
}

/* The greeting, with the notice that it is a machine that speaks. */
static struct json_object *
first_message(const struct tenant *tenant)
{
	const struct dialog_office office = { .name = tenant->name,
		.greeting = tenant->greeting };
	const struct prompt_blanks none = { .office = "", .last2 = "",
		.domain = "" };
	char text[DIALOG_SAY_BYTES];

	dialog_greet(&office, text);
	if (!says_machine(text))
		(void)prompt_say(PROMPT_MACHINE_SPEAKS, &none, text,
		    sizeof(text));
	return json_object_new_string(text);
}

static struct json_object *
transcriber(const struct tenant *tenant)
{
	const char *french = "fr";

	for (size_t i = 0; i < COUNT(languages); i++) {
		if (strcmp(languages[i].provider, tenant->transcriber) == 0)
			french = languages[i].french;
	}
	return build_texts("provider", tenant->transcriber, "model",
	    tenant->transcriber_model, "language", french, NULL);
}

/* How long a silence ends an answer is asked of assistant.server: it knows
 * when a number is being dictated. */
static struct json_object *
start_speaking_plan(void)
{
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "smartEndpointingPlan",
	    build_texts("provider", "custom-endpointing-model", NULL));
	return o;
}

/* Vapi records and transcribes unless told otherwise. */
static struct json_object *
artifact_plan(const struct tenant *tenant)
{
	struct json_object *o = json_object_new_object();
	struct json_object *transcript = json_object_new_object();

	json_object_object_add(transcript, "enabled",
	    json_object_new_boolean(tenant->keep_transcripts == YES));
	json_object_object_add(o, "recordingEnabled",
	    json_object_new_boolean(false));
	json_object_object_add(o, "transcriptPlan", transcript);
	return o;
}

struct json_object *
assistant_describe(const struct config *config, const struct tenant *tenant)
{
	struct json_object *o = json_object_new_object();
	struct json_object *messages = json_object_new_array();

	for (size_t i = 0; i < COUNT(server_messages); i++)
		json_object_array_add(messages,
		    json_object_new_string(server_messages[i]));
	json_object_object_add(o, "name", cut_name(tenant->name));
	json_object_object_add(o, "firstMessage", first_message(tenant));
	json_object_object_add(o, "firstMessageMode",
	    json_object_new_string("assistant-speaks-first"));
	json_object_object_add(o, "transcriber", transcriber(tenant));
	json_object_object_add(o, "voice",
	    build_texts("provider", tenant->voice_provider, "voiceId",
		tenant->voice, NULL));
	json_object_object_add(o, "model", model_describe(config, tenant));
	json_object_object_add(o, "server", build_server(config, "webhook"));
	json_object_object_add(o, "serverMessages", messages);
	if (tenant->model == MODEL_CUSTOM_LLM)
		json_object_object_add(o, "startSpeakingPlan",
		    start_speaking_plan());
	json_object_object_add(o, "artifactPlan", artifact_plan(tenant));
	json_object_object_add(o, "endCallMessage",
	    json_object_new_string(prompt_text(PROMPT_FAREWELL)));
	json_object_object_add(o, "endCallPhrases",
	    build_list(json_object_new_string(FAREWELL)));
	return o;
}

/* --- The answer ----------------------------------------------------------- */

enum answer {
	ANSWER_NO_OFFICE,
	ANSWER_BLOCKED,
	ANSWER_TRANSFER,
	ANSWER_CLOSED,
	ANSWER_BY_ID,
	ANSWER_DESCRIBED,
	ANSWER_NO_URL
};

/* ${tenant} may be NULL, where the sentence names no office. */
static struct json_object *
sentence(enum prompt prompt, const struct tenant *tenant)
{
	const struct prompt_blanks blanks = {
		.office = tenant != NULL ? tenant->name : "",
		.last2 = "",
		.domain = "",
	};
	char text[DIALOG_SAY_BYTES] = "";

	(void)prompt_say(prompt, &blanks, text, sizeof(text));
	return json_object_new_string(text);
}

static struct json_object *
make_destination(const struct config *config, const struct tenant *tenant)
{
	(void)config;
	return build_destination(&tenant->transfer,
	    sentence(PROMPT_CONNECTING, tenant));
}

static struct json_object *
make_closed(const struct config *config, const struct tenant *tenant)
{
	(void)config;
	return tenant->closed_message[0] != '\0'
	    ? json_object_new_string(tenant->closed_message)
	    : sentence(PROMPT_CLOSED, tenant);
}

static struct json_object *
make_id(const struct config *config, const struct tenant *tenant)
{
	(void)config;
	return json_object_new_string(tenant->assistant_id);
}

/* clang-format off */
static const struct {
	const char *word;   /* in the log */
	enum log_level level;
	const char *member; /* an `error` is said, and the call ends */
	enum prompt say;    /* its value: this sentence, */
	struct json_object *(*make)(const struct config *config,
	    const struct tenant *tenant); /* or, where there is one, this */
} answers[] = {
	[ANSWER_NO_OFFICE] = { "no-office", LOG_WARNING, "error",
	    .say = PROMPT_NO_OFFICE },
	[ANSWER_BLOCKED] = { "blocked", LOG_INFO, "error",
	    .say = PROMPT_BLOCKED },
	[ANSWER_TRANSFER] = { "transfer", LOG_INFO, "destination",
	    .make = make_destination },
	[ANSWER_CLOSED] = { "closed", LOG_INFO, "error",
	    .make = make_closed },
	[ANSWER_BY_ID] = { "assistant-id", LOG_INFO, "assistantId",
	    .make = make_id },
	[ANSWER_DESCRIBED] = { "assistant", LOG_INFO, "assistant",
	    .make = assistant_describe },
	[ANSWER_NO_URL] = { "no-url", LOG_ERROR, "error",
	    .say = PROMPT_CLOSED },
};
/* clang-format on */

static bool
is_blocked(const struct tenant *tenant, const struct call_facts *facts)
{
	for (size_t i = 0; i < tenant->blocked_count; i++) {
		if (facts->caller == CALLER_OK &&
		    strcmp(tenant->blocked[i].e164, facts->number.e164) == 0)
			return true;
	}
	return false;
}

/* The first that applies. ${tenant} is NULL where no office is known. */
static enum answer
choose(const struct config *config, const struct tenant *tenant,
    const struct call_facts *facts)
{
	if (tenant == NULL)
		return ANSWER_NO_OFFICE;
	if (is_blocked(tenant, facts))
		return ANSWER_BLOCKED;
	if (tenant->calls == TENANT_TRANSFER)
		return ANSWER_TRANSFER;
	if (tenant->calls == TENANT_CLOSED)
		return ANSWER_CLOSED;
	if (tenant->assistant_id[0] != '\0')
		return ANSWER_BY_ID;
	return config->vapi_url[0] != '\0' ? ANSWER_DESCRIBED : ANSWER_NO_URL;
}

/* The office whose number was dialled, else the default one, or NULL. */
static const struct tenant *
find_tenant(const struct config *config, const struct call_facts *facts)
{
	const struct tenant *tenant = NULL;

	if (phone_known(&facts->dialled))
		tenant = config_tenant_dialled(config, &facts->dialled);
	return tenant != NULL ? tenant : config->default_tenant;
}

void
assistant_answer(const struct message *m)
{
	const struct config *config = m->calls->config;
	const struct call_facts *facts = &m->payload->facts;
	struct vapi_reply *reply = m->reply;
	const struct tenant *tenant = find_tenant(config, facts);
	enum answer answer = choose(config, tenant, facts);
	struct json_object *o = json_object_new_object();

	if (tenant != NULL)
		snprintf(reply->tenant, sizeof(reply->tenant), "%s",
		    tenant->id);
	log_event(answers[answer].level, "ASSISTANT_REQUEST",
	    LOG_TEXT("answer", answers[answer].word),
	    LOG_WORD("call_id", facts->call_id),
	    LOG_TEXT("tenant", reply->tenant),
	    LOG_PHONE("dialled", &facts->dialled));
	json_object_object_add(o, answers[answer].member,
	    answers[answer].make != NULL
	        ? answers[answer].make(config, tenant)
	        : sentence(answers[answer].say, tenant));
	payload_reply(reply, 200, o);
}
