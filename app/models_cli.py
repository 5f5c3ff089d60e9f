"""`sordino models`: the catalogue and the models folder from the terminal, for reading and for scripts.

What changes something goes through the service, as in the window: judged, asked about and on record.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from app.bootstrap import build
from app.models_bench import measure
from app.models_words import (
    ProgressLine,
    entry_lines,
    fetch_line,
    licence_lines,
    reading_line,
    risk_lines,
    variant_lines,
)
from app.options import Options, load_settings
from app.paths import Home
from app.say import say
from app.service import Service
from app.terminal import TerminalAsker
from app.theme.plain import visible
from engine.errors import Cancelled, UserError
from engine.events import Event, FetchProgress, ImportProgress, Notice
from engine.model import altered, catalog, hardware, library
from engine.model.measured import Measurements
from engine.model.port import FetchState, ModelEntry

STOPPED = 130
YES = ("yes", "y")


def run_models(options: Options, arguments: argparse.Namespace) -> int:
    """One action of `sordino models`. 0: done; 1: a problem, or a file that is not what it passes for."""
    actions: dict[str, Callable[[Options, argparse.Namespace], int]] = {
        "list": _list,
        "fetch": _fetch,
        "import": _import,
        "verify": _verify,
        "remove": _remove,
        "accept": _accept,
        "bench": _bench,
    }
    return actions[arguments.action or "list"](options, arguments)


def _list(options: Options, arguments: argparse.Namespace) -> int:
    home = Home.of(options.home)
    settings, notices = load_settings(home)
    for notice in notices:
        say(f"{notice}\n")
    machine = hardware.detect(home.models)
    entries = library.entries(home.models, "", settings, machine, Measurements(home.cache))
    if _as_json(arguments):
        for entry in entries:
            _print_json(asdict(entry))
        return 0
    variants = {known.id for known in catalog.models() if known.variant}
    folded = [entry for entry in entries if entry.id in variants and not (entry.path or entry.arrived)]
    everything = getattr(arguments, "all", False)
    for entry in entries:
        if everything or entry not in folded:
            _print("\n".join(entry_lines(entry)))
    if folded and not everything:
        _print("\n".join(variant_lines(folded)))
    return 0


def _fetch(options: Options, arguments: argparse.Namespace) -> int:
    home, quiet = Home.of(options.home), _as_json(arguments)
    entry = _catalogue_entry(home, arguments.model)
    stopped = threading.Event()
    watch = _Watch(quiet)
    with _service(options, watch, None if quiet else _asker(stopped)) as service:
        if not entry.licence_accepted and not arguments.accept_licence:
            _ask_licence(entry, quiet)
        service.models.accept_licence(entry.id)
        service.models.plan_fetch(entry.id)

        def stop() -> None:
            stopped.set()
            service.models.pause_fetch(entry.id)

        with _ctrl_c(stop):
            service.models.fetch_model(entry.id)
    watch.line.end()
    last = watch.fetch
    if last is None or last.state is FetchState.PAUSED:
        say("Stopped. What has arrived is kept; the same command goes on from there.\n")
        return STOPPED
    if last.state is FetchState.FAILED:
        raise UserError(last.problem, last.way_out)
    done = _catalogue_entry(home, entry.id)
    if quiet:
        _print_json(asdict(done))
    else:
        _print(f"{done.path}\n{done.note}")
    return 0


def _import(options: Options, arguments: argparse.Namespace) -> int:
    home, stopped = Home.of(options.home), threading.Event()
    source = Path(arguments.file).expanduser()
    how: Literal["copy", "link"] = "link" if arguments.link else "copy"
    watch = _Watch(_as_json(arguments))
    with _service(options, watch, None) as service, _ctrl_c(stopped.set):
        path = service.models.bring_in(source, how, watch.copied, stopped)
    watch.line.end()
    found = altered.inspect(path)
    if _as_json(arguments):
        _print_json({"path": str(path), "altered": list(found.signs)})
        return 0
    _print(f"{path}")
    if found.signs:
        _print("\n".join(risk_lines(found)))
        _print(f"Before it is loaded the risks must be accepted: sordino models accept {path.name}")
    elif path.parent == home.models and found.known:
        _print(f"It is the published file of {found.known.name}.")
    return 0


def _verify(options: Options, arguments: argparse.Namespace) -> int:
    home, stopped = Home.of(options.home), threading.Event()
    files = [_file(home, arguments.file)] if arguments.file else _present(home)
    line = ProgressLine(_as_json(arguments))
    matches = True
    for path in files:
        with _ctrl_c(stopped.set):
            report = library.verify_model(
                path, lambda done, total: line.show(reading_line(done, total)), stopped
            )
        line.end()
        matches = matches and report.matches
        if _as_json(arguments):
            _print_json(
                {
                    "path": str(path),
                    "size": report.size,
                    "sha256": report.sha256,
                    "expected": report.expected,
                    "matches": report.matches,
                    "model": report.known.id if report.known else "",
                    "altered": list(report.signs),
                }
            )
        else:
            _print(
                "\n".join((report.sentence, f"  sha256 {report.sha256}", *map("  {}".format, report.signs)))
            )
    return 0 if matches else 1


def _remove(options: Options, arguments: argparse.Namespace) -> int:
    home = Home.of(options.home)
    path = _inside(home, arguments.file)
    with _service(options, _Watch(quiet=True), None) as service:
        service.models.remove_model(str(path))
    if _as_json(arguments):
        _print_json({"removed": str(path)})
    else:
        _print(f"{path.name} was removed.")
    return 0


def _accept(options: Options, arguments: argparse.Namespace) -> int:
    home = Home.of(options.home)
    path = _file(home, arguments.file)
    asked = _admit(options, path, arguments.accept_risks, _as_json(arguments))
    found = altered.inspect(path)
    if _as_json(arguments):
        _print_json({"path": str(path), "sha256": found.sha256, "altered": list(found.signs)})
    elif asked:
        _print(f"The risks of {path.name} are accepted.")
    else:
        words = "were accepted before" if found.signs else "are none: no sign of altered weights was found"
        _print(f"The risks of {path.name} {words}.")
    return 0


def _bench(options: Options, arguments: argparse.Namespace) -> int:
    home, stopped = Home.of(options.home), threading.Event()
    settings, _ = load_settings(home)
    chosen = arguments.file and str(_file(home, arguments.file))
    path = catalog.find_model(home.models, chosen or options.model or settings.model_path)
    _admit(options, path, arguments.accept_risks, _as_json(arguments))
    line = ProgressLine(_as_json(arguments))
    with _ctrl_c(stopped.set):
        result = measure(path, home, settings.model_options, line.show, stopped)
    line.end()
    if _as_json(arguments):
        _print_json(result.as_json())
    else:
        _print(result.sentence)
    return 0


class _Watch:
    """Takes the service's events: the last word on a download is kept, its progress is shown."""

    def __init__(self, quiet: bool) -> None:
        self.line = ProgressLine(quiet)
        self.fetch: FetchProgress | None = None

    def __call__(self, event: Event) -> None:
        if isinstance(event, FetchProgress):
            self.fetch = event
            if event.state is FetchState.ASKING:
                self.line.end()
            self.line.show(fetch_line(event))
        elif isinstance(event, ImportProgress) and event.state is FetchState.RUNNING:
            self.copied(event.done, event.total)
        elif isinstance(event, Notice):
            self.line.end()
            say(f"{event.text}\n")

    def copied(self, done: int, total: int) -> None:
        """So many bytes of a copy are there."""
        self.line.show(reading_line(done, total))


