"""The process that reads pages: what it can do, and what becomes of content that would hurt it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from engine.errors import ToolProblem
from tests.servers.web_pages import pdf
from tools.cloud import limits, page_links, page_worker, reading
from tools.cloud.page_worker import Job, Reading

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the seal and the limits are those of Linux")
HOST = "luthier.example"
HTML = Job("html", f"https://{HOST}/mutes")
PDF = Job("pdf", f"https://{HOST}/mutes.pdf")

HOSTILE = """
import ctypes, fcntl, json, os, resource, runpy, socket, sys, threading, types
folder, parent = sys.argv.pop(1), os.getppid()
thesis = folder + "/thesis.txt"
libc = ctypes.CDLL(None, use_errno=True)
def prctl(*arguments):
    if libc.prctl(*arguments) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
def attack():
    ways = {
        "read": lambda: open(thesis).read(),
        "read passwd": lambda: open("/etc/passwd").read(),
        "read environment": lambda: open(f"/proc/{parent}/environ").read(),
        "list": lambda: os.listdir(folder),
        "list home": lambda: os.listdir(os.path.expanduser("~")),
        "write": lambda: os.open(thesis, os.O_WRONLY),
        "read and write": lambda: os.open(thesis, os.O_RDWR),
        "create": lambda: os.open(folder + "/new", os.O_CREAT),
        "empty": lambda: os.open(thesis, os.O_TRUNC),
        "nameless": lambda: os.open(folder, os.O_TMPFILE | os.O_RDWR),
        "truncate": lambda: os.truncate(thesis, 0),
        "unlink": lambda: os.unlink(thesis),
        "rename": lambda: os.rename(thesis, folder + "/other"),
        "link": lambda: os.link(thesis, folder + "/other"),
        "symlink": lambda: os.symlink("/etc", folder + "/link"),
        "mkdir": lambda: os.mkdir(folder + "/folder"),
        "rmdir": lambda: os.rmdir(folder + "/empty"),
        "mkfifo": lambda: os.mkfifo(folder + "/pipe"),
        "chmod": lambda: os.chmod(thesis, 0),
        "chown": lambda: os.chown(thesis, 1, 1),
        "utime": lambda: os.utime(thesis, (0, 0)),
        "setxattr": lambda: os.setxattr(thesis, "user.a", b"b"),
        "memory file": lambda: os.memfd_create("a"),
        "fork": lambda: os.fork() or os._exit(0),
        "spawn": lambda: os.posix_spawn("/bin/sh", ["sh", "-c", ":"], {}),
        "exec": lambda: os.execv("/bin/sh", ["sh", "-c", ":"]),
        "thread": lambda: threading.Thread(target=int).start(),
        "session": lambda: os.setsid(),
        "signal": lambda: os.kill(parent, 0),
        "signal later": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, parent),
        "outlive": lambda: prctl(1, 0, 0, 0, 0),
        "memory open": lambda: prctl(4, 1, 0, 0, 0),
        "limits": lambda: resource.prlimit(parent, resource.RLIMIT_CPU, (1, 1)),
        "inet": lambda: socket.socket(socket.AF_INET),
        "unix": lambda: socket.socket(socket.AF_UNIX),
        "pair": lambda: socket.socketpair(),
        "memory": lambda: bytearray(2 * 1024 ** 3),
    }
    done = []
    for name, way in ways.items():
        try:
            way()
            done.append(name)
        except (OSError, MemoryError, RuntimeError):
            pass
    os.write(2, json.dumps({"tried": len(ways), "done": done}).encode())
class TakenOver(types.ModuleType):
    def __getattr__(self, name):
        attack()
        os._exit(0)
