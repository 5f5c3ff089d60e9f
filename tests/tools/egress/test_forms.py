"""Form bodies as they really leave."""

from __future__ import annotations

from urllib.parse import parse_qsl

import primp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.servers.duckduckgo import DuckDuckGoServer
from tools.egress.forms import form_body

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.dictionaries(TEXT.filter(bool), TEXT, max_size=5))
def test_a_form_reads_back_as_what_was_written(fields: dict[str, str]) -> None:
    read_back = parse_qsl(form_body(fields).decode(), keep_blank_values=True, strict_parsing=bool(fields))
    assert dict(read_back) == fields


def test_it_is_what_primp_posts_byte_for_byte() -> None:
    with DuckDuckGoServer() as server:
        poster = primp.Client()

        @settings(max_examples=60, deadline=None)
        @given(TEXT)
        def check(query: str) -> None:
            fields = {"q": query, "b": "", "l": "us-en"}
            poster.post(server.url, data=fields)
            assert server.requests[-1].body == form_body(fields)

        check()


def test_half_a_surrogate_pair_cannot_be_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        form_body({"q": "\ud800"})
