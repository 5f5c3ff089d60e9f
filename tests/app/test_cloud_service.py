"""The cloud is settled, keys are kept, experts are tried and prices fetched: asked about and on record."""

from __future__ import annotations

import datetime
import hashlib
import json
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from app.cloud_service import CHECK, UPDATE, CloudService
from app.expert_figures import UNUSABLE, ExpertFigures
from engine.cloud import CloudSettings, Expert, Provider, RedactionSettings
from engine.cloud_events import ExpertChecked, KeySaved, PricesChanged
from engine.contracts import (
    Answer,
    CallRecord,
    Choice,
    Decision,
    Incoming,
    Money,
    Outgoing,
    Preferences,
    Question,
    RecordedDecision,
    ToolCall,
    ToolResult,
    Verdict,
)
from engine.errand import Errands
from engine.errors import NotSent, Refused, ToolProblem, UserError
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.policy.gate import Gate
from engine.settings import Settings
from tests.servers.openai_compatible import failure
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import Certificates
from tests.tools.experts.price_lists import GPT_5, listing, published
from tools.egress.broker import Broker, resolve
from tools.egress.client import EgressClient
from tools.egress.keys import NoKeyring
from tools.experts import price_file
from tools.experts.prices import BUNDLED_DAY

KEY = "sk-very-secret-1234"
GPT = Expert("gpt", Provider.OPENAI, "gpt-5", key_name="expert:api.openai.com")
LIST_URL = "https://raw.githubusercontent.com/pydantic/genai-prices/data.json"
Kind = TypeVar("Kind")


class Person:
    """Somebody who gives the same answer to everything."""

    present = True

    def __init__(self) -> None:
        self.choice = Choice.ONCE
        self.by = "user"
        self.asked: list[Question] = []

    def register(self, question: Question) -> None:
        self.asked.append(question)

    def wait(self, question: Question) -> Answer:
        return Answer(question.id, self.choice, by=self.by)


class Canned:
    """A way out that answers everything alike, and keeps what was sent."""

    def __init__(self, body: bytes = b"", status: int = 200, error: Exception | None = None) -> None:
        self.body = body
        self.status = status
        self.error = error
        self.sent: list[Outgoing] = []
        self.permits: list[RecordedDecision] = []

    def stream(self, outgoing: Outgoing, permit: RecordedDecision, cancel: object) -> _Answer:
        if self.error is not None:
            raise self.error
        self.sent.append(outgoing)
        self.permits.append(permit)
        return _Answer(Incoming(self.status, (), b"", outgoing.sha256, 0.1), self.body)


