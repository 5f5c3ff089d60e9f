"""`sordino lab turn`: the real loop with a model that plays a script, exactly as its specification says."""

from __future__ import annotations

import hashlib
import io
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from app import cli, lab, lab_turn
from app.lab_tools import LabEgress, Results
from engine.contracts import Choice, Outgoing, RecordedDecision
from engine.errors import NotSent, UserError
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger

TEXT = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
NOTE = {
    "name": "save_note",
    "parameters": TEXT,
    "reach": "local",
    "effects": ["changes"],
    "results": ["saved"],
}
PAGE = {
    "name": "read_page",
    "parameters": {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]},
    "reach": "network",
    "effects": ["sends"],
    "output": {"untrusted": True},
    "results": ["first page", "second page"],
}
EXPERT = {
    "name": "ask_expert",
    "parameters": TEXT,
    "reach": "expert",
    "effects": ["sends"],
    "output": {"untrusted": True},
    "host": "expert.example",
    "price_usd": {"max": 0.02},
    "results": ["forty-two"],
}
TOOLS = [NOTE, PAGE, EXPERT]
KEYS = {"answer", "calls", "asked", "ledger", "verified"}
ROW = {"number", "kind", "tool", "decision", "rule", "reason", "by", "outcome", "hash", "previous"}


def call(name: str, **arguments: object) -> str:
    return f"<tool_call>\n{json.dumps({'name': name, 'arguments': arguments})}\n</tool_call>"


def run(*lines: Any, home: str = "") -> list[Any]:
    out = io.StringIO()
    written = "".join(json.dumps(line) + "\n" if not isinstance(line, str) else line + "\n" for line in lines)
    assert lab.main(["turn"], io.StringIO(written), out, home) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def turn(*script: str, message: str = "Do it.", answers: Any = (), **line: Any) -> Any:
    full = {"tools": TOOLS, "message": message, "script": list(script), "answers": list(answers), **line}
    return run(full)[0]


def ended(found: Any) -> list[tuple[str, str, str, bool]]:
    return [(each["name"], each["decision"], each["rule"], each["ran"]) for each in found["calls"]]


def page(host: str) -> str:
    return call("read_page", url=f"https://{host}/news")


def test_a_turn_gives_answer_calls_questions_and_a_ledger_that_holds() -> None:
    found = turn(page("a.example"), "It says: first page.", answers=["once"])
    assert found.keys() == KEYS
    assert found["answer"] == "It says: first page."
    assert ended(found) == [("read_page", "allow", "ask_before_leaving", True)]
    assert found["calls"][0]["arguments"] == {"url": "https://a.example/news"}
    (asked,) = found["asked"]
    assert asked == {
        "reason": asked["reason"],
        "host": "a.example",
        "payload": '{"url": "https://a.example/news"}',
        "labels": [],
    }
    assert "a.example" in asked["reason"]
    assert found["verified"] is True
    assert [(row["kind"], row["tool"]) for row in found["ledger"]] == [
        ("event", "turn"),
        ("intent", "read_page"),
        ("decision", "read_page"),
        ("outcome", "read_page"),
    ]
    assert all(row.keys() >= ROW for row in found["ledger"])
    decided, outcome = found["ledger"][2:]
    assert decided["by"] == "user"
    assert decided["previewed_sha256"] == outcome["sent_sha256"] != ""
    assert outcome["result_sha256"] == hashlib.sha256(b"first page").hexdigest()
    assert decided["key_id"]


def test_a_refusal_is_told_and_nothing_leaves() -> None:
    found = turn(page("a.example"), "I may not.", answers=["deny"])
    assert ended(found) == [("read_page", "deny", "ask_before_leaving", False)]
    assert len(found["asked"]) == 1
    assert found["ledger"][-1]["outcome"] == "refused"
    assert found["ledger"][-1]["sent_sha256"] == ""


@pytest.mark.parametrize("how", [{"answers": []}, {}])
def test_without_an_answer_nobody_is_there(how: dict[str, Any]) -> None:
    found = run({"tools": TOOLS, "message": "Go", "script": [page("a.example")], **how})[0]
    assert ended(found) == [("read_page", "deny", "nobody", False)]
    assert found["asked"] == []


