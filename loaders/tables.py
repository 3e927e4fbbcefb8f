"""Reads the CSV tables that people edit, row by row, and reports every fault at once.

A table is a CSV file and a pydantic model of one row; the model's field descriptions are the remedy shown when a
cell is wrong. A faulty row is left out and reported; the other rows keep working. What a row may refer to in
another table is checked by whoever owns both tables, with :func:`check_references`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from loaders.cells import shown, unseen
from loaders.encodings import Decoded
from loaders.lines import MOST_LINES, SIGNS, UNCLOSED, Record, records_of
from loaders.nearest import Hints
from loaders.table_files import Unusable, header_of, text_of, without_blank_end


class Row(BaseModel):
    """One row of a table: frozen, with no columns beyond the declared ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def key(self) -> str:
        """What names the row within its table (unique there)."""
        key: str = vars(self)["id"]
        return key


MOST_TOLD = 1_000
"""Faulty rows of a table that are told of one by one."""
MOST_LEFT_OUT = 10_000
"""Rows left out of a table of which more is kept than how many there are."""
RowT = TypeVar("RowT", bound=Row)
Cost = Literal["row", "rows", "file", "figures", "key", "case", "nothing"]
"""What is left out because of a fault: its row, several rows, its file, figures, a key, or the whole case."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one cell (or, with an empty column, in a row or a file), and what would be right."""

    file: str
    line: int
    column: str
    problem: str
    remedy: str
    cost: Cost = "row"

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

    def without(self, faults: Iterable[Fault], told: Iterable[Fault] | None = None) -> Table[RowT]:
        """The table with these faults added (or those that are ``told`` in their place) and the rows on their lines left out."""
        bad: dict[int, Fault] = {}
        faults = tuple(faults)
        if not faults:
            return self
        for fault in faults:
            bad.setdefault(fault.line, fault)
        rows = tuple(row for row in self.rows if self.lines[row.key()] not in bad)
        left_out = tuple(
            LeftOut({name: str(cell) for name, cell in row.model_dump(by_alias=True).items()}, bad[line])
            for row in self.rows
            if (line := self.lines[row.key()]) in bad
        )
        told = faults if told is None else tuple(told)
        return replace(self, rows=rows, faults=self.faults + told, left_out=self.left_out + left_out)

    def with_faults(self, faults: Iterable[Fault]) -> Table[RowT]:
        """The table with these faults added, and its rows as they are."""
        return replace(self, faults=(*self.faults, *faults))

    def refused(self, fault: Fault) -> Table[RowT]:
        """The table with none of its rows, because of a fault of the whole."""
        return replace(self, rows=(), faults=(*self.faults, replace(fault, cost="file")), readable=False)


def read_table(path: Path, model: type[RowT], most: int = MOST_LINES) -> Table[RowT]:
    """Read a CSV file with a header line into rows of ``model``, the first ``most`` of them.

    Commas, semicolons or tabs may part its cells. A file that is missing, is no regular file or has other columns gives an
    empty table with one fault; it never raises for what a person may have typed. A text in another encoding than UTF-8 or
    UTF-16 is read as Windows-1252, and that is a fault which costs nothing.
    """
    name = _name(path)
    columns = {field.alias or column: field for column, field in model.model_fields.items()}
    try:
        found = text_of(path)
        records = records_of(found.text, columns)
        first = next(records, None)
        header = header_of(first, columns)
    except Unusable as error:
        fault = Fault(name, error.line, "", error.problem, error.remedy, "file")
        return Table(name, (), {}, (fault,), readable=False)
    reading = _Reading(name, header, len(first.cells) if first else 0, model, most)
    for record in records:
        reading.take(record)
        if reading.full:
            break
    return reading.table(_guessed(found, name))


def _guessed(found: Decoded, name: str) -> list[Fault]:
    """The fault of a text whose encoding can only be guessed."""
    if not found.guessed:
        return []
    line = "".join(found.text.splitlines()[found.guessed - 1 : found.guessed])
    problem = f"The text is not UTF-8. It is read as {found.encoding}: {shown(line)}."
    remedy = "Save it as CSV, UTF-8, and look whether its letters are right."
    return [Fault(name, found.guessed, "", problem, remedy, "nothing")]


