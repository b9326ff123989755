/*
 * src/vapi/assistant.c and model.c: what an assistant-request is answered with,
 * and the assistant that we describe. That the whole of it validates against
 * Vapi's schema is shown by tests/integration/test_81_schema.py.
 */
#include "posting.h"

#include "dialog/prompts.h"
#include "vapi/assistant.h"

#define MARTIN "+33199000002"
#define NOBODY "+33199000077"
#define BLOCKED "+33639980166"
#define URL "https://accueil.example/api/vapi"
#define WITH_URL "vapi { url = \"" URL "\" }\n"
#define CLOSED_FOR(office)                                              \
	"Bonjour, " office ". Nous ne pouvons pas prendre votre appel " \
	"pour le moment. Merci de rappeler plus tard. Au revoir !"

/* An office whose tenant section holds ${more}. */
static void
configure(const char *root, const char *more)
{
	char conf[2048];

	snprintf(conf, sizeof(conf),
	    "auth = none\n%s"
	    "tenant dupont {\n"
	    "  name = \"Cabinet Dupont\"\n"
	    "  numbers = { \"" DUPONT "\" }\n"
	    "  blocked = { \"+33639980165\", \"" BLOCKED "\" }\n"
	    "  %s\n}\n",
	    root, more);
	office_configure(&office, conf);
}

static const char *
ask(const char *caller, const char *dialled)
{
	struct payload payload = { .facts = { .call_id = "c",
		.caller = caller != NULL ? CALLER_OK : CALLER_WITHHELD,
		.number_path = "",
		.dialled_given = dialled != NULL,
		.source = "assistant-request",
		.msg_type = "assistant-request" } };
	const struct message m = { .calls = &office.calls,
		.payload = &payload,
		.reply = &reply };

	if (caller != NULL)
		strcpy(payload.facts.number.e164, caller);
	if (dialled != NULL)
		strcpy(payload.facts.dialled.e164, dialled);
	vapi_reply_clear(&reply);
	vapi_reply_init(&reply);
	assistant_answer(&m);
	ck_assert_int_eq(reply.status, 200);
	return strbuf_get(&reply.body);
}

/* --- Which answer ---------------------------------------------------------- */

#define TRANSFER "transfer_number = \"+33199000009\" calls = transfer"

static const struct {
	const char *root, *tenant, *caller, *dialled;
	const char *word;    /* in the log */
	const char *pointer, *value; /* of the answer */
} answers[] = {
	{ WITH_URL, "", CALLER, DUPONT, "assistant", "/assistant/name",
	    "Cabinet Dupont" },
	{ WITH_URL, "", NULL, DUPONT, "assistant", "/assistant/name",
	    "Cabinet Dupont" },
	{ WITH_URL, "", CALLER, NOBODY, "no-office", "/error",
	    "Bonjour. Je suis un assistant vocal, mais je ne retrouve pas "
	    "l'établissement que vous appelez. Merci de vérifier le numéro "
	    "et de rappeler." },
	{ WITH_URL, "", CALLER, NULL, "no-office", "/error",
	    "Bonjour. Je suis un assistant vocal, mais je ne retrouve pas "
	    "l'établissement que vous appelez. Merci de vérifier le numéro "
	    "et de rappeler." },
	{ WITH_URL "default_tenant = dupont\n", "", CALLER, NOBODY,
	    "assistant", "/assistant/name", "Cabinet Dupont" },
	{ WITH_URL "default_tenant = dupont\n", "", CALLER, NULL, "assistant",
	    "/assistant/name", "Cabinet Dupont" },

	{ WITH_URL, "", BLOCKED, DUPONT, "blocked", "/error",
	    "Bonjour. Votre appel ne peut pas être pris. Au revoir." },
	{ WITH_URL, TRANSFER, BLOCKED, DUPONT, "blocked", "/error",
	    "Bonjour. Votre appel ne peut pas être pris. Au revoir." },
	{ "", "calls = closed", BLOCKED, DUPONT, "blocked", "/error",
	    "Bonjour. Votre appel ne peut pas être pris. Au revoir." },

	{ "", TRANSFER, CALLER, DUPONT, "transfer", "/destination",
	    "{ \"type\": \"number\", \"number\": \"+33199000009\", "
	    "\"message\": \"Bonjour, Cabinet Dupont. Je vous mets en "
	    "relation, ne quittez pas.\" }" },
	{ "", "calls = closed", CALLER, DUPONT, "closed", "/error",
	    CLOSED_FOR("Cabinet Dupont") },
	{ "", "calls = closed closed_message = \"Fermé jusqu'à lundi.\"",
	    CALLER, DUPONT, "closed", "/error", "Fermé jusqu'à lundi." },
	{ "", "assistant_id = \"asst-1\"", CALLER, DUPONT, "assistant-id",
	    "/assistantId", "asst-1" },
	{ WITH_URL, "assistant_id = \"asst-1\"", CALLER, DUPONT,
	    "assistant-id", "/assistantId", "asst-1" },
	{ WITH_URL, "assistant_id = \"asst-1\" calls = closed", CALLER,
	    DUPONT, "closed", "/error", CLOSED_FOR("Cabinet Dupont") },
	{ "", "", CALLER, DUPONT, "no-url", "/error",
	    CLOSED_FOR("Cabinet Dupont") },
};

