"""What a face can ask for about the cloud: to settle it, to keep keys, to check experts, to update prices."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import msgspec

from app.cloud_checks import LONGEST_KEY_NAME, check_cloud
from app.expert_figures import ExpertFigures, host_of
from engine.cloud import CloudSettings, Expert, ExpertView
from engine.cloud_events import ExpertChecked, KeySaved, PricesChanged
from engine.contracts import (
    Cancel,
    Effect,
    Incoming,
    IncomingStream,
    Outgoing,
    OutputMarks,
    Reach,
    ToolResult,
    ToolSpec,
)
from engine.errand import Declined, Errand, Errands
from engine.errors import Cancelled, NotSent, Refused, ToolProblem, UserError
from engine.events import Event
from engine.ledger.store import Entry, Ledger
from engine.settings import Settings
from tools.egress.addresses import host_of as host_of_url
from tools.egress.addresses import no_address
from tools.egress.keys import NoKeyring
from tools.experts import checks, price_file
from tools.experts.price_file import BrokenListError
from tools.experts.prices import update_url

if TYPE_CHECKING:
    from tools.egress.door import Door

CHECK, UPDATE = "check_expert", "update_prices"
"""What the errands are called in rules and in the log."""
EXPERT_TOOLS = frozenset({"ask_expert", "call_expert"})
LONGEST_KEY = 8 * 1024
"""Characters of an API key."""
WAY_EXPERT = "Check the expert under Preferences, or try again later."
UNTRIED = "The key is not tried."
REFUSED = "Not updated: you said no."
STOPPED = "Not updated: it was stopped."
WAY_FOUND = "Check that this computer is connected to the network, then try again."
WAY_PRICES = "Try again later; until then the prices from before are in force."
_ONE_NAME = {"type": "object", "properties": {"expert": {"type": "string"}}, "required": ["expert"]}
_NO_NAME = {"type": "object", "properties": {}}
_PARTS = {
    "experts": "experts",
    "tiers": "names for the model",
    "engines": "search engines",
    "region": "region of the search",
    "proxy": "proxy",
    "redaction": "hiding",
}
"""What the log calls the parts of the settings."""
_KEY_WORDS = {
    "keyring": "The API key {name} was stored in the keyring.",
    "run": "The API key {name} is kept for this run only, as there is no keyring.",
    "removed": "The API key {name} was removed.",
}


class CloudService:
    """`change` puts settings in force by name, saves them and tells them; `settings` gives those in force.

    `save_key` files a key in the OS keyring, `keep_key` gives it to the launcher for this run; both take an
    empty one to forget it. Every method may be called from any thread; `check_expert` and `update_prices`
    take as long as the question and the server do.
    """

    def __init__(
        self,
        *,
        settings: Callable[[], Settings],
        change: Callable[..., None],
        save_key: Callable[[str, str], None],
        keep_key: Callable[[str, str], None],
        errands: Errands,
        ledger: Ledger,
        emit: Callable[[Event], None],
        figures: ExpertFigures,
        prices_url: Callable[[], str] = update_url,
    ) -> None:
        self._settings = settings
        self._change = change
        self._save_key = save_key
        self._keep_key = keep_key
        self._errands = errands
        self._ledger = ledger
        self._emit = emit
        self._figures = figures
        self._prices_url = prices_url
        self._kept: set[str] = set()

    def begin(self) -> None:
        """Tell listeners which price list is in force."""
        prices = self._figures.prices
        self._emit(PricesChanged(prices.day, prices.fetched, self._figures.problem))

    def views(self) -> tuple[ExpertView, ...]:
        """What is known of each expert, in the settings' order."""
        return self._figures.views(self._settings().cloud)

    def heard(self, result: ToolResult) -> None:
        """Remember how long an expert took, where `result` is its answer."""
        if result.call.name not in EXPERT_TOOLS or not result.ran or result.failed:
            return
        expert = self._settings().cloud.named().get(str(result.call.arguments.get("expert", "")))
        if expert is not None:
            self.took(expert, result.seconds)

    def took(self, expert: Expert, seconds: float) -> None:
        """Remember how long an expert took, and tell listeners where what is shown changes."""
        if self._figures.took(expert, seconds):
            # An answer is worth more than a figure beside it: a full disk does not end the turn.
            with contextlib.suppress(UserError):
                self._change()

    def configure(self, cloud: CloudSettings) -> None:
        """Put `cloud` in force for everything that comes. Raises UserError, and then changes nothing."""
        check_cloud(cloud)
        before = self._settings().cloud
        if cloud == before:
            return
        self._record("cloud", f"Cloud settings changed: {', '.join(_changed(before, cloud))}.", _shown(cloud))
        self._change(cloud=cloud)

    def set_key(self, name: str, key: str) -> None:
        """Keep an API key, in the keyring or, where there is none, for this run; an empty one is removed.

        Raises UserError where the key cannot be one, or the keyring does not take it.
        """
        _check_key(name, key)
        where: Literal["keyring", "run", "removed"] = "removed"
        try:
            self._save_key(name, key)
            where = "keyring" if key else where
        except NoKeyring:
            where = "run" if key else where
        if where == "run" or name in self._kept:
            self._keep_key(name, key if where == "run" else "")
        if where == "run":
            self._kept.add(name)
        else:
            self._kept.discard(name)
        self._record("key", _KEY_WORDS[where].format(name=name))
        self._emit(KeySaved(name, where))

    def check_expert(self, expert_id: str, cancel: Cancel) -> None:
        """Ask an expert's provider for its models, after a question, and tell listeners. It costs nothing."""
        try:
            models = self._models(expert_id, cancel)
        except Declined as error:
            asked = error.by == "user"
            problem, way_out = ("", "") if asked else (error.problem, error.way_out)
            self._emit(ExpertChecked(expert_id, (), problem, way_out))
        except UserError as error:
            self._emit(ExpertChecked(expert_id, (), error.problem, error.way_out))
        except Cancelled:
            self._emit(ExpertChecked(expert_id, ()))
        else:
            self._emit(ExpertChecked(expert_id, models))

    def update_prices(self, cancel: Cancel) -> None:
        """Fetch the price list anew, after a question, and tell listeners which one is in force then."""
        try:
            self._fetch_prices(cancel)
        except Declined as error:
            asked = error.by == "user"
            self._tell_prices(*((REFUSED, "") if asked else (error.problem, error.way_out)))
        except UserError as error:
            self._tell_prices(error.problem, error.way_out)
        except Cancelled:
            self._tell_prices(STOPPED)
        else:
            self._tell_prices()
            self._change()

    def _models(self, expert_id: str, cancel: Cancel) -> tuple[str, ...]:
        expert = self._settings().cloud.expert(expert_id)
        if expert is None:
            raise UserError("There is no such expert.", "Save the expert first, then try its key.")
        spec = ToolSpec(
            CHECK,
            "Asks an expert's provider which models it has.",
            _ONE_NAME,
            reach=Reach.NETWORK,
            output=OutputMarks(untrusted=True),
            sends=f"Nothing but this request, with your API key, goes to {host_of(expert)}."
            if expert.key_name
            else f"Nothing but this request goes to {host_of(expert)}.",
        )
        try:
            outgoing = checks.models_outgoing(expert)
            errand = Errand(spec, outgoing, {"expert": expert.id}, without_it=UNTRIED)
            return checks.read(expert, self._exchange(errand, cancel, WAY_EXPERT))
        except ToolProblem as problem:
            # What is wrong with a key says already what to do about it.
            advised = "Check it in Preferences." in str(problem)
            raise UserError(str(problem), "" if advised else WAY_EXPERT) from problem

    def _fetch_prices(self, cancel: Cancel) -> None:
        url = self._prices_url()
        host = host_of_url(url)
        spec = ToolSpec(
            UPDATE,
            "Fetches the list of experts' prices.",
            _NO_NAME,
            reach=Reach.NETWORK,
            effects=frozenset({Effect.READS}),
            output=OutputMarks(untrusted=True),
            sends=f"Nothing but this request goes to {host}.",
        )
        pattern = Outgoing("GET", url, host, timeout_s=30.0, total_s=120.0, max_bytes=price_file.MAX_BYTES)
        kept = "The prices from before stay in force; your own prices are used in any case."

        def send(outgoing: Outgoing) -> IncomingStream:
            return self._errands.stream(Errand(spec, outgoing, {}, without_it=kept), cancel)

        library = importlib.import_module("httpx2")
        door: type[Door] = importlib.import_module("tools.egress.door").Door
        try:
            with library.Client(transport=door(send, pattern)) as client:
                answer = client.get(url, headers={"Accept": "application/json"})
        except Refused as error:
            raise UserError(f"The request to {host} was not allowed: {error}", WAY_PRICES) from error
        except library.ConnectError as error:
            raise _not_asked(host, error, WAY_PRICES) from error
        except library.TransportError as error:
            raise UserError(f"{host} gave no answer: {error}", WAY_PRICES) from error
        status, content = int(answer.status_code), bytes(answer.content)
        if 300 <= status < 400:
            raise UserError(f"{host} points to another address (status {status}).", WAY_PRICES)
        if status != 200:
            raise UserError(f"{host} gave no price list (status {status}).", WAY_PRICES)
        today = datetime.datetime.now(datetime.UTC).date()
        try:
            self._figures.keep(content, today)
        except BrokenListError as error:
            raise UserError(f"What {host} sent cannot be used: {error}.", WAY_PRICES) from error
        digest = hashlib.sha256(content).hexdigest()
        self._record("prices", f"Price list of {today.isoformat()} in force.", f"{url}\nsha256: {digest}")

    def _exchange(self, errand: Errand, cancel: Cancel, way_out: str) -> Incoming:
        """The whole answer to one errand. Raises UserError and Cancelled."""
        host = errand.outgoing.host
        try:
            with self._errands.stream(errand, cancel) as stream:
                body = b"".join(stream)
                return replace(stream.head, body=body)
        except Refused as error:
            raise UserError(f"The request to {host} was not allowed: {error}", way_out) from error
        except NotSent as error:
            raise _not_asked(host, error, way_out) from error
        except ToolProblem as error:
            raise UserError(f"{host} gave no answer: {error}", way_out) from error

    def _tell_prices(self, problem: str = "", way_out: str = "") -> None:
        prices = self._figures.prices
        self._emit(PricesChanged(prices.day, prices.fetched, problem, way_out))

    def _record(self, tool: str, reason: str, payload: str = "") -> None:
        self._ledger.record(Entry(kind="event", tool=tool, by="user", reason=reason, payload=payload))


