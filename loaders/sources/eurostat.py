"""Eurostat nrg_ti_gas: gas imports of the EU by partner, in terajoules of gross calorific value.

Two forms are read:

- a tidy extract (geo, fuel, partner, unit, year, value), with names;
- what Eurostat's interface answers (SDMX 2.1, GenericData), with codes: freq A, siec G3000 (natural gas), partner TOTAL
  or RU, unit TJ_GCV, geo EU27_2020, in this order.

"Natural gas" includes liquefied gas. The total includes imports from other members, so that shares of it understate
those of outside suppliers.

Looked up 2026-11-23, and not tried against the service: the order of the dimensions and the codes in queries and files
of this table that others have published (the extract's names go with these codes); in Eurostat's guide to its interface
that GenericData comes where no format is asked for, and that large requests are answered by a note that the figures
will be made ready. Ours are some dozen figures. The interface names no edition.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends
from loaders.sdmx_messages import ask, head, is_xml, read
from loaders.sources import Delivery

EU27 = "European Union - 27 countries (from 2020)"
PARTNERS = {"Total": "WLD", "Russia": "RUS", "TOTAL": "WLD", "RU": "RUS"}
DIMENSIONS = ("freq", "siec", "partner", "unit", "geo")
STATUS = {"e": "estimate", "p": "provisional"}
"""What Eurostat's flags mean here; an observation may have several, such as ep."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for yearly imports of the 27 members from all partners and from Russia."""
    _known(code)
    content = ask(fetch, "ESTAT", code, "A.G3000.TOTAL+RU.TJ_GCV.EU27_2020")
    head(content)
    return Delivery({f"{code}.xml": content})


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read imports of the 27 members from all partners and from Russia (``code`` is nrg_ti_gas)."""
    _known(code)
    content = only(files)
    table = _from_message(content) if is_xml(content) else _from_extract(content)
    entity = table["partner"].map(PARTNERS)
    return tidy(entity, year_ends(table["year"]), numbers(table["value"]), counterpart="EU", status=table["status"])


def _known(code: str) -> None:
    if code != "nrg_ti_gas":
        raise Changed("the code nrg_ti_gas", repr(code))


def _from_extract(content: bytes) -> pd.DataFrame:
    """Partner, year, value and status of an extract."""
    table = read_table(content, ["geo", "fuel", "partner", "unit", "year", "value"])
    table = table[(table["geo"] == EU27) & (table["fuel"] == "Natural gas")]
    if table.empty or not table["unit"].str.startswith("Terajoule").all():
        raise Changed(f"rows of {EU27} for natural gas in terajoules", "none")
    return table.assign(status="")


def _from_message(content: bytes) -> pd.DataFrame:
    """The same, of an answer of the interface."""
    rows = read(content, DIMENSIONS).rows
    series = set(rows[["freq", "siec", "unit", "geo"]].agg(".".join, axis=1))
    if series != {"A.G3000.TJ_GCV.EU27_2020"}:
        raise Changed("the series A.G3000.TJ_GCV.EU27_2020", ", ".join(sorted(series)))
    flags = rows.get("OBS_FLAG", pd.Series("", index=rows.index))
    status = flags.map(lambda found: next((STATUS[flag] for flag in STATUS if flag in found), ""))
    return rows.rename(columns={"TIME_PERIOD": "year"}).assign(status=status)
