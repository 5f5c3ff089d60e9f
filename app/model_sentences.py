"""The engine's sentences about model files, downloads and this computer (see app.engine_sentences)."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

MODELS = (
    QT_TRANSLATE_NOOP("Engine", "Loading of models configured."),
    QT_TRANSLATE_NOOP("Engine", "Licence of {name} accepted."),
    QT_TRANSLATE_NOOP("Engine", "Copied {file} into the models folder."),
    QT_TRANSLATE_NOOP("Engine", "Linked {file} into the models folder."),
    QT_TRANSLATE_NOOP("Engine", "Risks of the altered weights of {file} accepted."),
    QT_TRANSLATE_NOOP("Engine", "Removed {file} from this computer."),
    QT_TRANSLATE_NOOP("Engine", "There is no model {id} in the catalogue."),
    QT_TRANSLATE_NOOP("Engine", "Choose another one."),
    QT_TRANSLATE_NOOP("Engine", "On this computer; its sha256 is that of the published file."),
    QT_TRANSLATE_NOOP("Engine", "On this computer; its sha256 has not been checked yet."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The file {path} is not complete, or is not the published one: its size differs.",
    ),
    QT_TRANSLATE_NOOP("Engine", "On this computer; the catalogue has no sha256 to compare its own with."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "On this computer, but its sha256 is not that of the published file: it is damaged or altered.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Not on this computer."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Not on this computer. The hub is asked for its size and its sha256 when it is downloaded.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Not in the catalogue: who made it, and whether it was altered, is unknown."),
    QT_TRANSLATE_NOOP("Engine", "{file} is not the published file of {name}: its sha256 differs."),
    QT_TRANSLATE_NOOP("Engine", "It may be damaged or altered. Delete it and fetch it again."),
    QT_TRANSLATE_NOOP("Engine", "The chosen model {path} is not there."),
    QT_TRANSLATE_NOOP("Engine", "Choose another one on the Models page."),
    QT_TRANSLATE_NOOP("Engine", "There is no model in {folder} yet."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Run `make starter` to fetch a small one, or download or import one on the Models page.",
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
    QT_TRANSLATE_NOOP("Engine", "Its {place} says “{word}”: its refusals were removed or weakened."),
    QT_TRANSLATE_NOOP("Engine", "Its {place} says “{word}”: it was put together from several models."),
    QT_TRANSLATE_NOOP("Engine", "Its {place} says “{word}”: it was trained for role play."),
    QT_TRANSLATE_NOOP("Engine", "Its {place} says “{word}”: somebody trained it further."),
    QT_TRANSLATE_NOOP("Engine", "file name"),
    QT_TRANSLATE_NOOP("Engine", "name"),
    QT_TRANSLATE_NOOP("Engine", "variant"),
    QT_TRANSLATE_NOOP("Engine", "tags"),
    QT_TRANSLATE_NOOP("Engine", "author"),
    QT_TRANSLATE_NOOP("Engine", "maker"),
    QT_TRANSLATE_NOOP("Engine", "address"),
    QT_TRANSLATE_NOOP("Engine", "base model"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "It passes for {name}, but its sha256 is that of no published file in the catalogue.",
    ),
    QT_TRANSLATE_NOOP("Engine", "It may write unsafe content, and you answer for what you do with it."),
    QT_TRANSLATE_NOOP("Engine", "It may be less intelligent than the model that it was made from."),
    QT_TRANSLATE_NOOP("Engine", "It may make wrong tool calls, or far too many of them."),
    QT_TRANSLATE_NOOP("Engine", "It may lose track of the task when it works for long."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{file} was not loaded: its weights look altered, and nobody has accepted the risks.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "Accept them on the Models page, or in the terminal with `sordino models accept`."
    ),
    QT_TRANSLATE_NOOP("Engine", "{part} of {all} layers fit the {card} ({free} free)."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{part} of {all} layers fit the {card} ({free} free); the rest runs on the processor.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{part} of {all} layers fit {count} graphics cards ({free} free)."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{part} of {all} layers fit {count} graphics cards ({free} free); the rest runs on the processor.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Runs on the processor: needs about {needed} of memory, {free} are free.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Runs on the processor: needs about {needed} of memory."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Tight: needs about {needed} of memory, of which {free} are free; close other programs first.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Too large: needs about {needed} of memory, and this computer has {total}."),
    QT_TRANSLATE_NOOP("Engine", "The {card} is not used: this llama.cpp was built without {ways}."),
    QT_TRANSLATE_NOOP("Engine", "{speed} tokens a second were measured here."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "About {speed} tokens a second are expected, judged by {name} with its {measured} measured here.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The disk is too full for it: {needed} are missing, {free} are free."),
    QT_TRANSLATE_NOOP(
        "Engine", "{file} is a sound GGUF file; there is no published sha256 to compare its own with."
    ),
    QT_TRANSLATE_NOOP("Engine", "{file} is the published file of {name}."),
    QT_TRANSLATE_NOOP("Engine", "{file} lies in the models folder already."),
    QT_TRANSLATE_NOOP("Engine", "It is on the list of models."),
    QT_TRANSLATE_NOOP("Engine", "{file} could not be put into {folder}: {error}."),
    QT_TRANSLATE_NOOP("Engine", "{path} is no model file of the folder {folder}."),
    QT_TRANSLATE_NOOP("Engine", "Only models of that folder are removed."),
    QT_TRANSLATE_NOOP("Engine", "{file} is in use."),
    QT_TRANSLATE_NOOP("Engine", "Load another model first."),
    QT_TRANSLATE_NOOP("Engine", "{file} could not be removed: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Check the permissions of the folder."),
    QT_TRANSLATE_NOOP(
        "Engine", "The disk is too full: {needed} MB are needed in {folder}, {free} MB are free."
    ),
    QT_TRANSLATE_NOOP("Engine", "{file} changed while it was copied."),
    QT_TRANSLATE_NOOP("Engine", "Wait until it is complete, then try again."),
    QT_TRANSLATE_NOOP("Engine", "The model process could not be started: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Try again."),
    QT_TRANSLATE_NOOP("Engine", "The model process ended while it loaded: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The model process ended while it wrote: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "it was killed, perhaps because the memory was full"),
    QT_TRANSLATE_NOOP("Engine", "Choose a smaller model."),
    QT_TRANSLATE_NOOP("Engine", "Send the message again; the model starts anew."),
    QT_TRANSLATE_NOOP("Engine", "The log is {path}."),
    QT_TRANSLATE_NOOP(
        "Engine", "the memory was too small for it, so next time less is put on the graphics card"
    ),
    QT_TRANSLATE_NOOP("Engine", "the graphics card failed, so next time less is put on it"),
    QT_TRANSLATE_NOOP(
        "Engine", "The model process has died {count} times in a row; it is not started again."
    ),
    QT_TRANSLATE_NOOP("Engine", "Choose a smaller model, or load this one again on the Models page."),
    QT_TRANSLATE_NOOP("Engine", "{file} could not be loaded."),
    QT_TRANSLATE_NOOP("Engine", "The model process made a mistake of its own."),
    QT_TRANSLATE_NOOP("Engine", "Send the message in other words."),
    QT_TRANSLATE_NOOP("Engine", "The conversation is too long for one prompt."),
    QT_TRANSLATE_NOOP("Engine", "Begin a new conversation."),
    QT_TRANSLATE_NOOP("Engine", "{file} is not a file."),
    QT_TRANSLATE_NOOP("Engine", "Choose a GGUF file."),
    QT_TRANSLATE_NOOP("Engine", "What had arrived of {name} was deleted."),
    QT_TRANSLATE_NOOP("Engine", "{file} was not loaded: it looks altered."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{layers} of {total} layers fit the {size} that are free on the graphics card; "
        "the rest runs on the processor.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{context} of {wish} tokens of context fit the {size} that are free on the graphics card.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "What is chosen needs about {size} of the graphics card, and {free} are free.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "No graphics card was found that this build can use; the processor does all the work.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "No layer of the model fits the {size} that are free on the graphics card; "
        "the processor does all the work.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The free memory holds {context} tokens of context, of the {wish} that are wished for.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The graphics card had no room for more: {layers} of {total} layers run on it, "
        "and the rest runs on the processor.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The graphics card had no room for more: the context is {context} tokens.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The graphics card had no room for the model; the processor does all the work.",
    ),
)
"""Model files and the model process."""
