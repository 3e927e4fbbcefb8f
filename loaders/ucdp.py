"""Asks UCDP for the country-year dataset: its interface where there is a token, else the file it gives everybody.

The interface (https://ucdp.uu.se/apidocs/) needs a token since February 2026. It gives a version of the dataset in
pages of at most 1,000 rows, counted from 0, with the number of pages and rows on each; we build the pages' addresses
ourselves and never follow those it names. A version is called after its year (26.1 comes in June of 2026 and ends with
2025), and nothing names the newest: this year's is asked for first, then those of the two years before. The day of
publication is not given. A public report of 2026 has it answer 400 after some forty requests; we need about eight.

The download page (https://ucdp.uu.se/downloads/) links the same version as a zip file with one CSV,
organizedviolencecy-261-csv.zip for 26.1, and older ones at times; the newest that it links is taken, from an address
that we build ourselves. A version that it does not link is never guessed.

Compared with its documentation, with copies of the page and with public code on 2026-11-29, not with the service
itself: what the interface answers for a version that does not exist is taken to be an error or no rows.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from loaders.errors import Changed, Empty, SourceError
from loaders.fetch import Fetch
from loaders.parsing import Files, text_of
from loaders.shapes import part, read_json

ADDRESS = "https://ucdpapi.pcr.uu.se/api/organizedviolencecy"
PAGE_SIZE = 1000
MOST_PAGES = 40
"""Two hundred states for two centuries: no count of pages is above this unless it is wrong."""

DOWNLOADS = "https://ucdp.uu.se/downloads/"
LINK = re.compile(r"organizedviolencecy-(\d\d)(\d{1,2})-csv\.zip", re.ASCII)
"""The CSV of the country-year dataset as the page links it: year and number of the version."""


def ask(fetch: Fetch) -> tuple[str, Files]:
    """The newest version and its files: the pages of the interface, or the one zip file."""
    return _by_interface(fetch) if fetch.token else _from_downloads(fetch)


def rows_of(page: bytes) -> list[Any]:
    """The rows on a page of the interface."""
    return part(read_json(page, "a page of UCDP's interface"), list, "Result")


def _from_downloads(fetch: Fetch) -> tuple[str, Files]:
    linked = LINK.findall(text_of(fetch.get(DOWNLOADS)))
    if not linked:
        raise Changed(f"a link to organizedviolencecy-NNN-csv.zip at {DOWNLOADS}", "none")
    year, number = max(linked, key=lambda version: (int(version[0]), int(version[1])))
    name = f"organizedviolencecy-{year}{number}-csv.zip"
    return f"{year}.{number}", {name: fetch.get(f"{DOWNLOADS}organizedviolencecy/{name}")}


def _by_interface(fetch: Fetch) -> tuple[str, Files]:
    version, first = _newest(fetch)
    pages, count = _count(first, "TotalPages"), _count(first, "TotalCount")
    if not 0 < pages <= MOST_PAGES:
        raise Changed(f"1 to {MOST_PAGES} pages of {PAGE_SIZE} rows", f"{pages}")
    contents = [first, *(_page(fetch, version, number) for number in range(1, pages))]
    found = sum(len(rows_of(content)) for content in contents)
    if found != count:
        raise Changed(f"{count} rows on {pages} pages", f"{found}")
    return version, {f"organizedviolencecy_v{version}_{number:02}.json": page for number, page in enumerate(contents)}


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
