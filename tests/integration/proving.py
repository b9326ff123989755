"""How a sender proves who it is: each scheme's auth section, and its headers.

A way is made for one server and one secret; way(body) are the headers of one
request.
"""

import hashlib
import hmac
import itertools
import threading
import time

from server import CONFIGURATION, TOKEN

SECRET = "s3cret-of-today"


def closed(sections, base=CONFIGURATION):
    """The usual configuration, with these sections in place of auth = none."""
    sections = sections.replace("{", "{{").replace("}", "}}")
    return base.replace("auth           = none\n", sections + "\n")


class Secret:
    section = f'auth {{ secret = "{SECRET}" }}'

    def __init__(self, server):
        self.server = server

    def __call__(self, body):
        return {"X-Vapi-Secret": SECRET}


class Bearer(Secret):
    section = f'auth {{ scheme = bearer secret = "{SECRET}" }}'

    def __call__(self, body):
        return {"Authorization": f"Bearer {SECRET}"}


class Hmac(Secret):
    """No two requests have the same timestamp: they would be the same
    message, were their bodies the same too."""
    section = (f'auth {{ scheme = hmac secret = "{SECRET}" '
               'algorithm = sha512 prefix = "sha512=" }')
    _instants = itertools.count(int(time.time() * 1000))

    def __call__(self, body):
        instant = str(next(self._instants))
        mac = hmac.new(SECRET.encode(), f"{instant}.".encode() + (body or b""),
                       hashlib.sha512)
        return {"X-Signature": "sha512=" + mac.hexdigest(),
                "X-Timestamp": instant}


class OAuth2(Secret):
    section = ('auth { scheme = oauth2 client_id = vapi '
               f'secret = "{SECRET}" }}')

    def __init__(self, server):
        super().__init__(server)
        self.token = None
        self.lock = threading.RLock()

    def __call__(self, body):
        with self.lock:
            if self.token is None:
                self.token = "asking"  # for which no token is needed
                self.token = ask_token(self.server).json()["access_token"]
        return {"Authorization": f"Bearer {self.token}"}


WAYS = {"secret": Secret, "bearer": Bearer, "hmac": Hmac, "oauth2": OAuth2}


def ask_token(server, client_id="vapi", secret=SECRET):
    return server.post(
        TOKEN, "grant_type=client_credentials"
        f"&client_id={client_id}&client_secret={secret}",
        {"Content-Type": "application/x-www-form-urlencoded"})
