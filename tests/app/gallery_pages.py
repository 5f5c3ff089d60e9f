"""Draws the pages beside the chat with invented events, and saves pictures of them.

Run as `python tests/app/gallery_pages.py FOLDER [BEGINNING OF A PAGE'S NAME]`; light and dark, English and
Chinese, wide and narrow.
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

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.activity.page import ActivityPage
from app.consent.card import ConsentCard
from app.i18n import Translator
from app.models.page import ModelsPage
from app.preferences.dial import AXIS
from app.preferences.page import PreferencesPage
from app.preferences.proof_words import FILTER
from app.theme.theme import Theme
from engine import events
from engine.cloud import (
    CloudSettings,
    Expert,
    ExpertView,
    OfflineProof,
    Provider,
    RedactionSettings,
    WayTried,
)
from engine.cloud_events import ExpertChecked, KeySaved, OfflineProved, PricesChanged
from engine.confinement import Confinement
from engine.contracts import (
    CallRecord,
    Choice,
    DataClass,
    Decision,
    Money,
    Outgoing,
    Preferences,
    Privacy,
    Reach,
    VerifyReport,
)
from engine.events import FetchProgress
from engine.model.altered import RISKS
from engine.model.port import FetchState, ModelEntry, ModelInfo
from engine.policy.gate import Gate
from engine.policy.preferences import within
from engine.policy.views import FREE_TO_CHOOSE, Proposal, RuleInForce, WeekEffect, WishReading
from engine.settings import Settings
from tests.app.fakes import LOCKS, TOOLS, grant, item, question

DIGEST = "9f31" + "0" * 56 + "c07a"
PREFERRED = Preferences(privacy=Privacy.CAREFUL, text="这份资料不能外流，能省钱就省钱，用最强的模型，雪")
COUNTS = {"local_reading": 112, "private_stays": 3, "ask_before_leaving": 14, "over_budget": 0, "too_slow": 1}
WEEK = WeekEffect(7, 148, 20, 14, 6, Money(3_100_000), 2)
READING = WishReading(
    PREFERRED.text,
    (
        Proposal("不能外流", "privacy", "careful"),
        Proposal("省钱", "caps", "day 0.50"),
        Proposal("avoid web search", "blocked", "web_search"),
        Proposal("可以上网", "offline", "off", widens=True),
    ),
    ("用最强的模型",),
    ("雪", "星期三"),
)
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
LICENCE = """NVIDIA LICENSE

1. Definitions

"Licensor" means any person or entity that distributes its Work. "Work" means (a) the original work of
authorship made available under this license, and (b) any additions to or derivative works thereof.

2. License Grant

2.1 Copyright Grant. Subject to the terms and conditions of this license, each Licensor grants to you a
perpetual, worldwide, non-exclusive, royalty-free, copyright license to use, reproduce, prepare derivative
works of, publicly display, publicly perform, sublicense and distribute its Work.

3. Limitations

