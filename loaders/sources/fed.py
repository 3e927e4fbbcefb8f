"""US Federal Reserve: exchange rates and the broad dollar index of its release H.10.

The Board's own file of the release (FRB_h10_xml.zip: one XML document, H10_data.xml, of all daily series; a day without
a rate has -9999 and a status other than A), or a table of one series (date, close). Codes are FRED's names of the
series, which are better known than the Board's. Monthly means of daily values; a last month whose days do not reach its
end is left out.

The Board is asked, not FRED: FRED passes the same figures on, has left cloud networks without an answer in 2026, and its
terms forbid to keep what it gives. The release comes on Mondays, for the days to the Friday before.

Compared with public code that reads the file, of August to October 2026, on 2026-11-29, not with the service itself.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

import pandas as pd
from defusedxml import ElementTree

from loaders.archives import is_zip, open_zip, unpack
from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.monthly import monthly_means
from loaders.parsing import HEAD, Files, numbers, only, read_table, tidy
from loaders.sources import Delivery

FILE = "FRB_h10_xml.zip"
ADDRESS = f"https://www.federalreserve.gov/releases/h10/data/{FILE}"
MEMBER = "H10_data.xml"

SERIES = {
    "DEXUSEU": ("EUR", "RXI$US_N.B.EU"),
    "DEXCHUS": ("CNY", "RXI_N.B.CH"),
    "DTWEXBGS": ("USD", "JRXWTFB_N.B"),
}
"""By FRED's name: whom the figures are about, and the Board's name."""
NAMES = frozenset(name for _, name in SERIES.values())

GIVEN, NONE_GIVEN = "A", ("NA", "NC", "ND")
"""Statuses: a figure; not available, not calculable, no data."""

PREPARED = re.compile(rb"<(?:\w+:)?Prepared>\s*(\d{4}-\d\d-\d\d)")


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask the Board for the release; its three series share it."""
    _known(code)
    content = fetch.get(ADDRESS)
    prepared = PREPARED.search(_document(content, HEAD))
    try:
        day = dt.date.fromisoformat(prepared[1].decode() if prepared else "")
    except ValueError as error:
        raise Changed(f"the day on which {MEMBER} was prepared", "none") from error
    return Delivery({FILE: content}, edition=f"H.10, prepared on {day}", published=day)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read monthly means of one series (``code`` is FRED's name), in its unit."""
    _known(code)
    entity, name = SERIES[code]
    content = only(files)
    table = _daily(content, name) if is_zip(content) else read_table(content, ["date", "close"])
    means = monthly_means(table["date"], numbers(table["close"], missing=["."]), digits=4)
    return tidy(entity, means["date"], means["value"])


def _document(content: bytes, *most: int) -> bytes:
    """The XML document of the release, or its first bytes."""
    archive = open_zip(content)
    members = [member for member in archive.infolist() if member.filename.rpartition("/")[2] == MEMBER]
    if len(members) != 1:
        found = ", ".join(member.filename for member in archive.infolist()[:5])
        raise Changed(f"a zip file with {MEMBER}", found or "none")
    return unpack(archive, members[0], *most)


@lru_cache(maxsize=1)
def _series(content: bytes) -> dict[str, pd.DataFrame]:
    """The days of our series by the Board's name, as text: date, and close, which is empty where there is no figure."""
    found: dict[str, pd.DataFrame] = {}
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(_document(content)), ["end"]):
            if _tag(element) != "Series":
                continue
            name = element.get("SERIES_NAME", "")
            if name in NAMES:
                if name in found or element.get("UNIT_MULT") != "1":
                    raise Changed(f"one series {name} in {MEMBER}, in units", "two, or one in another multiple")
                days = [_day(each) for each in element if _tag(each) == "Obs"]
                found[name] = pd.DataFrame(days, columns=["date", "close"], dtype=str)
            element.clear()  # Two dozen series of fifty years are some hundred megabytes as objects.
    except (SyntaxError, ValueError) as error:  # XML that is none, and XML that defusedxml refuses.
        raise Changed(f"XML as {MEMBER}", "another kind of file, or half of one") from error
    return found


def _daily(content: bytes, name: str) -> pd.DataFrame:
    """One of them."""
    found = _series(content)
    if name not in found:
        raise Changed(f"a series {name} in {MEMBER}", ", ".join(found) or "none of ours")
    return found[name]


def _day(observation: Element) -> tuple[str, str]:
    status = observation.get("OBS_STATUS", "")
    if status not in (GIVEN, *NONE_GIVEN):
        raise Changed(f"a status {', '.join((GIVEN, *NONE_GIVEN))} of each day", repr(status))
    return observation.get("TIME_PERIOD", ""), observation.get("OBS_VALUE", "") if status == GIVEN else ""


def _tag(element: Element) -> str:
    """An element's name without its namespace."""
    name: str = element.tag
    return name.rpartition("}")[2]


def _known(code: str) -> None:
    if code not in SERIES:
        raise Changed(f"the code {', '.join(SERIES)}", repr(code))
