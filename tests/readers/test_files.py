"""Files of every bad kind: one sentence each, soon, and nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studyhall.domain.documents import SourceFile
from studyhall.domain.errors import BadFile
from studyhall.readers import child
from studyhall.readers.files import FileReader
from studyhall.readers.kinds import Kind, kind_of
from tests.readers.made import Paragraph, docx, html, lines, locked_pdf, pdf, zipped

PDF = pdf([lines(["A page with a sentence.", "And one more sentence."])])
_BOMB = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12))
ALIASES = f"---\nk0: &k0 [x]\n{_BOMB}\n---\nText."
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BROKEN = {
    "truncated.pdf": (PDF[: len(PDF) // 2], "broken"),
    "garbage.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "broken"),
    "locked.pdf": (locked_pdf(), "encrypted"),
    "scan.pdf": (pdf([[]]), "no_text"),
    "empty.txt": (b"", "empty"),
    "spaces.md": (b" \n\t \r\n", "empty"),
    "mark.txt": ("\ufeff\u200b\n".encode(), "empty"),
    "binary.txt": (b"text\x00\x01\x02", "unknown_type"),
    "bomb.docx": (docx([], word__document_DOT_xml=b" " * 30_000_000), "too_complex"),
    "laughs.docx": (
        docx([], word__document_DOT_xml=f'<!DOCTYPE d [<!ENTITY e0 "ha">{LAUGHS}]><d>&e8;</d>'),
        "broken",
    ),
    "damaged.docx": (docx([Paragraph("A text.")])[:400] + b"word/document.xml", "broken"),
    "deep.html": (html("<div>" * 100_000 + "x"), "too_complex"),
    "line.txt": (b"word " * 2_000_000, "too_large"),
    "text.pdf": (b"Only text.", "broken"),
    "bytes.pdf": (b"\x00\x8f\x01garbage" * 40, "broken"),
    "bytes.docx": (b"\x00\x8f\x01garbage" * 40, "broken"),
    "cut.docx": (b"PK\x03\x04" + b"\x00\x8f" * 40, "broken"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown_type"),
    "bytes.txt": (b"\x00\x8f\x01garbage" * 40, "unknown_type"),
    "text.docx": (b"Only text.", "broken"),
    "slides.pptx": (zipped({"ppt/presentation.xml": "x"}), "unknown_type"),
    "sheet.xlsx": (zipped({"xl/workbook.xml": "x"}), "unknown_type"),
    "book.epub": (zipped({"mimetype": "application/epub+zip"}), "unknown_type"),
    "old.doc": (OLE + b"\x00" * 600, "unknown_type"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown_type"),
    "picture.txt": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "unknown_type"),
    "drawing.svg": (b"<?xml version='1.0'?><svg/>", "unknown_type"),
    "letter.rtf": (b"{\\rtf1 Text.}", "unknown_type"),
    "headings.md": (b"# One\n\n## Two\n", "no_text"),
}
READABLE = {
    "quay.pdf.txt": (PDF, "application/pdf", "A page with a sentence. And one more sentence."),
    "page.txt": (html("<p>A page.</p>"), "text/html", "A page."),
    "latin.txt": ("Déjà vu à côté de l’été.".encode("cp1252"), "text/plain", "Déjà vu à côté de l’été."),
    "surrogate.txt": ("Việt được.".encode() + b"\xed\xa0\x80", "text/plain", "Việt được.\ufffd\ufffd\ufffd"),
    "no_suffix": (b"A note.", "text/plain", "A note."),
    "aliases.md": (ALIASES.encode(), "text/markdown", "Text."),
    "brackets.md": (b"---\ntitle: t\na: " + b"[" * 700 + b"\n---\nText.", "text/markdown", "Text."),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> FileReader:
    return FileReader()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_one_sentence(reader: FileReader, name: str) -> None:
    content, code = BROKEN[name]
    with pytest.raises(BadFile) as caught:
        reader.read(SourceFile(name, content))
    refusal = caught.value
    assert refusal.code == code
    assert refusal.message.startswith(f"“{name}” ")
    assert not refusal.message.endswith(".")
    assert refusal.next_step
    assert not refusal.next_step.endswith(".")


@pytest.mark.parametrize("name", READABLE)
def test_an_odd_file_is_read_by_its_content(reader: FileReader, name: str) -> None:
    content, media_type, text = READABLE[name]
    reading = reader.read(SourceFile(name, content))
    assert reading.media_type == media_type
    assert text in reading.body.text


def test_front_matter_too_long_to_be_any_is_text(reader: FileReader) -> None:
    reading = reader.read(SourceFile("a.md", b"---\n" + b"title: x\n" * 20_000 + b"---\nEnd."))
    assert reading.description.title == "A"
    assert reading.body.text.startswith("title: x")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.md", "a.txt"])
def test_each_format_is_read(reader: FileReader, name: str) -> None:
    made = {
        "a.pdf": PDF,
        "a.docx": docx([Paragraph("A page with a sentence. And one more sentence.")]),
        "a.html": html("<p>A page with a sentence. And one more sentence."),
    }
    content = made.get(name, b"A page with a sentence. And one more sentence.\n")
    reading = reader.read(SourceFile(name, content))
    assert reading.body.text == "A page with a sentence. And one more sentence."
    assert [span.page for span in reading.spans] == [1 if name == "a.pdf" else None]
    assert (reading.description.title, reading.description.language) == ("A", "en")


def test_the_file_s_name_is_the_last_resort_for_a_title(reader: FileReader) -> None:
    reading = reader.read(SourceFile("the_old-quay (2).txt", b"It stands. It stood."))
    assert reading.description.title == "The old-quay (2)"


def test_what_is_no_file_is_refused_at_once(reader: FileReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.md").mkdir()
    for name in ("pipe.txt", "zero.txt", "folder.md"):
        with pytest.raises(BadFile) as caught:
            reader.fetch(tmp_path / name)
        assert caught.value.code == "not_a_file"


def test_a_file_that_cannot_be_found_or_opened_is_refused(
    reader: FileReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed.txt").write_text("x")
    codes = []
    for name in ("nowhere.txt", "x" * 300, "nul\0"):
        with pytest.raises(BadFile) as caught:
            reader.fetch(tmp_path / name)
        codes.append(caught.value.code)

    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(BadFile, match="may not be read"):
        reader.fetch(tmp_path / "closed.txt")
    assert codes == ["missing", "unreadable", "unreadable"]


def test_a_link_to_a_file_is_that_file(reader: FileReader, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert reader.fetch(tmp_path / "b.txt") == SourceFile("b.txt", b"Text.")


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1 << 40)
    reader = FileReader(max_bytes=1 << 20)
    with pytest.raises(BadFile, match="larger than 1 MB"):
        reader.fetch(tmp_path / "a.txt")
    with pytest.raises(BadFile, match="larger than 1 MB"):
        reader.read(SourceFile("a.txt", b"x" * ((1 << 20) + 1)))


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="more than 10 characters"):
        FileReader(max_characters=10).read(SourceFile("a.txt", b"More than ten characters."))


def test_a_parser_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(BadFile) as caught:
        FileReader(seconds=0.01).read(SourceFile("a.txt", b"Text."))
    assert caught.value.code == "too_slow"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's address space")
def test_a_parser_that_takes_too_much_memory_is_stopped() -> None:
    rows = b"|a|b|\n|-|-|\n" + b"|c|d|\n" * 100_000
    with pytest.raises(BadFile) as caught:
        FileReader(memory_bytes=80 << 20).read(SourceFile("a.md", rows))
    assert caught.value.code == "too_complex"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "broken"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too_slow"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "too_complex"),
        ("import sys; sys.stdout.write('x' * (2 << 20))", "too_complex"),
        ("print('{}')", "broken"),
        ('print(\'{"crashed": "why"}\')', "broken"),
        ("pass", "broken"),
    ],
)
def test_a_crash_of_the_parser_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: str, expected: str
) -> None:
    monkeypatch.setattr(child, "_START", ("-c", code))
    with pytest.raises(BadFile) as caught:
        FileReader(max_characters=10).read(SourceFile("a.txt", b"Text."))
    assert caught.value.code == expected


def test_the_child_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a secret")
    code = "import os, sys; sys.exit('OPENAI_API_KEY' in os.environ)"
    monkeypatch.setattr(child, "_START", ("-c", code))
    order = child.Order("a.txt", Kind.TEXT.value, 0, 1, 1 << 30, 10)
    assert child._run(order, b"", 10, 100) == (b"", False, 0)


def _gone(process: int) -> bool:
    """Wait, for ten seconds at most, until a process has ended."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        os.sched_yield()
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks a process up in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_child_outlives_its_parent(number: signal.Signals) -> None:
    slow = (
        "import sys, subprocess\n"
        "from studyhall.readers import child\n"
        "from studyhall.readers.kinds import Kind\n"
        "made = subprocess.Popen\n"
        "def popen(*args, **options):\n"
        "    process = made(*args, **options)\n"
        "    print(process.pid, flush=True)\n"
        "    return process\n"
        "subprocess.Popen = popen\n"
        "child._START = ('-c', 'import sys, threading; from studyhall.readers import __main__ as m; '"
        "  'm._answer = lambda *_: threading.Event().wait(); m.main()')\n"
        "child.parse_apart(b'Text.', Kind.TEXT, 'a.txt', child.Limits())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    parent.send_signal(number)
    parent.wait(10)
    parent.stdout.close()
    assert _gone(process)


def test_kinds_are_told_by_content() -> None:
    assert kind_of(b"\xef\xbb\xbf \n<!-- x --><!DOCTYPE HTML><html>", "a.txt") is Kind.HTML
    assert kind_of(b"<p>A fragment.</p>", "a.htm") is Kind.HTML
    assert kind_of(b"# Title", "a.MD") is Kind.MARKDOWN
    assert kind_of("Tiếng Việt".encode("utf-16"), "a.txt") is Kind.TEXT
