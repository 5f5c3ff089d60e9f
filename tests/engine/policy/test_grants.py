"""A yes covers what it was given for, for as long as it holds, and not one call more."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from engine.contracts import Choice, DataClass, Effect, Money, OutputMarks, Privacy, Reach, ToolSpec
from engine.errors import UserError
from engine.policy.bindings import HOUR_S, LASTING, PASSING, WIDTH, Request, may_be_given, schema_of
from engine.policy.grants import LAPSE_S, MOST_GRANTS, GrantChange, Grants
from engine.policy.views import Grant

SEARCH = ToolSpec(
    "web_search",
    "Search the web.",
    {"type": "object", "properties": {"query": {"type": "string"}}},
    Reach.NETWORK,
    frozenset({Effect.READS, Effect.SENDS}),
    OutputMarks(untrusted=True),
    host="search.example",
    sends="Its words.",
    without_it="Nothing is found.",
)
REQUEST = Request(SEARCH, "https://search.example", "", DataClass.OWN, "c1", "t1")
SCOPES = (Choice.FILE, Choice.ANSWER, Choice.CONVERSATION, Choice.HOUR, Choice.HOST)
OPEN_SCOPES = (Choice.CONVERSATION, Choice.HOUR, Choice.HOST)
START = 1_900_000_000.0
MINUTE = 60.0
DAY = 86_400.0


@dataclass
class Clocks:
    """A clock on the wall that can be put wrong, and one that only goes on."""

    wall: float = START
    monotonic: float = 500.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.monotonic += seconds


@dataclass
class Shelf:
    """Keeps grants in memory, and can be full."""

    grants: tuple[Grant, ...] = ()
    full: bool = False
    stuck: bool = False
    saves: int = 0

    def load(self) -> tuple[Grant, ...]:
        if self.full:
            raise UserError("The file cannot be used.")
        return self.grants

    def save(self, grants: Sequence[Grant]) -> None:
        if self.full:
            raise UserError("The disk is full.")
        self.saves += 1
        self.grants = tuple(grants)

    def clear(self) -> None:
        if self.stuck:
            raise UserError("The folder is read-only.")
        self.grants = ()


@dataclass
class Bench:
    """Grants with everything that they talk to."""

    clocks: Clocks = field(default_factory=Clocks)
    shelf: Shelf = field(default_factory=Shelf)
    changes: list[GrantChange] = field(default_factory=list)
    told: int = 0
    widest: Choice = Choice.ALWAYS
    made: int = 0
    grants: Grants = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> Grants:
        """Start the program, anew."""
        self.grants = Grants(
            lambda: self.clocks.wall,
            self._new_id,
            self.shelf,
            self._tell,
            self.changes.append,
            lambda: self.widest,
            lambda: self.clocks.monotonic,
        )
        return self.grants

    def _new_id(self) -> str:
        self.made += 1
        return f"g{self.made}"

    def _tell(self) -> None:
        self.told += 1

    def covered(self, request: Request = REQUEST, privacy: Privacy = Privacy.RELAXED) -> bool:
        return self.grants.covering(request, privacy) is not None

    def words(self) -> list[str]:
        return [change.what for change in self.changes]


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize("scope", SCOPES)
def test_a_yes_covers_the_same_request_again_and_says_in_which_row_it_stands(
    bench: Bench, scope: Choice
) -> None:
    assert not bench.covered()
    grant = bench.grants.give(REQUEST, scope, row=7)
    assert bench.grants.covering(REQUEST, Privacy.RELAXED) == grant
    assert (grant.tool, grant.host, grant.scope, grant.row) == (
        "web_search",
        "https://search.example",
        scope,
        7,
    )
    assert (grant.given, grant.used) == (START, START)
    assert grant.expires == (START + HOUR_S if scope is Choice.HOUR else 0.0)
    assert bench.grants.listed() == (grant,)
    assert bench.changes == [GrantChange("given", grant)]
    assert bench.changes[0].by == "user"
    assert bench.told == 1


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, origin="https://other.example"),
        replace(REQUEST, origin="http://search.example"),
        replace(REQUEST, origin="https://search.example:8443"),
        replace(REQUEST, key_name="expert:key"),
        replace(REQUEST, data=DataClass.UNTRUSTED),
        replace(REQUEST, data=DataClass.PRIVATE),
        replace(REQUEST, data=DataClass.BOTH),
        replace(REQUEST, tool=replace(SEARCH, name="web_search_2")),
        replace(REQUEST, tool=replace(SEARCH, description="Search the web!")),
        replace(REQUEST, tool=replace(SEARCH, parameters={"type": "object"})),
        replace(REQUEST, tool=replace(SEARCH, reach=Reach.EXPERT)),
        replace(REQUEST, tool=replace(SEARCH, effects=frozenset({Effect.SENDS}))),
        replace(REQUEST, tool=replace(SEARCH, output=OutputMarks())),
        replace(REQUEST, tool=replace(SEARCH, output=OutputMarks(private=True, untrusted=True))),
        replace(REQUEST, tool=replace(SEARCH, host="other.example")),
        replace(REQUEST, tool=replace(SEARCH, host=None)),
        replace(REQUEST, tool=replace(SEARCH, price_max=Money(1))),
        replace(REQUEST, tool=replace(SEARCH, price_max=None)),
        replace(REQUEST, tool=replace(SEARCH, sends="Everything.")),
        replace(REQUEST, tool=replace(SEARCH, without_it="The model guesses.")),
    ],
)
def test_a_change_of_tool_host_key_declaration_or_data_asks_again(
    bench: Bench, scope: Choice, other: Request
) -> None:
    bench.grants.give(REQUEST, scope)
    assert not bench.covered(other)


def test_what_is_measured_and_the_order_of_a_declaration_change_nothing(bench: Bench) -> None:
    parameters = {"properties": {"query": {"type": "string"}}, "type": "object"}
    bench.grants.give(REQUEST, Choice.HOST)
    assert bench.covered(replace(REQUEST, tool=replace(SEARCH, seconds=9.0, parameters=parameters)))
    assert len(schema_of(SEARCH)) == 64
    assert schema_of(replace(SEARCH, parameters={"const": Choice})) != schema_of(SEARCH)


@pytest.mark.parametrize(
    ("scope", "same_turn", "same_conversation", "elsewhere"),
    [
        (Choice.FILE, True, False, False),
        (Choice.ANSWER, True, False, False),
        (Choice.CONVERSATION, True, True, False),
        (Choice.HOUR, True, True, True),
        (Choice.HOST, True, True, True),
    ],
)
def test_a_scope_reaches_as_far_as_its_name_says(
    bench: Bench, scope: Choice, same_turn: bool, same_conversation: bool, elsewhere: bool
) -> None:
    bench.grants.give(REQUEST, scope)
    assert bench.covered() is same_turn
    assert bench.covered(replace(REQUEST, turn_id="t2")) is same_conversation
    assert bench.covered(replace(REQUEST, turn_id="t2", conversation_id="c2")) is elsewhere


@pytest.mark.parametrize(
    ("given_for", "covers"),
    [
        (DataClass.OWN, {DataClass.OWN}),
        (DataClass.UNTRUSTED, {DataClass.OWN, DataClass.UNTRUSTED}),
        (DataClass.PRIVATE, {DataClass.OWN, DataClass.PRIVATE}),
    ],
)
def test_a_yes_covers_its_data_and_what_is_harmless_beside_it(
    bench: Bench, given_for: DataClass, covers: set[DataClass]
) -> None:
    bench.grants.give(replace(REQUEST, data=given_for), Choice.ANSWER)
    assert {data for data in DataClass if bench.covered(replace(REQUEST, data=data))} == covers


@pytest.mark.parametrize(
    ("data", "scope"),
    [
        *((DataClass.PRIVATE, scope) for scope in OPEN_SCOPES),
        *((DataClass.BOTH, scope) for scope in SCOPES),
        *((DataClass.OWN, scope) for scope in (Choice.DENY, Choice.ONCE, Choice.ALWAYS)),
    ],
)
def test_what_no_card_offers_cannot_be_given(bench: Bench, data: DataClass, scope: Choice) -> None:
    with pytest.raises(ValueError, match="no such grant"):
        bench.grants.give(replace(REQUEST, data=data), scope)
    assert bench.grants.listed() == ()
    assert bench.changes == []


@pytest.mark.parametrize("scope", [Choice.FILE, Choice.ANSWER, Choice.CONVERSATION])
def test_a_yes_that_nothing_bounds_cannot_be_given(bench: Bench, scope: Choice) -> None:
    with pytest.raises(ValueError, match="no such grant"):
        bench.grants.give(Request(SEARCH, "https://search.example"), scope)


@pytest.mark.parametrize("privacy", [Privacy.LOCAL_ONLY, Privacy.CAREFUL, Privacy.ASK])
@pytest.mark.parametrize("scope", SCOPES)
def test_a_stricter_privacy_suspends_what_outlives_the_turn_and_deletes_nothing(
    bench: Bench, privacy: Privacy, scope: Choice
) -> None:
    grant = bench.grants.give(REQUEST, scope)
    assert bench.covered(privacy=privacy) is (scope in PASSING)
    assert bench.grants.covering(REQUEST, privacy, {scope}) == grant
    assert bench.grants.listed() == (grant,)
    assert bench.covered()


def test_an_organisation_narrows_what_is_given_what_counts_and_what_is_kept(bench: Bench) -> None:
    hour = bench.grants.give(REQUEST, Choice.HOUR)
    bench.widest = Choice.CONVERSATION
    assert not bench.covered()
    assert bench.grants.keep(hour.id) is None
    with pytest.raises(ValueError, match="no such grant"):
        bench.grants.give(REQUEST, Choice.HOUR)
    bench.grants.give(REQUEST, Choice.CONVERSATION)
    assert bench.covered()
    assert bench.grants.widest is Choice.CONVERSATION
    bench.widest = Choice.HOST
    assert bench.covered(replace(REQUEST, conversation_id="c2"))
    assert bench.grants.keep(hour.id) is None


def test_an_hour_ends_after_an_hour(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.pass_by(HOUR_S - 1)
    assert bench.covered()
    bench.clocks.pass_by(1)
    assert bench.grants.listed() == ()
    assert not bench.covered()
    assert bench.changes[-1] == GrantChange("expired", grant)
    assert bench.changes[-1].by == "rule"
    assert bench.shelf.grants == ()


@pytest.mark.parametrize("jump", [-10 * DAY, -50 * MINUTE, -1.0, 0.0])
def test_a_clock_set_back_lengthens_no_hour(bench: Bench, jump: float) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.pass_by(50 * MINUTE)
    bench.clocks.wall += jump
    assert bench.covered()
    bench.clocks.pass_by(10 * MINUTE)
    assert not bench.covered()


def test_a_clock_set_forward_ends_an_hour_at_once(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.wall += HOUR_S
    assert not bench.covered()
    bench.clocks.wall -= HOUR_S
    assert not bench.covered()


def test_a_clock_set_back_while_the_program_was_closed_ends_an_hour(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.wall -= 1
    bench.start()
    assert not bench.covered()
    assert bench.words() == ["given", "expired"]


def test_a_clock_set_back_behind_the_last_use_ends_an_hour(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.pass_by(30 * MINUTE)
    with bench.grants.using(grant):
        bench.clocks.wall -= 20 * MINUTE
    bench.start()
    assert not bench.covered()


def test_the_time_without_use_goes_on_through_starts_whatever_the_clock_says_later(bench: Bench) -> None:
    bench.grants.keep(bench.grants.give(REQUEST, Choice.HOST).id)
    bench.clocks.pass_by(20 * DAY)
    bench.start()
    bench.clocks.wall -= 15 * DAY
    bench.clocks.pass_by(9 * DAY)
    assert bench.covered()
    bench.clocks.pass_by(DAY)
    assert not bench.covered()


def test_an_hour_goes_on_in_the_next_run_for_what_is_left_of_it(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.pass_by(40 * MINUTE)
    bench.start()
    assert bench.covered()
    bench.clocks.wall -= 30 * MINUTE
    bench.clocks.pass_by(20 * MINUTE)
    assert not bench.covered()


def test_what_is_not_used_for_thirty_days_lapses(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOST)
    kept = bench.grants.keep(bench.grants.listed()[0].id)
    assert kept is not None
    for _ in range(3):
        bench.clocks.pass_by(LAPSE_S - 1)
        with bench.grants.using(kept):
            assert bench.covered()
    bench.clocks.pass_by(LAPSE_S)
    assert bench.grants.listed() == ()
    assert not bench.covered()
    assert bench.words() == ["given", "kept", "lapsed"]
    assert bench.changes[-1].by == "rule"


def test_a_clock_set_back_keeps_nothing_unused_alive(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOST)
    bench.grants.keep("g1")
    bench.clocks.wall -= 400 * DAY
    bench.start()
    assert bench.covered()
    bench.clocks.pass_by(LAPSE_S)
    bench.start()
    assert not bench.covered()


def test_what_was_revoked_covers_nothing_at_once_and_stops_what_runs_under_it(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    other = bench.grants.give(replace(REQUEST, origin="https://other.example"), Choice.HOUR)
    with bench.grants.using(grant) as one, bench.grants.using(grant) as two, bench.grants.using(other) as no:
        assert not one.is_set()
        assert bench.grants.revoke(grant.id)
        assert (one.is_set(), two.is_set(), no.is_set()) == (True, True, False)
        assert not bench.covered()
    assert bench.words() == ["given", "given", "revoked"]
    assert bench.changes[-1].by == "user"
    assert bench.shelf.grants == bench.grants.listed()
    assert [one.host for one in bench.shelf.grants] == ["https://other.example"]
    assert not bench.grants.revoke(grant.id)
    assert bench.words() == ["given", "given", "revoked"]


def test_all_are_revoked_together_also_those_whose_hour_ended_while_they_ran(bench: Bench) -> None:
    hour = bench.grants.give(REQUEST, Choice.HOUR)
    host = bench.grants.give(REQUEST, Choice.HOST)
    with bench.grants.using(hour) as one, bench.grants.using(host) as two:
        bench.clocks.pass_by(HOUR_S)
        assert bench.covered()
        assert bench.words() == ["given", "given", "expired"]
        assert not one.is_set()
        assert bench.grants.revoke("")
        assert one.is_set()
        assert two.is_set()
    assert bench.grants.listed() == ()
    assert not bench.grants.revoke("")


def test_a_call_that_would_begin_under_a_revoked_grant_is_stopped(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.grants.revoke(grant.id)
    with bench.grants.using(grant) as flag:
        assert flag.is_set()


def test_a_use_is_noted_and_kept(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.pass_by(MINUTE)
    told = bench.told
    with bench.grants.using(grant):
        assert bench.told == told + 1
    assert bench.grants.listed()[0].used == bench.shelf.grants[0].used == START + MINUTE
    bench.shelf.full = True
    bench.clocks.pass_by(MINUTE)
    with bench.grants.using(grant) as flag:
        assert not flag.is_set()
    assert bench.grants.listed()[0].used == START + 2 * MINUTE


@pytest.mark.parametrize("scope", OPEN_SCOPES)
def test_preferences_make_a_yes_hold_until_it_is_revoked(bench: Bench, scope: Choice) -> None:
    grant = bench.grants.give(REQUEST, scope, row=3)
    kept = bench.grants.keep(grant.id)
    assert kept == replace(grant, scope=Choice.ALWAYS, scope_id="", expires=0.0)
    assert bench.changes[-1] == GrantChange("kept", kept)
    assert bench.shelf.grants == (kept,)
    assert bench.grants.keep(grant.id) == kept
    assert bench.words() == ["given", "kept"]
    bench.clocks.pass_by(HOUR_S)
    bench.start()
    assert bench.covered(replace(REQUEST, conversation_id="c9", turn_id="t9"))
    assert bench.grants.revoke(grant.id)
    bench.start()
    assert not bench.covered()


def test_what_ends_with_a_turn_and_what_is_gone_is_not_kept(bench: Bench) -> None:
    for scope in PASSING:
        grant = bench.grants.give(replace(REQUEST, data=DataClass.PRIVATE), scope)
        assert bench.grants.keep(grant.id) is None
    assert bench.grants.keep("nobody knows") is None
    assert "kept" not in bench.words()


@pytest.mark.parametrize("scope", SCOPES)
def test_only_an_hour_outlives_the_program_unasked(bench: Bench, scope: Choice) -> None:
    grant = bench.grants.give(REQUEST, scope)
    bench.start()
    assert bench.grants.listed() == ((grant,) if scope in LASTING else ())


def test_the_same_yes_given_again_begins_anew_and_is_listed_once(bench: Bench) -> None:
    first = bench.grants.give(REQUEST, Choice.HOUR, row=1)
    bench.clocks.pass_by(40 * MINUTE)
    second = bench.grants.give(REQUEST, Choice.HOUR, row=9)
    assert second.id == first.id
    assert bench.grants.listed() == (second,)
    bench.clocks.pass_by(40 * MINUTE)
    assert bench.covered()
    bench.grants.give(REQUEST, Choice.CONVERSATION)
    assert [one.scope for one in bench.grants.listed()] == [Choice.CONVERSATION, Choice.HOUR]


def test_what_was_bound_to_a_turn_or_conversation_that_is_over_goes_quietly(bench: Bench) -> None:
    for scope in (Choice.FILE, Choice.ANSWER, Choice.CONVERSATION, Choice.HOST):
        bench.grants.give(REQUEST, scope)
    told = bench.told
    bench.grants.end("")
    assert bench.told == told
    bench.grants.end("t1")
    assert [one.scope for one in bench.grants.listed()] == [Choice.HOST, Choice.CONVERSATION]
    bench.grants.end("c1")
    assert [one.scope for one in bench.grants.listed()] == [Choice.HOST]
    assert bench.told == told + 2
    assert bench.words() == ["given"] * 4


def test_of_too_many_the_oldest_goes_first_and_those_of_a_turn_before_others(bench: Bench) -> None:
    host = bench.grants.give(REQUEST, Choice.HOST)
    for number in range(MOST_GRANTS + 5):
        bench.clocks.pass_by(1)
        bench.grants.give(replace(REQUEST, turn_id=f"t{number}"), Choice.ANSWER)
    assert len(bench.grants.listed()) == MOST_GRANTS
    assert host in bench.grants.listed()
    for number in range(MOST_GRANTS):
        bench.clocks.pass_by(1)
        bench.grants.give(replace(REQUEST, origin=f"https://{number}.example"), Choice.HOST)
    assert len(bench.grants.listed()) == MOST_GRANTS
    assert host not in bench.grants.listed()
    assert bench.changes[-1] == GrantChange("lapsed", host)


def test_what_has_to_make_room_is_cut_off(bench: Bench) -> None:
    first = bench.grants.give(REQUEST, Choice.HOST)
    with bench.grants.using(first) as revoked:
        for number in range(MOST_GRANTS):
            bench.clocks.pass_by(1)
            bench.grants.give(replace(REQUEST, origin=f"https://{number}.example"), Choice.HOST)
        assert first not in bench.grants.listed()
        assert revoked.is_set()


def test_every_revoked_grant_is_tried_to_be_put_on_record(bench: Bench) -> None:
    tried: list[str] = []

    def refuse(change: GrantChange) -> None:
        tried.append(change.what)
        if change.what != "given":
            raise UserError("The disk is full.")

    grants = Grants(lambda: START, iter("ab").__next__, record=refuse)
    grants.give(REQUEST, Choice.HOST)
    grants.give(replace(REQUEST, origin="https://b.example"), Choice.HOST)
    with pytest.raises(UserError):
        grants.revoke("")
    assert tried == ["given", "given", "revoked", "revoked"]
    assert grants.listed() == ()


def test_a_declarations_digest_stays_the_same_from_version_to_version() -> None:
    """Grants that are kept are bound to it."""
    assert schema_of(SEARCH) == "510c3f7adf5b5565f2e6a256983b703022ff0d913da1337f6000ac6536110f71"


def test_a_revocation_waits_for_no_other_grants_row(bench: Bench) -> None:
    tried: list[str] = []

    def refuse(change: GrantChange) -> None:
        tried.append(change.what)
        if change.what != "given":
            raise UserError("The ledger is full.")

    clocks = bench.clocks
    grants = Grants(lambda: clocks.wall, iter("ab").__next__, record=refuse)
    grants.give(REQUEST, Choice.HOUR)
    kept = grants.give(replace(REQUEST, origin="https://b.example"), Choice.HOST)
    with grants.using(kept) as revoked:
        clocks.pass_by(HOUR_S + 1)
        with pytest.raises(UserError):
            grants.revoke(kept.id)
        assert revoked.is_set()
    assert kept not in grants.listed()


def test_without_a_row_no_yes_lasts(bench: Bench) -> None:
    def refuse(_change: GrantChange) -> None:
        raise UserError("The disk is full.")

    grants = Grants(lambda: START, lambda: "g", bench.shelf, record=refuse)
    with pytest.raises(UserError):
        grants.give(REQUEST, Choice.HOUR)
    assert grants.listed() == ()
    assert bench.shelf.grants == ()


def test_without_a_file_no_yes_outlives_the_program_but_it_is_revoked_all_the_same(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.shelf.full = True
    with pytest.raises(UserError):
        bench.grants.give(replace(REQUEST, origin="https://other.example"), Choice.HOUR)
    with pytest.raises(UserError):
        bench.grants.keep(grant.id)
    assert bench.grants.listed() == (grant,)
    with bench.grants.using(grant) as flag:
        assert bench.grants.revoke(grant.id)
        assert flag.is_set()
    assert bench.shelf.grants == ()
    assert bench.words()[-1] == "revoked"


def test_what_could_not_be_written_is_written_with_the_next_change(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    other = bench.grants.give(replace(REQUEST, origin="https://other.example"), Choice.HOUR)
    bench.shelf.full = True
    bench.grants.revoke(other.id)
    assert bench.shelf.grants == ()
    bench.shelf.full = False
    bench.grants.give(replace(REQUEST, origin="https://other.example"), Choice.HOST)
    bench.grants.revoke("")
    assert bench.shelf.grants == ()
    hour = bench.grants.give(REQUEST, Choice.HOUR)
    bench.shelf.full = True
    bench.grants.revoke("no such grant")
    bench.clocks.pass_by(HOUR_S)
    assert not bench.covered()
    bench.shelf.full = False
    assert bench.grants.give(REQUEST, Choice.HOUR) in bench.shelf.grants
    assert hour not in bench.shelf.grants


def test_a_revocation_that_cannot_be_made_lasting_is_in_force_and_says_so(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.shelf.full = bench.shelf.stuck = True
    told = bench.told
    with pytest.raises(UserError, match="read-only"):
        bench.grants.revoke(grant.id)
    assert not bench.covered()
    assert bench.words()[-1] == "revoked"
    assert bench.told == told + 1


def test_what_ended_is_forgotten_on_the_disk_too_where_nothing_can_be_written(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    bench.clocks.pass_by(HOUR_S)
    bench.shelf.full = True
    assert not bench.covered()
    assert bench.shelf.grants == ()


def test_a_file_that_cannot_be_used_grants_nothing_and_says_so(bench: Bench) -> None:
    bench.grants.give(REQUEST, Choice.HOUR)
    bench.shelf.full = True
    assert bench.start().problem == "The file cannot be used."
    assert not bench.covered()
    bench.shelf.full = False
    assert bench.start().problem == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"data": DataClass.PRIVATE},
        {"data": DataClass.BOTH},
        {"scope": Choice.CONVERSATION, "scope_id": "c1", "expires": 0.0},
        {"scope": Choice.HOST, "expires": 0.0},
        {"scope": Choice.ANSWER, "scope_id": "t1"},
        {"scope": Choice.ONCE},
        {"scope_id": "t1"},
        {"expires": START + 10 * HOUR_S},
        {"expires": 0.0},
        {"expires": START},
    ],
)
def test_a_stored_grant_that_nobody_can_have_given_is_ignored(
    bench: Bench, changes: dict[str, object]
) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    bench.shelf.grants = (replace(grant, **changes),)  # type: ignore[arg-type]
    assert bench.start().listed() == ()
    assert not bench.covered()


def test_grants_need_neither_store_nor_listener_nor_record() -> None:
    grants = Grants(lambda: START, lambda: "g")
    grant = grants.give(REQUEST, Choice.HOST)
    assert grants.keep(grant.id) is not None
    assert grants.covering(REQUEST, Privacy.RELAXED) is not None
    assert grants.revoke("")


def test_a_child_has_at_most_what_its_parent_has_left_and_gives_nothing(bench: Bench) -> None:
    one = bench.grants.give(REQUEST, Choice.HOST)
    child = bench.grants.child()
    other = bench.grants.give(replace(REQUEST, origin="https://other.example"), Choice.HOST)
    assert child.listed() == (one,)
    assert child.covering(REQUEST, Privacy.RELAXED) == one
    assert child.covering(replace(REQUEST, origin="https://other.example"), Privacy.RELAXED) is None
    assert child.widest is Choice.ONCE
    with pytest.raises(ValueError, match="delegate"):
        child.give(REQUEST, Choice.ANSWER)
    assert bench.grants.child([other.id]).listed() == (other,)
    assert child.child().listed() == (one,)
    assert child.child([other.id]).listed() == ()
    with child.using(one) as flag:
        bench.grants.revoke(one.id)
        assert flag.is_set()
    assert child.covering(REQUEST, Privacy.RELAXED) is None


def test_a_revocation_from_another_thread_reaches_a_call_that_waits(bench: Bench) -> None:
    grant = bench.grants.give(REQUEST, Choice.HOUR)
    with bench.grants.using(grant) as flag:
        thread = threading.Thread(target=bench.grants.revoke, args=(grant.id,))
        thread.start()
        assert flag.wait(30.0)
        thread.join()


REQUESTS = st.builds(
    Request,
    st.sampled_from([SEARCH, replace(SEARCH, description="Else."), replace(SEARCH, name="ask")]),
    st.sampled_from(["https://search.example", "https://api.example"]),
    st.sampled_from(["", "key"]),
    st.sampled_from(list(DataClass)),
    st.sampled_from(["", "c1", "c2"]),
    st.sampled_from(["", "t1", "t2"]),
)
PRIVACIES = st.sampled_from(list(Privacy))


@given(REQUESTS, st.sampled_from(list(Choice)), REQUESTS, PRIVACIES)
def test_no_yes_covers_private_and_untrusted_text_together_nor_private_text_beyond_a_turn(
    request: Request, scope: Choice, other: Request, privacy: Privacy
) -> None:
    grants = Bench().grants
    if not may_be_given(request, scope):
        with pytest.raises(ValueError, match="no such grant"):
            grants.give(request, scope)
        return
    grants.give(request, scope)
    found = grants.covering(other, privacy)
    if found is not None:
        assert other.data is not DataClass.BOTH
        assert other.data is not DataClass.PRIVATE or found.scope in PASSING
        assert privacy is Privacy.RELAXED or found.scope in PASSING
        assert (other.tool, other.origin, other.key_name) == (request.tool, request.origin, request.key_name)


@dataclass
class Known:
    """What the machine knows of a grant without asking: the request, and the seconds of both clocks."""

    request: Request
    scope: Choice
    wall: float
    ran: float


class Life(RuleBasedStateMachine):
    """Whatever is done, a request is covered exactly while a yes for it holds."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.known: dict[str, Known] = {}
        self.children = [self.bench.grants.child()]
        self.privacy = Privacy.RELAXED

    @initialize(privacy=PRIVACIES)
    def choose(self, privacy: Privacy) -> None:
        self.privacy = privacy

    @rule(target=ids, request=REQUESTS, scope=st.sampled_from(SCOPES))
    def give(self, request: Request, scope: Choice) -> object:
        if not may_be_given(request, scope):
            return multiple()
        grant = self.bench.grants.give(request, scope)
        clocks = self.bench.clocks
        self.known[grant.id] = Known(request, scope, clocks.wall, clocks.monotonic)
        return grant.id

    @rule(grant_id=ids)
    def revoke(self, grant_id: str) -> None:
        self.bench.grants.revoke(grant_id)
        self.known.pop(grant_id, None)

    @rule(grant_id=ids)
    def keep(self, grant_id: str) -> None:
        kept = self.bench.grants.keep(grant_id)
        if kept is None:
            assert grant_id not in self.known or self.known[grant_id].scope in PASSING
        else:
            self.known[grant_id].scope = Choice.ALWAYS

    @rule(grant_id=ids)
    def use(self, grant_id: str) -> None:
        for grant in self.bench.grants.listed():
            if grant.id == grant_id:
                with self.bench.grants.using(grant) as flag:
                    assert not flag.is_set()

    @rule(seconds=st.sampled_from([1.0, 20 * MINUTE, HOUR_S, 2 * DAY]))
    def wait(self, seconds: float) -> None:
        self.bench.clocks.pass_by(seconds)
        self._forget()

    @rule(seconds=st.sampled_from([-DAY, -20 * MINUTE, 20 * MINUTE, HOUR_S]))
    def put_the_clock_wrong(self, seconds: float) -> None:
        self.bench.clocks.wall += seconds
        self._forget()

    @rule(privacy=PRIVACIES)
    def move_the_dial(self, privacy: Privacy) -> None:
        self.privacy = privacy

    @rule()
    def have_a_child(self) -> None:
        self.children.append(self.bench.grants.child())
        self.children.append(self.children[0].child())

    @rule(scope_id=st.sampled_from(["t1", "t2", "c1", "c2"]))
    def end(self, scope_id: str) -> None:
        self.bench.grants.end(scope_id)
        for grant_id, known in list(self.known.items()):
            if known.request.scope_id(known.scope) == scope_id:
                del self.known[grant_id]

    def _forget(self) -> None:
        """An hour is over by whichever clock says so first, and the one on the wall is believed at once."""
        clocks = self.bench.clocks
        for grant_id, known in list(self.known.items()):
            passed = max(clocks.wall - known.wall, clocks.monotonic - known.ran)
            if known.scope is Choice.HOUR and passed >= HOUR_S:
                del self.known[grant_id]
        self.bench.grants.covering(REQUEST, self.privacy)

    @invariant()
    def nothing_is_listed_but_what_holds(self) -> None:
        assert {one.id for one in self.bench.grants.listed()} <= self.known.keys()
        assert len(self.bench.grants.listed()) == len(self.known)

    @invariant()
    def what_the_disk_keeps_holds(self) -> None:
        listed = {one.id: one for one in self.bench.grants.listed()}
        lasting = {one.id for one in listed.values() if one.scope in LASTING}
        assert {one.id for one in self.bench.shelf.grants} == lasting
        assert all(listed[one.id] == one for one in self.bench.shelf.grants)

    @rule(request=REQUESTS)
    def a_request_is_covered_while_a_yes_for_it_holds_and_for_a_child_never_else(
        self, request: Request
    ) -> None:
        found = self.bench.grants.covering(request, self.privacy)
        assert (found is not None) is any(self._allows(known, request) for known in self.known.values())
        for child in self.children:
            assert found is not None or child.covering(request, self.privacy) is None

    def _allows(self, known: Known, request: Request) -> bool:
        given_for = known.request
        wider = {DataClass.UNTRUSTED: DataClass.OWN, DataClass.PRIVATE: DataClass.OWN}
        data = request.data in (given_for.data, wider.get(given_for.data))
        same = (given_for.tool, given_for.origin, given_for.key_name) == (
            request.tool,
            request.origin,
            request.key_name,
        )
        turn = known.scope not in PASSING or given_for.turn_id == request.turn_id
        talk = known.scope is not Choice.CONVERSATION or given_for.conversation_id == request.conversation_id
        counts = self.privacy is Privacy.RELAXED or known.scope in PASSING
        return data and same and turn and talk and counts


Life.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_the_life_of_grants = Life.TestCase


def test_an_hour_is_an_hour_and_disuse_is_thirty_days() -> None:
    assert HOUR_S == 60 * 60
    assert LAPSE_S == 30 * 24 * 60 * 60


def test_the_answers_stand_from_narrow_to_wide() -> None:
    assert set(WIDTH) == set(Choice)
    assert WIDTH.index(Choice.DENY) < WIDTH.index(Choice.ONCE) < WIDTH.index(Choice.ANSWER)
    assert WIDTH.index(Choice.CONVERSATION) < WIDTH.index(Choice.HOUR) < WIDTH.index(Choice.HOST)
    assert WIDTH[-1] is Choice.ALWAYS
