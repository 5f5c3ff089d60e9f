"""A network of the test's own: the default route is a TUN device, and every packet that takes it is kept.

Behind the device lies a second network namespace, which plays the rest of the world: a name server and
whatever servers a test puts there. Linux only; the caller is in a fresh network namespace and may configure
it (`unshare --net --mount`, with `--map-root-user` where it is not root).
"""

from __future__ import annotations

import ctypes
import fcntl
import ipaddress
import os
import select
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

Made = TypeVar("Made")

_CLONE_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000
_PROTOCOLS = {1: "icmp", 6: "tcp", 17: "udp", 58: "icmp6"}

OURS = ("10.99.1.2", "2001:db8:99::2")
NAME_SERVER = "10.99.2.53"
SERVER = "10.99.2.7"


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet on its way out: where to, by what, and the name it asks for where it is a DNS question."""

    protocol: str
    destination: str
    port: int
    name: str = ""


def packet(content: bytes) -> Packet:
    """Read the head of an IP packet."""
    if content[0] >> 4 == 6:
        number, destination, head = content[6], ipaddress.ip_address(content[24:40]), 40
    else:
        number, destination, head = content[9], ipaddress.ip_address(content[16:20]), (content[0] & 15) * 4
    protocol = _PROTOCOLS.get(number, str(number))
    port = int.from_bytes(content[head + 2 : head + 4], "big") if protocol in ("tcp", "udp") else 0
    name = _question(content[head + 8 :])[0] if (protocol, port) == ("udp", 53) else ""
    return Packet(protocol, str(destination), port, name)


def _question(message: bytes) -> tuple[str, int, int]:
    """The name that a DNS message asks for, the type asked for, and where the question ends."""
    parts, place = [], 12
    while message[place]:
        parts.append(message[place + 1 : place + 1 + message[place]].decode("ascii", "replace"))
        place += 1 + message[place]
    return ".".join(parts), int.from_bytes(message[place + 1 : place + 3], "big"), place + 5


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)


def _device(name: str, addresses: tuple[str, ...]) -> int:
    """A TUN device with these addresses and both default routes, in the calling thread's namespace.

    The kernel says nothing by itself on it: no router is asked for, no group joined, no address announced.
    """
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    fcntl.ioctl(descriptor, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI))
    for key, value in {"accept_ra": 0, "autoconf": 0, "router_solicitations": 0, "addr_gen_mode": 1}.items():
        Path(f"/proc/sys/net/ipv6/conf/{name}/{key}").write_text(str(value))
    _ip("link", "set", "lo", "up")
    _ip("link", "set", name, "multicast", "off", "up")
    for address in addresses:
        length = "/128" if ":" in address else "/32"
        _ip("address", "add", address + length, "dev", name, *(["nodad"] if ":" in address else []))
    _ip("route", "add", "default", "dev", name)
    _ip("-6", "route", "add", "default", "dev", name)
    return descriptor


class Uplink:
    """Use it as a context manager in the namespace whose packets are to be counted.

    `names` are the host names that its name server knows, with their IPv4 addresses.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)
        self._packets: list[Packet] = []
        self._stop = threading.Event()
        self._outside: list[tuple[Callable[[], object], Future[object]]] = []
        self._work = threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._live_outside)]

    def __enter__(self) -> Self:
        self._ours = _device("uplink0", OURS)
        self._threads[0].start()
        self._theirs = self.outside(lambda: _device("world0", (NAME_SERVER, SERVER, "2001:db8:99::7")))
        answering = self.outside(self._name_server)
        self._threads += [threading.Thread(target=self._carry), answering]
        self._threads[1].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._work.release()
        for thread in self._threads:
            thread.join()
        os.close(self._ours)
        os.close(self._theirs)

    def outside(self, make: Callable[[], Made]) -> Made:
        """Do something in the namespace behind the device; threads that it starts stay there."""
        result: Future[object] = Future()
        self._outside.append((make, result))
        self._work.release()
        return result.result(30)  # type: ignore[return-value]

    def taken(self) -> list[Packet]:
        """The packets that went out since the last time this was asked."""
        taken, self._packets = self._packets, []
        return taken

    def _live_outside(self) -> None:
        if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET) != 0:
            self._stop.set()
        while self._work.acquire() and self._outside:
            make, result = self._outside.pop(0)
            try:
                result.set_result(make())
            except BaseException as error:  # noqa: BLE001 it is raised where it was asked for
                result.set_exception(error)

    def _carry(self) -> None:
        other = {self._ours: self._theirs, self._theirs: self._ours}
        while not self._stop.is_set():
            for descriptor in select.select(list(other), [], [], 0.05)[0]:
                content = os.read(descriptor, 65536)
                if descriptor == self._ours:
                    self._packets.append(packet(content))
                os.write(other[descriptor], content)

    def _name_server(self) -> threading.Thread:
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind((NAME_SERVER, 53))
        server.settimeout(0.05)

        def answer() -> None:
            with server:
                while not self._stop.is_set():
                    try:
                        message, asker = server.recvfrom(4096)
                    except TimeoutError:
                        continue
                    server.sendto(self._reply(message), asker)

        thread = threading.Thread(target=answer)
        thread.start()
        return thread

    def _reply(self, message: bytes) -> bytes:
        name, kind, end = _question(message)
        known = self._names.get(name.lower())
        answers = b""
        if known and kind == 1:
            answers = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + ipaddress.ip_address(known).packed
        head = struct.pack(">H", 0x8180 if known else 0x8183)
        counts = struct.pack(">HHHH", 1, bool(answers), 0, 0)
        return message[:2] + head + counts + message[12:end] + answers
