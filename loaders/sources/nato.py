"""Defence Expenditure of NATO Countries: NATO's own count, from the tables it publishes as a workbook.

The official workbook (``...-def-exp-2024-TABLES-en.xlsx``): a sheet per table, two sections one under the other, a
column per year with "e" after those that are estimates, an asterisk after allies bound by law to 2 per cent. Table
3 has shares of GDP, table 2 million US dollars. NATO's totals hold each ally from the year it joined.
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, only, read_workbook, tidy, year_ends

SECTIONS = {
    "share": ("TABLE3", "Share of real GDP (%)", 1.0),
    "constant": ("TABLE2", "Constant 2015 prices and exchange rates", 1e6),
}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ``share`` (% of GDP) or ``constant`` (US$ of 2015); estimated years carry that status."""
    if code not in SECTIONS:
        raise Changed("the code share or constant", repr(code))
    name, section, factor = SECTIONS[code]
    book = read_workbook(only(files))
    if name not in book.sheetnames:
        raise Changed(f"a sheet {name}", ", ".join(book.sheetnames))
    rows = [[cell for cell in row if cell is not None] for row in book[name].iter_rows(values_only=True)]
    header = next((row for row in rows if _years(row)), None)
    start = next((i for i, row in enumerate(rows) if row and str(row[0]).strip() == section), None)
    if header is None or start is None:
        raise Changed(f"a line of years and the section {section!r} in {name}", "none")
    years = _years(header)
    found = []
    for row in rows[start + 1 :]:
        if len(row) != len(years) + 1:
            break  # the next section's heading, or the notes
        ally = re.sub(r"\s*\*+$", "", str(row[0]).strip())
        found.extend((ally, year, estimate, value) for (year, estimate), value in zip(years, row[1:], strict=True))
    if not found:
        raise Changed(f"figures under {section!r}", "none")
    table = pd.DataFrame(found, columns=["ally", "year", "status", "value"])
    value = pd.to_numeric(table["value"], errors="coerce") * factor
    entity = Names(catalog, "nato").all_of(table["ally"])
    return tidy(entity, year_ends(table["year"]), value, status=table["status"])


def _years(row: list) -> list[tuple[int, str]]:
    """(year, status) of a header line; empty if it is none."""
    found = [re.fullmatch(r"(\d{4})(e?)", str(cell).strip()) for cell in row]
    if len(found) < 3 or not all(found):
        return []
    return [(int(match[1]), "estimate" if match[2] else "") for match in found]
