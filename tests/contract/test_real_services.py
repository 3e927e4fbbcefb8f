"""The real services, asked once: what the stand-in plays is what they answer. Run with ``pytest -m network``."""

from __future__ import annotations

import os

import pytest
from house import CATALOG, House, only

from loaders.breaker import state_of
from loaders.fetch import Limits
from loaders.store import Store

pytestmark = pytest.mark.network


def test_every_series_comes_from_the_real_service(case, tmp_path, monkeypatch):
    source, variable = case.source, CATALOG.service[case.source].token
    if case.token and not os.environ.get(variable):
        pytest.skip(f"{variable} is not set.")
    if variable and not case.token:
        monkeypatch.delenv(variable, raising=False)
    house = House(Store(tmp_path / "store"), only(source), source)
    house.store.open()
    told = house.refresh(Limits())
    assert (told.status, told.problems) == ("moved", {})
    assert set(state_of(house.store, source).confirmed) == set(house.catalog.indicator)
    assert house.refresh(Limits()).problems == {}
