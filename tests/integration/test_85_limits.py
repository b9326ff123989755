"""What nginx would stop, the worker stops too: long headers, slow bodies; and
each route has its own longest body."""

import select
import time

import fcgi
import pytest

from server import CHAT, CONFIGURATION, TOKEN, TOOL, WEBHOOK

IO_TIMEOUT_S = 0.5


@pytest.fixture
def impatient(new_server):
    server = new_server()
    server.configure(CONFIGURATION.replace(
        "threads = 8", "threads = 2 io_timeout = 500ms"))
    return server.start()


def test_a_long_header_is_refused(impatient):
    client = fcgi.Client(impatient.socket)
    client.begin("POST", WEBHOOK, 2, [("X-Signature", "x" * 8193)])
    client.send(b"{}")
    assert client.finish().startswith("Status: 431")


def test_a_body_that_drips_holds_nobody_up(impatient):
    """Each byte comes within io_timeout of the last, and never the end."""
    client = fcgi.Client(impatient.socket)
    client.begin("POST", WEBHOOK, 1000)
    began = time.monotonic()
    while not select.select([client.socket], [], [], 0.1)[0]:
        client.send(b" ")
        assert time.monotonic() - began < 10 * IO_TIMEOUT_S
    assert client.answer().startswith("Status: 408")
    assert impatient.log_lines("REQUEST ", "status=408")


@pytest.mark.parametrize("path, most", [
    (CHAT, 4 << 20), (TOOL, 1 << 20), (TOKEN, 16 << 10)])
def test_each_route_has_its_longest_body(server, path, most):
    body = b'{"x":"' + b"x" * most + b'"}'
    assert server.post(path, body).status == 413
    assert server.post(path, body[:most]).status == 400
