"""The words of the Preferences page for spans of time, proposals, grants and last week's figures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.counted import Counted
from app.i18n import clock, day
from app.preferences import amounts
from app.theme.figures import dollars
from app.theme.plain import one_line
from engine.contracts import Choice, DataClass, Latency, Privacy
from engine.policy.views import Grant, Proposal, WeekEffect

NAME_LIMIT = 60
PORTS = {"http": ":80", "https": ":443"}


def span_words(seconds: float) -> str:
    """A bound for reading, in its largest whole unit: `10 s`, `60 s`, `10 min`, `1 h`."""
    if seconds >= 3600 and seconds % 3600 == 0:
        return QCoreApplication.translate("preferences", "{n} h").format(n=round(seconds / 3600))
    if seconds >= 120 and seconds % 60 == 0:
        return QCoreApplication.translate("preferences", "{n} min").format(n=round(seconds / 60))
    shown = QLocale().toString(float(seconds), "f", 0 if seconds == round(seconds) else 1)
    return QCoreApplication.translate("preferences", "{n} s").format(n=shown)


def privacy_word(privacy: Privacy) -> str:
    """The name of a stop of the privacy dial."""
    return {
        Privacy.LOCAL_ONLY: QCoreApplication.translate("preferences", "Local only"),
        Privacy.CAREFUL: QCoreApplication.translate("preferences", "Careful"),
        Privacy.ASK: QCoreApplication.translate("preferences", "Ask"),
        Privacy.RELAXED: QCoreApplication.translate("preferences", "Relaxed"),
    }[privacy]


def latency_word(latency: Latency) -> str:
    """The name of a stop of the latency dial."""
    return {
        Latency.PATIENT: QCoreApplication.translate("preferences", "Patient"),
        Latency.BALANCED: QCoreApplication.translate("preferences", "Balanced"),
        Latency.FAST: QCoreApplication.translate("preferences", "Fast"),
    }[latency]


def proposal_words(proposal: Proposal) -> str:
    """`“不能外流” → Privacy: Careful`; a value that is not known stands as it came."""
    return f"{quoted(proposal.phrase)} → {_change_words(proposal)}"


def quoted(phrase: str) -> str:
    """A piece of the user's text in the language's own quotation marks."""
    return QCoreApplication.translate("preferences", "“{phrase}”").format(phrase=one_line(phrase, NAME_LIMIT))


def _change_words(proposal: Proposal) -> str:
    value = one_line(proposal.value, NAME_LIMIT)
    if proposal.dial == "privacy" and value in list(Privacy):
        text = QCoreApplication.translate("preferences", "Privacy: {stop}")
        return text.format(stop=privacy_word(Privacy(value)))
    if proposal.dial == "latency" and value in list(Latency):
        text = QCoreApplication.translate("preferences", "Low latency: {stop}")
        return text.format(stop=latency_word(Latency(value)))
    if proposal.dial == "caps":
        return _cap_words(value)
    if proposal.dial == "offline":
        if value == "off":
            return QCoreApplication.translate("preferences", "Offline: off")
        return QCoreApplication.translate("preferences", "Offline: on")
    if proposal.dial == "blocked":
        if proposal.widens:
            return QCoreApplication.translate("preferences", "{tool} may be used").format(tool=value)
        return QCoreApplication.translate("preferences", "{tool} is never used").format(tool=value)
    return f"{one_line(proposal.dial, NAME_LIMIT)}: {value}"


def _cap_words(value: str) -> str:
    cap, _, amount = value.partition(" ")
    texts = {
        "call": QCoreApplication.translate("preferences", "At most ${sum} a call"),
        "conversation": QCoreApplication.translate("preferences", "At most ${sum} a conversation"),
        "day": QCoreApplication.translate("preferences", "At most ${sum} a day"),
        "month": QCoreApplication.translate("preferences", "At most ${sum} a month"),
    }
    try:
        money = amounts.parse(amount)
    except ValueError:
        return value
    return texts[cap].format(sum=dollars(money)) if cap in texts else value


def host_words(origin: str) -> str:
    """An origin as people write it: without the scheme, and without the port that goes with it."""
    scheme, _, rest = origin.rpartition("://")
    return one_line(rest.removesuffix(PORTS.get(scheme, "\n")), 200)


def grant_end(grant: Grant, *, resting: bool = False) -> str:
    """When a grant ends: `until 15:40`, with the day where that is not today; or that it rests."""
    if resting:
        return QCoreApplication.translate("preferences", "rests while privacy is not Relaxed")
    if grant.scope is Choice.ALWAYS:
        return QCoreApplication.translate("preferences", "until revoked")
    if grant.expires:
        return QCoreApplication.translate("preferences", "until {time}").format(
            time=moment_words(grant.expires)
        )
    if grant.scope is Choice.ANSWER:
        return QCoreApplication.translate("preferences", "until the answer is there")
    if grant.scope is Choice.FILE:
        return QCoreApplication.translate("preferences", "until the file is there")
    return QCoreApplication.translate("preferences", "until Sordino ends")


def end_hint(grant: Grant, *, resting: bool) -> str:
    """What a grant's end does not say: when one that rests ends, or one that has no end of its own."""
    unused = QCoreApplication.translate("preferences", "ends after 30 days without use")
    hints = [grant_end(grant)] if resting else []
    return " · ".join([*hints, unused] if grant.scope is Choice.ALWAYS else hints)


