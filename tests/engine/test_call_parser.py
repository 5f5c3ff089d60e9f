"""What counts as a call, what stays text, and that cutting the text elsewhere changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.call_parser import BROKEN, CallParser, Parsed, ParserEvent, TextPiece, ThinkingPiece
from engine.call_tag import CUT_OFF, EMPTY, NO_CALL
from engine.contracts import ToolSpec

SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "string"}, "n": {"type": "integer", "default": 1}},
    "additionalProperties": False,
}
TOOLS = {name: ToolSpec(name, "", SCHEMA) for name in ("calc", "note")}
ANY = {"any": ToolSpec("any", "", {"type": "object"})}
CALL = '{"name": "calc", "arguments": {"a": "x"}}'
OTHER = '{"name": "note", "arguments": {"a": "y"}}'
C = ("calc", {"a": "x"})
N = ("note", {"a": "y"})


def parse(chunks: Sequence[str], tools: dict[str, ToolSpec] = TOOLS, thinking_open: bool = False) -> Parsed:
    numbers = count(1)
    parser = CallParser(tools, lambda: str(next(numbers)), thinking_open)
    events: list[ParserEvent] = []
    for chunk in chunks:
        events += parser.feed(chunk)
    parsed = parser.finish()
    shown = "".join(event.text for event in events if isinstance(event, TextPiece))
    thought = "".join(event.text for event in events if isinstance(event, ThinkingPiece))
    assert parsed.text.startswith(shown)
    assert parsed.thinking.startswith(thought)
    return parsed


def calls(parsed: Parsed) -> list[tuple[str, Any]]:
    return [(call.name, call.arguments) for call in parsed.calls]


TAKEN = {
    "tagged": (f"Hi.\n<tool_call>\n{CALL}\n</tool_call>\nBye", [C], "Hi.\n\nBye"),
    "bare": (CALL, [C], ""),
    "bare in a sentence": (f"I call {CALL} now", [C], "I call now"),
    "several bare": (f"{CALL}\n{OTHER}", [C, N], ""),
    "a bare list": (f"[{CALL}, {OTHER}]", [C, N], ""),
    "json fence": (f"Sure:\n```json\n{CALL}\n```\nok", [C], "Sure:\n\nok"),
    "JSON fence": (f"```JSON\n{CALL}\n```", [C], ""),
    "plain fence": (f"```\n{CALL}\n```", [C], ""),
    "several in a fence": (f"```json\n{CALL},\n{OTHER}\n```", [C, N], ""),
    "a list in a fence": (f"```json\n[{CALL}]\n```", [C], ""),
    "fence without an end": (f"```json\n{CALL}", [C], ""),
    "fence with half an end": (f"```json\n{CALL}\n``", [C], ""),
    "words behind a call in a fence": (f"```json\n{CALL}\nthat is it\n```\nok", [C], "that is it\n\nok"),
    "a call beside other JSON in a fence": (f'```json\n{{"b": 1}}\n{CALL}\n```', [C], '{"b": 1}'),
    "several tagged": (f"<tool_call>{CALL}</tool_call><tool_call>{OTHER}</tool_call>", [C, N], ""),
    "several in one tag": (f"<tool_call>{CALL}\n{OTHER}</tool_call>", [C, N], ""),
    "a list in a tag": (f"<tool_call>[{CALL}, {OTHER}]</tool_call>", [C, N], ""),
    "no end before the next": (f"<tool_call>{CALL}<tool_call>{OTHER}</tool_call>", [C, N], ""),
    "no end at the end": (f"<tool_call>{CALL}", [C], ""),
    "half an end at the end": (f"<tool_call>{CALL}\n</tool_c", [C], ""),
    "no end before thinking": (f"<tool_call>{CALL}<think>hm", [C], ""),
    "fence in a tag": (f"<tool_call>\n```json\n{CALL}\n```\n</tool_call>", [C], ""),
    "end tag alone behind a call": (f"{CALL}\n</tool_call> after", [C], "after"),
    "arguments as a string": ('{"name": "calc", "arguments": "{\\"a\\": \\"x\\"}"}', [C], ""),
    "end tag in a string": (
        '<tool_call>{"name": "calc", "arguments": {"a": "</tool_call>"}}</tool_call>',
        [("calc", {"a": "</tool_call>"})],
        "",
    ),
    "think tag in a string": (
        '<tool_call>{"name": "calc", "arguments": {"a": "<think>"}}</tool_call>!',
        [("calc", {"a": "<think>"})],
        "!",
    ),
    "a call in a string is data": (
        json.dumps({"name": "note", "arguments": {"a": f"<tool_call>{CALL}</tool_call>"}}),
        [("note", {"a": f"<tool_call>{CALL}</tool_call>"})],
        "",
    ),
    "quotes and braces in a string": (
        '{"name": "calc", "arguments": {"a": "\\"}{\\\\"}}',
        [("calc", {"a": '"}{\\'})],
        "",
    ),
    "a line break in a string": (
        '{"name": "calc", "arguments": {"a": "1\n2"}}',
        [("calc", {"a": "1\n2"})],
        "",
    ),
    "a surrogate pair": (
        '{"name": "calc", "arguments": {"a": "\\ud83d\\ude00"}}',
        [("calc", {"a": "😀"})],
        "",
    ),
    "doubled braces": ("{" + CALL + "}", [C], "{ }"),
    "broken JSON around a tag": (f'{{"a": <tool_call>{CALL}</tool_call>', [C], '{"a":'),
    "broken JSON with a tag in a string": (f'{{"b <tool_call>{CALL}</tool_call>', [C], '{"b'),
    "broken list": (f"[{CALL}, (oops)]", [C], ", (oops)]"),
    "code, then a call": (f"```python\n{OTHER}\n```\n{CALL}", [C], f"```python\n{OTHER}\n```"),
    "a tagged call in code": (f"```xml\n<tool_call>{CALL}</tool_call>\n```", [C], "```xml\n\n```"),
    "a tagged call in a json fence": (f"```json\n<tool_call>{CALL}</tool_call>\n```", [C], "```json\n\n```"),
    "more keys": ('{"id": 3, "name": "calc", "arguments": {}, "why": "x"}', [("calc", {})], ""),
    "no defaults": ('{"name": "calc", "arguments": {}}', [("calc", {})], ""),
    "thinking, then a call": (f"<think>so</think>\n\n{CALL}", [C], ""),
    "a list after a broken list": (f"[{{1}}] [{CALL}]", [C], "[{1}] [ ]"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_a_call(name: str) -> None:
    text, expected, rest = TAKEN[name]
    parsed = parse([text])
    assert calls(parsed) == expected
    assert parsed.text == rest
    assert parsed.problems == ()


LEFT = [
    "Just words.",
    'An object {"x": 1} and a list [1, 2] and a set {"a", "b"} and {1}.',
    '{"name": "Bob", "age": 3}',
    '{"name": "Smith", "arguments": "he said so"}',
    '{"name": "Smith", "arguments": ["pro", "contra"]}',
    '{"name": "pkg", "arguments": {}, "version": 1}',
    '{"name": "calc", "parameters": {"a": "x"}}',
    f"Write `{CALL}` to add.",
    f"`[{CALL}]`",
    '```json\n{"a": 1}\n```',
    f"```python\n{CALL}\n```",
    "```json\nnull\n```",
    "```json\n[1, 2]\n```",
    "```json\n{'a': 1}\n```",
    "```\nfunction() { return 1 }\n```",
    "```a-very-long-name-of-some-language\nx\n```",
    "a < b, <b>bold</b>, </tool_call>, </think> and `x` and ``y``",
    "ends with <thin",
    "ends with `",
    "```js",
    "```json",
    "```json\n",
    "```json\n``",
    "```json\n<to",
    '{"open',
    '{"name": "Bob", "age"',
    '{"name": "Bob',
    "[{",
    "[ 1",
    '[{"b": 1}, {',
    "{'name': 'calc', 'arguments': {}}",
    '{"a" 1}',
    '{"a": 1 2}',
    '{"a": :}',
    '{"a": [1}',
    '{"a":}',
    '{"a" "b"}',
    "{}",
    "[]",
    "[{}]",
    '{"a": NaN}',
    '{"a": 1, "a": 2}',
    "[ [{}] ]",
]


@pytest.mark.parametrize("text", LEFT)
def test_it_stays_text(text: str) -> None:
    parsed = parse([text])
    assert calls(parsed) == []
    assert parsed.text == text.strip()
    assert parsed.problems == ()


REFUSED = {
    "an unknown name": (
        '{"name": "calk", "arguments": {}}',
        'no tool called "calk". The tools are: calc, note.',
        "",
    ),
    "another case": ('{"name": "Calc", "arguments": {}}', 'no tool called "Calc"', ""),
    "blanks around the name": ('{"name": " calc", "arguments": {}}', 'no tool called " calc"', ""),
    "a homoglyph": ('<tool_call>{"name": "саlc", "arguments": {}}</tool_call>', "no tool called", ""),
    "an unknown name in a fence": ('```json\n{"name": "x", "arguments": {}}\n```', "no tool called", ""),
    "a wrong type": (
        '{"name": "calc", "arguments": {"a": 1}}',
        "The arguments of calc are not valid: at",
        "",
    ),
    "an unknown argument": ('{"name": "calc", "arguments": {"b": 1}}', "not valid: Additional", ""),
    "arguments that are a list": ('{"name": "calc", "arguments": []}', "not an object", ""),
    "arguments that are null": ('{"name": "calc", "arguments": null}', "not an object", ""),
    "a string that is no JSON": ('{"name": "calc", "arguments": "x"}', "of calc are no valid JSON", ""),
    "a string that is a string": ('{"name": "calc", "arguments": "\\"{}\\""}', "not an object", ""),
    "a repeated key in a string": (
        '{"name": "calc", "arguments": "{\\"a\\": \\"1\\", \\"a\\": \\"2\\"}"}',
        'the key "a" appears twice',
        "",
    ),
    "no arguments": ('<tool_call>{"name": "calc"}</tool_call>', "call of calc has no arguments", ""),
    "no name": ('<tool_call>{"arguments": {}}</tool_call>', "has no name", ""),
    "a name that is a number": ('<tool_call>{"name": 1, "arguments": {}}</tool_call>', "has no name", ""),
    "a list of numbers in a tag": ("<tool_call>[1]</tool_call>", "A call is an object", ""),
    "an empty list in a tag": ("<tool_call>[]</tool_call>", "list of calls is empty", ""),
    "a repeated key": ('{"name": "calc", "arguments": {"a": "1", "a": "2"}}', 'key "a" appears twice', ""),
    "a repeated name": ('{"name": "calc", "name": "calc", "arguments": {}}', 'key "name" appears twice', ""),
    "NaN": ('{"name": "calc", "arguments": {"n": NaN}}', "NaN is not a number", ""),
    "infinity": ('{"name": "calc", "arguments": {"n": -Infinity}}', "-Infinity is not a number", ""),
    "a number too large": ('{"name": "calc", "arguments": {"n": 1e999}}', "1e999 is too large", ""),
    "too many digits": (
        '{"name": "calc", "arguments": {"n": ' + "9" * 5000 + "}}",
        "a number in it is too long",
        "",
    ),
    "half a character": ('{"name": "calc", "arguments": {"a": "\\ud800"}}', "lone surrogate", ""),
    "half a character in a key": ('{"name": "calc", "arguments": {"\\udc00": ["x"]}}', "lone surrogate", ""),
    "half a character, raw": ('{"name": "calc", "arguments": {"a": "\ud800"}}', "lone surrogate", ""),
    "a trailing comma": ('{"name": "calc", "arguments": {"a": "x",}}', "no valid JSON", ""),
    "Python's words": ('{"name": "calc", "arguments": {"a": None}}', "no valid JSON", ""),
    "other text in the tag": (f"<tool_call>{CALL} thanks</tool_call> t", NO_CALL, "t"),
    "other text before": (f"<tool_call>call {CALL}</tool_call> t", NO_CALL, "t"),
    "a bracket in the tag": (f"<tool_call>{CALL} < </tool_call> t", NO_CALL, "t"),
    "words in the tag": ("<tool_call>calc(1)</tool_call>", NO_CALL, ""),
    "a lot of words in the tag": ("<tool_call>```json json `json</tool_call>", NO_CALL, ""),
    "Python in the tag": ("<tool_call>{'name': 'calc'}</tool_call> t", NO_CALL, "t"),
    "nothing in the tag": ("<tool_call> </tool_call>", EMPTY, ""),
    "nothing behind the tag": ("Now <tool_call>", EMPTY, "Now"),
    "words behind an open tag": (f"<tool_call>{CALL}\nDone.", NO_CALL, "Done."),
    "half a tag behind an open tag": ("<tool_call>x <to", NO_CALL, "x <to"),
    "a word of the wrapping": (f"<tool_call>js {CALL}</tool_call>", NO_CALL, ""),
    "cut off in a tag": (f"<tool_call>{CALL[:-2]}", CUT_OFF, ""),
    "cut off in the tag itself": ("I will <tool_ca", CUT_OFF, "I will"),
    "cut off in a string": ('<tool_call>{"name": "calc", "arguments": {"a": "</tool_call>', CUT_OFF, ""),
    "cut off behind a backslash": ('{"name": "calc", "arguments": {"a": "\\', CUT_OFF, ""),
    "bare, cut off": (CALL[:-1], CUT_OFF, ""),
    "bare, cut off in the name": ('{"name": "ca', CUT_OFF, ""),
    "bare, arguments first, cut off": ('{"arguments": {"a": ', CUT_OFF, ""),
    "bare, unknown, cut off": ('{"name": "x", "arguments": {', CUT_OFF, ""),
    "fenced, cut off": (f"```json\n{CALL[:-3]}", CUT_OFF, ""),
    "fenced and broken": ('```json\n{"name": "calc", "arguments": (1)}\n``` ok', BROKEN, "(1)}\n ok"),
    "a fenced list, broken": ('```json\n[{"name": "calc", "arguments": (1)}]\n``` ok', BROKEN, "(1)}]\n ok"),
    "bare and broken": ('{"name": "calc", "arguments": (1)}', BROKEN, "(1)}"),
    "bare, broken at a tag": ('{"name": "calc", "arguments": <think>x</think> so', BROKEN, "so"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_a_problem(name: str) -> None:
    text, problem, rest = REFUSED[name]
    parsed = parse([text])
    assert calls(parsed) == []
    assert len(parsed.problems) == 1
    assert problem in parsed.problems[0]
    assert parsed.text == rest
    json.dumps(parsed.problems).encode()


def test_a_good_call_beside_a_bad_one_counts() -> None:
    parsed = parse([f'[{CALL}, {{"name": "x", "arguments": {{}}}}]'])
    assert calls(parsed) == [C]
    assert len(parsed.problems) == 1


def test_the_complete_calls_of_a_list_that_was_cut_off_count() -> None:
    for text in (f"[{CALL}, {OTHER[:-4]}", f"```json\n[{CALL}, {OTHER[:-4]}"):
        parsed = parse([text])
        assert calls(parsed) == [C]
        assert parsed.problems == (CUT_OFF,)


def test_a_forgotten_quote_does_not_swallow_the_next_call() -> None:
    parsed = parse([f'<tool_call>{{"name": "calc", "arguments": {{"a": "x</tool_call>\n{CALL}'])
    assert calls(parsed) == [C]
    assert parsed.problems == (NO_CALL,)


@pytest.mark.parametrize(
    "text",
    [
        f"<think>I could {CALL} or <tool_call>{CALL}</tool_call> or ```json\n{CALL}\n```",
        f"<think>I could {CALL}</think>No.",
        f"<think>a</think>No.<think><tool_call>{CALL}</tool_call></thin",
        f"<tool_call>oops <think><tool_call>{CALL}</tool_call></think>",
        f'{{"a": <think>{CALL}',
        f"```json\n<think>{CALL}",
        f"```python\n<think>{CALL}",
    ],
)
def test_nothing_in_thinking_is_a_call(text: str) -> None:
    assert parse([text]).calls == ()


def test_thinking_is_kept_apart() -> None:
    parsed = parse(["<think>\nfirst\n</think>\n\nAnswer <think>second</think> here"])
    assert parsed.thinking == "first\n\nsecond"
    assert parsed.text == "Answer here"


def test_a_prompt_may_have_opened_the_thinking() -> None:
    parsed = parse([f"so {CALL} </think> Yes."], thinking_open=True)
    assert parsed.thinking == f"so {CALL}"
    assert parsed.text == "Yes."
    assert parsed.calls == ()


def test_each_call_has_an_id_of_its_own() -> None:
    assert [call.id for call in parse([f"{CALL} {OTHER}"]).calls] == ["1", "2"]


def test_text_is_shown_as_soon_as_it_is_surely_text() -> None:
    parser = CallParser(TOOLS, lambda: "1")
    assert parser.feed("Hello, ") == [TextPiece("Hello,")]
    assert parser.feed("a <b") == [TextPiece(" a <b")]
    assert parser.feed(" <tool") == []
    assert parser.feed("s> {") == [TextPiece(" <tools>")]
    assert parser.feed('"name": "calc", "argum') == []
    assert parser.feed('ents": {}} <think>hm</think> ok') == [ThinkingPiece("hm"), TextPiece(" ok")]
    assert parser.finish().text == "Hello, a <b <tools> ok"


def test_without_tools_the_problem_says_so() -> None:
    assert parse(['{"name": "x", "arguments": {}}'], tools={}).problems == (
        'There is no tool called "x"; there are no tools now.',
    )


def test_names_in_problems_are_clipped_and_plain() -> None:
    name = "<b>\\u202e" + "x" * 500
    (problem,) = parse([f'{{"name": "{name}", "arguments": {{}}}}']).problems
    assert len(problem) < 200
    assert "\u202e" not in problem


def test_many_tools_and_many_problems_are_summed_up() -> None:
    tools = {f"t{i}": ToolSpec(f"t{i}", "", SCHEMA) for i in range(99)}
    parsed = parse(['{"name": "x", "arguments": {}} ' * 50], tools=tools)
    assert len(parsed.problems) == 17
    assert parsed.problems[-1] == "34 more calls were not valid."
    assert parsed.problems[0].endswith("t29, ….")


@pytest.mark.parametrize(
    "text",
    [
        "{" * 60_000,
        "[" * 60_000,
        '{"a":' * 50_000,
        '[{"a":1},' * 20_000,
        "[{" * 50_000,
        "<" * 60_000,
        "`" * 60_000,
        " " * 300_000 + "x",
        "<tool_call>" * 20_000,
        '<tool_call>{"' * 20_000,
        '<tool_call>{"</tool_call>' * 10_000,
        '{"<think></think>' * 10_000,
        '```json\n{"' * 20_000,
        "<tool_call>" + "[" * 60_000,
        '{"name": "any", "arguments": ' + '{"a":' * 30_000 + "1" + "}" * 30_001,
        '{"name": "any", "arguments": "' + "[" * 30_000 + '"}',
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_costs_time_in_proportion_only(text: str) -> None:
    assert parse([text], ANY).calls == ()
    assert parse([text[:10_000]], ANY) == parse(list(text[:10_000]), ANY)


def test_a_megabyte_of_arguments_is_a_call() -> None:
    text = json.dumps({"name": "any", "arguments": {"a": "\n\\x" * 350_000}})
    assert calls(parse([text], ANY)) == [("any", {"a": "\n\\x" * 350_000})]


def test_arguments_without_measure_are_a_problem() -> None:
    text = json.dumps({"name": "any", "arguments": {"a": "x" * 5_000_000}})
    assert "longer than" in parse([text], ANY).problems[0]


def test_nesting_is_limited() -> None:
    def nested(depth: int) -> Parsed:
        return parse(['{"name": "any", "arguments": ' + '{"a":' * depth + "1" + "}" * depth + "}"], ANY)

    assert len(nested(150).calls) == 1
    assert "nested" in nested(300).problems[0]


PARTS = [
    *(
        "<think>",
        "</think>",
        "<tool_call>",
        "</tool_call>",
        "```json\n",
        "```\n",
        "```",
        "`",
        "\n",
        " ",
        "<",
        "[",
        "]",
    ),
    *(
        "{",
        "}",
        '"',
        "\\",
        ",",
        ":",
        "json",
        "text",
        CALL,
        OTHER,
        CALL[:20],
        CALL[20:],
        '{"name": "calc"',
        "1",
    ),
    *('"arguments": ', "</tool", "_call>", "é", "😀", '{"a": "<tool_call>', "[{", '{"'),
]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), st.data())
def test_the_cuts_make_no_difference(text: str, data: st.DataObject) -> None:
    whole = parse([text])
    assert parse(list(text)) == whole
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    chunks = [text[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert parse(chunks) == whole


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    assert parse([text]) == parse(list(text))


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(),
            lambda inner: (
                st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
            ),
            max_leaves=12,
        ),
        max_size=5,
    ),
    st.sampled_from(
        ["{}", "<tool_call>{}</tool_call>", "```json\n{}\n```", "<tool_call>{}", "say {} so", "[{}]"]
    ),
    st.booleans(),
)
def test_every_call_that_is_written_properly_is_found(arguments: Any, frame: str, escaped: bool) -> None:
    try:
        text = json.dumps({"name": "any", "arguments": arguments}, ensure_ascii=escaped)
        text.encode()
        json.dumps(arguments, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    parsed = parse([frame.replace("{}", text)], ANY)
    assert calls(parsed) == [("any", arguments)]
    assert parsed.problems == ()
