"""ForeignAssistance.gov: foreign aid of the United States by country, transaction type and fiscal year.

The official country summary (CSV, original columns). Amounts in constant dollars of the base year the file has:
fiscal 2024 in the edition of December 2025, where both amounts of 2024 are equal. Fiscal years end on 30 September;
the one quarter between two counts (1976tq) is left out. The row "World" is aid that belongs to no single country,
not the total: our WLD is the sum of all rows.

Disbursements only: the obligations of 2023 to Ukraine differ by 20 billion between two copies. The last fiscal year is
still being reported and marked provisional. Most weapons drawn from US stocks are not in it.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, whole_years, with_totals, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read disbursements (``code`` is Disbursements) from USA to each country in constant US$."""
    table = read_table(only(files), ["Country Code", "Transaction Type Name", "Fiscal Year", "constant_amount"])
    table = table[(table["Transaction Type Name"] == code) & table["Fiscal Year"].str.fullmatch(r"\d{4}")]
    if table.empty:
        raise Changed(f"rows of the transaction type {code}", "none")
    country = (
        Names(catalog, "foreignassistance").known(table["Country Code"]).where(table["Country Code"] != "WLD", None)
    )
    year = whole_years(table["Fiscal Year"])
    flows = pd.DataFrame(
        {
            "entity": "USA",
            "counterpart": country,
            "date": year_ends(year, "09-30"),
            "value": numbers(table["constant_amount"]),
        }
    )
    flows = with_totals(flows, counterpart=True)
    status = pd.Series("", index=flows.index).mask(flows["date"] == flows["date"].max(), "provisional")
    return tidy("USA", flows["date"], flows["value"], counterpart=flows["counterpart"], status=status, add_up=True)
