/* src/vapi/chat.c: OpenAI's chat completions, asked and answered. */
#include "posting.h"

#define GREETING \
	"Bonjour, Cabinet Dupont, je suis l'assistant vocal automatique. " \
	"Que puis-je faire pour vous ?"
#define ASK_NAME "À quel nom, s'il vous plaît ?"
#define FAULT \
	"Excusez-moi, j'ai un souci technique. Pouvez-vous répéter dans un " \
	"instant ?"
#define USER(text) "{\"role\":\"user\",\"content\":" text "}"
#define SAID(text) "{\"role\":\"assistant\",\"content\":" text "}"
#define BOOK USER("\"je voudrais prendre rendez-vous\"")

/* A chat request of call "c", from ${messages} and other ${members}. */
static const char *
request(const char *messages, const char *members)
{
	static char body[8192];

	snprintf(body, sizeof(body),
	    "{\"messages\":[%s],%s\"call\":{\"id\":\"c\"},"
	    "\"phoneNumber\":{\"number\":\"" DUPONT "\"}}",
	    messages, members);
	return body;
}

static const char *
ask(const char *messages, const char *members)
{
	return post(vapi_chat, request(messages, members), NULL);
}

/* The text of an answer's choice, whole or gathered from its chunks. */
static const char *
said(const char *body)
{
	static char out[2048];
	char line[4096];
	size_t len;

	if (!reply.stream)
		return at(body, "choices") != NULL
		    ? strcpy(out, at(body, "said"))
		    : "";
	out[0] = '\0';
	for (; *body != '\0'; body += len + 2) {
		len = strcspn(body, "\n");
		snprintf(line, sizeof(line), "%.*s", (int)len - 6, body + 6);
		if (strcmp(line, "[DONE]") != 0)
			strcat(out, at(line, "said"));
	}
	return out;
}
