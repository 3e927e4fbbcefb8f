"""What becomes of a source's figures, each of them in view: kept once, told once, set aside once, in the log where it belongs."""

import dataclasses
import datetime as dt
import hashlib
import logging

import few_figures as few
import living
import pytest
from few_figures import BUNDLED, CATALOG, SOURCE, X, brought

from loaders import imports, vintages
from loaders.breaker import Problem, State, state_of
from loaders.errors import Unreachable
from loaders.imports import take_file
from loaders.ingest import Judged
from loaders.ledger import SetAside, ValuesMoved, entries
from loaders.load import in_hand
from loaders.moves import Move, Revision
from loaders.observations import Provenance
from loaders.snapshot import Snapshot
from loaders.sources import Recognised
from loaders.store import Store

LATER = few.RETRIEVED + dt.timedelta(days=30)
DAY = dt.timedelta(days=1)
Y_MOVED = Move(
    indicator="y", added=1, revised=1, gone=0, newest="2003-12-31",
    largest=Revision(entity="USA", counterpart="", date="2001-12-31", before=5, after=8),
)  # fmt: skip
Z_CAME = Move(indicator="z", added=2, revised=0, gone=0, newest="2001-12-31", largest=None)


@pytest.fixture(autouse=True)
def _few(store, monkeypatch):
    few.lead(monkeypatch, Snapshot(BUNDLED, ()))


def values(store, name):
    part = in_hand(SOURCE, store, CATALOG).part(name)
    return part[part["entity"] == "USA"].sort_values("date")["value"].tolist()


def fields(entry):
    return entry.source, entry.vintage, entry.former, entry.moves


@pytest.mark.parametrize(
    ("frames", "problems", "moved", "status"),
    [
        ({"x": None}, {}, (Y_MOVED,), "moved"), ({"x": None}, {}, (), "unchanged"), ({}, {}, (), "unchanged"),
        ({"x": None}, {"y": Unreachable("Down.")}, (Y_MOVED,), "partly"), ({"x": None}, {"y": Unreachable("Down.")}, (), "partly"),
        ({}, {"y": Unreachable("Down.")}, (), "failed"),
    ],
)  # fmt: skip
def test_how_a_source_did_is_told_by_what_came_what_failed_and_what_moved(frames, problems, moved, status):
    assert Judged(frames=frames, problems=problems).status(moved) == status


def test_what_moved_is_kept_and_told_beside_the_edition_before_it(store):
    first = brought(store, x=X, y=[4, 8, 6, 7], z=[1, 2])
    assert (first.status, first.moves, first.former, first.problems) == ("moved", (Y_MOVED, Z_CAME), None, {})
    assert [values(store, name) for name in "xyz"] == [[10, 20, 30], [4, 8, 6, 7], [1, 2]]
    again = brought(store, x=X, y=[4, 8, 6, 7], z=[1, 2])
    assert (again.status, again.moves, again.vintage, again.former) == ("unchanged", (), None, first.vintage)
    # One series alone: the others stay as they are.
    last = brought(store, z=[1, 3])
    assert (last.status, last.former) == ("moved", first.vintage)
    assert [values(store, name) for name in "xyz"] == [[10, 20, 30], [4, 8, 6, 7], [1, 3]]
    assert vintages.names(store, SOURCE) == (first.vintage, last.vintage)
    assert [fields(entry) for entry in entries(store)] == [
        (SOURCE, last.vintage.path, first.vintage.path, last.moves),
        (SOURCE, first.vintage.path, None, first.moves),
    ]


def test_the_first_figures_of_a_series_are_kept_though_they_are_those_in_hand(store):
    first = brought(store, y=[4, 5, 6])
    assert (first.status, first.moves) == ("unchanged", ())
    assert vintages.names(store, SOURCE) == (first.vintage,)
    assert brought(store, y=[4, 5, 6]).vintage is None
    # Of the other one there is no history yet; and where the newest edition is damaged, there is none that can be read.
    assert brought(store, x=X, y=[4, 5, 6]).vintage is not None
    store.put_dated(f"vintages/{SOURCE}", dt.datetime(2033, 1, 1, tzinfo=dt.UTC), b"no table", ".parquet")
    assert brought(store, x=X, y=[4, 5, 6]).vintage == vintages.names(store, SOURCE)[-1]


@pytest.mark.parametrize("number", [1, 2])
def test_an_edition_whose_writer_was_killed_is_told_with_what_it_moved(store, number):
    # The first has y as it comes with the program; of the last, one figure is another, and one more is there.
    kept = [
        living.stored(store, {"y": few.frame(lines)}, LATER + i * DAY, CATALOG)
        for i, lines in enumerate([[4, 5, 6], [4, 8, 6, 7]][-number:])
    ]
    before = living.everything(store)
    assert brought(store, dry_run=True, y=[4, 8, 6, 9]).moves[0].revised == 1
    assert living.everything(store) == before
    last = brought(store, y=[4, 8, 6, 9])
    newer, older = entries(store)
    assert fields(older) == (SOURCE, kept[-1].path, kept[0].path if number > 1 else None, (Y_MOVED,))
    assert fields(newer) == (SOURCE, last.vintage.path, kept[-1].path, last.moves)


