"""Defence Expenditure of NATO Countries: NATO's own count, from the tables it publishes as a workbook.

The official workbook: a sheet per table, two sections one under the other, a column per year with "e" after those that
are estimates, an asterisk after allies bound by law to 2 per cent. Table 3 has shares of GDP, table 2 million US
dollars. NATO's totals hold each ally from the year it joined.

Up to 2024 (``240617-def-exp-2024-TABLES-en.xlsx``) the sheets are called TABLE3, and the years stand once, above both
sections. From 2025 (``def-exp-2025-en.xlsx``) they are called Table 3, and the years stand below each section's name;
constant prices are those of 2021 then, not 2015. That layout is known from how others read it.

Since 2026 the tables count core defence expenditure, and their titles say so: less than what was counted before, and
another indicator, which is refused.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from loaders.archives import Cells, first_rows, open_workbook, rows_of, sheets_of
from loaders.catalog import Catalog
from loaders.definitions import require_title
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import YEAR, Files, only, require_prices, tidy, year_ends
from loaders.sources import Recognised

SECTIONS = {
    "share": ("3", r"Share of real GDP \(%\)", 1.0),
    "constant": ("2", r"Constant (\d{4}) prices and exchange rates", 1e6),
}
"""Table, name of the section, and what its figures are multiplied by."""

TITLE = r"(table \d\s*:\s*)?defence expenditures?\b(?!.*\bcore\b).*"
"""What the titles of the tables are like."""


def recognise(content: bytes) -> Recognised | None:
    """The workbook, by the sheets of both tables and the title and sections of Table 3."""
    sheets = sheets_of(content)
    if not (_sheet(sheets, "2") and (third := _sheet(sheets, "3"))):
        return None
    rows = [[str(cell).strip() for cell in row if cell is not None] for row in first_rows(content, third)]
    titles = [row[0] for row in rows if len(row) == 1]
    years = next((row for row in rows if _years(row)), None)
    if not years or not any(re.fullmatch(SECTIONS["share"][1], title) for title in titles):
        return None
    return Recognised(tuple(SECTIONS), f"{years[0]}-{years[-1]}", None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ``share`` (% of GDP) or ``constant`` (US$ of 2015); estimated years carry that status."""
    if code not in SECTIONS:
        raise Changed("the code share or constant", repr(code))
    number, name, factor = SECTIONS[code]
    book = open_workbook(only(files))
    sheet = _sheet(book.sheetnames, number)
    if not sheet:
        raise Changed(f"a sheet TABLE{number}", ", ".join(book.sheetnames))
    rows = rows_of(book, sheet)
    titles = [str(cell).strip() for row in rows[:12] for cell in row if "expenditure" in str(cell).lower()]
    require_title(titles[:1], TITLE, "defence expenditure as NATO counted it until 2025")
    section, found = _section(rows, name)
    if not section or not found:
        raise Changed(f"a section of table {number} with figures by year for {code}", "none")
    if code == "constant":
        require_prices(int(section[1]), catalog, "nato", code)
    table = pd.DataFrame(found, columns=["ally", "year", "status", "value"])
    value = pd.to_numeric(table["value"], errors="coerce") * factor
    entity = Names(catalog, "nato").all_of(table["ally"])
    return tidy(entity, year_ends(table["year"]), value, status=table["status"])


def _sheet(names: list[str], number: str) -> str | None:
    """The sheet of a table, whichever way it is written."""
    return next((name for name in names if re.fullmatch(rf"table ?{number}", name.strip(), re.IGNORECASE)), None)


def _section(rows: list[Cells], name: str) -> tuple[re.Match[str] | None, list[Cells]]:
    """The section's name as it stands there, and its figures: ally, year, status and value."""
    section: re.Match[str] | None = None
    columns: dict[int, tuple[int, str]] = {}
    found: list[Cells] = []
    for row in rows:
        cells = [cell for cell in row if cell is not None]
        if _years(cells):
            places = [i for i, cell in enumerate(row) if cell is not None]
            columns = dict(zip(places, _years(cells), strict=True))
        elif not section:
            section = re.fullmatch(name, str(cells[0]).strip()) if cells else None
        elif columns and any(row[i] is not None for i in columns):
            ally = re.sub(r"\s*\*+$", "", str(cells[0]).strip())
            found.extend((ally, *columns[i], row[i]) for i in columns)
        elif found:
            break  # the next section's heading, or the notes
    return section, found


def _years(cells: list[Any]) -> list[tuple[int, str]]:
    """(year, status) of a header line; empty if it is none."""
    found = [match for cell in cells if (match := re.fullmatch(f"{YEAR.pattern}(e?)", str(cell).strip()))]
    if len(found) < max(3, len(cells)):
        return []
    return [(int(match[1]), "estimate" if match[2] else "") for match in found]
