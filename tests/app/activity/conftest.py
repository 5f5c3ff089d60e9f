"""Invented calls, and an engine that only writes down what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast
from unittest.mock import Mock, create_autospec

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.commands import Commands
from app.i18n import Translator
from engine.contracts import CallRecord, Decision, Money, Reach

DIGEST = "9f31" + "0" * 56 + "c07a"
MakeCall = Callable[..., CallRecord]


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """English, whatever the system speaks."""
    before = QLocale()
    translator = Translator(qapp)
    translator.use("en")
    yield
    translator.release()
    QLocale.setDefault(before)


@pytest.fixture
def commands() -> Mock:
    """Commands that remember each call."""
    return cast("Mock", create_autospec(Commands, instance=True))


@pytest.fixture
def make_call() -> MakeCall:
    """Makes a call that ran here, just now; keyword arguments change it."""

    def make(**changes: object) -> CallRecord:
        record = CallRecord(
            id="row-1",
            at=time.time(),
            kind="call",
            conversation_id="c",
            turn_id="t",
            tool="calculator",
            reach=Reach.LOCAL,
            host="",
            decision=Decision.ALLOW,
            rule="local",
            reason="Local tools run freely.",
            by="",
            outcome="ran",
            size=0,
            cost=Money(0),
            seconds=0.2,
            arguments='{"expression": "2+2"}',
            payload="",
            result="4",
            labels=(),
            previewed_sha256="",
            sent_sha256="",
        )
        return replace(record, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def sent_once(make_call: MakeCall) -> CallRecord:
    """A search that was asked about, agreed to and sent."""
    return make_call(
        id="row-2",
        tool="web_search",
        reach=Reach.NETWORK,
        host="html.duckduckgo.com",
        decision=Decision.ASK,
        rule="privacy_ask",
        reason="Privacy asks before anything leaves.",
        by="user",
        size=71,
        cost=Money(4_000),
        payload="q=early+termination",
        labels=("private", "file:lease.pdf"),
        previewed_sha256=DIGEST,
        sent_sha256=DIGEST,
    )


@pytest.fixture
def denied_by_user(sent_once: CallRecord) -> CallRecord:
    """The same search, refused by the user."""
    return replace(sent_once, id="row-3", outcome="refused", sent_sha256="", cost=Money(0), turn_id="other")


@pytest.fixture
def denied_by_rule(make_call: MakeCall) -> CallRecord:
    """A search that a rule refused."""
    return make_call(
        id="row-4",
        tool="web_search",
        reach=Reach.NETWORK,
        host="html.duckduckgo.com",
        decision=Decision.DENY,
        rule="offline",
        reason="Offline denies whatever leaves.",
        outcome="refused",
    )
