"""Ways out as the probe tries them: refused behind the filter, told apart from mere failure without it.

What is tried in this process aims at loopback, so that the suite itself sends nothing anywhere.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import io
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools.egress import ways_by_library, ways_by_socket, ways_out
from tools.egress.attempts import Attempt, Hidden, NotHere, Targets, attempt, check

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the ways are Linux's")

EPERM = OSError(errno.EPERM, "Operation not permitted")


@pytest.fixture
def near() -> Iterator[Targets]:
    """A port of this computer at which nobody listens any more."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
        yield Targets("127.0.0.1", "::1", "localhost", port, 0.3)


def probe(profile: str) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-I", "-m", "tools.egress.ways_out", profile]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return {found["way"]: found for found in map(json.loads, result.stdout.splitlines())}


@pytest.mark.parametrize("profile", ["desktop", "model"])
def test_behind_the_filter_the_system_refuses_every_way_that_there_is(profile: str) -> None:
    found = probe(profile)
    assert len(found) >= 25
    services = {way for way in found if "of this computer" in way}
    assert all(way["refused"] for way in found.values() if way["tried"] and way["way"] not in services)
    assert all(
        found[way]["tried"] for way in ("TCP over IPv4", "UDP over IPv6", "primp", "Qt (TCP)", "io_uring")
    )
    assert found["C library (ctypes)"]["words"] == os.strerror(errno.EPERM)


def test_without_the_filter_nothing_is_called_refused(near: Targets, monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.StringIO()
    # This one would ask the computer's own resolver, wherever that is.
    monkeypatch.setattr(ways_by_socket, "_query", raising_call(OSError(errno.ECONNREFUSED, "refused")))
    before = dict(os.environ)
    try:
        assert ways_out.main([ways_out.INHERITED], output, near) == 0
    finally:
        os.environ.clear()
        os.environ.update(before)
    found = {way["way"]: way for way in map(json.loads, output.getvalue().splitlines())}
    assert found["TCP over IPv4"]["words"] == os.strerror(errno.ECONNREFUSED)
    held_by_rights = {"Raw IPv4 packets", "Raw IPv6 packets", "Raw frames (packet socket)"}
    refused = {way for way, told in found.items() if told["refused"]}
    assert not refused - held_by_rights - {"io_uring", "System call by its number (32 bit)"}
    for way in ("TCP over IPv4", "UDP over IPv4", "urllib", "http.client", "httpx2", "primp", "Qt (TCP)"):
        assert found[way]["tried"], way


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["desktop", "model"]])
def test_a_probe_wants_one_profile(arguments: list[str]) -> None:
    assert ways_out.main(arguments, io.StringIO()) == 2


def raising(error: BaseException) -> Callable[[], object]:
    def act() -> object:
        raise error

    return act


class Panic(BaseException):
    """What a library in Rust raises."""


@pytest.mark.parametrize(
    "error",
    [
        EPERM,
        PermissionError(errno.EACCES, "Permission denied"),
        RuntimeError(EPERM),
        Panic('failed: Os { code: 1, kind: PermissionDenied, message: "Operation not permitted" }'),
        RuntimeError("tcp open error > Operation not permitted (os error 1)"),
        Hidden(errno.EPERM),
    ],
)
def test_what_the_system_forbids_is_refused_however_a_library_wraps_it(error: BaseException) -> None:
    found = attempt("way", raising(error))
    assert found.refused
    assert found.tried


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("timed out"),
        OSError(errno.ENETUNREACH, "Network is unreachable"),
        socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
        ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
        PermissionError(errno.EACCES, "Permission denied", "/etc/ssl/cert.pem"),
        RuntimeError("nothing was said"),
        Hidden(0, "Unknown error"),
    ],
)
def test_no_other_failure_is_proof(error: BaseException) -> None:
    assert not attempt("way", raising(error)).refused


def test_a_cause_is_looked_into() -> None:
    error = RuntimeError("no luck")
    error.__cause__ = EPERM
    assert attempt("way", raising(error)).refused


def test_what_gets_through_and_what_is_not_there() -> None:
    assert attempt("way", lambda: None) == Attempt("way", False, "The system let it through.")
    assert attempt("way", raising(NotHere("Not here."))) == Attempt("way", False, "Not here.", tried=False)
    with pytest.raises(KeyboardInterrupt):
        attempt("way", raising(KeyboardInterrupt()))


