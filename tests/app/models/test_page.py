"""The Models page shows what there is, asks before what matters, and offers nothing that does not work."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar
from unittest.mock import Mock, call

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.consent.card import ConsentCard
from app.models.download import DownloadPanel
from app.models.entry import EntryCard
from app.models.page import ModelsPage
from app.models.panel import Panel
from app.models.risks import RisksPanel
from app.theme.theme import Theme
from engine.contracts import Preferences, Privacy
from engine.events import (
    FetchProgress,
    FileChecked,
    ImportProgress,
    ModelFailed,
    ModelLoading,
    ModelReady,
    ModelsChanged,
    NetworkChanged,
    RisksAsked,
    SettingsChanged,
)
from engine.model.port import FetchState, ModelEntry, ModelInfo, ModelOptions
from engine.settings import Settings
from tests.app.fakes import question

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
FOLDER = "/models"
RISKS = ("It may write unsafe content.", "It may make wrong tool calls.")
STARTER = ModelEntry(
    id="qwen-0.5b",
    name="Qwen <i>0.5B</i>",
    publisher="Qwen",
    licence="Apache-2.0",
    licence_url="https://hub.example/licence",
    card_url="https://hub.example/card",
    size=491_400_064,
    sha256="1d",
    path="/models/qwen.gguf",
    loaded=False,
    note="On this computer; its sha256 is that of the published file.",
    fit="Runs on the processor: needs about 0.7 GB of memory.",
    fetchable=True,
    family="qwen",
)
ORCHESTRATOR = replace(
    STARTER,
    id="orchestrator-8b-q4",
    name="Orchestrator-8B",
    size=5_027_783_840,
    path="",
    note="Not on this computer.",
    licence="NVIDIA License",
    licence_text="For research only.\nMore of the text.",
    research_only=True,
    family="orchestrator-8b",
    file="orchestrator.gguf",
    hosts=("hub.example", "mirror.example"),
)
LARGER = replace(ORCHESTRATOR, id="orchestrator-8b-q8", name="Orchestrator-8B Q8_0")
OWN = ModelEntry(
    id="file:wild.gguf",
    name="Wild-abliterated",
    publisher="",
    licence="",
    licence_url="",
    card_url="",
    size=700,
    sha256="",
    path="/elsewhere/wild.gguf",
    loaded=False,
    note="",
    altered=("Its file name says “abliterated”.",),
)
INFO = ModelInfo(
    "Qwen 0.5B", "/models/qwen.gguf", 491_400_064, "Q4_K_M", "CPU 2 threads", 8_192, note="Fitted smaller."
)
ENTRIES = (STARTER, ORCHESTRATOR, LARGER, OWN)
PanelKind = TypeVar("PanelKind", bound=Panel)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, commands: Mock) -> ModelsPage:
    """A page that knows four models and is online; the file dialog always answers the same."""
    page = ModelsPage(theme, commands, RISKS, choose=lambda *_: "/elsewhere/own.gguf")
    qtbot.addWidget(page)
    page.resize(1040, 748)
    page.show()
    page.on_event(NetworkChanged(online=True, locked=False, enforcement=""))
    page.on_event(ModelsChanged(ENTRIES, FOLDER, 60_000_000_000))
    return page


def card_of(page: ModelsPage, entry: ModelEntry) -> EntryCard:
    """The card of one model."""
    return next(card for card in page.cards if card.entry.id == entry.id)


def panel_of(card: EntryCard, kind: type[PanelKind]) -> PanelKind:
    """The panel that is open in a card."""
    assert isinstance(card.panel, kind)
    return card.panel


def open_download(page: ModelsPage) -> DownloadPanel:
    """The panel before a download."""
    card = card_of(page, ORCHESTRATOR)
    card.download.click()
    return panel_of(card, DownloadPanel)


def test_it_asks_for_the_models_when_it_is_shown(page: ModelsPage, commands: Mock) -> None:
    commands.list_models.assert_called_once_with()


def test_orchestrator_comes_first_and_its_other_sizes_are_folded_away(page: ModelsPage) -> None:
    assert [card.entry.id for card in page.cards][:2] == [ORCHESTRATOR.id, LARGER.id]
    assert card_of(page, ORCHESTRATOR).isVisible()
    assert not card_of(page, LARGER).isVisible()
    fold = next(button for button in page.findChildren(QAbstractButton) if "Other sizes" in button.text())
    fold.click()
    assert card_of(page, LARGER).isVisible()
    assert "unfolded" in fold.accessibleName()


def test_a_folded_size_comes_in_sight_once_something_is_done_with_it(page: ModelsPage) -> None:
    page.on_event(FetchProgress(LARGER.id, FetchState.RUNNING, 1, LARGER.size))
    assert card_of(page, LARGER).isVisible()


def test_only_what_is_here_can_be_loaded(page: ModelsPage, commands: Mock) -> None:
    absent, present = card_of(page, ORCHESTRATOR), card_of(page, STARTER)
    assert not absent.load.isVisible()
    assert absent.facts.state.text() == "Not on this computer"
    assert absent.text().count("Not on this computer") == 1
    present.load.click()
    commands.load_model.assert_called_once_with("/models/qwen.gguf")
    page.on_event(ModelsChanged((replace(STARTER, loaded=True), ORCHESTRATOR), FOLDER))
    assert not card_of(page, STARTER).load.isVisible()
    assert card_of(page, STARTER).facts.state.text() == "Loaded"


def test_a_card_shows_licence_size_fit_and_note_as_plain_text(page: ModelsPage) -> None:
    said = card_of(page, STARTER).text()
    for text in ("Qwen <i>0.5B</i>", "Apache-2.0", "491.4 MB", STARTER.note, STARTER.fit, STARTER.path):
        assert text in said


def test_a_research_licence_stays_visible_when_the_model_is_here_and_loaded(page: ModelsPage) -> None:
    here = replace(ORCHESTRATOR, path="/models/o.gguf", loaded=True, licence_accepted=True)
    page.on_event(ModelsChanged((STARTER, here), FOLDER))
    assert card_of(page, ORCHESTRATOR).facts.research.isVisible()
    assert not card_of(page, STARTER).facts.research.isVisible()
    card_of(page, ORCHESTRATOR).licence.click()
    assert card_of(page, ORCHESTRATOR).panel is not None


def test_nothing_is_downloaded_before_the_licence_is_accepted(page: ModelsPage, commands: Mock) -> None:
    panel = open_download(page)
    assert panel.licence.view.toPlainText() == ORCHESTRATOR.licence_text
    assert panel.licence.research.isVisible()
    assert not panel.accept.isChecked()
    assert not panel.agree.isEnabled()
    panel.accept.click()
    assert panel.agree.isEnabled()
    panel.agree.click()
    assert commands.mock_calls[-2:] == [
        call.accept_licence(ORCHESTRATOR.id),
        call.fetch_model(ORCHESTRATOR.id),
    ]
    assert card_of(page, ORCHESTRATOR).panel is None


def test_the_panel_says_where_the_file_comes_from_and_what_room_there_is(page: ModelsPage) -> None:
    panel = open_download(page)
    said = "\n".join(child.accessibleName() for child in panel.findChildren(QWidget))
    for text in ("hub.example", "orchestrator.gguf", "5.0 GB", "60.0 GB"):
        assert text in said


def test_an_address_stands_in_for_a_licence_whose_text_is_not_known(page: ModelsPage) -> None:
    page.on_event(ModelsChanged((replace(ORCHESTRATOR, licence_text=""),), FOLDER, -1))
    panel = open_download(page)
    assert not panel.licence.view.isVisible()
    assert ORCHESTRATOR.licence_url in panel.licence.sentence.text()


@pytest.mark.parametrize(
    ("locked", "preferences", "words"),
    [
        (False, Preferences(offline=True), "Go online with the switch above"),
        (True, Preferences(offline=True), "without --offline"),
        (False, Preferences(privacy=Privacy.LOCAL_ONLY), "Change it in Preferences"),
        (False, Preferences(), "No broker process runs"),
    ],
)
def test_without_a_network_the_panel_says_the_way_out(
    page: ModelsPage, locked: bool, preferences: Preferences, words: str
) -> None:
    page.on_event(SettingsChanged(Settings(preferences=preferences), ()))
    page.on_event(NetworkChanged(online=False, locked=locked, enforcement=""))
    panel = open_download(page)
    panel.accept.click()
    assert not panel.agree.isEnabled()
    assert words in panel.held
    page.on_event(NetworkChanged(online=True, locked=False, enforcement=""))
    assert panel.agree.isEnabled()
    assert panel.held == ""


def test_too_full_a_disk_holds_the_download_back(page: ModelsPage) -> None:
    page.on_event(ModelsChanged(ENTRIES, FOLDER, 1_000_000_000))
    panel = open_download(page)
    panel.accept.click()
    assert not panel.agree.isEnabled()
    assert "4.2 GB are missing" in panel.held


def test_a_panel_begins_on_the_way_back_and_esc_takes_it(page: ModelsPage) -> None:
    panel = open_download(page)
    assert panel.back.hasFocus()
    QTest.keyClick(panel.back, Qt.Key.Key_Escape)
    assert card_of(page, ORCHESTRATOR).panel is None
    assert card_of(page, ORCHESTRATOR).download.hasFocus()
    open_download(page)
    assert page.escape()
    assert not page.escape()


def test_a_panel_stays_open_when_news_come_and_the_button_closes_it(page: ModelsPage) -> None:
    panel = open_download(page)
    panel.accept.click()
    page.on_event(ModelsChanged(ENTRIES, FOLDER, 59_000_000_000))
    assert card_of(page, ORCHESTRATOR).panel is panel
    assert panel.accept.isChecked()
    card_of(page, ORCHESTRATOR).download.click()
    assert card_of(page, ORCHESTRATOR).panel is None


def test_a_download_shows_figure_speed_and_estimate_and_can_be_held_and_ended(
    page: ModelsPage, commands: Mock
) -> None:
    card = card_of(page, ORCHESTRATOR)
    page.on_event(FetchProgress(card.entry.id, FetchState.RUNNING, 1_000_000_000, 5_000_000_000, 10_000_000))
    assert card.line.words.text() == "1.0 GB of 5.0 GB · 20 % · 10.0 MB/s · about 7 min left"
    assert card.line.bar.value() == 20
    assert not card.download.isVisible()
    card.line.pause.click()
    commands.pause_fetch.assert_called_once_with(ORCHESTRATOR.id)
    card.line.cancel.click()
    commands.cancel_fetch.assert_called_once_with(ORCHESTRATOR.id)
    page.on_event(FetchProgress(card.entry.id, FetchState.CANCELLED, 0, 5_000_000_000))
    page.on_event(ModelsChanged(ENTRIES, FOLDER))
    assert not card.line.isVisible()
    assert card.download.isVisible()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (FetchState.WAITING, "In line"),
        (FetchState.ASKING, "Waits for your answer"),
        (FetchState.CHECKING, "Checking"),
    ],
)
def test_what_a_download_waits_for_is_said(page: ModelsPage, state: FetchState, words: str) -> None:
    page.on_event(FetchProgress(ORCHESTRATOR.id, state, 1, ORCHESTRATOR.size))
    assert card_of(page, ORCHESTRATOR).line.words.text().startswith(words)


def test_what_arrived_before_a_break_goes_on_by_resume(page: ModelsPage, commands: Mock) -> None:
    half = replace(ORCHESTRATOR, arrived=2_500_000_000, licence_accepted=True)
    page.on_event(ModelsChanged((half,), FOLDER))
    card = card_of(page, ORCHESTRATOR)
    assert card.line.words.text().startswith("Paused · 2.5 GB of 5.0 GB")
    card.line.resume.click()
    commands.fetch_model.assert_called_once_with(ORCHESTRATOR.id)
    page.on_event(NetworkChanged(online=False, locked=False, enforcement=""))
    assert not card.line.resume.isEnabled()
    page.on_event(NetworkChanged(online=True, locked=False, enforcement=""))
    page.on_event(ModelsChanged((replace(half, licence_accepted=False),), FOLDER))
    card.line.resume.click()
    assert isinstance(card.panel, DownloadPanel)


def test_a_failed_download_says_why_and_can_be_tried_again(page: ModelsPage) -> None:
    card = card_of(page, ORCHESTRATOR)
    told = FetchProgress(card.entry.id, FetchState.FAILED, 0, 9, 0.0, "It broke.", "Try again later.")
    page.on_event(told)
    assert card.line.words.text() == "It broke. Try again later."
    assert card.line.resume.text() == "Try again"
    assert not card.line.bar.isVisible()
    page.on_event(replace(told, done=4))
    assert card.line.resume.text() == "Resume"


def test_a_check_shows_its_progress_and_its_outcome(page: ModelsPage, commands: Mock) -> None:
    card = card_of(page, STARTER)
    card.verify.click()
    commands.verify_model.assert_called_once_with(STARTER.path)
    page.on_event(FileChecked(STARTER.path, 0.4))
    assert "40 %" in card.line.words.text()
    assert not card.verify.isVisible()
    card.line.cancel.click()
    commands.stop_reading.assert_called_once_with(STARTER.path)
    page.on_event(FileChecked(STARTER.path, 1.0, "1d"))
    assert card.line.words.text() == "Checked: this is the published file."
    card.verify.click()
    page.on_event(FileChecked(STARTER.path, 1.0, "2e"))
    assert "not the published file" in card.line.words.text()
    page.on_event(FileChecked(STARTER.path, 1.0, problem="It cannot be read."))
    assert card.line.words.text() == "It cannot be read."
    page.on_event(FileChecked(STARTER.path, -1.0))
    assert not card.line.isVisible()
    page.on_event(FileChecked(STARTER.path, 1.0, "1d"))
    assert not card.line.isVisible(), "what was read before loading is said by the note"
    card_of(page, OWN).verify.click()
    page.on_event(FileChecked(OWN.path, 1.0, "3f"))
    assert "3f" in card_of(page, OWN).line.words.text()
    page.on_event(FileChecked("/no/card.gguf", 1.0, "3f"))


def test_removing_asks_in_the_card_and_only_for_files_of_the_folder(page: ModelsPage, commands: Mock) -> None:
    card = card_of(page, STARTER)
    assert not card_of(page, OWN).remove.isVisible()
    card.remove.click()
    panel = panel_of(card, Panel)
    assert "491.4 MB" in panel.heading.text()  # type: ignore[attr-defined]
    panel.back.click()
    commands.remove_model.assert_not_called()
    card.remove.click()
    panel_of(card, Panel).agree.click()
    commands.remove_model.assert_called_once_with(STARTER.path)


def test_the_model_cards_address_is_copied_and_never_opened(page: ModelsPage, qtbot: QtBot) -> None:
    card = card_of(page, STARTER)
    card.address.click()
    assert QGuiApplication.clipboard().text() == STARTER.card_url
    assert card.address.text() == "Address copied"
    qtbot.waitUntil(lambda: card.address.text() != "Address copied", timeout=5_000)


def test_altered_weights_are_loaded_only_after_the_risks_are_accepted(
    page: ModelsPage, commands: Mock
) -> None:
    card = card_of(page, OWN)
    assert card.facts.altered.isVisible()
    card.load.click()
    panel = panel_of(card, RisksPanel)
    assert "abliterated" in panel.signs.text()
    assert all(risk in panel.risks.text() for risk in RISKS)
    assert not panel.agree.isEnabled()
    panel.accept.click()
    panel.agree.click()
    commands.accept_risks.assert_called_once_with(OWN.path)
    commands.load_model.assert_not_called()
    page.on_event(ModelsChanged((replace(OWN, risks_accepted=True),), FOLDER))
    card.load.click()
    commands.load_model.assert_called_once_with(OWN.path)
    assert card.facts.altered.isVisible()


def test_a_refused_file_shows_its_risks_whether_it_has_a_card_or_not(
    page: ModelsPage, commands: Mock
) -> None:
    page.on_event(RisksAsked(OWN.path, OWN.name, OWN.altered))
    assert isinstance(card_of(page, OWN).panel, RisksPanel)
    page.on_event(RisksAsked("/other/x.gguf", "X", ("A sign.",)))
    page.on_event(RisksAsked("/other/x.gguf", "X", ("A sign.",)))
    panel = page.foreign_risks.panel
    assert panel is not None
    assert panel.back.hasFocus()
    panel.accept.click()
    panel.agree.click()
    commands.accept_risks.assert_called_once_with("/other/x.gguf")
    assert not page.foreign_risks.isVisible()


def test_a_file_of_ones_own_can_be_loaded_or_added(page: ModelsPage, commands: Mock) -> None:
    page.other.click()
    commands.load_model.assert_called_once_with("/elsewhere/own.gguf")
    page.add.click()
    commands.import_model.assert_called_once_with("/elsewhere/own.gguf")


def test_a_copy_shows_its_progress_and_can_be_stopped_and_tried_again(
    page: ModelsPage, commands: Mock
) -> None:
    line = page.copy_line
    page.on_event(ImportProgress("/d/own.gguf", FetchState.WAITING, 0, 10))
    assert "In line" in line.text()
    page.on_event(ImportProgress("/d/own.gguf", FetchState.RUNNING, 5, 10))
    assert "Copying own.gguf" in line.text()
    assert line.line.bar.value() == 50
    line.line.cancel.click()
    commands.stop_reading.assert_called_once_with("/d/own.gguf")
    page.on_event(ImportProgress("/d/own.gguf", FetchState.FAILED, 0, 10, "Too full.", "Free some space."))
    assert "Too full. Free some space." in line.text()
    line.line.resume.click()
    commands.import_model.assert_called_once_with("/d/own.gguf")
    line.line.cancel.click()
    assert not line.isVisible()
    page.on_event(ImportProgress("/d/own.gguf", FetchState.DONE, 10, 10))
    assert not line.isVisible()


def dropped(page: ModelsPage, *paths: str) -> bool:
    """Drag files onto the page and let go; True where it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, data, buttons, keys)
    enter.ignore()
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPoint(9, 9), action, data, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_file_is_asked_about_and_loads_nothing_by_itself(page: ModelsPage, commands: Mock) -> None:
    assert not dropped(page, "/d/letter.pdf")
    assert not dropped(page, "/d/one.gguf", "/d/two.gguf")
    assert dropped(page, "/d/own.GGUF")
    commands.load_model.assert_not_called()
    assert page.dropped.back.hasFocus()
    page.dropped.load.click()
    commands.load_model.assert_called_once_with("/d/own.GGUF")
    assert dropped(page, "/d/own.gguf")
    page.dropped.add.click()
    commands.import_model.assert_called_once_with("/d/own.gguf")
    assert dropped(page, "/d/own.gguf")
    assert page.escape()
    assert not page.dropped.isVisible()


