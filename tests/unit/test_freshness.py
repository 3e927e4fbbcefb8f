"""How fresh figures are, in words a reader understands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from living import made_up, provenance
from loading import CATALOG

from loaders.breaker import State
from loaders.errors import Unreachable
from verdicts.freshness import Freshness, ago, freshness, freshness_sentence

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
FED = CATALOG.service["fed"].model_copy(update={"fresh_hours": 24})
STORED = provenance("euro_in_usd", made_up([1]), dt.date(2026, 11, 20))
BUNDLED = provenance("euro_in_usd", made_up([1]), dt.date(2026, 8, 22), state="bundled")
DOWN = Unreachable("No connection to www.eia.gov.")


def confirmed(ago, *others):
    return State().after(NOON - ago, ("euro_in_usd", *others), {}, ("euro_in_usd", *others))


def then_failed(state, problems=None):
    return state.after(NOON, (), problems or {"": DOWN}, ("euro_in_usd",))


def test_figures_that_were_just_given_are_live():
    found = freshness(STORED, FED, confirmed(dt.timedelta(0)), NOON)
    assert found == Freshness("live", "Live: the source gave these figures just now.")


def test_they_stay_live_for_the_hours_of_the_service():
    last = dt.timedelta(hours=FED.fresh_hours)
    assert freshness(STORED, FED, confirmed(5 * HOUR), NOON).words == "Live: the source gave these figures 5 hours ago."
    assert freshness(STORED, FED, confirmed(last), NOON).kind == "live"
    assert freshness(STORED, FED, confirmed(last + HOUR), NOON) == Freshness("stored", "Data retrieved 1 day ago.")


@pytest.mark.parametrize(("days", "words"), [(1, "Data retrieved 1 day ago."), (12, "Data retrieved 12 days ago.")])
def test_then_they_are_stored(days, words):
    assert freshness(STORED, FED, confirmed(days * 24 * HOUR + HOUR), NOON) == Freshness("stored", words)


def test_an_hourly_service_is_told_in_hours():
    hourly = FED.model_copy(update={"fresh_hours": 1})
    assert freshness(STORED, hourly, confirmed(1.5 * HOUR), NOON).words == "Data retrieved 1 hour ago."
    assert freshness(STORED, hourly, confirmed(7 * HOUR), NOON).words == "Data retrieved 7 hours ago."


def test_a_failure_since_is_told_with_its_reason():
    state = then_failed(confirmed(72 * HOUR))
    assert freshness(STORED, FED, state, NOON) == Freshness(
        "stored", "Data retrieved 3 days ago; newer figures could not be fetched (No connection to www.eia.gov)."
    )


def test_the_reason_of_the_series_itself_comes_first():
    state = then_failed(confirmed(72 * HOUR), {"": DOWN, "euro_in_usd": Unreachable("Cut off.")})
    assert freshness(STORED, FED, state, NOON).words.endswith("(Cut off).")


def test_a_failure_of_another_series_is_not_told_of_this_one():
    state = then_failed(confirmed(72 * HOUR), {"dollar_index": DOWN})
    assert freshness(STORED, FED, state, NOON).words == "Data retrieved 3 days ago."


def test_bundled_figures_name_their_day():
    assert freshness(BUNDLED, FED, State(), NOON) == Freshness("bundled", "Data retrieved 22 August 2026.")
    assert freshness(BUNDLED, None, State(), NOON) == Freshness("bundled", "Data retrieved 22 August 2026.")


def test_bundled_figures_say_why_there_are_no_newer_ones():
    assert freshness(BUNDLED, FED, then_failed(State()), NOON).words == (
        "Data retrieved 22 August 2026; newer figures could not be fetched (No connection to www.eia.gov)."
    )


@pytest.mark.parametrize("service", [None, FED])
def test_figures_of_an_imported_file_say_so_and_are_never_live(service):
    found = freshness(STORED, service, State(), NOON)
    assert found == Freshness("stored", "Data retrieved 20 November 2026, from a file.")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-500, "just now"),
        (0, "just now"),
        (59.9, "just now"),
        (60, "1 minute ago"),
        (119, "1 minute ago"),
        (120, "2 minutes ago"),
        (3599, "59 minutes ago"),
        (3600, "1 hour ago"),
        (7200, "2 hours ago"),
        (86399, "23 hours ago"),
        (86400, "1 day ago"),
        (172800, "2 days ago"),
        (400 * 86400, "400 days ago"),
    ],
)
def test_how_long_ago(seconds, words):
    assert ago(NOON - dt.timedelta(seconds=seconds), NOON) == words


@given(st.timedeltas(dt.timedelta(0), dt.timedelta(days=20_000)))
def test_one_is_singular_and_more_is_plural(age):
    words = ago(NOON - age, NOON)
    if words != "just now":
        count, unit, _ = words.split()
        assert int(count) >= 1
        assert unit.endswith("s") == (int(count) != 1)


def test_a_chart_of_one_freshness_says_it_once():
    live = Freshness("live", "Live: the source gave these figures just now.")
    assert freshness_sentence({"a": live, "b": live}, {"a": "exports", "b": "imports"}) == live.words
    assert freshness_sentence({"a": live}, {"a": "exports"}) == live.words
    assert freshness_sentence({}, {}) == ""


def test_a_chart_of_several_names_each():
    found = {"a": Freshness("live", "Live: just now."), "b": Freshness("bundled", "Data retrieved 22 August 2026.")}
    assert freshness_sentence(found, {"a": "goods exports", "b": "GDP"}) == (
        "Goods exports: Live: just now. GDP: Data retrieved 22 August 2026."
    )
