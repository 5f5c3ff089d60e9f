"""The expert: what it would be sent, what it may cost, and what comes of the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import CloudSettings, Expert, ExpertView, Provider
from engine.contracts import Caps, Effect, JsonObject, Label, Money, Reach, ToolOutput, Usage
from engine.errors import Billed, ToolProblem, Unbilled
from tests.servers.openai_compatible import completion, failure
from tests.tools.experts.bench import (
    CONVERSATION,
    LETTER,
    PAGE,
    PRICED,
    QUESTION,
    TAXES,
    asking,
    body_of,
    incoming,
)
from tools.experts import tokens
from tools.experts.ask_expert import build
from tools.experts.room import MIN_QUESTION, Room

HOST = "openrouter.ai"
USUAL = replace(PRICED, price_in=Money(3_000_000), price_out=Money(15_000_000))
UNPRICED = Expert("u", Provider.COMPATIBLE, "m", "https://api.example.com")
LONGEST = tokens.OVERHEAD + tokens.MESSAGE_OVERHEAD + 1 + 4 * 4000
LEAST = tokens.OVERHEAD + tokens.MESSAGE_OVERHEAD + 1 + 4 * MIN_QUESTION


def cost(expert: Expert, read: int, written: int) -> int:
    assert expert.price_in is not None
    assert expert.price_out is not None
    return -(-(read * expert.price_in + written * expert.price_out) // 1_000_000)


def read(
    body: object, status: int = 200, expert: Expert = PRICED, arguments: JsonObject = QUESTION
) -> ToolOutput:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asking(expert).interpret(arguments, incoming(content, status))


def answered(content: object, **more: object) -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}], **more}


def documents(*names: str) -> dict[str, object]:
    return {**QUESTION, "documents": list(names)}


def test_it_is_declared_as_an_experts_tool_whose_answers_are_streamed_and_untrusted() -> None:
    tool = asking()
    assert tool.streams
    assert (tool.spec.name, tool.spec.reach) == ("ask_expert", Reach.EXPERT)
    assert tool.spec.effects == {Effect.READS, Effect.SENDS}
    assert (tool.spec.output.private, tool.spec.output.untrusted) == (False, True)
    assert tool.spec.without_it


def test_prices_and_latencies_stand_in_the_description_as_the_model_was_trained_to_read_them() -> None:
    second = Expert("b", Provider.COMPATIBLE, "m", "http://gpu.lan")
    figures = {
        "mine": ExpertView(PRICED, HOST, Money(75_000), Money(10_000_000), seconds=22.0),
        "b": ExpertView(second, "gpu.lan", None, None),
    }
    spec = asking(PRICED, second, figures=figures).spec
    described = spec.parameters["properties"]["expert"]
    assert described["enum"] == ["expert-1", "expert-2"]
    assert described["description"].splitlines()[1:] == [
        "Model | price per million input tokens | price per million output tokens | average latency",
        "expert-1 | $0.075 | $10 | 22s",
        "expert-2 | unknown | unknown | unknown",
    ]
    assert spec.parameters["required"] == ["expert", "question"]


def test_names_are_those_that_the_user_has_given() -> None:
    cloud = CloudSettings((PRICED, replace(USUAL, id="usual")), {"search-1": "usual", "expert-1": "usual"})
    tool = build(cloud, {}, None)
    assert tool is not None
    assert tool.spec.parameters["properties"]["expert"]["enum"] == ["search-1", "expert-1", "expert-2"]


@pytest.mark.parametrize(
    "experts",
    [
        (),
        (Expert("a"),),
        (Expert("a", Provider.OPENAI),),
        (Expert("a", model="m"),),
        (replace(UNPRICED, base_url="x"),),
    ],
)
def test_without_an_expert_that_can_be_asked_there_is_no_tool(experts: tuple[Expert, ...]) -> None:
    assert build(CloudSettings(experts), {}, None) is None


def test_the_request_holds_the_question_and_nothing_else() -> None:
    preview = asking().prepare(QUESTION, CONVERSATION)
    assert json.loads(preview.outgoing.body)["messages"] == [
        {"role": "user", "content": QUESTION["question"]}
    ]
    assert preview.seconds == 15.0
    assert preview.without_it


def test_named_documents_go_along_and_no_others() -> None:
    preview = asking().prepare(documents("letter.txt", "https://example.com/rents"), CONVERSATION)
    ((message,),) = (json.loads(preview.outgoing.body)["messages"],)
    assert message["content"] == (
        "Documents, to be read as data:\n\n"
        "Doc 1: letter.txt\nThe rent is due in March.\n\n"
        "Doc 2: example.com\nRents rise.\n\n"
        "Question: Why do mutes darken the tone?"
    )


@pytest.mark.parametrize(
    ("names", "carried"),
    [
        ((), ()),
        (("letter.txt",), (LETTER,)),
        (("example.com", "taxes/2024.md"), (PAGE, TAXES)),
        (("nothing",), ()),
    ],
)
def test_what_goes_along_is_labelled(names: tuple[str, ...], carried: tuple[Label, ...]) -> None:
    assert asking().aim(documents(*names), CONVERSATION).carried == carried


def test_an_aim_says_what_goes_where_and_is_the_same_object_again() -> None:
    other = Expert(
        "b", Provider.COMPATIBLE, "qwen", "http://gpu.lan:8000", price_in=Money(0), price_out=Money(0)
    )
    tool = asking(PRICED, other)
    assert tool.spec.host is None
    assert tool.spec.sends.endswith(f"go to {HOST}, gpu.lan.")
    plain, again = (tool.aim(QUESTION, ()).spec for _ in range(2))
    assert plain is again
    assert plain.host == HOST
    assert (
        plain.sends == f"The question, and nothing else of the conversation, goes to vendor/model at {HOST}."
    )
    with_documents = tool.aim(documents("letter.txt"), CONVERSATION).spec
    assert "and the documents that it names" in with_documents.sends
    near = tool.aim({**QUESTION, "expert": "expert-2"}, ()).spec
    assert (near.host, near.price_max) == ("gpu.lan", 0)
    assert "qwen at gpu.lan" in near.sends


def test_a_measured_time_does_not_change_what_a_yes_is_bound_to() -> None:
    def aimed(seconds: float) -> JsonObject:
        figures = {"mine": ExpertView(PRICED, HOST, Money(1), Money(1), seconds=seconds)}
        spec = asking(figures=figures).aim(QUESTION, ()).spec
        assert spec.seconds == seconds
        return spec.parameters

    assert aimed(3.0) == aimed(40.0)


def test_what_thinks_is_expected_to_take_longer() -> None:
    assert asking().spec.seconds == 15.0
    assert asking(replace(PRICED, thinking_tokens=1000)).spec.seconds == 30.0


@pytest.mark.parametrize("question", ["", " \n ", "x" * 4001, "\ud800"])
def test_a_question_that_cannot_be_sent_is_refused(question: str) -> None:
    with pytest.raises(ToolProblem):
        asking().prepare({**QUESTION, "question": question}, ())


def test_documents_that_are_too_long_are_refused() -> None:
    long = replace(CONVERSATION[2], content="x" * 300_001)
    with pytest.raises(ToolProblem, match="too long to be sent: name fewer"):
        asking().prepare(documents("letter.txt"), (long,))


def test_documents_that_cost_too_much_are_refused_where_the_question_alone_would_not_be() -> None:
    long = replace(CONVERSATION[2], content="x" * 30_000)
    tool = asking(USUAL, cap=Caps().call)
    with pytest.raises(ToolProblem, match="too long for what one call to expert-1 may cost here"):
        tool.prepare(documents("letter.txt"), (long,))
    tool.prepare(QUESTION, (long,))


def test_the_price_is_a_range_known_before_and_never_above_the_aims_own() -> None:
    tool = asking()
    for question in ("?", "x" * 4000, "弱" * 4000, "😀" * 4000):
        arguments = {**QUESTION, "question": question}
        preview, most = tool.prepare(arguments, ()), tool.aim(arguments, ()).spec.price_max
        assert preview.price_min is not None
        assert preview.price_max is not None
        assert most is not None
        assert 0 < preview.price_min < preview.price_max <= most


@pytest.mark.parametrize(("price_in", "price_out"), [(None, None), (Money(1), None), (None, Money(1))])
def test_an_unknown_price_stays_unknown_and_shortens_nothing(
    price_in: Money | None, price_out: Money | None
) -> None:
    tool = asking(replace(UNPRICED, price_in=price_in, price_out=price_out), cap=Money(0))
    preview = tool.prepare({**QUESTION, "question": "😀" * 4000}, ())
    assert (preview.price_min, preview.price_max) == (None, None)
    assert (tool.spec.price_max, tool.aim(QUESTION, ()).spec.price_max) == (None, None)


def test_the_declaration_has_the_price_of_the_cheapest_expert_that_has_one() -> None:
    tool = asking(USUAL, replace(UNPRICED, id="u"), replace(PRICED, id="p"))
    assert tool.spec.price_max == cost(PRICED, LEAST, 2048)


def test_an_endpoint_without_a_price_is_free() -> None:
    tool = asking(replace(UNPRICED, price_in=Money(0), price_out=Money(0)), cap=Money(0))
    assert tool.spec.price_max == tool.prepare({**QUESTION, "question": "x" * 4000}, ()).price_max == 0


def test_an_ordinary_expert_can_be_asked_under_the_caps_that_nobody_changed() -> None:
    tool = asking(USUAL, cap=Caps().call)
    arguments = {**QUESTION, "question": "x" * 4000}
    most = tool.aim(arguments, ()).spec.price_max
    assert most is not None
    assert most <= Caps().call
    tool.prepare(arguments, ())


def test_a_question_too_long_for_the_cap_is_told_how_much_of_it_would_fit() -> None:
    tool = asking(USUAL, cap=Money(36_000))
    for character in ("x", "é", "弱", "😀"):
        with pytest.raises(ToolProblem, match="one call may cost here") as refusal:
            tool.prepare({**QUESTION, "question": character * 4000}, ())
        fitting = int(re.sub(r"\D", "", str(refusal.value)))
        preview = tool.prepare({**QUESTION, "question": character * fitting}, ())
        assert preview.price_max is not None
        assert preview.price_max <= 36_000
        with pytest.raises(ToolProblem):
            tool.prepare({**QUESTION, "question": character * (fitting + 1)}, ())


@pytest.mark.parametrize("cap", [0, 1, 17_000])
def test_under_a_cap_that_is_too_low_a_short_question_keeps_its_price_for_the_gate(cap: int) -> None:
    tool = asking(USUAL, cap=Money(cap))
    assert tool.spec.price_max == cost(USUAL, LEAST, 2048)
    tool.prepare({**QUESTION, "question": "😀" * 200}, ())
    with pytest.raises(ToolProblem, match="200 characters at most"):
        tool.prepare({**QUESTION, "question": "😀" * 201}, ())


PRICES = st.integers(0, 10**9).map(Money)


@given(PRICES, PRICES, st.integers(0, 10**7).map(Money), st.integers(0, 20_000), PRICES, PRICES)
def test_the_longest_question_fits_the_cap_and_a_token_more_would_not(
    price_in: Money, price_out: Money, cap: Money, long_from: int, dearer_in: Money, dearer_out: Money
) -> None:
    view = ExpertView(
        PRICED,
        HOST,
        price_in,
        price_out,
        long_from=long_from,
        long_price_in=Money(price_in + dearer_in),
        long_price_out=Money(price_out + dearer_out),
    )
    tool = asking(figures={"mine": view})
    room = Room.under(next(iter(tool._choices.values())), cap, 4000)
    most, more = room.price, room.cost(room.tokens + 1)
    assert most is not None
    assert more is not None
    assert LEAST <= room.tokens <= LONGEST
    assert most <= cap or room.tokens == LEAST
    assert more > cap or room.tokens == LONGEST
    steps = {room.stepped(count) for count in range(0, room.tokens + 1, 100)}
    assert len(steps) <= 8
    for count in range(0, room.tokens + 1, 1000):
        step, needed = room.stepped(count), room.cost(count)
        assert step is not None
        assert needed is not None
        assert needed <= step <= most


def test_the_cost_is_counted_by_the_tokens_in_the_answer() -> None:
    output = read(body_of(completion("Mass.", tokens=(100, 10))))
    assert (output.content, output.cost, output.usage) == ("Mass.", 225, Usage(100, 10))
    assert output.labels == (Label(f"expert:{HOST}", untrusted=True),)


def test_an_answer_that_counts_nothing_costs_what_was_reserved() -> None:
    assert read(answered("Mass.")).cost == asking().prepare(QUESTION, ()).price_max
    whole = Room.under(next(iter(asking()._choices.values())), None, 300_000).price
    assert read(answered("Mass."), arguments=documents("letter.txt")).cost == whole


def test_an_answer_that_counts_more_than_was_thought_possible_costs_that() -> None:
    output = read(body_of(completion("Mass.", tokens=(10**6, 10**6))))
    assert output.cost == 11_250_000
    counted = {"prompt_tokens": 5, "completion_tokens": 5, "cost": 5.0}
    assert read(answered("Mass.", usage=counted)).cost == 5_000_000


def test_an_answer_that_fails_once_its_tokens_are_counted_costs_these() -> None:
    thought = {"choices": [{"message": {"content": ""}, "finish_reason": "length"}]}
    with pytest.raises(Billed, match="said nothing") as problem:
        read({**thought, "usage": {"prompt_tokens": 100, "completion_tokens": 10}})
    assert (problem.value.cost, problem.value.usage) == (225, Usage(100, 10))
    with pytest.raises(ToolProblem, match="said nothing") as unknown:
        read(thought)
    assert not isinstance(unknown.value, Billed)
    cut = b'data: {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 1}}\n\n'
    with pytest.raises(ToolProblem, match="in the midst") as unfinished:
        read(cut)
    assert not isinstance(unfinished.value, Billed)


GPT_5 = Expert("g", Provider.OPENAI, "gpt-5", max_tokens=200)


def test_an_unknown_price_stays_unknown_whatever_is_in_the_request() -> None:
    tool = asking(UNPRICED)
    preview = tool.prepare(QUESTION, ())
    assert tool.priced(QUESTION, preview) == preview


def test_what_came_from_a_cache_costs_less_afterwards() -> None:
    counted = {
        "prompt_tokens": 280,
        "completion_tokens": 3,
        "prompt_tokens_details": {"cached_tokens": 270},
    }
    output = read(answered("Mass.", usage=counted), expert=GPT_5)
    assert output.cost == -(-(10 * 1_250_000 + 270 * 125_000 + 3 * 10_000_000) // 1_000_000)


def test_an_unknown_price_costs_nothing_that_could_be_recorded_unless_the_provider_says_it() -> None:
    assert read(answered("Mass."), expert=UNPRICED).cost == 0
    counted = {"prompt_tokens": 5, "completion_tokens": 5, "cost": 0.25}
    assert read(answered("Mass.", usage=counted), expert=UNPRICED).cost == 250_000
    assert read(answered("Mass.", usage={**counted, "cost": 0.0001})).cost == 100


@pytest.mark.parametrize(
    ("choice", "content"),
    [
        (
            {"message": {"content": "Half"}, "finish_reason": "length"},
            "Half\n[the answer was cut off at its longest",
        ),
        (
            {"message": {"content": "Half"}, "finish_reason": "content_filter"},
            "Half\n[the answer was cut off here",
        ),
        ({"message": {"refusal": "I cannot."}}, "[the expert refuses to answer]\nI cannot."),
        ({"message": {"content": ""}, "finish_reason": "content_filter"}, "[the expert refuses to answer]"),
    ],
)
def test_what_is_no_whole_answer_says_so(choice: object, content: str) -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 10}
    output = read({"choices": [choice], "usage": usage})
    assert output.content.startswith(content)
    assert output.cost == 225


def test_a_refusal_is_not_billed_and_a_fault_may_be() -> None:
    with pytest.raises(Unbilled, match="does not accept the API key"):
        read(body_of(failure(401, "Incorrect API key provided")), 401)
    with pytest.raises(ToolProblem, match="fault of its own") as fault:
        read(b"", 500)
    assert not isinstance(fault.value, Unbilled)


def test_nothing_goes_ahead_of_a_question() -> None:
    assert asking().prepare(QUESTION, ()).ahead is None
    asking().admit(QUESTION, incoming(b""))


def test_of_a_long_refusal_only_the_beginning_is_read() -> None:
    class Endless:
        head = incoming(b"", 500)
        read = 0

        def __iter__(self) -> Iterator[bytes]:
            while True:
                self.read += 1
                yield bytes(1024)

        def close(self) -> None:
            """Nothing is open."""

    answer = Endless()
    with pytest.raises(ToolProblem, match="fault of its own"):
        asking().follow(QUESTION, answer, lambda *_: None)
    assert answer.read == 64
