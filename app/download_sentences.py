"""The engine's sentences about its own requests and about downloads (see app.engine_sentences)."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

ERRANDS = (
    QT_TRANSLATE_NOOP("Engine", "Your yes in row {row} of the log covers it."),
    QT_TRANSLATE_NOOP("Engine", "It was stopped."),
    QT_TRANSLATE_NOOP("Engine", "Turn the offline switch off, then try again."),
    QT_TRANSLATE_NOOP("Engine", "Choose a milder privacy under Preferences, then try again."),
    QT_TRANSLATE_NOOP("Engine", "Choose a milder privacy under Preferences, or begin a new conversation."),
    QT_TRANSLATE_NOOP("Engine", "Start it in the window or at a terminal, where you can be asked."),
    QT_TRANSLATE_NOOP("Engine", "You said no to {host}, and nothing was sent there."),
    QT_TRANSLATE_NOOP("Engine", "Start it again if you change your mind."),
    QT_TRANSLATE_NOOP(
        "Engine", "Nobody answered the question about {host} in time, and nothing was sent there."
    ),
    QT_TRANSLATE_NOOP("Engine", "Start it again, and answer the question."),
    QT_TRANSLATE_NOOP("Engine", "Sordino was closing, and nothing was sent to {host}."),
    QT_TRANSLATE_NOOP("Engine", "Start it again next time."),
)
"""Who said no to an errand, and what covers one."""

DOWNLOADS = (
    QT_TRANSLATE_NOOP("Engine", "It asks for the file {file} alone, in pieces where the connection breaks."),
    QT_TRANSLATE_NOOP("Engine", "The model is not downloaded from there."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} sends the download on to there."),
    QT_TRANSLATE_NOOP("Engine", "The download from {host} failed: {problem}"),
    QT_TRANSLATE_NOOP("Engine", "The server {host} broke off again and again."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} redirects again and again."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} neither goes on from the middle nor says how long it is."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} sent other bytes than it was asked for."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} answered with status {status}."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} does not say which sha256 the file has."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} says that the file has {said} bytes, and it has {size}."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} ended its answer too early."),
    QT_TRANSLATE_NOOP("Engine", "The server {host} redirects to an address that cannot be used."),
    QT_TRANSLATE_NOOP(
        "Engine", "The server {host} redirects from https to http, where anybody could listen."
    ),
    QT_TRANSLATE_NOOP("Engine", "The address {url} cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "{file} is complete; its sha256 {sha256} is the one that the hub states."),
    QT_TRANSLATE_NOOP("Engine", "{file} is complete; its sha256 {sha256} is the one in the catalogue."),
    QT_TRANSLATE_NOOP("Engine", "Another download into {folder} is running."),
    QT_TRANSLATE_NOOP("Engine", "Wait until it is done, or stop it."),
    QT_TRANSLATE_NOOP("Engine", "The folder {folder} cannot be written: {error}."),
    QT_TRANSLATE_NOOP("Engine", "The licence of {name} has not been accepted."),
    QT_TRANSLATE_NOOP("Engine", "Read it and accept it first."),
    QT_TRANSLATE_NOOP("Engine", "{name} could not be downloaded."),
    QT_TRANSLATE_NOOP("Engine", "Try again later."),
    QT_TRANSLATE_NOOP("Engine", "Try again later; what has arrived is kept."),
    QT_TRANSLATE_NOOP("Engine", "What {host} sent is not {name}: its sha256 is {found}, not {wanted}."),
    QT_TRANSLATE_NOOP("Engine", "What had arrived is not {name}: its sha256 is {found}, not {wanted}."),
    QT_TRANSLATE_NOOP("Engine", "It was deleted."),
    QT_TRANSLATE_NOOP(
        "Engine", "The disk is too full: {need} MB are needed in {folder}, {free} MB are free."
    ),
    QT_TRANSLATE_NOOP("Engine", "{host} broke off its answer, or sent one that is not HTTP."),
    QT_TRANSLATE_NOOP("Engine", "What {host} sent after {progress} of its answer is not HTTP."),
    QT_TRANSLATE_NOOP("Engine", "The answer of {host} broke off after {progress}."),
    QT_TRANSLATE_NOOP("Engine", "The answer of {host} is larger than the limit of {count} bytes."),
    QT_TRANSLATE_NOOP("Engine", "{done} of {total} bytes"),
    QT_TRANSLATE_NOOP("Engine", "Connection refused"),
    QT_TRANSLATE_NOOP("Engine", "it was closed"),
)
"""What a download asks for, and what servers and disks do to it."""
