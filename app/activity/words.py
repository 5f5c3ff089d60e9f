"""What the ledger knows of a call, put into the window's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.theme.figures import count_words, money_words, size_words
from app.theme.plain import one_line
from engine.contracts import SCOPES, CallRecord, Decision, Reach, VerifyReport

ANSWERERS = ("user", "timeout", "closing", "nobody", "stopped")


class Tone(Enum):
    """The state that a row stands for; the value is the name of its colour."""

    LOCAL = "local"
    LEAVES = "leaves"
    DENIED = "denied"
    QUIET = "ink_secondary"


@dataclass(frozen=True, slots=True)
class Words:
    """A few words, and the colour of the state that they tell."""

    text: str
    tone: Tone


def was_asked(record: CallRecord) -> bool:
    """True where a question went out about this call."""
    return is_call(record) and (record.decision is Decision.ASK or record.by in ANSWERERS)


def was_denied(record: CallRecord) -> bool:
    """True where a rule or a person refused this call, or nobody answered."""
    return is_call(record) and (record.outcome == "refused" or record.decision is Decision.DENY)


def left(record: CallRecord) -> bool:
    """True where bytes of this call left the computer, or may have before it was stopped or failed."""
    if record.sent_sha256:
        return True
    if not record.reach.leaves or was_denied(record):
        return False
    prepared = bool(record.previewed_sha256)
    return record.outcome == "ran" or (prepared and record.outcome in ("failed", "stopped"))


def is_call(record: CallRecord) -> bool:
    """True for a tool's call; else the row notes an event, such as a change of the preferences."""
    return record.kind == "call"


def title(record: CallRecord) -> str:
    """The tool's name; for what is no tool's call, the kind of event in words."""
    if is_call(record):
        return one_line(record.tool)
    names = {
        "network": QCoreApplication.translate("Activity", "Network"),
        "preferences": QCoreApplication.translate("Activity", "Preferences"),
        "model": QCoreApplication.translate("Activity", "Model"),
        "folders": QCoreApplication.translate("Activity", "Folders"),
        "expert": QCoreApplication.translate("Activity", "Expert"),
        "endpoint": QCoreApplication.translate("Activity", "Endpoint"),
        "conversation": QCoreApplication.translate("Activity", "Conversation"),
        "ledger": QCoreApplication.translate("Activity", "Log"),
    }
    return names.get(record.tool) or names.get(record.kind) or one_line(record.tool or record.kind)


def destination(record: CallRecord) -> str:
    """The host, or `this computer`."""
    if record.reach.leaves:
        return one_line(record.host) or QCoreApplication.translate("Activity", "unknown host")
    return QCoreApplication.translate("Activity", "this computer")


def decision(record: CallRecord) -> Words:
    """Who decided and what came of it: `allowed`, `asked · sent once`, `asked · denied`, `denied by rule`."""
    if not is_call(record) and not left(record):
        return Words(QCoreApplication.translate("Activity", "noted"), Tone.QUIET)
    if was_denied(record):
        return Words(_denied(record), Tone.DENIED)
    sent = left(record)
    tone = Tone.LEAVES if sent else Tone.QUIET
    first = QCoreApplication.translate("Activity", "asked") if was_asked(record) else ""
    second = _came_of_it(record, sent)
    return Words(f"{first} · {second}" if first else second, tone)


def _denied(record: CallRecord) -> str:
    if not was_asked(record):
        return QCoreApplication.translate("Activity", "denied by rule")
    return {
        "timeout": QCoreApplication.translate("Activity", "asked · no answer"),
        "closing": QCoreApplication.translate("Activity", "asked · Sordino was closed"),
        "stopped": QCoreApplication.translate("Activity", "asked · stopped"),
        "nobody": QCoreApplication.translate("Activity", "asked · nobody there"),
    }.get(record.by, QCoreApplication.translate("Activity", "asked · denied"))


def _came_of_it(record: CallRecord, sent: bool) -> str:
    if not record.outcome:
        if record.decision is Decision.ASK and record.by != "user":
            return QCoreApplication.translate("Activity", "waiting")
        return QCoreApplication.translate("Activity", "not finished")
    if record.outcome == "failed":
        return QCoreApplication.translate("Activity", "failed")
    if record.outcome == "stopped":
        return QCoreApplication.translate("Activity", "stopped")
    if sent and was_asked(record):
        return QCoreApplication.translate("Activity", "sent once")
    if sent and record.by == "grant":
        return QCoreApplication.translate("Activity", "sent under your earlier yes")
    if sent:
        return QCoreApplication.translate("Activity", "sent by rule")
    if was_asked(record):
        return QCoreApplication.translate("Activity", "allowed once")
    return QCoreApplication.translate("Activity", "allowed")


def mark(record: CallRecord) -> tuple[str, Tone]:
    """The icon of a row and its colour: refused, gone out, or stayed here."""
    if was_denied(record):
        return "x", Tone.DENIED
    if left(record):
        return "external", Tone.LEAVES
    if not is_call(record):
        return "info", Tone.QUIET
    if record.outcome == "failed":
        return "warning", Tone.QUIET
    if record.reach.leaves:
        return "shield-question", Tone.LEAVES
    return "home", Tone.LOCAL


