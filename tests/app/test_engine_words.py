"""The engine's sentences are recognised, translated, and filled again with what stood in them."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.engine_words import TEMPLATES, in_words, is_known
from app.i18n import Translator
from engine.confinement import Confinement
from engine.contracts import Latency, Preferences, Privacy
from engine.ledger.key import KeyProvider, MemoryKeys, NoKeys
from engine.ledger.store import Ledger
from engine.model import catalog
from engine.model.gguf import GgufFacts
from engine.model.offload import GpuMemory, Plan, plan, smaller
from engine.model.port import ModelOptions
from engine.policy.gate import Gate
from engine.policy.rules import builtin_rules

ROOT = Path(__file__).resolve().parents[2]
TERMINAL_ONLY = {
    "start.py",
    "doctor.py",
    "lab.py",
    "launcher.py",
    "cli.py",
    "cloud_cli.py",
    "lab_egress.py",
    "terminal.py",
    "models_cli.py",
    "models_bench.py",
    "policy_cli.py",
    "policy_options.py",
    "policy_words.py",
    "reports.py",
}
SPOKEN = {
    "UserError": (0, 1),
    "KeyUnavailable": (0,),
    "Problem": (1,),
    "SourceError": (0,),
    "_BrokenError": (0,),
}
"""Calls whose arguments with these numbers are shown to the user."""
STANDING = {
    "doubt": ("rows after row 7 may have been cut off.",),
    "_were": ("Row 7 was", "Rows 3 to 7 were"),
    "refusal": ("does not answer", "does not take the API key"),
}
"""What the names and functions stand for that put whole phrases into a sentence."""
OPTIONAL = ("towards", "quoting")
CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """Traditional Chinese in force."""
    before = QLocale()
    translator = Translator(qapp)
    translator.use("zh_TW")
    yield
    translator.release()
    QLocale.setDefault(before)


def test_every_rule_of_the_gate_can_be_said_in_every_language() -> None:
    gate = Gate.load()
    for privacy in Privacy:
        for offline in (False, True):
            chosen = Preferences(privacy, Latency.BALANCED, offline=offline, blocked=("web_search",))
            for rule in gate.rules_in_force(chosen):
                assert is_known(rule.sentence), rule.sentence
                assert is_known(rule.why), rule.why


def test_what_protects_the_window_can_be_said_in_every_language() -> None:
    for found in (Confinement(ip_sockets=False, unix_sockets=True), Confinement(True, True)):
        assert is_known(found.sentence), found.sentence


def test_every_reason_of_the_gate_can_be_said_in_every_language() -> None:
    for rule in builtin_rules().rules:
        quoted = ", quoting 3 phrases from file:a.pdf, page:b and 3 more"
        for towards, quoting in (("", ""), (" to a.example", quoted)):
            reason = rule.reason.format(
                tool="web_search",
                problem="The arguments of x are not valid: at y.",
                towards=towards,
                quoting=quoting,
                budget="it may cost $1.00, and the cap for one call is $0.50",
                deed="send something",
                pace="it takes about 90 s, and one call may take 60 s",
                question="Privacy asks before anything leaves this computer. x would send its arguments.",
            )
            assert is_known(reason), reason


@pytest.mark.parametrize("free", [1, 4, 8, 24])
@pytest.mark.parametrize("layers", [-1, 36])
def test_what_did_not_fit_the_graphics_card_can_be_said_in_every_language(free: int, layers: int) -> None:
    facts = GgufFacts("qwen3", "m", "", 40_960, 36, 147_456, "", 5_478_000_000, 128_000_000, 870_000_000)
    options = ModelOptions(gpu_layers=layers)
    for cards in ([], [GpuMemory("card", free * 1024**3, free * 1024**3)]):
        step: Plan | None = plan(facts, options, cards, 2 * 1024**3)
        while step is not None:
            assert not step.note or is_known(step.note), step.note
            step = smaller(step, facts)


def test_the_state_of_the_signature_can_be_said_in_every_language(tmp_path: Path) -> None:
    kinds: tuple[KeyProvider, ...] = (MemoryKeys(), NoKeys(), NoKeys("the keyring is locked"))
    for number, keys in enumerate(kinds):
        with Ledger.open(tmp_path / f"{number}.db", tmp_path / f"{number}.head", keys) as ledger:
            assert is_known(ledger.signing), ledger.signing


def test_every_note_of_the_models_can_be_said_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    (tmp_path / catalog.models()[0].file).write_bytes(b"half")
    entries = catalog.entries(tmp_path, "")
    assert len({entry.note for entry in entries}) >= 3
    for entry in entries:
        assert is_known(entry.note), entry.note


def spellings(node: ast.expr) -> list[str]:
    """The texts that a literal can become, with `x7` for what is only known at run time; none for a name."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if not isinstance(node, ast.JoinedStr):
        return []
    parts = [
        inserted(part.value) if isinstance(part, ast.FormattedValue) else spellings(part)
        for part in node.values
    ]
    return ["".join(choice) for choice in itertools.product(*parts)]


