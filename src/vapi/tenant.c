/* See tenant.h. */
#include <string.h>

#include "base/log.h"
#include "vapi/reply.h"
#include "vapi/tenant.h"

/* The office that the call was known to be for; "" when it is not known, or
 * may still be corrected by the number dialled. */
static enum store_rc
call_tenant(const struct calls *calls, const char *call_id,
    bool is_dialled, char tenant[TENANT_ID_BYTES], struct err *err)
{
	struct session s;
	enum store_rc rc;

	tenant[0] = '\0';
	if (call_id[0] == '\0' || strlen(call_id) >= CALL_ID_BYTES)
		return STORE_OK;
	rc = call_get(calls, call_id, &s, err);
	if (rc == STORE_ABSENT)
		return STORE_OK;
	if (rc == STORE_OK &&
	    !(is_dialled && s.tenant_by_default && s.turns == 0))
		memcpy(tenant, s.tenant, sizeof(s.tenant));
	return rc;
}

static bool
refuse(const struct vapi_request *request, const char *tenant,
    struct vapi_reply *reply)
{
	log_event(LOG_WARNING, "AUTH_WRONG_TENANT",
	    LOG_TEXT("auth_tenant", request->only_tenant),
	    LOG_TEXT("tenant", tenant),
	    LOG_WORD("call_id", reply->call_id),
	    LOG_WORD("request_id", request->request_id));
	vapi_error(reply, 401, NULL, "unauthorized",
	    "Missing or wrong credentials.");
	return false;
}

bool
tenant_allowed(const struct vapi_request *request, const struct calls *calls,
    const struct call_facts *facts, struct vapi_reply *reply)
{
	const char *call_id = facts->call_id;
	const struct tenant *office = NULL;
	char of_call[TENANT_ID_BYTES];
	struct err err = { "" };
	enum store_rc rc;

	if (request->only_tenant == NULL)
		return true;
	if (call_id[0] == '\0' && request->call_id_header != NULL)
		call_id = request->call_id_header;
	if (phone_known(&facts->dialled))
		office = config_tenant_dialled(calls->config, &facts->dialled);
	rc = call_tenant(calls, call_id, office != NULL, of_call, &err);
	if (rc != STORE_OK) {
		vapi_store_failed(reply, request, rc, &err);
		vapi_unavailable(reply);
		return false;
	}
	if (office == NULL && of_call[0] == '\0')
		office = calls->config->default_tenant;
	if (of_call[0] != '\0' && strcmp(of_call, request->only_tenant) != 0)
		return refuse(request, of_call, reply);
	if (office != NULL && strcmp(office->id, request->only_tenant) != 0)
		return refuse(request, office->id, reply);
	return true;
}
