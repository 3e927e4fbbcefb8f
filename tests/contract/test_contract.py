"""Every source against everything that can go wrong between its publisher and us.

Whatever happens, the figures in hand stay as they are, the store is intact, and the message says what happened.
"""

from __future__ import annotations

import re

import pytest
from faults import no_dns_environment, refused_environment, status
from house import GENEROUS, TOKEN, House, figures, lead, only, same
from table_of_faults import FAULTS, limits_for

from loaders import vintages
from loaders.breaker import state_of
from loaders.ledger import entries
from loaders.store import Store


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_changes_nothing_and_is_told(fault, house, internet):
    case, (install, kinds, words) = house.case, FAULTS[fault]
    case.serve(internet, figures(house.catalog, 0.98))
    install(internet, case)
    unharmed(house, kinds, words, limits_for(fault))
    assert "figures.example" not in internet.connected_hosts


@pytest.mark.parametrize("network", ["refused", "no such name"])
def test_without_a_network_nothing_changes_and_that_is_told(network, house, enter):
    enter(refused_environment() if network == "refused" else no_dns_environment())
    unharmed(house, {"Unreachable"}, "No connection")


def unharmed(house, kinds, words, limits=GENEROUS):
    """Refresh in spite of a fault: it fails in the right way, and what was in hand is in hand."""
    before, figures_before = house.files(), house.in_hand()
    told = house.refresh(limits)
    assert told.status in ("failed", "partly"), told
    assert {problem.kind for problem in told.problems.values()} <= kinds, told.problems
    assert all(re.search(words, problem.message) for problem in told.problems.values()), told.problems
    assert all(problem.message.endswith(".") for problem in told.problems.values()), told.problems
    assert not any("token" in p.message and TOKEN in p.message for p in told.problems.values())
    assert house.files() == before
    same(house.in_hand(), figures_before, 0)
    assert vintages.newest(house.store, house.source)[1] == []
    state = state_of(house.store, house.source)
    assert state.failures == 1
    assert state.again_at > state.tried
    assert state.problems == dict(told.problems)


def test_absurd_figures_are_set_aside_shown_and_not_used(house, internet):
    case, before = house.case, house.in_hand()
    # Growing without measure: an index, which is rebased, would hide what is only large.
    absurd = {
        name: frame.assign(value=(frame["value"].abs() + 1) * 1e18 ** frame["date"].rank(pct=True))
        for name, frame in figures(house.catalog).items()
    }
    case.serve(internet, absurd)
    told = house.refresh()
    assert {problem.kind for problem in told.problems.values()} == {"Invalid"}, told.problems
    same(house.in_hand(), before, 0)
    (kept,) = vintages.quarantined(house.store, house.source)
    assert set(vintages.read(house.store, kept).notes) == set(house.catalog.indicator)
    assert entries(house.store)[0].kind == "quarantine"
    # The same figures again are known already.
    house.forget_failures()
    house.refresh()
    assert vintages.quarantined(house.store, house.source) == (kept,)


def test_a_series_that_shrinks_by_more_than_a_tenth_is_set_aside(house, internet):
    before = house.in_hand()
    short = {name: frame[place(frame) % 5 != 3] for name, frame in figures(house.catalog, 0.99).items()}
    house.case.serve(internet, short)
    told = house.refresh()
    assert {problem.kind for problem in told.problems.values()} == {"Invalid"}, told.problems
    assert all("more than a tenth" in problem.message for problem in told.problems.values())
    same(house.in_hand(), before, 0)


def test_figures_that_end_earlier_than_those_in_hand_are_an_older_edition(house, internet):
    before = house.in_hand()
    older = figures(house.catalog, 0.99)
    firm = {name: frame.loc[frame["status"] != "projection", "date"].max() for name, frame in older.items()}
    older = {name: frame[frame["date"] < firm[name]] for name, frame in older.items()}
    house.case.serve(internet, older)
    told = house.refresh()
    assert {problem.kind for problem in told.problems.values()} == {"Invalid"}, told.problems
    assert all("an older edition" in problem.message for problem in told.problems.values()), told.problems
    same(house.in_hand(), before, 0)


