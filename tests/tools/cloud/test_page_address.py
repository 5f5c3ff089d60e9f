"""The addresses of pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ToolProblem
from tools.cloud.page_address import canonical
from tools.egress.addresses import host_of

HOST = "luthier.example"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (" https://Luthier.Example", "https://luthier.example/"),
        ("https://luthier.example?a", "https://luthier.example/?a"),
        ("https://luthier.example:443/a#b", "https://luthier.example:443/a"),
        ("https://Bücher.example/straße?q=ü", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://luthier.example/a%20b/%2F/%zz", "https://luthier.example/a%20b/%2F/%zz"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]:80/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("HTTPS://luthier.example:/a", "https://luthier.example/a"),
        ("https://luthier.example/a b/c d?q=e f#g h", "https://luthier.example/a%20b/c%20d?q=e%20f"),
        ("https://luthier.example?q=a b ", "https://luthier.example/?q=a%20b"),
        (
            "https://luthier.example/?to=https://a.example/ b",
            "https://luthier.example/?to=https://a.example/%20b",
        ),
    ],
)
def test_an_address_is_asked_for_in_one_spelling(url: str, address: str) -> None:
    assert canonical(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "luthier.example",
        "ftp://luthier.example/",
        "https://a:b@luthier.example/",
        "https:///x",
        "file:///etc",
        "https://luthier.example/" + "x" * 2000,
        "https://luthier.example/\ud800",
        "https://a b.example/",
        "https://luthier.example /a",
        "https://luthier.example/a https://other.example/b",
        "https://luthier.example/a\tb",
        "https://luthier.example/a\nb",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ToolProblem):
        canonical(url)


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_address_that_is_accepted_is_in_ascii_names_the_same_host_and_stays_as_it_is(
    path: str, query: str
) -> None:
    try:
        address = canonical(f"https://luthier.example/{path}?{query}")
    except ToolProblem:
        return
    assert address.isascii()
    assert host_of(address) == HOST
    assert canonical(address) == address
