"""The web search: what it would send, and what it makes of the answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest
from ddgs.engines.duckduckgo import Duckduckgo

from engine.contracts import Incoming, Label, Preview
from engine.errors import ToolProblem
from tests.servers.duckduckgo import DuckDuckGoServer
from tests.tools.conftest import Connected, permit
from tools.cloud import web_search
from tools.cloud.web_search import DUCKDUCKGO, REGION, build
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
    payload = engine.build_payload("violin mutes 弱音器", REGION, "moderate", None)
    assert outgoing.body == form_body(payload)
    assert (outgoing.url, outgoing.method) == (engine.search_url, engine.search_method)
    assert outgoing.url == DUCKDUCKGO
    assert outgoing.host == "html.duckduckgo.com"
    assert not outgoing.own_endpoint
    assert outgoing.search == {"query": "violin mutes 弱音器", "region": REGION, "max_results": 5}


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


def test_the_desktop_process_loads_no_network_library_for_its_tools() -> None:
    code = (
        "import sys, tools.registry, tools.egress.client\n"
        "print([m for m in ('ddgs', 'primp', 'httpx', 'h11', 'ssl', 'lxml', 'keyring') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
