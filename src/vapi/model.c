/*
 * See model.h. Vapi's own tools, endCall and transferCall, act on the call;
 * ours are functions that our server answers.
 *
 * Sources, docs.vapi.ai: "Custom tools", "Transfer call tool", "Hang up tool",
 * "Handoff destinations", "Custom LLM tool calling", "Variables" (the time);
 * API reference, "Create assistant", model.
 */
#include <json-c/json.h>
#include <stdio.h>

#include "calls/tool.h"
#include "dialog/prompts.h"
#include "vapi/build.h"
#include "vapi/model.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define BRIEF_BYTES 8192

/* What a language model that leads the call is told, sentence by sentence. */
static const struct {
	enum prompt sentence;
	bool faq; /* only where the office has answers */
} brief[] = {
	{ PROMPT_MODEL_ROLE, false },
	{ PROMPT_MODEL_STYLE, false },
	{ PROMPT_MODEL_STEPS, false },
	{ PROMPT_MODEL_NO_INVENTION, false },
	{ PROMPT_MODEL_NO_NUMBER, false },
	{ PROMPT_MODEL_CONTACT, false },
	{ PROMPT_MODEL_MESSAGE, false },
	{ PROMPT_MODEL_FAQ, true },
	{ PROMPT_MODEL_PERSON, false },
	{ PROMPT_MODEL_EMERGENCY, false },
	{ PROMPT_MODEL_END, false },
};

/* Our tools, as the model sees them: JSON Schema for the arguments. */
#define NO_ARGUMENTS "{\"type\":\"object\",\"properties\":{}}"
#define STRING(name, what) \
	"\"" name "\":{\"type\":\"string\",\"description\":\"" what "\"}"
#define TEXT(what)                                      \
	"{\"type\":\"object\",\"properties\":{" STRING( \
	    "text", what) "},\"required\":[\"text\"]}"
#define NAME STRING("name", "The name that the appointment is in.")
#define SLOT STRING("slot", "As get_slots wrote it: 2026-03-03T14:30.")
#define REFERENCE \
	STRING("reference", "The appointment's reference, if he has it.")
#define OBJECT(members, required) \
	"{\"type\":\"object\",\"properties\":{" members \
	"},\"required\":[" required "]}"

/* clang-format off */
static const struct {
	enum tool tool;
	bool faq; /* only where the office has answers */
	const char *description, *arguments;
} tools[] = {
	{ TOOL_CALLER_ID, false,
	  "Whether the caller's number is known, and the sentence to say. "
	  "Never gives the number.",
	  NO_ARGUMENTS },
	{ TOOL_CONFIRM_CONTACT, false,
	  "The caller confirmed or refused the contact read back to him, or "
	  "dictated one.",
	  "{\"type\":\"object\",\"properties\":{"
	  "\"confirmed\":{\"type\":\"boolean\",\"description\":"
	  "\"true: he said yes; false: he said no; absent: he dictated.\"},"
	  STRING("contact", "What he dictated, in his own words.") "}}" },
	{ TOOL_GET_SLOTS, false,
	  "Free slots. Offer those that it gives and no other.",
	  TEXT("The days and hours that suit the caller, in his words.") },
	{ TOOL_BOOK, false,
	  "Book a slot that get_slots gave and the caller chose.",
	  OBJECT(NAME "," SLOT "," STRING("text", "The reason of the visit."),
	      "\"name\",\"slot\"") },
	{ TOOL_CANCEL, false,
	  "Cancel the caller's appointment.",
	  OBJECT(NAME "," REFERENCE, "\"name\"") },
	{ TOOL_MODIFY, false,
	  "Move the caller's appointment to another slot.",
	  OBJECT(NAME "," REFERENCE "," SLOT, "\"name\",\"slot\"") },
	{ TOOL_FAQ, true,
	  "The office's own answer to a question.",
	  TEXT("The question, in the caller's words.") },
	{ TOOL_SAY, false,
	  "Take down a message or a request, question by question.",
	  TEXT("What the caller has just said, word for word.") },
	{ TOOL_TRANSFER, false,
	  "Whether a person can take the call, and the sentence to say.",
	  NO_ARGUMENTS },
};
/* clang-format on */

/* --- Tools ---------------------------------------------------------------- */

/* "request-start" and the like: what Vapi says while a tool runs, in the place
 * of its own English; "" says nothing. */
static struct json_object *
tool_message(const char *type, const char *content)
{
	struct json_object *o = build_texts("type", type, NULL);

	json_object_object_add(o, "content", json_object_new_string(content));
	return o;
}

