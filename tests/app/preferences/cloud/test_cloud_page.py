"""The cloud's part of Preferences: each change is sent whole, keys go their own way, typed text stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.preferences.cloud.authority import BIGGEST, read_authority
from app.preferences.cloud.hiding import boxes
from app.preferences.cloud.page import CloudPart
from app.preferences.cloud.web import region_word
from app.theme.theme import Theme
from engine.cloud import (
    ENGINES,
    REDACTION_KINDS,
    TIERS,
    CloudSettings,
    Expert,
    ExpertView,
    Provider,
    RedactionSettings,
)
from engine.cloud_events import ExpertChecked, KeySaved, PricesChanged
from engine.contracts import Money
from engine.events import SettingsChanged
from engine.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
KEY = "expert:api.openai.com"
LARGE = Expert("large", Provider.OPENAI, "gpt-5", key_name=KEY)
STUDIO = Expert("studio", Provider.COMPATIBLE, "qwen3", "http://studio.lan:8000/v1")
CLOUD = CloudSettings((LARGE, STUDIO), {"reasoner-1": "large"})
VIEWS = (
    ExpertView(LARGE, "api.openai.com", Money(1_250_000), Money(10_000_000), listed=True, seconds=22.0),
    ExpertView(STUDIO, "studio.lan:8000"),
)
PEM = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n"


@pytest.fixture
def files() -> list[str]:
    """What the file dialog will answer, one after the other."""
    return []


@pytest.fixture
def part(qtbot: QtBot, theme: Theme, commands: Mock, files: list[str]) -> CloudPart:
    """The part with two experts in force."""
    part = CloudPart(theme, commands, lambda _parent, _title: files.pop(0))
    qtbot.addWidget(part)
    part.resize(1040, 748)
    part.show()
    confirm(part)
    return part


def confirm(part: CloudPart, cloud: CloudSettings = CLOUD, views: tuple[ExpertView, ...] = VIEWS) -> None:
    """The engine says what is in force now."""
    part.on_event(SettingsChanged(Settings(cloud=cloud), (), experts=views))


def asked(commands: Mock) -> CloudSettings:
    """The settings of the last command."""
    found = commands.set_cloud.call_args.args[0]
    assert isinstance(found, CloudSettings)
    return found


def said(part: QWidget) -> str:
    """All that is written in it and is to be seen."""
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def write(field: QLineEdit, text: str) -> None:
    """Type over what a field holds."""
    field.clear()
    QTest.keyClicks(field, text)


def test_showing_what_is_in_force_asks_for_nothing(part: CloudPart, commands: Mock) -> None:
    assert "OpenAI · gpt-5 · api.openai.com" in said(part.experts.rows[0])
    assert "$1.25 in, $10.00 out per million tokens (price list)" in said(part.experts.rows[0])
    assert "about 22 s · has a key · the model knows it as reasoner-1, expert-1" in said(part.experts.rows[0])
    assert "no key · the model knows it as expert-2" in said(part.experts.rows[1])
    assert "reserves all that is left of your caps" in said(part.experts.rows[1])
    assert "reserves" not in said(part.experts.rows[0])
    assert not commands.mock_calls


def test_an_expert_is_added_and_its_key_goes_its_own_way(part: CloudPart, commands: Mock) -> None:
    part.experts.add.click()
    form = part.experts.form
    form.provider.setCurrentIndex(form.provider.findData(Provider.ANTHROPIC))
    form.provider.activated.emit(form.provider.currentIndex())
    QTest.keyClicks(form.model, "claude-x")
    assert form.name.text() == "claude-x"
    QTest.keyClicks(form.key, "sk-secret")
    form.save.click()
    added = Expert("claude-x", Provider.ANTHROPIC, "claude-x", key_name="expert:api.anthropic.com")
    assert asked(commands) == replace(CLOUD, experts=(LARGE, STUDIO, added))
    commands.set_key.assert_called_once_with("expert:api.anthropic.com", "sk-secret")
    assert not form.isVisible()
    assert form.key.text() == ""
    assert [row.view.expert for row in part.experts.rows] == [LARGE, STUDIO, added]
    commands.check_expert.assert_not_called()


def test_a_name_of_the_users_own_is_not_written_over(part: CloudPart) -> None:
    part.experts.add.click()
    QTest.keyClicks(part.experts.form.name, "mine")
    QTest.keyClicks(part.experts.form.model, "gpt-6")
    assert part.experts.form.name.text() == "mine"


def test_a_form_that_cannot_be_used_sends_nothing(part: CloudPart, commands: Mock) -> None:
    part.experts.add.click()
    form = part.experts.form
    QTest.keyClick(form.model, Qt.Key.Key_Return)
    assert "Give it a name." in said(form)
    assert part.focusWidget() is form.name
    QTest.keyClicks(form.name, "a/b")
    form.save.click()
    assert "A name has up to 40 letters" in said(form)
    form.name.clear()
    form.name.textEdited.emit("")
    QTest.keyClicks(form.model, "gpt-6")
    assert form.said.text() == ""
    form.thinking.setText("5000")
    form.save.click()
    assert "Thinking takes fewer tokens than the longest answer" in said(form)
    assert form.thinking.isVisible()
    assert part.focusWidget() is form.thinking
    commands.set_cloud.assert_not_called()


def test_a_renamed_expert_keeps_its_names_with_the_model(part: CloudPart, commands: Mock) -> None:
    part.experts.rows[0].edit.click()
    form = part.experts.form
    assert form.heading.text() == "Change large"
    assert form.price_in.placeholderText() == "1.25 as listed"
    write(form.name, "best")
    form.save.click()
    assert asked(commands).experts == (replace(LARGE, id="best"), STUDIO)
    assert asked(commands).tiers == {"reasoner-1": "best"}
    commands.set_key.assert_not_called()


def test_the_form_keeps_what_is_typed_while_events_come_in(part: CloudPart) -> None:
    part.experts.rows[0].edit.click()
    form = part.experts.form
    write(form.model, "half-ty")
    QTest.keyClicks(form.key, "sk-half")
    part.on_event(KeySaved(KEY, "run"))
    confirm(part, replace(CLOUD, region="de-de"))
    part.on_event(ExpertChecked("large", ("gpt-5",)))
    assert (form.model.text(), form.key.text()) == ("half-ty", "sk-half")
    assert form.key.placeholderText() == "for this run only"


def test_where_a_key_is_is_said(part: CloudPart) -> None:
    part.experts.rows[0].edit.click()
    form = part.experts.form
    assert form.key.placeholderText() == "saved before"
    assert form.key.echoMode() is QLineEdit.EchoMode.Password
    part.on_event(KeySaved(KEY, "keyring"))
    assert form.key.placeholderText() == "in the keyring"
    assert "The key for api.openai.com is in the keyring." in said(part.experts)
    part.on_event(KeySaved(KEY, "run"))
    assert "kept for this run only and written nowhere" in said(part.experts)
    part.on_event(KeySaved(KEY, "removed"))
    assert "The key for api.openai.com is removed." in said(part.experts)
    part.on_event(KeySaved("endpoint:gpu.lan", "keyring"))
    assert "gpu.lan" not in said(part.experts)
    form.provider.setCurrentIndex(form.provider.findData(Provider.GOOGLE))
    form.provider.activated.emit(0)
    assert form.key.placeholderText() == "none yet"


def test_a_key_is_removed_for_all_experts_of_its_host(part: CloudPart, commands: Mock) -> None:
    small = replace(LARGE, id="small", model="gpt-5-mini")
    confirm(part, replace(CLOUD, experts=(LARGE, small)))
    part.experts.rows[0].edit.click()
    part.experts.form.remove_key.click()
    commands.set_key.assert_called_once_with(KEY, "")
    assert [expert.key_name for expert in asked(commands).experts] == ["", ""]
    assert part.experts.form.key.placeholderText() == "none yet"
    assert not part.experts.form.remove_key.isVisible()


def test_removing_an_expert_asks_once_and_takes_a_key_along_that_nobody_else_uses(
    part: CloudPart, commands: Mock
) -> None:
    row = part.experts.rows[0]
    row.remove.click()
    assert row.no.hasFocus() or row.question.isVisible()
    row.no.click()
    assert not row.question.isVisible()
    commands.set_cloud.assert_not_called()
    row.edit.click()
    row.remove.click()
    row.yes.click()
    assert asked(commands) == CloudSettings((STUDIO,))
    commands.set_key.assert_called_once_with(KEY, "")
    assert not part.experts.form.isVisible()


def test_a_key_that_another_expert_uses_stays(part: CloudPart, commands: Mock) -> None:
    confirm(part, CloudSettings((LARGE, replace(LARGE, id="small"))))
    part.experts.rows[1].remove.click()
    part.experts.rows[1].yes.click()
    assert asked(commands) == CloudSettings((LARGE,))
    commands.set_key.assert_not_called()


def test_a_test_is_saved_first_and_told_in_words(part: CloudPart, commands: Mock) -> None:
    part.experts.rows[0].edit.click()
    part.experts.form.test.click()
    commands.check_expert.assert_called_once_with("large")
    row = part.experts.rows[0]
    assert "Asking api.openai.com for its models…" in said(row)
    assert not row.test.isEnabled()
    part.on_event(ExpertChecked("large", ("gpt-5", "o3")))
    assert "api.openai.com answers and names 2 model" in said(row)
    assert "gpt-5 is among them." in said(row)
    assert row.test.isEnabled()
    part.on_event(ExpertChecked("large", ("o3",)))
    assert "but none called gpt-5." in said(row)
    part.on_event(ExpertChecked("large", (), "The key is refused.", "Write it anew."))
    assert "The key is refused. Write it anew." in said(row)
    part.on_event(ExpertChecked("large", ()))
    assert "api.openai.com was not asked, or has named no model." in said(row)


def test_a_model_is_chosen_from_those_that_were_named(part: CloudPart, commands: Mock) -> None:
    part.on_event(ExpertChecked("studio", ("zeta", "Alpha")))
    part.experts.rows[1].edit.click()
    form = part.experts.form
    assert form.models.isVisible()
    form.models.setCurrentIndex(1)
    form.models.activated.emit(1)
    assert form.model.text() == "Alpha"
    form.models.activated.emit(0)
    assert form.model.text() == "Alpha"
    form.save.click()
    assert asked(commands).experts[1] == replace(STUDIO, model="Alpha")


def test_a_models_list_that_comes_while_the_form_is_open_is_offered(part: CloudPart) -> None:
    part.experts.rows[1].edit.click()
    assert not part.experts.form.models.isVisible()
    part.on_event(ExpertChecked("studio", ("zeta",)))
    assert part.experts.form.models.isVisible()


def test_the_address_stands_first_for_another_server_and_under_more_for_the_others(part: CloudPart) -> None:
    part.experts.rows[1].edit.click()
    form = part.experts.form
    assert form.base_url.isVisible()
    assert not form.price_in.isVisible()
    part.experts.rows[0].edit.click()
    assert not form.base_url.isVisible()
    form.more.click()
    assert form.base_url.isVisible()
    assert form.base_url.placeholderText() == "https://api.openai.com/v1"


def test_an_authority_is_read_from_a_file_for_an_address_of_ones_own(
    part: CloudPart, commands: Mock, files: list[str], tmp_path: Path
) -> None:
    good, bad = tmp_path / "ca.pem", tmp_path / "key.pem"
    good.write_text("Issuer: me\n" + PEM)
    bad.write_text(PEM + "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n")
    files += [str(bad), str(tmp_path / "missing"), "", str(good), str(good)]
    part.experts.rows[0].edit.click()
    form = part.experts.form
    form.more.click()
    assert not form.authority.pick.isEnabled()
    QTest.keyClicks(form.base_url, "https://gpu.lan/v1")
    for _ in range(2):
        form.authority.pick.click()
        assert "This file holds no certificate in PEM" in said(form)
    form.authority.pick.click()
    form.authority.pick.click()
    assert form.authority.pem == PEM
    assert not form.authority.said.isVisible()
    form.authority.drop.click()
    assert form.authority.pem == ""
    form.authority.pick.click()
    form.save.click()
    assert asked(commands).experts[0].authority == PEM
    assert asked(commands).experts[0].key_name == ""


def test_escape_and_cancel_close_the_form_and_forget_the_key(part: CloudPart, commands: Mock) -> None:
    assert not part.escape()
    part.experts.add.click()
    QTest.keyClicks(part.experts.form.key, "sk-secret")
    assert part.escape()
    assert part.experts.form.key.text() == ""
    part.experts.add.click()
    part.experts.form.cancel.click()
    assert not part.experts.form.isVisible()
    commands.set_cloud.assert_not_called()


def test_the_model_may_know_an_expert_by_any_name(part: CloudPart, commands: Mock) -> None:
    boxes_of = part.tiers.boxes
    assert list(boxes_of) == list(TIERS)
    assert boxes_of["expert-1"].currentText() == "automatic: large"
    assert boxes_of["expert-3"].currentText() == "nobody"
    assert boxes_of["reasoner-1"].currentText() == "large"
    assert not boxes_of["reasoner-1"].isVisible()
    part.tiers.fold.click()
    assert boxes_of["reasoner-1"].isVisible()
    choose(boxes_of["expert-1"], "studio")
    assert asked(commands).tiers == {"reasoner-1": "large", "expert-1": "studio"}
    choose(boxes_of["reasoner-1"], "")
    assert asked(commands).tiers == {"expert-1": "studio"}


def choose(box: QComboBox, value: str) -> None:
    """Choose by what an item stands for."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_without_an_expert_there_is_nothing_to_name(part: CloudPart) -> None:
    confirm(part, CloudSettings(), ())
    assert not part.tiers.isVisible()
    assert "No expert yet" in said(part.experts)


