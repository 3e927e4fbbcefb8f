"""What pages say of freshness in each way a server may be run."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from visiting import rows_of

from loaders import vintages
from loaders.breaker import State, keep_state
from loaders.ledger import ValuesMoved, append
from loaders.moves import move
from loaders.observations import as_table
from loaders.store import Store
from loaders.vintages import Vintage
from service.application import Application
from widgets import state

CLAIM = "cold-war-legacy"


@pytest.fixture
def store(tmp_path, monkeypatch, case):
    """A store with warheads retrieved today, a few more than are bundled."""
    store = Store(tmp_path)
    store.open()
    now = dt.datetime.now(dt.UTC)
    row = case.observations.provenance["warheads"]
    before = case.observations.part("warheads").astype({"indicator": str})
    frame = before.assign(value=before["value"] + 1)
    stored = replace(row, state="stored", retrieved=now.date(), edition="an edition of tests")
    definition = case.catalog.indicator["warheads"].definition()
    name = vintages.write(store, "fas", Vintage(as_table(frame), {"warheads": stored}, {"warheads": definition}), now)
    moved = move("warheads", before, frame)
    append(store, ValuesMoved(at=now, source="fas", vintage=name.path, former=None, moves=(moved,)))
    keep_state(store, "fas", State(tried=now, confirmed={"warheads": now}))
    monkeypatch.setenv("PLUMBLINE_STORE", str(tmp_path))
    state.use(Application())
    yield store
    state.use(Application())


def test_with_the_bundled_figures_alone_every_chart_says_so(visit, text_of):
    said = text_of(visit("claim", id=CLAIM))
    assert "Measured by Plumbline. Data retrieved 22 August 2026.</p>" in said
    assert "Live" not in said
    assert "does not ask the publishers for newer ones" in text_of(visit("sources"))


@pytest.mark.parametrize("mode", ["on", "stored"])
def test_what_the_store_holds_is_shown_with_its_age(mode, store, visit, text_of, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", mode)
    state.application().refresher.look()
    app = visit("claim", id=CLAIM)
    app.session_state[f"source-{state.standings()[CLAIM].now.deciding.evidence.id}"] = True
    said = text_of(app.run()).replace("\\", "")
    assert "Live: the source gave these figures just now." in said
    assert "an edition of tests" in said
    sources = visit("sources")
    columns, rows = rows_of(text_of(sources), "sources")
    fresh = {row[0]: row[columns.index("Freshness")] for row in rows}
    assert [words for words in fresh.values() if not words.startswith("Retrieved ")] == ["Live: checked just now."]
    assert fresh[next(name for name in fresh if "warhead" in name)] == "Live: checked just now."
    assert any("1 series moved" in expander.label for expander in sources.expander)
    assert "revised" in text_of(sources)
