"""The Models page shows what there is, loads what is here, and offers nothing that does not work."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from app.models.page import ModelsPage
from app.theme.theme import Theme
from engine.events import ModelFailed, ModelLoading, ModelReady, ModelsChanged
from engine.model.port import ModelEntry, ModelInfo

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
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
)
ORCHESTRATOR = replace(
    STARTER, id="orchestrator-8b", name="Orchestrator-8B", path="", note="Download it by hand."
)
INFO = ModelInfo("Qwen 0.5B", "/models/qwen.gguf", 491_400_064, "Q4_K_M", "CPU 2 threads", 8_192)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, commands: Mock) -> ModelsPage:
    """A page that knows of two models; the file dialog always answers the same."""
    page = ModelsPage(theme, commands, choose=lambda *_: "/models/own.gguf")
    qtbot.addWidget(page)
    page.resize(1040, 748)
    page.show()
    page.on_event(ModelsChanged((STARTER, ORCHESTRATOR)))
    return page


def test_it_asks_for_the_models_when_it_is_shown(page: ModelsPage, commands: Mock) -> None:
    commands.list_models.assert_called_once_with()


def test_orchestrator_comes_first(page: ModelsPage) -> None:
    assert [card.entry.id for card in page.cards] == ["orchestrator-8b", "qwen-0.5b"]


def test_only_what_is_here_can_be_loaded(page: ModelsPage, commands: Mock) -> None:
    absent, present = page.cards
    assert not absent.load.isVisible()
    assert absent.state.text() == "Not on this computer"
    present.load.click()
    commands.load_model.assert_called_once_with("/models/qwen.gguf")
    page.on_event(ModelsChanged((replace(STARTER, loaded=True), ORCHESTRATOR)))
    assert not page.cards[1].load.isVisible()
    assert page.cards[1].state.text() == "Loaded"


def test_a_card_shows_licence_link_size_and_note_as_plain_text(page: ModelsPage) -> None:
    said = page.cards[1].text()
    for text in ("Qwen <i>0.5B</i>", "Apache-2.0", "https://hub.example/licence", "491.4 MB", STARTER.note):
        assert text in said


def test_any_gguf_file_can_be_chosen(page: ModelsPage, commands: Mock) -> None:
    page.other.click()
    commands.load_model.assert_called_once_with("/models/own.gguf")


def test_while_one_model_loads_no_other_can(page: ModelsPage, commands: Mock) -> None:
    page.on_event(ModelLoading("Qwen 0.5B", 0.4))
    assert page.in_use.progress.value() == 40
    assert not page.other.isEnabled()
    assert not page.cards[1].load.isEnabled()
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
