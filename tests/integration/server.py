"""A whole accueil in a directory: real nginx, a real worker, a store.

nginx runs with the repository's own files, on a free port of 127.0.0.1; the
worker is started by spawn-fcgi. Both are stopped by their process id.
"""

import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time

import privacy

SOURCE = pathlib.Path(os.environ["ACCUEIL_SOURCE"])
BUILD = pathlib.Path(os.environ["ACCUEIL_BUILD"])
ACCUEILD = str(BUILD / "accueild")
ACCUEILCTL = str(BUILD / "accueilctl")

DIALLED = "+33939240575"
TENANT_NAME = "Cabinet Démo"

WEBHOOK = "/api/vapi/webhook"
TOOL = "/api/vapi/tool"
CHAT = "/api/vapi/chat/completions"
HEALTH = "/api/vapi/health"
TOKEN = "/api/vapi/oauth/token"

CONFIGURATION = """\
auth           = none
default_tenant = "demo"
store  {{ path = "{dir}/store" }}
log    {{ file = "{dir}/accueil.log" }}
worker {{ threads = 8 drain_timeout = 10s }}

tenant "demo" {{
    name            = "{name}"
    numbers         = {{ "{dialled}" }}
    transfer_number = "+33199004213"
    timezone        = "Europe/Paris"
}}
"""

NGINX = """\
{user}
worker_processes 2;
pid       {dir}/nginx.pid;
error_log {dir}/nginx-error.log info;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {dir}/nginx/body;
    fastcgi_temp_path     {dir}/nginx/fastcgi;
    proxy_temp_path       {dir}/nginx/proxy;
    scgi_temp_path        {dir}/nginx/scgi;
    uwsgi_temp_path       {dir}/nginx/uwsgi;
    include {dir}/accueil/accueil-http.conf;
    access_log {dir}/nginx-access.log accueil;
    server {{
        listen 127.0.0.1:{port};
        include {dir}/accueil/accueil-locations.conf;
    }}
}}
"""


def wait_until(true, what, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds} s in vain: {what}"
        time.sleep(0.02)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def alive(pid):
    """A zombie is not: whoever inherited it may be slow to bury it."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return not re.search(r"^State:\s+Z", status, re.M)


class Answer:
    """One HTTP answer: status, headers (any case), text."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()

    def json(self):
        return json.loads(self.text)

    @property
    def state(self):
        return self.headers["X-Accueil-State"]

    @property
    def says(self):
        """What the caller hears."""
        return self.json()["choices"][0]["message"]["content"]


