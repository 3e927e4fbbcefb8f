"""US Federal Reserve: exchange rates and the broad dollar index, as FRED gives them out.

FRED's own CSV (see loaders/fred.py), downloaded or imported, or the same as date and close. Monthly means of daily
values; a last month whose days do not reach its end is left out.
"""

from __future__ import annotations

import pandas as pd

from loaders import fred
from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.monthly import monthly_means
from loaders.parsing import Files, numbers, only, read_table, require, tidy
from loaders.sources import Delivery

CURRENCIES = {"DEXUSEU": "EUR", "DEXCHUS": "CNY", "DTWEXBGS": "USD"}


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask FRED for one series (``code`` is FRED's)."""
    _known(code)
    return Delivery(fred.ask(fetch, code))


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read monthly means of one series (``code`` is FRED's), in its unit."""
    _known(code)
    table = read_table(only(files), [])
    if "close" in table.columns:
        require(table.columns, ["date"])
        days, values = table["date"], numbers(table["close"], missing=["."])
    else:
        days, values = fred.figures(table, code)
    means = monthly_means(days, values, digits=4)
    return tidy(CURRENCIES[code], means["date"], means["value"])


def _known(code: str) -> None:
    if code not in CURRENCIES:
        raise Changed(f"the code {', '.join(CURRENCIES)}", repr(code))
