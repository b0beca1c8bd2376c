"""Times the pages: how soon a second start answers and shows its first page, and reruns of the chat page.

Reruns are asked for as a browser asks for them, over the server's own websocket; the visitors share the
machine with the server, so what they cost is in the figures.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from studyhall.bootstrap import bootstrap
from studyhall.settings import Settings
from studyhall.ui.serving import now
from tests.browser.driving import chromium, fill_and_send, opened
from tests.serving import free_port

ROOT = Path(__file__).resolve().parents[1]
NAME, PASSWORD = "Mira Holm", "a long sentence"
STARTS = 5


@contextmanager
def started(home: Path) -> Iterator[tuple[str, float]]:
    """The address of a server of Study Hall, and the seconds until it answered; it ends when this does."""
    port = free_port()
    command = [sys.executable, "-m", "studyhall", "run", "--port", str(port)]
    with serving(command, port, ROOT, {"STUDYHALL_HOME": str(home)}) as found:
        yield found


@contextmanager
def bare(folder: Path) -> Iterator[tuple[str, float]]:
    """The same for a page of Streamlit's with nothing behind it: what no page can be quicker than."""
    buttons = "\n".join(f"st.button('{number}')" for number in range(6))
    (folder / "bare.py").write_text(f"import streamlit as st\n{buttons}\nst.chat_input('ask')\n")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "bare.py", "--server.port", str(port)]
    with serving(command, port, folder, {}) as found:
        yield found


@contextmanager
def serving(command: list[str], port: int, where: Path, more: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Run a server until this ends."""
    environment = os.environ | more | {"STREAMLIT_SERVER_HEADLESS": "true"}
    begun = perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=where, env=environment, stdout=quiet, stderr=quiet)
    url = f"http://localhost:{port}"
    try:
        while True:
            try:
                httpx.get(f"{url}/_stcore/health", timeout=1)
            except httpx.HTTPError:
                sleep(0.01)
            else:
                break
        yield url, perf_counter() - begun
    finally:
        process.terminate()
        process.wait(timeout=30)


def first_pages(home: Path) -> None:
    """Start on an empty data folder, then a few times on what that left."""
    starts = []
    with chromium() as browser:
        for turn in range(1 + STARTS):
            page = opened(browser)
            with started(home) as (url, answered):
                begun = perf_counter()
                page.goto(url)
                page.locator("form.enter").first.wait_for(timeout=60_000)
                starts.append((answered, perf_counter() - begun))
                if turn == 0:
                    fill_and_send(page, "set-up", who=NAME, password=PASSWORD)
                    page.get_by_test_id("stChatInputTextArea").wait_for(timeout=60_000)
                page.context.close()
    print("first start: answers after {:.2f} s, page {:.2f} s later".format(*starts[0]))
    answered, shown = (statistics.median(times) for times in zip(*starts[1:], strict=True))
    print(f"later starts, median of {STARTS}: answers after {answered:.2f} s, page {shown:.2f} s later")


def talked(home: Path) -> str:
    """The address of a conversation of three answers."""
    hall = bootstrap(Settings(home=home))
    person = hall.accounts.sign_in(NAME, PASSWORD, "", now()).person
    course, _ = hall.classes.of(person.id)[0]
    talk = None
    for question in hall.suggesting.questions(course, "en", 3):
        pending = hall.tutoring.begin(person.id, course, question, now(), talk)
        talk = pending.conversation_id
        hall.tutoring.finish(person.id, course, pending.exchange_id, now())
    hall.close()
    return urlencode({"course": course.slug, "talk": talk})


async def rerun(socket: ClientConnection, asked: BackMsg) -> float:
    """Ask for a rerun; the seconds until the server says that the script is done."""
    begun = perf_counter()
    await socket.send(asked.SerializeToString())
    while True:
        told = await socket.recv()
        message = ForwardMsg.FromString(told if isinstance(told, bytes) else told.encode())
        if message.WhichOneof("type") == "script_finished":
            return perf_counter() - begun


async def visit(url: str, query: str, cookie: str, turns: int, ready: asyncio.Barrier) -> list[float]:
    """One visitor: seconds of each of `turns` reruns after the first."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    async with connect(
        f"{url.replace('http', 'ws')}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers={"Cookie": cookie},
        max_size=None,
    ) as socket:
        await rerun(socket, asked)
        await ready.wait()
        return [await rerun(socket, asked) for _ in range(turns)]


async def visits(url: str, query: str, cookie: str, users: int, turns: int) -> list[float]:
    """All reruns of so many visitors at once, who do not stop to think."""
    ready = asyncio.Barrier(users)
    each = await asyncio.gather(*(visit(url, query, cookie, turns, ready) for _ in range(users)))
    return [seconds for times in each for seconds in times]


def reruns(told: str, url: str, query: str = "", cookie: str = "") -> None:
    """Rerun a page for one visitor and for fifty."""
    for users, turns in ((1, 200), (50, 12)):
        begun = perf_counter()
        times = [1000 * seconds for seconds in asyncio.run(visits(url, query, cookie, users, turns))]
        rate = len(times) / (perf_counter() - begun)
        p95 = statistics.quantiles(times, n=20)[18]
        print(
            f"rerun of {told}, {users} at once: "
            f"p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, {rate:.0f} a second"
        )


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, bare(Path(folder)) as (url, _):
        reruns("a bare page", url)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first_pages(home)
        query = talked(home)
        with started(home) as (url, _), httpx.Client(base_url=url, headers={"Origin": url}) as client:
            answer = client.post("/enter/sign-in", data={"who": NAME, "password": PASSWORD})
            cookie = answer.headers["set-cookie"].split(";")[0]
            reruns("the chat page, a new conversation", url, "", cookie)
            reruns("the chat page, three answers", url, query, cookie)


if __name__ == "__main__":
    main()
