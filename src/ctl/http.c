/* See http.h. */
#include <curl/curl.h>
#include <stdlib.h>

#include "ctl/http.h"

#define TIMEOUT_MS 20000L /* as long as Vapi waits for a server */

struct http {
	CURL *curl;
	struct curl_slist *headers;
	char cause[CURL_ERROR_SIZE]; /* libcurl's words for the last failure */
};

static size_t
keep_body(char *data, size_t size, size_t count, void *body)
{
	strbuf_add(body, data, size * count);
	return strbuf_failed(body) ? 0 : size * count;
}

struct http *
http_new(struct err *err)
{
	struct http *http = calloc(1, sizeof(*http));

	if (http == NULL)
		return err_set(err, NULL, "out of memory");
	http->headers =
	    curl_slist_append(NULL, "Content-Type: application/json");
	if (http->headers == NULL || (http->curl = curl_easy_init()) == NULL) {
		http_free(http);
		return err_set(err, NULL, "libcurl cannot start");
	}
	curl_easy_setopt(http->curl, CURLOPT_ERRORBUFFER, http->cause);
	curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, http->headers);
	curl_easy_setopt(http->curl, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
	curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, keep_body);
	curl_easy_setopt(http->curl, CURLOPT_NOSIGNAL, 1L);
	/* A worker is ours: what http_proxy says is for the world outside. */
	curl_easy_setopt(http->curl, CURLOPT_NOPROXY, "*");
	return http;
}

void
http_free(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	curl_slist_free_all(http->headers);
	free(http);
}

int
http_post(struct http *http, const char *url, const char *json,
    struct strbuf *body, struct err *err)
{
	long status = 0;
	CURLcode rc;

	strbuf_clear(body);
	http->cause[0] = '\0';
	curl_easy_setopt(http->curl, CURLOPT_URL, url);
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, json);
	curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, body);
	if ((rc = curl_easy_perform(http->curl)) != CURLE_OK)
		return err_set(err, 0, "%s: %s", url,
		    http->cause[0] != '\0' ? http->cause
					   : curl_easy_strerror(rc));
	curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	return (int)status;
}

const char *
http_header(struct http *http, const char *name)
{
	struct curl_header *header;

	if (curl_easy_header(http->curl, name, 0, CURLH_HEADER, -1, &header) !=
	    CURLHE_OK)
		return "";
	return header->value;
}
