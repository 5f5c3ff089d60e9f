"""The process that reads pages: what it can do, and what becomes of content that would hurt it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.confinement import probe
from engine.errors import ToolProblem
from tests.servers.web_pages import ARTICLE, pdf
from tools.cloud import limits, page_worker, reading
from tools.cloud.page_worker import Job, Reading

HOST = "luthier.example"
HTML = Job("html", f"https://{HOST}/mutes")
PDF = Job("pdf", f"https://{HOST}/mutes.pdf")

BEHIND_THE_FILTER = """
import json, os, socket, sys
from engine.confinement import confine
confine("model")
from tools.cloud.limits import limit
limit()
from tools.cloud import page_worker
import trafilatura
from trafilatura.downloads import fetch_url
job = page_worker.Job("html", "https://luthier.example/")
found = {"page": page_worker.read(job, sys.stdin.buffer.read()).title}
def tried(name, way):
    try:
        found[name] = way() is not None
    except (OSError, MemoryError) as error:
        found[name] = type(error).__name__
tried("inet", lambda: socket.socket(socket.AF_INET))
tried("unix", lambda: socket.socket(socket.AF_UNIX))
tried("pair", lambda: socket.socketpair())
tried("trafilatura", lambda: fetch_url("http://93.184.215.14/"))
tried("write", lambda: os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b"x"))
tried("memory", lambda: bytearray(2 * 1024 ** 3))
print(json.dumps(found))
"""


def nothing() -> None:
    """Nobody watches."""


def read(job: Job, content: bytes) -> Reading:
    return reading.read(job, content, HOST, nothing)


def problem(job: Job, content: bytes) -> str:
    with pytest.raises(ToolProblem) as error:
        read(job, content)
    return str(error.value)


def outcome(job: Job, content: bytes) -> str:
    """The text, or the sentence that says why there is none."""
    try:
        return read(job, content).text
    except ToolProblem as error:
        return str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="the filter and the limits are those of Linux")
def test_the_worker_can_neither_call_out_nor_write_nor_take_all_memory(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", BEHIND_THE_FILTER, str(tmp_path / "file")],
        input=ARTICLE,
        capture_output=True,
        check=True,
    )
    found = json.loads(result.stdout)
    assert found == {
        "page": "Mutes for strings",
        "inet": "PermissionError",
        "unix": "PermissionError",
        "pair": "PermissionError",
        "trafilatura": False,
        "write": "OSError",
        "memory": "MemoryError",
    }
    assert probe().ip_sockets


@pytest.mark.skipif(sys.platform != "linux", reason="the filter and the limits are those of Linux")
def test_the_worker_is_behind_the_filter_before_it_reads_anything() -> None:
    with subprocess.Popen(reading.WORKER, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        status = Path(f"/proc/{process.pid}/status")
        held = Path(f"/proc/{process.pid}/limits")
        while "Seccomp:\t2" not in status.read_text() or str(limits.MEMORY) not in held.read_text():
            assert process.poll() is None
        assert "Max file size             0" in held.read_text()
        process.kill()


def test_what_the_worker_is_told_of_the_environment_holds_nothing_of_the_users(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("A_TOKEN", "a secret")
    words = "import os, sys; sys.stdout.write('{\"text\": \"' + ' '.join(sorted(os.environ)) + '\"}')"
    monkeypatch.setattr(reading, "WORKER", (sys.executable, "-I", "-c", words))
    assert set(read(HTML, b"").text.split()) <= {*reading._PASSED_ON, "LC_CTYPE"}


@pytest.mark.parametrize(
    "words",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "print('[')",
        "print('{\"text\": 5}')",
        "import sys; sys.stdout.write('x' * 5_000_000)",
        "import os; os.kill(os.getpid(), 9)",
    ],
)
def test_a_worker_that_dies_or_writes_nonsense_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(reading, "WORKER", (sys.executable, "-I", "-c", words))
    assert problem(HTML, b"x" * 1_000_000) == f"The page of {HOST} cannot be read: it overtaxed its reader."


def test_a_problem_that_is_not_known_is_one_of_a_damaged_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORKER", (sys.executable, "-I", "-c", 'print(\'{"problem": "new"}\')'))
    assert "is damaged" in problem(HTML, b"")


def test_a_worker_that_cannot_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORKER", ("/no/such/program",))
    assert "could not be started" in problem(HTML, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_a_worker_that_takes_too_much_time_or_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        reading,
        "WORKER",
        (
            sys.executable,
            "-c",
            "import tools.cloud.limits as l; l.CPU_S = 1; l.limit()\nwhile True: pass",
        ),
    )
    monkeypatch.setattr(reading, "_PASSED_ON", (*reading._PASSED_ON, "PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    assert "overtaxed" in problem(HTML, b"")


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000,
        b"<p " + b"a='1' " * 100_000 + b">x",
        b"<table>" * 3000 + b"<tr><td>x",
        b"<html><body>" + b"<a href='" * 20_000,
        b"\xff\xfe" + os.urandom(50_000),
        os.urandom(50_000),
        b"<!DOCTYPE html [<!ENTITY a '" + b"x" * 1000 + b"'>" + b"]><p>&a;" * 500,
        b"<html><body>" + b"\x00" * 10_000,
    ],
)
def test_hostile_markup_ends_in_text_or_in_a_sentence(content: bytes) -> None:
    assert outcome(HTML, content)


def looping() -> bytes:
    """A PDF whose tree of pages contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def bomb() -> bytes:
    """A PDF whose one page is a gigabyte of spaces once it is unpacked."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(1000)) + packer.flush()
    stream = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(packed), packed)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        + stream
        + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    )


@pytest.mark.parametrize(
    "content",
    [
        looping(),
        bomb(),
        pdf("text").replace(b"/Length", b"/Langth"),
        pdf("text").replace(b"startxref", b"startxxxx"),
        pdf("text")[:-60] + b"\xff" * 2000,
        b"%PDF-1.4\n" + b"1 0 obj " + b"[" * 50_000,
        b"%PDF-1.4\n" + os.urandom(20_000),
    ],
)
def test_a_hostile_pdf_ends_in_text_or_in_a_sentence(content: bytes) -> None:
    assert outcome(PDF, content)


def test_a_pdf_of_many_empty_pages_is_not_read_to_its_end() -> None:
    assert "pictures of pages" in problem(PDF, pdf(*[""] * 100))


def test_a_pdf_that_needs_no_password_to_be_read_is_read() -> None:
    content = page_worker.read(PDF, pdf("In the open", password="")).text
    assert content == "[page 1]\nIn the open"


def test_links_are_counted_once_and_no_further_than_is_useful() -> None:
    items = "".join(
        f"<p>Paragraph {n} of a text that is long enough to be read. <a href='/p{n}'>Link {n}</a></p>"
        for n in range(60)
    )
    page = f"<html><body><article><h1>Many links</h1>{items}</article></body></html>"
    read_page = page_worker.read(HTML, page.encode())
    assert len(read_page.links) == page_worker.MOST_LINKS
    assert read_page.links[0].url == f"https://{HOST}/p0"
    assert "Link 39 [40]" in read_page.text
    assert "Link 40\n" in read_page.text


@given(st.text(max_size=200), st.integers(4, 60))
def test_the_parts_of_a_text_are_all_of_it(text: str, size: int) -> None:
    whole = page_worker._plain(text)
    parts, number = [], 0
    left = len(whole)
    while left:
        number += 1
        found = page_worker.read(Job("text", "", "utf-8", number, size), text.encode("utf-8", "replace"))
        assert len(found.text) <= size
        assert found.left < left
        parts.append(found.text)
        left = found.left
    assert "".join(parts).replace("\n", "") == whole.replace("\n", "")


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://a.example/x#y", "https://a.example/x"),
        ("mailto:a@a.example", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("https://a.example/\u202e", ""),
        ("https://a.example/" + "x" * 2000, ""),
        ("", ""),
    ],
)
def test_a_link_is_kept_where_it_leads_to_a_page(target: str, address: str) -> None:
    assert page_worker._address(target) == address


def test_a_long_fact_is_cut() -> None:
    assert page_worker._fact("x" * 400) == "x" * 300 + "…"


def test_limits_are_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    settled: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda what: (1, 5))
    monkeypatch.setattr(resource, "setrlimit", settled.__setitem__)
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)
    limits.limit()
    assert settled[resource.RLIMIT_AS] == (5, 5)
    assert settled[resource.RLIMIT_FSIZE] == (0, 0)