@contextlib.contextmanager
def _service(
    options: Options, emit: Callable[[Event], None], asker: TerminalAsker | None
) -> Iterator[Service]:
    """The service of this home, which no other run holds meanwhile."""
    service, notices = build(options, emit, asker)
    with contextlib.closing(service):
        service.begin(notices)
        yield service


@contextlib.contextmanager
def _ctrl_c(stop: Callable[[], None]) -> Iterator[None]:
    """While a long work runs, Ctrl+C stops it in good order."""
    before = signal.signal(signal.SIGINT, lambda *_: stop())
    try:
        yield
    except Cancelled:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)


def _asker(stopped: threading.Event) -> TerminalAsker | None:
    return TerminalAsker(stopped) if _at_terminal() else None


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _agrees(question: str) -> bool:
    say(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in YES


def _ask_licence(entry: ModelEntry, quiet: bool) -> None:
    """Show the licence and ask. Raises UserError where it is not accepted, or nobody is there."""
    problem = f"The licence of {entry.name} has not been accepted."
    if quiet or not _at_terminal():
        raise UserError(
            problem,
            f"Read it at {entry.licence_url}, then add --accept-licence, or run this at a terminal.",
        )
    say("\n".join(licence_lines(entry)) + "\n")
    if not _agrees("Do you accept this licence?"):
        raise UserError(problem, "Nothing was downloaded.")


def _admit(options: Options, path: Path, accepted: bool, quiet: bool) -> bool:
    """Have the risks of an altered file accepted; False where there was nothing to accept.

    Raises UserError where they are not accepted.
    """
    settings, _ = load_settings(Home.of(options.home))
    found = altered.inspect(path)
    if not altered.needs_acceptance(found, settings.accepted_altered):
        return False
    if not accepted:
        if quiet or not _at_terminal():
            raise UserError(
                altered.refusal(found).problem, "Add --accept-risks, or run this at a terminal to be asked."
            )
        say("\n".join(risk_lines(found)) + "\n")
        if not _agrees("Do you accept these risks for this file?"):
            raise altered.refusal(found)
    with _service(options, _Watch(quiet=True), None) as service:
        service.models.accept_risks(str(path))
    return True


def _catalogue_entry(home: Home, model_id: str) -> ModelEntry:
    settings, _ = load_settings(home)
    machine = hardware.Machine(0, 0, 0, -1)
    entries = library.entries(home.models, "", settings, machine, Measurements(None))
    for entry in entries:
        if entry.id == model_id and entry.fetchable:
            return entry
    raise UserError(
        f"There is no model {model_id} in the catalogue.", "`sordino models list --all` shows all of them."
    )


def _file(home: Home, named: str) -> Path:
    """The model file that the user means: a path, a name in the models folder, or a catalogue id."""
    path = Path(named).expanduser()
    if path.is_file():
        return path.absolute()
    inside = _inside(home, named)
    if inside.is_file():
        return inside
    raise UserError(f"There is no model file {named}.", "`sordino models` lists those that are here.")


def _inside(home: Home, named: str) -> Path:
    """Where `named` lies or would lie in the models folder."""
    known = next((known for known in catalog.models() if known.id == named), None)
    if known is not None:
        return home.models / known.file
    path = Path(named).expanduser()
    if path.is_file() or len(path.parts) > 1:
        return path.absolute()
    return home.models / (named if named.endswith(".gguf") else f"{named}.gguf")


def _present(home: Home) -> Sequence[Path]:
    files = sorted(home.models.glob("*.gguf"))
    if not files:
        raise UserError(f"There is no model in {home.models} yet.", "`sordino models fetch` downloads one.")
    return files


def _as_json(arguments: argparse.Namespace) -> bool:
    return bool(getattr(arguments, "json", False))


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    shown = "\n".join(map(visible, text.split("\n")))
    sys.stdout.write(shown.encode(encoding, "replace").decode(encoding) + "\n")
