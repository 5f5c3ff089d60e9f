"""What a face can ask for about the endpoint: to configure it, to choose it, and to check it."""

from __future__ import annotations

from collections.abc import Callable

from engine.contracts import Cancel
from engine.errand import Errands
from engine.errors import Cancelled, UserError
from engine.events import EndpointChecked, Event
from engine.ledger.store import Entry, Ledger
from engine.model.endpoint import EndpointModel
from engine.model.port import EndpointSettings
from engine.settings import Settings


class EndpointService:
    """`change` puts settings in force by name and saves them; `settings` gives those in force.

    Every method may be called from any thread; `check` takes as long as the question and the endpoint do.
    """

    def __init__(
        self,
        *,
        settings: Callable[[], Settings],
        change: Callable[..., None],
        save_key: Callable[[str, str], None],
        errands: Errands,
        ledger: Ledger,
        emit: Callable[[Event], None],
    ) -> None:
        self._settings = settings
        self._change = change
        self._save_key = save_key
        self._errands = errands
        self._ledger = ledger
        self._emit = emit

    def model(self) -> EndpointModel | None:
        """The model behind the endpoint where that was chosen; None where this computer answers."""
        chosen = self._settings().endpoint
        return EndpointModel(chosen, self._errands) if chosen.in_use else None

    def configure(self, endpoint: EndpointSettings, key: str) -> bool:
        """Save the endpoint, and a key that is not empty in the OS keyring; True where who answers changes.

        Raises UserError where there is no keyring, and then changes nothing.
        """
        before = self._settings().endpoint
        if key:
            self._save_key(endpoint.key_name, key)
        if endpoint == before:
            return endpoint.in_use and bool(key)
        self._change(endpoint=endpoint)
        payload = f"{endpoint.base_url}\ntrust: {endpoint.trust}\ncontext: {endpoint.context}"
        self._record(_words(before, endpoint), payload)
        return before.in_use or endpoint.in_use

    def check(self, cancel: Cancel) -> None:
        """Ask the endpoint which models it has, after a question, and tell listeners."""
        chosen = self._settings().endpoint
        model = EndpointModel(chosen, self._errands)
        try:
            names = model.check(cancel)
        except UserError as error:
            self._emit(EndpointChecked(model.host, (), error.problem, error.way_out))
        except Cancelled:
            self._emit(EndpointChecked(model.host, ()))
        else:
            self._emit(EndpointChecked(model.host, names))

    def _record(self, reason: str, payload: str) -> None:
        self._ledger.record(Entry(kind="event", tool="endpoint", by="user", reason=reason, payload=payload))


def _words(before: EndpointSettings, after: EndpointSettings) -> str:
    """What was chosen, as a sentence for the log."""
    if not after.base_url:
        return "Endpoint removed."
    host = EndpointModel.host_of(after)
    if after.in_use:
        return f"Answers are made by {after.model} at {host}."
    if before.in_use:
        return "Answers are made on this computer again."
    return f"Endpoint saved: {after.model} at {host}."
