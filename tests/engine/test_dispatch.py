"""The yes that a step's calls need: asked for once, remembered where that is safe, taken back at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from engine.consent import CHANGES, Either, change_entry, no_wider
from engine.contracts import (
    SCOPES,
    Answer,
    Caps,
    Choice,
    DataClass,
    Decision,
    Message,
    Money,
    Preferences,
    Privacy,
    Question,
    RecordedDecision,
    Role,
    ToolCall,
    Verdict,
)
from engine.dispatch import REFUSED_BY_USER, REVOKED, UNANSWERED, Dispatcher
from engine.errors import Cancelled, Refused, ToolProblem, Unbilled, UserError
from engine.events import CallJudged
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.permission import NO_LONGER, Judged
from engine.policy.gate import Gate, Situation
from engine.policy.grants import GrantChange, Grants
from engine.policy.views import Grant
from tests.engine.dispatching import RELAXED, Bench, Person, Search, Tools

ONCE = (Choice.DENY, Choice.ONCE)
WIDE = (Choice.DENY, Choice.ONCE, Choice.CONVERSATION, Choice.HOUR, Choice.HOST)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger:
        yield Bench(ledger)


def test_where_privacy_is_relaxed_a_yes_may_hold_longer(bench: Bench) -> None:
    bench.step("search")
    assert bench.offered() == WIDE


@pytest.mark.parametrize("privacy", [Privacy.CAREFUL, Privacy.ASK])
def test_under_a_stricter_privacy_a_yes_holds_once(bench: Bench, privacy: Privacy) -> None:
    bench.preferences = Preferences(privacy=privacy)
    bench.person = Person([Choice.HOUR])
    (result,) = bench.step("search")
    assert bench.offered() == ONCE
    assert result.content == REFUSED_BY_USER
    assert bench.wire.sent == []
    assert bench.grants.listed() == ()


@pytest.mark.parametrize("choice", [Choice.CONVERSATION, Choice.HOUR, Choice.HOST])
def test_a_wide_yes_covers_the_next_call_which_names_its_row(bench: Bench, choice: Choice) -> None:
    bench.person = Person([choice])
    bench.step("search")
    (result,) = bench.step("search", text="swans")
    assert len(bench.questions) == 1
    assert result.ran
    assert bench.decisions() == [("search", "allow", "user"), ("search", "allow", "grant")]
    rows = [row for row in bench.ledger.rows() if row.kind == "decision"]
    assert rows[0].reason.endswith(SCOPES[choice])
    assert rows[1].reason.endswith(f"Your yes in row {rows[0].number} of the log covers it.")
    assert rows[1].rule == rows[0].rule == "ask_before_leaving"
    (outgoing, permit) = bench.wire.sent[1]
    assert permit == RecordedDecision(rows[1].id, outgoing.sha256)
    (grant,) = bench.grants.listed()
    assert (grant.scope, grant.host, grant.row) == (choice, "https://search.example", rows[0].number)
    assert bench.events_of_grants() == [
        (f"A yes for search to https://search.example was given. {SCOPES[choice]}", "user")
    ]
    assert bench.ledger.verify().intact


def test_a_plain_yes_covers_nothing_more(bench: Bench) -> None:
    bench.step("search")
    bench.step("search")
    assert len(bench.questions) == 2
    assert bench.grants.listed() == ()


def test_another_tool_host_or_conversation_is_asked_about(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    bench.step("search")
    bench.step("ask")
    bench.turn = replace(bench.turn, conversation_id="c2")
    bench.step("search")
    bench.tools = Tools(Search("search", "elsewhere.example"))
    bench.step("search")
    assert len(bench.questions) == 4


@pytest.mark.parametrize("answer", [Choice.ALWAYS, Choice.ANSWER, Choice.FILE])
def test_an_answer_that_was_not_on_offer_is_a_no(bench: Bench, answer: Choice) -> None:
    bench.person = Person([answer])
    (result,) = bench.step("search")
    assert result.content == REFUSED_BY_USER
    assert bench.decisions() == [("search", "deny", "user")]
    assert bench.wire.sent == []


def read(tool: str, text: str) -> list[Message]:
    """A conversation in which `tool` has read such a text."""
    return [
        Message(Role.USER, "Look it up, please."),
        Message(Role.ASSISTANT, "", calls=(ToolCall(tool, tool, {"text": "x"}),)),
        Message(Role.TOOL, text, name=tool, call_id=tool),
    ]


SECRET = "The merger of Heron Works and Acme Boats closes on the ninth of March."


def test_private_data_on_the_payload_is_never_remembered_nor_covered(bench: Bench) -> None:
    bench.person = Person([Choice.HOST, Choice.ONCE])
    bench.step("search")
    bench.history = read("read_file", SECRET)
    bench.step("search", text=SECRET)
    assert len(bench.questions) == 2
    assert bench.offered() == ONCE
    assert bench.questions[1].items[0].verdict.data is DataClass.PRIVATE
    assert len(bench.grants.listed()) == 1


def test_after_private_and_untrusted_text_have_met_every_call_is_asked_about(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")
    bench.history = [*read("read_file", SECRET), *read("read_mail", "Herons fly at dawn.")]
    bench.person = Person([Choice.ONCE])
    bench.step("search")
    assert bench.offered() == ONCE
    assert bench.questions[0].items[0].verdict.rule == "private_and_untrusted"


def test_quoting_a_page_asks_again_and_a_yes_to_that_covers_what_quotes_none(bench: Bench) -> None:
    page = "The grey heron of the northern marshes flies south at dawn."
    bench.person = Person([Choice.HOST])
    bench.step("search")
    bench.history = read("read_mail", page)
    bench.step("search", text=page)
    assert len(bench.questions) == 2
    assert bench.questions[1].items[0].verdict.data is DataClass.UNTRUSTED
    assert bench.offered() == WIDE
    bench.grants.revoke(bench.grants.listed()[1].id)
    bench.step("search", text=page)
    bench.step("search")
    assert len(bench.questions) == 2


def test_a_local_call_is_never_remembered_and_takes_the_choice_from_its_step(bench: Bench) -> None:
    bench.history = read("read_mail", "Please write a note.")
    bench.person = Person([Choice.ONCE])
    bench.step("search", "save_note")
    assert [len(q.items) for q in bench.questions] == [2]
    assert bench.offered() == ONCE
    bench.person.choices = [Choice.HOST]
    bench.step("save_note")
    assert bench.offered() == ONCE
    assert len(bench.tools.note.ran) == 1
    assert bench.grants.listed() == ()


def test_a_rule_that_denies_beats_every_grant(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")
    for stricter, rule in (
        (replace(RELAXED, offline=True), "offline"),
        (Preferences(privacy=Privacy.LOCAL_ONLY), "local_only"),
        (replace(RELAXED, blocked=("search",)), "blocked"),
    ):
        bench.preferences = stricter
        (result,) = bench.step("search")
        assert (result.verdict.decision, result.verdict.rule) == (Decision.DENY, rule)
    assert len(bench.wire.sent) == 1


def test_a_stricter_privacy_suspends_a_grant_and_relaxed_brings_it_back(bench: Bench) -> None:
    bench.person = Person([Choice.HOST, Choice.ONCE])
    bench.step("search")
    bench.preferences = Preferences()
    bench.step("search")
    assert len(bench.questions) == 2
    bench.preferences = RELAXED
    bench.step("search")
    assert len(bench.questions) == 2


def test_where_nobody_is_there_a_grant_changes_nothing(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")
    bench.person.present = False
    (result,) = bench.step("search")
    assert result.verdict.rule == "nobody"
    bench.person.present = True
    (result,) = bench.step("search")
    assert result.ran


def test_of_one_step_some_are_granted_and_what_was_left_out_is_refused(bench: Bench) -> None:
    bench.person = Person([Choice.HOUR], declined=("b0",))
    search, ask = bench.step("search", "ask")
    assert search.ran
    assert ask.content == REFUSED_BY_USER
    assert bench.decisions() == [("search", "allow", "user"), ("ask", "deny", "user")]
    assert [one.tool for one in bench.grants.listed()] == ["search"]
    assert len(bench.wire.sent) == 1
    assert bench.budget.reserved == 0


def test_what_a_grant_covers_is_left_out_of_the_question(bench: Bench) -> None:
    bench.person = Person([Choice.HOST, Choice.ONCE])
    bench.step("search")
    results = bench.step("search", "ask")
    assert all(result.ran for result in results)
    assert [item.call.name for item in bench.questions[1].items] == ["ask"]


def test_an_organisation_narrows_what_is_on_offer_and_what_holds(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")
    bench.widest = Choice.CONVERSATION
    bench.person = Person([Choice.CONVERSATION])
    bench.step("search")
    assert bench.offered() == WIDE[:3]
    bench.widest = Choice.ONCE
    bench.person = Person([Choice.ONCE])
    bench.step("search")
    assert bench.offered() == ONCE


def test_a_yes_that_came_while_the_dial_was_moved_holds_once(bench: Bench) -> None:
    def stricter() -> None:
        bench.preferences = Preferences()

    bench.person = Person([Choice.HOUR], before=stricter)
    (result,) = bench.step("search")
    assert result.ran
    assert bench.grants.listed() == ()
    assert "The yes holds" not in result.verdict.reason


def test_a_yes_that_came_too_late_for_an_organisation_holds_once(bench: Bench) -> None:
    def narrower() -> None:
        bench.widest = Choice.CONVERSATION

    bench.person = Person([Choice.HOUR], before=narrower)
    (result,) = bench.step("search")
    assert result.ran
    assert bench.grants.listed() == ()


def test_a_rule_that_came_into_force_meanwhile_beats_a_wide_yes_and_gives_no_grant(bench: Bench) -> None:
    def go_offline() -> None:
        bench.preferences = replace(RELAXED, offline=True)

    bench.person = Person([Choice.HOUR], before=go_offline)
    (result,) = bench.step("search")
    assert result.verdict.rule == "offline"
    assert "The yes holds" not in bench.ledger.calls()[0].reason
    assert bench.grants.listed() == ()


def test_a_grant_that_rests_by_the_time_its_call_would_run_is_asked_about(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")

    def end() -> None:
        bench.preferences = Preferences()

    bench.person = Person([Choice.ONCE], before=end)
    results = bench.step("search", "ask")
    assert all(result.ran for result in results)
    assert [[item.call.name for item in asked.items] for asked in bench.questions] == [["ask"], ["search"]]


def test_a_grant_that_is_revoked_while_another_call_of_the_step_is_asked_about_covers_nothing(
    bench: Bench,
) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")
    bench.person = Person([Choice.ONCE], before=bench.revoke_all)
    search, ask = bench.step("search", "ask")
    assert ask.ran
    assert search.content == REFUSED_BY_USER
    assert bench.decisions()[1:] == [("search", "deny", "user"), ("ask", "allow", "user")]
    assert search.verdict.reason.endswith(NO_LONGER)
    judged = [event for event in bench.events if isinstance(event, CallJudged)]
    assert [e.verdict.decision for e in judged if e.call.id == search.call.id][-1] is Decision.DENY


def test_a_grant_that_another_replaced_meanwhile_still_covers_and_names_the_later_row(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.step("search")
    (grant,) = bench.grants.listed()

    def replaced() -> None:
        request = Judged(
            ToolCall("x", "search", {"text": "x"}),
            bench.tools.specs()["search"],
            Verdict(Decision.ASK, "r", "R.", remember=True),
            Search("search", "search.example").prepare({"text": "x"}, ()),
        ).request(bench.turn)
        assert request is not None
        bench.grants.give(request, Choice.HOUR, row=99)
        bench.grants.revoke(grant.id)

    bench.person = Person([Choice.ONCE], before=replaced)
    search, _ = bench.step("search", "ask")
    assert search.ran
    assert search.verdict.reason.endswith("Your yes in row 99 of the log covers it.")


def test_a_call_that_needs_no_yes_any_more_goes_on(bench: Bench) -> None:
    class Milder(Gate):
        milder = False

        def judge(self, call: ToolCall, situation: Situation) -> Verdict:
            verdict = super().judge(call, situation)
            return replace(verdict, decision=Decision.ALLOW) if self.milder else verdict

    bench.person = Person([Choice.HOST])
    bench.step("search")
    gate = bench.gate = Milder(bench.gate.book)

    def change() -> None:
        gate.milder = True
        bench.grants.revoke("")

    bench.person = Person([Choice.ONCE], before=change)
    results = bench.step("search", "ask")
    assert all(result.ran for result in results)


@pytest.mark.parametrize("under", ["the yes itself", "an earlier yes"])
def test_a_grant_revoked_in_flight_cuts_the_call_off_and_the_turn_goes_on(bench: Bench, under: str) -> None:
    bench.person = Person([Choice.HOUR])
    if under == "an earlier yes":
        bench.step("ask")
    bench.wire.during = bench.revoke_all
    (result,) = bench.step("ask")
    assert result.ran
    assert result.failed
    assert result.content == REVOKED
    assert bench.outcomes()[-1] == "stopped"
    assert result.cost == 20_000
    assert bench.budget.reserved == 0
    assert bench.events_of_grants()[-1] == ("The yes for ask to https://api.example was revoked.", "user")
    bench.wire.during = lambda: None
    (result,) = bench.step("ask")
    assert not result.failed
    assert len(bench.questions) == 2


def test_of_two_calls_under_one_grant_the_second_is_not_sent_once_it_is_revoked(bench: Bench) -> None:
    bench.person = Person([Choice.HOUR])
    bench.step("search")
    bench.wire.during = bench.revoke_all
    first, second = bench.step("search", "search")
    assert (first.content, second.content) == (REVOKED, REFUSED_BY_USER)
    assert len(bench.wire.sent) == 2
    assert second.bytes_sent == 0
    assert bench.outcomes() == ["ran", "stopped", "refused"]


def test_a_stop_of_the_turn_under_a_grant_is_a_stop(bench: Bench) -> None:
    cancel = threading.Event()
    bench.turn = replace(bench.turn, cancel=cancel)
    bench.person = Person([Choice.HOUR])
    bench.wire.during = cancel.set
    with pytest.raises(Cancelled):
        bench.step("search")
    assert bench.outcomes() == ["stopped"]
    assert len(bench.grants.listed()) == 1


def test_a_revocation_from_another_thread_reaches_the_request(bench: Bench) -> None:
    bench.person = Person([Choice.HOUR])
    bench.step("search")

    def elsewhere() -> None:
        thread = threading.Thread(target=bench.grants.revoke, args=("",))
        thread.start()
        thread.join()

    bench.wire.during = elsewhere
    (result,) = bench.step("search")
    assert result.content == REVOKED


def test_a_delegate_uses_what_it_was_left_and_is_offered_nothing_wide(bench: Bench) -> None:
    bench.person = Person([Choice.HOST, Choice.ONCE])
    bench.step("search")
    bench.book = bench.grants.child()
    bench.step("search")
    assert len(bench.questions) == 1
    bench.step("ask")
    assert bench.offered() == ONCE
    bench.grants.revoke("")
    bench.step("search")
    assert len(bench.questions) == 3


def test_without_a_row_for_the_grant_nothing_is_sent(bench: Bench) -> None:
    def full(_change: GrantChange) -> None:
        raise UserError("The disk is full.")

    bench.book = Grants(lambda: 0.0, bench.new_id, record=full)
    bench.person = Person([Choice.HOUR])
    with pytest.raises(UserError, match="disk is full"):
        bench.step("search")
    assert bench.wire.sent == []


def test_step_and_time_reach_the_gate_and_waiting_for_an_answer_takes_none(bench: Bench) -> None:
    seen: list[tuple[int, float, bool]] = []

    class Watched(Gate):
        def judge(self, call: ToolCall, situation: Situation) -> Verdict:
            seen.append((situation.step, situation.elapsed_s, situation.delegated))
            return super().judge(call, situation)

    bench.gate = Watched(bench.gate.book)
    dispatcher = bench.dispatcher
    call = ToolCall("a", "search", {"text": "mutes"})
    dispatcher.run(
        bench.turn, [call], bench.tools, lambda: bench.preferences, bench.history, step=3, elapsed_s=7.5
    )
    assert seen == [(3, 7.5, False)] * 2
    bench.step("search")
    assert seen[2:] == [(1, 0.0, False)] * 2
    child = Dispatcher(
        bench.gate,
        bench.ledger,
        bench.budget,
        bench.wire,
        bench.person,
        bench.new_id,
        bench.events.append,
        lambda: 30.0,
        delegated=True,
    )
    assert child.situation(bench.turn, bench.tools, RELAXED, bench.history, step=2, elapsed_s=1.0).delegated


@pytest.mark.parametrize("what", CHANGES)
def test_a_grant_s_row_says_what_became_of_it_and_holds_no_secret(what: str) -> None:
    grant = Grant("g", "ask", "https://api.example", "ab", DataClass.OWN, Choice.HOUR, key_name="expert:key")
    made = change_entry(GrantChange(what, grant))
    assert (made.kind, made.tool) == ("event", "grant")
    assert made.by == ("rule" if what in ("expired", "lapsed") else "user")
    assert "ask to https://api.example" in made.reason
    assert (SCOPES[Choice.HOUR] in made.reason) is (what in ("given", "kept"))
    assert msgspec.json.decode(made.payload, type=Grant) == grant


@pytest.mark.parametrize(
    ("choices", "widest", "left"),
    [
        (WIDE, Choice.ALWAYS, WIDE),
        (WIDE, Choice.HOUR, WIDE[:4]),
        (WIDE, Choice.ANSWER, ONCE),
        (WIDE, Choice.DENY, ONCE),
        ((Choice.DENY, Choice.FILE), Choice.FILE, (Choice.DENY, Choice.FILE)),
        ((Choice.DENY, Choice.FILE), Choice.ONCE, ONCE),
    ],
)
def test_narrowing_leaves_a_plain_yes(
    choices: tuple[Choice, ...], widest: Choice, left: tuple[Choice, ...]
) -> None:
    assert no_wider(choices, widest) == left


def test_of_two_flags_either_is_heard_and_waited_for() -> None:
    one, other = threading.Event(), threading.Event()
    both = Either(one, other)
    assert not both.is_set()
    assert not both.wait(0.0)
    assert not both.wait(0.02)
    timer = threading.Timer(0.05, other.set)
    timer.start()
    assert both.wait()
    assert both.is_set()
    timer.join()
    assert Either(threading.Event(), other).wait(5.0)
    one.set()
    assert Either(one, threading.Event()).wait(5.0)


def test_what_a_step_reads_counts_for_its_later_calls(bench: Bench) -> None:
    """A note that ran freely by itself is asked about once a call before it has read untrusted text."""
    bench.person = Person([Choice.ONCE, Choice.DENY])
    first, second = bench.step("search", "save_note")
    assert first.ran
    assert second.content == REFUSED_BY_USER
    assert bench.tools.note.ran == []
    assert [[item.call.name for item in asked.items] for asked in bench.questions] == [
        ["search"],
        ["save_note"],
    ]
    assert bench.questions[1].items[0].verdict.rule == "untrusted_wish"
    assert bench.decisions()[1:] == [("save_note", "deny", "user")]
    assert bench.outcomes() == ["ran", "refused"]


def test_a_later_call_of_a_step_runs_where_the_user_agrees(bench: Bench) -> None:
    _, second = bench.step("search", "save_note")
    assert second.ran
    assert len(bench.questions) == 2


def test_a_later_call_of_a_step_is_denied_where_nobody_is_left_to_ask(bench: Bench) -> None:
    def leave() -> None:
        bench.person.present = False

    bench.wire.during = leave
    _, second = bench.step("search", "save_note")
    assert second.verdict.rule == "nobody"
    assert bench.tools.note.ran == []
    denied = [event.verdict.rule for event in bench.events if isinstance(event, CallJudged)]
    assert denied[-1] == "nobody"


def test_what_the_user_wrote_himself_runs_after_a_step_has_read_untrusted_text(bench: Bench) -> None:
    bench.history = [Message(Role.USER, "Search, and save this: mutes")]
    _, second = bench.step("search", "save_note")
    assert second.ran
    assert len(bench.questions) == 1


def test_a_call_that_the_user_agreed_to_is_not_asked_about_twice(bench: Bench) -> None:
    results = bench.step("search", "ask")
    assert all(result.ran for result in results)
    assert len(bench.questions) == 1


def test_an_earlier_yes_covers_no_later_call_of_a_step_that_takes_what_was_read_along(bench: Bench) -> None:
    bench.person = Person([Choice.HOUR, Choice.ONCE])
    bench.step("ask", text="the grey heron flies at dawn")
    bench.wire.answer = b"the grey heron flies at dawn"
    bench.step("search", "ask", text="the grey heron flies at dawn")
    assert [[item.call.name for item in asked.items] for asked in bench.questions] == [
        ["ask"],
        ["search"],
        ["ask"],
    ]


def test_a_call_that_was_allowed_is_denied_where_it_is_switched_off_before_it_runs(bench: Bench) -> None:
    def switch_off() -> None:
        bench.preferences = replace(bench.preferences, blocked=("save_note", "ask"))

    bench.person = Person([Choice.ONCE], before=switch_off)
    note, search = bench.step("save_note", "search")
    assert (note.verdict.rule, search.ran) == ("blocked", True)
    assert bench.tools.note.ran == []


def test_what_denies_during_an_earlier_call_beats_the_users_yes(bench: Bench) -> None:
    def lock() -> None:
        bench.preferences = Preferences(privacy=Privacy.LOCAL_ONLY)

    bench.wire.during = lock
    first, second = bench.step("search", "ask")
    assert first.ran
    assert second.verdict.rule == "local_only"
    assert [outgoing.host for outgoing, _ in bench.wire.sent] == ["search.example"]


def test_a_call_is_not_held_against_what_it_reserves_itself(bench: Bench) -> None:
    bench.person = Person([Choice.HOST])
    bench.preferences = replace(RELAXED, caps=Caps(conversation=Money(30_000)))
    _, second = bench.step("search", "ask")
    assert second.ran


def test_what_denies_during_a_steps_second_question_beats_its_yes(bench: Bench) -> None:
    def before() -> None:
        if len(bench.questions) == 2:
            bench.preferences = replace(bench.preferences, blocked=("save_note",))

    bench.person = Person([Choice.ONCE], before=before)
    _, note = bench.step("search", "save_note")
    assert note.verdict.rule == "blocked"
    assert bench.tools.note.ran == []


def test_a_question_that_nobody_answered_is_no_refusal_of_the_users(bench: Bench) -> None:
    class Absent(Person):
        def wait(self, question: Question) -> Answer:
            return Answer(question.id, Choice.DENY, by="timeout")

    bench.person = Absent([Choice.DENY])
    (result,) = bench.step("search")
    assert result.content == UNANSWERED


@pytest.mark.parametrize(("problem", "cost"), [(Unbilled, 0), (ToolProblem, 20_000)])
def test_a_request_that_the_host_refuses_was_sent_and_costs_nothing(
    bench: Bench, problem: type[ToolProblem], cost: int
) -> None:
    def refuse() -> None:
        raise problem("api.example refused the question.")

    bench.wire.during = refuse
    (result,) = bench.step("ask")
    assert (result.failed, result.cost, bench.budget.reserved) == (True, cost, 0)
    assert result.bytes_sent > 0
    assert result.content == "The call failed: api.example refused the question."
    assert bench.outcomes() == ["failed"]


def test_a_request_that_the_way_out_refuses_was_not_sent(bench: Bench) -> None:
    def refuse() -> None:
        raise Refused("The ledger permits another request than this one.")

    bench.wire.during = refuse
    (result,) = bench.step("ask")
    assert (result.failed, result.bytes_sent, result.cost) == (True, 0, 0)
    assert bench.outcomes() == ["failed"]


def test_a_card_that_going_offline_closed_is_no_refusal_of_the_users(bench: Bench) -> None:
    def go_offline() -> None:
        bench.preferences = replace(bench.preferences, offline=True)

    bench.person = Person([Choice.DENY], before=go_offline)
    (result,) = bench.step("search")
    assert result.verdict.rule == "offline"
    assert bench.decisions() == [("search", "deny", "rule")]


def test_a_refusal_of_the_users_stays_his(bench: Bench) -> None:
    bench.person = Person([Choice.DENY])
    bench.step("search")
    assert bench.decisions() == [("search", "deny", "user")]
