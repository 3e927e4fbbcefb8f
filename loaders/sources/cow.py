"""Correlates of War, National Material Capabilities: the composite index of national capability (CINC).

The official CSV (NMC-70-abridged.csv, or an extract with the same columns stateabb, year, cinc): shares of the
world's total from 0 to 1. Missing is -9.

State abbreviations are the project's own (SWZ is Switzerland), all listed in entity_names.csv. The project treats some
successors as one state with those before, and so do we: Russia with the Soviet Union, Serbia with Yugoslavia, Vietnam
with North Vietnam. West Germany (to 1990) is read as Germany. East Germany, South Vietnam, both Yemens before 1990,
Czechoslovakia and Zanzibar are left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, numbers, only, read_table, tidy, whole_years, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read the index as a percentage of the world (``code`` is cinc)."""
    if code != "cinc":
        raise Changed("the code cinc", repr(code))
    table = read_table(only(files), ["stateabb", "year", "cinc"])
    # Both Germanies and the united one have a row for 1990: the united one counts.
    table = table[~((table["stateabb"] == "GFR") & (whole_years(table["year"]) >= 1990))]
    entity = Names(catalog, "cow", own=True).all_of(table["stateabb"])
    return tidy(entity, year_ends(table["year"]), numbers(table["cinc"], missing=["-9"]) * 100)