@dataclass
class _Answer:
    head: Incoming
    body: bytes

    def __iter__(self) -> Iterator[bytes]:
        yield self.body[: len(self.body) // 2]
        yield self.body[len(self.body) // 2 :]

    def close(self) -> None:
        """Nothing is held."""


class Keyring:
    """A keyring in memory, which may be missing or refuse."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.error: UserError | None = None

    def store(self, name: str, key: str) -> None:
        if self.error is not None:
            raise self.error
        self.keys[name] = key


@dataclass
class Bench:
    """A service over a real gate and ledger; the way out is canned where none is given."""

    folder: Path
    ledger: Ledger
    egress: Any = field(default_factory=Canned)
    person: Person | None = field(default_factory=Person)
    keyring: Keyring = field(default_factory=Keyring)
    kept: list[tuple[str, str]] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    changes: list[dict[str, object]] = field(default_factory=list)
    cancel: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.figures = ExpertFigures(self.folder / "prices.json", self.folder / "cache" / "experts.json")

    def change(self, **changes: object) -> None:
        self.changes.append(changes)
        self.settings = msgspec.structs.replace(self.settings, **changes)

    def service(self, *experts: Expert) -> CloudService:
        if experts:
            self.settings = msgspec.structs.replace(self.settings, cloud=CloudSettings(experts))
        numbers = iter(range(10_000))
        errands = Errands(
            Gate.load(),
            self.ledger,
            self.egress,
            self.person,
            lambda: self.settings.preferences,
            lambda: str(next(numbers)),
            lambda _event: None,
            lambda: 30.0,
        )
        return CloudService(
            settings=lambda: self.settings,
            change=self.change,
            save_key=self.keyring.store,
            keep_key=lambda name, key: self.kept.append((name, key)),
            errands=errands,
            ledger=self.ledger,
            emit=self.told.append,
            figures=self.figures,
            prices_url=lambda: LIST_URL,
        )

    def rows(self) -> Sequence[CallRecord]:
        return self.ledger.calls(limit=100)

    def last(self, kind: type[Kind]) -> Kind:
        return [event for event in self.told if isinstance(event, kind)][-1]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger:
        yield ledger


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return Certificates(tmp_path)


@pytest.fixture
def bench(tmp_path: Path, ledger: Ledger) -> Bench:
    return Bench(tmp_path, ledger)


def test_settings_are_put_in_force_and_on_record_without_secrets(bench: Bench) -> None:
    hidden = RedactionSettings(dictionary=("Ada Lovelace", "Mill Lane"))
    cloud = CloudSettings((GPT,), {"answer-1": "gpt"}, ("mojeek",), "de-de", "http://proxy:3128", hidden)
    bench.service().configure(cloud)
    assert bench.settings.cloud == cloud
    (row,) = bench.rows()
    assert (row.kind, row.by) == ("cloud", "user")
    assert row.reason == (
        "Cloud settings changed: experts, names for the model, search engines, region of the search, "
        "proxy, hiding."
    )
    payload = json.loads(row.payload)
    assert payload["experts"][0]["model"] == "gpt-5"
    assert payload["redaction"]["dictionary"] == 2
    assert "Lovelace" not in row.payload


def test_an_authority_is_on_record_by_its_digest_alone(bench: Bench, certificates: Certificates) -> None:
    certificates.server_for("own.example")
    pem = certificates.file_of("own.example").read_text()
    authority = pem[pem.index("-----BEGIN CERTIFICATE") :]
    own = Expert("own", Provider.COMPATIBLE, "m", "https://own.example/v1", authority=authority)
    bench.service().configure(CloudSettings((own,)))
    (row,) = bench.rows()
    digest = hashlib.sha256(authority.encode()).hexdigest()
    assert json.loads(row.payload)["experts"][0]["authority"] == f"sha256: {digest}"
    assert "BEGIN" not in row.payload


def test_settings_that_are_in_force_already_change_nothing(bench: Bench) -> None:
    service = bench.service(GPT)
    service.configure(bench.settings.cloud)
    assert (bench.changes, bench.rows()) == ([], ())


def test_settings_that_cannot_be_used_change_nothing(bench: Bench) -> None:
    with pytest.raises(UserError, match="No search engine"):
        bench.service().configure(CloudSettings(engines=()))
    assert (bench.changes, bench.rows()) == ([], ())


def test_a_key_goes_to_the_keyring_and_nowhere_else(bench: Bench) -> None:
    bench.service(GPT).set_key(GPT.key_name, KEY)
    assert bench.keyring.keys == {GPT.key_name: KEY}
    assert bench.told == [KeySaved(GPT.key_name, "keyring")]
    assert bench.kept == []
    (row,) = bench.rows()
    assert row.reason == "The API key expert:api.openai.com was stored in the keyring."
    assert KEY not in repr(row)


def test_a_key_is_removed(bench: Bench) -> None:
    service = bench.service(GPT)
    service.set_key(GPT.key_name, KEY)
    service.set_key(GPT.key_name, "")
    assert bench.last(KeySaved) == KeySaved(GPT.key_name, "removed")
    assert bench.keyring.keys == {GPT.key_name: ""}
    assert bench.rows()[0].reason == "The API key expert:api.openai.com was removed."


def test_without_a_keyring_a_key_is_kept_for_this_run_and_that_is_said(bench: Bench) -> None:
    bench.keyring.error = NoKeyring()
    service = bench.service(GPT)
    service.set_key(GPT.key_name, KEY)
    assert bench.kept == [(GPT.key_name, KEY)]
    assert bench.last(KeySaved) == KeySaved(GPT.key_name, "run")
    assert KEY not in repr(bench.rows())
    service.set_key(GPT.key_name, "")
    assert bench.kept[-1] == (GPT.key_name, "")
    assert bench.last(KeySaved) == KeySaved(GPT.key_name, "removed")


def test_once_a_keyring_takes_the_key_the_run_forgets_it(bench: Bench) -> None:
    bench.keyring.error = NoKeyring()
    service = bench.service(GPT)
    service.set_key(GPT.key_name, "old")
    bench.keyring.error = None
    service.set_key(GPT.key_name, KEY)
    assert bench.kept == [(GPT.key_name, "old"), (GPT.key_name, "")]
    service.set_key(GPT.key_name, KEY)
    assert len(bench.kept) == 2


def test_a_keyring_that_refuses_is_said(bench: Bench) -> None:
    bench.keyring.error = UserError("The keyring does not take the API key.", "Unlock it.")
    with pytest.raises(UserError, match="does not take"):
        bench.service(GPT).set_key(GPT.key_name, KEY)
    assert (bench.told, bench.kept, bench.rows()) == ([], [], ())


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "\x00", "schlüssel", "k" * 8193, " "])
def test_what_is_no_key_is_refused_without_being_quoted(bench: Bench, key: str) -> None:
    with pytest.raises(UserError, match="This is no API key") as raised:
        bench.service(GPT).set_key(GPT.key_name, key)
    assert key.strip() == "" or key not in str(raised.value)
    assert bench.keyring.keys == {}


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "n" * 201])
def test_a_key_needs_a_name(bench: Bench, name: str) -> None:
    with pytest.raises(UserError, match="The key's name"):
        bench.service().set_key(name, KEY)


def models(*names: str) -> bytes:
    listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in names]}
    return http(200, json.dumps(listed).encode(), kind="application/json")


@pytest.fixture
def over_a_broker(tmp_path: Path, ledger: Ledger) -> Iterator[Bench]:
    """A bench whose way out is a real broker that knows one key."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Broker(theirs, resolve, {"expert:key": KEY}.__getitem__).serve)
    thread.start()
    egress = EgressClient(lambda: ours)
    yield Bench(tmp_path, ledger, egress)
    egress.close()
    ours.close()
    thread.join()
    theirs.close()


def own(server: RecordingServer, **more: Any) -> Expert:
    expert = Expert("mine", Provider.COMPATIBLE, "large", f"http://127.0.0.1:{server.port}/v1")
    return replace(expert, key_name="expert:key", **more)


def test_an_expert_is_tried_with_a_free_call_that_is_asked_about_and_on_record(
    over_a_broker: Bench,
) -> None:
    with RecordingServer(lambda _: models("large", "small")) as server:
        bench = over_a_broker
        bench.service(own(server)).check_expert("mine", bench.cancel)
        (received,) = server.requests
    assert bench.last(ExpertChecked) == ExpertChecked("mine", ("large", "small"))
    assert (received.method, received.target) == ("GET", "/v1/models")
    assert received.headers["authorization"] == f"Bearer {KEY}"
    assert bench.person is not None
    (question,) = bench.person.asked
    (item,) = question.items
    assert "with your API key, goes to 127.0.0.1." in item.verdict.reason
    assert item.preview is not None
    assert item.preview.without_it == "The key is not tried."
    (row,) = bench.rows()
    assert (row.tool, row.outcome, row.cost) == (CHECK, "ran", 0)
    assert item.preview.outgoing.sha256 == row.previewed_sha256 == row.sent_sha256 == received.sha256
    assert KEY not in repr(bench.rows()) + repr(bench.told)


def test_a_bad_key_is_told_in_plain_words(over_a_broker: Bench) -> None:
    with RecordingServer(lambda _: failure(401, "Incorrect API key provided")) as server:
        bench = over_a_broker
        bench.service(own(server)).check_expert("mine", bench.cancel)
    told = bench.last(ExpertChecked)
    assert told.models == ()
    assert told.problem == "127.0.0.1 does not accept the API key. Check it in Preferences."
    assert told.way_out == ""


def test_a_missing_key_is_told(over_a_broker: Bench) -> None:
    with RecordingServer(lambda _: models()) as server:
        bench = over_a_broker
        bench.service(own(server, price_in=Money(1))).check_expert("mine", bench.cancel)
        bench.service(replace(own(server), key_name="expert:none")).check_expert("mine", bench.cancel)
        assert len(server.requests) == 1
    assert "was not asked" in bench.last(ExpertChecked).problem


def test_an_expert_without_a_key_is_tried_without_one(over_a_broker: Bench) -> None:
    with RecordingServer(lambda _: models("large")) as server:
        bench = over_a_broker
        bench.service(replace(own(server), key_name="")).check_expert("mine", bench.cancel)
        assert "authorization" not in server.requests[0].headers
    assert bench.person is not None
    assert "Nothing but this request goes to 127.0.0.1." in bench.person.asked[0].items[0].verdict.reason


def test_a_no_to_the_free_call_is_no_problem(bench: Bench) -> None:
    assert bench.person is not None
    bench.person.choice = Choice.DENY
    bench.service(GPT).check_expert("gpt", bench.cancel)
    assert bench.told == [ExpertChecked("gpt", ())]
    assert bench.egress.sent == []


def test_silence_is_told(bench: Bench) -> None:
    assert bench.person is not None
    bench.person.choice, bench.person.by = Choice.DENY, "timeout"
    bench.service(GPT).check_expert("gpt", bench.cancel)
    assert "Nobody answered" in bench.last(ExpertChecked).problem
    bench.service(GPT).update_prices(bench.cancel)
    assert "Nobody answered" in bench.last(PricesChanged).problem


def test_offline_nothing_is_asked_or_sent(bench: Bench) -> None:
    bench.settings = Settings(preferences=Preferences(offline=True))
    service = bench.service(GPT)
    service.check_expert("gpt", bench.cancel)
    service.update_prices(bench.cancel)
    assert bench.last(ExpertChecked).problem
    assert bench.last(PricesChanged).problem
    assert bench.person is not None
    assert (bench.person.asked, bench.egress.sent) == ([], [])


def test_stopping_is_told(bench: Bench) -> None:
    bench.cancel.set()
    service = bench.service(GPT)
    service.check_expert("gpt", bench.cancel)
    service.update_prices(bench.cancel)
    stopped = PricesChanged(BUNDLED_DAY, fetched=False, problem="Not updated: it was stopped.")
    assert bench.told == [ExpertChecked("gpt", ()), stopped]


def test_an_expert_that_there_is_not_cannot_be_tried(bench: Bench) -> None:
    bench.service(GPT).check_expert("other", bench.cancel)
    assert bench.last(ExpertChecked).problem == "There is no such expert."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotSent("The keyring is locked."), "was not asked: The keyring is locked."),
        (
            NotSent("The address is refused: {host} has no address. Nothing was sent."),
            "The name {host} was not found",
        ),
        (ToolProblem("It is too slow."), "gave no answer: It is too slow."),
        (Refused("No."), "was not allowed: No."),
    ],
)
def test_whatever_goes_wrong_is_told_in_words(bench: Bench, error: Exception, words: str) -> None:
    def fail_at(host: str) -> str:
        bench.egress.error = type(error)(str(error).format(host=host))
        return words.format(host=host)

    service = bench.service(GPT)
    said = fail_at("api.openai.com")
    service.check_expert("gpt", bench.cancel)
    assert said in bench.last(ExpertChecked).problem
    said = fail_at("raw.githubusercontent.com")
    service.update_prices(bench.cancel)
    assert said in bench.last(PricesChanged).problem
    assert bench.last(PricesChanged).day == BUNDLED_DAY


