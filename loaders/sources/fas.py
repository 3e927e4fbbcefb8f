"""Nuclear warheads in military stockpiles, estimated by the Federation of American Scientists.

Our World in Data's grapher CSV (Entity, Code, Year, and one column of values, warheads). The row World counts retired
warheads too, and is left out for that.

Downloaded from the chart's own address, with the metadata of its one column for the edition (citationShort) and the
day of publication (lastUpdated). Asked for short names, the publisher writes entity, code and year in small letters,
and may add a column owid_region; the chart's column itself was renamed between editions, so its name is not relied on.
Compared with the publisher's source code on 2026-11-23, not with the service itself.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.parsing import Files, numbers, only, read_table, require, tidy, year_ends
from loaders.shapes import part, read_json
from loaders.sources import Delivery

CHART = "https://ourworldindata.org/grapher/nuclear-warhead-stockpiles"
ASKED = {"v": "1", "csvType": "full", "useColumnShortNames": "true"}
KEYS = ("entity", "code", "year")
REGION = "owid_region"
"""Added by the publisher to tables of some charts: the part of the world a state lies in."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for the chart's table and its metadata (``code`` is stockpile)."""
    _known(code)
    content = fetch.get(f"{CHART}.csv", ASKED)
    metadata = fetch.get(f"{CHART}.metadata.json", ASKED)
    columns = part(read_json(metadata, "the chart's metadata"), dict, "columns")
    described = {name: part(columns, dict, name) for name in columns if name != REGION}
    if len(described) != 1:
        raise Changed("metadata of one column", ", ".join(described) or "none")
    (about,) = described.values()
    edition, updated = (
        part(about, str, key) if about.get(key) is not None else "" for key in ("citationShort", "lastUpdated")
    )
    return Delivery({"nuclear-warhead-stockpiles.csv": content}, edition, _day(updated))


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read warheads by state and year (``code`` is stockpile)."""
    _known(code)
    table = read_table(only(files), []).rename(columns=str.lower)
    require(table.columns, KEYS)
    values = [column for column in table.columns if column not in (*KEYS, REGION)]
    if len(values) != 1:
        raise Changed("one column of values", ", ".join(values) or "none")
    return tidy(Names(catalog, "fas").all_of(table["code"]), year_ends(table["year"]), numbers(table[values[0]]))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Changed("a day such as 2026-05-13 as lastUpdated", repr(text[:40])) from None


def _known(code: str) -> None:
    if code != "stockpile":
        raise Changed("the code stockpile", repr(code))
