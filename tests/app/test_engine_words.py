"""The engine's sentences are recognised, translated, and filled again with what stood in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.engine_words import in_words, is_known
from app.i18n import Translator
from engine.confinement import Confinement
from engine.contracts import Latency, Preferences, Privacy
from engine.policy.gate import Gate


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """Traditional Chinese in force."""
    before = QLocale()
    translator = Translator(qapp)
    translator.use("zh_TW")
    yield
    translator.release()
    QLocale.setDefault(before)


def test_every_rule_of_the_gate_can_be_said_in_every_language() -> None:
    gate = Gate.load()
    for privacy in Privacy:
        for offline in (False, True):
            for rule in gate.rules_in_force(Preferences(privacy, Latency.BALANCED, offline=offline)):
                assert is_known(rule.sentence), rule.sentence
                assert is_known(rule.why), rule.why


def test_what_protects_the_window_can_be_said_in_every_language() -> None:
    for found in (Confinement(ip_sockets=False, unix_sockets=True), Confinement(True, True)):
        assert is_known(found.sentence), found.sentence


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        (
            "Sordino is offline, and web_search would leave this computer to duck.example.",
            ["web_search", "duck.example"],
        ),
        ("Sordino is offline, and web_search would leave this computer.", ["web_search"]),
        (
            "Privacy asks before anything leaves this computer. ask_expert would send its arguments"
            " to api.example, quoting file:a.pdf, page:b.example.",
            ["ask_expert", "api.example", "file:a.pdf, page:b.example"],
        ),
        (
            "ask_expert does not fit into your cost caps: it may cost $0.50,"
            " and the cap for one day is $2.00, of which $1.80 is used.",
            ["$0.50", "$2.00", "$1.80"],
        ),
        ("Row 17 was edited.", ["17"]),
        ("Choose a smaller model. The log is /tmp/model.log.", ["/tmp/model.log"]),
    ],
)
def test_a_sentence_keeps_its_names_and_figures(sentence: str, kept: list[str]) -> None:
    said = in_words(sentence)
    assert said != sentence
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
    for text in kept:
        assert text in said
    for left in ("would", "leave", "quoting", "fit", "cost", "Row", "Choose", " to "):
        assert left not in said


def test_in_english_a_sentence_stays_as_it_is() -> None:
    for sentence in (
        "Row 17 was edited.",
        "Sordino is offline, and x would leave this computer to y.example.",
        "{braces} stay, and so do {0} and {towards}",
        "Loaded {name}.",
    ):
        assert in_words(sentence) == sentence


@pytest.mark.usefixtures("chinese")
def test_what_is_unknown_or_endless_is_shown_as_it_came() -> None:
    assert in_words("Nobody wrote this sentence") == "Nobody wrote this sentence"
    endless = "Loaded " + "x" * 100_000 + "."
    assert in_words(endless) == endless
