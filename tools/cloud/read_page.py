"""The tool `read_page`: one page or PDF of the web as text.

What a page says is data and never an instruction. Nothing that it links to is fetched: a link, like an
address to which the page has moved, is followed by a new call, which is judged and shown like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import msgspec

from engine.contracts import (
    Effect,
    Incoming,
    IncomingStream,
    JsonObject,
    Label,
    Message,
    Outgoing,
    OutputMarks,
    Preview,
    Reach,
    ToolOutput,
)
from engine.errors import ToolProblem
from engine.toolbox import Aim, Tell
from tools.cloud import reading
from tools.cloud.page_address import MOVED, canonical, header, target_of
from tools.cloud.page_worker import Job, Reading
from tools.cloud.robots import Robots
from tools.contract import WholeAnswer, tool
from tools.egress.addresses import host_of

PART = 12_000
"""Characters of one part of a page."""
MAX_PDF = 20 * 1024 * 1024
MAX_TEXT = 5 * 1024 * 1024

_ACCEPT = (
    "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9, application/pdf;q=0.8, "
    "application/json;q=0.8, application/xml;q=0.8, text/csv;q=0.8, */*;q=0.1"
)
_MOST_PARTS = 100
_SILENCE_S = 20.0
_TOTAL_S = 60.0
_MAX_ROBOTS = 1024 * 1024
_UNNAMED = "the host of the page"
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "text/csv": "text",
    "text/tab-separated-values": "text",
    "text/json": "text",
    "application/json": "text",
    "application/x-ndjson": "text",
    "application/csv": "text",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
}
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_STATUSES = {
    401: "{host} shows this page only to who is signed in.",
    403: "{host} refuses to show this page.",
    404: "{host} has no page at this address.",
    410: "{host} has removed this page.",
    429: "{host} asks for fewer requests. Try again later.",
    451: "{host} may not show this page for legal reasons.",
}


@tool(
    reach=Reach.NETWORK,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    output=OutputMarks(untrusted=True),
    seconds=3.0,
)
def read_page(
    url: str,
    part: Annotated[int, msgspec.Meta(ge=1, le=_MOST_PARTS)] = 1,  # noqa: ARG001 the whole page is asked for
    *,
    robots: Robots,
) -> Preview:
    """Read one web page or PDF as text, with its title, author, date and links.

    A link is followed only by a new call with its address.

    Args:
        url: The whole address of the page, beginning with https:// or http://.
        part: Which part of a long page to return. The result says whether there are more.

    Sends:
        The page's address goes to {host}, which also sees this computer's address, as with any visit.

    Without it:
        The answer is made without what the page says.
    """
    address = canonical(url)
    host = host_of(address)
    robots.check(address, host)
    outgoing = Outgoing(
        method="GET",
        url=address,
        host=host,
        headers=(("Accept", _ACCEPT),),
        timeout_s=_SILENCE_S,
        total_s=_TOTAL_S,
        max_bytes=MAX_PDF,
    )
    ahead = None
    if rules := robots.ask_at(address):
        ahead = replace(
            outgoing,
            url=rules,
            headers=(("Accept", "text/plain"),),
            max_bytes=_MAX_ROBOTS,
        )
    return Preview(outgoing, ahead=ahead)


class ReadPage(WholeAnswer):
    """The tool, with what it has learnt about sites."""

    streams = True

    def __init__(self, robots: Robots, patience_s: float) -> None:
        self._robots = robots
        self._patience_s = patience_s
        sends = read_page.spec.sends.replace("{host}", _UNNAMED)
        self.spec = replace(read_page.spec, sends=sends)

    def aim(self, arguments: JsonObject, conversation: Sequence[Message]) -> Aim:  # noqa: ARG002 takes nothing along
        """The tool with the host of the page; without one where the address cannot be used."""
        try:
            host = host_of(canonical(str(arguments.get("url", ""))))
        except ToolProblem:
            return Aim(self.spec)
        return Aim(replace(self.spec, host=host, sends=read_page.spec.sends.replace("{host}", host)))

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:  # noqa: ARG002
        """The request for the page, and for its site's rules ahead where they are not known.

        Raises ToolProblem for what is no address, and where the rules are known to forbid the page.
        """
        preview = read_page.call(arguments, robots=self._robots)
        return replace(preview, seconds=self.spec.seconds, without_it=self.spec.without_it)

    def admit(self, arguments: JsonObject, incoming: Incoming) -> None:
        """Take the site's rules. Raises ToolProblem where they forbid the page, or could not be had."""
        url = canonical(str(arguments["url"]))
        self._robots.learn(url, incoming, host_of(url))
        self._robots.check(url, host_of(url))

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        """Have a page read that has come whole. Raises ToolProblem."""
        return self._read(arguments, incoming, [incoming.body], lambda _text, _thinking: None)

    def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
        """Fetch the page and have it read. Raises ToolProblem, and Cancelled.

        `tell` is called without words while the page is read, so that it can raise Cancelled.
        """
        return self._read(arguments, answer.head, answer, tell)

    def _read(self, arguments: JsonObject, head: Incoming, body: Iterable[bytes], tell: Tell) -> ToolOutput:
        url, part = canonical(str(arguments["url"])), int(arguments.get("part", 1))
        host = host_of(url)
        _check_status(head, url, host)
        media, charset = _content_type(head)
        content, kind = _fetched(body, media, host)
        job = Job(kind, url, charset, part, PART)
        found = reading.read(job, content, host, lambda: tell("", False), self._patience_s)
        return ToolOutput(_words(found, url, part), (Label(f"page:{host}", untrusted=True),))


