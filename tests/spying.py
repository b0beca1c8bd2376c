"""A server on loopback that notes whatever reaches it: for what should not be sent anywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Spy:
    """What came, as "METHOD target", in order."""

    url: str = ""
    came: list[str] = field(default_factory=list)


@contextmanager
def spying() -> Iterator[Spy]:
    """A spy that answers everything with an empty object."""
    spy = Spy()

    class Noting(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

        def _note(self) -> None:
            spy.came.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = do_PATCH = do_PUT = do_CONNECT = _note

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    spy.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield spy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