@pytest.mark.parametrize(("asked", "level"), [(True, logging.WARNING), (False, logging.INFO)])
def test_what_was_lost_is_a_warning_of_the_log_unless_whoever_brought_the_file_is_told(store, caplog, asked, level):
    caplog.set_level(logging.INFO, "plumbline.loaders")
    told = brought(store, asked=asked, x={**X, "Nobody": [7]}, y=[4, -5, 6])
    assert told.left_out == {"x": ("Nobody",)}
    (names,) = (one for one in caplog.records if one.message == "names unknown")
    assert (names.levelno, names.source, names.names, names.series) == (level, SOURCE, ["Nobody"], ["x"])
    (aside,) = (one for one in caplog.records if one.message == "figures set aside")
    assert (aside.levelno, aside.source, aside.figures, aside.series) == (level, SOURCE, 3, ["y"])
    assert aside.reason == "1 figures lie outside 0 to 1e+16 tonnes, the first -5 for USA 2001-12-31."


def test_where_figures_come_from_is_kept_with_what_was_done_to_them(store):
    brought(store, x={**X, "Nobody": [7]}, y=[4, 99, 6])
    found, today = in_hand(SOURCE, store, CATALOG).provenance, dt.date(2032, 1, 1)
    x, y = ({"USA": [10, 20, 30], "CHN": [1, 2, 3], "Nobody": [7]}, [4, 99, 6])
    hashes = [hashlib.sha256(living.file_of(few.frame(lines))).hexdigest() for lines in (x, y)]
    ends = {"first": dt.date(2000, 12, 31), "last": dt.date(2002, 12, 31)}
    rows = {
        "source": SOURCE,
        "state": "stored",
        "edition": "of a test",
        "published": today,
        "retrieved": today,
        "found_at": "",
    }
    doubt = "Rows of Nobody were left out: no state or group is known here by that name. Sums over groups lack them."
    assert found["x"] == Provenance(
        indicator="x", file="x.csv", sha256=hashes[0], observations=6, doubt=doubt, **ends, **rows
    )
    assert found["y"] == Provenance(
        indicator="y", file="y.csv", sha256=hashes[1], observations=3, corrections=("A slip.",), **ends, **rows
    )
    assert values(store, "y") == [4, 5, 6]


GONE = "There is no figure of Chn, and there were some in the edition in hand."


def test_figures_that_cannot_be_right_are_set_aside_with_all_that_speaks_against_them(store):
    told = brought(store, x={"USA": [10, 20, -30]}, y=[4, 5, 7])
    reasons = (
        "1 figures lie outside 0 to 1e+16 tonnes, the first -30 for USA 2002-12-31. 3 figures where there were 6: more than a tenth "
        f"is gone. {GONE}"
    )
    assert (told.status, told.problems) == ("partly", {"x": Problem(kind="Invalid", message=reasons)})
    assert [values(store, name) for name in "xy"] == [[10, 20, 30], [4, 5, 7]]
    (name,) = vintages.quarantined(store, SOURCE)
    assert vintages.read(store, name).frame["value"].tolist() == [10, 20, -30]
    aside, _ = entries(store)
    assert (aside.source, aside.vintage, aside.reasons) == (SOURCE, name.path, {"x": reasons})


def test_the_same_figures_are_set_aside_once_until_others_have_been(store):
    one, other = [4, -5, 6], [4, -6, 6]
    found = []
    for lines in (one, one, other, other, one, one):
        brought(store, y=lines)
        found.append(len(vintages.quarantined(store, SOURCE)))
    assert found == [1, 1, 2, 2, 3, 3]
    assert [type(entry) for entry in entries(store)] == [SetAside] * 3


def test_figures_of_a_file_are_no_longer_the_source_s_own_where_they_are_others(store):
    live = brought(store, x=X, y=[4, 5, 6])
    before = state_of(store, SOURCE)
    assert live.vintage is not None
    assert set(before.confirmed) == {"x", "y"}
    brought(store, before, asked=False, x=X, y=[4, 5, 6])
    assert state_of(store, SOURCE) == before
    brought(store, before, asked=False, y=[4, 5, 7])
    after = state_of(store, SOURCE)
    assert after == before.model_copy(update={"confirmed": {"x": before.confirmed["x"]}})
    brought(store, after, y=[4, 5, 7])
    again = state_of(store, SOURCE)
    assert again.confirmed["y"] > before.confirmed["y"]
    assert again.confirmed["x"] == before.confirmed["x"]


def test_a_file_waits_for_its_source_has_the_day_it_tells_and_says_nothing_of_the_interface(
    store, tmp_path, monkeypatch
):
    known = Recognised(("Y",), "Spring 2026", dt.date(2026, 4, 5))
    monkeypatch.setattr(imports, "recognisers", lambda _: {SOURCE: lambda content: known})
    source = CATALOG.sources.rows[0].model_copy(update={"id": SOURCE})
    catalog = dataclasses.replace(CATALOG, sources=few.table([source]))
    lock, waits = Store.lock, []

    def noted(store, what, timeout=0):
        waits.append((what, timeout))
        return lock(store, what, timeout)

    monkeypatch.setattr(Store, "lock", noted)
    (tmp_path / "y.csv").write_bytes(living.file_of(few.frame([4, 5, 7])))
    words, outcome = take_file(tmp_path / "y.csv", store, catalog)
    assert (words, outcome.status) == ("Office, Series, Spring 2026", "moved")
    assert waits == [(f"source-{SOURCE}", imports.PATIENCE)]
    row = in_hand(SOURCE, store, catalog).provenance["y"]
    assert (row.edition, row.published, row.retrieved) == ("Spring 2026", dt.date(2026, 4, 5), dt.date(2032, 1, 1))
    assert state_of(store, SOURCE) == State()
    assert isinstance(entries(store)[0], ValuesMoved)