def inserted(node: ast.expr) -> list[str]:
    """The texts that may stand in the place of one pair of braces."""
    if isinstance(node, ast.IfExp):
        return spellings(node.body) + spellings(node.orelse)
    name = node.func if isinstance(node, ast.Call) else node
    return list(STANDING.get(name.id, ("x7",))) if isinstance(name, ast.Name) else ["x7"]


def spoken() -> list[str]:
    """Every problem and way out that is written in the sources, filled with samples."""
    found: list[str] = []
    for path in (path for part in ("engine", "tools", "app") for path in (ROOT / part).rglob("*.py")):
        if path.name in TERMINAL_ONLY:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for number in SPOKEN.get(getattr(node.func, "id", ""), ()):
                    found += spellings(node.args[number]) if number < len(node.args) else []
    return [text for text in found if text]


def test_every_problem_and_way_out_can_be_said_in_every_language() -> None:
    sentences = spoken()
    assert len(sentences) > 60
    unknown = [text for text in sentences if not is_known(text)]
    assert unknown == [], "list these in app/engine_sentences.py, and translate them"


def filled(template: str, text: str) -> str:
    """`template` with `text` in each of its places, except in those that may be empty."""
    return re.sub(r"\{(\w+)\}", lambda place: "" if place[1] in OPTIONAL else text, template)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_english_is_left_around_what_fills_a_sentence(template: str) -> None:
    said = in_words(filled(template, "x7"))
    assert CHINESE.search(said), said
    assert said.count("x7") == len(
        [name for name in re.findall(r"\{(\w+)\}", template) if name not in OPTIONAL]
    )


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        ("The disk is full: /a/b.db cannot be written. Free some space, then try again.", "/a/b.db"),
        (
            "The file /a is damaged: malformed. Put a copy of it back, or move it away; Sordino then begins"
            " a new one.",
            "malformed",
        ),
        ("The log is not signed: the keyring is locked. Changes to it could go unnoticed.", ""),
        ("Row 3 records a break: The log was changed while Sordino ran: row 2 was not as written.", "2"),
        ("Rows 3 to 5, 9 were written without a key: not signed.", "9"),
        ("Changed by hand: privacy, caps.", ""),
        ("Row 4: the text of its payload was edited.", "4"),
    ],
)
def test_sentences_in_a_row_are_all_said(sentences: str, kept: str) -> None:
    said = in_words(sentences)
    assert kept in said
    left = re.sub("|".join(map(re.escape, filter(None, (kept, "Sordino")))), "", said)
    assert not re.search("[A-Za-z]{3}", left), said
    assert "。 " not in said


FILLS = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=30)


@given(st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=3), FILLS)
def test_in_english_whatever_fills_a_sentence_nothing_changes(templates: list[str], fill: str) -> None:
    text = " ".join(filled(template, fill) for template in templates)
    assert in_words(text) == text


@given(st.text(max_size=200))
def test_in_english_any_text_stays_as_it_is(text: str) -> None:
    assert in_words(text) == text


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        (
            "Sordino is offline, and web_search would leave this computer to duck.example.",
            ["web_search", "duck.example"],
        ),
        ("Sordino is offline, and web_search would leave this computer.", ["web_search"]),
        (
            "Privacy asks before anything leaves this computer. ask_expert would send its arguments"
            " to api.example, quoting file:a.pdf, page:b.example.",
            ["ask_expert", "api.example", "file:a.pdf、page:b.example"],
        ),
        (
            "ask_expert does not fit into your cost caps: it may cost $0.50,"
            " and the cap for one day is $2.00, of which $1.80 is used.",
            ["$0.50", "$2.00", "$1.80"],
        ),
        (
            "Privacy is careful: x would send private data out of this computer, quoting 3 phrases from"
            " file:a.pdf, 1 phrase from page:b.example and 2 more.",
            ["file:a.pdf 的 3 個片語、page:b.example 的 1 個片語"],
        ),
        ("Row 17 was edited.", ["17"]),
        ("Choose a smaller model. The log is /tmp/model.log.", ["/tmp/model.log"]),
    ],
)
def test_a_sentence_keeps_its_names_and_figures(sentence: str, kept: list[str]) -> None:
    said = in_words(sentence)
    assert said != sentence
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
    for text in kept:
        assert text in said
    for left in ("would", "leave", "quoting", "fit", "cost", "Row", "Choose", " to "):
        assert left not in said


def test_in_english_a_sentence_stays_as_it_is() -> None:
    for sentence in (
        "Row 17 was edited.",
        "Sordino is offline, and x would leave this computer to y.example.",
        "{braces} stay, and so do {0} and {towards}",
        "Loaded {name}.",
    ):
        assert in_words(sentence) == sentence


@pytest.mark.usefixtures("chinese")
def test_what_is_unknown_or_endless_is_shown_as_it_came() -> None:
    assert in_words("Nobody wrote this sentence") == "Nobody wrote this sentence"
    endless = "Loaded " + "x" * 100_000 + "."
    assert in_words(endless) == endless
