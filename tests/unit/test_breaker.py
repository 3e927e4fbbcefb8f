"""How a source is doing: when it is left alone, when its figures count as live, and what is known of its problems."""

import datetime as dt
import logging
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import CATALOG

from loaders.breaker import FIRST_PAUSE, LONGEST_PAUSE, Problem, State, keep_state, log_breaker, state_of, states
from loaders.errors import Changed, Empty, Locked, RateLimited, SourceError, Unreachable
from loaders.store import Store

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
FED = CATALOG.service["fed"]
SECOND = dt.timedelta(seconds=1)
DOWN = {"": Unreachable("No connection to www.eia.gov.")}


def failed(state=None, now=NOON, problems=None, asked=("euro_in_usd",)):
    return (state or State()).after(now, (), DOWN if problems is None else problems, asked)


def succeeded(state=None, now=NOON, confirmed=("euro_in_usd",)):
    return (state or State()).after(now, confirmed, {}, confirmed)


def test_a_source_that_was_never_asked_may_be():
    state = State()
    assert not state.open(NOON)
    assert state.succeeded is None
    assert not state.live(FED, "euro_in_usd", NOON)


def test_after_a_failure_it_is_left_alone_for_five_minutes():
    state = failed()
    assert (state.tried, state.failures) == (NOON, 1)
    assert state.open(NOON)
    assert state.open(NOON + FIRST_PAUSE - SECOND)
    assert not state.open(NOON + FIRST_PAUSE)
    assert state.asked_until is None


def test_the_pause_doubles_with_each_failure_up_to_six_hours():
    pauses, state = [], State()
    for _ in range(12):
        state = failed(state)
        pauses.append(state.again_at - NOON)
    minutes = [5, 10, 20, 40, 80, 160, 320, 360, 360, 360, 360, 360]
    assert pauses == [dt.timedelta(minutes=m) for m in minutes]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_thousand_failures_are_no_more_than_the_longest_pause():
    assert failed(State(failures=1000)).again_at == NOON + LONGEST_PAUSE


def test_a_success_closes_the_breaker_and_the_pauses_begin_anew():
    state = succeeded(failed(failed(failed())))
    assert (state.failures, state.again_at, state.problems) == (0, None, {})
    assert not state.open(NOON)
    assert failed(state).again_at == NOON + FIRST_PAUSE


def test_a_series_that_fails_beside_others_counts_as_a_failure():
    state = State().after(NOON, ("euro_in_usd",), {"dollar_index": Changed("figures", "a page")}, ())
    assert state.failures == 1
    assert state.open(NOON)
    assert state.confirmed == {"euro_in_usd": NOON}


def test_a_longer_wait_that_the_source_asks_for_is_honoured():
    state = failed(problems={"": RateLimited("Later.", 3600)})
    assert state.again_at == NOON + dt.timedelta(hours=1)
    assert state.asked_until == state.again_at


@pytest.mark.parametrize("wait", [None, 0, 60, 300])
def test_a_shorter_one_does_not_shorten_the_pause(wait):
    state = failed(problems={"": RateLimited("Later.", wait)})
    assert state.again_at == NOON + FIRST_PAUSE
    assert state.asked_until == (NOON + dt.timedelta(seconds=wait) if wait else None)


def test_of_several_waits_the_longest_counts():
    waits = {name: RateLimited("Later.", wait) for name, wait in (("a", 400), ("b", 4000), ("c", None))}
    assert failed(problems=waits).again_at == NOON + dt.timedelta(seconds=4000)


@given(st.floats(0, allow_nan=False) | st.integers(0, 10**30))
def test_no_wait_is_too_long_to_be_told(wait):
    state = failed(problems={"": RateLimited("Later.", wait)})
    assert NOON + FIRST_PAUSE <= state.again_at <= NOON + dt.timedelta(days=30)
    assert state.open(NOON)


@given(st.lists(st.booleans(), max_size=20))
def test_the_breaker_is_open_just_after_failures_and_never_after_a_success(attempts):
    state, now = State(), NOON
    for well in attempts:
        now += SECOND
        before, state = state, succeeded(state, now) if well else failed(state, now)
        assert state.open(now) != well
        assert state.failures == (0 if well else before.failures + 1)
        assert state.tried == now


def test_pauses_never_get_shorter_while_a_source_fails():
    states = [failed()]
    for _ in range(10):
        states.append(failed(states[-1]))
    assert all(one.again_at <= other.again_at for one, other in pairwise(states))


def test_figures_are_live_for_just_the_hours_their_service_says():
    state = succeeded(confirmed=("euro_in_usd", "yuan_per_usd"))
    last = NOON + dt.timedelta(hours=FED.fresh_hours)
    assert state.live(FED, "euro_in_usd", NOON)
    assert state.live(FED, "euro_in_usd", last)
    assert not state.live(FED, "euro_in_usd", last + SECOND)
    assert not state.live(FED, "dollar_index", NOON)
    assert state.fresh(FED, ("euro_in_usd", "yuan_per_usd"), last)
    assert not state.fresh(FED, ("euro_in_usd", "yuan_per_usd"), last + SECOND)
    assert not state.fresh(FED, ("euro_in_usd", "dollar_index"), NOON)


