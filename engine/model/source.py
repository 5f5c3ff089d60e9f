"""The rest of a file from one source: redirects, resumption, and what a server says of itself checked.

Every request is an errand of its own. Sizes and offsets are bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from engine.addresses import origin_of
from engine.contracts import Cancel, Choice, Effect, Incoming, Outgoing, Reach, ToolSpec
from engine.errand import Declined, Errand, Errands, ErrandStream
from engine.errors import Cancelled, ToolProblem
from engine.model.catalog import CatalogModel
from engine.model.part_file import PartFile

TOOL = "download_model"
STALL_S = 30.0
"""The longest silence of a server."""
TRIES = 3
"""How often a broken connection is taken up again while nothing comes."""
PIECES = 500
"""The most pieces in which a file is taken from one source."""
HOPS = 5
"""The most redirects in a row."""
USUAL_BYTES_PER_S = 10e6
"""What the question's expected time assumes: an ordinary line."""
UNKNOWN_MOST = 1 << 40
"""The longest body where nobody has said how long the file is."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)
_UNSATISFIED = re.compile(r"bytes \*/(\d{1,18})", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PARAMETERS = {
    "type": "object",
    "properties": {
        "model": {"type": "string"},
        "file": {"type": "string"},
        "from_byte": {"type": "integer"},
    },
    "required": ["model", "file", "from_byte"],
    "additionalProperties": False,
}


class SourceError(Exception):
    """One source failed for good; the sentence says which and how."""


class _BrokenError(Exception):
    """The connection ended too early; another one may go on."""


@dataclass(slots=True)
class Expected:
    """What the whole file must be; 0 and empty while nobody has said. `by_hub` where the hub said it."""

    size: int
    sha256: str
    by_hub: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What is being fetched for whom. `own_origins` are those of the user's own mirrors.

    `approved` collects the origins that have answered. `asking` and `arrived` are told what happens, and
    `make_room` is asked before bytes are written; it raises where the disk is too full.
    """

    known: CatalogModel
    expected: Expected
    turn_id: str
    own_origins: frozenset[str]
    approved: set[str]
    cancel: Cancel
    asking: Callable[[], None]
    arrived: Callable[[int], None]
    make_room: Callable[[], None]
    retry_wait_s: float


