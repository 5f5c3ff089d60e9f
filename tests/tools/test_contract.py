"""Tools are written once: everything else comes from the function and its docstring."""

from __future__ import annotations

from typing import Annotated

import jsonschema
import msgspec
import pytest

from engine.contracts import Effect, Incoming, JsonObject, Outgoing, Preview, Reach, ToolOutput
from engine.errors import ToolProblem
from tests.tools.conftest import run
from tools.contract import Local, Remote, document, tool


@tool(effects=frozenset({Effect.CHANGES}), seconds=2.0)
def greet(name: str, times: Annotated[int, msgspec.Meta(ge=1, le=3)] = 1, *, mark: str = "!") -> ToolOutput:
    """Greet
    somebody.

    A second paragraph.

    Args:
        name: Whom
            to greet.
        times: How often.
    """
    return ToolOutput(f"Hello {name}{mark}" * times)


@tool(reach=Reach.NETWORK)
def fetch(path: str, *, base: str) -> Preview:
    """Fetch a page.

    Args:
        path: Which one.

    Sends:
        The path goes to {host}.

    Without it:
        The page stays unread.
    """
    return Preview(Outgoing("GET", base + path, "example.com"))


def test_name_description_and_schema_are_the_functions() -> None:
    spec = greet.spec
    assert (spec.name, spec.description) == ("greet", "Greet somebody. A second paragraph.")
    assert spec.parameters == {
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "Whom to greet."},
            "times": {
                "type": "integer",
                "description": "How often.",
                "minimum": 1,
                "maximum": 3,
                "default": 1,
            },
        },
        "required": ["name"],
        "additionalProperties": False,
    }
    assert (spec.seconds, spec.reach, spec.sends) == (2.0, Reach.LOCAL, "")
    assert spec.effects == {Effect.CHANGES}
    jsonschema.Draft202012Validator.check_schema(dict(spec.parameters))


def test_what_the_program_hands_over_is_no_argument_of_the_model() -> None:
    assert run(Local(greet, mark="?"), {"name": "Ada", "times": 2}).content == "Hello Ada?Hello Ada?"
    with pytest.raises(ToolProblem, match="mark"):
        run(Local(greet), {"name": "Ada", "mark": "?"})


@pytest.mark.parametrize(
    "arguments", [{}, {"name": 1}, {"name": "a", "times": 0}, {"name": "a", "times": "2"}, {"nome": "a"}]
)
def test_arguments_that_do_not_fit_are_a_sentence(arguments: JsonObject) -> None:
    with pytest.raises(ToolProblem, match=r"greet cannot be called like this: .+"):
        run(Local(greet), arguments)


def test_a_card_says_what_leaves_where_to_and_what_is_missed() -> None:
    def interpret(arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return ToolOutput(f"{arguments['path']}: {incoming.status}")

    remote = Remote(fetch, interpret, host="example.com", base="https://example.com/")
    assert remote.spec.sends == "The path goes to example.com."
    assert remote.spec.without_it == "The page stays unread."
    assert (remote.spec.host, remote.spec.price_max) == ("example.com", 0)
    preview = remote.prepare({"path": "a"}, ())
    assert preview.outgoing.url == "https://example.com/a"
    assert (preview.without_it, preview.seconds) == ("The page stays unread.", remote.spec.seconds)
    assert remote.interpret({"path": "a"}, Incoming(200, (), b"", "", 0.1)).content == "a: 200"


def test_a_tool_without_words_of_its_own_cannot_be_declared() -> None:
    def silent(name: str) -> ToolOutput:
        return ToolOutput(name)

    def half(name: str) -> ToolOutput:
        """Do something."""
        return ToolOutput(name)

    def secretive() -> Preview:
        """Send something."""
        return Preview(Outgoing("GET", "https://example.com/", "example.com"))

    with pytest.raises(TypeError, match="silent has no description"):
        document(silent)
    with pytest.raises(TypeError, match="half does not document name"):
        tool()(half)
    with pytest.raises(TypeError, match="secretive must say what it sends"):
        tool(reach=Reach.NETWORK)(secretive)
