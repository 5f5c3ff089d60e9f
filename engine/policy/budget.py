"""Money is reserved before a call is sent and settled after it, so that no cap is overshot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final, Protocol

from engine.contracts import Caps, Decision, Money, Verdict
from engine.policy.preferences import free_only

OVER_BUDGET = "over_budget"
UNKNOWN_PRICE = "unknown_price"
_NOTHING: Final = Money(0)


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
    name, cap, used = next(
        (name, cap, used)
        for name, cap, used in (
            ("this conversation", caps.conversation, spent.conversation),
            ("one day", caps.day, spent.day),
            ("one month", caps.month, spent.month),
        )
        if used + price > cap
    )
    before = f", of which {dollars(used)} is used" if used else ""
    return f"it may cost {dollars(price)}, and the cap for {name} is {dollars(cap)}{before}"


class Budget:
    """What running calls may still cost. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reserved: dict[str, Money] = {}

    def reserve(
        self,
        call_id: str,
        price_max: Money | None,
        caps: Caps,
        spent: SpentSoFar | Callable[[], SpentSoFar] = NOTHING_SPENT,
    ) -> Verdict | None:
        """Set the price of a call aside; a verdict that denies the call where it does not fit.

        `spent` must not hold what is reserved here. Where calls end meanwhile, give a function that reads it
        anew: it is called with all reservations held still. A second reservation for the same call replaces
        the first. A call of unknown price sets aside all that is left.
        """
        with self._lock:
            used = spent() if callable(spent) else spent
            open_now = sum(money for other, money in self._reserved.items() if other != call_id)
            everything = Spent(
                Money(used.conversation + open_now), Money(used.day + open_now), Money(used.month + open_now)
            )
            problem = objection(price_max, caps, everything)
            if problem:
                rule = UNKNOWN_PRICE if price_max is None else OVER_BUDGET
                return Verdict(Decision.DENY, rule, f"The call does not fit into the budget: {problem}.")
            self._reserved[call_id] = left(caps, everything) if price_max is None else price_max
            return None

    def settle(self, call_id: str, cost: Money) -> Money:
        """End a reservation: how much more (or, below zero, less) the call has cost than was set aside.

        `cost` must be in what the next `reserve` is told as spent.
        """
        with self._lock:
            return Money(cost - self._reserved.pop(call_id, Money(0)))

    def release(self, call_id: str) -> None:
        """End a reservation of a call that was not sent."""
        with self._lock:
            self._reserved.pop(call_id, None)

    @property
    def reserved(self) -> Money:
        """All that is set aside now."""
        with self._lock:
            return Money(sum(self._reserved.values()))
