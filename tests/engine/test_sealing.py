"""The seal of a process that reads what strangers wrote: tried on the kernel, its filter run by hand."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from engine import sealing
from engine.sealing import Sealed, seal

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the barriers are Linux's")
REFUSED, ALLOWED = 0x00050000 | errno.EPERM, 0x7FFF0000


def verdict(program: bytes, arch: int, number: int, *arguments: int) -> int:
    """What the filter answers to a system call, by running its instructions."""
    data = struct.pack("=IIQ6Q", number, arch, 0, *arguments, *[0] * (6 - len(arguments)))
    steps = list(struct.iter_unpack("=HBBI", program))
    at, word = 0, 0
    while True:
        op, yes, no, value = steps[at]
        at += 1
        if op == sealing._RETURN:
            return int(value)
        if op == sealing._LOAD_WORD:
            (word,) = struct.unpack_from("=I", data, value)
            continue
        holds = {
            sealing._JUMP_EQUAL: word == value,
            sealing._JUMP_AT_LEAST: word >= value,
            sealing._JUMP_ANY_BIT: bool(word & value),
        }[op]
        at += yes if holds else no


@pytest.mark.parametrize("name", sealing._MACHINES)
def test_the_filter_lets_through_what_is_listed_and_nothing_else(name: str) -> None:
    arch, column = sealing._MACHINES[name]
    program = sealing._program(arch, column)
    listed = {numbers[column] for numbers in sealing._CALLS.values()}
    checked = {numbers[column] for numbers in sealing._CHECKED.values()}
    for number in range(700):
        if number not in checked:
            assert (verdict(program, arch, number) == ALLOWED) == (number in listed), number
            assert verdict(program, arch, number | 0x40000000) == REFUSED
            assert verdict(program, arch ^ 1, number) == REFUSED


@pytest.mark.parametrize("name", sealing._MACHINES)
def test_the_filter_lets_files_be_opened_for_reading_alone(name: str) -> None:
    arch, column = sealing._MACHINES[name]
    program = sealing._program(arch, column)
    for call, before in (("open", (7,)), ("openat", (0xFFFFFF9C, 7))):
        number = sealing._CHECKED[call][column]
        if number is None:
            continue
        for flags in (0, 0o2000000, 0o2000000 | 0o200000):
            assert verdict(program, arch, number, *before, flags) == ALLOWED
        for flags in (0o1, 0o2, 0o3, 0o100, 0o1000, 0o2001, 0o20200002):
            assert verdict(program, arch, number, *before, flags) == REFUSED


@pytest.mark.parametrize("name", sealing._MACHINES)
def test_the_filter_lets_no_descriptor_send_signals(name: str) -> None:
    arch, column = sealing._MACHINES[name]
    program = sealing._program(arch, column)
    number = sealing._CHECKED["fcntl"][column] or 0
    allowed = {command for command in range(1100) if verdict(program, arch, number, 0, command) == ALLOWED}
    assert allowed == {0, 1, 2, 3, 1030}


@LINUX
def test_a_probe_tells_what_was_refused() -> None:
    command = [sys.executable, "-I", "-m", "engine.sealing"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.split() in (["calls", "files"], ["calls"])


READ = """
import sys
from engine.sealing import seal
print(seal(sys.argv[1:2]).files)
for path in sys.argv[1:]:
    try:
        print(open(path).read())
    except PermissionError:
        print("refused")
"""


@LINUX
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_was_named_is_read_and_nothing_beside_it(tmp_path: Path, kind: str) -> None:
    inside, beside = tmp_path / "inside", tmp_path / "beside"
    inside.mkdir()
    for path in (inside / "a", beside):
        path.write_text("words")
    named = inside / "a" if kind == "file" else inside
    code = READ if kind == "file" else READ.replace("in sys.argv[1:]", "in (sys.argv[1] + '/a', sys.argv[2])")
    command = [sys.executable, "-c", code, str(named), str(beside)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    files, first, second = result.stdout.split()
    assert first == "words"
    assert second == ("refused" if files == "True" else "words")


def test_other_systems_and_processors_get_no_seal_and_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: pytest.fail("nothing is to be called"))
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert seal(()) == Sealed(calls=False, files=False)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert seal(()) == Sealed(calls=False, files=False)


def test_what_holds_is_said_and_no_more() -> None:
    assert "none of your files" in Sealed(calls=True, files=True).sentence
    assert "no Landlock" in Sealed(calls=True, files=False).sentence
    assert "does not keep it from your files" in Sealed(calls=False, files=False).sentence


class _Kernel:
    """A C library with a Landlock of one version, which refuses the call of one number."""

    def __init__(self, version: int, refused: int = -1) -> None:
        self.handled = b""
        self._version = version
        self._refused = refused
        self.syscall = _Calls(self._called)

    def prctl(self, *_: object) -> int:
        return 0

    def _called(self, number: int, *arguments: object) -> int:
        if arguments[0] is None:
            return self._version
        if number == self._refused:
            ctypes.set_errno(errno.E2BIG)
            return -1
        if number == sealing._CREATE_RULESET:
            assert isinstance(arguments[0], bytes)
            self.handled = arguments[0]
            return os.dup(0)
        return 0


class _Calls:
    """A function of a C library."""

    restype: object = None

    def __init__(self, called: object) -> None:
        self._called = called

    def __call__(self, *arguments: object) -> object:
        assert callable(self._called)
        return self._called(*arguments)


@pytest.mark.parametrize(
    ("version", "rights", "size"),
    [(1, 13, 8), (2, 14, 8), (3, 15, 8), (4, 15, 16), (5, 16, 16), (6, 16, 24), (99, 16, 24)],
)
def test_every_right_that_the_kernel_knows_is_taken_away(
    version: int, rights: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = _Kernel(version)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: kernel)
    assert sealing._open_alone(["/no/such/folder", __file__])
    assert len(kernel.handled) == size
    assert struct.unpack_from("=Q", kernel.handled) == ((1 << rights) - 1,)


def test_a_kernel_without_landlock_is_no_error_but_one_that_refuses_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Kernel(-1))
    assert not sealing._open_alone([__file__])
    for number in (sealing._CREATE_RULESET, sealing._ADD_RULE, sealing._RESTRICT_SELF):
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, number=number, **__: _Kernel(7, number))
        with pytest.raises(OSError, match="the rules about files were refused"):
            sealing._open_alone([__file__])
