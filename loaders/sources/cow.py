"""Correlates of War, National Material Capabilities: the composite index of national capability (CINC).

The official CSV (NMC-70-abridged.csv, as it is or alone in a zip file, or an extract with the same columns stateabb,
year, cinc): shares of the world's total from 0 to 1. Missing is -9. The column version has the year of the edition; an
extract may lack it. The project's own download is a zip file with zip files in it, which has to be unpacked first.

State abbreviations are the project's own (SWZ is Switzerland), all listed in entity_names.csv. The project goes on
under one abbreviation where a state became another. Russia with the Soviet Union and Germany with West Germany (to 1990)
are read so too. Yugoslavia's figures are not Serbia's, nor North Vietnam's those of Vietnam: before the years of
:data:`SINCE` nobody has them. East Germany, South Vietnam, both Yemens before 1990, Czechoslovakia and Zanzibar are left
out. A sum of all states therefore lacks these, and a share of it is of the states that are counted.
"""

from __future__ import annotations

import pandas as pd

from loaders.archives import csv_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, cells_of, first_lines, numbers, only, read_table, tidy, whole_years, year_ends
from loaders.sources import Recognised

COLUMNS = ("stateabb", "year", "cinc")

SINCE = {"YUG": 2006, "DRV": 1976}
"""From which year on an abbreviation means the state it is read as: Serbia alone, and the whole of Vietnam."""
UNITED = 1990
"""The year for which both Germanies and the united one have a row: the united one counts."""


def recognise(content: bytes) -> Recognised | None:
    """The table of capabilities, by its columns."""
    header, row = ([cells_of(line) for line in first_lines(content, 2)] + [[], []])[:2]
    if not set(COLUMNS) <= set(header):
        return None
    version = dict(zip(header, row, strict=False)).get("version", "")
    return Recognised(("cinc",), f"version {version}" if version else "", None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read the index as a percentage of the world (``code`` is cinc)."""
    if code != "cinc":
        raise Changed("the code cinc", repr(code))
    table = read_table(csv_of(only(files)), COLUMNS)
    year, since = whole_years(table["year"]), table["stateabb"].map(SINCE).astype(float).fillna(0)
    table = table[(year >= since) & ((table["stateabb"] != "GFR") | (year < UNITED))]
    entity = Names(catalog, "cow", own=True).all_of(table["stateabb"])
    return tidy(entity, year_ends(table["year"]), numbers(table["cinc"], missing=["-9"]) * 100)
