"""Ways out by the operating system's own doors: sockets of every family, and the calls that make them.

Numbers are those of Linux (`socket(2)`, `syscall(2)`, `io_uring_setup(2)`, `request_key(2)`,
`linux/socket.h`).
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import platform
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.egress.attempts import REFUSALS, Attempt, Hidden, NotHere, Targets, attempt, check

_FAMILIES = range(2, 46)
_PACKET, _NETLINK, _VSOCK = 17, 16, 40
_ETHERNET_ALL = 0x0300  # ETH_P_ALL in the network's order of bytes
_IO_URING_SETUP = 425
_X32_BIT = 0x40000000
_SOCKET = {"x86_64": 41, "aarch64": 198}
_REQUEST_KEY = {"x86_64": 249, "aarch64": 218}
_SPECIAL_KEYRING = -3  # KEY_SPEC_SESSION_KEYRING
# push rbx; mov eax, 359 (i386 socket); mov ebx, 2; mov ecx, 1; xor edx, edx; int 0x80; pop rbx; ret
_INT_80 = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")

RESOLVERS = (
    "/run/systemd/resolve/io.systemd.Resolve",
    "/run/nscd/socket",
    "/var/run/nscd/socket",
    "/run/avahi-daemon/socket",
)
ENGINES = ("/run/docker.sock", "/run/podman/podman.sock", "/run/containerd/containerd.sock")


def ways(targets: Targets) -> Iterator[Attempt]:
    """Every way of this kind, one after the other; with nothing in force some take `patience_s` seconds."""
    yield attempt("TCP over IPv4", lambda: _connect(socket.AF_INET, targets.v4, targets))
    yield attempt("TCP over IPv6", lambda: _connect(socket.AF_INET6, targets.v6, targets))
    yield attempt("UDP over IPv4", lambda: _datagram(socket.AF_INET, targets.v4, targets))
    yield attempt("UDP over IPv6", lambda: _datagram(socket.AF_INET6, targets.v6, targets))
    yield attempt("Raw IPv4 packets", lambda: _open(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
    yield attempt("Raw IPv6 packets", lambda: _open(socket.AF_INET6, socket.SOCK_RAW, 58))
    yield attempt("Raw frames (packet socket)", lambda: _open(_PACKET, socket.SOCK_RAW, _ETHERNET_ALL))
    yield attempt("Netlink socket", lambda: _open(_NETLINK, socket.SOCK_RAW, 0))
    yield attempt("Socket to the host of a virtual machine", lambda: _open(_VSOCK, socket.SOCK_STREAM, 0))
    yield attempt("Sockets of all other families", _other_families)
    yield attempt("C library (ctypes)", _by_library)
    yield attempt("System call by its number", lambda: _by_number(0))
    yield attempt("System call by its number (x32)", lambda: _by_number(_X32_BIT))
    yield attempt("System call by its number (32 bit)", _by_number_in_child)
    yield attempt("io_uring", _io_uring)
    yield attempt("The kernel's own name lookup (request_key)", lambda: _request_key(targets))
    yield attempt("A new Python process", _in_child)
    yield attempt("Name lookup (getaddrinfo)", lambda: _lookup(targets))
    yield attempt("Name lookup (res_query)", lambda: _query(targets))
    yield attempt("Name lookup by a service of this computer", lambda: _service(RESOLVERS, targets))
    yield attempt("A container engine of this computer", lambda: _service(ENGINES, targets))


def _open(family: int, kind: int, protocol: int) -> None:
    try:
        socket.socket(family, kind, protocol).close()
    except OSError as error:
        if error.errno in (errno.EAFNOSUPPORT, errno.ESOCKTNOSUPPORT, errno.EPROTONOSUPPORT):
            raise NotHere(os.strerror(error.errno)) from error
        raise


def _connect(family: int, address: str, targets: Targets) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as opened:
        opened.settimeout(targets.patience_s)
        opened.connect((address, targets.port))


def _datagram(family: int, address: str, targets: Targets) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as opened:
        opened.sendto(b"", (address, targets.port))


def _other_families() -> None:
    """All but the five above. One that opens is named; those that this kernel lacks do not count."""
    named = {socket.AF_INET, socket.AF_INET6, _PACKET, _NETLINK, _VSOCK}
    refused = 0
    for family in _FAMILIES:
        if family in named:
            continue
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
            try:
                socket.socket(family, kind).close()
            except OSError as error:
                refused += error.errno in REFUSALS
            else:
                raise Hidden(0, f"A socket of family {family} was opened.")
    if not refused:
        raise NotHere("This kernel has no other family.")
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _libc() -> ctypes.CDLL:
    if not sys.platform.startswith("linux"):
        raise NotHere("Only Linux is asked in this way.")
    return ctypes.CDLL(None, use_errno=True)


def _call(function: Callable[..., int], *arguments: object) -> int:
    ctypes.set_errno(0)
    returned = function(*arguments)
    check(returned, ctypes.get_errno())
    return returned


def _by_library() -> None:
    os.close(_call(_libc().socket, int(socket.AF_INET), int(socket.SOCK_STREAM), 0))


def _numbered(numbers: dict[str, int]) -> int:
    machine = platform.machine()
    if machine not in numbers:
        raise NotHere("The number is not known for this processor.")
    return numbers[machine]


def _by_number(bit: int) -> None:
    libc, number = _libc(), _numbered(_SOCKET)
    if bit and platform.machine() != "x86_64":
        raise NotHere("This processor has no such calls.")
    os.close(_call(libc.syscall, number | bit, int(socket.AF_INET), int(socket.SOCK_STREAM), 0))


def by_interrupt() -> int:  # pragma: no cover  a process of its own runs it
    """Open a socket by a 32-bit system call: its descriptor, or the negative error number.

    A kernel that does not know such calls kills the process.
    """
    with mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC) as page:
        page.write(_INT_80)
        start = ctypes.c_char.from_buffer(page)
        returned = int(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(start))())
        del start
    return returned


def _child(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)


def _by_number_in_child() -> None:
    if platform.machine() != "x86_64" or not sys.platform.startswith("linux"):
        raise NotHere("This processor has no such calls.")
    result = _child("from tools.egress import ways_by_socket; print(ways_by_socket.by_interrupt())")
    if result.returncode != 0:
        raise NotHere("This kernel takes no 32-bit calls.")
    returned = int(result.stdout)
    check(min(returned, 0), -returned)


def _io_uring() -> None:
    parameters = ctypes.create_string_buffer(120)
    os.close(_call(_libc().syscall, _IO_URING_SETUP, 1, parameters))


def _request_key(targets: Targets) -> None:
    """Have the kernel look a name up for us, by a helper with rights of its own."""
    libc, number = _libc(), _numbered(_REQUEST_KEY)
    try:
        _call(libc.syscall, number, b"dns_resolver", targets.name.encode(), b"", _SPECIAL_KEYRING)
    except OSError as error:
        if error.errno in (errno.ENODEV, errno.ENOKEY):
            raise Hidden(0, "The kernel took the question.") from error
        raise


def _in_child() -> None:
    result = _child(
        "import socket\n"
        "try: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(); print(0)\n"
        "except OSError as error: print(error.errno)"
    )
    number = int(result.stdout or 0)
    if number:
        raise OSError(number, os.strerror(number))


def _lookup(targets: Targets) -> None:
    """The C library hides why it has no answer: only where it could ask nobody do the sockets say why."""
    try:
        socket.getaddrinfo(targets.name, targets.port)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            _datagram(socket.AF_INET, targets.v4, targets)
        raise Hidden(0, str(error.strerror)) from error


def _query(targets: Targets) -> None:
    _libc()
    try:
        library = ctypes.CDLL("libresolv.so.2", use_errno=True)
        query = library.res_query if hasattr(library, "res_query") else library.__res_query
    except (OSError, AttributeError) as error:
        raise NotHere("This C library has no such function.") from error
    answer = ctypes.create_string_buffer(512)
    _call(query, targets.name.encode(), 1, 1, answer, len(answer))


def _service(paths: tuple[str, ...], targets: Targets) -> None:
    """Connect to a service that would do it for us, and say nothing to it."""
    there = [path for path in paths if _is_socket(path)]
    for path in there:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as opened:
            opened.settimeout(targets.patience_s)
            try:
                opened.connect(path)
            except OSError as error:
                if error.errno in REFUSALS:
                    continue
                raise
        raise Hidden(0, f"{path} answers.")
    if not there:
        raise NotHere("There is no such service.")
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _is_socket(path: str) -> bool:
    try:
        return stat.S_ISSOCK(Path(path).stat().st_mode)
    except OSError:
        return False
