"""Which URLs may be opened."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.egress.addresses import AddressVerdict, check_url, host_of, is_near

PUBLIC = "93.184.216.34"
NAMES = {
    "example.com": [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946"],
    "xn--mnchen-3ya.de": [PUBLIC],
    "xn--fsq.tw": [PUBLIC],
    "under_score.example": [PUBLIC],
    "half.example": [PUBLIC, "10.0.0.7"],
    "inside.example": ["192.168.1.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "translated.example": ["64:ff9b::a00:1"],
    "nat64.example": ["64:ff9b::5db8:d822"],
    "zone.example": ["fe80::1%eth0"],
    "junk.example": ["not an address"],
    "localhost": [PUBLIC],
    "empty.example": [],
}


def resolve(host: str) -> Sequence[str]:
    return NAMES.get(host, ())


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://example.com", "example.com", 80),
        ("https://example.com/a?b=c#d", "example.com", 443),
        ("HTTPS://EXAMPLE.COM./", "example.com", 443),
        ("http://example.com:443/", "example.com", 443),
        ("https://example.com:80/", "example.com", 80),
        ("https://example.com:/", "example.com", 443),
        ("https://münchen.de/", "xn--mnchen-3ya.de", 443),
        ("https://MÜNCHEN.de/", "xn--mnchen-3ya.de", 443),
        ("https://例.tw/", "xn--fsq.tw", 443),
        ("https://ｅｘａｍｐｌｅ．ｃｏｍ/", "example.com", 443),
        ("https://under_score.example/", "under_score.example", 443),
        ("https://nat64.example/", "nat64.example", 443),
        (f"http://{PUBLIC}/", PUBLIC, 80),
        ("http://[2606:4700:4700::1111]/", "2606:4700:4700::1111", 80),
        ("http://[64:ff9b::808:808]/", "64:ff9b::808:808", 80),
    ],
)
def test_public_hosts_on_the_web_s_own_ports_may_be_opened(url: str, host: str, port: int) -> None:
    verdict = check_url(url, resolve)
    assert (verdict.allowed, verdict.reason, verdict.host, verdict.port) == (True, "", host, port)
    assert verdict.addresses


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "//example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:/example.com/",
        "http:example.com",
        "http://",
        "http:///path",
        "http://.",
        "http://..",
        "http://example..com/",
        "http://example.com../",
        "http://.example.com/",
        "http://-a.example.com/",
        "http://" + "a" * 64 + ".com/",
        "http://" + "a." * 130 + "com/",
        "http://user@example.com/",
        "http://user:word@example.com/",
        "http://@example.com/",
        "http://example.com\\@10.0.0.1/",
        "http://exa mple.com/",
        "http://example.com/a b",
        "http://example.com/\n",
        "\thttp://example.com/",
        "http://exam\x00ple.com/",
        "http://example.com\x7f/",
        "http://%31%32%37.0.0.1/",
        "http://example.com%00/",
        "http://example.com:8080/",
        "http://example.com:22/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:a/",
        "http://example.com:-80/",
        "http://[::1/",
        "http://::1/",
        "http://[example.com]/",
        "http://[v1.x]/",
        "http://[fe80::1%25eth0]/",
        "http://[2606:4700:4700::1111%251]/",
        "http://exa℀mple.com/",
        "http://xn--a\u0301.com/",
        "http://\u200d.com/",
    ],
)
def test_what_is_no_plain_web_address_is_refused_before_any_name_is_resolved(url: str) -> None:
    def never(host: str) -> Sequence[str]:
        raise AssertionError(host)

    verdict = check_url(url, never)
    assert not verdict.allowed
    assert verdict.reason.endswith(".")
    assert verdict.addresses == ()


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "127.0.1",
        "0177.0.0.1",
        "127.0.0.01",
        "127.0.0.1.",
        "8.8.8.8.",
        "1.2.3.4.5",
        "256.1.1.1",
        "8.8.8",
        "0",
        "0x",
        "example.0x10",
        "example.1",
        "①②⑦.0.0.1",
        "１２７.０.０.１",
        "127。0。0。1",
        "８.8.8.8",
        "𝟏𝟐𝟕.0.0.1",
    ],
)
def test_a_number_that_can_be_read_in_several_ways_is_refused(host: str) -> None:
    verdict = check_url(f"http://{host}/", lambda _: [PUBLIC])
    assert not verdict.allowed
    assert "several ways" in verdict.reason


SPECIAL = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::10.0.0.1",
    "::192.168.2.1",
    "::5db8:d822",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:192.168.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:0:808:808:0:0:80ff:fffe",
    "2001:2::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:0a00:0001::1",
    "2002:7f00:1::",
    "2002:c0a8:0101::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::200:5efe:192.168.1.1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456:789a::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_refused_written_out_or_resolved(address: str) -> None:
    written = f"[{address}]" if ":" in address else address
    for verdict in (
        check_url(f"http://{written}/", resolve),
        check_url("http://any.example/", lambda _: [address]),
        check_url("http://any.example/", lambda _: [PUBLIC, address]),
    ):
        assert not verdict.allowed
        assert verdict.reason
        assert verdict.addresses


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2a00:1450:4001::1",
        "2606:4700::5efe:8.8.8.8",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:0808:0808::1",
        "2001:0:808:808:0:0:f7f7:f7f7",
    ],
)
def test_public_addresses_are_allowed_up_to_the_borders_of_the_special_ones(address: str) -> None:
    assert check_url("http://any.example/", lambda _: [address]).allowed


@pytest.mark.parametrize(
    ("host", "word"),
    [
        ("half.example", "10.0.0.7"),
        ("inside.example", "private"),
        ("mapped.example", "this computer"),
        ("translated.example", "private"),
        ("zone.example", "interface"),
        ("junk.example", "no address"),
        ("empty.example", "no address"),
        ("unknown.example", "no address"),
        ("localhost", "this computer"),
        ("foo.localhost", "this computer"),
        ("LOCALHOST.", "this computer"),
    ],
)
def test_every_address_of_a_host_must_be_public_and_the_reason_says_which_is_not(
    host: str, word: str
) -> None:
    verdict = check_url(f"https://{host}/", resolve)
    assert not verdict.allowed
    assert word in verdict.reason


@pytest.mark.parametrize(
    ("url", "host", "port", "addresses"),
    [
        ("http://127.0.0.1:8080/v1", "127.0.0.1", 8080, ("127.0.0.1",)),
        ("http://[::1]:8000/", "::1", 8000, ("::1",)),
        ("http://inside.example:11434/", "inside.example", 11434, ("192.168.1.1",)),
        ("http://localhost/", "localhost", 80, (PUBLIC,)),
    ],
)
def test_the_users_own_endpoint_may_be_private_and_on_any_port(
    url: str, host: str, port: int, addresses: tuple[str, ...]
) -> None:
    assert check_url(url, resolve, own_endpoint=True) == AddressVerdict(True, "", addresses, host, port)
    assert not check_url(url, lambda name: [] if name == "localhost" else resolve(name)).allowed


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1:0/",
        "http://zone.example/",
        "http://junk.example/",
        "http://empty.example/",
    ],
)
def test_the_users_own_endpoint_is_freed_of_no_other_rule(url: str) -> None:
    assert not check_url(url, resolve, own_endpoint=True).allowed


def spellings() -> list[tuple[bool, str, dict[str, list[str]]]]:
    """The table of URLs: whether each may be opened, the URL, and what stands in for DNS."""
    lines = (Path(__file__).parent / "urls.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        (row[0] == "allowed", row[1].encode("ascii").decode("unicode_escape"), answers(row[2:3]))
        for row in rows
    ]


def answers(column: list[str]) -> dict[str, list[str]]:
    pairs = (pair.partition("=") for pair in "".join(column).split(";") if pair)
    return {host: [address for address in found.split(",") if address] for host, _, found in pairs}


@pytest.mark.parametrize(("allowed", "url", "names"), spellings())
def test_each_spelling_of_the_table_is_judged_as_it_says(
    allowed: bool, url: str, names: dict[str, list[str]]
) -> None:
    verdict = check_url(url, lambda host: names.get(host, ()))
    assert verdict.allowed == allowed, verdict
    assert verdict.allowed == (verdict.reason == "")


def test_a_url_that_cannot_be_used_has_no_host() -> None:
    assert host_of("nothing") == ""
    assert host_of("http://user@example.com/") == ""


def test_the_table_holds_both_kinds_in_plenty() -> None:
    kinds = [allowed for allowed, _, _ in spellings()]
    assert kinds.count(False) > 200
    assert kinds.count(True) > 60


def _is_public(text: str) -> bool:
    address = ip_address(text)
    return address.is_global and not (address.is_multicast or address.is_reserved)


@given(st.ip_addresses(v=4).map(str))
def test_whatever_is_allowed_is_global_by_the_standard_library_too(address: str) -> None:
    if check_url(f"http://{address}/", resolve).allowed:
        assert _is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "::1", "192.168.1.5", "10.0.0.1", "172.20.0.1", "169.254.3.4", "fd00::1", "fe80::1"],
)
def test_this_computer_and_its_own_network_are_near(address: str) -> None:
    assert is_near(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "2606:4700::1",
        "100.64.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "0.0.0.0",
        "64:ff9b::808:808",
        "x",
        "",
    ],
)
def test_everything_else_is_far(address: str) -> None:
    assert not is_near(address)


_CARRIERS = st.sampled_from(
    [
        lambda v4, _: IPv6Address(0xFFFF << 32 | v4),
        lambda v4, rest: IPv6Address(0x2002 << 112 | v4 << 80 | rest),
        lambda v4, _: IPv6Address(0x64FF9B << 96 | v4),
        lambda v4, _: IPv6Address(0x20010000 << 96 | 0x08080808 << 64 | v4 ^ 0xFFFFFFFF),
        lambda v4, _: IPv6Address(0x20010000 << 96 | v4 << 64 | 0x08080808 ^ 0xFFFFFFFF),
        lambda v4, rest: IPv6Address(0x26064700 << 96 | (rest >> 64) << 64 | 0x5EFE << 32 | v4),
    ]
)


@given(st.integers(2, 2**32 - 1), _CARRIERS, st.integers(0, 2**80 - 1))
def test_an_address_inside_another_is_judged_as_itself(v4: int, carry: object, rest: int) -> None:
    assert callable(carry)
    outer, inner = carry(v4, rest), IPv4Address(v4)
    alone = check_url("http://any.example/", lambda _: [str(inner)]).allowed
    assert check_url("http://any.example/", lambda _: [str(outer)]).allowed == alone


@given(st.text(max_size=60), st.booleans())
def test_no_text_makes_it_fail(text: str, own: bool) -> None:
    for url in (text, f"http://{text}", f"https://[{text}]/", f"http://example.com:{text}"):
        verdict = check_url(url, resolve, own_endpoint=own)
        assert verdict.allowed or verdict.reason
        if verdict.allowed:
            assert verdict.host == host_of(url)
