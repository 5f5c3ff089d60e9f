"""The placeholders of one conversation."""

from __future__ import annotations

import pytest

from tools.egress.redaction.placeholders import Placeholders


def test_only_the_named_ones_are_restored() -> None:
    known = Placeholders()
    first, second = known.of("ada@example.org", "email"), known.of("bo@example.org", "email")
    text = f"{first}, {second}"
    assert known.restore(text, [second]) == f"{first}, bo@example.org"
    assert known.restore(text, []) == text
    assert known.restore(text) == "ada@example.org, bo@example.org"


@pytest.mark.parametrize(
    "written",
    [
        "[EMAIL\\_1]",
        "\\[EMAIL\\_1\\]",
        "［EMAIL＿１］",
        "[E-MAIL_1]",
        "[EMAIL1]",
        "%5BEMAIL_1%5D",
        "%5bemail_1%5d",
        "[EMAIL_ 1]",
        "【Email 1】",
    ],
)
def test_a_placeholder_is_known_in_other_spellings_and_never_given_where_it_stands(written: str) -> None:
    known = Placeholders()
    known.of("ada@example.org", "email")
    assert known.restore(f"To {written}.") == "To ada@example.org."
    other = Placeholders()
    other.reserve((f"To {written}.",))
    assert other.of("ada@example.org", "email") == "[EMAIL_2]"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("national_id", "[NATIONALID_1]"),
        ("national_id", "[National\\_ID\\_1]"),
        ("birth_date", "[birth-date 1]"),
    ],
)
def test_a_kind_of_two_words_is_known_in_other_spellings(kind: str, written: str) -> None:
    known = Placeholders()
    known.of("x", kind)
    assert known.restore(written) == "x"


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("[EMAIL_1](mailto:[EMAIL_1])", "[a@b.org](mailto:a@b.org)"),
        ("[EMAIL_1](MAILTO:x)", "[a@b.org](MAILTO:x)"),
        ("[EMAIL_1](%5BEMAIL_1%5D)", "[a@b.org](a@b.org)"),
        ("[EMAIL_1](her own)", "a@b.org(her own)"),
        ("【EMAIL_1】(mailto:x)", "a@b.org(mailto:x)"),
        ("[EMAIL_1}", "[EMAIL_1}"),
        ("[the EMAIL_1]", "[the EMAIL_1]"),
    ],
)
def test_the_words_of_a_link_keep_their_brackets(text: str, restored: str) -> None:
    known = Placeholders()
    known.of("a@b.org", "email")
    assert known.restore(text) == restored


def test_what_rules_found_is_told_but_no_short_text_and_none_of_the_users_own_words() -> None:
    known = Placeholders()
    for original, kind in (("Tr0ub4dor", "password"), ("4821", "password"), ("Anna Roe", "dictionary")):
        known.of(original, kind)
    assert known.told() == [("Tr0ub4dor", "password")]
