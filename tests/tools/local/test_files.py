"""The file tools: what they find in the chosen folders, and that nothing else can be reached."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.contracts import Label, ToolOutput
from engine.errors import Cancelled, ToolProblem
from tests.tools.conftest import run
from tools.contract import Declared, Local
from tools.local import search_files as search_module
from tools.local.folders import NONE_CHOSEN, Folders, decoded
from tools.local.list_folder import list_folder
from tools.local.read_file import read_file
from tools.local.search_files import search_files

TOOLS = (read_file, list_folder, search_files)


def read(folder: Path, path: str, **more: int) -> ToolOutput:
    return run(Local(read_file, folders=Folders((str(folder),))), {"path": path, **more})


def listing(folder: Path, path: str = "") -> ToolOutput:
    return run(Local(list_folder, folders=Folders((str(folder),))), {"path": path} if path else {})


def search(folder: Path, query: str) -> ToolOutput:
    return run(Local(search_files, folders=Folders((str(folder),))), {"query": query})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("letter.txt", "Dear Ms Lin,\nthe rent is due in March.\nYours, Ada\n"),
        ("papers/letter.txt", "Dear Ms Lin,\nthe rent is due in March.\nYours, Ada\n"),
        ("./taxes/../letter.txt", "Dear Ms Lin,\nthe rent is due in March.\nYours, Ada\n"),
        (" letter.txt ", "Dear Ms Lin,\nthe rent is due in March.\nYours, Ada\n"),
        ("inside.txt", "Dear Ms Lin,\nthe rent is due in March.\nYours, Ada\n"),
        ("taxes/2024.md", "# Taxes\nRent paid: 12,000\nDonations: 300\n"),
        ("弱音器.txt", "小提琴的弱音器\n"),
        ("utf16.txt", "Rent in wide letters"),
        ("old.txt", "Grüße aus München, Miete"),
        ("empty.txt", "The file is empty."),
    ],
)
def test_a_text_file_is_read_as_it_is(papers: Path, path: str, text: str) -> None:
    assert read(papers, path).content == text


def test_an_absolute_path_inside_the_folder_is_read(papers: Path) -> None:
    assert "rent" in read(papers, str(papers / "letter.txt")).content


def label(papers: Path, path: str) -> Label:
    whole = papers.resolve() / path
    return Label(f"file:{whole.name}", private=True, path=str(whole))


def test_what_was_read_carries_its_files_name_and_path_and_is_private(papers: Path) -> None:
    assert read(papers, "taxes/2024.md").labels == (label(papers, "taxes/2024.md"),)
    assert read(papers, "inside.txt").labels == (label(papers, "letter.txt"),)
    assert all(tool.spec.output.private for tool in TOOLS)


@pytest.mark.parametrize(
    "path",
    [
        "../outside/bank.txt",
        "taxes/../../outside/bank.txt",
        "papers/../../outside/bank.txt",
        "way_out/bank.txt",
        "file_out.txt",
        "/etc/passwd",
        "/etc/no-such-file",
        "//etc/passwd",
        "~/.profile",
        "..",
        "/",
        ".secret",
        ".hidden/diary.txt",
        "taxes/../.hidden/diary.txt",
        "loop",
        "missing.txt",
        "letter.txt/x",
        "",
        "  ",
        "letter.txt\0",
        "letter\n.txt",
        "\x1b[2Jletter.txt",
        "\u202eletter.txt",
        "x" * 5000,
        "taxes",
        "picture.png",
        "file:///etc/passwd",
        "C:\\Windows\\win.ini",
    ],
)
def test_nothing_else_is_read(papers: Path, path: str) -> None:
    with pytest.raises(ToolProblem) as caught:
        read(papers, path)
    assert "account" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_what_lies_outside_is_not_told_apart_from_what_does_not_exist(papers: Path) -> None:
    texts = set()
    for path in ("/etc/passwd", "/etc/passwx"):
        with pytest.raises(ToolProblem) as caught:
            read(papers, path)
        texts.add(str(caught.value).replace(path, ""))
    assert len(texts) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from(["..", ".", "way_out", "taxes", "outside", "papers", "bank.txt", "loop", "/", "~"])
    )
)
def test_no_path_made_of_ways_out_leads_out(papers: Path, parts: list[str]) -> None:
    for tool in (read, listing):
        try:
            content = tool(papers, "/".join(parts)).content
        except ToolProblem:
            continue
        assert "account" not in content
        assert "bank.txt" not in content


@pytest.mark.parametrize("path", ["loop/../way_out", "loop/../way_out/bank.txt", "loop/../file_out.txt"])
def test_a_link_to_itself_hides_no_way_out(papers: Path, path: str) -> None:
    for tool in (read, listing):
        with pytest.raises(ToolProblem, match="outside the chosen folders"):
            tool(papers, path)


def test_a_pipe_is_refused_and_not_waited_for(papers: Path) -> None:
    os.mkfifo(papers / "pipe")
    with pytest.raises(ToolProblem, match="no ordinary file"):
        read(papers, "pipe")


def test_a_file_that_may_not_be_read_says_so(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ToolProblem, match=r"letter\.txt cannot be read: Permission denied"):
        read(papers, "letter.txt")


def test_a_long_file_is_read_in_parts_that_join_without_loss(papers: Path) -> None:
    text = "".join(f"line {number} of the long file\n" for number in range(1, 2001))
    (papers / "long.txt").write_text(text)
    start, joined = 1, ""
    while True:
        part, mark, rest = read(papers, "long.txt", start=start).content.partition("[the file goes on")
        joined += part
        if not mark:
            break
        start = int(rest.split("start=")[1].rstrip("]"))
    assert joined == text


def test_a_line_without_end_is_cut_and_says_so(papers: Path) -> None:
    (papers / "wide.txt").write_text("x" * 50_000)
    content = read(papers, "wide.txt").content
    assert content.endswith("[line 1 is longer than can be shown]")
    assert len(content) < 13_000


@pytest.mark.parametrize("start", [5, 99])
def test_reading_past_the_end_says_how_long_the_file_is(papers: Path, start: int) -> None:
    with pytest.raises(ToolProblem, match="has only 3 lines"):
        read(papers, "letter.txt", start=start)


@pytest.mark.parametrize("arguments", [{}, {"path": 3}, {"path": "a", "start": 0}, {"path": "a", "other": 1}])
def test_arguments_that_do_not_fit_are_a_problem(papers: Path, arguments: dict[str, object]) -> None:
    with pytest.raises(ToolProblem, match="read_file cannot be called like this"):
        run(Local(read_file, folders=Folders((str(papers),))), arguments)


@pytest.mark.parametrize("declared", TOOLS)
def test_without_a_chosen_folder_the_way_out_is_named(declared: Declared[ToolOutput]) -> None:
    with pytest.raises(ToolProblem) as caught:
        run(Local(declared, folders=Folders(("",))), {_parameter(declared): "rent"})
    assert str(caught.value) == NONE_CHOSEN == "No folder has been chosen: add one in Preferences."


@pytest.mark.parametrize("declared", TOOLS)
def test_a_chosen_folder_that_is_gone_is_named(declared: Declared[ToolOutput], tmp_path: Path) -> None:
    with pytest.raises(ToolProblem, match="not there any more"):
        run(Local(declared, folders=Folders((str(tmp_path / "gone"),))), {_parameter(declared): "rent"})


def _parameter(declared: Declared[ToolOutput]) -> str:
    return str(next(iter(declared.spec.parameters["properties"])))


def test_a_folder_is_listed_without_what_is_hidden(papers: Path) -> None:
    output = listing(papers)
    lines = output.content.splitlines()
    assert lines[0] == "papers/"
    assert "taxes/" in lines
    assert "letter.txt (50 bytes)" in lines
    assert "way_out (link)" in lines
    assert not any(line.startswith(".") for line in lines)
    assert label(papers, "letter.txt") in output.labels
    assert listing(papers, ".").content == listing(papers, "papers").content == output.content


def test_a_folder_inside_is_listed(papers: Path) -> None:
    assert listing(papers, "taxes").content == "taxes/\n2024.md (41 bytes)"


def test_an_empty_folder_says_so_and_a_full_one_is_cut(papers: Path) -> None:
    (papers / "new").mkdir()
    assert listing(papers, "new").content == "new/\nThe folder is empty."
    for number in range(250):
        (papers / "new" / f"{number:03}").touch()
    assert listing(papers, "new").content.endswith("199 (0 bytes)\n[and 50 more]")


def test_a_file_is_no_folder(papers: Path) -> None:
    with pytest.raises(ToolProblem, match="is a file: use read_file"):
        listing(papers, "letter.txt")


def test_a_file_name_with_control_characters_cannot_write_lines_of_its_own(papers: Path) -> None:
    (papers / "a\nfake.txt (1 bytes)\x1b[31m").write_text("rent")
    for output in (listing(papers), search(papers, "rent")):
        assert "\nfake" not in output.content
        assert "\x1b" not in output.content
        assert all(f"{one.origin}{one.path}".isprintable() for one in output.labels)


def test_several_folders_are_told_apart_by_their_names(papers: Path, tmp_path: Path) -> None:
    folders = Folders((str(papers), str(tmp_path / "outside"), str(papers)))
    assert run(Local(list_folder, folders=folders), {}).content == "The chosen folders:\npapers/\noutside/"
    assert run(Local(list_folder, folders=folders), {"path": "outside"}).content.startswith(
        "outside/\nbank.txt"
    )
    assert "123" in run(Local(read_file, folders=folders), {"path": "outside/bank.txt"}).content
    assert "outside/bank.txt" in run(Local(search_files, folders=folders), {"query": "account"}).content


def test_files_are_found_by_the_words_of_a_line_whatever_the_capitals(papers: Path) -> None:
    output = search(papers, "RENT march")
    assert output.content == "1 of 7 files:\nletter.txt\n  line 2: the rent is due in March."
    assert output.labels == (label(papers, "letter.txt"),)


def test_files_are_found_by_their_names_and_in_every_script(papers: Path) -> None:
    assert "taxes/2024.md" in search(papers, "2024").content
    assert "picture.png\n  (its name matches)" in search(papers, "picture").content
    assert "line 1: 小提琴的弱音器" in search(papers, "小提琴").content


def test_where_no_file_holds_every_word_those_with_the_most_are_given(papers: Path) -> None:
    output = search(papers, "rent donations unicorn")
    assert output.content.startswith("1 of 7 files (with 2 of the 3 words):\ntaxes/2024.md")


def test_hidden_files_links_and_binary_text_are_not_searched(papers: Path) -> None:
    assert "Nothing found" in search(papers, "password").content
    assert "Nothing found" in search(papers, "account").content
    assert "picture.png" not in search(papers, "rent").content


def test_long_lines_are_quoted_around_the_match(papers: Path) -> None:
    (papers / "wide.txt").write_text("x" * 5000 + " needle " + "y" * 5000)
    (line,) = [line for line in search(papers, "needle").content.splitlines() if "needle " in line]
    assert len(line) < 250


def test_many_hits_are_cut_to_the_first(papers: Path) -> None:
    for number in range(20):
        (papers / f"copy{number:02}.txt").write_text("needle\n" * 10)
    content = search(papers, "needle").content
    assert content.startswith("20 of 27 files, the first 8 of them:")
    assert content.count("line ") == 24


@pytest.mark.parametrize("limit", ["_MOST_FILES", "_MOST_BYTES", "_MOST_SECONDS"])
def test_a_search_that_reaches_its_limit_says_so(
    papers: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(search_module, limit, 0)
    assert "stopped at its limit" in search(papers, "rent").content


def test_a_huge_file_is_found_by_its_name_alone(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "_MOST_BYTES_A_FILE", 10)
    assert "Nothing found" in search(papers, "march").content
    assert "its name matches" in search(papers, "letter").content


def test_an_empty_query_is_refused(papers: Path) -> None:
    with pytest.raises(ToolProblem, match="query is empty"):
        search(papers, " ")


def test_a_search_stops_when_the_user_says_so(papers: Path) -> None:
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Cancelled):
        Local(search_files, folders=Folders((str(papers),))).run({"query": "rent"}, stopped)


def test_a_file_that_vanishes_during_a_search_is_passed_over(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> int:
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr(os, "open", gone)
    assert "Nothing found" in search(papers, "march").content


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain", "plain"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("wide".encode("utf-16-le"), None),
        (b"\xff\xfew\0", "w"),
        (b"\xe5\xbc\xb1\xe9\x9f", "弱"),
        (b"caf\xe9", "caf\xe9"),
        (b"\x80\x01\x02", None),
        (b"a\0b", None),
        (b"", ""),
    ],
)
def test_bytes_are_text_or_they_are_not(content: bytes, text: str | None) -> None:
    assert decoded(content) == text


@given(st.binary(max_size=300))
def test_no_bytes_make_the_decoding_fail(content: bytes) -> None:
    assert decoded(content) is None or isinstance(decoded(content), str)
