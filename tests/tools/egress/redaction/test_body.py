"""Which parts of a request are looked at, and how what is found in them is replaced."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest

from engine.cloud import RedactionSettings
from engine.contracts import Outgoing
from engine.errors import ToolProblem
from tools.egress.forms import form_body
from tools.egress.redaction.json_texts import is_json
from tools.egress.redaction.redactor import Redactions

JSON = (("content-type", "application/json; charset=utf-8"),)
FORM = (("content-type", "application/x-www-form-urlencoded"),)
CARD = 4111111111111111
PASSWORDS = [
    'S3cretPart"restOfSecret9',
    "S3cret,part two",
    "S3cr et9 words",
    "Pa`ss9word",
    "Pa<ss9>word",
    "Pass)9word)",
    "9Pass;word",
    "密Pass9，word",
    "correct horse battery staple",
    'a"b\\c9xY',
    "{}[]{}",
    '"quoted"',
]
NAMES = [
    "password",
    "DB_PASSWORD",
    "userPassword",
    "smtp-passwd",
    "pwd",
    "Passwort",
    "密码",
    "password2",
    "pass",
]


def sent(body: Any, headers: tuple[tuple[str, str], ...] = JSON, **settings: Any) -> str:
    """The body as it leaves; `body` is written as JSON unless it is bytes."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Outgoing("POST", "https://expert.example/", "expert.example", headers, written)
    return Redactions(lambda: RedactionSettings(**settings)).redact(request, "c")[0].body.decode()


def test_numbers_are_read_with_the_names_of_their_fields() -> None:
    asked = {
        "card": CARD,
        "tel": 13812345678,
        "list": [CARD, 7],
        "ssn": 536228726,
        "n": 12345.5,
        "password": 8374,
    }
    safe = {
        "card": "[CARD_1]",
        "tel": "[PHONE_1]",
        "list": ["[CARD_1]", 7],
        "ssn": "[SSN_1]",
        "n": 12345.5,
        "password": "[PASSWORD_1]",
    }
    assert json.loads(sent({"input": asked})) == {"input": safe}
    assert json.loads(json.loads(sent({"content": json.dumps(asked)}))["content"]) == safe
    assert json.loads(sent({"content": f"[{CARD}]"})) == {"content": '["[CARD_1]"]'}


def test_numbers_of_the_form_itself_stay() -> None:
    asked = {"max_tokens": CARD, "seed": 13812345678, "tools": [{"limit": CARD}]}
    assert json.loads(sent(asked)) == asked


