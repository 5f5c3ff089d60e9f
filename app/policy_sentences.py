"""The sentences of newer rules, of grants, caps and an organisation's policy; see app.engine_sentences."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

RULES = (
    QT_TRANSLATE_NOOP("Engine", "Hard limits"),
    QT_TRANSLATE_NOOP("Engine", "Low latency"),
    QT_TRANSLATE_NOOP("Engine", "What is switched off is never used: {blocked}."),
    QT_TRANSLATE_NOOP("Engine", "{tool} is switched off in Preferences."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "What would take longer than {step} seconds, or end after {turn} seconds of an answer, "
        "does not leave.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{tool} is too slow for your latency dial: {pace}."),
    QT_TRANSLATE_NOOP("Engine", "nobody knows how long it takes"),
    QT_TRANSLATE_NOOP("Engine", "it takes about {seconds} s, and one call may take {step} s"),
    QT_TRANSLATE_NOOP(
        "Engine", "it takes about {seconds} s, and of the {turn} s of an answer {elapsed} s are gone"
    ),
    QT_TRANSLATE_NOOP("Engine", "A model that another model called cannot ask you, so the answer is no."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This call needs a yes, and a model that another model called cannot ask for it. {question}",
    ),
    QT_TRANSLATE_NOOP("Engine", "{count} phrases from {origin}"),
    QT_TRANSLATE_NOOP("Engine", "1 phrase from {origin}"),
)
"""What the rules say, and why a call is too slow."""

GRANTS = (
    QT_TRANSLATE_NOOP("Engine", "The yes holds for one hour."),
    QT_TRANSLATE_NOOP("Engine", "The yes holds for this host until Sordino ends."),
    QT_TRANSLATE_NOOP("Engine", "The yes holds until it is revoked."),
    QT_TRANSLATE_NOOP("Engine", "A yes for {tool} to {host} was given."),
    QT_TRANSLATE_NOOP("Engine", "The yes for {tool} to {host} was made lasting."),
    QT_TRANSLATE_NOOP("Engine", "The yes for {tool} to {host} was revoked."),
    QT_TRANSLATE_NOOP("Engine", "The yes for {tool} to {host} has expired."),
    QT_TRANSLATE_NOOP("Engine", "The yes for {tool} to {host} lapsed, as it was long unused."),
    QT_TRANSLATE_NOOP("Engine", "You revoked the yes for {host}, and the request was cut off."),
    QT_TRANSLATE_NOOP("Engine", "Start it again to be asked again."),
    QT_TRANSLATE_NOOP("Engine", "The grants cannot be written to {path}: {error}."),
    QT_TRANSLATE_NOOP("Engine", "What it allowed is asked about again."),
    QT_TRANSLATE_NOOP("Engine", "This grant has ended, or may not be kept."),
    QT_TRANSLATE_NOOP("Engine", "Wait until you are asked again."),
    QT_TRANSLATE_NOOP("Engine", "What the sentence asks for has changed meanwhile."),
    QT_TRANSLATE_NOOP("Engine", "Look at it and choose again."),
)
"""A yes that covers further calls, from its beginning to its end, and free text that was overtaken."""

CAPS = (
    QT_TRANSLATE_NOOP(
        "Engine",
        "The cap for this conversation is reached: {spent} of {cap} is spent. What would cost more waits for "
        "a new conversation; free and local tools go on.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The cap for one day is reached: {spent} of {cap} is spent. What would cost more waits until "
        "00:00 UTC; free and local tools go on.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The cap for one month is reached: {spent} of {cap} is spent. What would cost more waits until "
        "{date}, 00:00 UTC; free and local tools go on.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Sordino ended before the answer came. The call is taken to have cost what was reserved for it.",
    ),
)
"""Caps that are reached, and calls whose end nobody saw."""

ORGANISATION = (
    QT_TRANSLATE_NOOP("Engine", "Ask whoever looks after this computer."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has settled Privacy: no milder stop can be chosen."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has settled Low latency: no slower stop can be chosen."),
    QT_TRANSLATE_NOOP(
        "Engine", "{organisation} has settled the cost caps: none can be raised above its bound."
    ),
    QT_TRANSLATE_NOOP("Engine", "{organisation} keeps Sordino offline."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has switched off tools that cannot be switched on here."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has fixed Privacy: it cannot be moved."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has fixed Low latency: it cannot be moved."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has fixed the cost caps: they cannot be changed."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has fixed the offline switch: it cannot be moved."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has fixed which tools are switched off."),
    QT_TRANSLATE_NOOP("Engine", "{organisation} has fixed the preference sentence: it cannot be changed."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The policy file {path} cannot be used: {problem}. Until it is mended everything stays on this "
        "computer, nothing may cost anything, and each yes holds once.",
    ),
)
"""What an organisation has settled, and its file where it cannot be used."""

FILES = (
    QT_TRANSLATE_NOOP("Engine", "it is not a file"),
    QT_TRANSLATE_NOOP("Engine", "it is larger than 1 MiB"),
    QT_TRANSLATE_NOOP("Engine", "it has version {version}"),
    QT_TRANSLATE_NOOP("Engine", "the organisation's name cannot be shown"),
    QT_TRANSLATE_NOOP("Engine", "the widest grant cannot be deny"),
    QT_TRANSLATE_NOOP("Engine", "it fixes {dial} and does not say where"),
    QT_TRANSLATE_NOOP("Engine", "a name stands twice in one object"),
)
"""Why a policy file, or the file of grants, cannot be used."""

TOOLS = (
    QT_TRANSLATE_NOOP("Engine", "Search the web for current or public information."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The search words go to {host}, which also sees this computer's address, as with any visit.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "Ask a larger model elsewhere a hard question that needs more knowledge or reasoning."
    ),
    QT_TRANSLATE_NOOP("Engine", "The question, and nothing else of the conversation, goes to {host}."),
    QT_TRANSLATE_NOOP("Engine", "Work out an arithmetic expression exactly."),
    QT_TRANSLATE_NOOP("Engine", "Tell the current date, weekday and time."),
    QT_TRANSLATE_NOOP("Engine", "List the files in the folders that the user has chosen."),
    QT_TRANSLATE_NOOP("Engine", "Write a note down for the user, so that it can be found again later."),
    QT_TRANSLATE_NOOP("Engine", "Search the user's own notes."),
    QT_TRANSLATE_NOOP("Engine", "Read a text file from the folders that the user has chosen."),
    QT_TRANSLATE_NOOP(
        "Engine", "Search the names and the text of the files in the folders that the user has chosen."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The page's address goes to {host}, which also sees this computer's address, as with any visit.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The search words go to {hosts}, which also see this computer's address, as with any visit."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The whole conversation, with all that was read in it, goes to {model} at {host}."
    ),
    QT_TRANSLATE_NOOP("Engine", "The whole conversation, with all that was read in it, goes to {host}."),
)
"""What the tools do, and what they send."""
