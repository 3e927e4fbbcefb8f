"""A server that is stopped while it asks all sources, at whatever moment: its ledger is as if it had not been."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest
from child import PATIENCE, refresh_all_due
from house import CATALOG, SOURCES, TOKEN, case_of, figures, only

from loaders import vintages
from loaders.ledger import Entry, entries, weighed
from loaders.store import VARIABLE, Store

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("PLUMBLINE_KILLS", "2"))
"""How often a server is killed, and told to end, by turns; more take long."""
TABLES = {
    "topics.csv": "id,title,question\nprices,Prices,What did things cost?\n",
    "claims.csv": (
        "id,topic,kind,section,paragraph,voice,mode,claim,would_be_true_if,caveat\n"
        "oil,prices,fact,0,1,author,asserts,Oil was cheap in 2020.,A barrel cost under fifty dollars.,One price is not all prices.\n"
    ),
    "evidence.csv": (
        "id,claim,question,indicator,entity,check,from,to,threshold,unit,weight,proxy,note\n"
        "oil-price,oil,Did Brent end 2020 under 49.9?,brent_price,BRENT,at_most,2020,2020,{line},US$ a barrel,1,"
        "direct: the price.,A line between.\n"
    ),
}


@pytest.fixture(scope="module")
def processes():
    """Children that cost no imports of their own."""
    context = multiprocessing.get_context("forkserver")
    forkserver._forkserver._stop()
    context.set_forkserver_preload(["child", "service.refresher", "service.refreshing"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "contract"))))
        yield context


@pytest.fixture
def folder(tmp_path):
    """A claim that a price two per cent lower turns."""
    brent = figures(only("eia", 1))["brent_price"].set_index("date")["value"]
    line = f"{brent[:'2020-12-31'].iloc[-1] * 0.99:.2f}"
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text.replace("{line}", line), encoding="utf-8")
    return tmp_path


@pytest.fixture
def round_of(processes, folder, internet, tmp_path, monkeypatch):
    """Begin a round on a store; the process, once it has begun to ask."""
    for source in SOURCES:
        case_of(source).serve(internet, figures(only(source, 1), 0.98))
    for variable, token in tokens().items():
        monkeypatch.setenv(variable, token)

    def begin(store: Store):
        started = processes.Event()
        variables = {**internet.environment(), "PLUMBLINE_LIVE": "on", VARIABLE: store.place, **tokens()}
        child = processes.Process(target=refresh_all_due, args=(str(folder), variables, started), daemon=True)
        child.start()
        began = time.monotonic()
        while not started.wait(1):
            assert child.is_alive(), f"It ended before it began to ask, with {child.exitcode}."
            assert time.monotonic() - began < PATIENCE
        return child

    return begin


def tokens() -> dict[str, str]:
    return {service.token: TOKEN for service in CATALOG.service.values() if service.token}


def told(store: Store) -> list[tuple]:
    """What the ledger says, moments aside: which figures moved, and which verdicts."""

    def words(entry: Entry):
        return (entry.kind, entry.source if entry.kind == "figures" else entry.moves)

    return sorted(
        (words(e) for e in entries(store) if e.kind == "figures" or e.kind == "verdicts" and e.moves), key=repr
    )


def test_a_round_killed_at_any_moment_and_begun_again_tells_what_an_unbroken_one_does(round_of, tmp_path):
    unbroken = Store(tmp_path / "unbroken")
    began = time.monotonic()
    round_of(unbroken).join()
    took = time.monotonic() - began
    expected = told(unbroken)
    assert [kind for kind, _ in expected] == ["figures"] * len(SOURCES) + ["verdicts"]
    chance, stopped = random.Random(20250217), 0
    for turn in range(KILLS):
        store = Store(tmp_path / f"broken-{turn}")
        child = round_of(store)
        child.join(chance.uniform(0, took))
        stopped += child.is_alive()
        child.kill() if turn % 2 else child.terminate()
        child.join()
        round_of(store).join()
        assert told(store) == expected
        assert weighed(store) == {source: vintages.names(store, source)[-1].path for source in SOURCES}
    assert stopped, "all were over before they were killed"
