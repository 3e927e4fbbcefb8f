"""A small world for the tests of what becomes of a source's figures: two series in hand, a third that is not, and a store."""

from __future__ import annotations

import dataclasses
import datetime as dt

import living
import pandas as pd
import pytest
from builders import catalog, indicator, observations, table

from loaders.breaker import State
from loaders.entity_names import Names
from loaders.ingest import ingest
from loaders.observations import Observations
from loaders.rows import Correction
from loaders.snapshot import Snapshot
from loaders.sources import Delivery

SOURCE = "fed"
RETRIEVED = dt.date(2026, 8, 1)
"""When the figures were retrieved that come with the program."""
SLIP = {"indicator": "y", "entity": "USA", "from": "2001-12-31", "to": "2001-12-31", "expect": 99, "value": 5}
CATALOG = dataclasses.replace(
    catalog(*(indicator(name, source=SOURCE, code=name.upper()) for name in "xyz")),
    corrections=table([Correction.model_validate({**SLIP, "reason": "A slip."})]),
)


def in_hand(figures: dict) -> Observations:
    """Figures that come with the program."""
    found = observations(figures)
    rows = {name: dataclasses.replace(row, source=SOURCE) for name, row in found.provenance.items()}
    return Observations(found.table, rows)


BUNDLED = in_hand({("x", "USA"): [10, 20, 30], ("x", "CHN"): [1, 2, 3], ("y", "USA"): [4, 5, 6]})
X = {"USA": [10, 20, 30], "CHN": [1, 2, 3]}


def parse(files, code, catalog) -> pd.DataFrame:
    """Read the publisher's file, in which entities stand by their names."""
    frame = living.parse(files, code, catalog)
    return frame.assign(entity=Names(catalog, SOURCE).all_of(frame["entity"])).dropna(subset="entity")


def lead(monkeypatch: pytest.MonkeyPatch, bundled: Snapshot) -> None:
    """Into this world, in which these figures come with the program."""
    monkeypatch.setattr("loaders.load._bundled", lambda *_: bundled)
    monkeypatch.setattr("loaders.prepare.parser_of", lambda _: parse)


def frame(lines: dict | list) -> pd.DataFrame:
    """Yearly figures from 2000 on, by entity or of the United States alone."""
    lines = lines if isinstance(lines, dict) else {"USA": lines}
    return pd.concat([living.made_up(values, entity) for entity, values in lines.items()], ignore_index=True)


def delivery(name: str, lines: dict | list, **changes) -> Delivery:
    return Delivery({f"{name}.csv": living.file_of(frame(lines))}, "of a test", **changes)


def brought(store, state=None, *, asked=True, dry_run=False, **series):
    """What becomes of the figures of some series."""
    given = {name: delivery(name, lines) for name, lines in series.items()}
    return ingest(SOURCE, given, store, CATALOG, state or State(), asked=asked, dry_run=dry_run)
