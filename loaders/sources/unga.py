"""Votes in the UN General Assembly: ideal points, and shares of identical votes to 2019.

- ``idealpointfp``: ideal points of Bailey, Strezhnev and Voeten from votes on final passage, by state and year (ISO
  3166 alpha-3 codes; YMD, YAR, DDR, CSK and YUG are former states and left out). A table of their Stata file, or the file itself as Harvard Dataverse gives it out. A few rows of
  a state's first year have no code and no points.
- ``idealpointall``: the same from all votes, those on paragraphs and amendments too. Not every edition has it.
- ``agreement``: the authors' agreement scores with the United States, Russia and China, which stand beside the points in
  some editions (USAgree, RUSSAgree, ChinaAgree, from 0 to 1), in per cent.
- ``share_identical``: shares of identical votes with the United States, Russia and China, computed from Voeten's
  roll calls (reference, country, year, share_identical). There is no interface for them. Yugoslavia, whose name stays
  on Serbia's votes, is left out here too.

The Dataverse lists the files of the dataset's latest version, and sends on to where a file is kept. What it could read
as a table it gives out with tabs between cells (.tab); else it is a CSV, or a Stata file, which is left aside. The name
of the file changes with each version (IdealpointestimatesAll_Jun2024.tab, Idealpointestimates1946-2025.tab,
IdealpointestimatesFP_2026FP.csv), and so does the case of its columns (IdealPointFP); some editions (that of
June 2024) give the session and no year: the first session opened in 1946, so that the year is 1945 and the session. Of
several files the newest that has the columns is taken. Seen in public copies on 2026-11-23, not at the service itself.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, SourceError
from loaders.fetch import Fetch
from loaders.parsing import (
    Files,
    cells_of,
    first_lines,
    numbers,
    only,
    read_table,
    require,
    text_of,
    tidy,
    whole_years,
    year_ends,
)
from loaders.shapes import part, read_json
from loaders.sources import Delivery, Recognised

DATAVERSE = "https://dataverse.harvard.edu/api"
DATASET = "doi:10.7910/DVN/LEJUQZ"
LABEL = re.compile(r"Idealpoint.*\.(tab|csv)", re.IGNORECASE)
BEFORE_FIRST_SESSION = 1945
AGREEMENT = {"usagree": "USA", "russagree": "RUS", "chinaagree": "CHN"}
POINTS = ("idealpointfp", "idealpointall")
WHY_NOT_ALL = (
    "This edition has ideal points from all votes. Those in use are from votes on final passage, and the two are never mixed: import a "
    "later edition, whose table has a column IdealPointFP."
)
MOST_FILES = 4
"""So many are looked at for the columns."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for the newest file that has these ideal points."""
    if code not in POINTS:
        raise Changed(f"the code {' or '.join(POINTS)}", repr(code))
    listed = fetch.get(f"{DATAVERSE}/datasets/:persistentId/", {"persistentId": DATASET})
    version = part(read_json(listed, "the list of files"), dict, "data", "latestVersion")
    files = part(version, list, "files")
    candidates = sorted(filter(_holds_points, files), key=_age, reverse=True)
    fault = Changed(
        "a file named Idealpoint... (.tab or .csv)", ", ".join(_label(file) for file in files[:8]) or "none"
    )
    for file in candidates[:MOST_FILES]:
        content = fetch.get(f"{DATAVERSE}/access/datafile/{part(file, int, 'dataFile', 'id')}")
        try:
            _points(content, code)
        except Changed as error:
            fault = error
            continue
        number = f"{part(version, int, 'versionNumber')}.{version.get('versionMinorNumber', 0)}"
        released = _day(version.get("releaseTime"))
        return Delivery({_label(file): content}, f"version {number}, {_label(file)}", released)
    raise fault


def recognise(content: bytes) -> Recognised | None:
    """The table of ideal points, by its columns; the years it covers are all that it says of its edition."""
    header = {name.lower() for name in cells_of("".join(first_lines(content, 1)))}
    if "iso3c" not in header or not header & {"idealpointfp", "idealpointall"} or not header & {"year", "session"}:
        return None
    if "idealpointfp" not in header:
        return Recognised(("idealpointfp",), "", None, WHY_NOT_ALL)
    try:
        years = _points(content, "idealpointfp")["year"]
    except SourceError:
        return Recognised(("idealpointfp",), "", None)
    return Recognised(("idealpointfp",), f"{years.min()}-{years.max()}", None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ideal points, or shares of identical votes in per cent with the reference as counterpart."""
    names = Names(catalog, "unga")
    if code in POINTS:
        table = _points(only(files), code)
        table = table[~table["iso3c"].isin(["", "NA"])]
        return tidy(names.all_of(table["iso3c"]), year_ends(table["year"]), numbers(table[code], missing=["NA"]))
    if code == "agreement":
        table = _points(only(files), *AGREEMENT)
        table = table[~table["iso3c"].isin(["", "NA"])]
        parts = [table.assign(reference=state, share_identical=table[column]) for column, state in AGREEMENT.items()]
        long = pd.concat(parts, ignore_index=True)
        return shares(long, names.all_of(long["iso3c"]), names)
    if code == "share_identical":
        table = read_table(only(files), ["reference", "country", "year", code])
        return shares(table, names.all_of(table["country"]), names)
    raise Changed(f"the code {', '.join(POINTS)}, agreement or share_identical", repr(code))


def shares(table: pd.DataFrame, entity: pd.Series, names: Names) -> pd.DataFrame:
    """Shares of identical votes (from 0 to 1) by reference and year, as per cent."""
    counterpart = names.all_of(table["reference"])
    other = entity.where(entity != counterpart, None)
    value = numbers(table["share_identical"], missing=["NA"]) * 100
    return tidy(other, year_ends(table["year"]), value, counterpart=counterpart)


def _points(content: bytes, *columns: str) -> pd.DataFrame:
    """The table of a file of ideal points that has some columns, and one of years; names of columns in small letters."""
    text = text_of(content)
    table = read_table(text, [], sep="\t" if "\t" in text.partition("\n")[0] else ",").rename(columns=str.lower)
    if "year" not in table.columns and "session" in table.columns:
        table["year"] = numbers(table["session"]) + BEFORE_FIRST_SESSION
    require(table.columns, ["iso3c", "year", *columns])
    return table.assign(year=whole_years(table["year"]).astype(str))


def _holds_points(file: Any) -> bool:
    return LABEL.fullmatch(_label(file)) is not None and not file.get("restricted", False)


def _age(file: dict[str, Any]) -> tuple[str, str, int]:
    """The later, the newer: day of upload where it is given, then the last year in the label, then the number."""
    years = re.findall(r"(?:19|20)\d\d", _label(file))
    about = part(file, dict, "dataFile")
    return str(about.get("creationDate", "")), max(years, default=""), part(about, int, "id")


def _label(file: Any) -> str:
    return part(file, str, "label")


def _day(time: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(time)[:10]) if time else None
    except ValueError:
        raise Changed("a time such as 2026-07-30T12:00:00Z as releaseTime", repr(str(time)[:40])) from None
