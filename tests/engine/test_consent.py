"""A request as the log keeps it: all that its digest is over, and how it went."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.consent import payload_text
from engine.contracts import Outgoing


def request_of(payload: str) -> Outgoing:
    """What an auditor makes of a payload: the request, as far as its digest covers it."""
    head, _, text = payload.partition("\n\n")
    (method, url), *lines = head.split("\n")[0].split(" ", 1), *head.split("\n")[1:]
    headers, told = [], {}
    for line in lines:
        if line.startswith("["):
            name, _, value = line.removeprefix("[").partition("] ")
            told[name] = value
        else:
            name, _, value = line.partition(": ")
            headers.append((name, value))
    return Outgoing(
        method,
        url,
        "",
        tuple(headers),
        base64.b64decode(text) if told.get("body") == "base64" else text.encode(),
        search=json.loads(told["search"]) if "search" in told else None,
        hosts=tuple(json.loads(told.get("hosts", "[]"))),
    )


NAMES = st.text("abcDEF-#", min_size=1, max_size=8)
VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=8)
SEARCHES = st.dictionaries(st.text("ab", max_size=3), st.text(max_size=8) | st.integers(), max_size=3)


@given(
    st.lists(st.tuples(NAMES, VALUES), max_size=3),
    st.binary(max_size=20) | st.text(max_size=20).map(str.encode),
    st.none() | SEARCHES,
    st.lists(st.text("ab.", min_size=1), max_size=2),
    st.booleans(),
)
def test_the_digest_can_be_computed_again_from_what_the_log_keeps(
    headers: list[tuple[str, str]], body: bytes, search: dict[str, Any] | None, hosts: list[str], own: bool
) -> None:
    outgoing = Outgoing(
        "POST",
        "https://api.example/v1?q=1",
        "api.example",
        tuple(headers),
        body,
        key_name="expert.mine",
        search=search,
        hosts=tuple(hosts) if search is not None else (),
        own_endpoint=own,
        proxy="http://10.0.0.1:3128" if own else "",
    )
    assert request_of(payload_text(outgoing)).sha256 == outgoing.sha256


def test_how_a_request_goes_is_told_beside_its_headers() -> None:
    outgoing = Outgoing(
        "POST",
        "https://nas.lan/v1",
        "nas.lan",
        (("Content-Type", "application/json"),),
        "{ä}".encode(),
        key_name="expert.nas",
        key_header="x-api-key",
        own_endpoint=True,
        authority="PEM",
        proxy="http://proxy.lan:3128",
    )
    assert payload_text(outgoing) == (
        "POST https://nas.lan/v1\n"
        "Content-Type: application/json\n"
        "[key] expert.nas, sent as x-api-key\n"
        "[endpoint] your own\n"
        f"[authority] sha256: {hashlib.sha256(b'PEM').hexdigest()}\n"
        "[proxy] http://proxy.lan:3128\n"
        "\n{ä}"
    )


def test_a_search_is_told_with_its_arguments_and_hosts() -> None:
    outgoing = Outgoing(
        "GET",
        "https://a.example/",
        "a.example",
        search={"query": "Zürich", "engines": ["a", "b"]},
        hosts=("a.example", "b.example"),
        key_name="k",
    )
    assert payload_text(outgoing).split("\n") == [
        "GET https://a.example/",
        '[search] {"engines": ["a", "b"], "query": "Zürich"}',
        '[hosts] ["a.example", "b.example"]',
        "[key] k, sent as Authorization: Bearer",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "proxy", ["http://me:secret@proxy.lan:1", "me:secret@proxy.lan:1", "http://secret@h"]
)
def test_a_proxy_s_password_does_not_get_into_the_log(proxy: str) -> None:
    assert "secret" not in payload_text(Outgoing("GET", "https://a.example/", "a.example", proxy=proxy))
