"""The free call that tries an address and a key."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.cloud import Expert, Provider
from engine.errors import ToolProblem
from tests.servers.anthropic import AnthropicServer
from tests.servers.google import GoogleServer
from tests.servers.openai_compatible import OpenAICompatibleServer
from tests.servers.openrouter import OpenRouterServer
from tests.tools.conftest import Connected, permit
from tests.tools.experts.bench import arrived, incoming
from tools.experts.checks import models_outgoing, read

Server = OpenAICompatibleServer | AnthropicServer | GoogleServer | OpenRouterServer
SERVERS: dict[Provider, Callable[..., Server]] = {
    Provider.OPENAI: OpenAICompatibleServer,
    Provider.ANTHROPIC: AnthropicServer,
    Provider.GOOGLE: GoogleServer,
    Provider.OPENROUTER: OpenRouterServer,
    Provider.COMPATIBLE: OpenAICompatibleServer,
}


@pytest.mark.parametrize("provider", Provider)
def test_every_provider_lists_its_models_to_a_good_key_alone(provider: Provider, client: Connected) -> None:
    egress = client(keys={"good": "sk-good", "bad": "sk-bad"})
    with SERVERS[provider](key="sk-good") as server:
        expert = Expert("e", provider, "m", server.base_url, "good")
        outgoing = models_outgoing(expert)
        answer = egress.send(outgoing, permit(outgoing), threading.Event())
        arrived(server.requests[-1], outgoing)
        assert read(expert, answer) == tuple(server.models)
        outgoing = models_outgoing(replace(expert, key_name="bad"))
        answer = egress.send(outgoing, permit(outgoing), threading.Event())
        with pytest.raises(ToolProblem, match=r"127\.0\.0\.1 does not accept the API key"):
            read(expert, answer)


@pytest.mark.parametrize(
    ("provider", "url"),
    [
        (Provider.OPENAI, "https://api.openai.com/v1/models"),
        (Provider.ANTHROPIC, "https://api.anthropic.com/v1/models?limit=1000"),
        (Provider.GOOGLE, "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000"),
        (Provider.OPENROUTER, "https://openrouter.ai/api/v1/models/user"),
    ],
)
def test_the_call_costs_nothing_and_goes_to_the_provider(provider: Provider, url: str) -> None:
    outgoing = models_outgoing(Expert("e", provider, "m", key_name="key"))
    assert (outgoing.method, outgoing.url, outgoing.body) == ("GET", url, b"")
    assert (outgoing.key_name, outgoing.own_endpoint) == ("key", False)


def test_an_address_that_cannot_be_used_is_told() -> None:
    with pytest.raises(ToolProblem, match="address cannot be used"):
        models_outgoing(Expert("e"))


@pytest.mark.parametrize("provider", Provider)
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff", b'"\xff"', b"[]", b"7", json.dumps({"data": {}, "models": 7}).encode()]
)
def test_what_is_no_list_is_told(provider: Provider, body: bytes) -> None:
    expert = Expert("e", provider, "m", "http://127.0.0.1")
    with pytest.raises(ToolProblem, match="not with a list of models"):
        read(expert, incoming(body))