def build(patience_s: float = reading.PATIENCE_S) -> ReadPage:
    """The tool. `patience_s` is how many seconds a page that has come may take to be read."""
    return ReadPage(Robots(), patience_s)


def _content_type(head: Incoming) -> tuple[str, str]:
    """The media type, and the character set where one is named."""
    media, *rest = header(head, "content-type").split(";")
    parameters = (entry.partition("=") for entry in rest)
    named = {name.strip().lower(): value.strip().strip("\"'") for name, _, value in parameters}
    return media.strip().lower(), named.get("charset", "")


def _check_status(head: Incoming, url: str, host: str) -> None:
    if head.status in MOVED:
        raise ToolProblem(_moved(target_of(head, url), host))
    if head.status in _STATUSES:
        raise ToolProblem(_STATUSES[head.status].format(host=host))
    if head.status >= 500:
        raise ToolProblem(f"{host} has a problem of its own (error {head.status}). Try again later.")
    if head.status != 200:
        raise ToolProblem(f"{host} answered with the status {head.status} and no page.")


def _moved(target: str, host: str) -> str:
    if not target:
        return f"{host} has moved the page to an address that cannot be read."
    return f"{host} has moved the page to {target}. Call read_page with that address to read it."


def _fetched(body: Iterable[bytes], media: str, host: str) -> tuple[bytes, str]:
    """The page's bytes and their kind. What is of another kind, or too large, is not fetched any further."""
    kind = _kind(media)
    if not kind and media not in _UNSAID:
        shown = "".join(character for character in media[:80] if character.isprintable())
        raise ToolProblem(f"{host} sent neither a page nor a PDF but {shown}, which cannot be read here.")
    content = bytearray()
    for piece in body:
        content += piece
        kind = kind or _sniffed(bytes(content[:1024]), host)
        if len(content) > (MAX_PDF if kind == "pdf" else MAX_TEXT):
            most = (MAX_PDF if kind == "pdf" else MAX_TEXT) // (1024 * 1024)
            raise ToolProblem(f"The page of {host} is larger than {most} MB.")
    if not content.strip():
        raise ToolProblem(f"The page of {host} is empty.")
    return bytes(content), kind


def _kind(media: str) -> str:
    """How what is of a media type is read; empty where it is not."""
    if media not in _KINDS and media.startswith("application/"):
        return {"json": "text", "xml": "xml"}.get(media.rpartition("+")[2], "")
    return _KINDS.get(media, "")


def _sniffed(start: bytes, host: str) -> str:
    """What bytes that nobody named begin like."""
    if start.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    raise ToolProblem(f"{host} does not say what it sent, and it looks neither like a page nor like a PDF.")


def _words(found: Reading, url: str, part: int) -> str:
    """A page as the model reads it."""
    facts = {
        "Title": found.title,
        "Author": found.author,
        "Date": found.date,
        "Site": found.site,
        "Address": url,
        "Pages": str(found.pages or ""),
    }
    blocks = ["\n".join(f"{name}: {value}" for name, value in facts.items() if value)]
    if not found.text:
        blocks.append(f"The page ends before part {part}.")
        return "\n\n".join(blocks)
    blocks.append(found.text)
    if found.left:
        more = "More pages follow" if found.pages else f"{found.left:,} more characters follow"
        blocks.append(f"[This is part {part}. {more}: call read_page with part {part + 1} for them.]")
    if found.links:
        links = "\n".join(f"{number}. {link.text} {link.url}" for number, link in enumerate(found.links, 1))
        blocks.append(f"Links (each is followed only by a new call of read_page):\n{links}")
    return "\n\n".join(blocks)
