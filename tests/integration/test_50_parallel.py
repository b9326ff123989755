"""Many requests at once: no number changes, no turn is lost or taken twice.
With everybody let in, and with each request's sender proved."""

import concurrent.futures
import random

import pytest

from proving import WAYS, closed
from server import BOOKING, Server

CALLS = 50
TURNS = BOOKING + [("Oui, c'est bien ça", "CONFIRMED")]


@pytest.fixture(scope="module", params=["open", "hmac", "oauth2"])
def server(request, run_dir):
    """In the place of the shared one: one for each way of proving."""
    own = Server(run_dir / f"crowd-{request.param}")
    if request.param != "open":
        own.configure(closed(WAYS[request.param].section))
        own.prove = WAYS[request.param](own)
    yield own.start()
    own.stop()


def test_of_two_numbers_at_once_one_is_stored_and_stays(server, call_id):
    numbers = ["+33639980141", "+33639980142"]
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(
            lambda n: server.webhook(call_id, numbers[n % 2]), range(200)))
    assert {a.status for a in answers} == {200}
    kept = server.session(call_id)["customer_phone"]
    assert kept in numbers
    assert len(server.log_lines("CALLER_ID_PERSISTED_FROM_WEBHOOK ",
                                f"call_id={call_id} ")) == 1

    numbers.remove(kept)
    server.webhook(call_id, numbers[0])
    assert server.session(call_id)["customer_phone"] == kept


def one_call(server, pool, n):
    """Ten requests: the webhook comes twice, beside the first turns, and three
    of the turns are asked for twice at the same instant, other ones in each
    call."""
    call_id, number = f"crowd{n}", f"+336399802{n:02d}"
    twice = random.Random(n).sample(range(len(TURNS)), 3)
    webhooks = [pool.submit(server.webhook, call_id, number) for _ in "12"]
    history = []
    for k, (text, state) in enumerate(TURNS):
        if state == "CONTACT_CONFIRM":  # where the number is used
            assert {w.result().status for w in webhooks} == {200}
        history.append({"role": "user", "content": text})
        again = (pool.submit(server.chat, call_id, list(history))
                 if k in twice else None)
        answer = server.chat(call_id, list(history))
        assert (answer.status, answer.state) == (200, state)
        if again:
            assert again.result().says == answer.says
        history.append({"role": "assistant", "content": answer.says})
    return len(webhooks) + len(TURNS) + len(twice)


def test_fifty_calls_at_once_keep_every_turn(server):
    with concurrent.futures.ThreadPoolExecutor(2 * CALLS) as doubles, \
            concurrent.futures.ThreadPoolExecutor(CALLS) as callers:
        sent = sum(callers.map(
            lambda n: one_call(server, doubles, n), range(CALLS)))
    assert sent == 500

    for n in range(CALLS):
        kept = server.session(f"crowd{n}")
        assert kept["customer_phone"] == f"+336399802{n:02d}"
        assert kept["state"] == "CONFIRMED"
        assert kept["turns"] == len(TURNS)
