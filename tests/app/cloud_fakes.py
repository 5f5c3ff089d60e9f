"""Invented requests of the cloud tools: with hidden data, several engines, documents, a page's rules."""

from __future__ import annotations

import json
from dataclasses import replace

from engine.contracts import (
    DataClass,
    JsonObject,
    Money,
    Outgoing,
    Preview,
    QuestionItem,
    Quote,
    Reach,
    Replaced,
    ToolCall,
)
from tests.app import fakes

EMAIL = Replaced("email", "ada@example.org", "[EMAIL_1]")
STREET = Replaced("dictionary", "12 Mill Lane", "[OWN_1]")
PHONE = Replaced("phone", "+44 20 7946 0018", "[PHONE_1]")
TOKEN = Replaced("secret", "ghp_" + "x" * 36, "[SECRET_1]")
LEASE = "\n".join(f"§ {number} The tenant gives notice of two months in writing." for number in range(1, 60))


def letter(text: str, number: int = 1) -> QuestionItem:
    """A question to an expert, as it was prepared."""
    outgoing = fakes.expert_request(text)
    call = ToolCall(f"call-{number}", "ask_expert", {"question": text, "expert": "expert-1"})
    verdict = replace(fakes.ASKED, labels=(), reason=fakes.ASKED.reason.split(", quoting")[0] + ".")
    preview = Preview(outgoing, Money(900), Money(4_000), 6.0, fakes.EXPERT.without_it)
    return QuestionItem(call, Reach.EXPERT, verdict, preview)


def hiding(number: int = 1) -> QuestionItem:
    """A question to an expert in which two things are hidden, and one goes as it is."""
    text = (
        f"Write to {EMAIL.placeholder} that we leave {STREET.placeholder} on 30 June. "
        f"They may ring {PHONE.original}."
    )
    made = letter(text, number)
    assert made.preview is not None
    for each in (EMAIL, STREET):
        text = text.replace(each.placeholder, each.original)
    call = replace(made.call, arguments={**made.call.arguments, "question": text})
    preview = replace(made.preview, replaced=(EMAIL, STREET), kept=(PHONE,))
    return replace(made, call=call, preview=preview)


def engines(number: int = 1) -> QuestionItem:
    """A search that a library sends to three engines."""
    hosts = ("html.duckduckgo.com", "search.brave.com", "www.mojeek.com")
    search: JsonObject = {
        "query": "early termination lawful 2026",
        "region": "uk-en",
        "engines": ["duckduckgo", "brave", "mojeek"],
        "max_results": 5,
    }
    outgoing = Outgoing("GET", f"https://{hosts[0]}/", hosts[0], search=search, hosts=hosts)
    call = ToolCall(f"call-{number}", "web_search", {"query": search["query"], "max_results": 5})
    verdict = replace(fakes.ASKED, labels=())
    return QuestionItem(
        call, Reach.NETWORK, verdict, Preview(outgoing, seconds=2.0, without_it=fakes.WITHOUT_IT)
    )


def page(number: int = 1) -> QuestionItem:
    """A page to be read, and the site's rules ahead of it."""
    url = "https://www.gov.example/tenancy/notice?year=2026"
    outgoing = Outgoing("GET", url, "www.gov.example", (("Accept", "text/html, application/pdf"),))
    ahead = Outgoing("GET", "https://www.gov.example/robots.txt", "www.gov.example")
    call = ToolCall(f"call-{number}", "read_page", {"url": url})
    preview = Preview(outgoing, seconds=1.5, without_it=fakes.WITHOUT_IT, ahead=ahead)
    return QuestionItem(call, Reach.NETWORK, replace(fakes.ASKED, labels=()), preview)


def documents(text: str = LEASE, number: int = 1) -> QuestionItem:
    """A question to an expert that takes a private document along."""
    body = {
        "model": "claude-opus",
        "messages": [
            {"role": "user", "content": f"Is § 4 lawful?\n\n<document name='lease.pdf'>\n{text}\n</document>"}
        ],
        "max_tokens": 2048,
        "stream": True,
    }
    outgoing = replace(fakes.expert_request(), body=json.dumps(body).encode())
    quote = Quote("file:lease.pdf", "", 0, private=True)
    verdict = replace(
        fakes.ASKED, labels=("private", "file:lease.pdf"), quotes=(quote,), data=DataClass.PRIVATE
    )
    call = ToolCall(
        f"call-{number}", "ask_expert", {"question": "Is § 4 lawful?", "documents": ["lease.pdf"]}
    )
    preview = Preview(outgoing, Money(12_000), Money(61_000), 9.0, fakes.EXPERT.without_it)
    return QuestionItem(call, Reach.EXPERT, verdict, preview)


def edited(item: QuestionItem, **arguments: object) -> QuestionItem:
    """The same call as the user has changed it."""
    call = replace(item.call, arguments={**item.call.arguments, **arguments})
    return replace(item, call=call, edited=True)
