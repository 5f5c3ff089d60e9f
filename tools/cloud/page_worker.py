"""Reads what a page or a PDF holds, in a process of its own that can do nothing else.

Run as `python -I -m tools.cloud.page_worker`. One job comes in on stdin, as a line of JSON (Job) and then the
bytes; its outcome goes out on stdout as JSON (Reading). Before anything is read, the process seals itself off
from sockets, other processes and all files but Python's own, under limits on processor time and memory. Its
one argument is the id of the process that started it, with which it ends.
"""

from __future__ import annotations

import os
import sys

from engine.confinement import die_with_parent, keep_memory_private
from engine.sealing import seal
from tools.cloud.limits import limit, readable

if __name__ == "__main__":
    keep_memory_private()
    die_with_parent(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    _REPLY = os.dup(1)
    os.dup2(2, 1)
    limit()
    seal(readable())

import importlib
import io
import logging
import re
from typing import Any

import msgspec

from tools.cloud.charsets import decoded
from tools.cloud.page_links import Found, Link, drop_hidden, mark, numbered, unmarked

_LONGEST_FACT = 300
_MOST_PAGES = 2000
_PAGES_WITHOUT_TEXT = 40
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_GAPS = re.compile(r"\n{3,}")


class Job(msgspec.Struct, frozen=True):
    """What to read: `html`, `xml`, `text` or `pdf`, from where, and which part of so many characters, from 1.

    XML is read as text that may say its character set itself.
    """

    kind: str
    url: str
    charset: str = ""
    part: int = 1
    size: int = 12_000


class Reading(msgspec.Struct, frozen=True):
    """What was read. `problem` names why nothing was: `nothing`, `encrypted`, `damaged`, `scanned`, `memory`.

    `left` is how many characters follow this part; of a PDF that is not read to its end, at least so many.
    `pages` is how many pages a PDF has.
    """

    text: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    site: str = ""
    links: tuple[Link, ...] = ()
    left: int = 0
    pages: int = 0
    problem: str = ""


def read(job: Job, content: bytes) -> Reading:
    """Read `content` as `job` says."""
    match job.kind:
        case "pdf":
            return _pdf(job, content)
        case "html":
            return _html(job, content)
        case _:
            return _part(job, _plain(decoded(content, job.charset, markup=job.kind == "xml")), Reading())


def _html(job: Job, content: bytes) -> Reading:
    try:
        found, marked = _extracted(decoded(content, job.charset, markup=True).replace("\x00", ""), job.url)
    except RecursionError:
        return Reading(problem="damaged")
    text, links = numbered((found and found.text) or "", marked)
    if not text.strip():
        text = "\n".join(f"{_fact(link.text)} [{number}]" for number, link in enumerate(links, 1))
    facts = Reading(links=tuple(Link(_fact(link.text), link.url) for link in links))
    if found is not None:
        facts = msgspec.structs.replace(
            facts,
            title=_fact(found.title),
            author=_fact(found.author),
            date=_fact(found.date),
            site=_fact(found.sitename),
        )
    return _part(job, _plain(text), facts)


def _extracted(markup: str, url: str) -> tuple[Any, list[Found]]:
    """What trafilatura finds in the page, or None, and the links that are marked in its text."""
    trafilatura = importlib.import_module("trafilatura")
    tree = importlib.import_module("trafilatura.utils").load_html(markup)
    if tree is None:
        return None, []
    drop_hidden(tree)
    marked = mark(tree, url)
    found = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_formatting=True, with_metadata=True
    )
    return found, marked


def _pdf(job: Job, content: bytes) -> Reading:
    pypdf = importlib.import_module("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Reading(problem="encrypted")
        pages = len(reader.pages)
        texts, read_pages = _pages(reader, min(pages, _MOST_PAGES), job.part * job.size)
        about = reader.metadata
    except pypdf.errors.DependencyError:
        return Reading(problem="encrypted")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 a damaged file may break its reader anywhere
        return Reading(problem="damaged")
    if not texts:
        return Reading(problem="scanned" if pages else "damaged", pages=pages)
    facts = Reading(title=_fact(about and about.title), author=_fact(about and about.author), pages=pages)
    found = _part(job, "\n\n".join(texts), facts)
    more = read_pages < pages
    return msgspec.structs.replace(found, left=max(found.left, 1)) if more and not found.problem else found


def _pages(reader: Any, pages: int, enough: int) -> tuple[list[str], int]:  # noqa: ANN401 pypdf's reader
    """The text of the first pages, until there is more than enough, and how many pages that took."""
    texts: list[str] = []
    size = 0
    for number in range(1, pages + 1):
        text = _plain(reader.pages[number - 1].extract_text())
        if text:
            texts.append(f"[page {number}]\n{text}")
            size += len(texts[-1]) + 2
        if size > enough or (not texts and number >= _PAGES_WITHOUT_TEXT):
            return texts, number
    return texts, pages


def _part(job: Job, text: str, facts: Reading) -> Reading:
    """The wanted part of `text`, cut at an end of a line where one is near."""
    if not text:
        return Reading(problem="nothing")
    start = 0
    for _ in range(job.part - 1):
        start = _end(text, start, job.size)
    end = _end(text, start, job.size)
    return msgspec.structs.replace(facts, text=text[start:end].strip("\n"), left=len(text) - end)


def _end(text: str, start: int, size: int) -> int:
    if len(text) - start <= size:
        return len(text)
    line = text.rfind("\n", start + size * 3 // 4, start + size)
    return start + size if line < 0 else line + 1


def _plain(text: str) -> str:
    """Without what is invisible, and without gaps."""
    lines = (_CONTROLS.sub("", line).rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def _fact(value: object) -> str:
    text = " ".join(_CONTROLS.sub("", unmarked(value)).split()) if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST_FACT else f"{text[:_LONGEST_FACT]}…"


def main(reply: int) -> int:
    """Do the one job of this process; the exit status."""
    logging.disable(logging.CRITICAL)
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    job = msgspec.json.decode(head, type=Job)
    try:
        found = read(job, content)
    except MemoryError:
        found = Reading(problem="memory")
    with os.fdopen(reply, "wb") as stream:
        stream.write(msgspec.json.encode(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(_REPLY))