def test_prices_are_fetched_after_a_question_and_kept(bench: Bench) -> None:
    bench.egress.body = published()
    service = bench.service(GPT)
    (before,) = service.views()
    assert (before.price_in, before.listed) == (1_250_000, True)
    service.update_prices(bench.cancel)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    assert bench.last(PricesChanged) == PricesChanged(today, fetched=True)
    (sent,) = bench.egress.sent
    assert (sent.method, sent.url, sent.host) == ("GET", LIST_URL, "raw.githubusercontent.com")
    assert (sent.key_name, sent.own_endpoint, sent.body) == ("", False, b"")
    (view,) = service.views()
    assert (view.price_in, view.price_out) == (1_000_000, 5_000_000)
    assert bench.changes == [{}]
    event, errand = bench.rows()
    assert event.reason == f"Price list of {today} in force."
    assert (errand.tool, errand.outcome) == (UPDATE, "ran")
    again = Bench(bench.folder, bench.ledger)
    again.service().begin()
    assert again.told == [PricesChanged(today, fetched=True)]


def test_a_no_to_the_price_list_is_told(bench: Bench) -> None:
    assert bench.person is not None
    bench.person.choice = Choice.DENY
    bench.service().update_prices(bench.cancel)
    assert bench.told == [PricesChanged(BUNDLED_DAY, fetched=False, problem="Not updated: you said no.")]
    assert bench.egress.sent == []


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<html>", 200, "What raw.githubusercontent.com sent cannot be used: it is no list of prices."),
        (listing({**GPT_5, "prices": {"input_mtok": -1}}), 200, "makes no sense"),
        (b"", 302, "points to another address (status 302)"),
        (b"", 404, "gave no price list (status 404)"),
    ],
)
def test_what_is_no_price_list_changes_nothing(bench: Bench, body: bytes, status: int, words: str) -> None:
    bench.egress.body, bench.egress.status = body, status
    service = bench.service(GPT)
    service.update_prices(bench.cancel)
    told = bench.last(PricesChanged)
    assert words in told.problem
    assert (told.day, told.fetched) == (BUNDLED_DAY, False)
    assert service.views()[0].price_in == 1_250_000
    assert not (bench.folder / "prices.json").exists()


