"""The composition root: the only place that knows every concrete class."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import filelock
import uuid_utils

from app.cloud_service import CloudService
from app.endpoint_service import EndpointService
from app.expert_figures import ExpertFigures
from app.model_service import ModelService
from app.model_slot import Admission, ModelSlot
from app.network import NetworkSwitch
from app.offline_proof import prove
from app.options import Options, load_settings
from app.paths import Home
from app.policy_service import PolicyService
from app.service import Live, Service
from engine import confinement
from engine.consent import change_entry
from engine.dispatch import Asker, Dispatcher
from engine.errand import Errands
from engine.errors import UserError
from engine.events import CallFinished, Event, TurnStarted
from engine.ledger.key import KeyringKeys
from engine.ledger.reader import LedgerReader
from engine.ledger.store import Ledger
from engine.model.download import Downloader
from engine.model.host import ModelProcess
from engine.model.measured import Measurements, Measuring
from engine.model.port import ModelPort
from engine.orchestrator import Orchestrator
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.policy.grants import Grants
from engine.policy.organisation import load as load_organisation
from engine.settings import Settings
from engine.store.conversations import ConversationStore
from engine.store.grants import GrantFile
from engine.store.notes import NotesStore
from engine.toolbox import Toolbox
from tools.egress.client import EgressClient
from tools.egress.keys import store_key
from tools.egress.redaction.redactor import Redactions
from tools.registry import build_toolbox


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
        chosen, notices = load_settings(home)
        keys = KeyringKeys(home.data)
        ledger = closing.enter_context(Ledger.open(home.ledger, home.anchor, keys))
        history = closing.enter_context(LedgerReader.open(home.ledger, home.anchor, keys))
        store = closing.enter_context(ConversationStore.open_at(home.conversations))
        notes = closing.enter_context(NotesStore.open_at(home.notes))
        organisation = load_organisation(home.policies)
        live = Live(chosen, options.offline, organisation)

        experts = ExpertFigures(home.prices, home.expert_times)

        def make_toolbox(current: Settings) -> Toolbox:
            cap = live.organisation.tighten(current.preferences).caps.call
            figures = {view.expert.id: view for view in experts.views(current.cloud)}
            return build_toolbox(notes, current.folders, current.cloud, figures, current.search_url, cap)

        live.toolbox = make_toolbox(chosen)

        measurements = Measurements(home.cache)

        def start_model(path: Path) -> ModelPort:
            process = ModelProcess(
                path, home.model_log, options=live.settings.model_options, cache=home.cache
            )
            return Measuring(process, measurements)

        control = socket.socket(fileno=options.control_fd) if options.control_fd >= 0 else None
        gate, errands_gate, policy_gate = (
            Gate.load(organisation.rules, organisation.locks.organisation) for _ in range(3)
        )
        service: Service

        def tell(event: Event) -> None:
            emit(event)
            if isinstance(event, TurnStarted):
                service.tell_conversations()
            elif isinstance(event, CallFinished):
                service.cloud.heard(event.result)

        def on_grants() -> None:
            service.policy.tell_grants()

        grants = Grants(
            time.time,
            new_id,
            GrantFile(home.grants),
            on_change=on_grants,
            record=lambda change: ledger.record(change_entry(change)),
            widest=lambda: organisation.locks.widest,
        )

        def change(**changes: object) -> None:
            service.change(**changes)

        def on_network(online: bool, pid: int) -> None:
            service.network_changed(online, pid)

        network = NetworkSwitch(control, on_network)
        egress = EgressClient(network.channel)
        redactions = Redactions(lambda: live.settings.cloud.redaction)
        closing.callback(egress.close)
        dispatcher = Dispatcher(
            gate=gate,
            ledger=ledger,
            budget=Budget(),
            egress=egress,
            asker=asker,
            new_id=new_id,
            emit=tell,
            question_deadline_s=lambda: live.settings.question_deadline_s,
            grants=grants,
            redactor=redactions,
            proxy=lambda: live.settings.cloud.proxy,
        )
        errands = Errands(
            gate=errands_gate,
            ledger=ledger,
            egress=egress,
            asker=asker,
            preferences=lambda: live.preferences,
            new_id=new_id,
            emit=emit,
            question_deadline_s=lambda: live.settings.question_deadline_s,
            grants=grants,
            proxy=lambda: live.settings.cloud.proxy,
        )
        policy = PolicyService(
            preferences=lambda: live.preferences,
            toolbox=lambda: live.toolbox or make_toolbox(live.settings),
            organisation=organisation,
            gate=policy_gate,
            grants=grants,
            history=history,
            emit=emit,
        )
        cloud = CloudService(
            settings=lambda: live.settings,
            change=change,
            save_key=store_key,
            keep_key=network.keep_key,
            errands=errands,
            ledger=ledger,
            emit=emit,
            figures=experts,
        )
        endpoint = EndpointService(
            settings=lambda: live.settings,
            change=change,
            save_key=store_key,
            errands=errands,
            ledger=ledger,
            emit=emit,
        )
        admission = Admission(lambda: live.settings.accepted_altered, emit)
        slot = ModelSlot(
            lambda: home.models,
            chosen=lambda: options.model or live.settings.model_path,
            make_model=make_model or start_model,
            admit=admission.admit,
            endpoint=lambda: None if options.model else endpoint.model(),
        )
        models = ModelService(
            folder=lambda: home.models,
            own_folder=home.own_models,
            settings=lambda: live.settings,
            change=change,
            slot=slot,
            admission=admission,
            downloader=Downloader(home.own_models, errands, emit, lambda: live.settings.model_mirrors),
            measurements=measurements,
            ledger=ledger,
            emit=emit,
        )
        orchestrator = Orchestrator(
            model=slot.current,
            toolbox=lambda: live.toolbox or make_toolbox(live.settings),
            preferences=lambda: live.preferences,
            gate=gate,
            dispatcher=dispatcher,
            ledger=ledger,
            store=store,
            new_id=new_id,
            emit=tell,
        )
        service = Service(
            home=home,
            live=live,
            confinement=confinement.probe(),
            network=network,
            ledger=ledger,
            history=history,
            store=store,
            gate=gate,
            orchestrator=orchestrator,
            make_toolbox=make_toolbox,
            models=models,
            endpoint=endpoint,
            policy=policy,
            slot=slot,
            cloud=cloud,
            prove=partial(prove, launcher=os.getppid() if control is not None else 0),
            forget=redactions.forget,
            emit=emit,
            on_close=closing.pop_all().close,
        )
        notices = (*notices, *filter(None, (organisation.broken, grants.problem)))
        if not ledger.signed:
            notices = (*notices, ledger.signing)
    return service, notices