def test_engines_are_named_with_their_hosts_and_one_must_stay(part: CloudPart, commands: Mock) -> None:
    lines = part.web.lines
    assert list(lines) == list(ENGINES)
    assert lines["brave"].box.accessibleName() == "Brave · search.brave.com"
    lines["duckduckgo"].box.click()
    assert lines["duckduckgo"].box.isChecked()
    assert "One engine must stay." in said(part.web)
    commands.set_cloud.assert_not_called()
    lines["brave"].box.click()
    assert asked(commands).engines == ("duckduckgo", "brave")
    choose(part.web.region, "tw-tzh")
    assert asked(commands).region == "tw-tzh"
    assert asked(commands).engines == ("duckduckgo", "brave")
    assert "zh.wikipedia.org" in lines["wikipedia"].box.accessibleName()


def test_a_region_that_is_not_listed_is_kept_as_it_is_written(part: CloudPart) -> None:
    confirm(part, replace(CLOUD, region="is-is"))
    assert part.web.region.currentText() == "is-is"
    assert region_word("jp-jp") == "日本 · 日本語"


def test_every_kind_of_finding_has_a_box_or_is_the_users_own(part: CloudPart, commands: Mock) -> None:
    shown = [kind for kinds in boxes().values() for kind in kinds]
    assert sorted((*shown, "dictionary")) == sorted(REDACTION_KINDS)
    part.hiding.kinds["iban"].click()
    assert asked(commands).redaction.off == ("iban", "bic")
    part.hiding.kinds["phone"].click()
    assert asked(commands).redaction.off == ("phone", "iban", "bic")
    part.hiding.kinds["iban"].click()
    assert asked(commands).redaction.off == ("phone",)


