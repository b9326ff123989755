"""The worker stops, starts, reads its configuration again; nothing is lost."""

import concurrent.futures
import json
import signal
import time

import fcgi
from server import (BOOKING, CONFIGURATION, DIALLED, READ_BACK, WEBHOOK, alive,
                    wait_until)

DRAIN_TIMEOUT_S = 10


def test_a_restart_in_mid_call_forgets_nothing(new_server):
    server = new_server().start()
    call = server.call("restart", "+33639980131")
    for text, state in BOOKING:
        assert server.stop_worker() == 0
        server.start_worker()
        answer = call.say(text)
        assert answer.state == state
    assert READ_BACK.search(answer.says).group(1) == "31"
    assert server.session("restart")["turns"] == len(BOOKING)


def test_two_processes_share_one_store(new_server):
    server = new_server()
    pids = server.start_pair()
    server.nginx("start")
    assert len(pids) == 2
    call = server.call("pair", "+33639980132")
    call.say(BOOKING[0][0])
    call.say(BOOKING[1][0])
    server.stop_one_of_pair(pids[0])
    assert alive(pids[1])
    call.say(BOOKING[2][0])
    answer = call.say(BOOKING[3][0])
    assert READ_BACK.search(answer.says).group(1) == "32"
    assert server.session("pair")["turns"] == 4


def test_two_processes_never_disagree(new_server):
    server = new_server()
    server.start_pair()
    server.nginx("start")

    def whole_call(n):
        call = server.call(f"both{n}", f"+336399801{n:02d}")
        for text, state in BOOKING:
            assert call.say(text, times=2).state == state

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(whole_call, range(8)))
    for n in range(8):
        kept = server.session(f"both{n}")
        assert kept["customer_phone"] == f"+336399801{n:02d}"
        assert kept["turns"] == len(BOOKING)


def test_sigterm_finishes_the_request_in_hand(new_server):
    server = new_server()
    server.start_worker()
    body = json.dumps({"message": {
        "type": "status-update", "status": "in-progress",
        "call": {"id": "in-hand", "customer": {"number": "+33639980134"}},
        "phoneNumber": {"number": DIALLED}}}).encode()
    client = fcgi.Client(server.socket)
    client.begin("POST", WEBHOOK, len(body))
    client.send(body[:40])
    # The worker has begun to read; nothing outside shows it.
    time.sleep(0.3)
    worker = server.worker
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert worker.poll() is None
    client.send(body[40:])
    assert client.finish().startswith("Status: 200")
    assert worker.wait(timeout=DRAIN_TIMEOUT_S) == 0
    server.worker = None
    assert server.session("in-hand")["customer_phone"] == "+33639980134"


def test_sigterm_under_load_loses_no_answered_request(new_server):
    server = new_server().start()
    numbers = {f"load{n}": f"+3363998{2000 + n}" for n in range(200)}
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = {call_id: pool.submit(server.webhook, call_id, number)
                   for call_id, number in numbers.items()}
        wait_until(lambda: sum(a.done() for a in answers.values()) > 40,
                   "forty answers")
        assert server.stop_worker() == 0
    taken = [call_id for call_id, answer in answers.items()
             if answer.result().status == 200]
    assert {a.result().status for a in answers.values()} <= {200, 503}
    assert len(taken) >= 40
    listed = server.ctl("call", "list").stdout
    assert [c for c in taken if c not in listed.split()] == []


def test_an_idle_worker_stops_at_once(new_server):
    server = new_server().start()
    server.call("idle", "+33639980135")
    began = time.monotonic()
    assert server.stop_worker() == 0
    assert time.monotonic() - began < DRAIN_TIMEOUT_S / 2


def greeting(server):
    return server.chat("greet", [{"role": "system", "content": "x"}]).says


def test_sighup_takes_a_good_configuration(new_server):
    server = new_server().start()
    assert "Cabinet Démo" in greeting(server)
    server.configure(CONFIGURATION, name="Cabinet Martin")
    server.worker.send_signal(signal.SIGHUP)
    wait_until(lambda: server.log_lines("CONFIG_LOADED"), "the reload")
    wait_until(lambda: "Cabinet Martin" in greeting(server), "the new name")


def test_sighup_leaves_the_old_one_serving_when_the_file_is_bad(new_server):
    server = new_server().start()
    server.configure(CONFIGURATION + "\ntenant \"broken\" {{\n  nonsense = 1\n}}\n")
    bad_line = server.conf.read_text().splitlines().index("  nonsense = 1") + 1
    server.worker.send_signal(signal.SIGHUP)
    wait_until(lambda: server.log_lines("CONFIG_REFUSED"), "the refusal")
    assert f"accueil.conf:{bad_line}" in server.log_lines("CONFIG_REFUSED")[0]
    assert "Cabinet Démo" in greeting(server)
    assert server.worker.poll() is None


def test_sigusr1_opens_the_log_again(new_server):
    server = new_server().start()
    greeting(server)
    old = server.log_file.rename(server.dir / "accueil.log.1")
    server.worker.send_signal(signal.SIGUSR1)
    wait_until(server.log_file.exists, "the new log")
    server.call("after", "+33639980136")
    assert server.log_lines("call_id=after")
    assert "call_id=after" not in old.read_text()
