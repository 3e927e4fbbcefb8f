"""Files that people give as tables: what they say, and whether their header names the columns that belong there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic.fields import FieldInfo

from loaders.cells import shown
from loaders.encodings import Decoded, decoded
from loaders.files import Unfit, read_file
from loaders.home import ROOT, put_back
from loaders.lines import UNCLOSED, Record, too_long
from loaders.nearest import did_you_mean

LARGEST = 100_000_000
"""Bytes of a table: some hundred thousand rows."""
MOST_NAMED = 20
"""Wrong columns that are named."""
MOST_DESCRIBED = 3
"""Missing columns of which the remedy says what belongs into them."""
_NO_TABLES = (
    (b"PK\x03\x04", "a workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "a workbook of an older Office format"),
    (b"%PDF", "a PDF"),
)
"""What a file begins with that holds no table, and what it is."""


class Unusable(Exception):
    """A file that is no table."""

    def __init__(self, problem: str, remedy: str, line: int = 1):
        super().__init__(problem)
        self.problem, self.remedy, self.line = problem, remedy, line


def text_of(path: Path) -> Decoded:
    """What a file says. Raises Unusable."""
    try:
        content = read_file(path, LARGEST)
    except FileNotFoundError:
        raise Unusable("The file is missing.", missing_remedy(path)) from None
    except Unfit as error:
        raise Unusable(f"The file cannot be read. {error}", "Put a CSV file in its place.") from error
    except OSError as error:
        raise Unusable(
            f"The file cannot be read ({error.strerror}).", "See that it is a file and may be read."
        ) from error
    for sign, what in _NO_TABLES:
        if content.startswith(sign):
            raise Unusable(f"This is {what}, not a table.", "Save the table as CSV (UTF-8).")
    found = decoded(content)
    line, problem = too_long(found.text)
    if problem:
        raise Unusable(problem, "Put a CSV file of the columns that belong there in its place.", line)
    return found


def missing_remedy(path: Path) -> str:
    """What brings a file back that is not there: of the project its own, of a case whatever its maker has."""
    if path.is_relative_to(ROOT):
        return f"Put it back. {put_back(path.relative_to(ROOT).as_posix())}."
    return "Put it there; plumbline new writes one to begin with."


def header_of(record: Record | None, columns: Mapping[str, FieldInfo]) -> list[str]:
    """The names of columns: all that are required, none twice, and no others. Raises Unusable."""
    if record and record.problem:
        raise Unusable(f"The header cannot be read. {record.problem}", UNCLOSED)
    header = [cell.strip() for cell in without_blank_end(record.cells, 0)] if record else []
    missing = [column for column, field in columns.items() if field.is_required() and column not in header]
    strange = [column for column in dict.fromkeys(header) if column not in columns]
    repeated = [column for column, times in Counter(header).items() if times > 1 and column in columns]
    found = (("missing", missing), ("unknown", list(map(shown, strange[:MOST_NAMED]))), ("repeated", repeated))
    problems = [f"{kind} columns: {', '.join(names[:MOST_NAMED])}" for kind, names in found if names]
    if problems:
        hints = [hint for column in strange[:MOST_DESCRIBED] if (hint := did_you_mean(column, columns))]
        remedy = " ".join([*hints, f"The columns are, each once: {', '.join(sorted(columns))}."])
        if len(missing) <= MOST_DESCRIBED:
            remedy += "".join(f" In {column}: {columns[column].description}." for column in missing)
        raise Unusable(f"The header has {'; '.join(problems)}.", remedy, record.line if record else 1)
    return header


def without_blank_end(cells: Sequence[str], width: int) -> Sequence[str]:
    """Cells without the empty ones behind the last column, which spreadsheets leave."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