START_TEST(test_the_configuration_says_what_is_answered)
{
	struct json_object *root;
	const char *body;
	char line[128];

	configure(answers[_i].root, answers[_i].tenant);
	body = ask(answers[_i].caller, answers[_i].dialled);
	ck_assert_str_eq(at(body, answers[_i].pointer), answers[_i].value);
	root = json_tokener_parse(body);
	ck_assert_int_eq(json_object_object_length(root), 1);
	json_object_put(root);
	snprintf(line, sizeof(line), "ASSISTANT_REQUEST answer=%s call_id=c ",
	    answers[_i].word);
	ck_assert_int_eq(office_logged(&office, line), 1);
	ck_assert_int_eq(office_logged(&office, "63998"), 0);
	ck_assert_str_eq(reply.tenant,
	    strcmp(answers[_i].word, "no-office") == 0 ? "" : "dupont");
}
END_TEST

START_TEST(test_a_caller_is_blocked_for_the_office_that_blocks_him)
{
	char conf[1024];

	snprintf(conf, sizeof(conf),
	    OFFICE_TENANTS "tenant durand { name = \"Mairie\" "
	    "numbers = { \"%s\" } blocked = { \"" CALLER "\" } }\n",
	    "+33199000003");
	office_configure(&office, conf);
	ask(CALLER, "+33199000003");
	ask(CALLER, MARTIN);
	ck_assert_int_eq(office_logged(&office, "answer=blocked"), 1);
	ck_assert_int_eq(office_logged(&office, "tenant=martin"), 1);
}
END_TEST

/* --- The assistant --------------------------------------------------------- */

#define FAQ "faq \"horaires\" { answer = \"De neuf heures à midi.\" } "
#define PERSON "transfer_number = \"+33199000009\" "

