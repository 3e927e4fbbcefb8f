"""Eurostat Comext: goods exports of the 27 members of the EU by partner and year, in euros.

Read from yearly tables put together (partner, year, export_eur), all years with the members of 2020. Partner names are
Comext's; in 2016 they are French, and only some were translated: a partner known under either counts.

The world outside the EU (WLD) is the sum of the partners outside it that are named, in every year. Comext's own row
Extra-EU27 stands in some years only, and so do the rows on ships' stores and unspecified countries that it includes
(1 to 2 per cent of it): leaving them out throughout keeps the years comparable. Where the row stands, the sum comes
within 3 per cent of it, or the file is refused.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, whole_years, year_ends

TOTALS = ("Extra-EU27 (from 2020)", "Extra-UE27 (à partir de 2020)")
UNNAMED = (
    r"^(?:Intra-|Extra-|Stores and provisions|Countries and territories not specified|Avitaillement|"
    r"Pays et territoires non)"
)
"""Rows of no named partner: totals, ships' stores, unspecified countries."""
TOLERANCE = 0.03


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read exports of the EU (``code`` is export) by partner, in EUR."""
    table = read_table(only(files), ["partner", "year", f"{code}_eur"])
    value = numbers(table[f"{code}_eur"])
    names = Names(catalog, "eurostat_comext")
    partner = names.known(table["partner"])
    year = whole_years(table["year"])
    members = catalog.members_of("EU", dt.date(2020, 12, 31))
    total = table["partner"].isin(TOTALS)
    outside = ~table["partner"].str.contains(UNNAMED) & ~partner.isin(members)
    world = value[outside].groupby(year[outside]).sum()
    stated = value[total].groupby(year[total]).sum()
    gap = (world.reindex(stated.index, fill_value=0.0) / stated - 1).abs()
    if not gap.empty and not gap.max() <= TOLERANCE:
        raise Changed(
            f"partners outside the EU that add up to its total of {gap.idxmax()}", f"a gap of {gap.max():.1%}"
        )
    rows = pd.concat(
        [
            pd.DataFrame({"partner": partner, "year": year, "value": value}),
            pd.DataFrame({"partner": "WLD", "year": world.index, "value": world.to_numpy()}),
        ],
        ignore_index=True,
    ).dropna()
    return tidy("EU", year_ends(rows["year"]), rows["value"], counterpart=rows["partner"])
