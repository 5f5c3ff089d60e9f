"""Turns that cost money: what they may cost, what the user is told, and that they go on at a cap."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from engine.cap_notices import CapNotices
from engine.contracts import (
    Cancel,
    Caps,
    Choice,
    Decision,
    Effect,
    Incoming,
    JsonObject,
    Latency,
    Message,
    Money,
    Outgoing,
    Preferences,
    Preview,
    Reach,
    RecordedDecision,
    ToolOutput,
    ToolSpec,
)
from engine.errors import Cancelled, NotSent, ToolProblem, UserError
from engine.events import CallJudged, Event, Notice, SpentChanged, TurnFinished
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger
from engine.model.port import ModelEvent, Prompt
from engine.model.scripted import ScriptedModel
from engine.policy.budget import OVER_BUDGET, Spent
from engine.policy.gate import Gate, Situation
from engine.store.conversations import ConversationStore
from tests.engine.test_orchestrator import Bench, Echo, Person, Tools, Wire, call, schema
from tools.contract import WholeAnswer

DAY_REACHED = (
    "The cap for one day is reached: $0.08 of $0.09 is spent. What would cost more waits until 00:00 UTC; "
    "free and local tools go on."
)
CAPS = Caps(Money(50_000), Money(500_000), Money(90_000), Money(20_000_000))
PRICE = Money(40_000)
EXPERT = ToolSpec(
    "expert",
    "Ask an expert.",
    schema("question"),
    reach=Reach.EXPERT,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    host="api.example",
    price_max=PRICE,
    seconds=5.0,
)


@dataclass
class Expert(WholeAnswer):
    """A tool that costs money."""

    spec: ToolSpec = EXPERT
    price: Money | None = EXPERT.price_max
    cost: Money = PRICE

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
        body = json.dumps(dict(arguments)).encode()
        outgoing = Outgoing("POST", "https://api.example/", "api.example", body=body)
        return Preview(outgoing, Money(0), self.price)

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return ToolOutput("42", cost=self.cost)


class Broken(Wire):
    """Fails after the request has left, or before."""

    def __init__(self, problem: ToolProblem) -> None:
        super().__init__()
        self.problem = problem

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:
        super().send(outgoing, permit, cancel)
        raise self.problem


@pytest.fixture
def expert() -> Expert:
    return Expert()


@pytest.fixture
def open_ledger(tmp_path: Path) -> Callable[[], Ledger]:
    return lambda: Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys(bytes(range(32))))


@pytest.fixture
def bench(tmp_path: Path, expert: Expert, open_ledger: Callable[[], Ledger]) -> Iterator[Bench]:
    echo = Echo(ToolSpec("echo", "Say it again.", schema("text")))
    with open_ledger() as ledger, ConversationStore.open_at(tmp_path / "conversations.db") as store:
        made = Bench(ledger, store, Tools(echo, expert), echo, Wire(), Person(Choice.ONCE), [])
        made.preferences = Preferences(caps=CAPS)
        yield made


def asking(*questions: str) -> str:
    return "".join(call("expert", question=question) for question in questions)


def test_at_a_cap_the_turn_goes_on_and_the_user_is_told_once(bench: Bench) -> None:
    outcome = bench.turn("Ask", asking("a"), asking("b"), asking("c"), "Two answers.")
    assert outcome.answer == "Two answers."
    assert [result.verdict.rule for result in outcome.results][2] == OVER_BUDGET
    assert [event.text for event in bench.events if isinstance(event, Notice)] == [DAY_REACHED]
    bench.turn("Once more", asking("d"), call("echo", text="free"), "It is free.")
    bench.turn("And more", "Fine.")
    assert len(bench.told(Notice)) == 1
    assert bench.echo.ran == [{"text": "free"}]
    bench.conversation = "c2"
    bench.turn("Elsewhere", "Fine.")
    assert len(bench.told(Notice)) == 2
    bench.preferences = replace(bench.preferences, caps=replace(CAPS, conversation=Money(100_000)))
    bench.conversation = "c1"
    bench.turn("Again", "Fine.")
    assert "this conversation" in str(bench.told(Notice)[-1])


def test_a_tool_of_unknown_price_is_told_of_when_nothing_is_left(bench: Bench, expert: Expert) -> None:
    expert.spec, expert.price, expert.cost = replace(EXPERT, price_max=None), None, Money(45_000)
    bench.turn("Ask", asking("a"), asking("b"), "Two answers.")
    assert [row.cost for row in bench.ledger.rows() if row.kind == "decision"] == [50_000, 45_000]
    assert [event.text for event in bench.events if isinstance(event, Notice)] == [
        DAY_REACHED.replace("$0.08", "$0.09")
    ]


def test_a_request_of_known_price_for_a_tool_of_unknown_price_is_told_of(
    bench: Bench, expert: Expert
) -> None:
    expert.spec = replace(EXPERT, price_max=None)
    bench.turn("Ask", asking("a"), asking("b"), asking("c"), "Two answers.")
    assert [event.text for event in bench.events if isinstance(event, Notice)] == [DAY_REACHED]


def test_nothing_is_told_of_caps_that_do_not_keep_a_tool_back(bench: Bench) -> None:
    bench.turn("Ask", asking("a"), asking("b"), "Two answers.")
    bench.events.clear()
    bench.preferences = replace(bench.preferences, offline=True)
    bench.conversation = "c2"
    bench.turn("Hello", "Hello.")
    assert bench.told(Notice) == []


def test_listeners_hear_what_was_spent_after_a_turn_that_cost_something(bench: Bench) -> None:
    bench.turn("Hello", "Hello.")
    assert bench.told(SpentChanged) == []
    bench.turn("Ask", asking("a"), "An answer.")
    assert bench.told(SpentChanged) == [SpentChanged(Money(40_000), Money(40_000))]
    assert isinstance(bench.events[-1], TurnFinished)
    bench.turn("Ask", asking("b"), "", "")
    assert bench.told(SpentChanged)[-1] == SpentChanged(Money(80_000), Money(80_000))


def test_a_turn_that_fails_tells_what_it_spent(bench: Bench) -> None:
    class Dying(ScriptedModel):
        def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
            if self.prompts:
                raise UserError("The model died.", "Try again.")
            return super().stream(prompt, cancel)

    bench.model = Dying([asking("a")])
    assert bench.play("Ask").problem == "The model died."
    assert bench.told(SpentChanged) == [SpentChanged(Money(40_000), Money(40_000))]


def test_calls_of_one_step_share_what_is_left(bench: Bench) -> None:
    outcome = bench.turn("Ask", asking("a", "b", "c"), "Two answers.")
    assert [result.ran for result in outcome.results] == [True, True, False]
    assert bench.person is not None
    assert [len(question.items) for question in bench.person.asked] == [2]


def test_what_another_window_spends_while_the_card_is_open_counts(
    bench: Bench, open_ledger: Callable[[], Ledger]
) -> None:
    class Slow(Person):
        def wait(self, question: object) -> object:  # type: ignore[override]
            with open_ledger() as other:
                entry = Entry("decision", "elsewhere", "t", "x", decision=Decision.ALLOW)
                other.record(replace(entry, cost=Money(80_000)))
            return super().wait(question)  # type: ignore[arg-type]

    bench.person = Slow(Choice.ONCE)
    outcome = bench.turn("Ask", asking("a"), "None left.")
    assert bench.wire.sent == []
    (result,) = outcome.results
    assert (result.verdict.rule, result.ran) == (OVER_BUDGET, False)
    rows = [(row.kind, row.decision, row.by) for row in bench.ledger.rows() if row.tool == "expert"]
    assert rows == [("intent", "", ""), ("decision", "deny", "rule"), ("outcome", "", "")]
    judged = [event.verdict.decision for event in bench.events if isinstance(event, CallJudged)]
    assert judged == [Decision.ASK, Decision.ALLOW, Decision.DENY]
    assert [event.text for event in bench.events if isinstance(event, Notice)] == [DAY_REACHED]


def test_a_cap_that_is_lowered_while_the_card_is_open_holds(bench: Bench) -> None:
    class Lowering(Person):
        def wait(self, question: object) -> object:  # type: ignore[override]
            bench.preferences = replace(bench.preferences, caps=replace(CAPS, day=Money(39_999)))
            return super().wait(question)  # type: ignore[arg-type]

    bench.person = Lowering(Choice.ONCE)
    outcome = bench.turn("Ask", asking("a"), "Too dear.")
    assert bench.wire.sent == []
    assert outcome.results[0].verdict.rule == OVER_BUDGET


@pytest.mark.parametrize(
    ("problem", "price", "cost"),
    [
        (ToolProblem("no answer"), Money(40_000), 40_000),
        (ToolProblem("no answer"), None, 50_000),
        (NotSent("no way out"), Money(40_000), 0),
        (NotSent("no way out"), None, 0),
    ],
)
def test_a_failed_call_gives_back_what_it_cannot_have_cost(
    bench: Bench, expert: Expert, problem: ToolProblem, price: Money | None, cost: int
) -> None:
    expert.price = price
    expert.spec = replace(EXPERT, price_max=price)
    bench.wire = Broken(problem)
    outcome = bench.turn("Ask", asking("a"), "It failed.")
    assert outcome.results[0].cost == cost
    assert outcome.receipt.cost == cost


class Stopping(Wire):
    """The user presses stop, or the ledger's disk fills up, while a request is on its way."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self.stop = stop

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:
        super().send(outgoing, permit, cancel)
        self.stop()
        raise Cancelled


