"""For the tests of what keeps figures up to date: made-up editions, and a publisher that needs no network."""

from __future__ import annotations

import datetime as dt
import io

import pandas as pd
import pytest
from loading import CATALOG
from opened import BUNDLED

from loaders import vintages
from loaders.dated import Name
from loaders.errors import SourceError, Unreachable
from loaders.observations import COLUMNS, Observations, Provenance, as_table, extent
from loaders.outcome import Outcome
from loaders.parsing import PARSED
from loaders.refresh import refresh
from loaders.sources import Delivery
from loaders.store import Store
from loaders.vintages import Vintage

RATES = ("euro_in_usd", "yuan_per_usd", "dollar_index")
"""The series of one source, all without groups."""


def bundled(indicator: str) -> pd.DataFrame:
    """The bundled figures of an indicator, with plain columns."""
    texts = {"entity": str, "counterpart": str, "status": str, "date": "datetime64[s]"}
    return BUNDLED.part(indicator)[list(PARSED)].astype(texts).reset_index(drop=True)


def times(frame: pd.DataFrame, factor: float) -> pd.DataFrame:
    return frame.assign(value=frame["value"] * factor)


def rates(factor: float) -> dict[str, pd.DataFrame]:
    """The bundled exchange rates, all a little larger or smaller."""
    return {name: times(bundled(name), factor) for name in RATES}


def made_up(values, entity: str = "USA", first: int = 2000, status: str = "") -> pd.DataFrame:
    """Yearly figures of one entity."""
    dates = [pd.Timestamp(first + i, 12, 31) for i in range(len(values))]
    frame = pd.DataFrame({"entity": entity, "counterpart": "", "date": dates, "value": values, "status": status})
    return frame.astype({"value": float, "date": "datetime64[s]"})


def provenance(name: str, frame: pd.DataFrame, retrieved: dt.date, catalog=CATALOG, **changes) -> Provenance:
    fields = {
        "indicator": name, "source": catalog.indicator[name].source, "state": "stored",
        "edition": f"of {retrieved}", "published": retrieved, "retrieved": retrieved, "file": "figures.csv",
        "found_at": "", "sha256": "0" * 64, **extent(frame),
    }  # fmt: skip
    return Provenance(**{**fields, **changes})


def vintage(figures: dict[str, pd.DataFrame], retrieved: dt.date, catalog=CATALOG) -> Vintage:
    """All these figures as they were retrieved on a day."""
    parts = [frame.assign(indicator=name)[list(COLUMNS)] for name, frame in figures.items()]
    rows = {name: provenance(name, frame, retrieved, catalog) for name, frame in figures.items()}
    notes = {name: catalog.indicator[name].definition() for name in figures}
    return Vintage(as_table(pd.concat(parts, ignore_index=True)), rows, notes)


def stored(store: Store, figures: dict[str, pd.DataFrame], retrieved: dt.date, catalog=CATALOG) -> Name:
    """Keep figures of one source as a vintage of noon that day."""
    (source,) = {catalog.indicator[name].source for name in figures}
    noon = dt.datetime.combine(retrieved, dt.time(12), dt.UTC)
    return vintages.write(store, source, vintage(figures, retrieved, catalog), noon)


def damage(store: Store, name: Name) -> None:
    """Lose the second half of a file."""
    content = store.get(name.path)
    store.put(name.path, content[: len(content) // 2])


def at(monkeypatch, moment: dt.datetime) -> None:
    """Set the clock on the wall."""
    monkeypatch.setattr("loaders.wall_clock.now", lambda: moment)


def ask_for_rates(store: Store, **changes) -> Outcome:
    """Ask the source of exchange rates, whatever was asked before."""
    return refresh("fed", store, CATALOG, **{"since": dt.datetime.max.replace(tzinfo=dt.UTC), **changes})


def factor(observations: Observations, name: str):
    """How many times the bundled figures those in hand are."""
    found = observations.part(name).sort_values("date")["value"].to_numpy() / bundled(name)["value"].to_numpy()
    assert found.max() == pytest.approx(found.min(), rel=1e-8)
    return pytest.approx(found.mean(), rel=1e-8)


def everything(store: Store) -> dict[str, bytes]:
    """All files of a store but locks."""
    paths = (f"{root}/{path}" for root, _, found in store._fs.walk(store._root) for path in found)
    return {path: store._fs.cat_file(path) for path in paths if not path.endswith(".lock")}


class Publisher:
    """Gives out what a test puts into ``gives``: by indicator, figures or what goes wrong; is down for the rest."""

    def __init__(self, monkeypatch):
        self.gives: dict[str, pd.DataFrame | SourceError] = {}
        self.asked: list[str] = []
        monkeypatch.setattr("loaders.refresh.download_of", lambda source: self._download_of(source))
        monkeypatch.setattr("loaders.prepare.parser_of", lambda _: parse)

    def _download_of(self, source: str):
        def download(fetch, code, catalog) -> Delivery:
            name = next(i.id for i in catalog.indicator.values() if (i.source, i.code) == (source, code))
            self.asked.append(name)
            given = self.gives.get(name, Unreachable("Down."))
            if isinstance(given, SourceError):
                raise given
            return Delivery({f"{name}.csv": file_of(given)}, "of a test")

        return download


def file_of(frame: pd.DataFrame) -> bytes:
    """Figures as the publisher's file."""
    return frame.to_csv(index=False).encode()


def parse(files, code, catalog) -> pd.DataFrame:
    """Read the publisher's file."""
    (content,) = files.values()
    texts = dict.fromkeys(("entity", "counterpart", "status"), str)
    frame = pd.read_csv(io.BytesIO(content), dtype=texts, keep_default_na=False, parse_dates=["date"])
    return frame.astype({"value": float, "date": "datetime64[s]"})
