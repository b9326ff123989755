/*
 * See play.h. Each step is a row of actions[]: what it needs, and the function
 * that takes it. Several calls may be under way; each keeps its own history,
 * as Vapi does.
 */
#include <json-c/json.h>
#include <string.h>

#include "calls/caller_id.h"
#include "ctl/play.h"
#include "ctl/talk.h"
#include "ctl/wire.h"
#include "ctl/words.h"

#define EVENT_MS 1000 /* the frozen clock moves so far at each request */
#define NAME_BYTES 64 /* one name of a field's dotted name */
#define NO_ANSWER "the history has no answer of ours"

struct play { /* one script under way */
	const struct conv *conv;
	struct target *target;
	struct screen *screen;
	struct play_tally *tally;
	struct talk *calls; /* all of them, owned */
	struct talk *call;  /* the one that steps are about */
	const struct conv_numbers *carries; /* by chat requests */
	bool stream;        /* chat requests ask for a stream */
	int64_t now_ms;
	struct strbuf body; /* of the request */
	struct target_answer answer; /* to it */
};

/* A step. False with the cause in *err when the script cannot go on. */
typedef bool action_fn(struct play *p, const struct conv_step *step,
    struct err *err);

/* --- calls ------------------------------------------------------------ */

static bool
enter_call(struct play *p, const char *nickname, struct err *err)
{
	bool fresh = !target_is_local(p->target);

	for (p->call = p->calls; p->call != NULL; p->call = p->call->next) {
		if (strcmp(p->call->nickname, nickname) == 0)
			return true;
	}
	if ((p->call = talk_new(nickname, fresh, err)) == NULL)
		return false;
	p->call->next = p->calls;
	p->calls = p->call;
	if (fresh) /* what to ask `call show` for */
		screen_line(p->screen, "call id", p->call->id);
	return true;
}

static bool
do_call(struct play *p, const struct conv_step *step, struct err *err)
{
	return enter_call(p, step->text, err);
}

/* --- requests --------------------------------------------------------- */

static bool
post(struct play *p, enum target_route route, struct err *err)
{
	if (!target_post(p->target, route, &p->body, p->now_ms, &p->answer,
	        err))
		return false;
	p->now_ms += EVENT_MS;
	return p->answer.status == 200 ||
	    err_set(err, false, "the worker answered %d", p->answer.status);
}

static bool
do_webhook(struct play *p, const struct conv_step *step, struct err *err)
{
	if (!wire_webhook(step, p->call->id, p->now_ms, &p->body))
		return err_set(err, false, "the message cannot be made");
	return post(p, TARGET_WEBHOOK, err);
}

static bool
do_chat_carries(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)err;
	p->carries = &step->numbers;
	return true;
}

/* A chat request with the history as it is now. */
static bool
chat(struct play *p, struct err *err)
{
	struct talk *call = p->call;

	if (!wire_chat(&call->history, call->id, p->carries, p->stream,
	        &p->body))
		return err_set(err, false, "the request cannot be made");
	if (!post(p, TARGET_CHAT, err) ||
	    !talk_answered(call, &p->answer, p->stream, err))
		return false;
	screen_line(p->screen, "assistant", strbuf_get(&call->said));
	screen_state(p->screen, call->state);
	return true;
}

static bool
do_greet(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)step;
	return chat(p, err);
}

static bool
do_caller(struct play *p, const struct conv_step *step, struct err *err)
{
	if (!history_user(&p->call->history, step->text))
		return err_set(err, false, "out of memory");
	return chat(p, err);
}

static bool
do_again(struct play *p, const struct conv_step *step, struct err *err)
{
	if (!history_again(&p->call->history, step->text))
		return err_set(err, false, "the caller has not spoken yet");
	return chat(p, err);
}

/* --- the history, the worker ------------------------------------------ */

static bool
do_cut(struct play *p, const struct conv_step *step, struct err *err)
{
	return history_cut(&p->call->history, step->text) ||
	    err_set(err, false, NO_ANSWER);
}

static bool
do_split(struct play *p, const struct conv_step *step, struct err *err)
{
	return history_split(&p->call->history, step->text, step->more) ||
	    err_set(err, false, NO_ANSWER);
}

static bool
do_unheard(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)step;
	return history_unheard(&p->call->history) ||
	    err_set(err, false, NO_ANSWER);
}

static bool
do_forget(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)err;
	history_forget(&p->call->history, (size_t)step->count);
	return true;
}

