"""The grammar of one tool call in llguidance's Lark dialect, made from the schemas of the tools on offer.

Schemas come from tool servers, too: what llguidance is known to choke on is sorted out before it sees it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from engine.contracts import JsonObject

Json: TypeAlias = Any
"""A JSON value of any shape."""

ANY = '{"type": "object"}'
"""The schema of arguments of any kind."""

MAX_SCHEMA = 48 * 1024
"""Characters of one tool's schema; larger ones were measured to take over half a second to compile."""
MAX_SCHEMAS = 128 * 1024
"""Characters of all schemas together."""
MAX_WEIGHT = 500
"""llguidance descends into schemas and references on the stack: references between 2,000 and 4,000 deep end
the process where the stack has 8 MiB, and some systems have an eighth of that."""
_REFERENCE_WEIGHT = 3
MAX_PATTERN_PROPERTIES = 16
"""llguidance compares each pattern of property names with every other; a thousand took over 45 seconds."""

_OPTIONS = {
    "whitespace_flexible": False,
    "item_separator": ", ",
    "key_separator": ": ",
    "coerce_one_of": True,
    "lenient": True,
}
_SCHEMA = ("items", "additionalProperties", "additionalItems", "not", "contains")
_LISTS = ("items", "prefixItems", "anyOf", "oneOf", "allOf")
_MAPS = ("properties", "patternProperties", "$defs", "definitions")
_OPENING = ("additionalProperties", "patternProperties", "unevaluatedProperties")
_COMPOSING = ("anyOf", "oneOf", "$ref", "$dynamicRef", "if", "dependentSchemas")


@dataclass(frozen=True, slots=True)
class Shape:
    """A tool as the grammar knows it; `arguments` is a JSON schema as text, ready for llguidance."""

    name: str
    arguments: str

    def loosened(self) -> Shape:
        """The same tool with arguments of any kind."""
        return replace(self, arguments=ANY)


def shapes(tools: Sequence[JsonObject]) -> tuple[Shape, ...]:
    """The tools of a prompt; what is no tool is left out, and what is too large is loosened."""
    found: dict[str, Shape] = {}
    room = MAX_SCHEMAS
    for tool in tools:
        function = tool.get("function")
        name = function.get("name") if isinstance(function, Mapping) else None
        if not isinstance(function, Mapping) or not isinstance(name, str) or not _is_text(name):
            continue
        arguments = _arguments(function.get("parameters"))
        if len(arguments) > min(MAX_SCHEMA, room):
            arguments = ANY
        room -= len(arguments)
        found[name] = Shape(name, arguments)
    return tuple(found.values())


def grammar(offered: Sequence[Shape], close: str) -> str:
    """The grammar of a call of one of the tools, from behind the opening tag; `close` is the closing one."""
    start = " | ".join(f"call_{number}" for number in range(len(offered)))
    lines = [f'start: "\\n" ({start}) "\\n" {close}']
    for number, shape in enumerate(offered):
        head = f'{{"name": {json.dumps(shape.name, ensure_ascii=False)}, "arguments": '
        lines.append(f'call_{number}: {json.dumps(head, ensure_ascii=False)} arguments_{number} "}}"')
        schema = {**json.loads(shape.arguments), "x-guidance": _OPTIONS}
        lines.append(f"arguments_{number}: %json {json.dumps(schema)}")
    return "\n".join(lines) + "\n"


def _is_text(name: str) -> bool:
    """True where `name` has a UTF-8 form."""
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


def _arguments(schema: Json) -> str:
    """The schema of a tool's arguments for llguidance: an object, with no properties but its own."""
    if not isinstance(schema, Mapping) or not schema:
        return ANY
    try:
        text = json.dumps({**schema, "type": "object"}, allow_nan=False)
        if len(text) > MAX_SCHEMA:
            return ANY
        plain = json.loads(text)
        parts = list(_parts(plain))
        if weight(plain) > MAX_WEIGHT or sum(map(_patterns, _values(plain))) > MAX_PATTERN_PROPERTIES:
            return ANY
        if not any(map(_is_composed, parts)):
            for part in parts:
                _close(part)
        return json.dumps(plain)
    except (TypeError, ValueError, RecursionError):
        return ANY


def _parts(schema: Json) -> Iterator[dict[str, Json]]:
    """The schema and every schema in it."""
    if not isinstance(schema, dict):
        return
    yield schema
    inner = [schema.get(key) for key in _SCHEMA]
    for key in _LISTS:
        inner += value if isinstance(value := schema.get(key), list) else []
    for key in _MAPS:
        inner += value.values() if isinstance(value := schema.get(key), dict) else []
    for item in inner:
        yield from _parts(item)


def _patterns(part: dict[str, Json]) -> int:
    return len(patterns) if isinstance(patterns := part.get("patternProperties"), dict) else 0


def _is_composed(part: dict[str, Json]) -> bool:
    """True where the properties of one object are spread over several schemas, so that none may be closed."""
    return "allOf" in part or ("properties" in part and any(key in part for key in _COMPOSING))


def _close(part: dict[str, Json]) -> None:
    """Allow no properties but the ones named, where the schema does not say."""
    properties, required = part.get("properties"), part.get("required", [])
    if not isinstance(properties, dict) or not isinstance(required, list):
        return
    if all(name in properties for name in required) and not any(key in part for key in _OPENING):
        part["additionalProperties"] = False


def weight(schema: JsonObject) -> int:
    """How deep llguidance may descend at most: into the schema, and once into everything referred to."""
    targets = {reference for part in _values(schema) for reference in _references(part)}
    depths: dict[int, int] = {}
    whole = _depth(schema, depths)
    inner = (depths.get(id(_resolved(schema, target)), whole) for target in targets)
    return whole + sum(inner) + _REFERENCE_WEIGHT * len(targets)


def _values(value: Json) -> Iterator[dict[str, Json]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _values(item)


def _references(part: dict[str, Json]) -> Iterator[str]:
    return (value for key in ("$ref", "$dynamicRef") if isinstance(value := part.get(key), str))


def _resolved(schema: JsonObject, reference: str) -> Json:
    """What a reference within the schema points to; the whole schema where that is not plain to see."""
    found: Json = schema
    for step in reference.removeprefix("#").split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, dict) or name not in found:
            return schema
        found = found[name]
    return found


def _depth(value: Json, depths: dict[int, int]) -> int:
    """How many objects and lists lie in one another; noted in `depths` by the id of each."""
    if not isinstance(value, (dict, list)):
        return 0
    items = value.values() if isinstance(value, dict) else value
    depths[id(value)] = depth = 1 + max((_depth(item, depths) for item in items), default=0)
    return depth
