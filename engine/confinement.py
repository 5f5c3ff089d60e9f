"""The kernel's own barrier: a seccomp filter that takes sockets away from a process, for good.

Standard library only, so that it can be installed before any third-party import. Facts are those of
Linux's `seccomp(2)`, `socket(2)` and `linux/audit.h`. The filter is inherited by every child and cannot be
undone. On systems without seccomp nothing is installed, and `probe` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
import sys
from dataclasses import dataclass
from typing import Literal

Profile = Literal["desktop", "model"]
PROFILES: tuple[Profile, ...] = ("desktop", "model")

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_GET_SECCOMP = 21
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM

_OFFSET_NUMBER = 0
_OFFSET_ARCH = 4
_OFFSET_FIRST_ARGUMENT = 16  # low half on the little-endian machines below
_X32_BIT = 0x40000000
_AF_UNIX = 1


@dataclass(frozen=True, slots=True)
class _Machine:
    """System call numbers of one architecture."""

    arch: int
    socket: int
    socketpair: int
    connect: int
    ptrace: int
    process_vm_writev: int
    request_key: int
    io_uring_setup: int = 425
    pidfd_getfd: int = 438


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 41, 53, 42, 101, 311, 249),
    "aarch64": _Machine(0xC00000B7, 198, 199, 203, 117, 271, 218),
}


@dataclass(frozen=True, slots=True)
class Confinement:
    """What was found by trying: whether this process can make IP sockets, or any at all."""

    ip_sockets: bool
    unix_sockets: bool

    @property
    def enforced(self) -> bool:
        """True where the operating system refuses IP sockets to this process."""
        return not self.ip_sockets

    @property
    def sentence(self) -> str:
        """The level of enforcement in words, for the window and the terminal."""
        if self.enforced:
            return "The Linux kernel refuses network sockets to the window and the model (seccomp)."
        if not sys.platform.startswith("linux"):
            return (
                "This system offers no socket filter that Sordino uses: the window and the model are "
                "separate processes that open no network connection, but the operating system does not "
                "enforce it."
            )
        if platform.machine() not in _MACHINES:
            return (
                "Sordino's socket filter does not know this kind of processor: the window and the model are "
                "separate processes that open no network connection, but the operating system does not "
                "enforce it."
            )
        return (
            "The Linux kernel's socket filter (seccomp) is not in force here: this run was not started with "
            "the command sordino, or this kernel lacks the filter. The window and the model are separate "
            "processes that open no network connection, but the operating system does not enforce it."
        )


def _program(profile: Profile, machine: _Machine) -> bytes:
    """The BPF program as packed `sock_filter` structs."""
    refused = [machine.ptrace, machine.process_vm_writev, machine.io_uring_setup, machine.pidfd_getfd]
    # The kernel has a helper look up what is asked for by this, names of hosts among it.
    refused.append(machine.request_key)
    by_family = [machine.socket, machine.socketpair]
    if profile == "model":
        refused += [*by_family, machine.connect]
        by_family = []

    # Laid out as: checks on the architecture and the number, then the family check, then the two returns.
    checks: list[tuple[int, int, str]] = [(_JUMP_AT_LEAST, _X32_BIT, "refuse")]
    checks += [(_JUMP_EQUAL, number, "refuse") for number in refused]
    checks += [(_JUMP_EQUAL, number, "family") for number in by_family]
    start = 3
    allow_at = start + len(checks)
    family_at = allow_at + 1
    refuse_at = family_at + 2
    target = {"refuse": refuse_at, "family": family_at}

    code = [(_LOAD_WORD, 0, 0, _OFFSET_ARCH), (_JUMP_EQUAL, 0, refuse_at - 2, machine.arch)]
    code.append((_LOAD_WORD, 0, 0, _OFFSET_NUMBER))
    code += [(op, target[to] - (start + i) - 1, 0, value) for i, (op, value, to) in enumerate(checks)]
    code.append((_RETURN, 0, 0, _ALLOW))
    code.append((_LOAD_WORD, 0, 0, _OFFSET_FIRST_ARGUMENT))
    code.append((_JUMP_EQUAL, 1, 0, _AF_UNIX))
    code.append((_RETURN, 0, 0, _REFUSE))
    code.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def confine(profile: Profile) -> None:
    """Install the filter in the calling thread, which must be the only one; its children inherit it.

    `desktop` leaves AF_UNIX sockets (display, session bus, broker channel); `model` leaves none.
    Does nothing where the system has no such filter, a Linux kernel that was built without it included; ask
    `probe` what holds. Raises OSError where the kernel has it and refuses.
    """
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return
    install_filter(_program(profile, machine))


def install_filter(program: bytes) -> bool:
    """Install `program`, packed `sock_filter` structs, in this thread; False where the kernel has no filters.

    Raises OSError where the kernel has such filters and refuses this one.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EINVAL:
        return False
    buffer = ctypes.create_string_buffer(program, len(program))

    class _Filter(ctypes.Structure):
        _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    head = _Filter(len(program) // 8, ctypes.addressof(buffer))
    no_new_privileges(libc)
    _asked(libc, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(head), 0, 0)
    return True


def no_new_privileges(libc: ctypes.CDLL) -> None:
    """Have no program that is started from here gain rights, which the kernel demands before any barrier."""
    _asked(libc, _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _asked(libc: ctypes.CDLL, *arguments: object) -> None:
    if libc.prctl(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"the socket filter was refused: {os.strerror(number)}")


def die_with_parent(parent: int = 0) -> None:
    """Ask Linux to kill this process when the thread that started it ends. Elsewhere: nothing.

    Where the id of the process that started this one is given and it is gone already, this one ends at once.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
        if parent and os.getppid() != parent:
            os._exit(1)


def keep_memory_private() -> None:
    """Have Linux keep this process's memory from the user's other processes, and out of crash dumps.

    Neither `ptrace(2)` nor `/proc/PID/mem` gives it then to who lacks CAP_SYS_PTRACE, whatever Yama allows. A
    program that this process starts is open again until it asks for the same. Elsewhere: nothing.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _can_open(family: int) -> bool:
    try:
        socket.socket(family, socket.SOCK_DGRAM).close()
    except OSError as error:
        return error.errno not in {errno.EPERM, errno.EACCES}
    return True


def probe() -> Confinement:
    """Try to make a socket of each family, connecting nowhere, and say what the system allowed."""
    ip_sockets = _can_open(socket.AF_INET) or _can_open(socket.AF_INET6)
    unix_sockets = hasattr(socket, "AF_UNIX") and _can_open(socket.AF_UNIX)
    return Confinement(ip_sockets=ip_sockets, unix_sockets=unix_sockets)


def main() -> int:
    """Confine this process to the profile named as its argument, and print what is left."""
    for profile in PROFILES:
        if profile in sys.argv[1:]:
            confine(profile)
    found = probe()
    words = {True: "yes", False: "no"}
    sys.stdout.write(f"ip={words[found.ip_sockets]} unix={words[found.unix_sockets]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
