"""The command line of `sordino policy`: its actions, and what their values may be."""

from __future__ import annotations

import argparse
import re
from decimal import Decimal

from engine.contracts import Latency, Money, Privacy

_SPAN = re.compile(r"([1-9][0-9]{0,3})\s*([mhdw])")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_NAMES = {"m": "minute", "h": "hour", "d": "day", "w": "week"}
_DOLLARS = re.compile(r"\$?([0-9]{1,6}(?:\.[0-9]{1,6})?)")


def add_policy(policy: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """The actions of `sordino policy`; without one it shows."""
    shared = argparse.ArgumentParser(add_help=False, parents=[common])
    for parser in (policy, shared):
        parser.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON object"
        )
    actions = policy.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("show", parents=[shared], help="the preferences, rules and grants in force")
    explain = actions.add_parser("explain", parents=[shared], help="why one call was decided as it was")
    explain.add_argument("row", metavar="ROW", help="the number or id of a ledger row, or the id of a call")
    dry = actions.add_parser(
        "dry-run", parents=[shared], help="what other preferences would have changed in the calls on record"
    )
    dry.add_argument("--since", metavar="SPAN", type=span, default="7d", help="30m, 12h, 7d (default), 2w")
    dry.add_argument("--privacy", type=_stop, choices=[stop.value for stop in Privacy])
    dry.add_argument("--latency", type=_stop, choices=[stop.value for stop in Latency])
    for cap in ("call", "conversation", "day", "month"):
        dry.add_argument(f"--cap-{cap}", metavar="DOLLARS", type=dollars, help=f"the cost cap for a {cap}")
    dry.add_argument("--block", metavar="TOOL", action="append", default=[], help="never use this tool")
    dry.add_argument("--text", metavar="WORDS", default="", help='what free text asks for: "save money"')


def span(text: str) -> tuple[int, str]:
    """A length of time like `12h`, in seconds and in words. Raises ArgumentTypeError."""
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!a} is no length of time: write 30m, 12h, 7d or 2w.")
    number, unit = int(found[1]), found[2]
    words = f"the last {_NAMES[unit]}" if number == 1 else f"the last {number} {_NAMES[unit]}s"
    return number * _SECONDS[unit], words


def dollars(text: str) -> Money:
    """An amount like `0.05`, in micro-dollars. Raises ArgumentTypeError."""
    found = _DOLLARS.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!a} is no amount in dollars: write 0.05 or 2.")
    return Money(int(Decimal(found[1]) * 1_000_000))


def _stop(text: str) -> str:
    return text.strip().lower().replace("-", "_").replace(" ", "_")
