"""A yes that covers further calls: what it is bound to, when it ends, and how it is taken back at once."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from engine.contracts import Cancel, Choice, Privacy
from engine.errors import UserError
from engine.policy.bindings import (
    HOUR_S,
    KEPT,
    LASTING,
    PASSING,
    WIDTH,
    Request,
    covers,
    is_lasting,
    may_be_given,
    twin,
)
from engine.policy.views import Grant

LAPSE_S = 30 * 86_400.0
"""A grant that is not used for so many seconds ends."""
MOST_GRANTS = 100


@dataclass(frozen=True, slots=True)
class GrantChange:
    """What became of a grant: `what` is `given`, `kept`, `revoked`, `expired` or `lapsed`."""

    what: str
    grant: Grant

    @property
    def by(self) -> str:
        """Whose doing it was: `user` or `rule`."""
        return "rule" if self.what in ("expired", "lapsed") else "user"


class GrantStore(Protocol):
    """Where grants that outlive the program are kept."""

    def load(self) -> tuple[Grant, ...]:
        """What is kept. Raises UserError where it cannot be used."""
        ...

    def save(self, grants: Sequence[Grant]) -> None:
        """Keep these and no other, durably and whole or not at all. Raises UserError."""
        ...

    def clear(self) -> None:
        """Keep none any more. Raises UserError."""
        ...


class GrantBook(Protocol):
    """What judging calls needs of grants: the user's own, or the share of them that a child was left."""

    @property
    def widest(self) -> Choice:
        """The widest yes that may be given now."""
        ...

    def covering(
        self, request: Request, privacy: Privacy, standing: Collection[Choice] = PASSING
    ) -> Grant | None:
        """The grant that covers a request, None where it must be asked about."""
        ...

    def give(self, request: Request, scope: Choice, row: int = 0) -> Grant:
        """Let a yes cover further calls. Raises ValueError for what cannot be given."""
        ...

    def using(self, grant: Grant) -> AbstractContextManager[Cancel]:
        """A flag that is set as soon as the grant is revoked."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    """A grant, with the monotonic seconds at which it was given and last used."""

    grant: Grant
    given: float
    used: float

    def end(self, wall: float, monotonic: float) -> str:
        """`expired` or `lapsed`, empty while it holds. Of clocks that disagree the further one counts."""
        grant = self.grant
        if grant.scope is Choice.HOUR and (wall >= grant.expires or monotonic - self.given >= HOUR_S):
            return "expired"
        idle = max(wall - grant.used, monotonic - self.used)
        return "lapsed" if idle >= LAPSE_S else ""


class Grants:
    """All grants of the user's. Safe to use from several threads.

    `clock` gives UTC seconds since the epoch and may jump, `monotonic` never does. `record` puts a change on
    record before it counts, `on_change` is called after any change, in the thread that made it. `widest` is
    the widest grant that may be given, and that still counts. Where the store cannot be used, `problem` says
    why, and nothing is granted. Methods that change something raise UserError from `record` and the store.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        store: GrantStore | None = None,
        on_change: Callable[[], None] = lambda: None,
        record: Callable[[GrantChange], object] = lambda _change: None,
        widest: Callable[[], Choice] = lambda: Choice.ALWAYS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._new_id = new_id
        self._store = store
        self._on_change = on_change
        self._record = record
        self._widest = widest
        self._monotonic = monotonic
        self._lock = threading.RLock()
        self._flags: dict[str, list[threading.Event]] = {}
        self.problem = ""
        self._stored: tuple[Grant, ...] = ()
        self._held = self._taken_up()

    @property
    def widest(self) -> Choice:
        """The widest yes that may be given now."""
        return self._widest()

    def covering(
        self, request: Request, privacy: Privacy, standing: Collection[Choice] = PASSING
    ) -> Grant | None:
        """The grant that covers a request, None where it must be asked about.

        `standing` are the scopes that count whatever privacy says; all others count only while it is relaxed.
        """
        return self.covering_among(None, request, privacy, standing)

    def covering_among(
        self, ids: Collection[str] | None, request: Request, privacy: Privacy, standing: Collection[Choice]
    ) -> Grant | None:
        """Like `covering`, among the grants with these ids, or among all where `ids` is None."""
        counting = WIDTH if privacy is Privacy.RELAXED else standing
        with self._changing():
            widest = WIDTH.index(self.widest)
            return next(
                (
                    grant
                    for grant in self._newest_first()
                    if (ids is None or grant.id in ids)
                    and grant.scope in counting
                    and WIDTH.index(grant.scope) <= widest
                    and covers(grant, request)
                ),
                None,
            )

    def give(self, request: Request, scope: Choice, row: int = 0) -> Grant:
        """Let a yes, which stands in ledger row `row`, cover further calls.

        The same yes given again begins anew. Raises ValueError for what cannot be given: a scope that no card
        offers or that nothing bounds, private data beyond a turn, wider than is allowed.
        """
        if not may_be_given(request, scope) or WIDTH.index(scope) > WIDTH.index(self.widest):
            raise ValueError(f"no such grant: {scope} for {request.data} data")
        with self._changing():
            wall, monotonic = self._clock(), self._monotonic()
            tool, origin, key_name, schema = request.bound
            grant = Grant(
                id="",
                tool=tool,
                host=origin,
                schema=schema,
                data=request.data,
                scope=scope,
                scope_id=request.scope_id(scope),
                key_name=key_name,
                given=wall,
                expires=wall + HOUR_S if scope is Choice.HOUR else 0.0,
                used=wall,
                row=row,
            )
            same = next((one.id for one in self._newest_first() if twin(one) == twin(grant)), "")
            grant = replace(grant, id=same or self._new_id())
            self._record(GrantChange("given", grant))
            others = {known: one for known, one in self._held.items() if known != grant.id}
            self._put(self._with_room({**others, grant.id: _Held(grant, monotonic, monotonic)}))
        return grant

    def keep(self, grant_id: str) -> Grant | None:
        """Let a grant hold until it is revoked; None where it is gone or may not be kept."""
        with self._changing():
            held = self._held.get(grant_id)
            if held is None or held.grant.scope not in KEPT or self.widest is not Choice.ALWAYS:
                return None
            if held.grant.scope is Choice.ALWAYS:
                return held.grant
            kept = replace(held.grant, scope=Choice.ALWAYS, scope_id="", expires=0.0)
            self._record(GrantChange("kept", kept))
            self._put({**self._held, grant_id: replace(held, grant=kept)})
        return kept

    def revoke(self, grant_id: str) -> bool:
        """End a grant, or all where the id is empty, and the calls in flight under it; False for none.

        It has ended whatever becomes of the file and of the rows.
        """
        with contextlib.ExitStack() as telling, self._lock:
            for known in self._flags:
                if grant_id in ("", known):
                    self._cut_off(known)
            gone = [one for one in self._newest_first() if grant_id in ("", one.id)]
            self._held = {known: one for known, one in self._held.items() if grant_id not in ("", known)}
            if gone:
                telling.callback(self._on_change)
            with contextlib.ExitStack() as recording:
                for grant in gone:
                    recording.callback(self._record, GrantChange("revoked", grant))
                self._forget_on_disk()
        return bool(gone)

    def end(self, scope_id: str) -> None:
        """Drop what was bound to a turn or conversation that is over."""
        with self._changing():
            over = {known for known, one in self._held.items() if scope_id and one.grant.scope_id == scope_id}
            self._held = {known: one for known, one in self._held.items() if known not in over}

    def listed(self) -> tuple[Grant, ...]:
        """The grants that hold, newest first."""
        with self._lock:
            wall, monotonic = self._clock(), self._monotonic()
            return tuple(one for one in self._newest_first() if not self._held[one.id].end(wall, monotonic))

    @contextlib.contextmanager
    def using(self, grant: Grant) -> Iterator[Cancel]:
        """A flag that is set as soon as the grant is revoked, for a call that runs under it."""
        flag = threading.Event()
        with self._changing():
            self._flags.setdefault(grant.id, []).append(flag)
            held = self._held.get(grant.id)
            if held is None:
                flag.set()
            else:
                used = replace(held.grant, used=self._clock())
                self._held = {**self._held, grant.id: replace(held, grant=used, used=self._monotonic())}
                # The call has its row and may run; that the file is behind by one use only lapses sooner.
                with contextlib.suppress(UserError):
                    self._write(self._held)
        try:
            yield flag
        finally:
            with self._lock:
                self._flags[grant.id].remove(flag)
                if not self._flags[grant.id]:
                    del self._flags[grant.id]

    def child(self, ids: Collection[str] | None = None) -> ChildGrants:
        """What a delegate is left: at most the grants that hold now, or those of them with these ids."""
        return ChildGrants(self, frozenset(one.id for one in self.listed() if ids is None or one.id in ids))

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold everything still and end what is over; tell the listener where anything came out changed."""
        changed = False
        try:
            with self._lock:
                before = self._held
                try:
                    self._end_what_is_over()
                    yield
                finally:
                    changed = self._held != before
        finally:
            if changed:
                self._on_change()

    def _end_what_is_over(self) -> None:
        wall, monotonic = self._clock(), self._monotonic()
        ends = {known: one.end(wall, monotonic) for known, one in self._held.items()}
        if any(ends.values()):
            over = [GrantChange(ends[known], one.grant) for known, one in self._held.items() if ends[known]]
            self._held = {known: one for known, one in self._held.items() if not ends[known]}
            with contextlib.ExitStack() as recording:
                for change in reversed(over):
                    recording.callback(self._record, change)
                self._forget_on_disk()

    def _with_room(self, held: dict[str, _Held]) -> dict[str, _Held]:
        """These without the oldest where they are too many, those that end with a turn first."""
        if len(held) <= MOST_GRANTS:
            return held
        grants = [one.grant for one in held.values()]
        oldest = min(grants, key=lambda grant: (grant.scope not in PASSING, grant.given))
        if oldest.scope not in PASSING:
            self._record(GrantChange("lapsed", oldest))
        self._cut_off(oldest.id)
        return {known: one for known, one in held.items() if known != oldest.id}

    def _cut_off(self, grant_id: str) -> None:
        """Stop the calls in flight under a grant."""
        for flag in self._flags.get(grant_id, ()):
            flag.set()

    def _newest_first(self) -> tuple[Grant, ...]:
        grants = (one.grant for one in reversed(self._held.values()))
        return tuple(sorted(grants, key=lambda grant: grant.given, reverse=True))

    def _taken_up(self) -> dict[str, _Held]:
        """What the store keeps, but for what nobody can have given."""
        try:
            self._stored = self._store.load() if self._store else ()
        except UserError as error:
            self.problem = str(error)
            return {}
        wall, monotonic = self._clock(), self._monotonic()
        held = {one.id: _resumed(one, wall, monotonic) for one in self._stored if is_lasting(one)}
        # Only times of use that the clock contradicts differ now; a start must not fail for them.
        with contextlib.suppress(UserError):
            self._write(held)
        return held

    def _put(self, held: dict[str, _Held]) -> None:
        """Have these in force, once they are on the disk."""
        self._write(held)
        self._held = held

    def _write(self, held: Mapping[str, _Held]) -> None:
        lasting = self._lasting(held)
        if self._store is not None and lasting != self._stored:
            self._store.save(lasting)
            self._stored = lasting

    def _forget_on_disk(self) -> None:
        """Make sure that nothing that ended stands in the store: it is emptied where it cannot be written."""
        try:
            self._write(self._held)
        except UserError:
            assert self._store is not None
            self._store.clear()
            self._stored = ()

    @staticmethod
    def _lasting(held: Mapping[str, _Held]) -> tuple[Grant, ...]:
        return tuple(one.grant for one in held.values() if one.grant.scope in LASTING)


class ChildGrants:
    """The share of a parent's grants that a delegate has: never more than the parent itself has now."""

    widest = Choice.ONCE

    def __init__(self, parent: Grants, ids: frozenset[str]) -> None:
        self._parent = parent
        self._ids = ids

    def covering(
        self, request: Request, privacy: Privacy, standing: Collection[Choice] = PASSING
    ) -> Grant | None:
        """Like Grants.covering, within its share."""
        return self._parent.covering_among(self._ids, request, privacy, standing)

    def give(self, request: Request, scope: Choice, row: int = 0) -> Grant:
        """A delegate gives nothing that lasts. Raises ValueError."""
        raise ValueError(f"a delegate gives no {scope} for {request.tool.name} in row {row}")

    def using(self, grant: Grant) -> AbstractContextManager[Cancel]:
        """Like Grants.using."""
        return self._parent.using(grant)

    def listed(self) -> tuple[Grant, ...]:
        """What is left of its share, newest first."""
        return tuple(one for one in self._parent.listed() if one.id in self._ids)

    def child(self, ids: Collection[str] | None = None) -> ChildGrants:
        """What a delegate of this one is left."""
        return self._parent.child(self._ids if ids is None else self._ids.intersection(ids))


def _resumed(grant: Grant, wall: float, monotonic: float) -> _Held:
    """A stored grant with the time that has passed since; where the clock was set back, an hour is over."""
    if wall < max(grant.given, grant.used):
        passed = HOUR_S if grant.scope is Choice.HOUR else 0.0
        return _Held(replace(grant, used=min(wall, grant.used)), monotonic - passed, monotonic)
    return _Held(grant, monotonic - (wall - grant.given), monotonic - (wall - grant.used))