static bool
do_restart(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)step;
	return target_restart(p->target, err);
}

static bool
do_stream(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)err;
	p->stream = step->count == 1;
	return true;
}

/* --- expectations ----------------------------------------------------- */

static bool
judge(struct play *p, const struct conv_step *step, bool good,
    const char *expected, const char *got)
{
	const char *what = step->verb == CONV_FIELD ? step->text
	                                            : conv_word(step->verb);

	p->tally->checks++;
	if (good) {
		screen_mark(p->screen, what);
		return true;
	}
	p->tally->mismatches++;
	screen_mismatch(p->screen, p->conv->path, step->line, what, expected,
	    got);
	return true; /* the script goes on */
}

static bool
do_says(struct play *p, const struct conv_step *step, struct err *err)
{
	const char *said = strbuf_get(&p->call->said);
	bool wanted = step->verb == CONV_SAYS;

	(void)err;
	return judge(p, step, words_match(step->text, said) == wanted,
	    step->text, said);
}

static bool
do_same(struct play *p, const struct conv_step *step, struct err *err)
{
	const char *said = strbuf_get(&p->call->said);
	const char *before = strbuf_get(&p->call->before);

	(void)err;
	return judge(p, step, strcmp(said, before) == 0, before, said);
}

static bool
do_state(struct play *p, const struct conv_step *step, struct err *err)
{
	(void)err;
	return judge(p, step, strcmp(p->call->state, step->text) == 0,
	    step->text, p->call->state);
}

/* The session as `call show --json` has it; NULL when there is none. */
static bool
read_session(struct play *p, struct json_object **out, struct err *err)
{
	struct strbuf json;
	enum store_rc rc;

	strbuf_init(&json);
	*out = NULL;
	rc = target_session(p->target, p->call->id, &json, err);
	if (rc == STORE_OK)
		*out = json_tokener_parse(strbuf_get(&json));
	strbuf_clear(&json);
	return rc == STORE_OK || rc == STORE_ABSENT;
}

/* The text of a member by its dotted name; "null" for null. Borrowed. */
static const char *
field_text(struct json_object *o, const char *path)
{
	char name[NAME_BYTES];

	for (;;) {
		size_t len = strcspn(path, ".");

		if (len >= sizeof(name))
			return "(no such field)";
		memcpy(name, path, len);
		name[len] = '\0';
		if (!json_object_object_get_ex(o, name, &o))
			return "(no such field)";
		if (path[len] == '\0')
			return o != NULL ? json_object_get_string(o) : "null";
		path += len + 1;
	}
}

static bool
do_field(struct play *p, const struct conv_step *step, struct err *err)
{
	struct json_object *session;
	const char *got = "(no such call)";

	if (!read_session(p, &session, err))
		return false;
	if (session != NULL)
		got = field_text(session, step->text);
	judge(p, step, words_match(step->more, got), step->more, got);
	json_object_put(session);
	return true;
}

static bool
do_phone(struct play *p, const struct conv_step *step, struct err *err)
{
	struct json_object *session, *phone = NULL;
	const char *got = "none";

	if (!read_session(p, &session, err))
		return false;
	if (json_object_object_get_ex(session, "customer_phone", &phone) &&
	    phone != NULL) {
		const char *masked = json_object_get_string(phone);
		size_t len = strlen(masked);

		got = len > 2 ? masked + len - 2 : masked;
	}
	judge(p, step, strcmp(step->text, got) == 0, step->text, got);
	json_object_put(session);
	return true;
}

/* --- the script ------------------------------------------------------- */

enum need {
	NEEDS_NOTHING,
	NEEDS_ANSWER,   /* else the script is wrong */
	NEEDS_LOCAL,    /* else the step is skipped */
	NEEDS_SESSIONS  /* likewise */
};

