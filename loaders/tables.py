"""Reads the CSV tables that people edit, row by row, and reports every fault at once.

A table is a CSV file and a pydantic model of one row; the model's field descriptions are the remedy shown when a
cell is wrong. A faulty row is left out and reported; the other rows keep working. What a row may refer to in
another table is checked by whoever owns both tables, with :func:`check_references`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from loaders.cells import shown, unseen
from loaders.files import Unfit, read_file
from loaders.lines import UNCLOSED, Record, records_of


class Row(BaseModel):
    """One row of a table: frozen, with no columns beyond the declared ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def key(self) -> str:
        """What names the row within its table (unique there)."""
        key: str = vars(self)["id"]
        return key


LARGEST = 100_000_000
"""Bytes of a table: some hundred thousand rows."""
MOST_HINTS = 50
"""Faults of a table that come with the nearest names."""
MOST_NAMED = 20
"""Wrong columns that are named."""
MOST_DESCRIBED = 3
"""Missing columns of which the remedy says what belongs into them."""
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


class LeftOut(NamedTuple):
    """A row that a fault keeps out of its table: what can be told of its cells, by column, and the fault."""

    cells: Mapping[str, str]
    fault: Fault
    misread: str = ""
    """The row as it stands there, where marks do not fit: what is in which cell is then a guess."""


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """The good rows of a file in file order, the line each stands on, and the faults of the others."""

    file: str
    rows: tuple[RowT, ...]
    lines: Mapping[str, int]
    faults: tuple[Fault, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
    """The rows that are not among ``rows``; of those that an open quotation mark swallowed, as far as they can be told."""
    readable: bool = True
    """Whether the file could be read as a table at all; else nobody knows which rows it has."""

    def by_key(self) -> dict[str, RowT]:
        return {row.key(): row for row in self.rows}

    def without(self, faults: Iterable[Fault]) -> Table[RowT]:
        """The table with these faults added and the rows on their lines left out."""
        bad: dict[int, Fault] = {}
        faults = tuple(faults)
        for fault in faults:
            bad.setdefault(fault.line, fault)
        rows = tuple(row for row in self.rows if self.lines[row.key()] not in bad)
        left_out = tuple(
            LeftOut({name: str(cell) for name, cell in row.model_dump(by_alias=True).items()}, bad[line])
            for row in self.rows
            if (line := self.lines[row.key()]) in bad
        )
        return replace(self, rows=rows, faults=self.faults + faults, left_out=self.left_out + left_out)

    def with_faults(self, faults: Iterable[Fault]) -> Table[RowT]:
        """The table with these faults added, and its rows as they are."""
        return replace(self, faults=(*self.faults, *faults))

    def refused(self, fault: Fault) -> Table[RowT]:
        """The table with none of its rows, because of a fault of the whole."""
        return replace(self, rows=(), faults=(*self.faults, fault), readable=False)


def read_table(path: Path, model: type[RowT]) -> Table[RowT]:
    """Read a CSV file with a header line into rows of ``model``.

    A file that is missing, is no regular file, is not UTF-8 or has other columns gives an empty table with one fault; it
    never raises for what a person may have typed.
    """
    name = f"{path.parent.name}/{path.name}" if path.parent.name == "catalog" else path.name
    try:
        records = records_of(_text(path, name))
        header = _header(next(records, None), model, name)
    except _Unusable as error:
        return Table(name, (), {}, (error.fault,), readable=False)
    rows: list[RowT] = []
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    left_out: list[LeftOut] = []
    for record in records:
        row, found = _read_row(record, header, model, name)
        if row is not None and (key := row.key()) in lines:
            problem = f"{shown(key)} stands on line {lines[key]} already."
            found, row = [Fault(name, record.line, "id", problem, "Ids are unique: rename one.")], None
        if row is not None:
            rows.append(row)
            lines[key] = record.line
        elif found:
            faults += found
            misread = bool(record.problem) or len(record.cells) != len(header)
            left_out += [
                LeftOut(dict(zip(header, cells, strict=False)), found[0], text if misread else "")
                for cells, text in record.alone()
            ]
    return Table(name, tuple(rows), lines, tuple(faults), tuple(left_out))


def _read_row(record: Record, header: Sequence[str], model: type[RowT], name: str) -> tuple[RowT | None, list[Fault]]:
    """A row, or what is wrong with it; neither of a blank one."""
    if record.problem:
        return None, [Fault(name, record.line, "", record.problem, UNCLOSED)]
    if not any(cell.strip() for cell in record.cells):
        return None, []
    if len(record.cells) != len(header):
        problem = f"The row has {len(record.cells)} cells, the header {len(header)}."
        remedy = "Put text that contains a comma between double quotes; leave an empty cell empty."
        return None, [Fault(name, record.line, "", problem, remedy)]
    given = {column: cell for column, cell in zip(header, record.cells, strict=True) if cell.strip()}
    hidden = [
        Fault(name, record.line, column, f"The cell holds {what}, which nobody sees.", "Take it out.")
        for column, cell in given.items()
        if (what := unseen(cell))
    ]
    if hidden:
        return None, hidden
    try:
        return model.model_validate(given), []
    except ValidationError as error:
        return None, [fault_of(detail, model, name, record.line) for detail in error.errors(include_url=False)]


class _Unusable(Exception):
    """A file that is no table."""

    def __init__(self, name: str, problem: str, remedy: str, line: int = 1):
        super().__init__(problem)
        self.fault = Fault(name, line, "", problem, remedy)


def _text(path: Path, name: str) -> str:
    """What a file says. Raises _Unusable."""
    try:
        return read_file(path, LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        raise _Unusable(name, "The file is missing.", "Put it back, or run: git checkout -- " + name) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _Unusable(name, "The text is not UTF-8.", "Save it as CSV, UTF-8.", line) from error
    except Unfit as error:
        raise _Unusable(name, f"The file cannot be read. {error}", "Put a CSV file in its place.") from error
    except OSError as error:
        problem = f"The file cannot be read ({error.strerror})."
        raise _Unusable(name, problem, "See that it is a file and may be read.") from error


def _header(record: Record | None, model: type[Row], name: str) -> list[str]:
    """The names of columns: all that are required, none twice, and no others. Raises _Unusable."""
    if record and record.problem:
        raise _Unusable(name, f"The header cannot be read. {record.problem}", UNCLOSED)
    header = [cell.strip() for cell in record.cells] if record else []
    columns = {field.alias or column: field for column, field in model.model_fields.items()}
    missing = [column for column, field in columns.items() if field.is_required() and column not in header]
    unknown = [shown(column) for column in dict.fromkeys(header) if column not in columns]
    repeated = [column for column, times in Counter(header).items() if times > 1 and column in columns]
    found = (("missing", missing), ("unknown", unknown), ("repeated", repeated))
    problems = [f"{kind} columns: {', '.join(names[:MOST_NAMED])}" for kind, names in found if names]
    if problems:
        remedy = f"The columns are, each once: {', '.join(sorted(columns))}."
        if len(missing) <= MOST_DESCRIBED:
            remedy += "".join(f" In {column}: {columns[column].description}." for column in missing)
        raise _Unusable(name, f"The header has {'; '.join(problems)}.", remedy)
    return header


def check_references(table: Table[RowT], column: str, known: Iterable[str], where: str) -> list[Fault]:
    """Faults for the cells of ``column`` (empty ones aside) that name nothing in ``known``, which ``where`` describes."""
    known = set(known)
    faults, hint = [], Hints()
    for row in table.rows:
        value = getattr(row, column)
        if value and value not in known:
            faults.append(
                Fault(
                    table.file,
                    table.lines[row.key()],
                    column,
                    f"{shown(value)} is not in {where}.",
                    hint(value, known) or f"Use an id of {where}.",
                )
            )
    return faults


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """A hint at the names nearest to a wrong one; empty if none is near."""
    close = get_close_matches(value[:200], list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""


class Hints:
    """Hints at the nearest names for the first faults of a table: to look for more would take hours where all is wrong."""

    def __init__(self) -> None:
        self._left = MOST_HINTS

    def __call__(self, value: str, known: Iterable[str]) -> str:
        self._left -= 1
        return did_you_mean(value, known) if self._left >= 0 else ""


def problem_in(detail: Mapping[str, Any]) -> str:
    """What pydantic found wrong with a value, in a sentence."""
    if detail["type"] == "missing":
        return "The cell is empty."
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return f"{shown(detail['input'])}: {detail['msg'][0].lower()}{detail['msg'][1:]}."


def fault_of(detail: Mapping[str, Any], model: type[Row], name: str, line: int) -> Fault:
    """What pydantic found wrong with a row, as a fault of its cell."""
    column = str(detail["loc"][0]) if detail["loc"] else ""
    info = model.model_fields.get(column) or next((f for f in model.model_fields.values() if f.alias == column), None)
    remedy = f"Expected: {info.description}" if info and info.description else "See the table's description in docs/."
    return Fault(name, line, column, problem_in(detail), remedy)
