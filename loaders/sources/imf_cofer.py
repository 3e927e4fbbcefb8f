"""COFER of the IMF: the currency composition of official foreign exchange reserves, world, by quarter.

Two editions by two methods, never mixed:

- ``SHRO_PT`` (new): shares that the IMF has estimated for all reserves back to 2000, given since the third quarter of
  2025. Either a tidy extract (quarter, currency, measure, value), of which the share_pct rows are read, or what the
  IMF's interface answers (SDMX 2.1, dataflow IMF.STA,COFER, key
  COUNTRY.INDICATOR.FXR_CURRENCY.TYPE_OF_TRANSFORMATION.FREQUENCY = G001.AFXRA..SHRO_PT.Q, currencies as CI_USD);
- ``old``: the raw rows of the export of 2025 (series_code, quarter, value), such as G001.AFXRA.CI_USD.SHRO_PT.Q:
  shares of allocated reserves. Closed: the interface gives the new method under the same codes.

Which method an answer follows shows in the share of all currencies (CI_T): by the new one they make up 100 per cent in
every quarter since 2000, by the old one some 93.

Currencies without an entity of their own are left out; the yuan stands alone only since the end of 2016.

Codes and dates of the interface are those of answers that others published from December 2025 to September 2026 (looked
up 2026-11-23; not tried against the service).
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.parsing import Files, numbers, only, quarter_ends, read_table, tidy
from loaders.sdmx_messages import ask, is_xml, read
from loaders.sources import Delivery

SERIES = r"^G001\.AFXRA\.CI_([A-Z]{3})\.SHRO_PT\.Q$"
DIMENSIONS = ("COUNTRY", "INDICATOR", "FXR_CURRENCY", "TYPE_OF_TRANSFORMATION", "FREQUENCY")


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for the shares of all currencies by the new method."""
    if code != "SHRO_PT":
        raise Changed("the code SHRO_PT", f"{code!r}: that edition is closed")
    content = ask(fetch, "IMF_DATA", "IMF.STA,COFER", "G001.AFXRA..SHRO_PT.Q")
    message = read(content, DIMENSIONS)
    edition = f"COFER {message.rows['TIME_PERIOD'].max().replace('-', '')} (new method)"
    updated = message.day("UPDATE_DATE")
    edition += f", updated {updated}" if updated else ""
    return Delivery({"cofer_SHRO_PT.xml": content}, edition, message.day("PUBLICATION_DATE"))


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read shares in per cent by the new method (``SHRO_PT``) or the old one (``old``)."""
    content = only(files)
    if code == "SHRO_PT" and is_xml(content):
        table = _from_message(content)
        currency = table["currency"]
    elif code == "SHRO_PT":
        table = read_table(content, ["quarter", "currency", "measure", "value"])
        table = table[table["measure"] == "share_pct"]
        currency = table["currency"]
    elif code == "old":
        table = read_table(content, ["series_code", "quarter", "value"])
        currency = table["series_code"].str.extract(SERIES)[0]
    else:
        raise Changed("the code SHRO_PT or old", repr(code))
    known = {e.id for e in catalog.entities.rows if e.kind == "currency"}
    entity = currency.where(currency.isin(known), None)
    return tidy(entity, quarter_ends(table["quarter"]), numbers(table["value"]))


def _from_message(content: bytes) -> pd.DataFrame:
    """Quarter, currency and value of an answer of the interface, by the new method."""
    rows = read(content, DIMENSIONS).rows
    series = rows[list(DIMENSIONS)].drop(columns="FXR_CURRENCY").agg(".".join, axis=1)
    if found := set(series) - {"G001.AFXRA.SHRO_PT.Q"}:
        raise Changed("the series G001.AFXRA..SHRO_PT.Q alone", ", ".join(sorted(found)))
    all_currencies = rows[(rows["FXR_CURRENCY"] == "CI_T") & (rows["TIME_PERIOD"] >= "2000")]
    shares = numbers(all_currencies["value"]).dropna()
    if shares.empty or (shares - 100).abs().max() > 0.01:
        said = f"{shares.min():.1f}" if len(shares) else "none"
        raise Changed("a share of all currencies of 100 per cent since 2000, as by the new method", said)
    table = rows.rename(columns={"TIME_PERIOD": "quarter"})
    return table.assign(currency=rows["FXR_CURRENCY"].str.removeprefix("CI_"))
