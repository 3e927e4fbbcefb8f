"""Loaders against a stand-in for the internet: real addresses, real clients, no network."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from authority import Authority
from filelock import FileLock
from house import WAYS, House, case_of, figures, lead, only
from stub import Internet

from loaders.store import Store


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """One for the session: clients that live as long (yfinance keeps its own) go on trusting it."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def enter(monkeypatch):
    """Lead this process by these variables until the test is over."""

    def set_all(variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_all


@pytest.fixture
def internet(authority, enter):
    """An internet in which nothing answers yet, and this process led to it."""
    with Internet(authority) as stub:
        enter(stub.environment())
        yield stub


@pytest.fixture(scope="module", params=WAYS)
def case(request):
    """A source, and a way to ask it."""
    return case_of(request.param)


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory, worker_id):
    """A folder that the processes of this run of tests have in common."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="module")
def well(case, authority, of_all_workers):
    """A store that two series of the source have been brought to, when all was well: by whoever needs it first."""
    place = of_all_workers / f"well-{case.source}-{case.host}"
    with FileLock(f"{place}.lock"):
        if not place.exists():
            _bring(case, authority, place.with_suffix(".new"))
            place.with_suffix(".new").rename(place)
    return place


def _bring(case, authority, place):
    catalog = only(case.source, 2)
    with pytest.MonkeyPatch.context() as patch, Internet(authority) as internet:
        for name, value in internet.environment().items():
            patch.setenv(name, value)
        lead(patch, case)
        case.serve(internet, figures(catalog, 0.99))
        house = House(Store(place), catalog, case.source)
        house.store.open()
        assert house.refresh().status == "moved"


@pytest.fixture
def house(well, case, tmp_path, monkeypatch):
    """That store, for one test to spoil."""
    shutil.copytree(well, tmp_path / "store")
    lead(monkeypatch, case)
    house = House(Store(tmp_path / "store"), only(case.source, 2), case.source, case)
    house.forget_failures()
    return house
