"""One call through HTTP: the number learnt, the conversation, the streams."""

import json

import pytest

from server import BOOKING, CHAT, READ_BACK, TENANT_NAME


def test_the_shown_number_is_read_back_by_its_last_two_digits(server, call_id):
    call = server.call(call_id, "+33639980114")
    for text, state in BOOKING:
        answer = call.say(text)
        assert answer.state == state
    assert READ_BACK.search(answer.says).group(1) == "14"
    assert call.say("Oui, c'est bien ça").state == "CONFIRMED"

    kept = server.session(call_id)
    assert kept["customer_phone"] == "+33639980114"
    assert kept["caller_id_source"] == "webhook"
    assert kept["state"] == "CONFIRMED"
    assert kept["turns"] == 5
    assert kept["contact"]["value"] == "+33639980114"
    assert kept["contact"]["confirmed"] is True


def test_without_a_number_it_is_asked_for(server, call_id):
    call = server.call(call_id)
    for text, state in BOOKING[:-1]:
        assert call.say(text).state == state
    answer = call.say(BOOKING[-1][0])
    assert answer.state == "QUALIF_CONTACT"
    assert not READ_BACK.search(answer.says)


def test_each_event_of_the_seed_is_logged(server, call_id):
    call = server.call(call_id, "+33639980122")
    for text, _ in BOOKING:
        call.say(text)
    assert len(server.log_lines("CALLER_ID_PERSISTED_FROM_WEBHOOK ",
                                f"call_id={call_id} ",
                                "msg_type=status-update")) == 1
    assert server.log_lines("CUSTOMER_PHONE_RECOGNITION ", "has_number=",
                            "payload_has_call=", "call_keys=")
    assert server.log_lines(
        "[QUALIF] using_caller_id contact_confirm_short", call_id)


def test_a_number_is_shown_whole_only_on_request(server, call_id):
    server.call(call_id, "+33639980133")
    shown = server.ctl("call", "show", call_id, "--json").stdout
    assert "33639980133" not in shown and "639980133" not in shown
    assert json.loads(shown)["customer_phone"].endswith("33")
    assert call_id in server.ctl("call", "list").stdout


def test_the_first_number_stays(server, call_id):
    server.call(call_id, "+33639980114")
    server.webhook(call_id, "+33639980115")
    server.webhook(call_id, "anonymous")
    assert server.session(call_id)["customer_phone"] == "+33639980114"


def test_a_status_other_than_in_progress_teaches_no_number(server, call_id):
    answer = server.webhook(call_id, "+33639980116", status="ringing")
    assert answer.status == 200
    kept = server.session(call_id)
    assert kept is None or not kept["customer_phone"]


def test_the_call_id_may_stand_in_a_header(server, call_id):
    server.call(call_id, "+33639980117")
    answer = server.post(
        CHAT, {"messages": [{"role": "user", "content": BOOKING[0][0]}]},
        {"X-Vapi-Call-Id": call_id})
    assert answer.state == BOOKING[0][1]
    assert server.session(call_id)["turns"] == 1


def test_a_request_without_a_user_message_greets(server, call_id):
    server.call(call_id, "+33639980118")
    answer = server.chat(call_id, [{"role": "system", "content": "Accueil."}])
    assert answer.status == 200
    assert TENANT_NAME in answer.says
    assert server.session(call_id)["turns"] == 0


# --- The objects of OpenAI's interface -----------------------------------------


def assert_whole(answer):
    body = answer.json()
    assert body["object"] == "chat.completion"
    assert body["id"] and isinstance(body["created"], int) and body["model"]
    assert set(body["usage"]) >= {
        "prompt_tokens", "completion_tokens", "total_tokens"}
    (choice,) = body["choices"]
    assert choice["index"] == 0 and choice["finish_reason"] == "stop"
    assert choice["message"]["role"] == "assistant"
    assert choice["message"]["content"]


def read_stream(answer):
    """What is said in a stream, each chunk looked at on the way."""
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert answer.text.endswith("\n\n")
    events = answer.text[:-2].split("\n\n")
    assert all(event.startswith("data: ") for event in events)
    assert events.pop() == "data: [DONE]"

    chunks = [json.loads(event[len("data: "):]) for event in events]
    same = {(c["id"], c["object"], c["created"], c["model"]) for c in chunks}
    assert len(same) == 1
    assert chunks[0]["object"] == "chat.completion.chunk"
    assert all(len(c["choices"]) == 1 and c["choices"][0]["index"] == 0
               for c in chunks)

    choices = [c["choices"][0] for c in chunks]
    assert choices[0]["delta"]["role"] == "assistant"
    assert [c["finish_reason"] for c in choices[:-1]] == [None] * (
        len(choices) - 1)
    assert choices[-1]["finish_reason"] == "stop"
    assert not choices[-1]["delta"].get("content")
    return "".join(c["delta"].get("content") or "" for c in choices)


@pytest.mark.parametrize("number", [None, "+33639980119"])
def test_streamed_or_whole_it_says_the_same(server, call_id, number):
    call = server.call(call_id, number)
    for text, _ in BOOKING:
        asked = call.history + [{"role": "user", "content": text}]
        streamed = server.chat(call_id, asked, stream=True)
        whole = call.say(text)
        assert_whole(whole)
        assert streamed.status == 200
        assert read_stream(streamed) == whole.says
        assert streamed.state == whole.state
    assert server.session(call_id)["turns"] == len(BOOKING)


# --- A request is not a turn -----------------------------------------------------


def test_the_same_turn_again_moves_nothing(server, call_id):
    call = server.call(call_id, "+33639980120")
    for text, state in BOOKING:
        assert call.say(text, times=3).state == state
    assert server.session(call_id)["turns"] == len(BOOKING)


def test_a_longer_last_sentence_is_the_same_turn(server, call_id):
    call = server.call(call_id, "+33639980121")
    call.say(BOOKING[0][0])
    before = list(call.history)
    call.say("Claire")
    call.history = before
    assert call.say("Claire Lefèvre").state == "QUALIF_MOTIF"
    kept = server.session(call_id)
    assert kept["turns"] == 2
    assert "Lef" in kept["name"]
