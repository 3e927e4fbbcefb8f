"""UCDP Country-Year Dataset on Organized Violence: deaths by state and year.

The official CSV (organizedviolencecy_v25_1.csv; from 26.1 on the names of columns end without _cy, and version is
Version), as it is or in the zip file UCDP gives, or the pages of the interface. State-based, non-state and one-sided
violence together, in a best, a low and a high estimate; and the best estimate for wars between states. The file lists
every state in every year of its existence, zeros included, so that nothing need be added for quiet years. The world is
the sum of the states.

Gaza is counted under Israel. Russia goes on from the Soviet Union, Serbia from Yugoslavia, Yemen from North Yemen
(South Yemen, to 1990, is added to it). East Germany and Czechoslovakia, Abkhazia and South Ossetia are left out.

How it is asked for, with a token or without: loaders/ucdp.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from loaders import ucdp
from loaders.archives import csv_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.observations import Observations
from loaders.parsing import (
    Files,
    cells_of,
    first_lines,
    numbers,
    only,
    read_table,
    require,
    tidy,
    whole_years,
    with_totals,
    year_ends,
)
from loaders.shapes import part
from loaders.sources import Delivery, Recognised

COLUMNS = {
    "best": "cumulative_total_deaths_in_orgvio_best",
    "low": "cumulative_total_deaths_in_orgvio_low",
    "high": "cumulative_total_deaths_in_orgvio_high",
    "interstate": "sb_interstate_deaths_best",
}

EXTRACTS = {"entity": "country", "deaths_best": COLUMNS["best"], "total_best": COLUMNS["best"]}
"""What columns are called in tables that others made of UCDP's events: Our World in Data's, and sums of all kinds."""

STATES = 190
"""Version 25.1 lists 196 states in 2024; of the smallest some come and go. A file with fewer in its last year is a part."""
ENDS = ("Afghanistan", "Zimbabwe")
"""The first and the last of the list, which is in the order of the alphabet: a file that was cut lacks one of them."""
FIRST_YEAR = 1989


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for the newest version; the four series share it."""
    _known(code)
    version, files = fetch.once("ucdp", lambda: ucdp.ask(fetch))
    return Delivery(files, edition=version)


def recognise(content: bytes) -> Recognised | None:
    """The country-year table, by its columns; the last one has the version."""
    header, row = ([cells_of(line) for line in first_lines(content, 2)] + [[], []])[:2]
    header = [_column(name) for name in header]
    if not {"country", "year", *COLUMNS.values()} <= set(header):
        return None
    return Recognised(tuple(COLUMNS), dict(zip(header, row, strict=False)).get("version", ""), None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read deaths: ``best``, ``low``, ``high`` or ``interstate``; of one CSV, or of all pages of the interface."""
    _known(code)
    if _are_pages(files):
        table = _rows(files, COLUMNS[code])
    else:
        table = _table(only(files))
        require(table.columns, ["country", "year", COLUMNS[code]])
    rows = pd.DataFrame(
        {
            "entity": table["country"],
            "counterpart": "",
            "date": year_ends(table["year"]),
            "value": numbers(table[COLUMNS[code]]),
        }
    )
    twice = rows[rows.duplicated(["entity", "date"])]
    if len(twice):
        first = twice.iloc[0]
        raise Changed("each state once a year", f"{first.entity} twice in {first.date:%Y}")
    rows = with_totals(rows, entity=True)
    return tidy(Names(catalog, "ucdp").all_of(rows["entity"]), rows["date"], rows["value"], add_up=True)


def doubts(files: Files, code: str, current: Observations) -> list[str]:
    """Whether states or years are missing from a CSV: it lists every state in every year of its existence."""
    if _are_pages(files):
        return []  # Each page has the number of all rows.
    table = _table(only(files))
    years = whole_years(table["year"]).groupby(table["country"]).agg(["min", "max", "count"])
    first, last = years["min"].min(), years["max"].max()
    found = []
    if first > FIRST_YEAR:
        found.append(f"It begins in {first} and not in {FIRST_YEAR}: years are missing.")
    there = int((years["max"] == last).sum())
    if there < STATES:
        found.append(f"It lists {there} states in {last}, and the whole dataset at least {STATES}: states are missing.")
    now = years.index[years["max"] == last]
    found += [f"It has no {end} in {last}: states are missing." for end in ENDS if not now.str.startswith(end).any()]
    holes = years[years["count"] < years["max"] - years["min"] + 1]
    found += [f"{state} lacks years between {row['min']} and {row['max']}." for state, row in holes.head(3).iterrows()]
    return found


def _are_pages(files: Files) -> bool:
    """Whether these are pages of the interface."""
    return bool(files) and all(content.lstrip()[:1] == b"{" for content in files.values())


@lru_cache(maxsize=1)
def _table(content: bytes) -> pd.DataFrame:
    """The CSV, its columns called as in version 26.1 and in small letters."""
    table = read_table(csv_of(content), [])
    table.columns = table.columns.map(_column)
    if COLUMNS["best"] not in table.columns:
        table = table.rename(columns=EXTRACTS)
    require(table.columns, ["country", "year"])
    return table


def _column(name: str) -> str:
    return name.lower().removesuffix("_cy")


def _rows(pages: Mapping[str, bytes], column: str) -> pd.DataFrame:
    """The rows of all pages."""
    rows = []
    for _, page in sorted(pages.items()):
        for row in ucdp.rows_of(page):
            require(part(row, dict), ["country", "year", column])
            figure = "" if row[column] is None else str(row[column])
            rows.append((part(row, str, "country"), str(row["year"]), figure))
    return pd.DataFrame(rows, columns=["country", "year", column], dtype=str)


def _known(code: str) -> None:
    if code not in COLUMNS:
        raise Changed(f"the code {', '.join(COLUMNS)}", repr(code))