class Server:
    def __init__(self, directory, nginx_edits=()):
        self.dir = directory
        self.port = free_port()
        self.conf = directory / "accueil.conf"
        self.socket = directory / "accueil.sock"
        self.log_file = directory / "accueil.log"
        self.worker = None
        self.pair = []
        self.prove = lambda body: {}  # the headers that say who sends it
        directory.mkdir()
        self.configure(CONFIGURATION)
        self.write_nginx_files(nginx_edits)

    # --- Files -------------------------------------------------------------

    def configure(self, text, name=TENANT_NAME):
        self.conf.write_text(
            text.format(dir=self.dir, name=name, dialled=DIALLED))

    def write_nginx_files(self, edits):
        """The repository's files, with our socket; edits: (old, new)."""
        edits = [("/run/accueil/accueil.sock", str(self.socket)), *edits]
        (self.dir / "accueil").mkdir()
        (self.dir / "nginx").mkdir()
        for file in (SOURCE / "nginx").glob("*.conf"):
            text = file.read_text()
            for old, new in edits:
                text = text.replace(old, new)
            (self.dir / "accueil" / file.name).write_text(text)
        # As root, nginx would give its workers a user who may not come here.
        user = "user root;" if os.getuid() == 0 else ""
        (self.dir / "nginx.conf").write_text(
            NGINX.format(user=user, dir=self.dir, port=self.port))

    def log(self):
        return self.log_file.read_text() if self.log_file.exists() else ""

    def log_lines(self, *words):
        """The lines of the worker's log that hold all of the words."""
        return [line for line in self.log().splitlines()
                if all(word in line for word in words)]

    # --- Processes ---------------------------------------------------------

    def start(self):
        self.start_worker()
        self.nginx("start")
        return self

    def stop(self):
        self.nginx("stop")
        if self.worker is not None:
            assert self.stop_worker() == 0
        for pid in list(self.pair):
            self.stop_one_of_pair(pid)

    def start_worker(self):
        """-n: spawn-fcgi becomes the worker, so we know how it ends."""
        self.socket.unlink(missing_ok=True)
        errors = open(self.dir / "stderr.log", "ab")
        self.worker = subprocess.Popen(
            ["spawn-fcgi", "-n", "-s", str(self.socket), "-M", "0660", "--",
             ACCUEILD, "-c", str(self.conf)],
            stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
        errors.close()
        wait_until(self.socket.exists, "the worker's socket")

    def stop_worker(self):
        """SIGTERM; the exit status."""
        self.worker.send_signal(signal.SIGTERM)
        worker, self.worker = self.worker, None
        try:
            return worker.wait(timeout=20)
        finally:
            worker.kill()  # nothing, when it has ended

    def start_pair(self):
        """Two processes on one socket, as spawn-fcgi -F 2: their ids."""
        pids = self.dir / "accueild.pid"
        subprocess.run(
            ["spawn-fcgi", "-s", str(self.socket), "-M", "0660", "-F", "2",
             "-P", str(pids), "--", ACCUEILD, "-c", str(self.conf)],
            check=True, stdout=subprocess.DEVNULL)
        self.pair = [int(pid) for pid in pids.read_text().split()]
        return list(self.pair)

    def stop_one_of_pair(self, pid):
        self.pair.remove(pid)
        self.stop_process(pid)

    @staticmethod
    def stop_process(pid):
        os.kill(pid, signal.SIGTERM)
        wait_until(lambda: not alive(pid), f"the end of {pid}")

    def nginx(self, verb):
        if verb == "stop":
            pid_file = self.dir / "nginx.pid"  # empty after a mere test
            if pid_file.exists() and pid_file.stat().st_size:
                self.stop_process(int(pid_file.read_text()))
            return None
        options = {"start": [], "test": ["-t"]}[verb]
        return subprocess.run(
            ["nginx", *options, "-p", str(self.dir), "-e",
             str(self.dir / "nginx-error.log"), "-c",
             str(self.dir / "nginx.conf")],
            check=verb == "start", capture_output=verb == "test", text=True)

    def ctl(self, *args):
        return subprocess.run([ACCUEILCTL, "-c", str(self.conf), *args],
                              capture_output=True, text=True)

    def session(self, call_id):
        """What is stored of a call; None when there is nothing."""
        shown = self.ctl("call", "show", call_id, "--json", "--reveal")
        return json.loads(shown.stdout) if shown.returncode == 0 else None

    # --- HTTP --------------------------------------------------------------

    def request(self, method, path, body=None, headers=None):
        privacy.remember(body)
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        headers = {**self.prove(body), **(headers or {})}
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=30)
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def post(self, path, body, headers=None):
        return self.request("POST", path, body, headers)

    def webhook(self, call_id, number=None, **message):
        """A status-update "in-progress", unless told otherwise."""
        message = {"type": "status-update", "status": "in-progress",
                   "call": {"id": call_id},
                   "phoneNumber": {"number": DIALLED}, **message}
        if number is not None:
            message["call"]["customer"] = {"number": number}
        return self.post(WEBHOOK, {"message": message})

    def chat(self, call_id, messages, **members):
        return self.post(CHAT, {
            "model": "accueil", "messages": messages, "call": {"id": call_id},
            "phoneNumber": {"number": DIALLED}, **members})

    def call(self, call_id, number=None):
        """A call that begins with the webhook that carries its number."""
        assert self.webhook(call_id, number).status == 200
        return Call(self, call_id)


class Call:
    """The caller's side: each turn sends the whole history, as Vapi does."""

    def __init__(self, server, call_id):
        self.server = server
        self.id = call_id
        self.history = [{"role": "system", "content": "Vous êtes l'accueil."}]

    def say(self, text, times=1):
        """One turn, asked for `times` times over; the last answer."""
        asked = self.history + [{"role": "user", "content": text}]
        for _ in range(times):
            answer = self.server.chat(self.id, asked)
            assert answer.status == 200, answer.text
        self.history = asked + [{"role": "assistant", "content": answer.says}]
        return answer


# A booking, up to the contact step; each with the state it leads to.
BOOKING = [
    ("Bonjour, je voudrais prendre rendez-vous.", "QUALIF_NAME"),
    ("Claire Lefèvre", "QUALIF_MOTIF"),
    ("Une consultation de suivi", "QUALIF_PREF"),
    ("Plutôt jeudi matin", "CONTACT_CONFIRM"),
]
READ_BACK = re.compile(r"J'ai le numéro qui s'affiche, il se termine par (\d\d)\."
                       r" C'est bien le vôtre \?")
