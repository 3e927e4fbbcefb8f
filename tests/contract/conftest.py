"""Loaders against a stand-in for the internet: real addresses, real clients, no network."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from authority import Authority
from stub import Internet


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
