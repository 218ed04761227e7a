"""Where alerts arrive, on the loopback address: a web server that is posted to, and a mail server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Hook:
    """A web server that keeps what is posted to it, and answers with a status a post (the last one stays)."""

    statuses: list[int] = field(default_factory=lambda: [200])
    posts: list[tuple[str, str]] = field(default_factory=list)  # path, body
    port: int = 0


@dataclass
class MailBox:
    """A mail server that keeps what it gets, with the envelope's addresses as a header."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)  # what it answers first, in the place of taking a mail

    @property
    def url(self) -> str:
        """As a channel of alerts has it."""
        return f"mailto://127.0.0.1:{self.port}?from=monitor@example.org&to=you@example.org&mode=insecure"


@contextmanager
def receive_posts() -> Iterator[Hook]:
    """A hook that is served while the context is open."""
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            kept.posts.append((self.path, body))
            self.send_response(kept.statuses.pop(0) if len(kept.statuses) > 1 else kept.statuses[0])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def receive_mail() -> Iterator[MailBox]:
    """A mail box that is served while the context is open."""
    from aiosmtpd.controller import Controller

    with socket.create_server(("127.0.0.1", 0)) as free:
        box = MailBox(port=free.getsockname()[1])

    class Keep:
        async def handle_DATA(self, *told: Any) -> str:  # noqa: N802
            if box.refusals:
                return box.refusals.pop(0)
            envelope = told[-1]
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            mail["X-Envelope"] = " ".join([envelope.mail_from, *envelope.rcpt_tos])
            box.mails.append(mail)
            return "250 OK"

    controller = Controller(Keep(), hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
