"""The payload is shown twice: so that it can be read, and so that it can be checked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.consent.payload import raw, readable
from engine.contracts import Outgoing
from tests.app import fakes

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def test_a_form_is_decoded() -> None:
    request = Outgoing("POST", "https://a.example/s", "a.example", FORM, b"q=two+words%21&kl=wt-wt&empty=")
    assert readable(request) == "https://a.example/s\n\nq: two words!\nkl: wt-wt\nempty: "


def test_json_is_laid_out_line_by_line() -> None:
    text = readable(fakes.expert_request("First line.\nSecond line."))
    assert "model: gpt-5-mini" in text
    assert "role: user" in text
    assert "    First line.\n" in text
    assert "stream: false" in text


def test_a_query_in_the_address_is_decoded() -> None:
    request = Outgoing("GET", "https://en.example/w%C3%A4rm?q=a%20b&x=%3Cb%3E#part", "en.example")
    assert readable(request) == "https://en.example/wärm\nq: a b\nx: <b>\n#part"


def test_a_search_shows_its_words() -> None:
    assert readable(fakes.search_request("notice period")).splitlines() == [
        "query: notice period",
        "results: 8",
    ]


def test_raw_holds_method_address_headers_body_and_digest() -> None:
    request = replace(fakes.expert_request(), search=None)
    text = raw(request)
    assert text.startswith(
        "POST https://api.example.com/v1/chat/completions\nContent-Type: application/json\n"
    )
    assert "the key “expert”, added on sending by the broker" in text
    assert request.body.decode() in text
    assert text.endswith(f"sha256 {request.sha256}")


def test_bytes_that_are_no_text_are_shown_as_numbers() -> None:
    request = Outgoing("POST", "https://a.example/", "a.example", (), b"\xff\xfe\x00abc")
    assert "00000000  ff fe 00 61 62 63" in raw(request)
    assert "...abc" in readable(request)


@given(st.binary(max_size=400), st.sampled_from(["application/json", "text/plain", FORM[0][1], ""]))
def test_no_body_breaks_the_views_or_hides_in_them(body: bytes, kind: str) -> None:
    request = Outgoing("POST", "https://a.example/x?y=%zz", "a.example", (("content-type", kind),), body)
    for text in (readable(request), raw(request)):
        assert "\u202e" not in text
        assert "\x00" not in text
