"""ddgs in the broker: one request, the approved bytes, ddgs's own parsing."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import Any

import pytest
from ddgs.engines.duckduckgo import Duckduckgo

from engine.contracts import Incoming, Outgoing
from engine.errors import Cancelled, ToolProblem
from tests.servers.duckduckgo import CHALLENGE, DuckDuckGoServer, Hit, page
from tests.servers.recording import cut_mid_body, http
from tests.tools.conftest import Connected, after, permit
from tools.egress import search as search_module
from tools.egress.forms import form_body
from tools.egress.line import Line


def search_for(server: DuckDuckGoServer, query: str = "violin mutes", **changes: Any) -> Outgoing:
    outgoing = Outgoing(
        "POST",
        server.url,
        "127.0.0.1",
        headers=(("Content-Type", "application/x-www-form-urlencoded"),),
        body=form_body({"q": query, "b": "", "l": "wt-wt"}),
        search={"query": query, "region": "wt-wt", "max_results": 5},
        own_endpoint=True,
        timeout_s=10.0,
    )
    return replace(outgoing, **changes)


def send(client: Connected, outgoing: Outgoing) -> Incoming:
    return client().send(outgoing, permit(outgoing), threading.Event())


@pytest.mark.parametrize("query", ["violin mutes", "弱音器 ~*é&=+%", "a\"b<c>'d"])
def test_the_bytes_that_were_shown_are_the_bytes_that_arrive(client: Connected, query: str) -> None:
    with DuckDuckGoServer() as server:
        outgoing = search_for(server, query)
        incoming = send(client, outgoing)
    (received,) = server.requests
    assert received.body == outgoing.body
    assert incoming.sent_sha256 == outgoing.sha256
    assert received.headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("query", ["violin mutes", "弱音器 ~*é&=+%"])
def test_they_are_what_ddgs_posts_when_left_to_itself(query: str) -> None:
    with DuckDuckGoServer() as server:
        engine = Duckduckgo(timeout=10)
        engine.search_url = server.url
        engine.search(query, region="wt-wt")
        assert server.requests[0].body == search_for(server, query).body


def test_results_are_those_of_the_page_without_its_advertisements(client: Connected) -> None:
    with DuckDuckGoServer() as server:
        incoming = send(client, search_for(server))
    assert incoming.status == 200
    assert json.loads(incoming.body) == [
        {
            "title": "Sordino - Wikipedia",
            "href": "https://en.wikipedia.org/wiki/Sordino",
            "body": "A sordino is a mute for strings & more.",
        },
        {
            "title": "Mutes for violins",
            "href": "https://example.org/mutes?kind=rubber",
            "body": "Rubber, wood and metal mutes compared.",
        },
        {"title": "Ghost", "href": "https://example.net/", "body": ""},
    ]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (10, 10), ("many", 10)])
def test_no_more_results_come_back_than_were_asked_for(client: Connected, limit: object, count: int) -> None:
    with DuckDuckGoServer([Hit(f"T{n}", f"https://example.org/{n}", "s") for n in range(20)]) as server:
        wish = {"query": "violin mutes", "region": "wt-wt", "max_results": limit}
        assert len(json.loads(send(client, search_for(server, search=wish)).body)) == count


def test_a_page_without_results_is_an_empty_list(client: Connected) -> None:
    with DuckDuckGoServer([]) as server:
        assert send(client, search_for(server)).body == b"[]"


@pytest.mark.parametrize("status", [202, 403, 429, 500])
def test_a_refusal_keeps_its_status(client: Connected, status: int) -> None:
    with DuckDuckGoServer() as server:
        server.answer = lambda _: http(status, CHALLENGE)
        incoming = send(client, search_for(server))
    assert (incoming.status, incoming.body) == (status, b"[]")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"body": b"b=&l=wt-wt&q=other"},
        {"body": b""},
        {"method": "GET"},
        {"search": {"query": "other", "region": "wt-wt"}},
        {"search": {}},
    ],
)
def test_a_search_that_would_post_something_else_is_refused(
    client: Connected, changes: dict[str, Any]
) -> None:
    with DuckDuckGoServer() as server, pytest.raises(ToolProblem, match="other than what was approved"):
        send(client, search_for(server, **changes))
    assert server.requests == []


@pytest.mark.parametrize(
    ("response", "word"),
    [
        (http(302, b"", "Location: http://127.0.0.1:1/private"), "redirects to http://127.0.0.1:1/private"),
        (http(301, b"", "Location: /html/again"), "redirects to /html/again"),
        (cut_mid_body(http(200, page("x", []))), "failed or broke off"),
        (b"", "failed or broke off"),
        (b"SMTP ready\r\n\r\n", "failed or broke off"),
        (http(200, b"x" * 50_000), "larger than the limit"),
        (http(200, b"<!-- -->"), "cannot be read as search results"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_problem_and_leads_to_no_second_request(
    client: Connected, response: bytes, word: str
) -> None:
    with DuckDuckGoServer() as server:
        server.answer = lambda _: response
        with pytest.raises(ToolProblem, match=word):
            send(client, search_for(server, max_bytes=20_000))
    assert len(server.requests) == 1


def test_an_empty_page_is_no_result(client: Connected) -> None:
    with DuckDuckGoServer() as server:
        server.answer = lambda _: http(200, b"")
        assert send(client, search_for(server)).body == b"[]"


@pytest.mark.parametrize("stall", [0, 100])
def test_a_server_that_falls_silent_is_given_up(client: Connected, stall: int) -> None:
    with DuckDuckGoServer() as server:
        server.stall = stall
        with pytest.raises(ToolProblem, match=r"did not answer|broke off"):
            send(client, search_for(server, timeout_s=1.0))


@pytest.mark.parametrize("stall", [0, 3, 300])
def test_stop_ends_a_search_and_its_connection(client: Connected, stall: int) -> None:
    stop = threading.Event()
    egress = client()
    with DuckDuckGoServer() as server:
        server.stall = stall
        after(server.arrived, stop.set)
        outgoing = search_for(server, timeout_s=60.0)
        with pytest.raises(Cancelled):
            egress.send(outgoing, permit(outgoing), stop)
        assert server.gone.wait(10)


def test_the_end_of_the_time_ends_the_connection_too(client: Connected) -> None:
    with DuckDuckGoServer() as server:
        server.stall = 100
        with pytest.raises(ToolProblem, match=r"did not answer|broke off"):
            send(client, search_for(server, timeout_s=1.0))
        assert server.gone.wait(10)


def test_the_library_connects_to_the_addresses_that_were_checked(client: Connected) -> None:
    """Whatever the name may lead to by the time that it does."""
    answers = [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]]
    with DuckDuckGoServer() as server:
        url = f"http://duck.example:{server.port}/html/"
        outgoing = search_for(server, url=url, host="duck.example")
        line = Line(10)
        incoming = search_module.search(outgoing, line, lambda _: answers.pop(0))
        assert incoming.sent_sha256 == outgoing.sha256
    assert [request.headers["host"] for request in server.requests] == [f"duck.example:{server.port}"]


def test_a_search_dropped_before_it_starts_sends_nothing() -> None:
    with DuckDuckGoServer() as server:
        line = Line(10)
        line.cut()
        with pytest.raises(Cancelled):
            search_module.search(search_for(server), line, lambda _: ())
    assert server.requests == []


def test_a_host_that_takes_no_connection_is_named(client: Connected) -> None:
    with DuckDuckGoServer() as server:
        outgoing = search_for(server)
    with pytest.raises(ToolProblem, match=r"The connection to 127\.0\.0\.1 failed"):
        send(client, outgoing)
