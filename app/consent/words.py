"""The words of a question. They come from the program; what others wrote is quoted, plain and clipped."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.consent import labels, payload
from app.engine_words import in_words
from app.theme.figures import count_words, price_words, seconds_words, size_words
from app.theme.plain import one_line
from engine.addresses import unusual_port
from engine.contracts import Question, QuestionItem

HOST_LIMIT = 60
TITLE_HOST = 48
CONTENT_LIMIT = 300
SPOKEN_CONTENT = 120
_QUOTING = re.compile(r", quoting .+\.\Z", re.DOTALL)


def host_of(item: QuestionItem) -> str:
    """Where a call goes: the request's whole host, safe to show; empty for a call that stays here."""
    return one_line(item.preview.outgoing.host, 2_000) if item.preview else ""


def hosts_of(item: QuestionItem) -> tuple[str, ...]:
    """Every host that a call may reach, safe to show: of a search those of all its engines."""
    if item.preview is None:
        return ()
    outgoing = item.preview.outgoing
    return tuple(one_line(host, 2_000) for host in outgoing.hosts or (outgoing.host,))


def place_of(item: QuestionItem) -> str:
    """Where a call goes, with the port where that is not the scheme's own."""
    host = host_of(item)
    port = unusual_port(item.preview.outgoing.url) if item.preview else ""
    return f"[{host}]{port}" if port and ":" in host else f"{host}{port}"


def short_host(host: str) -> str:
    """A host for a heading: a long one loses its beginning, for its end says who owns it."""
    return host if len(host) <= TITLE_HOST else "…" + host[-TITLE_HOST:]


def size_of(item: QuestionItem) -> str:
    """How much would be sent: of a search whose requests a library writes, how much it is given."""
    if item.preview is None:
        return ""
    outgoing = item.preview.outgoing
    if outgoing.search is not None and not outgoing.body:
        return size_words(len(payload.readable(outgoing).encode("utf-8", "replace")))
    return size_words(outgoing.size)


def goes_to(item: QuestionItem) -> str:
    """The host of a request in brief, or the number of hosts."""
    hosts = hosts_of(item)
    if len(hosts) > 1:
        return QCoreApplication.translate("consent", "{count} hosts").format(count=len(hosts))
    return short_host(host_of(item))


def title(question: Question) -> str:
    """The card's heading, with the host where there is exactly one."""
    items = question.items
    leaving = [item for item in items if item.reach.leaves]
    hosts = {host for item in leaving for host in hosts_of(item) or ("",)}
    if not leaving:
        name = one_line(items[0].call.name, HOST_LIMIT) if items else ""
        if len(items) == 1:
            return QCoreApplication.translate("consent", "Let {tool} run?").format(tool=name)
        return QCoreApplication.translate("consent", "Let these {count} calls run?").format(count=len(items))
    if len(items) == 1:
        host = host_of(items[0])
        if not host:
            return QCoreApplication.translate("consent", "Send this?")
        if len(hosts) > 1:
            text = QCoreApplication.translate("consent", "Send this to {count} hosts?")
            return text.format(count=len(hosts))
        return QCoreApplication.translate("consent", "Send this to {host}?").format(host=short_host(host))
    if len(hosts) == 1 and len(leaving) == len(items) and "" not in hosts:
        text = QCoreApplication.translate("consent", "Send these {count} requests to {host}?")
        return text.format(count=len(items), host=short_host(hosts.pop()))
    return QCoreApplication.translate("consent", "Allow these {count} calls?").format(count=len(items))


def can_be_shown(item: QuestionItem) -> bool:
    """True where the card can show what would happen: a call that leaves needs its request."""
    return item.preview is not None or not item.reach.leaves


def content(item: QuestionItem, limit: int = CONTENT_LIMIT) -> str:
    """What a call of several would send, else what it is given: one line, clipped at its end."""
    arguments = item.call.arguments
    if item.preview is None:
        text = payload.arguments_text(arguments)
    else:
        sent = payload.with_placeholders(arguments, item.preview.replaced)
        text = payload.gist(item.preview.outgoing, sent)
    return one_line(" · ".join(line.strip() for line in text[: limit * 4].split("\n") if line.strip()), limit)


def place(number: int, total: int) -> str:
    """`Call 2 of 3`."""
    text = QCoreApplication.translate("consent", "Call {number} of {total}")
    return text.format(number=count_words(number), total=count_words(total))


def include_words(item: QuestionItem, number: int, total: int) -> str:
    """What the box beside a call of several means: checked, it goes along with the yes."""
    if can_be_shown(item):
        text = QCoreApplication.translate("consent", "Include call {number} of {total}: {call}")
    else:
        text = QCoreApplication.translate(
            "consent", "Call {number} of {total} cannot be shown in full, and is left out: {call}"
        )
    return text.format(number=count_words(number), total=count_words(total), call=_call_words(item))


