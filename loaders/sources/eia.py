"""Brent spot price of the US Energy Information Administration, by month.

The Administration's own workbook of the monthly series RBRTE (RBRTEm.xls, an Excel file of the old kind: its sheet
"Data 1" has the series' name in the second row and, from the fourth on, a day in the middle of each month and its
price), or a table (Date: any day of the month; Price). US$ a barrel. Only full months are published. No edition and no
day of publication is read.

The Administration's interface for programs needs a key; the workbook does not. FRED, which passes the series on, has
left cloud networks without an answer in 2026, and its terms forbid to keep what it gives.

Compared with public code that reads the workbook, to September 2026, on 2026-11-29, not with the service itself.
"""

from __future__ import annotations

import io

import pandas as pd
import xlrd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy
from loaders.sources import Delivery

FILE = "RBRTEm.xls"
ADDRESS = f"https://www.eia.gov/dnav/pet/hist_xls/{FILE}"
SERIES = "RBRTE"
SHEET = "Data 1"
HEADING = 3
"""Rows above the figures."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask the Administration for the workbook (``code`` is brent)."""
    _known(code)
    return Delivery({FILE: fetch.get(ADDRESS)})


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read monthly prices (``code`` is brent)."""
    _known(code)
    content = only(files)
    if content.startswith((b"Date,", b"\xef\xbb\xbfDate,")):
        table = read_table(content, ["Date", "Price"])
    else:
        table = _workbook(content)
    return tidy("BRENT", month_ends(table["Date"]), numbers(table["Price"]))


def _workbook(content: bytes) -> pd.DataFrame:
    """Days and prices as text."""
    # What xlrd raises for a file that is none is not told anywhere, and a note of its own would go to the terminal.
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
        rows = [sheet.row_values(number)[:2] for sheet in book if sheet.name == SHEET for number in range(sheet.nrows)]
        figures = [row for row in rows[HEADING:] if any(row)]
        days = [xlrd.xldate_as_datetime(row[0], book.datemode).date() for row in figures]
    except Exception as error:
        raise Changed(f"an Excel workbook of the old kind ({FILE}), its days as dates", "something else") from error
    if len(rows) < HEADING or rows[1][1:] != [SERIES]:
        raise Changed(f"a sheet {SHEET} with the series {SERIES}", "none")
    return pd.DataFrame({"Date": days, "Price": [row[1] for row in figures]}, dtype=object).astype(str)


def _known(code: str) -> None:
    if code != "brent":
        raise Changed("the code brent", repr(code))
