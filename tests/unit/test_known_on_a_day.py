"""What was known on a day: the edition that was in hand then, else the first one cut by its lag."""

import datetime as dt

import numpy as np
import pytest
from builders import WRITTEN, indicator, known, observations
from builders import catalog as small_catalog
from living import BUNDLED, bundled, stored, times
from loading import CATALOG

from loaders.load import load
from loaders.observations import EMPTY_TABLE, Held, Observations
from loaders.store import Store
from service.opening import open_case
from verdicts.clock import AsOf, Knowledge, latest, parse_as_of

NAME, ENTITY = "euro_in_usd", "EUR"
RETRIEVED = BUNDLED.provenance[NAME].retrieved
PUBLISHED = BUNDLED.provenance[NAME].published
FIRST, SECOND = RETRIEVED + dt.timedelta(days=40), RETRIEVED + dt.timedelta(days=80)
DAY = dt.timedelta(days=1)
START = bundled(NAME)["value"][0]


@pytest.fixture
def line(store):
    """The line known on a day, of two stored vintages and the bundled one."""
    stored(store, {NAME: times(bundled(NAME), 1.2)}, FIRST)
    stored(store, {NAME: times(bundled(NAME), 1.3)}, SECOND)
    found = load(CATALOG).observations
    return lambda as_of: Knowledge(found, CATALOG, as_of if isinstance(as_of, AsOf) else AsOf(as_of, WRITTEN)).line(
        NAME, ENTITY
    )


def whole(line):
    return len(line.dates) == len(bundled(NAME))


@pytest.mark.parametrize(
    ("day", "factor"),
    [
        (PUBLISHED, 1),
        (FIRST - DAY, 1),
        (FIRST, 1.2),
        (SECOND - DAY, 1.2),
        (SECOND, 1.3),
        (SECOND + 400 * DAY, 1.3),
    ],
)
def test_from_its_publication_or_its_retrieval_into_the_store_an_edition_is_what_was_known_and_all_of_it(
    line, day, factor
):
    found = line(day)
    assert found.values[0] == START * factor
    assert whole(found)


@pytest.mark.parametrize("day", [dt.date(2001, 1, 1), dt.date(2014, 6, 30), WRITTEN, PUBLISHED - DAY])
def test_before_all_editions_the_first_one_serves_cut_by_its_lag(line, day):
    found, lag = line(day), CATALOG.indicator[NAME].lag_days
    assert found.values[0] == START
    expected = BUNDLED.line(NAME, ENTITY)
    known = expected.dates <= np.datetime64(day - dt.timedelta(days=lag))
    assert np.array_equal(found.dates, expected.dates[known])
    assert np.array_equal(found.values, expected.values[known])


def test_now_is_the_newest_edition_whole(line, store):
    now = latest(load(CATALOG).observations, WRITTEN)
    assert now == AsOf(max(SECOND, BUNDLED.latest_retrieval), WRITTEN, latest=True)
    assert line(now).values[0] == START * 1.3
    assert whole(line(now))
    assert parse_as_of(SECOND.isoformat(), load(CATALOG).observations, WRITTEN) == AsOf(SECOND, WRITTEN)


def test_a_series_without_another_edition_is_known_as_before(store):
    stored(store, {NAME: times(bundled(NAME), 1.2)}, FIRST)
    found = load(CATALOG).observations
    for day in (dt.date(2014, 6, 30), WRITTEN, FIRST, SECOND):
        for name, entity in (("yuan_per_usd", "CNY"), ("brent_price", "BRENT"), ("gdp_nominal", "USA")):
            with_store, without = (
                Knowledge(o, CATALOG, AsOf(day, WRITTEN)).line(name, entity) for o in (found, BUNDLED)
            )
            assert np.array_equal(with_store.dates, without.dates)
            assert np.array_equal(with_store.values, without.values)


