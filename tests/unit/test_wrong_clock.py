"""A clock that was ahead once, or is behind: newer figures are asked for and used all the same, and it is told."""

import datetime as dt

import pytest
from living import BUNDLED, RATES, at, bundled, factor, provenance, rates, stored, times
from loading import CATALOG

from exports.feed import atom
from loaders import vintages
from loaders.breaker import State, keep_state, state_of
from loaders.ledger import VerdictMove, VerdictsMoved, append, entries
from loaders.load import load
from verdicts.clock import AsOf, Knowledge, latest
from verdicts.refresh_text import clock_words

pytestmark = pytest.mark.slow

NOW = dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC)
AHEAD = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
BEHIND = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
WRITTEN = dt.date(2025, 2, 17)


@pytest.fixture(autouse=True)
def _now(store, monkeypatch):
    at(monkeypatch, NOW)


def test_a_source_that_was_asked_in_the_future_is_asked(store, publisher, ask):
    keep_state(store, "fed", State(tried=AHEAD, confirmed=dict.fromkeys(RATES, AHEAD), again_at=AHEAD, failures=3))
    told = ask(since=NOW - DAY, wait=False)
    assert (told.status, publisher.asked) == ("moved", list(RATES))
    assert state_of(store, "fed") == State(tried=NOW, confirmed=dict.fromkeys(RATES, NOW))


def test_that_it_was_is_known_until_it_is_asked_again(store, caplog, publisher, ask):
    keep_state(store, "fed", State(tried=AHEAD))
    assert state_of(store, "fed").ahead == AHEAD
    ask()
    assert "clock was ahead" in caplog.text
    assert state_of(store, "fed").ahead is None


def test_clocks_of_two_machines_may_be_minutes_apart(store):
    soon = NOW + dt.timedelta(minutes=2)
    keep_state(store, "fed", State(tried=soon))
    assert state_of(store, "fed") == State(tried=soon)


def test_figures_of_a_clock_that_was_ahead_are_used_until_newer_ones_come_and_it_is_told(store, publisher, ask):
    stored(store, rates(1.5), AHEAD.date())
    found = load(CATALOG)
    assert factor(found.observations, "euro_in_usd") == 1.5
    assert found.observations.provenance["euro_in_usd"].retrieved == NOW.date()
    assert latest(found.observations, WRITTEN).day == NOW.date()
    (fault,) = found.faults
    assert "dated 2040-01-01, in the future: a clock was ahead" in fault.problem
    ask()
    found = load(CATALOG)
    assert factor(found.observations, "euro_in_usd") == 1.1
    assert (found.faults, found.observations.provenance["euro_in_usd"].retrieved) == ((), NOW.date())


def test_what_came_after_a_clock_that_was_ahead_is_known_from_its_own_day(monkeypatch, store, publisher, ask):
    stored(store, rates(1.5), AHEAD.date())
    ask()
    at(monkeypatch, NOW + 10 * DAY)
    publisher.gives = rates(1.2)
    ask()
    found = load(CATALOG).observations

    def known(day):
        line = Knowledge(found, CATALOG, AsOf(day, WRITTEN)).line("euro_in_usd", "EUR")
        return pytest.approx(line.values[0] / bundled("euro_in_usd")["value"][0])

    before = NOW.date() - DAY
    assert [known(day) for day in (before, NOW.date(), NOW.date() + 9 * DAY, NOW.date() + 10 * DAY)] == [
        1,
        1.1,
        1.1,
        1.2,
    ]


def test_figures_brought_by_a_clock_that_is_behind_are_used_and_it_is_told(monkeypatch, store, publisher, ask):
    at(monkeypatch, BEHIND)
    assert ask().status == "moved"
    found = load(CATALOG)
    assert factor(found.observations, "euro_in_usd") == 1.1
    (fault,) = found.faults
    assert "clock says 2001-01-01" in fault.problem
    assert "it is behind" in fault.problem
    # Nothing is dated before the figures that came with the program.
    row = found.observations.provenance["euro_in_usd"]
    assert (row.retrieved, row.published) == (BUNDLED.latest_retrieval,) * 2
    at(monkeypatch, NOW)
    publisher.gives = rates(1.2)
    ask()
    assert (load(CATALOG).faults, factor(load(CATALOG).observations, "euro_in_usd")) == ((), 1.2)


def test_figures_brought_by_a_clock_that_fell_behind_come_after_those_before(monkeypatch, store, publisher, ask):
    ask()
    at(monkeypatch, NOW - 400 * DAY)
    publisher.gives = rates(1.2)
    ask()
    assert factor(load(CATALOG).observations, "euro_in_usd") == 1.2
    at(monkeypatch, NOW)
    assert factor(load(CATALOG).observations, "euro_in_usd") == 1.2
    publisher.gives = rates(1.3)
    ask()
    assert factor(load(CATALOG).observations, "euro_in_usd") == 1.3
    assert [len(vintages.names(store, "fed")), len({e.vintage for e in entries(store)})] == [3, 3]


def test_a_vintage_that_was_told_under_another_moment_is_not_told_again(store, publisher, ask):
    append(store, VerdictsMoved(at=AHEAD, because={}, moves=()))
    ask()
    publisher.gives = rates(1.2)
    ask()
    assert [entry.kind for entry in entries(store)] == ["figures", "figures", "verdicts"]


def test_an_entry_of_a_clock_that_was_ahead_says_so_and_does_not_lead_the_feed_for_years(store, case):
    move = VerdictMove(claim=case.argument.claims.rows[0].id, as_of="latest", before="supported", after="mixed")
    append(store, VerdictsMoved(at=AHEAD, because={"fed": "v"}, moves=(move,)))
    append(store, VerdictsMoved(at=NOW, because={"fed": "w"}, moves=(move,)))
    newest, oldest = entries(store)
    assert (newest.at, clock_words(newest.at)) == (NOW, "")
    assert clock_words(oldest.at) == ", by a clock that was ahead"
    feed = atom(entries(store), case, "").decode()
    assert "<updated>2040" not in feed
    assert feed.count("<updated>2031-03-03T12:00:00Z") == 2


def test_a_row_of_provenance_from_the_future_costs_no_newer_one(store):
    frame = times(bundled("euro_in_usd"), 1.5)
    row = provenance("euro_in_usd", frame, AHEAD.date())
    assert row.retrieved > NOW.date()
    stored(store, {"euro_in_usd": frame}, AHEAD.date())
    stored(store, {"euro_in_usd": times(bundled("euro_in_usd"), 1.2)}, NOW.date())
    assert factor(load(CATALOG).observations, "euro_in_usd") == 1.2