class Source:
    """One address of the file. `pull` brings the rest of it into a part file."""

    def __init__(self, url: str, order: Order, errands: Errands) -> None:
        """Raises SourceError where `url` cannot be used."""
        self.host = host_of(url)
        self._url = url
        self._order = order
        self._errands = errands
        self._expected = order.expected
        self._answered = False

    def pull(self, part: PartFile) -> None:
        """Bring the rest. Raises SourceError, UserError, Cancelled, and OSError from the disk."""
        tries = 0
        for _ in range(PIECES):
            before, problem = part.size, ""
            try:
                self._exchange(part)
            except _BrokenError as error:
                problem = str(error)
            if self._expected.size and part.size == self._expected.size:
                return
            tries = 0 if part.size > before else tries + 1
            if not self._answered or tries > TRIES:
                raise SourceError(f"The download from {self.host} failed: {problem}")
            if self._order.cancel.wait(self._order.retry_wait_s * tries):
                raise Cancelled
        raise SourceError(f"The server {self.host} broke off again and again.")

    def _exchange(self, part: PartFile) -> None:
        """One request and its redirects, with what comes written down."""
        url, because = self._url, ""
        for _ in range(HOPS + 1):
            with self._open(url, part.size, because) as answer:
                self._note_statement(url, answer.head)
                if answer.head.status not in _REDIRECTS:
                    offset = self._offset(host_of(url), answer.head, part.size)
                    if offset is not None:
                        self._order.make_room()
                        self._read(host_of(url), answer, part, offset)
                    return
                because = f"The server {host_of(url)} sends the download on to there."
                url = _redirected(url, _header(answer.head, "location"))
        raise SourceError(f"The server {self.host} redirects again and again.")

    def _open(self, url: str, start: int, because: str) -> ErrandStream:
        origin = origin_of(url)
        if origin not in self._order.approved:
            self._order.asking()
        try:
            answer = self._errands.stream(self._errand(url, start, because), self._order.cancel)
        except ToolProblem as problem:
            raise _BrokenError(str(problem)) from problem
        except Declined as declined:
            if declined.by != "user":
                raise
            raise SourceError(declined.problem) from declined
        self._order.approved.add(origin)
        self._order.arrived(start)
        return answer

    def _errand(self, url: str, start: int, because: str) -> Errand:
        known, size = self._order.known, self._expected.size
        file = f"{known.file} ({size / 1e6:,.0f} MB)" if size else known.file
        return Errand(
            spec=ToolSpec(
                name=TOOL,
                description="Fetch a model's file into the models folder.",
                parameters=_PARAMETERS,
                reach=Reach.NETWORK,
                effects=frozenset({Effect.READS, Effect.SENDS}),
                sends=f"It asks for the file {file} alone, in pieces where the connection breaks.",
            ),
            outgoing=Outgoing(
                method="GET",
                url=url,
                host=host_of(url),
                headers=(("Range", f"bytes={start}-"),) if start else (),
                own_endpoint=origin_of(url) in self._order.own_origins,
                timeout_s=STALL_S,
                max_bytes=2 * size if size else UNKNOWN_MOST,
            ),
            arguments={"model": known.id, "file": file, "from_byte": start},
            turn_id=self._order.turn_id,
            choices=(Choice.DENY, Choice.FILE),
            because=because,
            without_it="The model is not downloaded from there.",
            seconds=max(1.0, (size - start) / USUAL_BYTES_PER_S),
        )

    def _note_statement(self, url: str, head: Incoming) -> None:
        """Where the catalogue has no sum, take the hub's own, said over https."""
        hub = self._order.known.hub_url
        if self._expected.sha256 or origin_of(url) != origin_of(hub) or not url.startswith("https://"):
            return
        tag = _header(head, "x-linked-etag") or _header(head, "etag")
        found = _SHA256.fullmatch(tag.removeprefix("W/").strip('"').lower())
        if found:
            self._expected.sha256, self._expected.by_hub = found[0], True
            self._agree(host_of(url), _header(head, "x-linked-size"))

    def _offset(self, host: str, head: Incoming, start: int) -> int | None:
        """Where the body belongs; None where the file is complete already."""
        said = _header(head, "content-range")
        if head.status == 206 and (found := _RANGE.fullmatch(said)):
            self._agree(host, found[3])
            if int(found[1]) == start:
                return self._checkable(host, start)
        elif head.status == 200:
            length = _header(head, "content-length")
            self._agree(host, length)
            if start and not length:
                raise SourceError(
                    f"The server {host} neither goes on from the middle nor says how long it is."
                )
            return self._checkable(host, 0)
        elif head.status == 416 and (found := _UNSATISFIED.fullmatch(said)):
            self._agree(host, found[1])
            if int(found[1]) == start:
                return None
        if head.status in (206, 416):
            raise SourceError(f"The server {host} sent other bytes than it was asked for.")
        if self._answered and (head.status == 429 or head.status >= 500):
            raise _BrokenError(f"The server {host} answered with status {head.status}.")
        raise SourceError(f"The server {host} answered with status {head.status}.")

    def _checkable(self, host: str, offset: int) -> int:
        if not self._expected.sha256:
            raise SourceError(f"The server {host} does not say which sha256 the file has.")
        self._answered = True
        return offset

    def _agree(self, host: str, said: str) -> None:
        """Compare a length that a server states with the file's; take it where none is known."""
        if not said.isdecimal():
            return
        if self._expected.size and int(said) != self._expected.size:
            size = self._expected.size
            raise SourceError(f"The server {host} says that the file has {said} bytes, and it has {size}.")
        self._expected.size = int(said)

    def _read(self, host: str, answer: ErrandStream, part: PartFile, offset: int) -> None:
        pieces = iter(answer)
        while not self._expected.size or offset < self._expected.size:
            if self._order.cancel.is_set():
                raise Cancelled
            try:
                piece = next(pieces, None)
            except ToolProblem as problem:
                raise _BrokenError(str(problem)) from problem
            if piece is None:
                break
            piece = piece[: self._expected.size - offset] if self._expected.size else piece
            part.store(offset, piece)
            offset += len(piece)
            self._order.arrived(part.size)
        self._expected.size = self._expected.size or offset
        if offset < self._expected.size:
            raise _BrokenError(f"The server {host} ended its answer too early.")


def host_of(url: str) -> str:
    """The host of an address. Raises SourceError where it is not one of the web."""
    with suppress(ValueError):
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and "@" not in parts.netloc
        if usable and parts.hostname and not any(letter.isspace() for letter in url):
            return parts.hostname
    shown = url[:200] if "@" not in url else f"with a user name or password at {url.rpartition('@')[2][:200]}"
    raise SourceError(f"The address {shown} cannot be used.")


def _redirected(url: str, location: str) -> str:
    host = host_of(url)
    try:
        target = urldefrag(urljoin(url, location)).url
        host_of(target)
    except (ValueError, SourceError) as error:
        raise SourceError(f"The server {host} redirects to an address that cannot be used.") from error
    if url.startswith("https://") and not target.startswith("https://"):
        raise SourceError(f"The server {host} redirects from https to http, where anybody could listen.")
    if not location:
        raise SourceError(f"The server {host} redirects to an address that cannot be used.")
    return target


def _header(head: Incoming, name: str) -> str:
    return next((value.strip() for header, value in head.headers if header.lower() == name), "")
