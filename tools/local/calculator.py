"""The tool `calculator`: exact on rational numbers, careful with everything else."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from fractions import Fraction

from engine.contracts import ToolOutput
from engine.errors import ToolProblem
from tools.contract import tool

Number = Fraction | float

_MAX_LENGTH = 1000
_MAX_DEPTH = 100
_MAX_BITS = 20_000
_SHOWN_DIGITS = 1000
_EXACT_PLACES = 30

_SIGNS = str.maketrans(
    {
        "×": "*",
        "·": "*",
        "⋅": "*",
        "÷": "/",
        "∕": "/",
        "−": "-",
        "–": "-",
        "＋": "+",
        "（": "(",
        "）": ")",
        "π": "pi",
        "^": "**",
    }
)
_PERCENT = re.compile(r"(\d[\d.]*)\s*%\s*(of\b|(?=$|[-+*/),]))")
_PERCENT_MORE = re.compile(r"[\d)]\s*[-+]\s*\d[\d.]*\s*%\s*($|[-+*/),])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}


@tool(seconds=0.01)
def calculator(expression: str) -> ToolOutput:
    """Work out an arithmetic expression exactly.

    Knows + - * / // % ** and parentheses, sqrt, sin, cos, tan, log, ln, exp, abs, round, floor, ceil, min,
    max, factorial, pi and e. Angles are in radians.

    Args:
        expression: For example (12.5 + 7) * 3 or sqrt(2) or 15% of 80.
    """
    try:
        return ToolOutput(shown(evaluate(expression)))
    except ZeroDivisionError as error:
        raise ToolProblem("That divides by zero.") from error
    except (OverflowError, RecursionError, MemoryError) as error:
        raise ToolProblem("The numbers in that expression become too large.") from error


def evaluate(expression: str) -> Number:
    """The value of `expression`. Raises ToolProblem, ZeroDivisionError or OverflowError."""
    if len(expression) > _MAX_LENGTH:
        raise ToolProblem(f"The expression is longer than {_MAX_LENGTH} characters.")
    text = _plain(expression)
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError) as error:
        raise ToolProblem(f"{expression[:80]!r} is no arithmetic expression.") from error
    return _Evaluation(text).value(tree.body, 0)


def _plain(expression: str) -> str:
    """The expression in Python's notation: other signs, thousands separators and percentages replaced."""
    text = expression.translate(_SIGNS).strip().rstrip("=").strip()
    if _PERCENT_MORE.search(text):
        raise ToolProblem("It is not clear what the percentage is of. Write for example 200 + 10% of 200.")
    if not re.search(r"\b(min|max|log|round)\s*\(", text):
        text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    return _PERCENT.sub(lambda match: f"({match[1]}/100)" + ("*" if match[2] else ""), text)


class _Evaluation:
    """Walks one parsed expression. `text` is its source, from which numbers are read without rounding."""

    def __init__(self, text: str) -> None:
        self._source = text.encode()

    def value(self, node: ast.expr, depth: int) -> Number:
        """The value of one node."""
        if depth > _MAX_DEPTH:
            raise ToolProblem("The expression is nested too deeply.")
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return self._literal(node)
            case ast.Name(id=name) if name.lower() in _CONSTANTS:
                return _CONSTANTS[name.lower()]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.value(operand, depth + 1)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.value(operand, depth + 1)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                values = self.value(left, depth + 1), self.value(right, depth + 1)
                return _bounded(_OPERATORS[type(operator)](*values))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return _bounded(_call(name.lower(), [self.value(each, depth + 1) for each in arguments]))
        written = ast.unparse(node)
        raise ToolProblem(f"The calculator does not know {written[:60]!r}.")

    def _literal(self, node: ast.Constant) -> Fraction:
        written = self._source[node.col_offset : node.end_col_offset].decode().replace("_", "")
        if re.search(r"[eE][-+]?\d{4,}", written) and not written.lower().startswith("0x"):
            raise OverflowError
        return Fraction(node.value) if isinstance(node.value, int) else Fraction(written)


