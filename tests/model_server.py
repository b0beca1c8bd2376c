"""A server on loopback that speaks OpenAI's protocol over real HTTP, and fails as it is told to."""

from __future__ import annotations

import base64
import json
import select
import socket
import struct
import sys
import threading
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, NamedTuple

from tests.model_replies import After, Closes, Default, Fails, Hangs, Raw, Reply, Says, Vectors, vector

Act = Literal["chat", "embeddings", "models"]
ACTS: dict[str, Act] = {
    "/v1/chat/completions": "chat",
    "/v1/embeddings": "embeddings",
    "/v1/models": "models",
}
JSON = "application/json"


class Request(NamedTuple):
    """A request as it came; `headers` have names in lower case.

    `gone` is set when the client closed before the reply was complete, `over` when the server is through
    with it; `port` is the client's. `sent_at` has the time (`time.monotonic`) at which each piece was handed
    to the network.
    """

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    gone: threading.Event
    over: threading.Event
    sent_at: list[float]
    port: int = 0


@dataclass
class _Act:
    """What comes next for one kind of request, and what comes when nothing is queued."""

    default: Default
    queue: deque[Reply] = field(default_factory=deque)


class ModelServer:
    """Open it with `with`; `url` is what a client takes as its base URL."""

    def __init__(self, *, dimensions: int = 8, models: tuple[str, ...] = ("test-model",)) -> None:
        self.dimensions = dimensions
        self.models = models
        self.requests: list[Request] = []
        self.mistakes: list[BaseException] = []
        self._acts = {
            "chat": _Act(Says(("Hello", ", ", "world."))),
            "embeddings": _Act(Vectors()),
            "models": _Act(self._listed),
        }
        self._changed = threading.Condition()
        self.stay, self._leave = socket.socketpair()
        self._refusing = socket.socket()
        self._refusing.bind(("127.0.0.1", 0))
        self._http = _Server(self)
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> ModelServer:
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.close()
        self._http.shutdown()
        self._thread.join()
        self._http.end_all()
        self.stay.close()
        self._refusing.close()
        assert not self.mistakes, self.mistakes

    def refused_url(self) -> str:
        """A base URL on which nobody listens, for as long as this server is open."""
        return f"http://127.0.0.1:{self._refusing.getsockname()[1]}/v1"

    def enqueue(self, *replies: Reply, to: Act = "chat") -> None:
        """Replies for the next requests, one each."""
        with self._changed:
            self._acts[to].queue.extend(replies)

    def always(self, default: Default, to: Act = "chat") -> None:
        """The reply, or what makes one of the request's body, when nothing is queued."""
        with self._changed:
            self._acts[to].default = default

    @property
    def reply(self) -> Default:
        """What a completion is when nothing is queued."""
        return self._acts["chat"].default

    @reply.setter
    def reply(self, default: Default) -> None:
        self.always(default)

    def asked(self, act: Act = "chat") -> list[Request]:
        """The requests of one kind so far."""
        with self._changed:
            return [request for request in self.requests if ACTS.get(request.path) == act]

    def wait_for(self, count: int, act: Act = "chat", timeout: float = 10) -> Request:
        """The `count`-th request of one kind, as soon as it is there."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.asked(act)) >= count, timeout)
            assert came, f"{len(self.asked(act))} requests, not {count}"
            return self.asked(act)[count - 1]

    def take(self, act: Act, request: Request) -> Reply:
        """Note a request, and tell what it is replied with."""
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
            planned = self._acts[act]
            reply = planned.queue.popleft() if planned.queue else planned.default
        return reply(request.body) if callable(reply) else reply

    def _listed(self, body: dict[str, Any]) -> Reply:
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "tests"} for name in self.models]
        return Raw(json.dumps({"object": "list", "data": data}).encode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, told: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told = told
        self.open: set[socket.socket] = set()
        self.lock = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.lock:
            self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self.lock:
            self.open.discard(request)
            self.lock.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.told.mistakes.append(error)

    def end_all(self) -> None:
        """Let go of every connection, and wait until their threads have."""
        self.server_close()
        with self.lock:
            for connection in self.open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            assert self.lock.wait_for(lambda: not self.open, 10), "a handler did not end"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        self._serve(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _serve(self, body: dict[str, Any]) -> None:
        act = ACTS.get(self.path)
        if act is None:
            return self._send(404, JSON, _json(Fails(404, f"Invalid URL ({self.path})").body()))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.now = Request(
            self.path, headers, body, threading.Event(), threading.Event(), [], self.client_address[1]
        )
        try:
            self._reply(self.server.told.take(act, self.now))
        except OSError:
            self.now.gone.set()
            self.close_connection = True
        finally:
            self.now.over.set()

    def _reply(self, reply: Reply) -> None:
        match reply:
            case Says() if self.now.body.get("stream"):
                self._stream(reply)
            case Says():
                self._tell(reply)
            case Vectors():
                self._embed(reply)
            case Fails():
                self._send(reply.status, JSON, _json(reply.body()), reply.headers)
            case Raw():
                self._send(reply.status, reply.type, reply.content)
            case Hangs():
                self._hang()
            case Closes():
                self.close_connection = True

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self._begin(status, kind, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def _begin(self, status: int, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "x-request-id": "req_1", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _left(self, timeout: float | None = 0) -> bool:
        """Whether the client went away, or the server is being closed; waits for it at most `timeout`."""
        ready, _, _ = select.select([self.connection, self.server.told.stay], [], [], timeout)
        if self.connection in ready:
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    self.now.gone.set()
            except OSError:
                self.now.gone.set()
        return bool(ready)

    def _hang(self, meanwhile: Callable[[], None] | None = None) -> None:
        self.close_connection = True
        while not self._left(None if meanwhile is None else 0.02):
            if meanwhile is not None:
                meanwhile()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _tell(self, says: Says) -> None:
        """A completion in one body."""
        for index, _ in enumerate(says.pieces):
            if not self._allowed(says, index):
                return
        if says.after is After.ERROR:
            return self._send(500, JSON, _json(Fails(500, "The server had an error.", "server_error").body()))
        body = _json(_whole(says, str(self.now.body["model"])))
        if says.after is After.GARBLED:
            return self._send(200, JSON, body[: len(body) // 2])
        if says.after is After.END:
            return self._send(200, JSON, body)
        self._begin(200, JSON, {"Content-Length": str(len(body))})
        self.wfile.write(body[: len(body) // 2])
        self._break_off(says.after)

    def _stream(self, says: Says) -> None:
        """A completion as server-sent events."""
        self._begin(200, "text/event-stream", {"Transfer-Encoding": "chunked"})
        asked = bool((self.now.body.get("stream_options") or {}).get("include_usage"))
        chunk = _Chunks(str(self.now.body["model"]), asked and says.usage is not None)
        self._event(chunk.delta({"role": "assistant", "content": "", "refusal": None}))
        for index, piece in enumerate(says.pieces):
            if not self._allowed(says, index):
                return
            self._event(chunk.delta({"content": piece}))
            self.now.sent_at.append(time.monotonic())
        for position, call in enumerate(says.calls):
            for delta in _call_deltas(position, call.id, call.name, call.arguments):
                self._event(chunk.delta({"tool_calls": [delta]}))
        if says.after is not After.END:
            return self._break_off(says.after)
        self._end(says, chunk)

    def _end(self, says: Says, chunk: _Chunks) -> None:
        if says.finish is not None:
            self._event(chunk.delta({}, says.finish))
            if chunk.usage and says.usage is not None:
                self._event(chunk.make([], _usage(says.usage)))
        if says.done:
            self._line("data: [DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _break_off(self, after: After) -> None:
        self.close_connection = True
        if after is After.HANG:
            self._hang()
        elif after is After.PINGS:
            self._hang(lambda: self._line(": ping"))
        elif after is After.RESET:
            self._reset()
        elif after is After.ERROR:
            self._event(Fails(500, "The server had an error.", "server_error").body())
            self.wfile.write(b"0\r\n\r\n")
        elif after is After.GARBLED:
            self._line('data: {"id": "chatcmpl-1", "choi')
            self._line("data: [DONE]")
            self.wfile.write(b"0\r\n\r\n")

    def _allowed(self, says: Says, index: int) -> bool:
        """Whether a piece may be sent now: waits at its gate, as long as the client does."""
        if callable(says.gate):
            says.gate(index)
        elif says.gate is not None:
            while not says.gate[index].wait(0.01) and not self._left():
                pass
        if self._left():
            self.close_connection = True
            return False
        return True

    def _event(self, data: dict[str, Any]) -> None:
        # Half a character, as some servers send it, can be told in ASCII only.
        self._line(f"data: {json.dumps(data)}")

    def _line(self, text: str) -> None:
        content = f"{text}\n\n".encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))

    def _embed(self, reply: Vectors) -> None:
        body, told = self.now.body, self.server.told
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        made = [vector(text, body.get("dimensions") or told.dimensions) for text in texts]
        if reply.gate is not None:
            reply.gate()
        made = reply.change(made) if reply.change else made
        packed = body.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "index": i, "embedding": _base64(one) if packed else one}
            for i, one in enumerate(made)
        ]
        words = sum(len(text.split()) for text in texts) if reply.usage == -1 else reply.usage
        usage = {} if words is None else {"usage": {"prompt_tokens": words, "total_tokens": words}}
        self._send(200, JSON, _json({"object": "list", "data": data, "model": body["model"], **usage}))


@dataclass(frozen=True)
class _Chunks:
    """The chunks of one stream."""

    model: str
    usage: bool

    def make(self, choices: list[Any], usage: dict[str, Any] | None = None) -> dict[str, Any]:
        head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": self.model}
        return {**head, "choices": choices, **({"usage": usage} if self.usage else {})}

    def delta(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return self.make([{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}])


def _call_deltas(position: int, id_: str, name: str, arguments: str) -> Iterator[dict[str, Any]]:
    yield {"index": position, "id": id_, "type": "function", "function": {"name": name, "arguments": ""}}
    yield {"index": position, "function": {"arguments": arguments}}


def _whole(says: Says, model: str) -> dict[str, Any]:
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in says.calls
    ]
    content = None if calls and not says.pieces else "".join(says.pieces)
    message = {"role": "assistant", "content": content, **({"tool_calls": calls} if calls else {})}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": says.finish}
    usage = {"usage": _usage(says.usage)} if says.usage is not None else {}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": model}
    return {**head, "choices": [choice], **usage}


def _usage(told: tuple[int, ...]) -> dict[str, Any]:
    read, wrote, *cached = told
    details = {"prompt_tokens_details": {"cached_tokens": cached[0]}} if cached else {}
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote, **details}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _base64(numbers: list[float]) -> str:
    return base64.b64encode(array("f", numbers).tobytes()).decode()