def place(frame):
    """Where each figure stands in the course of its entity, from 0."""
    return frame.sort_values("date").groupby(["entity", "counterpart"]).cumcount().reindex(frame.index)


def test_newer_figures_come_as_another_vintage_and_the_ledger_says_what_moved(house, internet):
    newer = figures(house.catalog, 0.98)
    house.case.serve(internet, newer)
    first = house.in_hand()
    told = house.refresh()
    assert (told.status, told.problems) == ("moved", {})
    same(house.in_hand(), newer)
    names = vintages.names(house.store, house.source)
    assert [told.former, told.vintage] == list(names)
    same({n: vintage_part(house, names[0], n) for n in house.catalog.indicator}, first, 0)
    entry = entries(house.store)[0]
    assert (entry.kind, entry.vintage) == ("figures", told.vintage.path)
    assert {move.indicator for move in entry.moves} == set(house.catalog.indicator)
    assert all(move.revised and not move.added and not move.gone for move in entry.moves)
    assert internet.unexpected == []
    assert all(internet.peak(host) == 1 for host in set(internet.connected_hosts))


def vintage_part(house, name, indicator):
    frame = vintages.read(house.store, name).frame
    return frame[frame["indicator"] == indicator].pipe(
        lambda f: (
            f.astype({"entity": str, "counterpart": str, "date": "datetime64[s]"})
            .sort_values(["entity", "counterpart", "date"])
            .reset_index(drop=True)[["entity", "counterpart", "date", "value"]]
        )
    )


def test_missing_values_are_no_figures(house, internet):
    holes = figures(house.catalog, 0.98)
    for frame in holes.values():
        # Not of the world, which some sources are added up to.
        frame.loc[(place(frame) == 3) & (frame["entity"] != "WLD"), "value"] = float("nan")
    house.case.serve(internet, holes)
    told = house.refresh()
    assert told.problems == {}
    same(house.in_hand(), holes)


def test_the_same_figures_are_confirmed_without_another_vintage(house, internet):
    house.case.serve(internet, figures(house.catalog, 0.99))
    before = house.files()
    was = state_of(house.store, house.source).confirmed
    assert house.refresh().status == "unchanged"
    assert house.files() == before
    now = state_of(house.store, house.source).confirmed
    assert all(now[name] > was[name] for name in was)


def test_a_dry_run_tells_what_would_move_and_keeps_nothing(house, internet):
    house.case.serve(internet, figures(house.catalog, 0.98))
    before, state = house.files(), state_of(house.store, house.source)
    told = house.refresh(dry_run=True)
    assert told.status == "moved"
    assert told.moves
    assert house.files() == before
    assert state_of(house.store, house.source) == state


def test_every_series_of_the_source_comes(case, internet, tmp_path, monkeypatch):
    catalog = only(case.source)
    lead(monkeypatch, case)
    expected = figures(catalog, 0.99)
    case.serve(internet, expected)
    house = House(Store(tmp_path / "store"), catalog, case.source)
    house.store.open()
    told = house.refresh()
    assert (told.status, told.problems) == ("moved", {})
    found = house.in_hand()
    same({name: found[name] for name in expected}, expected)
    assert all(len(frame) for frame in found.values())
    assert internet.unexpected == []
    assert set(internet.connected_hosts) <= set(catalog.service[case.source].hosts.split())


def test_no_token_reaches_the_store(house, internet):
    house.case.serve(internet, figures(house.catalog, 0.98))
    house.refresh()
    assert not any(TOKEN.encode() in content for content in house.files().values())


def test_an_open_breaker_costs_no_request(house, internet):
    internet.over(house.case.host, "/", lambda _: status(500))
    house.refresh()
    asked = len(internet.requests)
    assert asked
    assert house.refresh(wait=False).status == "waiting"
    assert len(internet.requests) == asked


def test_a_passing_fault_is_tried_again(house, internet):
    case, newer = house.case, figures(house.catalog, 0.98)
    case.serve(internet, newer)
    failed = []

    def once(answer):
        failed.append(answer)
        return status(503) if len(failed) == 1 else answer

    internet.over(case.host, re.compile(case.figures), once)
    assert house.refresh().problems == {}
    same(house.in_hand(), newer)