static const struct {
	const char *tenant, *pointer, *value;
} members[] = {
	{ "", "/assistant/firstMessage",
	    "Bonjour, Cabinet Dupont, je suis l'assistant vocal automatique. "
	    "Que puis-je faire pour vous ?" },
	{ "greeting = \"Dupont, bonjour !\"", "/assistant/firstMessage",
	    "Dupont, bonjour ! Je suis un assistant vocal automatique." },
	{ "greeting = \"Ici le Robot de Dupont.\"", "/assistant/firstMessage",
	    "Ici le Robot de Dupont." },
	{ "", "/assistant/firstMessageMode", "assistant-speaks-first" },

	{ "", "/assistant/transcriber",
	    "{ \"provider\": \"deepgram\", \"model\": \"nova-2\", "
	    "\"language\": \"fr\" }" },
	{ "transcriber = \"azure\" transcriber_model = \"\"",
	    "/assistant/transcriber",
	    "{ \"provider\": \"azure\", \"language\": \"fr-FR\" }" },
	{ "transcriber = \"google\" transcriber_model = \"gemini-2.0-flash\"",
	    "/assistant/transcriber",
	    "{ \"provider\": \"google\", \"model\": \"gemini-2.0-flash\", "
	    "\"language\": \"French\" }" },
	{ "voice_provider = \"11labs\" voice = \"v1\"", "/assistant/voice",
	    "{ \"provider\": \"11labs\", \"voiceId\": \"v1\" }" },

	{ "", "/assistant/server/url", URL "/webhook" },
	{ "", "/assistant/server/timeoutSeconds", "20" },
	{ "", "/assistant/server/credentialId", "" },
	{ "", "/assistant/endCallPhrases", "[ \"au revoir\" ]" },
	{ "", "/assistant/artifactPlan",
	    "{ \"recordingEnabled\": false, \"transcriptPlan\": "
	    "{ \"enabled\": false } }" },
	{ "keep_transcripts = yes", "/assistant/artifactPlan",
	    "{ \"recordingEnabled\": false, \"transcriptPlan\": "
	    "{ \"enabled\": true } }" },

	/* our engine leads */
	{ "", "/assistant/model/provider", "custom-llm" },
	{ "", "/assistant/model/url", URL },
	{ "", "/assistant/model/metadataSendMode", "variable" },
	{ "", "/assistant/model/messages", "" },
	{ "", "/assistant/model/tools",
	    "[ { \"type\": \"endCall\", \"messages\": [ { \"type\": "
	    "\"request-start\", \"content\": \"\" } ] } ]" },
	{ PERSON, "/assistant/model/tools/1",
	    "{ \"type\": \"transferCall\", \"destinations\": [ { \"type\": "
	    "\"number\", \"number\": \"+33199000009\", \"message\": \"\", "
	    "\"description\": \"A person of the office.\" } ] }" },
	{ "",
	    "/assistant/startSpeakingPlan/smartEndpointingPlan/provider",
	    "custom-endpointing-model" },

	/* a language model leads */
	{ "model = openai", "/assistant/model/provider", "openai" },
	{ "model = openai", "/assistant/model/model", "gpt-4o" },
	{ "model = openai", "/assistant/startSpeakingPlan", "" },
	{ "model = openai", "/assistant/model/tools/0/messages/0/content",
	    "Merci de votre appel. Au revoir !" },
	{ "model = openai", "/assistant/model/tools/1/function/name",
	    "caller_id" },
	{ "model = openai", "/assistant/model/tools/1/server/url",
	    URL "/tool" },
	{ "model = openai timezone = \"Indian/Reunion\"",
	    "/assistant/model/messages/1/content",
	    "Now, at the office: {{\"now\" | date: \"%A %Y-%m-%d %H:%M\", "
	    "\"Indian/Reunion\"}}" },
};

/* Else our own routes would refuse what Vapi sends for it. */
START_TEST(test_the_credential_is_named_wherever_our_routes_are)
{
	const char *body;

	configure("vapi { url = \"" URL "\" credential = \"cred-1\" }\n",
	    "model = openai");
	body = ask(CALLER, DUPONT);
	ck_assert_str_eq(at(body, "/assistant/server/credentialId"),
	    "cred-1");
	ck_assert_str_eq(
	    at(body, "/assistant/model/tools/1/server/credentialId"),
	    "cred-1");
}
END_TEST

START_TEST(test_the_assistant_is_the_offices_own)
{
	configure(WITH_URL, members[_i].tenant);
	ck_assert_str_eq(at(ask(CALLER, DUPONT), members[_i].pointer),
	    members[_i].value);
}
END_TEST

/* The types, or the functions' names, of an assistant's tools. */
static const char *
tools_of(const char *tenant)
{
	static char out[256];
	struct json_object *root, *list, *one, *name;

	configure(WITH_URL, tenant);
	root = json_tokener_parse(ask(CALLER, DUPONT));
	list = payload_at(root, "assistant.model.tools");
	out[0] = '\0';
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		one = json_object_array_get_idx(list, i);
		name = payload_at(one, "function.name");
		if (i > 0)
			strcat(out, " ");
		strcat(out, name != NULL ? json_object_get_string(name)
		                         : payload_text(one, "type"));
	}
	json_object_put(root);
	return out;
}

