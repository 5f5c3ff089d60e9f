"""Arguments against a tool's JSON Schema. Nothing is fetched; a broken schema is a sentence, not a crash."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Protocol

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend, validator_for
from referencing import Registry

from engine.call_json import quoted
from engine.call_patterns import Steps, found

_KEPT = 512
_TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
_COUNTS = frozenset({"minLength", "maxLength", "minItems", "maxItems"})
_BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_OBJECT_KEYS = frozenset({"type", "properties", "required", "additionalProperties", "title", "description"})
_SCALARS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_NOTES = frozenset({"type", "title", "description", "default", "$comment"})
"""Keywords of a property that bound nothing beyond its type."""


_UNBOUNDED = ("patternProperties", "unevaluatedProperties")
"""Keywords that jsonschema cannot apply together but by patterns of its own."""

_MOST_KEYWORDS = 30_000
_Errors = Iterable[ValidationError]
_Keyword = Callable[..., _Errors | None]


class _Work(threading.local):
    """How many keywords may still be applied to the arguments at hand, and in how many steps patterns."""

    keywords = 0
    steps = Steps(0)


_work = _Work()


class _TooMuchError(Exception):
    """More keywords were applied than any honest schema needs."""


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[ValidationError]: ...

    def descend(
        self, instance: object, schema: object, path: str, schema_path: str
    ) -> Iterator[ValidationError]: ...


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One schema. Where it is flat, `types` holds for each name the classes that fit it."""

    validator: _Validator | None
    types: Mapping[str, tuple[type, ...]] | None = None
    required: tuple[str, ...] = ()

    def surely_fits(self, arguments: object) -> bool:
        """True only where the validator would find nothing; False says nothing."""
        types = self.types
        if types is None or type(arguments) is not dict:
            return False
        for name, value in arguments.items():
            if type(value) not in types.get(name, ()):
                return False
        return all(name in arguments for name in self.required)


class ArgumentChecker:
    """Checks arguments; keeps the prepared form of the schemas that it has seen, by their content."""

    def __init__(self) -> None:
        self._prepared: OrderedDict[str, _Prepared] = OrderedDict()
        self._latest: dict[int, tuple[Any, _Prepared]] = {}

    def problem(self, arguments: object, schema: object) -> str:
        """A clause that says what is wrong with `arguments`, empty where they fit.

        Arguments that are no object never fit, nor do any where the schema itself is broken.
        """
        if not isinstance(arguments, Mapping):
            return "the arguments are not an object"
        prepared = self._prepare(schema)
        if prepared is None or prepared.validator is None:
            return "the tool's own schema is broken"
        if prepared.surely_fits(arguments):
            return ""
        _work.keywords, _work.steps = _MOST_KEYWORDS, Steps()
        try:
            error = next(iter(prepared.validator.iter_errors(arguments)), None)
        except RecursionError:
            return "the arguments are nested too deep for the schema"
        except Exception:  # noqa: BLE001 a hostile schema can fail in any way; whatever it is, the call is invalid
            return "the tool's own schema cannot be applied"
        return "" if error is None else _words(error)

    def _prepare(self, schema: object) -> _Prepared | None:
        known = self._latest.get(id(schema))
        if known is not None and known[0] is schema:
            return known[1]
        try:
            content = json.dumps(schema, sort_keys=True)
        except (TypeError, ValueError, RecursionError):
            return None
        if content in self._prepared:
            self._prepared.move_to_end(content)
        else:
            self._prepared[content] = _prepared(json.loads(content))
            if len(self._prepared) > _KEPT:
                self._prepared.popitem(last=False)
        if len(self._latest) >= _KEPT:
            self._latest.clear()
        self._latest[id(schema)] = (schema, self._prepared[content])
        return self._prepared[content]


def _prepared(schema: object) -> _Prepared:
    validator = _validator(schema)
    if validator is None or not isinstance(schema, dict) or not _is_flat(schema):
        return _Prepared(validator)
    types = {
        name: _SCALARS.get(item.get("type", ""), ()) if item.keys() <= _NOTES else ()
        for name, item in schema.get("properties", {}).items()
        if isinstance(item, dict)
    }
    return _Prepared(validator, types, tuple(schema.get("required", ())))


def _is_flat(schema: dict[str, Any]) -> bool:
    """True for a plain object schema that bounds nothing but its properties."""
    return schema.keys() <= _OBJECT_KEYS and schema.get("type") == "object" and is_plain(schema)


