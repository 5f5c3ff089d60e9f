"""The toolbox of a user."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from engine.cloud import CloudSettings, Expert
from engine.contracts import Effect, Money, Reach
from engine.toolbox import Toolbox
from tests.tools.conftest import MemoryNotes, run
from tools.registry import build_toolbox

EXPERT = Expert("large", model="large", base_url="https://api.example.com/v1")
LOCAL = ["calculator", "current_time", "search_files", "read_file", "list_folder", "add_note", "search_notes"]


def toolbox(expert: Expert = EXPERT, search_url: str = "", folders: tuple[str, ...] = ()) -> Toolbox:
    return build_toolbox(MemoryNotes(), folders, CloudSettings((expert,)), search_url=search_url)


def test_all_tools_are_there_local_ones_first() -> None:
    tools = toolbox()
    assert list(tools.specs()) == [*LOCAL, "web_search", "read_page", "ask_expert", "call_expert"]
    for name, spec in tools.specs().items():
        assert spec.name == name
        assert (tools.local(name) is None) == spec.reach.leaves
        assert (tools.remote(name) is None) != spec.reach.leaves
    assert tools.local("nothing") is None
    assert tools.remote("nothing") is None


def test_every_tool_is_described_and_every_leaving_one_says_what_it_sends_and_where() -> None:
    for spec in toolbox().specs().values():
        assert spec.description.endswith(".")
        jsonschema.Draft202012Validator.check_schema(dict(spec.parameters))
        assert spec.parameters["additionalProperties"] is False
        assert all(field["description"] for field in spec.parameters["properties"].values())
        assert bool(spec.sends) == spec.reach.leaves
        assert bool(spec.host) == (spec.reach.leaves and "url" not in spec.parameters["properties"])
        assert (spec.host or "") in spec.sends
        assert spec.output.untrusted == (spec.reach.leaves or spec.name == "search_notes")
        assert (Effect.SENDS in spec.effects) == spec.reach.leaves


def test_reach_host_and_marks_are_those_of_the_destination() -> None:
    specs = toolbox().specs()
    assert (specs["web_search"].reach, specs["web_search"].host) == (Reach.NETWORK, "html.duckduckgo.com")
    assert (specs["ask_expert"].reach, specs["ask_expert"].host) == (Reach.EXPERT, "api.example.com")
    assert specs["web_search"].price_max == 0
    assert specs["ask_expert"].price_max is None
    assert {name for name, spec in specs.items() if spec.output.private} == {
        "search_files",
        "read_file",
        "list_folder",
        "search_notes",
    }


@pytest.mark.parametrize(
    ("address", "model"),
    [
        ("", ""),
        ("", "large"),
        ("https://api.example.com", ""),
        ("ftp://api.example.com", "large"),
        ("api.example.com", "large"),
        ("https://user:word@api.example.com", "large"),
        ("https://api.example.com/v1?key=1", "large"),
        ("https://[::1", "large"),
        ("https://exämple.com", "large"),
    ],
)
def test_without_a_usable_address_and_a_model_there_is_no_expert(address: str, model: str) -> None:
    specs = toolbox(Expert("large", model=model, base_url=address)).specs()
    assert not {"ask_expert", "call_expert"} & set(specs)


def test_the_cap_for_a_call_holds_the_price_of_the_expert() -> None:
    priced = replace(EXPERT, price_in=Money(3_000_000), price_out=Money(15_000_000))
    cap, long = Money(36_000), {"expert": "expert-1", "question": "x" * 4000}
    tools = [
        build_toolbox(MemoryNotes(), (), CloudSettings((priced,)), cap=given).remote("ask_expert")
        for given in (None, cap)
    ]
    free, capped = (tool.aim(long, ()).spec.price_max for tool in tools if tool is not None)
    assert free is not None
    assert capped is not None
    assert capped <= cap < free


def test_the_search_engines_are_the_user_s_own_choice() -> None:
    tools = build_toolbox(MemoryNotes(), (), CloudSettings(engines=("mojeek",)))
    assert tools.specs()["web_search"].host == "www.mojeek.com"


@pytest.mark.parametrize("url", ["nonsense", "ftp://search.example/", "https://süche.example/"])
def test_without_a_usable_address_there_is_no_search(url: str) -> None:
    assert "web_search" not in toolbox(search_url=url).specs()


def test_a_search_engine_of_the_users_own_takes_duckduckgos_place() -> None:
    spec = toolbox(search_url="http://search.lan:8080/html/").specs()["web_search"]
    assert spec.host == "search.lan"
    assert "search.lan" in spec.sends


def test_the_chosen_folders_are_those_that_are_read(papers: Path) -> None:
    tool = toolbox(folders=(str(papers),)).local("read_file")
    assert tool is not None
    assert "rent" in run(tool, {"path": "letter.txt"}).content