#define ALWAYS \
	"endCall caller_id confirm_contact get_slots book cancel modify "

static const struct {
	const char *tenant, *tools;
} toolboxes[] = {
	{ "", "endCall" },
	{ PERSON FAQ "handoff_assistant = \"Ventes\"",
	    "endCall transferCall" },
	{ "model = openai", ALWAYS "say transfer" },
	{ "model = openai " FAQ, ALWAYS "faq say transfer" },
	{ "model = openai " PERSON, ALWAYS "say transfer transferCall" },
	{ "model = openai handoff_assistant = \"Ventes\"",
	    ALWAYS "say transfer handoff" },
};

START_TEST(test_the_model_gets_the_tools_that_the_office_can_serve)
{
	ck_assert_str_eq(tools_of(toolboxes[_i].tenant), toolboxes[_i].tools);
}
END_TEST

START_TEST(test_every_function_that_a_model_may_call_is_one_of_ours)
{
	struct json_object *root, *list;
	char body[512];
	const char *name;
	int functions = 0;

	configure(WITH_URL, "model = openai " FAQ);
	root = json_tokener_parse(ask(CALLER, DUPONT));
	list = payload_at(root, "assistant.model.tools");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		name = payload_text(one, "function.name");
		if (name[0] == '\0')
			continue;
		ck_assert_str_eq(
		    payload_text(one, "function.parameters.type"), "object");
		snprintf(body, sizeof(body),
		    "{\"message\":{\"type\":\"tool-calls\",\"call\":{\"id\":"
		    "\"c\"},\"phoneNumber\":{\"number\":\"" DUPONT "\"},"
		    "\"toolCallList\":[{\"id\":\"t%zu\",\"name\":\"%s\"}]}}",
		    i, name);
		ck_assert_str_ne(at(post(vapi_tool, body, NULL),
		                     "/results/0/error"),
		    prompt_text(PROMPT_TOOL_UNKNOWN));
		functions++;
	}
	ck_assert_int_eq(functions, 9);
	json_object_put(root);
}
END_TEST

/* What a model is told never holds a number, and holds both prohibitions. */
START_TEST(test_the_brief_forbids_inventing_and_numbers)
{
	const char *text;

	configure(WITH_URL, "model = openai " PERSON FAQ);
	text = at(ask(CALLER, DUPONT), "/assistant/model/messages/0/content");
	ck_assert_ptr_nonnull(strstr(text, "« Cabinet Dupont »"));
	ck_assert_ptr_nonnull(strstr(text,
	    prompt_text(PROMPT_MODEL_NO_INVENTION)));
	ck_assert_ptr_nonnull(strstr(text,
	    prompt_text(PROMPT_MODEL_NO_NUMBER)));
	ck_assert_ptr_nonnull(strstr(text, prompt_text(PROMPT_MODEL_FAQ)));
	ck_assert_ptr_null(strstr(text, "33"));
	ck_assert_ptr_null(strchr(text, '{'));
	configure(WITH_URL, "model = openai");
	text = at(ask(CALLER, DUPONT), "/assistant/model/messages/0/content");
	ck_assert_ptr_null(strstr(text, prompt_text(PROMPT_MODEL_FAQ)));
}
END_TEST

/* Vapi counts characters; a name may have two bytes for each. */
START_TEST(test_a_long_name_is_cut_at_forty_characters)
{
	char name[128] = "", conf[512];

	for (int i = 0; i < 41; i++)
		strcat(name, "é");
	snprintf(conf, sizeof(conf),
	    "auth = none\n" WITH_URL "tenant dupont { name = \"%s\" "
	    "numbers = { \"" DUPONT "\" } }\n", name);
	office_configure(&office, conf);
	name[80] = '\0';
	ck_assert_str_eq(at(ask(CALLER, DUPONT), "/assistant/name"), name);
}
END_TEST

