"""Nuclear warheads in military stockpiles, estimated by the Federation of American Scientists.

Our World in Data's grapher CSV (Entity, Code, Year, and one column of values). The row World counts retired
warheads too, and is left out for that.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read warheads by state and year (``code`` is stockpile)."""
    if code != "stockpile":
        raise Changed("the code stockpile", repr(code))
    table = read_table(only(files), ["Entity", "Code", "Year"])
    values = [column for column in table.columns if column not in ("Entity", "Code", "Year")]
    if len(values) != 1:
        raise Changed("one column of values", ", ".join(values) or "none")
    return tidy(Names(catalog, "fas").all_of(table["Code"]), year_ends(table["Year"]), numbers(table[values[0]]))