def _not_asked(host: str, error: Exception, way_out: str) -> UserError:
    """Why a host was not asked: most often its name was not found, as there is no network."""
    if no_address(host) in str(error):
        return UserError(f"The name {host} was not found, so nothing was sent.", WAY_FOUND)
    return UserError(f"{host} was not asked: {error}", way_out)


def _check_key(name: str, key: str) -> None:
    if not name or len(name) > LONGEST_KEY_NAME or not name.isprintable() or " " in name:
        raise UserError(
            "The key's name is missing or cannot be used.", "Save the expert first, then its key."
        )
    if not key.isascii() or not key.isprintable() or " " in key or len(key) > LONGEST_KEY:
        raise UserError(
            "This is no API key: it holds spaces or characters that no key has, or is too long.",
            "Copy the key anew from the provider's page.",
        )


def _changed(before: CloudSettings, after: CloudSettings) -> list[str]:
    return [words for part, words in _PARTS.items() if getattr(before, part) != getattr(after, part)]


def _shown(cloud: CloudSettings) -> str:
    """The settings as JSON for the log: authorities by their sha256, words to hide by their number."""
    content = msgspec.to_builtins(cloud)
    for expert in content["experts"]:
        if expert["authority"]:
            expert["authority"] = f"sha256: {hashlib.sha256(expert['authority'].encode()).hexdigest()}"
    content["redaction"]["dictionary"] = len(cloud.redaction.dictionary)
    return json.dumps(content, ensure_ascii=False)
