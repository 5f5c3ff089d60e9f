"""How a tool is written: one typed, documented function, from which its schema, description and card come.

The parameters that the model fills in are the function's ordinary ones; keyword-only parameters are what the
program hands over (folders, notes, settings, the cancel flag). The docstring's first part is the description
that the model reads; its sections `Args:`, `Sends:` and `Without it:` give the text of each parameter, what
leaves the computer, and what the user misses by refusing.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Generic, Protocol, TypeVar, get_type_hints

import msgspec

from engine.contracts import (
    Cancel,
    Effect,
    Incoming,
    IncomingStream,
    JsonObject,
    Message,
    Money,
    OutputMarks,
    Preview,
    Reach,
    ToolOutput,
    ToolSpec,
)
from engine.errors import ToolProblem
from engine.toolbox import Aim, Tell

FREE = Money(0)
PLAIN = OutputMarks()
_SECTIONS = ("Args:", "Sends:", "Without it:")
Result = TypeVar("Result")


class Note(Protocol):
    """One note of the user's."""

    @property
    def text(self) -> str: ...


class NotesPort(Protocol):
    """Where the user's notes are kept."""

    def add(self, text: str) -> object:
        """Keep a note."""
        ...

    def search(self, query: str) -> Sequence[Note]:
        """The notes that match `query`, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Documentation:
    """A docstring taken apart."""

    description: str
    parameters: Mapping[str, str]
    sends: str = ""
    without_it: str = ""


@dataclass(frozen=True)
class Declared(Generic[Result]):
    """A tool's function together with what was derived from it."""

    spec: ToolSpec
    arguments: type[msgspec.Struct]
    function: Callable[..., Result]

    def call(self, arguments: JsonObject, **given: object) -> Result:
        """Check `arguments` against the declaration and call the function. Raises ToolProblem."""
        try:
            checked = msgspec.convert(dict(arguments), self.arguments)
        except msgspec.ValidationError as error:
            raise ToolProblem(f"{self.spec.name} cannot be called like this: {error}.") from error
        return self.function(**msgspec.structs.asdict(checked), **given)


class Local:
    """A declared tool that stays on this computer, given what it works with."""

    def __init__(self, declared: Declared[ToolOutput], **given: object) -> None:
        self._declared = declared
        self._given = given
        self._cancellable = "cancel" in inspect.signature(declared.function).parameters

    @property
    def spec(self) -> ToolSpec:
        """The tool as model, gate and user see it."""
        return self._declared.spec

    def run(self, arguments: JsonObject, cancel: Cancel) -> ToolOutput:
        """Do the work. Raises ToolProblem, and Cancelled where the tool takes long enough to be stopped."""
        given = {**self._given, "cancel": cancel} if self._cancellable else self._given
        return self._declared.call(arguments, **given)


class WholeAnswer:
    """What a leaving tool is where it takes nothing along, asks nothing ahead, and reads its answer whole."""

    streams = False
    spec: ToolSpec

    def aim(self, arguments: JsonObject, conversation: Sequence[Message]) -> Aim:  # noqa: ARG002 all calls are alike
        """The tool as it is declared."""
        return Aim(self.spec)

    def priced(self, arguments: JsonObject, preview: Preview) -> Preview:  # noqa: ARG002 whatever was asked
        """Its price does not hang on the words of a request."""
        return preview

    def admit(self, arguments: JsonObject, incoming: Incoming) -> None:
        """Nothing is asked ahead, so that nothing is refused."""

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:  # noqa: ARG002 whatever was asked
        """The answer as it came."""
        return ToolOutput(incoming.body.decode("utf-8", "replace"))

    def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:  # noqa: ARG002 told whole
        """The answer once it is there."""
        return self.interpret(arguments, replace(answer.head, body=b"".join(answer)))


