"""Ukraine Support Tracker of the Kiel Institute: aid to Ukraine by donor.

Read from extracts of the Institute's workbook, one per question:

- ``Military``, ``Financial``, ``Humanitarian``, ``Total``: allocations by donor, month and type (EUR). Rows whose
  month is unknown (1.5 billion, mostly Italian) are left out, as nothing says when they belong.
- ``allocation_pct_gdp``: allocations by donor and calendar year in per cent of the GDP of 2021. The last year of a
  release is a partial one and left out.
- ``disbursement``: foreign budget support received, by donor and month (EUR billion).

The Commission and Council and, in the disbursements, all EU institutions are EU-INST; the European Investment Bank
stands apart except in the disbursements. The European Peace Facility has commitments only and is left out. The
record begins on 24 January 2022, so that its first month is a week.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy, year_ends

TYPES = ("Military", "Financial", "Humanitarian")


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above; the counterpart is UKR."""
    names = Names(catalog, "kiel")
    if code in TYPES or code == "Total":
        return _allocations(only(files), code, names)
    if code == "allocation_pct_gdp":
        table = read_table(only(files), ["donor", "year", code])
        table = table[table["year"] < table["year"].max()]
        return tidy(names.all_of(table["donor"]), year_ends(table["year"]), numbers(table[code]), counterpart="UKR")
    if code == "disbursement":
        table = read_table(only(files), ["donor", "month", "disbursement_eur_billion"])
        value = numbers(table["disbursement_eur_billion"]) * 1e9
        return tidy(names.all_of(table["donor"]), month_ends(table["month"]), value, counterpart="UKR", add_up=True)
    raise Changed(f"the code {', '.join(TYPES)}, Total, allocation_pct_gdp or disbursement", repr(code))


def _allocations(content: bytes, aid_type: str, names: Names) -> pd.DataFrame:
    table = read_table(content, ["donor", "month", "aid_type", "allocation_eur"])
    types = set(table["aid_type"])
    if types != set(TYPES):
        raise Changed(f"the types {', '.join(TYPES)}", ", ".join(sorted(types)))
    wanted = table["aid_type"].isin(TYPES if aid_type == "Total" else [aid_type])
    # A donor that gave other types of aid gave none of this one: that is a zero, not a gap.
    table["value"] = numbers(table["allocation_eur"]).where(wanted, 0.0)
    table = table[table["month"] != "unknown"]
    entity, value = names.all_of(table["donor"]), table["value"]
    return tidy(entity, month_ends(table["month"]), value, counterpart="UKR", add_up=True)
