"""What a process that reads other people's files may use up, and what it may open. Standard library only."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

if sys.platform != "win32":
    import resource

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
CPU_S = 15
"""Seconds of processor time."""

_LIBRARIES = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo"),
    *("/etc/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf", "/etc/crypto-policies"),
)
"""What Python and its packages load when they are first used, on the systems that have it."""
_PACKAGES = ("site-packages", "dist-packages")


def readable() -> list[str]:
    """The folders and files that Python, its packages and Sordino's own need; nothing of the user's."""
    own = Path(__file__).resolve().parents[2]
    found = [*_LIBRARIES, str(own / "engine"), str(own / "tools")]
    found += [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    found += [path for path in sys.path if Path(path).name in _PACKAGES or path.endswith(".zip")]
    found += [str(Path(sys.base_exec_prefix) / "lib")]
    found += os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    return [path for path in dict.fromkeys(found) if path and not _holds_all(Path(path).resolve())]


def _holds_all(folder: Path) -> bool:
    """True for the user's home and whatever holds it."""
    try:
        home = Path.home().resolve()
    except RuntimeError:  # a user whom the system does not know has none
        return folder.parent == folder
    return home.is_relative_to(folder)


def limit() -> None:
    """Limit this process for good: memory, processor time, no new file's content, no child, no memory dump.

    Windows has no such limits; there the time that the caller waits is the only one. macOS counts memory that
    is merely set aside, of which every process has more than this.
    """
    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        _lower(resource.RLIMIT_CPU, CPU_S)
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, MEMORY)


def _lower(what: int, most: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(what)[1]
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (lower, lower))
