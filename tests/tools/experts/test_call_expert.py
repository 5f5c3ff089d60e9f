"""Handing the whole conversation over: what goes, what it is labelled, and what it may cost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.cloud import CloudSettings, Expert, Provider
from engine.contracts import Caps, Message, Money, Role
from engine.errors import ToolProblem
from tests.tools.experts.bench import CONVERSATION, LETTER, PAGE, PRICED, TAXES, call, incoming
from tools.experts.asking import ExpertTool
from tools.experts.call_expert import build

CALL = {"expert": "expert-1"}
SPOKEN = [
    ("user", "What does my letter say of the rent?"),
    ("assistant", '[Call of the tool read_file with {"path": "letter.txt"}]'),
    ("user", "[Result of the tool read_file]\nThe rent is due in March."),
    ("assistant", '[Call of the tool read_page with {"url": "https://example.com/rents"}]'),
    ("user", "[Result of the tool read_page]\nRents rise."),
    ("assistant", '[Call of the tool read_file with {"path": "taxes/2024.md"}]'),
    ("user", "[Result of the tool read_file]\nRent paid: 12,000"),
    ("assistant", '[Call of the tool search_files with {"query": "rent"}]'),
    ("user", "[Result of the tool search_files]\nletter.txt: rent\n2024.md: Rent"),
    ("assistant", "It is due in March."),
    ("user", "And what do others pay?"),
]


def calling(expert: Expert = PRICED, cap: Money | None = None) -> ExpertTool:
    tool = build(CloudSettings((expert,)), {}, cap)
    assert tool is not None
    return tool


def test_without_an_expert_there_is_no_tool() -> None:
    assert build(CloudSettings(), {}, None) is None


def test_all_of_the_conversation_goes_and_none_of_the_thinking() -> None:
    body = json.loads(calling().prepare(CALL, CONVERSATION).outgoing.body)
    assert [(turn["role"], turn["content"]) for turn in body["messages"]] == SPOKEN
    assert "Hm." not in json.dumps(body)


def test_the_assistants_own_words_before_the_call_stay_behind() -> None:
    handing_over = replace(call("call_expert", "9", expert="expert-1"), content="I shall ask.")
    body = json.loads(calling().prepare(CALL, (*CONVERSATION, handing_over)).outgoing.body)
    assert [(turn["role"], turn["content"]) for turn in body["messages"]] == SPOKEN


def test_google_hears_it_in_its_own_roles() -> None:
    expert = replace(PRICED, provider=Provider.GOOGLE, model="gemini")
    contents = json.loads(calling(expert).prepare(CALL, CONVERSATION).outgoing.body)["contents"]
    assert [turn["role"] for turn in contents] == [
        "model" if role == "assistant" else "user" for role, _ in SPOKEN
    ]


def test_it_is_said_plainly_that_all_of_it_goes_and_all_of_it_is_labelled() -> None:
    tool = calling()
    assert tool.spec.sends == "The whole conversation, with all that was read in it, goes to openrouter.ai."
    aim = tool.aim(CALL, CONVERSATION)
    assert aim.carried == (LETTER, PAGE, TAXES)
    assert aim.spec.sends.endswith("goes to vendor/model at openrouter.ai.")
    assert aim.spec is tool.aim(CALL, CONVERSATION).spec


@pytest.mark.parametrize(
    "conversation", [(), (Message(Role.ASSISTANT, "Hello."),), (call("call_expert", "1", expert="expert-1"),)]
)
def test_a_conversation_of_nothing_is_not_handed_over(conversation: tuple[Message, ...]) -> None:
    with pytest.raises(ToolProblem, match="no conversation yet"):
        calling().prepare(CALL, conversation)
    assert calling().aim(CALL, conversation).carried == ()


def test_half_a_surrogate_pair_is_replaced() -> None:
    spoken = (Message(Role.USER, "a\ud800b"), call("x", "1", y="\udfff"), Message(Role.USER, "c"))
    body = json.loads(calling().prepare(CALL, spoken).outgoing.body)
    assert [turn["content"] for turn in body["messages"]] == [
        "a?b",
        '[Call of the tool x with {"y": "?"}]',
        "c",
    ]


def test_a_conversation_that_is_too_long_or_too_dear_is_not_handed_over() -> None:
    with pytest.raises(ToolProblem, match="too long to be sent"):
        calling().prepare(CALL, (Message(Role.USER, "x" * 300_001),))
    with pytest.raises(ToolProblem, match="too long to be sent"):
        calling().prepare(CALL, [Message(role, "x") for role in (Role.USER, Role.ASSISTANT) * 501])
    tool, long = calling(cap=Caps().call), (Message(Role.USER, "x" * 30_000),)
    with pytest.raises(ToolProblem, match="conversation is too long for what one call to expert-1 may cost"):
        tool.prepare(CALL, long)
    assert tool.aim(CALL, long).spec.price_max == tool.aim(CALL, ()).spec.price_max
    short = tool.prepare(CALL, CONVERSATION)
    most = tool.aim(CALL, CONVERSATION).spec.price_max
    assert short.price_max is not None
    assert most is not None
    assert short.price_max <= most <= Caps().call


def test_an_answer_that_counts_nothing_costs_the_most_that_a_call_can() -> None:
    tool = calling(cap=Caps().call)
    body = json.dumps({"choices": [{"message": {"content": "Mass."}}]}).encode()
    assert tool.interpret(CALL, incoming(body)).cost == tool.aim(CALL, ()).spec.price_max