def test_layers_context_and_cache_type_can_be_set_by_hand(page: ModelsPage, commands: Mock) -> None:
    options = page.options
    options.fold.click()
    page.on_event(SettingsChanged(Settings(model_options=ModelOptions(12, 4096, "f16")), ()))
    assert (options.layers.text(), options.context.text()) == ("12", "4096")
    assert not options.apply.isEnabled()
    options.layers.setText("0")
    options.layers.textEdited.emit("0")
    options.context.clear()
    options.context.textEdited.emit("")
    assert options.apply.isEnabled()
    options.apply.click()
    commands.set_model_options.assert_called_once_with(ModelOptions(0, 0, "f16"))
    for wrong in ("many", "-1", "1000", "١٢"):
        options.layers.setText(wrong)
        options.layers.textEdited.emit(wrong)
        assert options.said.isVisible()
        assert not options.apply.isEnabled()


def test_what_was_fitted_is_said_beside_the_model_in_use(page: ModelsPage) -> None:
    page.on_event(ModelReady(INFO))
    assert "Fitted smaller." in page.in_use.text()


def test_while_one_model_loads_no_other_can(page: ModelsPage) -> None:
    page.on_event(ModelLoading("Qwen 0.5B", 0.4))
    assert page.in_use.progress.value() == 40
    assert not page.other.isEnabled()
    assert not card_of(page, STARTER).load.isEnabled()
    page.on_event(ModelReady(INFO))
    assert page.other.isEnabled()
    assert not page.in_use.progress.isVisible()
    assert "CPU 2 threads" in page.in_use.text()


