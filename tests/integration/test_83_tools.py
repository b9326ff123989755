"""A call that a language model leads with our tools, and what is left of it."""

import concurrent.futures
import re

import privacy
from server import (BOOKING, CONFIGURATION, DIALLED, READ_BACK, TOOL, WEBHOOK)

OPEN = "Nous sommes ouverts de neuf heures à midi."
FAQ = CONFIGURATION.rstrip().removesuffix("}}") + (
    '    faq "horaires" {{ words = {{ "ouvert" }} answer = "' + OPEN + '" }}\n'
    "}}\n")
NUMBER = "+33639980114"


def message(call_id, kind="tool-calls", **members):
    return {"message": {
        "type": kind, "phoneNumber": {"number": DIALLED},
        "call": {"id": call_id, "customer": {"number": NUMBER}}, **members}}


def ask(server, call_id, tool_id, tool, /, path=TOOL, **arguments):
    """One tool call; the one line that answers it, and whether an error."""
    privacy.remember({"content": arguments.get("text", "")})
    answer = server.post(path, message(call_id, toolCallList=[
        {"id": tool_id, "type": "function",
         "function": {"name": tool, "arguments": arguments}}]))
    assert answer.status == 200, answer.text
    (result,) = answer.json()["results"]
    assert result["name"] == tool and result["toolCallId"] == tool_id
    assert ("result" in result) != ("error" in result)
    line = result.get("result") or result["error"]
    assert line and "\n" not in line
    assert NUMBER[3:] not in re.sub(r"\D", "", answer.text)
    return line, "error" in result


def test_a_call_led_by_a_model(new_server):
    server = new_server()
    server.configure(FAQ)
    server.start()
    line, error = ask(server, "led", "t1", "caller_id")
    assert READ_BACK.search(line).group(1) == "14" and not error
    assert ask(server, "led", "t2", "faq",
               text="Vous êtes ouverts quand ?") == (OPEN, False)
    line, error = ask(server, "led", "t3", "faq", text="Et la carte bleue ?")
    assert "N'inventez rien" in line
    line, error = ask(server, "led", "t4", "book", name="Claire Lefèvre",
                      text="jeudi à neuf heures")
    assert "rien n'a été réservé" in line and error
    line, error = ask(server, "led", "t5", "confirm_contact", confirmed=True)
    assert "enregistré" in line and not error

    kept = server.session("led")
    assert kept["customer_phone"] == NUMBER
    assert kept["caller_id_source"] == "tool"
    assert kept["contact"] == {"kind": "phone", "value": NUMBER,
                               "confirmed": True}
    assert kept["turns"] == 0
    shown = server.ctl("call", "show", "led").stdout
    for tool in ["caller_id", "faq", "book", "confirm_contact"]:
        assert re.search(rf"\btool +{tool}\b", shown), shown


def test_say_leads_the_engine_to_the_end(server, call_id):
    for n, (text, state) in enumerate([*BOOKING, ("Oui", "CONFIRMED")], 1):
        ask(server, call_id, f"t{n}", "say", text=text)
        assert server.session(call_id)["state"] == state
        assert server.session(call_id)["turns"] == n


def test_a_tool_call_is_done_once_whoever_is_asked(new_server):
    server = new_server()
    server.start_pair()
    server.nginx("start")

    def once_more(n):
        return ask(server, "pair", "t1", "say", text=BOOKING[0][0],
                   path=[TOOL, WEBHOOK][n % 2])

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(once_more, range(24)))
    assert len(answers) == 1
    assert server.session("pair")["turns"] == 1
    assert server.ctl("call", "show", "pair").stdout.count(" say") == 1


def test_a_tool_call_is_answered_again_after_a_restart(new_server):
    server = new_server().start()
    first = ask(server, "again", "t1", "say", text=BOOKING[0][0])
    assert server.stop_worker() == 0
    server.start_worker()
    assert ask(server, "again", "t1", "say", text=BOOKING[0][0]) == first
    assert server.session("again")["turns"] == 1


def test_forty_tool_calls_in_one_message(server, call_id):
    calls = [{"id": f"t{n}", "name": "caller_id", "arguments": {}}
             for n in range(40)]
    results = server.post(TOOL, message(call_id, toolCallList=calls)).json()
    assert [r["toolCallId"] for r in results["results"]] == [
        f"t{n}" for n in range(40)]


# --- What Vapi reports --------------------------------------------------------


def report(server, call_id, kind, **members):
    answer = server.post(WEBHOOK, message(call_id, kind, **members))
    assert answer.status == 200 and answer.json() == {}


def test_reports_are_kept_once_in_whatever_order(server, call_id):
    for _ in range(2):
        report(server, call_id, "end-of-call-report",
               timestamp=1795426260000, endedReason="customer-ended-call",
               cost=0.0881, transcript="AI: Bonjour tout le monde ici.")
        report(server, call_id, "status-update", status="ended",
               timestamp=1795426259000, endedReason="customer-ended-call")
        report(server, call_id, "hang", timestamp=1795426230000)
        report(server, call_id, "status-update", status="in-progress",
               timestamp=1795426200000)
    shown = server.ctl("call", "show", call_id).stdout
    for event in [r"end-of-call-report +customer-ended-call",
                  r"status +ended", r"hang\b", r"status +in-progress"]:
        assert len(re.findall(event, shown)) == 1, shown
    assert server.session(call_id)["customer_phone"] == NUMBER


def test_a_deleted_call_is_erased_and_does_not_come_back(server, call_id):
    call = server.call(call_id, NUMBER)
    for text, _ in BOOKING:
        call.say(text)
    ask(server, call_id, "t1", "caller_id")
    report(server, call_id, "call.deleted")
    assert server.session(call_id) is None
    assert call_id not in server.ctl("call", "list").stdout

    report(server, call_id, "end-of-call-report", endedReason="hangup")
    report(server, call_id, "status-update", status="in-progress")
    ask(server, call_id, "t1", "caller_id")
    ask(server, call_id, "t2", "confirm_contact", confirmed=True)
    assert call.say("Oui").says
    report(server, call_id, "call.deleted")
    assert server.session(call_id) is None


def test_the_course_of_a_call_is_shown(server, call_id):
    report(server, call_id, "end-of-call-report", timestamp=1795426260000,
           endedReason="customer-ended-call", cost=0.0881,
           startedAt="2026-11-23T09:30:00.000Z",
           endedAt="2026-11-23T09:31:30.000Z")
    shown = server.ctl("call", "show", call_id).stdout
    for line in [r"course +ended", r"ended_reason +customer-ended-call",
                 r"started +2026-11-23T09:30:00.000Z",
                 r"ended +2026-11-23T09:31:30.000Z", r"cost +0.0881 USD"]:
        assert re.search(line, shown), shown
