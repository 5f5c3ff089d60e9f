"""Seals a process that reads what strangers wrote: it keeps the few system calls that reading takes.

Two barriers of Linux's, neither of which can be undone: a seccomp filter that lets through what is listed
here and refuses all else, and Landlock rules that open the named folders for reading and no other file.
Standard library only. Facts are those of `seccomp(2)`, `landlock(7)` and the kernel's tables of system calls.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import stat
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.confinement import install_filter, no_new_privileges

_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_JUMP_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_OFFSET_NUMBER = 0
_OFFSET_ARCH = 4
_OFFSET_ARGUMENTS = 16  # eight bytes each, the low half first

_Step = tuple[int, str, str, int]
"""Operation, where to go on if it holds, where if not (empty: with the next one), value."""

_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The architecture's name for the kernel, and its column in the tables below."""

_CALLS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "lseek": (8, 62),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "fadvise64": (221, 223),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    # What files there are
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getdents64": (217, 61),
    "getcwd": (79, 17),
    # Memory
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "mremap": (25, 216),
    "mincore": (27, 232),
    "madvise": (28, 233),
    # Waiting, signals of its own, the end
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "rseq": (334, 293),
    "membarrier": (324, 283),
    "sched_yield": (24, 124),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "restart_syscall": (219, 128),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "exit": (60, 93),
    "exit_group": (231, 94),
    # What it is, and when
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getrusage": (98, 165),
    "times": (100, 153),
    "getcpu": (309, 168),
    "sched_getaffinity": (204, 123),
    "getrandom": (318, 278),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
}
_CHECKED: dict[str, tuple[int | None, int | None]] = {
    "open": (2, None),
    "openat": (257, 56),
    "fcntl": (72, 25),
}
_OPENS_TO_WRITE = 0o1 | 0o2 | 0o100 | 0o1000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_F_SETFL = 4  # from here on fcntl(2) changes things, F_SETOWN's signals to other processes among them
_F_DUPFD_CLOEXEC = 1030

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From which version on the kernel knows so many rights to files."""
_NETWORK_RIGHTS = (4, 0b11)
_SCOPES = (6, 0b11)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What holds: by `calls` nothing can be written or started, by `files` only what was named be read."""

    calls: bool
    files: bool

    @property
    def sentence(self) -> str:
        """What the process that reads pages is kept from, in words, for the terminal."""
        if self.calls and self.files:
            return (
                "The process that reads pages can open none of your files, write none and start no program."
            )
        if self.calls:
            return (
                "The process that reads pages can write no file and start no program, but this Linux kernel "
                "has no Landlock that would keep it from opening your files."
            )
        return (
            "The process that reads pages is held by limits on time and memory alone: the operating system "
            "does not keep it from your files."
        )


def seal(readable: Iterable[str]) -> Sealed:
    """Seal the calling thread, which must be the only one, for good; what holds from now on.

    Files can be opened for reading only, and where the kernel has Landlock only those at or below a path of
    `readable` (paths that do not exist are passed over). What `stat(2)` tells of other files is still told.
    No process and no thread can be started, no signal sent to another process, no socket opened. Raises
    OSError where the kernel has a barrier and refuses to put it up.
    """
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return Sealed(calls=False, files=False)
    files = _open_alone(readable)
    arch, column = machine
    return Sealed(calls=install_filter(_program(arch, column)), files=files)


def _program(arch: int, column: int) -> bytes:
    """The BPF program as packed `sock_filter` structs: a list of what is let through, and three checks."""
    code: list[_Step] = [
        (_LOAD_WORD, "", "", _OFFSET_ARCH),
        (_JUMP_EQUAL, "", "refuse", arch),
        (_LOAD_WORD, "", "", _OFFSET_NUMBER),
    ]
    wanted = [(numbers[column], "allow") for numbers in _CALLS.values()]
    wanted += [(numbers[column], name) for name, numbers in _CHECKED.items()]
    code += [(_JUMP_EQUAL, target, "", number) for number, target in wanted if number is not None]
    code.append((_RETURN, "", "", _REFUSE))
    ends: dict[str, list[_Step]] = {
        "open": _reading_alone(1),
        "openat": _reading_alone(2),
        "fcntl": [
            (_LOAD_WORD, "", "", _OFFSET_ARGUMENTS + 8),
            (_JUMP_EQUAL, "allow", "", _F_DUPFD_CLOEXEC),
            (_JUMP_AT_LEAST, "refuse", "allow", _F_SETFL),
        ],
        "allow": [(_RETURN, "", "", _ALLOW)],
        "refuse": [(_RETURN, "", "", _REFUSE)],
    }
    places: dict[str, int] = {}
    for name, steps in ends.items():
        places[name] = len(code)
        code += steps

    def distance(target: str, at: int) -> int:
        return places[target] - at - 1 if target else 0

    return b"".join(
        struct.pack("=HBBI", op, distance(yes, at), distance(no, at), value)
        for at, (op, yes, no, value) in enumerate(code)
    )


def _reading_alone(argument: int) -> list[_Step]:
    """Let through what opens for reading; the flags are the argument of this index."""
    return [
        (_LOAD_WORD, "", "", _OFFSET_ARGUMENTS + 8 * argument),
        (_JUMP_ANY_BIT, "refuse", "allow", _OPENS_TO_WRITE),
    ]


def _open_alone(readable: Iterable[str]) -> bool:
    """Leave only the files of `readable` to be opened, for reading; False where the kernel lacks Landlock."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = (1 << max(count for since, count in _FILE_RIGHTS if version >= since)) - 1
    network, scopes = (bits if version >= since else 0 for since, bits in (_NETWORK_RIGHTS, _SCOPES))
    handled = struct.pack("=QQQ", rights, network, scopes)[: 24 if scopes else 16 if network else 8]
    ruleset = _called(libc, _CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    try:
        for path in readable:
            _allow(libc, ruleset, path)
        no_new_privileges(libc)
        _called(libc, _RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return True


def _allow(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    try:
        beneath = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:
        return
    try:
        folder = stat.S_ISDIR(os.fstat(beneath).st_mode)
        rule = struct.pack("=Qi", _READ_FILE | _READ_DIR if folder else _READ_FILE, beneath)
        _called(libc, _ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(beneath)


def _called(libc: ctypes.CDLL, *arguments: object) -> int:
    done = int(libc.syscall(*arguments))
    if done < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"the rules about files were refused: {os.strerror(number)}")
    return done


def _can(way: Callable[[], object]) -> bool:
    try:
        way()
    except OSError:
        return False
    return True


def _start() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def probe() -> Sealed:
    """Seal this process with nothing to read, try what it should be kept from, and say what was refused."""
    seal(())
    writes = _can(lambda: os.close(os.open(os.devnull, os.O_WRONLY)))
    starts = not hasattr(os, "fork") or _can(_start)
    reads = _can(lambda: os.close(os.open(__file__, os.O_RDONLY)))
    return Sealed(calls=not writes and not starts, files=not reads)


def main() -> int:
    """Say in one word each which barriers hold here: `calls`, `files`."""
    found = probe()
    sys.stdout.write(" ".join(name for name in ("calls", "files") if getattr(found, name)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
