"""The broker's sentences, and those about it; see app.engine_sentences."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

EGRESS = (
    QT_TRANSLATE_NOOP("Engine", "The request is not the one that was permitted. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The results of a search come in one piece only. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The request's URL holds characters that must be escaped. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The request's host is not the one that was shown. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The request's hosts are not those of a search. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "A search of the open web goes over https only. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "An API key goes over https only. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The request is too large for the broker. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "Too many requests are on their way already."),
    QT_TRANSLATE_NOOP("Engine", "The answer is too large to hand over."),
    QT_TRANSLATE_NOOP("Engine", "The broker failed with {error}."),
    QT_TRANSLATE_NOOP("Engine", "The broker answered out of turn. Switch the network off and on again."),
    QT_TRANSLATE_NOOP("Engine", "A request may not set the header {name}."),
    QT_TRANSLATE_NOOP("Engine", "The request holds a header or an address that HTTP does not allow."),
    QT_TRANSLATE_NOOP("Engine", "{host} could not prove that it is {name}: {error}."),
    QT_TRANSLATE_NOOP("Engine", "{host} answered in a compressed form that was not asked for."),
    QT_TRANSLATE_NOOP(
        "Engine", "The answer of {host} did not end within {seconds} seconds; {progress} came."
    ),
    QT_TRANSLATE_NOOP("Engine", "{count} bytes"),
    QT_TRANSLATE_NOOP(
        "Engine", "{host} redirects to {url}. Redirects are not followed: that would be a new request."
    ),
    QT_TRANSLATE_NOOP("Engine", "{host} is this computer."),
    QT_TRANSLATE_NOOP("Engine", "{host} is a private network."),
    QT_TRANSLATE_NOOP("Engine", "{host} leads to {address}, which is this computer."),
    QT_TRANSLATE_NOOP("Engine", "{host} leads to {address}, which is a private network."),
    QT_TRANSLATE_NOOP("Engine", "The URL holds a space, a backslash or a control character."),
    QT_TRANSLATE_NOOP("Engine", "The URL cannot be read."),
    QT_TRANSLATE_NOOP("Engine", "Only http and https are opened."),
    QT_TRANSLATE_NOOP("Engine", "The URL names no host."),
    QT_TRANSLATE_NOOP("Engine", "The URL holds a user name."),
    QT_TRANSLATE_NOOP("Engine", "The URL's host is no valid international name."),
    QT_TRANSLATE_NOOP("Engine", "The URL's host is a number that can be read in several ways."),
    QT_TRANSLATE_NOOP("Engine", "The URL names no valid host."),
    QT_TRANSLATE_NOOP("Engine", "The URL's host names a network interface."),
    QT_TRANSLATE_NOOP("Engine", "The URL's host is no valid address."),
    QT_TRANSLATE_NOOP("Engine", "The URL's port is no number from 1 to 65535."),
    QT_TRANSLATE_NOOP("Engine", "Only ports 80 and 443 are opened."),
    QT_TRANSLATE_NOOP("Engine", "This computer has no keyring that Sordino can read the API key from."),
    QT_TRANSLATE_NOOP("Engine", "The keyring does not give the API key."),
    QT_TRANSLATE_NOOP(
        "Engine", "The API key called {name} holds characters that cannot be sent. Enter it again."
    ),
    QT_TRANSLATE_NOOP("Engine", "The log's row for this request was used for one already. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The proxy {proxy} refused the way to {host} with status {status}."),
)
"""Why a request was not sent, or its answer is of no use."""
