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
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Row(BaseModel):
    """One row of a table: frozen, with no columns beyond the declared ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def key(self) -> str:
        """What names the row within its table (unique there)."""
        key: str = vars(self)["id"]
        return key


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
        text = _text(path, name)
        header, records = _records(text, name)
        _check_header(header, model, name)
    except _Unusable as error:
        return Table(name, (), {}, (error.fault,))
    unclosed = records[-1] if records and text.count('"') % 2 else None
    rows: list[RowT] = []
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for record in records:
        if not any(cell.strip() for cell in record.cells):
            continue
        if len(record.cells) != len(header):
            faults.append(_wrong_length(record, header, name, unclosed=record is unclosed))
            continue
        try:
            row = model.model_validate(
                {column: cell for column, cell in zip(header, record.cells, strict=True) if cell.strip()}
            )
        except ValidationError as error:
            faults.extend(_faults_of(error, model, name, record.line))
            continue
        key = row.key()
        if key in lines:
            problem = f"{key!r} stands on line {lines[key]} already."
            faults.append(Fault(name, record.line, "id", problem, "Ids are unique: rename one."))
            continue
        rows.append(row)
        lines[key] = record.line
    return Table(name, tuple(rows), lines, tuple(faults))


class _Record(NamedTuple):
    """The cells of one row of a file, and the line they begin on."""

    line: int
    cells: list[str]


class _Unusable(Exception):
    """A file that is no table."""

    def __init__(self, name: str, problem: str, remedy: str, line: int = 1):
        super().__init__(problem)
        self.fault = Fault(name, line, "", problem, remedy)


def _text(path: Path, name: str) -> str:
    """What a file says. Raises _Unusable."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _Unusable(name, "The file is missing.", "Put it back, or run: git checkout -- " + name) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _Unusable(name, "The text is not UTF-8.", "Save it as CSV, UTF-8.", line) from error
    except OSError as error:
        problem = f"The file cannot be read ({error.strerror})."
        raise _Unusable(name, problem, "See that it is a file and may be read.") from error


def _records(text: str, name: str) -> tuple[list[str], list[_Record]]:
    """The names of columns, and the rows below them. Raises _Unusable."""
    reader = csv.reader(io.StringIO(text, newline=""))
    records, line = [], 1
    try:
        for cells in reader:
            records.append(_Record(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _Unusable(name, f"The table breaks off: {error}.", UNCLOSED, reader.line_num) from error
    header = [cell.strip() for cell in records[0].cells] if records else []
    return header, records[1:]


def _check_header(header: list[str], model: type[Row], name: str) -> None:
    """Raise _Unusable unless a header has the columns of a model: all that are required, and no others."""
    columns = {field.alias or column: field for column, field in model.model_fields.items()}
    missing = [column for column, field in columns.items() if field.is_required() and column not in header]
    unknown = [column for column in header if column not in columns]
    problems = []
    if missing:
        problems.append(f"missing columns: {', '.join(missing)}")
    if unknown:
        problems.append(f"unknown columns: {', '.join(map(repr, unknown))}")
    if problems:
        remedy = f"The columns are: {', '.join(sorted(columns))}."
        raise _Unusable(name, f"The header has {'; '.join(problems)}.", remedy)


def _wrong_length(record: _Record, header: list[str], name: str, *, unclosed: bool) -> Fault:
    """The fault of a row that has other cells than the header; ``unclosed`` is the last one, after a lone quotation mark."""
    if unclosed:
        return Fault(name, record.line, "", "The row does not end before the file does.", UNCLOSED)
    problem = f"The row has {len(record.cells)} cells, the header {len(header)}."
    remedy = "Put text that contains a comma between double quotes; leave an empty cell empty."
    return Fault(name, record.line, "", problem, remedy)


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
