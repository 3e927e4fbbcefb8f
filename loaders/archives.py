"""Zip files, and Excel workbooks, which are zip files too, opened within bounds whoever made them.

A few kilobytes may unpack to gigabytes, a directory may say less than is packed, a name may point out of the folder.
So the directory is checked before anything is unpacked, no member gives more than the directory says, and openpyxl
gets a copy of what was unpacked this way, never the file itself. Nothing is written to disk. XML is read by
defusedxml (openpyxl takes it when it is there), which refuses entities. Formulas are never evaluated: a cell that
holds one has the value that was saved with it, or none.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import openpyxl
from defusedxml import ElementTree
from openpyxl import Workbook

from loaders.errors import Changed

Cells = tuple[Any, ...]
"""A row of a sheet: what its cells hold; None for an empty one."""

MOST_BYTES = 200_000_000
MOST_RATIO = 200
MOST_MEMBERS = 1_000
MOST_CELLS = 5_000_000
"""Of a sheet, empty ones included: some forty times as many as the largest of the publishers' sheets has."""
MOST_INDEX = 2_000_000
"""Bytes of the list of a workbook's sheets."""

DAMAGED = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError, zlib.error,
)  # fmt: skip
"""What zipfile and openpyxl raise for a file that is not as it should be; XML that is none is a SyntaxError, and XML
that defusedxml refuses a ValueError."""


def is_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def open_zip(content: bytes) -> ZipFile:
    """Open a zip file once its directory is within the bounds.

    Raises
    ------
    Changed
        If it is no zip file, or one that says it is larger than the bounds, leaves its folder, or is encrypted.
    """
    try:
        archive = ZipFile(io.BytesIO(content))
    except DAMAGED as error:
        raise Changed("a zip file or an Excel workbook", "another kind of file, or half of one") from error
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise Changed(f"a zip file of up to {MOST_MEMBERS:,} members", f"{len(members):,}")
    if size > MOST_BYTES:
        raise Changed(f"a zip file that unpacks to up to {MOST_BYTES // 10**6} MB", f"{size / 1e6:,.0f} MB")
    if size > MOST_RATIO * len(content):
        raise Changed(
            f"a zip file that unpacks to up to {MOST_RATIO} times its size", f"{size / len(content):,.0f} times"
        )
    for member in members:
        _check(member)
    return archive


def _check(member: ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename:
        raise Changed("a zip file whose members stay in its folder", repr(member.filename))
    # Python unpacks the other methods without a bound.
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or member.flag_bits & 1:
        raise Changed("a zip file that is neither encrypted nor packed by an unusual method", repr(member.filename))


def unpack(archive: ZipFile, member: ZipInfo, most: int = MOST_BYTES) -> bytes:
    """The first ``most`` bytes of a member: never more than the directory says it has."""
    try:
        with archive.open(member) as file:
            # Reading by number keeps to it; reading all at once would unpack first and cut to size after.
            return file.read(min(most, member.file_size))
    except DAMAGED as error:
        raise Changed(f"a zip file whose member {member.filename} can be unpacked", str(error)) from error


def csv_of(content: bytes, most: int = MOST_BYTES) -> bytes:
    """The first ``most`` bytes of a CSV file, given as it is or as the only one in a zip file."""
    if not is_zip(content):
        return content[:most]
    archive = open_zip(content)
    # What macOS adds to zip files is no part of them.
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".csv") and not member.filename.startswith("__MACOSX/")
    ]
    if len(tables) != 1:
        names = ", ".join(member.filename for member in tables[:5])
        raise Changed("a zip file with one CSV file", names or "none")
    return unpack(archive, tables[0], most)


def open_workbook(content: bytes) -> Workbook:
    """Open an Excel workbook for reading the values of its cells with :func:`rows_of`."""
    archive = open_zip(content)
    copy = io.BytesIO()
    with ZipFile(copy, "w") as target:
        for name, member in {member.filename: member for member in archive.infolist()}.items():
            if name.endswith((".xml", ".rels")):
                target.writestr(name, unpack(archive, member))
    try:
        with _quietly():
            return openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
    except DAMAGED as error:
        raise Changed("an Excel workbook", "another kind of file, or a damaged one") from error


def rows_of(
    book: Workbook, sheet: str, count: int | None = None, take: Callable[[Any], object] | None = None
) -> list[Cells]:
    """The rows of a sheet (the first ``count``) as values of cells, all as long as the longest.

    ``take`` is what is taken of each of openpyxl's cells instead of its value: None of an empty one.

    Raises
    ------
    Changed
        If there is no such sheet, or it is damaged or too large.
    """
    if sheet not in book.sheetnames:
        raise Changed(f"a sheet {sheet}", ", ".join(book.sheetnames))
    rows: list[Cells] = []
    width = 1
    try:
        with _quietly():
            # A sheet may claim to be larger than it is, and rows would be filled up to that.
            book[sheet].reset_dimensions()
            for row in islice(book[sheet].iter_rows(values_only=take is None), count):
                rows.append(_without_blank_end([take(cell) for cell in row] if take else row))
                width = max(width, len(rows[-1]))
                if width * len(rows) > MOST_CELLS:
                    raise Changed(f"a sheet {sheet} of up to {MOST_CELLS:,} cells", "more")
    except DAMAGED as error:
        raise Changed(f"a sheet {sheet} that can be read", str(error) or type(error).__name__) from error
    return [row + (None,) * (width - len(row)) for row in rows]


def _quietly() -> AbstractContextManager[object]:
    """Without openpyxl's warnings of what it leaves out: styles, drawings and rules that nothing here reads."""
    return warnings.catch_warnings(action="ignore", category=UserWarning)


def _without_blank_end(row: Sequence[object]) -> Cells:
    """A row without the empty cells at its end, of which formatting leaves thousands."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return tuple(row[:end])


def sheets_of(content: bytes) -> list[str]:
    """The names of a workbook's sheets; none of what is no workbook within the bounds. Cheap, and never raises."""
    try:
        archive = open_zip(content)
        index = unpack(archive, archive.getinfo("xl/workbook.xml"), MOST_INDEX)
        return [sheet.get("name", "") for sheet in ElementTree.fromstring(index).iterfind(".//{*}sheets/{*}sheet")]
    except (Changed, *DAMAGED):
        return []


def first_rows(content: bytes, sheet: str, count: int | None = 20) -> list[Cells]:
    """The first rows of a workbook's sheet (all, for None); none where it cannot be read. Never raises."""
    try:
        return rows_of(open_workbook(content), sheet, count)
    except Changed:
        return []