static const struct {
	enum need need;
	action_fn *run;
} actions[CONV__COUNT] = {
	[CONV_CALL] = { NEEDS_NOTHING, do_call },
	[CONV_WEBHOOK] = { NEEDS_NOTHING, do_webhook },
	[CONV_CHAT_CARRIES] = { NEEDS_NOTHING, do_chat_carries },
	[CONV_GREET] = { NEEDS_NOTHING, do_greet },
	[CONV_CALLER] = { NEEDS_NOTHING, do_caller },
	[CONV_AGAIN] = { NEEDS_NOTHING, do_again },
	[CONV_CUT] = { NEEDS_ANSWER, do_cut },
	[CONV_SPLIT] = { NEEDS_ANSWER, do_split },
	[CONV_UNHEARD] = { NEEDS_ANSWER, do_unheard },
	[CONV_FORGET] = { NEEDS_NOTHING, do_forget },
	[CONV_RESTART] = { NEEDS_LOCAL, do_restart },
	[CONV_STREAM] = { NEEDS_NOTHING, do_stream },
	[CONV_SAYS] = { NEEDS_ANSWER, do_says },
	[CONV_NOT_SAYS] = { NEEDS_ANSWER, do_says },
	[CONV_SAME] = { NEEDS_ANSWER, do_same },
	[CONV_STATE] = { NEEDS_NOTHING, do_state },
	[CONV_PHONE] = { NEEDS_SESSIONS, do_phone },
	[CONV_FIELD] = { NEEDS_SESSIONS, do_field },
};

/* Why this target cannot take such a step, or NULL. */
static const char *
cannot(const struct play *p, enum need need)
{
	if (need == NEEDS_LOCAL && !target_is_local(p->target))
		return "only in a local play";
	if (need == NEEDS_SESSIONS && !target_sees_sessions(p->target))
		return "needs -c FILE, the worker's configuration";
	return NULL;
}

/* A number as a screen may show it. */
static void
describe_number(struct strbuf *out, const char *what, const char *number)
{
	struct phone phone;
	char masked[PHONE_MASK_BYTES];
	const char *shown = number;

	if (number[0] == '\0')
		return;
	if (caller_id_parse(number, strlen(number), &phone) == CALLER_OK) {
		phone_mask(&phone, masked);
		shown = masked;
	}
	strbuf_printf(out, "%s%s %s", out->len > 0 ? ", " : "", what, shown);
}

static void
show_event(struct play *p, const struct conv_step *step)
{
	struct strbuf text;

	strbuf_init(&text);
	strbuf_puts(&text, step->text);
	if (step->more[0] != '\0')
		strbuf_printf(&text, "%s %s",
		    step->verb == CONV_SPLIT ? " |" : "", step->more);
	describe_number(&text, "caller", step->numbers.caller);
	describe_number(&text, "dialled", step->numbers.dialled);
	if (step->numbers.at[0] != '\0')
		strbuf_printf(&text, ", at %s", step->numbers.at);
	screen_line(p->screen, conv_word(step->verb), strbuf_get(&text));
	strbuf_clear(&text);
}

static bool
take_step(struct play *p, const struct conv_step *step, struct err *err)
{
	enum need need = actions[step->verb].need;
	const char *why = cannot(p, need);

	if (why != NULL) {
		p->tally->skipped++;
		screen_note(p->screen, conv_word(step->verb), why);
		return true;
	}
	if (need == NEEDS_ANSWER &&
	    (p->call == NULL || p->call->answers == 0))
		return err_set(err, false, "nothing was answered yet");
	/* Until `call:` names one, there is one call. */
	if (p->call == NULL && step->verb != CONV_CALL &&
	    !enter_call(p, "call", err))
		return false;
	if (step->verb < CONV_SAYS)
		show_event(p, step);
	return actions[step->verb].run(p, step, err);
}

static bool
take_steps(struct play *p)
{
	for (size_t i = 0; i < p->conv->count; i++) {
		const struct conv_step *step = &p->conv->steps[i];
		struct err why = { "" }, err;

		if (take_step(p, step, &why))
			continue;
		err_write(&err, "%s:%u: %s: %s", p->conv->path, step->line,
		    conv_word(step->verb), why.text);
		screen_failure(p->screen, err.text);
		return false;
	}
	return true;
}

bool
play_script(const struct conv *conv, struct target *target,
    struct screen *screen, struct play_tally *tally)
{
	static const struct conv_numbers nothing = { "", "", "" };
	struct play p = { .conv = conv,
		.target = target,
		.screen = screen,
		.tally = tally,
		.carries = &nothing,
		.now_ms = conv->now_ms };
	struct talk *call;
	bool done;

	screen_heading(screen, conv->title, conv->path);
	done = take_steps(&p);
	while ((call = p.calls) != NULL) {
		p.calls = call->next;
		talk_free(call);
	}
	strbuf_clear(&p.body);
	strbuf_clear(&p.answer.body);
	return done;
}
