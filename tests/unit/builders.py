"""Small catalogs and observations for tests: every figure in view, nothing read from disk."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache

import numpy as np
import pandas as pd

from charts.evidence import evidence_chart
from loaders.catalog import Catalog
from loaders.observations import COLUMNS, Observations, Provenance, as_table
from loaders.rows import Entity, Event, Indicator, Member, Source
from loaders.tables import Table
from verdicts.argument import Claim
from verdicts.article import Article
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.findings import find

WRITTEN = dt.date(2025, 2, 17)
"""The day of the article, as the project's case.toml states it."""
ARTICLE = Article("A. Writer", WRITTEN, "An article")
NO_DATES = np.array([], "datetime64[us]")


def table(rows):
    return Table("memory.csv", tuple(rows), {row.key(): line for line, row in enumerate(rows, 2)})


def indicator(name="x", **changes) -> Indicator:
    fields = {
        "id": name, "name": name, "unit": "tonnes", "frequency": "A", "source": "s",
        "aggregation": "sum", "lag_days": 100, "margin_pct": 0,
    }  # fmt: skip
    return Indicator(**{**fields, **changes})


def catalog(*indicators: Indicator, groups: dict[str, list] | None = None) -> Catalog:
    countries = ["USA", "CHN", "RUS", "DEU"]
    entities = [Entity(id=c, name=c.title(), kind="country") for c in countries]
    entities += [Entity(id=g, name=g.title(), kind="group") for g in ("WLD", *(groups or {}))]
    members = [
        m if isinstance(m, Member) else Member(group=g, entity=m) for g, ms in (groups or {}).items() for m in ms
    ]
    event = Event(
        id="break", date=dt.date(2010, 1, 1), label="Break", description="Things changed.", source="https://example.org"
    )
    source = Source(
        id="s", name="Series", publisher="Office", url="https://example.org", licence="CC0", citation="Office", what_may_be_bundled="All",
        pass_on="figures",
    )  # fmt: skip
    rows = {
        "indicators": indicators or [indicator()], "sources": [source], "entities": entities, "members": members, "events": [event],
    }  # fmt: skip
    return Catalog(**{f.name: table(rows.get(f.name, [])) for f in dataclasses.fields(Catalog)})


def observations(
    lines: dict, frequency: str = "A", first: str = "2000", marks: dict[int, str] | None = None
) -> Observations:
    """``lines`` maps (indicator, entity[, counterpart]) to values from ``first`` on (None for a gap), one a period.

    ``marks`` gives the status of a figure by its place among all of them.
    """
    parts = []
    for key, values in lines.items():
        there = [place for place, value in enumerate(values) if value is not None]
        parts.append(
            ((*key, "")[:3], period_ends(first, len(values), frequency)[there], [float(values[i]) for i in there])
        )
    sides = [side for side, _, values in parts for _ in values]
    frame = pd.DataFrame(sides, columns=list(COLUMNS[:3])).assign(
        date=np.concatenate([NO_DATES, *(dates for _, dates, _ in parts)]),
        value=[value for *_, values in parts for value in values],
        status="",
    )
    for place, status in (marks or {}).items():
        frame.loc[place, "status"] = status
    provenance = {name: _provenance(name) for name in dict.fromkeys(key[0] for key in lines)}
    return Observations(as_table(frame), provenance)


@cache
def period_ends(first: str, periods: int, frequency: str) -> np.ndarray:
    """The last days of so many periods from the first one on."""
    freq = {"A": "Y"}.get(frequency, frequency)
    return pd.period_range(first, periods=periods, freq=freq).to_timestamp(how="end").normalize().to_numpy()


def known(obs: Observations, cat: Catalog, day: dt.date | None = None) -> Knowledge:
    return Knowledge(obs, cat, AsOf(day, WRITTEN) if day else AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True))


def _provenance(name: str) -> Provenance:
    day = dt.date(2026, 8, 1)
    return Provenance(name, "s", "bundled", "first", day, day, "x.csv", "", "0" * 64, 1, day, day)


def a_claim(**changes) -> Claim:
    """A claim ``c`` with what every claim needs."""
    fields = {
        "id": "c", "topic": "t", "kind": "fact", "section": 1, "paragraph": 1, "voice": "author", "mode": "asserts",
        "claim": "It is so.", "would_be_true_if": "Seen.", "caveat": "But.",
    }  # fmt: skip
    return Claim(**{**fields, **changes})


def row(**changes) -> Evidence:
    """A row of evidence with what every row needs."""
    fields = {
        "id": "c-x", "claim": "c", "question": "Is it?", "indicator": "x", "entity": "USA", "check": "at_least",
        "threshold": 2, "weight": 1, "proxy": "near: close", "note": "why",
    }  # fmt: skip
    return Evidence.model_validate({**fields, **changes})


def small(obs, cat=None, mode="light", **changes):
    """The finding of such a row on small figures, and its chart."""
    cat = cat or catalog()
    finding = find(row(**changes), known(obs, cat))
    return finding, evidence_chart(finding, obs, cat, mode)
