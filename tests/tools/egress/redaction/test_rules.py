"""What the rules find in the spellings of many countries, programs and languages, and what they leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from tools.egress.redaction.bank import is_card
from tools.egress.redaction.finder import find

NUMBERS = [
    ("卡号是4111111111111111，请", "4111111111111111"),
    ("カードは4111-1111-1111-1111です", "4111-1111-1111-1111"),
    ("카드번호는4111111111111111입니다", "4111111111111111"),
    ("_4111111111111111_", "4111111111111111"),
    ("4111/1111/1111/1111", "4111/1111/1111/1111"),
    ("IP地址是84.123.45.67，请", "84.123.45.67"),
    ("服务器84.123.45.67上", "84.123.45.67"),
    ("地址2a02:908:1c:4d00:1:2:3:4上", "2a02:908:1c:4d00:1:2:3:4"),
    ("MAC地址00:1A:2B:3C:4D:5E是", "00:1A:2B:3C:4D:5E"),
    ("MAC地址10:20:30:40:50:60", "10:20:30:40:50:60"),
    ("00:20:30:40:50:60", "00:20:30:40:50:60"),
    ("联系+8613812345678谢谢", "+8613812345678"),
    ("請撥+886 912 345 678。", "+886 912 345 678"),
    ("请打+86 138-1234-5678", "+86 138-1234-5678"),
    ("拨打010-62345678吧", "010-62345678"),
    ("私は090-1234-5678です", "090-1234-5678"),
    ("番号は09012345678です", "09012345678"),
    ("Rufen Sie 089 / 636 48018 an", "089 / 636 48018"),
    ("+1-800-555-0199 ext. 22", "+1-800-555-0199 ext. 22"),
    ("Tel 030 901820 Durchwahl 22", "030 901820 Durchwahl 22"),
    ("Mi móvil es 612 345 678.", "612 345 678"),
    ("Llámame al 915 23 45 67", "915 23 45 67"),
    ("https://x.example/?e=paul.smith%40example.com", "paul.smith%40example.com"),
    ("IMEI 490154203237518", "490154203237518"),
    ("IMEI: 49-015420-323751-8", "49-015420-323751-8"),
]

PEOPLE = [
    ("生年月日は1984年3月12日です", "1984年3月12日"),
    ("出生于1984年3月12日的王", "1984年3月12日"),
    ("1984年3月12日生", "1984年3月12日"),
    ("生年月日は昭和59年3月12日です", "昭和59年3月12日"),
    ("né(e) le 12/03/1984", "12/03/1984"),
    ("DOB 12MAR1984", "12MAR1984"),
    ("geboren: 12. Maerz 1984", "12. Maerz 1984"),
    ("护照E12345678吧", "E12345678"),
    ('"passport_number": "X12345678"', "X12345678"),
    ("passport_no=X12345678", "X12345678"),
    ("Passeport n° 12AB34567", "12AB34567"),
    ("passport (US) 561234987", "561234987"),
    ("passport: AB 1234567", "AB 1234567"),
    ("Steueridentifikationsnummer lautet 36574261809", "36574261809"),
    ("Mi DNI: 40.669.814-H", "40.669.814-H"),
    ("D.N.I. 40.669.814-H", "40.669.814-H"),
]

SECRETS = [
    ("密码是abc12345，别说", "abc12345"),
    ("密码是abc12345，账号是bob", "abc12345"),
    ("密钥：ghp_abcdefghijklmnopqrstuvwxyz0123456789，别外传", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
    ("パスワードはsakura2024です", "sakura2024"),
    ("密码：天安门a1b2c3", "天安门a1b2c3"),
    ("密码：abc密Pass9吧", "abc密Pass9"),
    ('{"password": "S3cretPart\\"restOfSecret9"}', 'S3cretPart\\"restOfSecret9'),
    ('{"a": "{\\"password\\": \\"S3c\\\\\\"rest9\\\\\\\\x\\", \\"b\\": 1}"}', 'S3c\\\\\\"rest9\\\\\\\\x'),
    ('password: "it\'s S3cret"', "it's S3cret"),
    ("Password: Pass)9word", "Pass)9word"),
    ("Password: Pa`ss9word", "Pa`ss9word"),
    ("Password: Pa<ss9>word", "Pa<ss9>word"),
    ("Password: 9Pass;word", "9Pass;word"),
    ("https://user:pass@example.com/x", "pass"),
    ("https://user:proxy_auth@example.com/x", "proxy_auth"),
    ("Password: hunter2<br>Login: bob", "hunter2"),
    ("(Password: sunshine)and so on", "sunshine"),
    ("https://x.example/v1?api_key=8f7d6e5c4b3a2910&q=cats", "8f7d6e5c4b3a2910"),
    ("user=bob&password=hunter2&remember[0]=1", "hunter2"),
    ("my password's hunter2", "hunter2"),
    ('My config: {"password": {"value": "hunter2"}}', "hunter2"),
    (
        "seed phrase: abandon ability able about above absent absorb abstract absurd abuse access accident",
        "abandon ability able about above absent absorb abstract absurd abuse access accident",
    ),
    ("My PIN is 4821.", "4821"),
    ("CVV: 123.", "123"),
    ("Your verification code is 482913.", "482913"),
    ("Your code is 482 913, do not share it", "482 913"),
    ("Ihr Code lautet 482913.", "482913"),
    ("Bestätigungscode: 482913", "482913"),
    ("Votre code est 482913", "482913"),
    ("Tu código es 482913", "482913"),
    ("482913 is your login code.", "482913"),
    ("G-482913 is your Google verification code", "482913"),
    ("確認コードは482913です", "482913"),
    ("Mein Passwort lautet Sommer2024!", "Sommer2024!"),
    ("Le mot de passe est : Soleil#45", "Soleil#45"),
    ("PW: Sommer2024!", "Sommer2024!"),
    ("pw is S3cretPw9", "S3cretPw9"),
    ("clave: Gato_1987", "Gato_1987"),
    ("Password for bob: S3cretPw9", "S3cretPw9"),
    ("password → S3cretPw9", "S3cretPw9"),
    ("пароль abc12345", "abc12345"),
    ("<password>x7Gh2kQ</password>", "x7Gh2kQ"),
    ('<add key="ApiKey" value="1a2b3c4d5e6f7g8h9i0j"/>', "1a2b3c4d5e6f7g8h9i0j"),
    ("machine api.example.com login bob password qwer7788", "qwer7788"),
    ("ALTER ROLE x PASSWORD 's3cr3tpw'", "s3cr3tpw"),
    ("CREATE USER bob IDENTIFIED BY 's3cr3tpw'", "s3cr3tpw"),
    ("docker login -u bob -p S3cretPw9", "S3cretPw9"),
    ("sshpass -p 'letme1n!' ssh bob@host1", "letme1n!"),
    ("WLAN-Schlüssel: 83749283749283749283", "83749283749283749283"),
    ('$password = ConvertTo-SecureString "W1nter!23" -AsPlainText', "W1nter!23"),
]

HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
WORD = "a8Sd7fG6hJ5kL4pQ3wE2rT1yU0iO9zX8cV7bN6mA5sD4fG3hJ2kL1qW0eR9tY8uI7oP6"
TOKENS = [
    f"v1.0-{HEX[:24]}-{HEX}{HEX}",
    f"dp.pt.{WORD[:43]}",
    f"fo1_{WORD[:43]}",
    f"fm2_{WORD}",
    f"HRKU-{WORD[:60]}",
    f"sl.{WORD}",
    f"abc8Q~{WORD[:34]}",
    f"LTAI5t{WORD[:18]}",
    f"AKID{WORD[:32]}",
    f"xkeysib-{HEX}-{WORD[:16]}",
    f"pscale_tkn_{WORD[:43]}",
    f"pul-{HEX[:40]}",
    f"CCIPAT_{WORD[:22]}_{HEX[:40]}",
    f"pcsk_{WORD}",
    f"jina_{WORD[:60]}",
    f"sk_{HEX[:48]}",
    f"csk-{WORD[:48]}",
    f"tgp_v1_{WORD[:43]}",
    f"https://acme.webhook.office.com/webhookb2/6f9619ff-8b86-d011-b42d-00cf4fc964ff@6f9619ff/IncomingWebhook/{HEX}",
    "https://hooks.slack.com/services/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",
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
    "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    "$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
    "$apr1$abcdefgh$ABCDEFGHIJKLMNOPQRSTUV",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzYWx0$RdescudvJCsgt3ub+b7dWRWJTmaaJObG",
    f"bkua_{HEX[:40]}",
]

PARTS = [
    ("https://api.telegram.org/bot1234567890:AA{0}/getMe", f"1234567890:AA{WORD[:33]}"),
    ("https://s3.amazonaws.com/b/k?X-Amz-Signature={1}", HEX),
]

LEFT = [
    "Commande n° 20240512-0045",
    "upgrade from 1.2.3.4 to version two",
    "if not password: return None",
    "if not password: pass",
    "if password != confirm_password: raise ValueError",
    "win = getpass(prompt='Password: ', stream=None):",
    'print("password: ", end="")',
    "self._pwd = pwd",
    "password = proxy_auth",
    "userid = passwd = acct = ''",
    "pwd: expected bytes",
    "Passwort: siehe Anlage",
    "Passwort: bitte ändern",
    "password: see wiki",
    "パスワードは8文字以上です",
    "пароль: обязательно",
    "tokenizer: cl100k_base",
    "author: Smith2020",
    "passage: 12345abc",
    "passenger: 12A345",
    "first-pass: 0.98",
    "the password's length",
    "the recovery phrase is what you wrote down on the day of the first start of this very program",
    "Pass: 98.5%",
    "or pass 'ignore9' to ignore",
    "the password 'field' is empty",
    "la clave: trabajar",
    "'0123456789'",
    "seq 2787582698 ack 0134110561 win 512",
    "GTIN 04012345123456",
    "lottery 04 11 23 34 45 49",
    "型号 138-1234-5678-A",
    "Routing 021000021",
    "10:20:30:40:50:60",
    "né: 44 20 7946",
    "IMEI 490154203237519",
    "your zip code is 90210",
    "your code is 42 lines long",
    "the error code is 10054",
    "1984年3月12日生产",
    "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK",
]


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find(text, ())]


@pytest.mark.parametrize(("text", "datum"), [*NUMBERS, *PEOPLE, *SECRETS])
def test_a_datum_is_found_whole_in_each_spelling(text: str, datum: str) -> None:
    assert pieces(text) == [datum]
    assert pieces(f"First.\n{text}\nLast.") == [datum]


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_found_by_its_own_shape(token: str) -> None:
    assert pieces(f"use {token} now") == [token]
    assert pieces(f"キー「{token}」です") == [token]


@pytest.mark.parametrize(("address", "datum"), PARTS)
def test_a_token_is_found_inside_an_address(address: str, datum: str) -> None:
    assert pieces(address.format(WORD[:33], HEX)) == [datum]


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_a_datum_is_left(text: str) -> None:
    assert pieces(text) == []
    assert pieces(f"First.\n{text}\nLast.") == []


def test_both_ends_of_a_range_of_addresses_are_found() -> None:
    assert pieces("范围84.123.45.67-84.123.45.99") == ["84.123.45.67", "84.123.45.99"]
    assert pieces("127.0.0.1-84.123.45.99") == ["84.123.45.99"]


@pytest.mark.parametrize(
    "piece",
    [
        'password: "',
        'password: \\"',
        "密码：密",
        "密码：a密",
        "$a$",
        "1.1.1.1-",
        "a%40",
        "pw for a b",
        "your code is 1",
        "imei ",
        "Q~",
        "5Hue",
        "llama al ",
    ],
)
def test_a_hostile_text_of_these_rules_ends(piece: str) -> None:
    """The work grows with the text: with the square of its length, this would take minutes."""
    assert len(find(piece * (100_000 // len(piece)), ())) <= 100_000


@given(st.integers(4 * 10**15, 5 * 10**15 - 1))
def test_a_card_has_a_right_checksum(number: int) -> None:
    assert is_card(str(number)) == luhn.is_valid(str(number))


@pytest.mark.parametrize("text", ["SSN, the ssn: 536228726", f"pass{' ' * 48}Passport number: X12345678"])
def test_one_cue_does_not_hide_the_next(text: str) -> None:
    (span,) = find(text, ())
    assert text[span.start : span.end] in ("536228726", "X12345678")
