"""Requests of the program's own: judged, asked about, recorded before they leave, covered by a wide yes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from engine.addresses import origin_of
from engine.contracts import (
    SCOPES,
    Answer,
    Cancel,
    Choice,
    Decision,
    Effect,
    Incoming,
    Latency,
    Outgoing,
    Preferences,
    Privacy,
    Question,
    Reach,
    RecordedDecision,
    ToolSpec,
)
from engine.errand import Declined, Errand, Errands, ErrandStream
from engine.errors import Cancelled, NotSent, Refused, ToolProblem, UserError
from engine.events import Event, QuestionAsked, QuestionClosed
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger, Row
from engine.policy.gate import Gate
from engine.policy.grants import GrantChange, Grants
from engine.policy.rules import Rule
from engine.policy.views import Grant

SPEC = ToolSpec(
    "model_endpoint",
    "Ask a model elsewhere.",
    {"type": "object", "properties": {"model": {"type": "string"}}, "additionalProperties": False},
    reach=Reach.EXPERT,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    sends="It sends the whole conversation.",
)
WIDE = (Choice.DENY, Choice.ONCE, Choice.ANSWER, Choice.CONVERSATION)


def errand(
    body: bytes = b"hello", url: str = "https://api.example/v1", turn: str = "t1", conversation: str = "c1"
) -> Errand:
    host = urlsplit(url).hostname or ""
    return Errand(
        SPEC, Outgoing("POST", url, host, body=body), {"model": "m"}, conversation, turn, choices=WIDE
    )


@dataclass
class Body:
    """An answer that comes in pieces; an exception among them is raised in its place."""

    head: Incoming
    pieces: list[bytes | BaseException]
    closed: int = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, BaseException):
                raise piece
            yield piece

    def close(self) -> None:
        self.closed += 1


@dataclass
class Wire:
    """Stands where the broker would, and keeps what reached it."""

    pieces: list[bytes | BaseException] = field(default_factory=lambda: [b"one", b"three"])
    sent: list[tuple[Outgoing, RecordedDecision]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    problem: BaseException | None = None
    bodies: list[Body] = field(default_factory=list)

    def stream(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Body:
        self.before()
        if self.problem is not None:
            raise self.problem
        self.sent.append((outgoing, permit))
        self.bodies.append(Body(Incoming(200, (), b"", outgoing.sha256, 0.1), list(self.pieces)))
        return self.bodies[-1]


@dataclass
class Person:
    """Answers questions one after the other, the last answer again and again."""

    present = True
    choices: list[Choice]
    by: str = "user"
    before: Callable[[], None] = lambda: None
    declines: bool = False
    asked: list[Question] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)

    def register(self, question: Question) -> None:
        self.registered.append(question.id)

    def wait(self, question: Question) -> Answer:
        assert question.id in self.registered
        self.before()
        self.asked.append(question)
        choice = self.choices.pop(0) if len(self.choices) > 1 else self.choices[0]
        declined = tuple(item.call.id for item in question.items) if self.declines else ()
        return Answer(question.id, choice, self.by, declined)


@dataclass
class Bench:
    """Errands with everything that they talk to."""

    ledger: Ledger
    wire: Wire = field(default_factory=Wire)
    person: Person | None = field(default_factory=lambda: Person([Choice.ONCE]))
    preferences: Preferences = field(default_factory=Preferences)
    events: list[Event] = field(default_factory=list)
    cancel: threading.Event = field(default_factory=threading.Event)
    made: Errands | None = None
    widest: Choice = Choice.ALWAYS
    rules: tuple[Rule, ...] = ()
    changes: list[GrantChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers = iter(range(10_000))
        self.grants = Grants(
            lambda: 1_900_000_000.0,
            lambda: f"g{next(numbers)}",
            record=self.changes.append,
            widest=lambda: self.widest,
        )

    @property
    def errands(self) -> Errands:
        numbers = iter(range(10_000))
        self.made = self.made or Errands(
            Gate.load(self.rules, "Example Ltd"),
            self.ledger,
            self.wire,
            self.person,
            lambda: self.preferences,
            lambda: f"id{next(numbers)}",
            self.events.append,
            lambda: 30.0,
            self.grants,
        )
        return self.made

    def run(self, one: Errand | None = None) -> bytes:
        with self.errands.stream(one or errand(), self.cancel) as answer:
            return b"".join(answer)

    def run_until(self, *happens: Callable[[], object]) -> None:
        """Read an answer; after its first piece this happens."""
        with self.errands.stream(errand(), self.cancel) as answer:
            for _ in answer:
                for event in happens:
                    event()

    def revoke(self) -> None:
        self.grants.revoke("")

    def refused(self, one: Errand | None = None) -> Declined:
        with pytest.raises(Declined) as caught:
            self.run(one)
        return caught.value

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Kind, decision, by and outcome of every row, in order."""
        return [(r.kind, r.decision, r.by, r.outcome) for r in self.ledger.rows()]

    @property
    def questions(self) -> list[Question]:
        assert self.person is not None
        return self.person.asked

    def newest(self) -> str:
        """The result of the newest call."""
        return self.ledger.calls(limit=1)[0].result


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger:
        yield Bench(ledger)


