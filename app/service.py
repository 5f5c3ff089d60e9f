"""The engine's jobs behind every face: window, terminal and single questions all call these methods.

Knows nothing of Qt. `run_turn` belongs to one thread, the rest to another; the stores and the switch take
care of their own locks. What concerns models is in `models`, and the endpoint in `endpoint`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import asdict, replace

import msgspec

from app.broker_rows import BrokerRows
from app.cloud_service import CloudService
from app.endpoint_service import EndpointService
from app.model_service import ModelService
from app.model_slot import ModelSlot
from app.network import NetworkSwitch
from app.paths import Home
from app.policy_service import PolicyService
from engine import settings as settings_file
from engine.cloud import OfflineProof
from engine.cloud_events import OfflineProved
from engine.confinement import Confinement
from engine.contracts import Cancel, Caps, Preferences, Privacy
from engine.errors import UserError
from engine.events import (
    ActivityLoaded,
    ConversationOpened,
    ConversationsChanged,
    Event,
    NetworkChanged,
    Notice,
    SettingsChanged,
    VerifyFinished,
)
from engine.ledger.reader import LedgerReader
from engine.ledger.store import Entry, Ledger
from engine.orchestrator import Orchestrator, TurnOutcome
from engine.policy.gate import Gate
from engine.policy.organisation import Organisation
from engine.policy.preferences import tighten
from engine.settings import Settings
from engine.store.conversations import ConversationStore
from engine.toolbox import Toolbox

_HOLDS = "What you made stricter holds and is saved. Nothing else has changed."
_HOLDS_FOR_NOW = "What you made stricter holds, but only until Sordino is closed: it could not be saved."


class Live:
    """What may change while the program runs: replaced whole, never edited, read by whoever needs it."""

    def __init__(self, settings: Settings, locked_offline: bool, organisation: Organisation) -> None:
        self.locked_offline = locked_offline
        self.organisation = organisation
        self.settings = settings
        self.toolbox: Toolbox | None = None

    @property
    def preferences(self) -> Preferences:
        """The preferences in force; `--offline` and an organisation hold whatever the settings say."""
        chosen = self.organisation.tighten(self.settings.preferences)
        return replace(chosen, offline=chosen.offline or self.locked_offline)

    @property
    def may_be_online(self) -> bool:
        """Whether a broker may exist."""
        return not self.preferences.offline and self.preferences.privacy is not Privacy.LOCAL_ONLY


class Service:
    """Everything that a face can ask for. Built by the composition root."""

    def __init__(
        self,
        *,
        home: Home,
        live: Live,
        confinement: Confinement,
        network: NetworkSwitch,
        ledger: Ledger,
        history: LedgerReader,
        store: ConversationStore,
        gate: Gate,
        orchestrator: Orchestrator,
        make_toolbox: Callable[[Settings], Toolbox],
        models: ModelService,
        endpoint: EndpointService,
        policy: PolicyService,
        slot: ModelSlot,
        cloud: CloudService,
        prove: Callable[[Callable[[], bool]], OfflineProof],
        forget: Callable[[str], None],
        emit: Callable[[Event], None],
        on_close: Callable[[], None],
    ) -> None:
        self._home = home
        self._live = live
        self._confinement = confinement
        self._network = network
        self._ledger = ledger
        self._history = history
        self._store = store
        self._gate = gate
        self._orchestrator = orchestrator
        self._make_toolbox = make_toolbox
        self.models = models
        self.endpoint = endpoint
        self.policy = policy
        self._slot = slot
        self.cloud = cloud
        self._prove = prove
        self._forget = forget
        self._emit = emit
        self._on_close = on_close
        self._changing = threading.Lock()
        self._broker_rows = BrokerRows(ledger, lambda words: emit(Notice(words)))

    def begin(self, notices: tuple[str, ...]) -> None:
        """Tell listeners how things stand, and go online where the settings say so."""
        self._tell_settings()
        self._apply_network()
        self.policy.tell_grants()
        self.policy.tell_spent()
        self.cloud.begin()
        self.tell_conversations()
        for text in notices:
            self._emit(Notice(text))
        self.models.list_models()

    def run_turn(self, conversation_id: str, text: str, cancel: Cancel) -> TurnOutcome:
        """Work on one message; an empty id begins a new conversation."""
        conversation_id = conversation_id or self.new_conversation()
        try:
            outcome = self._orchestrator.run_turn(conversation_id, text, cancel)
            self.policy.end(outcome.turn_id)
            return outcome
        finally:
            self.tell_conversations()

    def new_conversation(self) -> str:
        """Begin a conversation; its id. It is listed once it holds a message."""
        return self._store.create()

    def set_preferences(self, preferences: Preferences) -> None:
        """Put the dials in force for everything that comes: what is stricter at once, all else with its row.

        What is stricter is saved first, whether its row can be written or not, and holds for this run where
        it cannot be saved. What is milder counts only once its row and the file are written. What is as it is
        in force stays in the settings as the user once chose it, so that an organisation's locks never become
        the user's own choice. Listeners are told how things are in any case. Raises UserError, also where an
        organisation settled otherwise.
        """
        before, in_force = self._live.settings.preferences, self._live.preferences
        refusal = self._live.organisation.refusal(in_force, preferences)
        if refusal:
            self._tell_settings()
            raise UserError(refusal, "Ask whoever looks after this computer.")
        preferences = _chosen(before, in_force, preferences)
        if self._live.locked_offline:
            preferences = replace(preferences, offline=before.offline)
        stricter = replace(tighten(before, preferences), text=before.text)
        with self._changing:
            self._live.settings = msgspec.structs.replace(self._live.settings, preferences=stricter)
        if not self._live.may_be_online:
            with contextlib.suppress(UserError):  # tried again below, where it is told
                self._network.go_offline()
        unsaved: UserError | None = None
        try:
            if stricter != before:
                unsaved = self._save_stricter(stricter)
            self._record_preferences(before, stricter if unsaved else preferences)
            if unsaved is not None:
                raise unsaved
            self.change(preferences=preferences)
        except UserError:
            if stricter != before:
                self._emit(Notice(_HOLDS if unsaved is None else _HOLDS_FOR_NOW))
            raise
        finally:
            self._tell_settings()
            self._apply_network()

    def _save_stricter(self, stricter: Preferences) -> UserError | None:
        try:
            self.change(preferences=stricter)
        except UserError as problem:
            return problem
        return None

    def _record_preferences(self, before: Preferences, after: Preferences) -> None:
        payload = msgspec.json.encode(after).decode()
        self._record_change("preferences", _what_changed(before, after), payload)

    def apply_wish(self, text: str, chosen: tuple[int, ...]) -> None:
        """Put the proposals with these numbers, and the text itself, in force. Raises UserError."""
        self.set_preferences(self.policy.with_wish(text, chosen))

    def set_offline(self, offline: bool) -> None:
        """Turn the one switch."""
        self.set_preferences(replace(self._live.preferences, offline=offline))

    def network_sentence(self) -> str:
        """How the network stands, in words."""
        if self._network.online:
            return "Online: the broker runs. What leaves still needs your yes."
        if self._live.locked_offline:
            return "Offline for this run, as it was started with --offline. No broker process exists."
        return "Offline. No broker process exists."

    def go_offline(self) -> None:
        """Kill the broker now; the switch in the settings follows by `set_preferences`."""
        self._network.go_offline()

    def network_changed(self, online: bool, broker_pid: int) -> None:
        """The switch tells of a broker that started or ended: a row, then an event.

        Raises UserError where the row of a start cannot be written; the broker must not be used then. The row
        of an end that cannot be written is told, and written before the next one.
        """
        if online:
            self._broker_rows.started(broker_pid)
        else:
            self._broker_rows.ended()
        self._tell_network(online)

    def set_folders(self, folders: tuple[str, ...]) -> None:
        """Choose the folders that file tools may read."""
        self.change(folders=tuple(dict.fromkeys(folders)))
        self._record_change("folders", "Folders chosen.", "\n".join(folders))

    def prove_offline(self) -> None:
        """Try every way out from every kind of process, put the outcome on record, and tell listeners."""
        proof = self._prove(lambda: self._network.online)
        tried = [way for way in proof.ways if way.tried]
        refused = sum(way.refused for way in tried)
        held = "" if not proof.broker else " A broker exists: Sordino is online."
        words = f"Self-test: the system refused {refused} of {len(tried)} ways out.{held}"
        self._record_change("network", words, msgspec.json.encode(proof).decode())
        self._emit(OfflineProved(proof))

    def set_appearance(self, appearance: str, language: str) -> None:
        """Choose light or dark, and the language."""
        self.change(appearance=appearance, language=language)

    def open_conversation(self, conversation_id: str) -> None:
        """Tell listeners a stored conversation, whole."""
        summary, turns = self._store.open(conversation_id)
        self._emit(ConversationOpened(summary, turns))

    def delete_conversation(self, conversation_id: str) -> None:
        """Remove a conversation's messages; its ledger rows stay."""
        self._store.delete(conversation_id)
        self.policy.end(conversation_id)
        self._forget(conversation_id)
        self._ledger.record(
            Entry(
                kind="event",
                tool="conversation",
                by="user",
                conversation_id=conversation_id,
                reason="Conversation deleted.",
            )
        )
        self.tell_conversations()

    def load_activity(self, search: str, limit: int) -> None:
        """Tell listeners the tool-call history, newest first."""
        self._emit(ActivityLoaded(self._history.calls(search=search, limit=limit), self._history.total()))

    def verify_ledger(self) -> None:
        """Read the whole chain again."""
        self._emit(VerifyFinished(self._history.verify()))

    def close(self) -> None:
        """End the broker and the model, and close the stores."""
        with contextlib.ExitStack() as ending:
            ending.callback(self._on_close)
            ending.callback(self._slot.close)
            ending.callback(self._settle)
            ending.callback(self._network.go_offline)

    def _settle(self) -> None:
        with contextlib.suppress(UserError):
            self._broker_rows.settle()

    def _record_change(self, what: str, reason: str, payload: str) -> None:
        self._ledger.record(Entry(kind="event", tool=what, by="user", reason=reason, payload=payload))

    def change(self, **changes: object) -> None:
        """Put settings in force by their names, save them and tell listeners. Raises UserError."""
        with self._changing:
            settings = msgspec.structs.replace(self._live.settings, **changes)
            settings_file.save(self._home.settings, settings)
            self._live.settings = settings
            self._live.toolbox = self._make_toolbox(settings)
        self._tell_settings()

    def _apply_network(self) -> None:
        try:
            if not self._live.may_be_online:
                self._network.go_offline()
            elif not self._network.online:
                self._network.go_online()
        except UserError as error:
            self._emit(Notice(str(error)))
        self._tell_network(self._network.online)

    def _tell_network(self, online: bool) -> None:
        self._emit(NetworkChanged(online, self._live.locked_offline, self._confinement.sentence))

    def _tell_settings(self) -> None:
        rules = self._gate.rules_in_force(self._live.preferences)
        settings = msgspec.structs.replace(self._live.settings, preferences=self._live.preferences)
        tools = tuple(self._live.toolbox.specs().values()) if self._live.toolbox else ()
        locks, experts = self._live.organisation.locks, self.cloud.views()
        self._emit(SettingsChanged(settings, rules, tools, locks, experts))

    def tell_conversations(self) -> None:
        """Tell listeners the conversation list."""
        self._emit(ConversationsChanged(self._store.list()))


def _chosen(before: Preferences, in_force: Preferences, wanted: Preferences) -> Preferences:
    """What the user chose: of `wanted` what differs from what is in force, and all else as it was before."""
    caps = {
        name: getattr(before.caps if cap == getattr(in_force.caps, name) else wanted.caps, name)
        for name, cap in asdict(wanted.caps).items()
    }
    kept = {
        name: getattr(before, name)
        for name in ("privacy", "latency", "offline", "text")
        if getattr(wanted, name) == getattr(in_force, name)
    }
    return replace(wanted, blocked=_blocked(before, in_force, wanted), caps=Caps(**caps), **kept)


def _blocked(before: Preferences, in_force: Preferences, wanted: Preferences) -> tuple[str, ...]:
    """The tools that the user has switched off: those of before, with what was switched just now."""
    imposed = set(in_force.blocked) - set(before.blocked)
    return tuple(name for name in wanted.blocked if name not in imposed)


def _what_changed(before: Preferences, after: Preferences) -> str:
    names = [
        name
        for name in ("privacy", "latency", "caps", "offline", "text", "blocked")
        if getattr(before, name) != getattr(after, name)
    ]
    return f"Changed by hand: {', '.join(names)}." if names else "Confirmed by hand, nothing changed."
