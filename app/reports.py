"""`sordino log`: what is on record, for reading and for scripts."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from app.options import Options
from app.paths import Home
from app.theme.plain import one_line
from engine.contracts import CallRecord
from engine.errors import UserError
from engine.ledger.key import KeyringKeys
from engine.ledger.reader import LedgerReader


def run_log(options: Options, arguments: argparse.Namespace) -> int:
    """`sordino log [show|verify]`. Reads beside a running window."""
    if arguments.limit < 1:
        raise UserError("The limit is a whole number from 1 on.", "Write it as --limit 50.")
    home = Home.of(options.home)
    with LedgerReader.open(home.ledger, home.anchor, KeyringKeys(home.data)) as ledger:
        if arguments.action == "verify":
            report = ledger.verify()
            signed = "signed" if report.signed else "not signed: no keyring was found"
            words = f"{report.rows} rows, intact, {signed}." if report.intact else report.problem
            sys.stdout.write(json.dumps(asdict(report)) if arguments.json else words)
            sys.stdout.write("\n")
            return 0 if report.intact else 1
        calls = ledger.calls(search=arguments.search, limit=arguments.limit)
    for call in reversed(calls):
        line = json.dumps(asdict(call), ensure_ascii=False) if arguments.json else call_line(call)
        sys.stdout.write(f"{line}\n")
    return 0


def call_line(call: CallRecord) -> str:
    """One call on one line: time, tool, where to, what was decided and by whom, how it ended."""
    at = datetime.fromtimestamp(call.at, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if call.kind != "call":
        return f"{at}  {call.kind:<14} {one_line(call.reason, 100)}"
    where = call.host if call.reach.leaves else "this computer"
    how = f"{call.decision.value} by {call.by} ({call.rule})"
    return f"{at}  {call.tool:<14} {where:<24} {how:<40} {call.outcome:<8} {one_line(call.arguments, 80)}"
