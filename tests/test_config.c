/*
 * src/tenants: configuration files read, refused with their line, printed and
 * read back; the sample files held to the table of settings.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tenants/config.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static char directory[] = "/tmp/accueil-config-XXXXXX";

/* A file of the source tree, which the build may run beside. */
static const char *
in_source(const char *name)
{
	static char path[512];
	const char *srcdir = getenv("srcdir");

	snprintf(path, sizeof(path), "%s/%s", srcdir != NULL ? srcdir : ".",
	    name);
	return path;
}

/* Files written by a test stand in its own directory, and are left to it. */

static const char *
in_directory(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

static void
write_file(const char *name, const char *text)
{
	FILE *out = fopen(in_directory(name), "w");

	ck_assert_ptr_nonnull(out);
	fputs(text, out);
	fclose(out);
	chmod(in_directory(name), 0600);
}

static struct config *
load_text(const char *text, struct err *err)
{
	write_file("accueil.conf", text);
	return config_load(in_directory("accueil.conf"), err);
}

static struct config *
load_good(const char *text)
{
	struct err err = { "" };
	struct config *config = load_text(text, &err);

	ck_assert_msg(config != NULL, "%s", err.text);
	return config;
}

/* ${text} is refused for ${cause}, "LINE: cause" after the file's name. */
static void
refuse(const char *text, const char *cause)
{
	struct err err = { "" };
	size_t len;

	ck_assert_msg(load_text(text, &err) == NULL, "accepted: %s", text);
	len = strlen(in_directory("accueil.conf"));
	ck_assert_msg(strncmp(err.text, in_directory("accueil.conf"), len) == 0,
	    "%s", err.text);
	ck_assert_str_eq(err.text + len, cause);
}

static char *
print(const struct config *config)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	config_print(config, out);
	fclose(out);
	return text;
}

static void
remove_directory(void)
{
	static const char *const files[] = { "accueil.conf", "secret",
		"tenants.d/a.conf", "tenants.d/b.conf", "tenants.d", "" };
	int i;

	for (i = 0; i < COUNT(files); i++)
		remove(in_directory(files[i]));
}