def test_with_the_last_answer_the_user_is_gone() -> None:
    found = turn(page("a.example"), page("b.example"), call("save_note", text="x"), "done", answers=["once"])
    assert ended(found) == [
        ("read_page", "allow", "ask_before_leaving", True),
        ("read_page", "deny", "nobody", False),
        ("save_note", "deny", "nobody", False),
    ]
    assert len(found["asked"]) == 1


def test_a_question_for_several_calls_takes_an_answer_for_each() -> None:
    step = page("a.example") + page("b.example") + page("c.example")
    found = turn(step, "done", answers=["once", "deny", "once"])
    assert [each["decision"] for each in found["calls"]] == ["allow", "deny", "allow"]
    assert [each["ran"] for each in found["calls"]] == [True, False, True]
    assert [each["host"] for each in found["asked"]] == ["a.example", "b.example", "c.example"]
    found = turn(step, page("d.example"), "done", answers=["once"])
    assert [each["decision"] for each in found["calls"]] == ["allow", "deny", "deny", "deny"]
    assert len(found["asked"]) == 3
    found = turn(step, page("d.example"), "done", answers=["deny", "deny", "deny", "once"])
    assert [each["decision"] for each in found["calls"]] == ["deny", "deny", "deny", "allow"]


def test_wider_answers_hold_where_they_are_on_offer() -> None:
    relaxed: dict[str, Any] = {"preferences": {"privacy": "relaxed"}}
    more = [call("ask_expert", text=text) for text in ("blue", "green")]
    for word in ("conversation", "hour", "host"):
        found = turn(*more, "done", answers=[word, "deny"], **relaxed)
        assert [each["decision"] for each in found["calls"]] == ["allow", "allow"]
        assert len(found["asked"]) == 1
        found = turn(*more, "done", answers=[word, "once"])
        assert [each["decision"] for each in found["calls"]] == ["deny", "allow"]
    step = call("ask_expert", text="blue") + call("ask_expert", text="green")
    found = turn(step, call("ask_expert", text="red"), "x", answers=["hour", "once", "deny"], **relaxed)
    assert [each["decision"] for each in found["calls"]] == ["allow", "allow", "deny"]


def test_local_calls_show_their_arguments_and_no_host() -> None:
    found = turn(page("a.example"), call("save_note", text="héron"), "done", answers=["once", "once"])
    assert found["asked"][1]["host"] == ""
    assert json.loads(found["asked"][1]["payload"]) == {"text": "héron"}
    assert found["asked"][1]["labels"] == ["untrusted"]
    assert ended(found)[1] == ("save_note", "allow", "untrusted_wish", True)


def results_of(found: Any) -> list[str]:
    return [row["result_sha256"] for row in found["ledger"] if row["kind"] == "outcome"]


def test_results_come_one_for_each_call_and_the_last_repeats() -> None:
    found = turn(*(page(f"{name}.example") for name in "abc"), "done", answers=["once"] * 3)
    first, second, third = results_of(found)
    assert first != second == third
    silent = {**NOTE, "results": []}
    assert results_of(turn(call("save_note", text="x"), tools=[silent])) == [""]
    bare = {key: value for key, value in NOTE.items() if key != "results"}
    assert results_of(turn(call("save_note", text="x"), tools=[bare])) == [""]


def test_a_call_that_is_made_again_stands_as_it_did_and_does_not_run_again() -> None:
    asked = page("a.example")
    found = turn(asked, asked, "done", answers=["once", "once"])
    assert ended(found) == [
        ("read_page", "allow", "ask_before_leaving", True),
        ("read_page", "allow", "ask_before_leaving", False),
    ]
    assert len(found["asked"]) == 1
    found = turn(asked, asked, "done", answers=["deny", "once"])
    assert [each["decision"] for each in found["calls"]] == ["deny", "deny"]
    assert not any(each["ran"] for each in found["calls"])


def test_unknown_and_invalid_calls_are_no_calls() -> None:
    found = turn(call("upload", text="x"), call("save_note", text=5), call("save_note", text="x"), "done")
    assert ended(found) == [("save_note", "allow", "local_work", True)]


