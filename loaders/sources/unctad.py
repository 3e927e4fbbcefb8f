"""UNCTADstat, merchandise trade: exports and imports of goods by economy and year.

Read from a tidy extract (iso3, year, exports_musd, imports_musd; million US$), not from UNCTAD's bulk file.
Palestine is WBG there. The world is UNCTAD's own total. Small dependent territories are left out. The latest year
is preliminary.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.parsing import Files, numbers, only, read_table, tidy, whole_years, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read exports_musd or imports_musd (``code``) as US$; the last year is provisional."""
    return trade(files, code, Names(catalog, "unctad"))


def trade(files: Files, code: str, names: Names) -> pd.DataFrame:
    """The same for any table of this layout."""
    table = read_table(only(files), ["iso3", "year", code])
    year = whole_years(table["year"])
    status = pd.Series("", index=table.index).mask(year == year.max(), "provisional")
    return tidy(names.all_of(table["iso3"]), year_ends(year), numbers(table[code]) * 1e6, status=status)