static void
make_directory(void)
{
	strcpy(directory, "/tmp/accueil-config-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	ck_assert_int_eq(mkdir(in_directory("tenants.d"), 0700), 0);
}

START_TEST(test_the_shortest_configuration_has_every_default)
{
	struct config *c = load_good("auth = none\n");

	ck_assert_str_eq(c->path, in_directory("accueil.conf"));
	ck_assert_str_eq(c->vapi_url, "");
	ck_assert_str_eq(c->vapi_credential, "");
	ck_assert_str_eq(c->store_path, "/var/lib/accueil");
	ck_assert_int_eq(c->durability, DURABILITY_FULL);
	ck_assert_int_eq(c->store_max_bytes, (int64_t)64 << 30);
	ck_assert_int_eq(c->store_readers, 1024);
	ck_assert_int_eq(c->threads, 16);
	ck_assert_int_eq(c->drain_timeout_ms, 10000);
	ck_assert_int_eq(c->io_timeout_ms, 30000);
	ck_assert_int_eq(c->connections, 4096);
	ck_assert_int_eq(c->backlog, 511);
	ck_assert_int_eq(c->body_bytes, 8 << 20);
	ck_assert_int_eq(c->json_depth, 64);
	ck_assert_int_eq(c->messages, 2000);
	ck_assert_str_eq(c->log_file, "");
	ck_assert_int_eq(c->log_level, LOG_INFO);
	ck_assert(c->auth_none);
	ck_assert_uint_eq(c->auth_count, 0);
	ck_assert_uint_eq(c->tenants_count, 0);
	ck_assert_ptr_null(c->default_tenant);
	config_unref(c);
}
END_TEST

static struct config *
load_full(void)
{
	struct err err = { "" };
	struct config *c = config_load(in_source("tests/data/conf/full.conf"),
	    &err);

	ck_assert_msg(c != NULL, "%s", err.text);
	return c;
}

START_TEST(test_every_setting_lands_where_it_is_read)
{
	struct config *c = load_full();

	ck_assert_str_eq(c->vapi_url, "https://accueil.example.fr/api/vapi");
	ck_assert_str_eq(c->vapi_credential, "cred-1");
	ck_assert_str_eq(c->store_path, "/srv/accueil");
	ck_assert_int_eq(c->durability, DURABILITY_RELAXED);
	ck_assert_int_eq(c->store_max_bytes, 1536 << 10);
	ck_assert_int_eq(c->store_readers, 100);
	ck_assert_int_eq(c->threads, 4);
	ck_assert_int_eq(c->drain_timeout_ms, 1500);
	ck_assert_int_eq(c->io_timeout_ms, 120000);
	ck_assert_int_eq(c->connections, 64);
	ck_assert_int_eq(c->backlog, 10);
	ck_assert_int_eq(c->body_bytes, 4 << 20);
	ck_assert_int_eq(c->json_depth, 32);
	ck_assert_int_eq(c->messages, 100);
	ck_assert_int_eq(c->log_file[0], '/');
	ck_assert_ptr_nonnull(strstr(c->log_file, "/conf/accueil.log"));
	ck_assert_int_eq(c->log_level, LOG_DEBUG);
	ck_assert(!c->auth_none);
	config_unref(c);
}
END_TEST

START_TEST(test_a_tenant_is_whole)
{
	struct config *c = load_full();
	const struct tenant *t = config_tenant(c, "martin");

	ck_assert_ptr_nonnull(t);
	ck_assert_ptr_eq(c->default_tenant, t);
	ck_assert_str_eq(t->name, "Étude Martin");
	ck_assert_str_eq(t->greeting, "Étude Martin, bonjour.");
	ck_assert_str_eq(t->timezone, "Indian/Reunion");
	ck_assert_str_eq(t->transfer.e164, "+33199001235");
	ck_assert_uint_eq(t->numbers_count, 3);
	ck_assert_str_eq(t->numbers[1].e164, "+33261910001");
	ck_assert_uint_eq(t->reasons_count, 2);
	ck_assert_str_eq(t->reasons[1], "une succession");
	ck_assert(hours_open(&t->hours, 0, 9 * 60));
	ck_assert(hours_open(&t->hours, 4, 9 * 60));
	ck_assert(!hours_open(&t->hours, 1, 9 * 60));
	ck_assert_uint_eq(t->auth_count, 1);
	ck_assert_int_eq(t->auth[0].scheme, AUTH_OAUTH2);
	ck_assert_str_eq(t->auth[0].client_id, "vapi");
	config_unref(c);
}
END_TEST

START_TEST(test_a_tenant_says_what_vapi_is_told)
{
	struct config *c = load_full();
	const struct tenant *t = config_tenant(c, "martin");

	ck_assert_ptr_nonnull(t);
	ck_assert_uint_eq(t->blocked_count, 2);
	ck_assert_str_eq(t->blocked[0].e164, "+33639980115");
	ck_assert_int_eq(t->calls, TENANT_TRANSFER);
	ck_assert_str_eq(t->closed_message, "L'étude est fermée.");
	ck_assert_str_eq(t->assistant_id, "3f0c");
	ck_assert_int_eq(t->model, MODEL_OPENAI);
	ck_assert_str_eq(t->voice_provider, "11labs");
	ck_assert_str_eq(t->voice, "Charlotte");
	ck_assert_str_eq(t->transcriber, "gladia");
	ck_assert_str_eq(t->transcriber_model, "");
	ck_assert_str_eq(t->handoff_assistant, "Accueil Martin");
	ck_assert_int_eq(t->endpointing_ms, 400);
	ck_assert_int_eq(t->endpointing_digits_ms, 15000);
	ck_assert_int_eq(t->keep_transcripts, YES);
	config_unref(c);
}
END_TEST

static int64_t
minutes(int n)
{
	return (int64_t)n * 60 * 1000;
}

START_TEST(test_the_shortest_tenant_has_every_default)
{
	struct config *c = load_good("auth = none tenant \"a\" { name = A }");
	const struct tenant *t = &c->tenants[0];

	ck_assert_uint_eq(t->blocked_count, 0);
	ck_assert_int_eq(t->calls, TENANT_ASSISTANT);
	ck_assert_str_eq(t->closed_message, "");
	ck_assert_str_eq(t->assistant_id, "");
	ck_assert_int_eq(t->model, MODEL_CUSTOM_LLM);
	ck_assert_str_eq(t->voice_provider, "azure");
	ck_assert_str_eq(t->voice, "fr-FR-DeniseNeural");
	ck_assert_str_eq(t->transcriber, "deepgram");
	ck_assert_str_eq(t->transcriber_model, "nova-2");
	ck_assert_str_eq(t->handoff_assistant, "");
	ck_assert_int_eq(t->endpointing_ms, 600);
	ck_assert_int_eq(t->endpointing_digits_ms, 2000);
	ck_assert_int_eq(t->keep_transcripts, NO);
	ck_assert_uint_eq(t->faq_count, 0);
	ck_assert_int_eq(t->agenda, NO);
	ck_assert_int_eq(t->own.slot_ms, minutes(30));
	ck_assert_int_eq(t->own.buffer_ms, 0);
	ck_assert_int_eq(t->own.notice_ms, minutes(120));
	ck_assert_int_eq(t->own.horizon_ms, minutes(30 * 24 * 60));
	ck_assert_uint_eq(t->own.closures_count, 0);
	ck_assert_uint_eq(t->own.exceptions_count, 0);
	config_unref(c);
}
END_TEST

START_TEST(test_a_tenant_s_agenda_is_whole)
{
	struct config *c = load_full();
	const struct tenant *t = config_tenant(c, "martin");
	const struct resource *r = &t->own;

	ck_assert_int_eq(t->agenda, YES);
	ck_assert_int_eq(r->slot_ms, minutes(45));
	ck_assert_int_eq(r->buffer_ms, minutes(15));
	ck_assert_int_eq(r->notice_ms, minutes(24 * 60));
	ck_assert_int_eq(r->horizon_ms, minutes(60 * 24 * 60));
	ck_assert_uint_eq(r->closures_count, 2);
	ck_assert_int_eq(r->closures[0].from, dates_day(2026, 12, 25));
	ck_assert_int_eq(r->closures[0].to, dates_day(2026, 12, 25));
	ck_assert_int_eq(r->closures[1].to, dates_day(2027, 1, 2));
	ck_assert_uint_eq(r->exceptions_count, 2);
	ck_assert_int_eq(r->exceptions[0].day, dates_day(2026, 12, 5));
	ck_assert_uint_eq(r->exceptions[0].count, 2);
	ck_assert_int_eq(r->exceptions[0].span[1].to, 16 * 60);
	ck_assert_uint_eq(r->exceptions[1].count, 0);
	config_unref(c);
}
END_TEST

START_TEST(test_a_resource_has_what_it_says_and_else_what_its_tenant_has)
{
	struct config *c = load_full();
	const struct tenant *t = config_tenant(c, "martin");
	const struct resource *r = t->resources;

	ck_assert_uint_eq(t->resources_count, 2);
	ck_assert_str_eq(r[0].id, "me-martin");
	ck_assert_str_eq(r[0].name, "maître Martin");
	ck_assert_int_eq(r[0].slot_ms, minutes(45));
	ck_assert_ptr_eq(r[0].closures, t->own.closures);
	ck_assert(hours_open(&r[0].hours, 0, 9 * 60));
	ck_assert_str_eq(r[1].id, "salle-1");
	ck_assert_ptr_null(r[1].name);
	ck_assert_int_eq(r[1].slot_ms, minutes(60));
	ck_assert_int_eq(r[1].buffer_ms, 0);
	ck_assert_int_eq(r[1].notice_ms, 0);
	ck_assert_int_eq(r[1].horizon_ms, minutes(24 * 60));
	ck_assert_uint_eq(r[1].closures_count, 1);
	ck_assert_uint_eq(r[1].exceptions_count, 1);
	ck_assert(!hours_open(&r[1].hours, 0, 9 * 60));
	ck_assert(hours_open(&r[1].hours, 1, 23 * 60));
	config_unref(c);
}
END_TEST

START_TEST(test_a_tenant_without_resources_is_one_itself)
{
	struct config *c = load_good("auth = none tenant \"a\" { name = A\n"
	    "agenda = yes hours { mon = '9:00-10:00' } }");
	const struct tenant *t = &c->tenants[0];

	ck_assert_uint_eq(t->resources_count, 1);
	ck_assert_str_eq(t->resources[0].id, "");
	ck_assert_ptr_null(t->resources[0].name);
	ck_assert(hours_open(&t->resources[0].hours, 0, 9 * 60));
	ck_assert_int_eq(t->resources[0].slot_ms, minutes(30));
	config_unref(c);
}
END_TEST

START_TEST(test_questions_stay_in_the_file_s_order)
{
	struct config *c = load_full();
	const struct tenant *t = config_tenant(c, "martin");

	ck_assert_uint_eq(t->faq_count, 2);
	ck_assert_str_eq(t->faq[0].title, "horaires");
	ck_assert_uint_eq(t->faq[0].words_count, 2);
	ck_assert_str_eq(t->faq[0].words[1], "à quelle heure");
	ck_assert_str_eq(t->faq[0].answer,
	    "L'étude est ouverte le matin, sur \"rendez-vous\".");
	ck_assert_str_eq(t->faq[1].title, "parking");
	ck_assert_uint_eq(t->faq[1].words_count, 0);
	ck_assert_str_eq(t->faq[1].answer, "Devant la porte.");
	config_unref(c);
}
END_TEST

START_TEST(test_two_tenants_may_answer_the_same_question)
{
	struct config *c = load_good("auth = none\n"
	    "tenant \"a\" { name = A faq \"prix\" { answer = 'Un euro.' } }\n"
	    "tenant \"b\" { name = B faq \"prix\" { answer = 'Rien.' } }\n");

	ck_assert_str_eq(c->tenants[0].faq[0].answer, "Un euro.");
	ck_assert_str_eq(c->tenants[1].faq[0].answer, "Rien.");
	config_unref(c);
}
END_TEST

#define ALL_ROUTES (AUTH_ON_WEBHOOK | AUTH_ON_TOOL | AUTH_ON_CHAT)

static const struct {
	const char *written;
	unsigned routes;
	const char *printed;
} routes[] = {
	{ "", ALL_ROUTES, "{ \"webhook\", \"tool\", \"chat\" }" },
	{ "routes = {}", ALL_ROUTES,
	    "{ \"webhook\", \"tool\", \"chat\" }" },
	{ "routes = { webhook }", AUTH_ON_WEBHOOK, "{ \"webhook\" }" },
	{ "routes = { tool }", AUTH_ON_TOOL, "{ \"tool\" }" },
	{ "routes = { \"chat\" }", AUTH_ON_CHAT, "{ \"chat\" }" },
	{ "routes = { chat, webhook, chat }", AUTH_ON_WEBHOOK | AUTH_ON_CHAT,
	    "{ \"webhook\", \"chat\" }" },
};

START_TEST(test_a_credential_lets_in_to_the_routes_it_names_or_to_all)
{
	char text[128];
	struct config *c;
	char *printed;

	snprintf(text, sizeof(text), "auth { secret = s %s }",
	    routes[_i].written);
	c = load_good(text);
	ck_assert_uint_eq(c->auth[0].routes, routes[_i].routes);
	printed = print(c);
	snprintf(text, sizeof(text), "\troutes = %s\n", routes[_i].printed);
	ck_assert_msg(strstr(printed, text) != NULL, "%s", printed);
	free(printed);
	config_unref(c);
}
END_TEST

static const char *const urls[] = {
	"",
	"http://127.0.0.1:8080/api/vapi",
	"https://accueil.example.fr/api/vapi",
	"https://[2001:db8::1]/a%20b",
	"https://a",
};

START_TEST(test_an_address_is_kept_as_written)
{
	char text[128];
	struct config *c;

	snprintf(text, sizeof(text), "auth = none vapi { url = '%s' }",
	    urls[_i]);
	c = load_good(text);
	ck_assert_str_eq(c->vapi_url, urls[_i]);
	config_unref(c);
}
END_TEST

START_TEST(test_included_tenants_are_found_by_id_and_number)
{
	struct config *c = load_full();
	struct phone known = { "+33199005678" }, unknown = { "+33199009999" };
	const struct tenant *t;

	ck_assert_uint_eq(c->tenants_count, 4);
	t = config_tenant_dialled(c, &known);
	ck_assert_ptr_nonnull(t);
	ck_assert_str_eq(t->id, "dupont");
	ck_assert_ptr_null(t->greeting);
	ck_assert_str_eq(t->timezone, "Europe/Paris");
	ck_assert(!phone_known(&t->transfer));
	ck_assert(!hours_any(&t->hours));
	ck_assert_ptr_null(config_tenant_dialled(c, &unknown));
	ck_assert_ptr_nonnull(config_tenant(c, "petit"));
	ck_assert_ptr_null(config_tenant(c, "Petit"));
	config_unref(c);
}
END_TEST

static void
check_rule(const struct auth_rule *rule, enum auth_scheme scheme,
    const char *header, const char *prefix, const char *secret, size_t len)
{
	ck_assert_int_eq(rule->scheme, scheme);
	ck_assert_str_eq(rule->header, header);
	ck_assert_str_eq(rule->prefix, prefix);
	ck_assert_uint_eq(rule->secret_len, len);
	ck_assert_mem_eq(rule->secret, secret, len);
}

START_TEST(test_each_credential_gets_what_its_scheme_implies)
{
	static const char first[] = "premier \"secret\" à $ \\ ok";
	struct config *c = load_full();

	ck_assert_uint_eq(c->auth_count, 3);
	check_rule(&c->auth[0], AUTH_SECRET, "X-Vapi-Secret", "", first,
	    strlen(first));
	check_rule(&c->auth[1], AUTH_BEARER, "X-Token", "", "second", 6);
	check_rule(&c->auth[2], AUTH_HMAC, "X-Signature", "sha512=",
	    "secret bytes\0\xff", 14);
	ck_assert_str_eq(c->auth[2].algorithm, "sha512");
	ck_assert_str_eq(c->auth[2].encoding, "base64");
	ck_assert_str_eq(c->auth[2].payload, "{timestamp}.{body}");
	ck_assert_str_eq(c->auth[2].timestamp_header, "X-Timestamp");
	ck_assert_int_eq(c->auth[2].window_ms, 3600000);
	config_unref(c);
	c = load_good("auth { scheme = bearer secret = s }\n"
		      "auth { scheme = hmac secret = s payload = '{body}' }");
	check_rule(&c->auth[0], AUTH_BEARER, "Authorization", "Bearer ", "s",
	    1);
	ck_assert_str_eq(c->auth[1].timestamp_header, "");
	ck_assert_int_eq(c->auth[1].window_ms, 300000);
	config_unref(c);
}
END_TEST

START_TEST(test_a_secret_is_read_from_a_file_beside_the_configuration)
{
	struct config *c;
	struct err err;

	write_file("secret", "hush\n");
	c = load_good("auth { secret_file = secret }");
	check_rule(&c->auth[0], AUTH_SECRET, "X-Vapi-Secret", "", "hush", 4);
	config_unref(c);
	ck_assert_int_eq(chmod(in_directory("secret"), 0604), 0);
	ck_assert_ptr_null(load_text("\nauth { secret_file = secret }", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "accueil.conf:2: "));
	ck_assert_ptr_nonnull(strstr(err.text, "secret: others may use"));
	write_file("secret", "\n");
	ck_assert_ptr_null(load_text("auth { secret_file = secret }", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "secret: empty"));
}
END_TEST

#define BAD_URL \
	":2: vapi.url: must be an address without a slash at its end, such " \
	"as https://example.fr/api/vapi"

#define BAD_DAYS \
	"write days as \"2026-12-25\" or \"2026-12-24..2027-01-02\""
#define BAD_EXCEPTION \
	"write a day and its hours as \"2026-12-05 09:00-12:00\", or " \
	"\"2026-12-05 closed\""

#define X10 "xxxxxxxxxx"
#define X100 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10

static const struct {
	const char *text, *cause;
} refusals[] = {
	/* names and grammar */
	{ "auth = none\nthreads = 3\n", ":2: no such option 'threads'" },
	{ "# a\n/* b\n c */ // d\n# e\nzork = 1\n",
	    ":5: no such option 'zork'" },
	{ "store {\n\tzork = 1\n}\n", ":2: no such option 'zork'" },
	{ "store {\n\tpath = a\n", ":1: this { is never closed" },
	{ "tenant \"a\" {\n hours {\n mon = \"\"\n}\n",
	    ":1: this { is never closed" },
	{ "store { }\n}\n", ":2: unexpected closing brace" },
	{ "\ndefault_tenant = \"a\n\n\n", ":2: this string is never closed" },
	{ "\ndefault_tenant = 'a\n\n\n", ":2: this string is never closed" },
	{ "\n/* a\n\n\n", ":2: this comment is never closed" },
	{ "a{b{c{d{e{f{g{h{i{\n", ":1: too many braces" },
	{ "\nstore = 3\n",
	    ":2: missing opening brace for section 'store'" },
	{ "\ndefault_tenant \"a\"\n",
	    ":2: missing equal sign after option 'default_tenant'" },
	{ "\n\nworker { threads = { 3 } }", ":3: unexpected token '{'" },
	{ "\ninclude(\"a\", \"b\")", ":2: include: takes one pattern" },
	{ "\ninclude(\"none.conf\")", NULL },
	/* values */
	{ "worker {\n\tthreads = 0\n}",
	    ":2: worker.threads: must be between 1 and 512" },
	{ "worker {\n\tthreads =\n\n\t513\n}",
	    ":4: worker.threads: must be between 1 and 512" },
	{ "worker { threads = many }", ":1: worker.threads: must be a number" },
	{ "worker { threads = -1 }", ":1: worker.threads: must be a number" },
	{ "worker { threads = 16s }", ":1: worker.threads: must be a number" },
	{ "worker { threads = '' }", ":1: worker.threads: must be a number" },
	{ "worker { threads = 99999999999999999999 }",
	    ":1: worker.threads: must be a number" },
	{ "worker { drain_timeout = 10 }",
	    ":1: worker.drain_timeout: must be a number and its unit "
	    "(ms, s, m, h, d), such as 30s" },
	{ "worker { drain_timeout = 2h }",
	    ":1: worker.drain_timeout: must be between 0ms and 1h" },
	{ "limits { body = 8mo }",
	    ":1: limits.body: must be a number and its unit (K, M, G, T), "
	    "such as 8MB" },
	{ "limits { body = 9999999999999T }",
	    ":1: limits.body: must be a number and its unit (K, M, G, T), "
	    "such as 8MB" },
	{ "limits { body = 1 }",
	    ":1: limits.body: must be between 1KB and 256MB" },
	{ "store { durability = fast }",
	    ":1: store.durability: must be one of full|relaxed" },
	{ "store { durability = ful }",
	    ":1: store.durability: must be one of full|relaxed" },
	{ "store { path = '' }", ":1: store.path: must not be empty" },
	{ "log { file = \"\\xff\" }", ":1: log.file: must be UTF-8" },
	{ "log { file = \"a\\n\" }",
	    ":1: log.file: must not hold a control character" },
	{ "vapi {\n url = 'https://a/' }", BAD_URL },
	{ "vapi {\n url = 'https://' }", BAD_URL },
	{ "vapi {\n url = 'https:///api' }", BAD_URL },
	{ "vapi {\n url = 'ftp://a/api' }", BAD_URL },
	{ "vapi {\n url = 'a.fr/api' }", BAD_URL },
	{ "vapi {\n url = 'https://a/api?b' }", BAD_URL },
	{ "vapi {\n url = 'https://a/a b' }", BAD_URL },
	{ "vapi {\n url = 'https://é.fr' }", BAD_URL },
	/* who may call */
	{ "worker { threads = 3 }",
	    ": no credential configured: write auth { ... } or auth = none" },
	{ "tenant \"a\" { name = A auth { secret = s } }\n"
	  "tenant \"b\" { name = B }",
	    ": no credential configured: write auth { ... } or auth = none" },
	{ "\nauth = nobody", ":2: auth: must be one of none" },
	{ "auth = none\nauth { secret = s }",
	    ":2: missing equal sign after option 'auth'" },
	{ "auth = none zork = 1", ":1: no such option 'zork'" },
	{ "auth = none\n\nworker {\n threads = 0 }",
	    ":4: worker.threads: must be between 1 and 512" },
	{ "auth { secret = s }\n\nworker {\n threads = 0 }",
	    ":4: worker.threads: must be between 1 and 512" },
	{ "\nauth {\n zork = 1 }", ":3: no such option 'zork'" },
	{ "\n\nauth {\n }", ":3: auth: write either secret_file or secret" },
	{ "auth { secret = s secret_file = f }",
	    ":1: auth: write either secret_file or secret" },
	{ "auth { secret = '' }", ":1: auth.secret: must not be empty" },
	{ "auth { secret = s\n header = 'X Y' }",
	    ":2: auth.header: must be a header's name: letters, digits and "
	    "hyphens" },
	{ "auth { secret = s\n header = '' }",
	    ":1: auth.header: must not be empty" },
	{ "auth { secret = s scheme = hmac timestamp_header = '' }",
	    ":1: auth.timestamp_header: must not be empty when the payload "
	    "holds the timestamp" },
	{ "auth { secret = s scheme = oauth2 }",
	    ":1: auth.client_id: must be given for oauth2" },
	{ "auth { secret = s scheme = basic }",
	    ":1: auth.scheme: must be one of secret|bearer|hmac|oauth2" },
	{ "auth { secret = s\n routes = { chat,\n tools } }",
	    ":3: auth.routes: must be one of webhook|tool|chat" },
	{ "auth { secret = s routes = { '' } }",
	    ":1: auth.routes: must be one of webhook|tool|chat" },
	{ "auth { secret = s algorithm = md5 }",
	    ":1: auth.algorithm: must be one of sha256|sha512|sha1" },
	{ "auth { secret = 'a=bc' secret_encoding = base64 }",
	    ":1: auth.secret_encoding: the secret is not base64" },
	/* offices */
	{ "auth = none\ndefault_tenant = b\ntenant \"a\" { name = A }",
	    ":2: there is no tenant \"b\"" },
	{ "tenant \"a\" { name = A }\ntenant \"b\" {\n}",
	    ":2: tenant.name: must be given" },
	{ "tenant \"a\" {\n name = '' }",
	    ":2: tenant.name: must not be empty" },
	{ "tenant \"a\" {\n name = '" X100 X100 "x' }",
	    ":2: tenant.name: is over 200 bytes" },
	{ "\ntenant \"A\" { name = A }",
	    ":2: tenant: its name in the configuration is 1 to 64 of a-z, "
	    "0-9, _ and -" },
	{ "tenant { name = A }", ":1: missing title for section 'tenant'" },
	{ "tenant \"a\" { name = A }\n\ntenant \"a\" { name = B }",
	    ":3: found duplicate title 'a'" },
	{ "tenant \"a\" { name = A numbers = { '01 99 00 12 34' } }\n"
	  "tenant \"b\" { name = B\n numbers = { '+33199001235',\n"
	  " '+33199001234' } }",
	    ":4: tenant.numbers: +33•••••••34 is tenant \"a\"'s" },
	{ "tenant \"a\" { name = A numbers = { '+33199001234',\n '12' } }",
	    ":2: tenant.numbers: must be a telephone number, such as "
	    "+33199001234" },
	{ "tenant \"a\" { name = A\n transfer_number = 12 }",
	    ":2: tenant.transfer_number: must be a telephone number, such as "
	    "+33199001234" },
	{ "tenant \"a\" { name = A reasons = { 'x', '' } }",
	    ":1: tenant.reasons: must not be empty" },
	{ "tenant \"a\" { name = A\n timezone = 'Europe/Pari' }",
	    ":2: tenant.timezone: must be a time zone known here, such as "
	    "Europe/Paris (/usr/share/zoneinfo/)" },
	{ "tenant \"a\" { name = A\n timezone = 'Europe/../Europe/Paris' }",
	    ":2: tenant.timezone: must be a time zone known here, such as "
	    "Europe/Paris (/usr/share/zoneinfo/)" },
	{ "tenant \"a\" { name = A\n timezone = 'Europe' }",
	    ":2: tenant.timezone: must be a time zone known here, such as "
	    "Europe/Paris (/usr/share/zoneinfo/)" },
	{ "tenant \"a\" { name = A hours {\n tue = '9h-12h' } }",
	    ":2: hours.tue: write opening hours as \"09:00-12:30 "
	    "14:00-18:00\", or \"closed\"" },
	{ "tenant \"a\" { name = A\n calls = transfer }",
	    ":2: tenant.calls: transfer needs a transfer_number" },
	{ "tenant \"a\" { name = A\n calls = transfer\n"
	  " transfer_number = '' }",
	    ":2: tenant.calls: transfer needs a transfer_number" },
	{ "tenant \"a\" { name = A\n calls = open }",
	    ":2: tenant.calls: must be one of assistant|transfer|closed" },
	{ "tenant \"a\" { name = A\n model = gpt-4o }",
	    ":2: tenant.model: must be one of custom-llm|openai" },
	{ "tenant \"a\" { name = A\n keep_transcripts = true }",
	    ":2: tenant.keep_transcripts: must be one of no|yes" },
	{ "tenant \"a\" { name = A\n voice = '' }",
	    ":2: tenant.voice: must not be empty" },
	{ "tenant \"a\" { name = A\n blocked = { '12' } }",
	    ":2: tenant.blocked: must be a telephone number, such as "
	    "+33199001234" },
	{ "tenant \"a\" { name = A\n endpointing = 16s }",
	    ":2: tenant.endpointing: must be between 0ms and 15s" },
	{ "tenant \"a\" { name = A\n endpointing_digits = 15001ms }",
	    ":2: tenant.endpointing_digits: must be between 0ms and 15s" },
	{ "tenant \"a\" { name = A\n slot = 12m }",
	    ":2: tenant.slot: must be a multiple of 5m" },
	{ "tenant \"a\" { name = A\n slot = 0m }",
	    ":2: tenant.slot: must be between 5m and 8h" },
	{ "tenant \"a\" { name = A\n horizon = 366d }",
	    ":2: tenant.horizon: must be between 1d and 365d" },
	{ "tenant \"a\" { name = A closures = {\n '2026-02-29' } }",
	    ":2: tenant.closures: " BAD_DAYS },
	{ "tenant \"a\" { name = A closures = {\n '2026-02-28 ' } }",
	    ":2: tenant.closures: " BAD_DAYS },
	{ "tenant \"a\" { name = A closures = {\n '2026-02-28..' } }",
	    ":2: tenant.closures: " BAD_DAYS },
	{ "tenant \"a\" { name = A closures = { '2026-02-02..2026-02-01' } }",
	    ":1: tenant.closures: ends before it begins" },
	{ "tenant \"a\" { name = A exceptions = { '2026-02-28' } }",
	    ":1: tenant.exceptions: " BAD_EXCEPTION },
	{ "tenant \"a\" { name = A exceptions = { '2026-02-28 ' } }",
	    ":1: tenant.exceptions: " BAD_EXCEPTION },
	{ "tenant \"a\" { name = A exceptions = { '2026-02-28 9h' } }",
	    ":1: tenant.exceptions: write opening hours as \"09:00-12:30 "
	    "14:00-18:00\", or \"closed\"" },
	{ "tenant \"a\" { name = A\n agenda = yes }",
	    ":2: tenant.agenda: yes needs hours" },
	{ "tenant \"a\" { name = A\n agenda = yes\n"
	  " resource \"r\" { hours { mon = '9:00-10:00' } }\n"
	  " resource \"s\" { } }",
	    ":2: tenant.agenda: yes needs hours" },
	{ "tenant \"a\" { name = A\n resource \"R\" { } }",
	    ":2: resource: its name in the configuration is 1 to 64 of a-z, "
	    "0-9, _ and -" },
	{ "tenant \"a\" { name = A resource \"r\" { }\n\n"
	  " resource \"r\" { } }",
	    ":3: found duplicate title 'r'" },
	{ "tenant \"a\" { name = A resource \"r\" {\n hours {\n"
	  " tue = '9h-12h' } } }",
	    ":3: hours.tue: write opening hours as \"09:00-12:30 "
	    "14:00-18:00\", or \"closed\"" },
	{ "tenant \"a\" { name = A\n faq \"prix\" { } }",
	    ":2: faq.answer: must be given" },
	{ "tenant \"a\" { name = A faq \"prix\" {\n answer = '' } }",
	    ":2: faq.answer: must not be empty" },
	{ "tenant \"a\" { name = A faq \"prix\" { answer = B\n"
	  " words = { 'x', '' } } }",
	    ":2: faq.words: must not be empty" },
	{ "tenant \"a\" { name = A faq \"prix\" { answer = B }\n\n"
	  " faq \"prix\" { answer = C } }",
	    ":3: found duplicate title 'prix'" },
	{ "tenant \"a\" { name = A\n faq \"\" { answer = B } }",
	    ":2: faq's title: must not be empty" },
	{ "tenant \"a\" { name = A\n faq \"\\xff\" { answer = B } }",
	    ":2: faq's title: must be UTF-8" },
	{ "tenant \"a\" { name = A faq { answer = B } }",
	    ":1: missing title for section 'faq'" },
	{ "\nfaq \"prix\" { answer = B }", ":2: no such option 'faq'" },
	{ "tenant \"a\" { name = A auth {\n } }",
	    ":1: auth: write either secret_file or secret" },
};

START_TEST(test_a_bad_file_is_refused_with_its_line)
{
	struct err err = { "" };

	if (refusals[_i].cause != NULL) {
		refuse(refusals[_i].text, refusals[_i].cause);
		return;
	}
	/* the cause is another file's */
	ck_assert_ptr_null(load_text(refusals[_i].text, &err));
	ck_assert_ptr_nonnull(
	    strstr(err.text, "/none.conf: No such file or directory"));
}
END_TEST

START_TEST(test_a_duplicate_in_another_file_is_refused_there)
{
	static const char text[] = "auth = none\n"
	    "include(\"tenants.d/*.conf\")\n";
	struct err err = { "" };

	write_file("tenants.d/a.conf",
	    "tenant \"a\" { name = A numbers = { '+33199001234' } }\n");
	write_file("tenants.d/b.conf", "# b\n\ntenant \"a\" { name = B }\n");
	ck_assert_ptr_null(load_text(text, &err));
	ck_assert_ptr_nonnull(strstr(err.text,
	    "/tenants.d/b.conf:3: tenant \"a\" is there already"));
	write_file("tenants.d/b.conf", "tenant \"b\" { name = B\n"
	    "numbers = { '0199001234' } }\n");
	ck_assert_ptr_null(load_text(text, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "/tenants.d/b.conf:2: "
	    "tenant.numbers: +33•••••••34 is tenant \"a\"'s"));
	write_file("tenants.d/b.conf", "store { }\n");
	ck_assert_ptr_null(load_text(text, &err));
	ck_assert_ptr_nonnull(strstr(err.text,
	    "/tenants.d/b.conf:1: no such option 'store'"));
}
END_TEST

START_TEST(test_more_tenants_than_ten_are_included_one_file_each)
{
	char name[32], text[64];
	struct config *c;
	int i;

	for (i = 0; i < 50; i++) {
		snprintf(name, sizeof(name), "tenants.d/%d.conf", i);
		snprintf(text, sizeof(text), "tenant \"t%d\" { name = T }", i);
		write_file(name, text);
	}
	c = load_good("auth = none include('tenants.d/*.conf')\n"
		      "default_tenant = t42");
	ck_assert_uint_eq(c->tenants_count, 50);
	ck_assert_str_eq(c->default_tenant->id, "t42");
	config_unref(c);
	for (i = 0; i < 50; i++) {
		snprintf(name, sizeof(name), "tenants.d/%d.conf", i);
		remove(in_directory(name));
	}
}
END_TEST

START_TEST(test_a_pattern_that_matches_nothing_is_no_error)
{
	config_unref(load_good("auth = none include('tenants.d/*.conf')\n"
			       "include('nowhere/*.conf')"));
}
END_TEST

START_TEST(test_wildcards_in_the_directory_s_own_name_are_not)
{
	struct config *c;
	struct err err;

	ck_assert_int_eq(mkdir(in_directory("a[b]*"), 0700), 0);
	write_file("a[b]*/c.conf", "auth = none include('*.inc')\n"
	    "include('d.inc')");
	write_file("a[b]*/d.inc", "");
	write_file("a[b]*/e.inc", "tenant \"e\" { name = E }");
	c = config_load(in_directory("a[b]*/c.conf"), &err);
	ck_assert_msg(c != NULL, "%s", err.text);
	ck_assert_uint_eq(c->tenants_count, 1);
	config_unref(c);
	remove(in_directory("a[b]*/c.conf"));
	remove(in_directory("a[b]*/d.inc"));
	remove(in_directory("a[b]*/e.inc"));
	remove(in_directory("a[b]*"));
}
END_TEST

START_TEST(test_what_is_no_text_is_refused)
{
	struct err err = { "" };
	FILE *out;

	ck_assert_ptr_null(config_load("/nonexistent/accueil.conf", &err));
	ck_assert_str_eq(err.text,
	    "/nonexistent/accueil.conf: No such file or directory");
	ck_assert_ptr_null(config_load(directory, &err));
	ck_assert_ptr_nonnull(strstr(err.text, ": Is a directory"));
	out = fopen(in_directory("accueil.conf"), "w");
	fwrite("auth = \0none", 1, 12, out);
	fclose(out);
	ck_assert_ptr_null(config_load(in_directory("accueil.conf"), &err));
	ck_assert_ptr_nonnull(strstr(err.text, ": holds a NUL byte"));
	ck_assert_int_eq(truncate(in_directory("accueil.conf"), 1 << 21), 0);
	ck_assert_ptr_null(config_load(in_directory("accueil.conf"), &err));
	ck_assert_ptr_nonnull(strstr(err.text, ": over 1048576 bytes"));
}
END_TEST

START_TEST(test_what_is_printed_is_read_back_the_same)
{
	struct config *c = load_full();
	char *first = print(c), *second, *raw;

	config_unref(c);
	ck_assert_ptr_null(strstr(first, "premier"));
	ck_assert_ptr_null(strstr(first, "second"));
	ck_assert_ptr_null(strstr(first, "troisi"));
	/* eight stars are no base64: the one secret that cannot be read back */
	raw = strstr(first, "secret_encoding = \"base64\"");
	ck_assert_ptr_nonnull(raw);
	memcpy(raw, "secret_encoding = \"raw\"   ", 26);
	c = load_good(first);
	second = print(c);
	raw = strstr(first, "\"raw\"   ");
	memmove(raw + 5, raw + 8, strlen(raw + 8) + 1);
	ck_assert_str_eq(first, second);
	config_unref(c);
	free(first);
	free(second);
}
END_TEST

START_TEST(test_a_reference_keeps_the_set_alive)
{
	struct config *c = load_full();

	ck_assert_ptr_eq(config_ref(c), c);
	config_unref(c);
	ck_assert_str_eq(c->tenants[0].id, "martin");
	config_unref(c);
	config_unref(NULL);
}
END_TEST

/* The table of settings */

START_TEST(test_every_setting_is_whole_and_named_once)
{
	const struct setting *settings, *a, *b;
	size_t count;

	settings = config_settings(&count);
	for (a = settings; a < settings + count; a++) {
		ck_assert_msg(a->help != NULL && a->help[0] != '\0' &&
			a->help[strlen(a->help) - 1] == '.',
		    "%s.%s: help is a sentence", a->section, a->name);
		if (a->type == SETTING_INT || a->type == SETTING_DURATION ||
		    a->type == SETTING_SIZE)
			ck_assert_msg(a->min < a->max && a->unit != NULL &&
				(a->def != NULL ||
				    strcmp(a->section, "resource") == 0),
			    "%s.%s: a number has bounds", a->section, a->name);
		if (a->type == SETTING_CHOICE || a->type == SETTING_CHOICES)
			ck_assert_ptr_nonnull(a->choices);
		for (b = settings; b < a; b++)
			ck_assert_msg(strcmp(a->section, b->section) != 0 ||
				strcmp(a->name, b->name) != 0,
			    "%s.%s: twice", a->section, a->name);
	}
}
END_TEST

/* A setting as a sample file shows it, with the help above it. */
struct shown {
	char section[32], name[64], value[128], help[512];
};

/*
 * The next setting shown in ${in}; false at its end. "# text" is help, and
 * "#name = value" what could be written, in a section that may be commented
 * out whole.
 */
static bool
next_shown(FILE *in, struct shown *s)
{
	char line[256], *at;

	s->help[0] = '\0';
	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		at = line + (line[0] == '#' && line[1] == '\t');
		at += strspn(at, "\t");
		if (at[0] == '#' && at[1] == ' ') {
			if (s->help[0] != '\0')
				strcat(s->help, " ");
			strcat(s->help, at + 2);
			continue;
		}
		at += at[0] == '#';
		if (sscanf(at, "%63[a-z_] = %127[^\n]", s->name,
			s->value) == 2)
			return true;
		s->help[0] = '\0';
		if (at[0] != '\0' && at[strlen(at) - 1] == '{')
			sscanf(at, "%31s", s->section);
		else if (at[0] == '}')
			s->section[0] = '\0';
	}
	return false;
}