def _bounded(value: Number) -> Number:
    if isinstance(value, Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MAX_BITS:
            raise OverflowError
    elif not math.isfinite(value):
        raise OverflowError
    return value


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits > 1 and bits * abs(exponent) > 2 * _MAX_BITS:
            raise OverflowError
        if abs(exponent) > 10**9:
            exponent = Fraction(2 + int(exponent) % 2)
        return base ** int(exponent)
    if exponent == Fraction(1, 2):
        return _sqrt(base)
    if base < 0:
        raise ToolProblem("A negative number has no real power of that kind.")
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    return math.pow(base, exponent)


def _sqrt(value: Number) -> Number:
    if value < 0:
        raise ToolProblem("A negative number has no real square root.")
    if isinstance(value, Fraction):
        root = Fraction(math.isqrt(value.numerator), math.isqrt(value.denominator))
        if root * root == value:
            return root
    return math.sqrt(value)


def _log(value: Number, base: Number = math.e) -> float:
    if value <= 0 or base <= 0 or base == 1:
        raise ToolProblem("That logarithm does not exist.")
    if base in {2, 10}:
        return math.log2(value) if base == 2 else math.log10(value)
    return math.log(value) / math.log(base)


def _factorial(value: Number) -> Fraction:
    if value < 0 or value != int(value):
        raise ToolProblem("Only whole numbers from 0 up have a factorial.")
    if value > 2000:
        raise OverflowError
    return Fraction(math.factorial(int(value)))


def _round(value: Number, places: Number = Fraction(0)) -> Number:
    if not -100 <= places <= 100 or places != int(places):
        raise ToolProblem("Round to a whole number of places, at most 100.")
    scale = Fraction(10) ** int(places)
    exact = Fraction(value) * scale
    # Halves go away from zero, as people round; Python's own rounding goes to the even neighbour.
    whole = math.floor(abs(exact) + Fraction(1, 2))
    return Fraction(whole if exact >= 0 else -whole) / scale


def _wave(function: Callable[[float], float]) -> Callable[[Number], float]:
    return lambda value: round(function(float(value)), 15) + 0.0


def _inverse(function: Callable[[float], float]) -> Callable[[Number], float]:
    def checked(value: Number) -> float:
        if not -1 <= value <= 1:
            raise ToolProblem("That angle does not exist: the argument must lie between -1 and 1.")
        return function(float(value))

    return checked


def _call(name: str, arguments: list[Number]) -> Number:
    if name not in _FUNCTIONS:
        raise ToolProblem(f"The calculator does not know the function {name[:40]!r}.")
    function, least, most = _FUNCTIONS[name]
    if not least <= len(arguments) <= most:
        raise ToolProblem(f"{name} does not take {len(arguments)} numbers.")
    return function(*arguments)


_OPERATORS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.FloorDiv: lambda left, right: Fraction(left // right),
    ast.Mod: lambda left, right: left % right,
    ast.Pow: _power,
}
_FUNCTIONS: dict[str, tuple[Callable[..., Number], int, int]] = {
    "sqrt": (_sqrt, 1, 1),
    "sin": (_wave(math.sin), 1, 1),
    "cos": (_wave(math.cos), 1, 1),
    "tan": (_wave(math.tan), 1, 1),
    "asin": (_inverse(math.asin), 1, 1),
    "acos": (_inverse(math.acos), 1, 1),
    "atan": (math.atan, 1, 1),
    "log": (_log, 1, 2),
    "ln": (_log, 1, 1),
    "log2": (lambda value: _log(value, 2.0), 1, 1),
    "log10": (lambda value: _log(value, 10.0), 1, 1),
    "exp": (math.exp, 1, 1),
    "abs": (abs, 1, 1),
    "round": (_round, 1, 2),
    "floor": (lambda value: Fraction(math.floor(value)), 1, 1),
    "ceil": (lambda value: Fraction(math.ceil(value)), 1, 1),
    "min": (min, 1, 100),
    "max": (max, 1, 100),
    "factorial": (_factorial, 1, 1),
}


def shown(value: Number) -> str:
    """A number as people write it: exact where it ends, else to 15 significant digits."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            digits = str(value.numerator) if value.numerator.bit_length() < 3 * _SHOWN_DIGITS else ""
            return digits or _scientific(value)
        places = _places(value.denominator)
        if places is not None:
            whole = abs(value.numerator) * 10**places // value.denominator
            padded = str(whole).rjust(places + 1, "0")
            if len(padded) <= _SHOWN_DIGITS:
                return f"{'-' if value < 0 else ''}{padded[:-places]}.{padded[-places:]}"
        value = float(value)
    text = f"{value:.15g}"
    return f"{value:.14g}" if len(f"{value:.14g}") < len(text) - 3 else text


def _places(denominator: int) -> int | None:
    """Decimal places after which a fraction ends; None where it never does, or only after too many."""
    places = 0
    while 10**places % denominator:
        places += 1
        if places > _EXACT_PLACES:
            return None
    return places


def _scientific(value: Fraction) -> str:
    exponent = int(value.numerator.bit_length() * math.log10(2)) - 1
    mantissa = float(value / Fraction(10) ** exponent)
    while abs(mantissa) >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    return f"{mantissa:.12g}e+{exponent}"
