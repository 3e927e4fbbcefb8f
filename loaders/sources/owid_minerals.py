"""Metal and mineral output by country, from Our World in Data: USGS through Clio Infra to 2014, BGS to 2015.

Our World in Data's CSV of a dataset (Entity, Year, a column per mineral). The units are mixed: iron ore in million
tonnes, manganese in thousand tonnes, uranium in tonnes; all are read as tonnes. Where the file has no row World, it
is the sum of the countries on record.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, with_totals, year_ends

TONNES = {"Iron Ore Production": 1e6, "Manganese Production": 1e3, "Uranium (BGS (2016))": 1.0}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one column (``code`` is its heading) in tonnes."""
    if code not in TONNES:
        raise Changed(f"the code {', '.join(TONNES)}", repr(code))
    table = read_table(only(files), ["Entity", "Year", code])
    rows = pd.DataFrame(
        {
            "entity": table["Entity"],
            "counterpart": "",
            "date": year_ends(table["Year"]),
            "value": numbers(table[code]) * TONNES[code],
        }
    ).dropna(subset="value")
    if "World" not in set(rows["entity"]):
        rows = with_totals(rows, entity=True)
    return tidy(Names(catalog, "owid_minerals").known(rows["entity"]), rows["date"], rows["value"])