static const struct setting *
setting_shown(const struct shown *s)
{
	const struct setting *settings;
	size_t i, count;

	settings = config_settings(&count);
	for (i = 0; i < count; i++) {
		if (strcmp(settings[i].section, s->section) == 0 &&
		    strcmp(settings[i].name, s->name) == 0)
			return &settings[i];
	}
	return NULL;
}

static const struct {
	const char *path;
	const char *sections; /* whose settings it must all show */
} samples[] = {
	{ "etc/accueil.conf.sample", "| vapi store worker limits log auth" },
	{ "etc/tenants.d/example.conf.sample", "tenant hours resource faq" },
};

static bool
must_show(int sample, const struct setting *row)
{
	const char *in = samples[sample].sections;

	return strstr(in, row->section[0] != '\0' ? row->section : "|") != NULL;
}

/* Where the default is nothing, a sample may show an example instead. */
static bool
has_default(const struct setting *row)
{
	return row->def != NULL && row->def[0] != '\0' &&
	    strcmp(row->def, "{}") != 0;
}

START_TEST(test_a_sample_shows_each_setting_with_its_default_and_help)
{
	struct shown s = { .section = "" };
	const struct setting *settings, *row;
	char quoted[128];
	size_t count, i, rows = 0, seen = 0;
	FILE *in = fopen(in_source(samples[_i].path), "r");

	ck_assert_ptr_nonnull(in);
	while (next_shown(in, &s)) {
		row = setting_shown(&s);
		ck_assert_msg(row != NULL, "no such setting: %s.%s",
		    s.section, s.name);
		ck_assert_str_eq(s.help, row->help);
		snprintf(quoted, sizeof(quoted), "\"%s\"",
		    row->def != NULL ? row->def : "");
		ck_assert_msg(!has_default(row) ||
			strcmp(s.value, row->def) == 0 ||
			strcmp(s.value, quoted) == 0,
		    "%s.%s: %s is not the default", s.section, s.name,
		    s.value);
		seen++;
	}
	fclose(in);
	settings = config_settings(&count);
	for (i = 0; i < count; i++)
		rows += must_show(_i, &settings[i]);
	ck_assert_uint_eq(seen, rows);
}
END_TEST

