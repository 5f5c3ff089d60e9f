"""What is found in a text, and what must be left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.egress.redaction.finder import find
from tools.egress.redaction.spans import KINDS, Span, joined

FOUND = [
    ("mail jane.doe+x@example.co.uk now", "jane.doe+x@example.co.uk"),
    ("name (at) example (dot) com", "name (at) example (dot) com"),
    ("jane dot doe at example dot com", "jane dot doe at example dot com"),
    ("jane[at]example[dot]org", "jane[at]example[dot]org"),
    ("ｊａｎｅ＠example．com ok", "ｊａｎｅ＠example．com"),
    ("请联系zhang@example.cn谢谢", "zhang@example.cn"),
    ("ja\u200bne@exam\u200bple.com", "ja\u200bne@exam\u200bple.com"),
    ("Call +49 30 901820 today", "+49 30 901820"),
    ("(555) 123-4567", "(555) 123-4567"),
    ("415-555-2671", "415-555-2671"),
    ("020 7946 0958", "020 7946 0958"),
    ("07911 123456", "07911 123456"),
    ("01 42 68 53 00", "01 42 68 53 00"),
    ("03-1234-5678", "03-1234-5678"),
    ("090-1234-5678", "090-1234-5678"),
    ("0912-345-678", "0912-345-678"),
    ("0912345678", "0912345678"),
    ("02-2345-6789", "02-2345-6789"),
    ("手机：13812345678", "13812345678"),
    ("138 1234 5678", "138 1234 5678"),
    ("电话010-62781234", "010-62781234"),
    ("+886 912 345 678", "+886 912 345 678"),
    ("+1 (212) 555-0147", "+1 (212) 555-0147"),
    ("０９１２３４５６７８", "０９１２３４５６７８"),
    ("+49–30–1234567", "+49–30–1234567"),
    ("0171/1234567", "0171/1234567"),
    ("Telefon: 1234567", "1234567"),
    ("4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("4111-1111-1111-1111", "4111-1111-1111-1111"),
    ("5500005555555559", "5500005555555559"),
    ("378282246310005", "378282246310005"),
    ("3782 822463 10005", "3782 822463 10005"),
    ("DE89 3704 0044 0532 0130 00 and", "DE89 3704 0044 0532 0130 00"),
    ("GB82WEST12345698765432", "GB82WEST12345698765432"),
    ("123-45-6789", "123-45-6789"),
    ("身份证号：11010519491231002X", "11010519491231002X"),
    ("A123456789", "A123456789"),
    ("身分證字號 A123456789", "A123456789"),
    ("1 85 05 78 006 084 91", "1 85 05 78 006 084 91"),
    ("12345678Z", "12345678Z"),
    ("X1234567L", "X1234567L"),
    ("RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("AB123456C", "AB123456C"),
    ("111.444.777-35", "111.444.777-35"),
    ("900101-1234567", "900101-1234567"),
    ("2341 2341 2346", "2341 2341 2346"),
    ("ABCPE1234F", "ABCPE1234F"),
    ("passport number C01X00T47", "C01X00T47"),
    ("护照号码：E12345678", "E12345678"),
    ("born on 12 March 1985", "12 March 1985"),
    ("DOB: 1985-03-12", "1985-03-12"),
    ("geboren am 12.03.1985", "12.03.1985"),
    ("出生日期：1990年5月3日", "1990年5月3日"),
    ("1990年5月3日出生", "1990年5月3日"),
    ("from 203.0.113.42 port", "203.0.113.42"),
    ("2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::8a2e:370:7334"),
    ("00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"),
    ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
    ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    (
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ),
    ("sk-proj-abcDEF1234567890abcdef_-xyz", "sk-proj-abcDEF1234567890abcdef_-xyz"),
    ("sk-ant-api03-abcDEF123456-7890_abcdefAA", "sk-ant-api03-abcDEF123456-7890_abcdefAA"),
    (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    ),
    ("postgres://app:s3cr3t!@db.internal:5432/x", "s3cr3t!"),
    ('password = "hunter2"', "hunter2"),
    ("password: hunter2", "hunter2"),
    ("my password is hunter2.", "hunter2"),
    ("DB_PASSWORD=pa$$w0rd", "pa$$w0rd"),
    ("密码：abc12345", "abc12345"),
    ("密码是abc12345", "abc12345"),
    ('api_key: "9f8e7d6c5b4a39281706"', "9f8e7d6c5b4a39281706"),
    ('"apiKey": "9f8e7d6c5b4a39281706"', "9f8e7d6c5b4a39281706"),
    ("Authorization: Bearer abcdef1234567890", "abcdef1234567890"),
    ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    (
        "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;",
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
    ),
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ("0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"),
    ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    ("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"),
]

LEFT = [
    "order number 100234567 shipped",
    "Order #2024-000123-45",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "550e8400-e29b-41d4-a716-446655440000",
    "price 1,234,567.89 USD",
    "2024-01-15 10:30:00",
    "version 10.0.19041.1",
    "v1.2.3.4",
    "ISBN 978-3-16-148410-0",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "YOUR_API_KEY",
    'api_key = "YOUR_API_KEY"',
    'password = os.environ["DB_PASSWORD"]',
    "password: str",
    "token = get_token(user)",
    "The password is required.",
    "the token is the next word",
    "password: ********",
    "4111 1111 1111 1112",
    "DE89 3704 0044 0532 0130 01",
    "1990-2000",
    "git@github.com:org/repo.git",
    "icon@2x.png",
    '@app.route("/x")',
    "1700000000",
    "1700000000000",
    "std::vector<int> a::b",
    "12:34:56",
    "3.14159265358979",
    "for i in range(10): x[i] = 0.5",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "Room 101, 24 items, 365 days, 2,500 EUR",
    "1 234 567 EUR",
    "tel aviv has 460613 people",
    "api_key=<your-key>",
    "secret: ${SECRET}",
    "12/31/2024",
    "127.0.0.1",
    "key: value",
    "primary_key = id",
    "A123456788",
    "123456-7890",
    "000-12-3456",
    "EAN 4006381333931",
    "invoice 2023001234",
    "tracking 1Z999AA10123456784",
    "IMEI 490154203237518",
    "RFC 2616 section 4.4",
    "pip install foo==1.2.3.4",
    "let token = await fetchToken();",
    "passport control at 12345",
    "he lives at home dot",
    "meet at 5 pm in dot com era",
    "See section 4.1.2.3 for details",
    "[EMAIL_1] password: [PASSWORD_1]",
    "2019-nCoV 100-200-300",
]


def pieces(text: str, *dictionary: str) -> list[str]:
    return [text[span.start : span.end] for span in find(text, dictionary)]


@pytest.mark.parametrize(("text", "datum"), FOUND)
def test_a_datum_is_found_whole(text: str, datum: str) -> None:
    assert pieces(text) == [datum]


@pytest.mark.parametrize(("text", "datum"), FOUND)
def test_a_datum_is_found_in_the_middle_of_a_text_and_of_other_scripts(text: str, datum: str) -> None:
    for before, after in (
        ("It says:\n", "\nand so on."),
        ("他說 ", " 就這樣"),
        ("(", ")"),
        ("\u200b", "\u200b"),
    ):
        assert pieces(f"{before}{text}{after}") == [datum]


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_a_datum_stays(text: str) -> None:
    assert pieces(text) == []
    assert pieces(f"First.\n{text}\nLast.") == []


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("ask JANE DOE now", "JANE DOE"),
        ("ask jane\n doe now", "jane\n doe"),
        ("ask Jane\u00a0Doe's", "Jane\u00a0Doe"),
        ("Ｊａｎｅ Ｄｏｅ", "Ｊａｎｅ Ｄｏｅ"),
        ("in der STRASSE", "STRASSE"),
        ("Jose\u0301 came", "Jose\u0301"),
        ("昨天王小明來了", "王小明"),
        ("ﬁnch und söhne", "ﬁnch"),
    ],
)
def test_the_dictionary_knows_no_case_and_any_white_space(text: str, datum: str) -> None:
    assert pieces(text, "Jane Doe", "Straße", "José", "王小明", "Finch", "", " ") == [datum]


@pytest.mark.parametrize("text", ["Annabel", "Joanna", "ann1", "1Ann", "Ännann"])
def test_the_dictionary_matches_whole_words(text: str) -> None:
    assert pieces(text, "Ann") == []


def test_kinds_that_are_off_are_left_alone() -> None:
    text = "jane@example.com or 415-555-2671"
    assert [span.kind for span in find(text, ())] == ["email", "phone"]
    assert [span.kind for span in find(text, (), ("email",))] == ["phone"]


def test_findings_that_overlap_become_one_of_the_longer_ones_kind() -> None:
    found = [Span(5, 9, "ip"), Span(0, 6, "email"), Span(9, 12, "phone"), Span(0, 6, "phone")]
    assert joined(found) == (Span(0, 9, "email"), Span(9, 12, "phone"))


def test_a_private_key_is_found_with_its_frame_and_without_its_end() -> None:
    lines = "\n".join(["MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRvI0MBZhpI"] * 3)
    for kind in ("RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PRIVATE KEY", "PGP PRIVATE KEY BLOCK"):
        whole = f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----"
        assert pieces(f"Here:\n{whole}\nthanks") == [whole]
        cut = whole[: -len(f"\n-----END {kind}-----")]
        assert pieces(f"Here:\n{cut}\n\nthanks, bye") == [cut]
    assert pieces("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----") == []


@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=3))
def test_spans_are_in_order_apart_and_inside_the_text(text: str, dictionary: list[str]) -> None:
    place = 0
    for span in find(text, dictionary):
        assert place <= span.start < span.end <= len(text)
        assert span.kind in KINDS
        place = span.end


@given(st.text(alphabet="1234567890+-() ./:@aA=\"'x_[]\u200b１é\u0301", max_size=120))
def test_text_of_telling_characters_makes_no_rule_fail(text: str) -> None:
    find(text, ("a", "1 1"))


HOSTILE = [
    "1",
    "@",
    ".",
    "-",
    "a.",
    "a@",
    "1 ",
    "1-1.",
    "0",
    "+1",
    "(0",
    ":",
    "1.",
    "ab:",
    "://a:",
    "password:",
    "password ",
    'password = "',
    "-----BEGIN PRIVATE KEY-----",
    "eyJ",
    "eyJaaaaaaaa.",
    "A",
    "DE89 ",
    "lat 1.1",
    "tel ",
    "tel 1",
    "born ",
    "passport no ",
    "[",
    "[EMAIL_",
    "[EMAIL_1]",
    "１",
    "1\u200b",
    '"@',
    '"aaaa@a',
    "a_key",
    "tokenA",
    "(at)",
    "a.a (dot) ",
    "0x",
    "1A",
    "bc1",
    "mysql -",
    "e\u0301",
    "1/",
    "sk-",
    "a at ",
    "a dot ",
    "Jane ",
    "4111 ",
    "x@a.",
    "mail a@b.de ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_ends(piece: str) -> None:
    """The work grows with the text: with the square of its length, this would take minutes."""
    assert len(find(piece * (100_000 // len(piece)), ("Jane Doe", "a a"))) <= 100_000
