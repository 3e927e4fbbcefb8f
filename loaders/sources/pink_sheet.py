"""World Bank Commodity Price Data (the Pink Sheet): monthly means of nominal prices.

Two layouts are read: the sheet "Monthly Prices" of the official workbook (CMO-Historical-Data-Monthly.xlsx), with
title lines, a line of commodities, a line of units, and a line a month (1960M01), "…" where there is no figure and
asterisks after some names; and an extract of it as CSV, with a date (first of the month) and a column per commodity.
The European gas price is the Dutch TTF since 2015, and an import price before.

The workbook says when it was updated; in January that line has had the year before.
"""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from loaders.archives import Cells, first_rows, is_zip, open_workbook, rows_of, sheets_of
from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import MONTHS, Files, month_ends, numbers, only, read_table, tidy
from loaders.sources import Recognised

SHEET = "Monthly Prices"
INSTRUMENTS = {
    "Natural gas, Europe": ("TTF", "$/mmbtu"),
    "Natural gas, US": ("HENRY-HUB", "$/mmbtu"),
    "Gold": ("GOLD", "$/troy oz"),
}
"""Column to entity and unit."""


def recognise(content: bytes) -> Recognised | None:
    """The workbook of monthly prices, by its sheet and title."""
    rows = first_rows(content, SHEET, None) if SHEET in sheets_of(content) else []
    if not rows or not str(rows[0][0]).startswith("World Bank Commodity Price Data"):
        return None
    codes = tuple(code for code in INSTRUMENTS if _place(rows, code))
    edition = next((str(row[0]).strip() for row in rows[:8] if str(row[0]).startswith("Updated on ")), "")
    months = [match for row in rows if (match := _month(row))]
    return Recognised(codes, edition, _published(edition, months[-1] if months else "")) if codes else None


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one column (``code`` is its heading) in the Pink Sheet's unit."""
    if code not in INSTRUMENTS:
        raise Changed(f"the code {', '.join(INSTRUMENTS)}", repr(code))
    content = only(files)
    table = _official(content, code) if is_zip(content) else read_table(content, ["date", code])
    return tidy(INSTRUMENTS[code][0], month_ends(table["date"]), numbers(table[code], missing=["…", ".."]))


def _official(content: bytes, code: str) -> pd.DataFrame:
    """One column of the workbook, in the extract's layout."""
    rows = rows_of(open_workbook(content), SHEET)
    place = _place(rows, code)
    if not place:
        raise Changed(f"a column {code} in {INSTRUMENTS[code][1]} above the months", "none")
    found = [(month, row[place]) for row in rows if (month := _month(row))]
    return pd.DataFrame(found, columns=["date", code], dtype=object)


def _place(rows: list[Cells], code: str) -> int | None:
    """Which column has a commodity: its name stands in a title line, and its unit below."""
    for names, units in zip(rows[:10], rows[1:11], strict=False):
        for i, cell in enumerate(names):
            if str(cell).rstrip(" *") == code and str(units[i]).strip(" ()") == INSTRUMENTS[code][1]:
                return i
    return None


def _month(row: Cells) -> str:
    """A row's month as YYYY-MM; empty for title lines and notes."""
    match = re.fullmatch(r"(\d{4})M(\d{2})", str(row[0]).strip())
    return f"{match[1]}-{match[2]}" if match else ""


def _published(edition: str, last: str) -> dt.date | None:
    """The day of "Updated on June 02, 2026", unless it is before the last month there are figures for."""
    match = re.fullmatch(rf"Updated on ({'|'.join(MONTHS)}) (\d\d?), (\d{{4}})", edition)
    try:
        day = dt.date(int(match[3]), MONTHS.index(match[1]) + 1, int(match[2])) if match else None
    except ValueError:
        return None
    return day if day and f"{day:%Y-%m}" > last else None