def who_decided(record: CallRecord) -> str:
    """One phrase on who let the call run or refused it."""
    if not is_call(record):
        by_user = record.by == "user"
        return QCoreApplication.translate("Activity", "You") if by_user else "Sordino"
    if record.by == "grant":
        return QCoreApplication.translate("Activity", "You, with an earlier yes")
    if not was_asked(record):
        return QCoreApplication.translate("Activity", "The rules, without a question")
    if record.by == "user":
        if was_denied(record):
            return QCoreApplication.translate("Activity", "You said no")
        if any(scope in record.reason for scope in SCOPES.values()):
            return QCoreApplication.translate("Activity", "You, for more than this request")
        return QCoreApplication.translate("Activity", "You, once")
    return {
        "timeout": QCoreApplication.translate("Activity", "Nobody answered in time, so it was denied"),
        "closing": QCoreApplication.translate("Activity", "Sordino was closed, so it was denied"),
        "stopped": QCoreApplication.translate("Activity", "You stopped the answer, so it was denied"),
        "nobody": QCoreApplication.translate("Activity", "Nobody was there to ask, so it was denied"),
    }.get(record.by, QCoreApplication.translate("Activity", "Not decided yet"))


def bytes_in_words(record: CallRecord) -> str:
    """The size of what left or would have left; nothing for a local call."""
    return size_words(record.size) if record.reach.leaves and record.size else ""


def price(record: CallRecord) -> str:
    """What the call cost; nothing for a local call and for one that did not run."""
    if record.cost:
        return money_words(record.cost)
    if unpriced(record):
        return money_words(None)
    return money_words(0) if left(record) else ""


def unpriced(record: CallRecord) -> bool:
    """True where nobody knows what a call has cost: all that was left of the caps was set aside for it."""
    answered = record.reach is Reach.EXPERT and record.outcome == "ran"
    return answered and record.reserved > 0 and not record.cost


def estimate(record: CallRecord) -> str:
    """`Estimated at most $0.0040, cost $0.0021, 48 % below`; empty for what was free or did not end."""
    if not record.reserved or record.outcome not in ("ran", "failed", "stopped") or unpriced(record):
        return ""
    most, cost = (f"${sum_ / 1_000_000:.4f}" for sum_ in (record.reserved, record.cost))
    away = round(100 * abs(record.reserved - record.cost) / record.reserved)
    if record.cost > record.reserved:
        text = QCoreApplication.translate(
            "Activity", "Estimated at most {most}, cost {cost}, {share} % above"
        )
    elif away:
        text = QCoreApplication.translate(
            "Activity", "Estimated at most {most}, cost {cost}, {share} % below"
        )
    else:
        text = QCoreApplication.translate("Activity", "Estimated at most {most}, cost {cost}")
    return text.format(most=most, cost=cost, share=away)


def short_hash(digest: str) -> str:
    """`9f31…c07a` of a hex digest."""
    return f"{digest[:4]}…{digest[-4:]}" if len(digest) > 9 else digest


def hashes(record: CallRecord) -> Words | None:
    """Whether what was sent is what was shown; None where there was nothing to send."""
    sent, previewed = short_hash(record.sent_sha256), short_hash(record.previewed_sha256)
    if record.sent_sha256 and record.sent_sha256 == record.previewed_sha256:
        text = QCoreApplication.translate("Activity", "sent {sent} = previewed {previewed}")
        return Words(text.format(sent=sent, previewed=previewed), Tone.QUIET)
    if record.sent_sha256:
        text = QCoreApplication.translate("Activity", "sent {sent} is not what was previewed: {previewed}")
        return Words(text.format(sent=sent, previewed=previewed or "–"), Tone.DENIED)
    if record.previewed_sha256:
        text = QCoreApplication.translate("Activity", "previewed {previewed}, not sent")
        return Words(text.format(previewed=previewed), Tone.QUIET)
    return None


def verified(report: VerifyReport) -> Words:
    """The end of a verification, in a few words."""
    if not report.intact:
        if report.first_bad:
            text = QCoreApplication.translate("Activity", "Row {row} does not hold")
            return Words(text.format(row=count_words(report.first_bad)), Tone.DENIED)
        return Words(QCoreApplication.translate("Activity", "The log does not hold"), Tone.DENIED)
    rows = QCoreApplication.translate("Activity", "{count} rows verified").format(
        count=count_words(report.rows)
    )
    if report.rows == 1:
        rows = QCoreApplication.translate("Activity", "1 row verified")
    if report.signed:
        return Words(QCoreApplication.translate("Activity", "{rows}, signed").format(rows=rows), Tone.LOCAL)
    if report.problem:
        text = QCoreApplication.translate("Activity", "{rows}, not all signed")
        return Words(text.format(rows=rows), Tone.LEAVES)
    text = QCoreApplication.translate("Activity", "{rows}, unsigned: no keyring")
    return Words(text.format(rows=rows), Tone.LEAVES)
