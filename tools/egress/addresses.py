"""Which URLs the broker may open: a pure function, so that it can be tried with any stand-in for DNS.

For the open web: http and https, ports 80 and 443, no user name in the URL, a host that can be read in one
way only, and every address that the host resolves to must be a public one, also inside the notations that
carry an IPv4 address in an IPv6 one. The special ranges are those of the IANA special-purpose address
registries, written out here because `ipaddress.is_global` differs between Python versions and lets several
of them pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

import idna

Resolve = Callable[[str], Sequence[str]]
"""Addresses of a host name (lower-case IDNA ASCII, no trailing dot) as text; empty where there are none."""

PORTS = {"http": 80, "https": 443}

_SPECIAL_V4 = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's shared network"),
        ("127.0.0.0/8", "this computer"),
        ("168.63.129.16/32", "a service of the cloud that this computer may run in"),
        ("169.254.0.0/16", "the local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved network"),
        ("192.0.2.0/24", "a documentation network"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a test network"),
        ("198.51.100.0/24", "a documentation network"),
        ("203.0.113.0/24", "a documentation network"),
        ("224.0.0.0/4", "a multicast group"),
        ("240.0.0.0/4", "a reserved network"),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("::/128", "no address at all"),
        ("::1/128", "this computer"),
        ("::/96", "a reserved network"),
        ("64:ff9b:1::/48", "a local translation network"),
        ("100::/64", "a discarding network"),
        ("2001::/23", "a reserved network"),
        ("2001:db8::/32", "a documentation network"),
        ("3fff::/20", "a documentation network"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "the local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast group"),
    )
)
_NEAR = frozenset(("this computer", "a private network", "the local link"))
_TRANSLATED = IPv6Network("64:ff9b::/96")
_LOOPBACK_NAMES = frozenset(
    (
        *("localhost", "localhost.localdomain", "localhost4", "localhost4.localdomain4", "localhost6"),
        *("localhost6.localdomain6", "ip6-localhost", "ip6-loopback", "loopback", "broadcasthost"),
    )
)
"""Names that stand for this computer by themselves, as hosts files of common systems have them."""
_MAX_HOST = 1_000
"""Characters of a host as it is written; what is valid has 253 at most once it is ASCII."""
_ISATAP = (0x00005EFE, 0x02005EFE)

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_BRACKETS = re.compile(r"\[[^\[\]]*\](?::[0-9]*)?")
_CANONICAL_V4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AddressVerdict:
    """Whether a URL may be opened, why not, and the addresses that its host resolved to.

    `host` is as it goes to DNS and TLS; `port` is the one to connect to. Where `allowed` is False,
    nothing may be connected to, whatever `addresses` holds.
    """

    allowed: bool
    reason: str = ""
    addresses: tuple[str, ...] = ()
    host: str = ""
    port: int = 0


class _UnusableUrlError(Exception):
    """The URL is refused before anything is resolved."""


def check_url(url: str, resolve: Resolve, *, own_endpoint: bool = False) -> AddressVerdict:
    """Judge `url`. `own_endpoint` lifts the rules on ports and addresses, and no other. Never raises
    for a bad URL; what `resolve` raises passes through."""
    try:
        parts = _split(url)
        host = _host(parts)
        port = _port(parts, own_endpoint)
    except _UnusableUrlError as error:
        return AddressVerdict(False, str(error))
    try:
        found: Sequence[str] = (str(ip_address(host)),)
    except ValueError:
        if not own_endpoint and (host in _LOOPBACK_NAMES or host.endswith(".localhost")):
            return AddressVerdict(False, f"{host} is this computer.", (), host, port)
        found = resolve(host)
    addresses = tuple(dict.fromkeys(found))
    if not addresses:
        return AddressVerdict(False, no_address(host), (), host, port)
    for address in addresses:
        if problem := _address_problem(address, own_endpoint):
            way = f"{host} leads to {address}, which" if host != address else address
            return AddressVerdict(False, f"{way} is {problem}.", addresses, host, port)
    return AddressVerdict(True, "", addresses, host, port)


def no_address(host: str) -> str:
    """The reason for which a name is refused that the resolver does not know."""
    return f"{host} has no address."


def host_of(url: str) -> str:
    """The host of `url` in the form that goes to DNS, or an empty string where the URL cannot be used."""
    try:
        return _host(_split(url))
    except _UnusableUrlError:
        return ""


def is_near(address: str) -> bool:
    """True for an address of this computer or of a network of its own; False for any other text."""
    try:
        return _special(ip_address(address)) in _NEAR
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    if any(character <= " " or character in "\\\x7f" for character in url):
        raise _UnusableUrlError("The URL holds a space, a backslash or a control character.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _UnusableUrlError("The URL cannot be read.") from error
    if parts.scheme not in PORTS:
        raise _UnusableUrlError("Only http and https are opened.")
    if not url[len(parts.scheme) :].startswith("://"):
        raise _UnusableUrlError("The URL names no host.")
    if "@" in parts.netloc:
        raise _UnusableUrlError("The URL holds a user name.")
    return parts


def _host(parts: SplitResult) -> str:
    written = parts.hostname or ""
    if "[" in parts.netloc or "]" in parts.netloc:
        # Some versions of urlsplit let anything stand beside the brackets.
        if not _BRACKETS.fullmatch(parts.netloc):
            raise _UnusableUrlError("The URL's host is no valid address.")
        return _bracketed(written)
    if len(written) > _MAX_HOST:
        raise _UnusableUrlError("The URL names no valid host.")
    ascii_host = written.lower()
    if not written.isascii():
        try:
            ascii_host = idna.encode(written, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise _UnusableUrlError("The URL's host is no valid international name.") from error
    ascii_host = ascii_host.removesuffix(".")
    labels = ascii_host.split(".")
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        if written != ascii_host or not _CANONICAL_V4.fullmatch(ascii_host):
            raise _UnusableUrlError("The URL's host is a number that can be read in several ways.")
        return ascii_host
    if len(ascii_host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _UnusableUrlError("The URL names no valid host.")
    if not all(_is_readable(label) for label in labels if label.startswith("xn--")):
        raise _UnusableUrlError("The URL's host is no valid international name.")
    return ascii_host


def _is_readable(label: str) -> bool:
    """True where punycode stands for characters that need it, and that no reader maps to other ones."""
    try:
        meant = label.removeprefix("xn--").encode("ascii").decode("punycode")
        mapped = idna.uts46_remap(meant, std3_rules=False, transitional=False)
        again = meant.encode("punycode").decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return False
    return not meant.isascii() and mapped == meant and f"xn--{again}" == label


def _bracketed(written: str) -> str:
    if "%" in written:
        raise _UnusableUrlError("The URL's host names a network interface.")
    try:
        return str(IPv6Address(written))
    except AddressValueError as error:
        raise _UnusableUrlError("The URL's host is no valid address.") from error


def _port(parts: SplitResult, own_endpoint: bool) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise _UnusableUrlError("The URL's port is no number from 1 to 65535.") from error
    if port is None:
        return PORTS[parts.scheme]
    if not own_endpoint and port not in PORTS.values():
        raise _UnusableUrlError("Only ports 80 and 443 are opened.")
    if port == 0:
        raise _UnusableUrlError("The URL's port is no number from 1 to 65535.")
    return port


def _address_problem(text: str, own_endpoint: bool) -> str:
    if "%" in text:
        return "an address of one network interface"
    try:
        address = ip_address(text)
    except ValueError:
        return "no address"
    return "" if own_endpoint else _special(address)


def _special(address: IPv4Address | IPv6Address) -> str:
    """What kind of special address this is, in words; empty for a public one."""
    if isinstance(address, IPv4Address):
        return next((name for network, name in _SPECIAL_V4 if address in network), "")
    inner = _carried(address)
    if inner:
        return next((name for name in map(_special, (*inner, *_tunnelled(address))) if name), "")
    special = next((name for network, name in _SPECIAL_V6 if address in network), "")
    if special:
        return special
    if address not in _GLOBAL_V6:
        return "a reserved network"
    return next((name for name in map(_special, _tunnelled(address)) if name), "")


def _tunnelled(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 address that an ISATAP interface stands for."""
    low = int(address) & 0xFFFFFFFFFFFFFFFF
    return (IPv4Address(low & 0xFFFFFFFF),) if low >> 32 in _ISATAP else ()


def _carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 one stands for: v4-mapped, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _TRANSLATED:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()
