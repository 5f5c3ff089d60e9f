"""The web search: what it would send, and what it makes of the answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest
from ddgs.engines.duckduckgo import Duckduckgo

from engine.cloud import ANYWHERE, ENGINES, search_host, search_region
from engine.contracts import Incoming, Label, Preview, ToolOutput
from engine.errors import ToolProblem
from tests.servers.duckduckgo import DuckDuckGoServer
from tests.tools.conftest import Connected, permit
from tools.cloud import web_search
from tools.cloud.web_search import DUCKDUCKGO, build
from tools.contract import Remote
from tools.egress.forms import form_body


def preview(query: str, **more: int) -> Preview:
    tool = build("")
    assert tool is not None
    return tool.prepare({"query": query, **more}, ())


def read(results: object, status: int = 200) -> str:
    body = results if isinstance(results, bytes) else json.dumps(results).encode()
    return web_search.read_results(Incoming(status, (), body, "", 0.1), "html.duckduckgo.com").content


def test_the_request_is_the_one_that_ddgs_would_build() -> None:
    engine = Duckduckgo(timeout=1)
    outgoing = preview("violin  mutes\n弱音器").outgoing
    payload = engine.build_payload("violin mutes 弱音器", ANYWHERE, "moderate", None)
    assert outgoing.body == form_body(payload)
    assert (outgoing.url, outgoing.method) == (engine.search_url, engine.search_method)
    assert outgoing.url == DUCKDUCKGO
    assert outgoing.host == "html.duckduckgo.com"
    assert not outgoing.own_endpoint
    assert outgoing.search == {"query": "violin mutes 弱音器", "region": ANYWHERE, "max_results": 5}


def test_it_costs_nothing_and_says_what_is_missed_without_it() -> None:
    found = preview("x", max_results=3)
    assert (found.price_min, found.price_max) == (0, 0)
    assert found.without_it.endswith("out of date.")
    assert found.outgoing.search is not None
    assert found.outgoing.search["max_results"] == 3


@pytest.mark.parametrize("query", ["", " \n", "x" * 501, "\ud800"])
def test_a_query_that_cannot_be_sent_is_refused(query: str) -> None:
    with pytest.raises(ToolProblem):
        preview(query)


def test_more_results_than_a_page_holds_cannot_be_asked_for() -> None:
    with pytest.raises(ToolProblem, match="web_search cannot be called like this"):
        preview("x", max_results=11)


def test_a_search_goes_all_the_way_and_comes_back_as_untrusted_text(client: Connected) -> None:
    with DuckDuckGoServer() as server:
        tool = build(server.url)
        assert tool is not None
        arguments = {"query": "violin mutes"}
        outgoing = tool.prepare(arguments, ()).outgoing
        incoming = client().send(outgoing, permit(outgoing), threading.Event())
        output = tool.interpret(arguments, incoming)
    assert server.requests[0].body == outgoing.body
    assert output.content.splitlines()[:3] == [
        "1. Sordino - Wikipedia",
        "   https://en.wikipedia.org/wiki/Sordino",
        "   A sordino is a mute for strings & more.",
    ]
    assert output.labels == (Label("page:127.0.0.1", untrusted=True),)


def test_wrapped_addresses_are_unwrapped_and_long_texts_cut() -> None:
    wrapped = "//duckduckgo.com/l/?uddg=https://example.org/a&rut=123"
    content = read(
        [
            {"title": "A", "href": wrapped, "body": "b" * 1000},
            {"title": "B", "href": "http://[::1", "body": "line\nbreak"},
            {"title": "", "href": "https://example.org/", "body": ""},
            {"title": "C", "href": "https://duckduckgo.com/l/?x=1", "body": ""},
        ]
    )
    assert "   https://example.org/a\n" in content
    assert "b" * 400 + "…" in content
    assert "2. B\n   \n   line break" in content
    assert "3. C" in content


def test_no_result_is_said() -> None:
    assert read([]) == "The search found nothing."


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ([], 202, "robot"),
        ([], 403, "robot"),
        ([], 429, "robot"),
        ([], 500, "error 500"),
        (b"<html>", 200, "cannot be read"),
        (b'[{"title": 3}]', 200, "cannot be read"),
        (b'[{"title"', 200, "cannot be read"),
    ],
)
def test_a_search_without_an_answer_is_a_sentence(body: object, status: int, word: str) -> None:
    with pytest.raises(ToolProblem, match=word):
        read(body, status)


def several(*engines: str, region: str = ANYWHERE) -> Remote:
    tool = build("", engines, region)
    assert tool is not None
    return tool


def test_several_engines_are_asked_by_one_request_that_names_their_hosts() -> None:
    tool = several("duckduckgo", "brave", "wikipedia", "brave", region="de-de")
    outgoing = tool.prepare({"query": "violin mutes", "max_results": 3}, ()).outgoing
    assert outgoing.hosts == ("html.duckduckgo.com", "search.brave.com", "de.wikipedia.org")
    assert (outgoing.host, outgoing.url) == ("html.duckduckgo.com", "https://html.duckduckgo.com/")
    assert outgoing.search == {
        "query": "violin mutes",
        "region": "de-de",
        "max_results": 3,
        "engines": ["duckduckgo", "brave", "wikipedia"],
    }
    assert outgoing.body == b""
    assert not outgoing.own_endpoint


def test_every_engine_is_named_where_the_tool_is_described() -> None:
    spec = several("duckduckgo", "brave", "mojeek").spec
    named = "html.duckduckgo.com, search.brave.com and www.mojeek.com"
    assert spec.sends == (
        f"The search words go to {named}, which also see this computer's address, as with any visit."
    )
    assert spec.description.endswith(f"Asks {named}.")
    assert several("brave").spec.sends.startswith("The search words go to search.brave.com, which also sees")


def test_another_set_of_engines_is_another_tool_to_a_grant() -> None:
    sets = [
        ("duckduckgo",),
        ("duckduckgo", "brave"),
        ("duckduckgo", "mojeek"),
        ("brave",),
        ("brave", "duckduckgo"),
    ]
    specs = [several(*engines).spec for engines in sets]
    assert len({(spec.host, spec.description, spec.sends) for spec in specs}) == len(sets)


def test_without_a_known_engine_there_is_no_search() -> None:
    assert build("", ()) is None
    assert build("", ("altavista",)) is None
    assert build("no url") is None
    assert several("altavista", "mojeek").spec.host == "www.mojeek.com"


def test_a_search_url_of_the_users_own_is_asked_alone() -> None:
    tool = build("https://search.example/html/", ("brave", "mojeek"))
    assert tool is not None
    outgoing = tool.prepare({"query": "x"}, ()).outgoing
    assert (outgoing.url, outgoing.hosts, outgoing.own_endpoint) == ("https://search.example/html/", (), True)


@pytest.mark.parametrize(
    ("region", "read_as", "encyclopaedia"),
    [
        ("wt-wt", "us-en", "en.wikipedia.org"),
        ("de-de", "de-de", "de.wikipedia.org"),
        ("jp-jp", "jp-ja", "ja.wikipedia.org"),
        ("tw-tzh", "tw-zh", "zh.wikipedia.org"),
        ("xl-es", "xl-es", "es.wikipedia.org"),
        ("../x", "us-en", "en.wikipedia.org"),
        ("", "us-en", "en.wikipedia.org"),
    ],
)
def test_a_region_says_which_encyclopaedia_is_asked(region: str, read_as: str, encyclopaedia: str) -> None:
    assert search_region(region) == read_as
    assert search_host("wikipedia", region) == encyclopaedia
    assert search_host("brave", region) == ENGINES["brave"]


def findings(content: object, *engines: str) -> ToolOutput:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return several(*engines).interpret({}, Incoming(200, (), body, "", 0.1))


def test_results_name_the_hosts_that_gave_them_and_who_gave_none() -> None:
    hit = {"title": "A", "href": "https://a.example/", "body": "b", "hosts": ["search.brave.com"]}
    failed = [
        {"host": "html.duckduckgo.com", "status": 202, "problem": ""},
        {
            "host": "www.mojeek.com",
            "status": 200,
            "problem": "www.mojeek.com did not answer within 20 seconds.",
        },
    ]
    output = findings({"results": [hit], "failed": failed}, "duckduckgo", "brave", "mojeek")
    assert output.content == (
        "1. A (search.brave.com)\n   https://a.example/\n   b\n"
        "html.duckduckgo.com turned the search away because it takes it for a robot's. Try again later.\n"
        "www.mojeek.com did not answer within 20 seconds."
    )
    assert output.labels == (Label("page:search.brave.com", untrusted=True),)


def test_a_search_in_which_all_failed_is_a_problem() -> None:
    failed = [{"host": host, "status": 500} for host in ("search.brave.com", "www.mojeek.com")]
    with pytest.raises(ToolProblem, match=r"brave\.com answered .* 500\. www\.mojeek\.com answered"):
        findings({"results": [], "failed": failed}, "brave", "mojeek")


@pytest.mark.parametrize("content", [b"<html>", [], {"results": [{"title": 3}]}])
def test_findings_that_cannot_be_read_are_a_problem(content: object) -> None:
    with pytest.raises(ToolProblem, match="The answer of the search engines cannot be read"):
        findings(content, "brave", "mojeek")


def test_the_desktop_process_loads_no_network_library_for_its_tools() -> None:
    code = (
        "import sys, tools.registry, tools.egress.client\n"
        "print([m for m in ('ddgs', 'primp', 'httpx', 'h11', 'ssl', 'lxml', 'keyring') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
