"""The prompt is in the model's own format, and what was read once need not be read again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from engine.contracts import Effect, Label, Message, Reach, Role, ToolCall, ToolSpec
from engine.model.gguf import read_facts
from engine.model.template import ChatTemplate
from engine.prompt.conversation import CUT_SHORT, build_prompt
from engine.prompt.system import system_text, words

GOLDEN = Path(__file__).parent / "golden"


def tool(name: str, **properties: Any) -> ToolSpec:
    schema = {
        "type": "object",
        "properties": {key: {"type": "string", **more} for key, more in properties.items()},
        "required": list(properties),
        "additionalProperties": False,
    }
    return ToolSpec(name, f"What {name} does.", schema)


CALCULATOR = tool("calculator", expression={"description": "For example 1 + 1."})
SEARCH = ToolSpec(
    "web_search",
    "Search the web.",
    {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]},
    Reach.NETWORK,
    frozenset({Effect.SENDS}),
    host="example.com",
)
CALL = ToolCall("c1", "calculator", {"expression": "6 * 7"})
ASKED = [
    Message(Role.USER, "What is 6 * 7?"),
    Message(Role.ASSISTANT, "", thinking="Multiply.", calls=(CALL,)),
    Message(Role.TOOL, "42", name="calculator", call_id="c1"),
]
ANSWERED = [*ASKED, Message(Role.ASSISTANT, "It is 42.", thinking="Done.")]


def test_the_system_text_is_the_same_bytes_in_every_turn() -> None:
    texts = {
        build_prompt(messages, [CALCULATOR, SEARCH], sentence).messages[0]["content"]
        for messages in (ASKED[:1], ASKED, ANSWERED)
        for sentence in ("", "I would like to save money.")
    }
    assert len(texts) == 1


def test_a_tool_that_is_not_offered_is_named_nowhere() -> None:
    prompt = build_prompt(ASKED[:1], [CALCULATOR])
    assert [described["function"]["name"] for described in prompt.tools] == ["calculator"]
    assert "web_search" not in str(prompt)
    assert "web_search" in str(build_prompt(ASKED[:1], [CALCULATOR, SEARCH]))


def test_a_tool_with_other_parameters_than_its_example_gets_no_example() -> None:
    assert "250" in system_text([CALCULATOR])
    assert "250" not in system_text([tool("calculator", formula={})])


def test_without_tools_there_is_only_the_instruction() -> None:
    prompt = build_prompt(ASKED[:1], [])
    assert prompt.messages[0]["content"] == words().instructions
    assert prompt.tools == ()


def test_the_preference_sentence_follows_every_request() -> None:
    messages = [*ANSWERED, Message(Role.USER, "And 7 * 8?")]
    requests = [
        message["content"]
        for message in build_prompt(messages, [CALCULATOR], "I avoid the web.").messages
        if message["role"] == "user"
    ]
    assert requests == ["What is 6 * 7?\n\nI avoid the web.", "And 7 * 8?\n\nI avoid the web."]


def test_only_the_thinking_of_the_current_turn_is_shown() -> None:
    now = build_prompt(ASKED, [CALCULATOR]).messages[2]
    later = build_prompt([*ANSWERED, Message(Role.USER, "Thanks")], [CALCULATOR]).messages[2]
    assert now["reasoning_content"] == "Multiply."
    assert "reasoning_content" not in later


def test_a_call_that_was_cut_off_gets_a_result() -> None:
    messages = [*ASKED[:2], Message(Role.USER, "Still there?")]
    roles = [(message["role"], message["content"]) for message in build_prompt(messages, []).messages[2:]]
    assert roles == [("assistant", ""), ("tool", CUT_SHORT), ("user", "Still there?")]


def test_an_answer_that_is_empty_is_left_out() -> None:
    messages = [ASKED[0], Message(Role.ASSISTANT, ""), Message(Role.USER, "Hello?")]
    assert [message["role"] for message in build_prompt(messages, []).messages] == ["system", "user", "user"]


def test_schemas_are_shown_without_what_tells_a_model_nothing() -> None:
    described = build_prompt(ASKED[:1], [CALCULATOR]).tools[0]["function"]["parameters"]
    assert described == {
        "type": "object",
        "properties": {"expression": {"type": "string", "description": "For example 1 + 1."}},
        "required": ["expression"],
    }


def test_a_parameter_may_be_called_like_a_key_that_is_left_out() -> None:
    described = build_prompt(ASKED[:1], [tool("note", title={"title": "T"})]).tools[0]
    assert described["function"]["parameters"]["properties"] == {"title": {"type": "string"}}


def test_a_long_conversation_is_made_to_fit() -> None:
    messages = [*ASKED[:2], Message(Role.TOOL, "x" * 100_000, name="calculator", call_id="c1")]
    prompt = build_prompt(messages, [CALCULATOR], context=4096, max_tokens=1024)
    assert len(prompt.messages[3]["content"]) < 10_000


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("first_request", ASKED[:1]),
        ("after_a_result", ASKED),
        ("second_request", [*ANSWERED, Message(Role.USER, "And 7 * 8?")]),
    ],
)
def test_the_models_own_template_renders_the_golden_text(
    model_path: Path, name: str, messages: list[Message]
) -> None:
    prompt = build_prompt(messages, [CALCULATOR, SEARCH], "I would like to avoid the web.")
    rendered = ChatTemplate(read_facts(model_path).chat_template).render(prompt.messages, prompt.tools)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("SORDINO_WRITE_GOLDEN"):
        golden.write_bytes(rendered.encode())
    assert rendered.encode() == golden.read_bytes()


def test_a_model_that_was_trained_on_tools_gets_no_examples() -> None:
    prompt = build_prompt(ASKED[:1], [CALCULATOR], examples=False)
    assert "Examples" not in prompt.messages[0]["content"]
    assert prompt.tools == build_prompt(ASKED[:1], [CALCULATOR]).tools


def test_what_the_model_wrote_goes_along_as_it_wrote_it_and_loses_its_thinking_later() -> None:
    raw = '<think>\nMultiply.\n</think>\n\n<tool_call>\n{"name":"calculator"}\n</tool_call>'
    asked = [ASKED[0], Message(Role.ASSISTANT, "", thinking="Multiply.", calls=(CALL,), raw=raw), ASKED[2]]
    assert build_prompt(asked, [CALCULATOR]).messages[2]["raw"] == raw
    later = [*asked, ANSWERED[3], Message(Role.USER, "And 7 * 8?")]
    assert build_prompt(later, [CALCULATOR]).messages[2]["raw"].startswith("<tool_call>")


def test_a_prompt_says_what_it_belongs_to_and_what_was_left_out() -> None:
    page = Message(Role.TOOL, "x" * 9000, name="read_file", labels=(Label("file:a", private=True),))
    prompt = build_prompt([*ASKED, page], [], context=8192, conversation_id="c", turn_id="t")
    assert (prompt.conversation_id, prompt.turn_id, prompt.private, prompt.shortened) == ("c", "t", True, 0)
    short = build_prompt([*ASKED, page, *ASKED], [], context=2048, max_tokens=512)
    assert short.shortened == 1
    assert len(str(short.messages)) < 4000