def test_an_errand_is_asked_about_and_its_rows_stand_before_each_next_thing(bench: Bench) -> None:
    assert bench.person is not None
    seen: list[list[tuple[str, str, str, str]]] = []
    bench.person.before = lambda: seen.append(bench.rows())
    bench.wire.before = lambda: seen.append(bench.rows())
    assert bench.run() == b"onethree"
    intent, decision = ("intent", "", "", ""), ("decision", "allow", "user", "")
    assert seen == [[intent], [intent, decision]]
    assert bench.rows() == [intent, decision, ("outcome", "", "", "ran")]
    (outgoing, permit) = bench.wire.sent[0]
    rows = bench.ledger.rows()
    assert permit == RecordedDecision(rows[1].id, outgoing.sha256)
    assert rows[1].previewed_sha256 == rows[2].sent_sha256 == outgoing.sha256
    assert {row.host for row in rows} == {"api.example"}
    assert rows[2].size == outgoing.size
    record = bench.ledger.calls()[0]
    assert record.arguments == '{"model": "m"}'
    assert record.payload == "POST https://api.example/v1\n\nhello"
    assert record.result == "Status 200, 8 bytes received."
    assert (record.kind, record.turn_id, record.conversation_id) == ("call", "t1", "c1")
    assert bench.ledger.turn_totals("t1").hosts == ("api.example",)


def test_the_question_shows_the_very_request_and_says_what_it_sends_and_why(bench: Bench) -> None:
    bench.run(replace(errand(), because="The server a sends it on.", without_it="Nothing.", seconds=9.0))
    (question,) = bench.questions
    (item,) = question.items
    assert item.preview is not None
    assert item.preview.outgoing is bench.wire.sent[0][0]
    assert (item.preview.without_it, item.preview.seconds) == ("Nothing.", 9.0)
    assert item.verdict.reason == (
        "Privacy asks before anything leaves this computer. model_endpoint would send its arguments to "
        "api.example. The server a sends it on. It sends the whole conversation."
    )
    assert question.choices == WIDE
    assert (question.turn_id, question.conversation_id, question.deadline_s) == ("t1", "c1", 30.0)
    assert [type(event) for event in bench.events] == [QuestionAsked, QuestionClosed]


@pytest.mark.parametrize(
    ("choice", "by", "problem"),
    [
        (Choice.DENY, "user", "You said no to api.example, and nothing was sent there."),
        (Choice.DENY, "timeout", "Nobody answered the question about api.example in time, and nothing was"),
        (Choice.DENY, "closing", "Sordino was closing, and nothing was sent to api.example."),
    ],
)
def test_a_no_sends_nothing_and_says_whose_it_was(
    bench: Bench, choice: Choice, by: str, problem: str
) -> None:
    bench.person = Person([choice], by)
    declined = bench.refused()
    assert declined.problem.startswith(problem)
    assert declined.way_out
    assert declined.by == by
    assert bench.wire.sent == []
    assert bench.rows()[1:] == [("decision", "deny", by, ""), ("outcome", "", "", "refused")]


