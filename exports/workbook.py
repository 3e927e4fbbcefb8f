"""The figures of a finding as a workbook: figures, where they come from, and the rule. The same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from charts.said import because, editions, verdict_words
from exports import about
from exports.dossier import Dossier
from exports.plain import is_formula, printable
from exports.values import COLUMNS, FIELDS, Row, file_rows
from exports.zips import still_zip
from verdicts.describe import rule_of, source_of
from verdicts.findings import Finding, SeriesFinding
from verdicts.words import day

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED = ("date", "as_of", "retrieved")
_WIDEST, _NARROWEST = 60, 8
_CORE = "docProps/core.xml"
"""Where a workbook holds its properties."""


def values_xlsx(dossier: Dossier, evidence: str) -> bytes:
    """The figures of one finding as a workbook with the sheets Figures, Metadata and Rule. Raises KeyError for an unknown id."""
    finding = dossier.finding(evidence)
    rows = file_rows(finding, dossier.observations, dossier.catalog)
    moment = dt.datetime.combine(dossier.as_of.day, dt.time())
    rule = [pair for pair in rule_of(finding, dossier.catalog) if pair[1]]
    return as_xlsx(dossier.claim.claim, moment, (COLUMNS, rows), {"Metadata": metadata(dossier, finding), "Rule": rule})


def as_xlsx(
    title: str,
    moment: dt.datetime,
    figures: tuple[Sequence[str], Sequence[Row]],
    told: Mapping[str, Sequence[Sequence[Any]]],
) -> bytes:
    """A workbook: its first sheet has figures (columns and rows), each further one pairs of what and value.

    Text is text whatever it begins with, figures are numbers, days are dates.
    """
    # Loaded for the first workbook: openpyxl takes more memory than all that pages need of this project.
    from openpyxl import Workbook

    book, (columns, rows) = Workbook(), figures
    _table(
        book.worksheets[0],
        "Figures",
        columns,
        ([_cell(name, row[name]) for name in columns] for row in rows),
        wrap=False,
    )
    for name, pairs in told.items():
        _table(book.create_sheet(), name, ("What", "Value"), pairs)
    book.properties.creator = about.NAME
    book.properties.title = title
    book.properties.created = moment
    sink = io.BytesIO()
    book.save(sink)
    return _still(sink.getvalue(), moment)


def metadata(dossier: Dossier, finding: Finding) -> list[tuple[str, Any]]:
    """What a table of figures is of: claim, verdicts, question, answer, and each indicator's origin."""
    figures = finding if isinstance(finding, SeriesFinding) else None
    pairs: list[tuple[str, Any]] = [
        ("Claim", dossier.claim.claim),
        (f"Verdict as of {day(dossier.as_of.day)}", verdict_words(dossier.now)),
        ("Certainty", because(dossier.now.certainty)),
        (f"Verdict at publication, {day(dossier.then.as_of.day)}", verdict_words(dossier.then)),
        ("Question", finding.evidence.question),
        ("Answer" if finding.answer else "What it shows", finding.sentence),
        ("Base rate", figures.base_words if figures else ""),
        ("And since?", figures.since_words.removeprefix("And since? ") if figures else ""),
        ("Rests on", "; ".join(editions(finding))),
        ("Unit", finding.series.unit if isinstance(finding, SeriesFinding) else ""),
        ("As of", dossier.as_of.day),
        ("Link", dossier.link),
        ("Made by", f"{about.NAME} {about.version()}"),
    ]
    for heading, origin in source_of(finding, dossier.observations, dossier.catalog):
        pairs += [("", ""), ("Indicator", heading), *origin]
    pairs += [("", ""), *((f"Column {name}", description) for name, (_, description) in FIELDS.items())]
    return [(what, value) for what, value in pairs if value or not what]


def _cell(name: str, value: Any) -> Any:
    if name in _DATED and isinstance(value, str) and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    return value


def _table(
    sheet: Worksheet, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, wrap: bool = True
) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = title
    widths = [0] * len(header)
    for y, row in enumerate((header, *rows), 1):
        for x, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(y, x)
            if isinstance(value, str):
                cell.value = printable(value)
                # Without this, openpyxl takes =1+1 for a formula and #N/A for an error.
                cell.data_type = "s"
                if is_formula(value):
                    cell.quotePrefix = True
                if wrap and len(value) > _WIDEST:
                    cell.alignment = Alignment(vertical="top", wrap_text=True)
            else:
                cell.value = value
            if isinstance(value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            if y == 1:
                cell.font = Font(bold=True)
            widths[x - 1] = max(widths[x - 1], len(str(value)))
    for x, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(x)].width = min(max(width + 2, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "A2"


def _still(content: bytes, moment: dt.datetime) -> bytes:
    """A workbook with the time of its making taken out: openpyxl writes it into each entry and into the properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts[_CORE] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, parts[_CORE])
    return still_zip(parts, mode=0o600, level=None)
