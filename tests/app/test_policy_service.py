"""Previews, free text, grants and an organisation's policy, over a real service with a scripted model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag
from typing import Any, TypeVar

import pytest

from app.bootstrap import build
from app.options import Options
from app.service import Service
from engine import settings as settings_file
from engine.contracts import Answer, Caps, Choice, Latency, Money, Preferences, Privacy, Question
from engine.errors import UserError
from engine.events import GrantsChanged, Notice, RulesPreviewed, SettingsChanged, SpentChanged, WishRead
from engine.model.scripted import ScriptedModel
from engine.settings import Settings
from tests.engine.model.conftest import gguf

SEARCH = '<tool_call>\n{"name": "web_search", "arguments": {"query": "birds of the north"}}\n</tool_call>'
SMALL = gguf({"general.architecture": "llama", "llama.context_length": 512}, [("w", 32, 0)])
Kind = TypeVar("Kind")


class Yes:
    """Somebody who gives the same answer to everything."""

    present = True

    def __init__(self) -> None:
        self.choice = Choice.ONCE
        self.asked: list[Question] = []

    def register(self, question: Question) -> None:
        self.asked.append(question)

    def wait(self, question: Question) -> Answer:
        return Answer(question.id, self.choice)


class Bench:
    """A service, who answers, and what it told."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.told: list[object] = []
        self.user = Yes()
        self.model_file = home / "some.gguf"
        self.services: list[Service] = []

    def start(self, *script: str, policy: dict[str, Any] | None = None) -> Service:
        self.home.mkdir(exist_ok=True)
        self.model_file.write_bytes(SMALL)
        if policy is not None:
            (self.home / "policy.json").write_text(json.dumps({"version": 1, **policy}))
        options = Options(home=str(self.home), model=str(self.model_file))
        model = ScriptedModel(script)
        service, notices = build(options, self.told.append, self.user, make_model=lambda _path: model)
        self.services.append(service)
        service.begin(notices)
        return service

    def last(self, kind: type[Kind]) -> Kind:
        return [event for event in self.told if isinstance(event, kind)][-1]

    def preferences(self) -> Preferences:
        return self.last(SettingsChanged).settings.preferences


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "home")
    yield bench
    for service in bench.services:
        service.close()


@pytest.fixture
def ask(bench: Bench) -> Callable[[Service, Choice], None]:
    """A turn in which the model wants to search, answered with the given choice."""

    def run(service: Service, choice: Choice) -> None:
        bench.user.choice = choice
        service.run_turn("", "Look up birds of the north", Flag())

    return run


def test_a_start_tells_tools_locks_grants_and_spending(bench: Bench) -> None:
    bench.start()
    told = bench.last(SettingsChanged)
    assert "web_search" in {spec.name for spec in told.tools}
    assert not told.locks.any
    assert bench.last(GrantsChanged).grants == ()
    assert bench.last(SpentChanged) == SpentChanged(Money(0), Money(0))


def test_a_preview_counts_last_week_and_changes_nothing(
    bench: Bench, ask: Callable[[Service, Choice], None]
) -> None:
    service = bench.start(SEARCH, "I looked.")
    ask(service, Choice.DENY)
    before = bench.preferences()
    strict = replace(before, privacy=Privacy.LOCAL_ONLY)
    service.policy.preview(strict)
    seen = bench.last(RulesPreviewed)
    assert seen.preferences == strict
    counted = {rule.id: (rule.calls, rule.change) for rule in seen.rules}
    assert counted["local_only"] == (1, 1)
    assert (seen.effect.days, seen.effect.calls, seen.effect.left) == (7, 1, 0)
    assert bench.preferences() == before


def test_a_preview_sees_the_calls_of_this_minute(
    bench: Bench, ask: Callable[[Service, Choice], None]
) -> None:
    service = bench.start(SEARCH, "I looked.")
    service.policy.preview(bench.preferences())
    assert bench.last(RulesPreviewed).effect.calls == 0
    ask(service, Choice.DENY)
    service.policy.preview(bench.preferences())
    assert bench.last(RulesPreviewed).effect.calls == 1


def test_free_text_is_read_and_only_what_was_chosen_holds(bench: Bench) -> None:
    service = bench.start()
    text = "avoid web search, be quick"
    service.policy.read_wish(text)
    proposals = bench.last(WishRead).reading.proposals
    assert {proposal.dial for proposal in proposals} == {"blocked", "latency"}
    quick = next(n for n, proposal in enumerate(proposals) if proposal.dial == "latency")
    service.apply_wish(text, (quick,))
    assert bench.preferences().latency is Latency.FAST
    assert bench.preferences().blocked == ()
    assert bench.preferences().text == text


def test_a_proposal_that_there_is_not_changes_nothing(bench: Bench) -> None:
    service = bench.start()
    before = bench.preferences()
    with pytest.raises(UserError, match="changed meanwhile"):
        service.apply_wish("be quick", (7,))
    assert bench.preferences() == before