def test_a_call_that_a_kernel_lacks_is_not_there() -> None:
    check(0, 0)
    with pytest.raises(NotHere):
        check(-1, errno.ENOSYS)
    with pytest.raises(PermissionError):
        check(-1, errno.EPERM)


class Sockets:
    """Stands for `socket.socket` where each family has its own answer."""

    def __init__(self, answers: dict[int, int], otherwise: int) -> None:
        self._answers, self._otherwise = answers, otherwise

    def __call__(self, family: int, kind: int = 0, protocol: int = 0) -> socket.socket:
        number = self._answers.get(int(family), self._otherwise)
        raise OSError(number, os.strerror(number))


def test_a_family_that_this_kernel_lacks_is_not_there(monkeypatch: pytest.MonkeyPatch, near: Targets) -> None:
    monkeypatch.setattr(socket, "socket", Sockets({}, errno.EAFNOSUPPORT))
    assert not attempt("way", lambda: ways_by_socket._open(40, 1, 0)).tried
    monkeypatch.setattr(socket, "socket", Sockets({}, errno.EPERM))
    assert attempt("way", lambda: ways_by_socket._open(40, 1, 0)).refused
    monkeypatch.setattr(socket, "socket", Sockets({}, errno.EAFNOSUPPORT))
    assert not attempt("way", ways_by_socket._other_families).tried
    monkeypatch.setattr(socket, "socket", Sockets({31: errno.EPERM}, errno.EAFNOSUPPORT))
    assert attempt("way", ways_by_socket._other_families).refused


def test_a_child_tells_what_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways_by_socket, "_child", lambda code: SimpleNamespace(stdout="1\n"))
    assert attempt("way", ways_by_socket._in_child).refused


