"""A request as bytes, and the digest of bytes that were written."""

from __future__ import annotations

import re

import h11

from engine.contracts import Outgoing
from engine.errors import ToolProblem

USER_AGENT = "Sordino"

OF_THE_TRANSPORT = frozenset({"host", "user-agent", "accept-encoding", "connection", "content-length"})
"""Headers that the broker adds by itself, in lower case. No digest covers them."""

NOT_TO_BE_SET = OF_THE_TRANSPORT | {
    "expect",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
"""Headers that no request may set: they are the transport's, or would change how it is read."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_URL = re.compile(r"(?P<scheme>[^:]+)://(?P<authority>[^/?#]*)(?P<target>[^#]*)")


def request_bytes(outgoing: Outgoing, host: str, key: str) -> tuple[h11.Connection, bytes]:
    """The whole request as it goes over the connection, and the reader of its answer.

    `host` is the name in the form that goes to DNS. `key` goes out under `key_header`, or as a bearer token
    where that is empty. Raises ToolProblem.
    """
    key_header = outgoing.key_header or "Authorization"
    headers = [
        ("Host", _authority(outgoing.url, host)),
        ("User-Agent", USER_AGENT),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]
    barred = NOT_TO_BE_SET | ({key_header.lower()} if key or outgoing.key_header else set())
    for header, value in outgoing.headers:
        if header.lower() in barred:
            raise ToolProblem(f"A request may not set the header {header}.")
        headers.append((header, value))
    if key:
        if key_header.lower() in NOT_TO_BE_SET:
            raise ToolProblem(f"The API key cannot go out as the header {key_header}.")
        headers.append((key_header, key if outgoing.key_header else f"Bearer {key}"))
    if outgoing.body or outgoing.method in _WITH_BODY:
        headers.append(("Content-Length", str(len(outgoing.body))))
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=128 * 1024)
    try:
        request = h11.Request(method=outgoing.method, target=_target(outgoing.url), headers=headers)
        wire = http.send(request) or b""
    except (h11.LocalProtocolError, ValueError):
        # What was raised may quote a header, and one of them is the key.
        raise ToolProblem("The request holds a header or an address that HTTP does not allow.") from None
    body = http.send(h11.Data(data=outgoing.body)) if outgoing.body else b""
    return http, wire + (body or b"") + (http.send(h11.EndOfMessage()) or b"")


def written_sha256(wire: bytes, outgoing: Outgoing, host: str, secured: bool) -> str:
    """The digest of what was written, from its bytes alone, over the parts that `Outgoing.sha256` covers.

    The URL is put together from the connection's kind, the Host header and the target. Where that is the
    approved URL in its plain form, it counts as written the way it was approved.
    """
    head, _, body = wire.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    method, target, _ = first.split(" ")
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    named = next(value for name, value in headers if name.lower() == "host")
    scheme = "https" if secured else "http"
    url = f"{scheme}://{named}{target}"
    if url == plain_url(outgoing.url, host):
        url = outgoing.url
    key_header = (outgoing.key_header or "Authorization").lower() if outgoing.key_name else ""
    left_out = OF_THE_TRANSPORT | {key_header}
    kept = tuple((name, value) for name, value in headers if name.lower() not in left_out)
    return Outgoing(method, url, "", kept, body).sha256


def plain_url(url: str, host: str) -> str:
    """`url` as a request says it: scheme in lower case, `host` as it goes to DNS, a path, no fragment."""
    scheme = url.partition(":")[0].lower()
    return f"{scheme}://{_authority(url, host)}{_target(url)}"


def _target(url: str) -> str:
    found = _URL.match(url)
    target = found["target"] if found else ""
    return target if target.startswith("/") else f"/{target}"


def _authority(url: str, host: str) -> str:
    found = _URL.match(url)
    port = re.search(r":(\d+)$", found["authority"]) if found else None
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{int(port[1])}" if port else name
