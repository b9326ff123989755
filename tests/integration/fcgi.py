"""A FastCGI client of one request at a time, to speak to the worker without
nginx: for what nginx would never send (half a request, and then a pause)."""

import socket
import struct

BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6
RESPONDER = 1


def _record(kind, content=b""):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def _length(n):
    return bytes([n]) if n < 128 else struct.pack(">I", n | 0x80000000)


class Client:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(str(path))

    def begin(self, method, uri, length, headers=()):
        """The request without its body; headers: (name, value)."""
        params = b"".join(
            _length(len(name)) + _length(len(value)) + name + value
            for name, value in [
                (b"REQUEST_METHOD", method.encode()),
                (b"REQUEST_URI", uri.encode()),
                (b"CONTENT_TYPE", b"application/json"),
                (b"CONTENT_LENGTH", str(length).encode()),
                *((b"HTTP_" + name.upper().replace("-", "_").encode(),
                   value.encode()) for name, value in headers)])
        self.socket.sendall(
            _record(BEGIN, struct.pack(">HB5x", RESPONDER, 0))
            + _record(PARAMS, params) + _record(PARAMS))

    def send(self, part):
        self.socket.sendall(_record(STDIN, part))

    def finish(self):
        """The end of the body; what the worker answers, headers and all."""
        self.socket.sendall(_record(STDIN))
        return self.answer()

    def answer(self):
        stream = self.socket.makefile("rb")
        answer = b""
        while True:
            _, kind, _, length, padding = struct.unpack(
                ">BBHHBx", stream.read(8))
            content = stream.read(length)
            stream.read(padding)
            if kind == STDOUT:
                answer += content
            elif kind == END:
                self.socket.close()
                return answer.decode()