/* Else a call would go on after its farewell. */
START_TEST(test_every_farewell_holds_the_phrase_that_ends_the_call)
{
	static const enum prompt farewells[] = { PROMPT_GOODBYE,
		PROMPT_CONFIRMED_BOOKING, PROMPT_CONFIRMED_CANCEL,
		PROMPT_CONFIRMED_MODIFY, PROMPT_CONFIRMED_PRESCRIPTION,
		PROMPT_CONFIRMED_MESSAGE, PROMPT_CONFIRMED_ALREADY,
		PROMPT_FAREWELL };

	configure(WITH_URL, "");
	ask(CALLER, DUPONT);
	for (int i = 0; i < COUNT(farewells); i++)
		ck_assert_ptr_nonnull(strcasestr(prompt_text(farewells[i]),
		    at(strbuf_get(&reply.body),
		        "/assistant/endCallPhrases/0")));
}
END_TEST

/* --- Vapi's own words ------------------------------------------------------ */

static struct json_object *
read_schema(void)
{
	const char *srcdir = getenv("srcdir");
	struct json_object *schema;
	char path[512];

	snprintf(path, sizeof(path),
	    "%s/tests/data/vapi/server-messages.schema.json",
	    srcdir != NULL ? srcdir : ".");
	schema = json_object_from_file(path);
	ck_assert_msg(schema != NULL, "%s cannot be read", path);
	return schema;
}

static bool
holds(struct json_object *array, const char *word)
{
	for (size_t i = 0; i < json_object_array_length(array); i++) {
		if (strcmp(json_object_get_string(
		               json_object_array_get_idx(array, i)),
		        word) == 0)
			return true;
	}
	return false;
}

START_TEST(test_every_member_and_message_is_one_that_vapi_knows)
{
	struct json_object *schema = read_schema(), *root, *list;
	struct json_object *known = payload_at(schema,
	    "$defs.CreateAssistantDTO.properties");
	struct json_object *types =
	    payload_at(schema, "$defs.ServerMessageType.enum");

	configure(WITH_URL, _i ? "model = openai" : "");
	root = json_tokener_parse(ask(CALLER, DUPONT));
	json_object_object_foreach(payload_at(root, "assistant"), name, value)
	{
		(void)value;
		ck_assert_msg(json_object_object_get_ex(known, name, NULL),
		    "%s", name);
	}
	list = payload_at(root, "assistant.serverMessages");
	for (size_t i = 0; i < json_object_array_length(list); i++)
		ck_assert(holds(types,
		    json_object_get_string(
		        json_object_array_get_idx(list, i))));
	/* The three that teach the number; and not the one that would leave
	 * hanging up and forwarding to us. */
	ck_assert(holds(list, "assistant.started"));
	ck_assert(holds(list, "status-update"));
	ck_assert(holds(list, "conversation-update"));
	ck_assert(!holds(list, "phone-call-control"));
	json_object_put(root);
	json_object_put(schema);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("assistant");
	TCase *tc = tcase_create("assistant");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_the_configuration_says_what_is_answered,
	    0, COUNT(answers));
	tcase_add_test(tc,
	    test_a_caller_is_blocked_for_the_office_that_blocks_him);
	tcase_add_loop_test(tc, test_the_assistant_is_the_offices_own, 0,
	    COUNT(members));
	tcase_add_test(tc,
	    test_the_credential_is_named_wherever_our_routes_are);
	tcase_add_loop_test(tc,
	    test_the_model_gets_the_tools_that_the_office_can_serve, 0,
	    COUNT(toolboxes));
	tcase_add_test(tc,
	    test_every_function_that_a_model_may_call_is_one_of_ours);
	tcase_add_test(tc, test_the_brief_forbids_inventing_and_numbers);
	tcase_add_test(tc, test_a_long_name_is_cut_at_forty_characters);
	tcase_add_test(tc,
	    test_every_farewell_holds_the_phrase_that_ends_the_call);
	tcase_add_loop_test(tc,
	    test_every_member_and_message_is_one_that_vapi_knows, 0, 2);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
