"""The routes beside the pages, over HTTP: forms from elsewhere, long bodies, documents for nobody."""

from __future__ import annotations

import urllib.error
import urllib.request

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