def open_words(item: QuestionItem, number: int, total: int, *, is_open: bool) -> str:
    """What the button does that opens a call of several, and folds it away again."""
    if is_open:
        text = QCoreApplication.translate("consent", "Hide call {number} of {total}: {call}")
    else:
        text = QCoreApplication.translate("consent", "Show call {number} of {total}: {call}")
    return text.format(number=count_words(number), total=count_words(total), call=_call_words(item))


def _call_words(item: QuestionItem) -> str:
    """`web_search to html.duckduckgo.com, cello mutes`."""
    words = one_line(item.call.name, HOST_LIMIT)
    host = goes_to(item)
    if item.reach.leaves and host:
        words = QCoreApplication.translate("consent", "{tool} to {host}").format(tool=words, host=host)
    told = content(item, SPOKEN_CONTENT)
    text = QCoreApplication.translate("consent", "{call}, {content}")
    return text.format(call=words, content=told) if told else words


def reasons(items: Sequence[QuestionItem]) -> list[str]:
    """Why it is asked, each reason once. Of several calls each says by itself what it quotes."""
    return list(dict.fromkeys(_reason(item, alone=len(items) == 1) for item in items))


def _reason(item: QuestionItem, *, alone: bool) -> str:
    """Why a call is asked about, as the gate said it, with the rule's name."""
    said = item.verdict.reason
    if not alone and labels.quote_lines(item.verdict):
        said = _QUOTING.sub(".", said)
    text = QCoreApplication.translate("consent", "{reason} (rule: {rule})")
    return text.format(reason=one_line(in_words(said), 600), rule=one_line(item.verdict.rule, 80))


def fields(item: QuestionItem) -> list[tuple[str, str]]:
    """What the card says about a call at a glance: (heading, value), the destination first."""
    preview = item.preview
    if preview is None:
        tool = (QCoreApplication.translate("consent", "Tool"), one_line(item.call.name, HOST_LIMIT))
        if item.reach.leaves:
            unknown = QCoreApplication.translate("consent", "not known")
            return [tool, (QCoreApplication.translate("consent", "Goes to"), unknown)]
        here = QCoreApplication.translate("consent", "this computer")
        return [tool, (QCoreApplication.translate("consent", "Stays on"), here)]
    return [
        (QCoreApplication.translate("consent", "Goes to"), "\n".join(_places(item))),
        (QCoreApplication.translate("consent", "Size"), size_of(item)),
        (QCoreApplication.translate("consent", "Price"), price_words(preview.price_min, preview.price_max)),
        (QCoreApplication.translate("consent", "Usually takes"), seconds_words(preview.seconds)),
    ]


def _places(item: QuestionItem) -> tuple[str, ...]:
    hosts = hosts_of(item)
    return hosts if len(hosts) > 1 else (place_of(item),)


def spoken_fields(item: QuestionItem) -> list[str]:
    """The same as sentences."""
    return [f"{heading}: {', '.join(value.splitlines())}." for heading, value in fields(item)]


def ways(item: QuestionItem) -> list[tuple[str, str]]:
    """(icon, sentence) for what else is to be known of the way that a request takes."""
    preview = item.preview
    if preview is None:
        return []
    outgoing, lines = preview.outgoing, []
    if outgoing.search is not None:
        text = QCoreApplication.translate(
            "consent",
            "A search library makes the requests itself, inside the broker. "
            "It is held to these arguments, and to: {hosts}.",
        )
        lines.append(("info", text.format(hosts=", ".join(hosts_of(item)))))
    if preview.ahead is not None:
        text = QCoreApplication.translate(
            "consent", "First asks {host} for its rules for programs (robots.txt)."
        )
        lines.append(("info", text.format(host=one_line(preview.ahead.host, 2_000))))
    if outgoing.proxy:
        text = QCoreApplication.translate("consent", "Goes through your proxy {proxy}.")
        lines.append(("external", text.format(proxy=one_line(outgoing.proxy, 200))))
    if outgoing.authority:
        text = QCoreApplication.translate(
            "consent", "Its certificate may be vouched for by the authority that you added."
        )
        lines.append(("lock", text))
    return lines


def without_it(item: QuestionItem) -> tuple[str, str]:
    """What happens where the answer is no, as (heading, sentence)."""
    told = one_line(in_words(item.preview.without_it), 160) if item.preview else ""
    nothing = QCoreApplication.translate("consent", "An answer is written without it.")
    return QCoreApplication.translate("consent", "Without it"), told or nothing


def countdown(seconds: float, number: int, total: int) -> str:
    """`Denied by itself in 1:48 · question 1 of 1`."""
    minutes, rest = divmod(math.ceil(seconds), 60)
    text = QCoreApplication.translate("consent", "Denied by itself in {time} · question {number} of {total}")
    return text.format(time=f"{minutes}:{rest:02}", number=count_words(number), total=count_words(total))
