"""`sordino lab url` and `sordino lab redact`: JSON lines in, JSON lines out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from app import lab


def run(command: str, *lines: Any) -> list[Any]:
    out = io.StringIO()
    given = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    assert lab.main([command], io.StringIO(given), out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_url_says_whether_it_may_be_opened_and_where_it_leads() -> None:
    resolve = {"example.com": ["93.184.216.34"], "xn--mnchen-3ya.de": ["10.0.0.1"], "empty.example": []}
    assert run(
        "url",
        {"url": "https://example.com/a", "resolve": resolve},
        {"url": "https://München.de./", "resolve": resolve},
        {"url": "https://empty.example/", "resolve": resolve},
        {"url": "https://missing.example/", "resolve": resolve},
        {"url": "http://8.8.8.8/", "more": 1},
        {"url": "http://127.1/", "resolve": None},
    ) == [
        {"allowed": True, "reason": "", "addresses": ["93.184.216.34"]},
        {
            "allowed": False,
            "reason": "xn--mnchen-3ya.de leads to 10.0.0.1, which is a private network.",
            "addresses": ["10.0.0.1"],
        },
        {"allowed": False, "reason": "empty.example has no address.", "addresses": []},
        {"allowed": False, "reason": "missing.example has no address.", "addresses": []},
        {"allowed": True, "reason": "", "addresses": ["8.8.8.8"]},
        {
            "allowed": False,
            "reason": "The URL's host is a number that can be read in several ways.",
            "addresses": [],
        },
    ]


def test_redact_gives_placeholders_and_spans_in_code_points() -> None:
    text = "😀 Jane: jane@example.com, JANE, jane@example.com"
    assert run("redact", {"text": text, "dictionary": ["jane"]}, {"text": "nothing"}) == [
        {
            "text": "😀 [DICTIONARY_1]: [EMAIL_1], [DICTIONARY_2], [EMAIL_1]",
            "spans": [
                {"start": 2, "end": 6, "kind": "dictionary"},
                {"start": 8, "end": 24, "kind": "email"},
                {"start": 26, "end": 30, "kind": "dictionary"},
                {"start": 32, "end": 48, "kind": "email"},
            ],
        },
        {"text": "nothing", "spans": []},
    ]


@pytest.mark.parametrize(
    ("command", "line", "why"),
    [
        ("url", {}, "url is missing"),
        ("url", {"url": 5}, "url is not a string"),
        ("url", {"url": "http://a.example/", "resolve": []}, "resolve is not an object"),
        ("url", {"url": "http://a.example/", "resolve": {"a.example": "1.1.1.1"}}, "a.example is not a list"),
        ("url", {"url": "http://a.example/", "resolve": {"b": [5]}}, "b is not a list of strings"),
        ("redact", {"dictionary": []}, "text is missing"),
        ("redact", {"text": "x", "dictionary": [5]}, "dictionary is not a list of strings"),
        ("redact", {"text": "x", "dictionary": "y"}, "dictionary is not a list"),
        ("redact", "nope", "the line is no JSON"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_the_next_one_goes_on(
    command: str, line: Any, why: str
) -> None:
    good = {"url": "http://8.8.8.8/", "text": "x"}
    bad, fine = run(command, line, good)
    assert bad.keys() == {"error"}
    assert why in bad["error"]
    assert "error" not in fine


@pytest.mark.parametrize("text", ["a\ud800b jane@example.com", "", "\x00", "[" * 3000])
def test_any_text_is_answered(text: str) -> None:
    (said,) = run("redact", {"text": text})
    assert said.keys() == {"text", "spans"}


def test_redacting_loads_no_window_and_no_network_library() -> None:
    code = "import sys, app.lab_egress; print(sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    for name in ("PySide6", "httpx", "httpx2", "llama_cpp", "sqlite3", "ddgs", "trafilatura"):
        assert f"'{name}'" not in loaded
