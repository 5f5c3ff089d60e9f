"""Hosts in the one form in which they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.policy.hosts import host_in, plain_host, plain_patterns

LONG = ".".join(["a" * 61] * 4)


@pytest.mark.parametrize(
    ("server", "host"),
    [
        ("api.example.org", "api.example.org"),
        ("API.Example.org.", "api.example.org"),
        ("api.example.org:8443", "api.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("a．example", "a.example"),
        ("_sip.a-b.example", "_sip.a-b.example"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[2001:DB8::0]:443", "2001:db8::"),
        ("2001:db8::", "2001:db8::"),
        (LONG + ".abcde", LONG + ".abcde"),
        (LONG + ".abcdef", ""),
        ("ä" * 301, ""),
        ("", ""),
        (".", ""),
        ("a..example", ""),
        ("a.example..", ""),
        ("-a.example", ""),
        ("a-.example", ""),
        ("a" * 63 + ".example", "a" * 63 + ".example"),
        ("a" * 64 + ".example", ""),
        ("evil%2ecom", ""),
        ("evil com", ""),
        ("ok.example@evil.example", ""),
        ("a.example:x", ""),
        ("a.example:", ""),
        ("a.example:123456", ""),
        ("[evil.example]", ""),
        ("[::1", ""),
        ("[fe80::1%eth0]", ""),
        ("fe80::1%eth0", ""),
        ("127.1", ""),
        ("127.0.0.01", ""),
        ("0x7f.0.0.0x1", ""),
        ("2130706433", ""),
        ("ä" + "b" * 200 + ".example", ""),
    ],
)
def test_a_host_has_one_form_or_none(server: str, host: str) -> None:
    assert plain_host(server) == host
    assert plain_host(host) == host


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Birds.Example:443/x?y#z", "birds.example"),
        ("ftp://birds.example", "birds.example"),
        ("https://ok.example/@evil.example", "ok.example"),
        ("https://ok.example?@evil.example", "ok.example"),
        ("https://[::1]:80/", "::1"),
        ("//ok.example", ""),
        ("ok.example", ""),
        ("https:ok.example", ""),
        ("https:/ok.example", ""),
        ("https:///ok.example", ""),
        ("https://ok.example@evil.example/", ""),
        ("https://evil.example\\@ok.example/", ""),
        ("https://evil%2eexample/", ""),
        ("https://[evil.example]/", ""),
        ("https://[broken", ""),
        (" https://ok.example/", ""),
        ("https://ok.example/a b", ""),
        ("https://evil\t.example/", ""),
        ("https://ok.example/\x7f", ""),
        ("", ""),
    ],
)
def test_a_url_names_a_host_surely_or_not_at_all(url: str, host: str) -> None:
    assert host_in(url) == host


@given(st.text())
def test_what_was_read_is_read_again_as_the_same(text: str) -> None:
    host = plain_host(text)
    assert plain_host(host) == host
    found = host_in(f"https://{text}/")
    assert plain_host(found) == found


def test_patterns_are_written_as_hosts_are() -> None:
    assert plain_patterns(("*.Bücher.example", "a.example.")) == (
        "xn--bcher-kva.example",
        "*.xn--bcher-kva.example",
        "a.example",
    )
    assert plain_patterns(("a.example", "A.example")) == ("a.example",)
    for pattern in ("*", "*.", "a..b", "10.0", "ä" * 80):
        with pytest.raises(ValueError, match=r".*"):
            plain_patterns((pattern,))
