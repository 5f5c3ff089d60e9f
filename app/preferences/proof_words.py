"""The words for the self-test of being offline."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from app.engine_words import in_words
from app.theme.plain import one_line
from engine.cloud import OfflineProof, WayTried

WORDS_LIMIT = 240
FILTER = "Socket filter"
"""The way that says whether a process is held; see app.offline_proof."""


def process_word(process: str) -> str:
    """The name of a kind of process; one that is not known stands as it came."""
    translate = QCoreApplication.translate
    names = {
        "desktop": translate("proof", "The window and the gate"),
        "model": translate("proof", "The model"),
        "page reader": translate("proof", "The page reader"),
        "launcher": translate("proof", "The launcher"),
    }
    return names.get(process, one_line(in_words(process), 80))


def way_words(way: WayTried) -> str:
    """What the system said to one way: `Refused: Operation not permitted`."""
    said = one_line(in_words(way.words), WORDS_LIMIT)
    if not way.tried:
        state = QCoreApplication.translate("proof", "Not here")
    elif way.refused:
        state = QCoreApplication.translate("proof", "Refused")
    else:
        state = QCoreApplication.translate("proof", "Not refused")
    return (
        QCoreApplication.translate("proof", "{state}: {words}").format(state=state, words=said)
        if said
        else state
    )


def by_process(proof: OfflineProof) -> dict[str, tuple[WayTried, ...]]:
    """The ways by kind of process, in the order in which they were tried."""
    kinds = dict.fromkeys(way.process for way in proof.ways)
    return {kind: tuple(way for way in proof.ways if way.process == kind) for kind in kinds}


def not_held(ways: tuple[WayTried, ...]) -> bool:
    """True for a kind of process that the system does not hold, and that only promises to open nothing."""
    return any(way.way == FILTER and not (way.tried and way.refused) for way in ways)


def open_ways(ways: tuple[WayTried, ...]) -> int:
    """How many of these were tried and not refused."""
    return sum(way.tried and not way.refused for way in ways)


class ProofWords(QObject):
    """The sentences with numbers in them; plurals are collected from `tr` alone."""

    def summary(self, proof: OfflineProof) -> tuple[str, str, str]:
        """What the test found in a sentence, an icon and a tone."""
        tried = sum(way.tried for way in proof.ways)
        if proof.broker:
            text = self.tr(
                "You are online: a broker runs, and it can reach the network. "
                "Switch offline on and prove it again."
            )
            return text, "external", "leaves"
        if not tried:
            return self.tr("Nothing could be tried, so nothing is proved."), "warning", "denied"
        if proof.holds:
            held = [ways for ways in by_process(proof).values() if not not_held(ways)]
            held = [ways for ways in held if any(way.tried for way in ways)]
            kinds = self.tr("%n kind(s) of process", "", len(held))
            tried = sum(way.tried for ways in held for way in ways)
            text = self.tr(
                "Nothing can get out: %n attempt(s) from {kinds}, all refused by the system.", "", tried
            )
            return text.format(kinds=kinds), "shield-check", "local"
        text = self.tr("Not held by the system here: {open} of %n attempt(s) were not refused.", "", tried)
        return text.format(open=open_ways(proof.ways)), "warning", "denied"

    def group(self, process: str, ways: tuple[WayTried, ...]) -> tuple[str, str]:
        """A kind of process with its count, and its tone."""
        tried = sum(way.tried for way in ways)
        left = open_ways(ways)
        if not_held(ways) and not left:
            text = self.tr("{process}: not held by the system")
            return text.format(process=process_word(process)), "leaves"
        if not tried:
            return self.tr("{process}: nothing to try here").format(process=process_word(process)), "tertiary"
        if left:
            text = self.tr("{process}: {open} of %n not refused", "", tried)
            return text.format(process=process_word(process), open=left), "denied"
        return self.tr("{process}: all %n refused", "", tried).format(process=process_word(process)), "local"

    def as_text(self, proof: OfflineProof) -> str:
        """All of it as plain text, a line for each way."""
        lines = [self.summary(proof)[0], one_line(in_words(proof.enforcement), WORDS_LIMIT)]
        for process, ways in by_process(proof).items():
            lines += ["", self.group(process, ways)[0]]
            lines += [f"  {one_line(in_words(way.way), 80)}\t{way_words(way)}" for way in ways]
        return "\n".join(lines) + "\n"
