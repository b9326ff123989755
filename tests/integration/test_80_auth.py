"""Each way of proving who sends, on each route, through nginx; for all or for
one office; and that a signed message is taken once."""

import concurrent.futures
import subprocess

import pytest

from proving import SECRET, WAYS, Hmac, Secret, ask_token, closed
from server import ACCUEILD, CHAT, DIALLED, TOKEN, TOOL, WEBHOOK
from test_10_routes import assert_error

HANG = {"message": {"type": "hang"}}
BODIES = {
    WEBHOOK: HANG,
    TOOL: {"message": {"type": "tool-calls", "toolCallList": []}},
    CHAT: {"messages": [], "call": {"id": "proved"}},
}
OTHER_DIALLED = "+33199000002"
OTHER_TENANT = f'''
tenant "other" {{
    name    = "Garage"
    numbers = {{ "{OTHER_DIALLED}" }}
    auth    {{ scheme = bearer secret = "s3cret-of-the-garage" }}
}}
'''


def make(new_server, sections, more=""):
    server = new_server()
    server.configure(closed(sections + more))
    return server


@pytest.fixture(params=WAYS)
def proving(request, new_server):
    """A server that knows one way, and whoever speaks to it does too."""
    server = make(new_server, WAYS[request.param].section).start()
    server.prove = WAYS[request.param](server)
    return server


def test_each_way_opens_each_route_and_only_it_does(proving):
    for path, body in BODIES.items():
        assert proving.post(path, body).status == 200
    proving.prove = lambda body: {}
    for path, body in BODIES.items():
        assert_error(proving.post(path, body), 401)
    assert proving.log_lines("AUTH_REFUSED")
    assert SECRET not in proving.log()


def test_a_secret_is_changed_without_a_pause(new_server):
    server = make(new_server, "\n".join(w.section for w in WAYS.values()))
    server.start()
    for way in WAYS.values():
        assert server.post(WEBHOOK, HANG, way(server)(
            b'{"message": {"type": "hang"}}')).status == 200


def test_a_rule_is_for_its_routes(new_server):
    server = make(new_server, f'''
        auth {{ secret = "{SECRET}" routes = {{ "webhook", "tool" }} }}
        auth {{ scheme = bearer secret = "ch4t" routes = {{ "chat" }} }}
    ''').start()
    proofs = {"secret": Secret(server)(None),
              "chat": {"Authorization": "Bearer ch4t"}}
    opened = {(name, path) for name, headers in proofs.items()
              for path, body in BODIES.items()
              if server.post(path, body, headers).status == 200}
    assert opened == {("secret", WEBHOOK), ("secret", TOOL), ("chat", CHAT)}


# --- One office's own -------------------------------------------------------

@pytest.fixture
def two_offices(new_server):
    """The first is let in by the rule of the whole, the other by its own."""
    return make(new_server, Secret.section, OTHER_TENANT).start()


def message(call_id, dialled):
    number = {"phoneNumber": {"number": dialled}} if dialled else {}
    return {"message": {"type": "status-update", "status": "in-progress",
                        "call": {"id": call_id, "customer": {
                            "number": "+33639980151"}}, **number}}


def test_an_office_s_secret_speaks_for_that_office_only(two_offices):
    garage = {"Authorization": "Bearer s3cret-of-the-garage"}
    whole = Secret(two_offices)(None)

    def status(headers, call_id, dialled):
        return two_offices.post(WEBHOOK, message(call_id, dialled),
                                headers).status

    assert status(garage, "g1", OTHER_DIALLED) == 200
    assert status(garage, "g1", None) == 200  # known by its call
    assert status(garage, "d1", DIALLED) == 401
    assert two_offices.session("d1") is None
    assert status(whole, "d1", DIALLED) == 200
    assert status(garage, "d1", None) == 401
    assert status(garage, "d1", OTHER_DIALLED) == 401
    assert status(whole, "g1", None) == 200
    assert two_offices.session("d1")["tenant"] == "demo"
    assert two_offices.log_lines("AUTH_WRONG_TENANT", "auth_tenant=other",
                                 "tenant=demo", "call_id=d1")
    chat = {"messages": [{"role": "user", "content": "Bonjour"}],
            "call": {"id": "d1"}}
    assert_error(two_offices.post(CHAT, chat, garage), 401)
    chat["call"] = {}
    assert_error(two_offices.post(CHAT, chat, {
        **garage, "X-Vapi-Call-Id": "d1"}), 401)