def test_a_call_that_never_began_gives_back_what_was_reserved(bench: Bench) -> None:
    bench.wire = Stopping(bench.cancel.set)
    outcome = bench.turn("Ask", asking("a", "b"), "never")
    assert outcome.stopped
    assert [row.cost for row in bench.ledger.rows() if row.outcome == "stopped"] == [40_000, 0]
    assert bench.ledger.spent("c1", time.time()).day == 40_000


def test_what_cannot_be_given_back_on_record_stays_reserved(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(entry: Entry, reserve: object = None) -> object:
        raise UserError("The disk is full.", "Free some space.")

    bench.wire = Stopping(lambda: monkeypatch.setattr(bench.ledger, "record", full))
    assert bench.turn("Ask", asking("a", "b"), "never").problem == "The disk is full."
    assert bench.ledger.spent("c1", time.time()).day == 40_000


def test_the_turns_own_time_bounds_its_calls_and_waiting_for_a_yes_does_not(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[tuple[int, float]] = []
    judge = Gate.judge

    def watched(gate: Gate, call: object, situation: Situation) -> object:
        judged.append((situation.step, situation.elapsed_s))
        return judge(gate, call, situation)  # type: ignore[arg-type]

    monkeypatch.setattr(Gate, "judge", watched)
    bench.turn("Ask", asking("a"), asking("b"), "Done.")
    assert [step for step, _ in judged] == [1, 1, 2, 2]
    seconds = [elapsed for _, elapsed in judged]
    assert seconds == sorted(seconds)
    assert seconds[0] == seconds[1]


@pytest.mark.parametrize(
    ("latency", "tokens"), [(Latency.PATIENT, 0), (Latency.BALANCED, 2048), (Latency.FAST, 256)]
)
def test_the_latency_dial_bounds_the_thought(bench: Bench, latency: Latency, tokens: int) -> None:
    bench.preferences = replace(bench.preferences, latency=latency)
    bench.turn("Hello", "Hello.")
    assert bench.model.prompts[0].thinking_tokens == tokens  # type: ignore[attr-defined]


def test_a_new_day_is_told_of_anew() -> None:
    events: list[Event] = []
    now = [1_000_000_000.0]
    notices = CapNotices(Gate.load(), events.append, lambda: now[0])
    situation = Situation({"expert": EXPERT}, Preferences(caps=CAPS), spent=Spent(day=Money(80_000)))
    for _ in range(2):
        notices.tell("c", replace(situation, spent=Spent(day=Money(80_000), month=Money(80_000))), [])
    assert len(events) == 1
    now[0] += 86_400
    notices.tell("c", replace(situation, spent=Spent(day=Money(80_000), month=Money(160_000))), [])
    assert len(events) == 2
