import logging
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from living import Publisher, ask_for_rates, rates

from exports.dossier import dossiers
from loaders.store import VARIABLE, Store
from service.opening import open_case
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
