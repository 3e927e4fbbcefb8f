"""Edges of what is kept and asked: times that cannot have been, files half written, the present, patience, names that nothing has."""

import datetime as dt
import os
import shutil
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from loaders import load, snapshot, wall_clock
from loaders.breaker import Problem, State
from loaders.catalog import read_catalog
from loaders.errors import StoreError, Unreachable
from loaders.fetch import Fetch, Limits
from loaders.store import ABANDONED, LAYOUT, Store

ROOT = Path(__file__).parents[2]
NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(wall_clock, "now", lambda: NOON)


def test_of_what_was_confirmed_only_what_cannot_have_been_is_forgotten(noon):
    kept = {
        "tried": NOON - HOUR,
        "failures": 2,
        "again_at": NOON + HOUR,
        "problems": {"": Problem(kind="Empty", message="None.")},
    }
    state = State(confirmed={"a": NOON + 24 * HOUR, "b": NOON - HOUR}, **kept)
    assert state.believable() == State(confirmed={"b": NOON - HOUR}, **kept)
    assert state.believable().ahead is None


def test_an_attempt_that_cannot_have_been_keeps_no_source_from_being_asked(noon):
    told = {"": Problem(kind="Empty", message="None.")}
    state = State(
        tried=NOON + 24 * HOUR, failures=3, again_at=NOON + 30 * HOUR, confirmed={"b": NOON - HOUR}, problems=told
    )
    found = state.believable()
    assert (found.tried, found.failures, found.open(NOON)) == (None, 0, False)
    assert (found.confirmed, found.problems) == ({"b": NOON - HOUR}, told)
    assert found.ahead == NOON + 24 * HOUR


def test_what_is_half_written_is_left_alone_for_an_hour(tmp_path):
    store = Store(tmp_path / "store")
    store.open()
    files = {age: tmp_path / "store" / f"{LAYOUT}.{uuid.uuid4().hex}.tmp" for age in (-60, 60)}
    for age, file in files.items():
        file.write_bytes(b"{")
        then = wall_clock.now().timestamp() - ABANDONED.total_seconds() - age
        os.utime(file, (then, then))
    Store(tmp_path / "store").open()
    assert {age for age, file in files.items() if file.exists()} == {-60}
    assert dt.timedelta(hours=1) == ABANDONED


def test_what_another_process_sweeps_away_at_the_same_time_is_no_fault(tmp_path, monkeypatch):
    Store(tmp_path).open()
    left = tmp_path / f"{LAYOUT}.{uuid.uuid4().hex}.tmp"
    left.write_bytes(b"{")
    os.utime(left, (1, 1))
    unlink = Path.unlink

    def too_late(file, *options):
        unlink(file, *options)
        unlink(file, *options)

    monkeypatch.setattr(Path, "unlink", too_late)
    Store(tmp_path).open()
    assert not left.exists()


@pytest.mark.parametrize("name", ["vintages", "quarantine", "ledger", "state", "locks"])
def test_a_file_in_the_place_of_one_of_the_stores_folders_is_told(tmp_path, name):
    store = Store(tmp_path / "store")
    store.put(LAYOUT, b'{"schema": 1}')
    store.check()
    (tmp_path / "store" / name).write_bytes(b"")
    with pytest.raises(StoreError) as told:
        store.check()
    assert str(told.value) == f"{name} in the store at {store.place} is a file, no folder. Move it away."


@pytest.mark.parametrize(("ahead", "believed"), [(-3600, True), (0, True), (300, True), (301, False)])
def test_clocks_that_share_a_store_may_be_five_minutes_apart(noon, ahead, believed):
    assert wall_clock.believed(NOON + dt.timedelta(seconds=ahead)) == believed


def test_the_present_is_not_before_the_bundled_figures_were_retrieved_those_that_are_there_now(tmp_path, monkeypatch):
    days = iter((dt.date(2026, 9, 2), dt.date(2026, 9, 3)))
    registry = tmp_path / "registry.csv"
    registry.write_text("indicator\n", encoding="utf-8")
    monkeypatch.setattr(wall_clock, "now", lambda: NOON)
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path)
    monkeypatch.setattr(
        snapshot, "load", lambda _: SimpleNamespace(observations=SimpleNamespace(latest_retrieval=next(days)))
    )
    assert load.present().date() == load.present().date() == dt.date(2026, 9, 2)
    os.utime(registry, ns=(1, 1))
    assert load.present().date() == dt.date(2026, 9, 3)


def test_a_service_that_says_nothing_is_waited_for_as_long_as_the_limits_say(tmp_path, monkeypatch):
    waited = []

    def silent(*_, timeout=None, **__):
        waited.append(timeout)
        raise requests.Timeout

    monkeypatch.setattr(requests.Session, "get", silent)
    fetch = Fetch(["example.org"], tmp_path, Limits(connect=3, read=7, attempts=1))
    with pytest.raises(Unreachable):
        fetch.get("https://example.org/a")
    assert waited == [(3, 7)]


@pytest.mark.parametrize("side", ["entity", "counterpart", "versus_entity", "versus_counterpart"])
def test_a_published_result_of_somebody_unknown_is_told_with_its_line_and_column(tmp_path, side):
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", folder)
    stated = folder / "stated.csv"
    head, first, *_ = stated.read_text(encoding="utf-8").splitlines()
    assert head.split(",")[5:9:3] == ["entity", "versus_entity"]
    cells = first.rsplit(",", 8)
    cells[["unused", "entity", "counterpart", "measure", "versus_entity", "versus_counterpart"].index(side)] = "XQZ"
    stated.write_text(f"{head}\n{','.join(cells)}\n", encoding="utf-8")
    (fault,) = read_catalog(folder).faults
    assert (fault.file, fault.line, fault.column) == ("catalog/stated.csv", 2, side)
    assert "XQZ" in fault.problem
