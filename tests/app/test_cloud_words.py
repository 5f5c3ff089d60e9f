"""What the cloud's parts say of themselves can be said in every language."""

from __future__ import annotations

import ast
import json

import pytest

from app import cloud_service, offline_proof
from app.engine_words import is_known
from engine import departure, dispatch
from engine.contracts import Incoming
from tests.app.test_engine_words import ROOT, spellings
from tools.experts.formats.refusals import broke_off, refusal


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 408, 413, 418, 429, 500, 503, 529])
@pytest.mark.parametrize("said", ["", "no such thing"])
def test_every_refusal_of_an_expert_can_be_said(status: int, said: str) -> None:
    body = json.dumps({"error": {"message": said}}).encode() if said else b""
    for headers in ((), (("Retry-After", "1200"),)):
        told = str(refusal(Incoming(status, headers, body, "", 0.1), "api.example"))
        assert is_known(told), told


@pytest.mark.parametrize(("kind", "said"), [("overloaded_error", ""), ("other", ""), ("other", "too hot")])
def test_an_answer_that_broke_off_can_be_said(kind: str, said: str) -> None:
    told = str(broke_off("api.example", kind, said))
    assert is_known(told), told


@pytest.mark.parametrize(
    "sentence",
    [
        departure.UNSEARCHED,
        departure.EDITED,
        departure.NOT_SENDABLE.format(problem="The question is empty."),
        departure.ESTIMATED.format(least="$0.001", most="$0.004", cost="$0.002"),
        departure.COUNTED.format(read="1,204", written="312"),
        departure.ABOVE,
        dispatch.AHEAD,
        *(words.format(name="expert:api.example") for words in cloud_service._KEY_WORDS.values()),
        cloud_service.UNTRIED,
        cloud_service.REFUSED,
        cloud_service.STOPPED,
        cloud_service.WAY_FOUND,
        "Nothing but this request, with your API key, goes to api.example.",
        "Self-test: the system refused 80 of 81 ways out. A broker exists: Sordino is online.",
        offline_proof.HELD,
        offline_proof.NOT_HELD,
    ],
)
def test_what_the_log_and_the_proof_say_can_be_said(sentence: str) -> None:
    assert is_known(sentence), sentence


def test_why_a_call_could_not_be_prepared_can_be_said() -> None:
    """The line of a call that failed before any question says it; so does a change that cannot be sent."""
    found = []
    for name in ("ask_expert", "call_expert", "documents"):
        for node in ast.walk(ast.parse((ROOT / f"tools/experts/{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ToolProblem":
                found += spellings(node.args[0])
    assert len(found) > 4
    assert [text for text in found if not is_known(text)] == []
