"""Whatever a source gives, time after time: the last good figures of each series are in use, and nothing kept is lost."""

import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from living import RATES, Publisher, ask_for_rates, bundled, factor, times
from loading import CATALOG

from loaders import vintages
from loaders.errors import Changed
from loaders.ledger import entries
from loaders.load import load
from loaders.store import Store

ABSURD = 1000
deliveries = st.fixed_dictionaries({name: st.sampled_from([1, 0.9, 1.1, ABSURD, None]) for name in RATES})


@settings(max_examples=8)
@given(st.lists(deliveries, min_size=1, max_size=4))
@pytest.mark.slow
def test_the_last_good_figures_of_each_series_are_in_use(given_out):
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as place:
        patch.setenv("PLUMBLINE_LIVE", "on")
        publisher, store = Publisher(patch), Store(place)
        store.open()
        in_use, kept = dict.fromkeys(RATES, 1), {}
        for delivery in given_out:
            publisher.gives = {
                name: Changed("figures", "a page") if by is None else times(bundled(name), by)
                for name, by in delivery.items()
            }
            told = ask_for_rates(store)
            good = {name: by for name, by in delivery.items() if by not in (None, ABSURD)}
            assert {m.indicator for m in told.moves} == {name for name, by in good.items() if by != in_use[name]}
            assert set(told.problems) == set(RATES) - set(good)
            in_use |= good
            found = load(CATALOG, store)
            assert found.faults == ()
            assert {name: factor(found.observations, name) for name in RATES} == in_use
            # Files are only ever added, each with its entry in the ledger.
            assert all(store.get(path) == content for path, content in kept.items())
            names = vintages.names(store, "fed")
            kept = {name.path: store.get(name.path) for name in names}
            figures = [entry for entry in entries(store) if entry.kind == "figures"]
            assert [entry.vintage for entry in reversed(figures)] == list(kept)
            assert [entry.former for entry in reversed(figures)] == [None, *kept][: len(kept)]
