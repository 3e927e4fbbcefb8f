"""What an operator can read of a refresh: what was asked, what came, what was not asked, and why."""

import datetime as dt
import json
import logging

import pytest
from living import BUNDLED, RATES, bundled, damage, rates, stored, times
from loading import CATALOG

from loaders import store as store_module
from loaders import vintages
from loaders.errors import Changed, RateLimited, Unreachable
from loaders.load import load
from loaders.store import LAYOUT, SCHEMA, Store

LATER = BUNDLED.provenance["euro_in_usd"].retrieved + dt.timedelta(days=1)


@pytest.fixture
def told(caplog):
    """The records of an event so far, as dicts of their fields."""
    caplog.set_level(logging.DEBUG, "plumbline")

    def of(event):
        return [vars(r) for r in caplog.records if r.name == "plumbline.loaders" and r.getMessage() == event]

    return of


def fields(record, *names):
    return tuple(record[name] for name in names)


def test_a_refresh_is_told_with_its_counts(publisher, ask, told):
    outcome = ask()
    (begun,), (ended,), (written,) = told("refresh begun"), told("refresh ended"), told("vintage written")
    assert fields(begun, "source", "asked", "fresh") == ("fed", 3, 0)
    assert fields(ended, "source", "status", "asked", "came", "moved", "failed") == ("fed", "moved", 3, 3, 3, 0)
    assert ended["seconds"] >= 0
    figures = sum(len(bundled(name)) for name in RATES)
    assert fields(written, "source", "vintage", "figures") == ("fed", outcome.vintage.path, figures)
    assert told("breaker opened") == told("series failed") == told("source skipped") == []


def test_what_failed_is_told_once_a_reason_with_its_series_and_opens_the_breaker(publisher, ask, told):
    publisher.gives = {
        **rates(1.1),
        "yuan_per_usd": Changed("figures", "a page"),
        "dollar_index": Changed("figures", "a page"),
    }
    before = dt.datetime.now(dt.UTC)
    assert ask().status == "partly"
    (failed,), (opened,), (ended,) = told("series failed"), told("breaker opened"), told("refresh ended")
    assert fields(failed, "source", "problem", "reason") == ("fed", "Changed", "Expected figures; found a page.")
    assert sorted(failed["series"]) == ["dollar_index", "yuan_per_usd"]
    assert fields(opened, "source", "failures", "levelno") == ("fed", 1, logging.WARNING)
    assert opened["until"] > before
    assert opened["reason"] == "Expected figures; found a page."
    assert fields(ended, "came", "failed") == (1, 2)


def test_each_further_failure_is_counted_and_success_closes_the_breaker(publisher, ask, told):
    publisher.gives = dict.fromkeys(RATES, Unreachable("Down."))
    ask()
    ask()
    assert [r["failures"] for r in told("breaker opened")] == [1, 2]
    assert told("breaker closed") == []
    publisher.gives = rates(1.1)
    ask()
    assert [fields(r, "source", "failures") for r in told("breaker closed")] == [("fed", 2)]


def test_why_a_source_is_not_asked_is_told(store, publisher, ask, told):
    publisher.gives = dict.fromkeys(RATES, Unreachable("Down."))
    began = dt.datetime.now(dt.UTC)
    ask()
    ask(wait=False)
    ask(since=began)
    with store.lock("source-fed"):
        ask(wait=False)
    publisher.gives = dict.fromkeys(RATES, RateLimited("Later.", 3600))
    ask()
    ask()
    skipped = told("source skipped")
    assert [fields(r, "source", "status") for r in skipped] == [
        ("fed", "waiting"), ("fed", "done"), ("fed", "busy"), ("fed", "waiting"),
    ]  # fmt: skip
    words = ("breaker is open until", "just been asked", "Another process", "not to be asked")
    for record, word in zip(skipped, words, strict=True):
        assert word in record["reason"]
    assert len(told("refresh begun")) == len(told("refresh ended")) == 2


def test_series_that_are_still_fresh_are_counted_and_not_asked(publisher, ask, told):
    ask()
    ask(wait=False)
    assert [fields(r, "asked", "fresh") for r in told("refresh begun")] == [(3, 0), (0, 3)]


def test_figures_that_are_set_aside_are_told_with_the_reason(store, publisher, ask, told):
    ask()
    publisher.gives = {**rates(1.1), "euro_in_usd": times(bundled("euro_in_usd"), 100)}
    ask()
    (aside,) = told("figures set aside")
    (name,) = vintages.quarantined(store, "fed")
    assert fields(aside, "source", "vintage", "series") == ("fed", name.path, ["euro_in_usd"])
    assert "another unit or base" in aside["reason"]
    assert aside["levelno"] == logging.WARNING


def test_what_no_parser_has_foreseen_is_told_with_its_traceback(publisher, ask, told, monkeypatch):
    def odd(*_):
        raise ZeroDivisionError("odd")

    monkeypatch.setattr("loaders.prepare.parser_of", lambda _: odd)
    assert ask().status == "failed"
    failed = told("reading failed")
    assert {fields(r, "source", "series") for r in failed} == {("fed", name) for name in RATES}
    assert all(r["exc_info"][0] is ZeroDivisionError for r in failed)


def test_a_damaged_vintage_is_told(store, told):
    name = stored(store, rates(1.1), LATER)
    damage(store, name)
    load(CATALOG, store)
    assert {fields(r, "source", "vintage") for r in told("vintage damaged")} == {("fed", name.path)}


def test_what_becomes_of_the_store_is_told(tmp_path, told, monkeypatch):
    store = Store(tmp_path / "new")
    store.open()
    store.open()
    monkeypatch.setattr(store_module, "SCHEMA", SCHEMA + 1)
    monkeypatch.setitem(store_module.MIGRATIONS, SCHEMA, lambda _: None)
    store.open()
    assert [fields(r, "place", "schema") for r in told("store made")] == [(store.place, SCHEMA)]
    assert [r["schema"] for r in told("store opened")] == [SCHEMA, SCHEMA + 1]
    assert [r["schema"] for r in told("store migrated")] == [SCHEMA + 1]
    assert json.loads(store.get(LAYOUT)) == {"schema": SCHEMA + 1}


def test_vintages_that_are_removed_are_told(store, told):
    old, _ = stored(store, rates(1.1), LATER), stored(store, rates(1.2), LATER + dt.timedelta(days=1))
    assert vintages.prune(store, limit=0) == [old]
    (pruned,) = told("store pruned")
    assert pruned["vintages"] == [old.path]
