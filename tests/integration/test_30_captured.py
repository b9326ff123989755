"""The payloads of tests/data/captured: each taken on its route."""

import json
import re

import pytest

from server import CHAT, SOURCE, TOOL, WEBHOOK

CAPTURED = {path.stem: path.read_text()
            for path in sorted((SOURCE / "tests/data/captured").glob("*.json"))}

# Where a number may be learnt from, and which one stands there. The others
# carry none, or are messages that teach nothing: reports and ended calls.
NUMBERS = {
    "assistant-request-customer-with-phonenumber": "+33652393801",
    "assistant-request-pstn-2024": "+33652390501",
    "assistant-request-sip-customer-sipuri": "+33652390201",
    "assistant-request-vapi-number-nulls": "+33652390401",
    "custom-llm-inbound-2024-05": "+33652393401",
    "status-update-in-progress-outbound": "+33652391901",
    "tool-calls-inbound-2024": "+33652391501",
    "tool-calls-inbound-tool-messages": "+33652391601",
    "tool-calls-simple-assistant": "+33652391201",
    "tool-calls-sip-inbound-2026-05": "+33652393601",
    "tool-calls-squad-after-transfer": "+33652391401",
    "tool-calls-squad-empty-arguments": "+33652391101",
}


def route(name):
    return CHAT if name.startswith("custom-llm") else WEBHOOK


def own_call(name, prefix):
    """The payload under a call id of this test's own, and that id."""
    text = CAPTURED[name]
    body = json.loads(text)
    first = body.get("bodies", [body])[0]
    call = first.get("message", first).get("call") or {}
    old = call.get("id") or call.get("callId")
    new = f"{prefix}-{name}"
    return json.loads(text.replace(old, new) if old else text), new


def bodies(body):
    return body.get("bodies", [body])


def test_all_of_them_are_here():
    assert len(CAPTURED) == 40


@pytest.mark.parametrize("name", CAPTURED)
def test_each_is_taken_on_its_route(server, name):
    body, call_id = own_call(name, "taken")
    for one in bodies(body):
        answer = server.post(route(name), one)
        assert answer.status == 200, answer.text
    kept = server.session(call_id)
    assert ((kept or {}).get("customer_phone") or None) == NUMBERS.get(name)


@pytest.mark.parametrize(
    "name", [n for n in CAPTURED if n.startswith(("tool-calls", "function-"))])
def test_tool_calls_are_taken_on_the_route_of_tools_too(server, name):
    body, call_id = own_call(name, "tool")
    answer = server.post(TOOL, body)
    assert answer.status == 200, answer.text
    kept = server.session(call_id)
    assert ((kept or {}).get("customer_phone") or None) == NUMBERS.get(name)


@pytest.mark.parametrize(
    "name", [n for n in CAPTURED if n.startswith("tool-calls-")])
def test_each_tool_call_gets_a_result_of_one_line(server, name):
    body, _ = own_call(name, "result")
    message = body["message"]
    asked = message.get("toolCallList") or message["toolCalls"]
    # One of them has no type: it can only have come to the route of tools.
    for path in [TOOL, WEBHOOK] if "type" in message else [TOOL]:
        results = server.post(path, body).json()["results"]
        assert {r["toolCallId"] for r in results} == {c["id"] for c in asked}
        for result in results:
            assert "\n" not in (result.get("result") or result.get("error"))


@pytest.mark.parametrize("name", ["custom-llm-sequence-utterance-corrected",
                                  "custom-llm-sequence-utterance-grows"])
def test_what_is_asked_again_moves_the_conversation_once(server, name):
    body, call_id = own_call(name, "once")
    turns = set()
    for one in body["bodies"]:
        assert server.post(CHAT, one).status == 200
        turns.add(server.session(call_id)["turns"])
    assert len(turns) == 1


def test_the_dialled_number_is_never_the_callers():
    dialled = set()
    for text in CAPTURED.values():
        dialled.update(re.findall(r"\+339392\d+", text))
    assert dialled and not dialled & set(NUMBERS.values())
