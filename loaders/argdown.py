"""Argdown (argdown.org), as far as tables can say it: statements, arguments, and which supports or attacks which.

A forgiving reader: what it cannot use is a fault with its line and what would be right, and the rest is read. It never
raises. Its own language has more (inference data, groups, undercuts): that is told, not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from loaders.argdown_text import Spoken, Written, element, spoken
from loaders.tables import Fault

LARGEST = 2_000_000
"""Characters of a file that are read."""
MOST_LINES = 50_000
DEEPEST = 20
"""Levels of relations below a statement."""
MOST_FAULTS = 200
Kind = Literal["statement", "argument"]
_FRONT = re.compile(r"\s*===+[^\n]*\n(.*?)\n[ \t]*===+[ \t]*(?=\n|$)", re.DOTALL)
_COMMENT = re.compile(r"\\.|\{[^{}]*\}|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)|//[^\n]*", re.DOTALL)
_GONE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where a comment was: a line that holds nothing else is no line."""
_RELATION = re.compile(r"(\s*)(\+>|->|<\+|<-|><|_>|<_|\+|-|_(?=\s))\s*(.*)")
_INFERENCE = re.compile(r"\s*-{2,}(.*)")
_NUMBERED = re.compile(r"\s*\(\d{1,4}\)\s*(.*)")
_BULLET = re.compile(r"(\s*)(?:\*|\d{1,4}\.)\s+(.*)")
_HEADING = re.compile(r"#+ ")
_TOWARD = {"+": ("support", False), "<+": ("support", False), "+>": ("support", True),
           "-": ("attack", False), "<-": ("attack", False), "->": ("attack", True)}  # fmt: skip
"""What a sign means, and whether what stands above is the one that supports or attacks."""


class Node(NamedTuple):
    """A statement or an argument, by its title."""

    kind: Kind
    title: str


class Relation(NamedTuple):
    """That one supports or attacks another."""

    relation: Literal["support", "attack"]
    source: Node
    target: Node
    line: int


class Step(NamedTuple):
    """One inference of an argument that is written out: from statements to a statement."""

    argument: str
    premises: tuple[str, ...]
    conclusion: str
    rule: str
    """What stands between them."""
    line: int


@dataclass
class Argdown:
    """What a file says."""

    statements: dict[str, Spoken] = field(default_factory=dict)
    """By title."""
    arguments: dict[str, Spoken] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_argdown(text: str, name: str = "argdown") -> Argdown:
    """Read a text. Never raises."""
    return _Reader(name).read(text)


