"""Brent spot price of the US Energy Information Administration, by month.

Downloaded as the Administration's own monthly series from FRED, which passes it on unchanged (MCOILBRENTEU, see
loaders/fred.py; a month is dated by its first day): the Administration's interface itself needs a key. Or a table of
the series (Date: any day of the month; Price: US$ a barrel). Only full months are published.
"""

from __future__ import annotations

import pandas as pd

from loaders import fred
from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.parsing import Files, month_ends, numbers, only, read_table, require, tidy
from loaders.sources import Delivery

SERIES = "MCOILBRENTEU"
"""FRED's name of the Administration's RBRTE, monthly."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask FRED for the monthly prices (``code`` is brent)."""
    _known(code)
    return Delivery(fred.ask(fetch, SERIES))


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read monthly prices (``code`` is brent)."""
    _known(code)
    table = read_table(only(files), [])
    if "Price" in table.columns:
        require(table.columns, ["Date"])
        days, values = table["Date"], numbers(table["Price"])
    else:
        days, values = fred.figures(table, SERIES)
    return tidy("BRENT", month_ends(days), values)


def _known(code: str) -> None:
    if code != "brent":
        raise Changed("the code brent", repr(code))
