"""The sentences of the engine that a user may read, as templates: what changes stands in `{braces}`.

They are listed word for word, for the collector of translatable texts reads literals only.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

STATE = (
    QT_TRANSLATE_NOOP(
        "Engine",
        "The Linux kernel refuses network sockets to the window and the model (seccomp).",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This system offers no socket filter that Sordino uses: the window and the model are "
        "separate processes that open no network connection, but the operating system does not enforce it.",
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
    QT_TRANSLATE_NOOP("Engine", "Changed by hand: {fields}."),
    QT_TRANSLATE_NOOP("Engine", "Confirmed by hand, nothing changed."),
)
"""What protects the program, and what it did."""

RULES = (
    QT_TRANSLATE_NOOP("Engine", "A tool that is not on the list never runs."),
    QT_TRANSLATE_NOOP("Engine", "Always"),
    QT_TRANSLATE_NOOP("Engine", "A call whose arguments do not fit its tool never runs."),
    QT_TRANSLATE_NOOP("Engine", "{tool} was not offered."),
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
        "A call may cost {cap_call} at most, a conversation {cap_conversation}, a day "
        "{cap_day}, a month {cap_month}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Where nobody can answer, the answer is no."),
    QT_TRANSLATE_NOOP("Engine", "This call needs a yes and nobody is there to give it. {question}"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "After private data and untrusted content have met in a conversation, whatever "
        "changes or sends something asks first.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This conversation has read private data and untrusted content, so {tool} must not "
        "{deed} unseen{towards}{quoting}.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Before anything leaves this computer, you are asked and see exactly what it is, "
        "unless an earlier yes covers it.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Privacy asks before anything leaves this computer. {tool} would send its "
        "arguments{towards}{quoting}.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "After untrusted content was read, a tool that changes or sends something asks "
        "first, unless you typed all that it is given.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This conversation has read untrusted content, and what {tool} is given is not all "
        "in your own words. It would {deed}{quoting}.",
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
)
"""The gate's rules, their reasons, and what fills these."""

