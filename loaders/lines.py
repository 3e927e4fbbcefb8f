"""The rows of a CSV text as their cells, with the lines they stand on: what is broken costs its own lines and no others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

UNCLOSED = "Look for a quotation mark that is not closed; within a cell, write it twice."


@dataclass(frozen=True)
class Record:
    """One row of a file: its cells, or what is wrong with it."""

    line: int
    """The line it begins on."""
    cells: Sequence[str]
    text: Sequence[str]
    """The lines it stands on: several, where a cell holds line ends, or where a quotation mark is not closed."""
    problem: str = ""

    def alone(self) -> Iterator[tuple[Sequence[str], str]]:
        """The cells of each of its lines, taken by itself, and the line: a row that another one's quotation mark has swallowed reads so."""
        yield self.cells or _cells(self.text[0]), self.text[0]
        for line in self.text[1:]:
            yield _cells(line), line


def records_of(text: str) -> Iterator[Record]:
    """The rows of a text, in order. Never raises.

    Quotation marks must fit: ``"a" b`` and a cell that the end of the file ends are no cells. A lenient reader would join
    two rows into one where the last cell of the first lacks its closing mark.
    """
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines), strict=True)
    first = 0
    while True:
        cells: Sequence[str] = ()
        problem = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            ended = reader.line_num >= len(lines) and "end of data" in str(error)
            problem = "The row does not end before the file does." if ended else f"The row breaks off: {error}."
        yield Record(first + 1, cells, lines[first : reader.line_num], problem)
        first = reader.line_num


def _cells(line: str) -> Sequence[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return line.split(",")
