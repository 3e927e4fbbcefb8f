"""Reads the CSV tables that people edit, row by row, and reports every fault at once.

A table is a CSV file and a pydantic model of one row; the model's field descriptions are the remedy shown when a
cell is wrong. A faulty row is left out and reported; the other rows keep working. What a row may refer to in
another table is checked by whoever owns both tables, with :func:`check_references`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Row(BaseModel):
    """One row of a table: frozen, with no columns beyond the declared ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def key(self) -> str:
        """What names the row within its table (unique there)."""
        return self.id  # type: ignore[attr-defined]


UNCLOSED = "Look for a quotation mark that is not closed."
RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one cell (or, with an empty column, in a row or a file), and what would be right."""

    file: str
    line: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem} {self.remedy}"

    @property
    def where(self) -> str:
        """File, line and column, as far as they are known."""
        line = f", line {self.line}" if self.line else ""
        return f"{self.file}{line}" + (f", column {self.column}" if self.column else "")


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """The good rows of a file in file order, the line each stands on, and the faults of the others."""

    file: str
    rows: tuple[RowT, ...]
    lines: Mapping[str, int]
    faults: tuple[Fault, ...] = field(default=())

    def by_key(self) -> dict[str, RowT]:
        return {row.key(): row for row in self.rows}

    def without(self, faults: Iterable[Fault]) -> Table[RowT]:
        """The table with these faults added and the rows on their lines left out."""
        faults = tuple(faults)
        bad = {fault.line for fault in faults}
        rows = tuple(row for row in self.rows if self.lines[row.key()] not in bad)
        return Table(self.file, rows, self.lines, self.faults + faults)


def read_table(path: Path, model: type[RowT]) -> Table[RowT]:
    """Read a CSV file with a header line into rows of ``model``.

    A file that is missing, is not UTF-8 or lacks a column gives an empty table with one fault; it never raises for
    what a person may have typed.
    """
    name = f"{path.parent.name}/{path.name}" if path.parent.name == "catalog" else path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return _unusable(name, "The file is missing.", "Put it back, or run: git checkout -- " + name)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return _unusable(name, "The text is not UTF-8.", "Save it as CSV, UTF-8.", line)
    except OSError as error:
        return _unusable(name, f"The file cannot be read ({error.strerror}).", "See that it is a file and may be read.")
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        records = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return _unusable(name, f"The table breaks off: {error}.", UNCLOSED, reader.line_num)
    header = [cell.strip() for cell in records[0][1]] if records else []
    missing = [c for c, f in model.model_fields.items() if f.is_required() and (f.alias or c) not in header]
    known = {f.alias or c for c, f in model.model_fields.items()}
    unknown = [c for c in header if c not in known]
    if missing or unknown:
        problem = "; ".join(
            part
            for part in (
                f"missing columns: {', '.join(missing)}" if missing else "",
                f"unknown columns: {', '.join(repr(c) for c in unknown)}" if unknown else "",
            )
            if part
        )
        return _unusable(name, f"The header has {problem}.", f"The columns are: {', '.join(sorted(known))}.")
    rows: list[RowT] = []
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    unclosed = text.count('"') % 2 == 1
    for (before, _), (_, cells) in pairwise(records):
        line = before + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problem = f"The row has {len(cells)} cells, the header {len(header)}."
            remedy = "Put text that contains a comma between double quotes; leave an empty cell empty."
            if unclosed and cells is records[-1][1]:
                problem, remedy = "The row does not end before the file does.", UNCLOSED
            faults.append(Fault(name, line, "", problem, remedy))
            continue
        given = {column: cell for column, cell in zip(header, cells, strict=True) if cell.strip()}
        try:
            row = model.model_validate(given)
        except ValidationError as error:
            faults.extend(_faults_of(error, model, name, line))
            continue
        if row.key() in lines:
            faults.append(
                Fault(
                    name,
                    line,
                    "id",
                    f"{row.key()!r} stands on line {lines[row.key()]} already.",
                    "Ids are unique: rename one.",
                )
            )
            continue
        rows.append(row)
        lines[row.key()] = line
    return Table(name, tuple(rows), lines, tuple(faults))


def check_references(table: Table[RowT], column: str, known: Iterable[str], where: str) -> list[Fault]:
    """Faults for the cells of ``column`` (empty ones aside) that name nothing in ``known``, which ``where`` describes."""
    known = set(known)
    faults = []
    for row in table.rows:
        value = getattr(row, column)
        if value and value not in known:
            faults.append(
                Fault(
                    table.file,
                    table.lines[row.key()],
                    column,
                    f"{value!r} is not in {where}.",
                    did_you_mean(value, known) or f"Use an id of {where}.",
                )
            )
    return faults


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """A hint at the names nearest to a wrong one; empty if none is near."""
    close = get_close_matches(value, list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""


def _unusable(name: str, problem: str, remedy: str, line: int = 1) -> Table:
    return Table(name, (), {}, (Fault(name, line, "", problem, remedy),))


def _faults_of(error: ValidationError, model: type[Row], name: str, line: int) -> list[Fault]:
    faults = []
    for detail in error.errors(include_url=False):
        column = str(detail["loc"][0]) if detail["loc"] else ""
        info = model.model_fields.get(column) or next(
            (f for f in model.model_fields.values() if f.alias == column), None
        )
        if detail["type"] == "missing":
            problem = "The cell is empty."
        elif detail["type"] == "value_error":
            problem = str(detail["ctx"]["error"])
        else:
            problem = f"{detail['input']!r}: {detail['msg'][0].lower()}{detail['msg'][1:]}."
        remedy = (
            f"Expected: {info.description}" if info and info.description else "See the table's description in docs/."
        )
        faults.append(Fault(name, line, column, problem, remedy))
    return faults
