"""Which characters a page's bytes stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.cloud.charsets import decoded

JAPANESE = "東京の天気は晴れです。弱音器はバイオリンの駒に載せて音を柔らかくします。"
RUSSIAN = "Сурдина сидит на подставке скрипки и делает её тон мягче и темнее."
GREEK = "Η σουρντίνα τοποθετείται στον καβαλάρη του βιολιού και κάνει τον ήχο πιο απαλό."
KOREAN = "약음기는 바이올린의 줄받침에 얹어 소리를 부드럽게 합니다."
GERMAN = "Ein Dämpfer sitzt auf dem Steg der Geige und macht ihren Ton weicher. Für Künstler."
FRENCH = "Une sourdine posée sur le chevalet du violon rend le son plus doux. Élève, été, où, ça."


@pytest.mark.parametrize(
    ("named", "text", "encoding"),
    [
        ("Shift_JIS", JAPANESE, "cp932"),
        ("x-sjis", JAPANESE, "cp932"),
        ("EUC-JP", JAPANESE, "euc_jp"),
        ("windows-1251", RUSSIAN, "cp1251"),
        ("iso-8859-1", "a – b", "cp1252"),
        ("iso-8859-9", "ağaç – şeker", "cp1254"),
        ("euc-kr", KOREAN, "cp949"),
        ("utf-16le", RUSSIAN, "utf-16-le"),
    ],
)
def test_a_named_character_set_is_the_one_that_browsers_take_for_it(
    named: str, text: str, encoding: str
) -> None:
    assert decoded(text.encode(encoding), named) == text


@pytest.mark.parametrize("named", ["", "no-such", "zip", "utf-7", "punycode", "unicode_escape", "\x00"])
def test_a_name_that_the_web_does_not_know_says_nothing(named: str) -> None:
    assert decoded("Grüße +AGE- \\x41".encode(), named) == "Grüße +AGE- \\x41"


@pytest.mark.parametrize("label", ["utf-16", "utf-16le", "utf-7", "none"])
def test_a_page_that_can_be_read_so_far_is_not_of_two_bytes_a_letter(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>Grüße +AGE-</body></html>'
    assert decoded(page.encode(), markup=True) == page


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "cp932"),
        ("<?xml version='1.0' encoding='EUC-JP' ?>", "euc_jp"),
        ('<?xml version="1.0"?>', "utf-8"),
        ('\n<?xml version="1.0" encoding="utf-16"?>', "utf-8"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16"),
    ],
)
def test_an_xml_declaration_is_heeded_and_left_out(head: str, encoding: str) -> None:
    assert decoded((head + JAPANESE).encode(encoding), markup=True) == JAPANESE


def test_what_the_answer_says_goes_before_what_the_page_says() -> None:
    page = f"<meta charset=koi8-r>{RUSSIAN}"
    assert decoded(page.encode("cp1251"), "windows-1251", markup=True) == page
    assert decoded(page.encode("koi8_r"), markup=True) == page


def test_what_a_plain_text_says_is_not_heeded() -> None:
    text = f'<meta charset="koi8-r"> is markup. {GERMAN}'
    assert decoded(text.encode()) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("Привет, мир", "cp1251"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        ("Grüße aus Köln", "cp1252"),
        ("It’s a “mute” – for café players…", "cp1252"),
    ],
)
def test_where_nobody_says_anything_it_is_guessed(text: str, encoding: str) -> None:
    page = f"<html><script>{'x = 1;' * 300}</script><body class='a long name of a class'><p>{text}</p></body>"
    assert decoded(text.encode(encoding)) == text
    assert decoded(page.encode(encoding), markup=True) == page


def test_noise_is_letters_of_some_kind() -> None:
    assert decoded(bytes(range(128, 256)) * 4)


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "shift_jis", "iso-2022-jp", "utf-16"]),
    st.booleans(),
)
def test_any_bytes_are_some_text(content: bytes, named: str, markup: bool) -> None:
    decoded(content, named, markup=markup).encode("utf-8", "surrogatepass")
