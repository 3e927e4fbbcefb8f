"""Refreshing one source: what came is kept, what failed or cannot be right leaves everything as it was."""

import datetime as dt

import pandas as pd
import pytest
from living import BUNDLED, RATES, at, bundled, damage, everything, factor, made_up, rates, stored, times
from loading import CATALOG

from loaders import vintages
from loaders.breaker import state_of
from loaders.errors import Changed, Locked, RateLimited, Unreachable
from loaders.ledger import entries
from loaders.load import in_hand, load

pytestmark = pytest.mark.slow

DAY = dt.timedelta(days=1)
MONDAY = dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC)


def test_newer_figures_are_kept_used_and_told(store, publisher, ask):
    told = ask()
    assert (told.status, told.problems, told.former, told.failed) == ("moved", {}, None, False)
    assert {m.indicator for m in told.moves} == set(RATES)
    assert all(m.revised == len(bundled(m.indicator)) and not m.added and not m.gone for m in told.moves)
    assert vintages.names(store, "fed") == (told.vintage,)
    assert all(factor(load(CATALOG).observations, name) == 1.1 for name in RATES)
    (entry,) = entries(store)
    assert (entry.kind, entry.source, entry.vintage, entry.former) == ("figures", "fed", told.vintage.path, None)
    assert entry.moves == told.moves
    state = state_of(store, "fed")
    assert set(state.confirmed) == set(RATES)
    assert (state.failures, state.problems) == (0, {})


def test_the_provenance_is_that_of_the_download(monkeypatch, store, publisher, ask):
    at(monkeypatch, MONDAY)
    ask()
    row = load(CATALOG).observations.provenance["euro_in_usd"]
    assert (row.state, row.retrieved, row.published) == ("stored", MONDAY.date(), MONDAY.date())
    assert (row.edition, row.file, row.found_at) == ("of a test", "euro_in_usd.csv", "")
    assert (row.observations, row.last) == (len(bundled("euro_in_usd")), BUNDLED.provenance["euro_in_usd"].last)
    assert len(row.sha256) == 64


def test_the_first_figures_are_kept_even_if_they_are_the_bundled_ones(store, publisher, ask):
    publisher.gives = rates(1)
    told = ask()
    assert (told.status, told.moves) == ("unchanged", ())
    assert vintages.names(store, "fed") == (told.vintage,)
    assert load(CATALOG).observations.provenance["euro_in_usd"].state == "stored"
    again = ask()
    assert (again.status, again.vintage, again.former) == ("unchanged", None, told.vintage)
    assert len(vintages.names(store, "fed")) == len(entries(store)) == 1


def test_figures_confirmed_after_a_newer_release_are_kept_as_its_successors(store, publisher, ask):
    # A vintage from before the release that is installed now is not in use, whatever it holds.
    old = stored(store, rates(1), BUNDLED.provenance["euro_in_usd"].retrieved - 90 * DAY)
    publisher.gives = rates(1)
    told = ask()
    assert (told.status, told.former) == ("unchanged", old)
    assert told.vintage is not None
    assert load(CATALOG).observations.provenance["euro_in_usd"].state == "stored"


def test_a_figure_that_only_sheds_its_mark_is_kept(store, publisher, ask):
    publisher.gives["dollar_index"] = bundled("dollar_index").assign(status="provisional")
    ask()
    publisher.gives["dollar_index"] = bundled("dollar_index")
    told = ask()
    assert [(m.indicator, m.revised, m.marked) for m in told.moves] == [
        ("dollar_index", 0, len(bundled("dollar_index")))
    ]
    assert load(CATALOG).observations.statuses("dollar_index", "USD") == {}


def test_a_series_that_fails_keeps_its_former_figures_with_their_own_day(monkeypatch, store, publisher, ask):
    at(monkeypatch, MONDAY)
    ask()
    at(monkeypatch, MONDAY + DAY)
    publisher.gives = rates(1.2)
    publisher.gives["yuan_per_usd"] = Changed("figures", "a page for people")
    told = ask()
    assert (told.status, told.failed) == ("partly", True)
    assert {name: p.kind for name, p in told.problems.items()} == {"yuan_per_usd": "Changed"}
    found = load(CATALOG).observations
    days = {name: found.provenance[name].retrieved - MONDAY.date() for name in RATES}
    assert days == {"euro_in_usd": DAY, "yuan_per_usd": 0 * DAY, "dollar_index": DAY}
    assert [factor(found, name) for name in RATES] == [1.2, 1.1, 1.2]
    state = state_of(store, "fed")
    assert state.confirmed["yuan_per_usd"] == MONDAY
    assert state.problems == told.problems
    # Both editions can be told from each other afterwards.
    (before, after) = vintages.names(store, "fed")
    assert (told.former, told.vintage) == (before, after)


def test_a_series_that_never_came_stays_the_bundled_one(store, publisher, ask):
    publisher.gives["yuan_per_usd"] = Changed("figures", "a page for people")
    assert ask().status == "partly"
    found = load(CATALOG).observations
    assert found.provenance["yuan_per_usd"] == BUNDLED.provenance["yuan_per_usd"]
    assert found.provenance["euro_in_usd"].state == "stored"


