"""National Statistical Committee of the Kyrgyz Republic: goods trade by partner, 1994 on.

Read from a table of its workbooks (flow, partner, year, thousand_usd) with the English names of the source.
Turnover is exports and imports together; a year and partner that lacks one of the two is left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read turnover (``code`` is turnover) of KGZ by partner, in US$."""
    if code != "turnover":
        raise Changed("the code turnover", repr(code))
    table = read_table(only(files), ["flow", "partner", "year", "thousand_usd"])
    rows = pd.DataFrame(
        {
            "partner": Names(catalog, "stat_kyrgyzstan").known(table["partner"]),
            "year": table["year"],
            "flow": table["flow"],
            "value": numbers(table["thousand_usd"]) * 1e3,
        }
    ).dropna()
    both = rows.pivot_table(index=["partner", "year"], columns="flow", values="value", aggfunc="sum")
    if set(both.columns) != {"export", "import"}:
        raise Changed("the flows export and import", ", ".join(map(str, both.columns)))
    total = (both["export"] + both["import"]).dropna().reset_index(name="value")
    return tidy("KGZ", year_ends(total["year"]), total["value"], counterpart=total["partner"])
