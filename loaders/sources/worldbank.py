"""World Development Indicators: one series, from the Bank's interface or its own CSV.

The official download (``API_<code>_DS2_en_csv_v2_*.csv``) is a row per economy, a column per year. It has four lines of
preamble after a byte-order mark, and a comma at the end of each line that makes a nameless column. Copies without the
preamble are read too.

The interface (Indicators API v2, database 2) is asked through wbgapi, whose rows are kept as JSON. wbgapi first asks for
the database's dimensions, its years and the Bank's lists of economies, and keeps them as long as the process runs; of
those only the dimensions' names are used here. Quirks (2026-11-23, from the documentation, wbgapi 1.0.14 and what others
have published; not tried against the service):

- an error comes with status 200 and a message in place of the figures, or as XML though JSON is asked for;
- a page has at most some 32,500 rows, beyond which an HTML page comes; we ask for 10,000, wbgapi itself for 1,000;
- the day of the last update is that of the whole database.

Economies carry ISO 3166 alpha-3 codes, Kosovo XKX. The Bank's aggregates (regions, income groups) are left out but for
the world and the European Union, which it gives as EUU; so are the Channel Islands, which have no code of their own.

A series' name ends in its unit, such as GDP (constant 2015 US$). When the Bank moves to another base year, the code stays
and the name tells: figures whose unit is no longer that of indicators.csv are refused.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pandas as pd
import requests
import wbgapi

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, Empty
from loaders.fetch import AGENT, Fetch
from loaders.parsing import Files, melt_years, numbers, only, read_table, require, text_of, tidy, year_ends
from loaders.sources import Delivery

T = TypeVar("T")

HOST = "api.worldbank.org"
PER_PAGE = 10_000
REQUESTS = 40
"""More than this for one series is a service that never comes to an end."""

UNITS = {"current US$": "US$", "annual %": "% a year", "% of merchandise exports": "% of goods exports", "": "persons"}
"""Ours for the Bank's words in brackets at the end of a name, where they differ by more than *constant*."""

_GLOBALS = threading.Lock()
"""wbgapi's options are those of the module: one thread at a time."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for all economies and years of one series, and for the day the database was updated."""
    answer = _ask(fetch, f"the series {code}", lambda: _series(code))
    updated = fetch.once(("worldbank", "updated"), lambda: _ask(fetch, "the day of the last update", _updated))
    content = json.dumps({**answer, "lastupdated": str(updated)}, ensure_ascii=False, separators=(",", ":"))
    return Delivery({f"wdi_{code}.json": content.encode()}, f"WDI, updated {updated}", updated)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one WDI series. ``code`` is the Bank's, such as NY.GDP.MKTP.CD; units are left as they are."""
    content = only(files)
    rows, series, name = _from_json(content) if content.lstrip().startswith(b"{") else _from_csv(content)
    if series != {code}:
        raise Changed(f"the series {code}", ", ".join(sorted(series)))
    _check_unit(name, code, catalog)
    entity = Names(catalog, "worldbank").all_of(rows["economy"])
    return tidy(entity, year_ends(rows["time"]), numbers(rows["value"]))


def _series(code: str) -> dict[str, Any]:
    rows = list(wbgapi.data.fetch(code, labels=True, skipBlanks=True))
    if not rows:
        raise Empty(f"{HOST} has no figures of {code}.")
    ((series, name),) = {(row["series"]["id"], row["series"]["value"]) for row in rows}
    cells = [{"economy": r["economy"]["id"], "time": r["time"]["value"], "value": r["value"]} for r in rows]
    return {"series": series, "name": name, "rows": cells}


def _updated() -> dt.date:
    return dt.date.fromisoformat(wbgapi.source.get()["lastupdated"])


def _ask(fetch: Fetch, what: str, call: Callable[[], T]) -> T:
    """What wbgapi makes of the Bank's answers, or in which way they are none."""

    def guarded() -> T:
        with _options(fetch):
            try:
                return call()
            except requests.RequestException:
                raise  # Some of them are ValueErrors too.
            except wbgapi.APIError as error:
                raise Changed(f"{what} from {HOST}", f"something else ({error.msg})") from error
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise Changed(f"{what} from {HOST}", f"JSON of another shape ({type(error).__name__})") from error

    return fetch.through(HOST, guarded)


@contextmanager
def _options(fetch: Fetch) -> Iterator[None]:
    """Let wbgapi send as we do, for a while."""
    asked = 0

    def check(response: requests.Response, **_: Any) -> requests.Response:
        nonlocal asked
        asked += 1
        if asked > REQUESTS:
            raise Changed(f"at most {REQUESTS} pages from {HOST}", "more")
        return fetch.check(response)

    options = {
        "headers": {"User-Agent": AGENT},
        "timeout": fetch.timeout,
        "stream": True,
        "allow_redirects": False,
        "hooks": {"response": check},
    }
    with _GLOBALS:
        before = wbgapi.get_options, wbgapi.per_page
        wbgapi.get_options, wbgapi.per_page = options, PER_PAGE
        try:
            yield
        finally:
            wbgapi.get_options, wbgapi.per_page = before


def _from_json(content: bytes) -> tuple[pd.DataFrame, set[str], str]:
    """Rows of economy, time and value, the series they are of, and its name: from what ``download`` keeps."""
    try:
        answer = json.loads(content)
        rows = pd.DataFrame(answer["rows"])
    except (KeyError, RecursionError, TypeError, ValueError):
        raise Changed("JSON with rows", "something else that begins as JSON does") from None
    require(answer, ["series", "name"])
    require(rows.columns, ["economy", "time", "value"])
    return rows, {answer["series"]}, answer["name"]


def _from_csv(content: bytes) -> tuple[pd.DataFrame, set[str], str]:
    """The same, from the Bank's CSV."""
    lines = text_of(content).splitlines()
    start = next((i for i, line in enumerate(lines[:10]) if line.startswith('"Country Name"')), None)
    if start is None:
        raise Changed("a header line that begins with Country Name", "none in the first ten lines")
    table = read_table("\n".join(lines[start:]), ["Country Code", "Indicator Name", "Indicator Code"])
    rows = melt_years(table, "Country Code").rename(
        columns={"Country Code": "economy", "year": "time", "cell": "value"}
    )
    return rows, set(table["Indicator Code"]), next(iter(table["Indicator Name"]), "")


def _check_unit(name: str, code: str, catalog: Catalog) -> None:
    """Raise :class:`Changed` if the unit in a series' name is not that of its indicator."""
    found = re.search(r"\(([^()]*)\)$", name.strip())
    words = found[1].removeprefix("constant ") if found else ""
    units = {row.unit for row in catalog.indicators.rows if (row.source, row.code) == ("worldbank", code)}
    if units - {UNITS.get(words, words)}:
        raise Changed(f"a series in {', '.join(sorted(units))}", repr(name))