class Remote(WholeAnswer):
    """A declared tool that leaves this computer, given its destination.

    The declared function writes the request; `interpret` reads the answer to it.
    """

    def __init__(
        self,
        declared: Declared[Preview],
        interpret: Callable[[JsonObject, Incoming], ToolOutput],
        *,
        host: str,
        price_max: Money | None = FREE,
        **given: object,
    ) -> None:
        self._declared = declared
        self._interpret = interpret
        self._given = given
        sends = declared.spec.sends.replace("{host}", host)
        self.spec = replace(declared.spec, host=host, price_max=price_max, sends=sends)

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:  # noqa: ARG002 none quotes it
        """The complete request for these arguments. Raises ToolProblem."""
        preview = self._declared.call(arguments, **self._given)
        return replace(preview, seconds=self.spec.seconds, without_it=self.spec.without_it)

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        """The answer as text for the model, with what it cost. Raises ToolProblem."""
        return self._interpret(arguments, incoming)


def tool(
    *,
    reach: Reach = Reach.LOCAL,
    effects: frozenset[Effect] = frozenset({Effect.READS}),
    output: OutputMarks = PLAIN,
    seconds: float = 1.0,
) -> Callable[[Callable[..., Result]], Declared[Result]]:
    """Declare a function as a tool of its own name. A missing text is a mistake of ours: TypeError."""

    def declare(function: Callable[..., Result]) -> Declared[Result]:
        documentation = document(function)
        arguments = _arguments(function, documentation)
        spec = ToolSpec(
            name=function.__name__,
            description=documentation.description,
            parameters=_schema(arguments),
            reach=reach,
            effects=effects,
            output=output,
            seconds=seconds,
            sends=documentation.sends,
            without_it=documentation.without_it,
        )
        if reach.leaves and not (documentation.sends and documentation.without_it):
            raise TypeError(f"{function.__name__} must say what it sends and what is missed without it")
        return Declared(spec, arguments, function)

    return declare


def document(function: Callable[..., object]) -> Documentation:
    """Take the docstring of `function` apart. Raises TypeError where it has none."""
    parts: dict[str, list[str]] = {"": []}
    section = ""
    for line in (inspect.getdoc(function) or "").splitlines():
        if line.strip() in _SECTIONS and not line.startswith(" "):
            section = line.strip()
            parts[section] = []
        else:
            parts[section].append(line)
    description = _joined(parts[""])
    if not description:
        raise TypeError(f"{function.__name__} has no description")
    return Documentation(
        description,
        _entries(parts.get("Args:", [])),
        _joined(parts.get("Sends:", [])),
        _joined(parts.get("Without it:", [])),
    )


def _joined(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split())


def _entries(lines: Sequence[str]) -> dict[str, str]:
    entries: dict[str, str] = {}
    name = ""
    for line in textwrap.dedent("\n".join(lines)).splitlines():
        if line and not line.startswith(" "):
            name, _, text = line.partition(":")
            entries[name.strip()] = text.strip()
        elif line.strip():
            entries[name] = f"{entries[name]} {line.strip()}"
    return entries


def _arguments(function: Callable[..., object], documentation: Documentation) -> type[msgspec.Struct]:
    hints = get_type_hints(function, include_extras=True)
    fields: list[Any] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            continue
        text = documentation.parameters.get(name)
        if not text:
            raise TypeError(f"{function.__name__} does not document {name}")
        described: object = Annotated[hints[name], msgspec.Meta(description=text)]
        required = parameter.default is inspect.Parameter.empty
        fields.append((name, described) if required else (name, described, parameter.default))
    return msgspec.defstruct(function.__name__, fields, forbid_unknown_fields=True, kw_only=True)


def _schema(arguments: type[msgspec.Struct]) -> JsonObject:
    (schema,) = msgspec.json.schema_components([arguments])[1].values()
    properties = {
        name: {key: value for key, value in field.items() if (key, value) != ("default", "")}
        for name, field in schema["properties"].items()
    }
    return {
        "type": "object",
        "properties": properties,
        "required": schema["required"],
        "additionalProperties": False,
    }
