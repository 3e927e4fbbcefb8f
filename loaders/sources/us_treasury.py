"""Monthly Treasury Statement of the United States: customs duties received, by month.

Read from a table that somebody made of the statement (year, month, customs_duties_bn): US$ billion, refunds taken off.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy

COLUMNS = ("customs_duties_bn",)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read customs duties in US$ (``code`` is customs_duties_bn)."""
    return months(files, code, COLUMNS)


def months(files: Files, code: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """One column of a table by month, US$ billion, as US$ of the United States."""
    if code not in columns:
        raise Changed(f"the code {' or '.join(columns)}", repr(code))
    table = read_table(only(files), ["year", "month", code])
    month = month_ends(table["year"] + "-" + table["month"].str.zfill(2))
    return tidy("USA", month, numbers(table[code]) * 1e9)
