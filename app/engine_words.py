"""The engine's own sentences in the window's language.

The engine speaks English. Its sentences are few and fixed but for what stands in `{braces}`; each is listed
here as a template, so that it can be recognised, translated and filled again. What is not listed is shown
as the engine wrote it.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LISTED = (
    QT_TRANSLATE_NOOP(
        "Engine",
        "The Linux kernel refuses network sockets to the window and the model (seccomp).",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This system offers no socket filter that Sordino uses: the window and the model are "
        "separate processes that open no network connection, but the operating system does not "
        "enforce it.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Online: the broker runs. What leaves still needs your yes."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Offline for this run, as it was started with --offline. No broker process exists.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Offline. No broker process exists."),
    QT_TRANSLATE_NOOP("Engine", "The broker started as process {pid}."),
    QT_TRANSLATE_NOOP("Engine", "The broker was ended."),
    QT_TRANSLATE_NOOP("Engine", "Loaded {name}."),
    QT_TRANSLATE_NOOP("Engine", "Folders chosen."),
    QT_TRANSLATE_NOOP("Engine", "Expert configured."),
    QT_TRANSLATE_NOOP("Engine", "Conversation deleted."),
    QT_TRANSLATE_NOOP("Engine", "Changed by hand: {names}."),
    QT_TRANSLATE_NOOP("Engine", "Confirmed by hand, nothing changed."),
    QT_TRANSLATE_NOOP("Engine", "On this computer; its sha256 is that of the published file."),
    QT_TRANSLATE_NOOP("Engine", "On this computer; its sha256 has not been checked yet."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The file {path} is not complete, or is not the published one: its size differs.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Not on this computer. `make starter` fetches it."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Not on this computer. Download {file} ({size}) by hand from its page into {folder}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Not in the catalogue: who made it, and whether it was altered, is unknown."),
    QT_TRANSLATE_NOOP("Engine", "{file} is not the published file of {name}: its sha256 differs."),
    QT_TRANSLATE_NOOP("Engine", "It may be damaged or altered. Delete it and fetch it again."),
    QT_TRANSLATE_NOOP("Engine", "The chosen model {path} is not there."),
    QT_TRANSLATE_NOOP("Engine", "Choose another one on the Models page."),
    QT_TRANSLATE_NOOP("Engine", "There is no model in {folder} yet."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Run `make starter` to fetch a small one, or choose a GGUF file on the Models page.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{file} could not be loaded: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model, or a smaller one; the file may also be damaged."),
    QT_TRANSLATE_NOOP("Engine", "{file} is not a GGUF model file."),
    QT_TRANSLATE_NOOP("Engine", "Choose a file whose name ends in .gguf."),
    QT_TRANSLATE_NOOP("Engine", "The model file {path} is not there."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model."),
    QT_TRANSLATE_NOOP("Engine", "The model file {path} is damaged: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Delete it and download it again."),
    QT_TRANSLATE_NOOP("Engine", "The model file {path} cannot be read: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Check its permissions."),
    QT_TRANSLATE_NOOP("Engine", "The model process could not be started: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Try again."),
    QT_TRANSLATE_NOOP("Engine", "The model process ended while it loaded: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The model process ended while it wrote: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "it was killed, perhaps because the memory was full"),
    QT_TRANSLATE_NOOP("Engine", "Choose a smaller model."),
    QT_TRANSLATE_NOOP("Engine", "Send the message again; the model starts anew."),
    QT_TRANSLATE_NOOP("Engine", "The call does not fit into the budget: {problem}."),
    QT_TRANSLATE_NOOP("Engine", "its price is unknown while only free tools may be used"),
    QT_TRANSLATE_NOOP("Engine", "its price is unknown and nothing is left of a cap"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for one call is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for this conversation is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for one day is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for one month is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was edited."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was inserted."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was deleted."),
    QT_TRANSLATE_NOOP("Engine", "Rows {first} to {last} were deleted."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was cut off at the end."),
    QT_TRANSLATE_NOOP("Engine", "Rows {first} to {last} were cut off at the end."),
    QT_TRANSLATE_NOOP("Engine", "Rows {row} and {other} were swapped."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was inserted before the first row."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was inserted after the last row."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was moved to number {number}."),
    QT_TRANSLATE_NOOP("Engine", "Row {row}: the text of its {part} was deleted."),
    QT_TRANSLATE_NOOP("Engine", "Row {row}: the text of its {part} was edited."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was inserted, or another row was put in its place."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was deleted, and the rows after it were renumbered."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was edited: it does not follow row {other}."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} or row {other} was edited: they no longer fit together."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was edited and its hash made anew."),
    QT_TRANSLATE_NOOP("Engine", "The log's name was changed: row 1 belongs to another log."),
    QT_TRANSLATE_NOOP("Engine", "The database file was replaced: the anchor belongs to another log."),
    QT_TRANSLATE_NOOP("Engine", "The database file is damaged or its tables were changed: {error}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Row {row} is not the one that was anchored: the file was replaced or rewritten.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Row {row} records a break: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "The log is not signed: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "this computer offers no keyring"),
    QT_TRANSLATE_NOOP("Engine", "A tool that is not on the list never runs."),
    QT_TRANSLATE_NOOP("Engine", "Always"),
    QT_TRANSLATE_NOOP("Engine", "A call whose arguments do not fit its tool never runs."),
    QT_TRANSLATE_NOOP("Engine", "Nothing leaves this computer: web tools and remote experts are off."),
    QT_TRANSLATE_NOOP("Engine", "Sordino is offline, and {tool} would leave this computer{towards}."),
    QT_TRANSLATE_NOOP("Engine", "Offline switch"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Everything stays on this computer: web tools and remote experts are never used.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Privacy keeps everything on this computer, and {tool} would leave it{towards}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Privacy"),
    QT_TRANSLATE_NOOP("Engine", "What quotes your private data never leaves this computer."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Privacy is careful: {tool} would send private data out of this computer{quoting}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Where a cap is zero or used up, a tool of unknown price is not used."),
    QT_TRANSLATE_NOOP("Engine", "{tool} does not fit into your cost caps: {budget}."),
    QT_TRANSLATE_NOOP("Engine", "Cost cap"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "A call may cost {cap_call} at most, a conversation {cap_conversation}, a day {cap_day}, "
        "a month {cap_month}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Where nobody can answer, the answer is no."),
    QT_TRANSLATE_NOOP("Engine", "This call needs a yes and nobody is there to give it. {question}"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "After private data and untrusted content have met in a conversation, whatever changes or "
        "sends something asks first.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This conversation has read private data and untrusted content, so {tool} must not {deed} "
        "unseen{towards}{quoting}.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Before anything leaves this computer, you are asked and see exactly what it is.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Privacy asks before anything leaves this computer. {tool} would send its "
        "arguments{towards}{quoting}.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "After untrusted content was read, a tool that changes or sends something asks first, "
        "unless you typed all that it is given.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This conversation has read untrusted content, and what {tool} is given is not all in "
        "your own words. It would {deed}{quoting}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Tools that only read on this computer run freely."),
    QT_TRANSLATE_NOOP("Engine", "{tool} only reads, and stays on this computer."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Tools that change something on this computer run freely until untrusted content was read.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{tool} stays on this computer, and this conversation has read nothing untrusted.",
    ),
    QT_TRANSLATE_NOOP("Engine", "What you typed yourself, whole, a tool on this computer may act on."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{tool} stays on this computer, and all that it is given is in your own words.",
    ),
    QT_TRANSLATE_NOOP("Engine", " to {host}"),
    QT_TRANSLATE_NOOP("Engine", ", quoting {origins}"),
    QT_TRANSLATE_NOOP("Engine", ", quoting {origins} and {count} more"),
    QT_TRANSLATE_NOOP("Engine", "change something"),
    QT_TRANSLATE_NOOP("Engine", "send something"),
    QT_TRANSLATE_NOOP("Engine", "change and send something"),
    QT_TRANSLATE_NOOP("Engine", "There is no tool called {name}; there are no tools now."),
    QT_TRANSLATE_NOOP("Engine", "There is no tool called {name}. The tools are: {names}."),
    QT_TRANSLATE_NOOP("Engine", "The arguments of {tool} are not valid: {problem}."),
    QT_TRANSLATE_NOOP("Engine", "No rule allows the call of {name}, so it is not allowed."),
    QT_TRANSLATE_NOOP("Engine", "A rule could not be applied ({error}), so the call is not allowed."),
    QT_TRANSLATE_NOOP("Engine", "The file of rules cannot be used ({problem}), so nothing is allowed."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "it may cost {price}, and the cap for this conversation is {cap}, of which {used} is used",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "it may cost {price}, and the cap for one day is {cap}, of which {used} is used",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "it may cost {price}, and the cap for one month is {cap}, of which {used} is used",
    ),
    QT_TRANSLATE_NOOP("Engine", "The log is {path}."),
    QT_TRANSLATE_NOOP("Engine", "Row {row} was written without a key: not signed."),
    QT_TRANSLATE_NOOP("Engine", "Rows {rows} were written without a key: not signed."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Row {row} was signed with a key that cannot be had ({reason}): not confirmed.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Rows {rows} were signed with a key that cannot be had ({reason}): not confirmed.",
    ),
    QT_TRANSLATE_NOOP("Engine", "the keyring holds another one"),
    QT_TRANSLATE_NOOP("Engine", "no keyring is in use"),
)
TEMPLATES: tuple[str, ...] = tuple(str(text) for text in _LISTED)
LONGEST = 4_000
"""Characters of the longest sentence that is looked up; a longer one is no sentence of the engine's."""
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_SENTENCE_END = re.compile(r"(?<=[.:]) (?=[A-Z])")
_OPTIONAL = {"towards": r"(?P<towards>(?: to .+?)?)", "quoting": r"(?P<quoting>(?:, quoting .+?)?)"}