def test_files_are_read_by_the_products_tool_and_are_private() -> None:
    files = {"taxes.txt": "Jane earned 84,213 euros\n", "old/plan.md": "Sell the boat"}
    read = [call("read_file", path="taxes.txt"), call("read_file", path="old/plan.md")]
    leak = call("ask_expert", text="Why did Jane earn 84,213 euros?")
    found = turn(*read, leak, "done", files=files, answers=["once"])
    assert ended(found)[:2] == [("read_file", "allow", "local_reading", True)] * 2
    assert "private" in found["asked"][0]["labels"]
    assert "file:taxes.txt" in found["asked"][0]["labels"]
    found = turn(*read, leak, files=files, answers=["once"], preferences={"privacy": "careful"})
    assert ended(found)[2] == ("ask_expert", "deny", "private_stays", False)
    found = turn(call("read_file", path="../../etc/passwd"), "done", files={})
    assert ended(found) == [("read_file", "allow", "local_reading", True)]
    assert found["ledger"][-1]["outcome"] == "failed"


def test_without_files_there_is_no_tool_to_read_them() -> None:
    assert turn(call("read_file", path="a.txt"), "done")["calls"] == []


@pytest.mark.parametrize("results", [None, ["made up"]])
def test_a_declared_read_file_without_results_is_the_products_own(results: list[str] | None) -> None:
    own: dict[str, Any] = {
        "name": "read_file",
        "parameters": {"type": "object", "properties": {"path": {"type": "string"}}},
    }
    own |= {"results": results} if results else {}
    found = turn(call("read_file", path="a.txt"), "done", tools=[own], files={"a.txt": "true"})
    expected = hashlib.sha256(b"made up" if results else b"true").hexdigest()
    assert results_of(found) == [expected]


def test_an_exhausted_script_writes_empty_text_and_the_reminder_takes_a_step() -> None:
    found = turn("", "At last.")
    assert found["answer"] == "At last."
    assert turn()["answer"] == ""
    assert turn(call("save_note", text="x"))["answer"] == "saved"


def test_a_model_that_goes_astray_still_ends_the_turn() -> None:
    found = turn(*(call("nothing") for _ in range(9)))
    assert found["calls"] == []
    assert found["verified"] is True
    found = turn(*(call("save_note", text=str(number)) for number in range(60)))
    assert len(found["calls"]) == 50
    assert all(each["ran"] for each in found["calls"])


def test_caps_are_counted_in_the_highest_price() -> None:
    script = [call("ask_expert", text=text) for text in ("blue", "green", "red")]
    caps: dict[str, Any] = {"preferences": {"cap_usd": {"conversation": 0.05}}}
    found = turn(*script, "done", answers=["once"] * 3, **caps)
    assert [each["decision"] for each in found["calls"]] == ["allow", "allow", "deny"]
    assert found["calls"][2]["rule"] == "over_budget"
    unpriced = {key: value for key, value in EXPERT.items() if key != "price_usd"}
    found = turn(*script, "done", tools=[unpriced], answers=["once"] * 3)
    assert [each["decision"] for each in found["calls"]] == ["allow"] * 3


@pytest.mark.parametrize("name", ["frag den Überweiser", "a/b?c#d", "tool:1"])
def test_hosts_and_names_may_be_odd(name: str) -> None:
    nowhere = {**EXPERT, "host": None, "name": name}
    found = turn(call(name, text="\u00fc"), "done", tools=[nowhere], answers=["once"])
    assert ended(found) == [(name, "allow", "ask_before_leaving", True)]
    assert found["asked"][0]["host"] == ""


def test_half_a_character_spoils_nothing() -> None:
    half = {**EXPERT, "results": ["a\ud800b"]}
    found = turn(call("ask_expert", text="x"), "a\ud800b", tools=[half], answers=["once"], message="a\ud800b")
    assert found["answer"] == "a\ud800b"
    assert found["calls"][0]["ran"] is True
    assert found["verified"] is True