def test_hiding_is_a_help_and_can_be_turned_off(part: CloudPart, commands: Mock) -> None:
    assert "It is a help and no promise" in said(part.hiding)
    part.hiding.switch.click()
    assert not asked(commands).redaction.on
    assert not part.hiding.kinds["email"].isEnabled()
    assert not part.hiding.words.isEnabled()


def test_own_words_are_saved_line_by_line_and_stay_while_they_are_typed(
    part: CloudPart, commands: Mock
) -> None:
    hiding = part.hiding
    assert not hiding.save.isEnabled()
    hiding.words.setPlainText("Ada  Northwind \n\nx\nAda Northwind")
    confirm(part, replace(CLOUD, region="de-de"))
    assert hiding.words.toPlainText().startswith("Ada  Northwind")
    hiding.save.click()
    assert "Each line has 2 to 200 characters that can be seen" in said(hiding)
    hiding.words.setPlainText("Ada  Northwind \n\nRua das Flores\nAda Northwind")
    hiding.save.click()
    assert asked(commands).redaction.dictionary == ("Ada Northwind", "Rua das Flores")
    assert "Saved." in said(hiding)
    confirm(part, asked(commands))
    assert not hiding.save.isEnabled()
    confirm(
        part, replace(CLOUD, redaction=RedactionSettings(off=("dictionary", "later"), dictionary=("Bo",)))
    )
    assert hiding.words.toPlainText() == "Bo"
    hiding.words.setPlainText("Bob")
    hiding.save.click()
    assert asked(commands).redaction.off == ("later",)


