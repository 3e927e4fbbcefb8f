"""The real services, asked once: what the stand-in plays is what they answer. Run with ``pytest -m network``."""

from __future__ import annotations

import pytest
from house import House, only

from loaders.breaker import state_of
from loaders.fetch import Limits
from loaders.interfaces import lacks_token
from loaders.store import Store

pytestmark = pytest.mark.network


def test_every_series_comes_from_the_real_service(source, tmp_path):
    house = House(Store(tmp_path / "store"), only(source), source)
    house.store.open()
    assert lacks_token(house.catalog.service[source]) == ""
    told = house.refresh(Limits())
    assert (told.status, told.problems) == ("moved", {})
    assert set(state_of(house.store, source).confirmed) == set(house.catalog.indicator)
    assert house.refresh(Limits()).problems == {}
