"""`sordino lab url` and `sordino lab redact`: the broker's rules on addresses, and the search for what is
replaced before anything leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.lab_values import LineError, a_list, a_part, a_text
from tools.egress.addresses import check_url
from tools.egress.redaction.redactor import redacted


def judge_url(line: Mapping[str, Any]) -> dict[str, Any]:
    """`lab url`: whether the broker would open `url` on the open web. Raises LineError."""
    answers = a_part(line, "resolve")
    for host in answers:
        _texts(answers, host)
    verdict = check_url(a_text(line, "url"), lambda host: _texts(answers, host))
    return {"allowed": verdict.allowed, "reason": verdict.reason, "addresses": list(verdict.addresses)}


def redact(line: Mapping[str, Any]) -> dict[str, Any]:
    """`lab redact`: the text with placeholders, and what they stand for. Raises LineError."""
    text, spans = redacted(a_text(line, "text"), _texts(line, "dictionary"))
    return {
        "text": text,
        "spans": [{"start": span.start, "end": span.end, "kind": span.kind} for span in spans],
    }


def _texts(item: Mapping[str, Any], name: str) -> list[str]:
    """The list of strings under `name`, an empty one where it is missing."""
    texts = a_list(item, name)
    if not all(isinstance(text, str) for text in texts):
        raise LineError(f"{name} is not a list of strings")
    return texts
