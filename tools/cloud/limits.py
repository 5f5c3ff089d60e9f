"""What a process that reads other people's files may use up. Standard library only."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
CPU_S = 15
"""Seconds of processor time."""


def limit() -> None:
    """Limit this process for good: memory, processor time, no file with anything in it, no memory dump.

    Windows has no such limits; there the time that the caller waits is the only one. macOS counts memory that
    is merely set aside, of which every process has more than this.
    """
    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CPU, CPU_S)
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, MEMORY)


def _lower(what: int, most: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(what)[1]
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (lower, lower))
