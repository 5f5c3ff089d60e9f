"""What holding a call to its grammar costs, and what reading forced tokens at once saves; ratios of one run.

Each request is asked three ways in turn: free, constrained token by token, and constrained with forced
tokens read in batches. The time is that of writing alone. Calls are judged by the program's own parser.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from engine.call_parser import CallParser
from engine.contracts import Message, Role, ToolSpec
from engine.model import loading, protocol
from engine.model.call_guard import CALL_END
from engine.model.catalog import models
from engine.model.constraint import CallGrammars
from engine.model.generation import Generator
from engine.model.gguf import read_facts
from engine.model.port import ModelOptions
from engine.prompt.conversation import build_prompt
from engine.settings import Settings
from engine.store.notes import NotesStore
from tools.registry import build_toolbox

ROUNDS = 2
REQUESTS = (
    "What is 23 * 47 + 19?",
    "What time is it in Tokyo?",
    "Note that the dentist is on Friday at nine.",
    "Find my notes about the dentist.",
    "Calculate 15 percent of 2480.",
    "Search the web for the height of Yushan.",
)


@dataclass
class Way:
    """One way to write, with seconds a token and tokens of each answer, and how many held a valid call."""

    name: str
    generator: Generator
    replies: list[protocol.Reply]
    seconds: list[float] = field(default_factory=list)
    per_token: list[float] = field(default_factory=list)
    valid: int = 0


def ask(way: Way, number: int, request: str, tools: list[ToolSpec]) -> str:
    """Answer one request; what was written."""
    way.replies.clear()
    prompt = build_prompt([Message(Role.USER, request)], tools)
    way.generator.answer(
        protocol.Generate(
            number, [dict(m) for m in prompt.messages], [dict(t) for t in prompt.tools], 120, 0.0, 0
        ),
        threading.Event(),
    )
    done = way.replies[-1]
    assert isinstance(done, protocol.Done), done
    text = "".join(reply.text for reply in way.replies if isinstance(reply, protocol.Piece))
    parser = CallParser({tool.name: tool for tool in tools}, lambda: "call")
    list(parser.feed(text))
    parsed = parser.finish()
    way.valid += bool(parsed.calls) and not parsed.problems
    way.seconds.append(done.writing_s)
    way.per_token.append(done.writing_s / max(done.tokens, 1))
    return text


def spread(values: list[float]) -> str:
    """The median with the smallest and largest."""
    return f"{statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f})"


def main(path: Path) -> None:
    """Print the figures for one model."""
    facts = read_facts(path)
    start = protocol.Start(str(path), ModelOptions(context=4096))
    loaded = loading.load(path, facts, start, lambda _: None, threading.Event())
    close = next((token for token, text in loaded.model.specials.items() if text == CALL_END), None)
    grammars = CallGrammars(loaded.model.tokeniser, close)
    grammars.warm()

    def way(name: str, constrained: bool, jump: bool) -> Way:
        replies: list[protocol.Reply] = []
        held = grammars if constrained else None
        made = Generator(loaded.model, facts.chat_template, replies.append, grammars=held, jump=jump)
        return Way(name, made, replies)

    ways = [way("free", False, False), way("token by token", True, False), way("in batches", True, True)]
    with tempfile.TemporaryDirectory() as folder, NotesStore.open_at(Path(folder) / "notes.db") as notes:
        toolbox = build_toolbox(notes, (), Settings().cloud)
        tools = list(toolbox.specs().values())
        same = 0
        for number in range(ROUNDS):
            for request in REQUESTS:
                texts = [ask(one, number, request, tools) for one in ways]
                same += texts[1] == texts[2]
    free, plain, jump = ways
    total = ROUNDS * len(REQUESTS)
    print(f"{path.name}, {loaded.model.device}: {total} answers each way")
    for one in ways:
        each = spread([value * 1000 for value in one.per_token])
        print(f"  {one.name}: {each} ms a token, valid calls {one.valid}")
    cost = [held / loose for held, loose in zip(plain.per_token, free.per_token, strict=True)]
    gain = [slow / fast for slow, fast in zip(plain.seconds, jump.seconds, strict=True)]
    print(f"  a token, constrained : free = {spread(cost)}")
    print(f"  the whole answer, token by token : in batches = {spread(gain)}")
    print(f"  the same text both ways in {same} of {total}")
    loaded.model.close()


if __name__ == "__main__":
    folder = platformdirs.user_data_path("sordino") / "models"
    chosen = [Path(name) for name in sys.argv[1:]]
    for model_path in chosen or [folder / known.file for known in models() if known.role == "starter"]:
        if model_path.is_file():
            main(model_path)