/* Is ${row} an item of its section in the manual: ".It Ic mon , tue"? */
static bool
in_manual(const struct setting *row)
{
	char line[256], section[32] = "?", *word;
	bool found = false;
	FILE *in = fopen(in_source("man/accueil.conf.5"), "r");

	ck_assert_ptr_nonnull(in);
	while (fgets(line, sizeof(line), in) != NULL) {
		if (strcmp(line, ".Ss Outside any section\n") == 0)
			section[0] = '\0';
		sscanf(line, ".Ss Section %31[a-z]", section);
		if (strcmp(section, row->section) != 0 ||
		    strncmp(line, ".It Ic ", 7) != 0)
			continue;
		for (word = strtok(line + 7, " ,\n"); word != NULL;
		    word = strtok(NULL, " ,\n"))
			found = found || strcmp(word, row->name) == 0;
	}
	fclose(in);
	return found;
}

START_TEST(test_the_manual_has_each_setting_in_its_section)
{
	const struct setting *settings;
	size_t count, i;

	settings = config_settings(&count);
	for (i = 0; i < count; i++)
		ck_assert_msg(in_manual(&settings[i]), "%s.%s",
		    settings[i].section, settings[i].name);
}
END_TEST

/* ${path}, with the settings that are commented out one by one in force. */
static char *
uncomment(const char *path)
{
	char *text = calloc(1, 65536), line[256], *sharp;
	FILE *in = fopen(in_source(path), "r");

	ck_assert_ptr_nonnull(in);
	while (fgets(line, sizeof(line), in) != NULL) {
		sharp = line + strspn(line, "\t");
		if (sharp > line && sharp[0] == '#' && sharp[1] >= 'a')
			memmove(sharp, sharp + 1, strlen(sharp));
		strcat(text, line);
	}
	fclose(in);
	return text;
}