class _Reading(Generic[RowT]):
    """A table as its rows come."""

    def __init__(self, name: str, header: Sequence[str], width: int, model: type[RowT], most: int):
        """``width``: cells of the line of the header, with empty ones that spreadsheets write behind the last column."""
        self.name, self.header, self.width, self.model, self.most = name, header, width, model, most
        self.rows: list[RowT] = []
        self.lines: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.left_out: list[LeftOut] = []
        self.taken = self.untold = 0
        self.beyond: Fault | None = None

    @property
    def full(self) -> bool:
        """Whether so many rows have come that the rest need not be counted."""
        return self.taken > self.most + MOST_LEFT_OUT

    def take(self, record: Record) -> None:
        if not record.problem and not any(cell.strip() for cell in record.cells):
            return
        self.taken += 1
        if self.taken > self.most:
            problem, remedy = f"Up to {self.most:,} rows are read.", "Take rows out, or make two cases of them."
            self.beyond = self.beyond or Fault(self.name, record.line, "", problem, remedy, "rows")
            self._leave_out(record, self.beyond)
            return
        # Only where the header has them too: else an empty cell at the end may make up for a comma too many within the row.
        wide = len(record.cells) == self.width
        cells = without_blank_end(record.cells, len(self.header)) if wide else record.cells
        row, found = _read_row(record, cells, self.header, self.model, self.name)
        if row is not None and (key := row.key()) in self.lines:
            column = "id" if "id" in self.header else ""
            problem = f"{shown(key)} stands on line {self.lines[key]} already."
            remedy = "Ids are unique: rename one." if column else "Keep one of the two."
            found, row = [Fault(self.name, record.line, column, problem, remedy)], None
        if row is not None:
            self.rows.append(row)
            self.lines[row.key()] = record.line
            return
        if len(self.faults) < MOST_TOLD:
            self.faults += found
        else:
            self.untold += 1
        self._leave_out(record, found[0])

    def _leave_out(self, record: Record, fault: Fault) -> None:
        misread = bool(record.problem) or len(record.cells) != len(self.header)
        for cells, text in record.alone():
            if len(self.left_out) == MOST_LEFT_OUT:
                return
            self.left_out.append(LeftOut(dict(zip(self.header, cells, strict=False)), fault, text if misread else ""))

    def table(self, more: Sequence[Fault]) -> Table[RowT]:
        faults = [*more, *self.faults]
        if self.untold:
            more_rows = (
                f"{self.untold:,} more rows of the file are" if self.untold > 1 else "One more row of the file is"
            )
            remedy = "Mend those that are named, and look again."
            faults.append(Fault(self.name, 0, "", f"{more_rows} faulty.", remedy, "rows"))
        if self.beyond:
            many = f"more than {self.taken - 1:,}" if self.full else f"{self.taken:,}"
            problem = f"The table has {many} rows. {self.beyond.problem}"
            faults.append(replace(self.beyond, problem=problem))
        return Table(self.name, tuple(self.rows), self.lines, tuple(faults), tuple(self.left_out))


def read_if_there(path: Path, model: type[RowT], most: int = MOST_LINES) -> Table[RowT]:
    """A table that may be missing: then it has no rows, and no fault."""
    return read_table(path, model, most) if path.exists() else empty_table(path, model)


def empty_table(path: Path, model: type[RowT]) -> Table[RowT]:
    """The table that stands in for a file that need not be there."""
    return Table[RowT](_name(path), (), {})


def _name(path: Path) -> str:
    """What faults call a file."""
    return f"{path.parent.name}/{path.name}" if path.parent.name == "catalog" else path.name


def _read_row(
    record: Record, cells: Sequence[str], header: Sequence[str], model: type[RowT], name: str
) -> tuple[RowT | None, list[Fault]]:
    """A row, or what is wrong with it."""
    if record.problem:
        return None, [Fault(name, record.line, "", record.problem, UNCLOSED)]
    if len(cells) != len(header):
        problem = f"The row has {len(cells):,} cells, the header {len(header)}."
        remedy = f"Put text that contains {SIGNS[record.separator]} between double quotes; leave an empty cell empty."
        return None, [Fault(name, record.line, "", problem, remedy)]
    given = {column: cell for column, cell in zip(header, cells, strict=True) if cell.strip()}
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
