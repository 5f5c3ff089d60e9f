"""The open web on loopback: a proxy behind which every host and page stands that a test names."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests.servers.recording import Answer, Received, RecordingServer, http

SOMEWHERE = "93.184.215.14"
"""A public address, for names that the proxy is asked to connect to."""

ARTICLE = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mutes for strings</title>
<meta name="author" content="Ada Lin"><meta property="og:site_name" content="The Luthier">
<meta property="article:published_time" content="2024-03-01T10:00:00Z"></head><body>
<nav><a href="/home">Home</a> <a href="/shop">Shop</a></nav>
<article><h1>Mutes for strings</h1>
<p>A mute sits on the bridge of a violin and makes its tone softer and darker. Rubber mutes are <b>light</b>,
metal ones are heavy, and <a href="/practice?kind=metal#top">practice mutes</a> are the heaviest of all.</p>
<p>The Italian word is sordino; composers ask for it with <i>con sordino</i>, and take it back with the words
senza sordino. Read <a href="https://scores.example/list">a list of scores</a> that ask for one, and again
<a href="/practice?kind=metal">of practice mutes</a>, or <a href="javascript:alert(1)">do nothing</a>.</p>
<table><tr><td>Rubber</td><td>4 g</td></tr><tr><td>Metal</td><td>60 g</td></tr></table></article>
<footer><a href="/imprint">Imprint</a></footer></body></html>"""


def pdf(*pages: str, password: str = "", title: str = "") -> bytes:
    """A PDF with these pages, a line of text for each line; an empty page holds no text."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        lines = " ".join(f"({line}) Tj T*" for line in text.splitlines())
        content.set_data(f"BT /F1 12 Tf 14 TL 50 800 Td {lines} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


class Tunnels(RecordingServer):
    """A proxy that leads every CONNECT to itself, and keeps where each wanted to go."""

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(answer, tls)
        self.tunnels: list[str] = []

    @property
    def address(self) -> str:
        """Where it listens, as settings write a proxy."""
        return f"http://127.0.0.1:{self.port}"

    def _handle(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            chunk = connection.recv(4096)
            if not chunk:
                return
            head += chunk
        self.tunnels.append(head.split(b" ")[1].decode())
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        super()._handle(connection)


class WebPages(Tunnels):
    """Plain http behind a proxy. `pages` holds the raw answers by host and target; others are not there."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        super().__init__(self._page)
        self.pages = dict(pages)

    @property
    def asked(self) -> list[str]:
        """Host and target of every request, in order."""
        return [f"{request.headers['host']}{request.target}" for request in self.requests]

    def _page(self, request: Received) -> bytes:
        return self.pages.get(f"{request.headers['host']}{request.target}", http(404, b"not here"))
