"""What a teacher and a pupil do from the first start on, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.driving import PHONE, asked, fill_and_send, opened, settled
from tests.serving import served

TEACHER = {"who": "Mira Holm", "password": "a long sentence"}
QUESTION = "When did the cease-fire come into force?"
PICTURE = (
    "The lighthouse ![spy](https://example.com/a.png) <img src=https://example.com/b.png> burned in 1902."
)


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory):
    """A server where the first teacher has set up and opened the class: (site, join code)."""
    with served(tmp_path_factory.mktemp("school")) as site:
        page = opened(browser)
        page.goto(site.url)
        page.locator('form[action="/enter/set-up"]').wait_for()
        fill_and_send(page, "set-up", **TEACHER)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        page.goto(f"{site.url}/people")
        page.get_by_role("button", name="Open the class").click()
        code = page.locator(".code").inner_text()
        page.context.close()
        yield site, code


def signed_in(browser, site, size=(1280, 900), **person):
    page = opened(browser, size)
    page.goto(site.url)
    page.locator('form[action="/enter/sign-in"]').wait_for()
    fill_and_send(page, "sign-in", **(person or TEACHER))
    page.get_by_test_id("stChatInputTextArea").wait_for()
    return page


def test_a_pupil_joins_asks_opens_the_words_and_finds_all_again(browser, school):
    site, code = school
    page = opened(browser, PHONE)
    page.goto(site.url)
    page.get_by_role("tab", name="Join a class").click()
    fill_and_send(page, "join", code=code.lower().replace("-", " "), who="Lan Anh", password="mèo con ngủ")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    asked(page, QUESTION)
    expect(page.locator(".answer")).to_contain_text("12 May 1994")
    page.get_by_role("button", name=re.compile("^S1")).first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text("12 May 1994")
    page.get_by_role("button", name="Open the whole document").click()
    expect(page.locator(".reader mark")).to_contain_text("12 May 1994")
    page.go_back()
    expect(page.locator(".answer")).to_contain_text("12 May 1994")
    page.reload()
    expect(page.locator(".answer")).to_contain_text("12 May 1994")
    assert "talk=" in page.url
    (cookie,) = (c for c in page.context.cookies() if c["name"] == "studyhall")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert "studyhall" not in page.evaluate("document.cookie")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.context.close()


def test_a_wrong_password_is_said_and_a_sign_out_ends_it(browser, school):
    site, _ = school
    page = opened(browser)
    page.goto(site.url)
    page.locator('form[action="/enter/sign-in"]').wait_for()
    fill_and_send(page, "sign-in", who=TEACHER["who"], password="something else")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    fill_and_send(page, "sign-in", **TEACHER)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.locator('form[action="/enter/sign-in"]').wait_for()
    page.reload()
    page.locator('form[action="/enter/sign-in"]').wait_for()
    page.context.close()


def test_a_teacher_adds_documents_and_a_broken_one_and_nothing_is_fetched(browser, school, tmp_path):
    site, _ = school
    good, broken = tmp_path / "lighthouse.md", tmp_path / "broken.pdf"
    good.write_text(f"# The lighthouse of Kerrin\n\n{PICTURE}\n")
    broken.write_bytes(b"%PDF-1.7 this is none")
    page = signed_in(browser, site)
    strange = []
    page.on("request", lambda request: request.url.startswith(site.url) or strange.append(request.url))
    page.goto(f"{site.url}/sources")
    page.get_by_text("Add documents").click()
    page.locator('input[type="file"]').set_input_files([good, broken])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("could not be taken in")).to_be_visible()
    expect(page.get_by_role("link", name="The lighthouse of Kerrin")).to_be_visible()
    page.get_by_role("link", name="The lighthouse of Kerrin").click()
    expect(page.locator(".reader")).to_contain_text("burned in 1902")
    page.goto(site.url)
    settled(page)
    asked(page, "When did the lighthouse burn?")
    expect(page.locator(".answer")).to_contain_text("1902")
    assert [url for url in strange if url.startswith("http")] == []
    page.context.close()


def test_a_class_list_is_printed_alone_and_a_member_changed_one_thing_at_a_time(browser, school):
    site, _ = school
    page = signed_in(browser, site)
    page.goto(f"{site.url}/people")
    page.get_by_text("Bring in a class list").click()
    page.get_by_label("Names").fill("1. Trần Văn Đức\n2. Lê Thị Ánh Tuyết")
    page.get_by_label("Names").press("Control+Enter")
    settled(page)
    page.get_by_role("button", name="Make accounts").click()
    table = page.locator("table.given")
    expect(table.locator("tbody tr")).to_have_count(2)
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    for other in (page.get_by_role("heading", name="Class"), page.get_by_text("Print this now")):
        expect(other).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="I have them").click()
    expect(table).to_have_count(0)
    row = page.locator('[class*="st-key-member_"]', has_text="Trần Văn Đức")
    row.get_by_role("button", name="Change").click()
    page.get_by_text("Give a new password").click()
    page.get_by_role("button", name="Do it").click()
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_test_id("stToast")).to_contain_text("Trần Văn Đức has a new password.")
    expect(page.get_by_role("button", name="Do it")).to_have_count(0)
    page.context.close()


def test_a_source_is_given_a_side_that_nobody_had(browser, school):
    site, _ = school
    page = signed_in(browser, site)
    page.goto(f"{site.url}/sources")
    card = page.locator('[class*="st-key-source_"]').first
    card.get_by_role("button", name="Change").click()
    form = page.get_by_test_id("stForm")
    form.get_by_label("Author").fill("Vera Lind")
    side = form.get_by_role("combobox").first
    side.fill("fishers")
    side.press("Enter")
    form.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Fishers · English · Vera Lind")
    expect(form).to_have_count(0)
    page.context.close()


def test_vietnamese_readers_are_met_in_vietnamese(browser, school):
    site, _ = school
    page = opened(browser, locale="vi-VN")
    page.goto(site.url)
    expect(page.locator('form[action="/enter/sign-in"] button')).to_have_text("Đăng nhập")
    page.context.close()
