"""nginx's files: accepted by nginx, and doing what they say."""

import concurrent.futures
import re
import subprocess

from server import HEALTH, SOURCE, free_port
from test_10_routes import assert_error

SITE = """\
pid       {dir}/site.pid;
error_log {dir}/nginx-error.log;
events {{ }}
http {{ include accueil/accueil.conf; }}
"""


def test_the_snippet_passes_in_a_server_that_is_already_there(new_server):
    tested = new_server().nginx("test")
    assert tested.returncode == 0, tested.stderr


def test_the_allow_list_passes_and_lets_this_machine_in(new_server):
    server = new_server(nginx_edits=[
        ("#include accueil/vapi-allow.conf", "include accueil/vapi-allow.conf")])
    assert server.nginx("test").returncode == 0
    assert server.start().request("GET", HEALTH).status == 200


def test_the_allow_list_refuses_the_others(new_server):
    server = new_server(nginx_edits=[
        ("#include accueil/vapi-allow.conf", "include accueil/vapi-allow.conf"),
        ("allow 127.0.0.1;", "")])
    server.nginx("start")
    assert_error(server.request("GET", HEALTH), 403)


def test_the_site_passes(new_server):
    """With a certificate, ports and a log that a test may have."""
    server = new_server()
    key, certificate = server.dir / "key.pem", server.dir / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
         "/CN=accueil.example", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    site = (SOURCE / "nginx/accueil.conf").read_text()
    site = re.sub(r"listen \S+ ssl",
                  lambda _: f"listen 127.0.0.1:{free_port()} ssl", site)
    site = site.replace("/etc/ssl/accueil/fullchain.pem", str(certificate))
    site = site.replace("/etc/ssl/accueil/privkey.pem", str(key))
    site = site.replace("/var/log/nginx/", f"{server.dir}/")
    (server.dir / "accueil/accueil.conf").write_text(site)
    (server.dir / "nginx.conf").write_text(SITE.format(dir=server.dir))
    tested = server.nginx("test")
    assert tested.returncode == 0, tested.stderr


def test_a_worker_that_is_down_is_said_in_json(new_server):
    server = new_server()
    server.nginx("start")
    answer = server.webhook("nobody")
    assert_error(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


def test_a_runaway_client_is_slowed_down(new_server):
    server = new_server(nginx_edits=[("rate=500r/s", "rate=1r/s"),
                                     ("burst=1000", "burst=2"),
                                     ("127.0.0.1 \"\";", "")]).start()
    answers = [server.request("GET", HEALTH) for _ in range(8)]
    refused = [a for a in answers if a.status == 429]
    assert {a.status for a in answers} == {200, 429}
    assert_error(refused[0], 429)
    assert int(refused[0].headers["Retry-After"]) > 0


def test_this_machine_is_not_slowed_down(new_server):
    server = new_server(nginx_edits=[("rate=500r/s", "rate=1r/s"),
                                     ("burst=1000", "burst=2")]).start()
    answers = [server.request("GET", HEALTH) for _ in range(8)]
    assert {a.status for a in answers} == {200}


def test_connections_to_the_worker_are_kept(new_server):
    """More kept connections than threads, and nobody waits for one."""
    server = new_server().start()
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        for _ in range(3):
            answers = list(pool.map(
                lambda _: server.request("GET", HEALTH).status, range(64)))
            assert set(answers) == {200}
    access = (server.dir / "nginx-access.log").read_text()
    assert max(float(s) for s in re.findall(r" seconds=([\d.]+)", access)) < 5
