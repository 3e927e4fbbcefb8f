"""Eurostat nrg_ti_gas: gas imports of the EU by partner, in terajoules of gross calorific value.

Read from a tidy extract (geo, fuel, partner, unit, year, value). "Natural gas" includes liquefied gas. The total
includes imports from other members, so that shares of it understate those of outside suppliers.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends

EU27 = "European Union - 27 countries (from 2020)"
PARTNERS = {"Total": "WLD", "Russia": "RUS"}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read imports of the 27 members from all partners and from Russia (``code`` is nrg_ti_gas)."""
    if code != "nrg_ti_gas":
        raise Changed("the code nrg_ti_gas", repr(code))
    table = read_table(only(files), ["geo", "fuel", "partner", "unit", "year", "value"])
    table = table[(table["geo"] == EU27) & (table["fuel"] == "Natural gas")]
    if table.empty or not table["unit"].str.startswith("Terajoule").all():
        raise Changed(f"rows of {EU27} for natural gas in terajoules", "none")
    return tidy(table["partner"].map(PARTNERS), year_ends(table["year"]), numbers(table["value"]), counterpart="EU")