3.3 Use Limitation. The Work and any derivative works thereof only may be used or intended for use
non-commercially and for research and development purposes only.
"""
FOLDER = "/home/ada/.local/share/sordino/models"
STARTER = ModelEntry(
    id="qwen",
    name="Qwen2.5-Coder-0.5B-Instruct Q4_K_M",
    publisher="Qwen",
    licence="Apache-2.0",
    licence_url=HUB + "q",
    card_url=HUB + "q",
    size=491_400_064,
    sha256="1d",
    path=f"{FOLDER}/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    loaded=True,
    note="On this computer; its sha256 is that of the published file.",
    fit="Runs on the processor: needs about 0.9 GB of memory, 6.1 GB are free.",
    fetchable=True,
    licence_accepted=True,
    tokens_per_second=31.0,
    family="qwen-0.5b",
)
ORCHESTRATOR = ModelEntry(
    id="orchestrator-8b-q4_k_m",
    name="Orchestrator-8B Q4_K_M",
    publisher="NVIDIA and the University of Hong Kong",
    licence="NVIDIA License",
    licence_url=HUB + "o/LICENSE",
    card_url=HUB + "o",
    size=5_027_783_840,
    sha256="1c",
    path="",
    loaded=False,
    note="Not on this computer.",
    fit="Tight: needs about 6.4 GB of memory, of which 6.1 GB are free; close other programs first.",
    fetchable=True,
    licence_text=LICENCE,
    research_only=True,
    family="orchestrator-8b",
    file="nvidia_Orchestrator-8B-Q4_K_M.gguf",
    hosts=("hub.example",),
)
OWN = ModelEntry(
    id="file:abliterated.gguf",
    name="Some-7B-abliterated",
    publisher="",
    licence="",
    licence_url="",
    card_url="",
    size=4_700_000_000,
    sha256="",
    path="/home/ada/Downloads/Some-7B-abliterated.Q4_K_M.gguf",
    loaded=False,
    note="Not in the catalogue: who made it, and whether it was altered, is unknown.",
    altered=(
        "Its file name says “abliterated”: its refusals were removed or weakened.",
        "Its tags says “merge”: it was put together from several models.",
    ),
)
MODELS = (
    STARTER,
    ORCHESTRATOR,
    replace(ORCHESTRATOR, id="orchestrator-8b-q8_0", name="Orchestrator-8B Q8_0", size=8_709_518_432),
    replace(ORCHESTRATOR, id="orchestrator-8b-q2_k", name="Orchestrator-8B Q2_K", size=3_281_733_152),
    OWN,
)


def model_states(theme: Theme) -> dict[str, QWidget]:
    """The Models page in its other states."""
    made: dict[str, ModelsPage] = {}
    names = ("empty", "download", "offline", "progress", "risks", "removal", "options", "failed", "question")
    for name in names:
        made[name] = page = ModelsPage(theme, Mock(), RISKS)
        page.on_event(events.NetworkChanged(name != "offline", False, ""))
        if name != "empty":
            page.on_event(events.ModelsChanged(MODELS, FOLDER, 52_000_000_000))
    for name in ("download", "offline"):
        made[name].cards[0].download.clicked.emit()
    made["download"].cards[0].panel.accept.setChecked(True)  # type: ignore[union-attr]
    running = FetchProgress(ORCHESTRATOR.id, FetchState.RUNNING, 1_210_000_000, 5_027_783_840, 11_200_000)
    made["progress"].on_event(running)
    made["progress"].on_event(FetchProgress(MODELS[2].id, FetchState.WAITING, 0, MODELS[2].size))
    made["progress"].on_event(events.ImportProgress("/d/own.gguf", FetchState.RUNNING, 300_000, 1_200_000))
    made["progress"].on_event(events.FileChecked(STARTER.path, 0.42))
    made["progress"].on_event(events.ModelLoading("Qwen2.5-Coder-0.5B", 0.61))
    made["risks"].cards[-1].load.clicked.emit()
    kept = replace(STARTER, loaded=False)
    made["removal"].on_event(events.ModelsChanged((kept, OWN), FOLDER, 52_000_000_000))
    made["removal"].cards[0].remove.clicked.emit()
    made["removal"].on_event(events.FileChecked(OWN.path, 1.0, DIGEST))
    made["options"].options.fold.clicked.emit()
    note = (
        "20 of 36 layers fit the 4.0 GB that are free on the graphics card; the rest runs on the processor."
    )
    info = ModelInfo("Orchestrator-8B", "/m", 5_027_783_840, "Q4_K_M", "CUDA 20/36 layers", 8192, note=note)
    made["options"].on_event(events.ModelReady(info))
    told = ("The connection broke off.", "Press Resume to go on from there.")
    made["failed"].on_event(replace(running, state=FetchState.FAILED, problem=told[0], way_out=told[1]))
    made["failed"].on_event(events.ModelFailed("The file is damaged.", "Fetch it again."))
    asked = question(item(Outgoing("GET", HUB + "o/file.gguf", "hub.example")))
    made["question"].show_card(ConsentCard(theme, asked, lambda: 117.0))
    made["question"].on_event(replace(running, state=FetchState.ASKING, done=0))
    return {f"models_{name}": page for name, page in made.items()}


def rules_of(preferences: Preferences, change: bool = False) -> tuple[RuleInForce, ...]:
    """The delivered rules with invented counts of last week."""
    return tuple(
        replace(
            rule,
            calls=COUNTS.get(rule.id, 0),
            change={"private_stays": 3, "ask_before_leaving": -5}.get(rule.id, 0) if change else 0,
        )
        for rule in Gate.load().rules_in_force(preferences)
    )


def preferences_states(theme: Theme, now: float) -> dict[str, PreferencesPage]:
    """The Preferences page while a knob is dragged, with a sentence that was read, locked, and bare."""
    made = {name: PreferencesPage(theme, Mock()) for name in ("preview", "wish", "locked", "quiet")}
    for name, page in made.items():
        preferences = PREFERRED
        locks = FREE_TO_CHOOSE
        if name == "locked":
            locks = replace(LOCKS, fixed=frozenset({"latency"}))
            preferences = within(PREFERRED, locks)
        page.on_event(
            events.SettingsChanged(Settings(preferences=preferences), rules_of(preferences), TOOLS, locks)
        )
        page.on_event(events.NetworkChanged(not preferences.offline, False, ""))
        quiet = WeekEffect(7, 0, 0, 0, 0, Money(0), 0)
        effect = quiet if name == "quiet" else WEEK
        page.on_event(events.RulesPreviewed(preferences, rules_of(preferences), effect))
        page.on_event(events.SpentChanged(Money(20_000), Money(1_240_000)))
    hour = grant(expires=now + 2400, used=now - 300)
    made["wish"].on_event(events.GrantsChanged((hour, grant(Choice.CONVERSATION, data=DataClass.UNTRUSTED))))
    made["wish"].on_event(events.WishRead(READING))
    tried = replace(PREFERRED, privacy=Privacy.LOCAL_ONLY)
    made["preview"].resize(*SIZES[0])
    made["preview"].show()
    dial = made["preview"].dials.privacy.dial
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=QPoint(round(dial.stop_x(0)), AXIS))
    made["preview"].on_event(events.RulesPreviewed(tried, rules_of(tried, change=True), WEEK))
    return {f"preferences_{name}": page for name, page in made.items()}


EXPERTS = (
    Expert("gpt-5", Provider.OPENAI, "gpt-5", key_name="expert:api.openai.com"),
    Expert("sonnet", Provider.ANTHROPIC, "claude-sonnet-4-5", key_name="expert:api.anthropic.com"),
    Expert("studio", Provider.COMPATIBLE, "qwen3-30b-a3b-instruct", "http://studio.lan:8000/v1"),
)
CLOUD = CloudSettings(
    EXPERTS,
    {"reasoner-1": "sonnet", "search-1": "studio"},
    ("duckduckgo", "wikipedia"),
    "tw-tzh",
    redaction=RedactionSettings(off=("ip",), dictionary=("Ada Northwind", "Rua das Flores 12")),
)
VIEWS = (
    ExpertView(EXPERTS[0], "api.openai.com", Money(1_250_000), Money(10_000_000), listed=True, seconds=22.0),
    ExpertView(EXPERTS[1], "api.anthropic.com", Money(3_000_000), Money(15_000_000)),
    ExpertView(EXPERTS[2], "studio.lan:8000"),
)
WAYS = ("TCP over IPv4", "TCP over IPv6", "UDP over IPv4", "Name resolution", "Raw system call", "curl")
NO = "socket: Operation not permitted"
HELD = "What starts no connection is held by the kernel: no process of Sordino can make a network socket."


def proof(holds: bool, broker: bool = False) -> OfflineProof:
    """An invented self-test."""
    ways = tuple(
        WayTried(
            kind,
            way,
            (holds or kind != "desktop") and way != FILTER,
            NO if holds or kind != "desktop" else "timed out",
            way not in ("curl", FILTER),
        )
        for kind in ("desktop", "model", "page reader", "launcher")
        for way in (WAYS if kind != "launcher" else (FILTER,))
    )
    return OfflineProof(ways, broker, HELD)


def cloud_states(theme: Theme) -> dict[str, PreferencesPage]:
    """The cloud's part as it is, bare, with its form open, after tests; and the proof of being offline."""
    names = ("full", "bare", "form", "more", "problem", "remove", "asked", "nameless", "declined")
    made = {name: PreferencesPage(theme, Mock()) for name in (*names, "held", "open", "online", "waiting")}
    for name, page in made.items():
        cloud, views = (CloudSettings(), ()) if name == "bare" else (CLOUD, VIEWS)
        preferences = replace(PREFERRED, offline=name in ("held", "open"))
        settings = Settings(preferences=preferences, cloud=cloud)
        page.on_event(events.SettingsChanged(settings, rules_of(preferences), TOOLS, experts=views))
        page.on_event(PricesChanged("2026-11-02", fetched=name == "full"))
        page.on_event(
            events.NetworkChanged(not preferences.offline, False, Confinement(False, True).sentence)
        )
        page.show_part(1 if name in names else 0)
    made["full"].on_event(ExpertChecked("gpt-5", ("gpt-5", "gpt-5-mini", "o3")))
    made["full"].on_event(ExpertChecked("sonnet", ("claude-opus-4-1",)))
    made["full"].on_event(KeySaved("expert:api.anthropic.com", "run"))
    made["full"].cloud.tiers.fold.click()
    made["bare"].cloud.experts.add.click()
    for name in ("form", "more", "problem"):
        made[name].on_event(ExpertChecked("studio", ("qwen3-30b-a3b-instruct", "qwen3-4b")))
        made[name].cloud.experts.rows[2 if name == "form" else 0].edit.click()
    made["more"].cloud.experts.form.more.click()
    made["problem"].cloud.experts.form.thinking.setText("9999")
    made["problem"].cloud.experts.form.save.click()
    made["nameless"].cloud.experts.add.click()
    made["nameless"].cloud.experts.form.save.click()
    made["declined"].cloud.prices.fetch.click()
    made["declined"].on_event(PricesChanged("2026-11-02", False, "Not updated: you said no."))
    made["remove"].cloud.experts.rows[0].remove.click()
    address = "https://api.openai.com/v1/models"
    errand = question(item(Outgoing("GET", address, "api.openai.com"), name="check_expert"))
    made["asked"].show_card(ConsentCard(theme, errand, lambda: 117.0))
    made["held"].offline.prove.click()
    for name, found in (("held", proof(True)), ("open", proof(False)), ("online", proof(True, broker=True))):
        made[name].on_event(OfflineProved(found))
    made["waiting"].offline.prove.click()
    return {f"cloud_{name}": page for name, page in made.items()}


