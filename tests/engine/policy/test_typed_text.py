"""The user's own voice: not what he pasted, denied or only asked about."""

from __future__ import annotations

import pytest

from engine.policy.typed_text import Mood, chinese_objects, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("delete 13", [("delete 13", False)]),
        ("Summarise this:\nhello", [("Summarise this:", False), ("\nhello", True)]),
        ("save: hello", [("save: hello", False)]),
        ("see\n> hello\nend", [("see\n", False), ("> hello\n", True), ("end", False)]),
        ("see\n```py\nhello\n```", [("see\n", False), ("hello\n", True), ("", False)]),
        ("Von: Eva\nhello", [("", False), ("Von: Eva\nhello", True), ("", False)]),
    ],
)
def test_a_message_is_taken_apart(text: str, parts: list[tuple[str, bool]]) -> None:
    assert list(split(text)) == parts


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("delete 13", True),
        ("13", True),
        ("Why not delete 13?", True),
        ("do not keep it. Delete 13", True),
        ("Delete 12? No, delete 13.", True),
        ("what about 13?", True),
        ("not 12 but 13", True),
        ("What is in 13?", False),
        ("What is in 13? Tell me.", False),
        ("hey, is 13 old?", False),
        ("everything but 13", False),
        ("13 is not to go", False),
        ("13 不要动", False),
        ("谁写了 13？", False),
        ("no. 13 isn't one to delete", False),
    ],
)
def test_a_place_is_wished_for_or_not(text: str, wished: bool) -> None:
    begin = text.index("13")
    assert Mood(text).is_wish(begin, begin + 2) is wished


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("hello", set()),
        ("记下买牛奶", {"买牛奶"}),
        ("提醒我明天买牛奶", {"明天买牛奶", "买牛奶"}),
        ("请把会议记录删掉", {"会议记录"}),
        ("我不想买牛奶", set()),
        ("发给bob@example.com。", {"bob@example.com"}),
        ("删除第13条笔记", {"第13条笔记", "13"}),
    ],
)
def test_what_a_chinese_sentence_is_about(text: str, objects: set[str]) -> None:
    assert {text[begin:end] for begin, end in chinese_objects(text)} == objects