def test_a_question_that_was_stopped_ends_the_errand_like_a_stop(bench: Bench) -> None:
    bench.person = Person([Choice.DENY], "stopped")
    with pytest.raises(Cancelled):
        bench.run()
    assert bench.wire.sent == []
    assert bench.rows()[1:] == [("decision", "deny", "stopped", ""), ("outcome", "", "", "refused")]


@pytest.mark.parametrize(
    ("preferences", "rule", "problem", "way_out"),
    [
        (Preferences(offline=True), "offline", "Sordino is offline", "offline switch"),
        (Preferences(Privacy.LOCAL_ONLY), "local_only", "Privacy keeps everything", "Preferences"),
    ],
)
def test_a_rule_that_denies_is_told_with_the_way_out_and_nobody_is_asked(
    bench: Bench, preferences: Preferences, rule: str, problem: str, way_out: str
) -> None:
    bench.preferences = preferences
    declined = bench.refused()
    assert problem in declined.problem
    assert "api.example" in declined.problem
    assert way_out in declined.way_out
    assert (declined.by, declined.rule) == ("rule", rule)
    assert bench.questions == []
    assert bench.wire.sent == []


def test_where_nobody_can_answer_the_answer_is_no(bench: Bench) -> None:
    bench.person = None
    declined = bench.refused()
    assert declined.rule == "nobody"
    assert "terminal" in declined.way_out
    assert bench.wire.sent == []


def test_going_offline_while_the_question_is_open_beats_the_yes(bench: Bench) -> None:
    def go_offline() -> None:
        bench.preferences = Preferences(offline=True)

    bench.person = Person([Choice.CONVERSATION], before=go_offline)
    assert bench.refused().rule == "offline"
    assert bench.rows()[1] == ("decision", "deny", "rule", "")
    bench.preferences = Preferences()
    bench.person.before = lambda: None
    bench.run()
    assert len(bench.questions) == 2


def test_a_plain_yes_holds_for_one_request(bench: Bench) -> None:
    bench.run()
    bench.run()
    assert len(bench.questions) == 2


@pytest.mark.parametrize(
    ("choice", "covered"),
    [(Choice.ANSWER, [True, False, False]), (Choice.CONVERSATION, [True, True, False])],
)
def test_a_wide_yes_covers_its_turn_or_its_conversation_and_no_more(
    bench: Bench, choice: Choice, covered: list[bool]
) -> None:
    bench.person = Person([choice, Choice.ONCE])
    bench.run()
    others = (errand(b"more"), errand(turn="t2"), errand(turn="t3", conversation="c2"))
    for one, expected in zip(others, covered, strict=True):
        before = len(bench.questions)
        bench.run(one)
        assert (len(bench.questions) == before) is expected


def test_under_a_grant_every_request_still_has_its_rows_and_names_the_yes(bench: Bench) -> None:
    bench.person = Person([Choice.ANSWER, Choice.DENY])
    bench.run()
    bench.run(errand(b"more"))
    assert bench.rows()[3:] == [
        ("intent", "", "", ""),
        ("decision", "allow", "grant", ""),
        ("outcome", "", "", "ran"),
    ]
    assert bench.ledger.rows()[1].reason.endswith(SCOPES[Choice.ANSWER])
    row = bench.ledger.rows()[4]
    assert row.reason.endswith("Your yes in row 2 of the log covers it.")
    assert row.rule == "ask_before_leaving"
    assert row.previewed_sha256 == errand(b"more").outgoing.sha256


@pytest.mark.parametrize(
    "other",
    [
        errand(url="https://other.example/v1"),
        errand(url="https://api.example:8443/v1"),
        errand(url="http://api.example/v1"),
        replace(errand(), spec=replace(SPEC, sends="It sends your files.")),
        replace(errand(), spec=replace(SPEC, name="other_errand")),
        replace(errand(), outgoing=replace(errand().outgoing, key_name="key")),
        replace(errand(), private=True),
        replace(errand(), private=True, untrusted=True),
    ],
)
def test_a_change_of_host_port_kind_key_or_data_asks_again(bench: Bench, other: Errand) -> None:
    bench.person = Person([Choice.CONVERSATION, Choice.DENY])
    bench.run()
    bench.refused(other)
    assert len(bench.questions) == 2


