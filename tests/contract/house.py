"""A store and a catalog of a test's own, and the figures that the stand-in for the internet gives out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cases import Case
from opened import BUNDLED, CATALOG

from loaders.breaker import keep_state, state_of
from loaders.catalog import Catalog
from loaders.fetch import Limits
from loaders.interfaces import downloaded
from loaders.load import in_hand
from loaders.outcome import Outcome
from loaders.refresh import refresh
from loaders.store import Store
from loaders.tables import Table

SOURCES = tuple(CATALOG.service)
WAYS = (*SOURCES, "ucdp_downloads")
"""The modules of cases/: one for each source, and another where it can be asked in another way."""
TOKEN = "a-token-for-tests"
COUNTED = ("deaths", "persons", "warheads")
"""Units of which there are no parts."""

GENEROUS = Limits(connect=60, read=300, whole=600, size=60_000_000, attempts=2, backoff=0.01, patience=0.2)
"""For answers that come: a machine under load is slow, not broken."""

IMPATIENT = replace(GENEROUS, read=0.3, whole=0.6)
"""For answers that do not: it makes no difference then where a slow machine loses patience."""

SPARING = replace(GENEROUS, size=5_000_000)
"""For answers that are too large, whatever the bound is."""


def case_of(way: str) -> Case:
    return import_module(f"cases.{way}").CASE


def lead(patch: pytest.MonkeyPatch, case: Case) -> None:
    """Have the token in the environment where a case is asked with one, and only there."""
    variable = CATALOG.service[case.source].token
    if case.token:
        patch.setenv(variable, TOKEN)
    elif variable:
        patch.delenv(variable, raising=False)


def only(source: str, count: int | None = None) -> Catalog:
    """The catalog with the first indicators of one source alone."""
    rows = downloaded(CATALOG, source)[:count]
    table = CATALOG.indicators
    return replace(CATALOG, indicators=Table(table.file, rows, table.lines, ()))


def figures(catalog: Catalog, factor: float = 1.0) -> dict[str, pd.DataFrame]:
    """What a source is to give out: the bundled figures (or made-up ones), all a little larger or smaller."""
    return {name: _figures(name, catalog, factor) for name in catalog.indicator}


def _figures(name: str, catalog: Catalog, factor: float) -> pd.DataFrame:
    columns = ["entity", "counterpart", "date", "value", "status"]
    frame = BUNDLED.part(name)[columns].astype({"entity": str, "counterpart": str, "status": str})
    if frame.empty:
        frame = _made_up(catalog.indicator[name].entities.split())
    if catalog.indicator[name].unit.endswith("= 100"):
        # An index is rebased by whoever computes it: it can only differ in its course.
        factor = 1 + (factor - 1) * frame["date"].rank(pct=True)
    digits = 0 if catalog.indicator[name].unit in COUNTED else 6
    return frame.assign(value=(frame["value"] * factor).round(digits)).reset_index(drop=True)


def _made_up(entities: list[str]) -> pd.DataFrame:
    """Monthly figures of a series that is live only, alike for all."""
    months = pd.date_range("2018-01-31", "2026-09-30", freq="ME").astype("datetime64[s]")
    value = 100 + 10 * np.sin(np.arange(len(months)) / 7)
    parts = [pd.DataFrame({"entity": e, "counterpart": "", "date": months, "value": value}) for e in entities]
    return pd.concat(parts, ignore_index=True).assign(status="")


@dataclass(frozen=True)
class House:
    """A store that holds what one source gave when all was well."""

    store: Store
    catalog: Catalog
    source: str
    case: Case | None = None
    """How the source is asked, where that matters."""

    def refresh(self, limits: Limits = GENEROUS, **changes) -> Outcome:
        return refresh(self.source, self.store, self.catalog, since=dt.datetime.now(dt.UTC), limits=limits, **changes)

    def refresh_since(self, since: dt.datetime) -> Outcome:
        return refresh(self.source, self.store, self.catalog, since=since, limits=GENEROUS)

    def in_hand(self) -> dict[str, pd.DataFrame]:
        """The figures in use, by indicator, sorted."""
        observations = in_hand(self.source, self.store, self.catalog)
        return {name: tidy(observations.part(name)) for name in self.catalog.indicator}

    def files(self) -> dict[str, bytes]:
        """All that the store keeps but states and locks."""
        root = Path(self.store.place)
        kept = (p for p in root.rglob("*") if p.is_file() and p.relative_to(root).parts[0] not in ("state", "locks"))
        return {str(p.relative_to(root)): p.read_bytes() for p in kept}

    def forget_failures(self) -> None:
        """As if the breaker's pause were over."""
        state = state_of(self.store, self.source)
        keep_state(self.store, self.source, state.model_copy(update={"again_at": None, "asked_until": None}))


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    columns = ["entity", "counterpart", "date", "value"]
    texts = {"entity": str, "counterpart": str, "date": "datetime64[s]"}
    return frame[columns].astype(texts).sort_values(columns[:3]).reset_index(drop=True)


def same(found: Mapping[str, pd.DataFrame], expected: Mapping[str, pd.DataFrame], digits: float = 2e-3) -> None:
    """Fails unless both hold the same figures, but for the digits to which some sources are rounded."""
    assert set(found) == set(expected)
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], tidy(frame.dropna(subset="value")), rtol=digits, obj=name)