def test_prices_say_their_day_and_are_updated_on_demand(part: CloudPart, commands: Mock) -> None:
    part.on_event(PricesChanged("2026-11-02", fetched=False))
    assert "The list of Monday, November 2, 2026," in said(part.prices).replace("2 November", "November 2,")
    assert "which came with the program" in said(part.prices)
    part.prices.fetch.click()
    commands.update_prices.assert_called_once_with()
    assert "being asked for" in said(part.prices)
    assert not part.prices.fetch.isEnabled()
    part.on_event(PricesChanged("2026-11-20", fetched=True))
    assert "which you have fetched" in said(part.prices)
    assert part.prices.fetch.isEnabled()
    part.on_event(PricesChanged("no day", fetched=True, problem="The list is broken.", way_out="Try later."))
    assert "The list is broken. Try later." in said(part.prices)
    assert "The list of no day" in said(part.prices)


@pytest.mark.parametrize(
    "address", ["proxy.lan:3128", "http://proxy.lan", "http://me:pw@proxy.lan:3128", "x y"]
)
def test_a_proxy_that_cannot_be_used_is_refused(part: CloudPart, commands: Mock, address: str) -> None:
    write(part.proxy.field, address)
    part.proxy.save.click()
    assert "Write it as http://host:port" in said(part.proxy)
    commands.set_cloud.assert_not_called()


