"""How many threads and how much context fit this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DEFAULT_CONTEXT = 8192
MIN_CONTEXT = 1024
STEP = 512
CACHE_SHARE = 0.25
"""The part of the free memory that the cache may take; the rest is for the weights and everything else."""


def free_memory() -> int:
    """Bytes that a process could take now without swapping; 0 where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return 0
    return 0


def fitting_context(wanted: int, trained: int, cache_bytes_per_token: int, free: int) -> int:
    """Tokens of context: what is wanted, at most what the model knows and a quarter of the memory holds."""
    context = min(wanted, trained) if trained else wanted
    if cache_bytes_per_token and free:
        affordable = int(free * CACHE_SHARE) // cache_bytes_per_token // STEP * STEP
        context = min(context, max(affordable, MIN_CONTEXT))
    return max(context, 1)


def thread_count() -> int:
    """Threads for computing: one for each core that this process may use, siblings counted once from 4 on."""
    allowed = os.sched_getaffinity(0) if sys.platform.startswith("linux") else set(range(os.cpu_count() or 1))
    cores = set()
    for cpu in allowed:
        topology = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        try:
            cores.add(topology.read_text(encoding="ascii").strip())
        except OSError:
            cores.add(str(cpu))
    return len(cores) if len(cores) >= 4 else max(1, len(allowed))
