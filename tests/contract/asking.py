"""What asks the stub: a source's download and parser, as a refresh uses them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
from house import GENEROUS
from opened import CATALOG

from loaders.fetch import Fetch
from loaders.sources import Delivery, download_of, parser_of

TOKEN = "sesame-7Qx"


def fetch_for(source: str, folder: Path, token: str = TOKEN, **limits: float) -> Fetch:
    """A Fetch for one source's hosts, that hardly waits between attempts."""
    service = CATALOG.service[source]
    bounds = replace(GENEROUS, attempts=3, patience=60, size=service.max_mb * 1_000_000)
    hosts = service.hosts.split()
    return Fetch(hosts, folder / "locks", replace(bounds, **limits), token if service.token else "")


def delivered(source: str, code: str, fetch: Fetch) -> Delivery:
    return download_of(source)(fetch, code, CATALOG)


def figures(source: str, code: str, fetch: Fetch) -> pd.Series:
    """What a download and its parsing give, by entity and date."""
    frame = parser_of(source)(delivered(source, code, fetch).files, code, CATALOG)
    return frame.set_index(["entity", frame["date"].dt.strftime("%Y-%m-%d")])["value"]
