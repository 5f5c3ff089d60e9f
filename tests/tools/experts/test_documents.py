"""Which documents a name stands for."""

from __future__ import annotations

import pytest

from engine.contracts import Label, Message, Role, ToolCall
from engine.errors import ToolProblem
from tests.tools.experts.bench import CONVERSATION, LETTER, PAGE, call, result
from tools.experts.documents import chosen, labels_of, read_so_far, turns_of


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("letter.txt", "The rent is due in March."),
        ("file:letter.txt", "The rent is due in March."),
        ("/home/ada/papers/letter.txt", "The rent is due in March."),
        ("papers/letter.txt", "The rent is due in March."),
        (" letter.txt ", "The rent is due in March."),
        ("taxes/2024.md", "Rent paid: 12,000"),
        ("example.com", "Rents rise."),
        ("page:example.com", "Rents rise."),
        ("https://example.com/rents", "Rents rise."),
        ("https://example.com/rents/", "Rents rise."),
    ],
)
def test_a_document_has_its_name_its_path_and_its_address(name: str, text: str) -> None:
    (document,) = chosen([name], CONVERSATION)
    assert document.text == text


@pytest.mark.parametrize("name", ["etter.txt", "", "/", "ada", "other.txt", "read_file", "Rents rise."])
def test_no_other_name_is_one(name: str) -> None:
    with pytest.raises(ToolProblem) as problem:
        chosen([name], CONVERSATION)
    assert str(problem.value) == (
        f'No document "{name}" was read in this conversation. '
        "These were: letter.txt, https://example.com/rents, 2024.md."
    )


def test_where_none_was_read_that_is_said() -> None:
    with pytest.raises(ToolProblem, match="none was read at all"):
        chosen(["letter.txt"], CONVERSATION[:2])


def test_a_document_in_several_pieces_is_one_and_each_piece_is_in_it_once() -> None:
    pieces = [
        result("read_file", str(number), text, LETTER) for number, text in enumerate(("one", "two", "one"))
    ]
    (document,) = chosen(["letter.txt", "papers/letter.txt"], pieces)
    assert (document.name, document.text, tuple(document.labels)) == ("letter.txt", "one\n\ntwo", (LETTER,))


def test_pages_of_one_host_are_told_apart_by_their_address() -> None:
    pages = [
        message
        for place in ("a", "b")
        for message in (
            call("read_page", place, url=f"https://example.com/{place}"),
            result("read_page", place, f"Page {place}.", PAGE),
        )
    ]
    assert [document.text for document in chosen(["https://example.com/b"], pages)] == ["Page b."]
    assert [document.text for document in chosen(["example.com"], pages)] == ["Page a.", "Page b."]


def test_what_was_typed_or_calculated_is_no_document() -> None:
    spoken = (
        Message(Role.USER, "Hello", labels=(Label("file:typed.txt"),)),
        result("calculator", "1", "42", Label("tool:calculator")),
        result("ask_expert", "2", "Yes.", Label("expert:example.com", untrusted=True)),
        result("odd", "3", "?", Label("file:")),
        result("odd", "4", "?", Label("program")),
    )
    assert read_so_far(spoken[:3]) == ()
    assert read_so_far(spoken[4:]) == ()


def test_an_address_that_is_no_text_is_none() -> None:
    odd = (call("read_page", "1", url=7), result("read_page", "1", "Words.", PAGE))
    assert [document.text for document in chosen(["example.com"], odd)] == ["Words."]


def test_labels_are_those_of_all_that_was_not_typed() -> None:
    assert [label.origin for label in labels_of(CONVERSATION)] == [
        "file:letter.txt",
        "page:example.com",
        "file:2024.md",
    ]


def test_what_user_and_program_have_said_themselves_carries_no_label() -> None:
    spoken = (
        Message(Role.USER, "Hello", labels=(Label("typed"),)),
        result("x", "1", "No.", Label("program")),
    )
    assert labels_of(spoken) == ()


def test_what_one_side_says_in_a_row_is_one_turn() -> None:
    spoken = (
        Message(Role.USER, "Both, please."),
        Message(Role.ASSISTANT, "", calls=(ToolCall("1", "a", {}), ToolCall("2", "b", {}))),
        result("a", "1", "One."),
        result("b", "2", "Two."),
        Message(Role.ASSISTANT, "  "),
        Message(Role.USER, "And now?"),
    )
    assert [turn.text for turn in turns_of(spoken)] == [
        "Both, please.",
        "[Call of the tool a with {}]\n\n[Call of the tool b with {}]",
        "[Result of the tool a]\nOne.\n\n[Result of the tool b]\nTwo.\n\nAnd now?",
    ]
