"""`sordino experts`, `sordino prices` and `sordino web`, as they are typed."""

from __future__ import annotations

import getpass
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import keyring
import pytest

from app.cli import main
from app.cloud_service import CloudService
from app.cloud_words import price_words
from app.expert_figures import ExpertFigures
from app.network import NetworkSwitch
from engine import settings as settings_file
from engine.cloud import CloudSettings, Expert, Provider
from engine.cloud_events import ExpertChecked, PricesChanged
from engine.contracts import Cancel, Money
from engine.errors import UserError
from tests.tools.experts.price_lists import published
from tools.experts.prices import BUNDLED_DAY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command line; its status, and what it wrote."""

    def run(*words: str) -> tuple[int, str, str]:
        status = main([*words, "--home", str(home)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def cloud(home: Path) -> CloudSettings:
    return settings_file.load(home / "settings.json").cloud


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


GPT = ("experts", "add", "gpt", "--provider", "openai", "--model", "gpt-5")
OWN = ("experts", "add", "own", "--provider", "compatible", "--model", "large", "--url")
URL = "http://127.0.0.1:8000/v1"


def test_without_experts_the_list_says_how_to_add_one(run: Run) -> None:
    status, out, _ = run("experts")
    assert (status, out) == (0, "No expert is configured. `sordino experts add` adds one.\n")
    assert run("experts", "list", "--json")[1] == ""


def test_an_expert_is_added_listed_changed_and_removed(run: Run, home: Path) -> None:
    status, out, _ = run(*GPT)
    assert status == 0
    assert "openai  gpt-5  at api.openai.com" in out
    assert "$1.25 / $10.00 by the list; no answer measured yet; key" in out
    assert cloud(home).experts == (Expert("gpt", Provider.OPENAI, "gpt-5", key_name="expert:api.openai.com"),)
    status, _, err = run(*GPT)
    assert (status, err) == (1, "There is an expert gpt already. Add --replace to change it.\n")
    run(*OWN, URL, "--price-in", "0.5", "--price-out", "2")
    status, out, _ = run("experts")
    assert "gpt  known to the model as expert-1" in out
    assert "$0.50 / $2.00 by your own figures" in out
    assert "key none needed" in out
    run(*GPT, "--replace", "--max-tokens", "4000", "--thinking-tokens", "2000")
    first, second = cloud(home).experts
    assert (first.id, first.max_tokens, first.thinking_tokens, second.id) == ("gpt", 4000, 2000, "own")
    run("experts", "tiers", "answer-1=gpt")
    status, out, _ = run("experts", "remove", "gpt")
    assert (status, "gpt was removed" in out) == (0, True)
    assert (cloud(home).experts, dict(cloud(home).tiers)) == ((second,), {})
    assert objects(run("experts", "remove", "own", "--json")[1]) == [{"removed": "own"}]


def test_what_is_listed_is_to_be_had_as_json(run: Run) -> None:
    (added,) = objects(run(*GPT, "--json")[1])
    assert (added["id"], added["price_in"], added["listed"]) == ("gpt", 1_250_000, True)
    (listed,) = objects(run("experts", "--json")[1])
    assert listed["tiers"] == ["expert-1"]


def test_an_unknown_price_is_said(run: Run) -> None:
    assert "Its price is unknown" in run(*OWN, URL)[1]


def test_another_server_may_have_a_key_and_a_provider_none(run: Run, home: Path) -> None:
    run(*OWN, URL, "--key")
    run(*GPT, "--no-key")
    assert [expert.key_name for expert in cloud(home).experts] == ["expert:127.0.0.1:8000", ""]


def test_an_authority_is_read_from_its_file(run: Run, home: Path, tmp_path: Path) -> None:
    status, _, err = run(*OWN, "https://own.example/v1", "--authority", str(tmp_path / "none.pem"))
    assert (status, "cannot be read" in err) == (1, True)
    (tmp_path / "some.pem").write_text("nonsense")
    status, _, err = run(*OWN, "https://own.example/v1", "--authority", str(tmp_path / "some.pem"))
    assert (status, "no certificate in PEM form" in err) == (1, True)
    assert cloud(home).experts == ()


def test_an_expert_that_cannot_be_used_is_not_added(run: Run, home: Path) -> None:
    status, _, err = run(*OWN, "http://far.example/v1")
    assert (status, "unencrypted" in err) == (1, True)
    status, _, err = run(*OWN, "nowhere", "--key")
    assert (status, "cannot be used" in err) == (1, True)
    assert cloud(home).experts == ()


@pytest.mark.parametrize("action", ["remove", "key", "check"])
def test_an_expert_that_there_is_not_is_said(run: Run, action: str) -> None:
    status, _, err = run("experts", action, "nobody")
    assert (status, err) == (1, "There is no expert nobody. `sordino experts` lists those that there are.\n")


def test_names_for_the_model_are_settled(run: Run, home: Path) -> None:
    run(*GPT)
    assert run("experts", "tiers")[1] == "expert-1     gpt  (by the experts' order)\n"
    run("experts", "tiers", "reasoner-1=gpt", "expert-1=gpt")
    assert dict(cloud(home).tiers) == {"reasoner-1": "gpt", "expert-1": "gpt"}
    run("experts", "tiers", "expert-1=")
    told = objects(run("experts", "tiers", "--json")[1])
    assert told == [
        {"tier": "reasoner-1", "expert": "gpt", "chosen": True},
        {"tier": "expert-1", "expert": "gpt", "chosen": False},
    ]
    for wrong in ("gpt", "oracle-1=gpt"):
        assert "settles no name" in run("experts", "tiers", wrong)[2]
    assert (
        "There is no expert “claude” for the name answer-1." in run("experts", "tiers", "answer-1=claude")[2]
    )


class Keyring:
    """A keyring in memory; without `takes` it is none."""

    def __init__(self, takes: bool = True) -> None:
        self.keys: dict[str, str] = {}
        self.takes = takes


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    ring = Keyring()

    def set_password(service: str, name: str, key: str) -> None:
        if not ring.takes:
            raise keyring.errors.NoKeyringError
        ring.keys[name] = key

    def get_password(service: str, name: str) -> str | None:
        if not ring.takes:
            raise keyring.errors.NoKeyringError
        return ring.keys.get(name)

    monkeypatch.setattr(keyring, "set_password", set_password)
    monkeypatch.setattr(keyring, "get_password", get_password)
    monkeypatch.setattr(keyring, "delete_password", lambda service, name: ring.keys.pop(name))
    return ring


def test_a_key_is_read_from_standard_input(
    run: Run, ring: Keyring, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*GPT)
    assert "key expert:api.openai.com of the keyring" in run("experts")[1]
    monkeypatch.setattr(sys, "stdin", io.StringIO("sk-secret\nmore\n"))
    status, out, err = run("experts", "key", "gpt")
    assert (status, out, err) == (0, "The key expert:api.openai.com is in the keyring.\n", "")
    assert ring.keys["expert:api.openai.com"] == "sk-secret"
    assert b"sk-secret" not in (home / "ledger.db").read_bytes()
    told = objects(run("experts", "key", "gpt", "--remove", "--json")[1])
    assert told == [{"key": "expert:api.openai.com", "where": "removed"}]
    assert "expert:api.openai.com" not in ring.keys
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert "No key was given" in run("experts", "key", "gpt")[2]


def test_at_a_terminal_a_key_is_typed_unseen(
    run: Run, ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*GPT)
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: " sk-typed ")
    assert run("experts", "key", "gpt")[0] == 0
    assert ring.keys["expert:api.openai.com"] == "sk-typed"


def test_without_a_keyring_a_key_cannot_be_kept_here(
    run: Run, ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*GPT)
    ring.takes = False
    monkeypatch.setattr(sys, "stdin", io.StringIO("sk-secret\n"))
    status, _, err = run("experts", "key", "gpt")
    assert (status, "cannot be kept after this command" in err, "sk-secret" in err) == (1, True, False)


def test_a_keyring_that_forgets_at_once_is_none(
    run: Run, ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*GPT)
    monkeypatch.setattr(keyring, "set_password", lambda service, name, key: None)
    monkeypatch.setattr(NetworkSwitch, "keep_key", lambda self, name, key: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO("sk-secret\n"))
    status, out, err = run("experts", "key", "gpt")
    assert (status, out, "cannot be kept after this command" in err) == (1, "", True)


def test_an_expert_without_a_key_takes_none(run: Run) -> None:
    run(*OWN, URL)
    status, _, err = run("experts", "key", "own")
    assert (status, "asked without a key" in err) == (1, True)


def checked(monkeypatch: pytest.MonkeyPatch, event: ExpertChecked) -> None:
    def check(self: CloudService, expert_id: str, cancel: Cancel) -> None:
        assert not cancel.is_set()
        self._emit(event)

    monkeypatch.setattr(CloudService, "check_expert", check)


def test_the_models_of_a_key_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*GPT)
    checked(monkeypatch, ExpertChecked("gpt", ("gpt-5", "o3")))
    status, out, err = run("experts", "check", "gpt")
    assert (status, out) == (0, "gpt-5\no3\n")
    assert "offers 2 models with this key; gpt-5 is among them." in err
    checked(monkeypatch, ExpertChecked("gpt", ("o3",)))
    assert "gpt-5 is not among them" in run("experts", "check", "gpt")[2]
    told = objects(run("experts", "check", "gpt", "--json")[1])
    assert told == [{"expert": "gpt", "models": ["o3"], "offered": False}]


def test_what_is_wrong_with_a_key_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*GPT)
    checked(monkeypatch, ExpertChecked("gpt", (), "It is wrong.", "Write it anew."))
    status, _, err = run("experts", "check", "gpt")
    assert (status, err.endswith("It is wrong. Write it anew.\n")) == (1, True)
    checked(monkeypatch, ExpertChecked("gpt", ()))
    assert run("experts", "check", "gpt")[2].endswith("api.openai.com was not asked.\n")


def test_nobody_at_the_terminal_means_no(run: Run) -> None:
    run(*GPT)
    status, _, err = run("experts", "check", "gpt")
    assert status == 1
    assert "asked" in err


def test_prices_are_shown(run: Run, home: Path) -> None:
    run(*GPT)
    run(*OWN, URL)
    status, out, _ = run("prices")
    assert status == 0
    assert f"The price list of {BUNDLED_DAY}, which came with this version." in out
    assert "$1.25 / $10.00 by the list" in out
    assert "price unknown" in out
    out = run("prices", "show", "anthropic/claude-sonnet-4-5")[1]
    assert "$3.00 / $15.00 (beyond 200,000 tokens $6.00 / $22.50) by the list" in out
    assert "names no model" in run("prices", "show", "gpt-5")[2]
    ExpertFigures(home / "prices.json", home / "x").keep(published(), date(2030, 1, 2))
    (told,) = objects(run("prices", "--json")[1])
    assert (told["day"], told["fetched"]) == ("2030-01-02", True)
    assert told["prices"][0]["price_in"] == 1_000_000
    assert "which was fetched" in run("prices")[1]
    (home / "prices.json").write_text("broken")
    assert "cannot be used" in run("prices")[2]


def test_a_price_below_a_cent_is_shown_whole(run: Run) -> None:
    out = run(*OWN, URL, "--price-in", "0.000125", "--price-out", "12")[1]
    assert "$0.000125 / $12.00" in out


def updated(monkeypatch: pytest.MonkeyPatch, *events: PricesChanged) -> None:
    def update(self: CloudService, cancel: Cancel) -> None:
        for event in events:
            self._emit(event)

    monkeypatch.setattr(CloudService, "update_prices", update)


def test_prices_are_fetched_anew(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    updated(monkeypatch, PricesChanged("2030-01-02", fetched=True))
    assert run("prices", "update")[:2] == (0, "The price list of 2030-01-02 is in force.\n")
    assert objects(run("prices", "update", "--json")[1]) == [{"day": "2030-01-02", "fetched": True}]
    updated(monkeypatch, PricesChanged("2030-01-02", fetched=True, problem="No.", way_out="Later."))
    status, _, err = run("prices", "update")
    assert (status, err.endswith("No. Later.\n")) == (1, True)
    updated(monkeypatch)
    assert run("prices", "update")[2].endswith("Nothing was fetched.\n")


def test_search_engines_are_shown_and_chosen(run: Run, home: Path) -> None:
    status, out, _ = run("web", "engines")
    assert (status, out.splitlines()[0]) == (0, "* duckduckgo   html.duckduckgo.com")
    assert run("web")[1] == out
    run("web", "engines", "mojeek", "duckduckgo", "mojeek")
    assert cloud(home).engines == ("mojeek", "duckduckgo")
    told = objects(run("web", "engines", "--json")[1])
    assert {one["engine"] for one in told if one["chosen"]} == {"mojeek", "duckduckgo"}
    status, _, err = run("web", "engines", "altavista")
    assert (status, "'altavista'" in err) == (1, True)


def test_a_broken_settings_file_is_said(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text("{")
    status, _, err = run("experts")
    assert (status, "cannot be used" in err) == (0, True)


def test_money_is_written_as_people_do(home: Path) -> None:
    assert price_words(
        ExpertFigures(home / "p", home / "t").view(
            Expert("x", Provider.COMPATIBLE, "m", URL, price_in=Money(1_500_000), price_out=Money(0))
        )
    ).startswith("$1.50 / $0.00")


def test_an_experts_key_goes_with_the_last_expert_of_its_host(run: Run, ring: Keyring) -> None:
    run(*GPT)
    run("experts", "add", "mini", "--provider", "openai", "--model", "gpt-5-mini")
    ring.keys["expert:api.openai.com"] = "sk-secret"
    out = run("experts", "remove", "gpt")[1]
    words = "The expert gpt was removed. Its key stays, as another expert at api.openai.com uses it.\n"
    assert out == words
    assert "expert:api.openai.com" in ring.keys
    out = run("experts", "remove", "mini")[1]
    assert out == "The expert mini was removed, and its key with it.\n"
    assert "expert:api.openai.com" not in ring.keys


def test_a_key_that_cannot_be_removed_keeps_no_expert(
    run: Run, ring: Keyring, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*GPT)

    def locked(self: CloudService, name: str, key: str) -> None:
        raise UserError("The keyring is locked.", "Unlock it and try again.")

    monkeypatch.setattr(CloudService, "set_key", locked)
    status, out, err = run("experts", "remove", "gpt")
    assert (status, out) == (0, "The expert gpt was removed.\n")
    assert "could not be removed: The keyring is locked. Unlock it and try again." in err
    assert cloud(home).experts == ()


def test_where_there_is_no_expert_each_command_says_so(run: Run) -> None:
    assert "No expert is configured." in run("experts", "tiers")[1]
    shown = run("prices")[1].splitlines()
    assert shown[0].startswith("The price list of ")
    assert shown[1].startswith("No expert is configured.")
    assert "Per million" in run("prices", "show", "openai/gpt-5")[1]
    assert run("experts", "tiers", "--json")[1] == ""


@pytest.mark.parametrize("limit", ["0", "-1"])
def test_a_limit_that_limits_nothing_is_refused(run: Run, limit: str) -> None:
    status, out, err = run("log", "--limit", limit)
    assert (status, out) == (1, "")
    assert err.startswith("The limit is a whole number from 1 on.")
