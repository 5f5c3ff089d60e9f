"""The proof of being offline says what was tried, by kind of process, and what the system answered."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.preferences.page import PreferencesPage
from app.preferences.proof_words import ProofWords, by_process, process_word, way_words
from app.theme.theme import Theme
from engine.cloud import OfflineProof, WayTried
from engine.cloud_events import OfflineProved
from engine.contracts import Preferences
from engine.events import NetworkChanged, Notice, SettingsChanged
from engine.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|requestActivate")
TCP = WayTried("desktop", "TCP over IPv4", refused=True, words="Operation not permitted")
CURL = WayTried("desktop", "curl", refused=False, words="", tried=False)
MODEL = WayTried("model", "TCP over IPv4", refused=True, words="Operation not permitted")
OPEN = WayTried("model", "UDP over IPv4", refused=False, words="timed out")
HELD = OfflineProof((TCP, CURL, MODEL), broker=False, enforcement="The kernel holds.")
NOT_HELD = OfflineProof((TCP, MODEL, OPEN), broker=False, enforcement="Nothing holds here.")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, commands: Mock) -> PreferencesPage:
    """The page, offline."""
    page = PreferencesPage(theme, commands)
    qtbot.addWidget(page)
    page.resize(1040, 748)
    page.show()
    page.on_event(SettingsChanged(Settings(preferences=Preferences(offline=True)), ()))
    page.on_event(NetworkChanged(online=False, locked=False, enforcement="The kernel holds."))
    return page


def said(part: QWidget) -> str:
    """All that is written in it and is to be seen."""
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def test_what_was_tried_is_counted_and_its_tone_fits() -> None:
    words = ProofWords()
    text, icon, tone = words.summary(HELD)
    assert text.startswith("Nothing can get out: 2 attempt")
    assert text.endswith("all refused by the system.")
    assert (icon, tone) == ("shield-check", "local")
    text, icon, tone = words.summary(NOT_HELD)
    assert text.startswith("Not held by the system here: 1 of 3 attempt")
    assert (icon, tone) == ("warning", "denied")
    text, icon, tone = words.summary(OfflineProof((TCP,), broker=True, enforcement=""))
    assert text.startswith("You are online: a broker runs")
    assert (icon, tone) == ("external", "leaves")


@pytest.mark.parametrize("ways", [(), (CURL,)])
def test_what_could_not_be_tried_proves_nothing(ways: tuple[WayTried, ...]) -> None:
    text, _icon, tone = ProofWords().summary(OfflineProof(ways, broker=False, enforcement=""))
    assert text == "Nothing could be tried, so nothing is proved."
    assert tone == "denied"


def shown(page: PreferencesPage) -> OfflineProof | None:
    """The proof that the page shows."""
    return page.offline.proof.proof


def test_each_way_is_told_with_what_the_system_said() -> None:
    assert way_words(TCP) == "Refused: Operation not permitted"
    assert way_words(OPEN) == "Not refused: timed out"
    assert way_words(CURL) == "Not here"
    assert by_process(HELD) == {"desktop": (TCP, CURL), "model": (MODEL,)}
    assert process_word("page reader") == "The page reader"
    assert process_word("some\u202eother") == "some⟦U+202E⟧other"
    assert ProofWords().group("x", (CURL,)) == ("x: nothing to try here", "tertiary")


def test_the_proof_is_asked_for_shown_and_can_be_copied(
    qtbot: QtBot, page: PreferencesPage, commands: Mock
) -> None:
    offline = page.offline
    assert not offline.proof.isVisible()
    offline.prove.click()
    commands.prove_offline.assert_called_once_with()
    assert not offline.prove.isEnabled()
    assert "Every way out is being tried" in said(offline)
    assert not offline.proof.copy.isVisible()
    page.on_event(OfflineProved(HELD))
    assert offline.prove.isEnabled()
    assert "Nothing can get out" in said(offline)
    first = offline.proof.groups[0]
    qtbot.waitUntil(first.isVisible)
    assert first.fold.text().startswith("The window and the gate: ")
    assert "folded" in first.fold.accessibleName()
    assert "TCP over IPv4" not in said(first)
    first.fold.click()
    assert "TCP over IPv4\nRefused: Operation not permitted\ncurl\nNot here" in said(first)
    offline.proof.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "  TCP over IPv4\tRefused: Operation not permitted" in copied
    assert "The kernel holds." in copied


def test_what_was_not_refused_stands_open(qtbot: QtBot, page: PreferencesPage) -> None:
    page.on_event(OfflineProved(NOT_HELD))
    model = page.offline.proof.groups[1]
    qtbot.waitUntil(model.isVisible)
    assert "Not refused: timed out" in said(model)
    assert "TCP over IPv4" not in said(page.offline.proof.groups[0])


def test_a_proof_is_gone_once_the_state_that_it_speaks_of_is(page: PreferencesPage) -> None:
    page.on_event(OfflineProved(HELD))
    page.on_event(NetworkChanged(online=False, locked=False, enforcement="The kernel holds."))
    assert shown(page) == HELD
    page.on_event(NetworkChanged(online=True, locked=False, enforcement="The kernel holds."))
    assert shown(page) is None
    assert not page.offline.proof.isVisible()


def test_a_proof_that_fails_can_be_asked_for_again(page: PreferencesPage) -> None:
    page.on_event(OfflineProved(HELD))
    page.on_event(Notice("Something else."))
    assert shown(page) == HELD
    page.offline.prove.click()
    page.on_event(Notice("The probe could not be started."))
    assert page.offline.prove.isEnabled()
    assert not page.offline.proof.isVisible()


def test_the_proof_is_found_from_the_cloud_as_well(page: PreferencesPage, commands: Mock) -> None:
    page.tabs[1].click()
    assert page.cloud.isVisible()
    assert not page.offline.isVisible()
    page.prove_offline()
    assert page.offline.isVisible()
    assert page.tabs[0].isChecked()
    commands.prove_offline.assert_called_once_with()
    page.prove_offline()
    commands.prove_offline.assert_called_once_with()


def test_escape_closes_the_form_of_an_expert(page: PreferencesPage) -> None:
    page.show_part(1)
    page.cloud.experts.add.click()
    assert page.escape()
    assert not page.escape()


def test_a_question_of_the_clouds_own_is_shown_among_its_settings(
    qtbot: QtBot, page: PreferencesPage
) -> None:
    card = QLabel("?")
    page.show_card(card)
    qtbot.waitUntil(card.isVisible)
    assert page.tabs[1].isChecked()
    page.show_card(None)
    assert page.cloud.experts.isVisible()


SOCKETS = WayTried("launcher", "Sockets that it holds open", refused=True, words="0 network sockets in /proc")
FREE = WayTried("launcher", "Socket filter", refused=False, words="It starts the broker.", tried=False)


def test_a_process_that_the_system_does_not_hold_is_not_counted_as_refused_by_it() -> None:
    words = ProofWords()
    proof = OfflineProof((TCP, CURL, MODEL, SOCKETS, FREE), broker=False, enforcement="The kernel holds.")
    assert proof.holds
    assert words.summary(proof)[0] == words.summary(HELD)[0]
    said_of_it = words.group("launcher", by_process(proof)["launcher"])
    assert said_of_it == ("The launcher: not held by the system", "leaves")
    behind = replace(FREE, refused=True, tried=True)
    held = OfflineProof((TCP, MODEL, SOCKETS, behind), broker=False, enforcement="")
    assert words.summary(held)[0].startswith("Nothing can get out: 4 attempt")
    open_ = replace(SOCKETS, refused=False)
    assert words.group("launcher", (open_, FREE))[1] == "denied"


def test_what_was_found_comes_into_view(qtbot: QtBot, page: PreferencesPage) -> None:
    page.resize(1040, 400)
    page.offline.prove.click()
    page.on_event(OfflineProved(HELD))
    shown_at = page.offline.proof.summary

    def in_view() -> bool:
        port = page._columns.left.viewport()
        return 0 < shown_at.mapTo(port, shown_at.rect().bottomLeft()).y() <= port.height()

    qtbot.waitUntil(in_view)
