from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contracts import (
    Decision,
    Label,
    Message,
    Money,
    Receipt,
    Role,
    ToolCall,
    ToolResult,
    Verdict,
)
from engine.errors import UserError
from engine.store.conversations import CLOSED, ConversationStore, title_of

texts = st.text(max_size=12) | st.just("\ud800 half")
values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
calls = st.builds(ToolCall, id=texts, name=texts, arguments=st.dictionaries(texts, values, max_size=3))
labels = st.lists(st.builds(Label, origin=texts, private=st.booleans(), untrusted=st.booleans()), max_size=2)
messages = st.builds(
    Message,
    role=st.sampled_from(Role),
    content=texts,
    thinking=texts,
    calls=st.lists(calls, max_size=2).map(tuple),
    name=texts,
    call_id=texts,
    labels=labels.map(tuple),
)
verdicts = st.builds(Verdict, st.sampled_from(Decision), texts, texts, st.lists(texts, max_size=2).map(tuple))
results = st.builds(
    ToolResult,
    call=calls,
    verdict=verdicts,
    content=texts,
    ran=st.booleans(),
    failed=st.booleans(),
    labels=labels.map(tuple),
    bytes_sent=st.integers(0, 2**40),
    host=texts,
    cost=st.integers(0, 2**40).map(Money),
    seconds=st.floats(0, 1e6),
)
receipts = st.builds(
    Receipt,
    seconds=st.floats(0, 1e6),
    tokens=st.integers(0, 10**6),
    steps=st.integers(0, 50),
    hosts=st.lists(texts, max_size=2).map(tuple),
    bytes_sent=st.integers(0, 2**40),
    cost=st.integers(0, 2**40).map(Money),
    denied=st.integers(0, 50),
)
RECEIPT = Receipt(1.5, 10, 1)


def user(text: str) -> Message:
    return Message(Role.USER, text)


def said(text: str, thinking: str = "") -> Message:
    return Message(Role.ASSISTANT, text, thinking)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def store(path: Path) -> Iterator[ConversationStore]:
    with ConversationStore.open_at(path) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(st.lists(messages, min_size=1, max_size=4), st.lists(results, max_size=2), receipts)
def test_a_turn_comes_back_equal(talk: list[Message], ended: list[ToolResult], receipt: Receipt) -> None:
    with tempfile.TemporaryDirectory() as folder, ConversationStore.open_at(Path(folder, "c.db")) as store:
        store.begin_turn("c", "t", talk[0])
        for message in talk[1:]:
            store.append_message("t", message)
        for result in ended:
            store.save_result("t", result)
        store.finish_turn("t", receipt)
        summary, (turn,) = store.open("c")
        assert summary.id == "c"
        assert (turn.turn_id, turn.messages, turn.results) == ("t", tuple(talk), tuple(ended))
        assert (turn.receipt, turn.problem) == (receipt, "")
        assert store.history("c") == tuple(talk)


def test_what_was_written_before_a_crash_comes_back_with_a_problem(path: Path) -> None:
    with ConversationStore.open_at(path) as store:
        store.begin_turn("c", "t", user("Tell me."))
        store.save_partial("t", "Once", "Hm")
        store.save_partial("t", "Once upon a ti", "Hm, well")
        (turn,) = store.open("c")[1]
        assert (turn.problem, turn.receipt) == ("", None)
    with ConversationStore.open_at(path) as store:
        (turn,) = store.open("c")[1]
        assert turn.messages == (user("Tell me."), said("Once upon a ti", "Hm, well"))
        assert (turn.problem, turn.receipt) == (CLOSED, None)
        assert store.history("c") == turn.messages


def test_a_turn_that_failed_keeps_its_problem_and_what_was_written(path: Path) -> None:
    with ConversationStore.open_at(path) as store:
        store.begin_turn("c", "t", user("Tell me."))
        store.save_partial("t", "Once")
        store.fail_turn("t", "The model died.")
    with ConversationStore.open_at(path) as store:
        (turn,) = store.open("c")[1]
        assert (turn.problem, turn.messages[-1], turn.receipt) == ("The model died.", said("Once"), None)


def test_a_whole_message_takes_the_place_of_its_beginning(store: ConversationStore) -> None:
    store.begin_turn("c", "t", user("Tell me."))
    store.save_partial("t", "Once")
    store.append_message("t", said("Once upon a time."))
    assert store.history("c") == (user("Tell me."), said("Once upon a time."))
    store.save_partial("t", "And th")
    store.finish_turn("t", RECEIPT)
    assert store.history("c") == (user("Tell me."), said("Once upon a time."))