def test_a_proxy_is_the_users_own(part: CloudPart, commands: Mock) -> None:
    assert "never used" in said(part.proxy)
    QTest.keyClicks(part.proxy.field, "http://proxy.lan:3128/")
    confirm(part, replace(CLOUD, region="de-de"))
    QTest.keyClick(part.proxy.field, Qt.Key.Key_Return)
    assert asked(commands).proxy == "http://proxy.lan:3128"
    confirm(part, asked(commands))
    assert not part.proxy.save.isEnabled()
    write(part.proxy.field, "")
    QTest.keyClick(part.proxy.field, Qt.Key.Key_Backspace)
    part.proxy.field.textEdited.emit("")
    part.proxy.save.click()
    assert asked(commands).proxy == ""


def test_quick_changes_build_on_each_other(part: CloudPart, commands: Mock) -> None:
    part.web.lines["brave"].box.click()
    part.hiding.kinds["email"].click()
    assert asked(commands).engines == ("duckduckgo", "brave")
    assert asked(commands).redaction.off == ("email",)
    confirm(part, replace(CLOUD, engines=("duckduckgo", "brave")))
    assert not part.hiding.kinds["email"].isChecked()


def test_what_is_never_confirmed_is_not_shown_for_long(qtbot: QtBot, part: CloudPart) -> None:
    part.confirm_within(20)
    part.web.lines["brave"].box.click()
    assert part.web.lines["brave"].box.isChecked()
    qtbot.waitUntil(lambda: not part.web.lines["brave"].box.isChecked())


def test_every_control_has_a_name_and_can_be_reached_by_keys(part: CloudPart) -> None:
    part.experts.rows[1].edit.click()
    part.experts.form.more.click()
    part.tiers.fold.click()
    for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit):
        for control in part.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                assert control.accessibleName() or getattr(control, "text", str)(), control
                assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_what_comes_from_settings_is_plain_text_on_one_line(part: CloudPart) -> None:
    hostile = Expert("x\u202e<b>y</b>", Provider.COMPATIBLE, "<i>m</i>\u202e", "https://h.example/v1")
    confirm(part, CloudSettings((hostile,)), ())
    QCoreApplication.processEvents()
    for one in part.findChildren(QLabel):
        assert one.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in one.text()


def test_one_column_holds_all_of_it_where_it_is_narrow(qtbot: QtBot, part: CloudPart) -> None:
    for width in (560, 1040, 640):
        part.resize(width, 600)
        for section in (part.experts, part.tiers, part.web, part.hiding, part.prices, part.proxy):
            qtbot.waitUntil(section.isVisible)
            assert section.width() <= width


def test_a_question_takes_the_place_of_the_settings_until_it_is_answered(
    qtbot: QtBot, part: CloudPart
) -> None:
    first, second = QLineEdit(), QLineEdit()
    part.show_card(first)
    qtbot.waitUntil(first.isVisible)
    assert not part.experts.isVisible()
    first.setFocus()
    part.show_card(second)
    qtbot.waitUntil(second.isVisible)
    assert not first.isVisible()
    part.show_card(None)
    assert not second.isVisible()
    assert part.experts.isVisible()


