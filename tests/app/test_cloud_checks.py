"""Cloud settings that cannot be used are refused with a sentence and a way out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.cloud_checks import check_cloud
from engine.cloud import BASE_URLS, ENGINES, CloudSettings, Expert, Provider, RedactionSettings
from engine.contracts import Money
from engine.errors import UserError
from tools.egress import trust

GPT = Expert("gpt", Provider.OPENAI, "gpt-5", key_name="expert:api.openai.com")
OWN = Expert("my own", Provider.COMPATIBLE, "large", "https://models.example:8443/v1")


def refused(cloud: CloudSettings) -> str:
    with pytest.raises(UserError) as raised:
        check_cloud(cloud)
    assert raised.value.way_out
    return raised.value.problem


def refused_expert(expert: Expert, **changes: Any) -> str:
    return refused(CloudSettings((replace(expert, **changes),)))


@pytest.mark.parametrize(
    "cloud",
    [
        CloudSettings(),
        CloudSettings((GPT, OWN), {"answer-4": "my own", "expert-1": "gpt"}, tuple(ENGINES), "de-de"),
        CloudSettings(tuple(Expert(kind.value, kind, "m") for kind in BASE_URLS)),
        CloudSettings((replace(OWN, base_url="http://192.168.1.5:8000/v1"),)),
        CloudSettings((replace(OWN, base_url="http://studio.lan/v1", id="專家.2_b-c"),)),
        CloudSettings((replace(GPT, price_in=Money(0), thinking_tokens=2047),)),
        CloudSettings(proxy="http://proxy.example:3128"),
        CloudSettings(proxy="http://127.0.0.1:3128/"),
        CloudSettings(redaction=RedactionSettings(dictionary=("Li", "Mill Lane 4"))),
    ],
)
def test_what_can_be_used_is_let_through(cloud: CloudSettings) -> None:
    check_cloud(cloud)


@pytest.mark.parametrize("name", ["", " gpt", "gpt ", "a" * 41, "a\nb", "a/b", "<b>", "a|b", "a\u202eb"])
def test_an_experts_name_is_plain(name: str) -> None:
    problem = refused_expert(GPT, id=name)
    assert "cannot be used" in problem
    assert problem.isprintable()


def test_two_experts_never_share_a_name() -> None:
    assert refused(CloudSettings((GPT, replace(OWN, id="GPT")))) == "Two experts have the name “GPT”."


@pytest.mark.parametrize("model", ["", " m", "a\nb", "m" * 201])
def test_an_expert_has_a_model(model: str) -> None:
    assert "model's name" in refused_expert(GPT, model=model)


@pytest.mark.parametrize(
    "url",
    [
        "models.example/v1",
        "ftp://models.example/v1",
        "https://ada:secret@models.example/v1",
        "https://models.example/v1?key=secret",
        "https://models.example/v1#there",
        "https://",
        "https://models.example:0/v1",
        "https://mödels.example/v1",
    ],
)
def test_an_address_is_one_that_can_be_asked(url: str) -> None:
    assert refused_expert(OWN, base_url=url) == "The address of the expert “my own” cannot be used."


def test_another_server_needs_an_address() -> None:
    assert refused_expert(OWN, base_url="") == "The address of the expert “my own” is missing."


def test_questions_never_go_far_without_encryption() -> None:
    assert "unencrypted" in refused_expert(OWN, base_url="http://models.example/v1")


@pytest.mark.parametrize("name", ["two words", " ", "a\nb", "k" * 201])
def test_a_keys_name_is_plain(name: str) -> None:
    assert "has a name that cannot be used" in refused_expert(GPT, key_name=name)


def test_numbers_make_sense() -> None:
    assert "below zero" in refused_expert(GPT, price_in=Money(-1))
    assert "below zero" in refused_expert(GPT, price_out=Money(-1))
    assert "longest answer" in refused_expert(GPT, max_tokens=0)
    assert "longest answer" in refused_expert(GPT, max_tokens=1_000_001)
    assert "think longer" in refused_expert(GPT, thinking_tokens=2048)
    assert "think longer" in refused_expert(GPT, thinking_tokens=-1)


def test_tiers_are_known_and_stand_for_somebody() -> None:
    assert "no expert by the name 'oracle-1'" in refused(CloudSettings((GPT,), {"oracle-1": "gpt"}))
    assert "There is no expert “claude” for the name answer-1." in refused(
        CloudSettings((GPT,), {"answer-1": "claude"})
    )


def test_search_engines_are_known_and_chosen_once() -> None:
    assert refused(CloudSettings(engines=())) == "No search engine is chosen."
    assert "'altavista'" in refused(CloudSettings(engines=("altavista",)))
    assert "twice" in refused(CloudSettings(engines=("duckduckgo", "duckduckgo")))


@pytest.mark.parametrize("region", ["", "us", "US-EN", "us-en-x", "us-en\n"])
def test_a_region_is_one_that_searches_know(region: str) -> None:
    assert "region" in refused(CloudSettings(region=region))


@pytest.mark.parametrize(
    "proxy",
    [
        "proxy:3128",
        "https://proxy:3128",
        "socks5://proxy:1080",
        "http://proxy",
        "http://ada:secret@proxy:3128",
        "http://proxy:3128/path",
        "http://proxy:99999",
    ],
)
def test_a_proxy_is_an_address_without_a_name(proxy: str) -> None:
    problem = refused(CloudSettings(proxy=proxy))
    assert problem == "The proxy's address cannot be used."


@pytest.mark.parametrize("entry", ["", "a", " a ", "x" * 201, "two\nlines"])
def test_a_word_to_hide_is_neither_too_short_nor_too_long(entry: str) -> None:
    problem = refused(CloudSettings(redaction=RedactionSettings(dictionary=(entry,))))
    assert "too short, too long" in problem


def test_there_is_an_end_to_the_words_to_hide() -> None:
    many = RedactionSettings(dictionary=tuple(f"word {n}" for n in range(2001)))
    assert "more than 2,000" in refused(CloudSettings(redaction=many))


def certificate(ca: bool) -> tuple[str, str]:
    """A self-signed certificate, and its key, in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "My own authority")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(pem).decode(), private.decode()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    trust.with_authority.cache_clear()


def test_an_authority_of_the_users_own_is_let_through() -> None:
    check_cloud(CloudSettings((replace(OWN, authority=certificate(ca=True)[0]),)))


def test_an_authority_is_for_a_server_of_the_users_own_alone() -> None:
    assert "no address of your own" in refused_expert(GPT, authority=certificate(ca=True)[0])


@pytest.mark.parametrize(
    "authority",
    ["nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "x" * 100_000],
)
def test_an_authority_is_a_certificate(authority: str) -> None:
    assert "no certificate in PEM form" in refused_expert(OWN, authority=authority)


def test_an_authority_is_no_servers_certificate() -> None:
    assert "not that of an authority" in refused_expert(OWN, authority=certificate(ca=False)[0])


def test_a_private_key_never_gets_into_the_settings() -> None:
    public, private = certificate(ca=True)
    assert "holds a private key" in refused_expert(OWN, authority=private + public)
