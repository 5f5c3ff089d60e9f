"""Draws the three pages beside the chat with invented events, and saves pictures of them.

Run as `python tests/app/gallery_pages.py FOLDER`; light and dark, English and Chinese, wide and narrow.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QWidget

from app.activity.page import ActivityPage
from app.i18n import Translator
from app.models.page import ModelsPage
from app.preferences.page import PreferencesPage
from app.theme.theme import Theme
from engine import events
from engine.confinement import Confinement
from engine.contracts import CallRecord, Decision, Money, Preferences, Privacy, Reach, VerifyReport
from engine.model.port import ModelEntry, ModelInfo
from engine.policy.gate import Gate
from engine.settings import Settings

DIGEST = "9f31" + "0" * 56 + "c07a"
SIZES = ((1280, 800), (1040, 748), (900, 600), (560, 600), (1040, 1500))


def call(number: int, at: float, tool: str, **changes: object) -> CallRecord:
    """One invented call; local and allowed unless `changes` say otherwise."""
    record = CallRecord(
        id=f"row-{number}",
        at=at,
        kind="call",
        conversation_id="c",
        turn_id="t1",
        tool=tool,
        reach=Reach.LOCAL,
        host="",
        decision=Decision.ALLOW,
        rule="local_runs",
        reason="search_files only reads, and stays on this computer.",
        by="rule",
        outcome="ran",
        size=0,
        cost=Money(0),
        seconds=0.2,
        arguments='{"query": "early termination"}',
        payload="",
        result="1 file: lease-2024.pdf",
        labels=(),
        previewed_sha256="",
        sent_sha256="",
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def calls(now: float) -> tuple[CallRecord, ...]:
    """A morning and the evening before."""
    asked = {"decision": Decision.ASK, "by": "user", "rule": "ask_before_leaving"}
    asked["reason"] = (
        "Privacy asks before anything leaves this computer. web_search would send its arguments"
        " to html.duckduckgo.com, quoting file:lease-2024.pdf."
    )
    out = {"reach": Reach.NETWORK, "previewed_sha256": DIGEST, "sent_sha256": DIGEST, **asked}
    return (
        call(
            1,
            now - 60,
            "web_search",
            **out,
            host="html.duckduckgo.com",
            size=71,
            payload="q=early+termination+clause+tenant+lawful+2026",
            labels=("private", "file:lease-2024.pdf"),
            seconds=0.9,
            result="8 hits\n1. Ending a tenancy early\n2. Two months' notice",
        ),
        call(2, now - 70, "search_files"),
        call(
            3,
            now - 900,
            "ask_expert",
            **{**out, "sent_sha256": ""},
            host="api.openai.example",
            outcome="refused",
            size=4200,
        ),
        call(4, now - 1900, "run_python"),
        call(5, now - 2500, "ask_expert", **out, host="api.anthropic.example", size=2900, cost=Money(8_000)),
        call(
            6,
            now - 2600,
            "read_page",
            **{**out, "by": "timeout", "sent_sha256": ""},
            outcome="refused",
            size=212,
        ),
        call(7, now - 2700, "calculator"),
        call(8, now - 2750, "network", kind="event", reason="The broker started as process 4711.", by=""),
        call(
            9,
            now - 86_400,
            "web_search",
            reach=Reach.NETWORK,
            decision=Decision.DENY,
            outcome="refused",
            host="html.duckduckgo.com",
            rule="offline",
            reason="Sordino is offline, and web_search would leave this computer to html.duckduckgo.com.",
        ),
        call(10, now - 87_000, "read_file", outcome="failed"),
        call(11, now - 3 * 86_400, "\u202etxt.exe <b>bold</b>", result="a\u200bb"),
    )


HUB = "https://hub.example/"
MODELS = (
    ModelEntry(
        "qwen", "Qwen2.5-Coder-0.5B Q4_K_M", "Qwen", "Apache-2.0", HUB + "q", HUB + "q", 491_400_064, "1d",
        "/home/ada/.local/share/sordino/models/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf", True,
        "On this computer; its sha256 is that of the published file.",
    ),
    ModelEntry(
        "orchestrator-8b", "Orchestrator-8B Q4_K_M", "NVIDIA and the University of Hong Kong",
        "NVIDIA License, for research and development only", HUB + "o", HUB + "o", 5_027_783_840, "1c",
        "", False,
        "Not on this computer. Download nvidia_Orchestrator-8B-Q4_K_M.gguf (5.0 GB) by hand from its page "
        "into /home/ada/.local/share/sordino/models.",
    ),
    ModelEntry(
        "file:x", "my-own-model", "", "", "", "", 1_200_000_000, "", "/home/ada/my-own-model.gguf", False,
        "Not in the catalogue: who made it, and whether it was altered, is unknown.",
    ),
)  # fmt: skip


def feed(activity: ActivityPage, preferences: PreferencesPage, models: ModelsPage) -> None:
    """Tell the pages what an engine might tell them."""
    now = time.time()
    settings = Settings(
        preferences=Preferences(privacy=Privacy.CAREFUL, text="avoid web search, save money"),
        folders=("/home/ada/Documents/Flat", "/home/ada/Offers"),
    )
    for event in (
        events.SettingsChanged(settings, Gate.load().rules_in_force(settings.preferences)),
        events.NetworkChanged(True, False, Confinement(False, True).sentence),
        events.ActivityLoaded(calls(now), 148),
        events.VerifyFinished(VerifyReport(1204, intact=True, signed=True)),
        events.ModelsChanged(MODELS),
        events.ModelReady(
            ModelInfo("Qwen2.5-Coder-0.5B", "/m", 491_400_064, "Q4_K_M", "CPU 2 threads", 8192)
        ),
    ):
        for page in (activity, preferences, models):
            page.on_event(event)


def main(folder: Path) -> None:
    """Write one picture for each page, scheme, language and size into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme()
    theme.install(app)
    translator = Translator(app)
    for language, scheme in (
        ("en", "light"),
        ("zh_TW", "dark"),
        ("zh_TW", "light"),
        ("zh_CN", "light"),
        ("en", "dark"),
    ):
        translator.use(language)
        theme.set_scheme(scheme)
        theme.refresh_fonts()
        activity = ActivityPage(theme, Mock())
        preferences = PreferencesPage(theme, Mock())
        models = ModelsPage(theme, Mock())
        empty = ActivityPage(theme, Mock())
        feed(activity, preferences, models)
        pages: dict[str, QWidget] = {
            "activity": activity,
            "preferences": preferences,
            "models": models,
            "empty": empty,
        }
        for name, page in pages.items():
            for width, height in SIZES:
                page.resize(width, height)
                page.show()
                for _ in range(3):
                    app.processEvents()
                page.grab().save(str(folder / f"{name}-{language}-{scheme}-{width}x{height}.png"))
            page.hide()
            page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
