"""`sordino doctor`: what protects this installation, found out by trying, each in one sentence."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

from app import offline_proof
from app.display import missing_display
from app.options import Options
from app.paths import Home
from engine import confinement, sealing, settings
from engine.cloud import OfflineProof, WayTried
from engine.errors import UserError
from engine.ledger.key import KeyringKeys, KeyUnavailable
from engine.ledger.reader import LedgerReader
from engine.model import catalog


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `ok` is False where something is missing or broken; the sentence says what."""

    name: str
    ok: bool
    sentence: str


def run_doctor(options: Options, arguments: argparse.Namespace) -> int:
    """Print every finding; 0 where all are well, else 1. With `--offline`: the self-test, way by way."""
    if options.offline:
        return _prove(options, arguments.json)
    home = Home.of(options.home)
    checks = [check(home) for check in CHECKS]
    for found in checks:
        if arguments.json:
            sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(f"{'ok  ' if found.ok else 'LOOK'}  {found.name}: {found.sentence}\n")
    return 0 if all(found.ok for found in checks) else 1


def _prove(options: Options, as_json: bool) -> int:
    """Try every way out, and print each with what the system said; 0 where all were refused."""
    proof = offline_proof.prove(lambda: False, os.getppid() if options.control_fd >= 0 else 0)
    if as_json:
        lines = [asdict(way) for way in proof.ways]
        lines.append({"holds": proof.holds, "broker": proof.broker, "enforcement": proof.enforcement})
        sys.stdout.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    else:
        sys.stdout.write(proof_text(proof))
    return 0 if proof.holds else 1


def proof_text(proof: OfflineProof) -> str:
    """The proof as a table, one kind of process after the other, and the result in a sentence."""
    width = max((len(way.way) for way in proof.ways), default=0)
    lines: list[str] = []
    for kind in dict.fromkeys(way.process for way in proof.ways):
        lines.append(f"{kind} process")
        for way in proof.ways:
            if way.process == kind:
                word = _word(way)
                lines.append(f"  {word:<11}  {way.way:<{width}}  {way.words}")
    return "\n".join([*lines, "", proof.enforcement, proof_sentence(proof)]) + "\n"


def _word(way: WayTried) -> str:
    if not way.tried:
        if way.words == offline_proof.PRIVATE:
            return "not seen"
        return "not held" if way.way == offline_proof.FILTER else "not here"
    if way.way == offline_proof.HELD_OPEN:
        return "none" if way.refused else "OPEN"
    return "refused" if way.refused else "NOT REFUSED"


def proof_sentence(proof: OfflineProof) -> str:
    """What the self-test came to."""
    tried = [way for way in proof.ways if way.tried]
    if proof.holds:
        held = [way for way in tried if way.process not in offline_proof.not_held(proof.ways)]
        kinds = len({way.process for way in held})
        return (
            f"Nothing can get out: {len(held)} attempts from {kinds} kinds of process, all refused. "
            "No broker process exists."
        )
    if proof.broker:
        return "Not offline: a broker process exists."
    let_through = sum(not way.refused for way in tried)
    return f"Not proved: {let_through} of {len(tried)} attempts were not refused by the operating system."


def _desktop(_home: Home) -> Check:
    found = confinement.probe()
    return Check("desktop process", found.enforced, found.sentence)


def _model_process(_home: Home) -> Check:
    command = [sys.executable, "-I", "-m", "engine.confinement", "model"]
    output = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    enforced = output.split() == ["ip=no", "unix=no"]
    words = "can open no socket of any kind." if enforced else "is not held by the operating system here."
    return Check("model process", enforced, f"The model process {words}")


def _page_reader(_home: Home) -> Check:
    command = [sys.executable, "-I", "-m", "engine.sealing"]
    output = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout.split()
    found = sealing.Sealed(calls="calls" in output, files="files" in output)
    return Check("page reader", found.calls and found.files, found.sentence)


def _folder(home: Home) -> Check:
    try:
        home.prepare()
    except UserError as error:
        return Check("data folder", False, str(error))
    return Check("data folder", True, f"{home.data} can be written.")


def _settings(home: Home) -> Check:
    try:
        settings.load(home.settings)
    except UserError as error:
        return Check("settings", False, str(error))
    return Check("settings", True, "The settings file is sound.")


def _keyring(home: Home) -> Check:
    try:
        KeyringKeys(home.data).load()
    except KeyUnavailable as error:
        return Check("keyring", False, f"The log cannot be signed: {error}.")
    return Check("keyring", True, "The system's keyring answers.")


def _ledger(home: Home) -> Check:
    if not home.ledger.exists():
        return Check("ledger", True, "No call has been recorded yet.")
    try:
        with LedgerReader.open(home.ledger, home.anchor, KeyringKeys(home.data)) as ledger:
            report = ledger.verify()
    except UserError as error:
        return Check("ledger", False, str(error))
    words = f"{report.rows} rows, intact, {'signed' if report.signed else 'not signed'}."
    return Check("ledger", report.intact, words if report.intact else report.problem)


def _model(home: Home) -> Check:
    try:
        file = catalog.find_model(home.models, "")
    except UserError as error:
        return Check("model", False, str(error))
    return Check("model", True, f"{file.name} is there.")


def _display(_home: Home) -> Check:
    problem = missing_display()
    return Check("display", not problem, problem or "A window can be shown.")


CHECKS: tuple[Callable[[Home], Check], ...] = (
    _desktop,
    _model_process,
    _page_reader,
    _folder,
    _settings,
    _keyring,
    _ledger,
    _model,
    _display,
)
