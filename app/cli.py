"""The command line: one parser, one function a command."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from app.cloud_options import add_cloud
from app.display import missing_display
from app.options import Options
from app.policy_options import add_policy
from app.say import say
from engine.errors import UserError

EXIT_PROBLEM = 1
EXIT_STOPPED = 130


class _Parser(argparse.ArgumentParser):
    """Takes every option by its whole name only: the launcher knows `--offline` by no other one.

    The parsers of commands are of this class as well.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 handed on
        super().__init__(**{**options, "allow_abbrev": False})


def parser() -> argparse.ArgumentParser:
    """Every command with its options; those common to all may stand before or after the command."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--home", metavar="DIR", default=argparse.SUPPRESS, help="keep everything in this folder"
    )
    shared.add_argument(
        "--offline",
        action="store_true",
        default=argparse.SUPPRESS,
        help="never start the one process that can reach the network",
    )
    shared.add_argument("--control-fd", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    common = argparse.ArgumentParser(add_help=False, parents=[shared])
    common.add_argument("--model", metavar="PATH", default=argparse.SUPPRESS, help="use this file")
    top: argparse.ArgumentParser = _Parser(
        prog="sordino",
        parents=[common],
        description="An assistant that keeps quiet about you. Without a command: the window, "
        "or the terminal where there is no display.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("window", parents=[common], help="open the window")
    commands.add_parser("chat", parents=[common], help="chat in the terminal")
    ask = commands.add_parser("ask", parents=[common], help="ask one question and print the answer")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print answer, calls, verdicts and receipt as JSON")
    log = commands.add_parser("log", parents=[common], help="show the tool-call history")
    log.add_argument("action", nargs="?", choices=("show", "verify"), default="show")
    log.add_argument("--search", default="", help="only calls that hold this text")
    log.add_argument("--limit", type=int, default=50, help="at most this many calls (default 50)")
    log.add_argument("--json", action="store_true", help="one JSON object a line")
    doctor = commands.add_parser(
        "doctor",
        parents=[common],
        help="check this installation and what protects it",
        description="Check this installation and what protects it. With --offline: try every way out from "
        "every kind of process, and show how each is refused.",
    )
    doctor.add_argument("--json", action="store_true")
    _add_models(commands.add_parser("models", parents=[common], help="list, fetch and check models"), common)
    policy = commands.add_parser("policy", parents=[common], help="show, explain and try the rules")
    add_policy(policy, common)
    add_cloud(commands, shared)
    lab = commands.add_parser("lab", parents=[common], help="drive the program's parts by JSON lines")
    lab.add_argument("part", nargs=argparse.REMAINDER)
    return top


def _add_models(models: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """The actions of `sordino models`; without one it lists."""
    shared = argparse.ArgumentParser(add_help=False, parents=[common])
    for parser_of in (models, shared):
        parser_of.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON objects, one a line"
        )
    actions = models.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", parents=[shared], help="the catalogue, and what is on this computer")
    listing.add_argument("--all", action="store_true", help="every size of each model")
    fetch = actions.add_parser("fetch", parents=[shared], help="download a model of the catalogue")
    fetch.add_argument("model", metavar="ID")
    fetch.add_argument(
        "--accept-licence", action="store_true", help="the licence has been read and is accepted"
    )
    bring = actions.add_parser("import", parents=[shared], help="put a GGUF file into the models folder")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--link", action="store_true", help="leave the file where it is, and link to it")
    verify = actions.add_parser("verify", parents=[shared], help="compare files with the published sha256")
    verify.add_argument("file", metavar="FILE", nargs="?", default="")
    remove = actions.add_parser("remove", parents=[shared], help="delete a file of the models folder")
    remove.add_argument("file", metavar="FILE")
    accept = actions.add_parser("accept", parents=[shared], help="accept the risks of altered weights")
    accept.add_argument("file", metavar="FILE")
    bench = actions.add_parser("bench", parents=[shared], help="measure how fast a model reads and writes")
    bench.add_argument("file", metavar="FILE", nargs="?", default="")
    for action in (accept, bench):
        action.add_argument(
            "--accept-risks", action="store_true", help="the risks of altered weights are known and accepted"
        )


def main(argv: Sequence[str]) -> int:
    """Run one command. 0: done; 1: a problem, told on stderr; 2: wrong usage; 130: stopped."""
    arguments = parser().parse_args(argv)
    options = Options(
        home=getattr(arguments, "home", ""),
        model=getattr(arguments, "model", ""),
        offline=getattr(arguments, "offline", False),
        control_fd=getattr(arguments, "control_fd", -1),
    )
    if options.control_fd >= 0:
        # No program that is started here may command the launcher.
        os.set_inheritable(options.control_fd, False)
    try:
        return _command(arguments.command)(options, arguments)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_PROBLEM
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PROBLEM
    except KeyboardInterrupt:
        return EXIT_STOPPED


def _command(name: str | None) -> Callable[[Options, argparse.Namespace], int]:
    """The function behind a command. Modules are loaded by need: `ask` shall not wait for Qt."""
    table = {
        None: ("app.cli", "run_default"),
        "window": ("app.start", "run_window"),
        "chat": ("app.terminal", "run_chat"),
        "ask": ("app.terminal", "run_ask"),
        "log": ("app.reports", "run_log"),
        "doctor": ("app.doctor", "run_doctor"),
        "models": ("app.models_cli", "run_models"),
        "policy": ("app.policy_cli", "run_policy"),
        "experts": ("app.cloud_cli", "run_experts"),
        "prices": ("app.cloud_cli", "run_prices"),
        "web": ("app.cloud_cli", "run_web"),
        "lab": ("app.cli", "run_lab"),
    }
    module, function = table[name]
    found: Any = getattr(importlib.import_module(module), function)
    return found  # type: ignore[no-any-return]


def run_default(options: Options, arguments: argparse.Namespace) -> int:
    """The window where there is a display, the terminal elsewhere."""
    problem = missing_display()
    if problem:
        say(f"{problem} Chatting in the terminal instead.\n")
    return _command("chat" if problem else "window")(options, arguments)


def run_lab(options: Options, arguments: argparse.Namespace) -> int:
    """`sordino lab PART`: JSON lines in, JSON lines out."""
    lab = importlib.import_module("app.lab")
    status: int = lab.main(arguments.part, sys.stdin, sys.stdout, options.home)
    return status
