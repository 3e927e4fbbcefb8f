"""When a source is asked: not twice at once, not soon after it failed; and asked without keeping."""

import datetime as dt

import pytest
from living import BUNDLED, RATES, everything, rates, stored
from loading import CATALOG

from loaders import refresh as module
from loaders import wall_clock
from loaders.breaker import State, keep_state
from loaders.errors import Changed, RateLimited, Unreachable
from loaders.refresh import fetch_for


def test_a_dry_run_tells_and_keeps_nothing(store, publisher, ask):
    # Not even what an earlier refresh that was killed had no time to tell.
    stored(store, rates(1), BUNDLED.provenance["euro_in_usd"].retrieved)
    before = everything(store)
    told = ask(dry_run=True)
    assert (told.status, told.vintage) == ("moved", None)
    assert {m.indicator for m in told.moves} == set(RATES)
    assert everything(store) == before


@pytest.mark.parametrize("token", ["a-token", ""])
def test_a_source_is_asked_with_the_token_of_the_environment_or_without(store, monkeypatch, token):
    monkeypatch.setenv("PLUMBLINE_UCDP_TOKEN", token)
    assert fetch_for(CATALOG.service["ucdp"], store).token == token
    monkeypatch.delenv("PLUMBLINE_UCDP_TOKEN")
    assert fetch_for(CATALOG.service["ucdp"], store).token == ""


def test_a_source_that_another_asks_is_left_to_it(store, publisher, ask, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with store.lock("source-fed"):
        for wait in (False, True):
            told = ask(wait=wait)
            assert (told.status, told.failed, publisher.asked) == ("busy", False, [])


def test_what_was_asked_since_is_not_asked_again(store, publisher, ask):
    began = wall_clock.now()
    publisher.gives["yuan_per_usd"] = Changed("figures", "a page for people")
    ask()
    publisher.asked.clear()
    told = ask(since=began)
    assert (told.status, publisher.asked) == ("done", [])
    assert set(told.problems) == {"yuan_per_usd"}


def test_after_a_failure_only_who_waits_asks_again(store, publisher, ask):
    publisher.gives = dict.fromkeys(RATES, Unreachable("Down."))
    ask()
    publisher.asked.clear()
    told = ask(wait=False)
    assert (told.status, publisher.asked, set(told.problems)) == ("waiting", [], set(RATES))
    assert ask(wait=True).status == "failed"
    assert publisher.asked


def test_a_source_that_named_a_time_is_left_alone_until_then(store, publisher, ask):
    publisher.gives = dict.fromkeys(RATES, RateLimited("Later.", 3600))
    ask()
    publisher.asked.clear()
    assert ask(wait=True).status == "waiting"
    assert publisher.asked == []


def test_in_the_background_only_series_that_are_no_longer_live_are_asked_for(store, publisher, ask):
    now = wall_clock.now()
    confirmed = {"euro_in_usd": now, "yuan_per_usd": now - dt.timedelta(days=400)}
    keep_state(store, "fed", State(tried=now, confirmed=confirmed))
    ask(wait=False)
    assert publisher.asked == ["yuan_per_usd", "dollar_index"]
    publisher.asked.clear()
    ask(wait=True)
    assert publisher.asked == list(RATES)
