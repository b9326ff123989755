"""Every message of Vapi's schema is taken, and answered as the schema says.

Messages are made up from the schema; a validator from npm looks at them, so
that they are what they should be, and at our answers.
"""

import json

import pytest

import schema
from nodejs import needs_node
from server import CONFIGURATION, DIALLED, WEBHOOK, Server

pytestmark = needs_node

URL = "https://accueil.example/api/vapi"
FAQ = 'faq "horaires" {{ words = {{ "ouvert" }} answer = "De neuf à midi." }}'

# Offices whose assistants differ: the end of the dialled number, the settings,
# and which member the answer to assistant-request has.
OFFICES = {
    "custom": ("01", "", "assistant"),
    "person": ("02", 'transfer_number = "+33199004214"', "assistant"),
    "openai": ("03", 'model = openai', "assistant"),
    "everything": ("04", f'''model = openai handoff_assistant = "Ventes"
        transfer_number = "+33199004215" keep_transcripts = yes {FAQ}
        transcriber = "azure" transcriber_model = ""''', "assistant"),
    "saved": ("05", 'assistant_id = "asst-1"', "assistantId"),
    "closed": ("06", 'calls = closed', "error"),
    "forwarded": ("07", '''calls = transfer
        transfer_number = "+33199004216"''', "destination"),
    "blocking": ("08", 'blocked = {{ "+33639980181" }}', "error"),
}

# Which members an answer may have, one of which it must: a type that is not
# here is answered with nothing.
MUST_HOLD = {
    "assistant-request": {"assistant", "assistantId", "destination", "error"},
    "tool-calls": {"results"},
    "transfer-destination-request": {"destination", "error"},
    "handoff-destination-request": {"destination", "error"},
    "knowledge-base-request": {"documents"},
    "call.endpointing.request": {"timeoutSeconds"},
    "voice-request": {"data"},
    "campaign.predial": {"eligible"},
}

# How full the made-up messages are: (seed, often, depth). The barest, a very
# full one, and some between.
FILLINGS = [(1, 0, 1), (2, 1, 3),
            *((seed, 0.2 + seed % 5 / 10, 5) for seed in range(3, 11))]


@pytest.fixture(scope="module")
def office(run_dir):
    server = Server(run_dir / "schema")
    others = "".join(
        f'tenant "{name}" {{{{ name = "Office {name}" '
        f'numbers = {{{{ "+331990042{end}" }}}} {settings} }}}}\n'
        for name, (end, settings, _) in OFFICES.items())
    server.configure(
        f'vapi {{{{ url = "{URL}" }}}}\n{CONFIGURATION}{others}')
    server.start()
    yield server
    server.stop()


def taken(office, message):
    answer = office.post(WEBHOOK, {"message": message})
    assert answer.status == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def exchange(office):
    """Of each type: messages, our answers, and what is wrong with either."""
    made = {kind: [schema.Maker(*filling).message(kind)
                   for filling in FILLINGS]
            for kind in schema.types("MessageByType")}
    answers = {kind: [taken(office, message) for message in messages]
               for kind, messages in made.items()}
    wrong = schema.errors([
        *(("MessageByType", kind, message)
          for kind, messages in made.items() for message in messages),
        *(("ResponseByType", kind, answer)
          for kind in MUST_HOLD for answer in answers[kind])])
    return answers, wrong


def test_messages_and_answers_are_what_the_schema_says(exchange):
    _, wrong = exchange
    assert wrong == []


@pytest.mark.parametrize("kind", schema.types("MessageByType"))
def test_a_message_of_each_type_gets_the_answer_that_it_must(exchange, kind):
    answers = exchange[0][kind]
    if kind in MUST_HOLD:
        assert all(MUST_HOLD[kind] & set(answer) for answer in answers)
    else:
        assert answers == [{}] * len(FILLINGS)


@pytest.mark.parametrize("kind, answer", [
    ("handoff-destination-request", {"error": "nobody"}),
    ("tool-calls", {"results": [{"toolCallId": "1", "result": "yes"}]}),
    ("assistant-request", {"assistant": {"name": "x" * 41}}),
    ("assistant-request", {"assistant": {"model": {"provider": "custom-llm"}}}),
    ("assistant-request", {"destination": {"type": "number"}})])
def test_the_validator_sees_a_wrong_answer(kind, answer):
    assert len(schema.errors([("ResponseByType", kind, answer)])) == 1


def test_every_type_that_is_answered_is_looked_at():
    assert set(MUST_HOLD) == set(schema.types("ResponseByType"))


@pytest.mark.parametrize("message", [
    {"type": "a-type-to-come", "call": {"id": "to-come"}},
    {"type": "function-call-result"}, {"type": ["hang"]}, {"type": None},
    {"type": {}}, {"type": 7}, {"type": ""}, {}, [], "hang", 7, None, True],
    ids=json.dumps)
def test_a_type_or_a_shape_that_is_not_known_is_answered_with_nothing(
        office, message):
    assert taken(office, message) == {}
    assert office.session("to-come") is None


@pytest.mark.parametrize("name", OFFICES)
def test_each_office_answers_an_assistant_request_in_its_way(office, name):
    end, _, member = OFFICES[name]
    answer = taken(office, {
        "type": "assistant-request",
        "call": {"id": f"request-{name}",
                 "customer": {"number": "+33639980181"}},
        "phoneNumber": {"number": f"+331990042{end}"}})
    assert set(answer) == {member}
    assert schema.errors([
        ("ResponseByType", "assistant-request", answer)]) == []


@pytest.mark.parametrize("name", OFFICES)
def test_the_assistant_that_is_shown_is_what_the_api_takes(office, name):
    pretty = office.ctl("assistant", "show", name)
    plain = office.ctl("assistant", "show", name, "--json")
    assert (pretty.returncode, plain.returncode) == (0, 0), pretty.stderr
    assert plain.stdout.count("\n") == 1
    assistant = json.loads(plain.stdout)
    assert assistant == json.loads(pretty.stdout)
    assert assistant["server"]["url"] == f"{URL}/webhook"
    assert schema.errors([
        ("ResponseByType", "assistant-request",
         {"assistant": assistant})]) == []


def test_what_cannot_be_shown_is_said(office, server):
    for asked, arguments, said in [
            (office, ["nobody"], "nobody: no such tenant"),
            (server, ["demo"], "url } is not set")]:
        shown = asked.ctl("assistant", "show", *arguments)
        assert shown.returncode == 1 and said in shown.stderr
    assert office.ctl("assistant", "show").returncode == 2


def test_an_assistant_request_teaches_the_number(office, call_id):
    taken(office, {"type": "assistant-request",
                   "call": {"id": call_id,
                            "customer": {"number": "+33639980182"}},
                   "phoneNumber": {"number": DIALLED}})
    assert office.session(call_id)["customer_phone"] == "+33639980182"
    assert office.log_lines("ASSISTANT_REQUEST answer=assistant ",
                            f"call_id={call_id} ", "tenant=demo")
