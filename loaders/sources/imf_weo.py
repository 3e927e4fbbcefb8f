"""World Economic Outlook of the IMF: one concept by area and year, estimates and projections marked.

Read from a tidy extract of the database (area, year, value, latest_actual), one file per concept, named
``weo<year>-<month>_<concept>.csv``. Areas are ISO 3166 alpha-3 codes, the world G001, the European Union G998,
Kosovo KOS, the Palestinian territories WBG; the other aggregates are left out.

What counts as a projection:

- years after ``latest_actual``. For states whose fiscal year straddles two years (FY2024/25) the earlier of the two is
  taken as the last actual one: which year the IMF files it under differs by state, and a year too many marked as a
  projection does less harm than one too few;
- where no ``latest_actual`` is given (aggregates, and the concept PPPGDP), the year of the edition and those after it;
  the year before the edition is then an estimate.
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, numbers, read_table, tidy, whole_years, year_ends

FACTORS = {"NGDPD": 1e9, "PPPGDP": 1e9}
"""Concepts in billions; the others are rates and shares in per cent."""


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one WEO concept, such as NGDPD, in units (not billions) or per cent."""
    (name, content), *rest = files.items()
    found = re.search(r"weo(\d{4})-\d{2}_(\w+)\.csv$", name)
    if rest or not found or found[2] != code:
        raise Changed(f"a file weo<year>-<month>_{code}.csv", ", ".join(sorted(files)))
    edition = int(found[1])
    table = read_table(content, ["area", "year", "value", "latest_actual"])
    year = whole_years(table["year"])
    actual = _latest_actual(table["latest_actual"])
    status = pd.Series("", index=table.index)
    status[actual.notna() & (year > actual)] = "projection"
    status[actual.isna() & (year == edition - 1)] = "estimate"
    status[actual.isna() & (year >= edition)] = "projection"
    entity = Names(catalog, "imf_weo").all_of(table["area"])
    return tidy(entity, year_ends(year), numbers(table["value"]) * FACTORS.get(code, 1), status=status)


def _latest_actual(cells: pd.Series) -> pd.Series:
    years = cells.str.extract(r"^(?:FY)?(\d{4})(?:/\d{2})?$")[0]
    odd = cells[years.isna() & ~cells.isin(["", "nan"])]
    if len(odd):
        raise Changed("latest_actual as 2024 or FY2024/25", repr(odd.iloc[0]))
    return years.astype(float)
