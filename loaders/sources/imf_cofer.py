"""COFER of the IMF: the currency composition of official foreign exchange reserves, world, by quarter.

Two editions by two methods, never mixed:

- ``SHRO_PT`` (new): a tidy extract (quarter, currency, measure, value) of the edition whose shares the IMF has
  estimated for all reserves back to 2000. The share_pct rows are read.
- ``old``: the raw rows of the export of 2025 (series_code, quarter, value), such as G001.AFXRA.CI_USD.SHRO_PT.Q:
  shares of allocated reserves.

Currencies without an entity of their own are left out; the yuan stands alone only since the end of 2016.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, quarter_ends, read_table, tidy

SERIES = r"^G001\.AFXRA\.CI_([A-Z]{3})\.SHRO_PT\.Q$"


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read shares in per cent by the new method (``SHRO_PT``) or the old one (``old``)."""
    if code == "SHRO_PT":
        table = read_table(only(files), ["quarter", "currency", "measure", "value"])
        table = table[table["measure"] == "share_pct"]
        currency = table["currency"]
    elif code == "old":
        table = read_table(only(files), ["series_code", "quarter", "value"])
        currency = table["series_code"].str.extract(SERIES)[0]
    else:
        raise Changed("the code SHRO_PT or old", repr(code))
    known = {e.id for e in catalog.entities.rows if e.kind == "currency"}
    entity = currency.where(currency.isin(known), None)
    return tidy(entity, quarter_ends(table["quarter"]), numbers(table["value"]))
