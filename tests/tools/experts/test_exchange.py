"""Questions that go all the way: through a broker to servers that behave like each provider's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.cloud import Expert, Provider
from engine.contracts import Money, Usage
from engine.errors import Cancelled, ToolProblem, Unbilled
from tests.servers import anthropic, google, openai_compatible, openrouter
from tests.servers.anthropic import AnthropicServer
from tests.servers.google import GoogleServer
from tests.servers.openai_compatible import OpenAICompatibleServer, delta, streamed
from tests.servers.openrouter import OpenRouterServer
from tests.servers.recording import cut_mid_body, http
from tests.tools.conftest import BrokerProcess, Connected, permit
from tests.tools.experts.bench import CONVERSATION, QUESTION, Asked, ask, asking
from tests.tools.experts.test_call_expert import CALL, calling

KEYS = {"good": "sk-good", "bad": "sk-bad"}
Server = OpenAICompatibleServer | AnthropicServer | GoogleServer | OpenRouterServer
SERVERS: dict[Provider, Callable[..., Server]] = {
    Provider.OPENAI: OpenAICompatibleServer,
    Provider.ANTHROPIC: AnthropicServer,
    Provider.GOOGLE: GoogleServer,
    Provider.OPENROUTER: OpenRouterServer,
    Provider.COMPATIBLE: OpenAICompatibleServer,
}
MODELS = {Provider.GOOGLE: "gemini-2.5-pro"}


def expert_at(server: Server, provider: Provider, key: str = "good") -> Expert:
    return Expert(
        "mine",
        provider,
        MODELS.get(provider, "model-1"),
        server.base_url,
        key,
        Money(1_000_000),
        Money(10_000_000),
        max_tokens=4000,
    )


def question(server: Server, provider: Provider, connected: Connected, **changes: object) -> Asked:
    expert = replace(expert_at(server, provider), **changes)  # type: ignore[arg-type]
    return ask(asking(expert), connected(keys=KEYS), server=server)


@pytest.mark.parametrize("provider", Provider)
def test_a_question_is_answered_as_it_comes(provider: Provider, client: Connected) -> None:
    with SERVERS[provider]("Added mass lowers the bridge's resonances 弱.", key="sk-good") as server:
        asked = question(server, provider, client)
        assert asked.output.content == "Added mass lowers the bridge's resonances 弱."
        assert asked.told.text.strip() == asked.output.content
        assert asked.output.usage is not None
        assert asked.output.cost > 0
        with pytest.raises(Unbilled, match="does not accept the API key"):
            question(server, provider, client, key_name="bad")


@pytest.mark.parametrize(
    ("provider", "usage"),
    [
        (Provider.ANTHROPIC, Usage(25, 15)),
        (Provider.GOOGLE, Usage(12, 47)),
        (Provider.OPENROUTER, Usage(12, 34)),
    ],
)
def test_thinking_is_asked_for_told_apart_and_counted(
    provider: Provider, usage: Usage, client: Connected
) -> None:
    with SERVERS[provider](key="sk-good") as server:
        asked = question(server, provider, client, thinking_tokens=2000)
    assert (asked.output.content, asked.output.thinking) == ("The answer is 42.", "Let me think.")
    assert (asked.told.text, asked.told.thinking) == ("The answer is 42.", "Let me think.")
    assert asked.output.usage == usage


@pytest.mark.parametrize("model", ["claude-opus-4-7", "claude-opus-5", "claude-sonnet-4-5"])
def test_each_model_is_asked_to_think_in_its_own_form(model: str, client: Connected) -> None:
    with AnthropicServer(key="sk-good") as server:
        asked = question(server, Provider.ANTHROPIC, client, model=model, thinking_tokens=2000)
    assert (asked.output.content, asked.output.thinking) == ("The answer is 42.", "Let me think.")


@pytest.mark.parametrize("model", ["gpt-5", "o3", "gpt-4.1"])
def test_openai_is_asked_to_think_only_where_the_model_can(model: str, client: Connected) -> None:
    with OpenAICompatibleServer(key="sk-good") as server:
        asked = question(server, Provider.OPENAI, client, model=model, thinking_tokens=2000)
    assert asked.output.content == "The answer is 42."


def test_openrouter_asks_nobody_who_is_dearer_than_was_shown(client: Connected) -> None:
    with OpenRouterServer(key="sk-good") as server:
        assert question(server, Provider.OPENROUTER, client).output.content == "The answer is 42."
        with pytest.raises(Unbilled, match=r"could answer \(error 404\): .* max price"):
            question(server, Provider.OPENROUTER, client, price_out=Money(9_000_000))


def test_what_openrouter_was_paid_is_the_cost(client: Connected) -> None:
    with OpenRouterServer(key="sk-good") as server:
        server.cost = 0.0021
        assert question(server, Provider.OPENROUTER, client).output.cost == 2100


@pytest.mark.parametrize("provider", Provider)
def test_a_whole_conversation_is_handed_over(provider: Provider, client: Connected) -> None:
    with SERVERS[provider](key="sk-good") as server:
        asked = ask(calling(expert_at(server, provider)), client(keys=KEYS), CALL, CONVERSATION, server)
        assert asked.output.content == "The answer is 42."
        assert b"Rents rise." in server.requests[-1].body


@pytest.mark.parametrize(
    ("provider", "response", "word"),
    [
        (
            Provider.OPENAI,
            openai_compatible.failure(404, "This is not a chat model"),
            r'could answer \(error 404\): "This is not a chat model"\. Check the expert',
        ),
        (
            Provider.OPENAI,
            http(429, b'{"error": {"code": "rate_limit_exceeded"}}', "Retry-After: 20"),
            r"limit is reached\. Try again in 20 seconds\.",
        ),
        (
            Provider.ANTHROPIC,
            anthropic.failure("rate_limit_error", "Too many", "retry-after: 12"),
            r"Try again in 12 seconds\.",
        ),
        (Provider.ANTHROPIC, anthropic.failure("overloaded_error", "Overloaded"), "is overloaded"),
        (Provider.GOOGLE, google.failure("RESOURCE_EXHAUSTED", "Quota", google.wait("34s")), "in 34 seconds"),
        (Provider.OPENROUTER, openrouter.failure(402, "Insufficient credits"), "no credit left"),
        (Provider.OPENROUTER, openrouter.failure(413, "Too large"), "too long for it"),
        (
            Provider.OPENROUTER,
            openrouter.failure(403, "Your input was flagged"),
            r'does not permit this \(error 403\): "Your input was flagged"',
        ),
    ],
)
def test_a_refused_question_is_told_in_plain_words_and_not_billed(
    provider: Provider, response: bytes, word: str, client: Connected
) -> None:
    with SERVERS[provider](key="sk-good") as server:
        server.answer = lambda _: response
        with pytest.raises(Unbilled, match=word):
            question(server, provider, client)


@pytest.mark.parametrize(
    ("provider", "content"),
    [
        (Provider.OPENAI, streamed(delta(refusal="I cannot help with that."), delta("stop"))),
        (Provider.ANTHROPIC, anthropic.stream(anthropic.begin() + anthropic.end("refusal"))),
        (Provider.GOOGLE, google.stream(google.blocked())),
        (Provider.OPENROUTER, streamed(delta(content=""), delta("content_filter"))),
    ],
)
def test_an_expert_may_refuse_to_answer(provider: Provider, content: bytes, client: Connected) -> None:
    with SERVERS[provider](key="sk-good", streams=[content]) as server:
        assert question(server, provider, client).output.content.startswith("[the expert refuses to answer]")


HALVES = [
    (Provider.OPENAI, streamed(delta(content="Half an answer"), done=False)),
    (Provider.ANTHROPIC, anthropic.stream(anthropic.answered("Half an answer")[:-200])),
    (Provider.GOOGLE, google.stream(google.answered("Half an answer")[0])),
    (Provider.OPENROUTER, streamed(delta(content="Half"), openrouter.broken("gone"), done=False)),
    (Provider.COMPATIBLE, cut_mid_body(openai_compatible.completion("Half an answer"))),
]


@pytest.mark.parametrize(("provider", "content"), HALVES)
def test_half_an_answer_is_never_passed_off_as_whole(
    provider: Provider, content: bytes, client: Connected
) -> None:
    with SERVERS[provider](key="sk-good", streams=[content]) as server, pytest.raises(ToolProblem):
        question(server, provider, client)


@pytest.mark.parametrize("provider", Provider)
def test_a_web_page_or_a_redirect_is_no_answer(provider: Provider, client: Connected) -> None:
    with SERVERS[provider](key="sk-good") as server:
        server.answer = lambda _: http(200, b"<html>Log in</html>")
        with pytest.raises(ToolProblem, match="not in the form of a chat completion"):
            question(server, provider, client)
        server.answer = lambda _: http(307, b"", "Location: http://127.0.0.1/elsewhere")
        with pytest.raises(ToolProblem):
            question(server, provider, client)
        assert len(server.requests) == 2


@pytest.mark.parametrize("provider", Provider)
def test_an_answer_that_comes_byte_by_byte_is_the_same(provider: Provider, client: Connected) -> None:
    with SERVERS[provider]("Yes 弱.", key="sk-good") as server:
        server.drip_s = 0.0001
        assert question(server, provider, client).output.content == "Yes 弱."


def test_words_are_told_before_the_answer_is_over_and_stop_ends_it(client: Connected) -> None:
    with OpenAICompatibleServer() as server:
        server.answer = lambda _: streamed(*(delta(content="word ") for _ in range(50)))
        server.stall = 600
        tool = asking(expert_at(server, Provider.COMPATIBLE, key=""))
        outgoing, stop = tool.prepare(QUESTION, ()).outgoing, threading.Event()
        answer = client().stream(outgoing, permit(outgoing), stop)
        with pytest.raises(Cancelled):
            tool.follow(QUESTION, answer, lambda *_: stop.set())
        answer.close()


def test_a_question_goes_through_a_broker_process(broker_process: Callable[..., BrokerProcess]) -> None:
    with OpenAICompatibleServer("Through another process.") as server:
        tool = asking(expert_at(server, Provider.COMPATIBLE, key=""))
        asked = ask(tool, broker_process().client, server=server)
        assert asked.output.content == "Through another process."
