"""When a source is asked: not twice at once, not soon after it failed; and asked without keeping."""

import datetime as dt
import logging

import pytest
from living import BUNDLED, RATES, everything, rates, stored
from loading import CATALOG

from loaders import refresh as module
from loaders import wall_clock
from loaders.breaker import State, keep_state
from loaders.errors import Changed, RateLimited, Unreachable
from loaders.fetch import Limits
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


NOTHING = dict.fromkeys(RATES, Changed("figures", "a page for people"))
"""A publisher whose answers need no reading."""


def test_in_the_background_only_series_that_are_no_longer_live_are_asked_for(store, publisher, ask, caplog):
    caplog.set_level(logging.INFO, "plumbline")
    publisher.gives = NOTHING
    now = wall_clock.now()
    confirmed = {"euro_in_usd": now, "yuan_per_usd": now - dt.timedelta(days=400)}
    for how, asked in (
        ({"wait": False}, ["yuan_per_usd", "dollar_index"]),
        ({"wait": False, "fresh_too": False}, ["yuan_per_usd", "dollar_index"]),
        ({"wait": True, "fresh_too": False}, ["yuan_per_usd", "dollar_index"]),
        ({"wait": True}, list(RATES)),
    ):
        keep_state(store, "fed", State(tried=now, confirmed=confirmed))
        publisher.asked.clear()
        caplog.clear()
        ask(**how)
        assert publisher.asked == asked
        (begun,) = [record for record in caplog.records if record.getMessage() == "refresh begun"]
        assert (begun.source, begun.asked, begun.fresh) == ("fed", len(asked), 3 - len(asked))


def test_an_attempt_at_just_the_time_that_is_asked_for_is_good_enough(store, publisher, ask):
    tried = wall_clock.now()
    keep_state(store, "fed", State(tried=tried))
    assert (ask(since=tried).status, publisher.asked) == ("done", [])
    publisher.gives = NOTHING
    assert ask(since=tried + dt.timedelta(microseconds=1)).status == "failed"
    assert publisher.asked == list(RATES)


def test_who_can_wait_does_so_for_ten_minutes_and_nobody_else_does(store, ask, publisher, monkeypatch):
    patience, lock = [], type(store).lock

    def told(self, what, timeout=0):
        patience.append((what, timeout))
        return lock(self, what, timeout)

    monkeypatch.setattr(type(store), "lock", told)
    publisher.gives = NOTHING
    for wait, seconds in ((True, 600), (False, 0)):
        patience.clear()
        ask(wait=wait)
        assert patience[0] == ("source-fed", seconds)


@pytest.mark.parametrize("out_of_reach", [False, True])
def test_whoever_looks_on_is_told_what_is_next_and_when_all_is_done(store, publisher, ask, out_of_reach):
    publisher.gives = {} if out_of_reach else NOTHING
    told = []
    ask(tell=lambda *words: told.append(words))
    names = [CATALOG.indicator[name].name for name in RATES]
    steps = [(0, 3, names[0]), (1, 3, names[1]), (2, 3, names[2]), (3, 3, "")]
    # Whom one series cannot be had of is not asked for the rest.
    assert told == (steps[:1] + steps[-1:] if out_of_reach else steps)


def test_a_source_is_asked_at_its_hosts_and_for_so_many_megabytes_as_the_catalog_says(store):
    service = CATALOG.service["fed"].model_copy(update={"hosts": "a.example b.example", "max_mb": 7})
    fetch = fetch_for(service, store)
    assert (fetch.hosts, fetch.limits, fetch.token) == ({"a.example", "b.example"}, Limits(size=7_000_000), "")
    assert fetch_for(service, store, Limits(size=9)).limits == Limits(size=9)
