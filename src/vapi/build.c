/* See build.h. */
#include <json-c/json.h>
#include <stdarg.h>

#include "base/strbuf.h"
#include "vapi/build.h"

#define TIMEOUT_SECONDS 20

struct json_object *
build_texts(const char *name, ...)
{
	struct json_object *o = json_object_new_object();
	const char *text;
	va_list more;

	va_start(more, name);
	for (; name != NULL; name = va_arg(more, const char *)) {
		text = va_arg(more, const char *);
		if (text[0] != '\0')
			json_object_object_add(o, name,
			    json_object_new_string(text));
	}
	va_end(more);
	return o;
}

struct json_object *
build_list(struct json_object *one)
{
	struct json_object *array = json_object_new_array();

	json_object_array_add(array, one);
	return array;
}

struct json_object *
build_server(const struct config *config, const char *route)
{
	struct json_object *o;
	struct strbuf url;

	strbuf_init(&url);
	strbuf_printf(&url, "%s/%s", config->vapi_url, route);
	o = build_texts("url", strbuf_get(&url), "credentialId",
	    config->vapi_credential, NULL);
	json_object_object_add(o, "timeoutSeconds",
	    json_object_new_int(TIMEOUT_SECONDS));
	strbuf_clear(&url);
	return o;
}

struct json_object *
build_destination(const struct phone *number, struct json_object *message)
{
	struct json_object *o =
	    build_texts("type", "number", "number", number->e164, NULL);

	json_object_object_add(o, "message", message);
	return o;
}
