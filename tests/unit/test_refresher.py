"""The thread that keeps figures up to date: what pages may read of it, and what it does not do."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from loaders import vintages
from loaders.breaker import State, keep_state
from loaders.errors import StoreError, Unreachable
from loaders.ingest import Outcome
from loaders.observations import only
from loaders.store import Store
from loaders.vintages import Vintage
from service import refreshing
from service.refresher import Refresher

LONG = 600
"""Seconds after which something hangs, on a slow machine too."""


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", str(tmp_path))
    store = Store(tmp_path)
    store.open()
    return store


@pytest.fixture
def asked(monkeypatch):
    """Stands in for asking sources; notes what it was called with."""
    calls = []

    def bring(sources, *_, **options):
        calls.append((sources, options["wait"]))
        return [Outcome(source, "unchanged") for source in sources], None

    monkeypatch.setattr(refreshing, "bring_up_to_date", bring)
    return calls


def run_for(one: Refresher, case, rounds: int, publish=None) -> list[int]:
    """Let the thread go round a few times; the generations it published."""
    published, looks, over = [], [], threading.Event()
    look = one.look

    def counted():
        looks.append(1)
        if len(looks) > rounds:
            one.stop()
            over.set()
        one._wake.set()
        return look()

    one.look = counted
    one.start(lambda: case, publish or published.append)
    assert over.wait(LONG)
    one._thread.join(LONG)
    return published


def test_what_the_environment_forbids_is_not_begun(case, monkeypatch, asked):
    one = Refresher()
    monkeypatch.setenv("PLUMBLINE_LIVE", "off")
    one.start(lambda: case, lambda _: None)
    assert not one.running
    assert asked == []


def test_a_stored_only_server_looks_and_never_asks(case, store, monkeypatch, asked):
    monkeypatch.setenv("PLUMBLINE_LIVE", "stored")
    run_for(Refresher(), case, 3)
    assert asked == []


def test_every_source_that_is_not_fresh_is_asked_and_no_other(case, store, asked):
    now = dt.datetime.now(dt.UTC)
    fresh = State(tried=now, confirmed={"warheads": now})
    failing = State(tried=now, failures=1, again_at=now + dt.timedelta(minutes=5))
    keep_state(store, "fas", fresh)
    keep_state(store, "eurostat", failing)
    run_for(Refresher(), case, 3)
    (sources, wait), *_ = asked
    assert set(sources) == set(case.catalog.service) - {"fas", "eurostat"}
    assert not wait


def test_what_a_reader_asks_for_comes_first_and_is_waited_for(case, store, asked):
    one = Refresher()
    one.ask(("fas",))
    assert "fas" in one.progress
    run_for(one, case, 3)
    assert asked[0] == (("fas",), True)
    assert one.progress == {}


def test_fresh_sources_are_not_asked_again_at_a_reader_s_wish(case, store, asked):
    now = dt.datetime.now(dt.UTC)
    keep_state(
        store, "fas", State(tried=now - dt.timedelta(hours=2), confirmed={"warheads": now - dt.timedelta(hours=2)})
    )
    one = Refresher()
    one.note()
    one.ask(tuple(case.catalog.service))
    run_for(one, case, 1)
    assert "fas" not in asked[0][0]
    assert "fas" not in one.may_be_asked(case, now)


@pytest.mark.parametrize(("minutes", "again"), [(1, False), (29, False), (31, True)])
def test_a_source_that_failed_is_left_alone_for_half_an_hour_whatever_readers_wish(minutes, again, case, store, asked):
    now = dt.datetime.now(dt.UTC)
    tried, until = now - dt.timedelta(minutes=minutes), now + dt.timedelta(hours=3)
    keep_state(store, "fas", State(tried=tried, failures=7, again_at=until))
    one = Refresher()
    one.note()
    one.ask(("fas",))
    run_for(one, case, 1)
    assert ((("fas",), True) in asked) == again
    assert ("fas" in one.may_be_asked(case, now)) == again


def test_a_source_that_asked_to_be_left_alone_for_longer_is(case, store, asked):
    now = dt.datetime.now(dt.UTC)
    tried, until = now - dt.timedelta(hours=1), now + dt.timedelta(hours=1)
    keep_state(store, "fas", State(tried=tried, failures=1, again_at=until, asked_until=until))
    one = Refresher()
    one.note()
    one.ask(("fas",))
    run_for(one, case, 1)
    assert (("fas",), True) not in asked


def test_one_press_a_minute_for_an_hour_asks_a_source_that_fails_at_most_every_half_hour(case, store, monkeypatch):
    now, asked = dt.datetime(2026, 9, 1, tzinfo=dt.UTC), []
    state = State()
    one = Refresher()
    for minute in range(60):
        at = now + dt.timedelta(minutes=minute)
        if "fas" in one.may_be_asked(case, at):
            asked.append(minute)
            state = state.after(at, (), {"": Unreachable("down")}, ("warheads",))
            one._states = {"fas": state}
    assert asked == [0, 30]


def test_a_fault_does_not_end_it_and_is_logged(case, store, monkeypatch, caplog):
    times, one = [], Refresher()

    def fail_a_few_times(*_, **__):
        times.append(1)
        one._wake.set()
        if len(times) > 3:
            one.stop()
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(refreshing, "bring_up_to_date", fail_a_few_times)
    one.start(lambda: case, lambda _: None)
    one._thread.join(LONG)
    assert len(times) > 3
    assert "the sky fell" in caplog.text


def test_a_store_that_cannot_be_used_is_told_and_nothing_is_asked(case, tmp_path, monkeypatch, asked):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", str(tmp_path / "file"))
    one = Refresher()
    one.ask(("fas",))
    run_for(one, case, 3)
    assert one.trouble == StoreError.for_readers
    assert asked == []
    assert one.progress == {}


@pytest.fixture
def newer(case, store, monkeypatch):
    """The first source that is asked brings newer figures."""
    row, written = case.observations.provenance["warheads"], []
    table = only(case.observations.table, {"warheads"})

    def bring(sources, *_, **__):
        if not written:
            written.append(vintages.write(store, "fas", Vintage(table, {"warheads": row}, {}), dt.datetime.now(dt.UTC)))
        return [], None

    monkeypatch.setattr(refreshing, "bring_up_to_date", bring)


def test_newer_figures_of_another_process_are_published(case, newer):
    one = Refresher()
    assert run_for(one, case, 3) == [1]
    assert one.generation == 1


def test_pages_see_a_generation_only_once_all_of_it_is_worked_out(case, newer):
    one, seen = Refresher(), []
    run_for(one, case, 3, lambda generation: seen.append((generation, one.generation)))
    assert seen == [(1, 0)]
    assert one.generation == 1


def test_a_generation_that_could_not_be_worked_out_is_tried_again_and_not_seen_before(case, newer):
    one, seen = Refresher(), []

    def publish(generation):
        seen.append((generation, one.generation))
        if len(seen) < 3:
            raise RuntimeError("no memory left")

    run_for(one, case, 5, publish)
    assert seen == [(1, 0)] * 3
    assert one.generation == 1