def test_a_yes_for_an_hour_is_listed_kept_and_revoked(
    bench: Bench, ask: Callable[[Service, Choice], None]
) -> None:
    service = bench.start(SEARCH, "I looked.", SEARCH, "I looked again.", SEARCH, "And again.")
    service.set_preferences(Preferences(privacy=Privacy.RELAXED))
    ask(service, Choice.HOUR)
    (grant,) = bench.last(GrantsChanged).grants
    assert (grant.tool, grant.scope) == ("web_search", Choice.HOUR)
    ask(service, Choice.DENY)
    assert len(bench.user.asked) == 1
    service.policy.keep(grant.id)
    assert bench.last(GrantsChanged).grants[0].scope is Choice.ALWAYS
    service.policy.revoke(grant.id)
    assert bench.last(GrantsChanged).grants == ()
    ask(service, Choice.DENY)
    assert len(bench.user.asked) == 2
    with pytest.raises(UserError, match="has ended"):
        service.policy.keep(grant.id)


def test_a_kept_yes_survives_a_restart(bench: Bench, ask: Callable[[Service, Choice], None]) -> None:
    service = bench.start(SEARCH, "I looked.")
    service.set_preferences(Preferences(privacy=Privacy.RELAXED))
    ask(service, Choice.HOUR)
    bench.services.pop().close()
    again = bench.start(SEARCH, "I looked again.")
    assert len(bench.last(GrantsChanged).grants) == 1
    ask(again, Choice.DENY)
    assert len(bench.user.asked) == 1


def test_what_an_organisation_settled_holds_and_is_told(bench: Bench) -> None:
    policy = {"organisation": "Example Ltd", "privacy": "careful", "blocked": ["web_search"]}
    service = bench.start(policy=policy)
    told = bench.last(SettingsChanged)
    assert told.locks.organisation == "Example Ltd"
    assert told.settings.preferences.privacy is Privacy.CAREFUL
    assert told.settings.preferences.blocked == ("web_search",)
    with pytest.raises(UserError, match="Example Ltd"):
        service.set_preferences(replace(bench.preferences(), privacy=Privacy.RELAXED))
    assert bench.preferences().privacy is Privacy.CAREFUL
    service.set_preferences(replace(bench.preferences(), privacy=Privacy.LOCAL_ONLY))
    assert bench.preferences().privacy is Privacy.LOCAL_ONLY


def test_what_an_organisation_settled_never_becomes_the_users_choice(bench: Bench) -> None:
    own = Preferences(privacy=Privacy.RELAXED, blocked=("ask_expert",))
    bench.start().set_preferences(own)
    bench.services.pop().close()
    policy = {"organisation": "Example Ltd", "privacy": "careful", "blocked": ["web_search"]}
    service = bench.start(policy={**policy, "cap_usd": {"day": 1}})
    held = bench.preferences()
    service.set_preferences(replace(held, latency=Latency.FAST, blocked=(*held.blocked, "calculator")))
    service.set_offline(True)
    assert bench.preferences().offline
    bench.services.pop().close()
    (bench.home / "policy.json").unlink()
    bench.start()
    kept = bench.preferences()
    assert (kept.privacy, kept.latency, kept.caps) == (Privacy.RELAXED, Latency.FAST, own.caps)
    assert set(kept.blocked) == {"ask_expert", "calculator"}


def test_a_preview_is_no_milder_than_the_organisation(bench: Bench) -> None:
    service = bench.start(policy={"organisation": "Example Ltd", "privacy": "local_only"})
    service.policy.preview(Preferences(privacy=Privacy.RELAXED))
    assert "local_only" in {rule.id for rule in bench.last(RulesPreviewed).rules}


def test_a_policy_that_cannot_be_used_closes_everything_and_says_so(bench: Bench) -> None:
    bench.start(policy={"privacy": "anything goes"})
    assert bench.preferences().offline
    assert bench.preferences().privacy is Privacy.LOCAL_ONLY
    assert any("policy.json" in event.text for event in bench.told if isinstance(event, Notice))


def test_what_cannot_be_saved_is_stricter_at_most_and_the_window_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = bench.start()

    def full(_path: Path, _settings: Settings) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(settings_file, "save", full)
    milder = Preferences(privacy=Privacy.RELAXED, latency=Latency.FAST, caps=Caps(day=Money(9_000_000)))
    with pytest.raises(UserError):
        service.set_preferences(milder)
    held = bench.preferences()
    assert (held.privacy, held.latency, held.caps) == (Privacy.ASK, Latency.FAST, Caps())


def test_without_a_row_nothing_milder_is_in_force(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    service = bench.start()

    def full(*_arguments: object) -> None:
        raise UserError("The ledger is full.")

    monkeypatch.setattr(service, "_record_change", full)
    with pytest.raises(UserError):
        service.set_preferences(Preferences(privacy=Privacy.RELAXED))
    assert bench.preferences().privacy is Privacy.ASK
