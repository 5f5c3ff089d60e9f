"""The links of a page: marked in its tree before anything is pruned, and numbered in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import msgspec

MOST_LINKS = 40
"""How many links of a text are numbered."""
MOST_LISTED = 60
"""How many links of a page that is a list of links."""

_MOST_SEEN = 5000
_LONGEST_URL = 2000
_FEW = 3
_MARK = re.compile("\\s*⁅([0-9]{1,9})⁆")
_BRACKETS = re.compile("[⁅⁆]")
_BLANKS = re.compile(r"[\t\r\n]")
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"div", "p", "ul", "li", "section", "article", "figure", "figcaption", "br"})
_WORDS = ".//text()[not(parent::script or parent::style or parent::noscript)]"
_ASIDE = frozenset({"nav", "footer", "aside"})
_ASIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_MAIN = frozenset({"main", "article"})


class Link(msgspec.Struct, frozen=True):
    """One link of a page, with its absolute address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """A link as it stands in the page: in a headline or not, and in the page's own part or beside it."""

    text: str
    url: str
    headline: bool
    own: bool


def drop_hidden(tree: Any) -> None:  # noqa: ANN401 a tree of lxml
    """Take out of the page what browsers do not show: by its attributes, not by its style sheets."""
    for element in list(tree.iter("*")):
        if element.tag in {"html", "head", "body"} or element.getparent() is None:
            continue
        attributes = element.attrib
        unseen = "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found"
        closed = element.tag == "dialog" and "open" not in attributes
        if unseen or closed or _HIDING.search(attributes.get("style", "")):
            element.drop_tree()


def mark(tree: Any, url: str) -> list[Found]:  # noqa: ANN401 a tree of lxml
    """The links of the page at `url`; where their words end, the tree then has a mark with their place here.

    Marks that the page itself holds are taken out before.
    """
    for element in tree.iter("*"):
        element.text = element.text and _BRACKETS.sub("", element.text)
        element.tail = element.tail and _BRACKETS.sub("", element.tail)
    base = _base(tree, url)
    found: list[Found] = []
    for anchor in list(tree.iter("a"))[:_MOST_SEEN]:
        address = resolved(anchor.get("href", ""), base, url)
        pieces = anchor.xpath(_WORDS)
        text = _spoken(anchor, pieces) or _named(anchor)
        if not address or not text:
            continue
        if written := [piece for piece in pieces if piece.strip()]:
            _append(written[-1], f"⁅{len(found)}⁆")
        found.append(Found(text, address, _is_headline(anchor), _is_own(anchor)))
    return found


def numbered(text: str, found: Sequence[Found]) -> tuple[str, list[Link]]:
    """The text with numbers in the place of the marks, and the links that they stand for.

    The links of a page that is mostly links follow as far as the text lacks them, and so do those that are
    headlines, for where the text leaves their words out, they are what the page is about.
    """
    standing = {place: found[place] for place in map(int, _MARK.findall(text)) if place < len(found)}
    prose = len(_MARK.sub("", text)) - sum(len(link.text) for link in standing.values())
    more = _listed(found, prose)
    links: dict[str, Link] = {}

    def number(match: re.Match[str]) -> str:
        link = standing.get(int(match[1]))
        if link is None or (link.url not in links and len(links) >= (MOST_LISTED if more else MOST_LINKS)):
            return ""
        links.setdefault(link.url, Link(link.text, link.url))
        return f" [{list(links).index(link.url) + 1}]"

    written = _MARK.sub(number, text)
    for link in more:
        if len(links) < MOST_LISTED:
            links.setdefault(link.url, Link(link.text, link.url))
    return written, list(links.values())


def unmarked(text: str) -> str:
    """The text without marks."""
    return _MARK.sub("", text)


def resolved(href: str, base: str, page: str) -> str:
    """The absolute address of a link, without its fragment; empty where it leads to no other page."""
    written = _BLANKS.sub("", href).strip(" \x00\x0b\x0c\x1f")
    if written.startswith("#"):
        return ""
    try:
        address = urldefrag(urljoin(base, written)).url.replace(" ", "%20")
        parts = urlsplit(address)
        leads = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    usable = leads and len(address) <= _LONGEST_URL and address.isprintable() and "%20" not in parts.netloc
    return address if usable and address != urldefrag(page).url else ""


def _base(tree: Any, url: str) -> str:  # noqa: ANN401
    """What relative links are relative to: the page's own address but where the page names another."""
    for element in tree.iter("base"):
        if "href" in element.attrib:
            return resolved(element.get("href"), url, "") or url
    return url


def _spoken(anchor: Any, pieces: Sequence[str]) -> str:  # noqa: ANN401
    """The words of a link; of one that is a card as a whole, its headline."""
    for element in anchor.iter(*_HEADINGS):
        if headline := " ".join(element.text_content().split()):
            return headline
    blocks = any(element.tag in _BLOCKS for element in anchor.iter("*"))
    return " ".join((" " if blocks else "").join(pieces).split())


def _named(anchor: Any) -> str:  # noqa: ANN401
    """The words for a link that has none of its own."""
    pictures = (image.get("alt", "") for image in anchor.iter("img"))
    names: Iterable[str] = (anchor.get("aria-label", ""), anchor.get("title", ""), *pictures)
    return next((" ".join(name.split()) for name in names if name.strip()), "")


def _append(piece: Any, words: str) -> None:  # noqa: ANN401 text of lxml, which knows where it stands
    element = piece.getparent()
    kept = str(piece).rstrip()
    whole = f"{kept}{words}{str(piece)[len(kept) :]}"
    if piece.is_tail:
        element.tail = whole
    else:
        element.text = whole


def _is_headline(anchor: Any) -> bool:  # noqa: ANN401
    around = any(element.tag in _HEADINGS for element in anchor.iterancestors())
    return around or next(anchor.iter(*_HEADINGS), None) is not None


def _is_own(anchor: Any) -> bool:  # noqa: ANN401
    """False for what stands in a menu, beside the page's content, or under it."""
    around = list(anchor.iterancestors())
    if any(element.tag in _ASIDE or element.get("role") in _ASIDE_ROLES for element in around):
        return False
    tags = {element.tag for element in around}
    return "header" not in tags or bool(tags & _MAIN)


def _listed(found: Sequence[Found], prose: int) -> list[Found]:
    """The links that are to be listed whether or not they stand in the text: each address once."""
    own: dict[str, Found] = {}
    for link in found:
        known = own.get(link.url)
        if link.own and (known is None or (link.headline and not known.headline)):
            own[link.url] = link
    if len(own) < _FEW:
        return []
    if sum(len(link.text) for link in own.values()) >= prose:
        return list(own.values())
    headlines = [link for link in own.values() if link.headline]
    return headlines if len(headlines) >= _FEW else []
