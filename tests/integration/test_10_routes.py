"""The routes, and how a request that is no use to them is refused."""

import pytest

from server import CHAT, HEALTH, TOOL, WEBHOOK

MEGABYTE = 1 << 20


def assert_error(answer, status):
    """The status, and a body in OpenAI's shape."""
    assert answer.status == status, answer.text
    assert answer.headers["Content-Type"].startswith("application/json")
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["message"] and error["type"]


def test_health_says_that_the_store_answers(server):
    answer = server.request("GET", HEALTH)
    assert answer.status == 200
    health = answer.json()
    assert (health["status"], health["service"]) == ("ok", "vapi")


@pytest.mark.parametrize("path", [
    "/api/vapi/", "/api/vapi/nothing", "/api/vapi/webhook/more",
    "/api/vapi/chat", "/api/vapi/healthy"])
def test_another_path_is_not_found(server, path):
    assert_error(server.request("GET", path), 404)
    assert_error(server.post(path, {}), 404)


@pytest.mark.parametrize("method, path, allowed", [
    ("GET", WEBHOOK, "POST"), ("PUT", WEBHOOK, "POST"),
    ("GET", TOOL, "POST"), ("DELETE", CHAT, "POST"),
    ("GET", CHAT, "POST"), ("POST", HEALTH, "GET")])
def test_another_method_is_told_the_right_one(server, method, path, allowed):
    answer = server.request(method, path, {} if method != "GET" else None)
    assert_error(answer, 405)
    assert allowed in answer.headers["Allow"]


@pytest.mark.parametrize("path", [WEBHOOK, TOOL, CHAT])
@pytest.mark.parametrize("body", [
    "", "{", "not json", '{"message":', '{"a":1} trailing', "\xff\xfe"])
def test_what_is_not_json_is_refused(server, path, body):
    assert_error(server.post(path, body.encode("latin-1")), 400)


@pytest.mark.parametrize("path", [WEBHOOK, TOOL, CHAT])
def test_another_content_type_is_refused(server, path):
    assert_error(server.post(path, "{}", {"Content-Type": "text/plain"}), 415)


@pytest.mark.parametrize("kind", [
    "application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_announced_in_several_ways(server, kind):
    answer = server.post(WEBHOOK, {"message": {"type": "hang"}},
                         {"Content-Type": kind})
    assert answer.status == 200


def test_a_body_over_8_megabytes_is_too_large(server):
    body = b'{"message":{"type":"hang","x":"' + b"x" * (9 * MEGABYTE) + b'"}}'
    assert_error(server.post(WEBHOOK, body), 413)


def test_an_end_of_call_report_of_7_megabytes_is_taken(server, call_id):
    transcript = "Bonjour, ici la suite du dossier. " * (7 * MEGABYTE // 34)
    answer = server.webhook(call_id, type="end-of-call-report",
                            artifact={"transcript": transcript[:7 * MEGABYTE]})
    assert answer.status == 200


def test_a_request_id_goes_through_and_is_logged(server):
    answer = server.request("GET", HEALTH, headers={"X-Request-Id": "rq-7f.3_A"})
    assert answer.headers["X-Request-Id"] == "rq-7f.3_A"
    answer = server.post(WEBHOOK, {"message": {"type": "hang"}},
                         {"X-Request-Id": "rq-b00k"})
    assert server.log_lines("request_id=rq-b00k")
    access = (server.dir / "nginx-access.log").read_text()
    assert "request_id=rq-b00k method=POST" in access.replace(
        "client=127.0.0.1 ", "")


def test_an_odd_request_id_is_replaced(server):
    answer = server.request("GET", HEALTH, headers={"X-Request-Id": "a b;c"})
    assert answer.headers["X-Request-Id"] not in (None, "", "a b;c")
