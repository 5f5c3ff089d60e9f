"""The words of the conversation's small lines: receipts, tools, progress."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QCoreApplication

from app.counted import Counted
from app.engine_words import in_words
from app.theme.figures import count_words, money_words, seconds_words, size_words
from app.theme.plain import one_line
from engine.contracts import Decision, JsonObject, Receipt, ToolResult, Verdict

ARGUMENT_LIMIT = 160
SHORT_RESULT = 36
REASON_LIMIT = 64
_ANSWERED = {
    "The user refused this call. Do not repeat it. Answer without it, or say what is missing.": "user",
    "Nobody agreed to this call. Do not repeat it. Answer without it, or say what is missing.": "nobody",
}
"""Who ended the question about a call, by what the model was told: all that a stored turn knows of it."""


def receipt_words(receipt: Receipt) -> str:
    """`Local · 4.1 s · 212 tokens · nothing left this computer`, or where it went, how much, for how much."""
    tokens = QCoreApplication.translate("receipt", "{count} tokens").format(count=count_words(receipt.tokens))
    seconds = seconds_words(receipt.seconds)
    if not receipt.hosts:
        local = QCoreApplication.translate("receipt", "Local")
        nothing = QCoreApplication.translate("receipt", "nothing left this computer")
        parts = [local, seconds, tokens, nothing]
    else:
        cloud = QCoreApplication.translate("receipt", "Cloud")
        hosts = ", ".join(one_line(host, 60) for host in receipt.hosts[:3])
        if len(receipt.hosts) > 3:
            more = QCoreApplication.translate("receipt", "{hosts} and {count} more")
            hosts = more.format(hosts=hosts, count=len(receipt.hosts) - 3)
        sent = QCoreApplication.translate("receipt", "{size} sent").format(
            size=size_words(receipt.bytes_sent)
        )
        hidden = [Counted().hidden(receipt.hidden)] if receipt.hidden else []
        cost = cost_words(receipt.cost, unpriced=receipt.unpriced > 0)
        parts = [cloud, hosts, sent, *hidden, cost, seconds, tokens]
    if receipt.denied:
        parts.append(QCoreApplication.translate("receipt", "{count} denied").format(count=receipt.denied))
    return " · ".join(parts)


def arguments_words(arguments: JsonObject) -> str:
    """A call's arguments on one line: the value alone where there is one, else `name: value` pairs."""
    values = [(str(name), _value(value)) for name, value in arguments.items()]
    if len(values) == 1:
        return one_line(values[0][1], ARGUMENT_LIMIT)
    return one_line(", ".join(f"{name}: {value}" for name, value in values), ARGUMENT_LIMIT)


def cost_words(cost: int, *, unpriced: bool) -> str:
    """What it came to: `free`, `$0.004`; where nobody knows all of it `price unknown`, `$0.004 and more`."""
    if not unpriced:
        return money_words(cost)
    if not cost:
        return money_words(None)
    return QCoreApplication.translate("receipt", "{sum} and more").format(sum=money_words(cost))


def result_words(result: ToolResult, by: str = "") -> str:
    """The right end of a tool's line: the result in brief, the time, and where it ran.

    Of a call that did not run it says why; `by` is whose answer ended the question about it.
    """
    if not result.ran:
        if result.failed:
            text = QCoreApplication.translate("tools", "failed: {problem}")
            return text.format(problem=one_line(in_words(result.content), REASON_LIMIT))
        return verdict_words(result.verdict, by or _ANSWERED.get(result.content, ""))
    here = QCoreApplication.translate("tools", "local")
    where = one_line(result.host, 60) if result.host else here
    parts = [summary_words(result), seconds_words(result.seconds), where]
    if result.cost or result.unpriced:
        parts.insert(1, cost_words(result.cost, unpriced=result.unpriced))
    return " · ".join(part for part in parts if part)


def spent_words(result: ToolResult) -> str:
    """`1,204 tokens read, 312 written · $0.002 · 6.1 s`; empty where nothing was counted."""
    if result.usage is None:
        return ""
    text = QCoreApplication.translate("tools", "{read} tokens read, {written} written")
    counted = text.format(read=count_words(result.usage.read), written=count_words(result.usage.written))
    cost = cost_words(result.cost, unpriced=result.unpriced)
    return " · ".join((counted, cost, seconds_words(result.seconds)))


def summary_words(result: ToolResult) -> str:
    """A result in brief: itself where it is short, else its length."""
    if result.failed:
        return QCoreApplication.translate("tools", "failed")
    content = result.content.strip()
    if len(content) <= SHORT_RESULT and "\n" not in content:
        return one_line(content, SHORT_RESULT + 8)
    lines = content.count("\n") + 1
    if lines > 1:
        return QCoreApplication.translate("tools", "{count} lines").format(count=count_words(lines))
    return size_words(len(content.encode("utf-8", "replace")))


def verdict_words(verdict: Verdict, by: str = "") -> str:
    """Why a call did not run: `denied: REASON`. `by` is who ended the question about it, empty for a rule."""
    if verdict.decision is Decision.ASK:
        return QCoreApplication.translate("tools", "waits for your answer")
    answered = {
        "user": QCoreApplication.translate("tools", "denied by you"),
        "timeout": QCoreApplication.translate("tools", "denied: nobody answered in time"),
        "closing": QCoreApplication.translate("tools", "denied: Sordino was closed"),
        "stopped": QCoreApplication.translate("tools", "denied: the answer was stopped"),
        "nobody": QCoreApplication.translate("tools", "denied: nobody answered"),
    }
    if by in answered:
        return answered[by]
    reason = one_line(in_words(verdict.reason), REASON_LIMIT)
    return QCoreApplication.translate("tools", "denied: {reason}").format(reason=reason)


def reading_words(done: int, total: int) -> str:
    """`Reading 1,240 of 3,000 tokens`."""
    text = QCoreApplication.translate("transcript", "Reading {done} of {total} tokens")
    return text.format(done=count_words(done), total=count_words(total))


def _value(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = dict(value)
    return msgspec.json.encode(value, enc_hook=str).decode()
