"""Small faults for code: what mutmut's operators make of a file, one at a time.

Left out is what no test of behaviour can or should see: texts (an error's words, a label), annotations, decorators and
the arguments of an exception or a line of the log. Of code that runs at import only numbers, signs, truths and lambdas
are changed.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider, WhitespaceInclusivePositionProvider
from mutmut.mutation import mutators

OPERATORS = [pair for pair in mutators.mutation_operators if pair[1] is not mutators.operator_string]
AT_IMPORT = {
    mutators.operator_number, mutators.operator_name, mutators.operator_lambda, mutators.operator_swap_op,
    mutators.operator_remove_unary_ops, mutators.operator_if_exp,
}  # fmt: skip
QUIET = ("_LOG.", "warnings.", "np.errstate")
"""Calls that tell an operator something, or keep numpy from it: what they are given is no figure."""


class Span(NamedTuple):
    """Lines of a file, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class Mutant:
    """One fault in one file."""

    path: str
    function: str
    """Where it is: the outermost function or method, ``Class.method``; empty for code that runs at import."""
    lines: Span
    """Of the statement it is in."""
    number: int
    """Its place among the faults of the file."""
    code: str
    """The whole file with the fault."""
    before: str
    after: str
    """What of the file differs, its lines in one."""

    @property
    def id(self) -> str:
        whole = "\n".join((self.path, self.function, self.code))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


class _Found(NamedTuple):
    function: str
    lines: Span
    place: CodeRange
    original: cst.CSTNode
    mutated: cst.CSTNode


class _Visitor(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider, WhitespaceInclusivePositionProvider)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Found] = []
        self._names: list[str] = []
        self._depth = 0
        """Of functions: what is inside one belongs to the outermost."""
        self._statements: list[Span] = [Span(1, 1)]
        self._defaults = 0
        """Of parameters: what one is if it is not given is worked out at import."""

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Raise | cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.Call) and cst.Module([]).code_for_node(node.func).startswith(QUIET):
            return False
        if isinstance(node, cst.Arg) and node.keyword and node.keyword.value == "strict":
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef) and not self._depth:
            self._names.append(node.name.value)
        if isinstance(node, cst.FunctionDef):
            self._depth += 1
        if span := self._statement(node):
            self._statements.append(span)
        self._defaults += isinstance(node, cst.Param)
        inside = self._depth and not self._defaults
        for kind, operator in OPERATORS:
            if isinstance(node, kind) and (inside or operator in AT_IMPORT):
                function = ".".join(self._names) if inside else ""
                for mutated in operator(node):
                    if _strict(node) != _strict(mutated):
                        continue
                    place = self.get_metadata(WhitespaceInclusivePositionProvider, node)
                    self.found.append(_Found(function, self._statements[-1], place, node, mutated))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._defaults -= isinstance(original_node, cst.Param)
        if self._statement(original_node):
            self._statements.pop()
        if isinstance(original_node, cst.FunctionDef):
            self._depth -= 1
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef) and not self._depth:
            self._names.pop()

    def _statement(self, node: cst.CSTNode) -> Span | None:
        """The lines of a statement; of one with a block, those before the block."""
        if not isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            return None
        where = self.get_metadata(PositionProvider, node)
        body = getattr(node, "body", None)
        if isinstance(node, cst.BaseCompoundStatement) and isinstance(body, cst.IndentedBlock):
            return Span(where.start.line, max(where.start.line, self.get_metadata(PositionProvider, body).start.line))
        return Span(where.start.line, where.end.line)


def _strict(node: cst.CSTNode) -> list[str]:
    """What a call is given as ``strict``: zip's guard against lists of two lengths, which no test can bring about."""
    arguments = node.args if isinstance(node, cst.Call) else ()
    given = (argument for argument in arguments if argument.keyword and argument.keyword.value == "strict")
    return [cst.Module([]).code_for_node(argument.value) for argument in given]


class Faults:
    """The faults of a file: counted at once, written out one by one."""

    def __init__(self, root: Path, path: str) -> None:
        self.path = path
        self._source = (root / path).read_text()
        wrapper = MetadataWrapper(cst.parse_module(self._source))
        visitor = _Visitor()
        wrapper.visit(visitor)
        self._module, self._found = wrapper.module, visitor.found
        self._starts = [0, *accumulate(map(len, self._source.splitlines(keepends=True)))]
        self._tree = ast.dump(ast.parse(self._source))

    def __len__(self) -> int:
        return len(self._found)

    def at_import(self, number: int) -> bool:
        """Whether a fault is in code that runs at import."""
        return not self._found[number].function

    def line(self, number: int) -> int:
        """The first line of the statement a fault is in."""
        return self._found[number].lines.first

    def __getitem__(self, number: int) -> Mutant | None:
        """A fault by its number; None for one that is no Python or the file as it was."""
        found = self._found[number]
        code = self._with(found)
        try:
            if ast.dump(ast.parse(code)) == self._tree:
                return None
        except SyntaxError:
            return None
        before, after = _differing(self._source, code)
        return Mutant(self.path, found.function, found.lines, number, code, before, after)

    def _with(self, found: _Found) -> str:
        """The file with a fault: put into the text where that is all it takes, for to write out the tree takes long."""
        start, end = (self._starts[at.line - 1] + at.column for at in (found.place.start, found.place.end))
        if self._module.code_for_node(found.original) == self._source[start:end]:
            return self._source[:start] + self._module.code_for_node(found.mutated) + self._source[end:]
        return self._module.deep_replace(found.original, found.mutated).code


def _differing(one: str, two: str) -> tuple[str, str]:
    a, b = one.splitlines(), two.splitlines()
    blocks: list[tuple[list[str], list[str]]] = [
        (a[i:j], b[k:m])
        for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, False).get_opcodes()
        if tag != "equal"
    ]
    return " ".join(_flat(x for x, _ in blocks)), " ".join(_flat(y for _, y in blocks))


def _flat(blocks: Iterator[list[str]]) -> Iterator[str]:
    for lines in blocks:
        yield from (line.strip() for line in lines)
