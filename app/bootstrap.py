"""The composition root: the only place that knows every concrete class."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import filelock
import uuid_utils

from app.network import NetworkSwitch
from app.paths import Home
from app.service import Live, Service
from engine import confinement, settings
from engine.contracts import ModelPort, Toolbox
from engine.dispatch import Asker, Dispatcher
from engine.errors import UserError
from engine.events import Event
from engine.ledger.key import KeyringKeys
from engine.ledger.store import Ledger
from engine.model.host import ModelProcess
from engine.orchestrator import Orchestrator
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.settings import Settings
from engine.store.conversations import ConversationStore
from engine.store.notes import NotesStore
from tools.egress.client import EgressClient
from tools.egress.keys import save_key
from tools.registry import build_toolbox


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says. `control_fd` is the launcher's channel, -1 where there is none."""

    home: str = ""
    model: str = ""
    offline: bool = False
    control_fd: int = -1


def new_id() -> str:
    """A UUIDv7, sortable by time of creation."""
    return str(uuid_utils.uuid7())


def lock_home(home: Home) -> filelock.BaseFileLock:
    """Hold the data folder for this run. Raises UserError where another run holds it."""
    lock = filelock.FileLock(home.lock)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise UserError(
            f"Sordino is already running with the folder {home.data}.",
            "Use that window, close it first, or choose another folder with --home DIR.",
        ) from error
    return lock


def load_settings(home: Home, model: str) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and notices for the user; the strict ones where the file is broken."""
    try:
        loaded = settings.load(home.settings)
    except UserError as error:
        return settings.STRICT, (str(error),)
    if model:
        loaded = settings.with_model(loaded, str(Path(model).expanduser().absolute()))
    return loaded, ()


def build(
    options: Options,
    emit: Callable[[Event], None],
    asker: Asker | None,
    make_model: Callable[[Path], ModelPort] | None = None,
) -> tuple[Service, tuple[str, ...]]:
    """Wire a service, and give the notices that its user should read. Raises UserError."""
    home = Home.of(options.home)
    home.prepare()
    with contextlib.ExitStack() as closing:
        closing.enter_context(lock_home(home))
        chosen, notices = load_settings(home, options.model)
        ledger = closing.enter_context(
            contextlib.closing(Ledger.open(home.ledger, home.anchor, KeyringKeys(home.data)))
        )
        store = closing.enter_context(contextlib.closing(ConversationStore.open(home.conversations)))
        notes = closing.enter_context(contextlib.closing(NotesStore.open(home.notes)))
        live = Live(chosen, locked_offline=options.offline)

        def make_toolbox(current: Settings) -> Toolbox:
            return build_toolbox(notes, current.folders, current.expert, current.search_url)

        live.toolbox = make_toolbox(chosen)
        control = socket.socket(fileno=options.control_fd) if options.control_fd >= 0 else None
        gate = Gate.load()
        service: Service

        def on_network(online: bool, pid: int) -> None:
            service.network_changed(online, pid)

        network = NetworkSwitch(control, on_network)
        dispatcher = Dispatcher(
            gate=gate,
            ledger=ledger,
            budget=Budget(),
            egress=EgressClient(network.channel),
            asker=asker,
            new_id=new_id,
            emit=emit,
            question_deadline_s=lambda: live.settings.question_deadline_s,
        )
        orchestrator = Orchestrator(
            model=lambda: service.current_model(),
            toolbox=lambda: live.toolbox or make_toolbox(live.settings),
            preferences=lambda: live.preferences,
            gate=gate,
            dispatcher=dispatcher,
            ledger=ledger,
            store=store,
            new_id=new_id,
            emit=emit,
        )
        service = Service(
            home=home,
            live=live,
            confinement=confinement.probe(),
            network=network,
            ledger=ledger,
            store=store,
            gate=gate,
            orchestrator=orchestrator,
            make_toolbox=make_toolbox,
            make_model=make_model or (lambda path: ModelProcess(path, home.model_log)),
            save_key=save_key,
            emit=emit,
            on_close=closing.pop_all().close,
        )
        if not ledger.signed:
            notices = (*notices, "No keyring was found on this system: the log is kept, but it is not signed.")
    return service, notices
