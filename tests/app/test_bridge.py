"""Threads meet in the bridge alone: commands return at once, events come on the window's thread, all ends."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.bootstrap import build
from app.bridge import Bridge
from app.crash import CrashReports
from app.options import Options
from app.paths import Home
from app.questions import Questions
from app.service import Service
from engine import settings
from engine.cloud import CloudSettings, Expert, OfflineProof, Provider, WayTried
from engine.cloud_events import ExpertChecked, OfflineProved, PricesChanged
from engine.contracts import Caps, Choice, Latency, Money, Preferences, Privacy, Revision
from engine.errors import UserError
from engine.events import (
    ActivityLoaded,
    ConversationOpened,
    ConversationsChanged,
    EndpointChecked,
    Event,
    FetchProgress,
    FileChecked,
    GrantsChanged,
    ImportProgress,
    ModelFailed,
    ModelReady,
    ModelsChanged,
    NetworkChanged,
    Notice,
    QuestionAsked,
    QuestionClosed,
    RisksAsked,
    RulesPreviewed,
    SettingsChanged,
    TurnFailed,
    TurnFinished,
    TurnStarted,
    VerifyFinished,
    WishRead,
)
from engine.model.catalog import models, part_of
from engine.model.port import EndpointSettings, FetchState, ModelOptions
from engine.model.scripted import ScriptedModel
from engine.settings import Settings
from tests.engine.model.conftest import gguf
from tests.servers.openai_compatible import OpenAICompatibleServer

SMALL = gguf({"general.architecture": "llama", "llama.context_length": 512}, [("w", 32, 0)])
SEARCH = '<tool_call>{"name": "web_search", "arguments": {"query": "mutes"}}</tool_call>'
SUM = '<tool_call>{"name": "calculator", "arguments": {"expression": "23*47+19"}}</tool_call>'


Kind = TypeVar("Kind")
Value = TypeVar("Value")


class Window:
    """Keeps what it is told, and on which thread."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self.events: list[object] = []
        self.threads: set[threading.Thread] = set()
        self._qtbot = qtbot
        bridge.told.connect(self.take)

    def take(self, event: object) -> None:
        self.events.append(event)
        self.threads.add(threading.current_thread())

    def all(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """All of a kind, typed."""
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(self, seen: Callable[[], list[Value]], value: Value) -> list[Value]:
        """What has been seen, once `value` is among it."""
        self._qtbot.waitUntil(lambda: value in seen(), timeout=20_000)
        return seen()

    def wait(self, kind: type[Event], count: int = 1) -> Event:
        """The newest event of a kind, once there are so many."""
        self._qtbot.waitUntil(lambda: len(self.all(kind)) >= count, timeout=20_000)
        return self.all(kind)[-1]


class Bench:
    """A bridge over a real service with a scripted model."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.home = home
        self.model_file = home / "some.gguf"
        home.mkdir()
        self.model_file.write_bytes(SMALL)
        # A folder of its own: an empty one would give way to the one that all homes of a user share.
        self.own = home / "models" / "own.gguf"
        self.own.parent.mkdir()
        self.own.write_bytes(SMALL)
        self.named = True
        """The model is named on the command line, as `--model` does."""
        self.model = ScriptedModel([])
        self.questions = Questions()
        self.bridge = Bridge(self.questions, CrashReports(home / "crashes"))
        self.window = Window(qtbot, self.bridge)

    def build(self) -> tuple[Service, tuple[str, ...]]:
        options = Options(home=str(self.home), model=str(self.model_file) if self.named else "")
        return build(options, self.bridge.tell, self.questions, make_model=lambda _path: self.model)

    def begin(self, *script: str, delay_s: float = 0.0) -> Window:
        self.model = ScriptedModel(script, chunk=4, delay_s=delay_s)
        self.bridge.begin(self.build)
        self.window.wait(ModelReady)
        return self.window


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(qtbot, tmp_path / "home")
    yield bench
    bench.bridge.close()


def test_a_start_tells_how_things_stand(bench: Bench) -> None:
    window = bench.begin()
    for kind in (SettingsChanged, NetworkChanged, ConversationsChanged, ModelsChanged, Notice):
        window.wait(kind)
    assert window.threads == {threading.main_thread()}


def test_a_message_is_answered(bench: Bench) -> None:
    window = bench.begin(SUM, "It is 1100.")
    bench.bridge.start_turn("", "What is 23*47+19?")
    finished = window.wait(TurnFinished)
    assert isinstance(finished, TurnFinished)
    assert finished.answer.content == "It is 1100."
    assert window.threads == {threading.main_thread()}


def test_what_is_asked_before_the_service_stands_waits_in_line(bench: Bench) -> None:
    bench.model = ScriptedModel(["Hello."])
    bench.bridge.begin(bench.build)
    bench.bridge.start_turn("", "Hello")
    bench.window.wait(TurnFinished)


def test_an_answer_goes_in_by_id_and_counts_once(bench: Bench) -> None:
    window = bench.begin(SEARCH, "I did not look.")
    bench.bridge.start_turn("", "Look")
    asked = window.wait(QuestionAsked)
    assert isinstance(asked, QuestionAsked)
    assert bench.bridge.answer("another", Choice.ONCE) is None
    assert bench.bridge.answer(asked.question.id, Choice.DENY) is not None
    assert bench.bridge.answer(asked.question.id, Choice.ONCE) is None
    window.wait(TurnFinished)
    assert len(window.all(QuestionClosed)) == 1


def test_what_the_user_changes_is_asked_about_anew(bench: Bench) -> None:
    window = bench.begin(SEARCH, "I did not look.")
    bench.bridge.start_turn("", "Look")
    (first,) = [asked.question for asked in (window.wait(QuestionAsked),) if isinstance(asked, QuestionAsked)]
    revision = Revision({"query": "swans"})
    assert bench.bridge.revise(first.id, {first.items[0].call.id: revision}) is not None
    assert bench.bridge.revise(first.id, {}) is None
    second = window.wait(QuestionAsked, 2)
    assert isinstance(second, QuestionAsked)
    item = second.question.items[0]
    assert (item.call.arguments, item.edited) == ({"query": "swans"}, True)
    assert item.preview is not None
    assert b"swans" in item.preview.outgoing.body
    bench.bridge.answer(second.question.id, Choice.DENY)
    window.wait(TurnFinished)


def test_keys_checks_and_prices_are_asked_for(bench: Bench) -> None:
    window = bench.begin()
    expert = Expert("large", model="m", base_url="http://127.0.0.1:9/v1", key_name="expert:127.0.0.1:9")
    bench.bridge.set_cloud(CloudSettings((expert,)))
    bench.bridge.set_preferences(Preferences(offline=True))
    bench.bridge.set_key("a name", "k")
    bench.bridge.check_expert("large")
    bench.bridge.update_prices()
    window.wait(PricesChanged, 2)
    (checked,) = window.of(ExpertChecked)
    assert "offline" in checked.problem.lower()
    told = window.of(PricesChanged)[-1]
    assert "offline" in told.problem.lower()
    assert not told.fetched
    assert any("key" in notice.text for notice in window.of(Notice))


def test_the_proof_of_being_offline_is_told_and_on_record(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    online: list[bool] = []

    def prove(is_online: Callable[[], bool], **_more: object) -> OfflineProof:
        online.append(is_online())
        ways = (WayTried("desktop", "TCP over IPv4", True), WayTried("desktop", "curl", False, tried=False))
        return OfflineProof(ways, False, "Held.")

    monkeypatch.setattr(bootstrap, "prove", prove)
    window = bench.begin()
    bench.bridge.prove_offline()
    window.wait(OfflineProved)
    (proved,) = window.of(OfflineProved)
    assert proved.proof.holds
    assert online == [False]
    bench.bridge.load_activity("", 100)
    loaded = window.wait(ActivityLoaded)
    assert isinstance(loaded, ActivityLoaded)
    assert "Self-test: the system refused 1 of 1 ways out." in [call.reason for call in loaded.calls]


def test_a_proof_with_a_broker_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "prove", lambda _online, **_more: OfflineProof((), True, "Held."))
    window = bench.begin()
    bench.bridge.prove_offline()
    window.wait(OfflineProved)
    assert not window.of(OfflineProved)[0].proof.holds


def test_stop_ends_an_answer_and_keeps_it(bench: Bench) -> None:
    window = bench.begin("a very long answer " * 50, delay_s=0.02)
    bench.bridge.start_turn("", "Talk")
    window.wait(TurnStarted)
    bench.bridge.stop_turn()
    finished = window.wait(TurnFinished)
    assert isinstance(finished, TurnFinished)
    assert finished.stopped


def test_stop_refuses_an_open_question(bench: Bench) -> None:
    window = bench.begin(SEARCH, "never")
    bench.bridge.start_turn("", "Look")
    window.wait(QuestionAsked)
    bench.bridge.stop_turn()
    closed = window.wait(QuestionClosed)
    assert isinstance(closed, QuestionClosed)
    assert (closed.answer.choice, closed.answer.by) == (Choice.DENY, "stopped")
    window.wait(TurnFinished)


def test_a_stop_counts_for_a_turn_that_still_waits_in_line(bench: Bench) -> None:
    window = bench.begin("one " * 100, "two " * 100, delay_s=0.02)
    bench.bridge.start_turn("", "One")
    bench.bridge.stop_turn()
    window.wait(TurnFinished)


def test_closing_with_an_open_question_ends_as_a_refusal(bench: Bench) -> None:
    window = bench.begin(SEARCH, "never")
    bench.bridge.start_turn("", "Look")
    window.wait(QuestionAsked)
    began = time.monotonic()
    bench.bridge.close()
    assert time.monotonic() - began < 20
    bench.bridge.start_turn("", "Too late")
    bench.bridge.list_models()


def test_conversations_are_opened_and_deleted(bench: Bench) -> None:
    window = bench.begin("Hello.")
    bench.bridge.start_turn("", "Hello there")
    finished = window.wait(TurnFinished)
    assert isinstance(finished, TurnFinished)
    bench.bridge.open_conversation(finished.conversation_id)
    opened = window.wait(ConversationOpened)
    assert isinstance(opened, ConversationOpened)
    assert opened.turns[0].messages[0].content == "Hello there"
    seen = len(window.all(ConversationsChanged))
    bench.bridge.delete_conversation(finished.conversation_id)
    changed = window.wait(ConversationsChanged, seen + 1)
    assert isinstance(changed, ConversationsChanged)
    assert changed.conversations == ()


def test_settings_are_kept_and_told_with_their_rules(bench: Bench) -> None:
    window = bench.begin()
    expert = Expert("large", Provider.COMPATIBLE, "m", "https://expert.example/v1", "", Money(1), Money(2))
    cloud = CloudSettings((expert,), engines=("mojeek",))
    commands: list[Callable[[], None]] = [
        lambda: bench.bridge.set_preferences(
            Preferences(Privacy.CAREFUL, Latency.FAST, Caps(), offline=True)
        ),
        lambda: bench.bridge.set_folders((str(bench.home), str(bench.home))),
        lambda: bench.bridge.set_cloud(cloud),
        lambda: bench.bridge.set_appearance("dark", "zh_TW"),
    ]
    for count, command in enumerate(commands, 2):
        command()
        window.wait(SettingsChanged, count)
    told = window.all(SettingsChanged)[-1]
    assert isinstance(told, SettingsChanged)
    assert told.settings.preferences.privacy is Privacy.CAREFUL
    assert told.settings.folders == (str(bench.home),)
    assert told.settings.cloud == cloud
    assert [view.host for view in told.experts] == ["expert.example"]
    assert (told.settings.appearance, told.settings.language) == ("dark", "zh_TW")
    assert told.rules


def test_an_endpoint_is_chosen_checked_and_left_again(bench: Bench) -> None:
    settings.save(Home.of(str(bench.home)).settings, Settings(model_path=str(bench.model_file)))
    bench.named = False
    with OpenAICompatibleServer("From afar.") as server:
        window = bench.begin("From here.")
        told = len(window.all(ModelReady))
        endpoint = EndpointSettings(server.base_url, "qwen3", trust="own", in_use=True)
        bench.bridge.set_endpoint(endpoint, "")
        ready = window.wait(ModelReady, told + 1)
        assert isinstance(ready, ModelReady)
        assert (ready.info.name, ready.info.host) == ("qwen3", "127.0.0.1")
        bench.bridge.check_endpoint()
        asked = window.wait(QuestionAsked)
        assert isinstance(asked, QuestionAsked)
        assert asked.question.items[0].preview is not None
        assert asked.question.items[0].preview.outgoing.url == f"{server.base_url}/models"
        bench.bridge.answer(asked.question.id, Choice.ONCE)
        checked = window.wait(EndpointChecked)
        assert isinstance(checked, EndpointChecked)
        assert (checked.host, checked.models) == ("127.0.0.1", ())
        assert "cannot go online" in checked.problem or "offline" in checked.problem
        bench.bridge.set_endpoint(replace(endpoint, in_use=False), "")
        ready = window.wait(ModelReady, told + 2)
        assert isinstance(ready, ModelReady)
        assert ready.info.host == ""
        bench.bridge.set_endpoint(replace(endpoint, in_use=False, trust="each"), "")
        bench.bridge.load_activity("", 100)
        loaded = window.wait(ActivityLoaded)
        assert isinstance(loaded, ActivityLoaded)
        reasons = [call.reason for call in loaded.calls if call.tool == "endpoint"]
        assert reasons == [
            "Endpoint saved: qwen3 at 127.0.0.1.",
            "Answers are made on this computer again.",
            "Answers are made by qwen3 at 127.0.0.1.",
        ]
        assert len(window.all(ModelReady)) == told + 2
        assert server.requests == []


def test_a_model_of_this_computer_is_chosen_in_the_place_of_the_endpoint(bench: Bench) -> None:
    window = bench.begin("From here.")
    endpoint = EndpointSettings("http://studio.lan:8000/v1", "qwen3", in_use=True)
    bench.bridge.set_endpoint(endpoint, "")
    ready = window.wait(ModelReady, 2)
    assert isinstance(ready, ModelReady)
    assert ready.info.host == "", "a model that the command line names goes before the endpoint"
    bench.bridge.load_model(str(bench.model_file))
    window.wait(ModelReady, 3)
    window.wait(SettingsChanged, 3)
    told = window.all(SettingsChanged)[-1]
    assert isinstance(told, SettingsChanged)
    assert told.settings.endpoint == replace(endpoint, in_use=False)


def test_a_key_that_no_keyring_takes_changes_nothing(bench: Bench) -> None:
    window = bench.begin("From here.")
    seen = len(window.all(Notice))
    bench.bridge.set_endpoint(
        EndpointSettings("https://a.example/v1", "m", "endpoint:a", in_use=True), "sk-1"
    )
    told = window.wait(Notice, seen + 1)
    assert isinstance(told, Notice)
    assert "keyring" in told.text
    assert len(window.all(SettingsChanged)) == 1
    assert len(window.all(ModelReady)) == 1


def test_history_models_and_verification_come_back_as_events(bench: Bench) -> None:
    window = bench.begin(SUM, "It is 1100.")
    bench.bridge.start_turn("", "What is 23*47+19?")
    window.wait(TurnFinished)
    bench.bridge.load_activity("", 100)
    loaded = window.wait(ActivityLoaded)
    assert isinstance(loaded, ActivityLoaded)
    assert "calculator" in {call.tool for call in loaded.calls}
    bench.bridge.verify_ledger()
    verified = window.wait(VerifyFinished)
    assert isinstance(verified, VerifyFinished)
    assert verified.report.intact
    assert not verified.report.signed
    seen = len(window.all(ModelsChanged))
    bench.bridge.list_models()
    window.wait(ModelsChanged, seen + 1)


def test_another_model_is_loaded_and_a_missing_one_is_a_sentence(bench: Bench) -> None:
    window = bench.begin()
    other = bench.home / "other.gguf"
    other.write_bytes(SMALL)
    bench.bridge.load_model(str(other))
    window.wait(ModelReady, 2)
    bench.bridge.load_model(str(bench.home / "nowhere.gguf"))
    failed = window.wait(ModelFailed)
    assert isinstance(failed, ModelFailed)
    assert "nowhere.gguf" in failed.problem


def test_what_the_user_must_mend_becomes_a_notice(bench: Bench) -> None:
    window = bench.begin()
    seen = len(window.all(Notice))
    bench.bridge.open_conversation("nothing of that kind")
    window.wait(Notice, seen + 1)


def test_our_own_mistake_becomes_a_report_and_words(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    window = bench.begin()
    message = " ".join(["what", "the", "user", "wrote"])

    def broken(_service: Service) -> None:
        raise ZeroDivisionError(message)

    monkeypatch.setattr(Service, "verify_ledger", broken)
    bench.bridge.verify_ledger()
    failed = window.wait(TurnFailed)
    assert isinstance(failed, TurnFailed)
    (report,) = (bench.home / "crashes").iterdir()
    assert str(report) in failed.way_out
    text = report.read_text()
    assert "ZeroDivisionError" in text
    assert message not in text


def test_a_service_that_cannot_be_built_is_fatal_and_nothing_runs_without_it(
    bench: Bench, qtbot: QtBot
) -> None:
    def build_none() -> tuple[Service, tuple[str, ...]]:
        raise UserError("The folder cannot be written.", "Choose another.")

    with qtbot.waitSignal(bench.bridge.fatal, timeout=10_000) as blocker:
        bench.bridge.begin(build_none)
    assert blocker.args == ["The folder cannot be written. Choose another."]
    bench.bridge.set_preferences(Preferences(offline=True))
    bench.bridge.start_turn("", "Hello")
    with qtbot.waitSignal(bench.bridge.fatal, timeout=10_000):
        bench.bridge.begin(build_none)
    bench.bridge.close()
    assert bench.window.events == []


def test_a_message_that_cannot_be_stored_fails_in_words(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = bench.begin()

    def full(*_arguments: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Service, "run_turn", full)
    bench.bridge.start_turn("", "Keep this")
    failed = window.wait(TurnFailed)
    assert isinstance(failed, TurnFailed)
    assert (failed.turn_id, failed.problem) == ("", "The disk is full.")


def test_offline_holds_even_where_it_cannot_be_saved(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    window = bench.begin()

    def full(*_arguments: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr("engine.settings.save", full)
    seen = len(window.all(Notice))
    bench.bridge.set_preferences(Preferences(offline=True))
    window.wait(Notice, seen + 1)
    bench.model = ScriptedModel([])
    monkeypatch.undo()
    bench.bridge.set_folders(())
    changed = window.wait(SettingsChanged, 2)
    assert isinstance(changed, SettingsChanged)
    assert changed.settings.preferences.offline


FIRST, SECOND = (known.id for known in models()[:2])


def test_a_download_asks_first_and_can_be_held_while_it_asks(bench: Bench) -> None:
    window = bench.begin()
    bench.bridge.accept_licence(FIRST)
    bench.bridge.fetch_model(FIRST)
    asked = window.wait(QuestionAsked)
    assert isinstance(asked, QuestionAsked)
    assert asked.question.conversation_id == ""
    bench.bridge.stop_turn()
    assert window.all(QuestionClosed) == []
    bench.bridge.pause_fetch(FIRST)
    closed = window.wait(QuestionClosed)
    assert isinstance(closed, QuestionClosed)
    assert (closed.answer.choice, closed.answer.by) == (Choice.DENY, "stopped")
    states = window.wait_for(lambda: [one.state for one in window.of(FetchProgress)], FetchState.PAUSED)
    assert states[0] is FetchState.WAITING
    listed = window.of(ModelsChanged)[-1]
    assert next(entry for entry in listed.entries if entry.id == FIRST).licence_accepted


def test_a_download_in_line_can_be_taken_out_of_it(bench: Bench) -> None:
    window = bench.begin()
    for model in (FIRST, SECOND):
        bench.bridge.accept_licence(model)
        bench.bridge.fetch_model(model)
        bench.bridge.fetch_model(model)
    window.wait_for(lambda: [one.model_id for one in window.of(FetchProgress)], SECOND)
    window.wait(QuestionAsked)
    bench.bridge.pause_fetch(SECOND)
    assert window.all(QuestionClosed) == []
    bench.bridge.cancel_fetch(FIRST)
    ended = (SECOND, FetchState.PAUSED)
    window.wait_for(lambda: [(one.model_id, one.state) for one in window.of(FetchProgress)], ended)
    told = [(one.model_id, one.state) for one in window.of(FetchProgress)]
    assert (FIRST, FetchState.CANCELLED) in told
    assert len(window.all(QuestionAsked)) == 1


def test_the_first_model_that_arrives_is_loaded(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    window = bench.begin()
    ready = len(window.all(ModelReady))
    monkeypatch.setattr("app.model_service.ModelService.fetch_model", lambda *_: True)
    bench.bridge.fetch_model(FIRST)
    window.wait(ModelReady, ready + 1)


def test_without_an_accepted_licence_nothing_is_asked_of_anybody(bench: Bench) -> None:
    window = bench.begin()
    bench.bridge.fetch_model(FIRST)
    window.wait_for(lambda: [one.state for one in window.of(FetchProgress)], FetchState.FAILED)
    assert "licence" in window.of(FetchProgress)[-1].problem
    assert window.all(QuestionAsked) == []


def test_a_model_that_nobody_knows_is_a_sentence(bench: Bench) -> None:
    window = bench.begin()
    seen = len(window.all(Notice))
    bench.bridge.accept_licence("nothing-of-that-kind")
    bench.bridge.cancel_fetch("nothing-of-that-kind")
    bench.bridge.fetch_model("nothing-of-that-kind")
    window.wait(Notice, seen + 3)


def test_what_is_left_of_a_download_is_deleted_on_cancel(bench: Bench) -> None:
    window = bench.begin()
    left = part_of(bench.own.parent / models()[0].file)
    left.write_bytes(b"half")
    bench.bridge.cancel_fetch(FIRST)
    window.wait_for(lambda: [one.state for one in window.of(FetchProgress)], FetchState.CANCELLED)
    assert not left.exists()


def test_closing_with_a_download_at_work_takes_no_second(bench: Bench) -> None:
    window = bench.begin()
    bench.bridge.accept_licence(FIRST)
    bench.bridge.fetch_model(FIRST)
    bench.bridge.fetch_model(SECOND)
    bench.bridge.verify_model(str(bench.own))
    window.wait(QuestionAsked)
    began = time.monotonic()
    bench.bridge.close()
    assert time.monotonic() - began < 1.0
    bench.bridge.pause_fetch(FIRST)
    bench.bridge.cancel_fetch(FIRST)
    bench.bridge.stop_reading(str(bench.own))


def test_a_file_is_copied_checked_and_removed(bench: Bench) -> None:
    window = bench.begin()
    source = bench.home / "mine.gguf"
    source.write_bytes(SMALL + b"0" * 99)
    bench.bridge.import_model(str(source))
    window.wait_for(lambda: [one.state for one in window.of(ImportProgress)], FetchState.DONE)
    copied = bench.own.parent / "mine.gguf"
    assert copied.read_bytes() == source.read_bytes()
    bench.bridge.verify_model(str(copied))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    window.wait_for(lambda: [one.sha256 for one in window.of(FileChecked)], digest)
    seen = len(window.all(ModelsChanged))
    bench.bridge.remove_model(str(copied))
    window.wait(ModelsChanged, seen + 1)
    window.wait_for(lambda: [copied.exists()], False)


def test_what_cannot_be_copied_or_checked_is_said(bench: Bench) -> None:
    window = bench.begin()
    letter = bench.home / "letter.gguf"
    letter.write_bytes(b"Dear Ada")
    bench.bridge.import_model(str(letter))
    window.wait_for(lambda: [one.state for one in window.of(ImportProgress)], FetchState.FAILED)
    assert "letter.gguf" in window.of(ImportProgress)[-1].problem
    bench.bridge.verify_model(str(letter))
    window.wait_for(lambda: ["letter.gguf" in one.problem for one in window.of(FileChecked)], True)
    seen = len(window.all(Notice))
    bench.bridge.remove_model(str(letter))
    window.wait(Notice, seen + 1)
    assert letter.exists()


def test_reading_and_copying_can_be_stopped_while_they_wait_in_line(bench: Bench) -> None:
    window = bench.begin()
    bench.bridge.accept_licence(FIRST)
    bench.bridge.fetch_model(FIRST)
    window.wait(QuestionAsked)
    wild = bench.home / "wild-abliterated.gguf"
    wild.write_bytes(SMALL)
    bench.bridge.import_model(str(bench.model_file))
    bench.bridge.verify_model(str(bench.own))
    bench.bridge.accept_risks(str(wild))
    window.wait(FileChecked, 2)
    for path in (bench.model_file, bench.own, wild, bench.home / "unknown.gguf"):
        bench.bridge.stop_reading(str(path))
    bench.bridge.pause_fetch(FIRST)
    window.wait_for(lambda: [(one.path, one.fraction) for one in window.of(FileChecked)], (str(wild), -1.0))
    assert (str(bench.own), -1.0) in [(one.path, one.fraction) for one in window.of(FileChecked)]
    assert window.of(ImportProgress)[-1].state is FetchState.CANCELLED
    assert window.all(ModelFailed) == []


def test_altered_weights_are_loaded_once_their_risks_are_accepted_and_never_before(bench: Bench) -> None:
    window = bench.begin()
    wild = bench.home / "wild-abliterated.gguf"
    wild.write_bytes(SMALL)
    bench.bridge.load_model(str(wild))
    window.wait(ModelFailed)
    risks = window.wait(RisksAsked)
    assert isinstance(risks, RisksAsked)
    assert risks.path == str(wild)
    assert "abliterated" in risks.signs[0]
    bench.bridge.accept_risks(str(wild))
    window.wait(ModelReady, 2)
    settings = window.of(SettingsChanged)[-1].settings
    assert settings.accepted_altered == (hashlib.sha256(SMALL).hexdigest(),)
    bench.bridge.accept_risks(str(wild))
    window.wait(ModelReady, 3)
    assert len(window.of(SettingsChanged)[-1].settings.accepted_altered) == 1


def test_how_models_are_loaded_is_kept_and_the_one_in_use_is_loaded_anew(bench: Bench) -> None:
    window = bench.begin()
    options = ModelOptions(0, 4096, "q8_0")
    bench.bridge.set_model_options(options)
    window.wait(ModelReady, 2)
    assert window.of(SettingsChanged)[-1].settings.model_options == options


def test_previews_and_free_text_go_through_the_short_lane(bench: Bench) -> None:
    window = bench.begin()
    quick = Preferences(latency=Latency.FAST)
    bench.bridge.preview_preferences(quick)
    previewed = window.wait(RulesPreviewed)
    assert isinstance(previewed, RulesPreviewed)
    assert previewed.preferences == quick
    bench.bridge.read_wish("be quick")
    read = window.wait(WishRead)
    assert isinstance(read, WishRead)
    bench.bridge.apply_wish("be quick", tuple(range(len(read.reading.proposals))))
    window.wait_for(
        lambda: [event.settings.preferences.latency for event in window.of(SettingsChanged)], Latency.FAST
    )


def test_grants_are_kept_and_revoked(bench: Bench) -> None:
    window = bench.begin(SEARCH, "I did not look.")
    bench.bridge.set_preferences(Preferences(privacy=Privacy.RELAXED))
    bench.bridge.start_turn("", "Look")
    asked = window.wait(QuestionAsked)
    assert isinstance(asked, QuestionAsked)
    bench.bridge.answer(asked.question.id, Choice.HOUR)
    window.wait(TurnFinished)

    def scopes() -> list[list[Choice]]:
        return [[grant.scope for grant in event.grants] for event in window.of(GrantsChanged)]

    window.wait_for(scopes, [Choice.HOUR])
    (grant,) = window.of(GrantsChanged)[-1].grants
    bench.bridge.keep_grant(grant.id)
    window.wait_for(scopes, [Choice.ALWAYS])
    bench.bridge.revoke_grant(grant.id)
    window.wait_for(lambda: [not scopes()[-1]], True)


def test_a_yes_cannot_be_revoked_before_anything_was_built(bench: Bench) -> None:
    bench.bridge.revoke_grant("")
    assert bench.window.events == []
