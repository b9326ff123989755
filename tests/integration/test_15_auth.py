"""Who may call: nobody without the secret, and the log never holds it."""

import pytest

from server import CHAT, CONFIGURATION, HEALTH, TOOL, WEBHOOK
from test_10_routes import assert_error

SECRET, OLD_SECRET = "s3cret-of-today", "s3cret-of-yesterday"
HANG = {"message": {"type": "hang"}}


@pytest.fixture
def closed(new_server):
    """Two secrets are valid at once, as while they are being changed."""
    server = new_server()
    sections = "".join(f'auth {{{{ secret = "{s}" }}}}\n'
                       for s in [SECRET, OLD_SECRET])
    server.configure(CONFIGURATION.replace("auth           = none\n", sections))
    return server.start()


@pytest.mark.parametrize("path", [WEBHOOK, TOOL, CHAT])
def test_without_the_secret_nobody_is_served(closed, path):
    for headers in [{}, {"X-Vapi-Secret": "s3cret-of-todaY"},
                    {"X-Vapi-Secret": SECRET + "x"}, {"X-Vapi-Secret": ""},
                    {"Authorization": f"Bearer {SECRET}"}]:
        assert_error(closed.post(path, HANG, headers), 401)
    assert closed.log_lines("AUTH_REFUSED")


def test_each_valid_secret_opens(closed):
    for secret in [SECRET, OLD_SECRET]:
        answer = closed.post(WEBHOOK, HANG, {"X-Vapi-Secret": secret})
        assert answer.status == 200


def test_health_is_for_anyone(closed):
    assert closed.request("GET", HEALTH).status == 200


def test_no_secret_is_printed_or_logged(closed):
    closed.post(WEBHOOK, HANG, {"X-Vapi-Secret": "s3cret-of-a-stranger"})
    closed.post(WEBHOOK, HANG, {"X-Vapi-Secret": SECRET})
    for log in closed.dir.glob("*.log"):
        assert "s3cret" not in log.read_text()