def moment_words(at: float) -> str:
    """`15:40` today, `Monday 15:40` or a date for other days; `at` is UTC seconds since the epoch."""
    time = clock(at)[:5]
    name, today = day(at), QCoreApplication.translate("Format", "Today")
    return time if name == today else f"{name} {time}"


def grant_facts(grant: Grant) -> str:
    """What a grant covers and when it was used: `this conversation · may quote web pages · used 14:02`."""
    scopes = {
        Choice.FILE: QCoreApplication.translate("preferences", "this file"),
        Choice.ANSWER: QCoreApplication.translate("preferences", "one answer"),
        Choice.CONVERSATION: QCoreApplication.translate("preferences", "one conversation"),
        Choice.HOUR: QCoreApplication.translate("preferences", "one hour"),
        Choice.HOST: QCoreApplication.translate("preferences", "this host"),
        Choice.ALWAYS: QCoreApplication.translate("preferences", "kept by you"),
    }
    data = {
        DataClass.UNTRUSTED: QCoreApplication.translate("preferences", "may quote text from outside"),
        DataClass.PRIVATE: QCoreApplication.translate("preferences", "may quote private data"),
        DataClass.BOTH: QCoreApplication.translate(
            "preferences", "may quote private data and text from outside"
        ),
    }
    used = QCoreApplication.translate("preferences", "not used yet")
    if grant.used:
        text = QCoreApplication.translate("preferences", "last used {time}")
        used = text.format(time=moment_words(grant.used))
    return " · ".join(filter(None, (scopes.get(grant.scope, ""), data.get(grant.data, ""), used)))


def effect_words(effect: WeekEffect) -> str:
    """What the rules would have done in the last week, in one or two sentences."""
    if not effect.calls:
        return QCoreApplication.translate(
            "preferences", "No call was made last week, so there is nothing to compare with."
        )
    if not effect.left:
        return QCoreApplication.translate(
            "preferences", "No call left this computer last week, so these rules would have kept none back."
        )
    stayed = _stayed_words(effect)
    if not effect.asked:
        return stayed
    return f"{stayed}{'' if stayed.endswith('。') else ' '}{Counted().asked(effect.asked)}"


def _stayed_words(effect: WeekEffect) -> str:
    counted = Counted()
    if not effect.stayed:
        return counted.none_stayed(effect.left)
    parts = [counted.stayed(effect.left).format(stayed=effect.stayed)]
    if effect.saved:
        text = QCoreApplication.translate("preferences", "${sum} less")
        parts.append(text.format(sum=dollars(effect.saved)))
    if effect.unsourced:
        parts.append(counted.unsourced(effect.unsourced))
    joined = QCoreApplication.translate("preferences", ", ").join(parts)
    text = QCoreApplication.translate("preferences", "Had this been on last week: {parts}.")
    return text.format(parts=joined)
