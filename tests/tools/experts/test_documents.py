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
    assert [document.text for document in chosen(["example.com/a"], pages)] == ["Page a."]
    with pytest.raises(ToolProblem) as problem:
        chosen(["example.com"], pages)
    assert str(problem.value) == (
        '"example.com" may be any of several documents. Name the one that is meant: '
        "https://example.com/a, https://example.com/b."
    )


def file(place: str, text: str) -> Message:
    name = place.rpartition("/")[2]
    return result("read_file", place, text, Label(f"file:{name}", private=True, path=place))


def page(url: str, text: str) -> tuple[Message, Message]:
    host = url.split("/")[2]
    return call("read_page", url, url=url), result(
        "read_page", url, text, Label(f"page:{host}", untrusted=True)
    )


def test_a_short_name_of_several_files_is_none_of_them() -> None:
    files = (file("/home/ada/work/notes.txt", "Work."), file("/home/ada/medical/notes.txt", "Ill."))
    with pytest.raises(ToolProblem) as problem:
        chosen(["notes.txt"], files)
    assert str(problem.value).endswith("that is meant: work/notes.txt, medical/notes.txt.")
    for name, text in (("work/notes.txt", "Work."), ("medical/notes.txt", "Ill.")):
        assert [document.text for document in chosen([name], files)] == [text]
    with pytest.raises(ToolProblem, match=r"These were: work/notes\.txt, medical/notes\.txt\."):
        chosen(["other.txt"], files)


def test_each_name_that_an_error_gives_is_one_that_will_do() -> None:
    known = (
        file("/notes.txt", "A."),
        file("/a/notes.txt", "B."),
        file("/b/a/notes.txt", "C."),
        file("letter.md", "D."),
        *page("https://letter.md/", "E."),
        *page("https://letter.md/x", "F."),
    )
    with pytest.raises(ToolProblem) as problem:
        chosen(["nothing"], known)
    names = str(problem.value).partition("These were: ")[2].removesuffix(".").split(", ")
    assert [chosen([name], known)[0].text for name in names] == ["A.", "B.", "C.", "D.", "E.", "F."]


def test_a_page_cannot_pass_for_a_file() -> None:
    spoken = (file("/home/ada/notes.txt", "Mine."), *page("https://evil.example/x/notes.txt", "Theirs."))
    assert [document.text for document in chosen(["notes.txt"], spoken)] == ["Mine."]
    with pytest.raises(ToolProblem):
        chosen(["notes.txt"], spoken[1:])
    named = (file("/home/ada/letter.md", "Mine."), *page("https://letter.md/", "Theirs."))
    with pytest.raises(ToolProblem, match=r"file:letter\.md, https://letter\.md/\."):
        chosen(["letter.md"], named)
    assert [document.text for document in chosen(["file:letter.md"], named)] == ["Mine."]
    assert [document.text for document in chosen(["page:letter.md"], named)] == ["Theirs."]


def test_what_lists_or_searches_reads_no_document() -> None:
    found = (
        call("web_search", "1", query="rents"),
        result("web_search", "1", "1. Rents", Label("page:html.duckduckgo.com", untrusted=True)),
        result("list_folder", "2", "letter.txt", LETTER),
        result("search_files", "3", "letter.txt: rent", LETTER),
    )
    assert read_so_far(found) == ()
    assert [document.text for document in chosen(["letter.txt"], (*CONVERSATION, *found))] == [
        "The rent is due in March."
    ]


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
