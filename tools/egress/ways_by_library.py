"""Ways out by the libraries that this program brings along, and by another program."""

from __future__ import annotations

import ctypes
import http.client
import importlib
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import ModuleType

from tools.egress.attempts import REFUSALS, Attempt, Hidden, NotHere, Targets, attempt


def ways(targets: Targets) -> Iterator[Attempt]:
    """Every way of this kind, one after the other; with nothing in force each takes `patience_s` seconds."""
    url = f"http://{targets.v4}:{targets.port}/"
    yield attempt("urllib", lambda: _urllib(url, targets))
    yield attempt("http.client", lambda: _http_client(targets))
    yield attempt("httpx2", lambda: _httpx2(url, targets))
    yield attempt("primp", lambda: _primp(url, targets))
    yield attempt("curl", lambda: _curl(url, targets))
    yield attempt("Qt (TCP)", lambda: _qt_tcp(targets))
    yield attempt("Qt (UDP)", _qt_udp)


def _urllib(url: str, targets: Targets) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(url, timeout=targets.patience_s).close()
    except urllib.error.URLError as error:
        if isinstance(error.reason, OSError):
            raise error.reason from error
        raise


def _http_client(targets: Targets) -> None:
    connection = http.client.HTTPConnection(targets.v4, targets.port, timeout=targets.patience_s)
    try:
        connection.request("GET", "/")
    finally:
        connection.close()


def _httpx2(url: str, targets: Targets) -> None:
    with _late("httpx2").Client(trust_env=False, timeout=targets.patience_s) as client:
        client.get(url)


def _primp(url: str, targets: Targets) -> None:
    _late("primp").Client(timeout=targets.patience_s).get(url)


def _curl(url: str, targets: Targets) -> None:
    """curl does not say what the system told it: what counts is that its process was refused a socket."""
    program = shutil.which("curl")
    if program is None:
        raise NotHere("curl is not installed here.")
    before = (
        "import os, socket, sys\n"
        "try: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(); print(0, flush=True)\n"
        "except OSError as error: print(error.errno, flush=True)\n"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    options = ["--silent", "--noproxy", "*", "--max-time", str(targets.patience_s), url]
    result = subprocess.run(
        [sys.executable, "-I", "-c", before, program, *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    number = int(result.stdout.split("\n")[0] or 0)
    if result.returncode and number:
        raise OSError(number, os.strerror(number))
    raise Hidden(0, f"curl ended with {result.returncode}.")


def _qt_tcp(targets: Targets) -> None:
    network = _late("PySide6.QtNetwork")
    opened, place = network.QTcpSocket(), _errno()
    place.value = 0
    opened.connectToHost(network.QHostAddress(targets.v4), targets.port)
    number = place.value
    if not opened.waitForConnected(int(targets.patience_s * 1000)):
        raise Hidden(number if number in REFUSALS else 0, opened.errorString())


def _qt_udp() -> None:
    network = _late("PySide6.QtNetwork")
    opened, place = network.QUdpSocket(), _errno()
    place.value = 0
    bound = opened.bind(network.QHostAddress("127.0.0.1"), 0)
    number = place.value
    if not bound:
        raise Hidden(number if number in REFUSALS else 0, opened.errorString())


def _errno() -> ctypes.c_int:
    """The C library's own errno in this thread. Qt keeps a refusal to itself, but leaves it there."""
    if not sys.platform.startswith("linux"):
        return ctypes.c_int()
    locate = ctypes.CDLL(None).__errno_location
    locate.restype = ctypes.POINTER(ctypes.c_int)
    place: ctypes.c_int = locate().contents
    return place


def _late(module: str) -> ModuleType:
    """Loaded behind the filter, and only where it is installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise NotHere(f"{module} is not installed here.") from error
