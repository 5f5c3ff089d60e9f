"""The pill says until when the cloud is allowed, and no longer than that."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.header import Header, Known, State, state_of
from app.i18n import clock
from app.theme.theme import Theme
from engine.contracts import Choice, Decision, Preferences, Privacy
from engine.events import GrantsChanged, NetworkChanged, SettingsChanged
from engine.policy.views import Grant, RuleInForce
from engine.settings import Settings
from tests.app.fakes import grant

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ASKS = RuleInForce("ask_before_leaving", Decision.ASK, "Before anything leaves, you are asked.", "Privacy")
NOW = 1_800_000_000.0


class Moment:
    """UTC seconds that stand still until they are moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def header(theme: Theme, qtbot: QtBot, moment: Moment) -> Header:
    """A header, online and relaxed, with the rule that asks in force."""
    header = Header(theme, moment)
    qtbot.addWidget(header)
    choose(header, Preferences(privacy=Privacy.RELAXED))
    header.on_event(NetworkChanged(online=True, locked=False, enforcement=""))
    return header


def choose(header: Header, preferences: Preferences) -> None:
    """Put preferences in force."""
    header.on_event(SettingsChanged(Settings(preferences=preferences), (ASKS,)))


def hour(ends: float = NOW + 2400, **changes: object) -> Grant:
    """A yes for an hour."""
    return grant(Choice.HOUR, expires=ends, **changes)


def test_an_hours_yes_is_named_with_its_end_and_its_host(header: Header) -> None:
    assert header.pill.text() == "Ask before cloud"
    header.on_event(GrantsChanged((hour(),)))
    assert header.state is State.ALLOWED
    assert header.pill.text().startswith("Cloud allowed until ")
    assert header.pill.text().endswith(clock(NOW + 2400)[:5])
    assert header.pill.property("tone") == "leaves"
    assert not header.pill.icon().isNull()
    assert "html.duckduckgo.com" in header.pill.toolTip()
    assert header.pill.accessibleName() == f"State: {header.pill.text()}"


def test_the_last_of_several_ends_is_told_and_each_host_once(header: Header) -> None:
    later = hour(NOW + 3000, id="2", host="https://api.example.com")
    header.on_event(GrantsChanged((hour(), later, hour(id="3"))))
    assert header.pill.text().endswith(clock(NOW + 3000)[:5])
    assert "to html.duckduckgo.com, api.example.com need" in header.pill.toolTip()


@pytest.mark.parametrize("scope", [Choice.HOST, Choice.ALWAYS])
def test_a_yes_without_an_end_is_told_without_one(header: Header, scope: Choice) -> None:
    header.on_event(GrantsChanged((hour(), grant(scope))))
    assert header.pill.text() == "Cloud allowed"


@pytest.mark.parametrize("scope", [Choice.FILE, Choice.ANSWER, Choice.CONVERSATION])
def test_a_narrower_yes_is_no_state_of_the_whole_window(header: Header, scope: Choice) -> None:
    header.on_event(GrantsChanged((grant(scope),)))
    assert header.state is State.ASK


@pytest.mark.parametrize("privacy", [Privacy.LOCAL_ONLY, Privacy.CAREFUL, Privacy.ASK])
def test_under_a_stricter_privacy_a_yes_rests(header: Header, privacy: Privacy) -> None:
    header.on_event(GrantsChanged((hour(),)))
    choose(header, Preferences(privacy=privacy))
    assert header.state is (State.LOCAL_ONLY if privacy is Privacy.LOCAL_ONLY else State.ASK)


def test_offline_nothing_is_allowed_whatever_was_granted(header: Header) -> None:
    header.on_event(GrantsChanged((hour(),)))
    choose(header, Preferences(privacy=Privacy.RELAXED, offline=True))
    header.on_event(NetworkChanged(online=False, locked=False, enforcement=""))
    assert header.state is State.OFFLINE


def test_without_a_way_out_a_yes_allows_nothing(header: Header) -> None:
    header.on_event(GrantsChanged((hour(),)))
    header.on_event(NetworkChanged(online=False, locked=False, enforcement=""))
    assert header.state is State.ASK


def test_the_pill_forgets_what_has_expired_by_itself(header: Header, moment: Moment, qtbot: QtBot) -> None:
    header.on_event(GrantsChanged((hour(NOW + 0.02),)))
    assert header.state is State.ALLOWED
    moment.now += 1
    qtbot.waitUntil(lambda: header.state is State.ASK)


def test_a_revoked_yes_is_gone_at_once(header: Header) -> None:
    header.on_event(GrantsChanged((hour(),)))
    header.on_event(GrantsChanged(()))
    assert header.pill.text() == "Ask before cloud"


def test_grants_alone_claim_nothing() -> None:
    assert state_of(Known(grants=(hour(),))) is State.UNKNOWN
