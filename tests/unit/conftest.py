import datetime as dt
import logging
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from living import Publisher, ask_for_rates, bundled, rates
from two_claims import TABLES

from exports.dossier import dossiers
from loaders.store import VARIABLE, Store
from service.opening import open_case
from service.refreshing import bring_up_to_date
from verdicts.summary import Standing

# Tests assert behaviour; speed is measured in tests/bench/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _log_as_it_was():
    """The log that a test sets up is its own: its handler takes secrets out of what all others would be told."""
    logger = logging.getLogger("plumbline")
    handlers, level = list(logger.handlers), logger.level
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)


@pytest.fixture(scope="session")
def case():
    """The project as it is committed."""
    return open_case()


@pytest.fixture(scope="session")
def standings(case):
    """Each claim's verdict at both dates."""
    pairs = zip(case.verdicts(case.then), case.verdicts(case.now), strict=True)
    return [Standing(then, now) for then, now in pairs]


@pytest.fixture(scope="session")
def taken(case):
    """The dossier of every claim."""
    return dossiers(case)


@pytest.fixture(scope="session", params=["light", "dark"])
def mode(request):
    return request.param


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The user's store, made ready, in an environment that lets figures be kept up to date."""
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store"))
    # Made-up editions are later than the bundled ones, and none may lie in the future.
    begun = time.monotonic()
    since = dt.datetime(2032, 1, 1, tzinfo=dt.UTC)
    monkeypatch.setattr("loaders.wall_clock.now", lambda: since + dt.timedelta(seconds=time.monotonic() - begun))
    store = Store.of_user()
    store.open()
    return store


@pytest.fixture
def publisher(monkeypatch):
    """Gives the bundled exchange rates, ten per cent larger."""
    publisher = Publisher(monkeypatch)
    publisher.gives = rates(1.1)
    return publisher


@pytest.fixture
def ask(store):
    """Ask the source of exchange rates, whatever was asked before."""
    return partial(ask_for_rates, store)


@pytest.fixture
def two_sources(monkeypatch):
    """Gives the bundled figures of the two sources that :mod:`two_claims` rests on."""
    publisher = Publisher(monkeypatch)
    publisher.gives = {**rates(1), "brent_price": bundled("brent_price")}
    return publisher


@pytest.fixture
def two_claims(tmp_path, store):
    """The case of :mod:`two_claims`."""
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case = open_case(tmp_path, store)
    assert case.faults == ()
    assert [v.label for v in case.verdicts(case.now)] == ["leans contradicted"] * 2
    return case


@pytest.fixture
def bring(store, two_claims):
    """Bring sources up to date, whatever was done before."""

    def bring(*sources, **changes):
        since = dt.datetime.max.replace(tzinfo=dt.UTC)
        return bring_up_to_date(sources, store, two_claims, **{"since": since, **changes})

    return bring