# --- Tokens -----------------------------------------------------------------

def test_a_token_is_given_to_who_knows_the_secret(new_server):
    server = make(new_server, WAYS["oauth2"].section).start()
    answer = ask_token(server)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    token = answer.json()
    assert (token["token_type"], token["expires_in"]) == ("Bearer", 300)
    refused = ask_token(server, secret="s3cret-of-nobody")
    assert (refused.status, refused.json()) == (
        401, {"error": "invalid_client"})
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")
    for log in server.dir.glob("*.log"):
        assert "s3cret" not in log.read_text()
        assert token["access_token"] not in log.read_text()


def test_a_token_outlives_the_worker_and_ends_with_its_secret(new_server):
    server = make(new_server, WAYS["oauth2"].section).start()
    server.prove = WAYS["oauth2"](server)
    assert server.post(WEBHOOK, HANG).status == 200
    server.stop_worker()
    server.start_worker()
    assert server.post(WEBHOOK, HANG).status == 200
    server.stop_worker()
    server.configure(closed(WAYS["oauth2"].section.replace(SECRET, "newer")))
    server.start_worker()
    assert_error(server.post(WEBHOOK, HANG), 401)


@pytest.mark.parametrize("method, kind, status", [
    ("GET", None, 405), ("POST", "text/plain", 415),
    ("POST", "application/json", 400)])
def test_the_token_route_s_errors_are_oauth_s(server, method, kind, status):
    answer = server.request(method, TOKEN, "{}" if kind else None,
                            {"Content-Type": kind} if kind else None)
    assert (answer.status, answer.json()) == (
        status, {"error": "invalid_request"})


# --- Signatures -------------------------------------------------------------

def openssl_hmac(key_hex, payload, *options):
    made = subprocess.run(
        ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt",
         f"hexkey:{key_hex}", *options], input=payload, capture_output=True,
        check=True)
    return made.stdout


def test_the_signature_is_over_the_very_bytes_that_were_sent(new_server):
    server = make(new_server, """
        auth { scheme = hmac secret = "AP9rZXkAgG1vcmU=" prefix = "sha256="
               secret_encoding = base64 payload = "{body}" }
    """).start()
    body = b'{ "message" :\t{"type":"hang", "x":"\\u00e9 \xc3\xa9"}}\r\n'
    signature = openssl_hmac("00ff6b657900806d6f7265", body, "-r").split()[0]
    headers = {"X-Signature": "sha256=" + signature.decode()}
    assert server.post(WEBHOOK, body, headers).status == 200
    assert_error(server.post(WEBHOOK, body.strip(), headers), 401)


def test_of_the_same_signed_message_one_is_let_in(new_server):
    """Two processes, each of many threads, and forty at the same instant."""
    server = make(new_server, Hmac.section)
    server.start_pair()
    server.nginx("start")
    body = b'{"message": {"type": "hang"}}'
    for _ in range(5):
        headers = Hmac(server)(body)
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            answers = list(pool.map(
                lambda _: server.post(WEBHOOK, body, headers), range(40)))
        assert sorted(a.status for a in answers) == [200] + 39 * [401]
    assert len(server.log_lines("AUTH_REPLAYED")) == 5 * 39


def test_a_replay_is_known_to_the_next_worker(new_server):
    server = make(new_server, Hmac.section).start()
    body = b'{"message": {"type": "hang"}}'
    headers = Hmac(server)(body)
    assert server.post(WEBHOOK, body, headers).status == 200
    server.stop_worker()
    server.start_worker()
    assert_error(server.post(WEBHOOK, body, headers), 401)


# --- None at all ------------------------------------------------------------

@pytest.mark.parametrize("sections", ["", "auth { }"])
def test_without_a_credential_it_does_not_start(new_server, sections):
    server = make(new_server, sections)
    for options in [["-t"], ["-s", str(server.socket)]]:
        tried = subprocess.run(
            [ACCUEILD, "-c", str(server.conf), *options],
            capture_output=True, text=True, timeout=10)
        assert tried.returncode == 1
        assert "auth" in tried.stderr
    assert not server.socket.exists()
