"""UCDP Country-Year Dataset on Organized Violence: deaths by state and year.

The official CSV (organizedviolencecy_v25_1.csv; from 26.1 on the names of columns end without _cy), as it is or in the
zip file UCDP gives, or the pages of the interface. State-based, non-state and one-sided violence together, in a best, a
low and a high estimate; and the best estimate for wars between states. The file lists every state in every year of its
existence, zeros included, so that nothing need be added for quiet years. The world is the sum of the states.

Gaza is counted under Israel. Russia goes on from the Soviet Union, Serbia from Yugoslavia, Yemen from North Yemen
(South Yemen, to 1990, is added to it). East Germany and Czechoslovakia are left out.

The interface (https://ucdp.uu.se/apidocs/) needs a token since February 2026. It gives a version of the dataset in
pages of at most 1,000 rows, counted from 0, with the number of pages and rows on each; we build the pages' addresses
ourselves and never follow those it names. A version is called after its year (26.1 comes in June of 2026 and ends with
2025), and nothing names the newest: this year's is asked for first, then those of the two years before. The day of
publication is not given. A public report of 2026 has it answer 400 after some forty requests; we need about eight.
Compared with its documentation and public code on 2026-11-23, not with the service itself: what it answers for a
version that does not exist is taken to be an error or no rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from loaders.archives import csv_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, Empty, Locked, SourceError
from loaders.fetch import Fetch
from loaders.parsing import (
    Files,
    cells_of,
    first_lines,
    numbers,
    only,
    read_table,
    require,
    tidy,
    with_totals,
    year_ends,
)
from loaders.shapes import part, read_json
from loaders.sources import Delivery, Recognised

COLUMNS = {
    "best": "cumulative_total_deaths_in_orgvio_best",
    "low": "cumulative_total_deaths_in_orgvio_low",
    "high": "cumulative_total_deaths_in_orgvio_high",
    "interstate": "sb_interstate_deaths_best",
}

EXTRACTS = (("Entity", "Year", "deaths_best"), ("country", "year", "total_best"))
"""State, year and best estimate in tables that others made of UCDP's events: Our World in Data's, and sums of all kinds."""

ADDRESS = "https://ucdpapi.pcr.uu.se/api/organizedviolencecy"
PAGE_SIZE = 1000
MOST_PAGES = 40
"""Two hundred states for two centuries: no count of pages is above this unless it is wrong."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for all pages of the newest version; the four series share them."""
    _known(code)
    if not fetch.token:
        raise Locked(
            "UCDP's interface wants an access token, which its maintainer gives out (https://ucdp.uu.se/apidocs/). Set "
            "PLUMBLINE_UCDP_TOKEN in the environment or in Streamlit's secrets, or import the published CSV "
            "(https://ucdp.uu.se/downloads/)."
        )
    version, first = fetch.once("ucdp version", lambda: _newest(fetch))
    pages, count = _count(first, "TotalPages"), _count(first, "TotalCount")
    if not 0 < pages <= MOST_PAGES:
        raise Changed(f"1 to {MOST_PAGES} pages of {PAGE_SIZE} rows", f"{pages}")
    contents = [first, *(_page(fetch, version, number) for number in range(1, pages))]
    found = sum(len(_result(content)) for content in contents)
    if found != count:
        raise Changed(f"{count} rows on {pages} pages", f"{found}")
    files = {f"organizedviolencecy_v{version}_{number:02}.json": page for number, page in enumerate(contents)}
    return Delivery(files, edition=version)


def _newest(fetch: Fetch) -> tuple[str, bytes]:
    """The newest version that has rows, and its first page."""
    year, faults = dt.datetime.now(dt.UTC).year % 100, list[SourceError]()
    for version in (f"{year - back}.1" for back in range(3)):
        try:
            page = _page(fetch, version, 0)
            if _count(page, "TotalCount"):
                return version, page
            faults.append(Empty(f"UCDP's interface has no rows of version {version} and the two before it."))
        except Changed as error:
            faults.append(error)
    raise faults[0]


def _page(fetch: Fetch, version: str, number: int) -> bytes:
    asked = {"pagesize": str(PAGE_SIZE), "page": str(number)}
    content = fetch.get(f"{ADDRESS}/{version}", asked, {"x-ucdp-access-token": fetch.token})
    # Bytes are kept on disk; should the answer repeat the token (in the address of the next page, say), it goes.
    return content.replace(fetch.token.encode(), b"")


def _count(page: bytes, key: str) -> int:
    return part(read_json(page, "a page of UCDP's interface"), int, key)


def _result(page: bytes) -> list[Any]:
    return part(read_json(page, "a page of UCDP's interface"), list, "Result")


def recognise(content: bytes) -> Recognised | None:
    """The country-year table, by its columns; the last one has the version."""
    header, row = ([cells_of(line) for line in first_lines(content, 2)] + [[], []])[:2]
    header = [name.removesuffix("_cy") for name in header]
    if not {"country", "year", *COLUMNS.values()} <= set(header):
        return None
    return Recognised(tuple(COLUMNS), dict(zip(header, row, strict=False)).get("version", ""), None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read deaths: ``best``, ``low``, ``high`` or ``interstate``; of one CSV, or of all pages of the interface."""
    _known(code)
    if files and all(content.lstrip()[:1] == b"{" for content in files.values()):
        table = _rows(files, COLUMNS[code])
    else:
        table = read_table(csv_of(only(files)), [])
        table.columns = table.columns.str.removesuffix("_cy")
        if code == "best" and (extract := next((e for e in EXTRACTS if set(e) <= set(table.columns)), None)):
            table = table.rename(columns=dict(zip(extract, ("country", "year", COLUMNS[code]), strict=True)))
        require(table.columns, ["country", "year", COLUMNS[code]])
    rows = pd.DataFrame(
        {
            "entity": table["country"],
            "counterpart": "",
            "date": year_ends(table["year"]),
            "value": numbers(table[COLUMNS[code]]),
        }
    )
    rows = with_totals(rows, entity=True)
    return tidy(Names(catalog, "ucdp").all_of(rows["entity"]), rows["date"], rows["value"], add_up=True)


def _rows(pages: Mapping[str, bytes], column: str) -> pd.DataFrame:
    """The rows of all pages, each state once a year."""
    rows = []
    for _, page in sorted(pages.items()):
        for row in _result(page):
            require(part(row, dict), ["country", "year", column])
            figure = "" if row[column] is None else str(row[column])
            rows.append((part(row, str, "country"), str(row["year"]), figure))
    table = pd.DataFrame(rows, columns=["country", "year", column], dtype=str)
    twice = table[table.duplicated(["country", "year"])]
    if len(twice):
        first = twice.iloc[0]
        raise Changed("each state once a year", f"{first.country} twice in {first.year}")
    return table


def _known(code: str) -> None:
    if code not in COLUMNS:
        raise Changed(f"the code {', '.join(COLUMNS)}", repr(code))
