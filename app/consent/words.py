"""The words of a question. They come from the program; what others wrote is quoted, plain and clipped."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.engine_words import in_words
from app.theme.figures import count_words, price_words, seconds_words, size_words
from app.theme.plain import one_line
from engine.contracts import Choice, Question, QuestionItem

HOST_LIMIT = 60
TITLE_HOST = 48
MARKS = frozenset(("private", "untrusted"))


def host_of(item: QuestionItem) -> str:
    """Where a call goes: the request's whole host, safe to show; empty for a call that stays here."""
    return one_line(item.preview.outgoing.host, 2_000) if item.preview else ""


def short_host(host: str) -> str:
    """A host for a heading: a long one loses its beginning, for its end says who owns it."""
    return host if len(host) <= TITLE_HOST else "…" + host[-TITLE_HOST:]


def title(question: Question) -> str:
    """The card's heading, with the host where there is exactly one."""
    items = question.items
    leaving = [item for item in items if item.reach.leaves]
    hosts = {host_of(item) for item in leaving}
    if not leaving:
        name = one_line(items[0].call.name, HOST_LIMIT) if items else ""
        if len(items) == 1:
            return QCoreApplication.translate("consent", "Let {tool} run?").format(tool=name)
        return QCoreApplication.translate("consent", "Let these {count} calls run?").format(count=len(items))
    if len(items) == 1:
        host = host_of(items[0])
        if not host:
            return QCoreApplication.translate("consent", "Send this?")
        return QCoreApplication.translate("consent", "Send this to {host}?").format(host=short_host(host))
    if len(hosts) == 1 and len(leaving) == len(items) and "" not in hosts:
        text = QCoreApplication.translate("consent", "Send these {count} requests to {host}?")
        return text.format(count=len(items), host=short_host(hosts.pop()))
    return QCoreApplication.translate("consent", "Allow these {count} calls?").format(count=len(items))


def reason(item: QuestionItem) -> str:
    """Why it is asked, as the gate said it, with the rule's name."""
    text = QCoreApplication.translate("consent", "{reason} (rule: {rule})")
    return text.format(
        reason=one_line(in_words(item.verdict.reason), 600), rule=one_line(item.verdict.rule, 80)
    )


def grant_words(question: Question, scope: Choice = Choice.ONCE) -> str:
    """The words of a button, equal to the scope that is stored: once, for this answer or conversation."""
    items = question.items
    leaving = sum(item.reach.leaves for item in items)
    one = len(items) == 1
    if leaving == len(items):
        text = _send_words(scope) if one else _send_all_words(scope)
    else:
        text = _allow_words(scope) if one else _allow_all_words(scope)
    return text.format(count=len(items))


def _send_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Send once"),
        Choice.FILE: QCoreApplication.translate("consent", "Download this file"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Send for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Send for this conversation"),
    }[scope]


def _send_all_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Send all {count} once"),
        Choice.FILE: QCoreApplication.translate("consent", "Download these {count} files"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Send all {count} for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Send all {count} for this conversation"),
    }[scope]


def _allow_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Allow once"),
        Choice.FILE: QCoreApplication.translate("consent", "Allow for this file"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Allow for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Allow for this conversation"),
    }[scope]


def _allow_all_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Allow all {count} once"),
        Choice.FILE: QCoreApplication.translate("consent", "Allow all {count} for these files"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Allow all {count} for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Allow all {count} for this conversation"),
    }[scope]


def scope_words(scope: Choice) -> str:
    """What else a yes of this scope covers, to be read beside its button."""
    return {
        Choice.DENY: "",
        Choice.ONCE: QCoreApplication.translate("consent", "This request and no other"),
        Choice.FILE: QCoreApplication.translate(
            "consent", "This and further requests for the same file to the same host, until it is complete"
        ),
        Choice.ANSWER: QCoreApplication.translate(
            "consent", "This and all further requests of this answer to the same host"
        ),
        Choice.CONVERSATION: QCoreApplication.translate(
            "consent",
            "This and all further requests of this conversation to the same host, until Sordino ends",
        ),
    }[scope]


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
        (QCoreApplication.translate("consent", "Goes to"), host_of(item)),
        (QCoreApplication.translate("consent", "Size"), size_words(preview.outgoing.size)),
        (QCoreApplication.translate("consent", "Price"), price_words(preview.price_min, preview.price_max)),
        (QCoreApplication.translate("consent", "Usually takes"), seconds_words(preview.seconds)),
    ]


def without_it(item: QuestionItem) -> tuple[str, str]:
    """What happens where the answer is no, as (heading, sentence)."""
    told = one_line(in_words(item.preview.without_it), 160) if item.preview else ""
    nothing = QCoreApplication.translate("consent", "An answer is written without it.")
    return QCoreApplication.translate("consent", "Without it"), told or nothing


def label_words(labels: Sequence[str]) -> list[tuple[str, str]]:
    """What a payload quotes: (icon, sentence). Empty where nothing but the user's own words is in it."""
    lines = []
    if "private" in labels:
        lines.append(
            ("lock", QCoreApplication.translate("consent", "Private data has been read in this conversation"))
        )
    if "untrusted" in labels:
        text = QCoreApplication.translate("consent", "Text from outside has been read in this conversation")
        lines.append(("warning", text))
    lines += [_origin(label) for label in labels if label not in MARKS and label != "typed"]
    return lines


def _origin(label: str) -> tuple[str, str]:
    kind, _, name = label.partition(":")
    shown = one_line(name, HOST_LIMIT)
    if kind == "file":
        return "file", QCoreApplication.translate("consent", "Quotes the file {name}").format(name=shown)
    if kind == "page":
        return "external", QCoreApplication.translate("consent", "Quotes a page of {name}").format(name=shown)
    if kind == "clipboard":
        return "copy", QCoreApplication.translate("consent", "Quotes the clipboard")
    if kind == "expert":
        return "external", QCoreApplication.translate("consent", "Quotes an answer of {name}").format(
            name=shown
        )
    if kind == "tool":
        return "box", QCoreApplication.translate("consent", "Quotes a result of {name}").format(name=shown)
    return "info", one_line(label, HOST_LIMIT)


def countdown(seconds: float, number: int, total: int) -> str:
    """`Denied by itself in 1:48 · question 1 of 1`."""
    minutes, rest = divmod(math.ceil(seconds), 60)
    text = QCoreApplication.translate("consent", "Denied by itself in {time} · question {number} of {total}")
    return text.format(time=f"{minutes}:{rest:02}", number=count_words(number), total=count_words(total))