def test_a_failure_says_what_is_wrong_and_the_way_out(page: ModelsPage) -> None:
    page.on_event(ModelLoading("Qwen 0.5B", 0.4))
    page.on_event(ModelFailed("The file is damaged.", "Fetch it again."))
    assert "The file is damaged." in page.in_use.text()
    assert "Fetch it again." in page.in_use.text()
    assert page.other.isEnabled()


def test_a_model_that_is_gone_loses_its_card(page: ModelsPage) -> None:
    page.on_event(ModelsChanged((STARTER,), FOLDER))
    assert [card.entry.id for card in page.cards] == [STARTER.id]


def test_every_control_has_a_name_and_the_keyboard_reaches_it(page: ModelsPage) -> None:
    page.options.fold.click()
    open_download(page)
    for control in (*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)):
        if control.isVisible():
            assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()), (
                control
            )
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_a_question_stands_on_top_and_leaves_the_keyboard_on_the_page(page: ModelsPage, theme: Theme) -> None:
    card = ConsentCard(theme, question(), lambda: 100.0)
    page.show_card(card)
    card.setFocus()
    assert card.isVisible()
    assert card.geometry().top() < page.in_use.geometry().top()
    page.show_card(None)
    assert not card.isVisible()
    assert page.isAncestorOf(page.focusWidget())


def test_a_panel_that_unfolds_out_of_sight_is_scrolled_to(page: ModelsPage, qtbot: QtBot) -> None:
    page.resize(900, 500)
    card = card_of(page, OWN)
    card.load.click()
    panel = panel_of(card, RisksPanel)
    qtbot.waitUntil(lambda: not panel.agree.visibleRegion().isEmpty(), timeout=5_000)
