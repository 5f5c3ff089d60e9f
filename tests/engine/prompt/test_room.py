"""A conversation is made to fit: old results first, then old turns, and never what was asked last."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Message, Role, ToolCall
from engine.prompt.room import CUT_OFF, LEFT_OUT, estimate, make_room


def turn(number: int, size: int) -> list[Message]:
    call = ToolCall(str(number), "read_file", {"path": "x"})
    return [
        Message(Role.USER, f"request {number}"),
        Message(Role.ASSISTANT, "", calls=(call,)),
        Message(Role.TOOL, "w" * size, name="read_file", call_id=str(number)),
        Message(Role.ASSISTANT, f"answer {number}"),
    ]


def test_what_fits_is_left_alone() -> None:
    messages = [*turn(1, 300), *turn(2, 300)]
    assert make_room(messages, 1000) == messages


def test_the_oldest_results_go_first() -> None:
    kept = make_room([*turn(1, 3000), *turn(2, 3000), *turn(3, 3000)], 2500)
    results = [message.content for message in kept if message.role is Role.TOOL]
    assert results[0] == LEFT_OUT
    assert results[-1] == "w" * 3000
    assert len(kept) == 12


def test_room_is_made_by_the_quarter_so_that_a_long_loop_is_seldom_read_again() -> None:
    messages = [Message(Role.USER, "go")]
    beginnings = []
    for number in range(40):
        messages += turn(number, 1500)[1:3]
        kept = make_room(messages, 9000)
        beginnings.append(sum(message.content == LEFT_OUT for message in kept))
    assert beginnings == sorted(beginnings)
    assert beginnings[-1] > 10
    assert len(set(beginnings)) <= 8


def test_then_whole_turns_go_but_for_the_last() -> None:
    messages = [message for number in range(40) for message in turn(number, 0)]
    kept = make_room([*messages, Message(Role.USER, "now")], 400)
    assert kept[0].role is Role.USER
    assert kept[-1].content == "now"
    assert 1 < len(kept) < 60


def test_a_result_that_nobody_has_answered_is_cut_and_not_dropped() -> None:
    kept = make_room(turn(1, 90_000)[:3], 2000)
    assert kept[0].content == "request 1"
    assert kept[2].content.startswith("www")
    assert kept[2].content.endswith(CUT_OFF)
    assert estimate(kept[2].content) < 2100


def test_text_without_spaces_counts_a_token_a_character() -> None:
    assert estimate("靜" * 100) >= 100
    assert estimate("a" * 300) <= 101


@given(sizes=st.lists(st.integers(0, 5000), max_size=8), tokens=st.integers(0, 4000))
def test_the_last_request_always_stays_whole(sizes: list[int], tokens: int) -> None:
    messages = [message for number, size in enumerate(sizes) for message in turn(number, size)]
    kept = make_room([*messages, Message(Role.USER, "the request")], tokens)
    assert kept[-1].content == "the request"
    assert kept[0].role is Role.USER