def test_an_edition_that_came_before_the_bundled_one_is_not_taken_for_newer(store):
    stored(store, {NAME: times(bundled(NAME), 1.1)}, PUBLISHED - 20 * DAY)
    stored(store, {NAME: times(bundled(NAME), 1.3)}, SECOND)
    found = load(CATALOG).observations

    def start(day):
        return Knowledge(found, CATALOG, AsOf(day, WRITTEN)).line(NAME, ENTITY).values[0]

    assert start(PUBLISHED - 20 * DAY) == START * 1.1
    assert start(PUBLISHED - DAY) == START * 1.1
    assert start(PUBLISHED) == START
    assert start(SECOND - DAY) == START
    assert start(SECOND) == START * 1.3


def test_a_series_that_was_never_bundled_is_known_by_lag_until_it_was_first_published():
    catalog = small_catalog(indicator(lag_days=365))
    found = observations({("x", "USA"): range(2000, 2026)})
    published = found.provenance["x"].published
    early = known(found, catalog, published - DAY).line("x", "USA")
    assert early.values[-1] == 2024
    assert known(found, catalog, published).line("x", "USA").values[-1] == 2025
    before = Held(Observations(EMPTY_TABLE))
    with_editions = Observations(found.table, found.provenance, {"s": (before, Held(found))})
    assert known(with_editions, catalog, published - DAY).line("x", "USA").values[-1] == 2024
    assert known(with_editions, catalog, published).line("x", "USA").values[-1] == 2025


def test_an_edition_that_is_damaged_leaves_the_one_before_it(store):
    first = stored(store, {NAME: times(bundled(NAME), 1.2)}, FIRST)
    stored(store, {NAME: times(bundled(NAME), 1.3)}, SECOND)
    store.put(first.path, b"damaged")
    found = load(CATALOG).observations
    assert Knowledge(found, CATALOG, AsOf(SECOND - DAY, WRITTEN)).line(NAME, ENTITY).values[0] == START
    assert Knowledge(found, CATALOG, AsOf(SECOND, WRITTEN)).line(NAME, ENTITY).values[0] == START * 1.3


@pytest.fixture(scope="module")
def doubled(tmp_path_factory):
    """The real case, with every figure of one indicator doubled in an edition of today."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLUMBLINE_LIVE", "on")
        store = Store(tmp_path_factory.mktemp("doubled"))
        store.open()
        today = max(dt.datetime.now(dt.UTC).date(), BUNDLED.latest_retrieval)
        stored(store, {"gdp_nominal": times(bundled("gdp_nominal"), 2.0)}, today)
        return open_case(store=store)


def test_a_later_edition_changes_no_verdict_as_of_the_article(case, doubled):
    assert doubled.then == case.then
    assert doubled.observations.provenance["gdp_nominal"].state == "stored"
    with_it, without = doubled.verdicts(doubled.then), case.verdicts(case.then)
    assert [v.record() for v in with_it] == [v.record() for v in without]


def test_it_is_what_verdicts_of_now_rest_on(case, doubled):
    def statistics(of):
        return {f.evidence.id: f.record()["statistic"] for v in of.verdicts(of.now) for f in v.findings}

    before, after = statistics(case), statistics(doubled)
    rows = [row for row in case.argument.evidence.rows if row.request.indicators == ("gdp_nominal",)]
    levels = [row.id for row in rows if row.measure == "level" and row.check in ("at_least", "at_most")]
    others = [row.id for row in case.argument.evidence.rows if "gdp_nominal" not in row.request.indicators]
    assert all(after[row] == pytest.approx(2 * before[row]) for row in levels)
    assert all(after[row] == before[row] for row in others)
    assert before != after


@pytest.mark.slow
def test_the_years_before_it_are_told_with_the_edition_of_the_time(case, doubled):
    rows = (row for row in case.argument.evidence.rows if "gdp_nominal" in row.request.indicators)
    claims = {row.claim for row in rows if row.weight}
    assert claims
    for claim in (case.argument.claim[name] for name in sorted(claims)):
        with_it, without = doubled.history(claim), case.history(claim)
        both = {m.as_of.day: m for m in without[:-1]}
        shared = [m for m in with_it[:-1] if m.as_of.day in both]
        assert shared == [both[m.as_of.day] for m in shared]
        assert len(shared) == len(both)
