"""The command lines of `sordino experts`, `sordino prices` and `sordino web`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.policy_options import dollars
from engine.cloud import ENGINES, TIERS, Expert, Provider


def add_cloud(commands: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 argparse names no type
    """Add the three commands to the parser's own; each shows where no action is named."""
    _add_experts(commands.add_parser("experts", parents=[common], help="the models elsewhere"), common)
    _add_prices(commands.add_parser("prices", parents=[common], help="what experts cost"), common)
    web = commands.add_parser("web", parents=[common], help="the search engines that are asked")
    shared = _with_json(web, common)
    engines = web.add_subparsers(dest="action", metavar="ACTION").add_parser(
        "engines", parents=[shared], help="show them, or choose them by name"
    )
    engines.add_argument("engine", metavar="NAME", nargs="*", help=", ".join(ENGINES))


def _add_experts(experts: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    shared = _with_json(experts, common)
    actions = experts.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", parents=[shared], help="who they are, what they cost, how long they take")
    add = actions.add_parser("add", parents=[shared], help="add an expert; with --replace, change one")
    add.add_argument("expert", metavar="NAME", help="a short name of your choice")
    add.add_argument("--provider", required=True, choices=[provider.value for provider in Provider])
    add.add_argument("--model", dest="expert_model", required=True, help="as the provider writes it")
    add.add_argument("--url", default="", help="a server of your own, as https://host/v1")
    add.add_argument("--price-in", metavar="DOLLARS", type=dollars, help="for a million tokens that it reads")
    add.add_argument("--price-out", metavar="DOLLARS", type=dollars, help="for a million that it writes")
    add.add_argument(
        "--max-tokens", type=int, default=Expert("").max_tokens, help="the longest answer, in tokens"
    )
    add.add_argument(
        "--thinking-tokens",
        type=int,
        default=0,
        help="how many of these may be spent on thinking; 0 sets no budget",
    )
    add.add_argument(
        "--authority", metavar="FILE", type=Path, help="the authority of your own server, as PEM"
    )
    add.add_argument(
        "--key",
        action=argparse.BooleanOptionalAction,
        help="send an API key along; left out: to a provider yes, to a server of your own no",
    )
    add.add_argument("--replace", action="store_true", help="change the expert of that name")
    remove = actions.add_parser(
        "remove", parents=[shared], help="forget an expert, and its key where no other uses it"
    )
    key = actions.add_parser(
        "key",
        parents=[shared],
        help="store an expert's API key in the keyring",
        description="Store an expert's API key in the keyring. The key is asked for without being shown, or "
        "read from standard input; it is never an argument.",
    )
    key.add_argument("--remove", action="store_true", help="remove the key from the keyring")
    check = actions.add_parser("check", parents=[shared], help="try an expert's key with a call that is free")
    for action in (remove, key, check):
        action.add_argument("expert", metavar="NAME")
    tiers = actions.add_parser(
        "tiers", parents=[shared], help="show or settle by which names the model knows the experts"
    )
    tiers.add_argument(
        "tier",
        metavar="TIER=NAME",
        nargs="*",
        help=f"TIER= follows the experts' order again; tiers are {', '.join(TIERS)}",
    )


def _add_prices(prices: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    shared = _with_json(prices, common)
    actions = prices.add_subparsers(dest="action", metavar="ACTION")
    show = actions.add_parser("show", parents=[shared], help="the list's day, and what experts cost")
    show.add_argument("named", metavar="PROVIDER/MODEL", nargs="*", help="look these up, as in openai/gpt-5")
    actions.add_parser("update", parents=[shared], help="fetch the list anew, after a question")


def _with_json(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser's own `--json`, and what its actions share."""
    shared = argparse.ArgumentParser(add_help=False, parents=[common])
    for one in (parser, shared):
        one.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON objects, one a line"
        )
    return shared
