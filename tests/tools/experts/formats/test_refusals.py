"""What a provider's refusals and faults mean."""

from __future__ import annotations

import datetime
import email.utils
import json
import re

import pytest

from engine.errors import Unbilled
from tests.servers import anthropic, google, openai_compatible, openrouter
from tests.tools.experts.bench import body_of, incoming
from tools.experts.formats.refusals import refusal

HOST = "api.example.com"


def said(status: int, body: object = b"", *headers: tuple[str, str]) -> str:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return str(refusal(incoming(content, status, *headers), HOST))


@pytest.mark.parametrize(
    ("status", "body", "word"),
    [
        (401, b"", "does not accept the API key"),
        (403, b"", "does not accept the API key"),
        (402, b"", "no credit"),
        (404, b"<html>", "no such address or model"),
        (413, b"", "too long for it"),
        (429, b"{}", "its limit is reached. Try again later."),
        (500, b"", "fault of its own"),
        (502, b"\xff", "fault of its own"),
        (503, b"", "is overloaded"),
        (529, b"", "is overloaded"),
        (302, b"", "error 302)."),
        (400, {"error": {"message": "too\nlong " + "x" * 500}}, f'error 400): "too long {"x" * 191}".'),
        (422, {"error": "bad"}, 'error 422): "bad".'),
        (400, {"error": {}}, "error 400)."),
        (400, [], "error 400)."),
        (400, [7], "error 400)."),
        (400, b"<html>", "error 400)."),
        (400, b'{"error": "\xff"}', "error 400)."),
        (429, {"error": {"code": "insufficient_quota", "message": "You exceeded"}}, "no credit"),
        (400, {"error": {"code": "context_length_exceeded"}}, "too long for it"),
        (400, {"error": {"code": "model_not_found"}}, "no such address or model"),
    ],
)
def test_a_status_is_a_sentence_for_model_and_user(status: int, body: object, word: str) -> None:
    assert word in said(status, body)
    assert said(status, body).startswith(HOST)


@pytest.mark.parametrize(
    ("response", "word"),
    [
        (openai_compatible.failure(401, "Incorrect API key provided"), "does not accept the API key"),
        (openrouter.failure(402, "Insufficient credits"), "no credit"),
        (anthropic.failure("authentication_error", "invalid x-api-key"), "does not accept the API key"),
        (anthropic.failure("invalid_request_error", "Your credit balance is too low to access"), "no credit"),
        (
            anthropic.failure("invalid_request_error", "prompt is too long: 9 tokens > 5 maximum"),
            "too long for it",
        ),
        (anthropic.failure("request_too_large", "Request exceeds the maximum size"), "too long for it"),
        (anthropic.failure("not_found_error", "model: claude-9"), '(error 404): "model: claude-9". Check'),
        (
            google.failure("PERMISSION_DENIED", "The API has not been used in project 7."),
            '(error 403): "The API has not been used in project 7.".',
        ),
        (
            google.failure("PERMISSION_DENIED", "No.", google.reason("API_KEY_INVALID")),
            "does not accept the API key",
        ),
        (
            openrouter.failure(404, "No endpoints found matching your data policy"),
            '"No endpoints found matching your data policy"',
        ),
        (anthropic.failure("overloaded_error", "Overloaded"), "is overloaded"),
        (
            google.failure("INVALID_ARGUMENT", "API key not valid.", google.reason("API_KEY_INVALID")),
            "does not accept the API key",
        ),
        (
            google.failure("RESOURCE_EXHAUSTED", "Quota exceeded", google.wait("34.07s")),
            "Try again in 34 seconds.",
        ),
        (google.failure("UNAVAILABLE", "The model is overloaded."), "is overloaded"),
    ],
)
def test_each_providers_errors_are_understood(response: bytes, word: str) -> None:
    status = int(response.split(b" ")[1])
    assert word in said(status, body_of(response))


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("20", "Try again in 20 seconds."),
        ("3600", "Try again in 3,600 seconds."),
        (" 7 ", "Try again in 7 seconds."),
        ("0", "Try again later."),
        ("99999999999999", "Try again later."),
        ("-5", "Try again later."),
        ("soon", "Try again later."),
        ("²", "Try again later."),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "Try again later."),
        ("Wed, 21 Oct 2015 07:28:00", "Try again later."),
    ],
)
def test_how_long_to_wait_is_told(header: str, word: str) -> None:
    assert said(429, b"", ("Retry-After", header)).endswith(word)


def test_how_long_to_wait_may_be_a_moment() -> None:
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=100)
    found = re.search(r"in (\d+) seconds", said(429, b"", ("retry-after", email.utils.format_datetime(then))))
    assert found is not None
    assert 0 < int(found[1]) <= 100


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422, 429, 499, 529])
def test_what_the_host_refused_is_not_billed(status: int) -> None:
    assert isinstance(refusal(incoming(b"", status), HOST), Unbilled)


@pytest.mark.parametrize("status", [204, 302, 399, 408, 500, 503])
def test_what_timed_out_or_failed_may_be_billed(status: int) -> None:
    assert not isinstance(refusal(incoming(b"", status), HOST), Unbilled)