def test_a_rule_that_came_into_force_beats_a_grant(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    bench.run()
    bench.preferences = Preferences(offline=True)
    assert bench.refused().rule == "offline"
    assert len(bench.wire.sent) == 1


def test_for_private_data_no_yes_is_wider_than_the_answer(bench: Bench) -> None:
    private = replace(errand(), private=True)
    bench.person = Person([Choice.ANSWER, Choice.DENY])
    bench.run(private)
    assert bench.questions[0].choices == (Choice.DENY, Choice.ONCE, Choice.ANSWER)
    assert bench.questions[0].items[0].verdict.labels == ("private",)
    bench.run(replace(private, outgoing=errand(b"more").outgoing))
    assert len(bench.questions) == 1
    bench.refused(replace(private, turn_id="t2"))


def test_a_yes_that_was_not_on_offer_is_no_yes(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    bench.refused(replace(errand(), private=True))
    assert bench.wire.sent == []


def test_private_data_beside_untrusted_text_asks_every_time(bench: Bench) -> None:
    both = replace(errand(), private=True, untrusted=True)
    bench.run(both)
    bench.run(both)
    assert [q.choices for q in bench.questions] == [(Choice.DENY, Choice.ONCE)] * 2
    assert bench.questions[0].items[0].verdict.rule == "private_and_untrusted"


def test_careful_privacy_keeps_private_data_here(bench: Bench) -> None:
    bench.preferences = Preferences(Privacy.CAREFUL, Latency.BALANCED)
    bench.run()
    assert bench.refused(replace(errand(), private=True)).rule == "private_stays"


def test_a_yes_to_a_file_covers_its_pieces_in_the_same_turn(bench: Bench) -> None:
    pieces = replace(errand(conversation=""), choices=(Choice.DENY, Choice.FILE))
    bench.person = Person([Choice.FILE, Choice.DENY])
    bench.run(pieces)
    bench.run(replace(pieces, outgoing=errand(b"rest").outgoing))
    assert len(bench.questions) == 1
    bench.refused(replace(pieces, turn_id="t2"))


def test_a_yes_without_a_turn_covers_nothing_more(bench: Bench) -> None:
    loose = errand(turn="", conversation="")
    bench.person = Person([Choice.ANSWER, Choice.CONVERSATION, Choice.DENY])
    bench.run(loose)
    bench.run(loose)
    bench.refused(loose)
    assert len(bench.questions) == 3


def test_a_wide_yes_is_listed_with_its_row_and_ends_with_its_turn(bench: Bench) -> None:
    bench.person = Person([Choice.ANSWER])
    bench.run()
    (grant,) = bench.grants.listed()
    assert (grant.tool, grant.host, grant.scope, grant.scope_id, grant.row) == (
        "model_endpoint",
        "https://api.example",
        Choice.ANSWER,
        "t1",
        2,
    )
    assert [change.what for change in bench.changes] == ["given"]
    bench.errands.end("t1")
    assert bench.grants.listed() == ()


@pytest.mark.parametrize("privacy", [Privacy.CAREFUL, Privacy.ASK, Privacy.RELAXED])
def test_what_an_errand_was_granted_holds_whatever_privacy_says_until_it_is_kept(
    bench: Bench, privacy: Privacy
) -> None:
    bench.preferences = Preferences(privacy)
    bench.person = Person([Choice.CONVERSATION, Choice.ONCE])
    bench.run()
    bench.run(errand(turn="t2"))
    assert len(bench.questions) == 1
    (grant,) = bench.grants.listed()
    bench.grants.keep(grant.id)
    bench.run(errand(turn="t3", conversation="c2"))
    assert len(bench.questions) == (1 if privacy is Privacy.RELAXED else 2)


def test_untrusted_text_in_a_request_asks_again_and_a_yes_to_that_covers_both(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    bench.run()
    untrusted = replace(errand(), untrusted=True)
    bench.run(untrusted)
    bench.run(untrusted)
    bench.run()
    assert len(bench.questions) == 2


def test_a_revocation_cuts_an_answer_off_and_the_next_request_asks_again(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    with pytest.raises(Declined) as caught:
        bench.run_until(bench.revoke)
    assert caught.value.problem == "You revoked the yes for api.example, and the request was cut off."
    assert caught.value.way_out
    assert caught.value.by == "revoked"
    assert bench.rows()[-1] == ("outcome", "", "", "stopped")
    assert bench.newest() == "Status 200, 3 bytes received."
    assert bench.wire.bodies[0].closed == 1
    bench.run()
    assert len(bench.questions) == 2


def test_a_revocation_before_the_answer_came_says_so_too(bench: Bench) -> None:
    def revoke() -> None:
        bench.revoke()
        raise Cancelled

    bench.person = Person([Choice.CONVERSATION])
    bench.wire.before = revoke
    assert bench.refused().by == "revoked"
    assert bench.rows()[-1] == ("outcome", "", "", "stopped")


def test_a_yes_that_was_revoked_before_anything_left_sends_nothing(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    bench.run()

    class Late(Grants):
        def covering(self, *arguments: object, **options: object) -> Grant | None:
            (grant,) = bench.grants.listed()
            return grant

    late = Late(lambda: 0.0, lambda: "g")
    bench.made = Errands(
        Gate.load(),
        bench.ledger,
        bench.wire,
        bench.person,
        lambda: bench.preferences,
        lambda: "late",
        bench.events.append,
        lambda: 30.0,
        late,
    )
    assert bench.refused(errand(b"more")).by == "revoked"
    assert len(bench.wire.sent) == 1
    row = bench.ledger.rows()[-1]
    assert (row.outcome, row.size) == ("stopped", 0)


def test_a_stop_and_a_revocation_at_once_are_a_stop(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    with pytest.raises(Cancelled):
        bench.run_until(bench.cancel.set, bench.revoke)
    assert bench.rows()[-1] == ("outcome", "", "", "stopped")


@pytest.mark.parametrize(
    ("widest", "offered"),
    [
        (Choice.ANSWER, (Choice.DENY, Choice.ONCE, Choice.ANSWER)),
        (Choice.ONCE, (Choice.DENY, Choice.ONCE)),
    ],
)
def test_an_organisation_narrows_what_is_on_offer(
    bench: Bench, widest: Choice, offered: tuple[Choice, ...]
) -> None:
    bench.widest = widest
    bench.run()
    assert bench.questions[0].choices == offered


@pytest.mark.parametrize(("remember", "questions"), [(False, 2), (True, 1)])
def test_an_organisations_question_is_remembered_only_where_its_rule_says_so(
    bench: Bench, remember: bool, questions: int
) -> None:
    asks = Rule("ask_each", Decision.ASK, {"leaves": True}, "It asks.", "It asks.", "", remember)
    bench.rules = (asks,)
    bench.person = Person([Choice.CONVERSATION if remember else Choice.ONCE])
    bench.run()
    bench.run()
    assert len(bench.questions) == questions
    assert (Choice.CONVERSATION in bench.questions[0].choices) is remember


def test_a_file_can_be_had_where_only_a_plain_yes_is_left(bench: Bench) -> None:
    bench.widest = Choice.ONCE
    piece = replace(errand(), choices=(Choice.DENY, Choice.FILE))
    assert bench.run(piece) == b"onethree"
    assert bench.questions[0].choices == (Choice.DENY, Choice.ONCE)


def test_a_call_that_was_left_out_is_refused_whatever_the_yes(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION], declines=True)
    assert bench.refused().by == "user"
    assert bench.grants.listed() == ()


def test_where_the_window_closes_nobody_can_answer(bench: Bench) -> None:
    bench.person = Person([Choice.ONCE])
    bench.person.present = False
    assert bench.refused().rule == "nobody"
    assert bench.questions == []


def test_how_long_an_errand_takes_is_no_reason_to_refuse_it(bench: Bench) -> None:
    bench.preferences = Preferences(latency=Latency.FAST)
    assert bench.run(replace(errand(), spec=replace(SPEC, seconds=9_999.0))) == b"onethree"


@pytest.mark.parametrize("room", [0, 1])
def test_without_a_row_nothing_leaves(bench: Bench, room: int) -> None:
    class Full:
        def record(self, entry: Entry, /) -> Row:
            if len(bench.rows()) == room:
                raise UserError("The disk is full.")
            return bench.ledger.record(entry)

    errands = Errands(
        Gate.load(), Full(), bench.wire, bench.person, Preferences, lambda: "i", lambda _: None, lambda: 9.0
    )
    with pytest.raises(UserError, match="disk is full"):
        errands.stream(errand(), bench.cancel)
    assert bench.wire.sent == []


@pytest.mark.parametrize(
    ("problem", "outcome", "size"),
    [
        (ToolProblem("It broke."), "failed", errand().outgoing.size),
        (NotSent("Sordino is offline."), "failed", 0),
        (Refused("The ledger permits another request."), "failed", 0),
        (Cancelled(), "stopped", errand().outgoing.size),
    ],
)
def test_what_failed_before_an_answer_came_is_on_record(
    bench: Bench, problem: BaseException, outcome: str, size: int
) -> None:
    bench.wire.problem = problem
    with pytest.raises(type(problem)):
        bench.run()
    row = bench.ledger.rows()[-1]
    assert (row.kind, row.outcome, row.size) == ("outcome", outcome, size)
    assert str(problem) in bench.newest()


def test_an_answer_that_breaks_off_is_on_record_with_what_came(bench: Bench) -> None:
    bench.wire.pieces = [b"four", ToolProblem("It broke off.")]
    with pytest.raises(ToolProblem, match="broke off"):
        bench.run()
    assert bench.rows()[-1] == ("outcome", "", "", "failed")
    assert bench.newest() == "Status 200, 4 bytes received. It broke off."


def test_an_answer_that_was_stopped_is_on_record_with_what_came(bench: Bench) -> None:
    bench.wire.pieces = [b"four", Cancelled()]
    with pytest.raises(Cancelled):
        bench.run()
    assert bench.rows()[-1] == ("outcome", "", "", "stopped")
    assert bench.newest() == "Status 200, 4 bytes received."


@pytest.mark.parametrize(("stop", "outcome"), [(False, "ran"), (True, "stopped")])
def test_an_answer_that_is_closed_early_has_one_outcome(bench: Bench, stop: bool, outcome: str) -> None:
    answer: ErrandStream = bench.errands.stream(errand(), bench.cancel)
    assert next(iter(answer)) == b"one"
    if stop:
        bench.cancel.set()
    answer.close()
    answer.close()
    assert [row[3] for row in bench.rows()] == ["", "", outcome]
    assert bench.newest() == "Status 200, 3 bytes received."
    assert bench.wire.bodies[0].closed == 2


def test_what_is_stopped_beforehand_leaves_no_row_and_what_is_stopped_at_the_question_is_not_sent(
    bench: Bench,
) -> None:
    bench.cancel.set()
    with pytest.raises(Cancelled):
        bench.run()
    assert bench.rows() == []
    bench.cancel.clear()
    assert bench.person is not None
    bench.person.before = bench.cancel.set
    with pytest.raises(Cancelled):
        bench.run()
    assert bench.wire.sent == []
    row = bench.ledger.rows()[-1]
    assert (row.outcome, row.size) == ("stopped", 0)


def test_events_are_noted_in_the_log(bench: Bench) -> None:
    bench.errands.note("model", "a.gguf is complete.", "/models/a.gguf", "t1")
    record = bench.ledger.calls()[0]
    assert (record.kind, record.reason, record.payload) == (
        "model",
        "a.gguf is complete.",
        "/models/a.gguf",
    )


def test_many_threads_share_the_gate_the_grants_and_the_log(bench: Bench) -> None:
    bench.person = Person([Choice.CONVERSATION])
    errands = bench.errands
    came: list[bytes] = []
    bench.run()

    def work(number: int) -> None:
        for turn in range(5):
            with errands.stream(errand(turn=f"{number}-{turn}"), bench.cancel) as answer:
                came.append(b"".join(answer))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came == [b"onethree"] * 20
    assert len(bench.rows()) == 3 + 4 * 5 * 3
    assert bench.ledger.verify().intact
    assert len(bench.questions) == 1


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Api.Example/v1?x=1", "https://api.example"),
        ("https://api.example:443/", "https://api.example"),
        ("http://api.example:80", "http://api.example"),
        ("http://api.example:443/", "http://api.example:443"),
        ("http://[::1]:8080/a", "http://[::1]:8080"),
        ("https://user@api.example/", "https://api.example"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, origin: str) -> None:
    assert origin_of(url) == origin
