"""The file of rules: as delivered, and broken in every way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.policy.rules import builtin_rules, read_rules

RULE: dict[str, Any] = {
    "id": "a",
    "decision": "deny",
    "when": {"known": True, "privacy": ["ask"]},
    "sentence": "No.",
    "reason": "{tool}",
    "why": "Always",
}


def file(*changes: dict[str, Any], version: int = 1) -> bytes:
    return json.dumps({"version": version, "rules": [{**RULE, **change} for change in changes]}).encode()


def test_the_delivered_rules_can_be_used() -> None:
    assert builtin_rules().broken == ""
    assert builtin_rules().rules


def test_a_right_file_is_read() -> None:
    assert read_rules(file({}, {"id": "b"})).broken == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        file(),
        file({}, version=2),
        file({}, {}),
        file({"decision": "perhaps"}),
        file({"when": {"weather": True}}),
        file({"when": {"known": ["ask"]}}),
        file({"when": {"privacy": True}}),
        file({"when": {"privacy": ["open"]}}),
        file({"more": 1}),
        file({"reason": "{secret}"}),
        file({"reason": "{"}),
        file({"sentence": "{tool}"}),
        file({"sentence": 5}),
    ],
)
def test_a_file_with_one_fault_has_no_rules(content: bytes) -> None:
    book = read_rules(content)
    assert book.rules == ()
    assert book.broken.endswith("so nothing is allowed.")


def test_a_missing_file_has_no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> object:
        raise ModuleNotFoundError("no resources")

    monkeypatch.setattr("engine.policy.rules.resources.files", missing)
    assert "no resources" in builtin_rules().broken
