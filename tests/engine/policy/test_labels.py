"""Where results come from, and what they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Label, Message, Quote, Role, ToolCall
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
    assert host_of(TOOLS["expert"], {"url": "https://ok.example/"}) == "api.example.com"
    assert host_of(TOOLS["read_page"], odd) == ""
    assert host_of(TOOLS["read_page"], {"url": 5}) == ""


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


FILE = "Jane Roe owns a blue boat. The merger with Acme closes on Friday, before noon in Geneva."
BOAT = made("read_file", FILE, path="papers/boats.txt")
MAIL = made("read_mail", "Dear friend, the grey heron flies at dawn. She owns a blue boat.", text="inbox")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"text": "who owns a blue boat"}, [("file:boats.txt", "text", 1), ("tool:read_mail", "text", 1)]),
        ({"text": FILE}, [("file:boats.txt", "text", 1), ("tool:read_mail", "text", 1)]),
        ({"text": "the merger with Acme, whispers Jane Roe"}, [("file:boats.txt", "text", 2)]),
        (
            {"to": "Jane Roe", "text": ["x", "merger with Acme"]},
            [("file:boats.txt", "to", 1), ("file:boats.txt", "text", 1)],
        ),
        ({"text": "merger with Acme, again the merger with Acme"}, [("file:boats.txt", "text", 1)]),
        ({"url": "https://x.example/?q=merger+with+Acme"}, [("file:boats.txt", "url", 1)]),
        (
            {"a": "the merger", "b": "with Acme closes"},
            [("file:boats.txt", "a", 1), ("file:boats.txt", "b", 1)],
        ),
        ({"x": {"merger with Acme": 1}}, [("file:boats.txt", "x", 1)]),
        ("merger with Acme", [("file:boats.txt", "", 1)]),
        ({"text": "grey heron flies"}, [("tool:read_mail", "text", 1)]),
        ({"text": "birds of the north"}, []),
    ],
)
def test_quotes_are_counted_by_origin_and_argument(
    arguments: Any, expected: list[tuple[str, str, int]]
) -> None:
    quotes = labels_of(*BOAT, *MAIL).quotes(arguments)
    found = [(quote.origin, quote.argument, quote.phrases) for quote in quotes]
    assert [one for one in found if one in expected] == expected
    assert {one[:2] for one in found} == {one[:2] for one in expected}


def test_a_quote_carries_the_marks_of_its_origin() -> None:
    seen = labels_of(*BOAT, *MAIL)
    assert seen.quotes({"q": "grey heron flies"}) == (Quote("tool:read_mail", "q", 1, untrusted=True),)
    assert seen.quotes({"q": "merger with Acme"}) == (Quote("file:boats.txt", "q", 1, private=True),)
    assert labels_of().quotes({"q": "merger with Acme"}) == ()


WORDS = st.lists(st.sampled_from(f"{FILE} the grey heron flies today 4711 x".split()), max_size=14)


@given(st.dictionaries(st.sampled_from(["a", "b"]), WORDS.map(" ".join)))
def test_quotes_and_labels_agree(arguments: dict[str, str]) -> None:
    seen = labels_of(*BOAT, *MAIL)
    labels, quotes = seen.quoted(arguments), seen.quotes(arguments)
    assert {quote.origin for quote in quotes} == {label.origin for label in labels}
    assert any(quote.private for quote in quotes) == any(label.private for label in labels)
    assert all(quote.phrases > 0 and quote.argument in arguments for quote in quotes)


@given(
    st.lists(
        st.sampled_from(["alpha", "beta", "gamma", "the", "of", "delta", "monday"]), min_size=3, max_size=20
    )
)
def test_a_whole_text_is_one_phrase(words: list[str]) -> None:
    seen = labels_of(*made("read_file", " ".join(words), path="a"))
    assert [quote.phrases for quote in seen.quotes({"q": " ".join(words)})] in ([], [1])
