"""An engine that only writes down what it was asked, and values to show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.cloud import CloudSettings
from engine.contracts import (
    Answer,
    Caps,
    Choice,
    DataClass,
    Decision,
    Effect,
    Latency,
    Message,
    Money,
    Outgoing,
    Preferences,
    Preview,
    Privacy,
    Question,
    QuestionItem,
    Quote,
    Reach,
    Revision,
    Role,
    ToolCall,
    ToolResult,
    ToolSpec,
    Verdict,
)
from engine.model.port import EndpointSettings, ModelOptions
from engine.policy.views import Grant, Locks


class RecordingCommands:
    """Commands as the window sees them. `asked` holds each call as (name, arguments)."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.ended: set[str] = set()

    def named(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of that name."""
        return [arguments for called, arguments in self.asked if called == name]

    def start_turn(self, conversation_id: str, text: str) -> None:
        self.asked.append(("start_turn", (conversation_id, text)))

    def stop_turn(self) -> None:
        self.asked.append(("stop_turn", ()))

    def answer(self, question_id: str, choice: Choice, declined: tuple[str, ...] = ()) -> Answer | None:
        self.asked.append(("answer", (question_id, choice, *([declined] if declined else []))))
        if question_id in self.ended:
            return None
        self.ended.add(question_id)
        return Answer(question_id, choice, declined=declined)

    def preview_preferences(self, preferences: Preferences) -> None:
        self.asked.append(("preview_preferences", (preferences,)))

    def read_wish(self, text: str) -> None:
        self.asked.append(("read_wish", (text,)))

    def apply_wish(self, text: str, chosen: tuple[int, ...]) -> None:
        self.asked.append(("apply_wish", (text, chosen)))

    def revoke_grant(self, grant_id: str) -> None:
        self.asked.append(("revoke_grant", (grant_id,)))

    def keep_grant(self, grant_id: str) -> None:
        self.asked.append(("keep_grant", (grant_id,)))

    def open_conversation(self, conversation_id: str) -> None:
        self.asked.append(("open_conversation", (conversation_id,)))

    def delete_conversation(self, conversation_id: str) -> None:
        self.asked.append(("delete_conversation", (conversation_id,)))

    def set_preferences(self, preferences: Preferences) -> None:
        self.asked.append(("set_preferences", (preferences,)))

    def set_folders(self, folders: tuple[str, ...]) -> None:
        self.asked.append(("set_folders", (folders,)))

    def set_cloud(self, cloud: CloudSettings) -> None:
        self.asked.append(("set_cloud", (cloud,)))

    def set_key(self, name: str, key: str) -> None:
        self.asked.append(("set_key", (name, key)))

    def check_expert(self, expert_id: str) -> None:
        self.asked.append(("check_expert", (expert_id,)))

    def update_prices(self) -> None:
        self.asked.append(("update_prices", ()))

    def prove_offline(self) -> None:
        self.asked.append(("prove_offline", ()))

    def revise(self, question_id: str, revisions: Mapping[str, Revision]) -> Answer | None:
        self.asked.append(("revise", (question_id, revisions)))
        if question_id in self.ended:
            return None
        self.ended.add(question_id)
        return Answer(question_id, Choice.DENY, revisions=revisions)

    def set_appearance(self, appearance: str, language: str) -> None:
        self.asked.append(("set_appearance", (appearance, language)))

    def load_model(self, path: str) -> None:
        self.asked.append(("load_model", (path,)))

    def set_endpoint(self, endpoint: EndpointSettings, key: str) -> None:
        self.asked.append(("set_endpoint", (endpoint, key)))

    def check_endpoint(self) -> None:
        self.asked.append(("check_endpoint", ()))

    def load_activity(self, search: str, limit: int) -> None:
        self.asked.append(("load_activity", (search, limit)))

    def verify_ledger(self) -> None:
        self.asked.append(("verify_ledger", ()))

    def list_models(self) -> None:
        self.asked.append(("list_models", ()))

    def accept_licence(self, model_id: str) -> None:
        self.asked.append(("accept_licence", (model_id,)))

    def fetch_model(self, model_id: str) -> None:
        self.asked.append(("fetch_model", (model_id,)))

    def pause_fetch(self, model_id: str) -> None:
        self.asked.append(("pause_fetch", (model_id,)))

    def cancel_fetch(self, model_id: str) -> None:
        self.asked.append(("cancel_fetch", (model_id,)))

    def import_model(self, path: str) -> None:
        self.asked.append(("import_model", (path,)))

    def verify_model(self, path: str) -> None:
        self.asked.append(("verify_model", (path,)))

    def stop_reading(self, path: str) -> None:
        self.asked.append(("stop_reading", (path,)))

    def remove_model(self, path: str) -> None:
        self.asked.append(("remove_model", (path,)))

    def accept_risks(self, path: str) -> None:
        self.asked.append(("accept_risks", (path,)))

    def set_model_options(self, options: ModelOptions) -> None:
        self.asked.append(("set_model_options", (options,)))


ALLOWED = Verdict(Decision.ALLOW, "local_reading", "search_files only reads, and stays on this computer.")
ASKED = Verdict(
    Decision.ASK,
    "ask_before_leaving",
    "Privacy asks before anything leaves this computer. web_search would send its arguments"
    " to html.duckduckgo.com, quoting file:lease-2024.pdf.",
    ("private", "file:lease-2024.pdf"),
)
DENIED = Verdict(
    Decision.DENY,
    "offline",
    "Sordino is offline, and web_search would leave this computer to html.duckduckgo.com.",
)
WITHOUT_IT = "The answer is made from what the model already knows, which may be out of date."


WIDER = (Choice.DENY, Choice.ONCE, Choice.CONVERSATION, Choice.HOUR, Choice.HOST)
QUOTING = replace(
    ASKED,
    labels=("private", "untrusted", "file:taxes-2025.pdf", "page:news.example"),
    quotes=(
        Quote("file:taxes-2025.pdf", "query", 3, private=True),
        Quote("page:news.example", "query", 1, untrusted=True),
    ),
    data=DataClass.BOTH,
)
SEARCH = ToolSpec(
    "web_search",
    "Search the web for current or public information.",
    {},
    Reach.NETWORK,
    frozenset({Effect.READS, Effect.SENDS}),
    host="html.duckduckgo.com",
    sends=(
        "The search words go to html.duckduckgo.com, which also sees this computer's address,"
        " as with any visit."
    ),
    without_it=WITHOUT_IT,
)
EXPERT = ToolSpec(
    "ask_expert",
    "Ask a larger model elsewhere a hard question that needs more knowledge or reasoning.",
    {},
    Reach.EXPERT,
    frozenset({Effect.READS, Effect.SENDS}),
    host="api.example.com",
    sends="The question, and nothing else of the conversation, goes to api.example.com.",
    without_it="The model on this computer answers by itself, which may be less thorough.",
)
CALCULATOR = ToolSpec(
    "calculator", "Work out an arithmetic expression exactly. Knows + - * / and parentheses.", {}
)
TOOLS = (CALCULATOR, SEARCH, EXPERT)
LOCKS = Locks(
    "Northwind Clinic",
    privacy=Privacy.CAREFUL,
    latency=Latency.BALANCED,
    caps=Caps(Money(20_000), Money(200_000), Money(1_000_000), Money(10_000_000)),
    offline=True,
    blocked=("ask_expert",),
    widest=Choice.CONVERSATION,
)


def grant(scope: Choice = Choice.HOUR, **changes: Any) -> Grant:
    """A yes to the search, given at second 1000."""
    made = Grant(
        f"g-{scope}", "web_search", "https://html.duckduckgo.com", "5c", DataClass.OWN, scope, given=1000.0
    )
    return replace(made, **changes)


def user(text: str) -> Message:
    return Message(Role.USER, text)


def assistant(text: str, thinking: str = "", calls: tuple[ToolCall, ...] = ()) -> Message:
    return Message(Role.ASSISTANT, text, thinking, calls)


def call(name: str = "calculator", number: int = 1, **arguments: object) -> ToolCall:
    return ToolCall(f"call-{number}", name, arguments)


def ran(made: ToolCall, content: str, seconds: float = 0.2, host: str = "") -> ToolResult:
    return ToolResult(made, ALLOWED, content, ran=True, seconds=seconds, host=host)


def refused(made: ToolCall, verdict: Verdict = DENIED) -> ToolResult:
    return ToolResult(made, verdict, "The call was refused.", ran=False)


def search_request(words: str = "early termination clause tenant lawful 2026") -> Outgoing:
    return Outgoing(
        "POST",
        "https://html.duckduckgo.com/html/",
        "html.duckduckgo.com",
        (("Content-Type", "application/x-www-form-urlencoded"),),
        f"q={words.replace(' ', '+')}&kl=wt-wt".encode(),
        search={"query": words, "results": 8},
    )


def expert_request(text: str = "Is a notice period of two months lawful?") -> Outgoing:
    body = {"model": "gpt-5-mini", "messages": [{"role": "user", "content": text}], "stream": False}
    return Outgoing(
        "POST",
        "https://api.example.com/v1/chat/completions",
        "api.example.com",
        (("Content-Type", "application/json"),),
        json.dumps(body).encode(),
        key_name="expert",
    )


def item(outgoing: Outgoing | None = None, name: str = "web_search", number: int = 1) -> QuestionItem:
    outgoing = outgoing or search_request()
    return QuestionItem(
        call(name, number, query="early termination"),
        Reach.NETWORK,
        ASKED,
        Preview(outgoing, seconds=1.2, without_it=WITHOUT_IT),
    )


def local_item(name: str = "write_note", number: int = 1, **arguments: object) -> QuestionItem:
    verdict = Verdict(
        Decision.ASK,
        "untrusted_wish",
        f"This conversation has read untrusted content, and what {name} is given is not all in your own"
        " words. It would change something.",
        ("untrusted",),
    )
    return QuestionItem(
        call(name, number, **(arguments or {"text": "The lease ends on 30 June."})), Reach.LOCAL, verdict
    )


def question(*items: QuestionItem, id_: str = "q1", deadline_s: float = 120.0) -> Question:
    return Question(id_, "c1", "t1", items or (item(),), deadline_s)
