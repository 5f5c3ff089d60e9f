"""Faults, one at a time: a comparison turned round, a condition negated, a constant changed, a line lost."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Continue: ast.Break,
    ast.Break: ast.Continue,
}
OTHER_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: where it is, what it is, and the whole module with it."""

    module: str
    number: int
    line: int
    words: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The name by which a process is told to run it."""
        return f"{self.module}:{self.number}"


def mutants(module: str) -> Iterator[Mutant]:
    """Every fault of one module; the same ones at each call. Only one of them may be in use at a time."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    number = 0
    for parent, put in list(_places(tree)):
        node = put(None)
        if _is_read(parent, node):
            for words, fault in faults(node):
                put(fault)
                ast.fix_missing_locations(tree)
                yield Mutant(module, number, getattr(node, "lineno", 0), words, tree)
                put(node)
                number += 1


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, Callable[[ast.AST | None], ast.AST]]]:
    """Every node's parent, and a function that puts another node in its place and gives the one it finds."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                yield parent, partial(_swap_field, parent, name)
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.AST):
                        yield parent, partial(_swap_item, value, index)


def _swap_field(parent: ast.AST, name: str, instead: ast.AST | None) -> ast.AST:
    found: ast.AST = getattr(parent, name)
    if instead is not None:
        setattr(parent, name, instead)
    return found


def _swap_item(siblings: list[ast.AST], index: int, instead: ast.AST | None) -> ast.AST:
    found = siblings[index]
    if instead is not None:
        siblings[index] = instead
    return found


def _is_read(parent: ast.AST, node: ast.AST) -> bool:
    """False for docstrings, for the fixed parts of f-strings, and for annotations."""
    if isinstance(node, ast.Constant) and isinstance(parent, ast.Expr | ast.JoinedStr):
        return False
    return not (isinstance(parent, ast.AnnAssign | ast.arg) and parent.annotation is node)


def faults(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What can stand in a node's place, each with words for it."""
    yield from _turned_operators(node)
    yield from _changed_conditions(node)
    yield from _changed_lines(node)
    if isinstance(node, ast.Name) and node.id in OTHER_NAMES and isinstance(node.ctx, ast.Load):
        yield f"{node.id} became {OTHER_NAMES[node.id]}", ast.Name(OTHER_NAMES[node.id], ast.Load())
    if isinstance(node, ast.Constant):
        yield from _other_constants(node.value)


def _turned_operators(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in OPPOSITES:
        other = OPPOSITES[type(node.op)]
        changed = copy.copy(node)
        changed.op = other()  # type: ignore[assignment]
        yield f"{type(node.op).__name__} became {other.__name__}", changed
    if isinstance(node, ast.Compare):
        for place, found in enumerate(node.ops):
            other = OPPOSITES[type(found)]
            turned = copy.copy(node)
            turned.ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]  # type: ignore[list-item]
            yield f"{type(found).__name__} became {other.__name__}", turned


def _changed_conditions(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not was left out", node.operand
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield "the condition was negated", changed
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            kept = copy.copy(node)
            kept.ifs = [*node.ifs[:place], *node.ifs[place + 1 :]]
            yield "a condition was left out", kept


def _changed_lines(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield "nothing was returned", ast.Return(ast.Constant(None))
    if isinstance(node, ast.Continue | ast.Break):
        yield f"{type(node).__name__} was turned round", OPPOSITES[type(node)]()
    call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if call or isinstance(node, ast.Assign | ast.AugAssign):
        yield "a line was left out", ast.Pass()


def _other_constants(value: object) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(value, bool):
        yield f"{value} became {not value}", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} became {value + 1}", ast.Constant(value + 1)
    elif isinstance(value, str) and value:
        yield f"{value[:20]!r} became another text", ast.Constant(f"{value}\ufdd0")


class MutantFinder(MetaPathFinder, Loader):
    """Has one module imported with its fault."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, _path: object, _target: ModuleType | None = None) -> ModuleSpec | None:
        """The faulty module's spec, for its own name alone."""
        return spec_from_loader(name, self) if name == self._mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the faulty source."""
        exec(compile(self._mutant.tree, f"<{self._mutant.name}>", "exec"), module.__dict__)


def by_name(name: str) -> Mutant:
    """The mutant that a name such as `engine.policy.gate:17` means."""
    module, _, number = name.partition(":")
    return next(mutant for mutant in mutants(module) if mutant.number == int(number))
