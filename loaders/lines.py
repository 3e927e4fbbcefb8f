"""The rows of a table's text as their cells, with the lines they stand on: what is broken costs its own lines and no others."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

UNCLOSED = "Look for a quotation mark that is not closed; within a cell, write it twice."
SIGNS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
SEPARATORS = tuple(SIGNS)
"""What may stand between cells; spreadsheets write semicolons where a comma parts the decimals."""
MOST_LINES = 1_000_000
LONGEST_LINE = 1_000_000
"""Characters. No table has such a line: it would be as many cells."""
_SAID = re.compile(r'\ufeff?"?sep=([,;\t])"?')
"""A first line that tells Excel what stands between cells."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file: its cells, or what is wrong with it."""

    line: int
    """The line it begins on."""
    cells: Sequence[str]
    text: Sequence[str]
    """The lines it stands on: several, where a cell holds line ends, or where a quotation mark is not closed."""
    problem: str = ""
    separator: str = ","

    def alone(self) -> Iterator[tuple[Sequence[str], str]]:
        """The cells of each of its lines, taken by itself, and the line: a row that another one's quotation mark has swallowed reads so."""
        yield self.cells or _cells(self.text[0], self.separator), self.text[0]
        for line in self.text[1:]:
            yield _cells(line, self.separator), line


def records_of(text: str, columns: Container[str] = ()) -> Iterator[Record]:
    """The rows of a text, in order. Never raises.

    What stands between cells is what makes the first row name the most of ``columns``; in doubt it is a comma.

    Quotation marks must fit: ``"a" b`` and a cell that the end of the file ends are no cells. A lenient reader would join
    two rows into one where the last cell of the first lacks its closing mark.
    """
    lines = _Lines(text)
    separator = _separator(lines, columns)
    reader = csv.reader(lines, strict=True, delimiter=separator)
    first = lines.before + 1
    while True:
        cells: Sequence[str] = ()
        problem = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            ended = "end of data" in str(error)
            problem = "The row does not end before the file does." if ended else f"The row breaks off: {error}."
        taken = lines.taken
        yield Record(first, cells, taken, problem, separator)
        first += len(taken)
        lines.taken = []


class _Lines:
    """The lines of a text one after the other, and which of them have been taken."""

    def __init__(self, text: str):
        self._source = io.StringIO(text, newline="")
        self._ahead: list[str] = []
        self.taken: list[str] = []
        self.before = 0
        """Lines that are no row."""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else next(self._source)
        self.taken.append(line)
        return line

    def peek(self) -> str:
        """The next line, which stays where it is; empty at the end."""
        if not self._ahead:
            self._ahead = [line for line in (next(self._source, None),) if line is not None]
        return self._ahead[0] if self._ahead else ""

    def skip(self) -> None:
        self._ahead.pop()
        self.before += 1


def _separator(lines: _Lines, columns: Container[str]) -> str:
    if said := _SAID.fullmatch(lines.peek().strip("\r\n ")):
        lines.skip()
        return said[1]
    header = lines.peek()
    known = {sign: sum(cell.strip() in columns for cell in _cells(header, sign)) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: known[sign])


def _cells(line: str, separator: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return line.split(separator)


def too_long(text: str) -> tuple[int, str]:
    """The line at which a text is more than a table can be, and what is wrong; 0 and nothing where it may be read."""
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > LONGEST_LINE:
            return number, f"The line has {len(line):,} characters; up to {LONGEST_LINE:,} are read."
        if number > MOST_LINES:
            return number, f"The file has more than {MOST_LINES:,} lines."
    return 0, ""
