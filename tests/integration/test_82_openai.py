"""Chat completions, as OpenAI's own client for Node reads them."""

import pytest

import nodejs
from server import BOOKING, DIALLED

pytestmark = nodejs.needs_node


def client(server, orders):
    """What the client makes of (body, streamed) requests, in turn."""
    url = f"http://127.0.0.1:{server.port}/api/vapi"
    return nodejs.run("client.mjs", url, given=[
        {"body": body, "streamed": streamed} for body, streamed in orders])


def body(call_id, *said, **members):
    return {"model": "accueil", "call": {"id": call_id},
            "phoneNumber": {"number": DIALLED},
            "messages": [{"role": "user", "content": text} for text in said],
            **members}


def text_of(result):
    """What is said, of either kind of answer."""
    if "completion" in result:
        return result["completion"]["choices"][0]["message"]["content"]
    return "".join(choice["delta"].get("content") or ""
                   for chunk in result["chunks"] for choice in chunk["choices"])


def test_a_whole_conversation_says_the_same_streamed_and_whole(
        server, call_id):
    server.webhook(call_id, "+33639980191")
    lines = [text for text, _ in BOOKING] + ["Oui, c'est bien ça"]
    orders, history = [], []
    for line in lines:
        history.append(line)
        # The same turn, asked twice: the same answer, and nothing done twice.
        orders += [(body(call_id, *history), True),
                   (body(call_id, *history), False)]
    results = client(server, orders)
    for streamed, whole in zip(results[::2], results[1::2]):
        assert text_of(streamed) == text_of(whole) != ""
    assert "il se termine par 91" in text_of(results[-3])
    kept = server.session(call_id)
    assert (kept["state"], kept["turns"]) == ("CONFIRMED", len(lines))


def test_the_objects_are_those_that_the_client_knows(server, call_id):
    whole, streamed = client(server, [
        (body(call_id, "Bonjour", model="gpt-4o"), False),
        (body(call_id, "Bonjour", model="gpt-4o"), True)])
    completion = whole["completion"]
    assert completion["object"] == "chat.completion"
    assert completion["model"] == "gpt-4o"
    assert completion["choices"][0]["finish_reason"] == "stop"
    assert completion["usage"]["total_tokens"] == (
        completion["usage"]["prompt_tokens"]
        + completion["usage"]["completion_tokens"])
    chunks = streamed["chunks"]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert {chunk["model"] for chunk in chunks} == {"gpt-4o"}
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert chunks[0]["choices"][0]["delta"]["role"] == "assistant"
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    assert not any(chunk.get("usage") for chunk in chunks)


def test_usage_comes_last_when_it_is_asked_for(server, call_id):
    streamed, whole = client(server, [
        (body(call_id, "Bonjour", stream_options={"include_usage": True}),
         True),
        (body(call_id, "Bonjour"), False)])
    *others, last = streamed["chunks"]
    assert last["choices"] == []
    assert last["usage"] == whole["completion"]["usage"]
    assert all(chunk["usage"] is None for chunk in others)


@pytest.mark.parametrize("change, param", [
    ({"messages": "Bonjour"}, "messages"),
    ({"messages": [7]}, "messages[0]"),
    ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
    ({"call": {"id": "x" * 4000}}, "call.id")])
@pytest.mark.parametrize("streamed", [False, True])
def test_an_error_is_the_clients_own(server, call_id, change, param, streamed):
    (result,) = client(server, [({**body(call_id), **change}, streamed)])
    error = result["error"]
    assert (error["name"], error["status"]) == ("BadRequestError", 400)
    assert error["param"] == param
    assert error["type"] == "invalid_request_error"
    assert error["code"] and error["message"]


# Vapi offers its own tools with each request: those of the assistant.
END_CALL = {"type": "function", "function": {
    "name": "endCall", "parameters": {"type": "object", "properties": {}}}}
TRANSFER_CALL = {"type": "function", "function": {
    "name": "transferCall", "parameters": {
        "type": "object", "required": ["destination"],
        "properties": {"destination": {
            "type": "string", "enum": ["+33199004213"]}}}}}


@pytest.mark.parametrize("said, tool, arguments", [
    (["Au revoir"], "endCall", "{}"),
    (["Passez-moi quelqu'un, s'il vous plaît"], "transferCall",
     '{"destination":"+33199004213"}')])
def test_a_tool_of_vapis_is_called_when_it_is_offered(
        server, call_id, said, tool, arguments):
    asked = body(call_id, *said, tools=[END_CALL, TRANSFER_CALL])
    whole, streamed = client(server, [(asked, False), (asked, True)])
    choice = whole["completion"]["choices"][0]
    assert choice["finish_reason"] == "tool_calls"
    (call,) = choice["message"]["tool_calls"]
    assert call["function"] == {"name": tool, "arguments": arguments}
    assert text_of(streamed) == text_of(whole)
    deltas = [c["delta"] for chunk in streamed["chunks"]
              for c in chunk["choices"]]
    (called,) = [d["tool_calls"] for d in deltas if d.get("tool_calls")]
    assert called[0]["function"] == call["function"]
