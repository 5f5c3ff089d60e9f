"""The user's own words in other spellings."""

from __future__ import annotations

import pytest

from tools.egress.redaction.finder import find


@pytest.mark.parametrize(
    ("entry", "text", "datum"),
    [
        ("ヤマダ", "ﾔﾏﾀﾞ様", "ﾔﾏﾀﾞ"),
        ("ﾔﾏﾀﾞ", "ヤマダ様", "ヤマダ"),
        ("ポート", "ﾎﾟｰﾄ", "ﾎﾟｰﾄ"),
        ("İstanbul", "in istanbul", "istanbul"),
        ("istanbul", "in İSTANBUL ", "İSTANBUL"),
        ("Straße 1", "STRASSE 1", "STRASSE 1"),
        ("Jane\tDoe", "x jane \n doe", "jane \n doe"),
        ("(Acme)", "the (acme) x", "(acme)"),
        ("王小明", "昨天王小明说", "王小明"),
        ("小明", "昨天王小明说", "小明"),
    ],
)
def test_the_dictionary_knows_other_spellings_of_the_same_letters(entry: str, text: str, datum: str) -> None:
    (span,) = find(text, (entry, "Jane Roe", "王五", ""))
    assert (text[span.start : span.end], span.kind) == (datum, "dictionary")
