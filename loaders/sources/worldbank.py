"""World Development Indicators: the Bank's own CSV of one series, a row per economy, a column per year.

The official download (``API_<code>_DS2_en_csv_v2_*.csv``) has four lines of preamble after a byte-order mark, and a
comma at the end of each line that makes a nameless column. Copies without the preamble are read too.

Economies carry ISO 3166 alpha-3 codes, Kosovo XKX. The Bank's aggregates (regions, income groups) are left out but for
the world and the European Union, which it gives as EUU; so are the Channel Islands, which have no code of their own.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, melt_years, numbers, only, read_table, text_of, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one WDI series. ``code`` is the Bank's, such as NY.GDP.MKTP.CD; units are left as they are."""
    lines = text_of(only(files)).splitlines()
    start = next((i for i, line in enumerate(lines[:10]) if line.startswith('"Country Name"')), None)
    if start is None:
        raise Changed("a header line that begins with Country Name", "none in the first ten lines")
    table = read_table("\n".join(lines[start:]), ["Country Code", "Indicator Code"])
    codes = set(table["Indicator Code"])
    if codes != {code}:
        raise Changed(f"the series {code}", ", ".join(sorted(codes)))
    table["entity"] = Names(catalog, "worldbank").all_of(table["Country Code"])
    rows = melt_years(table, "entity")
    return tidy(rows["entity"], year_ends(rows["year"]), numbers(rows["cell"]))
