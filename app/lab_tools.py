"""The tools that a line of the lab declares: each call gives the next of the results written there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from app.lab_values import LineError, a_list, a_part, an_object, read_tools
from engine.contracts import (
    Cancel,
    Decision,
    Incoming,
    IncomingStream,
    JsonObject,
    Message,
    Money,
    Outgoing,
    Preview,
    RecordedDecision,
    ToolOutput,
    ToolSpec,
)
from engine.errors import NotSent
from engine.ledger.reader import LedgerReader
from engine.policy.labels import host_of
from engine.toolbox import LocalTool, RemoteTool
from tools.contract import Local, WholeAnswer
from tools.local.folders import Folders
from tools.local.read_file import read_file
from tools.registry import Tools

_FREE = Money(0)
_JSON = (("Content-Type", "application/json"),)


class Results:
    """What the calls of one tool give back, one after the other; the last one repeats."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)
        self._given = 0

    def next(self) -> str:
        """The next result, empty where the line has none for this tool."""
        if not self._texts:
            return ""
        self._given += 1
        return self._texts[min(self._given, len(self._texts)) - 1]


class LabLocal:
    """A declared tool that stays on this computer."""

    def __init__(self, spec: ToolSpec, results: Results) -> None:
        self.spec = spec
        self._results = results

    def run(self, arguments: JsonObject, cancel: Cancel) -> ToolOutput:  # noqa: ARG002 whatever it is given
        """The next result; its labels follow from the declaration."""
        return ToolOutput(self._results.next())


class LabRemote(WholeAnswer):
    """A declared tool that leaves this computer, for its own host or that of its `url` argument."""

    def __init__(self, spec: ToolSpec) -> None:
        self.spec = spec

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:  # noqa: ARG002 quotes none
        """A request whose body is the arguments as JSON; it costs what the tool costs at most."""
        host = host_of(self.spec, arguments)
        outgoing = Outgoing(
            "POST", f"https://{host}/{quote(self.spec.name)}", host, _JSON, written(arguments)
        )
        price = self.spec.price_max
        return Preview(outgoing, price, price, self.spec.seconds, self.spec.without_it)

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:  # noqa: ARG002 all is in the answer
        """The answer as it came, at the highest price; what has no price is taken to be free."""
        return ToolOutput(incoming.body.decode(errors="surrogatepass"), cost=self.spec.price_max or _FREE)


class LabEgress:
    """Stands where the broker would: it answers what the ledger permits, and nothing else."""

    def __init__(self, ledger: LedgerReader, results: Mapping[str, Results]) -> None:
        self._ledger = ledger
        self._results = results

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:  # noqa: ARG002 at once
        """The next result of the tool that the address names. Raises NotSent for what no row permits."""
        rows = [row for found in self._ledger.find(permit.row_id) for row in found.rows]
        permitted = any(
            row.id == permit.row_id
            and row.decision == Decision.ALLOW
            and row.previewed_sha256 == permit.sha256 == outgoing.sha256
            for row in rows
        )
        if not permitted:
            raise NotSent("The log permits no such request.")
        name = unquote(urlsplit(outgoing.url).path.removeprefix("/"))
        body = self._results[name].next().encode(errors="surrogatepass")
        return Incoming(200, (), body, outgoing.sha256, 0.0)

    def stream(
        self,
        outgoing: Outgoing,  # noqa: ARG002 whatever it is
        permit: RecordedDecision,  # noqa: ARG002
        cancel: Cancel,  # noqa: ARG002
    ) -> IncomingStream:
        """Nothing: no tool of a line is streamed."""
        raise NotSent("The log permits no such request.")


def written(arguments: JsonObject) -> bytes:
    """Arguments as they leave: JSON in UTF-8."""
    return json.dumps(arguments, ensure_ascii=False).encode()


def build(line: Mapping[str, Any], folder: Path) -> tuple[Tools, dict[str, Results]]:
    """The tools of a line, and their results by name; with `files`, these lie in `folder` for `read_file`.

    A `read_file` of the line's own, with results of its own, is used in place of the program's.
    """
    specs = read_tools(line)
    results = {name: Results(texts) for name, texts in _results(line)}
    own: list[LocalTool] = []
    if "files" in line:
        _write(a_part(line, "files"), folder)
        reader = Local(read_file, folders=Folders((str(folder),)))
        if reader.spec.name not in results:
            specs.pop(reader.spec.name, None)
            own.append(reader)
    local: list[LocalTool] = [
        LabLocal(spec, results.get(name, Results(())))
        for name, spec in specs.items()
        if not spec.reach.leaves
    ]
    remote: list[RemoteTool] = [LabRemote(spec) for spec in specs.values() if spec.reach.leaves]
    return Tools([*own, *local], remote), {name: results.get(name, Results(())) for name in specs}


def _results(line: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    found = []
    for item in a_list(line, "tools"):
        tool = an_object(item, "a tool")
        if "results" in tool:
            found.append((tool["name"], strings(tool, "results")))
    return found


def strings(item: Mapping[str, Any], name: str) -> list[str]:
    """The list of strings under `name`. Raises LineError."""
    texts = a_list(item, name)
    if not all(isinstance(text, str) for text in texts):
        raise LineError(f"{name} is not a list of strings")
    return texts


def _write(files: Mapping[str, Any], folder: Path) -> None:
    """Put the files where they can be read. Raises LineError for names that lead out, or cannot be had."""
    for name, content in files.items():
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or not isinstance(content, str):
            raise LineError("files is not an object of names inside a folder and texts")
        try:
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode(errors="backslashreplace"))
        except (OSError, ValueError) as error:
            raise LineError("a name in files cannot be given to a file") from error