START_TEST(test_the_sample_s_defaults_are_the_defaults)
{
	char *text = uncomment(samples[0].path), *want, *got;
	struct config *c = load_good("auth = none");

	want = print(c);
	config_unref(c);
	c = load_good(strcat(text, "\nauth = none\n"));
	got = print(c);
	ck_assert_str_eq(got, want);
	config_unref(c);
	free(text);
	free(want);
	free(got);
}
END_TEST

START_TEST(test_the_sample_tenant_can_be_used)
{
	char *text = uncomment(samples[1].path);
	struct config *c;

	write_file("tenants.d/a.conf", text);
	c = load_good("include(\"tenants.d/*.conf\") auth = none");
	ck_assert_uint_eq(c->tenants_count, 1);
	config_unref(c);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("config");
	TCase *tc = tcase_create("config");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, make_directory, remove_directory);
	tcase_add_test(tc, test_the_shortest_configuration_has_every_default);
	tcase_add_test(tc, test_every_setting_lands_where_it_is_read);
	tcase_add_test(tc, test_a_tenant_is_whole);
	tcase_add_test(tc, test_a_tenant_says_what_vapi_is_told);
	tcase_add_test(tc, test_the_shortest_tenant_has_every_default);
	tcase_add_test(tc, test_a_tenant_s_agenda_is_whole);
	tcase_add_test(tc,
	    test_a_resource_has_what_it_says_and_else_what_its_tenant_has);
	tcase_add_test(tc, test_a_tenant_without_resources_is_one_itself);
	tcase_add_test(tc, test_questions_stay_in_the_file_s_order);
	tcase_add_test(tc, test_two_tenants_may_answer_the_same_question);
	tcase_add_loop_test(tc,
	    test_a_credential_lets_in_to_the_routes_it_names_or_to_all, 0,
	    COUNT(routes));
	tcase_add_loop_test(tc, test_an_address_is_kept_as_written, 0,
	    COUNT(urls));
	tcase_add_test(tc, test_included_tenants_are_found_by_id_and_number);
	tcase_add_test(tc, test_each_credential_gets_what_its_scheme_implies);
	tcase_add_test(tc,
	    test_a_secret_is_read_from_a_file_beside_the_configuration);
	tcase_add_loop_test(tc, test_a_bad_file_is_refused_with_its_line, 0,
	    COUNT(refusals));
	tcase_add_test(tc, test_a_duplicate_in_another_file_is_refused_there);
	tcase_add_test(tc,
	    test_more_tenants_than_ten_are_included_one_file_each);
	tcase_add_test(tc, test_a_pattern_that_matches_nothing_is_no_error);
	tcase_add_test(tc,
	    test_wildcards_in_the_directory_s_own_name_are_not);
	tcase_add_test(tc, test_what_is_no_text_is_refused);
	tcase_add_test(tc, test_what_is_printed_is_read_back_the_same);
	tcase_add_test(tc, test_a_reference_keeps_the_set_alive);
	tcase_add_test(tc, test_every_setting_is_whole_and_named_once);
	tcase_add_loop_test(tc,
	    test_a_sample_shows_each_setting_with_its_default_and_help, 0,
	    COUNT(samples));
	tcase_add_test(tc, test_the_manual_has_each_setting_in_its_section);
	tcase_add_test(tc, test_the_sample_s_defaults_are_the_defaults);
	tcase_add_test(tc, test_the_sample_tenant_can_be_used);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
