"""What goes wrong on the way out can be said in every language."""

from __future__ import annotations

import ast

from app.engine_words import is_known
from tests.app.test_engine_words import ROOT, spellings

SAID = {"ToolProblem", "NotSent", "_UnusableUrlError"}
NOT_IN_THE_WINDOW = {"search.py"}
"""A search's problems are its result, which the model reads."""


def problems() -> list[str]:
    """Every sentence that the sources raise as a problem, filled with samples."""
    found: list[str] = []
    experts = (ROOT / "tools/experts/checks.py", ROOT / "tools/experts/formats/refusals.py")
    for path in (*(ROOT / "tools/egress").rglob("*.py"), *experts):
        if path.name in NOT_IN_THE_WINDOW:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAID:
                found += spellings(node.args[0])
    return found


def test_every_problem_on_the_way_out_can_be_said_in_every_language() -> None:
    sentences = problems()
    assert len(sentences) > 30
    unknown = [text for text in sentences if not is_known(text)]
    assert unknown == [], "list these in app/egress_sentences.py, and translate them"
