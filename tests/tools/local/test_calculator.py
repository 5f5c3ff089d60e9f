"""The calculator."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ToolProblem
from tests.tools.conftest import run
from tools.contract import Local
from tools.local.calculator import calculator, evaluate

TOOL = Local(calculator)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("1+1", "2"),
        ("0.1 + 0.2", "0.3"),
        ("1.1*1.1", "1.21"),
        ("19.99 * 3", "59.97"),
        ("10/4", "2.5"),
        ("1/3", "0.333333333333333"),
        ("1/3*3", "1"),
        ("2/3 - 1/3 - 1/3", "0"),
        ("7 // 2", "3"),
        ("7.5 // 2", "3"),
        ("10 % 3", "1"),
        ("-7 % 3", "2"),
        ("2**10", "1024"),
        ("2^10", "1024"),
        ("2**-3", "0.125"),
        ("2**0.5", "1.4142135623731"),
        ("4**0.5", "2"),
        ("0**0", "1"),
        ("(-1)**99999999999", "-1"),
        ("1**99999999999", "1"),
        ("8**(1/3)", "2"),
        ("-(3 - 5)", "2"),
        ("+5", "5"),
        ("--5", "5"),
        ("(1 + 2) * (3 + 4)", "21"),
        ("12 × 3 ÷ 4 − 1", "8"),
        ("（1＋2）·3", "9"),
        ("1,000 * 3", "3000"),
        ("12,345.67 + 1", "12346.67"),
        ("1,234,567 - 1,234,566", "1"),
        ("max(1,200)", "200"),
        ("min(3, 2, 5)", "2"),
        ("15% of 80", "12"),
        ("50%", "0.5"),
        ("80 * 15%", "12"),
        ("200 + 10% of 200", "220"),
        ("sqrt(16)", "4"),
        ("sqrt(2.25)", "1.5"),
        ("sqrt(2)", "1.4142135623731"),
        ("sqrt(pi)", "1.77245385090552"),
        ("sin(pi)", "0"),
        ("cos(pi)", "-1"),
        ("tan(pi/4)", "1"),
        ("asin(1)", "1.5707963267949"),
        ("acos(1)", "0"),
        ("atan(0)", "0"),
        ("ln(e)", "1"),
        ("log(100, 10)", "2"),
        ("log10(1000)", "3"),
        ("log2(8)", "3"),
        ("log(27, 3)", "3"),
        ("exp(0)", "1"),
        ("abs(-3)", "3"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.675, 2)", "2.68"),
        ("floor(-2.5)", "-3"),
        ("ceil(2.1)", "3"),
        ("factorial(20)", "2432902008176640000"),
        ("PI", "3.14159265358979"),
        ("2.5e3", "2500"),
        ("1e-7", "0.0000001"),
        ("-1/8", "-0.125"),
        ("2**-1000", "9.33263618503219e-302"),
        ("0x10", "16"),
        ("1_000", "1000"),
        ("100 =", "100"),
        ("pi - pi", "0"),
        ("10**1200", "1e+1200"),
        ("-10**1200", "-1e+1200"),
        ("9**5000", "1.63135018534e+4771"),
    ],
)
def test_it_works_out(expression: str, result: str) -> None:
    assert run(TOOL, {"expression": expression}).content == result


@pytest.mark.parametrize(
    ("expression", "word"),
    [
        ("", "no arithmetic expression"),
        ("3 +", "no arithmetic expression"),
        ("two plus two", "no arithmetic expression"),
        ("1; 2", "no arithmetic expression"),
        ("x = 1", "no arithmetic expression"),
        ("1\x00", "no arithmetic expression"),
        ("(" * 400 + "1" + ")" * 400, "no arithmetic expression|too large"),
        ("1 / 0", "divides by zero"),
        ("1 % 0", "divides by zero"),
        ("0 ** -1", "divides by zero"),
        ("0 ** -0.3", "divides by zero"),
        ("9**9**9", "too large"),
        ("9**9**9**9**9", "too large"),
        ("(9**9999)**9999", "too large"),
        ("10**5000 * 10**5000", "too large"),
        ("1e99999999", "too large"),
        ("factorial(100000)", "too large"),
        ("exp(1000)", "too large"),
        ("e ** 1000", "too large"),
        ("sin(10**4000)", "too large"),
        ("1" * 1001, "longer than 1000"),
        ("-" * 200 + "1", "nested too deeply"),
        ("200 + 10%", "what the percentage is of"),
        ("(1 + 2) - 5%", "what the percentage is of"),
        ("sqrt(-1)", "no real square root"),
        ("(-8) ** 0.5", "no real square root"),
        ("(-8) ** 0.3", "no real power"),
        ("ln(0)", "does not exist"),
        ("log(2, 1)", "does not exist"),
        ("asin(2)", "does not exist"),
        ("factorial(2.5)", "whole numbers"),
        ("factorial(-1)", "whole numbers"),
        ("round(1, 1000)", "whole number of places"),
        ("sqrt()", "does not take 0"),
        ("sqrt(1, 2, 3)", "does not take 3"),
        ("foo(1)", "does not know the function 'foo'"),
        ("__import__('os').system('true')", "does not know"),
        ("(1).__class__", "does not know"),
        ("open('/etc/passwd')", "does not know"),
        ("[1, 2][0]", "does not know"),
        ("'a' * 9", "does not know"),
        ("True", "does not know"),
        ("1j", "does not know"),
        ("1 if 1 else 2", "does not know"),
        ("lambda: 1", "does not know"),
        ("1 < 2", "does not know"),
        ("1 << 99999", "does not know"),
        ("round(1, ndigits=2)", "does not know"),
        ("max(*[1])", "does not know"),
        ("x", "does not know"),
    ],
)
def test_it_refuses_in_words(expression: str, word: str) -> None:
    with pytest.raises(ToolProblem, match=word):
        run(TOOL, {"expression": expression})


@given(st.fractions(), st.fractions(), st.sampled_from("+-*"))
def test_rational_numbers_stay_exact(left: Fraction, right: Fraction, sign: str) -> None:
    exact = {"+": left + right, "-": left - right, "*": left * right}[sign]
    assert evaluate(f"({left}) {sign} ({right})") == exact


@given(st.text("0123456789.,+-*/%()^ episqrtlogn!", max_size=40) | st.text(max_size=40))
def test_no_text_does_worse_than_being_refused(expression: str) -> None:
    with suppress(ToolProblem):
        assert run(TOOL, {"expression": expression}).content


def test_its_description_and_schema_come_from_its_function() -> None:
    spec = TOOL.spec
    assert spec.name == "calculator"
    assert spec.description.startswith("Work out an arithmetic expression exactly.")
    assert spec.parameters["required"] == ["expression"]
    assert spec.parameters["properties"]["expression"]["type"] == "string"
    assert not spec.reach.leaves