def feed(activity: ActivityPage, preferences: PreferencesPage, models: ModelsPage) -> None:
    """Tell the pages what an engine might tell them."""
    now = time.time()
    settings = Settings(
        preferences=PREFERRED,
        folders=("/home/ada/Documents/Flat", "/home/ada/Offers"),
    )
    for event in (
        events.SettingsChanged(settings, rules_of(PREFERRED), TOOLS),
        events.RulesPreviewed(PREFERRED, rules_of(PREFERRED), WEEK),
        events.SpentChanged(Money(20_000), Money(1_240_000)),
        events.GrantsChanged((grant(expires=now + 2400, used=now - 300), grant(Choice.ALWAYS))),
        events.NetworkChanged(True, False, Confinement(False, True).sentence),
        events.ActivityLoaded(calls(now), 148),
        events.VerifyFinished(VerifyReport(1204, intact=True, signed=True)),
        events.ModelsChanged(MODELS, FOLDER, 52_000_000_000),
        events.ModelReady(
            ModelInfo("Qwen2.5-Coder-0.5B", "/m", 491_400_064, "Q4_K_M", "CPU 2 threads", 8192)
        ),
    ):
        for page in (activity, preferences, models):
            page.on_event(event)


def main(folder: Path, only: str = "") -> None:
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
        models = ModelsPage(theme, Mock(), RISKS)
        empty = ActivityPage(theme, Mock())
        feed(activity, preferences, models)
        pages: dict[str, QWidget] = {
            "activity": activity,
            "preferences": preferences,
            **preferences_states(theme, time.time()),
            **cloud_states(theme),
            "models": models,
            "empty": empty,
            **model_states(theme),
        }
        if only:
            pages = {name: page for name, page in pages.items() if name.startswith(only)}
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
    main(Path(sys.argv[1]), *sys.argv[2:])
