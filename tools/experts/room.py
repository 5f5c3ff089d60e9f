"""How much may be sent to an expert for one call to stay within its cap, and what that costs at most."""

from __future__ import annotations

from dataclasses import dataclass

from engine.contracts import Money
from tools.experts import tokens
from tools.experts.choices import Choice
from tools.experts.prices import Price

MAX_QUESTION = 4_000
"""The most characters of a question, whatever it may cost."""
MAX_CHARACTERS = 300_000
"""The most characters of all that is sent, whatever it may cost."""
MAX_TURNS = 1_000
"""The most turns of a conversation that is handed over."""
MIN_QUESTION = 200
"""Characters that a question may have under any cap; where these already cost more, the gate denies."""
_CHARACTER_TOKENS = 4
"""The most tokens of one character: no tokenizer makes more than it has bytes in UTF-8."""
_TURN_TOKENS = tokens.MESSAGE_OVERHEAD + 1
_LEAST = tokens.OVERHEAD + _TURN_TOKENS + _CHARACTER_TOKENS * MIN_QUESTION
_UNBOUNDED = 2**62
_STEPS = 8
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Room:
    """What one call of an expert may take. `tokens` is the most that its request may have."""

    choice: Choice
    tokens: int

    @classmethod
    def under(cls, choice: Choice, cap: Money | None, characters: int, turns: int = 1) -> Room:
        """Room for at most so many characters and turns, less where their price would be above `cap`.

        A short question always has room. Where no price or no cap is known, nothing is shortened.
        """
        if choice.price is None:
            return cls(choice, _UNBOUNDED)
        longest = tokens.OVERHEAD + turns * _TURN_TOKENS + _CHARACTER_TOKENS * characters
        if cap is None:
            return cls(choice, longest)
        fitting = _affordable(choice.price, cap, choice.limits.max_tokens, longest)
        return cls(choice, max(_LEAST, min(longest, fitting)))

    @property
    def price(self) -> Money | None:
        """The most that a call can cost; None where the price is unknown."""
        return self.cost(self.tokens)

    @property
    def least_price(self) -> Money | None:
        """The most that a short question can cost; None where the price is unknown."""
        return self.cost(_LEAST)

    def cost(self, read: int) -> Money | None:
        """The most that a call can cost whose request has so many tokens; None where the price is unknown."""
        price = self.choice.price
        return None if price is None else price.cost(read, self.choice.limits.max_tokens)

    def stepped(self, read: int) -> Money | None:
        """What a call costs whose request takes all of the room, or half of it, a quarter and so on.

        The least of these that covers one with so many tokens. A yes is bound to the highest price of what it
        was given for: it shall cover a call of about that length, and none that is far longer.
        """
        most = self.tokens
        steps = (-(-most // 2**step) for step in range(_STEPS))
        return self.cost(min((step for step in steps if step >= read), default=most))


def _affordable(price: Price, cap: Money, written: int, longest: int) -> int:
    """The most tokens that may be read for `cap` where so many are written; `longest` where they are free."""
    plain = _share(cap, price.input, written * price.output, longest)
    if not 0 < price.long_from < plain:
        return plain
    long = _share(cap, price.long_input, written * price.long_output, longest)
    return max(price.long_from, long)


def _share(cap: Money, per_million: Money, besides: int, longest: int) -> int:
    left = cap * _MILLION - besides
    if not per_million:
        return longest if left >= 0 else 0
    return left // per_million
