"""The placeholders of one conversation."""

from __future__ import annotations

from tools.egress.redaction.placeholders import Placeholders


def test_only_the_named_ones_are_restored() -> None:
    known = Placeholders()
    first, second = known.of("ada@example.org", "email"), known.of("bo@example.org", "email")
    text = f"{first}, {second}"
    assert known.restore(text, [second]) == f"{first}, bo@example.org"
    assert known.restore(text, []) == text
    assert known.restore(text) == "ada@example.org, bo@example.org"
