"""Whom the broker trusts: ordinary authorities, one that the user added, nobody of the environment."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.contracts import Outgoing
from engine.errors import NotSent, ToolProblem
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import BrokerProcess, Certificates, Connected, permit
from tests.tools.egress.streaming import NEVER
from tools.egress import trust
from tools.egress.trust import check_authority


def public_part(certificates: Certificates, name: str) -> str:
    content = certificates.file_of(name).read_text()
    return content[content.index("-----BEGIN CERTIFICATE") :]


def ask(server: RecordingServer, name: str = "secure.example", **changes: Any) -> Outgoing:
    url = f"https://{name}:{server.port}/"
    return replace(Outgoing("GET", url, name, own_endpoint=True, timeout_s=20.0), **changes)


def names(*known: str) -> dict[str, list[str]]:
    return {name: ["127.0.0.1"] for name in known}


def test_an_authority_of_the_users_own_vouches_for_their_endpoint(
    client: Connected, certificates: Certificates
) -> None:
    egress = client(names=names("secure.example"))
    with RecordingServer(
        lambda _: http(200, b"safe"), tls=certificates.server_for("secure.example")
    ) as server:
        with pytest.raises(ToolProblem, match="could not prove"):
            egress.send(ask(server), permit(ask(server)), NEVER)
        outgoing = ask(
            server, authority=f"My authority – für mich\n{public_part(certificates, 'secure.example')}"
        )
        assert egress.send(outgoing, permit(outgoing), NEVER).body == b"safe"
        with pytest.raises(ToolProblem, match="could not prove"):
            egress.send(ask(server), permit(ask(server)), NEVER)


def test_it_vouches_for_no_other_name(client: Connected, certificates: Certificates) -> None:
    egress = client(names=names("secure.example", "other.example"))
    with RecordingServer(lambda _: http(200, b""), tls=certificates.server_for("secure.example")) as server:
        pem = public_part(certificates, "secure.example")
        outgoing = ask(server, "other.example", authority=pem)
        with pytest.raises(ToolProblem, match=r"could not prove that it is other\.example"):
            egress.send(outgoing, permit(outgoing), NEVER)
    assert server.requests == []


def test_the_ordinary_authorities_are_trusted_besides(certificates: Certificates) -> None:
    certificates.server_for("secure.example")
    ordinary = {bytes(one) for one in trust.ordinary().get_ca_certs(binary_form=True)}
    extended = trust.with_authority(public_part(certificates, "secure.example"))
    added = {bytes(one) for one in extended.get_ca_certs(binary_form=True)} - ordinary
    assert len(added) == 1
    assert ordinary < {bytes(one) for one in extended.get_ca_certs(binary_form=True)}
    assert extended.check_hostname
    assert extended.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    "authority",
    [
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
    ],
)
def test_what_is_no_certificate_is_refused_before_anything_is_sent(client: Connected, authority: str) -> None:
    with RecordingServer(lambda _: http(200, b"")) as server:
        outgoing = ask(server, authority=authority)
        with pytest.raises(NotSent, match="is no certificate in PEM form"):
            client(names=names("secure.example")).send(outgoing, permit(outgoing), NEVER)
    assert server.requests == []


def test_an_authority_is_for_an_own_endpoint_alone() -> None:
    with pytest.raises(ToolProblem, match="for an address of your own only"):
        check_authority(Outgoing("GET", "https://h.example/", "h.example", authority="x"))
    check_authority(Outgoing("GET", "https://h.example/", "h.example"))


@pytest.mark.parametrize(
    ("variable", "with_folder"), [("SSL_CERT_FILE", False), ("SSL_CERT_DIR", True), ("ssl_cert_file", False)]
)
def test_the_environment_decides_nothing(
    broker_process: Callable[..., BrokerProcess],
    certificates: Certificates,
    variable: str,
    with_folder: bool,
) -> None:
    context = certificates.server_for("localhost")
    path = certificates.file_of("localhost")
    broker = broker_process(**{variable: str(path.parent if with_folder else path)})
    with RecordingServer(lambda _: http(200, b""), tls=context) as server:
        outgoing = ask(server, "localhost")
        with pytest.raises(ToolProblem, match="could not prove"):
            broker.client.send(outgoing, permit(outgoing), NEVER)
        own = replace(outgoing, authority=public_part(certificates, "localhost"))
        assert broker.client.send(own, permit(own), NEVER).status == 200
    assert broker.end() == (0, b"")
