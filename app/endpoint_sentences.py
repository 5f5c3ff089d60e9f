"""The engine's sentences about a model behind an endpoint; see app.engine_sentences."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

ENDPOINT = (
    QT_TRANSLATE_NOOP("Engine", "at {host}"),
    QT_TRANSLATE_NOOP("Engine", "Endpoint saved: {name} at {host}."),
    QT_TRANSLATE_NOOP("Engine", "Endpoint removed."),
    QT_TRANSLATE_NOOP("Engine", "Answers are made by {name} at {host}."),
    QT_TRANSLATE_NOOP("Engine", "Answers are made on this computer again."),
    QT_TRANSLATE_NOOP("Engine", "This conversation and what its tools found go to {host}."),
    QT_TRANSLATE_NOOP("Engine", "Nothing but this request goes to {host}."),
    QT_TRANSLATE_NOOP("Engine", "There is no answer; a model of this computer can be chosen under Models."),
    QT_TRANSLATE_NOOP("Engine", "Try again, or choose a model of this computer under Models."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Send the message again to be asked again, or choose a model of this computer under Models.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Go online with a milder privacy, or choose a model of this computer under Models.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The endpoint's address or the name of its model is missing or cannot be used.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Write both anew under Models, the address as https://host/v1."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The address of {host} begins with http: the conversation would go unencrypted.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Use https, or a server on this computer or your own network."),
    QT_TRANSLATE_NOOP("Engine", "The request to {host} was not allowed: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "{host} was not asked: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "{host} gave no answer: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "The answer of {host} broke off: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "The answer of {host} ended before its end."),
    QT_TRANSLATE_NOOP("Engine", "{host} sent more at once than can be read."),
    QT_TRANSLATE_NOOP("Engine", "{host} stopped with an error."),
    QT_TRANSLATE_NOOP("Engine", "It says: “{said}”."),
    QT_TRANSLATE_NOOP("Engine", "{host} does not accept the API key."),
    QT_TRANSLATE_NOOP("Engine", "Write the key anew under Models."),
    QT_TRANSLATE_NOOP("Engine", "{host} knows no such address or model."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Check the address, which usually ends in /v1, and the model's name under Models.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{host} takes no more requests for now."),
    QT_TRANSLATE_NOOP("Engine", "{host} points to another address (status {status})."),
    QT_TRANSLATE_NOOP("Engine", "Write that address under Models; Sordino follows no redirects."),
    QT_TRANSLATE_NOOP("Engine", "{host} has a fault of its own (status {status})."),
    QT_TRANSLATE_NOOP("Engine", "{host} refused the request (status {status})."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "If the text is too long for it, begin a new conversation; else check the settings under Models.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{host} answered, but not as an OpenAI-compatible server does."),
    QT_TRANSLATE_NOOP("Engine", "Check the address under Models: it usually ends in /v1."),
    QT_TRANSLATE_NOOP("Engine", "Sordino is offline."),
    QT_TRANSLATE_NOOP("Engine", "{host} did not answer within {seconds} seconds."),
    QT_TRANSLATE_NOOP("Engine", "{host} sent nothing more for {seconds} seconds; {progress} came."),
    QT_TRANSLATE_NOOP("Engine", "The yes holds for this file from this host."),
    QT_TRANSLATE_NOOP("Engine", "The yes holds for this answer."),
    QT_TRANSLATE_NOOP("Engine", "The yes holds for this conversation."),
    QT_TRANSLATE_NOOP("Engine", "The connection to {host} failed: {error}."),
    QT_TRANSLATE_NOOP("Engine", "The address is refused: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "{host} has no address."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was sent."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Plain http would send this unencrypted to {address}, outside your own network.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The network was switched off while {host} was answering."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The network was switched off while {host} was being asked. No answer came.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The keyring holds no API key called {name}. Enter it in Preferences."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The keyring is locked, so the API key cannot be read. Unlock it and try again.",
    ),
)
"""What an endpoint is for, and what goes wrong with one."""
