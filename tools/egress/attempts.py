"""What became of one attempt to get out: refused by the operating system, let through, or not possible here.

Standard library only: a probe tries its ways before it has loaded anything.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

REFUSALS = frozenset({errno.EPERM, errno.EACCES})
"""What an operating system says that refuses. No route, no answer and no such name are no refusals."""

_IN_WORDS = re.compile(r"os error (\d+)|Os \{ code: (\d+)")
_PASSED = "The system let it through."


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a probe aims: addresses and a name that nobody owns (RFC 5737, 3849 and 2606), and a port."""

    v4: str = "192.0.2.1"
    v6: str = "2001:db8::1"
    name: str = "sordino.invalid"
    port: int = 9
    patience_s: float = 0.7


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way out as it was tried. `words` are the system's; `tried` is False where there is no such way."""

    way: str
    refused: bool
    words: str
    tried: bool = True


class NotHere(Exception):
    """The way does not exist on this computer."""


class Hidden(Exception):
    """A library that keeps the system's error to itself; `number` is what the C library's errno held."""

    def __init__(self, number: int, words: str = "") -> None:
        super().__init__(words or os.strerror(number))
        self.number = number


def attempt(way: str, act: Callable[[], object]) -> Attempt:
    """Try one way. It counts as refused only where the operating system said so of a socket."""
    try:
        act()
    except NotHere as missing:
        return Attempt(way, refused=False, words=str(missing), tried=False)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 libraries in Rust raise their own kind of panic
        number = _number(error)
        if number in REFUSALS:
            return Attempt(way, refused=True, words=os.strerror(number))
        return Attempt(way, refused=False, words=_clipped(os.strerror(number) if number else str(error)))
    return Attempt(way, refused=False, words=_PASSED)


def check(returned: int, number: int) -> None:
    """Raise what a C function reported that answers -1 for an error, and where it found no such call."""
    if returned < 0 and number == errno.ENOSYS:
        raise NotHere(os.strerror(number))
    if returned < 0:
        raise OSError(number, os.strerror(number))


def _number(error: BaseException) -> int:
    """The error number within an exception, its arguments and its causes; 0 where there is none."""
    for found in _within(error):
        if isinstance(found, Hidden):
            return found.number
        # With a file name it is about that file: a certificate store that cannot be read, say.
        if isinstance(found, OSError) and found.errno and found.filename is None:
            return found.errno
        spelled = _IN_WORDS.search(str(found))
        if spelled:
            return int(spelled[1] or spelled[2])
    return 0


def _within(error: BaseException) -> Iterator[BaseException]:
    yield error
    for inner in chain((error.__cause__,), error.args):
        if isinstance(inner, BaseException):
            yield from _within(inner)


def _clipped(words: str) -> str:
    return " ".join(words.split())[:200]
