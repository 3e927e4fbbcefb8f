"""Many processes share a store: a killed one leaves nothing half done, and of many that ask, one does the work."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import os
import random
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest
from child import PATIENCE, refresh_for_ever, refresh_once
from house import House, case_of, figures, only, same, tidy
from stub import Internet

from loaders import vintages
from loaders.ledger import entries
from loaders.store import Store

ROOT = Path(__file__).parents[2]
SOURCE = "fed"
KILLS = int(os.environ.get("PLUMBLINE_KILLS", "8"))
"""How often a process is killed; more take long, and are for whoever changes how a store is written."""
MANY = 20


@pytest.fixture(scope="module")
def processes():
    """Children that cost no imports of their own."""
    context = multiprocessing.get_context("forkserver")
    forkserver._forkserver._stop()  # Another test may have started it, with nothing loaded.
    context.set_forkserver_preload(["child", f"cases.{SOURCE}", f"loaders.sources.{SOURCE}"])
    with pytest.MonkeyPatch.context() as patch:
        # The server of forks is told nothing of this process's path (before Python 3.13), but reads the environment.
        patch.setenv("PYTHONPATH", os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "contract"))))
        yield context


@pytest.fixture
def house(tmp_path):
    house = House(Store(tmp_path / "store"), only(SOURCE, 1), SOURCE)
    house.store.open()
    return house


def test_a_refresh_killed_at_any_moment_loses_nothing_and_leaves_nothing_half_done(house, internet, processes):
    case = case_of(SOURCE)
    (name,) = house.catalog.indicator
    given = [figures(house.catalog, 1 - i / 100)[name] for i in range(10)]
    editions = [Internet() for _ in given]
    for edition, frame in zip(editions, given, strict=True):
        case.serve(edition, {name: frame})
    # Each download finds another edition, so that each refresh has a vintage to write.
    turns = itertools.cycle(editions)
    internet.on(case.host, "/", lambda request: next(turns).reply(request))
    chance, kept = random.Random(20250217), ()
    for turn in range(KILLS):
        started, refreshed = processes.Event(), processes.Event()
        child = processes.Process(
            target=refresh_for_ever,
            args=(house.store.place, SOURCE, internet.environment(), started, refreshed),
            daemon=True,
        )
        child.start()
        assert started.wait(PATIENCE)
        if turn % 2 == 0:
            began = time.monotonic()
            assert refreshed.wait(PATIENCE)
            took = time.monotonic() - began
        # In its second refresh, in the next turn in its first: whenever that is on a machine as slow as this one.
        child.join(chance.uniform(0, took))
        child.kill()
        child.join()
        names = vintages.names(house.store, SOURCE)
        assert names[: len(kept)] == kept
        kept = names
        for vintage in names[-3:]:
            found = tidy(vintages.read(house.store, vintage).frame)
            assert any(close(found, tidy(one)) for one in given)
        assert vintages.newest(house.store, SOURCE)[1] == []
    assert len(kept) >= KILLS / 2, "too few vintages were written for the kills to mean anything"
    # Whoever refreshes next tells the ledger of what the killed could not.
    house.refresh()
    told = [entry.vintage for entry in entries(house.store) if entry.kind == "figures"]
    assert sorted(told) == sorted(set(told))
    assert told[0] == vintages.names(house.store, SOURCE)[-1].path
    assert not list(Path(house.store.place).glob("vintages/**/*.lock"))


def close(found, given):
    try:
        same({"": found}, {"": given})
    except AssertionError:
        return False
    return True


def test_of_twenty_processes_that_refresh_at_once_one_downloads(house, internet, processes):
    case = case_of(SOURCE)
    case.serve(internet, figures(house.catalog, 0.99))
    internet.delay = 0.2
    start, told = processes.Barrier(MANY), processes.Queue()
    since = dt.datetime.now(dt.UTC)
    children = [
        processes.Process(
            target=refresh_once, args=(house.store.place, SOURCE, internet.environment(), since, start, told)
        )
        for _ in range(MANY)
    ]
    for child in children:
        child.start()
    statuses = sorted(told.get(timeout=PATIENCE) for _ in children)
    for child in children:
        child.join()
    assert statuses == ["done"] * (MANY - 1) + ["moved"]
    assert internet.count(case.host) == 1
    assert internet.peak(case.host) == 1
    assert len(vintages.names(house.store, SOURCE)) == 1
    same(house.in_hand(), figures(house.catalog, 0.99))