sys.modules["pypdf"] = TakenOver("pypdf")
runpy.run_module("tools.cloud.page_worker", run_name="__main__", alter_sys=True)
"""
"""A worker whose library was taken over by the page that it reads."""
READS = {"read", "read passwd", "read environment", "list", "list home"}
"""What is refused where the kernel has Landlock."""


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


@LINUX
def test_a_worker_that_a_page_took_over_reads_writes_starts_and_outlives_nothing(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    (tmp_path / "empty").mkdir()
    before = (tmp_path / "thesis.txt").stat()
    result = subprocess.run(
        [sys.executable, "-c", HOSTILE, str(tmp_path)],
        input=json.dumps({"kind": "pdf", "url": f"https://{HOST}/"}).encode() + b"\n%PDF",
        capture_output=True,
        check=True,
    )
    found = json.loads(result.stderr)
    assert found["tried"] > len(READS)
    held = subprocess.run(
        [sys.executable, "-m", "engine.sealing"], capture_output=True, text=True, check=True
    ).stdout
    assert set(found["done"]) <= (set() if "files" in held else READS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "thesis.txt"]
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    after = (tmp_path / "thesis.txt").stat()
    assert (after.st_mode, after.st_uid, after.st_mtime) == (before.st_mode, before.st_uid, before.st_mtime)


PAGES = {
    "utf-8": ("de", "Der Wolfston", "3. März 2023", "Ein Wolfston stottert, weil der Korpus ihm antwortet. "),
    "cp1252": ("fr", "La note du loup", "14 juillet 2022", "La note tremble parce que la caisse répond. "),
    "koi8-r": ("ru", "Волчий тон", "5 мая 2021 г.", "Волчий тон дрожит, потому что корпус отвечает. "),
    "gb18030": ("zh", "狼音", "2020年6月7日", "狼音是一种颤抖的声音，因为大提琴的琴身回应了它。"),
    "shift_jis": ("ja", "ウルフトーン", "2019年8月9日", "ウルフトーンは、胴が応答するために震える音です。"),
    "euc-kr": ("ko", "늑대음", "2016년 12월 13일", "늑대음은 첼로의 몸통이 응답하기 때문에 떨립니다. "),
    "cp1256": ("ar", "نغمة الذئب", "10 أكتوبر 2018", "نغمة الذئب ترتجف لأن جسم التشيلو يستجيب. "),
    "cp1254": ("tr", "Kurt sesi", "14 Ocak 2015", "Kurt sesi, gövde yanıt verdiği için titrer. "),
}


@pytest.mark.parametrize("charset", PAGES)
def test_the_seal_takes_nothing_from_what_is_read(charset: str) -> None:
    language, title, date, words = PAGES[charset]
    paragraphs = f"<p>{words * 4}<a href='/more'>{title}</a></p>" * 6
    page = (
        f"<!DOCTYPE html><html lang={language}><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1><p class=date>{date}</p>{paragraphs}</article></body></html>"
    ).encode(charset)
    job = Job("html", f"https://{HOST}/", charset)
    found = read(job, page)
    assert found == page_worker.read(job, page)
    assert found.title == title
    assert found.date
    assert words.strip() in found.text


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_the_seal_takes_nothing_from_a_pdf(algorithm: str) -> None:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf("Mutes are light", "and heavy"))))
    writer.encrypt(user_password="", owner_password="owner", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    found = read(PDF, file.getvalue())
    assert found.text == "[page 1]\nMutes are light\n\n[page 2]\nand heavy"


def worker(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(reading, "WORKER", (sys.executable, "-I", "-c", code))


def gone(pid: int) -> bool:
    """True where no process of this id runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


@LINUX
def test_a_worker_that_writes_without_end_is_ended_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    worker(monkeypatch, "import os\nwhile True: os.write(1, b'x' * 65536)")
    tracemalloc.start()
    try:
        assert "overtaxed" in problem(HTML, b"x" * 8_000_000)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_worker_that_neither_reads_nor_writes_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    worker(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(ToolProblem, match="took too long"):
        reading.read(HTML, b"x" * 8_000_000, HOST, nothing, patience_s=0.5)


def test_a_worker_that_writes_before_it_reads_blocks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "import sys; sys.stdout.write('{\"text\": \"' + 'x' * 2_000_000 + '\"}'); sys.stdout.flush()"
    worker(monkeypatch, words + "; sys.stdin.buffer.read()")
    assert len(read(HTML, b"x" * 8_000_000).text) == 2_000_000


@LINUX
def test_a_stop_ends_the_worker_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pids = tmp_path / "pids"
    worker(
        monkeypatch,
        "import os, pathlib, time\n"
        "child = os.fork()\n"
        f"child and pathlib.Path({str(pids)!r}).write_text(f'{{os.getpid()}} {{child}}.')\n"
        "time.sleep(600)",
    )

    class Stop(Exception):
        """The user's."""

    def look() -> None:
        if pids.exists() and pids.read_text().endswith("."):
            raise Stop

    with pytest.raises(Stop):
        reading.read(HTML, b"", HOST, look)
    for pid in pids.read_text().rstrip(".").split():
        while not gone(int(pid)):
            pass


OUTLIVED = """
import sys
from tools.cloud import page_worker, reading
reading.WORKER = (sys.executable, "-c", sys.argv[1])
reading.read(page_worker.Job("html", "https://luthier.example/"), b"", "luthier.example", lambda: None)
"""
OUTLIVING = """
import os, sys, time
from engine.confinement import die_with_parent
die_with_parent(int(sys.argv[1]))
open({path!r}, "w").write(str(os.getpid()) + ".")
time.sleep(600)
"""


@LINUX
def test_a_worker_does_not_outlive_the_desktop(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with subprocess.Popen([sys.executable, "-c", OUTLIVED, OUTLIVING.format(path=str(pid))]) as desktop:
        while not (pid.exists() and pid.read_text().endswith(".")):
            assert desktop.poll() is None
        desktop.kill()
    while not gone(int(pid.read_text().rstrip("."))):
        pass


@LINUX
def test_a_worker_whose_desktop_is_gone_already_reads_nothing() -> None:
    result = subprocess.run([*reading.WORKER, "1"], input=b"{}\n", capture_output=True, check=False)
    assert (result.returncode, result.stdout) == (1, b"")


@LINUX
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
    assert len(read_page.links) == page_links.MOST_LINKS
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


def test_a_long_fact_is_cut() -> None:
    assert page_worker._fact("x" * 400) == "x" * 300 + "…"
