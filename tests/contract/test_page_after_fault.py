"""Whatever has gone wrong, a page shows the last good figures, and says what happened."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import pytest
from faults import refused_environment
from house import case_of, figures
from table_of_faults import FAULTS, limits_for

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))

from visiting import rows_of, unfolded, visit_page, words_of

from loaders.breaker import keep_state, state_of
from service.application import Application
from widgets import state

CLAIM, TEST = "cold-war-legacy", "cold-war-legacy-russia-warheads"
OF_EACH_KIND = {frozenset(kinds): fault for fault, (_, kinds, _) in FAULTS.items()}
"""A fault for each way they end; what is told of every one of them is looked at source by source in test_contract."""


@pytest.fixture(scope="module")
def case():
    return case_of("fas")


@pytest.fixture
def page(house, monkeypatch):
    """The claim's page and the Data page, as a server sees them that keeps figures in this house's store."""
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", house.store.place)
    state.use(Application())
    yield lambda address, **query: (state.application().refresher.look(), visit_page(address, **query))[1]
    monkeypatch.undo()
    state.use(Application())


def age_by_a_year(house):
    """As if the source had given its figures a year earlier."""
    state = state_of(house.store, house.source)
    earlier = {name: at.replace(year=at.year - 1) for name, at in state.confirmed.items()}
    keep_state(house.store, house.source, state.model_copy(update={"confirmed": earlier}))


def shown(page) -> list[float]:
    """The figures of the test that decides, in the table that a reader opens."""
    app = page("claim", id=CLAIM)
    table = unfolded(app, f"table-{TEST}").dataframe[0].value
    return [value for name in table.columns if name.startswith("Value") for value in table[name]]


@pytest.mark.parametrize("fault", [*OF_EACH_KIND.values(), "no network"])
def test_the_last_good_figures_are_shown_and_what_happened_is_said(fault, house, page, internet, enter):
    before = shown(page)
    if fault == "no network":
        words = "No connection"
        enter(refused_environment())
    else:
        install, _, words = FAULTS[fault]
        case = house.case
        case.serve(internet, figures(house.catalog, 0.5))
        install(internet, case)
    house.refresh(limits_for(fault))
    age_by_a_year(house)
    app = page("claim", id=CLAIM)
    assert shown(page) == before
    said = words_of(app)
    assert re.search(r"Data retrieved 36\d days ago; newer figures could not be fetched \(", said)
    assert re.search(words, said)
    assert not app.error
    row = house.catalog.source["fas"]
    data = words_of(page("sources", source=f"{row.publisher}: {row.name}"))
    columns, rows = rows_of(data, "sources")
    fresh = next(cells[columns.index("Freshness")] for cells in rows if "warhead" in cells[0])
    assert re.fullmatch(r"Retrieved .+ 20\d\d\. Asked (just now|\d+ \w+ ago), it .+\.", fresh)
    assert re.search(words, unescape(data))
