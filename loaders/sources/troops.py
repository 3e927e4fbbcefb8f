"""Troop data of Allen, Flynn and Machain Martinez: US active-duty troops abroad by host and year, from DMDC reports.

The authors' CSV (countryname, year, iso3c, troops_ad ...), which has for each year its highest quarter, and the table
by quarter of their package (countryname, iso3c, year, quarter, troops_ad, june_doubled). Rotating forces are not in the
reports; Afghanistan, Iraq and Syria come from secondary sources. Hosts without an ISO code, most of them bases and
dissolved states, are left out.

By quarter, figures are left out that whoever cut the table found doubled (june_doubled), and noughts of Afghanistan,
Iraq and Syria: there they stand for quarters without a report.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, quarter_ends, read_table, tidy, year_ends

UNREPORTED = ("AFG", "IRQ", "SYR")


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read persons of the USA stationed in each host: by year (``troops_ad``) or by quarter (``quarterly``)."""
    names = Names(catalog, "troops")
    if code == "troops_ad":
        table = read_table(only(files), ["iso3c", "year", "troops_ad"])
        return _stationed(table, year_ends(table["year"]), names)
    if code == "quarterly":
        table = read_table(only(files), ["iso3c", "year", "quarter", "troops_ad", "june_doubled"])
        blank = table["iso3c"].isin(UNREPORTED) & (numbers(table["troops_ad"]) == 0)
        table = table[~blank & (table["june_doubled"] == "")]
        quarter = numbers(table["quarter"]).map("{:.0f}".format)
        return _stationed(table, quarter_ends(table["year"] + "-Q" + quarter), names)
    raise Changed("the code troops_ad or quarterly", repr(code))


def _stationed(table: pd.DataFrame, date: pd.Series, names: Names) -> pd.DataFrame:
    value = numbers(table["troops_ad"], missing=["NA"])
    return tidy("USA", date, value, counterpart=names.known(table["iso3c"]), add_up=True)