def test_a_list_that_cannot_be_written_is_told(bench: Bench) -> None:
    bench.egress.body = published()
    (bench.folder / "prices.json").mkdir()
    bench.service().update_prices(bench.cancel)
    assert "cannot be written" in bench.last(PricesChanged).problem


def test_the_start_tells_of_the_list_in_force(bench: Bench) -> None:
    bench.service().begin()
    assert bench.told == [PricesChanged(BUNDLED_DAY, fetched=False)]


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b'{"day": "soon", "providers": []}', b'{"day": "2030-01-01", "providers": [1]}'],
)
def test_a_broken_list_is_passed_over_with_a_sentence(bench: Bench, content: bytes) -> None:
    (bench.folder / "prices.json").write_bytes(content)
    service = bench.service(GPT)
    service.begin()
    assert bench.told == [PricesChanged(BUNDLED_DAY, fetched=False, problem=UNUSABLE)]
    assert service.views()[0].price_in == 1_250_000


def test_a_list_that_is_too_long_to_be_read_is_passed_over(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.figures.keep(published(), datetime.date(2030, 1, 1))
    monkeypatch.setattr(price_file, "MAX_BYTES", 10)
    again = Bench(bench.folder, bench.ledger)
    again.service().begin()
    assert again.last(PricesChanged).problem == UNUSABLE


def test_a_list_older_than_that_of_this_version_is_passed_over(bench: Bench) -> None:
    bench.figures.keep(published(), datetime.date(2020, 1, 1))
    again = Bench(bench.folder, bench.ledger)
    again.service().begin()
    assert again.told == [PricesChanged(BUNDLED_DAY, fetched=False)]


def finished(tool: str, expert: str, seconds: float, **more: Any) -> ToolResult:
    call = ToolCall("c", tool, {"expert": expert})
    result = ToolResult(call, Verdict(Decision.ALLOW, "ask", ""), "Yes.", ran=True, seconds=seconds)
    return replace(result, **more)


def test_how_long_experts_take_is_heard_and_shown(bench: Bench) -> None:
    service = bench.service(GPT)
    service.heard(finished("ask_expert", "expert-1", 22.4))
    assert service.views()[0].seconds == 20.0
    assert bench.changes == [{}]
    service.heard(finished("call_expert", "expert-1", 21.0))
    assert bench.changes == [{}]
    again = Bench(bench.folder, bench.ledger)
    assert again.service(GPT).views()[0].seconds == 20.0


def test_a_time_that_cannot_be_shown_ends_no_turn(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    service = bench.service(GPT)

    def full(**_changes: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(service, "_change", full)
    service.heard(finished("ask_expert", "expert-1", 22.4))
    assert service.views()[0].seconds == 20.0


@pytest.mark.parametrize(
    "result",
    [
        finished("web_search", "expert-1", 5),
        finished("ask_expert", "expert-2", 5),
        finished("ask_expert", "expert-1", 5, ran=False),
        finished("ask_expert", "expert-1", 5, failed=True),
        finished("ask_expert", "expert-1", 0.0),
    ],
)
def test_what_is_no_experts_answer_is_not_counted(bench: Bench, result: ToolResult) -> None:
    service = bench.service(GPT)
    service.heard(result)
    assert service.views()[0].seconds == 0.0
    assert bench.changes == []