def test_on_other_systems_and_processors_some_ways_do_not_exist(
    monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    assert not attempt("way", lambda: ways_by_socket._by_number(ways_by_socket._X32_BIT)).tried
    assert not attempt("way", ways_by_socket._by_number_in_child).tried
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not attempt("way", lambda: ways_by_socket._by_number(0)).tried
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not attempt("way", ways_by_socket._by_library).tried
    assert ways_by_library._errno().value == 0


def test_a_kernel_without_32_bit_calls_kills_who_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(ways_by_socket, "_child", lambda code: SimpleNamespace(returncode=-11, stdout=""))
    assert not attempt("way", ways_by_socket._by_number_in_child).tried
    monkeypatch.setattr(ways_by_socket, "_child", lambda code: SimpleNamespace(returncode=0, stdout="-1\n"))
    assert attempt("way", ways_by_socket._by_number_in_child).refused


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the interrupt is that of x86")
def test_the_32_bit_call_answers_a_descriptor_or_an_error() -> None:
    code = "from tools.egress import ways_by_socket; print(ways_by_socket.by_interrupt())"
    result = ways_by_socket._child(code)
    assert result.returncode < 0 or int(result.stdout) != 0


def test_a_kernel_that_takes_a_name_to_look_up_is_a_way_out(
    monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    def answers(number: int) -> None:
        monkeypatch.setattr(ways_by_socket, "_call", raising_call(OSError(number, "words")))

    answers(errno.ENOKEY)
    assert attempt("way", lambda: ways_by_socket._request_key(near)).words == "The kernel took the question."
    answers(errno.EPERM)
    assert attempt("way", lambda: ways_by_socket._request_key(near)).refused


def raising_call(error: BaseException) -> Callable[..., int]:
    def call(*_: object, **__: object) -> int:
        raise error

    return call


def test_a_name_without_an_answer_is_proof_only_where_no_socket_opens(
    monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    def failing(number: int) -> Callable[..., object]:
        return raising_call(socket.gaierror(number, "words"))

    monkeypatch.setattr(socket, "getaddrinfo", failing(socket.EAI_NONAME))
    assert not attempt("way", lambda: ways_by_socket._lookup(near)).refused
    monkeypatch.setattr(socket, "getaddrinfo", failing(socket.EAI_AGAIN))
    assert not attempt("way", lambda: ways_by_socket._lookup(near)).refused
    monkeypatch.setattr(socket, "socket", Sockets({}, errno.EPERM))
    assert attempt("way", lambda: ways_by_socket._lookup(near)).refused


def test_a_c_library_without_res_query_is_said_to_lack_it(
    monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    monkeypatch.setattr(ways_by_socket, "_libc", lambda: None)
    monkeypatch.setattr(ctypes, "CDLL", raising_call(OSError("no such file")))
    assert not attempt("way", lambda: ways_by_socket._query(near)).tried


@pytest.mark.parametrize("name", ["res_query", "__res_query"])
def test_the_resolver_is_asked_under_either_of_its_names(
    name: str, monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    library = SimpleNamespace(**{name: lambda *_: 20})
    monkeypatch.setattr(ways_by_socket, "_libc", lambda: None)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
    assert attempt("way", lambda: ways_by_socket._query(near)).words == "The system let it through."


def test_a_service_that_answers_is_a_way_out(tmp_path: Path, near: Targets) -> None:
    path = tmp_path / "resolver"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        found = attempt("way", lambda: ways_by_socket._service((str(path),), near))
        assert (found.refused, found.words) == (False, f"{path} answers.")
    assert "Connection refused" in attempt("way", lambda: ways_by_socket._service((str(path),), near)).words
    assert not attempt("way", lambda: ways_by_socket._service((str(tmp_path / "none"),), near)).tried


def test_a_service_that_may_not_be_spoken_to_is_refused(
    tmp_path: Path, near: Targets, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "resolver"

    class Closed(socket.socket):
        def connect(self, address: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        monkeypatch.setattr(socket, "socket", Closed)
        assert attempt("way", lambda: ways_by_socket._service((str(path),), near)).refused


def test_libraries_that_are_not_installed_are_not_here(
    monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    monkeypatch.setattr(importlib, "import_module", raising_call(ImportError("none")))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = {way.way: way for way in ways_by_library.ways(near)}
    assert not any(found[way].tried for way in ("httpx2", "primp", "curl", "Qt (TCP)", "Qt (UDP)"))
    assert found["primp"].words == "primp is not installed here."


def test_curl_is_refused_only_where_its_process_was(monkeypatch: pytest.MonkeyPatch, near: Targets) -> None:
    def ended(status: int, output: str) -> None:
        result = SimpleNamespace(returncode=status, stdout=output)
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: result)

    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/curl")
    ended(7, "1\n")
    assert attempt("way", lambda: ways_by_library._curl("http://x/", near)).refused
    ended(7, "0\n")
    assert attempt("way", lambda: ways_by_library._curl("http://x/", near)).words == "curl ended with 7."
    ended(0, "1\n")
    assert not attempt("way", lambda: ways_by_library._curl("http://x/", near)).refused


def test_an_answer_is_a_way_out(near: Targets) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = Targets("127.0.0.1", "::1", "localhost", server.getsockname()[1], 0.3)
        assert attempt("way", lambda: ways_by_socket._connect(socket.AF_INET, "127.0.0.1", there)).words == (
            "The system let it through."
        )
        assert not attempt("way", lambda: ways_by_library._qt_tcp(there)).refused
        assert not attempt("way", lambda: ways_by_library._http_client(there)).refused


@pytest.mark.parametrize("act", [ways_by_library._qt_udp])
def test_qt_is_refused_where_the_c_library_says_so(
    act: Callable[[], None], monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    place = SimpleNamespace(value=0)

    class Opened:
        def bind(self, *_: object) -> bool:
            place.value = errno.EPERM
            return False

        def errorString(self) -> str:
            return "Unknown error"

    network = SimpleNamespace(QUdpSocket=Opened, QHostAddress=str)
    monkeypatch.setattr(ways_by_library, "_late", lambda _: network)
    monkeypatch.setattr(ways_by_library, "_errno", lambda: place)
    assert attempt("way", act).refused


def test_urllib_tells_what_was_no_error_of_the_system_as_it_is(
    monkeypatch: pytest.MonkeyPatch, near: Targets
) -> None:
    class Opener:
        def open(self, url: str, timeout: float) -> None:
            raise urllib.error.URLError("no host given")

    monkeypatch.setattr(urllib.request, "build_opener", lambda *_: Opener())
    assert "no host given" in attempt("way", lambda: ways_by_library._urllib("http://x/", near)).words
