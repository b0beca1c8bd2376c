"""Times the pages: how soon a second start answers and shows its first page, and reruns of the chat page."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path
from time import perf_counter, sleep
from urllib.error import URLError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.driving import chromium, fill_and_send, opened
from tests.serving import free_port

ROOT = Path(__file__).resolve().parents[1]


def started(home: Path) -> tuple[subprocess.Popen[bytes], str, float]:
    """A server, its address, and the seconds until it answered."""
    port = free_port()
    environment = os.environ | {"STUDYHALL_HOME": str(home), "STREAMLIT_SERVER_HEADLESS": "true"}
    begun = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "studyhall", "run", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://localhost:{port}"
    while True:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return process, url, perf_counter() - begun
        except (URLError, OSError):
            sleep(0.01)


def first_pages(home: Path) -> None:
    """Start twice; the second time counts."""
    with chromium() as browser:
        for turn in ("first", "second"):
            process, url, answered = started(home)
            begun = perf_counter()
            page = opened(browser)
            page.goto(url)
            page.locator("form.enter").first.wait_for(timeout=60_000)
            print(f"{turn} start: answers after {answered:.2f} s, page {perf_counter() - begun:.2f} s later")
            if turn == "first":
                fill_and_send(page, "set-up", who="Mira Holm", password="a long sentence")
                page.get_by_test_id("stChatInputTextArea").wait_for(timeout=60_000)
            page.context.close()
            process.terminate()
            process.wait(timeout=30)


def reruns(home: Path, users: int, turns: int) -> list[float]:
    """Seconds of `turns` reruns of the chat page by each of `users` at once, in this one process."""
    from streamlit.testing.v1 import AppTest

    from studyhall.bootstrap import bootstrap
    from studyhall.settings import Settings
    from studyhall.ui import serving, session
    from studyhall.ui.serving import now

    hall = bootstrap(Settings(home=home))
    serving.use(hall)
    token = hall.accounts.sign_in("Mira Holm", "a long sentence", "bench", now()).token
    session.token = lambda: token
    times: list[float] = []
    ready = threading.Barrier(users)

    def visit() -> None:
        app = AppTest.from_file(str(ROOT / "studyhall/ui/main.py"), default_timeout=120).run()
        assert not app.exception
        ready.wait()
        for _ in range(turns):
            begun = perf_counter()
            app.run()
            times.append(perf_counter() - begun)

    threads = [threading.Thread(target=visit) for _ in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serving.use(None)
    hall.close()
    return times


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first_pages(home)
        for users, turns in ((1, 100), (50, 4)):
            times = [1000 * second for second in reruns(home, users, turns)]
            p95 = statistics.quantiles(times, n=20)[18]
            told = f"p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms"
            print(f"rerun of the chat page, {users} at once: {told}")


if __name__ == "__main__":
    main()