@pytest.mark.parametrize("error", [Unreachable("Down."), RateLimited("Later.", 3600), Locked("Refused.")])
def test_a_source_out_of_reach_is_not_asked_for_the_rest(store, publisher, ask, error):
    publisher.gives["yuan_per_usd"] = error
    told = ask()
    assert publisher.asked == ["euro_in_usd", "yuan_per_usd"]
    assert told.status == "partly"
    assert set(told.problems) == {"yuan_per_usd", "dollar_index"}
    assert factor(load(CATALOG).observations, "euro_in_usd") == 1.1


def test_where_nothing_comes_nothing_changes(store, publisher, ask):
    ask()
    before, figures = everything(store), in_hand("fed", store, CATALOG)
    publisher.gives = dict.fromkeys(RATES, Unreachable("Down."))
    told = ask()
    assert (told.status, told.moves, told.vintage, told.failed) == ("failed", (), None, True)
    after = everything(store)
    assert {path for path in after if after[path] != before.get(path)} == {f"{store._root}/state/fed.json"}
    pd.testing.assert_frame_equal(in_hand("fed", store, CATALOG).frame, figures.frame)


def test_figures_that_cannot_be_right_are_set_aside_and_the_rest_is_used(store, publisher, ask):
    publisher.gives["dollar_index"] = times(bundled("dollar_index"), 1000)
    told = ask()
    assert told.status == "partly"
    assert told.problems["dollar_index"].kind == "Invalid"
    assert "another unit or base" in told.problems["dollar_index"].message
    found = load(CATALOG).observations
    assert found.provenance["dollar_index"].state == "bundled"
    assert factor(found, "euro_in_usd") == 1.1
    (name,) = vintages.quarantined(store, "fed")
    aside = vintages.read(store, name)
    assert set(aside.frame["indicator"]) == set(aside.notes) == {"dollar_index"}
    assert aside.frame["value"].sum() == pytest.approx(1000 * bundled("dollar_index")["value"].sum())
    (entry,) = (e for e in entries(store) if e.kind == "quarantine")
    assert (entry.vintage, entry.reasons) == (name.path, aside.notes)
    # The same figures again are known already; others are not.
    ask()
    assert vintages.quarantined(store, "fed") == (name,)
    publisher.gives["dollar_index"] = times(bundled("dollar_index"), 2000)
    ask()
    assert len(vintages.quarantined(store, "fed")) == 2


def test_figures_that_come_right_again_are_used(store, publisher, ask):
    publisher.gives["dollar_index"] = bundled("dollar_index")[::2]
    assert "more than a tenth" in ask().problems["dollar_index"].message
    publisher.gives["dollar_index"] = times(bundled("dollar_index"), 1.1)
    assert ask().problems == {}
    assert state_of(store, "fed").problems == {}
    assert factor(load(CATALOG).observations, "dollar_index") == 1.1


def test_projections_alone_are_no_figures(store, publisher, ask):
    publisher.gives["dollar_index"] = made_up([1, 2], entity="USD", first=2010, status="projection")
    assert ask().problems["dollar_index"].kind == "Empty"


def test_a_vintage_whose_writer_was_killed_is_told_by_the_next(store, publisher, ask):
    lost = stored(store, {"euro_in_usd": times(bundled("euro_in_usd"), 1.05)}, BUNDLED.latest_retrieval)
    told = ask()
    newer, older = entries(store)
    assert (older.vintage, older.former, newer.vintage) == (lost.path, None, told.vintage.path)
    assert [(m.indicator, m.revised) for m in older.moves] == [("euro_in_usd", len(bundled("euro_in_usd")))]
    assert newer.former == lost.path


def test_a_damaged_newest_vintage_is_replaced_even_if_nothing_moved(store, publisher, ask):
    ask()
    publisher.gives = rates(1.2)
    damage(store, ask().vintage)
    publisher.gives = rates(1.1)
    assert len(load(CATALOG).faults) == 1
    assert ask().status == "unchanged"
    found = load(CATALOG)
    assert (found.faults, factor(found.observations, "euro_in_usd")) == ((), 1.1)


def test_files_of_others_in_the_store_do_no_harm(store, publisher, ask):
    for path in ("ledger/notes.json", "vintages/fed/zzz.parquet", "vintages/fed/._x.parquet", "state/.DS_Store"):
        store.put(path, b"not ours")
    told = ask()
    assert (told.status, told.former) == ("moved", None)
    assert ask().former == told.vintage


def test_old_editions_that_make_room_are_told(store, publisher, ask, monkeypatch):
    first = ask().vintage
    prune = vintages.prune
    monkeypatch.setattr(vintages, "prune", lambda store: prune(store, 0))
    publisher.gives = rates(1.2)
    last = ask().vintage
    assert vintages.names(store, "fed") == (last,)
    (entry,) = (e for e in entries(store) if e.kind == "removed")
    assert entry.vintages == (first.path,)