def _place(match: re.Match[str]) -> str:
    return _OPTIONAL.get(match[1], f"(?P<{match[1]}>.+?)")


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(_place, re.escape(template)), re.DOTALL)


def _fixed_length(template: str) -> int:
    return len(re.sub(r"\{\w+\}", "", template))


_PATTERNS = tuple((text, _pattern(text)) for text in sorted(TEMPLATES, key=_fixed_length, reverse=True))


def in_words(sentence: str) -> str:
    """`sentence` of the engine in the language in force; itself where it is not one of TEMPLATES.

    What fills a template is a name, a figure or a clause; a clause that is a template too is translated.
    Several sentences in a row are looked up one by one.
    """
    if len(sentence) > LONGEST:
        return sentence
    for template, pattern in _PATTERNS:
        found = pattern.fullmatch(sentence)
        if found:
            filled = {name: in_words(text) for name, text in found.groupdict().items()}
            return QCoreApplication.translate("Engine", template).format(**filled)
    parts = _SENTENCE_END.split(sentence)
    return " ".join(map(in_words, parts)) if len(parts) > 1 else sentence


def is_known(sentence: str) -> bool:
    """True where `sentence` fits one of TEMPLATES."""
    return any(pattern.fullmatch(sentence) for _, pattern in _PATTERNS)
