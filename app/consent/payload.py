"""A request in two readable forms: what it says, and its exact bytes. Both are plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
from PySide6.QtCore import QCoreApplication

from app.theme.plain import visible
from engine.contracts import JsonObject, Outgoing, Preview, Replaced

INDENT = "    "
HEX_WIDTH = 16
NOT_SENT = frozenset(("max_results",))
"""Arguments of a search that the broker needs and no engine is told."""


def readable(outgoing: Outgoing) -> str:
    """What the request says: the decoded form, JSON or query; every hidden character is named."""
    if outgoing.search is not None:
        sent = {name: value for name, value in outgoing.search.items() if name not in NOT_SENT}
        return arguments_text(sent)
    parts = [part for part in (_address_text(outgoing.url), _body_text(outgoing)) if part]
    return "\n\n".join(parts)


def gist(outgoing: Outgoing, arguments: JsonObject) -> str:
    """What the request carries, without what is the same each time: texts, a line each.

    Of a body in JSON these are the texts that the call's own `arguments` brought in, or else all, the longest
    first; of any other body, and of a request without one, it is what can be read.
    """
    if outgoing.search is not None:
        return visible(str(outgoing.search.get("query", ""))) or arguments_text(outgoing.search)
    given = {text.strip() for text in _texts(arguments)}
    sent = list(_texts(_json_body(outgoing)))
    own = [text for text in sent if text.strip() in given] or sorted(sent, key=len, reverse=True)
    return "\n".join(map(visible, own)) or _body_text(outgoing) or _address_text(outgoing.url)


def raw_of(preview: Preview) -> str:
    """Everything that goes out for a call, in order: what is asked ahead, and the request itself."""
    requests = [raw(each) for each in (preview.ahead, preview.outgoing) if each is not None]
    return f"\n\n{'─' * 24}\n\n".join(requests)


def raw(outgoing: Outgoing) -> str:
    """The request as it goes out: method, URL, headers, body, and the digest that the ledger keeps.

    Of a search these are its arguments and hosts besides, as the digest covers them.
    """
    lines = [f"{visible(outgoing.method)} {visible(outgoing.url)}"]
    lines += [f"{visible(name)}: {visible(value)}" for name, value in outgoing.headers]
    if outgoing.key_name:
        text = QCoreApplication.translate(
            "payload", "{header}: the key “{name}”, added on sending by the broker"
        )
        header = visible(outgoing.key_header) or "Authorization"
        lines.append(text.format(header=header, name=visible(outgoing.key_name)))
    parts = ["\n".join(lines), _bytes_text(outgoing.body)]
    if outgoing.search is not None:
        hosts = [visible(host) for host in outgoing.hosts] or [visible(outgoing.host)]
        parts.append(arguments_text({"search": outgoing.search, "hosts": hosts}))
    return "\n\n".join([*parts, f"sha256 {outgoing.sha256}"])


def with_placeholders(value: Any, replaced: Sequence[Replaced]) -> Any:  # noqa: ANN401 (any JSON)
    """Arguments as they are sent: placeholders in the place of what they stand for."""
    if isinstance(value, Mapping):
        return {name: with_placeholders(inner, replaced) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [with_placeholders(inner, replaced) for inner in value]
    if isinstance(value, str):
        for each in sorted(replaced, key=lambda each: len(each.original), reverse=True):
            value = value.replace(each.original, each.placeholder)
    return value


def arguments_text(arguments: JsonObject) -> str:
    """Arguments or JSON as indented lines, `name: value`."""
    return "\n".join(_outline(arguments, ""))


def _address_text(url: str) -> str:
    parts = urlsplit(url)
    path = visible(unquote(parts.path))
    query = [
        f"{visible(name)}: {visible(value)}" for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    shown = [visible(f"{parts.scheme}://{parts.netloc}") + path, *query]
    if parts.fragment:
        shown.append(f"#{visible(unquote(parts.fragment))}")
    return "\n".join(shown)


def _body_text(outgoing: Outgoing) -> str:
    if not outgoing.body:
        return ""
    kind = _content_type(outgoing)
    try:
        text = outgoing.body.decode("utf-8")
    except UnicodeDecodeError:
        return _hex(outgoing.body)
    if "json" in kind:
        try:
            return "\n".join(_outline(msgspec.json.decode(text), ""))
        except msgspec.DecodeError:
            return visible(text)
    if "x-www-form-urlencoded" in kind:
        pairs = parse_qsl(text, keep_blank_values=True)
        return "\n".join(f"{visible(name)}: {visible(value)}" for name, value in pairs)
    return visible(text)


def _content_type(outgoing: Outgoing) -> str:
    return next((value for name, value in outgoing.headers if name.lower() == "content-type"), "").lower()


def _json_body(outgoing: Outgoing) -> Any:  # noqa: ANN401 (any JSON)
    """The body where it is JSON, else nothing."""
    if "json" not in _content_type(outgoing):
        return None
    try:
        return msgspec.json.decode(outgoing.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    """Every text in a value, in order, that is not blank."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and value.strip():
        yield value


def _bytes_text(body: bytes) -> str:
    if not body:
        return QCoreApplication.translate("payload", "(no body)")
    try:
        return visible(body.decode("utf-8"))
    except UnicodeDecodeError:
        return _hex(body)


def _hex(body: bytes) -> str:
    rows = (body[start : start + HEX_WIDTH] for start in range(0, len(body), HEX_WIDTH))
    return "\n".join(
        f"{number * HEX_WIDTH:08x}  {row.hex(' '):<{HEX_WIDTH * 3}} "
        + "".join(chr(value) if 32 <= value < 127 else "." for value in row)
        for number, row in enumerate(rows)
    )


def _outline(value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _entry(f"{indent}{visible(str(name))}:", inner, indent)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _entry(f"{indent}-", inner, indent)
    else:
        yield indent + _scalar(value)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    if isinstance(value, Mapping | list | tuple) and value:
        yield head
        yield from _outline(value, indent + INDENT)
    elif isinstance(value, str) and "\n" in value:
        yield head
        yield from (f"{indent}{INDENT}{visible(line)}" for line in value.split("\n"))
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Any) -> str:  # noqa: ANN401 (any JSON)
    if isinstance(value, str):
        return visible(value)
    return visible(msgspec.json.encode(value).decode())
