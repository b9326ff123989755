/*
 * Any bytes as the body of any route: each is answered whole, with a status
 * of ours and a body that is JSON (or events), and nothing crashes. The first
 * byte picks the route; the store lives as long as the process.
 */
#include <json-c/json.h>
#include <stdint.h>

#include "../office.h"
#include "vapi/vapi.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct office office;

static vapi_handler *const routes[] = { vapi_webhook, vapi_tool, vapi_chat,
	vapi_health };

static void
close_office(void)
{
	office_close(&office);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct store_options small = { .max_bytes = 64 << 20,
		.durability = STORE_RELAXED };

	(void)argc;
	(void)argv;
	office_open(&office, OFFICE_DEFAULT OFFICE_TENANTS, &small);
	office_must(log_open("/dev/null", LOG_DEBUG, NULL));
	atexit(close_office);
	return 0;
}

static void
check_json(const char *text, size_t len)
{
	struct json_tokener *tok = json_tokener_new();
	struct json_object *o = json_tokener_parse_ex(tok, text, (int)len);

	office_must(json_object_is_type(o, json_type_object));
	json_object_put(o);
	json_tokener_free(tok);
}

/* Server-sent events: one object a line, then [DONE]. */
static void
check_events(const char *text)
{
	static const char done[] = "data: [DONE]\n\n";
	size_t len;

	while (strcmp(text, done) != 0) {
		office_must(strncmp(text, "data: ", 6) == 0);
		len = strcspn(text, "\n");
		check_json(text + 6, len - 6);
		office_must(strncmp(text + len, "\n\n", 2) == 0);
		text += len + 2;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vapi_request request = { .request_id = "fuzz",
		.now_ms = OFFICE_NOW_MS };
	struct vapi_reply reply;
	char *body;

	if (size == 0)
		return 0;
	/* A copy of its own length: reading past it is seen. */
	office_must((body = malloc(size > 1 ? size - 1 : 1)) != NULL);
	memcpy(body, data + 1, size - 1);
	request.body = body;
	request.body_len = size - 1;
	request.call_id_header = data[0] & 4 ? "header" : NULL;
	vapi_reply_init(&reply);
	routes[data[0] % 4](&office.calls, &request, &reply);
	office_must(reply.status == 200 || reply.status == 400 ||
	    reply.status == 503);
	office_must(!strbuf_failed(&reply.body) && reply.body.len > 0);
	if (reply.stream)
		check_events(strbuf_get(&reply.body));
	else
		check_json(strbuf_get(&reply.body), reply.body.len);
	vapi_reply_clear(&reply);
	free(body);
	return 0;
}
