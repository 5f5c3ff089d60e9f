"""What is known of experts beside their settings: the price list in force, and how long each has taken.

Two small files, each of which may be missing or broken: a list that was fetched, in the data folder, and what
was measured here, in the cache folder.
"""

from __future__ import annotations

import contextlib
import datetime
import threading
from pathlib import Path

import msgspec

from engine.addresses import split_address
from engine.cloud import CloudSettings, Expert, ExpertView, thinking_works
from engine.errors import UserError
from engine.whole_file import write_whole
from tools.experts import price_file
from tools.experts.price_file import BrokenListError
from tools.experts.prices import BUNDLED_DAY, PriceList
from tools.experts.times import averaged, steady

MOST_TIMES = 500
"""Experts whose times are kept; beyond, those not asked for longest are forgotten."""
UNUSABLE = "The price list that was fetched cannot be used; the one of this version is in force."


class _Saved(msgspec.Struct, frozen=True):
    """A fetched list as it came, with the day on which it was fetched."""

    day: datetime.date
    providers: msgspec.Raw


class _Time(msgspec.Struct, frozen=True):
    """An average in seconds, and what is shown of it."""

    average: float
    shown: float


class ExpertFigures:
    """Prices from the file `prices`, times from the file `times`. May be used from several threads."""

    def __init__(self, prices: Path, times: Path) -> None:
        self._prices_file = prices
        self._times_file = times
        self._lock = threading.Lock()
        self._prices: PriceList | None = None
        self._times: dict[str, _Time] | None = None
        self._problem = ""

    @property
    def prices(self) -> PriceList:
        """The list in force: the fetched one where it can be used and is no older, else the bundled one."""
        with self._lock:
            if self._prices is None:
                self._prices = self._load_prices()
            return self._prices

    @property
    def problem(self) -> str:
        """Why the fetched list is not in force, as a sentence; empty where nothing is wrong."""
        with self._lock:
            return self._problem

    def keep(self, content: bytes, day: datetime.date) -> None:
        """Put a list as it was fetched in force, and on the disk. Raises BrokenListError and UserError."""
        found = price_file.parsed(content, day.isoformat())
        try:
            self._prices_file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._prices_file, msgspec.json.encode(_Saved(day, msgspec.Raw(content))))
        except OSError as error:
            raise UserError(
                f"The price list cannot be written to {self._prices_file}: {error.strerror}.",
                "Free some space, or choose another folder with --home.",
            ) from error
        with self._lock:
            self._prices, self._problem = found, ""

    def views(self, cloud: CloudSettings) -> tuple[ExpertView, ...]:
        """What is known of each expert of `cloud`, in its order."""
        return tuple(self.view(expert) for expert in cloud.experts)

    def view(self, expert: Expert) -> ExpertView:
        """What is known of one expert."""
        price = self.prices.price_of(expert)
        seconds = self._known_times().get(_key(expert), _Time(0.0, 0.0)).shown
        if price is None:
            return ExpertView(expert, host_of(expert), expert.price_in, expert.price_out, seconds=seconds)
        return ExpertView(
            expert,
            host_of(expert),
            price.input,
            price.output,
            price.listed,
            seconds,
            price.long_from,
            price.long_input,
            price.long_output,
            price.rates,
        )

    def took(self, expert: Expert, seconds: float) -> bool:
        """Remember how long an answer took; True where the time that is shown has changed."""
        key = _key(expert)
        with self._lock:
            known = self._read_times()
            before = known.pop(key, _Time(0.0, 0.0))
            average = averaged(before.average, seconds)
            after = _Time(average, steady(average, before.shown))
            if average > 0:
                known[key] = after
            self._times = dict(list(known.items())[-MOST_TIMES:])
            with contextlib.suppress(OSError):
                self._times_file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(self._times_file, msgspec.json.encode(self._times))
        return after.shown != before.shown

    def _known_times(self) -> dict[str, _Time]:
        with self._lock:
            return self._read_times()

    def _read_times(self) -> dict[str, _Time]:
        if self._times is None:
            try:
                found = msgspec.json.decode(self._times_file.read_bytes(), type=dict[str, _Time])
                self._times = {key: time for key, time in found.items() if time.average > 0 < time.shown}
            except (OSError, ValueError, RecursionError):
                self._times = {}
        return dict(self._times)

    def _load_prices(self) -> PriceList:
        bundled = PriceList.bundled()
        try:
            with self._prices_file.open("rb") as file:
                content = file.read(price_file.MAX_BYTES + 1024)
            saved = msgspec.json.decode(content, type=_Saved)
            if saved.day.isoformat() < BUNDLED_DAY:
                return bundled
            return price_file.parsed(bytes(saved.providers), saved.day.isoformat())
        except FileNotFoundError:
            return bundled
        except (OSError, ValueError, RecursionError, BrokenListError):
            self._problem = UNUSABLE
            return bundled


def host_of(expert: Expert) -> str:
    """Where an expert is asked; empty where its address cannot be used."""
    parts = split_address(expert.address)
    return (parts.hostname or "") if parts else ""


def _key(expert: Expert) -> str:
    """Who thinks for longer takes longer: that is measured apart."""
    thinking = f" {expert.thinking_tokens}" if expert.thinking_tokens and thinking_works(expert) else ""
    return f"{expert.provider.value} {expert.model} {host_of(expert)}{thinking}"
