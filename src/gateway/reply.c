/* See reply.h. */
#include <stddef.h>

#include "gateway/reply.h"

static const struct {
	int status;
	const char *reason;
} statuses[] = {
	{ 200, "OK" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 413, "Content Too Large" },
	{ 415, "Unsupported Media Type" },
	{ 422, "Unprocessable Content" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 503, "Service Unavailable" },
};

#define STATUSES (sizeof(statuses) / sizeof(statuses[0]))

static void
put_status(struct strbuf *sb, int status)
{
	size_t i = 0;

	while (i < STATUSES && statuses[i].status != status)
		i++;
	/* HTTP lets the reason be empty: nginx sends its own. */
	strbuf_printf(sb, "Status: %d %s\r\n", status,
	    i < STATUSES ? statuses[i].reason : "");
}

/* A stream has no Content-Length: nginx passes it on as it comes. */
static void
put_content(struct strbuf *sb, const struct vapi_reply *reply)
{
	if (reply->stream)
		strbuf_puts(sb, "Content-Type: text/event-stream; "
		    "charset=utf-8\r\nX-Accel-Buffering: no\r\n");
	else
		strbuf_printf(sb, "Content-Type: application/json\r\n"
		    "Content-Length: %zu\r\n", reply->body.len);
}

void
reply_write(const struct vapi_reply *reply,
    const struct reply_options *options, FCGX_Stream *out)
{
	struct strbuf head;

	strbuf_init(&head);
	put_status(&head, reply->status);
	put_content(&head, reply);
	strbuf_printf(&head, "Cache-Control: no-store\r\nX-Request-Id: %s\r\n",
	    options->request_id);
	if (reply->state[0] != '\0')
		strbuf_printf(&head, "X-Accueil-State: %s\r\n", reply->state);
	if (reply->retry_after_s > 0)
		strbuf_printf(&head, "Retry-After: %d\r\n",
		    reply->retry_after_s);
	if (reply->status == 401 && options->challenge != NULL)
		strbuf_printf(&head, "WWW-Authenticate: %s\r\n",
		    options->challenge);
	if (options->allow != NULL)
		strbuf_printf(&head, "Allow: %s\r\n", options->allow);
	strbuf_puts(&head, "\r\n");
	/* Out of memory, part of an answer is wrong: nginx makes it a 502. */
	if (!strbuf_failed(&head) && !strbuf_failed(&reply->body)) {
		FCGX_PutStr(strbuf_get(&head), (int)head.len, out);
		if (!options->head)
			FCGX_PutStr(strbuf_get(&reply->body),
			    (int)reply->body.len, out);
	}
	strbuf_clear(&head);
}
