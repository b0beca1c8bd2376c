"""The gate, over HTTP and websockets: our own pages come in, files come from teachers."""

from __future__ import annotations

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.serving import served
from tests.ui.conftest import awaited


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(tmp_path_factory.mktemp("site")) as running:
        yield running


def opens(site, **headers) -> bool:
    """Whether a page's socket opens for a browser with these headers."""

    async def tried() -> bool:
        address = f"{site.url.replace('http', 'ws')}/_stcore/stream"
        try:
            async with connect(address, additional_headers=headers, subprotocols=["streamlit"]):
                return True
        except InvalidStatus:
            return False

    return awaited(tried())


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://localhost:1", "http://127.0.0.1", "null", "https://localhost.evil"],
)
def test_a_page_from_elsewhere_opens_no_socket(site, origin):
    assert not opens(site, Origin=origin)


def test_our_own_page_does(site):
    assert opens(site, Origin=site.url)


def entered(site, sample):
    answer = httpx.post(
        f"{site.url}/enter/look-around", data={"sample": sample}, headers={"Origin": site.url}
    )
    return {"Cookie": answer.headers["set-cookie"].split(";")[0]}


def test_files_are_taken_from_teachers_only(site):
    address = f"{site.url}/_stcore/upload_file/a/b"
    file = {"file": ("a.txt", b"text")}
    refused = "This is not for you. Sign in as a teacher, and try again."
    assert httpx.put(address, files=file).text == refused
    assert httpx.put(address, files=file, headers=entered(site, "An Le")).text == refused
    # Let through, and refused by Streamlit, which knows no such session.
    assert httpx.put(address, files=file, headers=entered(site, "Robin Hill")).text != refused


def test_nobody_reads_what_the_server_counts(site):
    assert httpx.get(f"{site.url}/_stcore/metrics").status_code == 403


def test_only_who_sits_here_sets_up(site):
    host = "evil.example:8501"
    headers = {"Origin": f"http://{host}", "Host": host}
    answer = httpx.post(
        f"{site.url}/enter/set-up", data={"who": "Eve", "password": "a long one"}, headers=headers
    )
    assert answer.headers["location"] == "/?form=set-up&refused=not_local"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["keep/99999999999999999999", "keep/x", "keep/0", "print/x"])
def test_what_is_not_there_is_said_to_be_so(site, path):
    answer = httpx.get(f"{site.url}/{path}", headers=entered(site, "An Le"))
    assert answer.status_code == 404
    assert answer.text.startswith("This is not there, or not yours to see.")


def test_a_language_that_nobody_speaks_is_left_aside(site):
    form = {"sample": "Sam Rivers", "language": "xx"}
    answer = httpx.post(f"{site.url}/enter/look-around", data=form, headers={"Origin": site.url})
    assert (answer.status_code, "set-cookie" in answer.headers) == (303, True)