def _validator(schema: object) -> _Validator | None:
    """A validator that resolves no reference outside the schema; None where the schema is broken."""
    if not isinstance(schema, (dict, bool)):
        return None
    kind: Any = Draft202012Validator
    if not is_plain(schema):
        try:
            kind = validator_for(schema, default=Draft202012Validator)
            kind.check_schema(schema)
            written = json.dumps(schema)
        except Exception:  # noqa: BLE001 a hostile schema can fail in any way; whatever it is, it is broken
            return None
        if all(f'"{name}":' in written for name in _UNBOUNDED):
            return None
    return _bounded(kind)(schema, registry=Registry())


@cache
def _bounded(kind: type[Any]) -> Callable[..., _Validator]:
    """The class `kind` of validators with all its work bounded, however hostile the schema is.

    Formats are notes to it: none is checked.
    """
    keywords = dict(kind.VALIDATORS) | {
        "additionalProperties": partial(_additional_properties, kind.VALIDATORS["additionalProperties"]),
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "uniqueItems": _unique_items,
    }
    made: Callable[..., _Validator] = extend(  # type: ignore[no-untyped-call]
        kind, {name: partial(_counted, check) for name, check in keywords.items()}
    )
    return made


def _counted(check: _Keyword, validator: object, wanted: object, instance: object, schema: object) -> _Errors:
    """What the keyword finds. Raises _TooMuchError after too many of them: references can multiply them."""
    _work.keywords -= 1
    if _work.keywords < 0:
        raise _TooMuchError
    return check(validator, wanted, instance, schema) or ()


def _pattern(_: object, wanted: str, instance: object, __: object) -> _Errors:
    if isinstance(instance, str) and not found(wanted, instance, _work.steps):
        yield ValidationError(f"{instance!r} does not match {wanted!r}")


def _pattern_properties(
    validator: _Validator, wanted: dict[str, Any], instance: object, _: object
) -> _Errors:
    if isinstance(instance, dict):
        for pattern, schema in wanted.items():
            for name, value in instance.items():
                if found(pattern, name, _work.steps):
                    yield from validator.descend(value, schema, path=name, schema_path=pattern)


def _additional_properties(
    check: _Keyword, validator: object, wanted: object, instance: object, schema: dict[str, Any]
) -> _Errors | None:
    """Like jsonschema's own, of the properties whose names match no pattern."""
    patterns = schema.get("patternProperties", {})
    if patterns and isinstance(instance, dict):
        instance = {
            name: value
            for name, value in instance.items()
            if not any(found(pattern, name, _work.steps) for pattern in patterns)
        }
        schema = {name: value for name, value in schema.items() if name != "patternProperties"}
    return check(validator, wanted, instance, schema)


def is_plain(schema: object, depth: int = 20) -> bool:
    """True for a schema of everyday keywords in their proper types: the meta-schema is not needed for it."""
    if isinstance(schema, bool):
        return True
    if not isinstance(schema, dict) or depth == 0:
        return False
    return all(_plain_keyword(key, value, depth) for key, value in schema.items())


def _plain_keyword(key: str, value: object, depth: int) -> bool:
    if key in ("title", "description", "$comment"):
        return isinstance(value, str)
    if key == "type":
        return isinstance(value, str) and value in _TYPES
    if key == "properties":
        return isinstance(value, dict) and all(is_plain(item, depth - 1) for item in value.values())
    if key in ("items", "additionalProperties"):
        return is_plain(value, depth - 1)
    if key == "required":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if key == "enum":
        return isinstance(value, list)
    if key in _BOUNDS:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if key in _COUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return key == "default"


def _unique_items(_: object, wanted: object, instance: object, __: object) -> Iterator[ValidationError]:
    """Like jsonschema's own, but in linear time."""
    if not wanted or not isinstance(instance, list):
        return
    seen = {json.dumps(_comparable(item), sort_keys=True) for item in instance}
    if len(seen) != len(instance):
        yield ValidationError("an item appears twice in a list whose items must differ")


def _comparable(value: object) -> object:
    """`value` with 1.0 written as 1, since JSON Schema holds them to be equal."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return value


def _words(error: ValidationError) -> str:
    place = ".".join(str(step) for step in list(error.absolute_path)[:8])
    message = error.message if len(error.message) <= 200 else error.message[:199] + "…"
    message = "".join(c if c.isprintable() else " " for c in message)
    return f"at {quoted(place)}: {message}" if place else message
