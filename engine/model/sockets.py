"""What sockets the system lets the calling process make."""

from __future__ import annotations

import socket


def open_sockets() -> dict[str, bool]:
    """Try one socket of every family and kind that Python knows; True where the system let it be made."""
    found = {}
    names = {int(value): name for name, value in vars(socket).items() if name.startswith("AF_")}
    for family in sorted(names):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            name = f"{names[family]} {kind.name}"
            try:
                socket.socket(family, kind).close()
                found[name] = True
            except OSError:
                found[name] = False
    return found
