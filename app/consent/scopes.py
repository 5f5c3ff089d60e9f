"""The words of a yes: they equal the scope that is stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from engine.contracts import Choice, Question, QuestionItem

ON_A_CARD = (
    Choice.ONCE,
    Choice.FILE,
    Choice.ANSWER,
    Choice.CONVERSATION,
    Choice.HOUR,
    Choice.HOST,
)
"""The scopes that a card may offer, from narrow to wide. Only Preferences lets a yes hold for ever."""
IN_THE_MENU = frozenset((Choice.CONVERSATION, Choice.HOUR, Choice.HOST))


def offered(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The scopes that have a button of their own, and those that stand in a menu."""
    scopes = tuple(scope for scope in ON_A_CARD if scope in choices)
    if Choice.ONCE not in scopes:
        return scopes[:2], scopes[2:]
    return (
        tuple(scope for scope in scopes if scope not in IN_THE_MENU),
        tuple(scope for scope in scopes if scope in IN_THE_MENU),
    )


def grant_words(
    question: Question, scope: Choice = Choice.ONCE, kept: Sequence[QuestionItem] | None = None
) -> str:
    """The words of a yes: what happens, to how many of the calls (`kept`, else all), and for how long."""
    items = question.items if kept is None else kept
    total = len(question.items)
    sends = all(item.reach.leaves for item in items or question.items)
    if total == 1:
        text = _send_words(scope) if sends else _allow_words(scope)
    elif len(items) < total:
        text = _send_some_words(scope) if sends else _allow_some_words(scope)
    else:
        text = _send_all_words(scope) if sends else _allow_all_words(scope)
    return text.format(count=len(items), total=total)


def _send_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Send once"),
        Choice.FILE: QCoreApplication.translate("consent", "Download this file"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Send for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Send for this conversation"),
        Choice.HOUR: QCoreApplication.translate("consent", "Send for one hour"),
        Choice.HOST: QCoreApplication.translate("consent", "Send to this host until Sordino ends"),
    }[scope]


def _send_all_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Send all {count} once"),
        Choice.FILE: QCoreApplication.translate("consent", "Download these {count} files"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Send all {count} for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Send all {count} for this conversation"),
        Choice.HOUR: QCoreApplication.translate("consent", "Send all {count} for one hour"),
        Choice.HOST: QCoreApplication.translate(
            "consent", "Send all {count} to these hosts until Sordino ends"
        ),
    }[scope]


def _send_some_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Send {count} of {total} once"),
        Choice.FILE: QCoreApplication.translate("consent", "Download {count} of {total} files"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Send {count} of {total} for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate(
            "consent", "Send {count} of {total} for this conversation"
        ),
        Choice.HOUR: QCoreApplication.translate("consent", "Send {count} of {total} for one hour"),
        Choice.HOST: QCoreApplication.translate(
            "consent", "Send {count} of {total} to these hosts until Sordino ends"
        ),
    }[scope]


def _allow_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Allow once"),
        Choice.FILE: QCoreApplication.translate("consent", "Allow for this file"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Allow for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Allow for this conversation"),
        Choice.HOUR: QCoreApplication.translate("consent", "Allow for one hour"),
        Choice.HOST: QCoreApplication.translate("consent", "Allow until Sordino ends"),
    }[scope]


def _allow_all_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Allow all {count} once"),
        Choice.FILE: QCoreApplication.translate("consent", "Allow all {count} for these files"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Allow all {count} for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate("consent", "Allow all {count} for this conversation"),
        Choice.HOUR: QCoreApplication.translate("consent", "Allow all {count} for one hour"),
        Choice.HOST: QCoreApplication.translate("consent", "Allow all {count} until Sordino ends"),
    }[scope]


def _allow_some_words(scope: Choice) -> str:
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "Allow {count} of {total} once"),
        Choice.FILE: QCoreApplication.translate("consent", "Allow {count} of {total} for these files"),
        Choice.ANSWER: QCoreApplication.translate("consent", "Allow {count} of {total} for this answer"),
        Choice.CONVERSATION: QCoreApplication.translate(
            "consent", "Allow {count} of {total} for this conversation"
        ),
        Choice.HOUR: QCoreApplication.translate("consent", "Allow {count} of {total} for one hour"),
        Choice.HOST: QCoreApplication.translate("consent", "Allow {count} of {total} until Sordino ends"),
    }[scope]


def scope_words(scope: Choice) -> str:
    """What else a yes of this scope covers, to be read beside its button."""
    return {
        Choice.ONCE: QCoreApplication.translate("consent", "This request and no other"),
        Choice.FILE: QCoreApplication.translate(
            "consent", "This and further requests for the same file to the same host, until it is complete"
        ),
        Choice.ANSWER: QCoreApplication.translate(
            "consent", "This and all further requests of this answer to the same host"
        ),
        Choice.CONVERSATION: QCoreApplication.translate(
            "consent",
            "This and all further requests of this conversation to the same host, until Sordino ends",
        ),
        Choice.HOUR: QCoreApplication.translate(
            "consent", "This and all further requests of this tool to the same host, for one hour"
        ),
        Choice.HOST: QCoreApplication.translate(
            "consent", "This and all further requests of this tool to the same host, until Sordino ends"
        ),
    }[scope]
