"""The forms in which a file that somebody has may be read, and what to do with one that cannot be.

Parsers read what publishers give out. People have the same in a zip file, as the UTF-16 or with the tabs and semicolons
that Excel writes, or opened and saved as a workbook. Each such form is made into the publisher's, so that no parser knows
of it. Workbooks of other programs (.xls, .ods) are not read: the libraries that could unpack without a bound, and saving
as .xlsx is one step.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZipFile

from loaders.archives import DAMAGED, first_rows, is_zip, open_zip, sheets_of, unpack
from loaders.encodings import decoded
from loaders.errors import Changed
from loaders.lines import SEPARATORS, too_long
from loaders.parsing import first_lines, text_of
from loaders.whole import AGAIN

TABLES = (".csv", ".tab", ".tsv", ".txt", ".xlsx", ".xlsm")
MOST_TABLES = 20
"""So many tables of a zip file are looked at."""
MOST_SHEETS = 3
"""A table that was saved as a workbook has no more; what has is a publisher's workbook, or none of theirs."""

NO_TABLE = (
    (
        rb"\s*(<\?xml[^>]*>\s*)?(<!doctype html|<html|<head|<body)",
        "This is a web page, not a table: the site answered with a page, or the page was saved instead of the file. "
        "Download the file itself.",
    ),
    (
        rb"\xd0\xcf\x11\xe0",
        "This is a workbook of an older Office format, such as .xls. Open it and save it as .xlsx.",
    ),
    (rb"%PDF", "This is a PDF. Import the workbook or the CSV that its publisher gives out beside it."),
    (
        rb"\x1f\x8b|7z\xbc\xaf|Rar!",
        "This file is packed in a way that is not read here. Unpack it, and import what is in it.",
    ),
)
"""What a file begins with that holds no table, and what is said of it."""

CUT = f"The file begins as a workbook or a zip file and breaks off, or it is damaged. {AGAIN}"
IN_ZIP = (
    (r"content\.xml", "This is an OpenDocument file, such as .ods. Open it and save it as .xlsx."),
    (r"xl/workbook\.bin", "This is a binary workbook (.xlsb). Open it and save it as .xlsx."),
    (r"Index/.*\.iwa|Index\.zip", "This is a file of Apple Numbers. Open it and export it as .xlsx."),
    (r".*\.(zip|gz|7z|rar)", "The zip file holds another one. Unpack it, and import what is in it."),
    (r".*\.(xls|ods|xlsb)", "The workbook in the zip file is not an .xlsx. Unpack it, open it and save it as .xlsx."),
)
"""Members of a zip file without a table that can be read, and what is said of it."""


def unpacked(content: bytes) -> dict[str, bytes]:
    """The tables of a zip file by name; none of what is no zip file, or a workbook. Never raises."""
    if not is_zip(content) or sheets_of(content):
        return {}
    try:
        archive = open_zip(content)
        members = [member for member in archive.infolist() if _is_table(PurePosixPath(member.filename))]
        return {member.filename: unpack(archive, member) for member in members[:MOST_TABLES]}
    except Changed:
        return {}


def _is_table(path: PurePosixPath) -> bool:
    # What macOS adds to zip files is no part of them.
    return path.suffix.lower() in TABLES and path.parts[0] != "__MACOSX" and not path.name.startswith(".")


def readings(content: bytes) -> Iterator[bytes]:
    """A file as it is and in each other form that it may be read in, the likeliest first. Never raises."""
    if is_zip(content):
        yield content
        sheets = sheets_of(content)
        if len(sheets) <= MOST_SHEETS:
            yield from (_as_csv(content, sheet) for sheet in sheets)
        return
    text = _as_utf8(content)
    if too_long(text_of(text))[0]:
        yield text
        return
    # Signs at the end of lines part nothing: SIPRI's register has them.
    counts = {sign: sum(line.rstrip(sign).count(sign) for line in first_lines(text)) for sign in SEPARATORS}
    separators = [sign for sign in SEPARATORS[1:] if counts[sign]]
    commas = not separators or counts[","] >= max(counts[sign] for sign in separators)
    if commas:
        yield text
    yield from filter(None, (_with_commas(text, sign) for sign in separators))
    if not commas:
        yield text


def _as_utf8(content: bytes) -> bytes:
    found = decoded(content)
    return found.text.encode(errors="replace") if found.encoding.startswith("utf-16") else content


def _with_commas(content: bytes, separator: str) -> bytes:
    """A table with commas between its cells; nothing where it is no table with this separator."""
    try:
        return _written(csv.reader(io.StringIO(text_of(content), newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return b""


def _as_csv(content: bytes, sheet: str) -> bytes:
    """A sheet as if it had been saved as CSV."""
    return _written([_cell(cell) for cell in row] for row in first_rows(content, sheet, None))


def _cell(cell: object) -> object:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    return cell


def _written(rows: Iterator[list[object]] | Iterator[list[str]]) -> bytes:
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return sink.getvalue().encode()


def why_not(content: bytes) -> str:
    """What a file is that holds no table which can be read, and the step that helps; empty if nothing is known of it."""
    if not content.strip():
        return f"The file is empty. {AGAIN}"
    if is_zip(content):
        return _why_not_zip(content)
    found = (
        said for sign, said in NO_TABLE if re.match(sign, content[:1000].removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE)
    )
    return next(found, "")


def _why_not_zip(content: bytes) -> str:
    try:
        members = ZipFile(io.BytesIO(content)).infolist()
    except DAMAGED:
        return CUT
    if any(member.flag_bits & 1 for member in members):
        return "The zip file is locked with a password. Unpack it, and import what is in it."
    names = [member.filename for member in members]
    return next((said for name, said in IN_ZIP if any(re.fullmatch(name, found, re.IGNORECASE) for found in names)), "")
