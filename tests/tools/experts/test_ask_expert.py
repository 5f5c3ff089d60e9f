"""The expert: what it would be sent, what it may cost, and what comes of the answer."""

from __future__ import annotations

import json
import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Caps, ExpertSettings, Incoming, Label, Money, ToolOutput
from engine.errors import ToolProblem, Unbilled
from tests.servers.openai_compatible import OpenAICompatibleServer
from tests.servers.recording import http
from tests.tools.conftest import Connected, permit
from tools.contract import Remote
from tools.experts.ask_expert import MAX_TOKENS, build, completions_url, price, question_room

PRICED = ExpertSettings("https://api.example.com/v1", "expert-1", "key", Money(1_250_000), Money(10_000_000))
QUESTION = {"question": "Why do mutes darken the tone?"}


USUAL = ExpertSettings("https://api.example.com/v1", "m", "", Money(3_000_000), Money(15_000_000))


def expert(settings: ExpertSettings = PRICED, cap: Money | None = None) -> Remote:
    tool = build(settings, cap)
    assert tool is not None
    return tool


def read(body: object, status: int = 200, settings: ExpertSettings = PRICED) -> ToolOutput:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return expert(settings).interpret(QUESTION, Incoming(status, (), content, "", 0.1))


def answered(content: object, **more: object) -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}], **more}


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://api.example.com", "https://api.example.com/v1/chat/completions"),
        ("https://api.example.com/", "https://api.example.com/v1/chat/completions"),
        ("https://api.example.com/v1", "https://api.example.com/v1/chat/completions"),
        (" https://api.example.com/v1/ ", "https://api.example.com/v1/chat/completions"),
        ("http://gpu.lan:8000/openai/v1", "http://gpu.lan:8000/openai/v1/chat/completions"),
        ("https://api.example.com/v1/chat/completions", "https://api.example.com/v1/chat/completions"),
    ],
)
def test_the_address_is_joined_as_servers_document_it(base: str, url: str) -> None:
    assert completions_url(base) == url


def test_the_request_holds_the_question_and_nothing_else() -> None:
    outgoing = expert().prepare(QUESTION, ()).outgoing
    assert json.loads(outgoing.body) == {
        "model": "expert-1",
        "messages": [{"role": "user", "content": QUESTION["question"]}],
        "max_tokens": MAX_TOKENS,
        "stream": False,
    }
    assert (outgoing.method, outgoing.host, outgoing.key_name) == ("POST", "api.example.com", "key")
    assert outgoing.own_endpoint


@pytest.mark.parametrize("question", ["", " \n ", "x" * 4001, "\ud800"])
def test_a_question_that_cannot_be_sent_is_refused(question: str) -> None:
    with pytest.raises(ToolProblem):
        expert().prepare({"question": question}, ())


def test_the_price_is_a_range_known_before_and_never_above_the_tools_own() -> None:
    tool = expert()
    for question in ("?", "x" * 4000, "弱" * 4000, "😀" * 4000):
        preview = tool.prepare({"question": question}, ())
        assert preview.price_min is not None
        assert preview.price_max is not None
        assert tool.spec.price_max is not None
        assert 0 < preview.price_min < preview.price_max <= tool.spec.price_max


@pytest.mark.parametrize(("price_in", "price_out"), [(None, None), (Money(1), None), (None, Money(1))])
def test_an_unknown_price_stays_unknown(price_in: Money | None, price_out: Money | None) -> None:
    tool = expert(ExpertSettings("https://api.example.com", "m", "", price_in, price_out))
    preview = tool.prepare(QUESTION, ())
    assert (tool.spec.price_max, preview.price_min, preview.price_max) == (None, None, None)


def test_an_endpoint_without_a_price_is_free() -> None:
    tool = expert(ExpertSettings("http://127.0.0.1:8000", "m", "", Money(0), Money(0)))
    assert tool.spec.price_max == tool.prepare(QUESTION, ()).price_max == 0


def test_an_ordinary_expert_can_be_asked_under_the_caps_that_nobody_changed() -> None:
    tool = expert(USUAL, Caps().call)
    assert tool.spec.price_max is not None
    assert tool.spec.price_max <= Caps().call
    tool.prepare({"question": "x" * 4000}, ())


def test_a_question_too_long_for_the_cap_is_told_how_much_of_it_would_fit() -> None:
    tool = expert(USUAL, Money(20_000))
    for character in ("x", "é", "弱", "😀"):
        with pytest.raises(ToolProblem, match="one call may cost here") as refusal:
            tool.prepare({"question": character * 4000}, ())
        fitting = int(re.sub(r"\D", "", str(refusal.value)))
        preview = tool.prepare({"question": character * fitting}, ())
        assert preview.price_max is not None
        assert preview.price_max <= 20_000
        with pytest.raises(ToolProblem):
            tool.prepare({"question": character * (fitting + 1)}, ())


def test_the_room_for_a_question_is_said_in_characters_of_it() -> None:
    said = r"^The question is too long for what one call may cost here: 1,290 characters at most\.$"
    with pytest.raises(ToolProblem, match=said):
        expert(USUAL, Money(20_000)).prepare({"question": "x" * 1300}, ())


@pytest.mark.parametrize("cap", [0, 1, 17_000])
def test_under_a_cap_that_is_too_low_a_short_question_keeps_its_price_for_the_gate(cap: int) -> None:
    tool = expert(USUAL, Money(cap))
    assert tool.spec.price_max == price(USUAL, 800 + 256, MAX_TOKENS)
    tool.prepare({"question": "😀" * 200}, ())
    with pytest.raises(ToolProblem, match="200 characters at most"):
        tool.prepare({"question": "😀" * 201}, ())