class _Reader:
    def __init__(self, name: str):
        self._name = name
        self._found = Argdown()
        self._open: Written | None = None
        """What may go on in the next line."""
        self._above: list[tuple[int, Node]] = []
        """What relations of a deeper indent belong to, with its own indent."""
        self._argument = ""
        """The argument whose inference is read."""
        self._premises: list[str] = []
        self._rule: tuple[str, int] | None = None
        self._in_steps = self._in_rule = False

    def read(self, text: str) -> Argdown:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LARGEST:
            self._fault(0, f"The file has more than {LARGEST:,} characters.", "Split it: what is behind is not read.")
            text = text[:LARGEST]
        for number, line in _lines(text):
            if number > MOST_LINES:
                self._fault(
                    number, f"The file has more than {MOST_LINES:,} lines.", "Split it: what is behind is not read."
                )
                break
            self._line(number, line)
        self._end()
        return self._found

    def _fault(self, line: int, problem: str, remedy: str) -> None:
        if len(self._found.faults) < MOST_FAULTS:
            self._found.faults.append(Fault(self._name, line, "", problem, remedy))

    def _line(self, number: int, line: str) -> None:
        if not line.strip():
            self._end_of_block()
        elif self._in_rule or _INFERENCE.fullmatch(line):
            self._inference(number, line)
        elif found := _RELATION.fullmatch(line):
            self._relation(number, len(found[1].expandtabs()), found[2], found[3])
        elif found := _NUMBERED.fullmatch(line):
            self._numbered(number, found[1])
        elif self._open is not None and not _BULLET.fullmatch(line):
            self._open.more(line)
        elif _HEADING.match(line):
            self._end_of_block()
        else:
            found = _BULLET.fullmatch(line)
            self._begin(number, -1, found[2] if found else line)

    def _begin(self, number: int, indent: int, text: str) -> Node | None:
        """A statement or an argument begins."""
        self._close()
        self._open = element(text, number)
        node = Node(self._open.kind, self._open.title)
        self._above = [(at, above) for at, above in self._above if at < indent]
        if len(self._above) >= DEEPEST:
            self._fault(number, f"This stands more than {DEEPEST} levels deep.", "Give it a place of its own.")
            return None
        self._above.append((indent, node))
        if indent < 0 and not self._in_steps:
            self._argument = node.title if node.kind == "argument" else ""
        return node

    def _close(self) -> None:
        """The statement or argument that was being read is whole."""
        if self._open is None:
            return
        said = spoken(self._open)
        known = self._found.statements if self._open.kind == "statement" else self._found.arguments
        have = known.get(said.title)
        if have is None or not have.text:
            said = said if have is None else said.beside(have)
            known[said.title] = said
        elif said.text and said.text != have.text:
            self._fault(
                said.line, f"[{said.title}] says something else on line {have.line}.", "The first counts: rename one."
            )
        else:
            known[said.title] = have.beside(said)
        self._open = None

    def _relation(self, number: int, indent: int, sign: str, text: str) -> None:
        above = [node for at, node in self._above if at < indent]
        if sign not in _TOWARD:
            self._fault(
                number, f"{sign} cannot be said in our tables.", "Write + or - : what supports or attacks what."
            )
        if not above:
            self._fault(
                number, "There is nothing above that this bears on.", "Put it below a statement, without an empty line."
            )
        if not text.strip():
            self._fault(number, f"Nothing stands behind {sign}.", "Write a statement or an argument behind it.")
            return
        node = self._begin(number, indent, text)
        if node is None or not above or sign not in _TOWARD:
            return
        relation, outgoing = _TOWARD[sign]
        source, target = (above[-1], node) if outgoing else (node, above[-1])
        self._found.relations.append(Relation("support" if relation == "support" else "attack", source, target, number))

    def _numbered(self, number: int, text: str) -> None:
        """A premise or a conclusion of an argument that is written out."""
        if not text.strip():
            self._fault(number, "There is nothing behind the number.", "Write the statement behind it.")
            return
        self._in_steps = True
        node = self._begin(number, -1, text)
        if node is None or node.kind != "statement":
            self._fault(number, "Premises and conclusions are statements.", "Write [its title] in square brackets.")
            return
        if self._rule is not None:
            rule, line = self._rule
            self._found.steps.append(Step(self._argument, tuple(self._premises), node.title, rule, line))
            self._rule = None
        self._premises.append(node.title)

    def _inference(self, number: int, line: str) -> None:
        """The line, or the lines, between premises and conclusion."""
        self._close()
        bare = line.strip()
        text = re.sub(r"\{[^{}]*\}", "", bare.strip("-")).strip()
        if not self._in_rule:
            self._rule = (text, number)
            # One line is the whole of it where it is closed, or is a stroke of four or more.
            self._in_rule = not (len(bare) > 3 and bare.endswith("--"))
            if not self._premises:
                self._fault(number, "An inference stands here without premises.", "Write them above: (1) [title].")
            return
        rule, at = self._rule or ("", number)
        self._rule = (f"{rule} {text}".strip(), at)
        self._in_rule = not bare.endswith("--")

    def _end_of_block(self) -> None:
        """An empty line: nothing goes on behind it but an argument with its premises."""
        self._close()
        self._above = []
        if self._rule is not None:
            self._fault(
                self._rule[1],
                "This inference has no conclusion.",
                "Write it below, without an empty line: (3) [title].",
            )
        if self._in_steps:
            self._argument = ""
        self._premises, self._rule, self._in_steps, self._in_rule = [], None, False, False

    def _end(self) -> None:
        self._end_of_block()


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines with their numbers, without front matter and comments; what goes on for several lines keeps theirs."""
    front = _FRONT.match(text)
    at = front.end() if front else 0
    skipped = text[:at].count("\n")
    body = _COMMENT.sub(_without, text[at:].replace(_GONE, " "))
    lines = enumerate(body.split("\n"), skipped + 1)
    return [
        (number, line.replace(_GONE, "")) for number, line in lines if _GONE not in line or line.strip(_GONE + " \t")
    ]


def _without(found: re.Match[str]) -> str:
    """Nothing for a comment but its line ends; escaped characters and data stay."""
    text = found[0]
    if text[0] in "\\{":
        return text
    return _GONE + f"\n{_GONE}" * text.count("\n")