def test_a_failure_takes_nothing_from_what_was_confirmed():
    state = failed(succeeded(), NOON + dt.timedelta(hours=1))
    assert state.succeeded == NOON
    assert state.live(FED, "euro_in_usd", NOON + dt.timedelta(hours=2))


def test_problems_are_told_by_kind_and_message():
    problems = {"a": Empty("None."), "b": Locked("Refused."), "c": Changed("figures", "a page")}
    assert failed(problems=problems).problems == {
        "a": Problem(kind="Empty", message="None."),
        "b": Problem(kind="Locked", message="Refused."),
        "c": Problem(kind="Changed", message="Expected figures; found a page."),
    }


def test_problems_of_series_that_were_not_asked_stay_known_and_those_of_asked_ones_are_new():
    state = failed(problems={"a": Empty("None."), "b": Empty("None."), "": Unreachable("Down.")}, asked=("a", "b"))
    later = state.after(NOON, ("a",), {"c": Changed("x", "y")}, ("a", "c"))
    assert set(later.problems) == {"b", "c"}
    # What concerned the whole source is over once it answers again.
    assert "" not in later.problems


def test_what_is_kept_is_read(store):
    state = failed(succeeded(), problems={"": RateLimited("Später.", 4000), "dollar_index": Empty("None.")})
    keep_state(store, "fed", state)
    assert state_of(store, "fed") == state
    assert state_of(store, "eia") == State()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"failures": "many"}',
        b'{"confirmed": {"euro_in_usd": "yesterday"}}',
        b'{"problems": {"": "down"}}',
        b'{"again_at": "2026-09-01T12:00:00"}',
        b'{"confirmed": {"euro_in_usd": "2026-09-01T12:00:00"}}',
        b"\xff\xfe\x00",
    ],
)
def test_a_damaged_state_is_nothing_known(store, content):
    store.put("state/fed.json", content)
    state = state_of(store, "fed")
    assert state == State()
    assert not state.open(NOON)
    assert failed(state).failures == 1


kinds = st.sampled_from([Unreachable, RateLimited, Locked, Empty])
problems = st.dictionaries(st.sampled_from(["", "a", "b"]), st.builds(SourceError, st.text(max_size=9)) | st.builds(
    lambda kind: kind("What happened."), kinds), max_size=3)  # fmt: skip


@given(st.lists(st.tuples(st.sets(st.sampled_from("ab")), problems), max_size=5))
def test_any_state_is_read_as_it_was_kept(attempts):
    store, state = Store("memory://states"), State()
    for i, (confirmed, wrong) in enumerate(attempts):
        state = state.after(NOON + i * SECOND, tuple(confirmed), wrong, ("a", "b"))
    keep_state(store, "fed", state)
    assert state_of(store, "fed") == state


def test_what_is_known_of_every_source_is_what_is_known_of_each(store):
    assert states(store) == {}
    keep_state(store, "fed", failed())
    keep_state(store, "eia", succeeded())
    store.put("state/notes.txt", b"mine")
    assert states(store) == {"fed": state_of(store, "fed"), "eia": state_of(store, "eia")}
    assert states(store)["fed"].failures == 1


def test_what_a_file_brought_is_no_longer_confirmed_by_the_source_and_all_else_stays():
    state = failed(
        succeeded(confirmed=("a", "b")), problems={"a": Empty("None."), "c": Empty("None.")}, asked=("a", "c")
    )
    after = state.after_file(("a",), {"b": Changed("x", "y")}, ("a", "b"))
    told = {"c": Problem(kind="Empty", message="None."), "b": Problem(kind="Changed", message="Expected x; found y.")}
    assert after == state.model_copy(update={"confirmed": {"b": NOON}, "problems": told})
    assert (after.failures, after.again_at) == (1, NOON + FIRST_PAUSE)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (State(), failed(), [("WARNING", "breaker opened", 1)]),
        (failed(), failed(failed()), [("WARNING", "breaker opened", 2)]),
        (failed(failed()), succeeded(), [("INFO", "breaker closed", 2)]),
        (State(), succeeded(), []),
        (failed(), failed(), []),
    ],
)
def test_the_log_tells_of_a_breaker_that_opens_or_closes_and_of_no_other(caplog, before, after, told):
    with caplog.at_level(logging.INFO, "plumbline.loaders"):
        log_breaker("eia", before, after)
    assert [(r.levelname, r.message, r.failures) for r in caplog.records] == told
    assert all(r.source == "eia" for r in caplog.records)


def test_the_log_tells_why_and_until_when_a_breaker_is_open(caplog):
    after = failed(problems={"a": Empty("None."), "b": Empty("None."), "c": Locked("Refused.")})
    log_breaker("eia", State(), after)
    (told,) = caplog.records
    assert (told.until, told.reason) == (NOON + FIRST_PAUSE, "None. Refused.")
