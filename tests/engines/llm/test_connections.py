"""Connections: used again when a call is through, cut when it is given up, whatever the server does."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager

import pytest

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import Purpose
from tests.engines.llm.test_gateway import ASKED, said
from tests.model_replies import BROKEN


@contextmanager
def dripping():
    """The base URL of a server that sends the head of its reply a byte at a time, and who is connected."""
    listening, held, over = socket.create_server(("127.0.0.1", 0)), [], threading.Event()

    def drip(connection: socket.socket, cut: threading.Event) -> None:
        try:
            while not over.wait(0.02):
                connection.send(b"x")
        except OSError:
            cut.set()
        connection.close()

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            if over.is_set():
                connection.close()
                return
            connection.recv(65_536)
            connection.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
            held.append((threading.Thread(target=drip, args=(connection, cut := threading.Event())), cut))
            held[-1][0].start()

    accepting = threading.Thread(target=serve)
    accepting.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1", held
    over.set()
    socket.create_connection(listening.getsockname()).close()
    accepting.join()
    listening.close()
    for thread, _ in held:
        thread.join()


def test_a_call_that_is_given_up_before_its_reply_begins_is_cut(lines):
    with dripping() as (url, held):
        line = lines(url=url)
        for _ in range(3):
            with pytest.raises(ModelFailure) as caught:
                said(line)
            assert caught.value.trouble is Trouble.SLOW
        assert [cut.wait(10) for _, cut in held] == [True] * 3
        for thread in threading.enumerate():
            if thread.name == "studyhall-model":
                thread.join(10)
                assert not thread.is_alive()


def test_a_connection_is_used_again_and_one_more_is_made_where_it_is_lent(line):
    def ports():
        return [request.port for request in line.server.asked()]

    # The SDK itself closes what it has streamed from.
    line.server.enqueue(BROKEN, BROKEN)
    said(line)
    assert len(set(ports())) == 1
    first = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    next(first)
    said(line)
    first.close()
    assert len(set(ports())) == 3


def test_what_is_lent_comes_back_to_be_closed(lines):
    line = lines()
    words = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    next(words)
    line.provider.close()
    words.close()
    (request,) = line.server.asked()
    assert request.over.wait(10)
