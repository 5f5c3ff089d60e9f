"""The kernel's filter, tried from real processes."""

from __future__ import annotations

import ctypes
import errno
import http.server
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.confinement import Confinement, confine, keep_memory_private, probe

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seccomp is Linux's")

TRY_SOCKETS = """
import socket, sys
from engine.confinement import confine
confine(sys.argv[1])
for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, 40):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind).close()
            print("open", int(family), int(kind))
        except PermissionError:
            pass
        except OSError as error:
            print("other", int(family), int(kind), error)
try:
    socket.socketpair()
    print("pair")
except PermissionError:
    pass
"""

WAYS_OUT = {
    "urllib": "import urllib.request; urllib.request.urlopen(url, timeout=5)",
    "httpx": "import httpx; httpx.get(url, timeout=5)",
    "primp": "import primp; primp.Client(timeout=5).get(url).content",
    "curl": "import subprocess; subprocess.run(['curl', '-sSf', '--max-time', '5', url], check=True)",
    "ctypes": "import ctypes; assert ctypes.CDLL(None).socket(2, 1, 0) >= 0",
    "dns": "import socket; socket.getaddrinfo('localhost', 80); socket.create_connection((host, port))",
    "udp": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', (host, port))",
    "qt": (
        "from PySide6.QtCore import QCoreApplication, QUrl, QTimer\n"
        "from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest\n"
        "application = QCoreApplication([])\n"
        "manager = QNetworkAccessManager()\n"
        "reply = manager.get(QNetworkRequest(QUrl(url)))\n"
        "reply.finished.connect(application.quit)\n"
        "QTimer.singleShot(5000, application.quit)\n"
        "application.exec()\n"
        "assert reply.isFinished() and reply.error() == QNetworkReply.NetworkError.NoError"
    ),
}


@pytest.fixture
def server() -> Iterator[tuple[str, int, list[str]]]:
    """A web server on loopback, with the list of what reached it."""
    reached: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield "127.0.0.1", running.server_port, reached
        running.shutdown()
        thread.join()


def attempt(way: str, profile: str, host: str, port: int) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from engine.confinement import confine\n"
        "if sys.argv[1] != 'free': confine(sys.argv[1])\n"
        f"host, port, url = {host!r}, {port}, 'http://{host}:{port}/{way}'\n"
        f"{WAYS_OUT[way]}"
    )
    return subprocess.run([sys.executable, "-c", code, profile], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("profile", "left"), [("desktop", {"open 1 1", "open 1 2", "open 1 3", "pair"}), ("model", set())]
)
def test_only_unix_sockets_are_left_to_the_desktop_and_none_to_the_model(
    profile: str, left: set[str]
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", TRY_SOCKETS, profile], capture_output=True, text=True, check=True
    )
    assert set(result.stdout.split("\n")) - {""} == left


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["desktop", "model"])
@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_network_stack_gets_out(way: str, profile: str, server: tuple[str, int, list[str]]) -> None:
    host, port, reached = server
    result = attempt(way, profile, host, port)
    assert result.returncode != 0
    assert reached == []


@pytest.mark.slow
@pytest.mark.parametrize("way", [way for way in WAYS_OUT if way not in ("udp", "ctypes", "dns")])
def test_the_same_attempts_succeed_without_the_filter(way: str, server: tuple[str, int, list[str]]) -> None:
    host, port, reached = server
    result = attempt(way, "free", host, port)
    assert result.returncode == 0, result.stderr
    assert reached == [f"/{way}"]


def test_the_filter_stays_for_children_and_cannot_be_lifted() -> None:
    code = (
        "import subprocess, sys; from engine.confinement import confine; confine('model')\n"
        "command = [sys.executable, '-m', 'engine.confinement']\n"
        "print(subprocess.run(command, capture_output=True, text=True).stdout)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["ip=no", "unix=no"]


def test_a_probe_tells_what_was_found_and_claims_no_more() -> None:
    assert probe() == Confinement(ip_sockets=True, unix_sockets=True)
    assert not probe().enforced
    assert "not in force here" in probe().sentence
    assert "refuses network sockets" in Confinement(ip_sockets=False, unix_sockets=True).sentence


def test_other_systems_get_no_filter_and_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    confine("model")
    assert probe().ip_sockets
    assert "offers no socket filter" in probe().sentence


def test_an_unknown_processor_gets_no_filter_and_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    confine("model")
    assert probe().ip_sockets
    assert "kind of processor" in probe().sentence


class _Kernel:
    """A C library whose kernel answers every `prctl` with one error."""

    def __init__(self, number: int) -> None:
        self._number = number

    def prctl(self, *_: object) -> int:
        ctypes.set_errno(self._number)
        return -1


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EPERM])
def test_a_kernel_without_the_filter_is_no_error_but_one_that_refuses_is(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Kernel(number))
    if number == errno.EINVAL:
        confine("model")
    else:
        with pytest.raises(OSError, match="the socket filter was refused"):
            confine("model")


@pytest.mark.parametrize("profile", ["desktop", "model"])
def test_the_kernel_looks_nothing_up_for_a_confined_process(profile: str) -> None:
    """`request_key(2)` would have a helper of the kernel's ask the name servers."""
    code = (
        "import ctypes, platform, sys; from engine.confinement import confine; confine(sys.argv[1])\n"
        "number = {'x86_64': 249, 'aarch64': 218}[platform.machine()]\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.syscall(number, b'dns_resolver', b'sordino.invalid', b'', -3), ctypes.get_errno())"
    )
    result = subprocess.run([sys.executable, "-c", code, profile], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["-1", str(errno.EPERM)]


AS_A_USER = """
import ctypes, os, sys
from engine.confinement import keep_memory_private
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
"""
"""The kernel lets root read whatever it likes, so what is tried is tried without its rights."""
KEEP = """
if sys.argv[1] == "private":
    keep_memory_private()
print("ready", flush=True)
sys.stdin.read()
"""
LOOK = "open(f'/proc/{sys.argv[1]}/mem', 'r+b')"


@pytest.mark.parametrize("wish", ["private", "open"])
def test_memory_that_is_private_opens_to_no_process_of_the_same_user(wish: str) -> None:
    keeping = [sys.executable, "-c", AS_A_USER + KEEP, wish]
    with subprocess.Popen(keeping, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == "ready\n"
        looking = [sys.executable, "-c", AS_A_USER + LOOK, str(keeper.pid)]
        looked = subprocess.run(looking, capture_output=True, text=True, check=False)
    if wish == "private":
        assert "PermissionError" in looked.stderr
    elif not _yama():
        assert looked.returncode == 0, looked.stderr


def _yama() -> bool:
    """True where a module of the kernel keeps the memory of all processes from those that are no parent."""
    try:
        return Path("/proc/sys/kernel/yama/ptrace_scope").read_text().strip() != "0"
    except OSError:
        return False


def test_memory_stays_as_it_is_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_: pytest.fail("nothing is to be called"))
    keep_memory_private()
