"""Prints what going online, going offline and one request cost, and an answer's way through the broker.

An answer's way is told beside a plain read of the same socket.
Server, broker and reader are processes of their own, all on this computer; nothing is kept of what comes.
Rates: each way is taken several times in turn, and its fastest pass counts. Delays: the median of what lies
between a server's sending of a small event and its arrival.
"""

from __future__ import annotations

import argparse
import datetime
import ipaddress
import multiprocessing
import os
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from engine.contracts import IncomingStream, Outgoing, RecordedDecision
from tools.egress.client import EgressClient

HOST = "127.0.0.1"
MEGABYTE = 1_000_000
READ = 256 * 1024
CHUNK = 16 * 1024
"""Bytes of one chunk where the server sends chunks."""
EVENTS = 500
PAUSE_S = 0.002
"""Between two events."""
STAMP = 20
"""Bytes of an event: the time of its sending, in nanoseconds of the clock that all processes share."""
SWITCHES = 5
REQUESTS = 50
"""After each going online."""
NEVER = threading.Event()


def certificate(folder: Path) -> Path:
    """A key and a certificate of its own for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(pem))
    return path


def serve(listener: socket.socket, size: int, proof: Path | None) -> None:
    """Answer each request with `size` bytes: as one body, as /chunks, or with /events in their stead."""
    tls = None
    if proof is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(proof)
    block = os.urandom(READ)
    framed = b"".join(b"%x\r\n%b\r\n" % (CHUNK, block[at : at + CHUNK]) for at in range(0, READ, CHUNK))
    while True:
        plain, _ = listener.accept()
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with plain if tls is None else tls.wrap_socket(plain, server_side=True) as connection:
            path = connection.recv(65536).split(b" ")[1]
            if path == b"/events":
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                for _ in range(EVENTS):
                    time.sleep(PAUSE_S)
                    connection.sendall(b"%0*d" % (STAMP, time.monotonic_ns()))
                continue
            chunked = path == b"/chunks"
            length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
            connection.sendall(f"HTTP/1.1 200 OK\r\n{length}\r\n\r\n".encode())
            for _ in range(size // READ):
                connection.sendall(framed if chunked else block)
            connection.sendall(b"0\r\n\r\n" if chunked else b"")


class Ways:
    """The two ways to one server."""

    def __init__(self, egress: EgressClient, port: int, proof: Path | None) -> None:
        self._egress = egress
        self._port = port
        self._tls = None if proof is None else ssl.create_default_context(cafile=os.fspath(proof))
        self._authority = "" if proof is None else proof.read_text()

    def plain(self, path: str) -> Iterator[int]:
        """Reads a bare socket; gives the bytes of each read, and of the head with them."""
        buffer = bytearray(READ)
        with self._connected() as connection:
            connection.sendall(f"GET /{path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            while size := connection.recv_into(buffer):
                yield size

    def brokered(self, path: str) -> Iterator[int]:
        """The same through the broker."""
        with closing(self.stream(path)) as answer:
            yield from map(len, answer)

    def stream(self, path: str) -> IncomingStream:
        scheme = "http" if self._tls is None else "https"
        url = f"{scheme}://{HOST}:{self._port}/{path}"
        outgoing = Outgoing("GET", url, HOST, own_endpoint=True, max_bytes=1 << 40, authority=self._authority)
        return self._egress.stream(outgoing, permit(outgoing), NEVER)

    def plain_events(self) -> Iterator[bytes]:
        with self._connected() as connection:
            connection.sendall(f"GET /events HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            connection.recv(65536)
            while event := connection.recv(65536):
                yield event

    def _connected(self) -> socket.socket:
        connection = socket.create_connection((HOST, self._port))
        return connection if self._tls is None else self._tls.wrap_socket(connection, server_hostname=HOST)


def started() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """A broker and the channel to it."""
    ours, theirs = socket.socketpair()
    with theirs:
        broker = subprocess.Popen(
            [sys.executable, "-I", "-m", "tools.egress.broker", "--fd", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
        )
    return broker, ours


def permit(outgoing: Outgoing) -> RecordedDecision:
    """What a row of its own permits: no broker takes one twice."""
    return RecordedDecision(str(uuid.uuid4()), outgoing.sha256)


def switching() -> None:
    """Measure and print going online until the first answer, going offline, and a request afterwards."""
    listener = socket.create_server((HOST, 0))
    server = multiprocessing.get_context("fork").Process(target=serve, args=(listener, 0, None), daemon=True)
    server.start()
    outgoing = Outgoing("GET", f"http://{HOST}:{listener.getsockname()[1]}/", HOST, own_endpoint=True)
    online, offline, requests = [], [], []
    for _ in range(SWITCHES):
        began = time.perf_counter()
        broker, ours = started()
        egress = EgressClient(partial(_same, ours))
        egress.send(outgoing, permit(outgoing), NEVER)
        online.append(time.perf_counter() - began)
        for _ in range(REQUESTS):
            began = time.perf_counter()
            egress.send(outgoing, permit(outgoing), NEVER)
            requests.append(time.perf_counter() - began)
        began = time.perf_counter()
        broker.kill()
        broker.wait()
        offline.append(time.perf_counter() - began)
        egress.close()
        ours.close()
    server.terminate()
    server.join()
    listener.close()
    print(f"Going online until the first answer  {statistics.median(online) * 1e3:8,.1f} ms")
    print(f"Going offline                        {statistics.median(offline) * 1e3:8,.1f} ms")
    print(f"One more request and its answer      {statistics.median(requests) * 1e3:8,.2f} ms")


def _same(channel: socket.socket) -> socket.socket:
    return channel


@contextmanager
def ways(size: int, proof: Path | None) -> Iterator[Ways]:
    """A server and a broker as long as they are needed; `proof` is for an encrypted server."""
    listener = socket.create_server((HOST, 0))
    context = multiprocessing.get_context("fork")
    server = context.Process(target=serve, args=(listener, size, proof), daemon=True)
    server.start()
    broker, ours = started()
    egress = EgressClient(lambda: ours)
    yield Ways(egress, listener.getsockname()[1], proof)
    egress.close()
    ours.close()
    broker.wait()
    server.terminate()
    server.join()
    listener.close()


def rate(work: Callable[[], Iterator[int]]) -> float:
    """Megabytes a second."""
    began = time.perf_counter()
    size = sum(work())
    return size / (time.perf_counter() - began) / MEGABYTE


def delay(events: Iterator[bytes]) -> float:
    """Median microseconds; events that came together are left out."""
    return statistics.median((time.monotonic_ns() - int(one)) / 1_000 for one in events if len(one) == STAMP)


def main() -> None:
    """Print the figures of a plain and of an encrypted connection."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args()
    size = options.megabytes * MEGABYTE // READ * READ
    switching()
    with tempfile.TemporaryDirectory(prefix="sordino-bench-") as folder:
        for title, proof in (("http", None), ("https", certificate(Path(folder)))):
            with ways(size, proof) as both:
                report(title, both, size, options.passes)


def report(title: str, both: Ways, size: int, passes: int) -> None:
    """Measure and print one kind of connection."""
    works: dict[str, Callable[[], Iterator[int]]] = {
        "plain socket": partial(both.plain, ""),
        "through the broker": partial(both.brokered, ""),
        "the same, in chunks": partial(both.brokered, "chunks"),
    }
    fastest = dict.fromkeys(works, 0.0)
    for _ in range(passes):
        for name, work in works.items():
            fastest[name] = max(fastest[name], rate(work))
    bare = fastest["plain socket"]
    print(f"An answer of {size / MEGABYTE:,.0f} MB over {title}, best of {passes}")
    for name, reached in fastest.items():
        print(f"  {name:20} {reached:8,.0f} MB/s, {reached / bare:.2f} of the plain socket")
    plain, brokered = delay(both.plain_events()), delay(iter(both.stream("events")))
    print(f"An event of {STAMP} bytes over {title}, median of {EVENTS}")
    print(f"  plain socket         {plain:8,.0f} us")
    print(f"  through the broker   {brokered:8,.0f} us, {brokered / plain:.1f} times the plain socket")


if __name__ == "__main__":
    main()
