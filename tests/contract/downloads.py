"""Helpers of the tests of downloads: small frames to serve, and what comes of asking for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
from cases import Case
from house import GENEROUS
from opened import CATALOG
from stub import Answer, Internet

from loaders.fetch import Fetch
from loaders.sources import Delivery, download_of, parser_of


def frame(*rows: tuple, counterpart: str = "") -> pd.DataFrame:
    """Rows of entity, date, value and, unless it is as published, status."""
    full = [(entity, counterpart, date, value, *status, "")[:5] for entity, date, value, *status in rows]
    table = pd.DataFrame(full, columns=["entity", "counterpart", "date", "value", "status"])
    return table.assign(date=pd.to_datetime(table["date"]).astype("datetime64[s]"))


def ask(source: str, code: str, folder: Path) -> Delivery:
    """Ask as a refresh does, without waiting between attempts."""
    fetch = Fetch(CATALOG.service[source].hosts.split(), folder, replace(GENEROUS, attempts=3, backoff=0, patience=60))
    return download_of(source)(fetch, code, CATALOG)


def refresh(source: str, code: str, folder: Path) -> tuple[Delivery, pd.DataFrame]:
    """Ask, and read what came."""
    delivery = ask(source, code, folder)
    return delivery, parser_of(source)(delivery.files, code, CATALOG)


def figures(table: pd.DataFrame, entity: str) -> dict[str, tuple[float, str]]:
    """Value and status by day."""
    rows = table[table["entity"] == entity]
    return {f"{r.date:%Y-%m-%d}": (r.value, r.status) for r in rows.itertuples()}


def serve_changed(
    internet: Internet, case: Case, frames: Mapping[str, pd.DataFrame], change: Callable[[Answer], Answer]
) -> None:
    """Serve as a case does, with what carries figures changed."""
    routes = []
    case.serve(SimpleNamespace(on=lambda *route: routes.append(route)), frames)
    for host, place, reply in routes:

        def handler(request, reply=reply):
            said = reply(request) if callable(reply) else reply
            return change(said) if re.search(case.figures, request.path) else said

        internet.on(host, place, handler)