BUDGET = (
    QT_TRANSLATE_NOOP("Engine", "The call does not fit into the budget: {problem}."),
    QT_TRANSLATE_NOOP("Engine", "its price is unknown while only free tools may be used"),
    QT_TRANSLATE_NOOP("Engine", "its price is unknown and nothing is left of a cap"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for one call is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for this conversation is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for one day is {cap}"),
    QT_TRANSLATE_NOOP("Engine", "it may cost {price}, and the cap for one month is {cap}"),
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
)
"""What does not fit into the caps."""

CALLS = (
    QT_TRANSLATE_NOOP("Engine", "The call was cut off before its end."),
    QT_TRANSLATE_NOOP("Engine", "The call is no valid JSON."),
    QT_TRANSLATE_NOOP("Engine", "The call is no valid JSON: {error}."),
    QT_TRANSLATE_NOOP("Engine", "There was nothing between the tool_call tags."),
    QT_TRANSLATE_NOOP(
        "Engine",
        'What stood in the tool_call tags is no JSON object with "name" and "arguments".',
    ),
    QT_TRANSLATE_NOOP("Engine", "{count} more calls were not valid."),
    QT_TRANSLATE_NOOP("Engine", "The list of calls is empty."),
    QT_TRANSLATE_NOOP("Engine", "A call is an object with a name and arguments."),
    QT_TRANSLATE_NOOP("Engine", "The call has no name."),
    QT_TRANSLATE_NOOP("Engine", "The call of {name} has no arguments."),
    QT_TRANSLATE_NOOP("Engine", "The arguments of {name} are no valid JSON: {error}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The answer is made from what the model already knows, which may be out of date.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The model on this computer answers by itself, which may be less thorough."),
)
"""Calls that were not valid, and what happens without one."""

LOG = (
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
    QT_TRANSLATE_NOOP("Engine", "The log is signed with a key in this computer's keyring."),
    QT_TRANSLATE_NOOP("Engine", "Changes to it could go unnoticed."),
    QT_TRANSLATE_NOOP("Engine", "the keyring is locked"),
    QT_TRANSLATE_NOOP("Engine", "the keyring does not work ({error})"),
    QT_TRANSLATE_NOOP("Engine", "the keyring did not keep the key"),
    QT_TRANSLATE_NOOP("Engine", "the keyring holds something else in the place of Sordino's key"),
    QT_TRANSLATE_NOOP("Engine", "From here on rows are not signed: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "From here on rows are signed; the rows just before were not."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Key {key} is no longer in the keyring: from here on rows are signed with a new one.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The log was changed while Sordino ran: row {row} was not as written."),
    QT_TRANSLATE_NOOP("Engine", "The anchor file is damaged: rows after row {row} may have been cut off."),
    QT_TRANSLATE_NOOP("Engine", "The anchor file is missing: rows after row {row} may have been cut off."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The anchor file was changed, its signature does not hold: rows after row {row} may "
        "have been cut off.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The anchor file was changed, it lacks its signature: rows after row {row} may have been cut off.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The anchor file is older than the log: rows after row {row} may have been cut off.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Row {row} or the anchor file was changed: they name different keys."),
)
"""The log's signature, and what was done to its rows."""

FAILURES = (
    QT_TRANSLATE_NOOP("Engine", "The prompt is empty."),
    QT_TRANSLATE_NOOP("Engine", "Write a message first."),
    QT_TRANSLATE_NOOP("Engine", "The conversation has {tokens} tokens; the model holds {context}."),
    QT_TRANSLATE_NOOP("Engine", "Begin a new conversation, or ask with less text."),
    QT_TRANSLATE_NOOP("Engine", "The prompt could not be turned into tokens."),
    QT_TRANSLATE_NOOP("Engine", "llama.cpp could not read the prompt (status {status})."),
    QT_TRANSLATE_NOOP("Engine", "Send the message again."),
    QT_TRANSLATE_NOOP("Engine", "llama.cpp refused it"),
    QT_TRANSLATE_NOOP("Engine", "The model process ended."),
    QT_TRANSLATE_NOOP("Engine", "CPU 1 thread"),
    QT_TRANSLATE_NOOP("Engine", "CPU {count} threads"),
    QT_TRANSLATE_NOOP("Engine", "{backend} {share} layers"),
    QT_TRANSLATE_NOOP("Engine", "The model is closed."),
    QT_TRANSLATE_NOOP("Engine", "Start Sordino again."),
    QT_TRANSLATE_NOOP("Engine", "it was ended by {signal}"),
    QT_TRANSLATE_NOOP("Engine", "it ended with status {code}"),
    QT_TRANSLATE_NOOP("Engine", "it is truncated"),
    QT_TRANSLATE_NOOP("Engine", "it holds no tensors"),
    QT_TRANSLATE_NOOP("Engine", "The model wrote nothing."),
    QT_TRANSLATE_NOOP("Engine", "The model keeps writing calls that cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "The model keeps asking for a call that was refused."),
    QT_TRANSLATE_NOOP("Engine", "Say it in other words, or choose a stronger model under Models."),
    QT_TRANSLATE_NOOP("Engine", "Say it in other words, or choose another model under Models."),
    QT_TRANSLATE_NOOP("Engine", "The model has not finished after {count} steps."),
    QT_TRANSLATE_NOOP("Engine", "Ask for a smaller part of the work, or try a stronger model."),
    QT_TRANSLATE_NOOP("Engine", "The settings file {path} cannot be used: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Mend it or move it away. Until then Sordino stays offline and local."),
    QT_TRANSLATE_NOOP("Engine", "The settings file {path} cannot be read: {error}."),
    QT_TRANSLATE_NOOP("Engine", "The settings cannot be written to {path}: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Free some space, or choose another folder with --home."),
    QT_TRANSLATE_NOOP("Engine", "Sordino cannot write to its folder {folder}: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Choose another one with --home DIR, or free some space."),
    QT_TRANSLATE_NOOP("Engine", "Sordino is already running with the folder {folder}."),
    QT_TRANSLATE_NOOP("Engine", "Use that window, close it first, or choose another folder with --home DIR."),
    QT_TRANSLATE_NOOP("Engine", "There is no file {path} yet."),
    QT_TRANSLATE_NOOP("Engine", "Start Sordino once to create it."),
    QT_TRANSLATE_NOOP("Engine", "The file {path} was written by an older Sordino."),
    QT_TRANSLATE_NOOP("Engine", "Start Sordino once."),
    QT_TRANSLATE_NOOP("Engine", "The file {path} was written by a newer Sordino (it has {name})."),
    QT_TRANSLATE_NOOP("Engine", "Install that version or a later one, or choose another folder with --home."),
    QT_TRANSLATE_NOOP("Engine", "The file {path} cannot be used: {error}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Check the folder's rights and free space, or choose another folder with --home.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The disk is full: {path} cannot be written."),
    QT_TRANSLATE_NOOP("Engine", "Free some space, then try again."),
    QT_TRANSLATE_NOOP("Engine", "The file {path} is read-only."),
    QT_TRANSLATE_NOOP("Engine", "Make the file and its folder writable again."),
    QT_TRANSLATE_NOOP("Engine", "The file {path} is damaged: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Put a copy of it back, or move it away; Sordino then begins a new one."),
    QT_TRANSLATE_NOOP("Engine", "Put a copy of it back, or delete this conversation."),
    QT_TRANSLATE_NOOP("Engine", "This conversation is no longer there."),
    QT_TRANSLATE_NOOP("Engine", "Choose another one, or begin a new chat."),
    QT_TRANSLATE_NOOP("Engine", "Another program is writing to {path}."),
    QT_TRANSLATE_NOOP("Engine", "Close the other window of Sordino, then try again."),
    QT_TRANSLATE_NOOP("Engine", "The ledger's files beside {path} cannot be written: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Free some space, or make the folder writable again."),
    QT_TRANSLATE_NOOP("Engine", "This run of Sordino cannot go online."),
    QT_TRANSLATE_NOOP("Engine", "Start it with the command sordino."),
    QT_TRANSLATE_NOOP("Engine", "Sordino was started with --offline."),
    QT_TRANSLATE_NOOP("Engine", "Start it again without it to go online."),
    QT_TRANSLATE_NOOP("Engine", "The launcher does not answer."),
    QT_TRANSLATE_NOOP("Engine", "Close Sordino and start it again."),
    QT_TRANSLATE_NOOP("Engine", "This computer has no keyring, so the API key cannot be kept."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Install one (for example GNOME Keyring or KWallet), or use an endpoint without a key.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The keyring does not take the API key."),
    QT_TRANSLATE_NOOP("Engine", "Unlock the keyring and try again."),
    QT_TRANSLATE_NOOP("Engine", "Sordino made a mistake of its own."),
    QT_TRANSLATE_NOOP("Engine", "A report lies in {path}."),
    QT_TRANSLATE_NOOP("Engine", "No space left on device"),
    QT_TRANSLATE_NOOP("Engine", "Permission denied"),
    QT_TRANSLATE_NOOP("Engine", "Read-only file system"),
    QT_TRANSLATE_NOOP("Engine", "No such file or directory"),
    QT_TRANSLATE_NOOP("Engine", "Input/output error"),
)
"""What failed elsewhere, and the ways out."""

WORDS = (
    QT_TRANSLATE_NOOP("Engine", "privacy"),
    QT_TRANSLATE_NOOP("Engine", "latency"),
    QT_TRANSLATE_NOOP("Engine", "caps"),
    QT_TRANSLATE_NOOP("Engine", "offline"),
    QT_TRANSLATE_NOOP("Engine", "text"),
    QT_TRANSLATE_NOOP("Engine", "arguments"),
    QT_TRANSLATE_NOOP("Engine", "payload"),
    QT_TRANSLATE_NOOP("Engine", "result"),
    QT_TRANSLATE_NOOP("Engine", "{first} to {last}"),
)
"""Single words, looked up only where a template asks for them."""
