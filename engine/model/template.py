"""Renders a model's own chat template, which is a stranger's program: sandboxed and limited.

Control tokens that stand in messages are data, not control: `protect` breaks them with a mark, and the
tokeniser joins the pieces again as ordinary text.
"""

from __future__ import annotations

import _thread
import contextlib
import json
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from jinja2 import TemplateError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.contracts import JsonObject

Json: TypeAlias = Any
"""A JSON value of any shape."""

MARK = "\ufdd0"
"""A noncharacter that never occurs in text; stands where a control token's spelling is broken in two."""

MAX_TEMPLATE = 256 * 1024
MAX_TEXT = 16 * 1024 * 1024
SECONDS = 5.0
EXTRA_MEMORY = 512 * 1024 * 1024

CHATML = r"""
{%- set ns = namespace(system='') -%}
{%- if messages and messages[0].role == 'system' -%}{%- set ns.system = messages[0].content -%}{%- endif -%}
{%- if tools -%}
    {%- set ns.system = ns.system + '\n\n# Tools\n\nYou may call one or more functions to assist with '
        + 'the user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n'
        + '<tools>\n' + (tools | map('tojson') | join('\n'))
        + '\n</tools>\n\nFor each function call, return a json object with function name and '
        + 'arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n'
        + '{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>' -%}
{%- endif -%}
{%- if ns.system -%}{{ '<|im_start|>system\n' + ns.system + '<|im_end|>\n' }}{%- endif -%}
{%- for message in messages if message.role != 'system' -%}
    {%- if message.role == 'tool' -%}
        {{- '<|im_start|>user' if loop.first or loop.previtem.role != 'tool' else '' -}}
        {{- '\n<tool_response>\n' + message.content + '\n</tool_response>' -}}
        {{- '<|im_end|>\n' if loop.last or loop.nextitem.role != 'tool' else '' -}}
    {%- else -%}
        {{- '<|im_start|>' + message.role + ('\n' + message.content if message.content else '') -}}
        {%- for call in message.tool_calls or [] -%}
            {{- '\n<tool_call>\n{"name": "' + call.function.name + '", "arguments": ' -}}
            {{- (call.function.arguments | tojson) + '}\n</tool_call>' -}}
        {%- endfor -%}
        {{- '<|im_end|>\n' -}}
    {%- endif -%}
{%- endfor -%}
{{- '<|im_start|>assistant\n' -}}
"""
"""Plain ChatML with the Hermes tool format, for files whose own template is missing or broken."""


class ChatTemplateError(Exception):
    """The template cannot be used; the clause says why."""


_TEMPLATE_FAILURES = (
    TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a stranger's template may raise while it is compiled or runs."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Arithmetic that could grow without end is refused; memory and time are limited around it."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Context, operator: str, left: Json, right: Json) -> Json:
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" or (numbers and left.bit_length() + right.bit_length() > 64):
            raise TemplateError("the template computes too large a number")
        return super().call_binop(context, operator, left, right)


def _to_json(value: Json, indent: int | None = None) -> str:
    # Models were trained on plain JSON; jinja2's own filter escapes it for HTML.
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _raise(message: str) -> None:
    raise TemplateError(message)


@contextlib.contextmanager
def _memory_limit(extra: int) -> Iterator[None]:
    """Let this process grow by `extra` bytes at most. Linux only: elsewhere it does nothing."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource  # noqa: PLC0415  absent on Windows

    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        now = int(file.read().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + extra
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt the main thread's Python code after `seconds`. Raises ChatTemplateError; main thread only."""
    running = True

    def late(*_: object) -> None:
        if running:
            raise ChatTemplateError("it takes too long")

    before = signal.signal(signal.SIGINT, late)
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        running = False
        timer.cancel()
        timer.join()
        signal.signal(signal.SIGINT, before)


class ChatTemplate:
    """One model's template, compiled once. `source` is its text, `bos` and `eos` its special tokens."""

    def __init__(self, source: str, bos: str = "", eos: str = "") -> None:
        """Raises ChatTemplateError."""
        if not source:
            raise ChatTemplateError("it has none")
        if len(source) > MAX_TEMPLATE:
            raise ChatTemplateError("it is too long")
        environment = _Sandbox(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
        environment.filters["tojson"] = _to_json
        environment.globals.update(raise_exception=_raise, bos_token=bos, eos_token=eos)
        try:
            with _memory_limit(EXTRA_MEMORY), _time_limit(SECONDS):
                self._template = environment.from_string(source)
        except _TEMPLATE_FAILURES as error:
            raise ChatTemplateError(str(error) or type(error).__name__) from error

    def render(self, messages: Sequence[JsonObject], tools: Sequence[JsonObject]) -> str:
        """The prompt's text, ready for the assistant to continue. Raises ChatTemplateError."""
        try:
            with _memory_limit(EXTRA_MEMORY), _time_limit(SECONDS):
                return _limited(
                    self._template.generate(
                        messages=list(messages), tools=list(tools) or None, add_generation_prompt=True
                    )
                )
        except _TEMPLATE_FAILURES as error:
            raise ChatTemplateError(str(error) or type(error).__name__) from error


def _limited(pieces: Iterable[str]) -> str:
    """All pieces as one text. Raises ChatTemplateError where it grows too long."""
    written: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > MAX_TEXT:
            raise ChatTemplateError("it writes too much")
        written.append(piece)
    return "".join(written)


def protector(specials: Sequence[str]) -> Callable[[Json], Json]:
    """A function that breaks every special token in all strings of a JSON value with MARK."""
    spellings = sorted((special for special in specials if len(special) > 1), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, spellings))) if spellings else None

    def protect_text(text: str) -> str:
        text = text.replace(MARK, "")
        if pattern is None:
            return text
        return pattern.sub(lambda match: match[0][0] + MARK + match[0][1:], text)

    def protect(value: Json) -> Json:
        if isinstance(value, str):
            return protect_text(value)
        if isinstance(value, Mapping):
            return {protect_text(str(key)): protect(item) for key, item in value.items()}
        if isinstance(value, Sequence):
            return [protect(item) for item in value]
        return value

    return protect
