"""Placeholders in requests, and the way back."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import RedactionSettings
from engine.contracts import Outgoing, Replaced
from engine.errors import ToolProblem
from engine.toolbox import Redactor
from tools.egress.forms import form_body
from tools.egress.redaction.finder import find
from tools.egress.redaction.redactor import Redactions, redacted
from tools.egress.redaction.spans import Span

JSON = (("Content-Type", "application/json"),)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
MAIL = "jane@example.com"
CARD = "4111 1111 1111 1111"


def outgoing(body: bytes, headers: tuple[tuple[str, str], ...] = JSON) -> Outgoing:
    return Outgoing("POST", "https://expert.example/v1", "expert.example", headers, body)


def posted(value: Any) -> Outgoing:
    return outgoing(json.dumps(value).encode())


def redactions(*dictionary: str, on: bool = True, off: tuple[str, ...] = ()) -> Redactions:
    return Redactions(lambda: RedactionSettings(on, off, dictionary))


def chat(text: str) -> dict[str, Any]:
    return {"model": "m-1", "messages": [{"role": "user", "content": text}], "max_tokens": 4111111111111111}


def test_it_is_a_redactor() -> None:
    redactor: Redactor = redactions()
    assert redactor.restore("x", "c") == "x"


def test_what_is_found_in_json_becomes_placeholders_and_comes_back() -> None:
    redactor = redactions("Jane Roe")
    request = posted(chat(f"Jane Roe, {MAIL}, {CARD}, {MAIL}"))
    changed, replaced, kept = redactor.redact(request, "c")
    assert json.loads(changed.body) == chat("[DICTIONARY_1], [EMAIL_1], [CARD_1], [EMAIL_1]")
    assert {(item.kind, item.original, item.placeholder) for item in replaced} == {
        ("dictionary", "Jane Roe", "[DICTIONARY_1]"),
        ("email", MAIL, "[EMAIL_1]"),
        ("card", CARD, "[CARD_1]"),
    }
    assert kept == ()
    assert replace(changed, body=request.body) == request
    assert (
        redactor.restore("To [EMAIL_1]: [CARD_1] of [DICTIONARY_1]", "c") == f"To {MAIL}: {CARD} of Jane Roe"
    )


def test_where_nothing_is_found_the_request_is_the_very_same() -> None:
    json_bodies = (b'{ "a" :  [1.50, "\\u0041b", 1e5] }', b"", b"null", b'{"input": [1234, "\\u0041"]}')
    for body, headers in (
        *((body, JSON) for body in json_bodies),
        (b"plain words", ()),
        (b'{"a": "b"} and more', ()),
    ):
        request = outgoing(body, headers)
        assert redactions().redact(request, "c") == (request, (), ())
        assert redactions().redact(request, "c")[0] is request


def test_every_byte_beside_a_replacement_stays() -> None:
    body = '{ "x" :  [1.50, "\\u0041b", "é"],\n\t"y": "an ' + MAIL + '\\n" ,"y":null}'
    changed, _, _ = redactions().redact(outgoing(body.encode()), "c")
    assert changed.body.decode() == body.replace(MAIL, "[EMAIL_1]")


def test_json_inside_strings_is_searched_at_any_depth() -> None:
    arguments: Any = {"to": MAIL, "n": 3}
    for _ in range(14):
        arguments = {"arguments": json.dumps(arguments, indent=1)}
    changed, _, _ = redactions().redact(posted(arguments), "c")
    value = json.loads(changed.body)
    for _ in range(14):
        value = json.loads(value["arguments"])
    assert value == {"to": "[EMAIL_1]", "n": 3}


def test_escaped_characters_hide_nothing() -> None:
    body = json.dumps(chat(MAIL)).replace("@", "\\u0040").encode()
    changed, _, _ = redactions().redact(outgoing(body), "c")
    assert json.loads(changed.body) == chat("[EMAIL_1]")


def test_the_form_of_a_request_survives_a_dictionary_of_its_words() -> None:
    redactor = redactions("user", "gpt", "text", "call", "role", "content", "model", "messages")
    asked = {
        "model": "gpt-5",
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "gpt"}]},
            {"role": "tool", "tool_call_id": "call-1", "content": "x"},
        ],
    }
    changed, _, _ = redactor.redact(posted(asked), "c")
    asked["messages"][0]["content"][0]["text"] = "[DICTIONARY_1]"  # type: ignore[index]
    assert json.loads(changed.body) == asked


def test_arguments_are_read_with_the_names_of_their_fields_and_no_field_of_theirs_is_spared() -> None:
    redactor = redactions()
    inner = {"password": "hunter2", "id": "A123456789", "type": "x", "n": [MAIL]}
    asked = {"input": inner, "content": [{"arguments": json.dumps(inner)}]}
    changed, _, _ = redactor.redact(posted(asked), "c")
    safe = {"password": "[PASSWORD_1]", "id": "[NATIONAL_ID_1]", "type": "x", "n": ["[EMAIL_1]"]}
    found = json.loads(changed.body)
    assert found["input"] == safe
    assert json.loads(found["content"][0]["arguments"]) == safe


def test_names_inside_arguments_are_changed_and_in_the_form_itself_refused() -> None:
    changed, _, _ = redactions().redact(posted({"args": {MAIL: 1}}), "c")
    assert json.loads(changed.body) == {"args": {"[EMAIL_1]": 1}}
    with pytest.raises(ToolProblem, match="name of a field"):
        redactions().redact(posted({MAIL: 1}), "c")
    request = posted({MAIL: 1})
    assert redactions().redact(request, "c", [MAIL])[0] is request


def test_a_form_is_changed_field_by_field() -> None:
    fields = {"q": f"who is {MAIL}", "b": "", "l": "wt-wt"}
    changed, _, _ = redactions().redact(outgoing(form_body(fields), FORM), "c")
    assert changed.body == form_body({**fields, "q": "who is [EMAIL_1]"})
    odd = outgoing(b"a=%7e~&b&=c&q=jane%40example.com", FORM)
    assert redactions().redact(odd, "c")[0].body == b"a=%7e~&b&=c&q=%5BEMAIL_1%5D"
    assert parse_qsl(changed.body.decode())[1] == ("q", "who is [EMAIL_1]")


def test_a_searchs_arguments_change_with_the_body_that_shows_them() -> None:
    words = f"who is {MAIL}"
    request = replace(
        outgoing(form_body({"q": words}), FORM),
        search={"query": words, "max_results": 5},
        hosts=("a.example",),
    )
    changed, replaced, _ = redactions().redact(request, "c")
    assert changed.search == {"query": "who is [EMAIL_1]", "max_results": 5}
    assert changed.body == form_body({"q": "who is [EMAIL_1]"})
    assert len(replaced) == 1
    alone = replace(outgoing(b""), search={"query": "herons"})
    assert redactions().redact(alone, "c")[0] is alone


def test_other_text_is_changed_whole_and_what_is_no_text_is_refused() -> None:
    assert redactions().redact(outgoing(f"Hi {MAIL}".encode(), ()), "c")[0].body == b"Hi [EMAIL_1]"
    with pytest.raises(ToolProblem, match="no text"):
        redactions().redact(outgoing(b"\xff\xfe"), "c")


def test_the_url_and_the_headers_stay() -> None:
    request = Outgoing("GET", f"https://a.example/?q={MAIL}", "a.example", (("X", MAIL),))
    assert redactions().redact(request, "c")[0] is request


def test_an_original_keeps_its_placeholder_in_its_conversation_and_another_has_its_own() -> None:
    redactor = redactions()
    first = redactor.redact(posted(chat("a@b.org c@d.org")), "one")[0]
    again = redactor.redact(posted(chat("e@f.org c@d.org")), "one")[0]
    other = redactor.redact(posted(chat("c@d.org")), "two")[0]
    assert json.loads(first.body) == chat("[EMAIL_1] [EMAIL_2]")
    assert json.loads(again.body) == chat("[EMAIL_3] [EMAIL_2]")
    assert json.loads(other.body) == chat("[EMAIL_1]")
    assert redactor.restore("[EMAIL_1]", "two") == "c@d.org"
    redactor.forget("one")
    redactor.forget("one")
    assert redactor.restore("[EMAIL_1]", "one") == "[EMAIL_1]"


def test_a_placeholder_that_somebody_typed_is_never_given() -> None:
    redactor = redactions()
    changed, _, _ = redactor.redact(posted(chat(f"[EMAIL_1] [email 2] is no {MAIL}")), "c")
    assert json.loads(changed.body) == chat("[EMAIL_1] [email 2] is no [EMAIL_3]")
    assert redactor.restore("[EMAIL_1] [email 2] is no [EMAIL_3]", "c") == f"[EMAIL_1] [email 2] is no {MAIL}"


def test_a_placeholder_is_not_replaced_again() -> None:
    redactor = redactions("email", "1", "e")
    once, _, _ = redactor.redact(posted(chat(f"{MAIL} password: hunter2")), "c")
    assert redactor.redact(once, "c") == (once, (), ())


@pytest.mark.parametrize(
    "written",
    ["[email_1]", "[Email 1]", "[ EMAIL_1 ]", "［EMAIL_1］", "【EMAIL_1】", "[EMAIL-1]", "**[EMAIL_1]**，"],
)
def test_a_model_may_write_a_placeholder_in_its_own_way(written: str) -> None:
    redactor = redactions()
    redactor.redact(posted(chat(MAIL)), "c")
    assert MAIL in redactor.restore(f"Dear {written}", "c")
    assert (
        redactor.restore("[EMAIL_2] [EMAIL_12] EMAIL_1 [MAIL_1]", "c")
        == "[EMAIL_2] [EMAIL_12] EMAIL_1 [MAIL_1]"
    )


def test_restoring_looks_at_an_original_no_second_time() -> None:
    redactor = redactions("see [EMAIL_1]")
    changed, _, _ = redactor.redact(posted(chat(f"see [EMAIL_1] {MAIL}")), "c")
    shown = json.loads(changed.body)["messages"][0]["content"]
    assert redactor.restore(shown, "c") == f"see [EMAIL_1] {MAIL}"


def test_what_the_user_wants_to_send_stays_and_is_told() -> None:
    changed, replaced, kept = redactions().redact(posted(chat(f"{MAIL} {CARD}")), "c", [MAIL])
    assert json.loads(changed.body) == chat(f"{MAIL} [CARD_1]")
    assert [item.original for item in replaced] == [CARD]
    assert kept == (Replaced("email", MAIL, ""),)


def test_switched_off_nothing_is_looked_for() -> None:
    request = outgoing(b"\xff" + MAIL.encode())
    assert redactions(on=False).redact(request, "c") == (request, (), ())
    kinds = redactions(off=("email",)).redact(posted(chat(f"{MAIL} {CARD}")), "c")[0]
    assert json.loads(kinds.body) == chat(f"{MAIL} [CARD_1]")


def test_settings_are_read_anew_each_time() -> None:
    settings = [RedactionSettings(), RedactionSettings(on=False)]
    redactor = Redactions(lambda: settings.pop(0))
    assert redactor.redact(posted(chat(MAIL)), "c")[1]
    assert not redactor.redact(posted(chat(MAIL)), "c")[1]


def test_a_rule_that_fails_stops_the_request() -> None:
    def broken(
        texts: Sequence[str], dictionary: Sequence[str], off: Collection[str] = ()
    ) -> list[tuple[Span, ...]]:
        raise RuntimeError("a rule")

    redactor = Redactions(RedactionSettings, broken)
    with pytest.raises(ToolProblem, match="failed"):
        redactor.redact(posted(chat("hi")), "c")


def test_what_cannot_be_replaced_stops_the_request() -> None:
    def always(
        texts: Sequence[str], dictionary: Sequence[str], off: Collection[str] = ()
    ) -> list[tuple[Span, ...]]:
        return [(Span(0, len(text), "secret"),) for text in texts]

    redactor = Redactions(RedactionSettings, always)
    with pytest.raises(ToolProblem, match="could not be replaced"):
        redactor.redact(posted(["hi"]), "c")


DATA = [
    MAIL,
    CARD,
    "123-45-6789",
    "+49 30 901820",
    "DE89370400440532013000",
    "[EMAIL_1]",
    "[card_2]",
    "Jane",
    "王",
]
TEXTS = st.lists(st.one_of(st.sampled_from(DATA), st.text(max_size=12)), max_size=8).map(" ".join)


@given(TEXTS)
def test_what_is_redacted_comes_back_as_it_was(text: str) -> None:
    redactor = redactions("Jane", "王")
    changed, replaced, _ = redactor.redact(posted(chat(text)), "c")
    asked = json.loads(changed.body)
    shown = asked["messages"][0]["content"]
    assert asked == chat(shown)
    assert redactor.restore(shown, "c") == text
    assert find(shown, ("Jane", "王")) == ()
    assert all(item.original in text for item in replaced)
    assert redactor.redact(changed, "c")[0] is changed


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["content", "arguments", "id", "x"]), inner, max_size=3),
        inner.map(json.dumps),
    ),
    max_leaves=8,
)


@given(VALUES)
def test_any_json_stays_json_of_the_same_form(value: Any) -> None:
    changed, _, _ = redactions("Jane").redact(posted({"content": value}), "c")

    def same(before: Any, after: Any) -> None:
        number = isinstance(before, int | float) and isinstance(after, str)
        assert number or type(before) is type(after)
        if isinstance(before, dict):
            assert list(before) == list(after)
            for name in before:
                same(before[name], after[name])
        elif isinstance(before, list):
            assert len(before) == len(after)
            for one, other in zip(before, after, strict=True):
                same(one, other)
        elif not isinstance(before, str):
            assert number or before == after

    same({"content": value}, json.loads(changed.body))


def test_a_text_alone_is_redacted_alike() -> None:
    text, spans = redacted(f"[EMAIL_1] {MAIL} and {MAIL}", ())
    assert text == "[EMAIL_1] [EMAIL_2] and [EMAIL_2]"
    assert [span.kind for span in spans] == ["email", "email"]


def test_half_characters_and_non_ascii_survive_in_json() -> None:
    request = outgoing(('{"content": "é \\ud800 ' + MAIL + '"}').encode())
    changed, _, _ = redactions().redact(request, "c")
    assert json.loads(changed.body)["content"] == "é \ud800 [EMAIL_1]"
    plain = outgoing(('{"content": "é ' + MAIL + '"}').encode())
    assert redactions().redact(plain, "c")[0].body.decode() == '{"content": "é [EMAIL_1]"}'


def test_what_was_found_once_is_found_again_without_the_words_that_told_of_it() -> None:
    redactor = redactions()
    asked = {
        "messages": [
            {"content": "is Tr0ub4dor&3 strong?"},
            {"content": "My password is Tr0ub4dor&3 and my ssn is 536228726."},
            {"content": "536228726, Tr0ub4dor&34 and xTr0ub4dor&3"},
        ]
    }
    shown = json.loads(redactor.redact(posted(asked), "c")[0].body)
    assert [message["content"] for message in shown["messages"]] == [
        "is [PASSWORD_1] strong?",
        "My password is [PASSWORD_1] and my ssn is [SSN_1].",
        "[SSN_1], Tr0ub4dor&34 and xTr0ub4dor&3",
    ]
    later, replaced, _ = redactor.redact(posted(chat("Tr0ub4dor&3 noted")), "c")
    assert json.loads(later.body) == chat("[PASSWORD_1] noted")
    assert [item.original for item in replaced] == ["Tr0ub4dor&3"]
    elsewhere = posted(chat("Tr0ub4dor&3 noted"))
    assert redactor.redact(elsewhere, "other")[0] is elsewhere


def test_what_the_user_wants_to_send_and_what_is_switched_off_is_not_found_again() -> None:
    settings = [RedactionSettings(), RedactionSettings(), RedactionSettings(off=("password",))]
    redactor = Redactions(lambda: settings.pop(0))
    redactor.redact(posted(chat("My password is Tr0ub4dor&3")), "c")
    request = posted(chat("is Tr0ub4dor&3 strong?"))
    assert redactor.redact(request, "c", ["Tr0ub4dor&3"])[0] is request
    assert redactor.redact(request, "c")[0] is request


def test_a_placeholder_holds_nothing_that_is_found_again() -> None:
    redactor = redactions()
    asked = chat("the password: card_11 [card_11] card_11")
    changed = redactor.redact(posted(asked), "c")[0]
    assert json.loads(changed.body) == chat("the password: [PASSWORD_1] [card_11] [PASSWORD_1]")


def test_a_text_alone_is_searched_again_too() -> None:
    assert (
        redacted("My password is Tr0ub4dor&3. Tr0ub4dor&3!", ())[0]
        == "My password is [PASSWORD_1]. [PASSWORD_1]!"
    )
