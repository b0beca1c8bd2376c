"""The routes beside the pages, over HTTP: forms from elsewhere, long bodies, documents for nobody."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from zipfile import ZipFile

import httpx
import pytest

from tests.serving import served


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with served(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null"])
def test_a_form_from_elsewhere_is_refused(site, origin):
    headers = {"Origin": origin} if origin else {}
    request = urllib.request.Request(f"{site.url}/enter/sign-out", b"", headers, method="POST")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 403
    caught.value.close()


def test_a_body_that_is_too_long_is_refused(site):
    headers = {"Origin": site.url}
    request = urllib.request.Request(f"{site.url}/enter/sign-in", b"x" * 20_000, headers, method="POST")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 413
    caught.value.close()


def test_whoever_is_not_signed_in_gets_no_document_to_print(site):
    with urllib.request.urlopen(f"{site.url}/print/0123456789abcdef") as answer:
        told = answer.read().decode()
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "Streamlit" in told or '<div id="root">' in told


def enter(site, kind, **fields):
    """Where a form leads, and the cookie it gives."""
    answer = httpx.post(f"{site.url}/enter/{kind}", data=fields, headers={"Origin": site.url})
    return answer.headers["location"], answer.headers.get("set-cookie", "")


def test_a_sign_in_leads_on_to_where_somebody_wanted_to_go(site):
    to = "reader?document=ab&start=1&evil=2"
    assert enter(site, "sign-in", who="A", password="no", to=to) == (
        "/reader?document=ab&start=1&form=sign-in&refused=wrong_password", ""
    )  # fmt: skip
    led, cookie = enter(site, "look-around", sample="An Le", to="https://evil.example/")
    assert led == "/"
    assert cookie.startswith("studyhall=")


def test_one_looks_around_on_this_machine_under_its_own_name_only(site):
    host = "evil.example"
    headers = {"Origin": f"http://{host}", "Host": host}
    answer = httpx.post(f"{site.url}/enter/look-around", data={}, headers=headers)
    assert answer.headers["location"] == "/?form=look-around&refused=not_local"
    assert "set-cookie" not in answer.headers


def test_the_page_is_in_the_browsers_language(site):
    assert '<html lang="vi">' in httpx.get(site.url, headers={"Accept-Language": "vi"}).text


def cookie_of(site, name="An Le"):
    _, cookie = enter(site, "look-around", sample=name)
    return dict([cookie.partition(";")[0].split("=", 1)])


def test_what_is_ones_own_is_handed_out_as_an_archive_and_nobody_elses(site):
    cookies = cookie_of(site)
    answer = httpx.get(f"{site.url}/export/me", cookies=cookies)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''study-hall-An-Le.zip"
    assert answer.headers["cache-control"] == "no-store"
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert json.loads(archive.read("data.json"))["account"]["name"] == "An Le"
    told = {httpx.get(f"{site.url}/export/{one}", cookies=cookies).status_code for one in ("1", "99", "x")}
    assert told == {403}
    assert httpx.get(f"{site.url}/export/me").headers["location"] == "/"


def add_admin(site, name):
    command = [sys.executable, "-m", "studyhall", "users", "add", name, "--role", "admin", "--password-stdin"]
    given = {"input": "a long sentence\n", "text": True, "stdout": subprocess.DEVNULL}
    subprocess.run(command, check=True, env=os.environ | {"STUDYHALL_HOME": str(site.home)}, **given)


def test_an_account_is_erased_only_by_a_form_of_ours_with_its_password(site):
    cookies = cookie_of(site)
    from_elsewhere = httpx.post(f"{site.url}/enter/erase", data={}, cookies=cookies)
    assert from_elsewhere.status_code == 403
    headers = {"Origin": site.url}
    fields = {"password": "x", "to": "account"}
    nobody = httpx.post(f"{site.url}/enter/erase", data=fields, headers=headers)
    assert nobody.headers["location"] == "/account?form=erase&refused=signed_out"
    sample = httpx.post(f"{site.url}/enter/erase", data=fields, headers=headers, cookies=cookies)
    assert sample.headers["location"] == "/account?form=erase&refused=no_password"
    for name in ("Ida", "Uwe"):
        add_admin(site, name)
    _, cookie = enter(site, "sign-in", who="Ida", password="a long sentence")
    own = dict([cookie.partition(";")[0].split("=", 1)])
    fields["password"] = "a long sentence"
    gone = httpx.post(f"{site.url}/enter/erase", data=fields, headers=headers, cookies=own)
    assert gone.headers["location"] == "/?done=erase"
    assert 'studyhall=""' in gone.headers["set-cookie"]
    assert "wrong_password" in enter(site, "sign-in", who="Ida", password="a long sentence")[0]
