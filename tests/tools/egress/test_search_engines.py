"""Several search engines in the broker, each asked at its own host and nowhere else."""

from __future__ import annotations

import datetime
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import primp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from engine.cloud import ENGINES, search_host
from engine.contracts import Incoming, Outgoing
from engine.errors import Cancelled, ToolProblem
from tests.servers.duckduckgo import CHALLENGE, Hit
from tests.servers.recording import http
from tests.servers.search_engines import SearchEngines
from tests.servers.web_pages import SOMEWHERE
from tests.tools.conftest import Connected, after, permit
from tools.cloud import web_search
from tools.egress import search as search_module
from tools.egress.line import Line
from tools.egress.route import judge

DUCK, BRAVE, MOJEEK = (search_host(name) for name in ("duckduckgo", "brave", "mojeek"))
PUBLIC = dict.fromkeys((*ENGINES.values(), "de.wikipedia.org"), (SOMEWHERE,))
SHARED = Hit("Shared", "https://shared.example/page", "Found by both.")
HITS = {
    DUCK: (
        Hit("Duck 1", "https://duck.example/1", "d1"),
        SHARED,
        Hit("Duck 3", "https://duck.example/3", "d3"),
        SHARED,
    ),
    BRAVE: (
        Hit("Brave 1", "https://brave.example/1", "b1"),
        replace(SHARED, href="http://shared.example/page/#x"),
    ),
    MOJEEK: (Hit("Mojeek 1", "https://mojeek.example/1", "m1"),),
    "www.startpage.com": (Hit("Start 1", "https://start.example/1", "s1"),),
    "search.yahoo.com": (Hit("Yahoo 1", "https://yahoo.example/1", "y1"),),
    "en.wikipedia.org": (Hit("Sordino", "https://en.wikipedia.org/wiki/Sordino", "A mute."),),
}


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    names: list[str],
) -> bytes:
    today = datetime.datetime.now(datetime.UTC)
    is_authority = name == issuer
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(host) for host in names])
        builder = builder.add_extension(alternatives, critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """An authority's file, and what all search engines prove themselves with."""
    folder = tmp_path_factory.mktemp("authority")
    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    trusted, server = folder / "authority.pem", folder / "server.pem"
    trusted.write_bytes(_certificate("authority", "authority", root, root, []))
    pem = serialization.Encoding.PEM
    private = leaf.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    server.write_bytes(private + _certificate("engines", "authority", leaf, root, list(PUBLIC)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    return trusted, context


@pytest.fixture
def engines(
    authority: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> Iterator[SearchEngines]:
    """The engines' servers; what the broker's library trusts besides is the authority of the test."""
    trusted, context = authority
    real = primp.Client

    def trusting(**settings: Any) -> primp.Client:
        assert settings["verify"] is True
        assert settings["ca_cert_file"] is None
        return real(**{**settings, "ca_cert_file": str(trusted)})

    monkeypatch.setattr("ddgs.http_client.primp.Client", trusting)
    with SearchEngines(context, HITS) as server:
        yield server


def search_for(server: SearchEngines, *names: str, **changes: Any) -> Outgoing:
    tool = web_search.build("", names)
    assert tool is not None
    outgoing = tool.prepare({"query": "violin mutes"}, ()).outgoing
    return replace(outgoing, proxy=server.address, **{"timeout_s": 10.0, **changes})


def send(client: Connected, outgoing: Outgoing) -> Incoming:
    return client(PUBLIC).send(outgoing, permit(outgoing), threading.Event())


def titles(incoming: Incoming) -> list[str]:
    return [result["title"] for result in json.loads(incoming.body)["results"]]


def failures(incoming: Incoming) -> dict[str, tuple[int, str]]:
    return {each["host"]: (each["status"], each["problem"]) for each in json.loads(incoming.body)["failed"]}


def test_results_come_in_turns_each_address_once_and_with_its_hosts(
    client: Connected, engines: SearchEngines
) -> None:
    outgoing = search_for(engines, "duckduckgo", "brave")
    incoming = send(client, outgoing)
    assert incoming.sent_sha256 == outgoing.sha256
    assert titles(incoming) == ["Duck 1", "Brave 1", "Shared", "Duck 3"]
    assert [result["hosts"] for result in json.loads(incoming.body)["results"]] == [
        [DUCK],
        [BRAVE],
        [DUCK, BRAVE],
        [DUCK],
    ]
    assert failures(incoming) == {}


def test_the_chosen_engines_are_asked_and_no_others(client: Connected, engines: SearchEngines) -> None:
    send(client, search_for(engines, "brave", "mojeek"))
    assert engines.asked == [BRAVE, MOJEEK]
    assert engines.tunnels == [f"{SOMEWHERE}:443"] * 2, "the proxy is asked for checked addresses"
    assert all("violin" in request.target for request in engines.requests)


@pytest.mark.parametrize("name", ENGINES)
def test_each_engine_is_asked_at_the_host_that_is_named(
    client: Connected, engines: SearchEngines, name: str
) -> None:
    host = search_host(name)
    outgoing = search_for(engines, name, hosts=(host,))
    if name == "duckduckgo":
        wish = {**(outgoing.search or {}), "engines": [name]}
        outgoing = replace(outgoing, search=wish, url=f"https://{host}/", method="GET", headers=(), body=b"")
    incoming = send(client, outgoing)
    assert set(engines.asked) == {host}
    assert titles(incoming)[0] == HITS[host][0].title
    assert incoming.sent_sha256 == outgoing.sha256


def test_an_address_that_cannot_be_read_costs_no_other_result(
    client: Connected, engines: SearchEngines
) -> None:
    broken = Hit("Broken", "http://[bad#x", "b2")
    engines.hits = {**HITS, BRAVE: (broken, *HITS[BRAVE], broken)}
    incoming = send(client, search_for(engines, "brave", "mojeek"))
    assert titles(incoming) == ["Broken", "Mojeek 1", "Brave 1", "Shared"]
    assert failures(incoming) == {}
    shown = web_search.read_findings(incoming, (BRAVE, MOJEEK)).content
    assert "1. Broken (search.brave.com)\n   \n   b2" in shown


def test_the_encyclopaedia_of_the_region_is_asked(client: Connected, engines: SearchEngines) -> None:
    tool = web_search.build("", ("wikipedia",), "de-de")
    assert tool is not None
    outgoing = replace(tool.prepare({"query": "Dämpfer"}, ()).outgoing, proxy=engines.address)
    assert titles(send(client, outgoing)) == []
    assert engines.asked == ["de.wikipedia.org"]


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (http(202, CHALLENGE), 202, ""),
        (http(403, b"no"), 403, ""),
        (http(429, b"no"), 429, ""),
        (http(302, b"", f"Location: https://{MOJEEK}/else"), 200, "redirects to https://www.mojeek.com/else"),
        (http(200, b"x" * 3_000_000), 200, "larger than the limit"),
        (b"SMTP ready\r\n\r\n", 200, "failed or broke off"),
        (http(200, b"<!-- -->"), 200, "cannot be read as search results"),
    ],
)
def test_an_engine_that_gives_nothing_is_named_while_the_others_results_stand(
    client: Connected, engines: SearchEngines, answer: bytes, status: int, words: str
) -> None:
    engines.answers[BRAVE] = answer
    incoming = send(client, search_for(engines, "brave", "mojeek"))
    assert titles(incoming) == ["Mojeek 1"]
    ((host, (found, problem)),) = failures(incoming).items()
    assert (host, found) == (BRAVE, status)
    assert words in problem
    assert set(engines.asked) == {BRAVE, MOJEEK}


def test_an_encyclopaedia_that_answers_something_else_is_no_crash(
    client: Connected, engines: SearchEngines
) -> None:
    engines.answers["en.wikipedia.org"] = http(200, b"{}", kind="application/json")
    incoming = send(client, search_for(engines, "wikipedia", "mojeek"))
    assert "cannot be read" in failures(incoming)["en.wikipedia.org"][1]


def test_engines_that_fall_silent_are_given_up_in_time(client: Connected, engines: SearchEngines) -> None:
    engines.stall = 0
    outgoing = search_for(engines, "brave", "mojeek", timeout_s=1.0)
    line = Line(outgoing.timeout_s)
    incoming = search_module.search(outgoing, line, PUBLIC.__getitem__)
    assert {problem for _, problem in failures(incoming).values()} == {
        f"{BRAVE} did not answer within 1 seconds.",
        f"{MOJEEK} did not answer within 1 seconds.",
    }


def test_an_answer_that_drips_is_given_up(engines: SearchEngines) -> None:
    line = Line(1.0)

    class Dripping:
        def iter_bytes(self, _size: int) -> Iterator[bytes]:
            yield b"x"

    dripping: Any = Dripping()
    with closing(search_module._Client(search_for(engines, "brave"), judge_brave(engines), line)) as client:
        line._deadline = 0.0
        with pytest.raises(TimeoutError):
            client._body(dripping)


def judge_brave(engines: SearchEngines) -> Any:
    return judge(search_for(engines, "brave"), PUBLIC.__getitem__)


@pytest.mark.parametrize("url", [f"https://{MOJEEK}/", f"http://{BRAVE}/", "https://127.0.0.1/", "nonsense"])
def test_an_engine_may_ask_no_other_host_and_nothing_unencrypted(engines: SearchEngines, url: str) -> None:
    with (
        closing(
            search_module._Client(search_for(engines, "brave"), judge_brave(engines), Line(10))
        ) as client,
        pytest.raises(ToolProblem, match="a host that was not approved"),
    ):
        client.request("GET", url)
    assert engines.requests == []


def test_an_engine_may_send_only_so_many_requests(engines: SearchEngines) -> None:
    with closing(
        search_module._Client(search_for(engines, "brave"), judge_brave(engines), Line(10))
    ) as client:
        for _ in range(3):
            client.request("GET", f"https://{BRAVE}/")
        with pytest.raises(ToolProblem, match="more requests than it may"):
            client.request("GET", f"https://{BRAVE}/")
    assert len(engines.requests) == 3


def test_one_host_that_leads_to_a_private_network_stops_all(
    client: Connected, engines: SearchEngines
) -> None:
    outgoing = search_for(engines, "brave", "mojeek")
    names = {**PUBLIC, MOJEEK: ("10.0.0.1",)}
    with pytest.raises(ToolProblem, match=r"mojeek\.com leads to 10\.0\.0\.1"):
        client(names).send(outgoing, permit(outgoing), threading.Event())
    assert engines.requests == []


@pytest.mark.parametrize(
    "changes",
    [
        {"engines": ["brave"]},
        {"engines": ["brave", "google"]},
        {"engines": ["brave", "auto"]},
        {"engines": []},
    ],
)
def test_a_search_for_other_engines_than_hosts_is_refused(
    client: Connected, engines: SearchEngines, changes: dict[str, Any]
) -> None:
    outgoing = search_for(engines, "brave", "mojeek")
    outgoing = replace(outgoing, search={**(outgoing.search or {}), **changes})
    with pytest.raises(ToolProblem, match="an engine that was not approved"):
        send(client, outgoing)
    assert engines.requests == []


def test_hosts_that_are_swapped_are_not_asked(client: Connected, engines: SearchEngines) -> None:
    outgoing = search_for(engines, "brave", "mojeek")
    outgoing = replace(outgoing, search={**(outgoing.search or {}), "engines": ["mojeek", "brave"]})
    incoming = send(client, outgoing)
    assert all("not approved" in problem for _, problem in failures(incoming).values())
    assert engines.requests == []


def test_a_certificate_of_another_authority_is_refused(
    client: Connected, engines: SearchEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    incoming = send(client, search_for(engines, "brave", "mojeek"))
    assert set(failures(incoming)) == {BRAVE, MOJEEK}
    assert engines.requests == []


def test_a_name_that_takes_too_long_to_look_up_is_given_up(engines: SearchEngines) -> None:
    over = threading.Event()

    def slow(_host: str) -> tuple[str, ...]:
        over.wait(10)
        return (SOMEWHERE,)

    with pytest.raises(ToolProblem, match=r"Looking up search\.brave\.com took too long"):
        search_module.search(search_for(engines, "brave"), Line(0.1), slow)
    over.set()


@pytest.mark.parametrize("names", [("duckduckgo",), ("brave",)])
def test_without_time_left_nothing_is_asked(engines: SearchEngines, names: tuple[str, ...]) -> None:
    outgoing = search_for(engines, *names)
    line = Line(10)

    def late(host: str) -> tuple[str, ...]:
        line._deadline = 0.0
        return PUBLIC[host]

    if names == ("brave",):
        incoming = search_module.search(outgoing, line, late)
        assert "did not answer" in failures(incoming)[BRAVE][1]
    else:
        with pytest.raises(ToolProblem, match="did not answer"):
            search_module.search(outgoing, line, late)
    assert engines.requests == []


def test_stop_ends_the_wait_for_all_engines(client: Connected, engines: SearchEngines) -> None:
    stop = threading.Event()
    engines.stall = 0
    after(engines.arrived, stop.set)
    outgoing = search_for(engines, "brave", "mojeek", timeout_s=1.0)
    with pytest.raises(Cancelled):
        client(PUBLIC).send(outgoing, permit(outgoing), stop)
