"""UCDP's events by month: deaths in organised violence of all kinds, by where they happened (best estimate).

Two tables that others made of the events, which UCDP gives out one by one:

- of the releases and candidate events together (gwno, year, month, sb_deaths, ns_deaths, os_deaths, provisional):
  months of candidate events are marked provisional, because they undercount;
- as they stood in several months (month, country, deaths_best, file_of): ``monthly 2025-01-26`` reads the state whose
  file_of begins with that day. Events that began and ended in different months are not in it.

UCDP counts Gaza under Israel.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy

KINDS = ("sb_deaths", "ns_deaths", "os_deaths")
"""State-based, non-state and one-sided violence."""


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read deaths by month (``monthly``), or as they stood on a day (``monthly`` and the day)."""
    word, _, day = code.partition(" ")
    if word != "monthly":
        raise Changed("the code monthly, with or without a day", repr(code))
    names = Names(catalog, "ucdp_candidate")
    if day:
        table = read_table(only(files), ["month", "country", "deaths_best", "file_of"])
        table = table[table["file_of"].str.startswith(f"{day}:")]
        return tidy(names.known(table["country"]), month_ends(table["month"]), numbers(table["deaths_best"]))
    table = read_table(only(files), ["gwno", "year", "month", *KINDS, "provisional"])
    month = month_ends(table["year"] + "-" + table["month"].str.zfill(2))
    value = sum((numbers(table[kind]) for kind in KINDS), start=pd.Series(0.0, table.index))
    status = table["provisional"].map({"0": "", "1": "provisional"})
    return tidy(names.known(table["gwno"]), month, value, status=status)