static struct json_object *
function_tool(const struct config *config, size_t i)
{
	struct json_object *o = build_texts("type", "function", NULL);
	struct json_object *function = build_texts("name",
	    tool_name(tools[i].tool), "description", tools[i].description,
	    NULL);
	struct json_object *messages =
	    build_list(tool_message("request-start", ""));

	json_object_object_add(function, "parameters",
	    json_tokener_parse(tools[i].arguments));
	json_object_object_add(o, "function", function);
	json_object_object_add(o, "server", build_server(config, "tool"));
	json_object_array_add(messages,
	    tool_message("request-response-delayed",
	        prompt_text(PROMPT_ONE_MOMENT)));
	json_object_object_add(o, "messages", messages);
	return o;
}

/* Silent: whoever leads the call has said that he puts it through. */
static struct json_object *
transfer_tool(const struct tenant *tenant)
{
	struct json_object *o = build_texts("type", "transferCall", NULL);
	struct json_object *to = build_destination(&tenant->transfer,
	    json_object_new_string(""));

	json_object_object_add(to, "description",
	    json_object_new_string("A person of the office."));
	json_object_object_add(o, "destinations", build_list(to));
	return o;
}

static struct json_object *
end_tool(const char *farewell)
{
	struct json_object *o = build_texts("type", "endCall", NULL);

	json_object_object_add(o, "messages",
	    build_list(tool_message("request-start", farewell)));
	return o;
}

/* To whom, our webhook is asked: handoff-destination-request. */
static struct json_object *
handoff_tool(void)
{
	struct json_object *o = build_texts("type", "handoff", NULL);

	json_object_object_add(o, "destinations",
	    build_list(build_texts("type", "dynamic", "description",
	        "Another assistant of the office, for what these tools "
	        "cannot do.", NULL)));
	return o;
}

/* --- The models ----------------------------------------------------------- */

/* Our engine leads; it says its own farewells. call, customer and phoneNumber
 * come with each request: metadataSendMode. */
static struct json_object *
custom_model(const struct config *config, const struct tenant *tenant)
{
	struct json_object *o = build_texts("provider", "custom-llm", "model",
	    "accueil", "url", config->vapi_url, "metadataSendMode",
	    "variable", NULL);
	struct json_object *list = build_list(end_tool(""));

	if (phone_known(&tenant->transfer))
		json_object_array_add(list, transfer_tool(tenant));
	json_object_object_add(o, "tools", list);
	return o;
}

/* The brief, then what time it is at the office: Vapi fills that in. */
static struct json_object *
system_messages(const struct tenant *tenant)
{
	const struct prompt_blanks blanks = { .office = tenant->name,
		.last2 = "", .domain = "" };
	char text[BRIEF_BYTES] = "", now[256];
	struct json_object *list;

	for (size_t i = 0; i < COUNT(brief); i++) {
		if (!brief[i].faq || tenant->faq_count > 0)
			(void)prompt_say(brief[i].sentence, &blanks, text,
			    sizeof(text));
	}
	snprintf(now, sizeof(now),
	    "Now, at the office: "
	    "{{\"now\" | date: \"%%A %%Y-%%m-%%d %%H:%%M\", \"%s\"}}",
	    tenant->timezone);
	list = build_list(build_texts("role", "system", "content", text, NULL));
	json_object_array_add(list,
	    build_texts("role", "system", "content", now, NULL));
	return list;
}

static struct json_object *
openai_model(const struct config *config, const struct tenant *tenant)
{
	struct json_object *o =
	    build_texts("provider", "openai", "model", "gpt-4o", NULL);
	struct json_object *list =
	    build_list(end_tool(prompt_text(PROMPT_FAREWELL)));

	for (size_t i = 0; i < COUNT(tools); i++) {
		if (!tools[i].faq || tenant->faq_count > 0)
			json_object_array_add(list, function_tool(config, i));
	}
	if (phone_known(&tenant->transfer))
		json_object_array_add(list, transfer_tool(tenant));
	if (tenant->handoff_assistant[0] != '\0')
		json_object_array_add(list, handoff_tool());
	json_object_object_add(o, "temperature",
	    json_object_new_double_s(0.2, "0.2"));
	json_object_object_add(o, "messages", system_messages(tenant));
	json_object_object_add(o, "tools", list);
	return o;
}

struct json_object *
model_describe(const struct config *config, const struct tenant *tenant)
{
	return tenant->model == MODEL_OPENAI
	    ? openai_model(config, tenant)
	    : custom_model(config, tenant);
}
