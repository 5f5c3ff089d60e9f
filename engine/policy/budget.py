"""Money is reserved before a call is sent and settled after it, so that no cap is overshot.

The reservation is the cost of the ledger's row that permits the call, the settlement that of its outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final, Protocol

from engine.contracts import Caps, Decision, Money, Verdict
from engine.policy.preferences import free_only

OVER_BUDGET = "over_budget"
UNKNOWN_PRICE = "unknown_price"
REACHED = {
    "this conversation": (
        "The cap for this conversation is reached: {spent} of {cap} is spent. What would cost more waits for "
        "a new conversation; free and local tools go on."
    ),
    "one day": (
        "The cap for one day is reached: {spent} of {cap} is spent. What would cost more waits until "
        "00:00 UTC; free and local tools go on."
    ),
    "one month": (
        "The cap for one month is reached: {spent} of {cap} is spent. What would cost more waits until "
        "{date}, 00:00 UTC; free and local tools go on."
    ),
}
"""What the user is told, by the cap's name."""
_NOTHING: Final = Money(0)


class OverBudget(Exception):
    """A call does not fit into the caps; `verdict` denies it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class SpentSoFar(Protocol):
    """Micro-dollars spent in the conversation, and in all since the UTC day and month began."""

    @property
    def conversation(self) -> Money: ...

    @property
    def day(self) -> Money: ...

    @property
    def month(self) -> Money: ...


@dataclass(frozen=True, slots=True)
class Spent:
    """Micro-dollars spent in the conversation, and in all since the UTC day and month began."""

    conversation: Money = _NOTHING
    day: Money = _NOTHING
    month: Money = _NOTHING


NOTHING_SPENT = Spent()


def dollars(money: int) -> str:
    """Micro-dollars as `$0.05`; as many places as it takes, two at least."""
    whole, rest = divmod(abs(money), 1_000_000)
    places = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if money < 0 else ''}${whole}.{places}"


def left(caps: Caps, spent: SpentSoFar) -> Money:
    """The most that one more call may cost; below zero where a cap was lowered under what is spent."""
    return Money(
        min(
            caps.call,
            caps.conversation - spent.conversation,
            caps.day - spent.day,
            caps.month - spent.month,
        )
    )


@dataclass(frozen=True, slots=True)
class Reached:
    """A cap that is reached: which one, for which day or month, and a sentence for the user."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class _Cap:
    """One of the caps that fill up: its name in a sentence, its size, and what of it is used."""

    name: str
    size: Money
    used: Money

    @property
    def left(self) -> int:
        return self.size - self.used


def objection(price: Money | None, caps: Caps, spent: SpentSoFar) -> str:
    """Why a call of at most this price does not fit into the caps, as a clause; empty where it fits."""
    if price is None:
        if free_only(caps):
            return "its price is unknown while only free tools may be used"
        return "" if left(caps, spent) > 0 else "its price is unknown and nothing is left of a cap"
    if price <= 0 or price <= left(caps, spent):
        return ""
    if price > caps.call:
        return f"it may cost {dollars(price)}, and the cap for one call is {dollars(caps.call)}"
    cap = next(cap for cap in _filling(caps, spent) if price > cap.left)
    before = f", of which {dollars(cap.used)} is used" if cap.used else ""
    return f"it may cost {dollars(price)}, and the cap for {cap.name} is {dollars(cap.size)}{before}"


def reached(price: Money | None, caps: Caps, spent: SpentSoFar, now: datetime) -> Reached | None:
    """The cap that is used up too far for a call of at most this price, if it would fit into an unused one.

    A cap that is too small for the call even while nothing is spent, zero above all, is how the user wants
    it, and no news. `now` is UTC.
    """
    least = Money(1) if price is None else price
    never = least > min(caps.call, caps.conversation, caps.day, caps.month)
    if never or not objection(price, caps, spent):
        return None
    cap = next(cap for cap in _filling(caps, spent) if least > cap.left)
    first = now.replace(day=1)
    following = first.replace(month=now.month % 12 + 1, year=now.year + now.month // 12)
    words = {"cap": dollars(cap.size), "spent": dollars(cap.used), "date": f"{following:%Y-%m-%d}"}
    period = {"one day": f"{now:%Y-%m-%d}", "one month": f"{now:%Y-%m}"}.get(cap.name, "")
    return Reached(f"{cap.name} {period}", REACHED[cap.name].format_map(words))


def reservation(price: Money | None, caps: Caps) -> Callable[[SpentSoFar], Money]:
    """For `Ledger.record`: what to reserve for a call of at most this price, given all that is spent.

    A call of unknown price reserves all that is left. Where the call no longer fits, OverBudget is raised.
    """

    def reserve(spent: SpentSoFar) -> Money:
        problem = objection(price, caps, spent)
        if problem:
            raise OverBudget(_refusal(price, problem))
        return left(caps, spent) if price is None else price

    return reserve


def _filling(caps: Caps, spent: SpentSoFar) -> tuple[_Cap, ...]:
    return (
        _Cap("this conversation", caps.conversation, spent.conversation),
        _Cap("one day", caps.day, spent.day),
        _Cap("one month", caps.month, spent.month),
    )


def _refusal(price: Money | None, problem: str) -> Verdict:
    rule = UNKNOWN_PRICE if price is None else OVER_BUDGET
    return Verdict(Decision.DENY, rule, f"The call does not fit into the budget: {problem}.")


class Budget:
    """What is set aside for calls that wait for an answer. Safe to use from several threads.

    It keeps calls from being asked about that could not all be paid. What is promised is promised by the
    ledger: a call that may run reserves its price in the row that permits it, against all that every program
    has spent and reserved there, and its outcome's row settles it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[str, Money] = {}

    def reserve(
        self,
        call_id: str,
        price_max: Money | None,
        caps: Caps,
        spent: SpentSoFar | Callable[[], SpentSoFar] = NOTHING_SPENT,
    ) -> Verdict | None:
        """Set the price of a call aside; a verdict that denies the call where it does not fit.

        `spent` must not hold what is set aside here. Where calls end meanwhile, give a function that reads it
        anew: it is called with all reservations held still. A second reservation for the same call replaces
        the first. A call of unknown price sets aside all that is left.
        """
        with self._lock:
            used = spent() if callable(spent) else spent
            held = sum(money for other, money in self._held.items() if other != call_id)
            everything = Spent(
                Money(used.conversation + held), Money(used.day + held), Money(used.month + held)
            )
            try:
                self._held[call_id] = reservation(price_max, caps)(everything)
            except OverBudget as over:
                return over.verdict
            return None

    def release(self, call_id: str) -> None:
        """No longer set anything aside: the call was refused, or the ledger has its reservation."""
        with self._lock:
            self._held.pop(call_id, None)

    @property
    def reserved(self) -> Money:
        """All that is set aside now."""
        with self._lock:
            return Money(sum(self._held.values()))
