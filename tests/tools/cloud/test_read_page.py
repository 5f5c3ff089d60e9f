"""Reading a page: what is asked for, what is refused, and what the model reads."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import pytest

from engine.contracts import Effect, Incoming, Label, Outgoing, OutputMarks, Reach, ToolOutput
from engine.errors import Cancelled, ToolProblem
from tests.servers.recording import http
from tests.servers.web_pages import ARTICLE, SOMEWHERE, WebPages, pdf
from tests.tools.conftest import Connected, permit
from tools.cloud import read_page as module
from tools.cloud import reading
from tools.cloud.read_page import ReadPage, build
from tools.egress.client import EgressClient
from tools.egress.wire import USER_AGENT

HOST = "luthier.example"
URL = f"http://{HOST}/mutes"
NAMES = {HOST: (SOMEWHERE,), "near.example": ("192.168.1.1",)}


def untold(_text: str, _thinking: bool) -> None:
    """Nobody watches."""


class Reader:
    """Does what the engine does with one call: asks ahead, then sends the request, then has it read."""

    def __init__(self, egress: EgressClient, server: WebPages) -> None:
        self.tool = build()
        self._egress = egress
        self._server = server

    def read(self, url: str = URL, part: int = 1) -> ToolOutput:
        arguments = {"url": url, "part": part}
        preview = self.tool.prepare(arguments, ())
        cancel = threading.Event()
        if preview.ahead is not None:
            ahead = self._routed(preview.ahead)
            with closing(self._egress.stream(ahead, permit(ahead), cancel)) as answer:
                self.tool.admit(arguments, replace(answer.head, body=b"".join(answer)))
        outgoing = self._routed(preview.outgoing)
        with closing(self._egress.stream(outgoing, permit(outgoing), cancel)) as answer:
            assert answer.head.sent_sha256 == outgoing.sha256
            return self.tool.follow(arguments, answer, untold)

    def _routed(self, outgoing: Outgoing) -> Outgoing:
        return replace(outgoing, proxy=self._server.address)


def serve(client: Connected, page: bytes, **more: bytes) -> tuple[WebPages, Reader]:
    server = WebPages({f"{HOST}/mutes": page, **more})
    return server, Reader(client(NAMES), server)


def read(client: Connected, page: bytes, part: int = 1) -> str:
    server, reader = serve(client, page)
    with server:
        return reader.read(part=part).content


def problem(client: Connected, page: bytes) -> str:
    with pytest.raises(ToolProblem) as error:
        read(client, page)
    return str(error.value)


def test_it_is_declared_as_a_call_that_leaves_for_the_host_of_its_url() -> None:
    tool = build()
    spec = tool.spec
    assert spec.reach is Reach.NETWORK
    assert spec.effects == {Effect.READS, Effect.SENDS}
    assert (spec.host, spec.output, tool.streams) == (None, OutputMarks(untrusted=True), True)
    assert spec.sends.startswith("The page's address goes to the host of the page,")
    aimed = tool.aim({"url": "https://Bücher.example/x"}, ()).spec
    assert aimed.host == "xn--bcher-kva.example"
    assert "goes to xn--bcher-kva.example, which" in aimed.sends


@pytest.mark.parametrize("arguments", [{}, {"url": "no"}, {"url": "ftp://a.example/"}, {"url": 5}])
def test_where_a_call_goes_is_unknown_where_its_url_cannot_be_used(arguments: Mapping[str, object]) -> None:
    assert build().aim(arguments, ()).spec.host is None


def test_the_page_and_its_sites_rules_are_asked_for_and_nothing_else_is_told() -> None:
    preview = build().prepare({"url": f"{URL}?a=b#part"}, ())
    assert preview.outgoing.url == f"{URL}?a=b"
    assert (preview.outgoing.method, preview.outgoing.body, preview.outgoing.host) == ("GET", b"", HOST)
    assert [name for name, _ in preview.outgoing.headers] == ["Accept"]
    assert not preview.outgoing.own_endpoint
    assert preview.ahead is not None
    assert (preview.ahead.url, preview.ahead.host) == (f"http://{HOST}/robots.txt", HOST)
    assert preview.without_it
    assert preview.seconds == build().spec.seconds


def test_a_page_comes_as_readable_text_with_its_facts_and_links(client: Connected) -> None:
    server, reader = serve(client, http(200, ARTICLE))
    with server:
        output = reader.read()
    assert output.labels == (Label(f"page:{HOST}", untrusted=True),)
    head, *_ = output.content.split("\n\n")
    assert head.splitlines() == [
        "Title: Mutes for strings",
        "Author: Ada Lin",
        "Date: 2024-03-01",
        "Site: The Luthier",
        f"Address: {URL}",
    ]
    assert "Rubber mutes are **light**" in output.content
    assert "practice mutes [1] are the heaviest" in output.content
    assert "| Rubber | 4 g |" in output.content
    assert "Imprint" not in output.content
    assert output.content.split("Links (each is followed only by a new call of read_page):\n")[1] == (
        f"1. practice mutes http://{HOST}/practice?kind=metal\n"
        "2. a list of scores https://scores.example/list"
    )


def test_what_arrives_is_a_plain_request_to_the_host_that_was_shown(client: Connected) -> None:
    server, reader = serve(client, http(200, ARTICLE))
    with server:
        reader.read()
    assert server.asked == [f"{HOST}/robots.txt", f"{HOST}/mutes"]
    assert server.tunnels == [f"{SOMEWHERE}:80"] * 2
    for request in server.requests:
        assert request.headers["user-agent"] == USER_AGENT
        assert not {"cookie", "referer", "authorization"} & set(request.headers)


def test_what_was_shown_is_what_arrives(client: Connected) -> None:
    url = f"http://{HOST}/straße?q=ü"
    server, reader = serve(client, b"", **{f"{HOST}/stra%C3%9Fe?q=%C3%BC": http(200, ARTICLE)})
    preview = reader.tool.prepare({"url": url}, ())
    assert preview.ahead is not None
    with server:
        reader.read(url)
    assert [request.sha256 for request in server.requests] == [preview.ahead.sha256, preview.outgoing.sha256]


def test_a_sites_rules_are_asked_for_once(client: Connected) -> None:
    server, reader = serve(client, http(200, ARTICLE))
    with server:
        reader.read()
        reader.read()
    assert server.asked == [f"{HOST}/robots.txt", f"{HOST}/mutes", f"{HOST}/mutes"]


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /\n",
        b"User-agent: Sordino\nDisallow: /mutes\n\nUser-agent: *\nAllow: /\n",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /*utes$\n",
    ],
)
def test_a_page_that_programs_may_not_read_is_not_asked_for(client: Connected, rules: bytes) -> None:
    server, reader = serve(
        client, http(200, ARTICLE), **{f"{HOST}/robots.txt": http(200, rules, kind="text/plain")}
    )
    with server:
        for _ in range(2):
            with pytest.raises(ToolProblem, match=r"luthier\.example does not want programs to read"):
                reader.read()
    assert server.asked == [f"{HOST}/robots.txt"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_is_not_asked_for_the_page(client: Connected, status: int) -> None:
    server, reader = serve(client, http(200, ARTICLE), **{f"{HOST}/robots.txt": http(status, b"")})
    with server, pytest.raises(ToolProblem, match=rf"does not say whether .* \(error {status}\)"):
        reader.read()
    assert server.asked == [f"{HOST}/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_rules_lets_everything_be_read(client: Connected, status: int) -> None:
    server, reader = serve(client, http(200, ARTICLE), **{f"{HOST}/robots.txt": http(status, b"Disallow: /")})
    with server:
        assert "Mutes for strings" in reader.read().content


def test_rules_that_moved_are_asked_for_by_a_call_of_their_own(client: Connected) -> None:
    rules = {
        f"{HOST}/robots.txt": http(301, b"", "Location: /rules"),
        f"{HOST}/rules": http(200, b"User-agent: *\nDisallow: /secret", kind="text/plain"),
    }
    server, reader = serve(client, http(200, ARTICLE), **rules)
    with server:
        with pytest.raises(ToolProblem, match="Call read_page once more with the same address"):
            reader.read()
        assert "Mutes for strings" in reader.read().content
        with pytest.raises(ToolProblem, match="does not want"):
            reader.read(f"http://{HOST}/secret")
    assert server.asked == [f"{HOST}/robots.txt", f"{HOST}/rules", f"{HOST}/mutes"]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://www.luthier.example/robots.txt", "address there: https://www.luthier.example/mutes."),
        ("https://other.example/robots.txt", "to another site"),
    ],
)
def test_rules_at_another_host_are_not_asked_for_and_the_page_neither(
    client: Connected, location: str, words: str
) -> None:
    moved = http(302, b"", f"Location: {location}")
    server, reader = serve(client, http(200, ARTICLE), **{f"{HOST}/robots.txt": moved})
    with server, pytest.raises(ToolProblem, match=words):
        reader.read()
    assert server.asked == [f"{HOST}/robots.txt"]


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/new", f"http://{HOST}/new"),
        ("https://www.luthier.example/mutes#x", "https://www.luthier.example/mutes"),
        ("//127.0.0.1/admin", "http://127.0.0.1/admin"),
    ],
)
def test_a_redirect_is_told_and_not_followed(client: Connected, location: str, target: str) -> None:
    server, reader = serve(client, http(301, b"", f"Location: {location}"))
    with server, pytest.raises(ToolProblem) as error:
        reader.read()
    assert str(error.value) == (
        f"{HOST} has moved the page to {target}. Call read_page with that address to read it."
    )
    assert len(server.requests) == 2


@pytest.mark.parametrize("headers", [(), ("Location: file:///etc/passwd",), ("Location: http://[::1",)])
def test_a_redirect_to_nowhere_is_said(client: Connected, headers: tuple[str, ...]) -> None:
    assert problem(client, http(302, b"", *headers)).endswith("to an address that cannot be read.")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "signed in"),
        (403, "refuses"),
        (404, "no page at this address"),
        (410, "removed"),
        (418, "the status 418"),
        (429, "fewer requests"),
        (451, "legal"),
        (206, "the status 206"),
        (503, "error 503"),
    ],
)
def test_an_error_is_a_plain_sentence(client: Connected, status: int, words: str) -> None:
    assert words in problem(client, http(status, ARTICLE))


@pytest.mark.parametrize(
    "kind", ["image/png", "image/svg+xml", "application/zip", "video/mp4", "text/css", "x" * 500]
)
def test_what_is_no_text_is_refused_and_not_fetched(kind: str) -> None:
    answer = Stream(200, [("Content-Type", kind)], [b"never read"])
    with pytest.raises(ToolProblem, match="neither a page nor a PDF"):
        build().follow({"url": URL}, answer, untold)
    assert answer.taken == 0


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("text/plain", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=latin-1", "Grüße".encode("latin-1"), "Grüße"),
        ("text/plain", "Grüße aus Köln".encode("cp1252"), "Grüße aus Köln"),
        ('text/plain; charset="no-such"', "Grüße".encode(), "Grüße"),
        ("text/plain; charset=zip", b"plain", "plain"),
        ("text/plain; charset=gb2312", "弱音器\u4e02".encode("gbk"), "弱音器\u4e02"),
        ("text/plain", "弱音器".encode("utf-16"), "弱音器"),
        ("text/markdown", b"# Head\r\n\r\n\r\n\r\n\r\ntext", "# Head\n\ntext"),
        ("application/json", b'{"a": 1}', '{"a": 1}'),
        ("application/ld+json", b'{"a": 1}', '{"a": 1}'),
        ("text/csv; header=present", b"a,b\r\n1,2", "a,b\n1,2"),
        (
            "text/xml",
            '<?xml version="1.0" encoding="koi8-r"?>\n<a>Сурдина</a>'.encode("koi8-r"),
            "<a>Сурдина</a>",
        ),
        ("application/rss+xml", b"<rss/>", "<rss/>"),
        ("text/plain", "Сурдина сидит на подставке".encode("cp1251"), "Сурдина сидит на подставке"),
        ("text/plain; charset=utf-8", b"a\xff\x00\x1b[31mb\xe2\x80\xaec", "a\ufffd[31mbc"),
    ],
)
def test_text_is_read_in_its_character_set(client: Connected, kind: str, body: bytes, words: str) -> None:
    assert read(client, http(200, body, kind=kind)).partition("\n\n")[2] == words


def test_a_character_set_may_be_named_by_the_page_itself(client: Connected) -> None:
    page = ARTICLE.replace(b"utf-8", b"iso-8859-1").replace(b"softer", "weicher für alle".encode("latin-1"))
    assert "weicher für alle" in read(client, http(200, page, kind="text/html"))


def test_a_long_page_comes_in_parts(client: Connected) -> None:
    lines = "\n".join(f"Line {number} of a long text." for number in range(1700))
    server, reader = serve(client, http(200, lines.encode(), kind="text/plain"))
    with server:
        first, second, third, last, none = (reader.read(part=part).content for part in (1, 2, 3, 4, 9))
    assert "[This is part 1. 3" in first
    assert "more characters follow: call read_page with part 2 for them.]" in first
    read_whole = [
        line for part in (first, second, third, last) for line in part.splitlines() if "Line " in line
    ]
    assert "\n".join(read_whole) == lines[: len("\n".join(read_whole))]
    assert len(read_whole) == 1700
    assert "more characters" not in last
    assert none.endswith("The page ends before part 9.")


def test_a_text_without_lines_is_cut_where_the_part_ends(client: Connected) -> None:
    content = read(client, http(200, b"x" * (module.PART + 5), kind="text/plain"))
    assert "5 more characters follow" in content


def test_a_pdf_is_read_page_by_page(client: Connected) -> None:
    page = http(200, pdf("First page\nof two", "", "Third page", title="A paper"), kind="application/pdf")
    content = read(client, page)
    assert content.startswith(f"Title: A paper\nAddress: {URL}\nPages: 3\n\n[page 1]\nFirst page\nof two")
    assert "[page 3]\nThird page" in content
    assert "[page 2]" not in content


def test_a_long_pdf_is_read_as_far_as_it_is_wanted(client: Connected) -> None:
    text = "\n".join(f"A line of some length, number {number}, on this page" for number in range(50))
    content = read(client, http(200, pdf(*[text] * 30), kind="application/pdf"))
    assert "[This is part 1. More pages follow: call read_page with part 2 for them.]" in content
    assert "[page 30]" not in content


@pytest.mark.parametrize("kind", ["application/octet-stream", ""])
@pytest.mark.parametrize(("body", "words"), [(pdf("In a PDF"), "In a PDF"), (ARTICLE, "con sordino")])
def test_what_is_not_named_is_known_by_how_it_begins(
    client: Connected, kind: str, body: bytes, words: str
) -> None:
    assert words in read(client, http(200, body, kind=kind))


def test_what_is_not_named_and_looks_like_nothing_is_refused(client: Connected) -> None:
    assert "looks neither" in problem(client, http(200, b"PK\x03\x04", kind="application/octet-stream"))


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b" \n", "text/html", "is empty"),
        (b"", "text/html", "is empty"),
        (b"\x00\x01\x02", "text/plain", "no text"),
        (b"<html><body><script>let a = 1</script></body></html>", "text/html", "pictures or scripts"),
        (b"<!-- -->", "text/html", "no text"),
        (pdf(""), "application/pdf", "pictures of pages"),
        (pdf("secret", password="mute"), "application/pdf", "locked with a password"),
        (pdf("cut off")[:200], "application/pdf", "damaged"),
        (b"%PDF-1.7 nothing", "application/pdf", "damaged"),
        (b"PK\x03\x04 a zip", "application/pdf", "damaged"),
    ],
)
def test_what_cannot_be_read_is_said(client: Connected, body: bytes, kind: str, words: str) -> None:
    assert words in problem(client, http(200, body, kind=kind))


def test_a_page_that_is_too_large_is_given_up(monkeypatch: pytest.MonkeyPatch, client: Connected) -> None:
    monkeypatch.setattr(module, "MAX_TEXT", 1024)
    assert "larger than 0 MB" in problem(client, http(200, b"x" * 2000, kind="text/plain"))


def test_a_file_over_the_limit_is_refused_by_what_it_announces(client: Connected) -> None:
    page = http(200, b"").replace(b"Content-Length: 0", b"Content-Length: 30000000")
    assert "larger than the limit" in problem(client, page)


def test_private_addresses_are_refused(client: Connected) -> None:
    server, reader = serve(client, http(200, ARTICLE))
    with server:
        for url in (
            "http://near.example/",
            "http://127.0.0.1/",
            "http://localhost/",
            "http://luthier.example:81/",
        ):
            with pytest.raises(ToolProblem, match="The address is refused"):
                reader.read(url)
    assert server.requests == []


class Stream:
    """An answer that a test wrote."""

    def __init__(self, status: int, headers: list[tuple[str, str]], pieces: list[bytes]) -> None:
        self.head = Incoming(status, tuple(headers), b"", "", 0.1)
        self.taken = 0
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.taken += 1
            yield piece

    def close(self) -> None:
        """Nothing is left."""


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that never ends by itself."""
    monkeypatch.setattr(reading, "WORKER", (sys.executable, "-c", "import time; time.sleep(60)"))


@pytest.mark.usefixtures("asleep")
def test_stop_ends_the_reading_of_a_page() -> None:
    def stop(_text: str, _thinking: bool) -> None:
        raise Cancelled

    answer = Stream(200, [("Content-Type", "text/html")], [ARTICLE])
    with pytest.raises(Cancelled):
        build().follow({"url": URL}, answer, stop)


def test_a_page_that_has_come_whole_is_read_as_well() -> None:
    whole = Incoming(200, (("content-type", "text/html"),), ARTICLE, "", 0.1)
    assert "con sordino" in build().interpret({"url": URL}, whole).content


@pytest.mark.usefixtures("asleep")
def test_a_page_that_takes_too_long_to_read_is_given_up() -> None:
    tool: ReadPage = build(patience_s=0.0)
    with pytest.raises(ToolProblem, match="took too long"):
        tool.follow({"url": URL}, Stream(200, [("Content-Type", "text/html")], [ARTICLE]), untold)
