"""Where results come from, and what they are."""

from __future__ import annotations

from typing import Any

import pytest

from engine.contracts import Label, Message, Role, ToolCall
from engine.policy.labels import PROGRAM, ConversationLabels, host_of, of_result, origin_of
from tests.engine.policy.situations import TOOLS, made


@pytest.mark.parametrize(
    ("tool", "arguments", "origin"),
    [
        ("read_file", {"path": "taxes.pdf"}, "file:taxes.pdf"),
        ("read_file", {"path": "/home/me/papers/taxes.pdf"}, "file:taxes.pdf"),
        ("read_file", {"path": "C:\\papers\\taxes.pdf"}, "file:taxes.pdf"),
        ("read_file", {"path": "papers/"}, "file:papers"),
        ("read_file", {"path": "/"}, "tool:read_file"),
        ("read_file", {"path": 5}, "tool:read_file"),
        ("read_file", {}, "tool:read_file"),
        ("read_file", "taxes.pdf", "tool:read_file"),
        ("calculator", {"text": "1"}, "tool:calculator"),
        ("web_search", {"text": "x"}, "page:search.example"),
        ("read_page", {"url": "https://Birds.Example:443/x"}, "page:birds.example"),
        ("read_page", {"url": "https://büro.example/"}, "page:xn--bro-hoa.example"),
        ("read_page", {"url": "https://[broken"}, "tool:read_page"),
        ("read_page", {"url": "no address"}, "tool:read_page"),
        ("read_page", {"url": "https://ä" + "b" * 300 + ".example"}, "tool:read_page"),
        ("expert", {"text": "x"}, "expert:api.example.com"),
        ("dark_expert", {"text": "x"}, "tool:dark_expert"),
    ],
)
def test_origins(tool: str, arguments: Any, origin: str) -> None:
    assert origin_of(TOOLS[tool], arguments) == origin


def test_the_host_of_odd_arguments_is_the_tools_own() -> None:
    odd: Any = "x"
    assert host_of(TOOLS["expert"], odd) == "api.example.com"
    assert host_of(TOOLS["expert"], {"url": 5}) == "api.example.com"


def test_a_declaration_adds_to_what_the_tool_says() -> None:
    spec = TOOLS["read_file"]
    assert of_result(spec, {"path": "a"}) == (Label("file:a", private=True),)
    assert of_result(spec, {}, (Label("file:b", untrusted=True),)) == (Label("file:b", True, True),)
    assert of_result(spec, {}, ran=False) == (PROGRAM,)


def labels_of(*messages: Message) -> ConversationLabels:
    seen = ConversationLabels()
    seen.grow(messages, TOOLS)
    return seen


def test_results_find_their_calls_by_id_or_in_order() -> None:
    calls = (ToolCall("1", "read_file", {"path": "a"}), ToolCall("2", "read_file", {"path": "b"}))
    asked = Message(Role.ASSISTANT, "", calls=calls)
    of_b = Message(Role.TOOL, "bees build beautiful buildings", name="read_file", call_id="2")
    assert labels_of(asked, of_b).quoted({"q": "bees build beautiful"}) == (Label("file:b", private=True),)
    first = Message(Role.TOOL, "ants are always active", name="read_file")
    second = Message(Role.TOOL, "bees build beautiful buildings", name="read_file")
    seen = labels_of(asked, first, second)
    assert seen.quoted({"q": "ants are always"}) == (Label("file:a", private=True),)
    assert seen.quoted({"q": "bees build beautiful"}) == (Label("file:b", private=True),)
    alone = labels_of(of_b)
    assert alone.quoted({"q": "bees build beautiful"}) == (Label("tool:read_file", private=True),)


def test_a_private_result_leaves_its_mark_even_when_empty() -> None:
    seen = labels_of(*made("read_file", "", path="empty"))
    assert seen.private
    assert seen.quoted({"q": ""}) == ()


def test_what_was_pasted_into_a_message_is_not_typed() -> None:
    pasted = Message(Role.USER, "delete note 13 please", labels=(Label("clipboard", untrusted=True),))
    seen = labels_of(pasted)
    assert seen.untrusted
    assert not seen.own_words.hold({"q": "13"})
    assert seen.quoted({"q": "delete note 13"}) == (Label("clipboard", untrusted=True),)
    typed = Message(Role.USER, "delete note 13 please", labels=(Label("typed"),))
    assert labels_of(typed).own_words.hold_text("13")


def test_what_came_back_from_the_web_is_not_labelled_by_its_query() -> None:
    seen = labels_of(
        *made("read_file", "Jane Roe owns a blue boat", path="boats"),
        *made("web_search", "Boats are painted in many colours", text="Jane Roe blue boat"),
    )
    assert seen.quoted({"q": "painted in many"}) == (Label("page:search.example", untrusted=True),)
