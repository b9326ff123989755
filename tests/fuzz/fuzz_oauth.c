/*
 * Any bytes where a stranger may put them: as the body of the token route (a
 * form, or JSON), as its Authorization, as a token. Nobody without the secret
 * is given a token or let in, and each answer is whole.
 */
#include <stdint.h>

#include "../office.h"
#include "gateway/oauth.h"
#include "gateway/token.h"

#define SECRET "no input holds this"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct auth_rule rule = {
	.scheme = AUTH_OAUTH2,
	.client_id = "vapi",
	.secret = SECRET,
	.secret_len = sizeof(SECRET) - 1,
	.window_ms = 300000,
};
static const struct config config = { .auth = &rule, .auth_count = 1 };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	office_must(log_open("/dev/null", LOG_DEBUG, NULL));
	return 0;
}

static void
ask(const char *type, const char *body, size_t len, char *authorization)
{
	char content_type[80];
	char *envp[] = { content_type, authorization, NULL };
	struct vapi_reply reply;
	struct request request;

	snprintf(content_type, sizeof(content_type), "CONTENT_TYPE=%s", type);
	request_init(&request, envp);
	strbuf_add(&request.body, body, len);
	vapi_reply_init(&reply);
	oauth_answer(&config, &request, OFFICE_NOW_MS, &reply);
	office_must(reply.status == 400 || reply.status == 401);
	office_must(strncmp(strbuf_get(&reply.body), "{\"error\":", 9) == 0);
	vapi_reply_clear(&reply);
	request_clear(&request);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char grant[] = "grant_type=client_credentials";
	struct strbuf text, header;

	strbuf_init(&text);
	strbuf_init(&header);
	strbuf_add(&text, (const char *)data, size);
	strbuf_printf(&header, "HTTP_AUTHORIZATION=Basic %s",
	    strbuf_get(&text));
	ask("application/x-www-form-urlencoded", strbuf_get(&text), text.len,
	    NULL);
	ask("application/json", strbuf_get(&text), text.len, NULL);
	ask("application/x-www-form-urlencoded", grant, sizeof(grant) - 1,
	    header.data);
	office_must(!token_check(&rule, strbuf_get(&text), OFFICE_NOW_MS));
	strbuf_clear(&text);
	strbuf_clear(&header);
	return 0;
}
