"""Edges of what is in hand: bundled figures read once, faults of all sources told, editions that count and those that do not."""

import datetime as dt
import os

import few_figures as few
import living
import pytest
from few_figures import BUNDLED, CATALOG, SOURCE

from loaders import snapshot
from loaders.load import Kept, in_hand, load
from loaders.observations import Held
from loaders.snapshot import Snapshot
from loaders.tables import Fault

LATER = few.RETRIEVED + dt.timedelta(days=30)
LOST = Fault("data/x", 1, "", "It is lost.", "Bring it back.")


@pytest.fixture
def bundle(monkeypatch):
    return lambda found: few.lead(monkeypatch, found)


def kept(store, lines, day, name="y"):
    return living.stored(store, {name: few.frame(lines)}, day, CATALOG)


def test_what_comes_with_the_program_is_read_once_and_again_when_its_registry_is_another(store, tmp_path, monkeypatch):
    other = few.in_hand({("y", "USA"): [7, 8]})
    waiting, folder = [Snapshot(BUNDLED, ()), Snapshot(other, ())], tmp_path / "data"
    folder.mkdir()
    (folder / "registry.csv").write_bytes(b"")
    monkeypatch.setattr(snapshot, "FOLDER", folder)
    monkeypatch.setattr(snapshot, "load", lambda _: waiting.pop(0))

    def found():
        assert in_hand(SOURCE, store, CATALOG).provenance == load(CATALOG).observations.provenance
        monkeypatch.setenv("PLUMBLINE_LIVE", "off")
        without_store = load(CATALOG)
        monkeypatch.setenv("PLUMBLINE_LIVE", "on")
        assert in_hand(SOURCE, store, CATALOG).frame.equals(without_store.observations.frame)
        return without_store.observations

    assert found() is BUNDLED
    os.utime(folder / "registry.csv", ns=(1, 1))
    assert found() is other
    assert waiting == []


def test_what_is_wrong_with_each_source_is_told_after_what_came_with_the_program(store, bundle):
    bundle(Snapshot(BUNDLED, (LOST,)))
    names = [
        store.put_dated(f"vintages/{source}", dt.datetime(2031, 1, 1, tzinfo=dt.UTC), b"no table", ".parquet")
        for source in ("eia", SOURCE)
    ]
    first, *others = load(CATALOG).faults
    assert first == LOST
    assert [fault.problem.rpartition(" (")[0] for fault in others] == [
        f"{n.path} in the store cannot be read" for n in names
    ]
    assert {(fault.file, fault.line, fault.cost) for fault in others} == {("store", 0, "nothing")}


def test_editions_of_the_store_stand_behind_all_that_come_with_the_program(store, bundle):
    earlier = few.in_hand({("y", "USA"): [4, 5]})
    came = {SOURCE: (Held(earlier), Held(BUNDLED))}
    bundle(Snapshot(few.Observations(BUNDLED.table, BUNDLED.provenance, came), ()))
    names = [kept(store, [4, 5, 6 + i], LATER + i * dt.timedelta(days=1)) for i in (1, 2)]
    found = load(CATALOG).observations.editions[SOURCE]
    assert found[:2] == came[SOURCE]
    assert [(one.path, one.day) for one in found[2:]] == [(name.path, name.at.date()) for name in names]
    # Where there is but one, it comes first too.
    bundle(Snapshot(BUNDLED, ()))
    first, *others = load(CATALOG).observations.editions[SOURCE]
    assert first.observations().provenance == BUNDLED.provenance
    assert [one.path for one in others] == [name.path for name in names]


@pytest.mark.parametrize(("name", "day"), [("y", few.RETRIEVED - dt.timedelta(days=9)), ("w", dt.date(2040, 1, 1))])
def test_an_edition_of_which_nothing_can_be_used_is_none_and_its_clock_does_not_matter(store, bundle, name, day):
    """It is older than what came with the program, or of a series that is no more."""
    bundle(Snapshot(BUNDLED, ()))
    series = few.catalog(few.indicator(name, source=SOURCE, code=name.upper()))
    living.stored(store, {name: few.frame([1])}, day, series)
    found = load(CATALOG)
    assert (found.faults, found.observations.editions, found.observations.provenance) == ((), {}, BUNDLED.provenance)


def test_an_edition_that_cannot_be_read_has_no_figures(store):
    found = Kept(store.place, f"vintages/{SOURCE}/none.parquet", LATER, frozenset()).observations()
    assert (found.names(), found.provenance, len(found.frame)) == ((), {}, 0)


def test_days_are_those_that_were_kept_unless_they_lie_in_the_future(store, bundle, monkeypatch):
    bundle(Snapshot(BUNDLED, ()))
    kept(store, [4, 5, 7], LATER)
    row = load(CATALOG).observations.provenance["y"]
    assert (row.published, row.retrieved) == (LATER, LATER)
    kept(store, [4, 5, 8], dt.date(2040, 1, 1))
    found = load(CATALOG)
    row = found.observations.provenance["y"]
    assert (row.published, row.retrieved) == (dt.date(2032, 1, 1),) * 2
    assert [fault.problem for fault in found.faults] == [
        f"The figures of {SOURCE} are dated 2040-01-01, in the future: a clock was ahead. They are taken for today's."
    ]
