"""Ways of writing a text are undone, each where it applies."""

from __future__ import annotations

import base64

import pytest

from engine.policy.disguises import decodings, plain, readings, turned


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("merger%20with", "merger with"),
        ("merger%2520with", "merger with"),
        ("merger+with", "merger with"),
        (base64.b64encode(b"the merger with Acme").decode(), "the merger with Acme"),
        (b"the merger".hex(), "the merger"),
        ("74 68 65 20 6d 65 72 67", "the merg"),
        ("mergerWithAcme", "merger With Acme"),
        ("m3rg3r w1th", "merger with"),
        ("ac1e", "acle"),
        ("m e r g e r", "merger"),
        ("m_e-r.g·e r", "merger"),
        (base64.b32encode(b"the merger").decode(), "the merger"),
        ("m=65r=\nger", "merger"),
        ("109 101 114 103 101 114", "merger"),
        ("1101101 1100101 1110010 1100111 1100101 1110010", "merger"),
        ("dGhlIG1lcmdl\ncg==", "the merger"),
        (base64.b64encode(base64.b64encode(b"the merger with")).decode(), "the merger with"),
        (base64.b64encode("the merger".encode("utf-16")).decode(), "the merger"),
        (base64.b64encode("the merger".encode("utf-16-le")).decode(), "the merger"),
        ("birds" + "".join(chr(0xE0000 + ord(letter)) for letter in "merger"), "merger"),
        ("birds\U000e015d\U000e0155\U000e0162\ufe0a\ufe0a", "mer\n\n"),
    ],
)
def test_a_text_is_decoded(text: str, said: str) -> None:
    assert said in list(decodings(text))


@pytest.mark.parametrize(
    "text",
    [
        "the merger with Acme",
        "A b c",
        "A" * 17,
        "a5 b",
        "13 to 14 of it",
        "a = 4",
        "abcdefghi2345672",
        "ABCDEFGHI23456777",
    ],
)
def test_ordinary_text_says_what_it_says(text: str) -> None:
    assert all(said.lower() == text.lower() for said in decodings(text))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a mer-\nger", "a merger"),
        ("a **mer**ger", "a **merger"),
        ("see [the list](https://x.example) now", "see [the list]  now"),
        ("<b>mer</b>ger", "merger"),
        ("salt &amp; oil", "salt & oil"),
        ("merg\\u0065r\\nand \\x6f", "merger and o"),
        ("Müller", "Mueller"),
        ("mеrgеr", "merger"),
    ],
)
def test_markup_and_lookalikes_are_read(text: str, seen: str) -> None:
    assert seen in list(readings(text))


@pytest.mark.parametrize("text", ["merger", "Zoë", "a * b"])
def test_a_plain_text_has_no_other_reading(text: str) -> None:
    assert list(readings(text)) == []


def test_letters_are_made_plain_and_turned() -> None:
    assert plain("ᴢᴏᴇ 🇿🇴🇪 🄰") == "zoe zoe a"
    assert list(turned([])) == []
    assert plain("Ｚoe\u0301\u200b") == "Zoe"
    assert list(turned(["acme 1 to"])) == ["npzr1gb", "ot1emca", "emca1ot"]
