"""How a call leaves: aimed, searched for personal data, asked ahead, streamed, and as the user changed it."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from engine.contracts import (
    Caps,
    Choice,
    Decision,
    Effect,
    Incoming,
    IncomingStream,
    JsonObject,
    Label,
    Message,
    Money,
    Outgoing,
    Preferences,
    Preview,
    Privacy,
    Reach,
    Replaced,
    Revision,
    Role,
    ToolOutput,
    ToolSpec,
    Usage,
)
from engine.departure import ABOVE, EDITED, TOLD, UNSEARCHED
from engine.dispatch import AHEAD, REVOKED
from engine.errors import Billed, Cancelled, NotSent, ToolProblem, Unbilled
from engine.events import CallJudged, CallProgress
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.policy.gate import Gate
from engine.policy.rules import Rule
from engine.toolbox import Aim, Tell
from tests.engine.dispatching import FREE, TEXT, Bench, Person, Search, Tools

PRIVATE = Label("file:taxes.pdf", private=True)
PAGE = Label("page:odd.example", untrusted=True)


@dataclass
class Expert:
    """A tool whose calls differ in host, price and what they take along."""

    carried: tuple[Label, ...] = ()
    ahead: Outgoing | None = None
    streams: bool = False
    refusal: ToolProblem | None = None
    spec: ToolSpec = field(
        default_factory=lambda: ToolSpec(
            "ask",
            "Ask.",
            TEXT,
            Reach.EXPERT,
            frozenset({Effect.READS, Effect.SENDS}),
            host="cheap.example",
            price_max=FREE,
        )
    )

    def aim(self, arguments: JsonObject, conversation: Sequence[Message]) -> Aim:
        dear = "dear" in str(arguments["text"])
        spec = replace(self.spec, host="dear.example", price_max=Money(40_000)) if dear else self.spec
        return Aim(spec, self.carried)

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
        text = str(arguments["text"])
        if not text:
            raise ToolProblem("The question is empty.")
        spec = self.aim(arguments, conversation).spec
        outgoing = Outgoing("POST", f"https://{spec.host}/", str(spec.host), body=text.encode())
        return Preview(outgoing, FREE, spec.price_max, ahead=self.ahead)

    def priced(self, arguments: JsonObject, preview: Preview) -> Preview:
        return replace(preview, price_max=Money(1_000 * len(preview.outgoing.body)))

    def admit(self, arguments: JsonObject, incoming: Incoming) -> None:
        if self.refusal is not None:
            raise self.refusal

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return ToolOutput(incoming.body.decode(), cost=Money(21_000), usage=Usage(1_204, 312))

    def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
        assert answer.head.body == b""
        text = ""
        tell("hm", True)
        tell("", False)
        for piece in answer:
            text += piece.decode()
            tell(piece.decode(), False)
        return ToolOutput(text, thinking="hm")


class Labelled(Expert):
    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return ToolOutput(incoming.body.decode(), (Label("expert:cheap.example"),))


@dataclass
class Names:
    """Puts a placeholder in the place of `Ada`, unless it is to stay."""

    fault: Exception | None = None

    def redact(
        self, outgoing: Outgoing, conversation_id: str, originals: Collection[str] = ()
    ) -> tuple[Outgoing, tuple[Replaced, ...], tuple[Replaced, ...]]:
        if self.fault is not None:
            raise self.fault
        found = (Replaced("own", "Ada", "[OWN_1]"),) if b"Ada" in outgoing.body else ()
        if "Ada" in originals:
            return outgoing, (), found
        return replace(outgoing, body=outgoing.body.replace(b"Ada", b"[OWN_1]")), found, ()

    def restore(self, text: str, conversation_id: str, only: Collection[str] | None = None) -> str:
        assert conversation_id == "c1"
        return text.replace("[OWN_1]", "Ada") if only is None or "[OWN_1]" in only else text


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger:
        bench = Bench(ledger, preferences=Preferences(privacy=Privacy.ASK))
        bench.tools = Tools(Expert())
        yield bench


def reasons(bench: Bench, kind: str) -> list[str]:
    return [row.reason for row in bench.ledger.rows() if row.kind == kind]


def test_a_call_is_judged_by_its_own_host_and_price(bench: Bench) -> None:
    bench.preferences = Preferences(caps=Caps(Money(30_000)))
    cheap, dear = bench.step("ask", text="simple"), bench.step("ask", text="a dear one")
    assert cheap[0].host == "cheap.example"
    assert not dear[0].ran
    assert dear[0].verdict.rule == "over_budget"
    assert len(bench.questions) == 1
    assert "cheap.example" in bench.questions[0].items[0].verdict.reason


def test_a_call_to_several_hosts_is_judged_by_each_of_them(bench: Bench) -> None:
    class Several(Expert):
        def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
            preview = super().prepare(arguments, conversation)
            hosts = ("cheap.example", "odd.example")
            return replace(preview, outgoing=replace(preview.outgoing, search={"query": "x"}, hosts=hosts))

    rule = Rule("no_odd", Decision.DENY, {"host": ("odd.example",)}, "Not odd.", "Odd is out.", "Ours.")
    bench.tools = Tools(Several())
    (result,) = bench.step("ask")
    assert result.ran
    bench.gate = Gate.load((rule,))
    (result,) = bench.step("ask", text="swans")
    assert (result.verdict.decision, result.verdict.rule) == (Decision.DENY, "organisation:no_odd")
    assert len(bench.wire.sent) == 1


def test_what_a_request_takes_along_counts_as_quoted(bench: Bench) -> None:
    bench.tools = Tools(Expert(carried=(PRIVATE, PAGE, Label("typed"))))
    bench.step("ask")
    verdict = bench.questions[0].items[0].verdict
    assert {"private", "untrusted", "file:taxes.pdf", "page:odd.example"} <= set(verdict.labels)
    assert [(quote.origin, quote.phrases) for quote in verdict.quotes] == [
        ("file:taxes.pdf", 0),
        ("page:odd.example", 0),
    ]
    bench.preferences = Preferences(privacy=Privacy.CAREFUL)
    (result,) = bench.step("ask")
    assert result.verdict.decision is Decision.DENY
    assert len(bench.questions) == 1


def test_what_goes_ahead_has_rows_of_its_own_before_the_call_s(bench: Bench) -> None:
    ahead = Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")
    bench.tools = Tools(Expert(ahead=ahead))
    (result,) = bench.step("ask")
    assert result.ran
    assert [out.url for out, _ in bench.wire.sent] == [ahead.url, "https://cheap.example/"]
    rows = [row for row in bench.ledger.rows() if row.kind != "event"]
    assert [row.kind for row in rows] == ["intent", "decision", "outcome", "decision", "outcome"]
    assert [row.previewed_sha256 for row in rows if row.kind == "decision"] == [
        out.sha256 for out, _ in bench.wire.sent
    ]
    assert [permit.row_id for _, permit in bench.wire.sent] == [
        row.id for row in rows if row.kind == "decision"
    ]
    assert AHEAD in rows[1].reason
    assert rows[2].sent_sha256 == ahead.sha256
    assert bench.ledger.turn_totals("t1").bytes_sent == ahead.size + bench.wire.sent[1][0].size


def test_where_what_goes_ahead_says_no_the_call_stays_here(bench: Bench) -> None:
    ahead = Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")
    bench.tools = Tools(Expert(ahead=ahead, refusal=ToolProblem("No programs, please.")))
    (result,) = bench.step("ask")
    assert (result.ran, result.failed, result.content) == (False, True, "No programs, please.")
    assert [out.url for out, _ in bench.wire.sent] == [ahead.url]
    assert bench.outcomes() == ["failed", "failed"]


def test_nothing_goes_ahead_of_a_call_that_is_refused(bench: Bench) -> None:
    ahead = Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")
    bench.tools = Tools(Expert(ahead=ahead))
    bench.person = Person([Choice.DENY])
    bench.step("ask")
    assert bench.wire.sent == []


def test_what_could_not_go_ahead_counts_as_not_sent(bench: Bench) -> None:
    ahead = Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")
    bench.tools = Tools(Expert(ahead=ahead))

    def fail() -> None:
        raise NotSent("There is no network.")

    bench.wire.during = fail
    (result,) = bench.step("ask")
    assert result.content == "There is no network."
    assert [row.size for row in bench.ledger.rows() if row.kind == "outcome"] == [0, 0]


def test_a_stop_while_something_goes_ahead_ends_the_step(bench: Bench) -> None:
    bench.tools = Tools(Expert(ahead=Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")))
    bench.wire.during = bench.turn.cancel.set  # type: ignore[attr-defined]
    with pytest.raises(Cancelled):
        bench.step("ask")
    assert bench.outcomes() == ["stopped", "stopped"]
    assert len(bench.wire.sent) == 1


def test_a_grant_revoked_while_something_goes_ahead_keeps_the_call_here(bench: Bench) -> None:
    bench.preferences = Preferences(privacy=Privacy.RELAXED)
    bench.tools = Tools(Expert())
    bench.person = Person([Choice.HOST])
    bench.step("ask")
    bench.tools = Tools(Expert(ahead=Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")))
    bench.wire.during = bench.revoke_all
    (result,) = bench.step("ask", text="swans")
    assert (result.ran, result.content) == (False, REVOKED)
    assert len(bench.wire.sent) == 2


def test_an_answer_is_told_as_it_comes(bench: Bench) -> None:
    bench.tools = Tools(Expert(streams=True))
    (result,) = bench.step("ask")
    told = [event for event in bench.events if isinstance(event, CallProgress)]
    assert [(event.text, event.thinking) for event in told] == [("hm", True), ("found", False)]
    assert (result.content, result.thinking) == ("found", "hm")
    (outcome,) = [row for row in bench.ledger.rows() if row.kind == "outcome"]
    assert outcome.sent_sha256 == bench.wire.sent[0][0].sha256


def test_personal_data_is_replaced_in_what_is_shown_permitted_and_sent_and_restored(bench: Bench) -> None:
    bench.redactor = Names()
    bench.wire.answer = b"Dear [OWN_1]"
    (result,) = bench.step("ask", text="Who is Ada?")
    preview = bench.questions[0].items[0].preview
    assert preview is not None
    assert preview.outgoing.body == b"Who is [OWN_1]?" == bench.wire.sent[0][0].body
    assert preview.replaced == (Replaced("own", "Ada", "[OWN_1]"),)
    assert bench.wire.sent[0][1].sha256 == preview.outgoing.sha256
    assert result.content == "Dear Ada"
    (outcome,) = [row for row in bench.ledger.calls() if row.tool == "ask"]
    assert outcome.result == "Dear [OWN_1]"
    assert outcome.payload.endswith("Who is [OWN_1]?")
    assert result.hidden == 1
    assert reasons(bench, "outcome")[0].endswith("Hidden behind placeholders: 1.")


def test_an_answer_with_originals_is_private_and_no_address_in_it_holds_one(bench: Bench) -> None:
    bench.redactor = Names()
    bench.wire.answer = b"[OWN_1]: see https://odd.example/?q=[OWN_1] and www.odd.example/[OWN_1], [OWN_1]"
    bench.tools = Tools(Labelled())
    (result,) = bench.step("ask", text="Who is Ada?")
    assert result.content == "Ada: see https://odd.example/?q=[OWN_1] and www.odd.example/[OWN_1], Ada"
    assert result.labels == (Label("expert:cheap.example", private=True),)


def test_an_expert_that_got_no_placeholder_gets_no_original_by_naming_one(bench: Bench) -> None:
    bench.redactor = Names()
    bench.wire.answer = b"Was it [OWN_1]?"
    (result,) = bench.step("ask", text="Who was it?")
    assert result.content == "Was it [OWN_1]?"


def test_a_page_gets_no_original_for_a_placeholder_that_it_holds(bench: Bench) -> None:
    bench.redactor = Names()
    bench.tools = Tools(Search("find", "search.example"))
    bench.wire.answer = b"Next: https://odd.example/?q=[OWN_1] or [OWN_1]"
    (result,) = bench.step("find", text="Who is Ada?")
    assert result.content == "Next: https://odd.example/?q=[OWN_1] or [OWN_1]"
    assert not any(label.private for label in result.labels)


def test_a_rule_that_comes_into_force_while_something_goes_ahead_keeps_the_call_here(bench: Bench) -> None:
    bench.tools = Tools(Expert(ahead=Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")))

    def block() -> None:
        bench.preferences = replace(bench.preferences, blocked=("ask",))

    bench.wire.during = block
    (result,) = bench.step("ask")
    assert (result.ran, result.verdict.rule) == (False, "blocked")
    assert len(bench.wire.sent) == 1


def test_a_call_that_was_left_out_stays_refused_while_another_is_changed(bench: Bench) -> None:
    bench.tools = Tools(Search("find", "search.example"), Expert())
    bench.person.declined = ("a0",)
    bench.person.changes = [{"b0": Revision({"text": "swans"})}]
    found, asked = bench.step("find", "ask")
    assert (found.ran, asked.ran) == (False, True)
    assert [[item.call.name for item in question.items] for question in bench.questions] == [
        ["find", "ask"],
        ["ask"],
    ]


def test_what_is_told_as_it_comes_has_its_originals_back_however_it_is_cut(bench: Bench) -> None:
    class Cut(Expert):
        def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
            for piece in ("Dear [OW", "N_1], see [1", "] and [" + "x" * 40, " so [O"):
                tell(piece, False)
            tell("hm [OWN_1]", True)
            return ToolOutput("Dear")

    bench.redactor = Names()
    bench.tools = Tools(Cut(streams=True))
    bench.step("ask", text="Who is Ada?")
    told = [event for event in bench.events if isinstance(event, CallProgress)]
    assert [event.text for event in told if not event.thinking] == [
        "Dear ",
        "Ada, see ",
        "[1] and [" + "x" * 40,
        " so ",
        "[O",
    ]
    assert [event.text for event in told if event.thinking] == ["hm Ada"]


@pytest.mark.parametrize(("text", "price"), [("Who is Ada?", 15_000), ("Who?", 4_000)])
def test_the_price_shown_and_set_aside_is_that_of_the_very_bytes(text: str, price: int, bench: Bench) -> None:
    bench.redactor = Names()
    bench.preferences = Preferences(caps=Caps(Money(100_000)))
    bench.step("ask", text=text)
    preview = bench.questions[0].items[0].preview
    assert preview is not None
    assert preview.price_max == price == 1_000 * len(bench.wire.sent[0][0].body)
    (record,) = [row for row in bench.ledger.calls() if row.tool == "ask"]
    assert record.reserved == price


def test_a_yes_does_not_cover_a_call_that_placeholders_make_dearer(bench: Bench) -> None:
    bench.redactor = Names()
    bench.preferences = Preferences(privacy=Privacy.RELAXED, caps=Caps(Money(100_000)))
    bench.person = Person([Choice.HOST])
    bench.step("ask", text="Who?")
    bench.step("ask", text="Why?")
    assert len(bench.questions) == 1
    bench.step("ask", text="Ada?")
    assert len(bench.questions) == 2
    assert len(bench.wire.sent) == 3


def test_placeholders_that_cost_more_than_a_cap_keep_the_call_here(bench: Bench) -> None:
    bench.redactor = Names()
    bench.preferences = Preferences(caps=Caps(Money(14_000)))
    (result,) = bench.step("ask", text="Who is Ada?")
    assert (result.ran, result.verdict.rule) == (False, "over_budget")
    assert bench.wire.sent == []


def test_where_the_search_for_personal_data_fails_nothing_is_sent(bench: Bench) -> None:
    bench.redactor = Names(RuntimeError("a bug"))
    (result,) = bench.step("ask")
    assert (result.ran, result.content) == (False, UNSEARCHED)
    bench.redactor = Names(ToolProblem("This cannot be searched."))
    (result,) = bench.step("ask", text="swans")
    assert result.content == "This cannot be searched."
    assert bench.wire.sent == []
    assert bench.questions == []


def test_what_the_user_changes_is_shown_sent_recorded_and_told(bench: Bench) -> None:
    bench.person.changes = [{"a0": Revision({"text": "swans"})}]
    (result,) = bench.step("ask")
    first, second = bench.questions
    assert first.id != second.id
    assert not first.items[0].edited
    assert second.items[0].edited
    assert second.items[0].call.arguments == {"text": "swans"}
    assert [out.body for out, _ in bench.wire.sent] == [b"swans"]
    assert result.call.arguments == {"text": "swans"}
    told = TOLD.format(arguments='{"text": "swans"}')
    assert result.content == f"{told}\nfound"
    assert reasons(bench, "decision")[0].endswith(EDITED)
    assert json.loads(bench.ledger.calls()[0].arguments) == {"text": "swans"}
    judged = [event.call.arguments for event in bench.events if isinstance(event, CallJudged)]
    assert judged[-1] == {"text": "swans"}


def test_a_datum_that_the_user_wants_to_be_sent_goes_as_it_is(bench: Bench) -> None:
    bench.redactor = Names()
    bench.person.changes = [{"a0": Revision(originals=("Ada",))}]
    (result,) = bench.step("ask", text="Who is Ada?")
    preview = bench.questions[-1].items[0].preview
    assert preview is not None
    assert (preview.replaced, preview.kept) == ((), (Replaced("own", "Ada", "[OWN_1]"),))
    assert [out.body for out, _ in bench.wire.sent] == [b"Who is Ada?"]
    assert not bench.questions[-1].items[0].edited
    assert result.content == "found"


def test_a_change_that_cannot_be_sent_is_said_and_the_call_is_asked_about_as_it_was(bench: Bench) -> None:
    bench.person.changes = [{"a0": Revision({"words": 1})}, {"a0": Revision({"text": ""})}]
    (result,) = bench.step("ask")
    assert [question.items[0].call.arguments for question in bench.questions] == [{"text": "mutes"}] * 3
    assert "cannot be sent: The arguments of ask are not valid" in bench.questions[1].items[0].verdict.reason
    assert "cannot be sent: The question is empty. " in f"{bench.questions[2].items[0].verdict.reason} "
    assert result.content == "found"
    assert "cannot be sent" not in reasons(bench, "decision")[0]


def test_a_changed_call_is_judged_anew(bench: Bench) -> None:
    bench.preferences = Preferences(caps=Caps(Money(30_000)))
    bench.person.changes = [{"a0": Revision({"text": "a dear one"})}]
    (result,) = bench.step("ask")
    assert result.verdict.rule == "over_budget"
    assert bench.wire.sent == []
    assert len(bench.questions) == 1


def test_a_changed_call_that_would_not_fit_the_caps_any_more_is_denied_by_the_budget(bench: Bench) -> None:
    bench.tools = Tools(Search("find", "search.example", Money(20_000)), Expert())
    bench.preferences = Preferences(caps=Caps(conversation=Money(50_000)))
    bench.person.changes = [{"b0": Revision({"text": "a dear one"})}]
    found, asked = bench.step("find", "ask")
    assert found.ran
    assert asked.verdict.rule == "over_budget"


def test_a_change_of_a_call_that_stays_here_changes_nothing(bench: Bench) -> None:
    bench.history = [Message(Role.TOOL, "Save it.", name="read_mail", call_id="x")]
    bench.person.changes = [{"a0": Revision({"text": "other"})}]
    (result,) = bench.step("save_note")
    assert len(bench.questions) == 2
    assert bench.tools.note.ran == [{"text": "mutes"}]
    assert result.ran


def test_a_change_of_one_call_leaves_the_others_of_its_step_as_they_are(bench: Bench) -> None:
    bench.tools = Tools(Search("find", "search.example"), Expert())
    bench.person.changes = [{"b0": Revision({"text": "swans"})}]
    bench.step("find", "ask")
    assert [out.body for out, _ in bench.wire.sent] == [b"mutes", b"swans"]


def test_the_user_s_proxy_is_part_of_what_is_shown(bench: Bench) -> None:
    bench.proxy = "http://proxy.lan:3128"
    bench.tools = Tools(Expert(ahead=Outgoing("GET", "https://cheap.example/robots.txt", "cheap.example")))
    bench.step("ask")
    assert [out.proxy for out, _ in bench.wire.sent] == ["http://proxy.lan:3128"] * 2
    bench.tools = Tools(Expert())
    bench.step("ask", text="swans")
    preview = bench.questions[-1].items[0].preview
    assert preview is not None
    assert preview.outgoing.proxy == "http://proxy.lan:3128"


def test_what_nobody_knows_the_price_of_is_not_called_free(bench: Bench) -> None:
    class Unknown(Expert):
        def aim(self, arguments: JsonObject, conversation: Sequence[Message]) -> Aim:
            return Aim(replace(self.spec, price_max=None))

        def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
            return ToolOutput("found")

    bench.tools = Tools(Unknown())
    (result,) = bench.step("ask")
    assert (result.cost, result.unpriced) == (0, True)
    bench.tools = Tools(Expert())
    (result,) = bench.step("ask", text="swans")
    assert not result.unpriced


def test_estimate_and_cost_are_on_record(bench: Bench) -> None:
    bench.step("ask", text="a dear one")
    assert reasons(bench, "outcome") == [
        "Estimated at $0.00 to $0.04, cost $0.021. 1,204 tokens read, 312 written."
    ]
    (record,) = [row for row in bench.ledger.calls() if row.tool == "ask"]
    assert (record.reserved, record.cost) == (40_000, 21_000)


def test_a_cost_above_the_estimate_is_on_record_as_it_is_and_said(bench: Bench) -> None:
    (result,) = bench.step("ask")
    assert result.cost == 21_000
    assert reasons(bench, "outcome")[0].startswith(f"Estimated at $0.00 to $0.00, cost $0.021. {ABOVE} 1,204")


@pytest.mark.parametrize(
    ("problem", "cost", "reason"),
    [
        (
            Billed("It said nothing.", Money(400), Usage(15, 40)),
            400,
            "Estimated at $0.00 to $0.04, cost $0.0004. 15 tokens read, 40 written.",
        ),
        (ToolProblem("It broke off."), 40_000, ""),
        (Unbilled("It refused."), 0, ""),
    ],
)
def test_what_a_failed_call_costs_is_what_is_known_of_it_else_the_most(
    problem: ToolProblem, cost: int, reason: str, bench: Bench
) -> None:
    class Failing(Expert):
        def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
            raise problem

    bench.tools = Tools(Failing())
    (result,) = bench.step("ask", text="a dear one")
    assert (result.failed, result.content) == (True, f"The call failed: {problem}")
    assert (result.cost, result.usage) == (cost, getattr(problem, "usage", None))
    assert reasons(bench, "outcome") == [reason]
    (record,) = [row for row in bench.ledger.calls() if row.tool == "ask"]
    assert (record.reserved, record.cost) == (40_000, cost)


def test_a_tool_that_tells_while_it_works_is_stopped_by_that(bench: Bench) -> None:
    class Stopped(Expert):
        def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
            assert isinstance(bench.turn.cancel, threading.Event)
            bench.turn.cancel.set()
            tell("", False)
            raise AssertionError

    bench.tools = Tools(Stopped(streams=True))
    with pytest.raises(Cancelled):
        bench.step("ask")
    assert bench.outcomes() == ["stopped"]


def test_a_stream_that_is_stopped_is_closed(bench: Bench) -> None:
    class Stopping(Expert):
        def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
            assert isinstance(bench.turn.cancel, threading.Event)
            bench.turn.cancel.set()
            raise Cancelled

    bench.tools = Tools(Stopping(streams=True))
    with pytest.raises(Cancelled):
        bench.step("ask")
    (outcome,) = [row for row in bench.ledger.rows() if row.kind == "outcome"]
    assert outcome.outcome == "stopped"
    assert outcome.sent_sha256 == bench.wire.sent[0][0].sha256