def test_preferences_hold() -> None:
    for preferences, rule in (
        ({"offline": True}, "offline"),
        ({"privacy": "local_only"}, "local_only"),
    ):
        found = turn(page("a.example"), "done", answers=["once"], preferences=preferences)
        assert ended(found) == [("read_page", "deny", rule, False)]
        assert found["asked"] == []
        assert any(row["rule"] == rule for row in found["ledger"])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"message": None}, "message is missing"),
        ({"script": "x"}, "script is not a list"),
        ({"script": [5]}, "script is not a list of strings"),
        ({"answers": ["yes"]}, "answers is none of"),
        ({"answers": "once"}, "answers is not a list"),
        ({"tools": [{**NOTE, "results": "saved"}]}, "results is not a list"),
        ({"tools": [{**NOTE, "results": [None]}]}, "results is not a list of strings"),
        ({"tools": [NOTE, NOTE]}, "the same name"),
        ({"preferences": {"privacy": "?"}}, "privacy is none of"),
        ({"files": {"../a": "x"}}, "files is not"),
        ({"files": {"/a": "x"}}, "files is not"),
        ({"files": {"": "x"}}, "files is not"),
        ({"files": {"a": 5}}, "files is not"),
        ({"files": {"a\0": "x"}}, "cannot be given"),
        ({"files": {"a" * 300: "x"}}, "cannot be given"),
        ({"files": {"a": "x", "a/b": "x"}}, "cannot be given"),
        ({"files": []}, "files is not an object"),
    ],
)
def test_a_bad_line_is_told_leaves_nothing_behind_and_the_next_one_goes_on(
    change: dict[str, Any], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_turn, "_MEMORY", tmp_path)
    good = {"tools": TOOLS, "message": "Go", "script": ["done"]}
    first, bad, broken, last = run(good, {**good, **change}, "nope", good)
    assert first["answer"] == last["answer"] == "done"
    assert bad.keys() == broken.keys() == {"error"}
    assert why in bad["error"]
    assert list(tmp_path.iterdir()) == []


def test_where_memory_cannot_be_written_to_the_platforms_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_turn, "_MEMORY", tmp_path / "missing")
    assert turn("done")["answer"] == "done"


def test_a_chosen_home_keeps_its_ledger(tmp_path: Path) -> None:
    line = {"tools": TOOLS, "message": "Go", "script": [call("save_note", text="x"), "done"]}
    first, second = run(line, line, home=str(tmp_path))
    numbers = [row["number"] for row in first["ledger"] + second["ledger"]]
    assert numbers[0] == 1
    assert numbers == sorted(set(numbers))
    assert [row["turn_id"] for row in first["ledger"]][-1] != second["ledger"][-1]["turn_id"]
    assert second["verified"] is True
    assert {"ledger.db", "conversations.db"} <= {path.name for path in tmp_path.iterdir()}
    assert not (tmp_path / "files").exists()


def test_the_command_line_names_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"tools": TOOLS, "message": "Go", "script": ["done"]}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(line) + "\n"))
    assert cli.main(["--home", str(tmp_path), "lab", "turn"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == "done"
    assert (tmp_path / "ledger.db").exists()


def test_a_chosen_home_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("x")
    assert run({"tools": [], "message": "Go", "script": []}, home=str(taken))[0].keys() == {"error"}


def test_a_ledger_that_cannot_be_written_ends_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Ledger, "record", full)
    found = turn(call("save_note", text="x"), "done")
    assert found == {"answer": "", "calls": [], "asked": [], "ledger": [], "verified": True}


def test_several_turns_are_one_conversation() -> None:
    line = {"tools": TOOLS}
    with lab_turn.place() as (home, folder, keys):
        stage = lab_turn.Stage(line, home, folder, keys, lab_turn.Answers([Choice.ONCE]))
        first = stage.play("Read it", [page("a.example"), "Read."])
        second = stage.play("Save it", [call("save_note", text="first page"), "Saved."])
        stage.close()
    assert [each["decision"] for each in first["calls"] + second["calls"]] == ["allow", "deny"]
    assert second["ledger"][0]["number"] == first["ledger"][-1]["number"] + 1
    assert second["verified"] is True


def test_the_way_out_answers_nothing_but_what_the_ledger_permits(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", tmp_path / "l.head", MemoryKeys()) as ledger:
        egress = LabEgress(ledger, {"web": Results(["x"])})
        outgoing = Outgoing("POST", "https://a.example/web", "a.example", body=b"{}")
        for permit in (
            RecordedDecision("", outgoing.sha256),
            RecordedDecision("0192f0c0-0000-7000-8000-000000000000", outgoing.sha256),
        ):
            with pytest.raises(NotSent):
                egress.send(outgoing, permit, threading.Event())