@pytest.mark.parametrize("number", [0, 1])
def test_tab_goes_from_the_experts_through_the_form_from_top_to_bottom(part: CloudPart, number: int) -> None:
    part.experts.rows[number].edit.click()
    form = part.experts.form
    form.more.click()
    chain: list[QWidget | None] = [part.experts.rows[0].edit]
    while chain[-1] is not None and chain[-1] is not part.experts.add and len(chain) < 200:
        chain.append(chain[-1].nextInFocusChain())
    known = [*part.experts.rows[0].controls(), *part.experts.rows[1].controls(), *form.controls()]
    assert [one for one in chain if one in known] == known
    places = [one.mapTo(part, one.rect().topLeft()).y() for one in form.controls() if one.isVisible()]
    assert places == sorted(places)
    assert chain[-1] is part.experts.add


def test_a_price_that_is_free_says_so(qtbot: QtBot, part: CloudPart) -> None:
    free = ExpertView(STUDIO, "studio.lan:8000", Money(0), Money(0))
    confirm(part, CLOUD, (VIEWS[0], free))
    qtbot.waitUntil(part.experts.rows[1].isVisible)
    assert "free" in said(part.experts.rows[1])
    assert "reserves" not in said(part.experts.rows[1])


def test_broken_certificates_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "ca.pem"
    broken.write_text("-----BEGIN CERTIFICATE-----\nQUJ\n-----END CERTIFICATE-----\n")
    with pytest.raises(ValueError, match=r"ca\.pem"):
        read_authority(broken)
    broken.write_text(PEM + " " * BIGGEST)
    with pytest.raises(ValueError, match=r"ca\.pem"):
        read_authority(broken)


def test_the_focus_comes_back_to_what_was_pressed_and_its_result_into_view(
    qtbot: QtBot, part: CloudPart
) -> None:
    part.resize(700, 300)
    qtbot.waitUntil(part.prices.isVisible)
    part.prices.fetch.setFocus()
    part.prices.fetch.click()
    card = QLineEdit()
    part.show_card(card)
    card.setFocus()
    part.show_card(None)
    part.on_event(PricesChanged("2026-11-02", fetched=False, problem="Not updated: you said no."))
    assert part.focusWidget() is part.prices.fetch
    assert "Not updated: you said no." in said(part.prices)

    def in_view() -> bool:
        port = part.columns.left.viewport()
        foot = part.prices.problem.mapTo(port, part.prices.problem.rect().bottomLeft()).y()
        return 0 < foot <= port.height()

    qtbot.waitUntil(in_view)


def test_after_a_keys_test_the_focus_is_at_its_button(part: CloudPart) -> None:
    row = part.experts.rows[1]
    row.test.setFocus()
    row.test.click()
    part.on_event(ExpertChecked("studio", ("qwen3",)))
    assert part.focusWidget() is row.test


def test_who_has_gone_elsewhere_meanwhile_stays_there(part: CloudPart) -> None:
    part.prices.fetch.click()
    part.proxy.field.setFocus()
    part.on_event(PricesChanged("2026-11-02", fetched=False))
    part.on_event(ExpertChecked("nobody", ()))
    assert part.focusWidget() is part.proxy.field


def test_own_words_look_like_a_field(part: CloudPart) -> None:
    assert part.hiding.words.property("field") == "true"
    assert not part.hiding.words.property("sunken")


def test_where_thinking_cannot_be_set_the_form_says_so(part: CloudPart) -> None:
    part.experts.add.click()
    form = part.experts.form
    form.more.click()
    form.provider.setCurrentIndex(form.provider.findData(Provider.OPENAI))
    QTest.keyClicks(form.model, "gpt-5")
    assert form.thinking.isEnabled()
    assert form.unset.isHidden()
    form.model.clear()
    QTest.keyClicks(form.model, "gpt-4o")
    assert not form.thinking.isEnabled()
    assert "cannot be set from here" in form.unset.text()
    form.provider.setCurrentIndex(form.provider.findData(Provider.COMPATIBLE))
    form.provider.activated.emit(form.provider.currentIndex())
    assert not form.thinking.isEnabled()
    assert "How this server is asked to think is not known" in form.unset.text()
