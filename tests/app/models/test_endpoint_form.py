"""The endpoint's form takes what can be used, says what is wrong, and never keeps a key."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock, call

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.models.endpoint_fields import Fields, Problem, fill, read
from app.models.endpoint_form import EndpointForm
from app.models.page import ModelsPage
from app.theme.theme import Theme
from engine.events import EndpointChecked, ModelReady, SettingsChanged
from engine.model.port import EndpointSettings, ModelInfo
from engine.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

STUDIO = EndpointSettings("http://studio.lan:8000/v1", "qwen3", "endpoint:studio.lan:8000", "own", 32_768)
TYPED = Fields("http://studio.lan:8000/v1", "qwen3")
NONE = EndpointSettings()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"base_url": "studio.lan"}, Problem.ADDRESS),
        ({"base_url": "ftp://studio.lan/v1"}, Problem.ADDRESS),
        ({"base_url": "http://me:pw@studio.lan/v1"}, Problem.ADDRESS),
        ({"base_url": "http://studio.lan/v1?key=1"}, Problem.ADDRESS),
        ({"base_url": "http://stüdio.lan/v1"}, Problem.ADDRESS),
        ({"base_url": "http://api.example.com/v1"}, Problem.PLAIN_HTTP),
        ({"base_url": "http://8.8.8.8/v1"}, Problem.PLAIN_HTTP),
        ({"model": " "}, Problem.MODEL),
        ({"key": "sk 1"}, Problem.KEY),
        ({"key": "schlüssel"}, Problem.KEY),
        ({"context": ""}, Problem.CONTEXT),
        ({"context": "511"}, Problem.CONTEXT),
        ({"context": "99999999"}, Problem.CONTEXT),
        ({"context": "many"}, Problem.CONTEXT),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_a_name(changes: dict[str, str], problem: Problem) -> None:
    assert read(replace(TYPED, **changes), NONE, in_use=True) is problem  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example.com/v1",
        "http://127.0.0.1:8080",
        "http://192.168.1.5/v1/",
        "http://[::1]:80/v1",
        "http://gpu/v1",
    ],
)
def test_https_goes_anywhere_and_http_in_the_own_network(address: str) -> None:
    found = read(replace(TYPED, base_url=f" {address} "), NONE, in_use=True)
    assert isinstance(found, EndpointSettings)
    assert found.base_url == address.rstrip("/")
    assert found.in_use


def test_an_empty_address_stands_for_no_endpoint() -> None:
    assert read(Fields(), STUDIO, in_use=True) == NONE


def test_a_key_stays_with_its_host() -> None:
    same = read(TYPED, STUDIO, in_use=False)
    other = read(replace(TYPED, base_url="http://studio.lan:9000/v1"), STUDIO, in_use=False)
    new = read(replace(TYPED, base_url="http://studio.lan:9000/v1", key="sk-1"), STUDIO, in_use=False)
    assert [one.key_name for one in (same, other, new) if isinstance(one, EndpointSettings)] == [
        "endpoint:studio.lan:8000",
        "",
        "endpoint:studio.lan:9000",
    ]


def test_fields_and_settings_stand_for_each_other_without_the_key() -> None:
    assert read(fill(STUDIO), STUDIO, in_use=False) == STUDIO
    assert fill(STUDIO).key == ""


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> EndpointForm:
    form = EndpointForm(theme)
    qtbot.addWidget(form)
    form.resize(700, 500)
    with qtbot.waitExposed(form):
        form.show()
    form.fold.click()
    return form


def typed(field: QLineEdit, text: str) -> None:
    """Type as a person does."""
    field.setText(text)
    field.textEdited.emit(text)


def test_an_endpoint_is_typed_and_used(form: EndpointForm, qtbot: QtBot) -> None:
    typed(form.base_url, "http://studio.lan:8000/v1")
    typed(form.model, "qwen3")
    typed(form.key, "sk-1")
    form.trusts["own"].click()
    assert form.use.text() == "Use this endpoint"
    with qtbot.waitSignal(form.saved) as saved:
        form.use.click()
    assert saved.args == [replace(STUDIO, in_use=True), "sk-1"]
    form.show_endpoint(replace(STUDIO, in_use=True))
    assert form.key.text() == ""
    assert form.key.placeholderText() == "in the keyring"
    assert form.said.text() == "This endpoint answers now."
    assert "studio.lan:8000" in form.fold.text()


def test_the_mildest_trust_is_never_preselected(form: EndpointForm) -> None:
    assert form.trusts["each"].isChecked()
    assert not form.trusts["own"].isChecked()


def test_each_problem_has_a_sentence_and_nothing_is_saved(form: EndpointForm, qtbot: QtBot) -> None:
    said = set()
    for base_url, model, key, context in (
        ("nonsense", "m", "", "8192"),
        ("http://api.example.com/v1", "m", "", "8192"),
        ("http://gpu/v1", "", "", "8192"),
        ("http://gpu/v1", "m", "a b", "8192"),
        ("http://gpu/v1", "m", "", "5"),
    ):
        for field, text in zip(
            (form.base_url, form.model, form.key, form.context), (base_url, model, key, context), strict=True
        ):
            typed(field, text)
        assert form.said.isHidden()
        with qtbot.assertNotEmitted(form.saved), qtbot.assertNotEmitted(form.check_wanted):
            form.use.click()
            form.check.click()
        said.add(form.said.text())
    assert len(said - {""}) == 5


def test_this_computer_is_chosen_again_and_what_is_typed_stays(form: EndpointForm, qtbot: QtBot) -> None:
    form.show_endpoint(replace(STUDIO, in_use=True))
    assert form.leave.isVisibleTo(form)
    typed(form.model, "another")
    with qtbot.waitSignal(form.saved) as saved:
        form.leave.click()
    assert saved.args == [STUDIO, ""]
    form.show_endpoint(STUDIO)
    assert form.model.text() == "another"
    assert not form.leave.isVisibleTo(form)


def test_an_endpoint_can_be_removed(form: EndpointForm, qtbot: QtBot) -> None:
    form.show_endpoint(STUDIO)
    typed(form.base_url, "")
    assert form.use.text() == "Remove the endpoint"
    with qtbot.waitSignal(form.saved) as saved:
        form.use.click()
    assert saved.args == [NONE, ""]
    form.show_endpoint(NONE)
    assert not form.use.isEnabled()
    assert not form.check.isEnabled()


def test_a_check_saves_first_and_shows_what_it_came_to(form: EndpointForm, qtbot: QtBot) -> None:
    form.show_endpoint(STUDIO)
    with qtbot.assertNotEmitted(form.saved), qtbot.waitSignal(form.check_wanted):
        form.check.click()
    typed(form.model, "qwen4")
    with qtbot.waitSignals([form.saved, form.check_wanted], order="strict"):
        form.check.click()
    form.show_endpoint(replace(STUDIO, model="qwen4"))
    form.show_check(EndpointChecked("studio.lan", ("qwen3", "<b>x</b>\u202e")))
    assert "no model called qwen4" in form.said.text()
    assert "<b>x</b>" in form.said.text()
    assert "\u202e" not in form.said.text()
    form.show_check(EndpointChecked("studio.lan", ("qwen4",)))
    assert form.said.text() == "studio.lan answers. It has: qwen4."
    form.show_check(EndpointChecked("studio.lan", ()))
    assert form.said.text() == "studio.lan has named no model."
    form.show_check(EndpointChecked("studio.lan", (), "studio.lan does not accept the API key.", "Mend it."))
    assert form.said.text() == "studio.lan does not accept the API key. Mend it."
    typed(form.model, "qwen5")
    assert form.said.isHidden()


def test_it_is_folded_until_it_is_opened_or_in_use(theme: Theme, qtbot: QtBot) -> None:
    form = EndpointForm(theme)
    qtbot.addWidget(form)
    assert not form.use.isVisibleTo(form)
    form.show_endpoint(STUDIO)
    assert not form.use.isVisibleTo(form)
    form.show_endpoint(replace(STUDIO, in_use=True))
    assert form.use.isVisibleTo(form)
    assert form.fold.accessibleName().endswith("unfolded")


def test_the_model_in_use_says_that_it_is_elsewhere(theme: Theme, qtbot: QtBot, commands: Mock) -> None:
    page = ModelsPage(theme, commands)
    qtbot.addWidget(page)
    info = ModelInfo("qwen3", STUDIO.base_url, 0, "", "at studio.lan", 32_768, host="studio.lan")
    page.on_event(ModelReady(info))
    assert page.in_use.text() == "In use\nqwen3\nat studio.lan · 32,768 tokens of context"


def test_the_page_carries_the_form_to_the_engine_and_back(theme: Theme, qtbot: QtBot, commands: Mock) -> None:
    page = ModelsPage(theme, commands)
    qtbot.addWidget(page)
    page.on_event(SettingsChanged(Settings(endpoint=STUDIO), ()))
    page.endpoint.use.click()
    page.endpoint.check.click()
    assert commands.mock_calls[-2:] == [
        call.set_endpoint(replace(STUDIO, in_use=True), ""),
        call.check_endpoint(),
    ]
    page.on_event(EndpointChecked("studio.lan", ("qwen3",)))
    assert "studio.lan answers" in page.endpoint.said.text()