@pytest.mark.parametrize(("price_in", "price_out"), [(None, None), (Money(1), None), (None, Money(1))])
def test_where_no_price_is_known_no_cap_shortens_the_question(
    price_in: Money | None, price_out: Money | None
) -> None:
    tool = expert(ExpertSettings("https://api.example.com", "m", "", price_in, price_out), Money(0))
    assert tool.spec.price_max is None
    tool.prepare({"question": "😀" * 4000}, ())


PRICES = st.integers(0, 10**9).map(Money)


@given(PRICES, PRICES, st.integers(0, 10**7).map(Money))
def test_the_longest_question_fits_the_cap_and_one_byte_more_would_not(
    price_in: Money, price_out: Money, cap: Money
) -> None:
    settings = ExpertSettings("https://api.example.com", "m", "", price_in, price_out)
    room = question_room(settings, cap)
    most, more = (price(settings, room + extra + 256, MAX_TOKENS) for extra in (0, 1))
    assert most is not None
    assert more is not None
    assert 800 <= room <= 16_000
    assert most <= cap or room == 800 or price_in == 0
    assert more > cap or room == 16_000


def test_the_cost_is_counted_by_the_tokens_in_the_answer() -> None:
    output = read(answered("Mass.", usage={"prompt_tokens": 100, "completion_tokens": 10}))
    assert (output.content, output.cost) == ("Mass.", 225)
    assert output.labels == (Label("expert:api.example.com", untrusted=True),)


@pytest.mark.parametrize(
    "usage",
    [
        {},
        {"usage": None},
        {"usage": {}},
        {"usage": {"prompt_tokens": -5, "completion_tokens": 1}},
        {"usage": {"prompt_tokens": 5, "completion_tokens": -1}},
        {"usage": {"prompt_tokens": "many", "completion_tokens": 1}},
        {"usage": {"prompt_tokens": 10**15, "completion_tokens": 10**15}},
    ],
)
def test_an_answer_that_does_not_count_credibly_costs_what_was_reserved(usage: dict[str, object]) -> None:
    assert read(answered("Mass.", **usage)).cost == expert().prepare(QUESTION, ()).price_max


def test_an_unknown_price_costs_nothing_that_could_be_recorded() -> None:
    assert read(answered("Mass."), settings=ExpertSettings("https://api.example.com", "m")).cost == 0


def test_content_in_parts_is_joined_and_a_cut_answer_says_so() -> None:
    parts = [{"type": "text", "text": "Ma"}, {"type": "image"}, {"type": "text", "text": "ss."}]
    assert read(answered(parts)).content == "Mass."
    cut = {"choices": [{"message": {"content": "Ma"}, "finish_reason": "length"}]}
    assert read(cut).content == "Ma\n[the answer was cut off at its longest permitted length]"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Welcome</html>",
        b"",
        b'{"choices": [',
        {"choices": "none"},
        {"object": "list"},
        [],
        {"choices": []},
        answered(""),
        answered(None),
        answered("  "),
        answered([]),
    ],
)
def test_an_answer_without_words_is_a_problem(body: object) -> None:
    with pytest.raises(ToolProblem, match=r"api\.example\.com answered"):
        read(body)


@pytest.mark.parametrize(
    ("status", "body", "word"),
    [
        (401, b"", "does not accept the API key"),
        (403, b"", "does not accept the API key"),
        (402, b"", "no credit"),
        (404, b"<html>", "no such address or model"),
        (429, b"{}", "its limit is reached"),
        (500, b"", "fault of its own"),
        (503, b"", "fault of its own"),
        (400, {"error": {"message": "too\nlong " + "x" * 500}}, r'error 400\): "too long x{191}"\.'),
        (422, {"error": "bad"}, r'error 422\): "bad"\.'),
        (400, {"error": {}}, r"error 400\)\."),
        (400, b"<html>", r"error 400\)\."),
    ],
)
def test_a_refusal_is_a_sentence_for_model_and_user(status: int, body: object, word: str) -> None:
    with pytest.raises(ToolProblem, match=word):
        read(body, status)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 422, 429, 499])
def test_what_the_host_refused_is_not_billed(status: int) -> None:
    with pytest.raises(Unbilled):
        read(b"", status)


@pytest.mark.parametrize("status", [204, 302, 399, 408, 500, 503])
def test_what_timed_out_or_failed_may_be_billed(status: int) -> None:
    with pytest.raises(ToolProblem) as problem:
        read(b"", status)
    assert not isinstance(problem.value, Unbilled)


def ask(server: OpenAICompatibleServer, connected: Connected, key: str = "") -> ToolOutput:
    tool = expert(ExpertSettings(server.base_url, "expert-1", key))
    outgoing = tool.prepare(QUESTION, ()).outgoing
    egress = connected(keys={"right": "sk-right", "wrong": "sk-wrong"})
    incoming = egress.send(outgoing, permit(outgoing), threading.Event())
    assert server.requests[-1].body == outgoing.body
    assert incoming.sent_sha256 == outgoing.sha256
    return tool.interpret(QUESTION, incoming)


def test_a_question_goes_all_the_way_and_is_answered(client: Connected) -> None:
    with OpenAICompatibleServer("Added mass lowers the bridge's resonances.", key="sk-right") as server:
        assert ask(server, client, "right").content == "Added mass lowers the bridge's resonances."
        with pytest.raises(ToolProblem, match="does not accept the API key"):
            ask(server, client, "wrong")


def test_a_web_page_in_place_of_an_answer_is_a_problem(client: Connected) -> None:
    with OpenAICompatibleServer() as server:
        server.answer = lambda _: http(200, b"<html>Log in</html>")
        with pytest.raises(ToolProblem, match="not in the form of a chat completion"):
            ask(server, client)