@pytest.mark.parametrize("value", PASSWORDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_field_of_a_password_is_taken_whole(name: str, value: str) -> None:
    safe = {name: "[PASSWORD_1]"}
    assert json.loads(sent({"arguments": {name: value}})) == {"arguments": safe}
    assert json.loads(json.loads(sent({"arguments": json.dumps({name: value})}))["arguments"]) == safe
    assert json.loads(sent({"metadata": {name: value}})) == {"metadata": safe}
    assert parse_qsl(sent(form_body({name: value, "q": "x"}), FORM)) == parse_qsl(
        form_body({name: "[PASSWORD_1]", "q": "x"}).decode()
    )


def test_a_password_may_lie_deeper_in_its_field() -> None:
    for value in ({"value": "hunter2 secret"}, ["hunter2 secret"], {"new": [{"text": "hunter2 secret"}]}):
        assert "hunter2" not in sent({"arguments": {"password": value}})


@pytest.mark.parametrize(
    "asked",
    [
        {"password": ""},
        {"password": "x1"},
        {"password": "required"},
        {"password": "********"},
        {"password": "<your password>"},
        {"password": "${DB_PASSWORD}"},
        {"password": "[PASSWORD_3]"},
        {"password": None},
        {"password": {"type": "string", "description": "At least eight signs"}},
        {"password": {"min_length": 8}},
        {"properties": {"password": {"type": "string", "default": "any word"}}},
        {"properties": {"password": "any word"}},
        {"bypass": "any word", "password_length": 12, "compass": "north"},
        {"pin": "GPIO 4"},
        {"pin": 12},
    ],
)
def test_what_only_speaks_of_a_password_stays(asked: Any) -> None:
    assert json.loads(sent({"parameters": asked})) == {"parameters": asked}


def test_a_pin_is_taken_from_a_field_of_its_name() -> None:
    assert json.loads(sent({"args": {"pin": 4821, "cardCvv": "123", "cvv2": "123"}})) == {
        "args": {"pin": "[PASSWORD_1]", "cardCvv": "[PASSWORD_2]", "cvv2": "[PASSWORD_2]"}
    }


def test_with_passwords_switched_off_their_fields_are_read_like_others() -> None:
    asked = {"arguments": {"password": "mail jane@example.com"}}
    assert json.loads(sent(asked, off=("password",))) == {"arguments": {"password": "mail [EMAIL_1]"}}


def test_a_password_that_its_fields_name_tells_of_is_taken_whole() -> None:
    asked = {"input": {"the_password_is": "hunter2)secret9", "note": "hi", "smtp_pass": '"Abc1"2"'}}
    found = json.loads(sent(asked))["input"]
    assert found == {"the_password_is": "[PASSWORD_1]", "note": "hi", "smtp_pass": "[PASSWORD_2]"}


def test_a_field_is_read_by_name_and_by_itself() -> None:
    asked = {"input": {"api_key": "9f8e7d6c5b4a39281706 of jane@example.com", "dateOfBirth": "1984-03-12"}}
    assert json.loads(sent(asked))["input"] == {
        "api_key": "[SECRET_1] of [EMAIL_1]",
        "dateOfBirth": "[BIRTH_DATE_1]",
    }


def test_only_where_it_is_known_a_field_belongs_to_the_form() -> None:
    mail = "anna@example.com"
    asked = {"metadata": {"id": mail, "type": mail, "model": mail}, "id": mail, "messages": [{"id": mail}]}
    assert mail not in sent(asked)
    known = {
        "model": "m-1",
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "m"}, {"type": "x", "id": "m-1"}]},
            {"role": "assistant", "tool_calls": [{"id": "user", "type": "function"}]},
            {"role": "tool", "tool_call_id": "user", "content": []},
        ],
        "contents": [{"role": "user"}],
        "thinking": {"type": "enabled"},
    }
    assert (
        json.loads(sent(known, dictionary=("user", "m-1", "enabled", "function", "text", "x", "tool")))
        == known
    )


def test_json_that_is_written_oddly_is_read_as_what_it_means() -> None:
    hidden = '{"content":"anna\\u0040example.com"}'
    for body in (f"\ufeff{hidden}", f"{hidden}\n{hidden}\n", f" {hidden} [1]", '"anna\\u0040example.com"'):
        for headers in (JSON, (), (("content-type", "application/x-ndjson"),)):
            shown = sent(body.encode(), headers)
            assert shown == body.replace("anna\\u0040example.com", "[EMAIL_1]")
    assert "anna" not in sent(b'{"content":"a\tb anna\\u0040example.com"}')


@pytest.mark.parametrize("body", [b"plain words", b'{"a": "b"} and more', b'{"a": ', b"[" * 100_000])
def test_what_says_that_it_is_json_and_is_not_is_refused(body: bytes) -> None:
    with pytest.raises(ToolProblem, match="says that it is JSON and is not"):
        sent(body)
    assert sent(body, ()) == body.decode()


def test_a_number_alone_is_json_too() -> None:
    assert sent(b"4111111111111111") == '"[CARD_1]"'
    assert sent(b" null ") == " null "
    assert not is_json("12")


def test_the_names_of_a_forms_fields_are_looked_at() -> None:
    for body in (b"anna%40example.com=1", b"q=1&anna%40example.com"):
        with pytest.raises(ToolProblem, match="name of a field"):
            sent(body, FORM)
    assert sent(b"long=" + b"a" * 500 + b"&&x", FORM) == "long=" + "a" * 500 + "&&x"


def test_a_searchs_arguments_are_read_like_a_form() -> None:
    request = Outgoing(
        "POST",
        "https://a.example/",
        "a.example",
        (),
        b"",
        search={"query": '["anna\\u0040example.com"]', "n": 1},
    )
    changed = Redactions(RedactionSettings).redact(request, "c")[0]
    assert changed.search == {"query": '["[EMAIL_1]"]', "n": 1}
