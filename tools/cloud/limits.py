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

    Windows has no such limits; there the time that the caller waits is the only one.
    """
    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        for what, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, CPU_S),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(what)[1]
            lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (lower, lower))