def test_turns_keep_their_order_and_their_own_messages(store: ConversationStore) -> None:
    for number in range(3):
        store.begin_turn("c", f"t{number}", user(f"q{number}"))
        store.append_message(f"t{number}", said(f"a{number}"))
        store.finish_turn(f"t{number}", RECEIPT)
    store.begin_turn("other", "o", user("elsewhere"))
    assert [turn.turn_id for turn in store.open("c")[1]] == ["t0", "t1", "t2"]
    assert [message.content for message in store.history("c")] == ["q0", "a0", "q1", "a1", "q2", "a2"]


def test_conversations_come_newest_first_with_their_titles(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(100, 200))
    monkeypatch.setattr(time, "time", lambda: float(next(clock)))
    one = store.create()
    two = store.create("The second one")
    assert [(s.id, s.title, s.updated) for s in store.list()] == [
        (two, "The second one", 101),
        (one, "", 100),
    ]
    store.begin_turn(one, "t1", user("Named by its first message"))
    store.begin_turn(one, "t2", user("and not by its second"))
    assert [(s.id, s.title) for s in store.list()] == [
        (one, "Named by its first message"),
        (two, "The second one"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", ""),
        ("  short \n and\tplain ", "short and plain"),
        ("x" * 48, "x" * 48),
        ("x" * 49, "x" * 47 + "…"),
        ("a word " * 10, "a word a word a word a word a word a word a…"),
        ("twelve chars " * 3 + "exactly! then more", "twelve chars twelve chars twelve chars exactly!…"),
        ("請" * 60, "請" * 47 + "…"),
        ("half \ud800", "half ?"),
    ],
)
def test_a_title_is_one_line_clipped_at_a_word(text: str, title: str) -> None:
    assert title_of(text) == title
    assert len(title) <= 48


def test_a_deleted_conversation_is_gone_from_the_disk(store: ConversationStore, path: Path) -> None:
    store.begin_turn("c", "t", user("the secret of the manor"))
    store.append_message("t", said("an answer about the manor"))
    store.save_result(
        "t", ToolResult(ToolCall("1", "n", {}), Verdict(Decision.ALLOW, "r", "w"), "manor", ran=True)
    )
    store.begin_turn("stays", "s", user("something else"))
    store.delete("c")
    store.delete("c")
    assert [summary.id for summary in store.list()] == ["stays"]
    assert store.history("c") == ()
    with pytest.raises(UserError, match="no longer there"):
        store.open("c")
    for file in path.parent.iterdir():
        assert b"manor" not in file.read_bytes()


def test_what_arrives_for_a_deleted_conversation_is_dropped(store: ConversationStore) -> None:
    store.begin_turn("c", "t", user("hello"))
    store.delete("c")
    store.save_partial("t", "late")
    store.append_message("t", said("late"))
    store.fail_turn("t", "late")
    store.finish_turn("t", RECEIPT)
    assert store.list() == ()


def test_a_full_disk_is_told_and_loses_nothing_that_was_stored(store: ConversationStore) -> None:
    store.begin_turn("c", "t", user("hello"))
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(UserError, match="disk is full"):
        store.append_message("t", said("x" * 100_000))
    with pytest.raises(UserError, match="disk is full"):
        store.begin_turn("d", "u", user("x" * 100_000))
    assert store.history("c") == (user("hello"),)
    assert [summary.id for summary in store.list()] == ["c"]


def test_a_store_made_in_one_thread_serves_another(store: ConversationStore) -> None:
    thread = Thread(target=lambda: store.begin_turn("c", "t", user("from the engine")))
    thread.start()
    thread.join()
    assert store.history("c") == (user("from the engine"),)


def test_a_closed_store_says_so_and_closes_twice(path: Path) -> None:
    store = ConversationStore.open_at(path)
    store.close()
    store.close()
    with pytest.raises(UserError, match="closed"):
        store.list()


def test_a_line_that_is_no_message_is_named_as_damage(store: ConversationStore) -> None:
    store.begin_turn("c", "t", user("hello"))
    store._db.execute("UPDATE items SET content = '{'")
    with pytest.raises(UserError, match="damaged"):
        store.open("c")


def test_the_first_schema_is_what_it_was(path: Path) -> None:
    ConversationStore.open_at(path).close()
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE '%sqlite%' ORDER BY m.name, c.cid"
    ).fetchall()
    connection.close()
    assert found == [
        ("conversations", "id", "TEXT"),
        ("conversations", "title", "TEXT"),
        ("conversations", "updated", "REAL"),
        ("items", "number", "INTEGER"),
        ("items", "turn", "INTEGER"),
        ("items", "kind", "TEXT"),
        ("items", "content", "TEXT"),
        ("turns", "number", "INTEGER"),
        ("turns", "id", "TEXT"),
        ("turns", "conversation_id", "TEXT"),
        ("turns", "ended", "INTEGER"),
        ("turns", "text", "TEXT"),
        ("turns", "thinking", "TEXT"),
        ("turns", "receipt", "TEXT"),
        ("turns", "problem", "TEXT"),
    ]
