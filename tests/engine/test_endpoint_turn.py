"""A whole turn with a model behind an endpoint: one yes for the answer, rows for all, and a true receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from engine.contracts import Choice
from engine.dispatch import Dispatcher
from engine.orchestrator import Orchestrator
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.store.conversations import ConversationStore
from tests.engine.model.endpoint_bench import Bench, Person, benches
from tests.servers.openai_compatible import OpenAICompatibleServer, call_part, delta, streamed, usage
from tools.contract import Local
from tools.local.calculator import calculator
from tools.registry import Tools


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    with benches(tmp_path) as make:
        yield make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    with ConversationStore.open_at(tmp_path / "conversations.db") as store:
        yield store


def orchestrator(bench: Bench, store: ConversationStore, server: OpenAICompatibleServer) -> Orchestrator:
    numbers = count(1)
    model = bench.model(server)
    gate = Gate.load()

    def new_id() -> str:
        return f"id-{next(numbers)}"

    dispatcher = Dispatcher(
        gate, bench.ledger, Budget(), bench.egress, bench.person, new_id, lambda _event: None, lambda: 30.0
    )
    return Orchestrator(
        model=lambda: model,
        toolbox=lambda: Tools([Local(calculator)], []),
        preferences=lambda: bench.preferences,
        gate=gate,
        dispatcher=dispatcher,
        ledger=bench.ledger,
        store=store,
        new_id=new_id,
        emit=lambda _event: None,
    )


CALL = streamed(
    delta(role="assistant", content=None, tool_calls=[call_part(0, "calculator", "", "call_abc")]),
    delta(tool_calls=[call_part(0, None, '{"expression": "23*47+19"}')]),
    delta("tool_calls"),
    usage(300, 20),
)
ANSWER = streamed(delta(content="It is "), delta(content="1100."), delta("stop"), usage(340, 6))
BROKEN = streamed(delta(tool_calls=[call_part(0, "calculator", '{"expression": ')]), delta("tool_calls"))


def test_the_steps_of_an_answer_need_one_yes_and_the_receipt_counts_them_all(
    make_bench: Callable[..., Bench], store: ConversationStore
) -> None:
    bench = make_bench(person=Person(Choice.ANSWER))
    with OpenAICompatibleServer(streams=[CALL, ANSWER]) as server:
        made = orchestrator(bench, store, server)
        conversation = store.create()
        outcome = made.run_turn(conversation, "What is 23*47+19?", bench.cancel)
        assert outcome.answer == "It is 1100."
        assert bench.person is not None
        assert len(bench.person.asked) == 1
        assert bench.person.asked[0].turn_id == outcome.turn_id
        receipt = outcome.receipt
        assert (receipt.hosts, receipt.tokens, receipt.steps) == (("127.0.0.1",), 26, 2)
        assert receipt.bytes_sent == sum(
            len(request.body) + len(f"{server.base_url}/chat/completions") for request in server.requests
        )
        server.streams = [ANSWER]
        made.run_turn(conversation, "And once more?", bench.cancel)
        assert len(bench.person.asked) == 2


def test_a_call_with_broken_arguments_is_told_to_the_model_which_tries_again(
    make_bench: Callable[..., Bench], store: ConversationStore
) -> None:
    bench = make_bench(person=Person(Choice.ANSWER))
    with OpenAICompatibleServer(streams=[BROKEN, CALL, ANSWER]) as server:
        outcome = orchestrator(bench, store, server).run_turn(store.create(), "23*47+19?", bench.cancel)
        assert outcome.answer == "It is 1100."
        assert b"no valid JSON" in server.requests[1].body


def test_a_no_ends_the_turn_with_both_ways_out_and_an_endpoint_that_dies_leaves_its_words(
    make_bench: Callable[..., Bench], store: ConversationStore
) -> None:
    bench = make_bench(person=Person(Choice.DENY, Choice.ONCE))
    dying = streamed(delta(content="It is surely "), done=False)[:-5]
    with OpenAICompatibleServer(streams=[dying, ANSWER]) as server:
        made, conversation = orchestrator(bench, store, server), store.create()
        refused = made.run_turn(conversation, "23*47+19?", bench.cancel)
        assert "Send the message again" in refused.way_out
        assert server.requests == []
        died = made.run_turn(conversation, "23*47+19?", bench.cancel)
        assert "broke off" in died.problem
        assert died.answer.strip() == "It is surely"
        assert made.run_turn(conversation, "23*47+19?", bench.cancel).answer == "It is 1100."
